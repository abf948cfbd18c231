/* measure: the lines of many cases -> how many were in time, and which come first.
 *
 * Both are computed from the outcomes of lines, not from events. Counts are not rounded, and small ones not suppressed. */
#ifndef DUEBY_MEASURE_H
#define DUEBY_MEASURE_H

#include "timeline.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How a line was closed. */
enum {
  DUEBY_OUTCOME_OPEN = 0,
  DUEBY_OUTCOME_MET = 1,  /* the action that was due was done */
  DUEBY_OUTCOME_ENDED = 2 /* it was no longer needed */
};

/* The outcome of a line. */
typedef struct dueby_outcome {
  dueby_date begins, due, closed; /* due NONE: it has no date; closed NONE: it is open */
  int32_t closed_by;              /* DUEBY_OUTCOME_OPEN ... */
  int32_t state, reason;          /* of the line */
  int32_t days_left;              /* INT32_MIN: it has no date */
  int32_t authority;              /* authority of the rule that governs */
  int32_t in_hours;               /* 1: its timescale is in hours */
  int32_t by_time;                /* 1: it is due at a time on that day, 0: at the end of it */
  int32_t projected;              /* 1: a future line, which no measure counts */
} dueby_outcome;

/* The outcome of a line. Since 0.1. */
DUEBY_API void dueby_outcome_from_line(const dueby_profile *profile, const dueby_line *line, dueby_outcome *outcome);

/* 1 if somebody should look into it: its date or state cannot be known, although its source sets a time limit. Since 0.1. */
DUEBY_API int32_t dueby_line_needs_checking(const dueby_line *line);

/* Orders worst first: overdue in hours, overdue, needs checking, due soon, not due yet, no time limit in its source; then lines
 * that are over: never done, done late, done in time, ended. Within each, statute before guidance before local standards, then
 * by days left. Negative if `left` comes first, positive if it comes last, 0 if neither. Since 0.1. */
DUEBY_API int32_t dueby_outcome_compare(const dueby_outcome *left, const dueby_outcome *right);

/* Bases of a measure: what it counts. */
enum {
  DUEBY_MEASURE_DUE = 0,       /* lines that fell due in the period */
  DUEBY_MEASURE_COMPLETED = 1, /* lines that were done in the period, and lines that were open at its end */
  DUEBY_MEASURE_AT = 2         /* children up to date on the last day of the period: the lines must be as at that day */
};

typedef struct dueby_measure_options {
  uint32_t size; /* sizeof(dueby_measure_options), or 0: the size of release 1.0 */
  int32_t basis;
  dueby_date from, to; /* the period, both days included; 0 or NONE: unbounded */
  dueby_date as_at;    /* as-at of the lines */
  uint32_t reserved;   /* zero */
} dueby_measure_options;

/* The last day of the period, or as_at if that is earlier. Since 0.1. */
DUEBY_API dueby_date dueby_measure_last(const dueby_measure_options *options);

/* The counts for one duty. A child counts once in each of the last three, however many lines it has. */
typedef struct dueby_measure {
  int64_t in_time, late;
  int64_t missed;      /* ended after the due day without being done */
  int64_t overdue;     /* DUEBY_MEASURE_AT: children with something overdue */
  int64_t not_yet_due; /* DUEBY_MEASURE_COMPLETED: open at the end of the period, and not overdue */
  int64_t ended;       /* no longer needed before it was due: not counted */
  int64_t cannot_tell; /* has no date, or its state cannot be known: not counted */
  int64_t children;    /* children with something counted; DUEBY_MEASURE_AT: with something running */
  int64_t children_up_to_date;
  int64_t children_all_in_time; /* DUEBY_MEASURE_AT: up to date, and everything that fell due in the period was in time */
} dueby_measure;

/* Adds a case to a measure: the outcomes of all its lines of the duty. Since 0.1. */
DUEBY_API void dueby_measure_add(const dueby_measure_options *options, const dueby_outcome *outcomes, int64_t count,
                                 dueby_measure *measure);

/* The two numbers of the percentage: `good` out of `counted`. DUE: in time, out of done, missed or overdue. COMPLETED: in time, out
 * of done. AT: children up to date, out of children. Since 0.1. */
DUEBY_API void dueby_measure_share(int32_t basis, const dueby_measure *measure, int64_t *good, int64_t *counted);

/* The percentage with one decimal, rounded to the nearest, half to even: "83.3". DUEBY_EARGUMENT if `counted` is 0, or less
 * than `good`. Since 0.1. */
DUEBY_API dueby_status dueby_measure_percent_text(int64_t good, int64_t counted, char *text, int64_t size, int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
