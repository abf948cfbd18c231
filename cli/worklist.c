/* Every duty of every case: as a table for people, as CSV or JSON, worst first or as the cases come. */
#include "worklist.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WORDS = 1024, LONG = 4096 };

/* ---- which lines ---- */

int read_filter(const struct options *options, struct filter *filter) {
  static struct pieces states;
  memset(filter, 0, sizeof *filter);
  filter->due_before = DUEBY_DATE_NONE;
  filter->narrowed = options->state != NULL;
  int all = !options->state || strcmp(options->state, "all") == 0;
  if (all) memset(filter->states, 1, sizeof filter->states);
  int problem = all ? 0 : split_list("--state", options->state, &states);
  for (int i = 0; !all && i < states.count && !problem; i++) {
    int32_t state;
    problem = read_code_option("--state", DUEBY_CODE_STATE, states.text[i], &state);
    if (!problem) filter->states[state] = 1;
  }
  if (!problem && options->due_before) problem = read_day("--due-before", options->due_before, &filter->due_before);
  return problem;
}

int passes(const struct filter *filter, const dueby_line *line) {
  if (!filter->states[line->verdict.state]) return 0;
  return filter->due_before == DUEBY_DATE_NONE ||
         (line->deadline.due != DUEBY_DATE_NONE && line->deadline.due < filter->due_before);
}

int is_done(int32_t state) {
  return state == DUEBY_STATE_MET || state == DUEBY_STATE_MET_LATE || state == DUEBY_STATE_MISSED || state == DUEBY_STATE_ENDED;
}

/* What its source gives no figure for can never have a date: there is nothing to check. */
int has_no_figure(const dueby_line *line) {
  return line->verdict.state == DUEBY_STATE_NOT_COMPUTABLE && line->reason == DUEBY_REASON_FIGURE;
}

dueby_outcome outcome_of(const struct work *work, const dueby_line *line) {
  dueby_outcome outcome = {.state = DUEBY_STATE_NOT_COMPUTABLE,
                           .days_left = INT32_MIN}; /* of no authority: before all others to check */
  if (line) dueby_outcome_from_line(work->context->profile, line, &outcome);
  return outcome;
}

/* ---- words that are always said ---- */

void unreadable_reason(const dueby_case *at, char *text, size_t size) {
  snprintf(text, size, "%" PRId64 " %s of this case could not be read (line %" PRId64 "%s)", at->bad_rows,
           at->bad_rows == 1 ? "row" : "rows", at->first_bad_line, at->bad_rows == 1 ? "" : " and others");
}

void disclaimer_text(const struct work *work, int64_t checking, char *text, size_t size) {
  int64_t bad = dueby_caseload_bad_row_count(work->caseload);
  snprintf(text, size,
           "Only what was in the file was checked: a child who is not listed may still have something due. %" PRId64
           " %s could not be read; %" PRId64 " %s checking. A due date is the last day, not a plan: if a child may be at risk of "
           "harm, act now. Not legal advice.",
           bad, bad == 1 ? "row" : "rows", checking, checking == 1 ? "child needs" : "children need");
}

/* ---- a row as data ---- */

static const char fields[] = "case,ref,rule,title,authority,force,occurrence,key,trigger,triggered_at,opens,due,due_by_law,met_at,"
                             "state,reason,days_left,working_days_left,working_days_taken,certainty,precision,governed_by";

static void put_case(const struct work *work, const struct work_case *from, const dueby_line *line, struct row *row) {
  const char *ref = line ? ref_of(work, line) : NULL;
  put_text(row, "case", from->at.name);
  put_text(row, "ref", ref);
}

