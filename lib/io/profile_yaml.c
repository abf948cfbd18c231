/* Compiles a YAML tree into a profile: the rules and the top-level keys. */
#include <string.h>

#include "profile_reader.h"

enum { OCCURRENCE_MAX = 30, NEEDS_MAX = 4 };

/* ---- reading rules ---- */

struct condition {
  int32_t tag, age_from, age_under;
};

struct extension {
  int32_t event, times, late;
  dueby_span by;
};

struct rule {
  struct model_rule model;
  struct item_list needs, ends;
  struct condition when, unless;
  struct extension extension;
  struct timescale timescale;
  const struct yaml_node *versions, *alternatives, *when_node, *unless_node, *extension_node, *name_node, *due_node, *replaced_node;
};

static const struct key condition_keys[] = {
    {"tag", dueby_read_tags, offsetof(struct condition, tag), 0},
    {"age_from", dueby_read_age, offsetof(struct condition, age_from), 0},
    {"age_under", dueby_read_age, offsetof(struct condition, age_under), 0},
    {"", NULL, 0, 0},
};

static const struct key extension_keys[] = {
    {"event", dueby_read_event, offsetof(struct extension, event), 0},
    {"by", dueby_read_span, offsetof(struct extension, by), POSITIVE},
    {"times", dueby_read_count, offsetof(struct extension, times), COUNT_MAX},
    {"late", dueby_read_flag, offsetof(struct extension, late), 0},
    {"", NULL, 0, 0},
};

static const struct key rule_keys[] = {
    {"id", dueby_read_name, offsetof(struct rule, model.id), 0},
    {"name", dueby_keep_node, offsetof(struct rule, name_node), 0},
    {"title", dueby_read_text, offsetof(struct rule, model.title), 0},
    {"trigger", dueby_read_event, offsetof(struct rule, model.trigger), 0},
    {"due", dueby_read_event, offsetof(struct rule, model.due), 0},
    {"since", dueby_read_event, offsetof(struct rule, model.since), 0},
    {"occurrence", dueby_read_occurrences, offsetof(struct rule, model.occurrences), OCCURRENCE_MAX},
    {"each", dueby_read_flag, offsetof(struct rule, model.each), 0},
    {"needs", dueby_read_needs, offsetof(struct rule, needs), NEEDS_MAX},
    {"when", dueby_keep_node, offsetof(struct rule, when_node), 0},
    {"unless", dueby_keep_node, offsetof(struct rule, unless_node), 0},
    {"ends", dueby_read_event_list, offsetof(struct rule, ends), 0},
    {"extension", dueby_keep_node, offsetof(struct rule, extension_node), 0},
    {"division", dueby_read_division, offsetof(struct rule, model.division), 0},
    {"authority", dueby_read_code, offsetof(struct rule, model.authority), DUEBY_CODE_AUTHORITY},
    {"force", dueby_read_code, offsetof(struct rule, model.force), DUEBY_CODE_FORCE},
    {"subject", dueby_read_code, offsetof(struct rule, model.subject), DUEBY_CODE_SUBJECT},
    {"reading", dueby_read_text, offsetof(struct rule, model.reading), 0},
    {"also", dueby_read_text, offsetof(struct rule, model.also), 0},
    {"replaced_by", dueby_keep_node, offsetof(struct rule, replaced_node), 0},
    {"versions", dueby_keep_node, offsetof(struct rule, versions), 0},
    {"alternatives", dueby_keep_node, offsetof(struct rule, alternatives), 0},
    TIMESCALE_KEYS(struct rule),
    {"", NULL, 0, 0},
};

/* Resolves conditions. Turns an age in `unless` into the opposite condition, so that the model only has ages in one place. */
static dueby_status resolve_conditions(struct reader *reader, struct rule *rule) {
  dueby_status status = DUEBY_OK;
  rule->when.age_from = rule->when.age_under = rule->unless.age_from = rule->unless.age_under = -1;
  if (rule->when_node) status = dueby_read_map(reader, rule->when_node, condition_keys, "\"when\"", &rule->when);
  if (status == DUEBY_OK && rule->unless_node)
    status = dueby_read_map(reader, rule->unless_node, condition_keys, "\"unless\"", &rule->unless);
  if (status != DUEBY_OK) return status;
  if ((rule->when.age_from >= 0 && rule->unless.age_under >= 0) || (rule->when.age_under >= 0 && rule->unless.age_from >= 0) ||
      (rule->unless.age_from >= 0 && rule->unless.age_under >= 0))
    return dueby_yaml_wrong(reader, rule->unless_node, "the age is given twice: only give it under \"when\"");
  rule->model.when_tag = rule->when.tag;
  rule->model.unless_tag = rule->unless.tag;
  rule->model.age_from = rule->when.age_from >= 0 ? rule->when.age_from : rule->unless.age_under;
  rule->model.age_under = rule->when.age_under >= 0 ? rule->when.age_under : rule->unless.age_from;
  return DUEBY_OK;
}

