/* Every duty of every case: as a table for people, or as CSV or JSON; worst first, or in the order of the cases. */
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

/* ---- an item as text ---- */

/* The columns that people see. The reason and carried columns are printed below them. */
enum { CHILD, DUTY, STATE, DUE, COLUMNS };

void unreadable_words(const dueby_case *of, char *text, size_t size) {
  dueby_case_reason(of, text, (int64_t)size, NULL);
}

void due_text(const dueby_line *line, char *text, size_t size) {
  dueby_when due = {line->deadline.due_time, line->deadline.due, 0};
  *text = '\0';
  if (due.date != DUEBY_DATE_NONE) dueby_explain_when(&due, text, (int64_t)size, NULL);
}

void carried_text(const dueby_case *of, char *text, size_t size) {
  size_t used = 0;
  *text = '\0';
  for (int64_t i = 0; i < of->column_count; i++) {
    const char *value = of->values[i];
    if (*value && used < size) used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ", " : "", value);
  }
}

static void put_told(const struct work *work, int64_t index, const dueby_item *item, struct row *row) {
  static const struct {
    const char *name;
    int32_t what;
  } parts[] = {{"Duty", DUEBY_ITEM_DUTY}, {"State", DUEBY_ITEM_STATE}, {"Due", DUEBY_ITEM_DUE}};
  char words[LONG], before[WORDS];
  put_text(row, "Case", item->of->name);
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    dueby_worklist_item_text(work->worklist, index, parts[i].what, words, sizeof words, NULL);
    put_text(row, parts[i].name, words);
  }
  dueby_worklist_item_text(work->worklist, index, DUEBY_ITEM_REASON, words, sizeof words, NULL);
  dueby_worklist_item_text(work->worklist, index, DUEBY_ITEM_BEFORE, before, sizeof before, NULL);
  size_t used = strlen(words);
  snprintf(words + used, sizeof words - used, "%s%s", used && *before ? "; " : "", before);
  put_text(row, "Reason", words);
  carried_text(item->of, words, sizeof words);
  put_text(row, "Carried", words);
}

/* ---- kept rows, to fit the table to all of them ---- */

struct kept {
  dueby_outcome outcome;
  int32_t subject;
  struct row row;
};

struct listing {
  struct work *work;
  struct output output;
  struct kept *kept;
  int64_t count;
};

/* Returns 0 if out of memory. */
static int keep_rows(struct listing *listing) {
  const dueby_worklist *worklist = listing->work->worklist;
  int64_t count = dueby_worklist_listed_count(worklist);
  listing->kept = calloc((size_t)count + 1, sizeof *listing->kept);
  for (int64_t i = 0; listing->kept && i < count; i++) {
    struct kept *kept = &listing->kept[listing->count++];
    dueby_item item;
    dueby_worklist_item(worklist, dueby_worklist_listed(worklist, i), &item);
    kept->outcome = item.outcome;
    kept->subject = item.line ? dueby_rule_number(dueby_worklist_profile(worklist), item.line->deadline.rule, 0, DUEBY_RULE_SUBJECT)
                              : DUEBY_SUBJECT_CHILD;
    put_told(listing->work, dueby_worklist_listed(worklist, i), &item, &kept->row);
    if (kept->row.failed) return 0;
  }
  return listing->kept != NULL;
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

/* The number of characters of a UTF-8 text. */
size_t width_of(const char *text) {
  size_t width = 0;
  for (; *text; text++) width += ((unsigned char)*text & 0xc0) != 0x80;
  return width;
}

/* The bytes of the control character at `text`, including U+0080 to U+009F; 0: it is not one. */
static int control_size(const char *text) {
  unsigned char first = (unsigned char)text[0], second = (unsigned char)text[1];
  if (first == 0xc2 && second >= 0x80 && second < 0xa0) return 2;
  return first < ' ' || first == 127;
}

/* Prints a text in at most `width` columns; one that is cut ends in three dots. Control characters are left out, as they could move
 * the cursor. */
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
  case DUEBY_STATE_NOT_COMPUTABLE: return outcome->reason == DUEBY_REASON_NOT_STATED ? GREEN : YELLOW;
  default: return GREEN;
  }
}

/* The width of each column; the duty's shrinks first. */
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

/* The duties of carers, workers and the council are listed apart from those of children. */
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

int is_worst_first(const struct options *options) {
  return !options->order || strcmp(options->order, "worst") == 0;
}

uint32_t to_do_flag(const struct options *options) {
  return options->state ? 0 : DUEBY_WORKLIST_TO_DO;
}

/* ---- listing ---- */

void print_note(void *unused, const char *note) {
  (void)unused;
  puts(note);
}

