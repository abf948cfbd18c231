/* Finds how completely the files of a return record each event (rule 20 in docs/rules.md). */
#include <stdlib.h>
#include <string.h>

#include "dueby/finding.h"
#include "return_holds.h"
#include "return_places.h"

/* ---- the period that a file covers ---- */

struct period {
  dueby_date from, to; /* from is NONE if the period has no beginning */
};

static struct period months_before(dueby_date to, int32_t months) {
  struct period period = {DUEBY_DATE_NONE, to};
  dueby_date from;
  if (to != DUEBY_DATE_NONE && dueby_date_add_months(to + 1, -months, &from) == DUEBY_OK) period.from = from;
  return period;
}

/* Returns the latest year that begins on or before as-at and in which the set of files has at least a hundredth as many events as
 * in its fullest year, so that one wrong date cannot add a year. If there is no such year, the period has no first day. */
static struct period last_year(const struct return_set *set, const dueby_mapping *mapping, dueby_date as_at) {
  enum { PART = 100 };
  struct period period = {DUEBY_DATE_NONE, as_at};
  int64_t most = 0;
  for (int i = 0; i < YEARS; i++)
    if (set->years[i] > most) most = set->years[i];
  for (int32_t i = YEARS - 1; i >= 0; i--) {
    dueby_date from, next;
    if (!set->years[i] || set->years[i] * PART < most) continue;
    if (dueby_date_new(FIRST_YEAR + i, mapping->period_month, mapping->period_day, &from) != DUEBY_OK || from > as_at) continue;
    period.from = from;
    if (dueby_date_add_months(from, YEAR_MONTHS, &next) == DUEBY_OK) period.to = next - 1;
    return period;
  }
  return period;
}

static struct period period_of_set(const dueby_return *returned, const struct return_set *set, dueby_date as_at) {
  const dueby_mapping *mapping = dueby_return_mapping_at(returned, set->mapping);
  if (mapping->period == PERIOD_MONTHS)
    return months_before(set->as_at != DUEBY_DATE_NONE ? set->as_at : as_at, mapping->period_months);
  if (mapping->period == PERIOD_YEAR) return last_year(set, mapping, as_at);
  return (struct period){DUEBY_DATE_NONE, as_at};
}

dueby_date dueby_return_set_end(const dueby_return *returned, int32_t set) {
  const struct return_set *of = &returned->sets[set];
  const dueby_mapping *mapping = dueby_return_mapping_at(returned, of->mapping);
  if (mapping->period != PERIOD_YEAR) return of->as_at;
  const struct period period = last_year(of, mapping, DUEBY_DATE_LAST);
  return period.from == DUEBY_DATE_NONE ? DUEBY_DATE_NONE : period.to;
}

dueby_date dueby_return_year_end(const dueby_return *returned, int32_t set) {
  const struct return_set *of = &returned->sets[set];
  dueby_date as_at = returned->asked != DUEBY_DATE_NONE ? returned->asked : DUEBY_DATE_LAST;
  const struct period period = last_year(of, dueby_return_mapping_at(returned, of->mapping), as_at);
  return period.from == DUEBY_DATE_NONE ? DUEBY_DATE_NONE : period.to;
}

/* ---- tables that belong together ---- */

uint8_t *dueby_return_uses(const dueby_profile *profile) {
  uint8_t *uses = calloc((size_t)dueby_profile_event_count(profile) + 1, sizeof *uses);
  for (int32_t rule = 0; uses && rule < dueby_profile_rule_count(profile); rule++) {
    const char *slug = dueby_rule_text(profile, rule, 0, DUEBY_RULE_DUE);
    int32_t due;
    if (slug && dueby_profile_find_event(profile, slug, &due) == DUEBY_OK) uses[due] |= USE_DUE;
    for (int32_t i = 0, count = dueby_rule_end_count(profile, rule); i < count; i++)
      uses[dueby_rule_end(profile, rule, i)] |= USE_END;
  }
  return uses;
}

/* True if two sets of files have the same mapping and may cover the same period. A set whose period is unknown may cover any. */
static int is_same_period(const dueby_return *returned, int32_t set, int32_t other) {
  if (returned->sets[set].mapping != returned->sets[other].mapping) return 0;
  dueby_date end = dueby_return_set_end(returned, set), other_end = dueby_return_set_end(returned, other);
  return end == DUEBY_DATE_NONE || other_end == DUEBY_DATE_NONE || end == other_end;
}

