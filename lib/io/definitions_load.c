/* Reads the definitions of measures from YAML (data/FORMAT.md). */
#include <stdlib.h>
#include <string.h>

#include "dueby/definitions.h"
#include "measures_definition.h"
#include "profile_reader.h"

struct definition_reader {
  struct reader yaml;
  const dueby_profile *profile;
  struct dueby_definitions *made;
  struct yaml_tree *tree;
  uint8_t *selected; /* 1 for each rule that is selected */
};

/* ---- reading values ---- */

typedef const char *name_at(const dueby_profile *profile, int32_t index);

static dueby_status refuse_name(struct definition_reader *reader, const struct yaml_node *node, const char *what, name_at *list,
                                int32_t count) {
  dueby_nearest nearest = {node->text, NULL, 0, 0};
  for (int32_t i = 0; i < count; i++)
    if (list(reader->profile, i)) dueby_nearest_consider(&nearest, list(reader->profile, i));
  return dueby_yaml_unknown(&reader->yaml, node, what, &nearest);
}

static dueby_status read_event(struct definition_reader *reader, const struct yaml_node *node, int32_t *event) {
  if (!node) return DUEBY_OK;
  dueby_status status = dueby_need_scalar(&reader->yaml, node);
  if (status != DUEBY_OK || dueby_profile_find_event(reader->profile, node->text, event) == DUEBY_OK) return status;
  return refuse_name(reader, node, "event", dueby_profile_event_slug, dueby_profile_event_count(reader->profile));
}

static dueby_status read_tag(struct definition_reader *reader, const struct yaml_node *node, int32_t *tag) {
  *tag = -1;
  if (!node) return DUEBY_OK;
  dueby_status status = dueby_need_scalar(&reader->yaml, node);
  if (status != DUEBY_OK || dueby_profile_find_tag(reader->profile, node->text, tag) == DUEBY_OK) return status;
  return refuse_name(reader, node, "tag", dueby_profile_tag, dueby_profile_tag_count(reader->profile));
}

static dueby_status read_text(struct definition_reader *reader, const struct yaml_node *node, const char **text) {
  dueby_status status = node ? dueby_need_scalar(&reader->yaml, node) : DUEBY_OK;
  if (node && status == DUEBY_OK) *text = node->text;
  return status;
}

/* Reads an optional span in days. A span in hours is refused, because records may only have days. */
static dueby_status read_days(struct definition_reader *reader, const struct yaml_node *node, dueby_span *span) {
  if (!node) return DUEBY_OK;
  dueby_status status = dueby_read_span(&reader->yaml, node, span, ANY_SIGN);
  if (status == DUEBY_OK && (span->unit == DUEBY_UNIT_HOURS || span->unit == DUEBY_UNIT_MINUTES || span->amount < 0))
    return dueby_yaml_wrong(&reader->yaml, node, "\"%s\" is \"%.*s\": expected days, working days, weeks, months or years",
                            dueby_yaml_key(node), QUOTED_MAX, node->text);
  return status;
}

/* Reads a value that must be one of `words`, and stores its index. Reports any other value as an error. */
static dueby_status read_word(struct definition_reader *reader, const struct yaml_node *node, const char *const *words,
                              int32_t count, int32_t *index) {
  if (!node) return DUEBY_OK;
  dueby_status status = dueby_need_scalar(&reader->yaml, node);
  if (status != DUEBY_OK) return status;
  for (int32_t i = 0; i < count; i++) {
    if (strcmp(node->text, words[i]) != 0) continue;
    *index = i;
    return DUEBY_OK;
  }
  return dueby_yaml_wrong(&reader->yaml, node, "\"%s\" is \"%.*s\": expected %s or %s", dueby_yaml_key(node), QUOTED_MAX,
                          node->text, words[0], words[count - 1]);
}

