/* explain: explains how an answer was worked out, as data and in plain English. The steps show why each day was counted or not. The
 * text functions describe the steps, the source and the certainty for social workers, in English only. */
#ifndef DUEBY_EXPLAIN_H
#define DUEBY_EXPLAIN_H

#include "deadline.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  DUEBY_STEP_START = 1,       /* the day that the span is counted from, which itself does not count */
  DUEBY_STEP_COUNTED = 2,     /* working days `first` to `last`, numbered `number_first` to `number_last` */
  DUEBY_STEP_HOLIDAY = 3,     /* a named day that was not counted */
  DUEBY_STEP_WEEKEND = 4,     /* weekend days `first` to `last`, not counted */
  DUEBY_STEP_MOVED_START = 5, /* the start, `first`, moved to the working day `last` */
  DUEBY_STEP_LAID = 6,        /* calendar time counted in one step, from `first` to `last` */
  DUEBY_STEP_ROLLED = 7,      /* the last day, `first`, was not a working day, so it moved to `last` */
  DUEBY_STEP_EXTENDED = 8,    /* extensions moved the last day from `first` to `last` */
  DUEBY_STEP_AGREED = 9,      /* an agreed interval ended on `first`, before it was agreed on `last` */
  DUEBY_STEP_PAUSED = 10      /* a pause of `number_last` days moved the last day from `first` to `last` */
};

typedef struct dueby_step {
  int32_t kind;
  dueby_date first, last;
  int32_t number_first, number_last;
  int32_t holiday; /* index for dueby_calendar_holiday; -1 for none */
} dueby_step;

/* Finds the steps from the occurrence's first day to its due day. *needed is the number of steps. If there are more than
 * `capacity`, only the first are stored and the status is DUEBY_ESPACE; `steps` may be NULL with a capacity of 0. A timescale in
 * hours has one step. Days are in the order in which they are counted: backwards for a notice. Fails with DUEBY_EARGUMENT if the
 * deadline is not an answer to the trigger and the facts on this calendar: see dueby_deadline. The facts' flags are ignored,
 * because the deadline records how its times were compared. Since 0.9. */
DUEBY_API dueby_status dueby_explain_steps(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_event *trigger,
                                           const dueby_facts *facts, const dueby_deadline *deadline, dueby_step *steps,
                                           int64_t capacity, int64_t *needed);

/* Writes the full explanation: the due date, the timescale and who set it, each day and whether it was counted, and how certain the
 * calendar is. Fails like dueby_explain_steps. Since 0.9. */
DUEBY_API dueby_status dueby_explain_text(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_event *trigger,
                                          const dueby_facts *facts, const dueby_deadline *deadline, char *text, int64_t size,
                                          int64_t *needed);

/* Writes the explanation in a few lines. Leaves out the list of days and the note on how we read the source. Fails like
 * dueby_explain_steps. Since 0.9. */
DUEBY_API dueby_status dueby_explain_summary(const dueby_profile *profile, const dueby_calendar *calendar,
                                             const dueby_event *trigger, const dueby_facts *facts, const dueby_deadline *deadline,
                                             char *text, int64_t size, int64_t *needed);

/* Writes a rule's timescale: "15 working days after the strategy discussion". Since 0.9. */
DUEBY_API dueby_status dueby_explain_timescale(const dueby_profile *profile, int32_t rule, int32_t version, char *text,
                                               int64_t size, int64_t *needed);

/* Writes a rule's source: "Working Together to Safeguard Children 2023, chapter 3". Since 0.9. */
DUEBY_API dueby_status dueby_explain_source(const dueby_profile *profile, int32_t rule, int32_t version, char *text, int64_t size,
                                            int64_t *needed);

/* Writes how a rule's source was read, when and in which edition, with a remark if it had been replaced by the day `begins`: "text
 * checked on 29 November 2026. What we read: as made." Since 0.9. */
DUEBY_API dueby_status dueby_explain_source_note(const dueby_profile *profile, int32_t rule, int32_t version, dueby_date begins,
                                                 char *text, int64_t size, int64_t *needed);

/* Writes a day as "Tuesday 21 April 2026", or with a time as "12:30am on Wednesday 1 April 2026". Since 0.9. */
DUEBY_API dueby_status dueby_explain_when(const dueby_when *when, char *text, int64_t size, int64_t *needed);

/* Writes a verdict: "Done in time", "Overdue by 3 working days", "Due Friday 1 May". Since 0.9. */
DUEBY_API dueby_status dueby_explain_verdict(const dueby_deadline *deadline, const dueby_verdict *verdict, char *text, int64_t size,
                                             int64_t *needed);

/* Writes a note on a line that its verdict calls late, but that is not late by statute or guidance: "late by the council's
 * standard, in time by law (due by Monday 13 April 2026)" or, if it was never done, "late by the council's standard, not yet late
 * by law (due by ...)". Writes "" for any other line. `at` is when the line was met or ended, otherwise as-at. The date of
 * `due_by_law` is NONE if the law sets no date. Since 0.9. */
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
