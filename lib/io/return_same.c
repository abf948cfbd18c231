/* Recognises a file that was already added to a return, by its content. Otherwise its unreadable rows would count twice. */
#include "return_same.h"

#include <stdlib.h>
#include <string.h>

#include "return_places.h"

enum { PIECE = 8 };

/* ---- the content of a file ---- */

static void take_bytes(struct content *content, const char *bytes, int64_t count) {
  const uint64_t factor = 0x9e3779b97f4a7c15u;
  for (int64_t at = 0; at < count; at += PIECE) {
    uint64_t piece = 0;
    memcpy(&piece, bytes + at, (size_t)(count - at < PIECE ? count - at : PIECE));
    content->hash = (content->hash ^ piece) * factor;
    content->hash ^= content->hash >> 32;
  }
  const char *line_end = content->has_rows ? NULL : memchr(bytes, '\n', (size_t)count);
  content->has_rows |= line_end && line_end + 1 < bytes + count;
  content->bytes += count;
}

struct content dueby_content_of_memory(const char *bytes, int64_t length) {
  struct content content = {0};
  if (length > 0) take_bytes(&content, bytes, length);
  return content;
}

struct content dueby_content_of_file(FILE *file) {
  enum { AT_ONCE = PIECE << 10 };
  static const struct content unknown = {-1, 0, 0};
  struct content content = {0};
  char bytes[AT_ONCE];
  if (fseek(file, 0, SEEK_SET) != 0) return unknown;
  for (size_t got; (got = fread(bytes, 1, sizeof bytes, file)) > 0;) take_bytes(&content, bytes, (int64_t)got);
  if (ferror(file) || fseek(file, 0, SEEK_SET) != 0) return unknown;
  return content;
}

/* ---- files that were added ---- */

static int is_same_folder(const char *name, const char *other) {
  int64_t folder = dueby_return_folder_length(name);
  return folder == dueby_return_folder_length(other) && strncmp(name, other, (size_t)folder) == 0;
}

/* Returns the name of an added file with this content, or NULL if there is none. If `folder_of` is a file's name, only looks in
 * that file's folder. */
static const char *find_same(const dueby_return *returned, const char *folder_of, const struct content *content) {
  for (int32_t i = 0; i < returned->added_count && content->bytes >= 0; i++) {
    const struct added_file *added = &returned->added[i];
    if (added->bytes == content->bytes && added->hash == content->hash && (!folder_of || is_same_folder(added->name, folder_of)))
      return added->name;
  }
  return NULL;
}

int dueby_return_is_repeated(const dueby_return *returned, const char *name, const struct content *content, int is_xml) {
  const char *same = find_same(returned, is_xml ? NULL : name, content);
  if (same)
    dueby_return_report(returned, DUEBY_SEVERITY_WARNING, DUEBY_ETEXT, name, 0,
                        "this file has the same content as %.200s, so we did not read it again", same);
  return same != NULL;
}

dueby_status dueby_return_remember(dueby_return *returned, const char *name, const struct content *content) {
  int64_t capacity = returned->added_capacity;
  const char *same = content->has_rows ? find_same(returned, NULL, content) : NULL;
  if (content->bytes < 0) return DUEBY_OK;
  if (same)
    dueby_return_report(
        returned, DUEBY_SEVERITY_WARNING, DUEBY_ETEXT, name, 0,
        "this file has the same content as %.200s: check whether you meant to give a file for a different year or day", same);
  if (!dueby_return_grow((void **)&returned->added, returned->added_count, &capacity, sizeof *returned->added))
    return DUEBY_EMEMORY;
  returned->added_capacity = (int32_t)capacity;
  size_t size = strlen(name) + 1;
  char *kept = malloc(size);
  if (!kept) return DUEBY_EMEMORY;
  memcpy(kept, name, size);
  returned->added[returned->added_count++] = (struct added_file){kept, content->bytes, content->hash};
  return DUEBY_OK;
}
