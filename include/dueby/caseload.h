/* caseload: reads a CSV file of events as cases, for a worklist. Part of libdueby-io. The header has the columns `case`, `event`
 * and `at`, and optionally `ref` and `tags`. The values of all other columns (team, worker) are passed on with their case. A case
 * is one child (or worker, or carer). `tags` are separated by `;`: plain (`alone`), `agreed=4 weeks` or `agreed.cin.visit=4 weeks`.
 * A row that cannot be read is reported, counted against its case, and skipped. */
#ifndef DUEBY_CASELOAD_H
#define DUEBY_CASELOAD_H

#include "io.h"
#include "worklist.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A file that is being read, for one thread at a time. */
typedef struct dueby_caseload dueby_caseload;

enum {
  DUEBY_CASELOAD_MIDNIGHT_IS_TIME = 1, /* read 00:00:00 as a time of day, not as "no time" */
  DUEBY_CASELOAD_SHOW_VALUES = 2,      /* quote any cell in messages, whatever its content */
  DUEBY_CASELOAD_BY_CASE = 4,          /* the rows of a case are next to each other, so only one case is kept in memory */
  DUEBY_CASELOAD_STRICT = 8,           /* an unknown tag or duty makes its row a bad row, instead of being ignored */
  /* Give one of these for a file made from a table or an array. With either, its rows are numbered from 1, whatever their line,
   * and messages about the header have no line; only the messages of a worklist differ, because dueby_caseload_to_worklist sets
   * DUEBY_WORKLIST_ROWS_FROM_0 or _1. Not for returns. */
  DUEBY_CASELOAD_ROWS_FROM_0 = 16,
  DUEBY_CASELOAD_ROWS_FROM_1 = 32
};

typedef struct dueby_caseload_options {
  uint32_t size;      /* sizeof(dueby_caseload_options), or 0 for the size of release 1.0 */
  int32_t flags;      /* flags: DUEBY_CASELOAD_MIDNIGHT_IS_TIME, ... */
  int32_t date_order; /* order of dates: DUEBY_ORDER_ISO or DUEBY_ORDER_DMY */
  int32_t style;      /* how messages name options: a DUEBY_STYLE_...; 0 means DUEBY_STYLE_OPTIONS */
  void (*report)(const dueby_diagnostic *what, void *context); /* called for each problem with a row or the header; may be NULL */
  void *context;                                               /* passed to `report` */
  const char *const *nulls; /* values that mean "no value", besides the usual ones: NULL, NaT, NA, N/A, #N/A, -, ... */
  int64_t null_count;
  dueby_date as_at;  /* the as-at day, for reporting events too far from it; 0 or NONE if not known */
  uint32_t reserved; /* reserved, and must be zero */
} dueby_caseload_options;

/* Opens a file and reads its header. The profile must outlive the caseload. Fails with DUEBY_EARGUMENT for unknown options, or with
 * DUEBY_ETEXT for a wrong header, which is reported; also with DUEBY_EFILE or DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_caseload_new(const dueby_profile *profile, dueby_csv_source source, void *context,
                                          const dueby_caseload_options *options, dueby_caseload **caseload);
DUEBY_API void dueby_caseload_free(dueby_caseload *caseload);

/* Reads the next case, in order of first appearance; its strings and events are valid until the next call. The `row` of an event is
 * its line in the file (a DUEBY_ROW_IN_FILE for a return of several files) or, with DUEBY_CASELOAD_ROWS_FROM_0 or _1, its number in
 * the table. `ref` numbers the refs in byte order. A case with too many events is reported (DUEBY_ELIMIT) and returned without
 * them; its rows count as unreadable. Returns DUEBY_DONE after the last. Fails with DUEBY_EFILE or DUEBY_EMEMORY or, with the flag
 * DUEBY_CASELOAD_BY_CASE, with DUEBY_EFORMAT if a case appears again later. Since 0.9. */
DUEBY_API dueby_status dueby_caseload_next(dueby_caseload *caseload, dueby_case *next);

/* Reads the rest of the file. Without DUEBY_CASELOAD_BY_CASE the counts then cover the whole file. Returns the same statuses as
 * dueby_caseload_next. Since 0.9. */
DUEBY_API dueby_status dueby_caseload_read(dueby_caseload *caseload);

/* Adds the next wanted case, and the number of rows so far, to a worklist of the same profile. At the end of the file it adds the
 * findings on the file. Returns the same statuses as dueby_caseload_next and dueby_worklist_add. Since 0.9. */
DUEBY_API dueby_status dueby_caseload_feed(dueby_caseload *caseload, dueby_worklist *worklist);

/* Adds findings on the part of the file read so far to the worklist, for callers that add cases one by one. Since 0.9. */
DUEBY_API void dueby_caseload_give_findings(const dueby_caseload *caseload, dueby_worklist *worklist);

/* The text of one of the current case's refs, as written in the file; NULL for 0. Since 0.9. */
DUEBY_API const char *dueby_caseload_ref(const dueby_caseload *caseload, int64_t ref);

/* The carried columns (columns passed on with each case), by index [0, count): their names, and the current case's value. It is
 * taken from the latest row that has a value or, if several rows of the same day have one, it is the last of their values in byte
 * order; "" if no row has a value. Since 0.9. */
DUEBY_API int32_t dueby_caseload_column_count(const dueby_caseload *caseload);
DUEBY_API const char *dueby_caseload_column(const dueby_caseload *caseload, int32_t column);
DUEBY_API const char *dueby_caseload_value(const dueby_caseload *caseload, int32_t column);

/* Finds a carried column by name. If none matches exactly, ignores the case of letters. Returns -1 if there is none. Since 0.9. */
DUEBY_API int32_t dueby_caseload_find_column(const dueby_caseload *caseload, const char *name);

/* The numbers of rows so far: all rows, rows that could not be read, and rows with a given type of event. Since 0.9. */
DUEBY_API int64_t dueby_caseload_row_count(const dueby_caseload *caseload);
DUEBY_API int64_t dueby_caseload_bad_row_count(const dueby_caseload *caseload);
DUEBY_API int64_t dueby_caseload_event_count(const dueby_caseload *caseload, int32_t event);

/* Fills in dueby_timeline_options.recorded. For each event, recorded[event] becomes odd if the event has a row that is neither void
 * nor after options.as_at, and otherwise 0. The other bits are for tags that rules need: a bit is set if no such row has those
 * tags. Since 0.9. */
DUEBY_API void dueby_caseload_recorded_events(const dueby_caseload *caseload, uint8_t *recorded);

/* Returns 1 if a cell is empty, means "no value" or, for a date, means "no date", such as 1900-01-01. Since 0.9. */
DUEBY_API int32_t dueby_csv_cell_is_none(dueby_csv_cell cell, const char *const *nulls, int64_t null_count);
DUEBY_API int32_t dueby_csv_cell_is_no_date(dueby_csv_cell cell, const char *const *nulls, int64_t null_count);

/* Reads a cell as a date or a time: like dueby_when_parse, but 00:00:00 only counts as a time of day if
 * DUEBY_CASELOAD_MIDNIGHT_IS_TIME is among the flags. If the cell is neither, writes to `text` what was found and what was
 * expected. Since 0.9. */
DUEBY_API dueby_status dueby_csv_cell_when(dueby_csv_cell cell, int32_t date_order, int32_t flags, dueby_when *when, char *text,
                                           int64_t size);

#ifdef __cplusplus
}
#endif
#endif
