/* Shows which due dates move if the calendar changes. Every case runs on two timelines, with today's calendar and with the
 * changed one, and their lines are compared one by one. */
#include "impact.h"

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

enum { WORDS = 512, LONG = 4096 };

enum change {
  UNCHANGED,
  MOVED,         /* an open line whose due day or time changes */
  DATE_LOST,     /* a line that has no date under the changed calendar */
  DATE_FOUND,    /* a line that has a date only with the changed calendar */
  ONLY_BEFORE,   /* a line that exists only with today's calendar */
  ONLY_AFTER,    /* a line that exists only with the changed calendar */
  VERDICT,       /* a finished line whose verdict changes */
  UNREADABLE,    /* a case with rows that could not be read */
  OTHER_DAY_SAME /* a finished line whose due day changes but whose verdict stays; these are only counted */
};
enum { CHANGES = OTHER_DAY_SAME + 1 };

static const char *const change_names[CHANGES] = {
    [MOVED] = "moved",           [DATE_LOST] = "date_lost", [DATE_FOUND] = "date_found", [ONLY_BEFORE] = "only_before",
    [ONLY_AFTER] = "only_after", [VERDICT] = "verdict",     [UNREADABLE] = "unreadable", [UNCHANGED] = "",
    [OTHER_DAY_SAME] = ""};

/* A line under today's calendar, under the changed calendar, or under both. */
struct pair {
  const dueby_line *before, *after;
  enum change change;
};

/* The blocks of the listing, in order. */
enum { UNREAD, NOT_DONE, FINISHED };
struct listed_pair {
  int block;      /* one of UNREAD, NOT_DONE, FINISHED */
  dueby_date due; /* the earlier of the two due dates */
  int64_t order;
  struct row row;
};

struct impact {
  struct work *work;
  dueby_timeline *today; /* the timeline with today's calendar; work->timeline has the changed one */
  struct output output;
  struct row row;
  struct listed_pair *listed;
  int64_t listed_count, told_capacity;
  int64_t *partners; /* for each line with today's calendar, the index of its partner with the changed calendar, or -1 */
  uint8_t *taken;    /* for each line with the changed calendar, 1 if it has a partner */
  int64_t partners_room, taken_room;
  int64_t counts[CHANGES], later, earlier, furthest;
  int64_t checking;
};

static int writes_data(const struct impact *impact) {
  return impact->work->context->format == CSV || impact->work->context->format == JSON;
}

/* ---- pairing lines ----
 * Both timelines run over the same events, so an index means the same event on both sides. A line belongs to one duty and ref, and
 * is closed by one event, if at all. Two lines of a duty and ref are the same if the same event met or ended both, or if both are
 * open. With `each`, several lines may be open, and their triggers tell them apart.
 * `occurrence` numbers the lines in the order in which they closed. As long as both sides have the same lines, (duty, ref,
 * occurrence) would find the same pairs. But if the changed calendar adds or removes a line, all later lines get other numbers.
 * Lines still without a partner are then paired if they have the same trigger (closed before, and now open) or the same number. A
 * line that never finds a partner exists on one side only. */

enum { STRICTNESSES = 4 };

static int are_same(const dueby_line *before, const dueby_line *after, int strictness) {
  int closed_alike = before->met == after->met && before->ended == after->ended, same_trigger = before->trigger == after->trigger;
  switch (strictness) {
  case 0: return closed_alike && same_trigger;
  case 1: return closed_alike;
  case 2: return same_trigger;
  default: return before->deadline.occurrence == after->deadline.occurrence;
  }
}

struct range {
  int64_t first, end;
};

static void pair_lines(struct impact *impact, const dueby_line *before, struct range left, const dueby_line *after,
                       struct range right) {
  for (int strictness = 0; strictness < STRICTNESSES; strictness++) {
    int64_t untaken = right.first;
    for (int64_t i = left.first; i < left.end; i++) {
      if (impact->partners[i] >= 0) continue;
      while (untaken < right.end && impact->taken[untaken]) untaken++;
      for (int64_t j = untaken; j < right.end && impact->partners[i] < 0; j++) {
        if (impact->taken[j] || !are_same(&before[i], &after[j], strictness)) continue;
        impact->partners[i] = j;
        impact->taken[j] = 1;
      }
    }
  }
}

