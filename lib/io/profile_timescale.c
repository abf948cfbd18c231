/* Reads timescales, their phases and their versions. */
#include <string.h>

#include "profile_reader.h"

dueby_status dueby_read_not_before(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  (void)argument;
  ((struct timescale *)at)->not_before = node;
  return dueby_read_span(reader, node, &((struct timescale *)at)->not_before_span, ANY_SIGN);
}

/* Lets the inner timescale inherit the form of the outer timescale, unless it has its own form. */
static void inherit_form(struct timescale *inner, const struct timescale *outer) {
  if (inner->within || inner->schedule || inner->at_least || inner->per || inner->of || inner->before) return;
  inner->within = outer->within;
  inner->schedule = outer->schedule;
  inner->at_least = outer->at_least;
  inner->per = outer->per;
  inner->of = outer->of;
  inner->before = outer->before;
}

struct pause {
  int32_t from, to;
};

static const struct key pause_keys[] = {
    {"from", dueby_read_event, offsetof(struct pause, from), 0},
    {"to", dueby_read_event, offsetof(struct pause, to), 0},
    {"", NULL, 0, 0},
};

static dueby_status read_pause(struct reader *reader, const struct yaml_node *node, struct model_version *version) {
  struct pause pause = {0, 0};
  dueby_status status = dueby_read_map(reader, node, pause_keys, "a pause", &pause);
  if (status == DUEBY_OK) status = dueby_need_key(reader, node, "from", "a pause");
  if (status == DUEBY_OK) status = dueby_need_key(reader, node, "to", "a pause");
  if (status == DUEBY_OK && strcmp(dueby_own_text(reader, pause.from), dueby_own_text(reader, pause.to)) == 0)
    status = dueby_yaml_wrong(reader, node, "a pause must begin and end with different events");
  version->pause_from = pause.from;
  version->pause_to = pause.to;
  return status;
}

struct timescale dueby_inner_timescale(const struct timescale *outer) {
  struct timescale inner = *outer;
  inner.within = inner.schedule = inner.at_least = inner.per = inner.of = inner.before = NULL;
  return inner;
}

static dueby_status check_form(struct reader *reader, const struct yaml_node *place, const struct timescale *timescale) {
  int forms =
      (timescale->within != NULL) + (timescale->schedule != NULL) + (timescale->at_least != NULL) + (timescale->before != NULL);
  if (forms != 1)
    return dueby_yaml_wrong(reader, place, "%s: expected one of \"within\", \"schedule\", \"at_least\" with \"per\", \"before\"",
                            forms ? "two time limits" : "no time limit");
  if ((timescale->at_least != NULL) != (timescale->per != NULL))
    return dueby_yaml_wrong(reader, place, "\"at_least\" and \"per\" must be used together");
  if (timescale->of && !timescale->per) return dueby_yaml_wrong(reader, timescale->of, "\"of\" can only be used with \"per\"");
  return DUEBY_OK;
}

struct phase {
  struct model_phase model;
  const struct yaml_node *within, *every, *at_least, *per, *of, *at_most, *fallback, *times, *lasts, *until;
};

static const struct key phase_keys[] = {
    {"within", dueby_keep_node, offsetof(struct phase, within), 0},
    {"every", dueby_keep_node, offsetof(struct phase, every), 0},
    {"at_least", dueby_keep_node, offsetof(struct phase, at_least), 0},
    {"per", dueby_keep_node, offsetof(struct phase, per), 0},
    {"of", dueby_keep_node, offsetof(struct phase, of), 0},
    {"at_most", dueby_keep_node, offsetof(struct phase, at_most), 0},
    {"default", dueby_keep_node, offsetof(struct phase, fallback), 0},
    {"times", dueby_keep_node, offsetof(struct phase, times), 0},
    {"for", dueby_keep_node, offsetof(struct phase, lasts), 0},
    {"until", dueby_keep_node, offsetof(struct phase, until), 0},
    {"", NULL, 0, 0},
};

/* Reads a span, "same day" (only in `within`), "agreed" or "not stated". */
static dueby_status read_timescale_span(struct reader *reader, const struct yaml_node *node, int may_be_same_day,
                                        struct model_phase *phase) {
  dueby_status status = dueby_need_scalar(reader, node);
  if (status != DUEBY_OK) return status;
  phase->stated = 1;
  if (strcmp(node->text, "not stated") == 0) {
    phase->stated = 0;
    return DUEBY_OK;
  }
  if (strcmp(node->text, "agreed") == 0) {
    phase->agreed = 1;
    return DUEBY_OK;
  }
  if (may_be_same_day && strcmp(node->text, "same day") == 0) {
    phase->span.amount = 0;
    phase->span.unit = DUEBY_UNIT_DAYS;
    return DUEBY_OK;
  }
  return dueby_read_span(reader, node, &phase->span, POSITIVE);
}

