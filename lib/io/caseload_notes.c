/* Notes oddities in a file of events that do not stop it from being read. */
#include "caseload_notes.h"

#include <stdlib.h>
#include <string.h>

#include "written_date.h"

enum { YEARS_30 = 10957, YEARS_2 = 731, EVENTS_COMPARED = 4096, FIRST_SLOTS = 64, FIRST_NAMES = 1024 };

/* ---- opening: which events of the profile start, meet or end something ---- */

static int32_t find_event(const struct interned *slugs, const char *slug, size_t length) {
  int64_t found = dueby_interned_find(slugs, slug, (int64_t)length);
  return found > 0 ? (int32_t)found : 0;
}

/* True if an event ends what another event starts. */
static int ends_a_start(const dueby_profile *profile, int32_t event) {
  for (int32_t start = 1; start < dueby_profile_event_count(profile); start++)
    if (dueby_profile_event_end(profile, start) == event) return 1;
  return 0;
}

/* Removes EVENT_ENDS from each event that meets a duty, unless it ends what another event starts: a visit without a date may have
 * been made, but an assessment without a completion date is not complete. */
static dueby_status leave_out_due(struct notes *notes, const dueby_profile *profile, const struct interned *slugs) {
  int32_t events = dueby_profile_event_count(profile);
  uint8_t *is_due = calloc((size_t)events + 1, 1);
  if (!is_due) return DUEBY_EMEMORY;
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++) {
    const char *due = dueby_rule_text(profile, rule, 0, DUEBY_RULE_DUE);
    int32_t event = due ? find_event(slugs, due, strlen(due)) : 0;
    is_due[event] = event > 0;
  }
  for (int32_t event = 1; event < events; event++)
    if (is_due[event] && !ends_a_start(profile, event)) notes->uses[event] &= (uint8_t)~EVENT_ENDS;
  free(is_due);
  return DUEBY_OK;
}

static int ends_with(const dueby_profile *profile, int32_t rule, int32_t event) {
  for (int32_t i = 0, count = event ? dueby_rule_end_count(profile, rule) : 0; i < count; i++)
    if (dueby_rule_end(profile, rule, i) == event) return 1;
  return 0;
}

/* Sets the flags of events from the rules that use them. An event that also starts a clock does not count as an end, unless it ends
 * what another event starts. */
static void learn_kinds(struct notes *notes, const dueby_profile *profile, const struct interned *slugs) {
  int32_t events = dueby_profile_event_count(profile), adult = find_event(slugs, "child.turned_18", strlen("child.turned_18"));
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++)
    for (int32_t i = 0, count = dueby_rule_end_count(profile, rule); i < count; i++) {
      int32_t event = dueby_rule_end(profile, rule, i);
      if (event > 0 && event < events) notes->uses[event] |= EVENT_ENDS;
    }
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++) {
    const char *trigger = dueby_rule_text(profile, rule, 0, DUEBY_RULE_TRIGGER);
    int32_t event = trigger ? find_event(slugs, trigger, strlen(trigger)) : 0;
    if (!event) continue;
    if (!notes->partner[event]) notes->uses[event] &= (uint8_t)~EVENT_ENDS;
    if (dueby_rule_number(profile, rule, 0, DUEBY_RULE_SUBJECT) != DUEBY_SUBJECT_CHILD) continue;
    notes->uses[event] |= EVENT_OF_CHILD;
    if (dueby_profile_event_end(profile, event) > 0)
      notes->uses[event] |= (uint8_t)(EVENT_OF_LIVING | (ends_with(profile, rule, adult) ? EVENT_UNDER_18 : 0));
    const char *due = dueby_rule_text(profile, rule, 0, DUEBY_RULE_DUE);
    if (due && dueby_rule_number(profile, rule, 0, DUEBY_RULE_RECURS))
      notes->uses[find_event(slugs, due, strlen(due))] |= EVENT_OF_LIVING;
  }
}

