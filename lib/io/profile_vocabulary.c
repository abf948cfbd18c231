#include <stdio.h>
#include <string.h>

#include "profile_reader.h"

/* ---- reading the vocabulary of the base and of the file ---- */

const char *dueby_own_text(const struct reader *reader, int32_t offset) {
  return (const char *)reader->image->text.at + offset;
}

static int has_event(const struct reader *reader, const char *slug) {
  int32_t event;
  if (reader->base && dueby_profile_find_event(reader->base, slug, &event) == DUEBY_OK) return 1;
  return names_find(&reader->events, slug, &event);
}

static int has_tag(const struct reader *reader, const char *tag) {
  int32_t found;
  if (reader->base && dueby_profile_find_tag(reader->base, tag, &found) == DUEBY_OK) return 1;
  const struct rows *rows = &reader->image->tables[MODEL_TAGS];
  for (int32_t i = 0; i < rows->count; i++)
    if (strcmp(dueby_own_text(reader, ((const struct model_tag *)rows->at)[i].tag), tag) == 0) return 1;
  return 0;
}

/* Reads the name of an event. */
static dueby_status read_any_event(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  dueby_status status = dueby_need_scalar(reader, node);
  if (status != DUEBY_OK) return status;
  if (has_event(reader, node->text)) return dueby_read_text(reader, node, at, argument);
  dueby_nearest nearest = {node->text, NULL, 0, 0};
  for (int32_t i = 1; reader->base && i < dueby_profile_event_count(reader->base); i++)
    dueby_nearest_consider(&nearest, dueby_profile_event_slug(reader->base, i));
  const struct rows *rows = &reader->image->tables[MODEL_EVENTS];
  for (int32_t i = 0; i < rows->count; i++)
    dueby_nearest_consider(&nearest, dueby_own_text(reader, ((const struct model_event *)rows->at)[i].slug));
  return dueby_yaml_unknown(reader, node, "event", &nearest);
}

/* If the event `slug` is another event's plan, returns the slug of that other event; otherwise NULL. */
static const char *held_event(const struct reader *reader, const char *slug) {
  int32_t known = 0;
  if (reader->base && dueby_profile_find_event(reader->base, slug, &known) == DUEBY_OK)
    for (int32_t i = 1; i < dueby_profile_event_count(reader->base); i++)
      if (dueby_profile_event_plan(reader->base, i) == known) return dueby_profile_event_slug(reader->base, i);
  const struct rows *rows = &reader->image->tables[MODEL_EVENTS];
  for (int32_t i = 0; i < rows->count; i++) {
    const struct model_event *event = (const struct model_event *)rows->at + i;
    if (event->planned && strcmp(dueby_own_text(reader, event->planned), slug) == 0) return dueby_own_text(reader, event->slug);
  }
  return NULL;
}

/* Reads the name of an event for a rule. Refuses an event that is only the plan of another, because plans start, meet and end
 * nothing (rule 11). */
dueby_status dueby_read_event(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  const char *held;
  dueby_status status = read_any_event(reader, node, at, argument);
  if (status != DUEBY_OK || !(held = held_event(reader, node->text))) return status;
  return dueby_yaml_wrong(reader, node, "\"%.*s\" is only a plan: in a rule, use the event itself, \"%.*s\"", QUOTED_MAX,
                          node->text, QUOTED_MAX, held);
}

/* Reads tags, such as "alone or alone_excused". */
dueby_status dueby_read_tags(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  dueby_status status = dueby_need_scalar(reader, node);
  if (status != DUEBY_OK) return status;
  for (const char *from = node->text; from;) {
    char tag[NAME_MAX + 1];
    const char *end = strstr(from, " or ");
    size_t length = end ? (size_t)(end - from) : strlen(from);
    snprintf(tag, sizeof tag, "%.*s", (int)(length < sizeof tag ? length : sizeof tag - 1), from);
    if (length >= sizeof tag || !has_tag(reader, tag)) {
      dueby_nearest nearest = {tag, NULL, 0, 0};
      for (int32_t i = 0; reader->base && i < dueby_profile_tag_count(reader->base); i++)
        dueby_nearest_consider(&nearest, dueby_profile_tag(reader->base, i));
      const struct rows *own = &reader->image->tables[MODEL_TAGS];
      for (int32_t i = 0; i < own->count; i++)
        dueby_nearest_consider(&nearest, dueby_own_text(reader, ((const struct model_tag *)own->at)[i].tag));
      return dueby_yaml_unknown(reader, node, "tag", &nearest);
    }
    from = end ? end + strlen(" or ") : NULL;
  }
  return dueby_read_text(reader, node, at, argument);
}