static void put_line(const struct work *work, const struct work_case *from, const dueby_line *line, struct row *row) {
  const dueby_profile *profile = work->context->profile;
  const dueby_deadline *deadline = &line->deadline;
  const dueby_event *trigger = event_of(from, line->trigger), *met = event_of(from, line->met);
  int32_t rule = deadline->rule, version = deadline->version;
  char words[WORDS] = "";
  put_case(work, from, line, row);
  put_code(row, "rule", dueby_rule_text(profile, rule, version, DUEBY_RULE_ID));
  put_lasting(row, "title", dueby_rule_text(profile, rule, version, DUEBY_RULE_TITLE), ANY_TEXT);
  put_code(row, "authority",
           dueby_code_name(DUEBY_CODE_AUTHORITY, dueby_rule_number(profile, rule, version, DUEBY_RULE_AUTHORITY)));
  put_code(row, "force", dueby_code_name(DUEBY_CODE_FORCE, dueby_rule_number(profile, rule, version, DUEBY_RULE_FORCE)));
  put_number(row, "occurrence", deadline->occurrence);
  dueby_line_key(profile, line, trigger, ref_of(work, line), words, sizeof words, NULL);
  put_bytes(row, "key", words, strlen(words), ref_of(work, line) ? ANY_TEXT : CODE); /* a ref is the file's */
  put_code(row, "trigger", dueby_profile_event_slug(profile, trigger->type));
  put_when(row, "triggered_at", trigger->date, trigger->time);
  put_when(row, "opens", deadline->opens, DUEBY_TIME_NONE);
  put_when(row, "due", deadline->due, deadline->due_time);
  put_when(row, "due_by_law", line->due_by_law, line->due_by_law_time);
  put_when(row, "met_at", met ? met->date : DUEBY_DATE_NONE, met ? met->time : DUEBY_TIME_NONE);
  put_code(row, "state", dueby_code_name(DUEBY_CODE_STATE, line->verdict.state));
  dueby_line_reason(profile, line, event_of(from, line->rejected), words, sizeof words, NULL);
  put_text(row, "reason", words);
  put_count(row, "days_left", line->verdict.days_left);
  put_count(row, "working_days_left", line->verdict.working_days_left);
  put_count(row, "working_days_taken", line->working_days_taken);
  put_code(row, "certainty", deadline->due == DUEBY_DATE_NONE ? NULL : dueby_code_name(DUEBY_CODE_CERTAINTY, deadline->certainty));
  put_code(row, "precision", dueby_code_name(DUEBY_CODE_PRECISION, deadline->precision));
  put_code(row, "governed_by", dueby_rule_text(profile, rule, version, DUEBY_RULE_ADDRESS));
  put_carried(work, row);
}

/* A case of which something could not be read is listed itself. */
static void put_unreadable(const struct work *work, const struct work_case *from, struct row *row) {
  static const char *const before[] = {"rule",    "title",        "authority", "force", "occurrence", "key",
                                       "trigger", "triggered_at", "opens",     "due",   "due_by_law", "met_at"};
  static const char *const after[] = {"days_left", "working_days_left", "working_days_taken",
                                      "certainty", "precision",         "governed_by"};
  char words[WORDS];
  put_case(work, from, NULL, row);
  for (size_t i = 0; i < sizeof before / sizeof *before; i++) put_text(row, before[i], NULL);
  put_code(row, "state", dueby_code_name(DUEBY_CODE_STATE, DUEBY_STATE_NOT_COMPUTABLE));
  unreadable_reason(&from->at, words, sizeof words);
  put_text(row, "reason", words);
  for (size_t i = 0; i < sizeof after / sizeof *after; i++) put_text(row, after[i], NULL);
  put_carried(work, row);
}

/* ---- a row in words ---- */

/* The columns that people see; reason and what was carried stand below them. */
enum { CHILD, DUTY, STATE, DUE, COLUMNS };

static void ordinal_text(int32_t number, char *text, size_t size) {
  int teen = number % 100 > 10 && number % 100 < 14;
  static const char *const ends[] = {"th", "st", "nd", "rd"};
  snprintf(text, size, "%d%s", (int)number, ends[teen || number % 10 > 3 ? 0 : number % 10]);
}

void due_text(const dueby_line *line, char *text, size_t size) {
  dueby_when due = {line->deadline.due_time, line->deadline.due, 0};
  *text = '\0';
  if (due.date != DUEBY_DATE_NONE) dueby_explain_when(&due, text, (int64_t)size, NULL);
}

void occurrence_text(const dueby_profile *profile, const dueby_line *line, char *text, size_t size) {
  int32_t number = line->deadline.occurrence;
  int recurs = dueby_rule_number(profile, line->deadline.rule, line->deadline.version, DUEBY_RULE_RECURS);
  *text = '\0';
  if (recurs && number > 1) ordinal_text(number, text, size);
}

void duty_text(const struct work *work, const dueby_line *line, char *text, size_t size) {
  const dueby_profile *profile = work->context->profile;
  const char *title = dueby_rule_text(profile, line->deadline.rule, line->deadline.version, DUEBY_RULE_TITLE);
  const char *ref = ref_of(work, line);
  char number[16];
  occurrence_text(profile, line, number, sizeof number);
  snprintf(text, size, "%s%s%s%s%s", number, *number ? " " : "", title, ref ? ", " : "", ref ? ref : "");
}