static dueby_status resolve_extension(struct reader *reader, struct rule *rule) {
  if (!rule->extension_node) return DUEBY_OK;
  dueby_status status = dueby_read_map(reader, rule->extension_node, extension_keys, "an extension", &rule->extension);
  if (status == DUEBY_OK) status = dueby_need_key(reader, rule->extension_node, "event", "an extension");
  if (status == DUEBY_OK) status = dueby_need_key(reader, rule->extension_node, "by", "an extension");
  rule->model.extension_event = rule->extension.event;
  rule->model.extension_by = rule->extension.by;
  rule->model.extension_times = rule->extension.times;
  rule->model.extension_late = rule->extension.late;
  return status;
}

/* Checks a rule against the others. If a profile has several rules for one duty, each needs a name of its own, and all of them must
 * have the same `due`. */
static dueby_status check_among_rules(struct reader *reader, const struct yaml_node *node, const struct rule *rule) {
  const struct rows *rows = &reader->image->tables[MODEL_RULES];
  const struct model_rule *rules = rows->at;
  const char *id = dueby_own_text(reader, rule->model.id), *due = dueby_own_text(reader, rule->model.due);
  int32_t duty, first = rows->count, count;
  names_find(&reader->duties, id, &first);
  for (int32_t i = first; i < rows->count; i++) {
    if (rules[i].alternative_of >= 0 || strcmp(dueby_own_text(reader, rules[i].id), id) != 0) continue;
    if (strcmp(dueby_own_text(reader, rules[i].name), dueby_own_text(reader, rule->model.name)) == 0)
      return dueby_yaml_wrong(reader, node,
                              "this rule needs a \"name\" of its own, because the profile already has a rule for \"%s\"", id);
    if (strcmp(dueby_own_text(reader, rules[i].due), due) != 0)
      return dueby_yaml_wrong(reader, rule->due_node, "the rules of \"%s\" must have the same \"due\": another has \"%s\"", id,
                              dueby_own_text(reader, rules[i].due));
  }
  if (reader->base && dueby_profile_find_duty(reader->base, id, &duty) == DUEBY_OK &&
      dueby_profile_duty_rules(reader->base, duty, &first, &count) == DUEBY_OK) {
    const char *parents = dueby_rule_text(reader->base, first, 0, DUEBY_RULE_DUE);
    if (strcmp(parents, due) != 0)
      return dueby_yaml_wrong(reader, rule->due_node, "the rules of \"%s\" must have the same \"due\": \"%s\" has \"%s\"", id,
                              dueby_rule_text(reader->base, first, 0, DUEBY_RULE_PROFILE), parents);
  }
  return DUEBY_OK;
}

struct alternative {
  int32_t name, trigger, reading;
  int32_t authority; /* the authority of an alternative; 0 if it is the same as its rule's */
  struct timescale timescale;
};

static const struct key alternative_keys[] = {
    {"name", dueby_read_name, offsetof(struct alternative, name), 0},
    {"trigger", dueby_read_event, offsetof(struct alternative, trigger), 0},
    {"reading", dueby_read_text, offsetof(struct alternative, reading), 0},
    {"authority", dueby_read_code, offsetof(struct alternative, authority), DUEBY_CODE_AUTHORITY},
    TIMESCALE_KEYS(struct alternative),
    {"", NULL, 0, 0},
};

/* Adds an alternative. It inherits from the rule whatever it does not state, except the timescale. */
static dueby_status add_alternative(struct reader *reader, const struct yaml_node *node, const struct rule *rule, int32_t of) {
  struct alternative alternative = {0};
  alternative.timescale = dueby_inner_timescale(&rule->timescale);
  dueby_status status = dueby_read_map(reader, node, alternative_keys, "an alternative", &alternative);
  if (status == DUEBY_OK) status = dueby_need_key(reader, node, "name", "an alternative");
  if (status != DUEBY_OK) return status;
  const struct model_rule *rules = reader->image->tables[MODEL_RULES].at;
  for (int32_t i = of + 1; i < reader->image->tables[MODEL_RULES].count; i++)
    if (strcmp(dueby_own_text(reader, rules[i].name), dueby_own_text(reader, alternative.name)) == 0)
      return dueby_yaml_wrong(reader, node, "two alternatives are called \"%s\"", dueby_own_text(reader, alternative.name));
  struct model_rule model = rule->model;
  model.name = alternative.name;
  if (alternative.trigger) model.trigger = alternative.trigger;
  if (alternative.reading) model.reading = alternative.reading;
  if (alternative.authority) model.authority = alternative.authority;
  model.alternative_of = of;
  model.first_version = reader->image->tables[MODEL_VERSIONS].count;
  model.versions = 1;
  status = dueby_add_version(reader, node, &alternative.timescale, DUEBY_DATE_NONE, DUEBY_DATE_NONE);
  if (status == DUEBY_OK) dueby_image_add(reader->image, MODEL_RULES, &model);
  return status;
}