/* Counts the items of a list. A single value is a list of one. */
static dueby_status count_items(struct definition_reader *reader, const struct yaml_node *node, int32_t most, int32_t *count) {
  *count = 0;
  if (node->kind == YAML_SCALAR) *count = 1;
  else if (node->kind == YAML_LIST)
    for (const struct yaml_node *item = node->first; item; item = item->next) ++*count;
  if (*count && *count <= most) return DUEBY_OK;
  return dueby_yaml_wrong(&reader->yaml, node, "\"%s\" must be a list of 1 to %d values", dueby_yaml_key(node), (int)most);
}

static dueby_status read_texts(struct definition_reader *reader, const struct yaml_node *node, const char **texts, int32_t most,
                               int32_t *count) {
  if (!node) return DUEBY_OK;
  const struct yaml_node *item = node->kind == YAML_LIST ? node->first : node;
  dueby_status status = count_items(reader, node, most, count);
  for (int32_t i = 0; i < *count && status == DUEBY_OK; i++, item = item->next) status = read_text(reader, item, &texts[i]);
  return status;
}

static dueby_status read_events(struct definition_reader *reader, const struct yaml_node *node, int32_t *events, int32_t *count) {
  if (!node) return DUEBY_OK;
  const struct yaml_node *item = node->kind == YAML_LIST ? node->first : node;
  dueby_status status = count_items(reader, node, ENDS_MAX, count);
  for (int32_t i = 0; i < *count && status == DUEBY_OK; i++, item = item->next) status = read_event(reader, item, &events[i]);
  return status;
}

/* ---- reading bands ---- */

struct band_nodes {
  const struct yaml_node *up_to, *title;
};

static const struct key band_keys[] = {{"up_to", dueby_keep_node, offsetof(struct band_nodes, up_to), 0},
                                       {"title", dueby_keep_node, offsetof(struct band_nodes, title), 0},
                                       {"", NULL, 0, 0}};

static dueby_status read_bands(struct definition_reader *reader, const struct yaml_node *list, struct definition *definition) {
  if (!list) return DUEBY_OK;
  dueby_status status = dueby_need_list(&reader->yaml, list);
  for (const struct yaml_node *item = status == DUEBY_OK ? list->first : NULL; item && status == DUEBY_OK; item = item->next) {
    struct band_nodes nodes = {0};
    if (definition->band_count == BANDS_MAX) return dueby_yaml_wrong(&reader->yaml, item, "more than %d bands", BANDS_MAX);
    struct band *band = &definition->bands[definition->band_count++];
    status = dueby_read_map(&reader->yaml, item, band_keys, "a band", &nodes);
    if (status == DUEBY_OK) status = dueby_need_key(&reader->yaml, item, "title", "a band");
    if (status == DUEBY_OK) status = read_text(reader, nodes.title, &band->title);
    if (status == DUEBY_OK) status = read_days(reader, nodes.up_to, &band->up_to);
    if (status == DUEBY_OK && !nodes.up_to && item->next)
      return dueby_yaml_wrong(&reader->yaml, item, "only the last band can be without \"up_to\"");
  }
  return status;
}

/* ---- reading a measure ---- */

struct nodes {
  const struct yaml_node *name, *title, *unit, *share, *source, *published, *reading, *counts, *period, *from, *to, *at, *join,
      *duty, *within, *longer_than, *again, *again_tag, *again_unknown, *open_for, *in_time, *counting, *mean, *instead, *column,
      *yes, *of, *leaves_out, *leaves_out_tag, *bands, *decimals;
};

#define NODE(name, field) \
  { name, dueby_keep_node, offsetof(struct nodes, field), 0 }

