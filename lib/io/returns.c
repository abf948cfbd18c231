/* Reads the files of a return: finds a mapping for each, works out which events the files record, and returns the events one by
 * one. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "open.h"
#include "return_holds.h"
#include "return_same.h"

enum { SNIFFED = 4 };

/* ---- problems and memory ---- */

void dueby_return_report(const dueby_return *returned, int32_t severity, dueby_status code, const char *file, int64_t line,
                         const char *format, ...) {
  dueby_diagnostic what;
  dueby_diagnostics list = {&what, 1, 0};
  va_list arguments;
  va_start(arguments, format);
  dueby_io_vsay(&list, severity, code, line > INT32_MAX ? 0 : (int32_t)line, 0, format, arguments);
  va_end(arguments);
  if (returned->options.report) returned->options.report(&what, file, returned->options.context);
}

int dueby_return_grow(void **items, int64_t count, int64_t *capacity, size_t size) {
  enum { FIRST = 64 };
  if (count < *capacity) return 1;
  int64_t wanted = *capacity ? *capacity * 2 : FIRST;
  void *grown = realloc(*items, (size_t)wanted * size);
  if (!grown) return 0;
  *items = grown;
  *capacity = wanted;
  return 1;
}

static char *copy(const char *text) {
  size_t size = strlen(text) + 1;
  char *made = malloc(size);
  return made ? memcpy(made, text, size) : NULL;
}

/* ---- opening mappings ---- */

const dueby_mapping *dueby_return_mapping_at(const dueby_return *returned, int32_t mapping) {
  return returned->own ? returned->own[mapping] : returned->options.mappings[mapping];
}

int32_t dueby_return_known_mappings(const dueby_return *returned) {
  return returned->own ? returned->own_count : (int32_t)returned->options.mapping_count;
}

static dueby_status open_builtin(dueby_return *returned) {
  int32_t count = dueby_mapping_builtin_count();
  dueby_status status = DUEBY_OK;
  returned->own = calloc((size_t)count + 1, sizeof *returned->own);
  if (!returned->own) return DUEBY_EMEMORY;
  while (returned->own_count < count && status == DUEBY_OK) {
    status = dueby_mapping_new(returned->profile, dueby_mapping_builtin(returned->own_count), &returned->own[returned->own_count]);
    returned->own_count += status == DUEBY_OK;
  }
  return status;
}

/* Collects the names of all columns that some mapping carries. */
static dueby_status name_carried(dueby_return *returned) {
  int32_t mappings = dueby_return_known_mappings(returned);
  returned->carried = calloc((size_t)mappings * CARRIED_MAX + 1, sizeof *returned->carried);
  returned->columns = calloc((size_t)mappings * CARRIED_MAX + 1, sizeof *returned->columns);
  if (!returned->carried || !returned->columns) return DUEBY_EMEMORY;
  for (int32_t i = 0; i < mappings; i++) {
    const dueby_mapping *mapping = dueby_return_mapping_at(returned, i);
    for (int32_t j = 0; j < mapping->carried_count; j++) {
      int32_t at = 0;
      /* Every name before carried_count is set. NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker) */
      while (at < returned->carried_count && strcmp(returned->carried[at], mapping->carried[j]) != 0) at++;
      if (at == returned->carried_count) returned->carried[returned->carried_count++] = mapping->carried[j];
    }
  }
  return DUEBY_OK;
}