dueby_status dueby_notes_open(struct notes *notes, const dueby_profile *profile, const struct interned *slugs, dueby_date as_at) {
  int32_t events = dueby_profile_event_count(profile), tag;
  notes->uses = calloc((size_t)events + 1, 1);
  notes->partner = calloc((size_t)events + 1, sizeof *notes->partner);
  notes->ended_early = calloc((size_t)events + 1, sizeof *notes->ended_early);
  notes->misspelt = calloc((size_t)events + 1, sizeof *notes->misspelt);
  notes->as_at = as_at == 0 ? DUEBY_DATE_NONE : as_at;
  if (!notes->uses || !notes->partner || !notes->ended_early || !notes->misspelt) return DUEBY_EMEMORY;
  for (int32_t i = 1; i < events; i++) notes->partner[dueby_profile_event_end(profile, i)] = i;
  notes->partner[0] = 0; /* most events end nothing */
  learn_kinds(notes, profile, slugs);
  for (int32_t i = 1; i < events; i++)
    if (notes->partner[i]) notes->uses[i] |= EVENT_ENDS;
  notes->birth = find_event(slugs, "birth", strlen("birth"));
  notes->death = find_event(slugs, "child.died", strlen("child.died"));
  if (dueby_profile_find_tag(profile, "void", &tag) == DUEBY_OK) dueby_tags_add(&notes->voided, tag);
  if (dueby_profile_find_tag(profile, "estimated", &tag) == DUEBY_OK) dueby_tags_add(&notes->estimated, tag);
  return leave_out_due(notes, profile, slugs);
}

void dueby_notes_close(struct notes *notes) {
  free(notes->uses);
  free(notes->partner);
  free(notes->ended_early);
  free(notes->misspelt);
  free(notes->slots);
  free(notes->names);
}

/* ---- names that differ only by zeros, spaces or capitals ---- */

/* Returns the length of ".0", ".00" and so on at the end of a number, or 0. Spreadsheets write whole numbers like this. */
static int64_t empty_decimals(const char *at) {
  int64_t length = at[0] == '.' && at[1] == '0' ? 2 : 0;
  while (length && at[length] == '0') length++;
  return !at[length] || at[length] == ' ' || at[length] == '\t' || at[length] == '/' ? length : 0;
}

/* Returns the next letter of a name in lower case. Skips spaces, zeros at the beginning of a number, and decimals that are zero. */
static char next_letter(const char **at, int *in_number) {
  for (;;) {
    char c = **at;
    int is_digit = c >= '0' && c <= '9';
    if (!c) return 0;
    if (*in_number && empty_decimals(*at)) {
      *at += empty_decimals(*at);
      continue;
    }
    ++*at;
    if (c == ' ' || c == '\t') continue;
    if (c == '0' && !*in_number && **at >= '0' && **at <= '9') continue;
    *in_number = is_digit;
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  }
}

int dueby_notes_are_similar(const char *left, const char *right) {
  int left_number = 0, right_number = 0;
  char letter;
  do {
    letter = next_letter(&left, &left_number);
    if (letter != next_letter(&right, &right_number)) return 0;
  } while (letter);
  return 1;
}

int dueby_notes_may_be_similar(const char *text) {
  int in_number = 0;
  const char *at = text;
  for (char c; (c = next_letter(&at, &in_number)); text++)
    if (c != *text) return 1;
  return *text != 0;
}

/* Hashes a name without its spaces, leading zeros and capitals, so that similar names have the same hash. Names of different kinds
 * have different hashes. */
static uint64_t hash_of_name(uint64_t kind, const char *name) {
  uint64_t hash = 14695981039346656037u + kind;
  int in_number = 0;
  for (char c; (c = next_letter(&name, &in_number));) hash = (hash ^ (unsigned char)c) * 1099511628211u;
  hash ^= hash >> 32;
  return hash ? hash : 1;
}

enum { KNOWN = 1, NO_ROOM };

/* Remembers the hash of a name and its line. Returns 0 if the hash is new; KNOWN if it is not, after setting `*line` to its first
 * line; NO_ROOM if too many other hashes want the same slot, which only happens if the names were chosen to cause that; -1 if out
 * of memory. */
static int remember_name(struct notes *notes, uint64_t hash, int64_t *line) {
  if (notes->name_count * 2 >= notes->name_slots) {
    int64_t old = notes->name_slots, slots = old ? old * 2 : FIRST_NAMES;
    struct noted_name *names = calloc((size_t)slots, sizeof *names), *was = notes->names;
    if (!names) return -1;
    notes->names = names;
    notes->name_slots = slots;
    notes->name_count = 0;
    for (int64_t i = 0; i < old; i++)
      if (was[i].hash) remember_name(notes, was[i].hash, &was[i].line);
    free(was);
  }
  enum { PROBES = 256 };
  uint64_t mask = (uint64_t)notes->name_slots - 1, slot = hash & mask;
  for (int probe = 0; notes->names[slot].hash; slot = (slot + 1) & mask) {
    if (notes->names[slot].hash != hash && ++probe == PROBES) return NO_ROOM;
    if (notes->names[slot].hash != hash) continue;
    *line = notes->names[slot].line;
    return KNOWN;
  }
  notes->names[slot] = (struct noted_name){hash, *line};
  notes->name_count++;
  return 0;
}

