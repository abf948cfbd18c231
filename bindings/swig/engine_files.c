/* Reads the files of a return in memory into columns of events, and collects the messages about them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine_internal.h"

/* ---- files ---- */

struct file {
  char *name, *bytes;
  int64_t length;
  int32_t is_optional;
};

struct dueby_files {
  char *mapping; /* NULL for any built-in mapping */
  char *yaml;    /* the caller's mapping, or NULL */
  int64_t yaml_length;
  int32_t flags;
  struct file *items;
  int64_t count, capacity;
};

static char *copy(const char *text, size_t length) {
  char *made = malloc(length + 1);
  if (!made) return NULL;
  if (length) memcpy(made, text, length);
  made[length] = '\0';
  return made;
}

dueby_status dueby_files_new(const char *mapping, const uint8_t *yaml, int64_t n_yaml, int32_t flags, dueby_files **files) {
  dueby_files *made = calloc(1, sizeof *made);
  if (!made) return DUEBY_EMEMORY;
  made->flags = flags;
  made->yaml_length = n_yaml;
  if (mapping) made->mapping = copy(mapping, strlen(mapping));
  if (n_yaml) made->yaml = copy((const char *)yaml, (size_t)n_yaml);
  if ((mapping && !made->mapping) || (n_yaml && !made->yaml)) {
    dueby_files_free(made);
    return DUEBY_EMEMORY;
  }
  *files = made;
  return DUEBY_OK;
}

void dueby_files_free(dueby_files *files) {
  if (!files) return;
  for (int64_t i = 0; i < files->count; i++) {
    free(files->items[i].name);
    free(files->items[i].bytes);
  }
  free(files->items);
  free(files->mapping);
  free(files->yaml);
  free(files);
}

dueby_status dueby_files_add(dueby_files *files, const char *name, const uint8_t *file, int64_t n_file, int32_t is_optional) {
  enum { FIRST = 16 };
  if (files->count == files->capacity) {
    int64_t capacity = files->capacity ? files->capacity * 2 : FIRST;
    struct file *items = realloc(files->items, (size_t)capacity * sizeof *items);
    if (!items) return DUEBY_EMEMORY;
    files->items = items;
    files->capacity = capacity;
  }
  struct file added = {copy(name, strlen(name)), copy((const char *)file, (size_t)n_file), n_file, is_optional};
  files->items[files->count++] = added;
  return added.name && added.bytes ? DUEBY_OK : DUEBY_EMEMORY;
}

dueby_status dueby_engine_unknown_mapping(const char *name, char *text, int64_t size, int64_t *needed) {
  dueby_nearest nearest = {name, NULL, 0, 0};
  for (int32_t i = 0; i < dueby_mapping_builtin_count(); i++) dueby_nearest_consider(&nearest, dueby_mapping_builtin(i));
  return dueby_unknown_nearest_text(DUEBY_NAME_MAPPING, &nearest, DUEBY_STYLE_ARGUMENTS, text, size, needed);
}

/* ---- opening files ---- */

static void report(const dueby_diagnostic *what, const char *file, void *context) {
  dueby_messages_take(context, what, file);
}

static const char *refusal_of(int32_t refusal, char text[128]) {
  dueby_refusal_text(refusal, DUEBY_STYLE_ARGUMENTS, NULL, text, 128, NULL);
  return text;
}

static dueby_status say(struct messages *messages, int32_t severity, const char *file, const char *text) {
  dueby_diagnostic what = {.severity = severity, .code = DUEBY_ETEXT};
  snprintf(what.message, sizeof what.message, "%s", text);
  dueby_messages_take(messages, &what, file);
  return DUEBY_ETEXT;
}

static dueby_status open_mapping(const dueby_files *files, const dueby_profile *profile, struct messages *messages,
                                 struct opened_files *opened) {
  dueby_diagnostic item = {.severity = DUEBY_SEVERITY_ERROR};
  dueby_diagnostics found = {&item, 1, 0};
  if (!files->yaml) return dueby_mapping_new(profile, files->mapping, &opened->mapping);
  dueby_status status = dueby_mapping_from_yaml(profile, files->yaml, files->yaml_length, &found, &opened->mapping);
  if (status != DUEBY_OK && status != DUEBY_EMEMORY) dueby_messages_take(messages, &item, files->mapping);
  return status;
}

