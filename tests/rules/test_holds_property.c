/* Tests that a file with only part of a history never has a worse state than the whole history (rules 20 to 28). For random cases
 * of every built-in profile, the parts are: the rows from a day onwards; only the latest rows for one event; no rows for one event;
 * all rows, one of which cannot be read. */
#include <stdlib.h>

#include "profile_internal.h"
#include "timeline.h"

enum { EVENTS_MAX = 40, POOL_MAX = 64, TYPES_MAX = 2048, ROUNDS = 3000, DAYS = 900 };

static uint64_t seed;

static int32_t roll(int32_t sides) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (int32_t)((seed >> 33) % (uint64_t)sides);
}

/* ---- a random case about one duty, sometimes with a second ---- */

struct pool {
  int32_t types[POOL_MAX];
  int32_t count;
};

static void pool_add(struct pool *pool, int32_t type, int times) {
  for (; type > 0 && times > 0 && pool->count < POOL_MAX; times--) pool->types[pool->count++] = type;
}

static void pool_duty(struct pool *pool, const dueby_profile *profile, int32_t duty) {
  int32_t rule = profile->duties[duty].first + roll(profile->duties[duty].count);
  const struct model_rule *at = &profile->rules[rule].model;
  pool_add(pool, at->trigger, 4);
  pool_add(pool, at->due, 8);
  pool_add(pool, at->since, 1);
  pool_add(pool, at->extension_event, 1);
  for (int32_t i = 0; i < profile->rules[rule].ends_count; i++)
    if (roll(2)) pool_add(pool, profile_rule_ends(profile, rule)[i].event, 1);
  for (int32_t i = 0; i < at->versions; i++) {
    const struct model_version *version = profile_version(profile, rule, i);
    pool_add(pool, version->pause_from, 1);
    pool_add(pool, version->pause_to, 1);
    for (int32_t j = 0; j < version->phases; j++) pool_add(pool, profile->phases[version->first_phase + j].until, 1);
  }
  const char *plan = profile_text(profile, profile->events[at->trigger].planned);
  int32_t planned = -1;
  if (plan && dueby_profile_find_event(profile, plan, &planned) == DUEBY_OK) pool_add(pool, planned, 2);
  for (int32_t i = 1; i < profile->n.events; i++) {
    if (dueby_profile_event_parent(profile, i) == at->due) pool_add(pool, i, 1);
    for (int32_t j = 0; j < profile->events[i].proves_count; j++)
      if (profile->ends[profile->events[i].proves_first + j] == at->trigger) pool_add(pool, i, 2);
  }
}

struct random_case {
  dueby_event events[EVENTS_MAX];
  int64_t count;
  dueby_date first;
};

static void add_tags(dueby_event *event, const dueby_profile *profile) {
  int32_t tag;
  for (int32_t rule = 0; rule < profile->n.rules; rule++) {
    const struct profile_rule *at = &profile->rules[rule];
    int32_t needs = at->model.needs_count ? roll(at->model.needs_count) : 0;
    if (at->model.trigger == event->type && !roll(6)) tags_join(&event->tags, roll(2) ? &at->tags.when : &at->tags.unless);
    if (at->model.due == event->type && at->model.needs_count && roll(3)) tags_join(&event->tags, &at->tags.needs[needs]);
  }
  if (!roll(25) && dueby_profile_find_tag(profile, "void", &tag) == DUEBY_OK) dueby_tags_add(&event->tags, tag);
}

