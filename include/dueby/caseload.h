/* caseload: reads a CSV file of events as cases, for a worklist. Part of libdueby-io. The header has the columns `case`, `event`
 * and `at`, and optionally `ref` and `tags`. Every other column (team, worker) is carried along. A case is one child (or worker, or
 * carer). `tags` are separated by `;`: plain (`alone`), `agreed=4 weeks` or `agreed.cin.visit=4 weeks`. A row that cannot be read
 * is reported, counted against its case, and skipped. */
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
  DUEBY_CASELOAD_SHOW_VALUES = 2,      /* quote any cell in messages, whatever is in it */
  DUEBY_CASELOAD_BY_CASE = 4,          /* the rows of a case are next to each other, so only one case is in memory */
  DUEBY_CASELOAD_STRICT = 8            /* an unknown tag or duty makes its row a bad row, instead of being ignored */
};

typedef struct dueby_caseload_options {
  uint32_t size;      /* sizeof(dueby_caseload_options), or 0 for the size of release 1.0 */
  int32_t flags;      /* flags: DUEBY_CASELOAD_MIDNIGHT_IS_TIME, ... */
  int32_t date_order; /* order of dates: DUEBY_ORDER_ISO or DUEBY_ORDER_DMY */
  int32_t style;      /* how messages name options: 0, which is DUEBY_STYLE_OPTIONS, or another style */
  void (*report)(const dueby_diagnostic *what, void *context); /* called for each problem with a row or the header; may be NULL */
  void *context;                                               /* passed to `report` */
  const char *const *nulls; /* values that mean "no value", besides the usual ones: NULL, NaT, NA, N/A, #N/A, -, ... */
  int64_t null_count;
  dueby_date as_at;  /* the as-at day, for noting events that are too far away from it; 0 or NONE if it is not known */
  uint32_t reserved; /* reserved, and must be zero */
} dueby_caseload_options;

/* Opens a file and reads its header. The profile must outlive the caseload. Fails with DUEBY_EARGUMENT for
 * options that are not known, or with DUEBY_ETEXT for a wrong header, which is reported; also with DUEBY_EFILE or DUEBY_EMEMORY.
 * Since 0.9. */
DUEBY_API dueby_status dueby_caseload_new(const dueby_profile *profile, dueby_csv_source source, void *context,
                                          const dueby_caseload_options *options, dueby_caseload **caseload);
DUEBY_API void dueby_caseload_free(dueby_caseload *caseload);

/* Reads the next case, in the order in which cases first appear; its strings and events are valid until the next call. The `row` of
 * an event is its line in the file (for a return of several files a DUEBY_ROW_IN_FILE), and `ref` numbers the refs in byte order. A
 * case with too many events is reported (DUEBY_ELIMIT) and returned without them; its rows count as unreadable. Returns DUEBY_DONE
 * after the last. Fails with DUEBY_EFILE or DUEBY_EMEMORY; with the flag DUEBY_CASELOAD_BY_CASE also with DUEBY_EFORMAT for a case
 * that occurs again, after which the rest cannot be read. Since 0.9. */
DUEBY_API dueby_status dueby_caseload_next(dueby_caseload *caseload, dueby_case *next);

/* Reads on to the end of the file. Without DUEBY_CASELOAD_BY_CASE the counts are then for the whole file. Returns the same
 * statuses as dueby_caseload_next. Since 0.9. */
DUEBY_API dueby_status dueby_caseload_read(dueby_caseload *caseload);

/* Adds the next wanted case to a worklist of the same profile, and the number of rows so far; at the end, the findings on the
 * file. Returns the same statuses as dueby_caseload_next and dueby_worklist_add. Since 0.9. */
DUEBY_API dueby_status dueby_caseload_feed(dueby_caseload *caseload, dueby_worklist *worklist);

/* Gives the worklist the findings on the part of the file that was read, for callers that add cases one by one. Since 0.9. */
DUEBY_API void dueby_caseload_give_findings(const dueby_caseload *caseload, dueby_worklist *worklist);

/* The text of a ref of the current case as the file has it; NULL for 0. Since 0.9. */
DUEBY_API const char *dueby_caseload_ref(const dueby_caseload *caseload, int64_t ref);

/* The carried columns, by index [0, count): their names, and the value of the current case. The value comes from the latest row
 * that has one; of several rows on that day, from the one whose value comes last in byte order. It is "" if none has one.
 * Since 0.9. */
DUEBY_API int32_t dueby_caseload_column_count(const dueby_caseload *caseload);
DUEBY_API const char *dueby_caseload_column(const dueby_caseload *caseload, int32_t column);
DUEBY_API const char *dueby_caseload_value(const dueby_caseload *caseload, int32_t column);

/* Finds a carried column by name. If none has exactly that name, finds one that differs only in capitals. Returns -1 if there
 * is none. Since 0.9. */
DUEBY_API int32_t dueby_caseload_find_column(const dueby_caseload *caseload, const char *name);

/* The numbers of rows so far: of all rows, of those that could not be read, and of those with an event of a type. Since 0.9. */
DUEBY_API int64_t dueby_caseload_row_count(const dueby_caseload *caseload);
DUEBY_API int64_t dueby_caseload_bad_row_count(const dueby_caseload *caseload);
DUEBY_API int64_t dueby_caseload_event_count(const dueby_caseload *caseload, int32_t event);

/* Fills in an array for dueby_timeline_options. For all events, makes recorded[event] odd if the event has a row that is not void
 * and not after options.as_at, and otherwise 0. The other bits are for tags that rules need: a bit is set if no such row has the
 * tags. Since 0.9. */
DUEBY_API void dueby_caseload_recorded_events(const dueby_caseload *caseload, uint8_t *recorded);

/* Returns 1 if a cell is empty, means "no value" or, for a date, means "no date", such as 1900-01-01. Since 0.9. */
DUEBY_API int32_t dueby_csv_cell_is_none(dueby_csv_cell cell, const char *const *nulls, int64_t null_count);
DUEBY_API int32_t dueby_csv_cell_is_no_date(dueby_csv_cell cell, const char *const *nulls, int64_t null_count);

/* Reads a cell as a date or a time: like dueby_when_parse, but 00:00:00 only counts as a time of day if
 * DUEBY_CASELOAD_MIDNIGHT_IS_TIME is among the flags. If it is neither, writes to `text` what was found and what was expected.
 * Since 0.9. */
DUEBY_API dueby_status dueby_csv_cell_when(dueby_csv_cell cell, int32_t date_order, int32_t flags, dueby_when *when, char *text,
                                           int64_t size);

#ifdef __cplusplus
}
#endif
#endif