/* True if two sets of files may be parts of one set that was split by table: they have the same mapping, may cover the same period
 * and have no table in common. Also true for a set and itself. */
static int is_joined(const dueby_return *returned, int32_t set, int32_t other) {
  if (set == other) return 1;
  if (!is_same_period(returned, set, other)) return 0;
  const struct block *block = dueby_return_mapping_at(returned, returned->sets[set].mapping)->blocks;
  for (; block; block = block->next)
    if (returned->sets[set].tables[block->index] && returned->sets[other].tables[block->index]) return 0;
  return 1;
}

int dueby_return_has_table(const dueby_return *returned, int32_t set, const struct block *table) {
  for (int32_t i = 0; i < returned->set_count; i++)
    if (is_joined(returned, set, i) && returned->sets[i].tables[table->index]) return 1;
  return 0;
}

int dueby_return_is_full(const dueby_return *returned, int32_t set, int32_t event) {
  const dueby_mapping *mapping = dueby_return_mapping_at(returned, returned->sets[set].mapping);
  int bits = returned->sets[set].held[event];
  if (mapping->is_xml) return bits & HELD;
  for (int32_t i = 0; i < returned->set_count; i++)
    if (is_joined(returned, set, i)) bits |= returned->sets[i].held[event];
  if (!(bits & HELD) || !(returned->uses[event] & USE_DUE)) return bits & HELD;
  if (bits & IN_PART) return 0;
  for (const struct block *block = mapping->blocks; block; block = block->next)
    for (int32_t i = 0; i < block->event_count; i++)
      if (block->events[i].type == event &&
          !dueby_return_has_table(returned, set, block->kind == BLOCK_SPELL ? block->table : block))
        return 0;
  return 1;
}

/* True if a set of files records an event in full. If the event comes from tables and some rule uses it, every other set for the
 * same period must record it in full too. */
static int gives(const dueby_return *returned, int32_t set, int32_t event) {
  if (!dueby_return_is_full(returned, set, event)) return 0;
  int is_xml = dueby_return_mapping_at(returned, returned->sets[set].mapping)->is_xml;
  if (is_xml || !returned->uses[event]) return 1;
  for (int32_t i = 0; i < returned->set_count; i++)
    if (is_same_period(returned, set, i) && !dueby_return_is_full(returned, i, event)) return 0;
  return 1;
}

/* The sets of files of a return and their periods, which do not depend on the event. */
struct coverage {
  const dueby_return *returned;
  struct period *periods;
};

/* Finds the period of each set of files. May return DUEBY_EMEMORY. */
static dueby_status open_coverage(const dueby_return *returned, dueby_date as_at, struct coverage *coverage) {
  coverage->returned = returned;
  coverage->periods = malloc(((size_t)returned->set_count + 1) * sizeof *coverage->periods);
  if (!coverage->periods) return DUEBY_EMEMORY;
  for (int32_t i = 0; i < returned->set_count; i++) coverage->periods[i] = period_of_set(returned, &returned->sets[i], as_at);
  return DUEBY_OK;
}

/* True if a set of files has this mapping and records the event in full. For event 0, only the mapping counts. */
static int is_of(const dueby_return *returned, int32_t set, int32_t mapping, int32_t event) {
  return returned->sets[set].mapping == mapping && (!event || gives(returned, set, event));
}

/* Returns the day from which the files record an event without a gap. That is the first day of the mapping's latest period, or of
 * an earlier one if the periods in between leave no gap. */
static dueby_date first_day(const struct coverage *coverage, int32_t mapping, int32_t event) {
  const dueby_return *returned = coverage->returned;
  dueby_date from = DUEBY_DATE_NONE;
  for (int32_t i = 0; i < returned->set_count; i++) {
    if (!is_of(returned, i, mapping, event)) continue;
    const struct period period = coverage->periods[i];
    if (period.from != DUEBY_DATE_NONE && (from == DUEBY_DATE_NONE || period.from > from)) from = period.from;
  }
  for (int again = from != DUEBY_DATE_NONE; again;) {
    again = 0;
    for (int32_t i = 0; i < returned->set_count; i++) {
      if (!is_of(returned, i, mapping, event)) continue;
      const struct period period = coverage->periods[i];
      if (period.from == DUEBY_DATE_NONE || period.from >= from || period.to + 1 < from) continue;
      from = period.from;
      again = 1;
    }
  }
  return from;
}