dueby_status dueby_return_new(const dueby_profile *profile, const dueby_return_options *options, dueby_return **returned) {
  const uint32_t flags = DUEBY_CASELOAD_MIDNIGHT_IS_TIME | DUEBY_CASELOAD_SHOW_VALUES;
  dueby_return_options taken = {0};
  if (options && (!TAKE_INPUT(dueby_return_options, &taken, options) || taken.flags & ~flags || taken.mapping_count < 0))
    return DUEBY_EARGUMENT;
  for (int64_t i = 0; taken.mappings && i < taken.mapping_count; i++)
    if (!taken.mappings[i]) return DUEBY_EARGUMENT;
  dueby_return *made = calloc(1, sizeof *made);
  if (!made) return DUEBY_EMEMORY;
  made->profile = profile;
  made->asked = DUEBY_DATE_NONE;
  made->tables.nones = &made->nones;
  made->options = taken;
  if (dueby_profile_find_event(profile, "birth", &made->birth) != DUEBY_OK) made->birth = 0;
  made->uses = dueby_return_uses(profile);
  dueby_status status = !made->uses ? DUEBY_EMEMORY : made->options.mappings ? DUEBY_OK : open_builtin(made);
  if (status == DUEBY_OK) status = name_carried(made);
  if (status == DUEBY_OK) *returned = made;
  else dueby_return_free(made);
  return status;
}

const dueby_profile *dueby_return_profile(const dueby_return *returned) {
  return returned->profile;
}

void dueby_return_free(dueby_return *returned) {
  if (!returned) return;
  free(returned->uses);
  for (int32_t i = 0; i < returned->input_count; i++) dueby_xml_free(returned->inputs[i]);
  for (int32_t i = 0; i < returned->file_count; i++) free(returned->files[i].name);
  for (int32_t i = 0; i < returned->added_count; i++) free(returned->added[i].name);
  for (int32_t i = 0; i < returned->set_count; i++) {
    free(returned->sets[i].name);
    free(returned->sets[i].years);
    free(returned->sets[i].held);
    free(returned->sets[i].tables);
  }
  for (int32_t i = 0; i < returned->own_count; i++) dueby_mapping_free(returned->own[i]);
  dueby_row_set_free(&returned->tables);
  dueby_interned_free(&returned->cases);
  dueby_interned_free(&returned->skipped);
  dueby_interned_free(&returned->absent);
  free(returned->absences);
  dueby_queue_free(&returned->queue);
  dueby_lost_free(returned);
  free(returned->own);
  free(returned->inputs);
  free(returned->files);
  free(returned->added);
  free(returned->sets);
  free(returned->carried);
  free(returned->columns);
  free(returned->order);
  free(returned->offsets);
  free(returned);
}

/* ---- adding files ---- */

/* True if a mapping that has files carries this column. */
static int is_carried(const dueby_return *returned, const char *column) {
  for (int32_t i = 0; i < dueby_return_mapping_count(returned); i++) {
    const dueby_mapping *mapping = dueby_return_mapping(returned, i);
    for (int32_t j = 0; j < mapping->carried_count; j++)
      if (strcmp(mapping->carried[j], column) == 0) return 1;
  }
  return 0;
}

static void find_columns(dueby_return *returned) {
  returned->column_count = 0;
  for (int32_t i = 0; i < returned->carried_count; i++)
    if (is_carried(returned, returned->carried[i])) returned->columns[returned->column_count++] = i;
}

int32_t dueby_return_add_name(dueby_return *returned, const char *name, int32_t set) {
  int64_t capacity = returned->file_capacity;
  if (!dueby_return_grow((void **)&returned->files, returned->file_count, &capacity, sizeof *returned->files)) return -1;
  returned->file_capacity = (int32_t)capacity;
  struct return_file file = {copy(name), set, NULL, 1};
  if (!file.name) return -1;
  if (!returned->sets[set].files++) find_columns(returned);
  returned->files[returned->file_count] = file;
  return returned->file_count++;
}

static dueby_date as_at_of(const dueby_return *returned, int32_t file) {
  return returned->sets[returned->files[file].set].as_at;
}

void dueby_return_file_number_text(const dueby_return *returned, int32_t file, char text[FILE_NUMBER_SIZE]) {
  int32_t earlier = 0;
  while (earlier < file && as_at_of(returned, earlier) != as_at_of(returned, file)) earlier++;
  if (earlier < file) snprintf(text, FILE_NUMBER_SIZE, ", file %d", (int)file + 1);
  else *text = '\0';
}

