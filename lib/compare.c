#include "dueby/compare.h"

#include <stdlib.h>
#include <string.h>

#include "deadline_internal.h"
#include "text.h"

/* ---- one side of a comparison: a profile's own rules for a duty that share a trigger ---- */

struct side {
  const dueby_profile *profile;
  int32_t duty;      /* index of the duty; -1 if the profile does not have it */
  uint8_t *selected; /* 1 for each rule that is compared */
  int32_t rule;      /* index of the first rule that is compared; -1 if there is none */
  int32_t trigger;   /* type of the event that triggers the rules */
  dueby_tags tags;
};

static int is_own(const dueby_profile *profile, int32_t rule) {
  return profile->rules[rule].part == profile->n.parts - 1 && profile->rules[rule].model.alternative_of < 0;
}

/* Finds the rules in one profile to compare for a trigger, and the tags that the trigger must have for them. Sets no tags if one of
 * the rules needs none. */
static void take_rules(struct side *side, const char *trigger) {
  int32_t first = 0, count = 0, plain = 0;
  dueby_tags none = {{0, 0}}, tags = none;
  memset(side->selected, 0, (size_t)side->profile->n.rules);
  side->rule = -1;
  dueby_profile_duty_rules(side->profile, side->duty, &first, &count);
  for (int32_t rule = first; rule < first + count; rule++) {
    const struct profile_rule *at = &side->profile->rules[rule];
    if (!is_own(side->profile, rule) || strcmp(dueby_profile_event_slug(side->profile, at->model.trigger), trigger) != 0) continue;
    side->selected[rule] = 1;
    side->trigger = at->model.trigger;
    if (side->rule < 0) side->rule = rule;
    if (tags_any(&at->tags.when)) tags_join(&tags, &at->tags.when);
    else plain = 1;
  }
  side->tags = plain ? none : tags;
}

/* True if one of a profile's rules is in force on the trigger's day. Other days cannot be compared: if a schedule is triggered
 * before its rule comes into force, it only begins when the rule does. */
static int in_force(const struct side *side, dueby_date day) {
  int32_t first = 0, count = 0, version;
  dueby_profile_duty_rules(side->profile, side->duty, &first, &count);
  for (int32_t rule = first; rule < first + count; rule++)
    if (side->selected[rule] && dueby_rule_version_on(side->profile, rule, day, &version) == DUEBY_OK) return 1;
  return 0;
}

/* Computes the lines that one profile's rules start on a day; none if the rules have no date for that day. Fails only if out of
 * memory. */
static dueby_status lines_from(const struct side *side, const dueby_calendar *calendar, dueby_date day, dueby_deadline *lines,
                               int64_t *count) {
  dueby_event trigger = {.tags = side->tags, .date = day, .type = side->trigger, .has = DUEBY_HAS_DATE};
  dueby_facts facts = {.flags = DUEBY_FACTS_WHOLE_DAYS};
  *count = 0;
  if (!in_force(side, day)) return DUEBY_OK;
  dueby_status status = dueby_deadline_series(side->profile, side->duty, side->selected, calendar, &trigger, &facts, NULL, 0, lines,
                                              DUEBY_COMPARISON_LINES_MAX, count);
  if (status != DUEBY_OK) *count = 0;
  return status == DUEBY_EMEMORY ? status : DUEBY_OK;
}

/* ---- comparing both sides on one day ---- */

struct day {
  /* the largest number of days by which a line of the left profile is later than the right one's, and the other way round */
  int32_t left_gap, right_gap;
  int left_later, right_later;
};

/* Compares the lines of both profiles that start on one day. If one profile has fewer lines, the missing ones count as later than
 * any day. */
static struct day compare_day(const dueby_deadline *left, int64_t n_left, const dueby_deadline *right, int64_t n_right) {
  struct day day = {0, 0, n_left < n_right, n_right < n_left};
  for (int64_t i = 0; i < n_left && i < n_right; i++) {
    int32_t gap = left[i].due - right[i].due;
    if (gap > day.left_gap) day.left_gap = gap;
    if (-gap > day.right_gap) day.right_gap = -gap;
  }
  day.left_later |= day.left_gap > 0;
  day.right_later |= day.right_gap > 0;
  return day;
}

