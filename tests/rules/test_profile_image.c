/* Calls dueby_profile_open with malformed numbers and text. It must either refuse them or open a profile in which every part can be
 * read. */
#include <stdlib.h>

#include "dueby/timeline.h"
#include "profile_image.h"
#include "rules.h"
#include "yaml_tree.h"

/* ---- a valid image, and a copy to corrupt ---- */

struct words {
  int32_t *words;
  char *text;
  int64_t n_numbers, n_text;
};

static struct {
  dueby_profile *base; /* the profile with the vocabulary, which images extend */
  struct words small, england;
} made;

static struct words compile(const char *yaml, int64_t length, const dueby_profile *base) {
  struct words compiled = {0};
  struct yaml_tree tree;
  struct profile_image image;
  dueby_diagnostic said = {0};
  dueby_diagnostics diagnostics = {&said, 1, 0};
  if (dueby_yaml_read(yaml, length, &diagnostics, &tree) != DUEBY_OK) fail_msg("line %d: %s", (int)said.line, said.message);
  dueby_image_begin(&image);
  if (dueby_compile_profile(&tree, base, &diagnostics, &image) != DUEBY_OK) fail_msg("line %d: %s", (int)said.line, said.message);
  assert_int_equal(dueby_image_numbers(&image, &compiled.words, &compiled.n_numbers), DUEBY_OK);
  compiled.n_text = image.text.count;
  compiled.text = malloc((size_t)compiled.n_text);
  assert_non_null(compiled.text);
  memcpy(compiled.text, image.text.at, (size_t)compiled.n_text);
  dueby_image_end(&image);
  dueby_yaml_free(&tree);
  return compiled;
}

/* The smallest profile with a row in every table and a value in most fields. */
static const char small_yaml[] =
    "profile: small\ntitle: Small\ndocument: {title: Book, version: V1, date: 2024-05, superseded: {from: 2026-01-02, note: Gone.}}\n"
    "events: [{slug: own, title: own event, means: Own., planned: icpc.held, also: visit.made}]\ntags: [{tag: mine, means: Mine.}]\n"
    "ends_all: [case.closed]\nrules:\n"
    "  - id: a\n    title: thing\n    trigger: cla.started\n    due: visit.made\n    within: 3 working days\n    not_before: -1 day\n"
    "    when: {tag: mine or alone, age_from: 2}\n    unless: {tag: baby}\n    needs: [alone or mine]\n    ends: [own]\n"
    "    extension: {event: own, by: 1 week, times: 1}\n    source: {section: p. 3, checked: primary, note: Torn.}\n    reading: So.\n"
    "    alternatives: [{name: other, within: 5 days}]\n"
    "  - id: a\n    name: second\n    title: thing\n    trigger: cla.started\n    due: visit.made\n    replaced_by: b\n    versions:\n"
    "      - {from: 2000-01-01, to: 2020-12-31, schedule: [{every: 1 week, until: own}, {every: agreed, at_most: 1 month, for: 1 year}]}\n"
    "      - {from: 2021-01-01, schedule: [{at_least: 2, per: 1 month, of: calendar, times: 2}], counting: clear, roll: next}\n"
    "  - {id: b, title: thing, trigger: birth, due: own, before: 48 hours}\n"
    "  - {id: c, title: thing, trigger: birth, due: own, since: own, within: 2 hours, each: true, occurrence: [1, 5]}\n";

static int compile_images(void **state) {
  char *yaml;
  int64_t length;
  open_known(state);
  assert_int_equal(dueby_profile_vocabulary(&made.base), DUEBY_OK);
  made.small = compile(small_yaml, (int64_t)strlen(small_yaml), made.base);
  assert_int_equal(dueby_io_read_file(DATA_PROFILES "/england.yaml", 1 << 20, &yaml, &length), DUEBY_OK);
  made.england = compile(yaml, length, made.base);
  dueby_io_free(yaml);
  return 0;
}

static int free_images(void **state) {
  free(made.small.words);
  free(made.small.text);
  free(made.england.words);
  free(made.england.text);
  dueby_profile_free(made.base);
  return close_known(state);
}

/* ---- walking: calls every function on a profile ---- */

static int64_t letters; /* sum of the letters of every string, so the compiler cannot remove the code that reads them */

