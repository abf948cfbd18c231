/* YAML tree -> compiled profile. One table of keys for each kind of map; what a key means is said there and nowhere else. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diagnose.h"
#include "dueby/word.h"
#include "profile_image.h"
#include "yaml_tree.h"

enum { QUOTED_MOST = 60, NAME_MOST = 60, OCCURRENCE_MOST = 30, TAGS_MOST = 62, MONTHS_A_YEAR = 12, NEAR = 3, COUNT_MOST = 1000 };

struct reader {
  struct profile_image *image;
  const dueby_profile *base;
  dueby_diagnostics *diagnostics;
};

/* ---- saying what is wrong ---- */

static dueby_status wrong(struct reader *reader, const struct yaml_node *node, const char *format, ...) DUEBY_FORMAT(3, 4);
static dueby_status wrong(struct reader *reader, const struct yaml_node *node, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  dueby_io_vsay(reader->diagnostics, DUEBY_ERROR, DUEBY_ETEXT, node->line, node->column, format, arguments);
  va_end(arguments);
  return DUEBY_ETEXT;
}

static const char *kind_name(const struct yaml_node *node) {
  return node->kind == YAML_SCALAR ? "a single value" : node->kind == YAML_LIST ? "a list" : "a map";
}

static const char *key_of(const struct yaml_node *node) {
  return node->key ? node->key : "this value";
}

/* The nearest of many names, where one is near. */
struct nearest {
  const char *wanted, *name;
  int32_t distance;
};

static void consider(struct nearest *nearest, const char *name) {
  int32_t distance = name ? dueby_text_distance(nearest->wanted, name) : NEAR + 1;
  if (distance > NEAR || (nearest->name && distance >= nearest->distance)) return;
  nearest->name = name;
  nearest->distance = distance;
}

static dueby_status unknown(struct reader *reader, const struct yaml_node *node, const char *what, const struct nearest *nearest) {
  if (nearest->name)
    return wrong(reader, node, "unknown %s \"%.*s\": did you mean \"%s\"?", what, QUOTED_MOST, nearest->wanted, nearest->name);
  return wrong(reader, node, "unknown %s \"%.*s\"", what, QUOTED_MOST, nearest->wanted);
}

/* ---- maps by table ---- */

struct key {
  char name[16];
  dueby_status (*read)(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument);
  size_t offset;
  int32_t argument;
};

static dueby_status read_map(struct reader *reader, const struct yaml_node *map, const struct key *keys, const char *what, void *into) {
  if (map->kind != YAML_MAP) return wrong(reader, map, "%s must be a map, not %s", what, kind_name(map));
  for (const struct yaml_node *child = map->first; child; child = child->next) {
    const struct key *key = keys;
    while (key->read && strcmp(key->name, child->key) != 0) key++;
    if (!key->read) {
      struct nearest nearest = {child->key, NULL, 0};
      struct yaml_node at = *child;
      char in[48];
      at.line = child->key_line;
      at.column = child->key_column;
      for (key = keys; key->read; key++) consider(&nearest, key->name);
      snprintf(in, sizeof in, "key in %s:", what);
      return unknown(reader, &at, in, &nearest);
    }
    dueby_status status = key->read(reader, child, (char *)into + key->offset, key->argument);
    if (status != DUEBY_OK) return status;
  }
  return reader->image->failed ? DUEBY_EMEMORY : DUEBY_OK;
}

static dueby_status need_key(struct reader *reader, const struct yaml_node *map, const char *key, const char *what) {
  return dueby_yaml_child(map, key) ? DUEBY_OK : wrong(reader, map, "%s needs the key \"%s\"", what, key);
}

static dueby_status need_scalar(struct reader *reader, const struct yaml_node *node) {
  if (node->kind != YAML_SCALAR) return wrong(reader, node, "\"%s\" must be a single value, not %s", key_of(node), kind_name(node));
  return *node->text ? DUEBY_OK : wrong(reader, node, "\"%s\" is empty", key_of(node));
}

/* ---- values ---- */

static dueby_status keep_node(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  (void)reader, (void)argument;
  *(const struct yaml_node **)at = node;
  return DUEBY_OK;
}

static dueby_status read_text(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  (void)argument;
  dueby_status status = need_scalar(reader, node);
  if (status == DUEBY_OK) *(int32_t *)at = dueby_image_text(reader->image, node->text);
  return status;
}

static int is_name(const char *text) {
  size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_.-");
  return length && !text[length] && length <= NAME_MOST;
}

static dueby_status read_name(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  dueby_status status = need_scalar(reader, node);
  if (status == DUEBY_OK && !is_name(node->text))
    status = wrong(reader, node, "\"%.*s\" is no name: small letters, digits, \".\", \"_\" and \"-\", at most %d", QUOTED_MOST, node->text,
                   NAME_MOST);
  return status == DUEBY_OK ? read_text(reader, node, at, argument) : status;
}

static dueby_status read_date(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  dueby_when when;
  (void)argument;
  dueby_status status = need_scalar(reader, node);
  if (status != DUEBY_OK) return status;
  if (dueby_when_parse(node->text, (int64_t)strlen(node->text), DUEBY_ISO, &when) != DUEBY_OK || when.time != DUEBY_TIME_NONE)
    return wrong(reader, node, "\"%.*s\" is no date: expected one like 2026-03-27", QUOTED_MOST, node->text);
  *(dueby_date *)at = when.date;
  return DUEBY_OK;
}

/* 2019, 2019-03 or 2019-03-15: the date of a document, as it gives it. */
static dueby_status read_partial_date(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  static const char rest[] = "2000-01-01";
  char whole[sizeof rest];
  dueby_when when;
  dueby_status status = need_scalar(reader, node);
  if (status != DUEBY_OK) return status;
  size_t length = strlen(node->text);
  if (length == 4 || length == 7 || length == 10) {
    memcpy(whole, rest, sizeof rest);
    memcpy(whole, node->text, length);
    if (dueby_when_parse(whole, 10, DUEBY_ISO, &when) == DUEBY_OK) return read_text(reader, node, at, argument);
  }
  return wrong(reader, node, "\"%.*s\" is no date: expected one like 2019, 2019-03 or 2019-03-15", QUOTED_MOST, node->text);
}

