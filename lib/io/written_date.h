/* Dates as spreadsheets and databases write them. Internal to libdueby-io. */
#ifndef DUEBY_IO_WRITTEN_DATE_H
#define DUEBY_IO_WRITTEN_DATE_H

#include "dueby/io.h"

/* A cell without the blanks around it: spaces, tabs, and spaces that do not break. */
dueby_csv_cell dueby_io_trimmed(const char *text, int64_t length);

/* dueby_when_parse, and more that can be read in one way only: 2026-03-27 14:30, 27-Mar-2026 or 27 March 2026 in either order;
 * 27-03-2026 and 27.03.2026 with DUEBY_ORDER_DMY. Statuses as dueby_when_parse. */
dueby_status dueby_io_read_when(const char *text, int64_t length, int32_t date_order, dueby_when *when);

/* A date that stands for none: 1900-01-01, 9999-12-31 and their like, with a time or without. */
int dueby_io_is_sentinel(dueby_csv_cell cell);

/* A text that stands for no value: NULL, NaT, NA, #N/A, - ... */
int dueby_io_is_null(dueby_csv_cell cell);

/* 45678 or 45678.604: how Excel keeps a date. */
int dueby_io_is_serial(dueby_csv_cell cell);

int dueby_io_is_blank_row(const dueby_csv_cell *cells, int32_t count);
int dueby_io_is_named(dueby_csv_cell cell, const char *name); /* of a column: whatever its capitals and the blanks around */

#endif