/* Lines are sorted by series, ref and occurrence. A series belongs to one duty. */
static int compare_groups(const struct impact *impact, const dueby_line *left, const dueby_line *right) {
  const dueby_profile *profile = impact->work->context->profile;
  int32_t series = dueby_rule_series(profile, left->deadline.rule), other = dueby_rule_series(profile, right->deadline.rule);
  if (series != other) return series < other ? -1 : 1;
  return (left->ref > right->ref) - (left->ref < right->ref);
}

static int64_t end_of_group(const struct impact *impact, const dueby_line *lines, int64_t first, int64_t count) {
  int64_t end = first + 1;
  while (end < count && compare_groups(impact, &lines[first], &lines[end]) == 0) end++;
  return end;
}

/* ---- finding how a line changed ---- */

static int is_closed(const dueby_line *line) {
  return line->met >= 0 || line->ended >= 0;
}

static int has_date(const dueby_line *line) {
  return line->deadline.due != DUEBY_DATE_NONE;
}

static enum change change_of(const dueby_line *before, const dueby_line *after) {
  if (!after) return ONLY_BEFORE;
  if (!before) return ONLY_AFTER;
  if (has_date(before) != has_date(after)) return has_date(before) ? DATE_LOST : DATE_FOUND;
  int moves = before->deadline.due != after->deadline.due || before->deadline.due_time != after->deadline.due_time;
  if (!is_closed(before) && !is_closed(after)) return moves ? MOVED : UNCHANGED;
  if (before->verdict.state != after->verdict.state) return VERDICT;
  return moves ? OTHER_DAY_SAME : UNCHANGED;
}

static int32_t days_moved(const struct pair *pair) {
  if (!pair->before || !pair->after || !has_date(pair->before) || !has_date(pair->after)) return INT32_MIN;
  return pair->after->deadline.due - pair->before->deadline.due;
}

static const dueby_line *either(const struct pair *pair) {
  return pair->before ? pair->before : pair->after;
}

static void count_pair(struct impact *impact, const struct pair *pair) {
  impact->counts[pair->change]++;
  if (pair->change != MOVED) return;
  int32_t days = days_moved(pair);
  impact->later += days > 0;
  impact->earlier += days < 0;
  if (abs(days) > impact->furthest) impact->furthest = abs(days);
}

/* ---- writing the listing as data ---- */

static const char fields[] = "case,ref,rule,needs,title,authority,occurrence,key,trigger,triggered_at,change,due_before,due_after,"
                             "days_moved,met_at,state_before,state_after,governed_by_before,governed_by_after,reason";

static void row_add_due(struct row *row, const char *name, const dueby_line *line) {
  row_add_when(row, name, line ? line->deadline.due : DUEBY_DATE_NONE, line ? line->deadline.due_time : DUEBY_TIME_NONE);
}

static void row_add_state(struct row *row, const char *name, const dueby_line *line) {
  row_add_text(row, name, line ? dueby_code_name(DUEBY_CODE_STATE, line->verdict.state) : NULL);
}

static const char *governed_by(const struct impact *impact, const dueby_line *line) {
  if (!line) return NULL;
  return dueby_rule_text(impact->work->context->profile, line->deadline.rule, line->deadline.version, DUEBY_RULE_ADDRESS);
}