enum span_sign { ANY_SIGN, POSITIVE };

static dueby_status read_span(struct reader *reader, const struct yaml_node *node, void *at, int32_t sign) {
  dueby_span span;
  dueby_status status = need_scalar(reader, node);
  if (status != DUEBY_OK) return status;
  if (dueby_span_parse(node->text, (int64_t)strlen(node->text), &span) != DUEBY_OK)
    return wrong(reader, node, "\"%.*s\" is no span: expected one like \"45 working days\", \"6 weeks\" or \"16 years 3 months\"",
                 QUOTED_MOST, node->text);
  if (sign == POSITIVE && span.amount <= 0) return wrong(reader, node, "\"%s\" must be more than nothing", key_of(node));
  *(dueby_span *)at = span;
  return DUEBY_OK;
}

static dueby_status read_count(struct reader *reader, const struct yaml_node *node, void *at, int32_t most) {
  dueby_status status = need_scalar(reader, node);
  if (status != DUEBY_OK) return status;
  char *end;
  long count = strtol(node->text, &end, 10);
  if (*end || !isdigit((unsigned char)*node->text) || count < 1 || count > most)
    return wrong(reader, node, "\"%.*s\" is no number from 1 to %d", QUOTED_MOST, node->text, most);
  *(int32_t *)at = (int32_t)count;
  return DUEBY_OK;
}

static dueby_status read_flag(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  (void)argument;
  dueby_status status = need_scalar(reader, node);
  if (status != DUEBY_OK) return status;
  if (strcmp(node->text, "true") != 0 && strcmp(node->text, "false") != 0)
    return wrong(reader, node, "\"%.*s\" is neither \"true\" nor \"false\"", QUOTED_MOST, node->text);
  *(int32_t *)at = strcmp(node->text, "true") == 0;
  return DUEBY_OK;
}

static dueby_status read_word(struct reader *reader, const struct yaml_node *node, void *at, int32_t kind) {
  char choices[128] = "";
  dueby_status status = need_scalar(reader, node);
  if (status != DUEBY_OK || dueby_word_number(kind, node->text, at) == DUEBY_OK) return status;
  for (int32_t i = 0; dueby_word_list(kind, i); i++) {
    size_t used = strlen(choices);
    snprintf(choices + used, sizeof choices - used, "%s%s", i ? ", " : "", dueby_word_list(kind, i));
  }
  return wrong(reader, node, "\"%s\" is \"%.*s\": expected one of %s", key_of(node), QUOTED_MOST, node->text, choices);
}

/* An age: a number of years, or a span. */
static dueby_status read_age(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  dueby_span span;
  (void)argument;
  dueby_status status = need_scalar(reader, node);
  if (status != DUEBY_OK) return status;
  if (isdigit((unsigned char)*node->text) && strspn(node->text, "0123456789") == strlen(node->text) && strlen(node->text) < 3) {
    *(int32_t *)at = (int32_t)strtol(node->text, NULL, 10) * MONTHS_A_YEAR;
    return DUEBY_OK;
  }
  if (dueby_span_parse(node->text, (int64_t)strlen(node->text), &span) != DUEBY_OK || span.unit != DUEBY_MONTHS || span.amount < 0)
    return wrong(reader, node, "\"%.*s\" is no age: expected a number of years, or one like \"16 years 3 months\"", QUOTED_MOST, node->text);
  *(int32_t *)at = span.amount;
  return DUEBY_OK;
}

/* Only the whole of the United Kingdom: no instrument has yet been found that defines another working day of its own. */
static dueby_status read_division(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  static const char uk[] = "england-and-wales+scotland+northern-ireland";
  (void)argument;
  dueby_status status = need_scalar(reader, node);
  if (status != DUEBY_OK) return status;
  if (strcmp(node->text, uk) != 0) return wrong(reader, node, "\"division\" is \"%.*s\": expected %s", QUOTED_MOST, node->text, uk);
  *(int32_t *)at = DUEBY_ENGLAND_AND_WALES | DUEBY_SCOTLAND | DUEBY_NORTHERN_IRELAND;
  return DUEBY_OK;
}

/* ---- the vocabulary: the base's, and the file's own ---- */

static const char *own_text(const struct reader *reader, int32_t offset) {
  return (const char *)reader->image->text.at + offset;
}

static int has_event(const struct reader *reader, const char *slug) {
  int32_t event;
  if (reader->base && dueby_profile_find_event(reader->base, slug, &event) == DUEBY_OK) return 1;
  const struct rows *rows = &reader->image->tables[MODEL_EVENTS];
  for (int32_t i = 0; i < rows->count; i++)
    if (strcmp(own_text(reader, ((const struct model_event *)rows->at)[i].slug), slug) == 0) return 1;
  return 0;
}

static int has_tag(const struct reader *reader, const char *tag) {
  int64_t bit;
  if (reader->base && dueby_profile_find_tag(reader->base, tag, &bit) == DUEBY_OK) return 1;
  const struct rows *rows = &reader->image->tables[MODEL_TAGS];
  for (int32_t i = 0; i < rows->count; i++)
    if (strcmp(own_text(reader, ((const struct model_tag *)rows->at)[i].tag), tag) == 0) return 1;
  return 0;
}

static dueby_status read_event(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  dueby_status status = need_scalar(reader, node);
  if (status != DUEBY_OK) return status;
  if (has_event(reader, node->text)) return read_text(reader, node, at, argument);
  struct nearest nearest = {node->text, NULL, 0};
  for (int32_t i = 0; reader->base && i < dueby_profile_events(reader->base); i++)
    consider(&nearest, dueby_profile_event_slug(reader->base, i));
  const struct rows *rows = &reader->image->tables[MODEL_EVENTS];
  for (int32_t i = 0; i < rows->count; i++) consider(&nearest, own_text(reader, ((const struct model_event *)rows->at)[i].slug));
  return unknown(reader, node, "event", &nearest);
}