static void read_text(const char *text) {
  if (text) letters += (int64_t)strlen(text);
}

static void walk_words(const dueby_profile *profile) {
  int32_t event;
  read_text(dueby_profile_name(profile));
  read_text(dueby_profile_title(profile));
  read_text(dueby_profile_parent(profile));
  for (int32_t i = -1; i <= dueby_profile_event_count(profile); i++) {
    const char *slug = dueby_profile_event_slug(profile, i);
    read_text(slug);
    read_text(dueby_profile_event_title(profile, i));
    read_text(dueby_profile_event_description(profile, i));
    letters += dueby_profile_event_parent(profile, i);
    if (slug) dueby_profile_find_event(profile, slug, &event);
  }
  for (int32_t i = -1; i <= dueby_profile_tag_count(profile); i++) {
    read_text(dueby_profile_tag(profile, i));
    read_text(dueby_profile_tag_description(profile, i));
    if (dueby_profile_tag(profile, i)) dueby_profile_find_tag(profile, dueby_profile_tag(profile, i), &event);
  }
}

static void walk_rule(const dueby_profile *profile, int32_t rule) {
  char text[2048];
  for (int32_t version = -1; version <= dueby_rule_version_count(profile, rule) && version < 8; version++) {
    for (int32_t field = 0; field <= DUEBY_RULE_TEXT_READ + 1; field++) read_text(dueby_rule_text(profile, rule, version, field));
    for (int32_t field = 0; field <= DUEBY_RULE_READ_ON + 1; field++)
      letters += dueby_rule_number(profile, rule, version, field) & 1;
    dueby_explain_timescale(profile, rule, version, text, sizeof text, NULL);
    dueby_explain_source(profile, rule, version, text, sizeof text, NULL);
    dueby_explain_source_note(profile, rule, version, 20000, text, sizeof text, NULL);
  }
  for (int32_t i = -1; i <= dueby_rule_end_count(profile, rule); i++)
    read_text(dueby_profile_event_slug(profile, dueby_rule_end(profile, rule, i)));
}

static void walk_deadline(const dueby_profile *profile, int32_t rule, const dueby_event *trigger, const dueby_facts *facts) {
  char text[4096];
  dueby_step steps[64];
  dueby_deadline deadline;
  if (dueby_deadline_for_rule(profile, rule, known.eaw, trigger, facts, &deadline) != DUEBY_OK) return;
  dueby_explain_steps(profile, known.eaw, trigger, facts, &deadline, steps, 64, NULL);
  dueby_explain_text(profile, known.eaw, trigger, facts, &deadline, text, sizeof text, NULL);
  read_text(text);
}

/* Runs a timeline with every event of the profile on one day and again two weeks later, up to a horizon of two years. The run must
 * end. */
static void walk_timeline(const dueby_profile *profile) {
  enum { EVENTS_MAX = 400 };
  static dueby_event events[EVENTS_MAX];
  const dueby_timeline_options options = {.as_at = {.date = 20020}, .horizon = 20750};
  int32_t types = dueby_profile_event_count(profile), first = types > EVENTS_MAX / 2 ? types - EVENTS_MAX / 2 : 1;
  int64_t offsets[] = {0, 0}, count;
  dueby_timeline *timeline;
  for (int32_t type = first; type < types; type++)
    for (int32_t later = 0; later < 2; later++) events[offsets[1]++] = (dueby_event){.date = 20000 + 14 * later, .type = type};
  assert_int_equal(dueby_timeline_new(profile, known.eaw, &timeline), DUEBY_OK);
  dueby_timeline_run(timeline, events, offsets, 1, &options, &count);
  dueby_timeline_free(timeline);
}

