/* measure: counts how many lines in many cases were in time, and sorts lines, worst first. Both use the outcomes of lines, not
 * events. Counts are not rounded, and small counts are not suppressed. */
#ifndef DUEBY_MEASURE_H
#define DUEBY_MEASURE_H

#include "timeline.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Ways in which a line can be closed. */
enum {
  DUEBY_OUTCOME_OPEN = 0,
  DUEBY_OUTCOME_MET = 1,  /* the action that was due was done */
  DUEBY_OUTCOME_ENDED = 2 /* the line was no longer needed */
};

/* The outcome of a line. */
typedef struct dueby_outcome {
  dueby_date begins, due, closed; /* `due` is NONE if the line has no date, `closed` is NONE if it is open */
  int32_t closed_by;              /* how the line was closed: DUEBY_OUTCOME_OPEN or another */
  int32_t state, reason;          /* the line's state and reason */
  int32_t days_left;              /* days until the line is due; INT32_MIN if it has no date */
  int32_t authority;              /* authority of the governing rule */
  int32_t in_hours;               /* 1 if the timescale is in hours */
  int32_t by_time;                /* 1 if the line is due at a time of day, 0 if at the end of the day */
  int32_t projected;              /* 1 for a future line, which no measure counts */
  int32_t recurs;                 /* 1 if the duty may fall due again after this line */
} dueby_outcome;

/* Fills in the outcome of a line. Since 0.9. */
DUEBY_API void dueby_outcome_from_line(const dueby_profile *profile, const dueby_line *line, dueby_outcome *outcome);

/* Returns 1 if somebody should look into a line, because its date or state is unknown although its source sets a time limit. Since
 * 0.9. */
DUEBY_API int32_t dueby_line_needs_checking(const dueby_line *line);

/* Compares two outcomes to sort them worst first: overdue in hours, overdue, needs checking, due soon, not due yet, no time limit
 * in its source; then lines that are over: never done, done late, done in time, ended. Within each group, statute comes before
 * guidance, and guidance before local standards; then lines with fewer days left come first. Returns a negative number if `left`
 * comes first, a positive number if `right` does, or 0. Since 0.9. */
DUEBY_API int32_t dueby_outcome_compare(const dueby_outcome *left, const dueby_outcome *right);

/* Bases of a measure, which decide the lines it counts. */
enum {
  DUEBY_MEASURE_DUE = 0,       /* lines that fell due in the period */
  DUEBY_MEASURE_COMPLETED = 1, /* lines that were done in the period, and lines that were open at its end */
  DUEBY_MEASURE_AT = 2         /* children up to date on the period's last day: the lines must be as at that day */
};

typedef struct dueby_measure_options {
  uint32_t size; /* sizeof(dueby_measure_options), or 0 for the size of release 1.0 */
  int32_t basis;
  dueby_date from, to; /* the period, both days included; 0 or NONE for no limit */
  dueby_date as_at;    /* the as-at day of the lines */
  uint32_t reserved;   /* reserved, and must be zero */
} dueby_measure_options;

/* The last day of the period, or as_at if that is earlier. Since 0.9. */
DUEBY_API dueby_date dueby_measure_last(const dueby_measure_options *options);

/* The counts for one duty. Each child counts once in the last three fields, whatever its number of lines. */
typedef struct dueby_measure {
  int64_t in_time, late;
  int64_t missed;      /* lines that ended after the due day without being done */
  int64_t overdue;     /* for DUEBY_MEASURE_AT: children with something overdue */
  int64_t not_yet_due; /* for DUEBY_MEASURE_COMPLETED: lines that are open at the end of the period, and not overdue */
  int64_t ended;       /* lines that ended before they were due, which are not counted */
  int64_t no_deadline; /* lines whose source sets no time limit, which are not counted: for DUEBY_MEASURE_DUE, those that began in
                        * the period; for DUEBY_MEASURE_AT, children with nothing else running */
  int64_t cannot_tell; /* lines with a time limit whose date or state cannot be known, which are not counted. For DUEBY_MEASURE_DUE
                          this includes recurring lines that fell due before the period: if nobody knows when they were met, the
                          duty may have fallen due again in the period */
  int64_t children;    /* children with at least one counted line; for DUEBY_MEASURE_AT, with a running line */
  int64_t children_up_to_date;
  int64_t children_all_in_time; /* for DUEBY_MEASURE_AT: children who are up to date and had everything due in the period done in
                                 * time */
} dueby_measure;

/* Adds a case to a measure, given the outcomes of all its lines for the duty. Since 0.9. */
DUEBY_API void dueby_measure_add(const dueby_measure_options *options, const dueby_outcome *outcomes, int64_t count,
                                 dueby_measure *measure);

/* Finds the two numbers that make a percentage: `good` out of `counted`. DUE: lines in time, out of those done, missed or overdue.
 * COMPLETED: lines in time, out of those done. AT: children up to date, out of all children. Since 0.9. */
DUEBY_API void dueby_measure_share(int32_t basis, const dueby_measure *measure, int64_t *good, int64_t *counted);

/* Writes a percentage to one decimal place, with halves rounded up: "83.3". Fails with DUEBY_EARGUMENT if `counted` is 0, or less
 * than `good`. Since 0.9. */
DUEBY_API dueby_status dueby_measure_percent_text(int64_t good, int64_t counted, char *text, int64_t size, int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