void state_text(const dueby_line *line, char *text, size_t size) {
  *text = '\0';
  dueby_explain_verdict(&line->deadline, &line->verdict, text, (int64_t)size, NULL);
}

void carried_text(const struct work *work, char *text, size_t size) {
  size_t used = 0;
  *text = '\0';
  for (int32_t i = 0; i < dueby_caseload_column_count(work->caseload); i++) {
    const char *value = dueby_caseload_value(work->caseload, i);
    if (*value && used < size) used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ", " : "", value);
  }
}

/* ---- keeping rows to sort them ---- */

struct kept {
  dueby_outcome outcome;
  int32_t subject;
  int64_t order; /* as they came */
  struct row row;
};

struct listing {
  struct work *work;
  const struct filter *filter;
  struct output output;
  struct kept *kept;
  int64_t count, capacity;
  int64_t checking; /* children of whom something needs checking */
  int64_t overdue, hidden, without_figure;
};

static int compare_kept(const void *left, const void *right) {
  const struct kept *a = left, *b = right;
  int order = dueby_outcome_compare(&a->outcome, &b->outcome);
  return order ? order : (a->order > b->order) - (a->order < b->order);
}

static struct kept *keep(struct listing *listing, dueby_outcome outcome, int32_t subject) {
  if (listing->count == listing->capacity) {
    int64_t capacity = listing->capacity ? listing->capacity * 2 : 256;
    struct kept *grown = realloc(listing->kept, (size_t)capacity * sizeof *grown);
    if (!grown) return NULL;
    listing->kept = grown;
    listing->capacity = capacity;
  }
  struct kept *kept = &listing->kept[listing->count];
  memset(kept, 0, sizeof *kept);
  kept->outcome = outcome;
  kept->subject = subject;
  kept->order = listing->count++;
  begin_row(&kept->row);
  return kept;
}

/* For what is still to be done in time. */
static void working_day_text(const struct work *work, const dueby_line *line, char *text, size_t size) {
  int in_time = line->verdict.state == DUEBY_STATE_OPEN || line->verdict.state == DUEBY_STATE_DUE_SOON;
  dueby_when before = {DUEBY_TIME_NONE, dueby_deadline_working_day_before(work->context->calendar, &line->deadline), 0};
  char day[64] = "";
  *text = '\0';
  if (!in_time || before.date == DUEBY_DATE_NONE) return;
  dueby_explain_when(&before, day, sizeof day, NULL);
  snprintf(text, size, "last working day before: %s", day);
}

static void put_told(const struct work *work, const struct work_case *from, const dueby_line *line, struct row *row) {
  char words[LONG];
  put_text(row, "Case", from->at.name);
  if (line) {
    duty_text(work, line, words, sizeof words);
    put_text(row, "Duty", words);
    state_text(line, words, sizeof words);
    put_text(row, "State", words);
    due_text(line, words, sizeof words);
    put_text(row, "Due", words);
    dueby_line_reason(work->context->profile, line, event_of(from, line->rejected), words, sizeof words, NULL);
    size_t used = strlen(words);
    char before[WORDS];
    working_day_text(work, line, before, sizeof before);
    snprintf(words + used, sizeof words - used, "%s%s", used && *before ? "; " : "", before);
  } else {
    put_text(row, "Duty", NULL);
    put_text(row, "State", "Needs checking");
    put_text(row, "Due", NULL);
    unreadable_reason(&from->at, words, sizeof words);
  }
  put_text(row, "Reason", words);
  carried_text(work, words, sizeof words);
  put_text(row, "Carried", words);
}

/* ---- the table, fitted to the terminal ---- */

enum { WIDTH = 125, WIDTH_MIN = 60, CASE_WIDTH = 20, DUTY_MIN = 20 };

size_t terminal_width(void) {
  const char *columns = getenv("COLUMNS");
  struct winsize size;
  long wanted = columns ? strtol(columns, NULL, 10) : 0;
  if (wanted < 1 && isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) wanted = size.ws_col;
  return wanted < 1 ? WIDTH : wanted < WIDTH_MIN ? WIDTH_MIN : (size_t)wanted;
}

/* Characters, of UTF-8 text. */
size_t width_of(const char *text) {
  size_t width = 0;
  for (; *text; text++) width += ((unsigned char)*text & 0xc0) != 0x80;
  return width;
}