static void walk(const dueby_profile *profile) {
  dueby_event bare = {.date = 20000}, full = bare;
  dueby_facts nothing = {0}, all = {.born = 18000, .since = 19000, .flags = DUEBY_FACTS_WHOLE_DAYS};
  full.time = INT64_C(20000) * 86400 + 36000;
  memset(&full.tags, 0xff, sizeof full.tags);
  full.agreed = span_of("2 weeks");
  walk_words(profile);
  walk_timeline(profile);
  for (int32_t rule = -1; rule <= dueby_profile_rule_count(profile); rule++) {
    walk_rule(profile, rule);
    walk_deadline(profile, rule, &bare, &nothing);
    walk_deadline(profile, rule, &bare, &all);
    walk_deadline(profile, rule, &full, &all);
  }
  for (int32_t duty = 0; duty < dueby_profile_duty_count(profile); duty++) {
    dueby_deadline deadline;
    uint8_t *selected = malloc((size_t)dueby_profile_rule_count(profile) + 1);
    int32_t found;
    assert_non_null(selected);
    dueby_profile_select(profile, dueby_profile_duty(profile, duty) ? dueby_profile_duty(profile, duty) : "", &found, selected);
    dueby_deadline_for_duty(profile, duty, NULL, known.eaw, &full, &all, &deadline);
    free(selected);
  }
}

/* Opens and walks an image. The buffers have exactly its size, so sanitizers notice a read past an end. Returns 1 if it was
 * opened. */
static int open_and_walk(const int32_t *words, int64_t n_numbers, const char *text, int64_t n_text) {
  int32_t *exact_words = malloc((size_t)n_numbers * sizeof *exact_words + !n_numbers);
  char *exact_text = malloc((size_t)n_text + !n_text);
  dueby_profile *profile = NULL;
  assert_true(exact_words && exact_text);
  if (n_numbers) memcpy(exact_words, words, (size_t)n_numbers * sizeof *exact_words);
  if (n_text) memcpy(exact_text, text, (size_t)n_text);
  dueby_status status = dueby_profile_open(exact_words, n_numbers, exact_text, n_text, made.base, &profile);
  free(exact_words);
  free(exact_text);
  if (status != DUEBY_OK) {
    assert_true(status == DUEBY_EFORMAT || status == DUEBY_ELIMIT);
    assert_null(profile);
    return 0;
  }
  walk(profile);
  dueby_profile_free(profile);
  return 1;
}

static void test_profile_open__takes_the_images_as_they_are(void **state) {
  (void)state;
  const struct words *images[] = {&made.small, &made.england};
  for (int i = 0; i < 2; i++)
    assert_true(open_and_walk(images[i]->words, images[i]->n_numbers, images[i]->text, images[i]->n_text));
  assert_true(letters > 0);
}

/* ---- truncation ---- */

static void test_profile_open__refuses_every_truncation_of_the_words(void **state) {
  (void)state;
  const struct words *images[] = {&made.small, &made.england};
  for (int i = 0; i < 2; i++)
    for (int64_t n = 0; n < images[i]->n_numbers; n++)
      assert_false(open_and_walk(images[i]->words, n, images[i]->text, images[i]->n_text));
}

static void test_profile_open__refuses_words_behind_the_end(void **state) {
  (void)state;
  int32_t *longer = calloc((size_t)made.small.n_numbers + 1, sizeof *longer);
  assert_non_null(longer);
  memcpy(longer, made.small.words, (size_t)made.small.n_numbers * sizeof *longer);
  assert_false(open_and_walk(longer, made.small.n_numbers + 1, made.small.text, made.small.n_text));
  free(longer);
}

static void test_profile_open__refuses_every_truncation_of_the_text(void **state) {
  (void)state;
  const struct words *images[] = {&made.small, &made.england};
  for (int i = 0; i < 2; i++) {
    int step = i ? 7 : 1;
    for (int64_t n = 0; n < images[i]->n_text; n += step)
      assert_false(open_and_walk(images[i]->words, images[i]->n_numbers, images[i]->text, n));
  }
}

static void test_profile_open__text_must_begin_and_end_with_a_zero(void **state) {
  (void)state;
  char *text = malloc((size_t)made.small.n_text);
  assert_non_null(text);
  const int64_t places[] = {0, made.small.n_text - 1};
  for (int i = 0; i < 2; i++) {
    memcpy(text, made.small.text, (size_t)made.small.n_text);
    text[places[i]] = 'a';
    assert_false(open_and_walk(made.small.words, made.small.n_numbers, text, made.small.n_text));
  }
  free(text);
}

/* ---- corruption ---- */