/* If any version of a rule recurs, marks all its versions as recurring. A version that only falls due once then ends the series
 * when it is met. A version whose source sets no time limit continues the series, but without dates. */
static void match_versions(struct reader *reader, const struct model_rule *rule) {
  struct model_version *versions = reader->image->tables[MODEL_VERSIONS].at;
  struct model_phase *phases = reader->image->tables[MODEL_PHASES].at;
  int recurs = 0;
  if (reader->image->failed) return;
  for (int32_t i = rule->first_version; i < rule->first_version + rule->versions; i++) recurs |= versions[i].recurs;
  for (int32_t i = rule->first_version; i < rule->first_version + rule->versions && recurs; i++) {
    if (!versions[i].recurs && versions[i].phases && !phases[versions[i].first_phase].stated)
      phases[versions[i].first_phase].times = 0;
    versions[i].recurs = 1;
  }
}

/* Checks that extensions and pauses only occur with a rule that falls due once. */
static dueby_status check_once(struct reader *reader, const struct rule *rule) {
  const struct model_version *versions = reader->image->tables[MODEL_VERSIONS].at;
  if (reader->image->failed || !versions[rule->model.first_version].recurs) return DUEBY_OK;
  if (rule->extension_node)
    return dueby_yaml_wrong(reader, rule->extension_node, "an \"extension\" only works on a rule that falls due once");
  if (rule->timescale.pause)
    return dueby_yaml_wrong(reader, rule->timescale.pause, "a \"pause\" only works on a rule that falls due once");
  return DUEBY_OK;
}

/* Warns about settings that are allowed but rarely intended. */
static void warn_about_rule(struct reader *reader, const struct yaml_node *node, const struct rule *rule) {
  const struct model_version *versions = reader->image->tables[MODEL_VERSIONS].at;
  for (int32_t i = 0; i < rule->model.versions && !reader->image->failed; i++) {
    const struct model_version *version = &versions[rule->model.first_version + i];
    if (version->document < 0)
      dueby_yaml_warning(reader, node, "this rule has no source%s", rule->model.versions > 1 ? " in each version" : "");
    if (version->recurs && !rule->model.ends_count)
      dueby_yaml_warning(reader, node, "this rule recurs but nothing ends it: add \"ends\"");
    if (version->document < 0 || version->recurs) break;
  }
}

static dueby_status add_rule(struct reader *reader, const struct yaml_node *node, int32_t authority) {
  struct rule rule;
  memset(&rule, 0, sizeof rule);
  rule.model.authority = authority;
  rule.model.force = DUEBY_FORCE_MUST;
  rule.model.subject = DUEBY_SUBJECT_CHILD;
  rule.model.alternative_of = -1;
  static const char *const needed[] = {"id", "title", "trigger", "due"};
  dueby_status status = dueby_read_map(reader, node, rule_keys, "a rule", &rule);
  for (int i = 0; i < 4 && status == DUEBY_OK; i++) status = dueby_need_key(reader, node, needed[i], "a rule");
  if (status == DUEBY_OK && rule.name_node) status = dueby_read_name(reader, rule.name_node, &rule.model.name, 0);
  if (status == DUEBY_OK) status = resolve_conditions(reader, &rule);
  if (status == DUEBY_OK) status = resolve_extension(reader, &rule);
  rule.due_node = dueby_yaml_child(node, "due");
  if (status == DUEBY_OK) status = check_among_rules(reader, node, &rule);
  if (status == DUEBY_OK && rule.replaced_node) status = dueby_read_name(reader, rule.replaced_node, &rule.model.replaced_by, 0);
  if (status != DUEBY_OK) return status;
  rule.model.needs_first = rule.needs.first;
  rule.model.needs_count = rule.needs.count;
  rule.model.ends_first = rule.ends.first;
  rule.model.ends_count = rule.ends.count;
  rule.model.first_version = reader->image->tables[MODEL_VERSIONS].count;
  status = dueby_add_versions(reader, node, rule.versions, &rule.timescale);
  rule.model.versions = reader->image->tables[MODEL_VERSIONS].count - rule.model.first_version;
  if (status != DUEBY_OK) return status;
  match_versions(reader, &rule.model);
  status = check_once(reader, &rule);
  if (status != DUEBY_OK) return status;
  warn_about_rule(reader, node, &rule);
  int32_t index = dueby_image_add(reader->image, MODEL_RULES, &rule.model);
  names_add(&reader->duties, dueby_yaml_child(node, "id")->text, index);
  const struct yaml_node *list = rule.alternatives;
  if (list) status = dueby_need_list(reader, list);
  for (const struct yaml_node *one = list ? list->first : NULL; one && status == DUEBY_OK; one = one->next)
    status = add_alternative(reader, one, &rule, index);
  return status;
}

