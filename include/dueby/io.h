/* io: reads files as profiles and calendars. This is libdueby-io, which needs libyaml, jansson and expat; libdueby does not.
 * Everything loads from memory as well as from a file. Input is not trusted: sizes, depths and counts are limited, a file loads
 * completely or not at all, and errors have a line and column. */
#ifndef DUEBY_IO_H
#define DUEBY_IO_H

#include "calendar.h"
#include "profile.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { DUEBY_SEVERITY_ERROR = 0, DUEBY_SEVERITY_WARNING = 1 };

typedef struct dueby_diagnostic {
  int32_t severity, code; /* `severity`: DUEBY_SEVERITY_ERROR or DUEBY_SEVERITY_WARNING; `code`: a status */
  int32_t line, column;   /* position in the file, from 1; 0 if the message is not about one line or column */
  char message[496];      /* what was found and what was expected, without the file's name */
} dueby_diagnostic;

/* The errors and warnings from reading one file. `items` is the caller's array, with room for `capacity`. `count` may be larger;
 * some warnings are then lost, but never the error, which is always the last item. */
typedef struct dueby_diagnostics {
  dueby_diagnostic *items;
  int64_t capacity, count; /* set `count` to 0 before the first call; each function adds to it */
} dueby_diagnostics;

/* Reads a whole file of at most `limit` bytes, for the functions that read from memory. Free it with dueby_io_free. On Windows a
 * path is UTF-8, whatever the code page. Fails with DUEBY_EFILE or DUEBY_ELIMIT. Since 0.9. */
DUEBY_API dueby_status dueby_io_read_file(const char *path, int64_t limit, char **text, int64_t *length);
DUEBY_API void dueby_io_free(void *memory);

/* Makes a profile from YAML (data/FORMAT.md), at most 4 MiB. The profile that it extends is looked up as NAME.yaml in `folder` (if
 * that is not NULL), then among the built-in profiles. Since 0.9. */
DUEBY_API dueby_status dueby_io_profile_from_yaml(const char *yaml, int64_t length, const char *folder,
                                                  dueby_diagnostics *diagnostics, dueby_profile **profile);

/* Makes a profile from a file; the profile that it extends is looked up in the file's folder first. Since 0.9. */
DUEBY_API dueby_status dueby_io_profile_from_file(const char *path, dueby_diagnostics *diagnostics, dueby_profile **profile);

/* Makes a calendar from GOV.UK's bank-holidays.json, at most 4 MiB. It has the days of all divisions named in `divisions`, which
 * must be in the file. Since 0.9. */
DUEBY_API dueby_status dueby_io_calendar_from_json(const char *json, int64_t length, const char *divisions,
                                                   dueby_diagnostics *diagnostics, dueby_calendar **calendar);

/* Makes a calendar from an .ics file of whole days (RFC 5545). The file does not state its division, so its days become holidays of
 * `divisions`. The limits are 1 MiB, unfolded lines of 8 KiB, 5000 components, and events of 366 days. Cancelled events are
 * skipped; events that repeat, have a time of day or are not confirmed are refused. Fails with DUEBY_ETEXT, DUEBY_ELIMIT,
 * DUEBY_ECOVERAGE or DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_io_calendar_from_ics(const char *ics, int64_t length, const char *divisions,
                                                  dueby_diagnostics *diagnostics, dueby_calendar **calendar);

/* Makes a calendar from CSV with a header, at most 4 MiB. Columns: `date` (ISO), and optionally `name` and `division`; rows for
 * divisions not named in `divisions` are skipped. Since 0.9. */
DUEBY_API dueby_status dueby_io_calendar_from_csv(const char *csv, int64_t length, const char *divisions,
                                                  dueby_diagnostics *diagnostics, dueby_calendar **calendar);

/* Like dueby_io_calendar_from_csv, with a choice of how days are written: DUEBY_ORDER_DMY is 27/03/2026. Both functions also
 * read 27-Mar-2026. Since 0.9. */
DUEBY_API dueby_status dueby_io_calendar_from_csv_dates(const char *csv, int64_t length, const char *divisions, int32_t date_order,
                                                        dueby_diagnostics *diagnostics, dueby_calendar **calendar);