int64_t dueby_return_folder_length(const char *name) {
  int64_t length = 0;
  for (int64_t i = 0; name[i]; i++)
    if (name[i] == '/' || name[i] == '\\') length = i + 1;
  return length;
}

int32_t dueby_return_find_set(dueby_return *returned, int32_t mapping, const char *name, int is_xml) {
  int64_t folder = dueby_return_folder_length(name), capacity = returned->set_capacity;
  for (int32_t i = 0; i < returned->set_count && !is_xml; i++) {
    const struct return_set *set = &returned->sets[i];
    if (set->mapping == mapping && set->folder == folder && strncmp(set->name, name, (size_t)folder) == 0) return i;
  }
  if (!dueby_return_grow((void **)&returned->sets, returned->set_count, &capacity, sizeof *returned->sets)) return -1;
  returned->set_capacity = (int32_t)capacity;
  struct return_set set = {.mapping = mapping, .folder = folder, .name = copy(name), .as_at = DUEBY_DATE_NONE};
  int has_years = dueby_return_mapping_at(returned, mapping)->period == PERIOD_YEAR;
  if (has_years) set.years = calloc(YEARS, sizeof *set.years);
  size_t events = (size_t)dueby_profile_event_count(returned->profile) + 1;
  set.held = calloc(events, 1);
  size_t blocks = 1;
  for (const struct block *block = dueby_return_mapping_at(returned, mapping)->blocks; block; block = block->next) blocks++;
  set.tables = calloc(blocks, 1);
  if (!set.name || !set.held || !set.tables || (has_years && !set.years)) {
    free(set.name);
    free(set.held);
    free(set.tables);
    free(set.years);
    return -1;
  }
  if (is_xml) memset(set.held, 1, events); /* an XML file counts as having every element: a missing one may just have been empty */
  returned->sets[returned->set_count] = set;
  return returned->set_count++;
}

/* A source that first returns the bytes that were read to recognise the file, and then the rest from the real source. */
struct sniffed {
  dueby_csv_source source;
  void *context;
  char bytes[SNIFFED];
  int64_t length, read;
};

static int64_t read_sniffed(void *context, char *bytes, int64_t size) {
  struct sniffed *sniffed = context;
  int64_t left = sniffed->length - sniffed->read, given = left < size ? left : size;
  if (!left) return sniffed->source(sniffed->context, bytes, size);
  memcpy(bytes, sniffed->bytes + sniffed->read, (size_t)given);
  sniffed->read += given;
  return given;
}

/* True if a file is XML: it begins with <, possibly after a byte-order mark or spaces, in UTF-8 or UTF-16. */
static int is_xml(const struct sniffed *sniffed) {
  for (int64_t i = 0; i < sniffed->length; i++) {
    unsigned char byte = (unsigned char)sniffed->bytes[i];
    if (byte == '<') return 1;
    if (byte > ' ' && byte != 0xef && byte != 0xbb && byte != 0xbf && byte != 0xff && byte != 0xfe) return 0;
  }
  return 0;
}

static dueby_status add_new(dueby_return *returned, const char *name, const struct content *content, dueby_csv_source source,
                            void *context) {
  struct sniffed *sniffed = calloc(1, sizeof *sniffed);
  dueby_status status = DUEBY_OK;
  if (!sniffed) return DUEBY_EMEMORY;
  sniffed->source = source;
  sniffed->context = context;
  while (sniffed->length < SNIFFED) {
    int64_t got = source(context, sniffed->bytes + sniffed->length, SNIFFED - sniffed->length);
    if (got < 0) status = DUEBY_EFILE;
    if (got <= 0) break;
    sniffed->length += got;
  }
  int is_of_xml = is_xml(sniffed);
  if (status == DUEBY_OK && dueby_return_is_repeated(returned, name, content, is_of_xml)) {
    free(sniffed);
    return DUEBY_OK;
  }
  if (status == DUEBY_OK && is_of_xml) return dueby_return_open_xml(returned, name, read_sniffed, sniffed);
  if (status == DUEBY_OK) status = dueby_return_read_table(returned, name, read_sniffed, sniffed);
  free(sniffed);
  if (status == DUEBY_EFORMAT) dueby_return_report(returned, DUEBY_SEVERITY_ERROR, status, name, 0, "%s", dueby_csv_reason(status));
  return status;
}

