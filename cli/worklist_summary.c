/* How many of each duty were done in time, on one of three bases; docs/command.md defines them. */
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "worklist.h"

enum { DUE_BASIS, COMPLETED_BASIS, AT_BASIS };
enum { WORDS = 512, LONG = 4096 };

struct measure {
  int64_t in_time, late, missed, overdue, not_yet_due, ended, cannot_tell;
  int64_t children, up_to_date, all_in_time;
};

/* What one case has of a duty, before it is added as one child. */
struct child {
  int64_t counted, not_in_time, running, behind, unknown;
};

struct group {
  char *name;
  struct measure *measures; /* by duty */
};

struct summary {
  struct work *work;
  int32_t basis, by;         /* by: a carried column, -1: none */
  dueby_date from, to, last; /* last: of the period, or the day looked at where that is earlier */
  struct group *groups;
  int64_t group_count;
  int width; /* of the longest id of a duty that is printed */
  int64_t checking;
};

/* ---- options ---- */

static int read_basis(const struct options *options, int32_t *basis) {
  static const char *const names[] = {"due", "completed", "at"};
  *basis = DUE_BASIS;
  for (int32_t i = 0; options->basis && i < 3; i++)
    if (strcmp(options->basis, names[i]) == 0) {
      *basis = i;
      return 0;
    }
  return options->basis ? usage_error("--basis: \"%s\": expected due, completed or at", options->basis) : 0;
}

/* FROM..TO; either may be left out. */
static int read_period(const struct options *options, struct summary *summary) {
  const char *text = options->period, *dots = text ? strstr(text, "..") : NULL;
  char from[32];
  summary->from = INT32_MIN + 1;
  summary->to = INT32_MAX;
  if (!text) return 0;
  if (!dots || dots - text >= (ptrdiff_t)sizeof from)
    return usage_error("--period: \"%s\": expected FROM..TO, as in 2026-04-01..2026-06-30", text);
  memcpy(from, text, (size_t)(dots - text));
  from[dots - text] = '\0';
  int problem = *from ? read_day("--period", from, &summary->from) : 0;
  if (!problem && dots[2]) problem = read_day("--period", dots + 2, &summary->to);
  if (!problem && summary->from > summary->to) return usage_error("--period: \"%s\": its end is before its start", text);
  return problem;
}

static const char fields[] = "rule,authority,basis,from,to,as_at,counted,in_time,late,missed,overdue,not_yet_due,ended,"
                             "cannot_tell,children,children_up_to_date,children_all_in_time,percent";

static int find_by(const struct work *work, int32_t *by) {
  const char *wanted = work->context->options->by;
  *by = -1;
  if (!wanted) return 0;
  for (int32_t i = 0; i < dueby_caseload_columns(work->caseload); i++)
    if (strcmp(dueby_caseload_column(work->caseload, i), wanted) == 0) *by = i;
  if (*by < 0) return usage_error("--by: %s has no column \"%s\" to carry", work->path, wanted);
  return check_column(work, fields, wanted);
}

/* ---- counting ---- */

static int is_in_period(const struct summary *summary, dueby_date day) {
  return day >= summary->from && day <= summary->to;
}

static dueby_date closed_on(const struct work_case *from, const dueby_line *line) {
  const dueby_event *closed = event_of(from, line->met >= 0 ? line->met : line->ended);
  return closed ? closed->date : INT32_MAX;
}

/* What has no date, or cannot be judged, is told apart wherever it may have been in the period. */
static int may_be_in_period(const struct summary *summary, const struct work_case *from, const dueby_line *line) {
  if (line->deadline.due != DUEBY_DATE_NONE) return is_in_period(summary, line->deadline.due);
  return line->deadline.begins <= summary->to && closed_on(from, line) >= summary->from;
}

static int cannot_tell(const dueby_line *line) {
  return line->verdict.state == DUEBY_NOT_COMPUTABLE || line->deadline.due == DUEBY_DATE_NONE;
}

static void count_by_due(const struct summary *summary, const struct work_case *from, const dueby_line *line,
                         struct measure *measure, struct child *child) {
  if (cannot_tell(line)) {
    measure->cannot_tell += may_be_in_period(summary, from, line);
    return;
  }
  if (!is_in_period(summary, line->deadline.due)) return;
  if (line->verdict.state == DUEBY_ENDED) {
    measure->ended++;
    return;
  }
  if (line->deadline.due > summary->work->asked.as_at.date) {
    measure->not_yet_due++;
    return;
  }
  switch (line->verdict.state) {
  case DUEBY_MET: measure->in_time++; break;
  case DUEBY_MET_LATE: measure->late++; break;
  case DUEBY_MISSED: measure->missed++; break;
  case DUEBY_OVERDUE: measure->overdue++; break;
  default: measure->not_yet_due++; return; /* it falls due on the day looked at, which is not over */
  }
  child->counted++;
  child->not_in_time += line->verdict.state != DUEBY_MET;
  child->behind += line->verdict.state == DUEBY_OVERDUE;
}