static void print_worklist(struct listing *listing) {
  const struct work *work = listing->work;
  const dueby_worklist *worklist = work->worklist;
  int64_t cases = dueby_worklist_count(worklist, DUEBY_COUNT_CASES), overdue = dueby_worklist_count(worklist, DUEBY_COUNT_OVERDUE),
          over = dueby_worklist_count(worklist, DUEBY_COUNT_OVER),
          without_figure = dueby_worklist_count(worklist, DUEBY_COUNT_NOT_STATED);
  char words[LONG], day[64] = "";
  dueby_explain_when(&work->run.as_at, day, sizeof day, NULL);
  printf("%s%s: %s%s\n", colour_on(BOLD), dueby_profile_title(work->context->profile), day, colour_off());
  say_what_is_missing(work, print_note, NULL);
  putchar('\n');
  if (listing->count) print_tables(listing);
  else puts("Nothing to show.");
  printf("\n%" PRId64 " %s, %" PRId64 " %s overdue.", cases, cases == 1 ? "case" : "cases", overdue,
         overdue == 1 ? "duty" : "duties");
  if (without_figure) printf(" %" PRId64 " without a figure in their source", without_figure);
  if (over) printf("%s %" PRId64 " done or no longer needed", without_figure ? "," : "", over);
  if (over || without_figure) fputs(": --state all shows them.", stdout);
  dueby_worklist_disclaimer_text(worklist, words, sizeof words, NULL);
  printf("\n%s\n", words);
}

static void write_items(struct listing *listing) {
  const dueby_worklist *worklist = listing->work->worklist;
  for (int64_t i = 0; i < dueby_worklist_listed_count(worklist); i++) {
    dueby_item item;
    dueby_worklist_item(worklist, dueby_worklist_listed(worklist, i), &item);
    write_line(&listing->output, dueby_worklist_profile(worklist), item.line, item.of);
  }
}

static int end_data(struct listing *listing) {
  char words[LONG];
  if (!listing->output.rows) write_fields(listing->work, &listing->output, join_fields(dueby_line_field, words, sizeof words));
  say_what_is_missing(listing->work, take_in_output, &listing->output);
  dueby_worklist_disclaimer_text(listing->work->worklist, words, sizeof words, NULL);
  write_note(&listing->output, words);
  return end_output(&listing->output);
}

/* Prints the kept items, once all cases are read. */
static int write_kept(struct listing *listing, int as_data) {
  const struct options *options = listing->work->context->options;
  if (is_worst_first(options) && dueby_worklist_sort(listing->work->worklist) != DUEBY_OK) return say_no_memory();
  if (as_data) {
    write_items(listing);
    return end_data(listing);
  }
  if (!keep_rows(listing)) return say_no_memory();
  print_worklist(listing);
  return DONE;
}

/* Items are kept only to be sorted, or to fit a table to them. */
static int list_work(struct work *work) {
  const struct context *context = work->context;
  struct listing listing = {.work = work};
  struct work_case next;
  char words[LONG];
  int more = 0, as_data = context->format == CSV || context->format == JSON, counts = context->format == PLAIN;
  int keeps = !counts && (!as_data || is_worst_first(context->options));
  int problem = as_data ? check_carried(work, join_fields(dueby_line_field, words, sizeof words)) : 0;
  if (!problem)
    problem = begin_work(work, (keeps ? DUEBY_WORKLIST_KEEP_LISTED : 0) | (as_data || counts ? 0 : to_do_flag(context->options)));
  if (problem) return problem;
  if (as_data) begin_output(&listing.output, context);
  while (!listing.output.failed && (more = next_case(work, &next)) > 0)
    if (as_data && !keeps) write_items(&listing);
  int64_t overdue = dueby_worklist_count(work->worklist, DUEBY_COUNT_OVERDUE);
  int end = DONE;
  if (more < 0) end = BAD_FILE;
  else if (counts) printf("%" PRId64 "\n", overdue);
  else end = keeps ? write_kept(&listing, as_data) : end_data(&listing);
  for (int64_t i = 0; i < listing.count; i++) free_row(&listing.kept[i].row);
  free(listing.kept);
  return end ? end : end_of_work(work, overdue);
}

/* ---- --output ---- */

static void part_of(const char *path, char *part, size_t size) {
  snprintf(part, size, "%s.part", path);
}

/* Refuses to overwrite the input file. */
static int refuse_input(const char *path, FILE *in) {
  struct stat out_file, in_file;
  if (stat(path, &out_file) != 0 || fstat(fileno(in), &in_file) != 0) return 0;
  if (out_file.st_dev != in_file.st_dev || out_file.st_ino != in_file.st_ino) return 0;
  return usage_error("--output: %s is the file of events itself", path);
}

/* Sends stdout to a file next to it, which replaces it if all goes well. Returns 0, or an exit status. */
static int begin_file(const char *path) {
  char part[LONG];
  part_of(path, part, sizeof part);
  unlink(part); /* left by a run that was interrupted */
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
  if (work->context->options->summary) return write_summary(work);
  if (work->context->format == HTML) return write_page(work);
  return work->context->format == ICS ? write_calendar(work) : list_work(work);
}

static int is_format(const struct options *options, const char *format) {
  return options->format && strcmp(options->format, format) == 0;
}

/* Rejects options that would have no effect, so the result is not mistaken for another. */
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