/* How many bytes the control character at `text` has, U+0080 to U+009F among them; 0: it is none. */
static int control_size(const char *text) {
  unsigned char first = (unsigned char)text[0], second = (unsigned char)text[1];
  if (first == 0xc2 && second >= 0x80 && second < 0xa0) return 2;
  return first < ' ' || first == 127;
}

/* At most so wide; what is cut ends in three dots. Control characters would move the cursor. */
void print_fitted(const char *text, size_t width, int pad) {
  size_t wide = width_of(text), cut = wide > width ? (width > 3 ? width - 3 : width) : wide, shown = 0;
  for (; *text; text++) {
    if (((unsigned char)*text & 0xc0) != 0x80 && shown++ == cut) break;
    int control = control_size(text);
    putchar(control ? '?' : *text);
    text += control == 2;
  }
  if (cut < wide && width > 3) fputs("...", stdout);
  if (pad)
    for (size_t i = wide < width ? wide : width; i < width; i++) putchar(' ');
}

static enum colour colour_of_outcome(const dueby_outcome *outcome) {
  switch (outcome->state) {
  case DUEBY_STATE_OVERDUE:
  case DUEBY_STATE_MISSED:
  case DUEBY_STATE_MET_LATE: return RED;
  case DUEBY_STATE_DUE_SOON: return YELLOW;
  case DUEBY_STATE_NOT_COMPUTABLE: return outcome->reason == DUEBY_REASON_FIGURE ? GREEN : YELLOW;
  default: return GREEN;
  }
}

/* How wide each column is; the duty gives way. */
struct table {
  size_t widths[COLUMNS], total;
};

static struct table fit_table(const struct listing *listing) {
  struct table table = {{4, 4, 5, 3}, terminal_width()};
  for (int64_t i = 0; i < listing->count; i++)
    for (int c = 0; c < COLUMNS; c++) {
      size_t width = width_of(cell_at(&listing->kept[i].row, c));
      if (width > table.widths[c]) table.widths[c] = width;
    }
  if (table.widths[CHILD] > CASE_WIDTH) table.widths[CHILD] = CASE_WIDTH;
  size_t others = table.widths[CHILD] + table.widths[STATE] + table.widths[DUE] + 2 * (COLUMNS - 1);
  if (others + table.widths[DUTY] > table.total)
    table.widths[DUTY] = table.total > others + DUTY_MIN ? table.total - others : DUTY_MIN;
  return table;
}

static void print_heads(const struct table *table) {
  static const char *const heads[] = {"Case", "Duty", "State", "Due"};
  for (int c = 0; c < COLUMNS; c++) {
    print_fitted(heads[c], table->widths[c], c < COLUMNS - 1);
    fputs(c < COLUMNS - 1 ? "  " : "\n", stdout);
  }
}

static void print_kept(const struct table *table, const struct kept *kept) {
  const char *more[] = {cell_at(&kept->row, COLUMNS), cell_at(&kept->row, COLUMNS + 1)};
  for (int c = 0; c < COLUMNS; c++) {
    if (c == STATE) fputs(colour_on(colour_of_outcome(&kept->outcome)), stdout);
    print_fitted(cell_at(&kept->row, c), table->widths[c], c < COLUMNS - 1);
    if (c == STATE) fputs(colour_off(), stdout);
    fputs(c < COLUMNS - 1 ? "  " : "\n", stdout);
  }
  for (int c = 0; c < 2; c++) {
    if (!*more[c]) continue;
    printf("%*s", (int)table->widths[CHILD] + 2, "");
    print_fitted(more[c], table->total - table->widths[CHILD] - 2, 0);
    putchar('\n');
  }
}

/* The duties of carers, workers and the council itself never stand in a child's list. */
static void print_tables(const struct listing *listing) {
  static const char *const headings[] = {NULL, NULL, "Duties towards carers", "Duties of workers and managers",
                                         "Duties of the council"};
  struct table table = fit_table(listing);
  int printed = 0;
  for (int32_t subject = DUEBY_SUBJECT_CHILD; subject <= DUEBY_SUBJECT_BODY; subject++) {
    int any = 0;
    for (int64_t i = 0; i < listing->count; i++) {
      if (listing->kept[i].subject != subject) continue;
      if (!any && printed) putchar('\n');
      if (!any && headings[subject]) printf("%s%s%s\n", colour_on(BOLD), headings[subject], colour_off());
      if (!any) print_heads(&table);
      any = printed = 1;
      print_kept(&table, &listing->kept[i]);
    }
  }
}

static int is_worst_first(const struct options *options) {
  return !options->order || strcmp(options->order, "worst") == 0;
}