/* Reads the items of a list into one of the image's tables. */

static dueby_status read_items(struct reader *reader, const struct yaml_node *node, int table, read_value read,
                               struct item_list *list) {
  dueby_status status = dueby_need_list(reader, node);
  if (status != DUEBY_OK) return status;
  list->first = reader->image->tables[table].count;
  list->count = 0;
  for (const struct yaml_node *item = node->first; item; item = item->next) {
    int32_t text = 0;
    status = read(reader, item, &text, 0);
    if (status != DUEBY_OK) return status;
    dueby_image_add(reader->image, table, &text);
    list->count++;
  }
  return DUEBY_OK;
}

dueby_status dueby_read_event_list(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  (void)argument;
  return read_items(reader, node, MODEL_ENDS, dueby_read_event, at);
}

dueby_status dueby_read_needs(struct reader *reader, const struct yaml_node *node, void *at, int32_t most) {
  struct item_list *list = at;
  dueby_status status = read_items(reader, node, MODEL_NEEDS, dueby_read_tags, list);
  if (status == DUEBY_OK && list->count > most) return dueby_yaml_wrong(reader, node, "\"needs\" has more than %d items", most);
  return status;
}

dueby_status dueby_read_occurrences(struct reader *reader, const struct yaml_node *node, void *at, int32_t most) {
  int32_t bits = 0;
  if (node->kind != YAML_LIST || !node->first)
    return dueby_yaml_wrong(reader, node, "\"occurrence\" must be a list of ordinals, such as [1, 5]");
  for (const struct yaml_node *item = node->first; item; item = item->next) {
    int32_t ordinal = 0;
    dueby_status status = dueby_read_count(reader, item, &ordinal, most);
    if (status != DUEBY_OK) return status;
    bits |= (int32_t)1 << ordinal;
  }
  *(int32_t *)at = bits;
  return DUEBY_OK;
}

static dueby_status leave_for_later(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  (void)reader, (void)node, (void)at, (void)argument;
  return DUEBY_OK;
}

static const struct key event_keys[] = {
    {"slug", dueby_read_name, offsetof(struct model_event, slug), 0},
    {"title", dueby_read_text, offsetof(struct model_event, title), 0},
    {"means", dueby_read_text, offsetof(struct model_event, means), 0},
    {"planned", dueby_read_name, offsetof(struct model_event, planned), 0},
    {"also", dueby_read_name, offsetof(struct model_event, also), 0},
    {"answers", leave_for_later, offsetof(struct model_event, answers_first), 0},
    {"proves", leave_for_later, offsetof(struct model_event, proves_first), 0},
    {"ended_by", dueby_read_name, offsetof(struct model_event, ended_by), 0},
    {"attempts", dueby_read_name, offsetof(struct model_event, attempts), 0},
    {"shows", dueby_read_code, offsetof(struct model_event, shows), DUEBY_CODE_SHOWS},
    {"on_birthday", dueby_read_age, offsetof(struct model_event, on_birthday), 0},
    {"", NULL, 0, 0},
};

/* Resolves the names that events use for one another. Call it once all events have been read, because an event may name another
 * that is further down in the file. */
static dueby_status read_references(struct reader *reader, const struct yaml_node *list, int32_t first) {
  static const char named[][12] = {"planned", "also", "ended_by", "attempts"};
  for (const struct yaml_node *node = list->first; node; node = node->next, first++) {
    const struct yaml_node *answers = dueby_yaml_child(node, "answers"), *proves = dueby_yaml_child(node, "proves");
    struct item_list answered = {0, 0}, proved = {0, 0};
    int32_t unused;
    dueby_status status = DUEBY_OK;
    for (size_t i = 0; i < sizeof named / sizeof *named && status == DUEBY_OK; i++) {
      const struct yaml_node *other = dueby_yaml_child(node, named[i]);
      if (other) status = read_any_event(reader, other, &unused, 0);
    }
    if (status == DUEBY_OK && answers) status = dueby_read_event_list(reader, answers, &answered, 0);
    if (status == DUEBY_OK && proves) status = dueby_read_event_list(reader, proves, &proved, 0);
    if (status != DUEBY_OK) return status;
    if (reader->image->failed) return DUEBY_EMEMORY;
    struct model_event *event = (struct model_event *)reader->image->tables[MODEL_EVENTS].at + first;
    event->answers_first = answered.first;
    event->answers_count = answered.count;
    event->proves_first = proved.first;
    event->proves_count = proved.count;
  }
  return DUEBY_OK;
}