/* Adds a file, unless one with the same content was added before. */
static dueby_status add_source(dueby_return *returned, const char *name, const struct content *content, dueby_csv_source source,
                               void *context) {
  int32_t inputs = returned->input_count, files = returned->file_count;
  dueby_status status = add_new(returned, name, content, source, context);
  int is_added = returned->input_count > inputs || returned->file_count > files;
  return status == DUEBY_OK && is_added ? dueby_return_remember(returned, name, content) : status;
}

dueby_status dueby_return_add(dueby_return *returned, const char *name, dueby_csv_source source, void *context) {
  struct content content = {-1, 0, 0};
  if (source == dueby_csv_from_memory) {
    const dueby_csv_memory *memory = context;
    content = dueby_content_of_memory(memory->text + memory->read, memory->length - memory->read);
  }
  return add_source(returned, name, &content, source, context);
}

/* A file that dueby_return_add_file opened. If many XML files wait to be read, only the first few stay open, because a program may
 * only have about 1,000 files open, on some systems fewer. */
struct own_file {
  FILE *file; /* NULL while it is closed */
  struct content content;
  int64_t read; /* number of bytes read so far */
  char path[];
};

enum { STAY_OPEN = 8, SEEK_AT_ONCE = 1 << 30 };

static struct own_file *open_own(const char *path) {
  size_t size = strlen(path) + 1;
  struct own_file *own = calloc(1, sizeof *own + size);
  FILE *file = own ? dueby_io_open(path) : NULL;
  if (!file) {
    free(own);
    return NULL;
  }
  memcpy(own->path, path, size);
  own->file = file;
  own->content = dueby_content_of_file(file);
  return own;
}

void dueby_own_file_close(struct own_file *own) {
  if (own && own->file) fclose(own->file);
  free(own);
}

/* Opens a file again and goes to where reading stopped. Returns 0 if that fails, or if the file has changed. */
static int open_again(struct own_file *own) {
  own->file = dueby_io_open(own->path);
  if (!own->file) return 0;
  const struct content now = dueby_content_of_file(own->file);
  int is_same = now.bytes == own->content.bytes && now.hash == own->content.hash;
  for (int64_t left = own->read; left > 0 && is_same; left -= SEEK_AT_ONCE)
    is_same = fseek(own->file, left < SEEK_AT_ONCE ? (long)left : SEEK_AT_ONCE, SEEK_CUR) == 0;
  if (!is_same) errno = 0; /* not a system error */
  return is_same;
}

static int64_t read_own(void *context, char *bytes, int64_t size) {
  struct own_file *own = context;
  if (!own->file && !open_again(own)) return -1;
  size_t got = fread(bytes, 1, (size_t)size, own->file);
  own->read += (int64_t)got;
  return !got && ferror(own->file) ? -1 : (int64_t)got;
}

dueby_status dueby_return_add_file(dueby_return *returned, const char *path) {
  struct own_file *own = open_own(path);
  int32_t inputs = returned->input_count;
  if (!own) return errno == ENOMEM ? DUEBY_EMEMORY : DUEBY_EFILE;
  dueby_status status = add_source(returned, path, &own->content, read_own, own);
  if (returned->input_count == inputs) {
    dueby_own_file_close(own);
    return status;
  }
  dueby_xml_own_file(returned->inputs[inputs], own);
  if (inputs < STAY_OPEN || own->content.bytes < 0) return status;
  fclose(own->file);
  own->file = NULL;
  return status;
}

/* ---- describing the added files ---- */

