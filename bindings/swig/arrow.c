#include "arrow.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct dueby_column {
  atomic_int holders;
  int32_t width;
  int64_t n;
  void *values;
  const uint8_t *valid;
  void *own_values, *own_valid; /* memory that is freed together with the column */
  struct ArrowArray array;      /* the array that owns `values` and `valid`, unless it has been released */
};

/* ---- the lifetime of a column ---- */

static void release_array(struct ArrowArray *array) {
  if (array->release) array->release(array);
}

static dueby_column *open_column(int64_t n, int32_t width) {
  dueby_column *column = calloc(1, sizeof *column);
  if (!column) return NULL;
  atomic_init(&column->holders, 1);
  column->n = n;
  column->width = width;
  return column;
}

void dueby_column_free(dueby_column *column) {
  if (!column || atomic_fetch_sub(&column->holders, 1) > 1) return;
  release_array(&column->array);
  free(column->own_values);
  free(column->own_valid);
  free(column);
}

static int make_values(dueby_column *column) {
  column->values = column->own_values = malloc((size_t)column->n * (size_t)column->width + 1);
  return column->values != NULL;
}

dueby_status dueby_column_new(int64_t n, int32_t width, dueby_column **column) {
  if (n < 0 || (width != 1 && width != 4 && width != 8)) return DUEBY_EARGUMENT;
  if (n >= PTRDIFF_MAX / width) return DUEBY_EMEMORY;
  dueby_column *made = open_column(n, width);
  if (!made || !make_values(made)) {
    dueby_column_free(made);
    return DUEBY_EMEMORY;
  }
  *column = made;
  return DUEBY_OK;
}

int64_t dueby_column_length(const dueby_column *column) {
  return column->n;
}

int32_t dueby_column_width(const dueby_column *column) {
  return column->width;
}

const void *dueby_column_values(const dueby_column *column) {
  return column->values;
}

void *dueby_column_writable(dueby_column *column) {
  return column->own_values;
}

const uint8_t *dueby_column_valid(const dueby_column *column) {
  return column->valid;
}

static int is_null(const uint8_t *valid, int64_t i) {
  return valid && !(valid[i / 8] >> (i % 8) & 1);
}

static void resolve(const dueby_column *column, int32_t *to) {
  const int32_t *days = column->values;
  for (int64_t i = 0; i < column->n; i++) to[i] = is_null(column->valid, i) ? DUEBY_DATE_NONE : days[i];
}

dueby_status dueby_column_fill_nulls(dueby_column *column, dueby_column **settled) {
  if (!column->valid) {
    atomic_fetch_add(&column->holders, 1);
    *settled = column;
    return DUEBY_OK;
  }
  dueby_status status = dueby_column_new(column->n, 4, settled);
  if (status == DUEBY_OK) resolve(column, (*settled)->values);
  return status;
}

/* ---- import ---- */

/* The type of an array's elements. They are days if ticks_per_day is 0. */
struct layout {
  int64_t ticks_per_day, ticks_per_second;
  int has_zone;
};

static int read_layout(const struct ArrowSchema *schema, struct layout *layout) {
  static const struct {
    char format[5];
    int64_t ticks_per_second;
  } kinds[] = {{"tdD", 0}, {"n", 1}, {"tdm", 1000}, {"tss:", 1}, {"tsm:", 1000}, {"tsu:", 1000000}, {"tsn:", 1000000000}};
  const char *format = schema->format;
  if (!format || schema->dictionary) return 0;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    size_t length = strlen(kinds[i].format);
    int is_timestamp = length == 4;
    if (strncmp(format, kinds[i].format, length) != 0 || (format[length] && !is_timestamp)) continue;
    layout->ticks_per_second = kinds[i].ticks_per_second;
    layout->ticks_per_day = layout->ticks_per_second * 86400;
    layout->has_zone = format[length] != '\0';
    return 1;
  }
  return 0;
}

static int64_t floor_divide(int64_t ticks, int64_t by) {
  return ticks / by - (ticks % by < 0);
}

/* Returns the UK day of a tick, or a day outside every calendar if the tick is too far away. */
static dueby_date day_of(const struct layout *layout, int64_t ticks) {
  int32_t second, offset;
  dueby_date date;
  if (layout->has_zone)
    return dueby_time_civil(floor_divide(ticks, layout->ticks_per_second), &date, &second, &offset) == DUEBY_OK ? date : INT32_MAX;
  int64_t day = floor_divide(ticks, layout->ticks_per_day);
  return day > INT32_MIN && day <= INT32_MAX ? (dueby_date)day : INT32_MAX;
}