static void row_add_line(const struct impact *impact, const struct work_case *from, const dueby_line *line, struct row *row) {
  const dueby_profile *profile = impact->work->context->profile;
  const dueby_event *trigger = event_of(from->at, line->trigger);
  int32_t rule = line->deadline.rule, version = line->deadline.version;
  char key[WORDS] = "", needs[WORDS] = "";
  row_add_text(row, "rule", dueby_rule_text(profile, rule, version, DUEBY_RULE_LISTED_AS));
  dueby_rule_needs_text(profile, rule, needs, sizeof needs, NULL);
  row_add_text(row, "needs", *needs ? needs : NULL);
  row_add_text(row, "title", dueby_rule_text(profile, rule, version, DUEBY_RULE_LISTED_TITLE));
  row_add_text(row, "authority",
               dueby_code_name(DUEBY_CODE_AUTHORITY, dueby_rule_number(profile, rule, version, DUEBY_RULE_AUTHORITY)));
  row_add_number(row, "occurrence", line->deadline.occurrence);
  dueby_line_key(profile, line, event_of(from->at, line->started_by), ref_of(from, line), key, sizeof key, NULL);
  row_add_text(row, "key", key);
  row_add_text(row, "trigger", dueby_profile_event_slug(profile, trigger->type));
  row_add_when(row, "triggered_at", trigger->date, trigger->time);
}

/* Writes why there is no date with the changed calendar. */
static void reason_text(const struct impact *impact, const struct work_case *from, const struct pair *pair, char *text,
                        size_t size) {
  const dueby_line *line = pair->after ? pair->after : pair->before;
  *text = '\0';
  dueby_line_reason(impact->work->context->profile, line, event_of(from->at, line->rejected), text, (int64_t)size, NULL);
}

static void row_add_pair(const struct impact *impact, const struct work_case *from, const struct pair *pair, struct row *row) {
  const dueby_line *line = either(pair);
  const dueby_event *met = event_of(from->at, line->met >= 0 || !pair->after ? line->met : pair->after->met);
  char words[WORDS];
  row_add_text(row, "case", from->at->name);
  row_add_text(row, "ref", ref_of(from, line));
  row_add_line(impact, from, line, row);
  row_add_text(row, "change", change_names[pair->change]);
  row_add_due(row, "due_before", pair->before);
  row_add_due(row, "due_after", pair->after);
  row_add_count(row, "days_moved", days_moved(pair));
  row_add_when(row, "met_at", met ? met->date : DUEBY_DATE_NONE, met ? met->time : DUEBY_TIME_NONE);
  row_add_state(row, "state_before", pair->before);
  row_add_state(row, "state_after", pair->after);
  row_add_text(row, "governed_by_before", governed_by(impact, pair->before));
  row_add_text(row, "governed_by_after", governed_by(impact, pair->after));
  reason_text(impact, from, pair, words, sizeof words);
  row_add_text(row, "reason", words);
  row_add_carried(from->at, row);
}

/* Adds the cells of a row for a case's unreadable rows. Like a worklist, the listing has a separate row for these. */
static void row_add_unreadable(const struct work_case *from, struct row *row) {
  static const char *const before[] = {"ref",        "rule", "needs",   "title",       "authority",
                                       "occurrence", "key",  "trigger", "triggered_at"};
  static const char *const between[] = {"due_before", "due_after", "days_moved", "met_at"};
  const char *state = dueby_code_name(DUEBY_CODE_STATE, DUEBY_STATE_NOT_COMPUTABLE);
  char words[WORDS];
  row_add_text(row, "case", from->at->name);
  for (size_t i = 0; i < sizeof before / sizeof *before; i++) row_add_text(row, before[i], NULL);
  row_add_text(row, "change", change_names[UNREADABLE]);
  for (size_t i = 0; i < sizeof between / sizeof *between; i++) row_add_text(row, between[i], NULL);
  row_add_text(row, "state_before", state);
  row_add_text(row, "state_after", state);
  row_add_text(row, "governed_by_before", NULL);
  row_add_text(row, "governed_by_after", NULL);
  unreadable_words(from->at, words, sizeof words);
  row_add_text(row, "reason", words);
  row_add_carried(from->at, row);
}

/* ---- writing the listing as text ---- */