/* "alone or alone_excused" */
static dueby_status read_tags(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  dueby_status status = need_scalar(reader, node);
  if (status != DUEBY_OK) return status;
  for (const char *from = node->text; from;) {
    char tag[NAME_MOST + 1];
    const char *end = strstr(from, " or ");
    size_t length = end ? (size_t)(end - from) : strlen(from);
    snprintf(tag, sizeof tag, "%.*s", (int)(length < sizeof tag ? length : sizeof tag - 1), from);
    if (length >= sizeof tag || !has_tag(reader, tag)) {
      struct nearest nearest = {tag, NULL, 0};
      for (int32_t i = 0; reader->base && i < dueby_profile_tags(reader->base); i++) consider(&nearest, dueby_profile_tag(reader->base, i));
      return unknown(reader, node, "tag", &nearest);
    }
    from = end ? end + strlen(" or ") : NULL;
  }
  return read_text(reader, node, at, argument);
}

/* A list of items, kept in a table of their own. */
struct item_list {
  int32_t first, count;
};

typedef dueby_status (*read_item)(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument);

static dueby_status read_items(struct reader *reader, const struct yaml_node *node, int table, read_item read, struct item_list *list) {
  if (node->kind != YAML_LIST) return wrong(reader, node, "\"%s\" must be a list, not %s", key_of(node), kind_name(node));
  list->first = reader->image->tables[table].count;
  list->count = 0;
  for (const struct yaml_node *item = node->first; item; item = item->next) {
    int32_t text = 0;
    dueby_status status = read(reader, item, &text, 0);
    if (status != DUEBY_OK) return status;
    dueby_image_add(reader->image, table, &text);
    list->count++;
  }
  return DUEBY_OK;
}

static dueby_status read_event_list(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  (void)argument;
  return read_items(reader, node, MODEL_ENDS, read_event, at);
}

static dueby_status read_needs(struct reader *reader, const struct yaml_node *node, void *at, int32_t most) {
  struct item_list *list = at;
  dueby_status status = read_items(reader, node, MODEL_NEEDS, read_tags, list);
  if (status == DUEBY_OK && list->count > most) return wrong(reader, node, "more than %d needs", most);
  return status;
}

static dueby_status read_occurrences(struct reader *reader, const struct yaml_node *node, void *at, int32_t most) {
  int32_t bits = 0;
  if (node->kind != YAML_LIST || !node->first) return wrong(reader, node, "\"occurrence\" must be a list of ordinals, such as [1, 5]");
  for (const struct yaml_node *item = node->first; item; item = item->next) {
    int32_t ordinal = 0;
    dueby_status status = read_count(reader, item, &ordinal, most);
    if (status != DUEBY_OK) return status;
    bits |= (int32_t)1 << ordinal;
  }
  *(int32_t *)at = bits;
  return DUEBY_OK;
}

static const struct key event_keys[] = {
    {"slug", read_name, offsetof(struct model_event, slug), 0},
    {"title", read_text, offsetof(struct model_event, title), 0},
    {"means", read_text, offsetof(struct model_event, means), 0},
    {"planned", read_name, offsetof(struct model_event, planned), 0},
    {"", NULL, 0, 0},
};

static dueby_status read_own_events(struct reader *reader, const struct yaml_node *list) {
  if (!list) return DUEBY_OK;
  if (list->kind != YAML_LIST) return wrong(reader, list, "\"events\" must be a list, not %s", kind_name(list));
  for (const struct yaml_node *node = list->first; node; node = node->next) {
    struct model_event event = {0};
    dueby_status status = read_map(reader, node, event_keys, "an event", &event);
    if (status == DUEBY_OK) status = need_key(reader, node, "slug", "an event");
    if (status == DUEBY_OK) status = need_key(reader, node, "title", "an event");
    if (status != DUEBY_OK) return status;
    const struct yaml_node *slug = dueby_yaml_child(node, "slug");
    if (has_event(reader, slug->text)) return wrong(reader, slug, "the event \"%s\" stands in the vocabulary already", slug->text);
    dueby_image_add(reader->image, MODEL_EVENTS, &event);
  }
  return DUEBY_OK;
}

static const struct key tag_keys[] = {
    {"tag", read_name, offsetof(struct model_tag, tag), 0},
    {"means", read_text, offsetof(struct model_tag, means), 0},
    {"", NULL, 0, 0},
};

static dueby_status read_own_tags(struct reader *reader, const struct yaml_node *list) {
  int32_t count = reader->base ? dueby_profile_tags(reader->base) : 0;
  if (!list) return DUEBY_OK;
  if (list->kind != YAML_LIST) return wrong(reader, list, "\"tags\" must be a list, not %s", kind_name(list));
  for (const struct yaml_node *node = list->first; node; node = node->next) {
    struct model_tag tag = {0};
    dueby_status status = read_map(reader, node, tag_keys, "a tag", &tag);
    if (status == DUEBY_OK) status = need_key(reader, node, "tag", "a tag");
    if (status != DUEBY_OK) return status;
    const struct yaml_node *name = dueby_yaml_child(node, "tag");
    if (has_tag(reader, name->text)) return wrong(reader, name, "the tag \"%s\" stands in the vocabulary already", name->text);
    if (++count > TAGS_MOST) return wrong(reader, name, "more than %d tags in a vocabulary", TAGS_MOST);
    dueby_image_add(reader->image, MODEL_TAGS, &tag);
  }
  return DUEBY_OK;
}

/* ---- documents and sources ---- */