/* Uses the days in place. Copies the bitmap if it does not begin with the first day's bit. Returns 0 if out of memory. */
static int take_in_place(dueby_column *column, const uint8_t *bits, const void *days) {
  int64_t first = column->array.offset;
  column->values = (void *)(uintptr_t)days; /* the values are never written to, because own_values is NULL */
  if (!bits || first % 8 == 0) {
    column->valid = bits ? bits + first / 8 : NULL;
    return 1;
  }
  uint8_t *shifted = calloc((size_t)column->n / 8 + 1, 1);
  for (int64_t i = 0; shifted && i < column->n; i++)
    if (!is_null(bits, first + i)) shifted[i / 8] = (uint8_t)(shifted[i / 8] | 1 << (i % 8));
  column->valid = column->own_valid = shifted;
  return shifted != NULL;
}

static dueby_date read_day(const struct layout *layout, const unsigned char *at) {
  int64_t ticks;
  dueby_date day;
  if (!layout->ticks_per_day) {
    memcpy(&day, at, sizeof day);
    return day;
  }
  memcpy(&ticks, at, sizeof ticks);
  return day_of(layout, ticks);
}

/* Copies the days of an array, with DUEBY_DATE_NONE in place of nulls. Returns 0 if out of memory. */
static int take_copy(dueby_column *column, const struct layout *layout, const uint8_t *bits, const unsigned char *values) {
  int64_t first = column->array.offset, each = layout->ticks_per_day ? 8 : 4;
  if (!make_values(column)) return 0;
  int32_t *days = column->values;
  for (int64_t i = 0; i < column->n; i++)
    days[i] = !values || is_null(bits, first + i) ? DUEBY_DATE_NONE : read_day(layout, values + i * each);
  return 1;
}

static int take_days(dueby_column *column, const struct layout *layout) {
  const struct ArrowArray *array = &column->array;
  const uint8_t *bits = array->n_buffers > 0 && array->null_count ? array->buffers[0] : NULL;
  const unsigned char *values = array->n_buffers > 1 ? array->buffers[1] : NULL;
  if (values) values += array->offset * (layout->ticks_per_day ? 8 : 4);
  if (values && !layout->ticks_per_day && (uintptr_t)values % 4 == 0) return take_in_place(column, bits, values);
  return take_copy(column, layout, bits, values);
}

dueby_status dueby_column_import(struct ArrowSchema *schema, struct ArrowArray *array, dueby_column **column) {
  struct layout layout;
  if (!schema->release || !array->release || array->length < 0 || array->offset < 0 || !read_layout(schema, &layout))
    return DUEBY_EFORMAT;
  dueby_column *made = open_column(array->length, 4);
  if (!made) return DUEBY_EMEMORY;
  made->array = *array;
  array->release = NULL; /* the array now belongs to the column */
  if (take_days(made, &layout)) {
    *column = made;
    return DUEBY_OK;
  }
  dueby_column_free(made);
  return DUEBY_EMEMORY;
}

/* ---- streams ---- */

struct chunks {
  dueby_column **items;
  int64_t count, capacity, elements;
};

static dueby_status add_chunk(struct chunks *chunks, dueby_column *chunk) {
  if (chunks->count == chunks->capacity) {
    int64_t capacity = chunks->capacity ? 2 * chunks->capacity : 8;
    dueby_column **items = realloc(chunks->items, (size_t)capacity * sizeof *items);
    if (!items) {
      dueby_column_free(chunk);
      return DUEBY_EMEMORY;
    }
    chunks->items = items;
    chunks->capacity = capacity;
  }
  chunks->items[chunks->count++] = chunk;
  chunks->elements += chunk->n;
  return DUEBY_OK;
}

static dueby_status read_chunks(struct ArrowArrayStream *stream, struct ArrowSchema *schema, struct chunks *chunks) {
  for (;;) {
    struct ArrowArray array = {.release = NULL};
    dueby_column *chunk;
    if (stream->get_next(stream, &array)) return DUEBY_EFORMAT;
    if (!array.release) return DUEBY_OK;
    dueby_status status = dueby_column_import(schema, &array, &chunk);
    if (status != DUEBY_OK) release_array(&array);
    else status = add_chunk(chunks, chunk);
    if (status != DUEBY_OK) return status;
  }
}

static dueby_status join_chunks(const struct chunks *chunks, dueby_column **column) {
  dueby_status status = dueby_column_new(chunks->elements, 4, column);
  if (status != DUEBY_OK) return status;
  int32_t *to = (*column)->values;
  for (int64_t c = 0; c < chunks->count; c++) {
    resolve(chunks->items[c], to);
    to += chunks->items[c]->n;
  }
  return DUEBY_OK;
}