static dueby_status read_per(struct reader *reader, const struct yaml_node *at_least, const struct yaml_node *per,
                             const struct yaml_node *of, struct model_phase *phase) {
  phase->stated = 1;
  dueby_status status = dueby_read_count(reader, at_least, &phase->at_least, COUNT_MAX);
  if (status == DUEBY_OK) status = dueby_read_span(reader, per, &phase->span, POSITIVE);
  if (status != DUEBY_OK || !of) return status;
  phase->of_calendar = 1;
  if (of->kind != YAML_SCALAR || strcmp(of->text, "calendar") != 0)
    return dueby_yaml_wrong(reader, of, "\"of\" can only be \"calendar\"");
  if (phase->span.unit != DUEBY_UNIT_MONTHS || MONTHS_A_YEAR % phase->span.amount)
    return dueby_yaml_wrong(reader, per, "a calendar period is 1, 2, 3, 4 or 6 months or a year");
  return DUEBY_OK;
}

static dueby_status read_phase_end(struct reader *reader, const struct phase *read, struct model_phase *phase) {
  const struct yaml_node *second = read->times && read->lasts                    ? read->lasts
                                   : (read->times || read->lasts) && read->until ? read->until
                                                                                 : NULL;
  if (second) return dueby_yaml_wrong(reader, second, "a phase can only have one end: \"times\", \"for\" or \"until\"");
  if (read->times) return dueby_read_count(reader, read->times, &phase->times, COUNT_MAX);
  if (read->lasts) return dueby_read_span(reader, read->lasts, &phase->lasts, POSITIVE);
  return read->until ? dueby_read_event(reader, read->until, &phase->until, 0) : DUEBY_OK;
}

static dueby_status read_agreement(struct reader *reader, const struct phase *read, struct model_phase *phase) {
  const struct yaml_node *bound = read->at_most ? read->at_most : read->fallback;
  if (bound && !phase->agreed) return dueby_yaml_wrong(reader, bound, "\"%s\" can only be used with \"every: agreed\"", bound->key);
  if (read->at_most && read->fallback)
    return dueby_yaml_wrong(reader, read->fallback, "use either \"at_most\" or \"default\", not both");
  if (!bound) return DUEBY_OK;
  return dueby_read_span(reader, bound, read->at_most ? &phase->at_most : &phase->fallback, POSITIVE);
}

static dueby_status read_phase(struct reader *reader, const struct yaml_node *node, struct model_phase *phase) {
  struct phase read = {0};
  dueby_status status = dueby_read_map(reader, node, phase_keys, "a phase", &read);
  if (status != DUEBY_OK) return status;
  if ((read.within != NULL) + (read.every != NULL) + (read.at_least != NULL) != 1)
    return dueby_yaml_wrong(reader, node, "a phase needs one of \"within\", \"every\", \"at_least\" with \"per\"");
  if ((read.at_least != NULL) != (read.per != NULL))
    return dueby_yaml_wrong(reader, node, "\"at_least\" and \"per\" must be used together");
  if (read.of && !read.per) return dueby_yaml_wrong(reader, read.of, "\"of\" can only be used with \"per\"");
  status = read.at_least ? read_per(reader, read.at_least, read.per, read.of, phase)
                         : read_timescale_span(reader, read.within ? read.within : read.every, read.within != NULL, phase);
  if (status == DUEBY_OK) status = read_agreement(reader, &read, phase);
  if (status == DUEBY_OK) status = read_phase_end(reader, &read, phase);
  if (status == DUEBY_OK && read.within) {
    if (read.times || read.lasts || read.until) return dueby_yaml_wrong(reader, node, "\"within\" is due once, so it has no end");
    phase->times = 1;
  }
  return status;
}

static dueby_status add_phases(struct reader *reader, const struct timescale *timescale, struct model_version *version) {
  static const struct model_phase none = {0};
  struct model_phase phase = none;
  dueby_status status = DUEBY_OK;
  version->first_phase = reader->image->tables[MODEL_PHASES].count;
  if (timescale->schedule) {
    if (timescale->schedule->kind != YAML_LIST || !timescale->schedule->first)
      return dueby_yaml_wrong(reader, timescale->schedule, "\"schedule\" must be a list of phases");
    version->recurs = 1;
    for (const struct yaml_node *node = timescale->schedule->first; node && status == DUEBY_OK; node = node->next) {
      if (node != timescale->schedule->first && !phase.times && !phase.lasts.unit && !phase.until)
        dueby_yaml_warning(reader, node, "this phase is never reached, because the one before it has no end");
      phase = none;
      status = read_phase(reader, node, &phase);
      if (status == DUEBY_OK) dueby_image_add(reader->image, MODEL_PHASES, &phase);
    }
  } else if (timescale->at_least) {
    version->recurs = 1;
    status = read_per(reader, timescale->at_least, timescale->per, timescale->of, &phase);
    if (status == DUEBY_OK) dueby_image_add(reader->image, MODEL_PHASES, &phase);
  } else if (timescale->within) {
    phase.times = 1;
    status = read_timescale_span(reader, timescale->within, 1, &phase);
    if (status == DUEBY_OK) dueby_image_add(reader->image, MODEL_PHASES, &phase);
  } else {
    status = dueby_read_span(reader, timescale->before, &version->before, POSITIVE);
  }
  version->phases = reader->image->tables[MODEL_PHASES].count - version->first_phase;
  return status;
}