static void make_case(struct random_case *made, const dueby_profile *profile) {
  struct pool pool = {.count = 0};
  int32_t duty = roll(profile->n.duties), refs = roll(4) ? 0 : 1 + roll(2), wide = 60 + roll(DAYS);
  pool_duty(&pool, profile, duty);
  if (!roll(3)) pool_duty(&pool, profile, roll(profile->n.duties));
  made->first = day("2023-01-01") + roll(400);
  made->count = 0;
  if (roll(4)) made->events[made->count++] = (dueby_event){.type = profile->birth, .date = made->first - roll(18 * 365)};
  for (int32_t n = 2 + roll(EVENTS_MAX - 4); n; n--) {
    dueby_event *event = &made->events[made->count++];
    *event =
        (dueby_event){.type = pool.types[roll(pool.count)], .date = made->first + roll(wide), .ref = refs ? roll(refs + 1) : 0};
    if (!roll(12)) event->agreed = (dueby_span){1 + roll(8), DUEBY_UNIT_WEEKS};
    add_tags(event, profile);
  }
  for (int64_t i = 0; i < made->count; i++) made->events[i].row = i;
}

/* ---- the part that a file holds ---- */

/* A further way for a file to be incomplete, in addition to the kinds of dueby_holding: a row that cannot be read (rule 28). */
enum { ONE_UNREAD = DUEBY_HOLDS_NEVER + 1 };

struct part {
  const char *name;
  dueby_event unread;
  dueby_event events[EVENTS_MAX];
  int64_t count;
  dueby_date from;
  int32_t type;
  dueby_holding holds[TYPES_MAX];
};

/* Returns whether an event is a birth or a birthday, which every part has. */
static int is_by_birth(const dueby_profile *profile, int32_t type) {
  return type == profile->birth || profile->events[type].on_birthday;
}

static int is_kept(const struct random_case *whole, int64_t at, const dueby_profile *profile, const struct part *part,
                   int32_t kind) {
  const dueby_event *event = &whole->events[at];
  if (is_by_birth(profile, event->type)) return 1;
  if (kind == DUEBY_HOLDS_SINCE) return event->date >= part->from;
  if (event->type != part->type) return 1;
  if (kind == DUEBY_HOLDS_NEVER) return 0;
  for (int64_t i = 0; i < whole->count; i++) {
    const dueby_event *other = &whole->events[i];
    if (other->type != event->type || other->ref != event->ref) continue;
    if (other->date > event->date) return 0; /* another row is later, so this is not the latest */
  }
  return 1;
}

/* Makes one row unreadable. If that row is the birth, birthdays are also unknown. */
static void leave_one_unread(struct part *part, const struct random_case *whole, const dueby_profile *profile) {
  int64_t at = roll((int32_t)whole->count);
  for (int64_t i = 0; i < whole->count && is_by_birth(profile, whole->events[at].type); i++) at = (at + 1) % whole->count;
  part->unread = whole->events[at];
  for (int64_t i = 0; i < whole->count; i++)
    if (i != at) part->events[part->count++] = whole->events[i];
}

static void take_part(struct part *part, const struct random_case *whole, const dueby_profile *profile, int32_t kind) {
  static const char *const names[] = {"", "all", "since", "latest", "never", "unread"};
  memset(part, 0, sizeof *part);
  part->name = names[kind];
  part->from = kind == DUEBY_HOLDS_SINCE ? whole->events[roll((int32_t)whole->count)].date + roll(40) - 10 : 0;
  part->type = whole->events[roll((int32_t)whole->count)].type;
  for (int64_t i = 0; i < whole->count && is_by_birth(profile, part->type); i++) part->type = whole->events[i].type;
  if (kind == ONE_UNREAD) {
    leave_one_unread(part, whole, profile);
    return;
  }
  if (kind != DUEBY_HOLDS_SINCE && !is_by_birth(profile, part->type)) part->holds[part->type].what = kind;
  for (int64_t i = 0; i < whole->count; i++)
    if (is_kept(whole, i, profile, part, kind)) part->events[part->count++] = whole->events[i];
}

/* ---- the comparison ---- */

struct run {
  dueby_timeline *timeline;
  const dueby_event *events;
  const dueby_line *lines;
  int64_t count;
};

