#include "arrow.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct dueby_column {
  atomic_int holders;
  int32_t width;
  int64_t n;
  void *values;
  const uint8_t *valid;
  void *own_values, *own_valid; /* to be freed */
  struct ArrowArray array;      /* what values and valid may lie in; released: nothing */
};

/* ---- a column's life ---- */

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

static int32_t element(const dueby_column *column, int64_t i) {
  return column->width == 4 ? ((const int32_t *)column->values)[i] : ((const uint8_t *)column->values)[i];
}

dueby_status dueby_column_settled(dueby_column *column, dueby_column **settled) {
  dueby_column *made = column;
  if (column->valid) {
    dueby_status status = dueby_column_new(column->n, 4, &made);
    if (status != DUEBY_OK) return status;
    for (int64_t i = 0; i < column->n; i++)
      ((int32_t *)made->values)[i] = is_null(column->valid, i) ? DUEBY_DATE_NONE : element(column, i);
  } else {
    atomic_fetch_add(&column->holders, 1);
  }
  *settled = made;
  return DUEBY_OK;
}

/* ---- taking ---- */

/* What an array's elements are; ticks_per_day 0: days as they stand. */
struct layout {
  int64_t ticks_per_day, ticks_per_second;
  int has_zone, all_null;
};

static int read_layout(const struct ArrowSchema *schema, struct layout *layout) {
  static const struct {
    char letter;
    int64_t ticks_per_second;
  } units[] = {{'s', 1}, {'m', 1000}, {'u', 1000000}, {'n', 1000000000}};
  const char *format = schema->format;
  *layout = (struct layout){0, 0, 0, 0};
  if (schema->dictionary) return 0;
  if (strcmp(format, "tdD") == 0) return 1;
  layout->all_null = strcmp(format, "n") == 0;
  layout->ticks_per_second = 1000;
  for (int i = 0; i < 4; i++)
    if (strncmp(format, "ts", 2) == 0 && format[2] == units[i].letter) layout->ticks_per_second = units[i].ticks_per_second;
  layout->ticks_per_day = layout->ticks_per_second * 86400;
  layout->has_zone = strncmp(format, "ts", 2) == 0 && format[3] == ':' && format[4] != '\0';
  return layout->all_null || strcmp(format, "tdm") == 0 || strncmp(format, "ts", 2) == 0;
}

static int64_t floor_divide(int64_t ticks, int64_t by) {
  return ticks / by - (ticks % by < 0);
}

/* A day that no calendar knows stands for one that cannot be told. */
static dueby_date day_of(const struct layout *layout, int64_t ticks) {
  int32_t second, offset;
  dueby_date date;
  if (layout->has_zone)
    return dueby_time_civil(floor_divide(ticks, layout->ticks_per_second), &date, &second, &offset) == DUEBY_OK ? date : INT32_MAX;
  int64_t day = floor_divide(ticks, layout->ticks_per_day);
  return day > INT32_MIN && day <= INT32_MAX ? (dueby_date)day : INT32_MAX;
}

/* The validity bitmap from the array's first element on. */
static int take_valid(dueby_column *column) {
  const struct ArrowArray *array = &column->array;
  const uint8_t *bits = array->n_buffers > 0 ? array->buffers[0] : NULL;
  int64_t shift = array->offset % 8;
  if (!bits || array->null_count == 0) return 1;
  bits += array->offset / 8;
  column->valid = bits;
  if (!shift) return 1;
  uint8_t *shifted = calloc((size_t)column->n / 8 + 1, 1);
  for (int64_t i = 0; shifted && i < column->n; i++)
    if (bits[(i + shift) / 8] >> ((i + shift) % 8) & 1) shifted[i / 8] = (uint8_t)(shifted[i / 8] | 1 << (i % 8));
  column->own_valid = shifted;
  column->valid = shifted;
  return shifted != NULL;
}