/* The columns that people see. Notes and carried columns are printed below them. */
enum { CHILD, DUTY, DUE_BEFORE, DUE_AFTER, CHANGE, COLUMNS };

static void change_text(const struct pair *pair, char *text, size_t size) {
  static const char *const words[CHANGES] = {[DATE_LOST] = "no longer has a date",
                                             [DATE_FOUND] = "has a date, but had none",
                                             [ONLY_BEFORE] = "no longer due",
                                             [ONLY_AFTER] = "newly due"};
  int32_t days = days_moved(pair);
  if (words[pair->change]) snprintf(text, size, "%s", words[pair->change]);
  else if (days == 0 || days == INT32_MIN)
    snprintf(text, size, "%s", pair->change == MOVED ? "a different time of day" : "same day");
  else snprintf(text, size, "%d %s %s", (int)abs(days), abs(days) == 1 ? "day" : "days", days > 0 ? "later" : "earlier");
}

/* Writes how a verdict changes, such as "done late; with the change, done in time". */
static void verdict_text(const struct pair *pair, char *text, size_t size) {
  char before[WORDS], after[WORDS];
  dueby_explain_verdict(&pair->before->deadline, &pair->before->verdict, before, sizeof before, NULL);
  dueby_explain_verdict(&pair->after->deadline, &pair->after->verdict, after, sizeof after, NULL);
  if (*after >= 'A' && *after <= 'Z') *after = (char)(*after - 'A' + 'a');
  snprintf(text, size, "%s; with the change: %s", before, after);
}

/* Writes the changes to show below the row: another state, another governing rule, or why there is no date with the changed
 * calendar. */
static void more_text(const struct impact *impact, const struct work_case *from, const struct pair *pair, char *text, size_t size) {
  int both = pair->before && pair->after;
  const char *rules[] = {governed_by(impact, pair->before), governed_by(impact, pair->after)};
  char words[3 * WORDS] = "", reason[WORDS];
  if (both && pair->before->verdict.state != pair->after->verdict.state) verdict_text(pair, words, sizeof words);
  size_t used = (size_t)snprintf(text, size, "%s", words);
  if (both && strcmp(rules[0], rules[1]) != 0 && used < size)
    used += (size_t)snprintf(text + used, size - used, "%sset by %s; with the change, by %s", used ? "; " : "", rules[0], rules[1]);
  reason_text(impact, from, pair, reason, sizeof reason);
  if (*reason && used < size) snprintf(text + used, size - used, "%s%s", used ? "; " : "", reason);
}

static void row_add_listed_pair(const struct impact *impact, const struct work_case *from, const struct pair *pair,
                                struct row *row) {
  char words[LONG] = "";
  row_add_text(row, "Case", from->at->name);
  dueby_line_duty_text(impact->work->context->profile, either(pair), ref_of(from, either(pair)), words, sizeof words, NULL);
  row_add_text(row, "Duty", words);
  *words = '\0';
  if (pair->before) due_text(pair->before, words, sizeof words);
  row_add_text(row, "Due now", words);
  *words = '\0';
  if (pair->after) due_text(pair->after, words, sizeof words);
  row_add_text(row, "Would be due", words);
  change_text(pair, words, sizeof words);
  row_add_text(row, "Change", words);
  more_text(impact, from, pair, words, sizeof words);
  row_add_text(row, "More", words);
  carried_text(from->at, words, sizeof words);
  row_add_text(row, "Carried", words);
}

static void row_add_listed_unreadable(const struct work_case *from, struct row *row) {
  char words[LONG];
  row_add_text(row, "Case", from->at->name);
  row_add_text(row, "Duty", NULL);
  row_add_text(row, "Due now", NULL);
  row_add_text(row, "Would be due", NULL);
  row_add_text(row, "Change", "Needs checking");
  unreadable_words(from->at, words, sizeof words);
  row_add_text(row, "More", words);
  carried_text(from->at, words, sizeof words);
  row_add_text(row, "Carried", words);
}

