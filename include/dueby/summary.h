/* summary: counts how many lines of each duty were in time, with a row for each group of cases and each duty with lines. */
#ifndef DUEBY_SUMMARY_H
#define DUEBY_SUMMARY_H

#include "worklist.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A summary, for one thread at a time. */
typedef struct dueby_summary dueby_summary;

/* Makes a summary for a worklist's rules, on a basis and for a period. options.as_at must be the worklist's as-at day, or 0 or NONE
 * to mean that day. For DUEBY_MEASURE_AT the worklist must be as at the day that dueby_summary_when returns. `column` is a column
 * of the cases, with one group for each value; NULL for one group. Fails with DUEBY_EARGUMENT, for example if the period ends
 * before it begins, or with DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_summary_new(const dueby_worklist *worklist, const dueby_measure_options *options, const char *column,
                                         dueby_summary **summary);
DUEBY_API void dueby_summary_free(dueby_summary *summary);

/* Finds the as-at day or time that the worklist must have: as_at or, for DUEBY_MEASURE_AT, the end of the period if that is
 * earlier. Since 0.9. */
DUEBY_API void dueby_summary_when(const dueby_measure_options *options, const dueby_when *as_at, dueby_when *when);

/* Counts all lines, listed or not, of a worklist's current case or, if it keeps everything, of all its cases. Fails with
 * DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_summary_add(dueby_summary *summary, const dueby_worklist *worklist);

typedef struct dueby_summary_row {
  const char *group; /* the group's value in the column; "" for all cases, or for cases without a value; NULL in a total */
  dueby_measure measure;
  int64_t good, counted; /* the two numbers of the percentage, from dueby_measure_share */
  int32_t duty;
  int32_t rule; /* the first rule of the series, which is made up of the duty's rules that need the same tags: see
                   dueby_rule_series */
} dueby_summary_row;

/* Finds the next row, ordered by group (in order of arrival), then by duty and series. *cursor must be 0 for the first row, and is
 * advanced. Returns DUEBY_DONE after the last. Since 0.9. */
DUEBY_API dueby_status dueby_summary_next(const dueby_summary *summary, int64_t *cursor, dueby_summary_row *row);

/* Finds the next row for all groups together; its group is NULL. Since 0.9. */
DUEBY_API dueby_status dueby_summary_total(const dueby_summary *summary, int64_t *cursor, dueby_summary_row *row);

/* The fields of `dueby worklist --summary` by index, NULL after the last; and a row as cells or as a JSON object, which begin with
 * the group, named after its column. Since 0.9. */
DUEBY_API const char *dueby_summary_field(int32_t index);
DUEBY_API dueby_status dueby_summary_cells(const dueby_summary *summary, const dueby_summary_row *row, dueby_cell_sink sink,
                                           void *context);
DUEBY_API dueby_status dueby_summary_json(const dueby_summary *summary, const dueby_summary_row *row, char *text, int64_t size,
                                          int64_t *needed);

/* Writes notes, by index: that nothing was counted, or that a later edition has replaced the source of a rule that took part.
 * Returns DUEBY_DONE after the last. Since 0.9. */
DUEBY_API dueby_status dueby_summary_note_text(const dueby_summary *summary, int64_t index, char *text, int64_t size,
                                               int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