static void test_profile_open__the_first_words_say_what_it_is(void **state) {
  (void)state;
  int32_t *words = malloc((size_t)made.small.n_numbers * sizeof *words);
  assert_non_null(words);
  memcpy(words, made.small.words, (size_t)made.small.n_numbers * sizeof *words);
  for (int word = 0; word < 2; word++) { /* the first two words are the magic number and the format */
    for (int bit = 0; bit < 32; bit++) {
      words[word] = (int32_t)((uint32_t)words[word] ^ 1U << bit);
      assert_false(open_and_walk(words, made.small.n_numbers, made.small.text, made.small.n_text));
      words[word] = made.small.words[word];
    }
  }
  free(words);
}

static void test_profile_open__every_bit_of_every_word(void **state) {
  (void)state;
  int32_t *words = malloc((size_t)made.small.n_numbers * sizeof *words);
  assert_non_null(words);
  memcpy(words, made.small.words, (size_t)made.small.n_numbers * sizeof *words);
  for (int64_t word = 0; word < made.small.n_numbers; word++) {
    for (int bit = 0; bit < 32; bit++) {
      words[word] = (int32_t)((uint32_t)words[word] ^ 1U << bit);
      open_and_walk(words, made.small.n_numbers, made.small.text, made.small.n_text);
      words[word] = made.small.words[word];
    }
  }
  free(words);
}

static void test_profile_open__extreme_numbers_in_every_word(void **state) {
  (void)state;
  int32_t *words = malloc((size_t)made.small.n_numbers * sizeof *words);
  const int32_t n_text = (int32_t)made.small.n_text, n_numbers = (int32_t)made.small.n_numbers;
  const int32_t numbers[] = {0,          1,         -1,           2, 62, 100000, INT32_MAX, INT32_MIN, INT32_MIN + 1, n_text,
                             n_text - 1, n_numbers, n_numbers - 1};
  assert_non_null(words);
  memcpy(words, made.small.words, (size_t)made.small.n_numbers * sizeof *words);
  for (int64_t word = 0; word < made.small.n_numbers; word++) {
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
      words[word] = numbers[i];
      open_and_walk(words, made.small.n_numbers, made.small.text, made.small.n_text);
    }
    words[word] = made.small.words[word];
  }
  free(words);
}

static void test_profile_open__every_bit_of_the_text(void **state) {
  (void)state;
  char *text = malloc((size_t)made.small.n_text);
  assert_non_null(text);
  memcpy(text, made.small.text, (size_t)made.small.n_text);
  for (int64_t at = 0; at < made.small.n_text; at++) {
    for (int bit = 0; bit < 8; bit++) {
      text[at] = (char)((unsigned char)text[at] ^ 1U << bit);
      open_and_walk(made.small.words, made.small.n_numbers, text, made.small.n_text);
      text[at] = made.small.text[at];
    }
  }
  free(text);
}

static uint32_t random_number(uint32_t *seed) { /* generates random numbers with xorshift, by Marsaglia */
  *seed ^= *seed << 13;
  *seed ^= *seed >> 17;
  *seed ^= *seed << 5;
  return *seed;
}

/* Corrupts a copy of an image: changes a few numbers to small ones, large ones or copies of others, or flips a bit in them, and
 * sometimes changes a letter of the text. */
static void corrupt(uint32_t *seed, const struct words *image, int32_t *words, char *text) {
  memcpy(words, image->words, (size_t)image->n_numbers * sizeof *words);
  memcpy(text, image->text, (size_t)image->n_text);
  for (uint32_t left = 1 + random_number(seed) % 4; left; left--) {
    int64_t at = random_number(seed) % image->n_numbers;
    uint32_t number = random_number(seed);
    switch (random_number(seed) % 5) {
    case 0: words[at] = (int32_t)(number % 64) - 2; break;
    case 1: words[at] = (int32_t)number; break;
    case 2: words[at] = image->words[number % (uint64_t)image->n_numbers]; break;
    case 3: words[at] = (int32_t)((uint32_t)words[at] ^ 1U << number % 32); break;
    default: text[number % (uint64_t)image->n_text] = (char)(random_number(seed) % 128); break;
    }
  }
}

