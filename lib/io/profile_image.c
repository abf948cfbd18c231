#include "profile_image.h"

#include <stdlib.h>
#include <string.h>

static const size_t row_sizes[MODEL_TABLES] = {
    [MODEL_DOCUMENTS] = sizeof(struct model_document),
    [MODEL_EVENTS] = sizeof(struct model_event),
    [MODEL_TAGS] = sizeof(struct model_tag),
    [MODEL_RULES] = sizeof(struct model_rule),
    [MODEL_VERSIONS] = sizeof(struct model_version),
    [MODEL_PHASES] = sizeof(struct model_phase),
    [MODEL_ENDS] = sizeof(int32_t),
    [MODEL_NEEDS] = sizeof(int32_t),
};

static int32_t add_rows(struct profile_image *image, struct rows *rows, const void *row, int32_t count) {
  if (image->failed) return -1;
  if (rows->count + count > rows->capacity) {
    int32_t capacity = (rows->count + count) * 2;
    void *grown = realloc(rows->at, (size_t)capacity * rows->size);
    if (!grown) {
      image->failed = 1;
      return -1;
    }
    rows->at = grown;
    rows->capacity = capacity;
  }
  memcpy((char *)rows->at + (size_t)rows->count * rows->size, row, (size_t)count * rows->size);
  rows->count += count;
  return rows->count - count;
}

void dueby_image_begin(struct profile_image *image) {
  memset(image, 0, sizeof *image);
  image->header.magic = MODEL_MAGIC;
  image->header.format = MODEL_FORMAT;
  for (int table = 0; table < MODEL_TABLES; table++) image->tables[table].size = row_sizes[table];
  image->text.size = 1;
  add_rows(image, &image->text, "", 1); /* the empty string comes first, because offset 0 means no text */
}

void dueby_image_end(struct profile_image *image) {
  for (int table = 0; table < MODEL_TABLES; table++) free(image->tables[table].at);
  free(image->text.at);
}

int32_t dueby_image_add(struct profile_image *image, int table, const void *row) {
  return add_rows(image, &image->tables[table], row, 1);
}

int32_t dueby_image_text(struct profile_image *image, const char *text) {
  if (!text || !*text) return 0;
  int32_t at = add_rows(image, &image->text, text, (int32_t)strlen(text) + 1);
  return at < 0 ? 0 : at;
}

dueby_status dueby_image_numbers(struct profile_image *image, int32_t **numbers, int64_t *count) {
  size_t bytes = sizeof image->header;
  if (image->failed) return DUEBY_EMEMORY;
  for (int table = 0; table < MODEL_TABLES; table++) {
    image->header.counts[table] = image->tables[table].count;
    bytes += (size_t)image->tables[table].count * row_sizes[table];
  }
  char *made = malloc(bytes);
  if (!made) return DUEBY_EMEMORY;
  char *at = made;
  memcpy(at, &image->header, sizeof image->header);
  at += sizeof image->header;
  for (int table = 0; table < MODEL_TABLES; table++) {
    size_t size = (size_t)image->tables[table].count * row_sizes[table];
    if (size) memcpy(at, image->tables[table].at, size);
    at += size;
  }
  *numbers = (int32_t *)(void *)made;
  *count = (int64_t)(bytes / sizeof(int32_t));
  return DUEBY_OK;
}
