/* How many of each duty were done in time, on one of three bases; docs/command.md defines them. */
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "worklist.h"

enum { WORDS = 512, LONG = 4096 };

struct group {
  char *name;
  dueby_measure *measures; /* by duty */
};

struct summary {
  struct work *work;
  dueby_measure_options asked;
  int32_t by; /* a carried column, -1: none */
  struct group *groups;
  int64_t group_count;
  dueby_outcome *outcomes; /* of the case at hand */
  int64_t outcome_capacity;
  int width; /* of the longest id of a duty that is printed */
  int64_t checking;
};

/* ---- options ---- */

/* FROM..TO; either may be left out. */
static int read_period(const struct options *options, struct summary *summary) {
  const char *text = options->period, *dots = text ? strstr(text, "..") : NULL;
  char from[32];
  dueby_date *first = &summary->asked.from, *last = &summary->asked.to;
  *first = *last = DUEBY_DATE_NONE;
  if (!text) return 0;
  if (!dots || dots - text >= (ptrdiff_t)sizeof from)
    return usage_error("--period: \"%s\": expected FROM..TO, as in 2026-04-01..2026-06-30", text);
  memcpy(from, text, (size_t)(dots - text));
  from[dots - text] = '\0';
  int problem = *from ? read_day("--period", from, first) : 0;
  if (!problem && dots[2]) problem = read_day("--period", dots + 2, last);
  if (!problem && *last != DUEBY_DATE_NONE && *first > *last)
    return usage_error("--period: \"%s\": its end is before its start", text);
  return problem;
}

static const char fields[] = "rule,authority,basis,from,to,as_at,counted,in_time,late,missed,overdue,not_yet_due,ended,"
                             "cannot_tell,children,children_up_to_date,children_all_in_time,percent";

static int find_by(const struct work *work, int32_t *by) {
  const char *wanted = work->context->options->by;
  *by = -1;
  if (!wanted) return 0;
  for (int32_t i = 0; i < dueby_caseload_column_count(work->caseload); i++)
    if (strcmp(dueby_caseload_column(work->caseload, i), wanted) == 0) *by = i;
  if (*by < 0) return usage_error("--by: %s has no column \"%s\" to carry", work->path, wanted);
  return check_column(work, fields, wanted);
}

/* ---- counting ---- */

static struct group *find_group(struct summary *summary) {
  const char *name = summary->by < 0 ? "" : dueby_caseload_value(summary->work->caseload, summary->by);
  size_t duties = (size_t)dueby_profile_duty_count(summary->work->context->profile);
  for (int64_t i = 0; i < summary->group_count; i++)
    if (strcmp(summary->groups[i].name, name) == 0) return &summary->groups[i];
  struct group *grown = realloc(summary->groups, (size_t)(summary->group_count + 1) * sizeof *grown);
  if (!grown) return NULL;
  summary->groups = grown;
  struct group *group = &grown[summary->group_count];
  group->name = strdup(name);
  group->measures = calloc(duties + 1, sizeof *group->measures);
  if (group->name && group->measures) summary->group_count++;
  else {
    free(group->name);
    free(group->measures);
    return NULL;
  }
  return group;
}

static int make_room(struct summary *summary, int64_t count) {
  if (count <= summary->outcome_capacity) return 1;
  dueby_outcome *grown = realloc(summary->outcomes, (size_t)count * 2 * sizeof *grown);
  if (!grown) return 0;
  summary->outcomes = grown;
  summary->outcome_capacity = count * 2;
  return 1;
}

/* The lines of a duty stand together. */
static int count_case(struct summary *summary, const struct work_case *from) {
  struct group *group = find_group(summary);
  int checking = from->at.bad_rows > 0;
  if (!group || !make_room(summary, from->count)) return 0;
  for (int64_t i = 0; i < from->count; i++) {
    checking |= dueby_line_needs_checking(&from->lines[i]);
    summary->outcomes[i] = outcome_of(summary->work, &from->lines[i]);
  }
  for (int64_t i = 0, end; i < from->count; i = end) {
    int32_t duty = from->lines[i].duty;
    for (end = i + 1; end < from->count && from->lines[end].duty == duty;) end++;
    dueby_measure_add(&summary->asked, &summary->outcomes[i], end - i, &group->measures[duty]);
  }
  summary->checking += checking;
  return 1;
}

/* ---- telling ---- */

static int64_t counted(const struct summary *summary, const dueby_measure *measure) {
  int64_t good, of;
  dueby_measure_share(summary->asked.basis, measure, &good, &of);
  return of;
}

static void percent_text(const struct summary *summary, const dueby_measure *measure, char *text, size_t size) {
  int64_t good, of;
  dueby_measure_share(summary->asked.basis, measure, &good, &of);
  *text = '\0';
  if (of) snprintf(text, size, "%.1f", 100.0 * (double)good / (double)of);
}