static const struct key measure_keys[] = {NODE("measure", name),
                                          NODE("title", title),
                                          NODE("unit", unit),
                                          NODE("share", share),
                                          NODE("source", source),
                                          NODE("published", published),
                                          NODE("reading", reading),
                                          NODE("counts", counts),
                                          NODE("period", period),
                                          NODE("from", from),
                                          NODE("to", to),
                                          NODE("at", at),
                                          NODE("join", join),
                                          NODE("duty", duty),
                                          NODE("within", within),
                                          NODE("longer_than", longer_than),
                                          NODE("again", again),
                                          NODE("again_tag", again_tag),
                                          NODE("again_unknown", again_unknown),
                                          NODE("open_for", open_for),
                                          NODE("in_time", in_time),
                                          NODE("counting", counting),
                                          NODE("mean", mean),
                                          NODE("instead", instead),
                                          NODE("column", column),
                                          NODE("yes", yes),
                                          NODE("of", of),
                                          NODE("leaves_out", leaves_out),
                                          NODE("leaves_out_tag", leaves_out_tag),
                                          NODE("bands", bands),
                                          NODE("decimals", decimals),
                                          {"", NULL, 0, 0}};

static int is_measure_name(const char *text) {
  size_t length = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");
  return length && !text[length] && length <= NAME_MAX;
}

static dueby_status read_texts_of(struct definition_reader *reader, const struct yaml_node *map, const struct nodes *nodes,
                                  struct definition *definition) {
  static const char needed[][8] = {"measure", "title", "unit", "share", "source", "counts"};
  const struct yaml_node *const of[] = {NULL,         nodes->name,   nodes->title,     nodes->unit,
                                        nodes->share, nodes->source, nodes->published, nodes->reading};
  dueby_status status = DUEBY_OK;
  for (size_t i = 0; i < sizeof needed / sizeof *needed && status == DUEBY_OK; i++)
    status = dueby_need_key(&reader->yaml, map, needed[i], "a measure");
  for (int32_t i = DUEBY_DEFINITION_NAME; i <= DUEBY_DEFINITION_READING && status == DUEBY_OK; i++)
    status = read_text(reader, of[i], &definition->texts[i]);
  if (status != DUEBY_OK) return status;
  const char *name = definition->texts[DUEBY_DEFINITION_NAME];
  if (!is_measure_name(name))
    return dueby_yaml_wrong(
        &reader->yaml, nodes->name,
        "\"%.*s\" is not a name for a measure: use letters, digits, \".\", \"_\" and \"-\", up to %d characters", QUOTED_MAX, name,
        NAME_MAX);
  for (const struct definition *other = reader->made->items; other != definition; other++)
    if (strcmp(other->texts[DUEBY_DEFINITION_NAME], name) == 0)
      return dueby_yaml_wrong(&reader->yaml, nodes->name, "two measures are called \"%.*s\"", QUOTED_MAX, name);
  return DUEBY_OK;
}

/* Finds a duty by its address, and returns its first rule. If the profile has no such duty, returns -1 after a warning; there is no
 * warning for the profile that is only the vocabulary. */
static int32_t find_rule(struct definition_reader *reader, const struct yaml_node *node, const char *address, int32_t *duty) {
  int32_t rules = dueby_profile_rule_count(reader->profile);
  *duty = -1;
  if (rules && dueby_profile_select(reader->profile, address, duty, reader->selected) == DUEBY_OK)
    for (int32_t rule = 0; rule < rules; rule++)
      if (reader->selected[rule]) return rule;
  if (rules)
    dueby_yaml_warning(&reader->yaml, node, "no duty is called \"%.*s\": the measure cannot be worked out", QUOTED_MAX, address);
  return -1;
}

static dueby_status read_duties(struct definition_reader *reader, const struct nodes *nodes, struct definition *definition) {
  definition->rule = -1;
  if (!nodes->duty) return DUEBY_OK;
  dueby_status status = read_texts(reader, nodes->duty, definition->duties, DUTIES_MAX, &definition->duty_count);
  if (status != DUEBY_OK) return status;
  for (int32_t i = 0; i < definition->duty_count; i++) {
    int32_t rule = find_rule(reader, nodes->duty, definition->duties[i], &definition->duty[i]);
    if (i || rule < 0 || definition->counts != DUEBY_COUNTS_ENDED) continue;
    definition->rule = rule;
    dueby_profile_find_event(reader->profile, dueby_rule_text(reader->profile, rule, 0, DUEBY_RULE_TRIGGER), &definition->from);
    dueby_profile_find_event(reader->profile, dueby_rule_text(reader->profile, rule, 0, DUEBY_RULE_DUE), &definition->to[0]);
    definition->to_count = 1;
    if (dueby_rule_number(reader->profile, rule, 0, DUEBY_RULE_RECURS))
      return dueby_yaml_wrong(&reader->yaml, nodes->duty,
                              "\"%.*s\" recurs: a measure that counts what ended needs a duty that falls due once", QUOTED_MAX,
                              definition->duties[0]);
  }
  return DUEBY_OK;
}