/* Returns how many files were read with a mapping. */
static int64_t files_by(const dueby_return *returned, int32_t mapping) {
  int64_t files = 0;
  for (int32_t i = 0; i < returned->set_count; i++)
    if (returned->sets[i].mapping == mapping) files += returned->sets[i].files;
  return files;
}

/* Returns the mapping at an index among the mappings that have files, or -1 if there are fewer. */
static int32_t used_mapping(const dueby_return *returned, int32_t index) {
  for (int32_t i = 0; i < dueby_return_known_mappings(returned); i++)
    if (files_by(returned, i) && !index--) return i;
  return -1;
}

int32_t dueby_return_mapping_count(const dueby_return *returned) {
  int32_t count = 0;
  while (used_mapping(returned, count) >= 0) count++;
  return count;
}

const dueby_mapping *dueby_return_mapping(const dueby_return *returned, int32_t index) {
  int32_t mapping = index < 0 ? -1 : used_mapping(returned, index);
  return mapping < 0 ? NULL : dueby_return_mapping_at(returned, mapping);
}

int64_t dueby_return_file_count(const dueby_return *returned, int32_t index) {
  int32_t mapping = index < 0 ? -1 : used_mapping(returned, index);
  return mapping < 0 ? 0 : files_by(returned, mapping);
}

dueby_date dueby_return_as_at(const dueby_return *returned) {
  dueby_date latest = DUEBY_DATE_NONE;
  for (int32_t i = 0; i < returned->set_count; i++)
    if (returned->sets[i].as_at != DUEBY_DATE_NONE && (latest == DUEBY_DATE_NONE || returned->sets[i].as_at > latest))
      latest = returned->sets[i].as_at;
  return latest;
}

/* ---- events in the last case ---- */

dueby_status dueby_return_take(dueby_return *returned) {
  dueby_status status = DUEBY_DONE;
  while (returned->next_input < returned->input_count) {
    status = dueby_xml_take(returned->inputs[returned->next_input], &returned->last, &returned->given);
    if (status != DUEBY_DONE) return status;
    returned->next_input++;
  }
  while (returned->queue.next == returned->queue.count) {
    status = dueby_return_read_case(returned);
    if (status != DUEBY_OK) return status == DUEBY_DONE ? dueby_lost_take(returned) : status;
  }
  returned->last = &returned->queue.events[returned->queue.next++];
  returned->given = &returned->queue;
  return DUEBY_OK;
}

/* ---- carried columns of the last event ---- */

int32_t dueby_return_column_count(const dueby_return *returned) {
  return returned->column_count;
}

const char *dueby_return_column(const dueby_return *returned, int32_t column) {
  return column < 0 || column >= returned->column_count ? NULL : returned->carried[returned->columns[column]];
}

const char *dueby_return_value(const dueby_return *returned, int32_t column) {
  if (column < 0 || column >= returned->column_count || !returned->last) return NULL;
  int64_t first = returned->last->carried, text = first < 0 ? -1 : returned->given->carried[first + returned->columns[column]];
  return text < 0 ? "" : interned_at(&returned->given->texts, text);
}

/* ---- reading the next event ---- */

int64_t dueby_return_unread_count(const dueby_return *returned) {
  return returned->unread_count;
}

dueby_status dueby_return_next(dueby_return *returned, dueby_return_event *event) {
  dueby_status status;
  while ((status = dueby_return_take(returned)) == DUEBY_OK && returned->last->is_unread) returned->unread_count++;
  if (status != DUEBY_OK) return status;
  const struct found_event *found = returned->last;
  const struct interned *texts = &returned->given->texts;
  *event = (dueby_return_event){.name = interned_at(texts, found->name),
                                .ref = found->ref < 0 ? "" : interned_at(texts, found->ref),
                                .file = returned->files[found->file].name,
                                .field = dueby_field_text(found->block, found->field, returned->field, sizeof returned->field),
                                .note = found->note ? found->note : "",
                                .line = found->line,
                                .event = found->event,
                                .is_bad = found->is_bad};
  return DUEBY_OK;
}