static void test_profile_open__thousands_of_random_corruptions(void **state) {
  (void)state;
  const struct words *images[] = {&made.small, &made.england};
  const int times[] = {20000, 2000};
  for (int i = 0; i < 2; i++) {
    int32_t *words = malloc((size_t)images[i]->n_numbers * sizeof *words);
    char *text = malloc((size_t)images[i]->n_text);
    uint32_t seed = 20260821;
    int opened = 0;
    assert_true(words && text);
    for (int k = 0; k < times[i]; k++) {
      corrupt(&seed, images[i], words, text);
      opened += open_and_walk(words, images[i]->n_numbers, text, images[i]->n_text);
    }
    assert_in_range(opened, 1, times[i] - 1); /* some copies are refused, and some are not */
    free(words);
    free(text);
  }
}

/* ---- images that must be refused ---- */

static struct model_header *header_of(int32_t *words) {
  return (struct model_header *)(void *)words;
}

/* Returns the rows of a table in an image. They begin after the earlier tables. */
static int32_t *rows_of(int32_t *words, int table) {
  static const size_t sizes[MODEL_TABLES] = {
      sizeof(struct model_document), sizeof(struct model_event), sizeof(struct model_tag), sizeof(struct model_rule),
      sizeof(struct model_version),  sizeof(struct model_phase), sizeof(int32_t),          sizeof(int32_t)};
  int32_t *at = words + sizeof(struct model_header) / sizeof *words;
  for (int i = 0; i < table; i++) at += (size_t)header_of(words)->counts[i] * sizes[i] / sizeof *words;
  return at;
}

/* Changes one field of the small image. Returns 1 if it was opened. */
static int with_number(int32_t *words, int32_t *field, int32_t number) {
  int32_t was = *field;
  *field = number;
  int opened = open_and_walk(words, made.small.n_numbers, made.small.text, made.small.n_text);
  *field = was;
  return opened;
}