dueby_status dueby_column_import_stream(struct ArrowArrayStream *stream, dueby_column **column) {
  struct ArrowSchema schema = {.release = NULL};
  struct chunks chunks = {NULL, 0, 0, 0};
  struct layout layout;
  dueby_status status = DUEBY_EFORMAT;
  if (!stream->release || stream->get_schema(stream, &schema) || !schema.release) return DUEBY_EFORMAT;
  if (read_layout(&schema, &layout)) status = read_chunks(stream, &schema, &chunks);
  if (status == DUEBY_OK && chunks.count == 1) {
    *column = chunks.items[0];
    chunks.count = 0;
  } else if (status == DUEBY_OK) {
    status = join_chunks(&chunks, column);
  }
  for (int64_t i = 0; i < chunks.count; i++) dueby_column_free(chunks.items[i]);
  free(chunks.items);
  schema.release(&schema);
  return status;
}

/* ---- export ---- */

struct given {
  dueby_column *column;
  uint8_t *valid, *bits;
  const void *buffers[2];
};

static void release_given(struct ArrowArray *array) {
  struct given *given = array->private_data;
  dueby_column_free(given->column);
  free(given->valid);
  free(given->bits);
  free(given);
  array->release = NULL;
}

static void release_format(struct ArrowSchema *schema) {
  free(schema->private_data);
  schema->release = NULL;
}

static int is_value(const dueby_column *column, int64_t i, int32_t value) {
  switch (column->width) {
  case 1: return ((const uint8_t *)column->values)[i] == value;
  case 4: return ((const int32_t *)column->values)[i] == value;
  default: return ((const int64_t *)column->values)[i] == INT64_MIN;
  }
}

/* Packs eight elements into a byte of a bitmap. If `is` is 1, sets the bits of elements that equal `value`; otherwise the bits of
 * those that do not. */
static uint8_t bits_of(const dueby_column *column, int64_t first, int64_t count, int32_t value, int is) {
  unsigned byte = 0;
  for (int64_t i = 0; i < count; i++) byte |= (unsigned)(is_value(column, first + i, value) == is) << i;
  return (uint8_t)byte;
}

static int64_t zeros_in(uint8_t byte, int64_t count) {
  int64_t zeros = 0;
  if (byte == 0xff) return 0;
  for (int64_t i = 0; i < count; i++) zeros += !(byte >> i & 1);
  return zeros;
}

/* Fills the validity bitmap and, if the elements are bits, their values. */
static int64_t fill_bits(struct given *given, int32_t none) {
  const dueby_column *column = given->column;
  int64_t nulls = 0;
  for (int64_t first = 0; first < column->n; first += 8) {
    int64_t count = column->n - first < 8 ? column->n - first : 8;
    given->valid[first / 8] = bits_of(column, first, count, none, 0);
    nulls += zeros_in(given->valid[first / 8], count);
    if (given->bits) given->bits[first / 8] = bits_of(column, first, count, 1, 1);
  }
  return nulls;
}

/* Returns the size in bytes of an element in one of Arrow's formats, or 0 if that format is not exported. */
static int32_t width_of(const char *format) {
  if (strcmp(format, "b") == 0 || strcmp(format, "C") == 0) return 1;
  if (strcmp(format, "tdD") == 0 || strcmp(format, "i") == 0) return 4;
  return strcmp(format, "tss:") == 0 ? 8 : 0;
}

dueby_status dueby_column_export(dueby_column *column, const char *format, int32_t none, struct ArrowSchema *schema,
                                 struct ArrowArray *array) {
  size_t bitmap = (size_t)column->n / 8 + 1;
  int is_bits = strcmp(format, "b") == 0;
  if (column->width != width_of(format)) return DUEBY_EARGUMENT;
  struct given *given = calloc(1, sizeof *given);
  char *copy = malloc(strlen(format) + 1);
  if (!given || !copy) goto out;
  given->valid = calloc(bitmap, 1);
  given->bits = is_bits ? calloc(bitmap, 1) : NULL;
  if (!given->valid || (is_bits && !given->bits)) goto out;
  given->column = column;
  atomic_fetch_add(&column->holders, 1);
  strcpy(copy, format);
  *schema = (struct ArrowSchema){
      .format = copy, .name = "", .flags = ARROW_FLAG_NULLABLE, .release = release_format, .private_data = copy};
  *array = (struct ArrowArray){.length = column->n,
                               .null_count = fill_bits(given, none),
                               .n_buffers = 2,
                               .buffers = given->buffers,
                               .release = release_given,
                               .private_data = given};
  given->buffers[0] = array->null_count ? given->valid : NULL;
  given->buffers[1] = is_bits ? given->bits : column->values;
  return DUEBY_OK;
out:
  if (given) {
    free(given->valid);
    free(given->bits);
  }
  free(given);
  free(copy);
  return DUEBY_EMEMORY;
}