/* Reads `instead`: {tag: TAG, event: EVENT}. */
static dueby_status read_instead(struct definition_reader *reader, const struct yaml_node *node, struct definition *definition) {
  struct instead_nodes {
    const struct yaml_node *tag, *event;
  } nodes = {0};
  static const struct key keys[] = {{"tag", dueby_keep_node, offsetof(struct instead_nodes, tag), 0},
                                    {"event", dueby_keep_node, offsetof(struct instead_nodes, event), 0},
                                    {"", NULL, 0, 0}};
  definition->instead_tag = -1;
  if (!node) return DUEBY_OK;
  dueby_status status = dueby_read_map(&reader->yaml, node, keys, "\"instead\"", &nodes);
  if (status == DUEBY_OK) status = dueby_need_key(&reader->yaml, node, "tag", "\"instead\"");
  if (status == DUEBY_OK) status = dueby_need_key(&reader->yaml, node, "event", "\"instead\"");
  if (status == DUEBY_OK) status = read_tag(reader, nodes.tag, &definition->instead_tag);
  return status == DUEBY_OK ? read_event(reader, nodes.event, &definition->instead) : status;
}

/* Reads the test that decides which of the counted units are good. Exactly one key must define it, unless the measure has a
 * mean. */
static dueby_status read_test(struct definition_reader *reader, const struct yaml_node *map, const struct nodes *nodes,
                              struct definition *definition) {
  static const char *const in_time[] = {"always", "now"};
  const struct {
    const struct yaml_node *node;
    enum test test;
  } tests[] = {{nodes->within, TEST_WITHIN},
               {nodes->longer_than, TEST_LONGER},
               {nodes->again, TEST_AGAIN},
               {nodes->in_time, TEST_ALWAYS},
               {nodes->yes, TEST_VALUE}};
  int32_t word = 0;
  int found = 0;
  for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
    if (!tests[i].node) continue;
    definition->test = tests[i].test;
    found++;
  }
  if (definition->counts == DUEBY_COUNTS_DUE && !found++) definition->test = TEST_LINE;
  if (definition->counts == DUEBY_COUNTS_ENDED && nodes->duty && !found++) definition->test = TEST_WITHIN;
  if (found > 1 || (!found && !definition->has_mean))
    return dueby_yaml_wrong(&reader->yaml, map,
                            "a measure needs one of \"within\", \"longer_than\", \"again\", \"in_time\" and \"yes\"");
  dueby_status status = read_word(reader, nodes->in_time, in_time, 2, &word);
  if (status == DUEBY_OK && nodes->in_time && word) definition->test = TEST_NOW;
  if (status == DUEBY_OK) status = read_days(reader, nodes->within, &definition->limit);
  if (status == DUEBY_OK) status = read_days(reader, nodes->longer_than, &definition->limit);
  if (status == DUEBY_OK && nodes->again && (nodes->again->kind != YAML_SCALAR || strcmp(nodes->again->text, "ever") != 0))
    status = read_days(reader, nodes->again, &definition->limit);
  return status == DUEBY_OK ? read_days(reader, nodes->open_for, &definition->open_for) : status;
}