static void test_profile_open__refuses_what_points_outside(void **state) {
  (void)state;
  int32_t *words = malloc((size_t)made.small.n_numbers * sizeof *words), n_text = (int32_t)made.small.n_text;
  assert_non_null(words);
  memcpy(words, made.small.words, (size_t)made.small.n_numbers * sizeof *words);
  struct model_header *header = header_of(words);
  struct model_rule *rule = (struct model_rule *)(void *)rows_of(words, MODEL_RULES);
  struct model_version *version = (struct model_version *)(void *)rows_of(words, MODEL_VERSIONS);
  struct model_phase *phase = (struct model_phase *)(void *)rows_of(words, MODEL_PHASES);
  const struct {
    int32_t *field, number;
  } rows[] = {{&header->name, n_text},
              {&header->title, -1},
              {&header->extends, INT32_MAX},
              {&header->ends_all_first, 2},
              {&header->ends_all_count, -1},
              {&header->ends_all_count, 3},
              {&rule->id, 0},
              {&rule->title, 0},
              {&rule->trigger, 0},
              {&rule->due, 0},
              {&rule->versions, 0},
              {&rule->versions, 7},
              {&rule->first_version, 6},
              {&rule->first_version, -1},
              {&rule->needs_first, 2},
              {&rule->needs_count, 5},
              {&rule->needs_count, -1},
              {&rule->ends_first, 3},
              {&rule->ends_count, 3},
              {&rule->alternative_of, -2},
              {&rule->alternative_of, 5},
              {&rule->reading, n_text},
              {&version->first_phase, -1},
              {&version->first_phase, 9},
              {&version->phases, -1},
              {&version->phases, 9},
              {&version->document, -2},
              {&version->document, 1},
              {&rule->trigger, rule->title},
              {&rule->when_tag, rule->title},
              {&rule->unless_tag, rule->id},
              {&phase->until, rule->title},
              {&rule->since, rule->title},
              {&rows_of(words, MODEL_ENDS)[0], rule->title},
              {&rows_of(words, MODEL_NEEDS)[0], rule->title}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    if (with_number(words, rows[i].field, rows[i].number)) fail_msg("row %d was taken", (int)i);
  free(words);
}

/* Like a YAML file, an image is refused if a string has a line break, a terminal escape, a character that reverses direction, or
 * bytes in Latin-1. */
static void test_fault_t4__an_image_with_a_text_that_is_not_plain_is_refused(void **state) {
  (void)state;
  static const char yaml[] = "profile: p\ntitle: Four letters\nextends: england\n";
  static const char strange[][4] = {"a\nb",
                                    "a\x1b"
                                    "b",
                                    "\xe2\x80\xae",
                                    "\xe9"
                                    "ab"};
  dueby_profile *england;
  assert_int_equal(dueby_profile_new("england", &england), DUEBY_OK);
  struct words image = compile(yaml, (int64_t)strlen(yaml), england);
  char *title = image.text + header_of(image.words)->title;
  assert_string_equal(title, "Four letters");
  for (int i = 0; i < 4; i++) {
    dueby_profile *profile = NULL;
    memcpy(title, strange[i], 3);
    assert_int_equal(dueby_profile_open(image.words, image.n_numbers, image.text, image.n_text, england, &profile), DUEBY_EFORMAT);
    assert_null(profile);
  }
  dueby_profile_free(england);
  free(image.words);
  free(image.text);
}

/* An image is refused if a span is zero or negative, is longer than any calendar, or has an unknown unit. */
static void test_fault_t1__an_image_with_a_strange_span_is_refused(void **state) {
  (void)state;
  int32_t *words = malloc((size_t)made.small.n_numbers * sizeof *words);
  assert_non_null(words);
  memcpy(words, made.small.words, (size_t)made.small.n_numbers * sizeof *words);
  struct model_rule *rules = (struct model_rule *)(void *)rows_of(words, MODEL_RULES);
  struct model_version *versions = (struct model_version *)(void *)rows_of(words, MODEL_VERSIONS);
  struct model_phase *phases = (struct model_phase *)(void *)rows_of(words, MODEL_PHASES);
  const struct model_header *header = header_of(words);
  const dueby_span strange[] = {
      {INT32_MIN, DUEBY_UNIT_DAYS}, {100001, DUEBY_UNIT_DAYS}, {INT32_MAX, DUEBY_UNIT_HOURS}, {1, 99}, {1, -1}, {1, 0},
      {0, DUEBY_UNIT_WEEKS},        {-1, DUEBY_UNIT_DAYS}};
  for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) {
    int may_be_negative = strange[i].unit == DUEBY_UNIT_DAYS && strange[i].amount == -1, is_nothing = !strange[i].amount;
    dueby_span *spans[] = {&phases[0].span,
                           &phases[2].at_most,
                           &phases[2].fallback,
                           &phases[0].lasts,
                           &rules[0].extension_by,
                           &versions[0].not_before,
                           &versions[header->counts[MODEL_VERSIONS] - 2].before};
    for (int k = 0; k < 7; k++) {
      dueby_span was = *spans[k];
      int is_opening = spans[k] == &versions[0].not_before && (may_be_negative || is_nothing);
      *spans[k] = strange[i];
      if (open_and_walk(words, made.small.n_numbers, made.small.text, made.small.n_text) != is_opening)
        fail_msg("span %d of field %d", (int)i, k);
      *spans[k] = was;
    }
  }
  const struct {
    int32_t *field, number;
  } rows[] = {{&rules[0].age_from, INT32_MAX}, {&rules[0].age_from, -2},   {&rules[0].age_under, INT32_MIN},
              {&phases[0].times, -1},          {&phases[0].at_least, -1},  {&rules[0].extension_times, -1},
              {&phases[4].span.unit, 0},       {&phases[0].span.unit, -99}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (with_number(words, rows[i].field, rows[i].number)) fail_msg("row %d was taken", (int)i);
  free(words);
}

static void test_profile_open__refuses_a_tag_longer_than_any(void **state) {
  (void)state;
  static const char yaml[] = "profile: p\ntitle: T\nrules:\n"
                             "  - {id: d, title: x, trigger: birth, due: birth, within: 1 day, when: {tag: alone}, reading: "
                             "a234567890b234567890c234567890d234567890e234567890f234567890g234567890}\n";
  struct words image = compile(yaml, (int64_t)strlen(yaml), made.base);
  struct model_rule *rule = (struct model_rule *)(void *)rows_of(image.words, MODEL_RULES);
  assert_true(open_and_walk(image.words, image.n_numbers, image.text, image.n_text));
  rule->when_tag = rule->reading;
  assert_false(open_and_walk(image.words, image.n_numbers, image.text, image.n_text));
  free(image.words);
  free(image.text);
}

static void test_profile_open__refuses_more_tags_than_a_set_holds(void **state) {
  (void)state;
  struct profile_image image;
  int32_t *words;
  int64_t count;
  for (int32_t tags = DUEBY_TAGS_MAX - 1; tags <= DUEBY_TAGS_MAX + 1; tags++) {
    dueby_profile *profile = NULL;
    dueby_image_begin(&image);
    for (int32_t i = 0; i < tags; i++) {
      char name[16];
      snprintf(name, sizeof name, "tag%d", (int)i);
      struct model_tag tag = {dueby_image_text(&image, name), 0};
      dueby_image_add(&image, MODEL_TAGS, &tag);
    }
    assert_int_equal(dueby_image_numbers(&image, &words, &count), DUEBY_OK);
    assert_int_equal(dueby_profile_open(words, count, image.text.at, image.text.count, NULL, &profile),
                     tags <= DUEBY_TAGS_MAX ? DUEBY_OK : DUEBY_ELIMIT);
    if (profile) {
      int32_t last = 0;
      assert_int_equal(dueby_profile_find_tag(profile, tags == 128 ? "tag127" : "tag126", &last), DUEBY_OK);
      assert_int_equal(last, tags - 1);
    }
    dueby_profile_free(profile);
    free(words);
    dueby_image_end(&image);
  }
}

/* An event without a slug has an empty name. A rule could then refer to the event by the position of any text's end. */
static void test_profile_open__an_event_without_a_slug(void **state) {
  (void)state;
  static const char yaml[] = "profile: p\ntitle: T\nevents: [{slug: own, title: own}]\nrules:\n"
                             "  - {id: d, title: x, trigger: birth, due: birth, since: own, within: 1 day}\n";
  struct words image = compile(yaml, (int64_t)strlen(yaml), made.base);
  struct model_rule *rule = (struct model_rule *)(void *)rows_of(image.words, MODEL_RULES);
  struct model_event *event = (struct model_event *)(void *)rows_of(image.words, MODEL_EVENTS);
  event->slug = 0;
  rule->since = (int32_t)image.n_text - 1;
  open_and_walk(image.words, image.n_numbers, image.text, image.n_text);
  free(image.words);
  free(image.text);
}

static void test_profile_open__refuses_more_text_than_can_be_addressed(void **state) {
  (void)state;
  dueby_profile *profile = NULL;
  const int64_t sizes[] = {-1, 0, (int64_t)INT32_MAX + 1, INT64_MAX, INT64_MIN};
  for (int i = 0; i < 5; i++)
    assert_int_equal(dueby_profile_open(made.small.words, made.small.n_numbers, made.small.text, sizes[i], made.base, &profile),
                     DUEBY_EFORMAT);
  assert_int_equal(dueby_profile_open(made.small.words, -1, made.small.text, made.small.n_text, made.base, &profile),
                   DUEBY_EFORMAT);
  assert_null(profile);
}

/* Each rule's address repeats the duty's id, so 2300 rules of a duty whose id has a million letters need more than the 2 GiB that
 * an int32_t can index. */
static void test_profile_open__refuses_addresses_that_cannot_be_reached(void **state) {
  (void)state;
  enum { LETTERS = 1000000, RULES_MANY = 2300 };
  struct profile_image image;
  int32_t *words;
  int64_t count;
  dueby_profile *profile = NULL;
  char *id = malloc(LETTERS + 1);
  assert_non_null(id);
  memset(id, 'a', LETTERS);
  id[LETTERS] = '\0';
  dueby_image_begin(&image);
  struct model_event event = {dueby_image_text(&image, "a"), dueby_image_text(&image, "thing"), 0, 0};
  struct model_phase phase = {.stated = 1, .times = 1, .span = {5, DUEBY_UNIT_DAYS}};
  struct model_version version = {.from = DUEBY_DATE_NONE, .to = DUEBY_DATE_NONE, .document = -1, .phases = 1};
  struct model_rule rule = {.id = dueby_image_text(&image, id),
                            .title = event.title,
                            .trigger = event.slug,
                            .due = event.slug,
                            .age_from = -1,
                            .age_under = -1,
                            .alternative_of = -1,
                            .versions = 1};
  dueby_image_add(&image, MODEL_EVENTS, &event);
  dueby_image_add(&image, MODEL_PHASES, &phase);
  dueby_image_add(&image, MODEL_VERSIONS, &version);
  for (int i = 0; i < RULES_MANY; i++) dueby_image_add(&image, MODEL_RULES, &rule);
  assert_int_equal(dueby_image_numbers(&image, &words, &count), DUEBY_OK);
  assert_int_not_equal(dueby_profile_open(words, count, image.text.at, image.text.count, NULL, &profile), DUEBY_OK);
  assert_null(profile);
  free(words);
  free(id);
  dueby_image_end(&image);
}

/* An event without a title is shown by its slug. */
static void test_profile_open__an_event_without_a_title(void **state) {
  (void)state;
  static const char yaml[] = "profile: p\ntitle: T\nevents: [{slug: own.event, title: own}]\nrules:\n"
                             "  - {id: d, title: x, trigger: own.event, due: birth, within: 1 working day}\n";
  struct words image = compile(yaml, (int64_t)strlen(yaml), made.base);
  dueby_profile *profile = NULL;
  dueby_event trigger = {.time = DUEBY_TIME_NONE, .date = day("2026-03-27")};
  dueby_deadline deadline;
  char text[2048];
  ((struct model_event *)(void *)rows_of(image.words, MODEL_EVENTS))->title = 0;
  assert_int_equal(dueby_profile_open(image.words, image.n_numbers, image.text, image.n_text, made.base, &profile), DUEBY_OK);
  assert_int_equal(dueby_deadline_for_rule(profile, 0, known.eaw, &trigger, NULL, &deadline), DUEBY_OK);
  assert_int_equal(dueby_explain_text(profile, known.eaw, &trigger, NULL, &deadline, text, sizeof text, NULL), DUEBY_OK);
  assert_non_null(strstr(text, "1 working day after the own.event\n"));
  assert_non_null(strstr(text, "not counting the day of the own.event, Friday 27 March 2026\n"));
  dueby_profile_free(profile);
  free(image.words);
  free(image.text);
}

static void test_profile_open__nothing_extended_and_nothing_said(void **state) {
  (void)state;
  struct profile_image image;
  int32_t *words;
  int64_t count;
  dueby_profile *profile = NULL;
  dueby_image_begin(&image);
  assert_int_equal(dueby_image_numbers(&image, &words, &count), DUEBY_OK);
  assert_int_equal(dueby_profile_open(words, count, image.text.at, image.text.count, NULL, &profile), DUEBY_OK);
  assert_int_equal(dueby_profile_event_count(profile), 1); /* only event 0, which means no event */
  assert_null(dueby_profile_name(profile));
  walk(profile);
  dueby_profile_free(profile);
  free(words);
  dueby_image_end(&image);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_profile_open__takes_the_images_as_they_are),
      cmocka_unit_test(test_profile_open__refuses_every_truncation_of_the_words),
      cmocka_unit_test(test_profile_open__refuses_words_behind_the_end),
      cmocka_unit_test(test_profile_open__refuses_every_truncation_of_the_text),
      cmocka_unit_test(test_profile_open__text_must_begin_and_end_with_a_zero),
      cmocka_unit_test(test_profile_open__the_first_words_say_what_it_is),
      cmocka_unit_test(test_profile_open__every_bit_of_every_word),
      cmocka_unit_test(test_profile_open__extreme_numbers_in_every_word),
      cmocka_unit_test(test_profile_open__every_bit_of_the_text),
      cmocka_unit_test(test_profile_open__thousands_of_random_corruptions),
      cmocka_unit_test(test_profile_open__refuses_what_points_outside),
      cmocka_unit_test(test_fault_t4__an_image_with_a_text_that_is_not_plain_is_refused),
      cmocka_unit_test(test_fault_t1__an_image_with_a_strange_span_is_refused),
      cmocka_unit_test(test_profile_open__refuses_a_tag_longer_than_any),
      cmocka_unit_test(test_profile_open__refuses_more_tags_than_a_set_holds),
      cmocka_unit_test(test_profile_open__refuses_more_text_than_can_be_addressed),
      cmocka_unit_test(test_profile_open__refuses_addresses_that_cannot_be_reached),
      cmocka_unit_test(test_profile_open__an_event_without_a_title),
      cmocka_unit_test(test_profile_open__nothing_extended_and_nothing_said),
      cmocka_unit_test(test_profile_open__an_event_without_a_slug),
  };
  return cmocka_run_group_tests_name("profile_image", tests, compile_images, free_images);
}