/* Chooses the block of the listing for a line. A line that is finished under only one calendar is listed as finished, because its
 * verdict changes. */
static int block_of(const struct pair *pair) {
  if (pair->change == UNREADABLE) return UNREAD;
  return (pair->before && is_closed(pair->before)) || (pair->after && is_closed(pair->after)) ? FINISHED : NOT_DONE;
}

static struct listed_pair *keep(struct impact *impact, const struct pair *pair) {
  if (impact->listed_count == impact->told_capacity) {
    int64_t capacity = impact->told_capacity ? impact->told_capacity * 2 : 256;
    struct listed_pair *grown = realloc(impact->listed, (size_t)capacity * sizeof *grown);
    if (!grown) return NULL;
    impact->listed = grown;
    impact->told_capacity = capacity;
  }
  struct listed_pair *listed = &impact->listed[impact->listed_count];
  memset(listed, 0, sizeof *listed);
  listed->block = block_of(pair);
  listed->order = impact->listed_count++;
  listed->due = INT32_MAX;
  if (pair->before && has_date(pair->before)) listed->due = pair->before->deadline.due;
  if (pair->after && has_date(pair->after) && pair->after->deadline.due < listed->due) listed->due = pair->after->deadline.due;
  begin_row(&listed->row);
  return listed;
}

/* Compares lines for sorting: by block, then by date, the earliest first. */
static int compare_listed(const void *left, const void *right) {
  const struct listed_pair *a = left, *b = right;
  int order = a->block - b->block;
  if (!order) order = (a->due > b->due) - (a->due < b->due);
  return order ? order : (a->order > b->order) - (a->order < b->order);
}

/* Fits the columns to the width of the terminal. The duty's column shrinks first. */
static void fit_columns(const struct listed_pair *listed, int64_t count, size_t total, size_t widths[COLUMNS]) {
  size_t others = 2 * (COLUMNS - 1);
  for (int64_t i = 0; i < count; i++)
    for (int c = 0; c < COLUMNS; c++) {
      size_t width = width_of(cell_at(&listed[i].row, c));
      if (width > widths[c]) widths[c] = width;
    }
  if (widths[CHILD] > 20) widths[CHILD] = 20;
  for (int c = 0; c < COLUMNS; c++) others += c == DUTY ? 0 : widths[c];
  if (others + widths[DUTY] > total) widths[DUTY] = total > others + 20 ? total - others : 20;
}

static void print_block(const struct listed_pair *listed, int64_t count) {
  static const char *const heads[] = {"Case", "Duty", "Due now", "Would be due", "Change"};
  size_t widths[COLUMNS] = {4, 4, 7, 12, 6}, total = terminal_width();
  fit_columns(listed, count, total, widths);
  for (int64_t i = -1; i < count; i++) {
    for (int c = 0; c < COLUMNS; c++) {
      print_fitted(i < 0 ? heads[c] : cell_at(&listed[i].row, c), widths[c], c < CHANGE);
      fputs(c < CHANGE ? "  " : "\n", stdout);
    }
    for (int c = COLUMNS; i >= 0 && c < COLUMNS + 2; c++) {
      const char *more = cell_at(&listed[i].row, c);
      if (!*more) continue;
      printf("%*s", (int)widths[CHILD] + 2, "");
      print_fitted(more, total - widths[CHILD] - 2, 0);
      putchar('\n');
    }
  }
}

static void print_blocks(const struct impact *impact) {
  static const char *const titles[] = {"Could not be read", "Not done yet", "Finished: would have a different result"};
  int64_t end;
  for (int64_t i = 0; i < impact->listed_count; i = end) {
    int block = impact->listed[i].block;
    for (end = i; end < impact->listed_count && impact->listed[end].block == block;) end++;
    printf("\n%s%s%s\n", colour_on(BOLD), titles[block], colour_off());
    print_block(&impact->listed[i], end - i);
  }
  if (!impact->listed_count) puts("\nNothing to show.");
}