/* ---- listing ---- */

static int take_line(struct listing *listing, const struct work_case *from, const dueby_line *line, struct row *row) {
  const struct context *context = listing->work->context;
  int as_data = context->format == CSV || context->format == JSON, worst = is_worst_first(context->options);
  if (!as_data && line && !listing->filter->narrowed && (is_done(line->verdict.state) || has_no_figure(line))) {
    if (is_done(line->verdict.state)) listing->hidden++;
    else listing->without_figure++;
    return 1;
  }
  if (worst || !as_data) {
    int32_t subject = line ? dueby_rule_number(context->profile, line->deadline.rule, 0, DUEBY_RULE_SUBJECT) : DUEBY_SUBJECT_CHILD;
    struct kept *kept = keep(listing, outcome_of(listing->work, line), subject);
    if (!kept) return 0;
    row = &kept->row;
  } else {
    begin_row(row);
  }
  if (!as_data) put_told(listing->work, from, line, row);
  else if (line) put_line(listing->work, from, line, row);
  else put_unreadable(listing->work, from, row);
  if (!worst && as_data) write_row(&listing->output, row);
  return !row->failed;
}

/* 1, or 0 where there is no memory. */
static int take_case(struct listing *listing, const struct work_case *from, struct row *row) {
  int checking = from->at.bad_rows > 0, good = 1;
  if (from->at.bad_rows && listing->filter->states[DUEBY_STATE_NOT_COMPUTABLE] && listing->filter->due_before == DUEBY_DATE_NONE)
    good = take_line(listing, from, NULL, row);
  for (int64_t i = 0; i < from->count && good; i++) {
    const dueby_line *line = &from->lines[i];
    listing->overdue += line->verdict.state == DUEBY_STATE_OVERDUE;
    checking |= dueby_line_needs_checking(line);
    if (listing->work->context->format != PLAIN && passes(listing->filter, line)) good = take_line(listing, from, line, row);
  }
  listing->checking += checking;
  return good;
}

void print_note(void *unused, const char *note) {
  (void)unused;
  puts(note);
}

static void print_worklist(struct listing *listing) {
  const struct work *work = listing->work;
  char words[LONG], day[64] = "";
  dueby_explain_when(&work->asked.as_at, day, sizeof day, NULL);
  printf("%s%s: %s%s\n", colour_on(BOLD), dueby_profile_title(work->context->profile), day, colour_off());
  say_what_is_missing(work, print_note, NULL);
  putchar('\n');
  if (listing->count) print_tables(listing);
  else puts("Nothing to show.");
  printf("\n%" PRId64 " %s, %" PRId64 " %s overdue.", work->cases, work->cases == 1 ? "case" : "cases", listing->overdue,
         listing->overdue == 1 ? "duty" : "duties");
  if (listing->without_figure) printf(" %" PRId64 " without a figure in their source", listing->without_figure);
  if (listing->hidden) printf("%s %" PRId64 " done or no longer needed", listing->without_figure ? "," : "", listing->hidden);
  if (listing->hidden || listing->without_figure) fputs(": --state all shows them.", stdout);
  disclaimer_text(work, listing->checking, words, sizeof words);
  printf("\n%s\n", words);
}

static int write_kept(struct listing *listing, int worst) {
  const struct context *context = listing->work->context;
  if (context->format == PLAIN) {
    printf("%" PRId64 "\n", listing->overdue);
    return DONE;
  }
  int as_data = context->format == CSV || context->format == JSON;
  char words[LONG];
  if (worst && listing->count) qsort(listing->kept, (size_t)listing->count, sizeof *listing->kept, compare_kept);
  if (!as_data) {
    print_worklist(listing);
    return DONE;
  }
  for (int64_t i = 0; i < listing->count; i++) write_row(&listing->output, &listing->kept[i].row);
  if (!listing->output.rows) write_fields(listing->work, &listing->output, fields);
  say_what_is_missing(listing->work, take_in_output, &listing->output);
  disclaimer_text(listing->work, listing->checking, words, sizeof words);
  write_note(&listing->output, words);
  return end_output(&listing->output);
}