static const struct key superseded_keys[] = {
    {"from", read_date, offsetof(struct model_document, superseded_from), 0},
    {"note", read_text, offsetof(struct model_document, superseded_note), 0},
    {"", NULL, 0, 0},
};

static dueby_status read_superseded(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  (void)argument;
  dueby_status status = read_map(reader, node, superseded_keys, "\"superseded\"", at);
  if (status == DUEBY_OK) status = need_key(reader, node, "from", "\"superseded\"");
  return status == DUEBY_OK ? need_key(reader, node, "note", "\"superseded\"") : status;
}

static const struct key document_keys[] = {
    {"id", read_name, offsetof(struct model_document, id), 0},
    {"title", read_text, offsetof(struct model_document, title), 0},
    {"version", read_text, offsetof(struct model_document, version), 0},
    {"date", read_partial_date, offsetof(struct model_document, date), 0},
    {"superseded", read_superseded, 0, 0},
    {"", NULL, 0, 0},
};

static dueby_status read_document(struct reader *reader, const struct yaml_node *node) {
  struct model_document document = {0};
  document.superseded_from = DUEBY_DATE_NONE;
  dueby_status status = read_map(reader, node, document_keys, "a document", &document);
  if (status == DUEBY_OK) status = need_key(reader, node, "title", "a document");
  if (status == DUEBY_OK) dueby_image_add(reader->image, MODEL_DOCUMENTS, &document);
  return status;
}

static dueby_status read_documents(struct reader *reader, const struct yaml_node *one, const struct yaml_node *list) {
  if (one && list) return wrong(reader, list, "\"document\" and \"documents\" cannot both stand");
  if (one) return read_document(reader, one);
  if (list && list->kind != YAML_LIST) return wrong(reader, list, "\"documents\" must be a list, not %s", kind_name(list));
  for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
    dueby_status status = read_document(reader, node);
    if (status == DUEBY_OK) status = need_key(reader, node, "id", "a document among several");
    if (status != DUEBY_OK) return status;
  }
  return DUEBY_OK;
}

static dueby_status find_document(struct reader *reader, const struct yaml_node *source, const struct yaml_node *id, int32_t *document) {
  const struct rows *rows = &reader->image->tables[MODEL_DOCUMENTS];
  const struct model_document *documents = rows->at;
  if (!id && rows->count == 1) {
    *document = 0;
    return DUEBY_OK;
  }
  if (!id && rows->count == 0) return wrong(reader, source, "a source needs a document, and this profile names none");
  if (!id) return wrong(reader, source, "a source needs the key \"document\": this profile cites several");
  struct nearest nearest = {id->text, NULL, 0};
  for (int32_t i = 0; i < rows->count; i++) {
    if (documents[i].id && strcmp(own_text(reader, documents[i].id), id->text) == 0) {
      *document = i;
      return DUEBY_OK;
    }
    if (documents[i].id) consider(&nearest, own_text(reader, documents[i].id));
  }
  return unknown(reader, id, "document", &nearest);
}

struct source {
  struct model_version version; /* the fields of the source alone */
  const struct yaml_node *document;
};

static const struct key source_keys[] = {
    {"document", keep_node, offsetof(struct source, document), 0},
    {"section", read_text, offsetof(struct source, version.section), 0},
    {"checked", read_word, offsetof(struct source, version.checked), DUEBY_WORD_CHECKED},
    {"note", read_text, offsetof(struct source, version.note), 0},
    {"", NULL, 0, 0},
};

/* ---- figures: what a rule, a version or an alternative says about time; the inner takes what it leaves out from the outer ---- */

struct figure {
  const struct yaml_node *within, *schedule, *at_least, *per, *of, *before; /* which form it has */
  const struct yaml_node *not_before, *source;
  int32_t counting, roll;
  dueby_span not_before_span;
};

static dueby_status read_not_before(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  (void)argument;
  ((struct figure *)at)->not_before = node;
  return read_span(reader, node, &((struct figure *)at)->not_before_span, ANY_SIGN);
}

#define FIGURE_KEYS(type)                                                                              \
  {"within", keep_node, offsetof(type, figure.within), 0}, {"schedule", keep_node, offsetof(type, figure.schedule), 0},   \
      {"at_least", keep_node, offsetof(type, figure.at_least), 0}, {"per", keep_node, offsetof(type, figure.per), 0},     \
      {"of", keep_node, offsetof(type, figure.of), 0}, {"before", keep_node, offsetof(type, figure.before), 0},           \
      {"not_before", read_not_before, offsetof(type, figure), 0}, {"source", keep_node, offsetof(type, figure.source), 0}, \
      {"counting", read_word, offsetof(type, figure.counting), DUEBY_WORD_COUNTING},                                      \
      {"roll", read_word, offsetof(type, figure.roll), DUEBY_WORD_ROLL}

/* A figure of its own replaces the outer one's form whole. */
static void inherit_form(struct figure *inner, const struct figure *outer) {
  if (inner->within || inner->schedule || inner->at_least || inner->per || inner->of || inner->before) return;
  inner->within = outer->within;
  inner->schedule = outer->schedule;
  inner->at_least = outer->at_least;
  inner->per = outer->per;
  inner->of = outer->of;
  inner->before = outer->before;
}

static struct figure inner_figure(const struct figure *outer) {
  struct figure inner = *outer;
  inner.within = inner.schedule = inner.at_least = inner.per = inner.of = inner.before = NULL;
  return inner;
}

static dueby_status check_form(struct reader *reader, const struct yaml_node *place, const struct figure *figure) {
  int forms = (figure->within != NULL) + (figure->schedule != NULL) + (figure->at_least != NULL) + (figure->before != NULL);
  if (forms != 1)
    return wrong(reader, place, "%s: expected one of \"within\", \"schedule\", \"at_least\" with \"per\", \"before\"",
                 forms ? "two figures" : "no figure");
  if ((figure->at_least != NULL) != (figure->per != NULL)) return wrong(reader, place, "\"at_least\" and \"per\" go together");
  if (figure->of && !figure->per) return wrong(reader, figure->of, "\"of\" goes with \"per\"");
  return DUEBY_OK;
}