/* Checks that a measure has the keys that its kind of count needs. */
static dueby_status check_needs(struct definition_reader *reader, const struct yaml_node *map, const struct nodes *nodes,
                                const struct definition *definition) {
  enum test test = definition->test;
  int lasts = test == TEST_WITHIN || test == TEST_LONGER, runs = test == TEST_ALWAYS || test == TEST_NOW;
  switch (definition->counts) {
  case DUEBY_COUNTS_ENDED:
    if (!(nodes->duty || (nodes->from && nodes->to)) || !(lasts || test == TEST_NONE))
      return dueby_yaml_wrong(&reader->yaml, map,
                              "a measure that counts what ended needs \"duty\", or \"from\", \"to\" and a limit");
    break;
  case DUEBY_COUNTS_STARTED:
    if (!nodes->from || test != TEST_AGAIN)
      return dueby_yaml_wrong(&reader->yaml, map, "a measure that counts what started needs \"from\" and \"again\"");
    break;
  case DUEBY_COUNTS_OPEN:
    if (!nodes->from || !nodes->to || !(lasts || (runs && nodes->duty)))
      return dueby_yaml_wrong(
          &reader->yaml, map,
          "a measure that counts what is open needs \"from\", \"to\", and a limit or \"duty\" with \"in_time\"");
    break;
  case DUEBY_COUNTS_DUE:
    if (!nodes->duty || test != TEST_LINE)
      return dueby_yaml_wrong(&reader->yaml, map, "a measure that counts what is due needs \"duty\"");
    break;
  default:
    if (!nodes->column || !nodes->of || test != TEST_VALUE)
      return dueby_yaml_wrong(&reader->yaml, map, "a measure that counts values needs \"column\", \"yes\" and \"of\"");
  }
  if (nodes->mean && definition->counts != DUEBY_COUNTS_ENDED)
    return dueby_yaml_wrong(&reader->yaml, nodes->mean, "\"mean\" can only be used when a measure counts what ended");
  return DUEBY_OK;
}

static dueby_status read_measure(struct definition_reader *reader, const struct yaml_node *map, struct definition *definition) {
  static const char *const decimals[] = {"0", "1"};
  static const char *const joins[] = {"ref", "child"};
  struct nodes nodes = {0};
  definition->period = DUEBY_PERIOD_FINANCIAL;
  definition->decimals = 1;
  dueby_status status = dueby_read_map(&reader->yaml, map, measure_keys, "a measure", &nodes);
  if (status == DUEBY_OK) status = read_texts_of(reader, map, &nodes, definition);
  if (status == DUEBY_OK) status = dueby_read_code(&reader->yaml, nodes.counts, &definition->counts, DUEBY_CODE_COUNTS);
  if (status == DUEBY_OK && nodes.period)
    status = dueby_read_code(&reader->yaml, nodes.period, &definition->period, DUEBY_CODE_PERIOD);
  if (status == DUEBY_OK && nodes.counting)
    status = dueby_read_code(&reader->yaml, nodes.counting, &definition->counting, DUEBY_CODE_COUNTING);
  if (status == DUEBY_OK && nodes.mean) status = dueby_read_flag(&reader->yaml, nodes.mean, &definition->has_mean, 0);
  if (status == DUEBY_OK) status = read_word(reader, nodes.decimals, decimals, 2, &definition->decimals);
  if (status == DUEBY_OK) status = read_word(reader, nodes.join, joins, 2, &definition->by_child);
  if (status == DUEBY_OK) status = read_duties(reader, &nodes, definition);
  if (status == DUEBY_OK) status = read_event(reader, nodes.from, &definition->from);
  if (status == DUEBY_OK) status = read_events(reader, nodes.to, definition->to, &definition->to_count);
  if (status == DUEBY_OK) status = read_event(reader, nodes.at, &definition->at);
  if (status == DUEBY_OK) status = read_tag(reader, nodes.again_tag, &definition->again_tag);
  if (status == DUEBY_OK) status = read_tag(reader, nodes.again_unknown, &definition->again_unknown);
  if (status == DUEBY_OK) status = read_tag(reader, nodes.leaves_out_tag, &definition->leaves_out_tag);
  if (status == DUEBY_OK) status = read_instead(reader, nodes.instead, definition);
  if (status == DUEBY_OK) status = read_text(reader, nodes.column, &definition->column);
  if (status == DUEBY_OK) status = read_texts(reader, nodes.yes, definition->yes, VALUES_MAX, &definition->yes_count);
  if (status == DUEBY_OK) status = read_texts(reader, nodes.of, definition->of, VALUES_MAX, &definition->of_count);
  if (status == DUEBY_OK)
    status = read_texts(reader, nodes.leaves_out, definition->leaves_out, VALUES_MAX, &definition->leaves_out_count);
  if (status == DUEBY_OK) status = read_test(reader, map, &nodes, definition);
  if (status == DUEBY_OK) status = read_bands(reader, nodes.bands, definition);
  return status == DUEBY_OK ? check_needs(reader, map, &nodes, definition) : status;
}

