/* Counts measures by group and duty, and writes them as rows of named cells. */
#include "dueby/summary.h"

#include <stdlib.h>
#include <string.h>

#include "cell_internal.h"
#include "date_internal.h"
#include "dueby/code.h"
#include "groups.h"
#include "input.h"
#include "json.h"
#include "profile_internal.h"
#include "text.h"
#include "worklist_internal.h"

struct dueby_summary {
  const dueby_profile *profile;
  dueby_measure_options options;
  dueby_when as_at;
  char *by;                /* the column to group by; NULL to put all cases in one group */
  uint8_t *selected;       /* 1 for each rule that is selected */
  uint8_t *holds_latest;   /* for each rule, the result of dueby_worklist_holds_latest */
  struct groups groups;    /* groups of cases, each with a dueby_measure for each series, at the index of its first rule */
  dueby_outcome *outcomes; /* outcomes of the current case */
  int64_t outcome_capacity;
};

/* ---- making a summary ---- */

static char *copy_text(const char *text) {
  size_t size = strlen(text) + 1;
  char *copy = malloc(size);
  return copy ? memcpy(copy, text, size) : NULL;
}

void dueby_summary_when(const dueby_measure_options *options, const dueby_when *as_at, dueby_when *when) {
  dueby_measure_options taken;
  dueby_when seen = {known_time(as_at->time), as_at->date, 0};
  if (TAKE_INPUT(dueby_measure_options, &taken, options) && taken.basis == DUEBY_MEASURE_AT) {
    taken.as_at = as_at->date;
    dueby_date last = dueby_measure_last(&taken);
    if (last < as_at->date) seen = (dueby_when){DUEBY_TIME_NONE, last, 0};
  }
  *when = seen;
}

/* Reads the options; returns 0 if they are invalid. The as-at day must be the worklist's and, for DUEBY_MEASURE_AT, the period's
 * last day. */
static int take_options(const dueby_measure_options *options, dueby_date as_at, dueby_measure_options *taken) {
  if (!TAKE_INPUT(dueby_measure_options, taken, options) || taken->reserved) return 0;
  if (!dueby_code_name(DUEBY_CODE_MEASURE, taken->basis)) return 0;
  if (known_date(taken->as_at, 0) != DUEBY_DATE_NONE && taken->as_at != as_at) return 0;
  taken->as_at = as_at;
  taken->from = known_date(taken->from, 0);
  taken->to = known_date(taken->to, 0);
  if (taken->to != DUEBY_DATE_NONE && taken->from > taken->to) return 0;
  return taken->basis != DUEBY_MEASURE_AT || dueby_measure_last(taken) == as_at;
}

dueby_status dueby_summary_new(const dueby_worklist *worklist, const dueby_measure_options *options, const char *column,
                               dueby_summary **summary) {
  int32_t rules = worklist->profile->n.rules;
  dueby_summary *made = calloc(1, sizeof *made);
  if (!made) return DUEBY_EMEMORY;
  made->profile = profile_hold(worklist->profile);
  made->as_at = worklist->run.as_at;
  made->selected = malloc((size_t)rules + 1);
  made->holds_latest = malloc((size_t)rules + 1);
  made->by = column ? copy_text(column) : NULL;
  dueby_status status = made->selected && made->holds_latest && (!column || made->by) ? DUEBY_OK : DUEBY_EMEMORY;
  if (status == DUEBY_OK && !take_options(options, worklist->run.as_at.date, &made->options)) status = DUEBY_EARGUMENT;
  made->options.size = sizeof made->options;
  for (int32_t rule = 0; rule < rules && status == DUEBY_OK; rule++) {
    made->selected[rule] = (uint8_t)worklist_takes_part(worklist, rule);
    made->holds_latest[rule] = (uint8_t)dueby_worklist_holds_latest(worklist, rule);
  }
  if (status == DUEBY_OK) *summary = made;
  else dueby_summary_free(made);
  return status;
}

void dueby_summary_free(dueby_summary *summary) {
  if (!summary) return;
  profile_let_go(summary->profile);
  groups_free(&summary->groups);
  free(summary->outcomes);
  free(summary->selected);
  free(summary->holds_latest);
  free(summary->by);
  free(summary);
}

/* ---- counting cases ---- */

static int make_room(dueby_summary *summary, int64_t count) {
  if (count <= summary->outcome_capacity) return 1;
  dueby_outcome *outcomes = realloc(summary->outcomes, (size_t)count * 2 * sizeof *outcomes);
  if (!outcomes) return 0;
  summary->outcomes = outcomes;
  summary->outcome_capacity = count * 2;
  return 1;
}

static int32_t series_of(const dueby_summary *summary, const dueby_line *line) {
  return summary->profile->rules[line->deadline.rule].series;
}