dueby_status dueby_read_own_events(struct reader *reader, const struct yaml_node *list) {
  if (!list) return DUEBY_OK;
  dueby_status status = dueby_need_list(reader, list);
  if (status == DUEBY_OK) status = dueby_make_names(&reader->events, list);
  if (status != DUEBY_OK) return status;
  int32_t first = reader->image->tables[MODEL_EVENTS].count;
  for (const struct yaml_node *node = list->first; node; node = node->next) {
    struct model_event event = {0};
    status = dueby_read_map(reader, node, event_keys, "an event", &event);
    if (status == DUEBY_OK) status = dueby_need_key(reader, node, "slug", "an event");
    if (status == DUEBY_OK) status = dueby_need_key(reader, node, "title", "an event");
    if (status != DUEBY_OK) return status;
    const struct yaml_node *slug = dueby_yaml_child(node, "slug");
    if (has_event(reader, slug->text))
      return dueby_yaml_wrong(reader, slug, "the event \"%s\" is already in the vocabulary", slug->text);
    names_add(&reader->events, slug->text, dueby_image_add(reader->image, MODEL_EVENTS, &event));
  }
  return read_references(reader, list, first);
}

static const struct key tag_keys[] = {
    {"tag", dueby_read_name, offsetof(struct model_tag, tag), 0},
    {"means", dueby_read_text, offsetof(struct model_tag, means), 0},
    {"", NULL, 0, 0},
};

dueby_status dueby_read_own_tags(struct reader *reader, const struct yaml_node *list) {
  int32_t count = reader->base ? dueby_profile_tag_count(reader->base) : 0;
  if (!list) return DUEBY_OK;
  dueby_status status = dueby_need_list(reader, list);
  if (status != DUEBY_OK) return status;
  for (const struct yaml_node *node = list->first; node; node = node->next) {
    struct model_tag tag = {0};
    status = dueby_read_map(reader, node, tag_keys, "a tag", &tag);
    if (status == DUEBY_OK) status = dueby_need_key(reader, node, "tag", "a tag");
    if (status != DUEBY_OK) return status;
    const struct yaml_node *name = dueby_yaml_child(node, "tag");
    if (has_tag(reader, name->text))
      return dueby_yaml_wrong(reader, name, "the tag \"%s\" is already in the vocabulary", name->text);
    if (++count > DUEBY_TAGS_MAX) return dueby_yaml_wrong(reader, name, "more than %d tags in a vocabulary", DUEBY_TAGS_MAX);
    dueby_image_add(reader->image, MODEL_TAGS, &tag);
  }
  return DUEBY_OK;
}

/* ---- reading documents and sources ---- */

static const struct key superseded_keys[] = {
    {"from", dueby_read_date, offsetof(struct model_document, superseded_from), 0},
    {"note", dueby_read_text, offsetof(struct model_document, superseded_note), 0},
    {"", NULL, 0, 0},
};

static dueby_status read_superseded(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  (void)argument;
  dueby_status status = dueby_read_map(reader, node, superseded_keys, "\"superseded\"", at);
  if (status == DUEBY_OK) status = dueby_need_key(reader, node, "from", "\"superseded\"");
  return status == DUEBY_OK ? dueby_need_key(reader, node, "note", "\"superseded\"") : status;
}

static const struct key document_keys[] = {
    {"id", dueby_read_name, offsetof(struct model_document, id), 0},
    {"title", dueby_read_text, offsetof(struct model_document, title), 0},
    {"version", dueby_read_text, offsetof(struct model_document, version), 0},
    {"date", dueby_read_partial_date, offsetof(struct model_document, date), 0},
    {"read_on", dueby_read_date, offsetof(struct model_document, read_on), 0},
    {"text", dueby_read_text, offsetof(struct model_document, text_read), 0},
    {"superseded", read_superseded, 0, 0},
    {"", NULL, 0, 0},
};

static dueby_status read_document(struct reader *reader, const struct yaml_node *node) {
  struct model_document document = {0};
  document.superseded_from = document.read_on = DUEBY_DATE_NONE;
  dueby_status status = dueby_read_map(reader, node, document_keys, "a document", &document);
  if (status == DUEBY_OK) status = dueby_need_key(reader, node, "title", "a document");
  if (status == DUEBY_OK) dueby_image_add(reader->image, MODEL_DOCUMENTS, &document);
  return status;
}