struct phase {
  struct model_phase model;
  const struct yaml_node *within, *every, *at_least, *per, *of, *at_most, *fallback, *times, *lasts, *until;
};

static const struct key phase_keys[] = {
    {"within", keep_node, offsetof(struct phase, within), 0},     {"every", keep_node, offsetof(struct phase, every), 0},
    {"at_least", keep_node, offsetof(struct phase, at_least), 0}, {"per", keep_node, offsetof(struct phase, per), 0},
    {"of", keep_node, offsetof(struct phase, of), 0},             {"at_most", keep_node, offsetof(struct phase, at_most), 0},
    {"default", keep_node, offsetof(struct phase, fallback), 0},  {"times", keep_node, offsetof(struct phase, times), 0},
    {"for", keep_node, offsetof(struct phase, lasts), 0},         {"until", keep_node, offsetof(struct phase, until), 0},
    {"", NULL, 0, 0},
};

/* A span, "same day" (only `within`), "agreed" or "not stated". */
static dueby_status read_figure_span(struct reader *reader, const struct yaml_node *node, int may_be_same_day, struct model_phase *phase) {
  dueby_status status = need_scalar(reader, node);
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
    phase->span.unit = DUEBY_DAYS;
    return DUEBY_OK;
  }
  return read_span(reader, node, &phase->span, POSITIVE);
}

static dueby_status read_per(struct reader *reader, const struct yaml_node *at_least, const struct yaml_node *per, const struct yaml_node *of,
                             struct model_phase *phase) {
  phase->stated = 1;
  dueby_status status = read_count(reader, at_least, &phase->at_least, COUNT_MOST);
  if (status == DUEBY_OK) status = read_span(reader, per, &phase->span, POSITIVE);
  if (status != DUEBY_OK || !of) return status;
  phase->of_calendar = 1;
  if (of->kind != YAML_SCALAR || strcmp(of->text, "calendar") != 0) return wrong(reader, of, "\"of\" can only be \"calendar\"");
  if (phase->span.unit != DUEBY_MONTHS || MONTHS_A_YEAR % phase->span.amount)
    return wrong(reader, per, "a calendar period is 1, 2, 3, 4 or 6 months or a year");
  return DUEBY_OK;
}

static dueby_status read_phase_end(struct reader *reader, const struct phase *read, struct model_phase *phase) {
  const struct yaml_node *second = read->times && read->lasts ? read->lasts : (read->times || read->lasts) && read->until ? read->until : NULL;
  if (second) return wrong(reader, second, "a phase has one end: \"times\", \"for\" or \"until\"");
  if (read->times) return read_count(reader, read->times, &phase->times, COUNT_MOST);
  if (read->lasts) return read_span(reader, read->lasts, &phase->lasts, POSITIVE);
  return read->until ? read_event(reader, read->until, &phase->until, 0) : DUEBY_OK;
}

static dueby_status read_agreement(struct reader *reader, const struct phase *read, struct model_phase *phase) {
  const struct yaml_node *bound = read->at_most ? read->at_most : read->fallback;
  if (bound && !phase->agreed) return wrong(reader, bound, "\"%s\" goes with \"every: agreed\"", bound->key);
  if (read->at_most && read->fallback) return wrong(reader, read->fallback, "\"at_most\" and \"default\" exclude each other");
  if (!bound) return DUEBY_OK;
  return read_span(reader, bound, read->at_most ? &phase->at_most : &phase->fallback, POSITIVE);
}

static dueby_status read_phase(struct reader *reader, const struct yaml_node *node, struct model_phase *phase) {
  struct phase read = {0};
  dueby_status status = read_map(reader, node, phase_keys, "a phase", &read);
  if (status != DUEBY_OK) return status;
  if ((read.within != NULL) + (read.every != NULL) + (read.at_least != NULL) != 1)
    return wrong(reader, node, "a phase has one of \"within\", \"every\", \"at_least\" with \"per\"");
  if ((read.at_least != NULL) != (read.per != NULL)) return wrong(reader, node, "\"at_least\" and \"per\" go together");
  if (read.of && !read.per) return wrong(reader, read.of, "\"of\" goes with \"per\"");
  status = read.at_least ? read_per(reader, read.at_least, read.per, read.of, phase)
                         : read_figure_span(reader, read.within ? read.within : read.every, read.within != NULL, phase);
  if (status == DUEBY_OK) status = read_agreement(reader, &read, phase);
  if (status == DUEBY_OK) status = read_phase_end(reader, &read, phase);
  if (status == DUEBY_OK && read.within) {
    if (read.times || read.lasts || read.until) return wrong(reader, node, "\"within\" falls due once: it has no end");
    phase->times = 1;
  }
  return status;
}

static dueby_status add_phases(struct reader *reader, const struct figure *figure, struct model_version *version) {
  static const struct model_phase none = {0};
  struct model_phase phase = none;
  dueby_status status = DUEBY_OK;
  version->first_phase = reader->image->tables[MODEL_PHASES].count;
  if (figure->schedule) {
    if (figure->schedule->kind != YAML_LIST || !figure->schedule->first)
      return wrong(reader, figure->schedule, "\"schedule\" must be a list of phases");
    version->recurs = 1;
    for (const struct yaml_node *node = figure->schedule->first; node && status == DUEBY_OK; node = node->next) {
      phase = none;
      status = read_phase(reader, node, &phase);
      if (status == DUEBY_OK) dueby_image_add(reader->image, MODEL_PHASES, &phase);
    }
  } else if (figure->at_least) {
    version->recurs = 1;
    status = read_per(reader, figure->at_least, figure->per, figure->of, &phase);
    if (status == DUEBY_OK) dueby_image_add(reader->image, MODEL_PHASES, &phase);
  } else if (figure->within) {
    phase.times = 1;
    status = read_figure_span(reader, figure->within, 1, &phase);
    if (status == DUEBY_OK) dueby_image_add(reader->image, MODEL_PHASES, &phase);
  }
  version->phases = reader->image->tables[MODEL_PHASES].count - version->first_phase;
  return status;
}