/* ---- notes on the whole list ---- */

static void report_days(const struct option_list *list, const char *what, void (*take)(const char *note, void *sink), void *sink) {
  char note[WORDS], day[64] = "";
  dueby_when when = {DUEBY_TIME_NONE, 0, 0};
  for (int i = 0; i < list->count; i++) {
    if (read_day("", list->items[i], &when.date)) continue; /* cannot fail, because the calendar was made from these days */
    dueby_explain_when(&when, day, sizeof day, NULL);
    snprintf(note, sizeof note, "Changed: %s %s", day, what);
    take(note, sink);
  }
}

static void report_changes(const struct options *options, void (*take)(const char *note, void *sink), void *sink) {
  char note[WORDS], day[64] = "";
  dueby_when when = {DUEBY_TIME_NONE, 0, 0};
  int for_all = options->closures_for && strcmp(options->closures_for, "all") == 0;
  if (options->holidays) take("Changed: the bank holidays come from your file", sink);
  if (options->known_on && read_day("", options->known_on, &when.date) == 0) {
    dueby_explain_when(&when, day, sizeof day, NULL);
    snprintf(note, sizeof note, "Changed: the bank holidays are those published by %s", day);
    take(note, sink);
  }
  if (options->weekend) {
    snprintf(note, sizeof note, "Changed: the weekend is %s", options->weekend);
    take(strcmp(options->weekend, "none") == 0 ? "Changed: there is no weekend" : note, sink);
  }
  report_days(&options->remove_holiday, "is not a bank holiday", take, sink);
  report_days(&options->add_holiday, "is a bank holiday", take, sink);
  if (options->closures)
    take(for_all ? "Changed: closure days, for every rule including the law" : "Changed: closure days, only for local rules", sink);
}

static const char *duties_word(int64_t count) {
  return count == 1 ? "duty" : "duties";
}

static void report_summary(const struct impact *impact, void (*take)(const char *note, void *sink), void *sink) {
  const int64_t *counts = impact->counts;
  char note[LONG];
  size_t used = (size_t)snprintf(note, sizeof note, "%" PRId64 " open %s would be due on a different day", counts[MOVED],
                                 duties_word(counts[MOVED]));
  if (counts[MOVED])
    used += (size_t)snprintf(note + used, sizeof note - used, ": %" PRId64 " later, %" PRId64 " earlier, by up to %" PRId64 " %s",
                             impact->later, impact->earlier, impact->furthest, impact->furthest == 1 ? "day" : "days");
  snprintf(note + used, sizeof note - used,
           ". %" PRId64 " finished %s would have a different result; %" PRId64 " would only have a different due date.",
           counts[VERDICT], duties_word(counts[VERDICT]), counts[OTHER_DAY_SAME]);
  take(note, sink);
  int64_t others = counts[DATE_LOST] + counts[DATE_FOUND] + counts[ONLY_BEFORE] + counts[ONLY_AFTER];
  if (!others) return;
  snprintf(note, sizeof note,
           "%" PRId64 " %s would no longer have a date; %" PRId64 " would get a date; %" PRId64 " would no longer be due; %" PRId64
           " would become due.",
           counts[DATE_LOST], duties_word(counts[DATE_LOST]), counts[DATE_FOUND], counts[ONLY_BEFORE], counts[ONLY_AFTER]);
  take(note, sink);
}

static void report_the_rest(const struct impact *impact, void (*take)(const char *note, void *sink), void *sink) {
  char words[LONG];
  report_changes(impact->work->context->options, take, sink);
  report_summary(impact, take, sink);
  dueby_worklist_disclaimer_from(dueby_worklist_count(impact->work->worklist, DUEBY_COUNT_BAD_ROWS), impact->checking, words,
                                 sizeof words, NULL);
  take(words, sink);
}