dueby_status dueby_add_version(struct reader *reader, const struct yaml_node *place, const struct timescale *timescale,
                               dueby_date from, dueby_date to) {
  struct model_version version = {.document = -1, .read_on = DUEBY_DATE_NONE};
  dueby_status status = check_form(reader, place, timescale);
  if (status == DUEBY_OK && timescale->source) status = dueby_read_source(reader, timescale->source, &version);
  if (status == DUEBY_OK && timescale->pause) status = read_pause(reader, timescale->pause, &version);
  version.from = from;
  version.to = to;
  version.counting = timescale->counting;
  version.roll = timescale->roll;
  version.has_not_before = timescale->not_before != NULL;
  version.not_before = timescale->not_before_span;
  if (status == DUEBY_OK) status = add_phases(reader, timescale, &version);
  if (status == DUEBY_OK) dueby_image_add(reader->image, MODEL_VERSIONS, &version);
  return status;
}

/* ---- reading versions ---- */

struct version {
  dueby_date from, to;
  struct timescale timescale;
};

static const struct key version_keys[] = {
    {"from", dueby_read_date, offsetof(struct version, from), 0},
    {"to", dueby_read_date, offsetof(struct version, to), 0},
    TIMESCALE_KEYS(struct version),
    {"", NULL, 0, 0},
};

static dueby_status follow_on(struct reader *reader, const struct yaml_node *node, const struct version *previous,
                              const struct version *version) {
  if (version->from != DUEBY_DATE_NONE && version->to != DUEBY_DATE_NONE && version->to < version->from)
    return dueby_yaml_wrong(reader, node, "this version ends before it begins");
  if (!previous) return DUEBY_OK;
  if (previous->to == DUEBY_DATE_NONE || version->from == DUEBY_DATE_NONE || version->from <= previous->to)
    return dueby_yaml_wrong(
        reader, node,
        "this version overlaps the one before it: put versions in order, each starting on the day after the one before it ends");
  if (version->from > previous->to + 1)
    dueby_yaml_warning(reader, node, "there is a gap of %d days between this version and the one before it",
                       (int)(version->from - previous->to - 1));
  return DUEBY_OK;
}

/* Warns if a version has fewer phases than the one before: its last phase replaces the missing ones (rule 7), which is rarely
 * intended. */
static void compare_lengths(struct reader *reader, const struct yaml_node *node) {
  const struct rows *rows = &reader->image->tables[MODEL_VERSIONS];
  const struct model_version *last = (const struct model_version *)rows->at + rows->count - 1;
  if (last->phases && last->phases < last[-1].phases)
    dueby_yaml_warning(reader, node,
                       "%d phases, but the version before it has %d: keep the same number, because the last phase takes the "
                       "place of any that are missing",
                       (int)last->phases, (int)last[-1].phases);
}

dueby_status dueby_add_versions(struct reader *reader, const struct yaml_node *place, const struct yaml_node *list,
                                const struct timescale *outer) {
  if (!list) return dueby_add_version(reader, place, outer, DUEBY_DATE_NONE, DUEBY_DATE_NONE);
  if (list->kind != YAML_LIST || !list->first) return dueby_yaml_wrong(reader, list, "\"versions\" must be a list of versions");
  struct version previous, version;
  for (const struct yaml_node *node = list->first; node; node = node->next) {
    version.from = version.to = DUEBY_DATE_NONE;
    version.timescale = dueby_inner_timescale(outer);
    dueby_status status = dueby_read_map(reader, node, version_keys, "a version", &version);
    if (status == DUEBY_OK) status = follow_on(reader, node, node == list->first ? NULL : &previous, &version);
    inherit_form(&version.timescale, outer);
    if (status == DUEBY_OK) status = dueby_add_version(reader, node, &version.timescale, version.from, version.to);
    if (status != DUEBY_OK) return status;
    if (node != list->first && !reader->image->failed) compare_lengths(reader, node);
    previous = version;
  }
  return DUEBY_OK;
}