static void run_part(struct run *run, const dueby_event *events, int64_t n, dueby_date as_at, dueby_date from,
                     const dueby_holding *holds, const dueby_event *unread) {
  dueby_timeline_options options = {.as_at = {DUEBY_TIME_NONE, as_at, 0}, .history_from = from, .holds = holds, .unread = unread};
  int64_t offsets[] = {0, n}, unread_offsets[] = {0, unread && unread->type > 0};
  options.unread_offsets = unread_offsets;
  run->events = events;
  assert_int_equal(dueby_timeline_run(run->timeline, events, offsets, 1, &options, &run->count), DUEBY_OK);
  run->lines = dueby_timeline_lines(run->timeline);
}

static int is_adverse(int32_t state) {
  return state == DUEBY_STATE_OVERDUE || state == DUEBY_STATE_MISSED || state == DUEBY_STATE_MET_LATE;
}

/* Returns whether two events are the same, or neither exists. */
static int are_one(const struct run *left, int64_t at, const struct run *right, int64_t other) {
  if (at < 0 || other < 0) return at < 0 && other < 0;
  const dueby_event *one = &left->events[at], *two = &right->events[other];
  return one->type == two->type && one->date == two->date && one->ref == two->ref;
}

static int64_t closing(const dueby_line *line) {
  return line->met >= 0 ? line->met : line->ended;
}

/* Returns whether a line's state is unknown because of refs or contradictory dates. A part of the history may lack those rows, so
 * there the state may be known. */
static int is_by_ref(const dueby_line *line) {
  return line->verdict.state == DUEBY_STATE_NOT_COMPUTABLE &&
         (line->reason == DUEBY_REASON_REF || line->reason == DUEBY_REASON_START || line->reason == DUEBY_REASON_HISTORY ||
          line->reason == DUEBY_REASON_ORDER || line->reason == DUEBY_REASON_MOVED || line->reason == DUEBY_REASON_LATEST ||
          line->reason == DUEBY_REASON_GAPS);
}

/* True if the whole history has a line for the same occurrence: of the same duty, and closed by the same event or also open. Under
 * `each`, and for notices, it must have the same trigger. It must not be due later, unless the trigger is in the part's first 14
 * days: an answer before the part may contradict it, so the whole history goes by a later trigger (rule 21). */
static int is_said_by(const struct run *whole, const struct run *part, dueby_date from, const dueby_line *line,
                      const dueby_profile *profile) {
  int may_be_contradicted = from && part->events[line->trigger].date < from + 14;
  int each = profile->rules[line->deadline.rule].model.each;
  int notice = profile_version(profile, line->deadline.rule, 0)->before.unit;
  for (int64_t i = 0; i < whole->count; i++) {
    const dueby_line *other = &whole->lines[i];
    if (other->duty != line->duty || !(is_adverse(other->verdict.state) || is_by_ref(other))) continue;
    if (other->deadline.due > line->deadline.due && other->deadline.begins != line->deadline.begins && !may_be_contradicted)
      continue;
    if ((each || notice) && are_one(whole, other->trigger, part, line->trigger)) return 1;
    if (!each && are_one(whole, closing(other), part, closing(line))) return 1;
  }
  return 0;
}

static void tell_run(const char *name, const struct run *run, int64_t n, const dueby_profile *profile) {
  print_error("%s\n", name);
  for (int64_t i = 0; i < n; i++) {
    const dueby_event *event = &run->events[i];
    print_error("  %s %s #%d tags %llx agreed %d\n", when_words(DUEBY_TIME_NONE, event->date),
                dueby_profile_event_slug(profile, event->type), (int)event->ref, (unsigned long long)event->tags.bits[0],
                (int)event->agreed.amount);
  }
  for (int64_t i = 0; i < run->count; i++) {
    const dueby_line *line = &run->lines[i];
    int64_t closed = closing(line);
    print_error("    %s #%d by %s begins %s", dueby_profile_duty(profile, line->duty), (int)line->ref,
                dueby_rule_text(profile, line->deadline.rule, 0, DUEBY_RULE_ADDRESS),
                when_words(DUEBY_TIME_NONE, line->deadline.begins));
    print_error(" due %s %s reason %d", when_words(DUEBY_TIME_NONE, line->deadline.due), state_name(line->verdict.state),
                (int)line->reason);
    print_error(" closed %s\n", closed < 0 ? "-" : when_words(DUEBY_TIME_NONE, run->events[closed].date));
  }
}