/* ---- how completely events are held ---- */

static int has_rows_for(const dueby_mapping *mapping, int32_t event) {
  for (const struct block *block = mapping->blocks; block; block = block->next)
    for (int32_t i = 0; i < block->event_count; i++)
      if (block->events[i].type == event) return 1;
  return 0;
}

/* Returns the last day that a mapping's sets of files cover. For an event, only counts sets that record it in full; for event 0,
 * only sets with a known period. Returns NONE if there is no such set. */
static dueby_date last_day(const struct coverage *coverage, int32_t mapping, int32_t event) {
  const dueby_return *returned = coverage->returned;
  dueby_date last = DUEBY_DATE_NONE;
  int has_period = dueby_return_mapping_at(returned, mapping)->period != PERIOD_NONE;
  for (int32_t i = 0; i < returned->set_count; i++) {
    const struct period period = coverage->periods[i];
    if (!is_of(returned, i, mapping, event) || (has_period && !event && period.from == DUEBY_DATE_NONE)) continue;
    if (last == DUEBY_DATE_NONE || period.to > last) last = period.to;
  }
  return last;
}

/* True if a mapping's files record an event in full, up to the end of the latest period. */
static int is_held(const struct coverage *coverage, int32_t mapping, int32_t event) {
  const dueby_return *returned = coverage->returned;
  int is_any = 0;
  for (int32_t i = 0; i < returned->set_count; i++) is_any |= is_of(returned, i, mapping, event);
  return is_any && last_day(coverage, mapping, event) >= last_day(coverage, mapping, 0);
}

/* True if a mapping's files may lack events of a type that did happen: a table lacks a column for them, or they end a rule and
 * their table is missing. */
static int lacks(const dueby_return *returned, int32_t mapping, int32_t event) {
  for (int32_t i = 0; i < returned->set_count; i++)
    if (returned->sets[i].mapping == mapping && returned->sets[i].held[event] & LACKS_COLUMN) return 1;
  return has_rows_for(dueby_return_mapping_at(returned, mapping), event) && returned->uses[event] & USE_END;
}

/* Finds how completely one kind of return records each event. The mapping may state this. Otherwise, files with the event's table
 * record everything in their period. If files lack the columns for an event, it counts as never recorded, even if it meets no
 * duty. */
static void find_holdings(const struct coverage *coverage, int32_t at, dueby_holding *holdings) {
  const dueby_return *returned = coverage->returned;
  const dueby_mapping *mapping = dueby_return_mapping_at(returned, at);
  const dueby_profile *profile = returned->profile;
  dueby_date first = first_day(coverage, at, 0);
  const dueby_holding in_period = {first == DUEBY_DATE_NONE ? DUEBY_HOLDS_ALL : DUEBY_HOLDS_SINCE, first};
  for (int32_t i = 0; i < dueby_profile_event_count(profile); i++)
    holdings[i] = (dueby_holding){DUEBY_HOLDS_UNSAID, DUEBY_DATE_NONE};
  for (const struct block *block = mapping->blocks; block; block = block->next)
    for (int32_t i = 0; i < block->event_count; i++) {
      int32_t type = block->events[i].type, parent = dueby_profile_event_parent(profile, type);
      if (!is_held(coverage, at, type)) continue;
      dueby_date from = first_day(coverage, at, type);
      const dueby_holding since = {from == DUEBY_DATE_NONE ? DUEBY_HOLDS_ALL : DUEBY_HOLDS_SINCE, from};
      holdings[type] = since;
      if (parent > 0 && (!has_rows_for(mapping, parent) || is_held(coverage, at, parent))) holdings[parent] = since;
    }
  for (int32_t i = 0; i < mapping->holding_count; i++) {
    const struct holding *holding = &mapping->holdings[i];
    if (has_rows_for(mapping, holding->event) && holdings[holding->event].what == DUEBY_HOLDS_UNSAID) continue;
    holdings[holding->event] = holding->what == DUEBY_HOLDS_SINCE ? in_period : (dueby_holding){holding->what, DUEBY_DATE_NONE};
  }
  for (int32_t i = 1; i < dueby_profile_event_count(profile); i++)
    if (holdings[i].what == DUEBY_HOLDS_UNSAID && lacks(returned, at, i)) holdings[i].what = DUEBY_HOLDS_NEVER;
}