/* ---- reading the whole file ---- */

static dueby_status read_all(struct definition_reader *reader) {
  const struct yaml_node *list = NULL;
  static const struct key keys[] = {{"measures", dueby_keep_node, 0, 0}, {"", NULL, 0, 0}};
  const struct yaml_node *root = reader->tree->root;
  dueby_status status = dueby_read_map(&reader->yaml, root, keys, "a measures file", &list);
  if (status == DUEBY_OK) status = dueby_need_key(&reader->yaml, root, "measures", "a measures file");
  if (status == DUEBY_OK) status = dueby_need_list(&reader->yaml, list);
  if (status != DUEBY_OK) return status;
  size_t count = 0;
  for (const struct yaml_node *item = list->first; item; item = item->next) count++;
  reader->made->items = calloc(count + 1, sizeof *reader->made->items);
  reader->selected = malloc((size_t)dueby_profile_rule_count(reader->profile) + 1);
  if (!reader->made->items || !reader->selected) return DUEBY_EMEMORY;
  for (const struct yaml_node *item = list->first; item && status == DUEBY_OK; item = item->next) {
    status = read_measure(reader, item, &reader->made->items[reader->made->count]);
    reader->made->count += status == DUEBY_OK;
  }
  return status;
}

dueby_status dueby_definitions_from_yaml(const dueby_profile *profile, const char *yaml, int64_t length,
                                         dueby_diagnostics *diagnostics, dueby_definitions **definitions) {
  struct profile_image image = {0}; /* an empty image: the map reader only checks whether it has failed */
  struct definition_reader reader = {.yaml = {.image = &image, .diagnostics = diagnostics}, .profile = profile};
  reader.made = calloc(1, sizeof *reader.made);
  reader.tree = calloc(1, sizeof *reader.tree);
  dueby_status status = reader.made && reader.tree ? dueby_yaml_read(yaml, length, diagnostics, reader.tree) : DUEBY_EMEMORY;
  if (status == DUEBY_OK) status = read_all(&reader);
  free(reader.selected);
  if (reader.made) reader.made->memory = reader.tree;
  else free(reader.tree);
  if (status == DUEBY_OK) *definitions = reader.made;
  else dueby_definitions_free(reader.made);
  return status;
}

dueby_status dueby_definitions_from_file(const dueby_profile *profile, const char *path, dueby_diagnostics *diagnostics,
                                         dueby_definitions **definitions) {
  char *yaml;
  int64_t length;
  dueby_status status = dueby_yaml_read_file(path, diagnostics, &yaml, &length);
  if (status != DUEBY_OK) return status;
  status = dueby_definitions_from_yaml(profile, yaml, length, diagnostics, definitions);
  dueby_io_free(yaml);
  return status;
}

void dueby_definitions_free(dueby_definitions *definitions) {
  if (!definitions) return;
  if (definitions->memory) dueby_yaml_free(definitions->memory);
  free(definitions->memory);
  free(definitions->items);
  free(definitions);
}