static int has_duty(const struct reader *reader, const char *id) {
  int32_t duty;
  if (reader->base && dueby_profile_find_duty(reader->base, id, &duty) == DUEBY_OK) return 1;
  return names_find(&reader->duties, id, &duty);
}

/* Checks the successors of rules once all rules have been read, because a successor may be further down in the file. */
static dueby_status check_successors(struct reader *reader, const struct yaml_node *rules) {
  for (const struct yaml_node *rule = rules->first; rule; rule = rule->next) {
    const struct yaml_node *successor = dueby_yaml_child(rule, "replaced_by");
    if (successor && !has_duty(reader, successor->text))
      return dueby_yaml_wrong(reader, successor, "\"replaced_by\": no duty is called \"%.*s\"", QUOTED_MAX, successor->text);
  }
  return DUEBY_OK;
}

static dueby_status read_rules(struct reader *reader, const struct yaml_node *list, int32_t authority) {
  dueby_status status = dueby_need_list(reader, list);
  if (status == DUEBY_OK) status = dueby_make_names(&reader->duties, list);
  for (const struct yaml_node *rule = list->first; rule && status == DUEBY_OK; rule = rule->next)
    status = add_rule(reader, rule, authority);
  return status == DUEBY_OK ? check_successors(reader, list) : status;
}

/* ---- reading the file ---- */

struct file {
  int32_t name, title, extends, authority;
  const struct yaml_node *document, *documents, *events, *tags, *ends_all, *rules;
};

static const struct key file_keys[] = {
    {"profile", dueby_read_name, offsetof(struct file, name), 0},
    {"title", dueby_read_text, offsetof(struct file, title), 0},
    {"extends", dueby_read_name, offsetof(struct file, extends), 0},
    {"authority", dueby_read_code, offsetof(struct file, authority), DUEBY_CODE_AUTHORITY},
    {"document", dueby_keep_node, offsetof(struct file, document), 0},
    {"documents", dueby_keep_node, offsetof(struct file, documents), 0},
    {"events", dueby_keep_node, offsetof(struct file, events), 0},
    {"tags", dueby_keep_node, offsetof(struct file, tags), 0},
    {"ends_all", dueby_keep_node, offsetof(struct file, ends_all), 0},
    {"rules", dueby_keep_node, offsetof(struct file, rules), 0},
    {"", NULL, 0, 0},
};

const char *dueby_compile_extends(const struct yaml_tree *tree) {
  const struct yaml_node *extends = tree->root->kind == YAML_MAP ? dueby_yaml_child(tree->root, "extends") : NULL;
  return extends && extends->kind == YAML_SCALAR && dueby_is_name(extends->text) ? extends->text : NULL;
}

dueby_status dueby_compile_profile(const struct yaml_tree *tree, const dueby_profile *base, dueby_diagnostics *diagnostics,
                                   struct profile_image *image) {
  struct reader reader = {.image = image, .base = base, .diagnostics = diagnostics};
  struct file file = {.authority = DUEBY_AUTHORITY_LOCAL};
  struct item_list ends_all = {0, 0};
  dueby_status status = dueby_read_map(&reader, tree->root, file_keys, "a profile", &file);
  if (status == DUEBY_OK) status = dueby_read_documents(&reader, file.document, file.documents);
  if (status == DUEBY_OK) status = dueby_read_own_events(&reader, file.events);
  if (status == DUEBY_OK) status = dueby_read_own_tags(&reader, file.tags);
  if (status == DUEBY_OK && file.ends_all) status = dueby_read_event_list(&reader, file.ends_all, &ends_all, 0);
  if (status == DUEBY_OK && file.rules) status = read_rules(&reader, file.rules, file.authority);
  image->header.name = file.name;
  image->header.title = file.title;
  image->header.extends = file.extends;
  image->header.ends_all_first = ends_all.first;
  image->header.ends_all_count = ends_all.count;
  names_free(&reader.events);
  names_free(&reader.documents);
  names_free(&reader.duties);
  return status == DUEBY_OK && image->failed ? DUEBY_EMEMORY : status;
}