/* Combines how completely two kinds of return record an event, and returns the less complete of the two. Ignores a kind that does
 * not record the event at all. */
static dueby_holding lesser(dueby_holding one, dueby_holding other) {
  int has_one = one.what != DUEBY_HOLDS_UNSAID && one.what != DUEBY_HOLDS_NEVER;
  int has_other = other.what != DUEBY_HOLDS_UNSAID && other.what != DUEBY_HOLDS_NEVER;
  if (!has_one || !has_other) return has_one || !(has_other || other.what == DUEBY_HOLDS_NEVER) ? one : other;
  if (one.what != other.what) return one.what > other.what ? one : other;
  return one.since > other.since ? one : other;
}

/* Returns an array with 1 for each event that meets a duty; NULL if out of memory. */
static uint8_t *find_due_events(const dueby_profile *profile) {
  uint8_t *due = calloc((size_t)dueby_profile_event_count(profile) + 1, 1);
  for (int32_t rule = 0; due && rule < dueby_profile_rule_count(profile); rule++) {
    const char *slug = dueby_rule_text(profile, rule, 0, DUEBY_RULE_DUE);
    int32_t event;
    if (slug && dueby_profile_find_event(profile, slug, &event) == DUEBY_OK) due[event] = 1;
  }
  return due;
}

dueby_status dueby_return_holds(const dueby_return *returned, dueby_date as_at, dueby_date history_from, dueby_holding *holds) {
  int32_t events = dueby_profile_event_count(returned->profile);
  struct coverage coverage = {0};
  uint8_t *due = find_due_events(returned->profile);
  dueby_holding *of_kind = calloc((size_t)events + 1, sizeof *of_kind);
  dueby_status status = due && of_kind ? open_coverage(returned, as_at, &coverage) : DUEBY_EMEMORY;
  if (status != DUEBY_OK) goto out;
  for (int32_t i = 0; i < events; i++) holds[i] = (dueby_holding){DUEBY_HOLDS_UNSAID, DUEBY_DATE_NONE};
  for (int32_t at = 0; dueby_return_file_count(returned, at); at++) {
    const dueby_mapping *mapping = dueby_return_mapping(returned, at);
    int32_t known = 0;
    while (dueby_return_mapping_at(returned, known) != mapping) known++;
    find_holdings(&coverage, known, of_kind);
    for (int32_t i = 1; i < events; i++) holds[i] = lesser(holds[i], of_kind[i]);
  }
  for (int32_t i = 1; i < events; i++) {
    /* an event that no file has cannot meet a duty */
    if (holds[i].what == DUEBY_HOLDS_UNSAID && due[i]) holds[i].what = DUEBY_HOLDS_NEVER;
    if (holds[i].what == DUEBY_HOLDS_SINCE && history_from != DUEBY_DATE_NONE) holds[i].since = history_from;
  }
out:
  free(due);
  free(of_kind);
  free(coverage.periods);
  return status;
}

/* ---- which duties are left out ---- */

int dueby_return_leaves_out(const dueby_mapping *mapping, const char *duty) {
  const struct yaml_node *list = mapping->leaves_out;
  for (const struct yaml_node *item = yaml_first(list); item; item = yaml_following(list, item))
    if (strcmp(item->text, duty) == 0) return 1;
  return 0;
}

/* True if a mapping has rows for an event, or for a more specific kind of that event. */
static int has_event(const dueby_mapping *mapping, const dueby_profile *profile, const char *slug) {
  int32_t event;
  if (!slug || dueby_profile_find_event(profile, slug, &event) != DUEBY_OK) return 0;
  for (const struct block *block = mapping->blocks; block; block = block->next)
    for (int32_t i = 0; i < block->event_count; i++)
      if (block->events[i].type == event || dueby_profile_event_parent(profile, block->events[i].type) == event) return 1;
  return 0;
}

/* True if the tags that a rule needs ("alone or alone_excused; awake") include one of `tags`. */
static int needs_one_of(const dueby_return *returned, int32_t rule, const dueby_tags *tags) {
  char needs[MESSAGE_SIZE] = "";
  if (dueby_rule_needs_text(returned->profile, rule, needs, sizeof needs, NULL) != DUEBY_OK) return 0;
  for (char *at = needs, *end; *at; at = end) {
    size_t length = strcspn(at, " ;");
    int32_t tag;
    end = at + length;
    while (*end == ' ' || *end == ';') *end++ = '\0';
    if (length && dueby_profile_find_tag(returned->profile, at, &tag) == DUEBY_OK && tags->bits[tag / 64] >> tag % 64 & 1) return 1;
  }
  return 0;
}