/* The authorities whose rules took part. */
static void authority_text(const struct summary *summary, int32_t duty, char *text, size_t size) {
  const dueby_profile *profile = summary->work->context->profile;
  int32_t first, count;
  size_t used = 0;
  dueby_profile_duty_rules(profile, duty, &first, &count);
  *text = '\0';
  for (int32_t authority = DUEBY_AUTHORITY_STATUTE; authority <= DUEBY_AUTHORITY_LOCAL; authority++)
    for (int32_t rule = first; rule < first + count; rule++) {
      if (!summary->work->selected[rule] || dueby_rule_number(profile, rule, 0, DUEBY_RULE_AUTHORITY) != authority) continue;
      used += (size_t)snprintf(text + used, size - used, "%s%s", used ? "+" : "", dueby_code_name(DUEBY_CODE_AUTHORITY, authority));
      break;
    }
}

static int is_empty(const dueby_measure *measure) {
  static const dueby_measure none = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  return memcmp(measure, &none, sizeof none) == 0;
}

static void put_measure(const struct summary *summary, const struct group *group, int32_t duty, struct row *row) {
  const dueby_measure *measure = &group->measures[duty];
  char words[WORDS];
  begin_row(row);
  if (summary->by >= 0) put_text(row, summary->work->context->options->by, group->name);
  put_text(row, "rule", dueby_profile_duty(summary->work->context->profile, duty));
  authority_text(summary, duty, words, sizeof words);
  put_text(row, "authority", words);
  put_code(row, "basis", dueby_code_name(DUEBY_CODE_MEASURE, summary->asked.basis));
  put_when(row, "from", summary->asked.from, DUEBY_TIME_NONE);
  put_when(row, "to", summary->asked.to, DUEBY_TIME_NONE);
  put_when(row, "as_at", summary->work->asked.as_at.date, summary->work->asked.as_at.time);
  put_number(row, "counted", counted(summary, measure));
  put_number(row, "in_time", measure->in_time);
  put_number(row, "late", measure->late);
  put_number(row, "missed", measure->missed);
  put_number(row, "overdue", measure->overdue);
  put_number(row, "not_yet_due", measure->not_yet_due);
  put_number(row, "ended", measure->ended);
  put_number(row, "cannot_tell", measure->cannot_tell);
  put_number(row, "children", measure->children);
  put_number(row, "children_up_to_date", measure->children_up_to_date);
  put_number(row, "children_all_in_time", measure->children_all_in_time);
  percent_text(summary, measure, words, sizeof words);
  put_decimal(row, "percent", words);
}

static void print_measure(const struct summary *summary, const struct group *group, int32_t duty) {
  const dueby_measure *measure = &group->measures[duty];
  char percent[16];
  percent_text(summary, measure, percent, sizeof percent);
  printf("%-*s %7s%s", summary->width, dueby_profile_duty(summary->work->context->profile, duty), *percent ? percent : "-",
         *percent ? " %" : "  ");
  if (summary->asked.basis == DUEBY_MEASURE_AT)
    printf(" %8" PRId64 " %10" PRId64 " %8" PRId64 " %11" PRId64 "\n", measure->children, measure->children_up_to_date,
           measure->overdue, measure->cannot_tell);
  else
    printf(" %8" PRId64 " %7" PRId64 " %6" PRId64 " %6" PRId64 " %7" PRId64 " %11" PRId64 " %9" PRId64 " %11" PRId64 "\n",
           counted(summary, measure), measure->in_time, measure->late, measure->missed, measure->overdue, measure->not_yet_due,
           measure->ended, measure->cannot_tell);
}

static void print_note_line(void *unused, const char *note) {
  (void)unused;
  puts(note);
}

static void print_heading(const struct summary *summary) {
  static const char *const words[] = {"what fell due in the period", "what was done in the period",
                                      "children up to date on the last day of the period"};
  char from[64] = "the beginning", to[64] = "", as_at[64] = "";
  dueby_date first = summary->asked.from, end = summary->asked.to;
  if (end == DUEBY_DATE_NONE) end = dueby_measure_last(&summary->asked);
  dueby_when days[] = {{DUEBY_TIME_NONE, first, 0}, {DUEBY_TIME_NONE, end, 0}};
  if (first != DUEBY_DATE_NONE) dueby_explain_when(&days[0], from, sizeof from, NULL);
  dueby_explain_when(&days[1], to, sizeof to, NULL);
  dueby_explain_when(&summary->work->asked.as_at, as_at, sizeof as_at, NULL);
  printf("%s: %s, %s to %s, seen on %s\n", dueby_profile_title(summary->work->context->profile), words[summary->asked.basis], from,
         to, as_at);
  say_what_is_missing(summary->work, print_note_line, NULL);
  puts("Unrounded and unsuppressed.\n");
  if (summary->asked.basis == DUEBY_MEASURE_AT)
    printf("%-*s %9s %8s %10s %8s %11s\n", summary->width, "Duty", "", "children", "up to date", "overdue", "cannot tell");
  else
    printf("%-*s %9s %8s %7s %6s %6s %7s %11s %9s %11s\n", summary->width, "Duty", "in time", "counted", "in time", "late", "never",
           "overdue", "not yet due", "no longer", "cannot tell");
}