/* Of what was open at the end of the period. An hour that falls on its last day is over by then. */
static int was_overdue(const struct summary *summary, const dueby_line *line) {
  if (summary->last == summary->work->asked.as_at.date) return line->verdict.state == DUEBY_OVERDUE;
  return line->deadline.due < summary->last || (line->deadline.due == summary->last && line->deadline.due_time != DUEBY_TIME_NONE);
}

static void count_completed(const struct summary *summary, const struct work_case *from, const dueby_line *line,
                            struct measure *measure, struct child *child) {
  dueby_date closed = closed_on(from, line);
  int was_open = line->deadline.begins <= summary->last && closed > summary->last;
  if (cannot_tell(line)) {
    measure->cannot_tell += line->met >= 0 ? is_in_period(summary, closed) : was_open && line->ended < 0;
    return;
  }
  if (was_open && was_overdue(summary, line)) {
    measure->overdue++;
    child->behind++;
  } else if (was_open) {
    measure->not_yet_due++;
  }
  if (!is_in_period(summary, closed)) return;
  if (line->verdict.state == DUEBY_MET) measure->in_time++;
  if (line->verdict.state == DUEBY_MET_LATE) measure->late++;
  if (line->verdict.state == DUEBY_MISSED) measure->missed++;
  if (line->verdict.state == DUEBY_ENDED) measure->ended++;
  if (line->met < 0) return;
  child->counted++;
  child->not_in_time += line->verdict.state != DUEBY_MET;
}

/* The day looked at is the last of the period. */
static void count_running(const dueby_line *line, struct child *child) {
  if (line->met >= 0 || line->ended >= 0) return;
  child->running++;
  child->unknown += cannot_tell(line);
  child->behind += line->verdict.state == DUEBY_OVERDUE;
}

static void count_child(const struct summary *summary, const struct child *child, struct measure *measure) {
  if (summary->basis == AT_BASIS) {
    int told = child->running && (child->behind || !child->unknown);
    measure->children += told;
    measure->up_to_date += told && !child->behind;
    measure->overdue += child->behind > 0;
    measure->cannot_tell += child->running && !told;
    return;
  }
  measure->children += child->counted > 0;
  measure->up_to_date += child->counted && !child->behind;
  measure->all_in_time += child->counted && !child->not_in_time;
}