/* Makes a copy of `base` with the days in a CSV file as closures; `change` is DUEBY_CHANGE_CLOSE or DUEBY_CHANGE_CLOSE_ALL. Fails
 * with DUEBY_EARGUMENT for any other change. Since 0.9. */
DUEBY_API dueby_status dueby_io_closures_from_csv(const char *csv, int64_t length, const dueby_calendar *base, int32_t change,
                                                  dueby_diagnostics *diagnostics, dueby_calendar **calendar);
DUEBY_API dueby_status dueby_io_closures_from_csv_dates(const char *csv, int64_t length, const dueby_calendar *base, int32_t change,
                                                        int32_t date_order, dueby_diagnostics *diagnostics,
                                                        dueby_calendar **calendar);

/* ---- rows of CSV (RFC 4180, and as Excel writes it), read as a stream in constant memory ----
 *
 * The beginning of the file shows whether it is UTF-8 or UTF-16, with or without a byte-order mark, and whether lines end in LF, CR
 * LF or CR. The separator is a comma, unless the first line is `sep=;`, or the header has semicolons or tabs and no comma outside
 * quotes. Cells are always UTF-8. */

/* A reader of rows, for one thread at a time. */
typedef struct dueby_csv dueby_csv;

typedef struct dueby_csv_cell {
  const char *text; /* the cell without its quotes, and without a closing zero; valid until the next row is read */
  int64_t length;
} dueby_csv_cell;

/* Supplies bytes: writes at most `size` of them and returns how many, 0 at the end, or a negative number on error. */
typedef int64_t (*dueby_csv_source)(void *context, char *bytes, int64_t size);

/* Makes a reader for rows of at most 1 MiB and 4096 cells. Since 0.9. */
DUEBY_API dueby_status dueby_csv_new(dueby_csv_source source, void *context, dueby_csv **csv);
DUEBY_API void dueby_csv_free(dueby_csv *csv);

/* Reads the next row; blank lines are skipped. Returns DUEBY_DONE at the end. Fails with DUEBY_EFORMAT, once, for an Excel
 * workbook, a PDF, an image or another file that is not text. Fails with DUEBY_ETEXT for a quote that is not closed within 1 MiB
 * or has text after it, or with DUEBY_ELIMIT for a row over the limits: both affect that row only, and the reader goes on with the
 * next line. Fails with DUEBY_EFILE if the source fails. Since 0.9. */
DUEBY_API dueby_status dueby_csv_next(dueby_csv *csv, const dueby_csv_cell **cells, int32_t *count);

/* Why dueby_csv_next returned DUEBY_EFORMAT, DUEBY_ETEXT or DUEBY_ELIMIT, and what to do about it. Since 0.9. */
DUEBY_API const char *dueby_csv_reason(dueby_status status);

/* Writes why a row cannot be read if it has more or fewer cells than the header has columns. Cuts the text to `size` bytes. Since
 * 0.9. */
DUEBY_API void dueby_csv_width_text(int32_t cells, int32_t columns, char *text, int64_t size);

/* The separator of cells: a comma, a semicolon or a tab; known once a row has been read. Since 0.9. */
DUEBY_API int32_t dueby_csv_separator(const dueby_csv *csv);

/* The line, from 1, where the row read last starts; and that row as it is in the file, without its line end. For a row that could
 * not be read, the line that was skipped; if that is over 4 MiB, only the cells that are whole in its first 4 MiB. Since 0.9. */
DUEBY_API int64_t dueby_csv_line(const dueby_csv *csv);
DUEBY_API dueby_csv_cell dueby_csv_raw(const dueby_csv *csv);

/* Formats a cell for a message. A cell that looks like a date (digits and the punctuation of dates, at most 30 bytes) is
 * quoted. For any other only the length is given, so that a shifted column cannot put a name into a log. With `show` any cell
 * is quoted: its first 60 bytes, without control characters. The text always ends in a zero. Since 0.9. */
DUEBY_API void dueby_csv_cell_text(dueby_csv_cell cell, int32_t show, char *text, int64_t size);

/* A source that reads bytes from memory. Since 0.9. */
typedef struct dueby_csv_memory {
  const char *text;
  int64_t length, read;
} dueby_csv_memory;
DUEBY_API int64_t dueby_csv_from_memory(void *memory, char *bytes, int64_t size);

#ifdef __cplusplus
}
#endif
#endif