static void print_impact(struct impact *impact) {
  const struct work *work = impact->work;
  char words[LONG], day[64] = "";
  if (impact->listed_count) qsort(impact->listed, (size_t)impact->listed_count, sizeof *impact->listed, compare_listed);
  dueby_explain_when(&work->run.as_at, day, sizeof day, NULL);
  printf("%s%s, as at %s%s\n", colour_on(BOLD), dueby_profile_title(work->context->profile), day, colour_off());
  report_changes(work->context->options, take_as_line, NULL);
  print_quality(impact->work, dueby_worklist_trust_heading(0));
  print_blocks(impact);
  putchar('\n');
  report_summary(impact, take_as_line, NULL);
  dueby_worklist_disclaimer_from(dueby_worklist_count(work->worklist, DUEBY_COUNT_BAD_ROWS), impact->checking, words, sizeof words,
                                 NULL);
  puts(words);
}

/* ---- running the cases ---- */

/* Counts how a line of a case changes between the calendars and adds it to the answer, unless it is UNCHANGED or OTHER_DAY_SAME.
 * Returns 0 if out of memory. */
static int take_pair(struct impact *impact, const struct work_case *from, const struct pair *pair) {
  struct row *row = &impact->row;
  count_pair(impact, pair);
  if (pair->change == UNCHANGED || pair->change == OTHER_DAY_SAME || impact->work->context->format == PLAIN) return 1;
  if (!writes_data(impact)) {
    struct listed_pair *listed = keep(impact, pair);
    if (!listed) return 0;
    row = &listed->row;
  } else {
    begin_row(row);
  }
  if (pair->change == UNREADABLE && writes_data(impact)) row_add_unreadable(from, row);
  else if (pair->change == UNREADABLE) row_add_listed_unreadable(from, row);
  else if (writes_data(impact)) row_add_pair(impact, from, pair, row);
  else row_add_listed_pair(impact, from, pair, row);
  if (writes_data(impact)) write_row(&impact->output, row);
  return !row->failed;
}

static int take_group(struct impact *impact, const struct work_case *from, const dueby_line *before, struct range left,
                      const dueby_line *after, struct range right) {
  int good = 1;
  pair_lines(impact, before, left, after, right);
  for (int64_t i = left.first; i < left.end && good; i++) {
    struct pair pair = {&before[i], impact->partners[i] < 0 ? NULL : &after[impact->partners[i]], UNCHANGED};
    pair.change = change_of(pair.before, pair.after);
    good = take_pair(impact, from, &pair);
  }
  for (int64_t j = right.first; j < right.end && good; j++) {
    struct pair pair = {NULL, &after[j], ONLY_AFTER};
    if (!impact->taken[j]) good = take_pair(impact, from, &pair);
  }
  return good;
}

static int make_room(struct impact *impact, int64_t before, int64_t after) {
  if (before > impact->partners_room) {
    int64_t *grown = realloc(impact->partners, (size_t)before * sizeof *grown);
    if (!grown) return 0;
    impact->partners = grown;
    impact->partners_room = before;
  }
  if (after > impact->taken_room) {
    uint8_t *grown = realloc(impact->taken, (size_t)after);
    if (!grown) return 0;
    impact->taken = grown;
    impact->taken_room = after;
  }
  for (int64_t i = 0; i < before; i++) impact->partners[i] = -1;
  if (after) memset(impact->taken, 0, (size_t)after);
  return 1;
}

static int any_needs_checking(const dueby_line *lines, int64_t count) {
  for (int64_t i = 0; i < count; i++)
    if (dueby_line_needs_checking(&lines[i])) return 1;
  return 0;
}

/* Runs a case, which has been run with the changed calendar, with today's calendar too. *count is the number of lines. Returns 0 if
 * out of memory. */
static int run_today(struct impact *impact, const dueby_case *of, int64_t *count) {
  const int64_t offsets[] = {0, of->event_count};
  return dueby_timeline_run(impact->today, of->events, offsets, 1, dueby_worklist_run(impact->work->worklist), count) == DUEBY_OK;
}