static int take_days(dueby_column *column, const struct layout *layout) {
  const struct ArrowArray *array = &column->array;
  const unsigned char *values = array->n_buffers > 1 ? array->buffers[1] : NULL;
  size_t each = layout->ticks_per_day ? 8 : 4;
  if (values) values += (size_t)array->offset * each;
  int in_place = values && !layout->ticks_per_day && (uintptr_t)values % 4 == 0;
  if (in_place) {
    column->values = (void *)(uintptr_t)values; /* read only: own_values is NULL */
    return 1;
  }
  if (!make_values(column)) return 0;
  for (int64_t i = 0; i < column->n; i++) {
    int32_t day = DUEBY_DATE_NONE;
    int64_t ticks;
    if (!values || is_null(column->valid, i)) {
      ((int32_t *)column->values)[i] = DUEBY_DATE_NONE;
      continue;
    }
    if (layout->ticks_per_day) {
      memcpy(&ticks, values + (size_t)i * each, sizeof ticks);
      day = day_of(layout, ticks);
    } else {
      memcpy(&day, values + (size_t)i * each, sizeof day);
    }
    ((int32_t *)column->values)[i] = day;
  }
  return 1;
}

dueby_status dueby_column_take(struct ArrowSchema *schema, struct ArrowArray *array, dueby_column **column) {
  struct layout layout;
  if (!schema->release || !array->release || !read_layout(schema, &layout)) return DUEBY_EFORMAT;
  dueby_column *made = open_column(array->length, 4);
  if (!made) return DUEBY_EMEMORY;
  made->array = *array;
  array->release = NULL; /* moved */
  if ((layout.all_null || take_valid(made)) && take_days(made, &layout)) {
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
    dueby_status status = dueby_column_take(schema, &array, &chunk);
    if (status != DUEBY_OK) release_array(&array);
    else status = add_chunk(chunks, chunk);
    if (status != DUEBY_OK) return status;
  }
}

static dueby_status join_chunks(const struct chunks *chunks, dueby_column **column) {
  dueby_column *joined;
  dueby_status status = dueby_column_new(chunks->elements, 4, &joined);
  int32_t *to;
  if (status != DUEBY_OK) return status;
  joined->own_valid = calloc((size_t)joined->n / 8 + 1, 1);
  joined->valid = joined->own_valid;
  if (!joined->own_valid) {
    dueby_column_free(joined);
    return DUEBY_EMEMORY;
  }
  to = joined->values;
  for (int64_t c = 0, at = 0; c < chunks->count; c++) {
    const dueby_column *chunk = chunks->items[c];
    for (int64_t i = 0; i < chunk->n; i++, at++) {
      uint8_t *bits = joined->own_valid;
      int missing = is_null(chunk->valid, i);
      to[at] = missing ? DUEBY_DATE_NONE : ((const int32_t *)chunk->values)[i];
      if (!missing) bits[at / 8] = (uint8_t)(bits[at / 8] | 1 << (at % 8));
    }
  }
  *column = joined;
  return DUEBY_OK;
}

dueby_status dueby_column_take_stream(struct ArrowArrayStream *stream, dueby_column **column) {
  struct ArrowSchema schema = {.release = NULL};
  struct chunks chunks = {NULL, 0, 0, 0};
  struct layout layout;
  dueby_status status = DUEBY_EFORMAT;
  if (!stream->release || stream->get_schema(stream, &schema)) return DUEBY_EFORMAT;
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

/* ---- giving ---- */

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
  return column->width == 8 ? ((const int64_t *)column->values)[i] == INT64_MIN : element(column, i) == value;
}

/* Eight elements as a byte of a bitmap: those that are `value`, or those that are not. */
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

/* The bitmaps of what is there, and of what is true where elements are bits. */
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

/* How many bytes an element of one of Arrow's formats has. */
static int32_t width_of(const char *format) {
  if (strcmp(format, "b") == 0 || strcmp(format, "C") == 0) return 1;
  return strcmp(format, "tss:") == 0 ? 8 : 4;
}

dueby_status dueby_column_give(dueby_column *column, const char *format, int32_t none, struct ArrowSchema *schema,
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