static dueby_status add_files(const dueby_files *files, struct messages *messages, struct opened_files *opened) {
  dueby_status status = DUEBY_OK;
  char text[128];
  for (int64_t i = 0; i < files->count && status == DUEBY_OK; i++) {
    const struct file *file = &files->items[i];
    if (!file->name || !file->bytes) return DUEBY_EMEMORY;
    opened->memories[i] = (dueby_csv_memory){file->bytes, file->length, 0};
    status = dueby_return_add(opened->returned, file->name, dueby_csv_from_memory, &opened->memories[i]);
    if (status != DUEBY_ENOTFOUND) continue;
    status = DUEBY_OK;
    if (!file->length && !file->is_optional)
      return say(messages, DUEBY_SEVERITY_ERROR, file->name, refusal_of(DUEBY_REFUSAL_EMPTY_FILE, text));
    if (file->is_optional) say(messages, DUEBY_SEVERITY_WARNING, file->name, refusal_of(DUEBY_REFUSAL_SKIPPED, text));
    else status = say(messages, DUEBY_SEVERITY_ERROR, file->name, refusal_of(DUEBY_REFUSAL_UNKNOWN_FILE, text));
  }
  if (status == DUEBY_OK && !dueby_return_mapping_count(opened->returned))
    return say(messages, DUEBY_SEVERITY_ERROR, files->count ? files->items[0].name : "",
               files->count > 1 ? "dueby does not recognise this file or any of the others"
                                : refusal_of(DUEBY_REFUSAL_UNKNOWN_FILE, text));
  return status;
}

dueby_status dueby_files_open(const dueby_files *files, const dueby_profile *profile, struct messages *messages,
                              struct opened_files *opened) {
  *opened = (struct opened_files){{NULL}, NULL, NULL, NULL};
  dueby_status status = files->mapping || files->yaml ? open_mapping(files, profile, messages, opened) : DUEBY_OK;
  opened->mappings[0] = opened->mapping;
  const dueby_return_options options = {.flags = (uint32_t)files->flags,
                                        .mappings = opened->mapping ? opened->mappings : NULL,
                                        .mapping_count = opened->mapping != NULL,
                                        .report = report,
                                        .context = messages};
  if (status == DUEBY_OK) opened->memories = calloc((size_t)files->count + 1, sizeof *opened->memories);
  if (status == DUEBY_OK) status = opened->memories ? dueby_return_new(profile, &options, &opened->returned) : DUEBY_EMEMORY;
  if (status == DUEBY_OK) status = add_files(files, messages, opened);
  if (status != DUEBY_OK) dueby_files_close(opened);
  return status;
}

void dueby_files_close(struct opened_files *opened) {
  dueby_return_free(opened->returned);
  dueby_mapping_free(opened->mapping);
  free(opened->memories);
  *opened = (struct opened_files){{NULL}, NULL, NULL, NULL};
}

/* ---- events ---- */

struct dueby_reading {
  struct opened_files opened;
  struct messages messages;
  dueby_listing *table; /* the events; NULL once they have been passed on */
};

void dueby_reading_free(dueby_reading *reading) {
  if (!reading) return;
  dueby_files_close(&reading->opened);
  dueby_messages_free(&reading->messages);
  dueby_listing_free(reading->table);
  free(reading);
}

static dueby_status declare_event(void *from, dueby_cell_sink sink, void *context) {
  dueby_return_cells(from, NULL, sink, context);
  return DUEBY_OK;
}

/* Writes the next event. Bad rows are skipped, because they have already been reported. */
static dueby_status next_event(void *from, dueby_cell_sink sink, void *context) {
  dueby_return_event event = {.is_bad = 1};
  dueby_status status = DUEBY_OK;
  while (status == DUEBY_OK && event.is_bad) status = dueby_return_next(from, &event);
  if (status == DUEBY_OK) dueby_return_cells(from, &event, sink, context);
  return status;
}

int32_t dueby_reading_new(const dueby_profile *profile, const dueby_files *files, char *message, int64_t message_size,
                          dueby_reading **reading) {
  dueby_reading *made = calloc(1, sizeof *made);
  *message = '\0';
  if (!made) return DUEBY_EMEMORY;
  dueby_status status = !files ? DUEBY_EARGUMENT : dueby_files_open(files, profile, &made->messages, &made->opened);
  if (status == DUEBY_OK) status = dueby_listing_make(declare_event, next_event, made->opened.returned, &made->table);
  if (status == DUEBY_OK && made->messages.has_lost) status = DUEBY_EMEMORY;
  if (status != DUEBY_OK && status != DUEBY_EMEMORY) dueby_messages_write_last(&made->messages, message, message_size);
  if (status == DUEBY_OK) *reading = made;
  else dueby_reading_free(made);
  return status;
}

dueby_status dueby_reading_take_table(dueby_reading *reading, dueby_listing **table) {
  if (!reading->table) return DUEBY_EARGUMENT;
  *table = reading->table;
  reading->table = NULL;
  return DUEBY_OK;
}

dueby_date dueby_reading_as_at(const dueby_reading *reading) {
  return dueby_return_as_at(reading->opened.returned);
}

dueby_status dueby_reading_note_text(const dueby_reading *reading, int64_t index, dueby_date taken, char *text, int64_t size,
                                     int64_t *needed) {
  return dueby_return_note_text(reading->opened.returned, index, taken, text, size, needed);
}

const char *dueby_reading_message(const dueby_reading *reading, int64_t place, int32_t *line, int32_t *severity,
                                  const char **file) {
  return dueby_messages_at(&reading->messages, place, line, severity, file);
}
