/* Lists every duty of every case: as a table for people, as CSV or JSON, worst first or in the order of the cases. */
#include "list.h"

#include <dueby.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "context.h"
#include "exit.h"
#include "options.h"
#include "output.h"
#include "message.h"
#include "table.h"
#include "work.h"

enum { WORDS = 1024, LONG = 4096, CASE_WIDTH = 20, DUTY_MIN = 20 };

/* ---- printing one item ---- */

/* The columns that people see. The reason and carried columns are printed below them. */
enum { CHILD, DUTY, STATE, DUE, COLUMNS };

/* Writes the notes below a row: the reason, the state by law and, if the due day is not a working day, the last one before it. */
static void reason_text(const dueby_worklist *worklist, int64_t index, char *text, size_t size) {
  static const int32_t parts[] = {DUEBY_ITEM_REASON, DUEBY_ITEM_LAW, DUEBY_ITEM_BEFORE};
  size_t used = 0;
  *text = '\0';
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    char words[WORDS];
    if (dueby_worklist_item_text(worklist, index, parts[i], words, sizeof words, NULL) != DUEBY_OK || !*words) continue;
    used += (size_t)snprintf(text + used, size - used, "%s%s", used ? "; " : "", words);
  }
}

static void row_add_item(const struct work *work, int64_t index, const dueby_item *item, struct row *row) {
  static const struct {
    const char *name;
    int32_t what;
  } parts[] = {{"Duty", DUEBY_ITEM_DUTY}, {"State", DUEBY_ITEM_STATE}, {"Due", DUEBY_ITEM_DUE}};
  char words[LONG];
  row_add_text(row, "Case", item->of->name);
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    dueby_worklist_item_text(work->worklist, index, parts[i].what, words, sizeof words, NULL);
    row_add_text(row, parts[i].name, words);
  }
  reason_text(work->worklist, index, words, sizeof words);
  row_add_text(row, "Reason", words);
  carried_text(item->of, words, sizeof words);
  row_add_text(row, "Carried", words);
}

/* ---- keeping rows, so that the columns fit all of them ---- */

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

/* Keeps a row for each listed item. Returns 0 if out of memory. */
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
    row_add_item(listing->work, dueby_worklist_listed(worklist, i), &item, &kept->row);
    if (kept->row.failed) return 0;
  }
  return listing->kept != NULL;
}

/* ---- printing the table ---- */

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

/* The width of each column of the table. The duty's column shrinks first. */
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

/* Prints duties of carers, workers and the council separately from duties to children. */
static void print_tables(const struct listing *listing) {
  static const char *const headings[] = {NULL, NULL, "Duties towards carers", "Duties of workers and managers",
                                         "The council's duties"};
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

/* ---- listing all items ---- */

static void print_worklist(struct listing *listing) {
  const struct work *work = listing->work;
  const dueby_worklist *worklist = work->worklist;
  int64_t cases = dueby_worklist_count(worklist, DUEBY_COUNT_CASES), overdue = dueby_worklist_count(worklist, DUEBY_COUNT_OVERDUE),
          over = dueby_worklist_count(worklist, DUEBY_COUNT_OVER),
          without_figure = dueby_worklist_count(worklist, DUEBY_COUNT_NOT_STATED);
  char words[LONG], day[64] = "";
  dueby_explain_when(&work->run.as_at, day, sizeof day, NULL);
  printf("%s%s, as at %s%s\n", colour_on(BOLD), dueby_profile_title(work->context->profile), day, colour_off());
  print_quality(listing->work, dueby_worklist_trust_heading(0));
  putchar('\n');
  if (listing->count) print_tables(listing);
  else puts("Nothing to show.");
  printf("\n%" PRId64 " %s, %" PRId64 " %s overdue.", cases, cases == 1 ? "case" : "cases", overdue,
         overdue == 1 ? "duty" : "duties");
  if (without_figure) printf(" %" PRId64 " without a set deadline", without_figure);
  if (over) printf("%s %" PRId64 " done or no longer needed", without_figure ? "," : "", over);
  if (over || without_figure) fputs(". To see them, use --state all.", stdout);
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
  write_quality(listing->work, &listing->output);
  dueby_worklist_disclaimer_text(listing->work->worklist, words, sizeof words, NULL);
  write_note(&listing->output, words);
  return end_output(&listing->output);
}

/* Prints the kept items once all cases have been read. */
static int write_kept(struct listing *listing, int as_data) {
  const struct options *options = listing->work->context->options;
  if (is_worst_first(options) && dueby_worklist_sort(listing->work->worklist) != DUEBY_OK) return report_no_memory();
  if (as_data) {
    write_items(listing);
    return end_data(listing);
  }
  if (!keep_rows(listing)) return report_no_memory();
  print_worklist(listing);
  return DONE;
}

/* Writes the worklist. Only keeps items if they have to be sorted or fitted into the columns of a table. */
int write_list(struct work *work) {
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
  if (counts && more >= 0) note_findings(work);
  return end ? end : end_of_work(work, overdue);
}