/* Notes a name if an earlier one is similar, because they are probably one name that was spelt in two ways. */
static dueby_status look_at_name(struct notes *notes, int32_t kind, uint64_t hash, int64_t line) {
  int64_t first = line;
  int is_similar = remember_name(notes, hash, &first);
  if (is_similar < 0) return DUEBY_EMEMORY;
  if (is_similar != KNOWN) return DUEBY_OK;
  notes_add(notes, kind, line);
  tally_line(&notes->kinds[kind], first);
  return DUEBY_OK;
}

dueby_status dueby_notes_team(struct notes *notes, int32_t column, const char *name, int64_t line) {
  uint64_t kind = 2 * (uint64_t)column + 1; /* names of cases use 0 */
  int64_t first = line;
  int is_known = remember_name(notes, dueby_interned_hash(name, (int64_t)strlen(name)) * kind + kind + 1, &first);
  if (is_known < 0) return DUEBY_EMEMORY;
  return is_known ? DUEBY_OK : look_at_name(notes, DUEBY_FINDING_SIMILAR_TEAMS, hash_of_name(kind, name), line);
}

/* ---- the events in one case ---- */

static int counts(const struct notes *notes, const dueby_event *event) {
  return event->type > 0 && !notes_is_void(notes, event);
}

/* True if one of the last few events has the same row and date: in a return, one date may give several events. */
static int repeats(const struct notes *notes, const dueby_event *events, int64_t at) {
  enum { NEAR = 16 };
  for (int64_t i = at - 1; i >= 0 && i >= at - NEAR && notes->is_return; i--)
    if (counts(notes, &events[i]) && events[i].row == events[at].row && events[i].date == events[at].date) return 1;
  return 0;
}

/* Returns the day when someone reaches an age. After a birth on 29 February, that is 1 March in years without that day. */
static dueby_date birthday(dueby_date birth, int32_t age) {
  dueby_date reached = birth;
  int32_t year, month, born_day = 0, day = 0;
  dueby_date_civil(birth, &year, &month, &born_day);
  if (dueby_date_add_months(birth, age * 12, &reached) != DUEBY_OK) return INT32_MAX;
  dueby_date_civil(reached, &year, &month, &day);
  return day < born_day ? reached + 1 : reached;
}

/* The last day with an event that starts a rule about a child, and the last day when something began that ends at 18. Leaves out
 * events after as-at and events with an estimated day. */
struct last_days {
  dueby_date of_child, started;
};

static struct last_days last_days_of(const struct notes *notes, const dueby_event *events, int64_t count) {
  struct last_days last = {INT32_MIN, INT32_MIN};
  for (int64_t i = 0; i < count; i++) {
    const dueby_event *event = &events[i];
    if (!counts(notes, event) || event->type == notes->birth || tags_meet(&event->tags, &notes->estimated)) continue;
    if (notes->as_at != DUEBY_DATE_NONE && event->date > notes->as_at) continue;
    if (notes->uses[event->type] & EVENT_OF_CHILD && event->date > last.of_child) last.of_child = event->date;
    if (notes->uses[event->type] & EVENT_UNDER_18 && event->date > last.started) last.started = event->date;
  }
  return last;
}

static int is_too_early(dueby_date birth, const struct last_days *last) {
  return last->of_child >= birthday(birth, 27) || last->started >= birthday(birth, 18);
}

int dueby_notes_refuse_births(const struct notes *notes, dueby_event *events, int64_t count) {
  const struct last_days last = last_days_of(notes, events, count);
  int refused = 0;
  for (int64_t i = 0; i < count; i++) {
    dueby_event *event = &events[i];
    if (!counts(notes, event) || event->type != notes->birth || !is_too_early(event->date, &last)) continue;
    event->date = DUEBY_DATE_NONE;
    event->time = DUEBY_TIME_NONE;
    refused++;
  }
  return refused;
}

static void look_at_days(struct notes *notes, const dueby_event *events, int64_t count) {
  const dueby_event *birth = NULL, *last_birth = NULL;
  int differ = 0;
  dueby_date first = INT32_MAX;
  for (int64_t i = 0; i < count; i++) {
    const dueby_event *event = &events[i];
    if (!counts(notes, event)) continue;
    int is_birth = event->type == notes->birth, is_known = notes->as_at != DUEBY_DATE_NONE;
    int is_far = is_known && (event->date > notes->as_at + YEARS_2 || (!is_birth && event->date < notes->as_at - YEARS_30));
    if (is_far && !repeats(notes, events, i)) notes_add(notes, DUEBY_FINDING_FAR, event->row);
    if (is_birth) {
      differ |= birth && birth->date != event->date;
      if (!birth || event->date < birth->date) birth = event;
      if (!last_birth || event->row > last_birth->row) last_birth = event;
    } else if (event->date < first) {
      first = event->date;
    }
  }
  if (differ) notes_add(notes, DUEBY_FINDING_BIRTHS_DIFFER, last_birth->row);
  if (birth && birth->date > first) notes_add(notes, DUEBY_FINDING_BORN_LATE, birth->row);
  const struct last_days last = last_days_of(notes, events, count);
  if (birth && is_too_early(birth->date, &last)) notes_add(notes, DUEBY_FINDING_BORN_EARLY, birth->row);
}