/* Compares the lines in a case. Returns 0 if out of memory. */
static int take_case(struct impact *impact, const struct work_case *from, int64_t before_count) {
  const dueby_line *before = dueby_timeline_lines(impact->today), *after = from->lines;
  struct range left = {0, 0}, right = {0, 0};
  struct pair unreadable = {NULL, NULL, UNREADABLE};
  int good = make_room(impact, before_count, from->count);
  impact->checking += from->at->bad_rows > 0 || any_needs_checking(before, before_count) || any_needs_checking(after, from->count);
  if (good && from->at->bad_rows) good = take_pair(impact, from, &unreadable);
  while (good && (left.first < before_count || right.first < from->count)) {
    int order = left.first == before_count   ? 1
                : right.first == from->count ? -1
                                             : compare_groups(impact, &before[left.first], &after[right.first]);
    left.end = order > 0 ? left.first : end_of_group(impact, before, left.first, before_count);
    right.end = order < 0 ? right.first : end_of_group(impact, after, right.first, from->count);
    good = take_group(impact, from, before, left, after, right);
    left.first = left.end;
    right.first = right.end;
  }
  return good;
}

static int end_impact(struct impact *impact) {
  if (impact->work->context->format == PLAIN) {
    printf("%" PRId64 "\n", impact->counts[MOVED]);
    note_findings(impact->work);
    report_the_rest(impact, take_as_note, NULL);
    return DONE;
  }
  if (!writes_data(impact)) {
    print_impact(impact);
    return DONE;
  }
  if (!impact->output.rows) write_fields(impact->work, &impact->output, fields);
  write_quality(impact->work, &impact->output);
  report_the_rest(impact, take_in_output, &impact->output);
  return end_output(&impact->output);
}

static int compare_cases(struct impact *impact) {
  struct work_case next;
  int64_t before_count;
  int more = 0, good = 1;
  int problem = writes_data(impact) ? check_carried(impact->work, fields) : 0;
  if (!problem) problem = begin_work(impact->work, 0);
  if (problem) return problem;
  if (writes_data(impact)) begin_output(&impact->output, impact->work->context);
  while (good && (more = next_case(impact->work, &next)) > 0)
    good = run_today(impact, next.at, &before_count) && take_case(impact, &next, before_count);
  int end = !good ? report_no_memory() : more < 0 ? BAD_FILE : end_impact(impact);
  return end ? end : end_of_work(impact->work, 0);
}

static void free_impact(struct impact *impact) {
  for (int64_t i = 0; i < impact->listed_count; i++) free_row(&impact->listed[i].row);
  free(impact->listed);
  free(impact->partners);
  free(impact->taken);
  free_row(&impact->row);
  dueby_timeline_free(impact->today);
}

/* ---- running the impact command ---- */

static int refuse_no_change(const struct options *options) {
  if (options->add_holiday.count || options->remove_holiday.count || options->holidays || options->known_on || options->closures ||
      options->weekend)
    return 0;
  return usage_error("impact: say what changes in the calendar. Use --add-holiday, --remove-holiday, --holidays, --known-on, "
                     "--closures or --weekend");
}

static int run_on_both(struct work *work, const dueby_calendar *today) {
  struct impact impact = {.work = work};
  int end =
      dueby_timeline_new(work->context->profile, today, &impact.today) == DUEBY_OK ? compare_cases(&impact) : report_no_memory();
  free_impact(&impact);
  return end;
}

int run_impact(const struct options *options) {
  struct context context;
  struct work work;
  dueby_calendar *today;
  int end = refuse_no_change(options);
  if (!end) end = open_context(options, &context);
  if (end) return end;
  if (dueby_calendar_new(dueby_calendar_divisions(context.calendar), DUEBY_DATE_NONE, &today) != DUEBY_OK) end = report_no_memory();
  if (!end) {
    end = open_work(&context, &work);
    if (!end) {
      end = run_on_both(&work, today);
      close_work(&work);
    }
    dueby_calendar_free(today);
  }
  close_context(&context);
  return end;
}