/* Counts the lines in a case. Lines of the same series are next to each other. */
static dueby_status add_case(dueby_summary *summary, const dueby_case *of, const dueby_line *lines, int64_t count) {
  size_t size = ((size_t)summary->profile->n.rules + 1) * sizeof(dueby_measure);
  dueby_measure *group = groups_find(&summary->groups, groups_name(summary->by, of), size);
  if (!group || !make_room(summary, count)) return DUEBY_EMEMORY;
  for (int64_t i = 0; i < count; i++) dueby_outcome_from_line(summary->profile, &lines[i], &summary->outcomes[i]);
  for (int64_t i = 0, end; i < count; i = end) {
    int32_t series = series_of(summary, &lines[i]);
    for (end = i + 1; end < count && series_of(summary, &lines[end]) == series;) end++;
    dueby_measure_add(&summary->options, &summary->outcomes[i], end - i, &group[series]);
  }
  return DUEBY_OK;
}

dueby_status dueby_summary_add(dueby_summary *summary, const dueby_worklist *worklist) {
  dueby_status status = DUEBY_OK;
  if (worklist->profile != summary->profile) return DUEBY_EARGUMENT;
  if (!(worklist->flags & DUEBY_WORKLIST_KEEP))
    return worklist->has_case ? add_case(summary, &worklist->at, worklist->lines, worklist->line_count) : DUEBY_OK;
  for (int64_t i = 0; i < worklist->case_count && status == DUEBY_OK; i++) {
    const struct kept_case *kept = worklist->cases[i];
    status = add_case(summary, &kept->of, kept->lines, kept->line_count);
  }
  return status;
}

/* ---- the rows of a summary ---- */

static int is_empty(const dueby_measure *measure) {
  static const dueby_measure none = {0};
  return memcmp(measure, &none, sizeof none) == 0;
}

static void make_row(const dueby_summary *summary, const char *group, int32_t rule, const dueby_measure *measure,
                     dueby_summary_row *row) {
  dueby_summary_row made = {.group = group, .measure = *measure, .duty = summary->profile->rules[rule].duty, .rule = rule};
  dueby_measure_share(summary->options.basis, measure, &made.good, &made.counted);
  *row = made;
}

dueby_status dueby_summary_next(const dueby_summary *summary, int64_t *cursor, dueby_summary_row *row) {
  int64_t rules = summary->profile->n.rules;
  if (*cursor < 0) return DUEBY_EARGUMENT;
  for (int64_t at = *cursor; at < summary->groups.count * rules; at++) {
    const struct group *group = &summary->groups.items[at / rules];
    const dueby_measure *measures = group->figures;
    int32_t rule = (int32_t)(at % rules);
    if (is_empty(&measures[rule])) continue;
    make_row(summary, group->name, rule, &measures[rule], row);
    *cursor = at + 1;
    return DUEBY_OK;
  }
  return DUEBY_DONE;
}

static void add_measure(dueby_measure *sum, const dueby_measure *more) {
  sum->in_time += more->in_time;
  sum->late += more->late;
  sum->missed += more->missed;
  sum->overdue += more->overdue;
  sum->not_yet_due += more->not_yet_due;
  sum->ended += more->ended;
  sum->no_deadline += more->no_deadline;
  sum->cannot_tell += more->cannot_tell;
  sum->children += more->children;
  sum->children_up_to_date += more->children_up_to_date;
  sum->children_all_in_time += more->children_all_in_time;
}

dueby_status dueby_summary_total(const dueby_summary *summary, int64_t *cursor, dueby_summary_row *row) {
  if (*cursor < 0) return DUEBY_EARGUMENT;
  for (int64_t rule = *cursor; rule < summary->profile->n.rules; rule++) {
    dueby_measure sum = {0};
    for (int32_t i = 0; i < summary->groups.count; i++)
      add_measure(&sum, (const dueby_measure *)summary->groups.items[i].figures + rule);
    if (is_empty(&sum)) continue;
    make_row(summary, NULL, (int32_t)rule, &sum, row);
    *cursor = rule + 1;
    return DUEBY_OK;
  }
  return DUEBY_DONE;
}

/* ---- the cells of a row ---- */

enum field {
  RULE,
  NEEDS,
  AUTHORITY,
  BASIS,
  FROM,
  TO,
  AS_AT,
  COUNTED,
  IN_TIME,
  LATE,
  MISSED,
  OVERDUE,
  NOT_YET_DUE,
  ENDED,
  NO_DEADLINE,
  CANNOT_TELL,
  CHILDREN,
  CHILDREN_UP_TO_DATE,
  CHILDREN_ALL_IN_TIME,
  PERCENT,
  FIELDS
};

static const char fields[FIELDS][24] = {"rule",
                                        "needs",
                                        "authority",
                                        "basis",
                                        "from",
                                        "to",
                                        "as_at",
                                        "counted",
                                        "in_time",
                                        "late",
                                        "missed",
                                        "overdue",
                                        "not_yet_due",
                                        "ended",
                                        "no_deadline",
                                        "cannot_tell",
                                        "children",
                                        "children_up_to_date",
                                        "children_all_in_time",
                                        "percent"};

const char *dueby_summary_field(int32_t index) {
  return index < 0 || index >= FIELDS ? NULL : fields[index];
}