static void note_later(int later, int32_t gap, dueby_date date, int64_t *days, int32_t *largest, dueby_date *witness) {
  if (!later) return;
  ++*days;
  if (*witness != DUEBY_DATE_NONE && gap <= *largest) return;
  *largest = gap;
  *witness = date;
}

static dueby_status run_days(const struct side *left, const struct side *right, const dueby_calendar *calendar, dueby_date first,
                             dueby_date last, dueby_comparison *row) {
  dueby_deadline of_left[DUEBY_COMPARISON_LINES_MAX], of_right[DUEBY_COMPARISON_LINES_MAX];
  for (dueby_date date = first; date <= last; date++) {
    int64_t n_left = 0, n_right = 0;
    dueby_status status = lines_from(left, calendar, date, of_left, &n_left);
    if (status == DUEBY_OK && n_left) status = lines_from(right, calendar, date, of_right, &n_right);
    if (status != DUEBY_OK) return status;
    if (!n_left || !n_right) continue;
    struct day day = compare_day(of_left, n_left, of_right, n_right);
    row->days++;
    note_later(day.left_later, day.left_gap, date, &row->left_later, &row->left_gap_days, &row->witness_left_later);
    note_later(day.right_later, day.right_gap, date, &row->right_later, &row->right_gap_days, &row->witness_right_later);
  }
  row->largest_gap_days = row->left_gap_days > row->right_gap_days ? row->left_gap_days : row->right_gap_days;
  if (!row->days) row->verdict = DUEBY_COMPARISON_NOT_COMPARABLE;
  else if (row->left_later && row->right_later) row->verdict = DUEBY_COMPARISON_NEITHER;
  else
    row->verdict = row->left_later    ? DUEBY_COMPARISON_STRICTER
                   : row->right_later ? DUEBY_COMPARISON_LOOSER
                                      : DUEBY_COMPARISON_EQUAL;
  return DUEBY_OK;
}

/* ---- going through the duties ---- */

struct comparing {
  struct side left, right;
  const dueby_calendar *calendar;
  dueby_date first, last;
  dueby_comparison *rows;
  int64_t capacity, count;
};

static void append_row(struct comparing *comparing, const dueby_comparison *row) {
  if (comparing->count < comparing->capacity) comparing->rows[comparing->count] = *row;
  comparing->count++;
}

static dueby_comparison blank_row(const struct comparing *comparing, int32_t verdict) {
  dueby_comparison row = {.left_rule = comparing->left.rule,
                          .right_rule = comparing->right.rule,
                          .verdict = verdict,
                          .witness_left_later = DUEBY_DATE_NONE,
                          .witness_right_later = DUEBY_DATE_NONE};
  return row;
}

/* Returns the first rule that a profile itself has for the duty, whatever its trigger, or -1 if there is none. */
static int32_t first_own(const struct side *side) {
  int32_t first = 0, count = 0;
  dueby_profile_duty_rules(side->profile, side->duty, &first, &count);
  for (int32_t rule = first; rule < first + count; rule++)
    if (is_own(side->profile, rule)) return rule;
  return -1;
}

static const char *trigger_of(const struct side *side, int32_t rule) {
  return dueby_rule_text(side->profile, rule, 0, DUEBY_RULE_TRIGGER);
}

/* Compares the two profiles for each trigger that both of them have rules for. */
static dueby_status compare_triggers(struct comparing *comparing, int32_t *compared) {
  struct side *left = &comparing->left;
  int32_t first = 0, count = 0;
  dueby_profile_duty_rules(left->profile, left->duty, &first, &count);
  for (int32_t rule = first; rule < first + count; rule++) {
    if (!is_own(left->profile, rule)) continue;
    take_rules(left, trigger_of(left, rule));
    take_rules(&comparing->right, trigger_of(left, rule));
    /* skips a trigger that an earlier rule had too, or that the right profile has no rules for */
    if (left->rule != rule || comparing->right.rule < 0) continue;
    dueby_comparison row = blank_row(comparing, DUEBY_COMPARISON_NOT_COMPARABLE);
    dueby_status status = run_days(left, &comparing->right, comparing->calendar, comparing->first, comparing->last, &row);
    if (status != DUEBY_OK) return status;
    append_row(comparing, &row);
    ++*compared;
  }
  return DUEBY_OK;
}