static dueby_status add_version(struct reader *reader, const struct yaml_node *place, const struct figure *figure, dueby_date from,
                                dueby_date to) {
  struct source source = {0};
  dueby_status status = check_form(reader, place, figure);
  source.version.document = -1;
  if (status == DUEBY_OK && figure->source) {
    status = read_map(reader, figure->source, source_keys, "a source", &source);
    if (status == DUEBY_OK && source.document) status = need_scalar(reader, source.document);
    if (status == DUEBY_OK) status = find_document(reader, figure->source, source.document, &source.version.document);
    if (status == DUEBY_OK) status = need_key(reader, figure->source, "checked", "a source");
  }
  struct model_version version = source.version;
  version.from = from;
  version.to = to;
  version.counting = figure->counting;
  version.roll = figure->roll;
  version.has_not_before = figure->not_before != NULL;
  version.not_before = figure->not_before_span;
  if (status == DUEBY_OK) status = add_phases(reader, figure, &version);
  if (status == DUEBY_OK) dueby_image_add(reader->image, MODEL_VERSIONS, &version);
  return status;
}

/* ---- versions ---- */

struct version {
  dueby_date from, to;
  struct figure figure;
};

static const struct key version_keys[] = {
    {"from", read_date, offsetof(struct version, from), 0},
    {"to", read_date, offsetof(struct version, to), 0},
    FIGURE_KEYS(struct version),
    {"", NULL, 0, 0},
};

static dueby_status follow_on(struct reader *reader, const struct yaml_node *node, const struct version *previous,
                              const struct version *version) {
  if (version->from != DUEBY_DATE_NONE && version->to != DUEBY_DATE_NONE && version->to < version->from)
    return wrong(reader, node, "a version that ends before it begins");
  if (!previous) return DUEBY_OK;
  if (previous->to == DUEBY_DATE_NONE || version->from == DUEBY_DATE_NONE || version->from <= previous->to)
    return wrong(reader, node, "this version overlaps the one before it: versions stand in order, each from the day after the last");
  if (version->from > previous->to + 1)
    dueby_io_say(reader->diagnostics, DUEBY_WARNING, DUEBY_ENOTINFORCE, node->line, node->column,
                 "a gap of %d days between this version and the one before it", (int)(version->from - previous->to - 1));
  return DUEBY_OK;
}

static dueby_status add_versions(struct reader *reader, const struct yaml_node *place, const struct yaml_node *list,
                                 const struct figure *outer) {
  if (!list) return add_version(reader, place, outer, DUEBY_DATE_NONE, DUEBY_DATE_NONE);
  if (list->kind != YAML_LIST || !list->first) return wrong(reader, list, "\"versions\" must be a list of versions");
  struct version previous, version;
  for (const struct yaml_node *node = list->first; node; node = node->next) {
    version.from = version.to = DUEBY_DATE_NONE;
    version.figure = inner_figure(outer);
    dueby_status status = read_map(reader, node, version_keys, "a version", &version);
    if (status == DUEBY_OK) status = follow_on(reader, node, node == list->first ? NULL : &previous, &version);
    inherit_form(&version.figure, outer);
    if (status == DUEBY_OK) status = add_version(reader, node, &version.figure, version.from, version.to);
    if (status != DUEBY_OK) return status;
    previous = version;
  }
  return DUEBY_OK;
}

/* ---- rules ---- */

struct condition {
  int32_t tag, age_from, age_under;
};

struct extension {
  int32_t event, times;
  dueby_span by;
};

struct rule {
  struct model_rule model;
  struct item_list needs, ends;
  struct condition when, unless;
  struct extension extension;
  struct figure figure;
  const struct yaml_node *versions, *alternatives, *when_node, *unless_node, *extension_node, *name_node, *due_node, *replaced_node;
};

static const struct key condition_keys[] = {
    {"tag", read_tags, offsetof(struct condition, tag), 0},
    {"age_from", read_age, offsetof(struct condition, age_from), 0},
    {"age_under", read_age, offsetof(struct condition, age_under), 0},
    {"", NULL, 0, 0},
};

static const struct key extension_keys[] = {
    {"event", read_event, offsetof(struct extension, event), 0},
    {"by", read_span, offsetof(struct extension, by), POSITIVE},
    {"times", read_count, offsetof(struct extension, times), COUNT_MOST},
    {"", NULL, 0, 0},
};

static const struct key rule_keys[] = {
    {"id", read_name, offsetof(struct rule, model.id), 0},
    {"name", keep_node, offsetof(struct rule, name_node), 0},
    {"title", read_text, offsetof(struct rule, model.title), 0},
    {"trigger", read_event, offsetof(struct rule, model.trigger), 0},
    {"due", read_event, offsetof(struct rule, model.due), 0},
    {"since", read_event, offsetof(struct rule, model.since), 0},
    {"occurrence", read_occurrences, offsetof(struct rule, model.occurrences), OCCURRENCE_MOST},
    {"each", read_flag, offsetof(struct rule, model.each), 0},
    {"needs", read_needs, offsetof(struct rule, needs), 4},
    {"when", keep_node, offsetof(struct rule, when_node), 0},
    {"unless", keep_node, offsetof(struct rule, unless_node), 0},
    {"ends", read_event_list, offsetof(struct rule, ends), 0},
    {"extension", keep_node, offsetof(struct rule, extension_node), 0},
    {"division", read_division, offsetof(struct rule, model.division), 0},
    {"authority", read_word, offsetof(struct rule, model.authority), DUEBY_WORD_AUTHORITY},
    {"force", read_word, offsetof(struct rule, model.force), DUEBY_WORD_FORCE},
    {"subject", read_word, offsetof(struct rule, model.subject), DUEBY_WORD_SUBJECT},
    {"reading", read_text, offsetof(struct rule, model.reading), 0},
    {"replaced_by", keep_node, offsetof(struct rule, replaced_node), 0},
    {"versions", keep_node, offsetof(struct rule, versions), 0},
    {"alternatives", keep_node, offsetof(struct rule, alternatives), 0},
    FIGURE_KEYS(struct rule),
    {"", NULL, 0, 0},
};