int dueby_return_needs_tag(const dueby_return *returned, int32_t tag) {
  dueby_tags tags = {0};
  dueby_tags_add(&tags, tag);
  for (int32_t rule = 0; rule < dueby_profile_rule_count(returned->profile); rule++)
    if (needs_one_of(returned, rule, &tags)) return 1;
  return 0;
}

/* Deselects the rules for a duty if one kind of return has only some of the events that meet the duty, and no other kind has them
 * all. Also deselects a rule that needs a tag whose column is missing, because the files cannot show what meets it. */
void dueby_return_leave_out(const dueby_return *returned, uint8_t *selected) {
  int32_t kinds = dueby_return_mapping_count(returned);
  for (int32_t rule = 0; rule < dueby_profile_rule_count(returned->profile); rule++) {
    const char *duty = dueby_rule_text(returned->profile, rule, 0, DUEBY_RULE_ID);
    const char *due = dueby_rule_text(returned->profile, rule, 0, DUEBY_RULE_DUE);
    int in_part = 0, in_full = 0;
    for (int32_t i = 0; duty && i < kinds; i++) {
      const dueby_mapping *mapping = dueby_return_mapping(returned, i);
      if (dueby_return_leaves_out(mapping, duty)) in_part = 1;
      else in_full |= has_event(mapping, returned->profile, due);
    }
    if ((in_part && !in_full) || needs_one_of(returned, rule, &returned->lacking)) selected[rule] = 0;
  }
}

/* True if the worklist already has a finding that duties met only by this event were left out. */
static int is_said_to_be_left_out(const dueby_worklist *worklist, int32_t event) {
  dueby_finding finding;
  for (int64_t i = 0; dueby_worklist_finding(worklist, i, &finding) == DUEBY_OK; i++)
    if (finding.kind == DUEBY_FINDING_LEFT_OUT && finding.event == event) return 1;
  return 0;
}

/* True if no kind of return has an event that meets a rule, and the worklist has no finding about that yet. */
static int is_never_met(const dueby_return *returned, const dueby_worklist *worklist, int32_t rule) {
  const char *due = dueby_rule_text(returned->profile, rule, 0, DUEBY_RULE_DUE);
  int32_t event;
  for (int32_t i = 0; i < dueby_return_mapping_count(returned); i++)
    if (has_event(dueby_return_mapping(returned, i), returned->profile, due)) return 0;
  return due && dueby_profile_find_event(returned->profile, due, &event) == DUEBY_OK && !is_said_to_be_left_out(worklist, event);
}

dueby_status dueby_return_give_unanswerable(const dueby_return *returned, dueby_worklist *worklist, const uint8_t *judged) {
  /* A user does not name more than a few duties, so with more than NAMED_MAX there is no finding. Rules with the bit FOR_FIGURES
   * were selected for the measures, not by name. */
  enum { NAMED_MAX = 12, FOR_FIGURES = 2 };
  const dueby_profile *profile = returned->profile;
  const uint8_t *selected = dueby_worklist_run(worklist)->selected;
  int is_narrowed = (dueby_worklist_narrowed(worklist) & DUEBY_WORKLIST_SOME_RULES) != 0;
  char names[MESSAGE_SIZE * 2] = "";
  const char *last = "";
  int64_t count = 0;
  size_t used = 0;
  for (int32_t rule = 0; selected && rule < dueby_profile_rule_count(profile); rule++) {
    const char *duty = dueby_rule_text(profile, rule, 0, DUEBY_RULE_ID);
    if (!selected[rule] || selected[rule] & FOR_FIGURES || strcmp(duty, last) == 0) continue;
    if (judged[rule] && !(is_narrowed && is_never_met(returned, worklist, rule))) continue;
    if (used < sizeof names) used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", count ? ", " : "", duty);
    last = duty;
    count++;
  }
  if (!count || count > NAMED_MAX) return DUEBY_OK;
  dueby_worklist_set_finding(worklist, DUEBY_FINDING_UNANSWERABLE, 0, count, NULL, 0);
  return dueby_worklist_set_finding_names(worklist, DUEBY_FINDING_UNANSWERABLE, names);
}