/* Notes visits, reviews and starts after a child's death. */
static void look_at_death(struct notes *notes, const dueby_event *events, int64_t count) {
  dueby_date died = INT32_MAX;
  for (int64_t i = 0; i < count; i++)
    if (events[i].type == notes->death && counts(notes, &events[i]) && events[i].date < died) died = events[i].date;
  for (int64_t i = 0; i < count && died != INT32_MAX; i++)
    if (events[i].date > died && counts(notes, &events[i]) && notes->uses[events[i].type] & EVENT_OF_LIVING &&
        !repeats(notes, events, i))
      notes_add(notes, DUEBY_FINDING_AFTER_DEATH, events[i].row);
}

/* Notes an end that is earlier than every start with its ref. If it has no ref, only notes it when there are as many starts as
 * ends: otherwise it may end something that began before the records. */
static void look_at_end(struct notes *notes, const dueby_event *end, const dueby_event *events, int64_t count) {
  int64_t ends = 0, beginnings = 0, later = 0;
  for (int64_t i = 0; i < count; i++) {
    const dueby_event *event = &events[i];
    if (event->ref != end->ref || !counts(notes, event)) continue;
    ends += event->type == end->type;
    beginnings += event->type == notes->partner[end->type];
    later += event->type == notes->partner[end->type] && event->date > end->date;
  }
  if (!later || later != beginnings) return;
  if (end->ref) notes_add(notes, DUEBY_FINDING_ENDED_EARLY, end->row);
  else if (ends == beginnings) tally_add(&notes->ended_early[end->type], end->row);
}

static int are_one(const dueby_event *left, const dueby_event *right) {
  return left->row != right->row && left->type == right->type && left->date == right->date && left->time == right->time &&
         left->ref == right->ref;
}

static dueby_status look_for_twins(struct notes *notes, const dueby_event *events, int64_t count) {
  int64_t slots = notes->slot_count ? notes->slot_count : FIRST_SLOTS, used = FIRST_SLOTS;
  while (slots < count * 2) slots *= 2;
  while (used < count * 2) used *= 2;
  if (slots > notes->slot_count) {
    int32_t *grown = realloc(notes->slots, (size_t)slots * sizeof *grown);
    if (!grown) return DUEBY_EMEMORY;
    notes->slots = grown;
    notes->slot_count = slots;
  }
  memset(notes->slots, 0, (size_t)used * sizeof *notes->slots);
  for (int64_t i = 0; i < count && i < INT32_MAX; i++) {
    const dueby_event *event = &events[i];
    if (!counts(notes, event)) continue;
    uint64_t hash = ((uint64_t)(uint32_t)event->date << 16 ^ (uint64_t)event->type ^ (uint64_t)event->ref << 40 ^
                     (event->time == DUEBY_TIME_NONE ? 0 : (uint64_t)event->time)) *
                    0x9e3779b97f4a7c15u;
    uint64_t mask = (uint64_t)used - 1, slot = hash >> 32 & mask;
    while (notes->slots[slot] && !are_one(event, &events[notes->slots[slot] - 1])) slot = (slot + 1) & mask;
    if (notes->slots[slot]) notes_add(notes, DUEBY_FINDING_TWICE, event->row);
    else notes->slots[slot] = (int32_t)i + 1;
  }
  return DUEBY_OK;
}

dueby_status dueby_notes_case(struct notes *notes, const char *name, int64_t line, const dueby_event *events, int64_t count) {
  dueby_status status = look_at_name(notes, DUEBY_FINDING_SIMILAR_CASES, hash_of_name(0, name), line);
  if (status != DUEBY_OK) return status;
  if (dueby_io_is_shortened((dueby_csv_cell){name, (int64_t)strlen(name)})) notes_add(notes, DUEBY_FINDING_SHORT_CASES, line);
  look_at_days(notes, events, count);
  if (notes->death) look_at_death(notes, events, count);
  for (int64_t i = 0; i < count && count <= EVENTS_COMPARED; i++)
    if (counts(notes, &events[i]) && notes->partner[events[i].type]) look_at_end(notes, &events[i], events, count);
  return count > 1 && !notes->is_return ? look_for_twins(notes, events, count) : DUEBY_OK;
}