static void note_sources(const struct summary *summary, void (*take)(void *to, const char *note), void *to) {
  const dueby_profile *profile = summary->work->context->profile;
  const char *said = NULL;
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++) {
    int32_t version = dueby_rule_version_count(profile, rule) - 1;
    const char *note = dueby_rule_text(profile, rule, version, DUEBY_RULE_SUPERSEDED);
    dueby_date from = dueby_rule_number(profile, rule, version, DUEBY_RULE_SUPERSEDED_FROM);
    if (!note || !summary->work->selected[rule] || from > dueby_measure_last(&summary->asked) || (said && strcmp(said, note) == 0))
      continue;
    char words[LONG];
    snprintf(words, sizeof words, "%s: %s", dueby_rule_text(profile, rule, version, DUEBY_RULE_DOCUMENT), note);
    said = note;
    take(to, words);
  }
}

static void print_group(const char *column, const char *value) {
  printf("\n%s: ", column);
  print_fitted(*value ? value : "(none)", SIZE_MAX, 0);
  putchar('\n');
}

static int duty_width(const struct summary *summary) {
  enum { WIDTH_MIN = 34 };
  const dueby_profile *profile = summary->work->context->profile;
  size_t width = WIDTH_MIN;
  for (int64_t i = 0; i < summary->group_count; i++)
    for (int32_t duty = 0; duty < dueby_profile_duty_count(profile); duty++)
      if (!is_empty(&summary->groups[i].measures[duty]) && strlen(dueby_profile_duty(profile, duty)) > width)
        width = strlen(dueby_profile_duty(profile, duty));
  return (int)width;
}

static int write_measures(struct summary *summary) {
  const struct context *context = summary->work->context;
  int as_data = context->format == CSV || context->format == JSON;
  struct output output;
  struct row row = {0};
  char words[LONG];
  if (as_data) begin_output(&output, context);
  else {
    summary->width = duty_width(summary);
    print_heading(summary);
  }
  for (int64_t i = 0; i < summary->group_count; i++) {
    const struct group *group = &summary->groups[i];
    if (!as_data && summary->by >= 0) print_group(context->options->by, group->name);
    for (int32_t duty = 0; duty < dueby_profile_duty_count(context->profile); duty++) {
      if (is_empty(&group->measures[duty])) continue;
      if (as_data) put_measure(summary, group, duty, &row);
      if (as_data) write_row(&output, &row);
      else print_measure(summary, group, duty);
    }
  }
  disclaimer_text(summary->work, summary->checking, words, sizeof words);
  free_row(&row);
  if (!as_data) {
    putchar('\n');
    note_sources(summary, print_note_line, NULL);
    puts(words);
    return DONE;
  }
  if (!output.rows && output.format == CSV && summary->by >= 0) {
    write_csv_cell(stdout, context->options->by, (int64_t)strlen(context->options->by), output.raw_csv);
    putchar(',');
  }
  if (!output.rows) write_header(&output, fields);
  say_what_is_missing(summary->work, take_in_output, &output);
  note_sources(summary, take_in_output, &output);
  write_note(&output, "unrounded and unsuppressed");
  write_note(&output, words);
  return end_output(&output);
}

int write_summary(struct work *work) {
  struct summary summary = {.work = work};
  struct work_case next;
  int64_t overdue = 0;
  int more = 0, good = 1;
  const char *basis = work->context->options->basis;
  int problem = basis ? read_code_option("--basis", DUEBY_CODE_MEASURE, basis, &summary.asked.basis) : 0;
  if (!problem) problem = read_period(work->context->options, &summary);
  if (!problem) problem = find_by(work, &summary.by);
  if (problem) return problem;
  summary.asked.as_at = work->asked.as_at.date;
  dueby_date last = dueby_measure_last(&summary.asked);
  if (summary.asked.basis == DUEBY_MEASURE_AT && last < work->asked.as_at.date) { /* the states of that day */
    dueby_when end = {DUEBY_TIME_NONE, last, 0};
    work->asked.as_at = end;
    summary.asked.as_at = last;
  }
  while (good && (more = next_case(work, &next)) > 0) {
    good = count_case(&summary, &next);
    for (int64_t i = 0; i < next.count; i++) overdue += next.lines[i].verdict.state == DUEBY_STATE_OVERDUE;
  }
  int end = !good ? say_no_memory() : more < 0 ? BAD_FILE : write_measures(&summary);
  for (int64_t i = 0; i < summary.group_count; i++) {
    free(summary.groups[i].name);
    free(summary.groups[i].measures);
  }
  free(summary.groups);
  free(summary.outcomes);
  return end ? end : end_of_work(work, overdue);
}
