/* Columns in the memory layout of Apache Arrow, imported and exported through its C data interface. Days are date32 and are used in
 * place. Date64 and timestamps are converted to days: timestamps without a time zone are UK civil time, and those with one count as
 * the UK day of that instant. Any thread may release Arrow's structures, so a column has a reference count. */
#ifndef DUEBY_ARROW_H
#define DUEBY_ARROW_H

#include "dueby.h"

/* The structures of the Arrow C data and stream interfaces, from their specification. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_NULLABLE 2

struct ArrowSchema {
  const char *format, *name, *metadata;
  int64_t flags, n_children;
  struct ArrowSchema **children, *dictionary;
  void (*release)(struct ArrowSchema *);
  void *private_data;
};

struct ArrowArray {
  int64_t length, null_count, offset, n_buffers, n_children;
  const void **buffers;
  struct ArrowArray **children, *dictionary;
  void (*release)(struct ArrowArray *);
  void *private_data;
};
#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
  int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
  const char *(*get_last_error)(struct ArrowArrayStream *);
  void (*release)(struct ArrowArrayStream *);
  void *private_data;
};
#endif

typedef struct dueby_column dueby_column;

/* Imports days from an array, and takes ownership of the array. Returns DUEBY_EFORMAT if the array has no days. */
dueby_status dueby_column_import(struct ArrowSchema *schema, struct ArrowArray *array, dueby_column **column);

/* Imports a stream and reads it to its end. Several chunks become one column. */
dueby_status dueby_column_import_stream(struct ArrowArrayStream *stream, dueby_column **column);

/* Makes a column of n elements of 4 bytes (int32), 1 byte (uint8) or 8 bytes (int64). */
dueby_status dueby_column_new(int64_t n, int32_t width, dueby_column **column);
void dueby_column_free(dueby_column *column);

int64_t dueby_column_length(const dueby_column *column);
int32_t dueby_column_width(const dueby_column *column);
const void *dueby_column_values(const dueby_column *column);
void *dueby_column_writable(dueby_column *column); /* returns NULL for a column with imported values, because these belong to
                                                      someone else */
const uint8_t *dueby_column_valid(const dueby_column *column); /* returns Arrow's validity bitmap, or NULL if all are valid */

/* Returns a copy of a column with DUEBY_DATE_NONE in place of nulls. If there are no nulls, returns the column itself, after
 * raising its reference count. The caller frees the result in both cases. */
dueby_status dueby_column_fill_nulls(dueby_column *column, dueby_column **settled);

/* Exports the column; may be called any number of times. `format` is Arrow's: "tdD", "i", "C", "b" or "tss:". Elements that equal
 * `none` become null; for "tss:", those that equal INT64_MIN. */
dueby_status dueby_column_export(dueby_column *column, const char *format, int32_t none, struct ArrowSchema *schema,
                                 struct ArrowArray *array);

#endif