/* `unless` an age is the opposite age: the model knows ages in one place. */
static dueby_status settle_conditions(struct reader *reader, struct rule *rule) {
  dueby_status status = DUEBY_OK;
  rule->when.age_from = rule->when.age_under = rule->unless.age_from = rule->unless.age_under = -1;
  if (rule->when_node) status = read_map(reader, rule->when_node, condition_keys, "\"when\"", &rule->when);
  if (status == DUEBY_OK && rule->unless_node) status = read_map(reader, rule->unless_node, condition_keys, "\"unless\"", &rule->unless);
  if (status != DUEBY_OK) return status;
  if ((rule->when.age_from >= 0 && rule->unless.age_under >= 0) || (rule->when.age_under >= 0 && rule->unless.age_from >= 0) ||
      (rule->unless.age_from >= 0 && rule->unless.age_under >= 0))
    return wrong(reader, rule->unless_node, "one age said twice: say it under \"when\"");
  rule->model.when_tag = rule->when.tag;
  rule->model.unless_tag = rule->unless.tag;
  rule->model.age_from = rule->when.age_from >= 0 ? rule->when.age_from : rule->unless.age_under;
  rule->model.age_under = rule->when.age_under >= 0 ? rule->when.age_under : rule->unless.age_from;
  return DUEBY_OK;
}

static dueby_status settle_extension(struct reader *reader, struct rule *rule) {
  if (!rule->extension_node) return DUEBY_OK;
  dueby_status status = read_map(reader, rule->extension_node, extension_keys, "an extension", &rule->extension);
  if (status == DUEBY_OK) status = need_key(reader, rule->extension_node, "event", "an extension");
  if (status == DUEBY_OK) status = need_key(reader, rule->extension_node, "by", "an extension");
  rule->model.extension_event = rule->extension.event;
  rule->model.extension_by = rule->extension.by;
  rule->model.extension_times = rule->extension.times;
  return status;
}

/* A second rule of one profile on the same duty is told from the first by its name; all rules of a duty share `due`. */
static dueby_status check_among_rules(struct reader *reader, const struct yaml_node *node, const struct rule *rule) {
  const struct rows *rows = &reader->image->tables[MODEL_RULES];
  const struct model_rule *rules = rows->at;
  const char *id = own_text(reader, rule->model.id), *due = own_text(reader, rule->model.due);
  int32_t duty, first, count;
  for (int32_t i = 0; i < rows->count; i++) {
    if (rules[i].alternative_of >= 0 || strcmp(own_text(reader, rules[i].id), id) != 0) continue;
    if (strcmp(own_text(reader, rules[i].name), own_text(reader, rule->model.name)) == 0)
      return wrong(reader, node, "a second rule of this profile on \"%s\" needs a \"name\" of its own", id);
    if (strcmp(own_text(reader, rules[i].due), due) != 0)
      return wrong(reader, rule->due_node, "the rules of \"%s\" must share \"due\": another says \"%s\"", id, own_text(reader, rules[i].due));
  }
  if (reader->base && dueby_profile_find_duty(reader->base, id, &duty) == DUEBY_OK &&
      dueby_profile_duty_rules(reader->base, duty, &first, &count) == DUEBY_OK) {
    const char *parents = dueby_rule_text(reader->base, first, 0, DUEBY_RULE_DUE);
    if (strcmp(parents, due) != 0)
      return wrong(reader, rule->due_node, "the rules of \"%s\" must share \"due\": \"%s\" says \"%s\"", id,
                   dueby_rule_text(reader->base, first, 0, DUEBY_RULE_PROFILE), parents);
  }
  return DUEBY_OK;
}

struct alternative {
  int32_t name, trigger, reading;
  struct figure figure;
};

static const struct key alternative_keys[] = {
    {"name", read_name, offsetof(struct alternative, name), 0},
    {"trigger", read_event, offsetof(struct alternative, trigger), 0},
    {"reading", read_text, offsetof(struct alternative, reading), 0},
    FIGURE_KEYS(struct alternative),
    {"", NULL, 0, 0},
};

/* What an alternative leaves out is the rule's, but for its figure. */
static dueby_status add_alternative(struct reader *reader, const struct yaml_node *node, const struct rule *rule, int32_t of) {
  struct alternative alternative = {0};
  alternative.figure = inner_figure(&rule->figure);
  dueby_status status = read_map(reader, node, alternative_keys, "an alternative", &alternative);
  if (status == DUEBY_OK) status = need_key(reader, node, "name", "an alternative");
  if (status != DUEBY_OK) return status;
  struct model_rule model = rule->model;
  model.name = alternative.name;
  if (alternative.trigger) model.trigger = alternative.trigger;
  if (alternative.reading) model.reading = alternative.reading;
  model.alternative_of = of;
  memset(&model.before, 0, sizeof model.before);
  model.first_version = reader->image->tables[MODEL_VERSIONS].count;
  model.versions = 1;
  status = add_version(reader, node, &alternative.figure, DUEBY_DATE_NONE, DUEBY_DATE_NONE);
  if (status == DUEBY_OK) dueby_image_add(reader->image, MODEL_RULES, &model);
  return status;
}

