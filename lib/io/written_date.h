/* Reads dates in the forms that spreadsheets and databases write. Internal to libdueby-io. */
#ifndef DUEBY_IO_WRITTEN_DATE_H
#define DUEBY_IO_WRITTEN_DATE_H

#include <string.h>

#include "dueby/io.h"

/* Returns a cell without the spaces around it, including tabs and no-break spaces. */
dueby_csv_cell dueby_io_trimmed(const char *text, int64_t length);

/* Reads dates that dueby_when_parse reads, and other forms that can only mean one date: 2026-03-27 14:30, 2026-03-27 14:30:00
 * +00:00, 27-Mar-2026 or 27 March 2026; and with DUEBY_ORDER_DMY 27-03-2026 and 27.03.2026. Returns the same statuses as
 * dueby_when_parse. */
dueby_status dueby_io_read_when(const char *text, int64_t length, int32_t date_order, dueby_when *when);

/* Does the same as dueby_csv_cell_when, but names options in a given style (DUEBY_STYLE_...). Defined in cell_date.c. */
dueby_status dueby_io_read_cell(dueby_csv_cell cell, int32_t date_order, int32_t flags, int32_t style, dueby_when *when, char *text,
                                int64_t size);

/* True if a cell is a day before 1900 or after 2199: 2500-01-01, or 01/01/2500 with DUEBY_ORDER_DMY. Defined in csv_text.c. */
int dueby_io_is_far_day(dueby_csv_cell cell, int32_t date_order);

/* True if a cell has a date that means "no date": 1900-01-01, 9999-12-31 and the like, with or without a time. */
int dueby_io_is_sentinel(dueby_csv_cell cell);

/* True if the text of a cell means "no value": NULL, NaT, NA, #N/A, - ... */
int dueby_io_is_null(dueby_csv_cell cell);

/* True if a cell is a date as Excel stores it: 45678 or 45678.604. */
int dueby_io_is_serial(dueby_csv_cell cell);

/* True if a cell is a long number as Excel shows it: 1.23457E+11. */
int dueby_io_is_shortened(dueby_csv_cell cell);

/* Finds the separator from the next line of a file, as dueby_csv_new does from the first. May return DUEBY_EMEMORY. Defined in
 * csv.c. */
dueby_status dueby_io_see_separator(dueby_csv *csv);

/* Returns the cell at index `place` of a row that cannot be split into cells. The cell is empty if it is not entirely before the
 * fault. */
dueby_csv_cell dueby_io_broken_cell(dueby_csv_cell raw, int32_t place, char separator);

int dueby_io_is_blank_row(const dueby_csv_cell *cells, int32_t count);
/* True if a cell is `name`, the name of a column in lower case. Ignores the cell's case and the spaces around it. */
int dueby_io_is_named(dueby_csv_cell cell, const char *name);

/* True if a cell is not empty and has no spaces around it, as is nearly always the case. */
static inline int io_is_plain(dueby_csv_cell cell) {
  if (!cell.length) return 0;
  unsigned char first = (unsigned char)cell.text[0], last = (unsigned char)cell.text[cell.length - 1];
  return first > ' ' && first != 0xc2 && last > ' ' && last != 0xa0;
}

/* True if the length and first character of a non-empty cell allow it to mean "no value" (dueby_io_is_null). */
static inline int io_may_be_null(dueby_csv_cell cell) {
  static const char first[] = "Nn(<#-\\";
  return cell.length <= 6 && memchr(first, cell.text[0], sizeof first - 1) != NULL;
}

#endif