/* Gives an id to the document that was read last. The id must be unique. */
static dueby_status name_document(struct reader *reader, const struct yaml_node *id) {
  int32_t earlier;
  if (names_find(&reader->documents, id->text, &earlier))
    return dueby_yaml_wrong(reader, id, "two documents have the id \"%s\"", id->text);
  names_add(&reader->documents, id->text, reader->image->tables[MODEL_DOCUMENTS].count - 1);
  return DUEBY_OK;
}

/* Reads the document of a file that has only one. Its sources then need not name it. */
static dueby_status read_only_document(struct reader *reader, const struct yaml_node *node) {
  dueby_status status = read_document(reader, node);
  const struct yaml_node *id = dueby_yaml_child(node, "id");
  if (status != DUEBY_OK || !id) return status;
  return names_make(&reader->documents, 1) ? name_document(reader, id) : DUEBY_EMEMORY;
}

dueby_status dueby_read_documents(struct reader *reader, const struct yaml_node *one, const struct yaml_node *list) {
  if (one && list) return dueby_yaml_wrong(reader, list, "use either \"document\" or \"documents\", not both");
  if (one) return read_only_document(reader, one);
  if (!list) return DUEBY_OK;
  dueby_status status = dueby_need_list(reader, list);
  if (status == DUEBY_OK) status = dueby_make_names(&reader->documents, list);
  for (const struct yaml_node *node = list->first; node && status == DUEBY_OK; node = node->next) {
    status = read_document(reader, node);
    if (status == DUEBY_OK) status = dueby_need_key(reader, node, "id", "a document in a list of documents");
    if (status == DUEBY_OK) status = name_document(reader, dueby_yaml_child(node, "id"));
  }
  return status;
}

static dueby_status find_document(struct reader *reader, const struct yaml_node *source, const struct yaml_node *id,
                                  int32_t *document) {
  const struct rows *rows = &reader->image->tables[MODEL_DOCUMENTS];
  const struct model_document *documents = rows->at;
  if (!id && rows->count == 1) {
    *document = 0;
    return DUEBY_OK;
  }
  if (!id && rows->count == 0)
    return dueby_yaml_wrong(reader, source, "a source needs a document, but this profile does not name one");
  if (!id) return dueby_yaml_wrong(reader, source, "a source needs the key \"document\", because this profile cites several");
  if (names_find(&reader->documents, id->text, document)) return DUEBY_OK;
  dueby_nearest nearest = {id->text, NULL, 0, 0};
  for (int32_t i = 0; i < rows->count; i++)
    if (documents[i].id) dueby_nearest_consider(&nearest, dueby_own_text(reader, documents[i].id));
  return dueby_yaml_unknown(reader, id, "document", &nearest);
}

struct source {
  struct model_version version; /* a version; only its source fields are used */
  const struct yaml_node *document;
};

static const struct key source_keys[] = {
    {"document", dueby_keep_node, offsetof(struct source, document), 0},
    {"section", dueby_read_text, offsetof(struct source, version.section), 0},
    {"checked", dueby_read_code, offsetof(struct source, version.checked), DUEBY_CODE_CHECKED},
    {"read_on", dueby_read_date, offsetof(struct source, version.read_on), 0},
    {"text", dueby_read_text, offsetof(struct source, version.text_read), 0},
    {"note", dueby_read_text, offsetof(struct source, version.note), 0},
    {"", NULL, 0, 0},
};

static dueby_status check_text_read(struct reader *reader, const struct yaml_node *node, int32_t checked) {
  const struct yaml_node *read_on = dueby_yaml_child(node, "read_on"),
                         *read_on_node = read_on ? read_on : dueby_yaml_child(node, "text");
  if (!read_on_node || checked != DUEBY_CHECKED_UNCHECKED) return DUEBY_OK;
  return dueby_yaml_wrong(reader, read_on_node,
                          "\"%s\" can only be given for a source that has been read: \"checked\" must be primary or secondary",
                          read_on_node->key);
}

/* Reads a source into the source fields of a version. */
dueby_status dueby_read_source(struct reader *reader, const struct yaml_node *node, struct model_version *version) {
  struct source source = {.version.read_on = DUEBY_DATE_NONE};
  dueby_status status = dueby_read_map(reader, node, source_keys, "a source", &source);
  if (status == DUEBY_OK && source.document) status = dueby_need_scalar(reader, source.document);
  if (status == DUEBY_OK) status = find_document(reader, node, source.document, &source.version.document);
  if (status == DUEBY_OK) status = dueby_need_key(reader, node, "checked", "a source");
  if (status == DUEBY_OK) status = check_text_read(reader, node, source.version.checked);
  *version = source.version;
  return status;
}