static int list_work(struct work *work, const struct filter *filter) {
  const struct context *context = work->context;
  struct listing listing = {.work = work, .filter = filter};
  struct work_case next;
  struct row row = {0};
  int more, end = DONE, good = 1, worst = is_worst_first(context->options),
            as_data = context->format == CSV || context->format == JSON;
  int problem = as_data ? check_carried(work, fields) : 0;
  if (problem) return problem;
  if (as_data) begin_output(&listing.output, context);
  while (good && (more = next_case(work, &next)) > 0) good = take_case(&listing, &next, &row);
  if (!good) end = say_no_memory();
  else if (more < 0) end = BAD_FILE;
  else end = write_kept(&listing, worst);
  for (int64_t i = 0; i < listing.count; i++) free_row(&listing.kept[i].row);
  free(listing.kept);
  free_row(&row);
  return end ? end : end_of_work(work, listing.overdue);
}

/* ---- --output ---- */

static void part_of(const char *path, char *part, size_t size) {
  snprintf(part, size, "%s.part", path);
}

/* It would take the place of the records that it tells of. */
static int refuse_input(const char *path, FILE *in) {
  struct stat out_file, in_file;
  if (stat(path, &out_file) != 0 || fstat(fileno(in), &in_file) != 0) return 0;
  if (out_file.st_dev != in_file.st_dev || out_file.st_ino != in_file.st_ino) return 0;
  return usage_error("--output: %s is the file of events itself", path);
}

/* stdout goes to a file beside it, which takes its place when all is well. 0, or how to end. */
static int begin_file(const char *path) {
  char part[LONG];
  part_of(path, part, sizeof part);
  unlink(part); /* of a run that was cut off */
  int file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
  if (file >= 0 && dup2(file, STDOUT_FILENO) >= 0 && close(file) == 0) return 0;
  say("%s: %s", part, strerror(errno));
  return CANNOT_WRITE;
}

static int end_file(const char *path, int end) {
  char part[LONG];
  part_of(path, part, sizeof part);
  int written = fflush(stdout) == 0 && !ferror(stdout);
  int is_whole = written && (end == DONE || end == SOME_ROWS_FAILED || end == OVERDUE_FOUND);
  if (is_whole && rename(part, path) == 0) return end;
  if (is_whole || !written) say("%s: %s", path, strerror(errno));
  unlink(part);
  return end == DONE || is_whole ? CANNOT_WRITE : end;
}

/* ---- the command ---- */

static int write_work(struct work *work) {
  struct filter filter;
  int problem = read_filter(work->context->options, &filter);
  if (problem) return problem;
  if (work->context->options->summary) return write_summary(work);
  if (work->context->format == HTML) return write_page(work, &filter);
  return work->context->format == ICS ? write_calendar(work, &filter) : list_work(work, &filter);
}

static int is_format(const struct options *options, const char *format) {
  return options->format && strcmp(options->format, format) == 0;
}

/* What would change nothing is refused: who gave it takes the answer for another one. */
static int refuse_idle_options(const struct options *options) {
  int summary = options->summary, list = !summary, page = is_format(options, "html"), calendar = is_format(options, "ics");
  const struct {
    int is_idle;
    const char *name, *goes_with;
  } known[] = {
      {options->basis && list, "basis", "--summary"},
      {options->period && list, "period", "--summary"},
      {options->by && list, "by", "--summary"},
      {options->state && summary, "state", "a list, and --summary counts every line"},
      {options->due_before && summary, "due-before", "a list; --summary has --period"},
      {options->marking && !page, "marking", "--format html"},
      {options->detail && !calendar, "detail", "--format ics"},
      {options->todo && !calendar, "todo", "--format ics"},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (known[i].is_idle) return usage_error("--%s goes with %s", known[i].name, known[i].goes_with);
  return 0;
}

static int read_order(const struct options *options) {
  const char *order = options->order;
  if (options->summary && (is_format(options, "html") || is_format(options, "ics") || is_format(options, "plain")))
    return usage_error("--summary goes with text, csv and json; the page has the measures too");
  int problem = refuse_idle_options(options);
  if (problem) return problem;
  if (!order || strcmp(order, "worst") == 0 || strcmp(order, "case") == 0) return 0;
  return usage_error("--order: \"%s\": expected worst or case", order);
}

int run_worklist(const struct options *options) {
  static char buffer[1 << 20];
  struct context context;
  struct work work;
  int end = read_order(options);
  if (!end) end = open_context(options, &context);
  if (end) return end;
  setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  end = open_work(&context, &work);
  if (!end && options->output) {
    end = refuse_input(options->output, work.in);
    if (!end) end = begin_file(options->output);
    if (!end) end = end_file(options->output, write_work(&work));
    close_work(&work);
  } else if (!end) {
    end = write_work(&work);
    close_work(&work);
  }
  close_context(&context);
  return end;
}