struct tally {
  int64_t adverse, false_ones;
};

static void compare(const struct run *whole, const struct random_case *all, const struct run *part, const struct part *of,
                    dueby_date as_at, const dueby_profile *profile, struct tally *tally) {
  for (int64_t i = 0; i < part->count; i++) {
    const dueby_line *line = &part->lines[i];
    if (!is_adverse(line->verdict.state)) continue;
    tally->adverse++;
    if (is_said_by(whole, part, of->from, line, profile)) continue;
    if (tally->false_ones++) continue;
    print_error("as at %s, %s %s", when_words(DUEBY_TIME_NONE, as_at), of->name,
                when_words(DUEBY_TIME_NONE, of->from ? of->from : as_at));
    print_error(" %s: line %d of the part\n", dueby_profile_event_slug(profile, of->type), (int)i);
    tell_run("whole", whole, all->count, profile);
    tell_run("part", part, of->count, profile);
  }
}

static void check_profile(const char *name, int32_t kind) {
  dueby_profile *profile = NULL;
  struct run whole = {.timeline = NULL}, some = {.timeline = NULL};
  struct tally tally = {0, 0};
  assert_int_equal(dueby_profile_new(name, &profile), DUEBY_OK);
  assert_int_equal(dueby_timeline_new(profile, known.eaw, &whole.timeline), DUEBY_OK);
  assert_int_equal(dueby_timeline_new(profile, known.eaw, &some.timeline), DUEBY_OK);
  assert_true(profile->n.events <= TYPES_MAX);
  for (int i = 0; i < ROUNDS; i++) {
    static struct random_case made;
    static struct part part;
    make_case(&made, profile);
    dueby_date as_at = made.first + 30 + roll(DAYS);
    take_part(&part, &made, profile, kind);
    run_part(&whole, made.events, made.count, as_at, 0, NULL, NULL);
    run_part(&some, part.events, part.count, as_at, part.from, part.holds, &part.unread);
    compare(&whole, &made, &some, &part, as_at, profile, &tally);
  }
  print_message("%s, %d: %d lines overdue, late or missed, %d of them false\n", name, (int)kind, (int)tally.adverse,
                (int)tally.false_ones);
  dueby_timeline_free(whole.timeline);
  dueby_timeline_free(some.timeline);
  dueby_profile_free(profile);
  assert_int_equal(tally.false_ones, 0);
  assert_true(tally.adverse > ROUNDS / 20);
}

static void check_all(int32_t kind) {
  static const char *const names[] = {"england", "barnet", "dudley", "gloucestershire", "sefton", "swindon"};
  seed = (uint64_t)kind * 1000003u;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) check_profile(names[i], kind);
}

static void test_rule_21__a_part_from_a_day_on(void **state) {
  (void)state;
  check_all(DUEBY_HOLDS_SINCE);
}

static void test_rule_21__only_the_latest_rows(void **state) {
  (void)state;
  check_all(DUEBY_HOLDS_LATEST);
}

static void test_rule_21__none_of_an_event(void **state) {
  (void)state;
  check_all(DUEBY_HOLDS_NEVER);
}

static void test_rule_28__a_row_that_cannot_be_read(void **state) {
  (void)state;
  check_all(ONE_UNREAD);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rule_21__a_part_from_a_day_on),
      cmocka_unit_test(test_rule_21__only_the_latest_rows),
      cmocka_unit_test(test_rule_21__none_of_an_event),
      cmocka_unit_test(test_rule_28__a_row_that_cannot_be_read),
  };
  return cmocka_run_group_tests_name("what a file holds, at random", tests, open_known, close_known);
}
