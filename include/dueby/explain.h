/* explain: explains how an answer was worked out, as data and in plain English. The steps tell why each day was counted or not. The
 * functions that write text give the steps, the source and the certainty in words for social workers, in English only. */
#ifndef DUEBY_EXPLAIN_H
#define DUEBY_EXPLAIN_H

#include "deadline.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  DUEBY_STEP_START = 1,       /* the day from which the span is counted, which itself does not count */
  DUEBY_STEP_COUNTED = 2,     /* working days `first` to `last`, which have the numbers `number_first` to `number_last` */
  DUEBY_STEP_HOLIDAY = 3,     /* a named day that was not counted */
  DUEBY_STEP_WEEKEND = 4,     /* weekend days `first` to `last` that were not counted */
  DUEBY_STEP_MOVED_START = 5, /* the start, `first`, moved to the working day `last` */
  DUEBY_STEP_LAID = 6,        /* calendar time counted in one step, from `first` to `last` */
  DUEBY_STEP_ROLLED = 7,      /* the last day, `first`, was not a working day and moved to `last` */
  DUEBY_STEP_EXTENDED = 8,    /* extensions put the last day back from `first` to `last` */
  DUEBY_STEP_AGREED = 9,      /* an agreed interval ended on `first`, before the day of the agreement, `last` */
  DUEBY_STEP_PAUSED = 10      /* a pause of `number_last` days moved the last day from `first` to `last` */
};

typedef struct dueby_step {
  int32_t kind;
  dueby_date first, last;
  int32_t number_first, number_last;
  int32_t holiday; /* index for dueby_calendar_holiday; -1 for none */
} dueby_step;

/* Gives the steps from the first day of the occurrence to its due day. *needed is how many there are. If that is more than
 * `capacity`, the first steps are given and the status is DUEBY_ESPACE; `steps` may be NULL with a capacity of 0. A timescale in
 * hours has one step. Days are in the order in which they are counted: backwards for a notice. Fails with DUEBY_EARGUMENT if the
 * deadline is not an answer to the trigger and the facts on this calendar: see dueby_deadline. The facts' flags are ignored: a
 * deadline says itself how its times were compared. Since 0.9. */
DUEBY_API dueby_status dueby_explain_steps(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_event *trigger,
                                           const dueby_facts *facts, const dueby_deadline *deadline, dueby_step *steps,
                                           int64_t capacity, int64_t *needed);

/* Writes the whole explanation: the due date, the timescale and who set it, each day counted or not, and how certain the calendar
 * is. Fails as dueby_explain_steps does. Since 0.9. */
DUEBY_API dueby_status dueby_explain_text(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_event *trigger,
                                          const dueby_facts *facts, const dueby_deadline *deadline, char *text, int64_t size,
                                          int64_t *needed);

/* Writes the explanation in a few lines, without the days and the reading of the source. Fails as dueby_explain_steps does.
 * Since 0.9. */
DUEBY_API dueby_status dueby_explain_summary(const dueby_profile *profile, const dueby_calendar *calendar,
                                             const dueby_event *trigger, const dueby_facts *facts, const dueby_deadline *deadline,
                                             char *text, int64_t size, int64_t *needed);

/* Writes a rule's timescale: "15 working days after the strategy discussion". Since 0.9. */
DUEBY_API dueby_status dueby_explain_timescale(const dueby_profile *profile, int32_t rule, int32_t version, char *text,
                                               int64_t size, int64_t *needed);

/* Writes a rule's source: "Working Together to Safeguard Children 2023, chapter 3". Since 0.9. */
DUEBY_API dueby_status dueby_explain_source(const dueby_profile *profile, int32_t rule, int32_t version, char *text, int64_t size,
                                            int64_t *needed);

/* Writes how a rule's source was read, when and in which edition, and a remark if it had been replaced by `begins`: "text checked
 * on 29 November 2026. What we read: as made." Since 0.9. */
DUEBY_API dueby_status dueby_explain_source_note(const dueby_profile *profile, int32_t rule, int32_t version, dueby_date begins,
                                                 char *text, int64_t size, int64_t *needed);

/* Writes a day as "Tuesday 21 April 2026", or with a time as "12:30am on Wednesday 1 April 2026". Since 0.9. */
DUEBY_API dueby_status dueby_explain_when(const dueby_when *when, char *text, int64_t size, int64_t *needed);

/* Writes a verdict: "Done in time", "Overdue by 3 working days", "Due Friday 1 May". Since 0.9. */
DUEBY_API dueby_status dueby_explain_verdict(const dueby_deadline *deadline, const dueby_verdict *verdict, char *text, int64_t size,
                                             int64_t *needed);

/* Writes a note on a line that is late by a verdict, but not by the date from statute or guidance: "late by the council's standard,
 * in time by law (due by Monday 13 April 2026)" or, if it was never done, "late by the council's standard, not yet late by law (due
 * by ...)". Writes "" for any other line. `at` is when it was met or ended, or as-at. `due_by_law` has the date NONE if the law
 * sets none. Since 0.9. */
DUEBY_API dueby_status dueby_explain_due_by_law(const dueby_verdict *verdict, const dueby_when *at, const dueby_when *due_by_law,
                                                char *text, int64_t size, int64_t *needed);

/* Writes which bank holidays an answer depends on: "Bank holidays: England and Wales, official list of 21 August 2026: confirmed".
 * Since 0.9. */
DUEBY_API dueby_status dueby_explain_calendar(const dueby_calendar *calendar, const dueby_deadline *deadline, char *text,
                                              int64_t size, int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