static dueby_status compare_duty(struct comparing *comparing, const char *id) {
  struct side *left = &comparing->left, *right = &comparing->right;
  if (dueby_profile_find_duty(left->profile, id, &left->duty) != DUEBY_OK) left->duty = -1;
  if (dueby_profile_find_duty(right->profile, id, &right->duty) != DUEBY_OK) right->duty = -1;
  int32_t left_own = first_own(left), right_own = first_own(right);
  int32_t compared = left_own < 0 && right_own < 0;
  dueby_status status = DUEBY_OK;
  if (left_own >= 0 && right_own >= 0) status = compare_triggers(comparing, &compared);
  if (status != DUEBY_OK || compared) return status;
  left->rule = left_own;
  right->rule = right_own;
  dueby_comparison row = blank_row(comparing, left_own < 0    ? DUEBY_COMPARISON_ONLY_RIGHT
                                              : right_own < 0 ? DUEBY_COMPARISON_ONLY_LEFT
                                                              : DUEBY_COMPARISON_NOT_COMPARABLE);
  append_row(comparing, &row);
  return DUEBY_OK;
}

dueby_status dueby_compare_profiles(const dueby_profile *left, const dueby_profile *right, const dueby_calendar *calendar,
                                    dueby_date first, dueby_date last, dueby_comparison *rows, int64_t capacity, int64_t *count) {
  struct comparing comparing = {.left = {.profile = left},
                                .right = {.profile = right},
                                .calendar = calendar,
                                .first = first,
                                .last = last,
                                .rows = rows,
                                .capacity = capacity};
  dueby_status status = DUEBY_OK;
  int32_t duty;
  if (capacity < 0 || (capacity && !rows)) return DUEBY_EARGUMENT;
  if (!calendar_covers(calendar, first) || !calendar_covers(calendar, last)) return DUEBY_ECOVERAGE;
  comparing.left.selected = calloc((size_t)left->n.rules + 1, 1);
  comparing.right.selected = calloc((size_t)right->n.rules + 1, 1);
  if (!comparing.left.selected || !comparing.right.selected) {
    status = DUEBY_EMEMORY;
    goto out;
  }
  for (int32_t i = 0; i < left->n.duties && status == DUEBY_OK; i++) status = compare_duty(&comparing, dueby_profile_duty(left, i));
  for (int32_t i = 0; i < right->n.duties && status == DUEBY_OK; i++)
    if (dueby_profile_find_duty(left, dueby_profile_duty(right, i), &duty) != DUEBY_OK)
      status = compare_duty(&comparing, dueby_profile_duty(right, i));
  if (status != DUEBY_OK) goto out;
  *count = comparing.count;
  if (comparing.count > capacity) status = DUEBY_ESPACE;
out:
  free(comparing.left.selected);
  free(comparing.right.selected);
  return status;
}

dueby_status dueby_comparison_text(const dueby_profile *left, const dueby_profile *right, const dueby_comparison *row, char *text,
                                   int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  if (row->left_rule >= left->n.rules || row->right_rule >= right->n.rules) return DUEBY_EARGUMENT;
  if (row->left_rule < 0 || row->right_rule < 0) return text_end(&out, needed);
  int left_is_law = rule_is_law(left, row->left_rule);
  dueby_date witness = left_is_law ? row->witness_right_later : row->witness_left_later;
  int32_t gap = left_is_law ? row->right_gap_days : row->left_gap_days;
  char day[16];
  const dueby_when when = {DUEBY_TIME_NONE, witness, 0};
  if (left_is_law == rule_is_law(right, row->right_rule) || dueby_when_text(&when, day, sizeof day, NULL) != DUEBY_OK)
    return text_end(&out, needed);
  if (gap) {
    text_string(&out, "can be later than the law allows, by ");
    text_number(&out, gap);
    text_string(&out, gap == 1 ? " day" : " days");
  } else {
    text_string(&out, "is due less often than the law requires");
  }
  text_string(&out, ", for example from ");
  text_string(&out, day);
  return text_end(&out, needed);
}
