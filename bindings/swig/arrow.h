/* arrow: columns in the memory layout of Apache Arrow, taken from and given to whoever speaks its C data interface.
 *
 * Days are date32. Those that come as such are used where they stand; date64 and timestamps become days: without a time zone they
 * are UK civil time, with one the UK day of the instant. Since Arrow's structures may be given back by any thread, a column counts
 * its holders. */
#ifndef DUEBY_ARROW_H
#define DUEBY_ARROW_H

#include "dueby.h"

/* The structures of the Arrow C data and stream interfaces, as their specification has them. */
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

/* Days from an array, which is moved out of its structure. DUEBY_EFORMAT where it holds no days. */
dueby_status dueby_column_take(struct ArrowSchema *schema, struct ArrowArray *array, dueby_column **column);

/* The same from a stream, which is read to its end; several chunks become one. */
dueby_status dueby_column_take_stream(struct ArrowArrayStream *stream, dueby_column **column);

/* n elements of 4 bytes (int32), 1 (uint8) or 8 (int64), to be written. */
dueby_status dueby_column_new(int64_t n, int32_t width, dueby_column **column);
void dueby_column_free(dueby_column *column);

int64_t dueby_column_length(const dueby_column *column);
int32_t dueby_column_width(const dueby_column *column);
const void *dueby_column_values(const dueby_column *column);
void *dueby_column_writable(dueby_column *column);             /* NULL: it was taken, and is another's */
const uint8_t *dueby_column_valid(const dueby_column *column); /* Arrow's validity bitmap; NULL: all are */

/* The same days with DUEBY_DATE_NONE where the bitmap has a null; a column without nulls is its own. To be freed as well. */
dueby_status dueby_column_settled(dueby_column *column, dueby_column **settled);

/* Gives the column to a consumer, as often as asked. `format` is Arrow's: "tdD", "i", "C", "b" or "tss:"; elements that are `none`
 * are null, and of "tss:" those that are INT64_MIN. */
dueby_status dueby_column_give(dueby_column *column, const char *format, int32_t none, struct ArrowSchema *schema,
                               struct ArrowArray *array);

#endif