/* Appends the authorities of the selected rules in a series. */
static void append_authorities(struct text *out, const dueby_summary *summary, int32_t series) {
  const struct profile_rule *rules = summary->profile->rules;
  const struct profile_duty *duty = &summary->profile->duties[rules[series].duty];
  int32_t first = duty->first, count = duty->count;
  for (int32_t authority = DUEBY_AUTHORITY_STATUTE; authority <= DUEBY_AUTHORITY_LOCAL; authority++)
    for (int32_t rule = first; rule < first + count; rule++) {
      if (!summary->selected[rule] || rules[rule].series != series || rules[rule].model.authority != authority) continue;
      if (out->length) text_char(out, '+');
      text_string(out, dueby_code_name(DUEBY_CODE_AUTHORITY, authority));
      break;
    }
}

/* True if a series has no percentage because the records only have its latest event. */
static int is_of_latest(const dueby_summary *summary, int32_t series) {
  return summary->options.basis != DUEBY_MEASURE_AT && summary->holds_latest[series];
}

static void give_measure(const struct giver *to, const dueby_summary_row *row) {
  const dueby_measure *measure = &row->measure;
  const int64_t numbers[] = {row->counted,
                             measure->in_time,
                             measure->late,
                             measure->missed,
                             measure->overdue,
                             measure->not_yet_due,
                             measure->ended,
                             measure->no_deadline,
                             measure->cannot_tell,
                             measure->children,
                             measure->children_up_to_date,
                             measure->children_all_in_time};
  for (int i = COUNTED; i < PERCENT; i++) give_number(to, fields[i], numbers[i - COUNTED]);
}

dueby_status dueby_summary_cells(const dueby_summary *summary, const dueby_summary_row *row, dueby_cell_sink sink, void *context) {
  const struct giver to = {sink, context};
  char authorities[64], percent[32] = "", needs[512] = "";
  struct text authority = text_in(authorities, sizeof authorities);
  if (row->rule < 0 || row->rule >= summary->profile->n.rules || row->counted < 0) return DUEBY_EARGUMENT;
  append_authorities(&authority, summary, row->rule);
  dueby_rule_needs_text(summary->profile, row->rule, needs, sizeof needs, NULL);
  text_end(&authority, NULL);
  if (row->counted && !is_of_latest(summary, row->rule))
    dueby_measure_percent_text(row->good, row->counted, percent, sizeof percent, NULL);
  if (summary->by) give_text(&to, summary->by, DUEBY_CELL_TEXT, row->group);
  give_code(&to, fields[RULE], dueby_rule_text(summary->profile, row->rule, 0, DUEBY_RULE_LISTED_AS));
  give_code(&to, fields[NEEDS], *needs ? needs : NULL);
  give_code(&to, fields[AUTHORITY], authorities);
  give_code(&to, fields[BASIS], dueby_code_name(DUEBY_CODE_MEASURE, summary->options.basis));
  give_day(&to, fields[FROM], summary->options.from);
  give_day(&to, fields[TO], summary->options.to);
  give_when(&to, fields[AS_AT], summary->as_at.date, summary->as_at.time);
  give_measure(&to, row);
  give_text(&to, fields[PERCENT], DUEBY_CELL_PERCENT, percent);
  return DUEBY_OK;
}

dueby_status dueby_summary_json(const dueby_summary *summary, const dueby_summary_row *row, char *text, int64_t size,
                                int64_t *needed) {
  struct json_object object = dueby_json_begin(text, size);
  dueby_status status = dueby_summary_cells(summary, row, dueby_json_add, &object);
  return status == DUEBY_OK ? dueby_json_end(&object, needed) : status;
}

/* ---- notes on a summary ---- */

dueby_status dueby_summary_note_text(const dueby_summary *summary, int64_t index, char *text, int64_t size, int64_t *needed) {
  const char *last = NULL;
  dueby_summary_row row;
  int64_t at = 0, cursor = 0;
  if (index < 0) return DUEBY_EARGUMENT;
  if (dueby_summary_next(summary, &cursor, &row) == DUEBY_DONE && at++ == index) {
    struct text out = text_in(text, size);
    text_string(&out, "Nothing was counted: none of these cases has a duty to count in the period");
    return text_end(&out, needed);
  }
  for (int32_t rule = 0; rule < summary->profile->n.rules; rule++) {
    int32_t version = dueby_rule_version_count(summary->profile, rule) - 1;
    const char *note = dueby_rule_text(summary->profile, rule, version, DUEBY_RULE_SUPERSEDED);
    dueby_date from = dueby_rule_number(summary->profile, rule, version, DUEBY_RULE_SUPERSEDED_FROM);
    if (!note || !summary->selected[rule] || from > dueby_measure_last(&summary->options)) continue;
    if (last && strcmp(last, note) == 0) continue;
    last = note;
    if (at++ != index) continue;
    struct text out = text_in(text, size);
    text_string(&out, dueby_rule_text(summary->profile, rule, version, DUEBY_RULE_DOCUMENT));
    text_string(&out, ": ");
    text_string(&out, note);
    return text_end(&out, needed);
  }
  return DUEBY_DONE;
}
