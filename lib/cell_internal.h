/* Passes named cells to a sink, one by one. Internal. */
#ifndef DUEBY_CELL_INTERNAL_H
#define DUEBY_CELL_INTERNAL_H

#include "dueby/cell.h"

struct giver {
  dueby_cell_sink sink;
  void *context;
};

static inline void give_text(const struct giver *to, const char *name, int32_t kind, const char *text) {
  const dueby_cell cell = {text, DUEBY_TIME_NONE, INT64_MIN, DUEBY_DATE_NONE, kind};
  to->sink(name, &cell, to->context);
}

static inline void give_code(const struct giver *to, const char *name, const char *code) {
  give_text(to, name, DUEBY_CELL_CODE, code);
}

static inline void give_number(const struct giver *to, const char *name, int64_t number) {
  const dueby_cell cell = {NULL, DUEBY_TIME_NONE, number, DUEBY_DATE_NONE, DUEBY_CELL_NUMBER};
  to->sink(name, &cell, to->context);
}

static inline void give_count(const struct giver *to, const char *name, int32_t count) { /* writes an empty cell if the number is
                                                                                            INT32_MIN */
  give_number(to, name, count == INT32_MIN ? INT64_MIN : count);
}

static inline void give_when(const struct giver *to, const char *name, dueby_date date, dueby_time time) {
  const dueby_cell cell = {NULL, time, INT64_MIN, date, DUEBY_CELL_WHEN};
  to->sink(name, &cell, to->context);
}

static inline void give_day(const struct giver *to, const char *name, dueby_date date) {
  const dueby_cell cell = {NULL, DUEBY_TIME_NONE, INT64_MIN, date, DUEBY_CELL_DAY};
  to->sink(name, &cell, to->context);
}

/* Writes an empty cell. */
static inline void give_none(const struct giver *to, const char *name, int32_t kind) {
  const dueby_cell cell = {NULL, DUEBY_TIME_NONE, INT64_MIN, DUEBY_DATE_NONE, kind};
  to->sink(name, &cell, to->context);
}

#endif
