/* cell: a named value, for a CSV row, a JSON object or a column. */
#ifndef DUEBY_CELL_H
#define DUEBY_CELL_H

#include "date.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Kinds of value that a cell can have. Append only. */
enum {
  DUEBY_CELL_TEXT = 1, /* text of any kind */
  DUEBY_CELL_CODE = 2, /* one of the library's codes, such as a state or a rule's id; needs no quotes */
  DUEBY_CELL_NUMBER = 3,
  DUEBY_CELL_WHEN = 4,    /* a day, which may have a time */
  DUEBY_CELL_PERCENT = 5, /* a percentage with one decimal place */
  DUEBY_CELL_CODES = 6,   /* any number of codes, separated by single spaces */
  DUEBY_CELL_DAY = 7,     /* a day, which never has a time */
  DUEBY_CELL_NUMBERS = 8, /* any number of numbers, separated by single spaces */
  DUEBY_CELL_TEXTS = 9    /* any number of texts of one line each, separated by single line feeds */
};

typedef struct dueby_cell {
  const char *text; /* text of a string, code, percentage or list of numbers; NULL or empty for none */
  dueby_time time;  /* the time, if the day has one; otherwise NONE */
  int64_t number;   /* a number, or INT64_MIN for none */
  dueby_date date;  /* the day, or NONE */
  int32_t kind;     /* kind of the cell: DUEBY_CELL_TEXT or another */
} dueby_cell;

/* Called with each cell in turn. The name stays valid. The text is valid only until the call returns. */
typedef void (*dueby_cell_sink)(const char *name, const dueby_cell *cell, void *context);

#ifdef __cplusplus
}
#endif
#endif