static dueby_status add_rule(struct reader *reader, const struct yaml_node *node, int32_t authority) {
  struct rule rule;
  memset(&rule, 0, sizeof rule);
  rule.model.authority = authority;
  rule.model.force = DUEBY_MUST;
  rule.model.subject = DUEBY_CHILD;
  rule.model.alternative_of = -1;
  static const char *const needed[] = {"id", "title", "trigger", "due"};
  dueby_status status = read_map(reader, node, rule_keys, "a rule", &rule);
  for (int i = 0; i < 4 && status == DUEBY_OK; i++) status = need_key(reader, node, needed[i], "a rule");
  if (status == DUEBY_OK && rule.name_node) status = read_name(reader, rule.name_node, &rule.model.name, 0);
  if (status == DUEBY_OK) status = settle_conditions(reader, &rule);
  if (status == DUEBY_OK) status = settle_extension(reader, &rule);
  if (status == DUEBY_OK && rule.figure.before) status = read_span(reader, rule.figure.before, &rule.model.before, POSITIVE);
  rule.due_node = dueby_yaml_child(node, "due");
  if (status == DUEBY_OK) status = check_among_rules(reader, node, &rule);
  if (status == DUEBY_OK && rule.replaced_node) status = read_name(reader, rule.replaced_node, &rule.model.replaced_by, 0);
  if (status != DUEBY_OK) return status;
  rule.model.needs_first = rule.needs.first;
  rule.model.needs_count = rule.needs.count;
  rule.model.ends_first = rule.ends.first;
  rule.model.ends_count = rule.ends.count;
  rule.model.first_version = reader->image->tables[MODEL_VERSIONS].count;
  status = add_versions(reader, node, rule.versions, &rule.figure);
  rule.model.versions = reader->image->tables[MODEL_VERSIONS].count - rule.model.first_version;
  if (status != DUEBY_OK) return status;
  int32_t index = dueby_image_add(reader->image, MODEL_RULES, &rule.model);
  const struct yaml_node *list = rule.alternatives;
  if (list && list->kind != YAML_LIST) return wrong(reader, list, "\"alternatives\" must be a list, not %s", kind_name(list));
  for (const struct yaml_node *one = list ? list->first : NULL; one && status == DUEBY_OK; one = one->next)
    status = add_alternative(reader, one, &rule, index);
  return status;
}

static int has_duty(const struct reader *reader, const char *id) {
  int32_t duty;
  if (reader->base && dueby_profile_find_duty(reader->base, id, &duty) == DUEBY_OK) return 1;
  const struct rows *rows = &reader->image->tables[MODEL_RULES];
  for (int32_t i = 0; i < rows->count; i++)
    if (strcmp(own_text(reader, ((const struct model_rule *)rows->at)[i].id), id) == 0) return 1;
  return 0;
}

/* Successors may stand further down in the file, so they are sought at the end. */
static dueby_status check_successors(struct reader *reader, const struct yaml_node *rules) {
  for (const struct yaml_node *rule = rules ? rules->first : NULL; rule; rule = rule->next) {
    const struct yaml_node *successor = dueby_yaml_child(rule, "replaced_by");
    if (successor && !has_duty(reader, successor->text))
      return wrong(reader, successor, "\"replaced_by\" names no duty: \"%.*s\"", QUOTED_MOST, successor->text);
  }
  return DUEBY_OK;
}

/* ---- the file ---- */

struct file {
  int32_t name, title, extends, authority;
  const struct yaml_node *document, *documents, *events, *tags, *ends_all, *rules;
};

static const struct key file_keys[] = {
    {"profile", read_name, offsetof(struct file, name), 0},
    {"title", read_text, offsetof(struct file, title), 0},
    {"extends", read_name, offsetof(struct file, extends), 0},
    {"authority", read_word, offsetof(struct file, authority), DUEBY_WORD_AUTHORITY},
    {"document", keep_node, offsetof(struct file, document), 0},
    {"documents", keep_node, offsetof(struct file, documents), 0},
    {"events", keep_node, offsetof(struct file, events), 0},
    {"tags", keep_node, offsetof(struct file, tags), 0},
    {"ends_all", keep_node, offsetof(struct file, ends_all), 0},
    {"rules", keep_node, offsetof(struct file, rules), 0},
    {"", NULL, 0, 0},
};

const char *dueby_compile_extends(const struct yaml_tree *tree) {
  const struct yaml_node *extends = tree->root->kind == YAML_MAP ? dueby_yaml_child(tree->root, "extends") : NULL;
  return extends && extends->kind == YAML_SCALAR && is_name(extends->text) ? extends->text : NULL;
}

dueby_status dueby_compile_profile(const struct yaml_tree *tree, const dueby_profile *base, dueby_diagnostics *diagnostics,
                                   struct profile_image *image) {
  struct reader reader = {image, base, diagnostics};
  struct file file = {.authority = DUEBY_LOCAL};
  struct item_list ends_all = {0, 0};
  dueby_status status = read_map(&reader, tree->root, file_keys, "a profile", &file);
  if (status == DUEBY_OK) status = read_documents(&reader, file.document, file.documents);
  if (status == DUEBY_OK) status = read_own_events(&reader, file.events);
  if (status == DUEBY_OK) status = read_own_tags(&reader, file.tags);
  if (status == DUEBY_OK && file.ends_all) status = read_event_list(&reader, file.ends_all, &ends_all, 0);
  if (status == DUEBY_OK && file.rules && file.rules->kind != YAML_LIST)
    status = wrong(&reader, file.rules, "\"rules\" must be a list, not %s", kind_name(file.rules));
  for (const struct yaml_node *rule = file.rules ? file.rules->first : NULL; rule && status == DUEBY_OK; rule = rule->next)
    status = add_rule(&reader, rule, file.authority);
  if (status == DUEBY_OK) status = check_successors(&reader, file.rules);
  image->header.name = file.name;
  image->header.title = file.title;
  image->header.extends = file.extends;
  image->header.ends_all_first = ends_all.first;
  image->header.ends_all_count = ends_all.count;
  return status == DUEBY_OK && image->failed ? DUEBY_EMEMORY : status;
}