static struct group *find_group(struct summary *summary) {
  const char *name = summary->by < 0 ? "" : dueby_caseload_value(summary->work->caseload, summary->by);
  size_t duties = (size_t)dueby_profile_duties(summary->work->context->profile);
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

static int count_case(struct summary *summary, const struct work_case *from) {
  struct group *group = find_group(summary);
  int checking = from->at.bad_rows > 0;
  if (!group) return 0;
  for (int64_t i = 0; i < from->count;) {
    int32_t duty = from->lines[i].duty;
    struct measure *measure = &group->measures[duty];
    struct child child = {0, 0, 0, 0, 0};
    for (; i < from->count && from->lines[i].duty == duty; i++) {
      const dueby_line *line = &from->lines[i];
      checking |= needs_checking(line);
      if (summary->basis == DUE_BASIS) count_by_due(summary, from, line, measure, &child);
      else if (summary->basis == COMPLETED_BASIS) count_completed(summary, from, line, measure, &child);
      else count_running(line, &child);
    }
    count_child(summary, &child, measure);
  }
  summary->checking += checking;
  return 1;
}

/* ---- telling ---- */

static int64_t counted(const struct summary *summary, const struct measure *measure) {
  if (summary->basis == AT_BASIS) return measure->children;
  int64_t done = measure->in_time + measure->late;
  return summary->basis == COMPLETED_BASIS ? done : done + measure->missed + measure->overdue;
}

static void percent_text(const struct summary *summary, const struct measure *measure, char *text, size_t size) {
  int64_t of = counted(summary, measure), good = summary->basis == AT_BASIS ? measure->up_to_date : measure->in_time;
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
  for (int32_t authority = DUEBY_STATUTE; authority <= DUEBY_LOCAL; authority++)
    for (int32_t rule = first; rule < first + count; rule++) {
      if (!summary->work->selected[rule] || dueby_rule_number(profile, rule, 0, DUEBY_RULE_AUTHORITY) != authority) continue;
      used += (size_t)snprintf(text + used, size - used, "%s%s", used ? "+" : "", dueby_word_text(DUEBY_WORD_AUTHORITY, authority));
      break;
    }
}

static int is_empty(const struct measure *measure) {
  static const struct measure none = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  return memcmp(measure, &none, sizeof none) == 0;
}

static void put_measure(const struct summary *summary, const struct group *group, int32_t duty, struct row *row) {
  static const char *const bases[] = {"due", "completed", "at"};
  const struct measure *measure = &group->measures[duty];
  char words[WORDS];
  begin_row(row);
  if (summary->by >= 0) put_text(row, summary->work->context->options->by, group->name);
  put_text(row, "rule", dueby_profile_duty(summary->work->context->profile, duty));
  authority_text(summary, duty, words, sizeof words);
  put_text(row, "authority", words);
  put_text(row, "basis", bases[summary->basis]);
  put_when(row, "from", summary->from == INT32_MIN + 1 ? DUEBY_DATE_NONE : summary->from, DUEBY_TIME_NONE);
  put_when(row, "to", summary->to == INT32_MAX ? DUEBY_DATE_NONE : summary->to, DUEBY_TIME_NONE);
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
  put_number(row, "children_up_to_date", measure->up_to_date);
  put_number(row, "children_all_in_time", measure->all_in_time);
  percent_text(summary, measure, words, sizeof words);
  put_decimal(row, "percent", words);
}

static void print_measure(const struct summary *summary, const struct group *group, int32_t duty) {
  const struct measure *measure = &group->measures[duty];
  char percent[16];
  percent_text(summary, measure, percent, sizeof percent);
  printf("%-*s %7s%s", summary->width, dueby_profile_duty(summary->work->context->profile, duty), *percent ? percent : "-",
         *percent ? " %" : "  ");
  if (summary->basis == AT_BASIS)
    printf(" %8" PRId64 " %10" PRId64 " %8" PRId64 " %11" PRId64 "\n", measure->children, measure->up_to_date, measure->overdue,
           measure->cannot_tell);
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
  dueby_date end = summary->to == INT32_MAX ? summary->last : summary->to;
  dueby_when days[] = {{DUEBY_TIME_NONE, summary->from, 0}, {DUEBY_TIME_NONE, end, 0}};
  if (summary->from != INT32_MIN + 1) dueby_explain_when(&days[0], from, sizeof from, NULL);
  dueby_explain_when(&days[1], to, sizeof to, NULL);
  dueby_explain_when(&summary->work->asked.as_at, as_at, sizeof as_at, NULL);
  printf("%s: %s, %s to %s, seen on %s\n", dueby_profile_title(summary->work->context->profile), words[summary->basis], from, to,
         as_at);
  say_what_is_missing(summary->work, print_note_line, NULL);
  puts("Unrounded and unsuppressed.\n");
  if (summary->basis == AT_BASIS)
    printf("%-*s %9s %8s %10s %8s %11s\n", summary->width, "Duty", "", "children", "up to date", "overdue", "cannot tell");
  else
    printf("%-*s %9s %8s %7s %6s %6s %7s %11s %9s %11s\n", summary->width, "Duty", "in time", "counted", "in time", "late", "never",
           "overdue", "not yet due", "no longer", "cannot tell");
}

static void note_sources(const struct summary *summary, void (*take)(void *to, const char *note), void *to) {
  const dueby_profile *profile = summary->work->context->profile;
  const char *said = NULL;
  for (int32_t rule = 0; rule < dueby_profile_rules(profile); rule++) {
    int32_t version = dueby_rule_versions(profile, rule) - 1;
    const char *note = dueby_rule_text(profile, rule, version, DUEBY_RULE_SUPERSEDED);
    dueby_date from = dueby_rule_number(profile, rule, version, DUEBY_RULE_SUPERSEDED_FROM);
    if (!note || !summary->work->selected[rule] || from > summary->last || (said && strcmp(said, note) == 0)) continue;
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
  enum { LEAST = 34 };
  const dueby_profile *profile = summary->work->context->profile;
  size_t width = LEAST;
  for (int64_t i = 0; i < summary->group_count; i++)
    for (int32_t duty = 0; duty < dueby_profile_duties(profile); duty++)
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
    for (int32_t duty = 0; duty < dueby_profile_duties(context->profile); duty++) {
      if (is_empty(&group->measures[duty])) continue;
      if (as_data) put_measure(summary, group, duty, &row);
      if (as_data) write_row(&output, &row);
      else print_measure(summary, group, duty);
    }
  }
  standing_words(summary->work, summary->checking, words, sizeof words);
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
  int problem = read_basis(work->context->options, &summary.basis);
  if (!problem) problem = read_period(work->context->options, &summary);
  if (!problem) problem = find_by(work, &summary.by);
  if (problem) return problem;
  summary.last = summary.to < work->asked.as_at.date ? summary.to : work->asked.as_at.date;
  if (summary.basis == AT_BASIS && summary.last < work->asked.as_at.date) { /* the states of that day */
    dueby_when last = {DUEBY_TIME_NONE, summary.last, 0};
    work->asked.as_at = last;
  }
  while (good && (more = next_case(work, &next)) > 0) {
    good = count_case(&summary, &next);
    for (int64_t i = 0; i < next.count; i++) overdue += next.lines[i].verdict.state == DUEBY_OVERDUE;
  }
  int end = !good ? say_no_memory() : more < 0 ? BAD_FILE : write_measures(&summary);
  for (int64_t i = 0; i < summary.group_count; i++) {
    free(summary.groups[i].name);
    free(summary.groups[i].measures);
  }
  free(summary.groups);
  return end ? end : end_of_work(work, overdue);
}
