/* query: one duty or rule of a profile on a calendar, for many questions: when is it due, what comes next, when is it due by
 * law, was it done in time, and why is there no date?
 *
 * A query is immutable, so that threads may share it. It keeps its profile and its calendar alive: they may be freed before it. */
#ifndef DUEBY_QUERY_H
#define DUEBY_QUERY_H

#include "deadline.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct dueby_query dueby_query;

/* A query about the duty or rule that an address names (dueby_profile_select). DUEBY_ENOTFOUND, DUEBY_EMEMORY. Since 0.1. */
DUEBY_API dueby_status dueby_query_new(const dueby_profile *profile, const dueby_calendar *calendar, const char *address,
                                       dueby_query **query);
DUEBY_API void dueby_query_free(dueby_query *query);

/* Its profile, calendar and duty. They are valid as long as the query. Since 0.1. */
DUEBY_API const dueby_profile *dueby_query_profile(const dueby_query *query);
DUEBY_API const dueby_calendar *dueby_query_calendar(const dueby_query *query);
DUEBY_API int32_t dueby_query_duty(const dueby_query *query);
/* 1 if it asks about a rule, 0 if not. Since 0.1. */
DUEBY_API int32_t dueby_query_has_rule(const dueby_query *query, int32_t rule);
/* The event that starts the clock if a trigger names none. Since 0.1. */
DUEBY_API int32_t dueby_query_trigger(const dueby_query *query);

/* 1 if the first due day depends only on the day of the trigger, so that a table of days can hold it: none of its rules needs a
 * tag, an age, an agreement, a time of day, an earlier trigger or the day of another event. Events that move a due day later
 * (an extension, a pause) are not considered. Since 0.1. */
DUEBY_API int32_t dueby_query_needs_only_day(const dueby_query *query);

/* When it is due, counted from one trigger: as dueby_deadline_for_duty, with its statuses. Since 0.1. */
DUEBY_API dueby_status dueby_query_due(const dueby_query *query, const dueby_event *trigger, const dueby_facts *facts,
                                       dueby_deadline *deadline);

/* The next deadlines after those met at `met` (in order, may be none), as if each was met on its due day: as
 * dueby_deadline_series. *count is how many there are. Since 0.1. */
DUEBY_API dueby_status dueby_query_series(const dueby_query *query, const dueby_event *trigger, const dueby_facts *facts,
                                          const dueby_when *met, int64_t met_count, dueby_deadline *deadlines, int64_t capacity,
                                          int64_t *count);

/* The earliest date by statute or guidance for the same occurrence, whatever rule was asked for; an alternative is never law. A
 * duty that is late by a council's standard may be in time by law. DUEBY_DONE if the law has none. Since 0.1. */
DUEBY_API dueby_status dueby_query_due_by_law(const dueby_query *query, const dueby_event *trigger, const dueby_facts *facts,
                                              const dueby_when *met, int64_t met_count, dueby_deadline *deadline);

/* The facts about a deadline's outcome. A `when` whose date is 0 or NONE is not given. Anything after `as_at` has not happened
 * yet. */
typedef struct dueby_check_options {
  uint32_t size;     /* sizeof(dueby_check_options), or 0: the size of release 1.0 */
  uint32_t reserved; /* zero */
  dueby_when met;    /* when it was done */
  dueby_when ended;  /* when the duty ended; the facts' events may end it earlier */
  dueby_when as_at;  /* the day or time of the state */
  dueby_span soon;   /* how much time left counts as due soon; unit 0: 5 working days */
} dueby_check_options;

/* The outcome. */
typedef struct dueby_check {
  dueby_verdict verdict;
  dueby_when ended;           /* when the duty ended, as given or by the facts; date NONE: it has not */
  dueby_when at;              /* when it was met or ended unmet, else as_at */
  int32_t days_taken;         /* from the trigger to that day; INT32_MIN: it is before the trigger */
  int32_t working_days_taken; /* the same in working days */
  int32_t precision;          /* the deadline's; DUEBY_PRECISION_DAY if only days could be compared */
  int32_t recorded, needed;   /* for a count (at_least): how many are recorded, and how many are needed; else needed is 1 */
  int32_t reserved;
} dueby_check;

/* The facts that are known when a deadline is judged. They leave out events that have not happened by `as_at`, and events after
 * the one that met or ended it, as those move no date; events that meet the duty stay if they have happened. They include when
 * it was met (`met`), which ends a pause. `kept` has room for the facts' events, and *known points to it. DUEBY_EARGUMENT.
 * Since 0.1. */
DUEBY_API dueby_status dueby_query_facts(const dueby_query *query, const dueby_facts *facts, const dueby_check_options *options,
                                         dueby_event *kept, dueby_facts *known);

/* The state of a deadline of this query and trigger. A count takes `met` and the facts' events together, and is met by the last
 * event that it needs. A birthday ends a duty only if a day is given. DUEBY_EARGUMENT if there is nothing to judge by (for a
 * count that is not met, `recorded` and `needed` are filled in all the same) or a time is not on its day; DUEBY_ECOVERAGE;
 * DUEBY_EFACT if the clock is paused by the facts known then (dueby_query_facts); DUEBY_EMEMORY. Since 0.1. */
DUEBY_API dueby_status dueby_query_check(const dueby_query *query, const dueby_event *trigger, const dueby_facts *facts,
                                         const dueby_deadline *deadline, const dueby_check_options *options, dueby_check *check);

/* Why there is no date. */
typedef struct dueby_failure {
  dueby_status status; /* of dueby_query_due */
  int32_t reason;      /* DUEBY_REASON_... */
  int32_t rule;        /* the rule concerned; -1: none */
  int32_t version;     /* its version in force on the trigger's day, else its first */
  int32_t event;       /* the event that is missing: the one to count from, or the one that ends the pause; 0: none */
  dueby_date from, to; /* NOT_IN_FORCE: the first and last day in force, or NONE */
} dueby_failure;

/* Why dueby_query_due gives no date; DUEBY_DONE if it gives one. Since 0.1. */
DUEBY_API dueby_status dueby_query_failure(const dueby_query *query, const dueby_event *trigger, const dueby_facts *facts,
                                           dueby_failure *failure);

/* The failure as text: "england:missing.return_interview is counted in hours (72 hours after ...), and 2026-03-27 has no time of
 * day". It does not mention options of a program. For the status DUEBY_DONE it says that nothing more is due. Since 0.1. */
DUEBY_API dueby_status dueby_failure_text(const dueby_query *query, const dueby_event *trigger, const dueby_failure *failure,
                                          char *text, int64_t size, int64_t *needed);

/* ---- messages for the users of a program, with its options ---- */

/* An option that would help if there is no date: "give --born DATE"; "" if none would. Since 0.1. */
DUEBY_API dueby_status dueby_failure_hint_text(const dueby_query *query, const dueby_event *trigger, const dueby_failure *failure,
                                               int32_t style, char *text, int64_t size, int64_t *needed);

/* A suggestion for an address that names no rule: "did you mean \"cp.visit\"?", or which rules of that duty there are; "" if
 * nothing is near. Since 0.1. */
DUEBY_API dueby_status dueby_address_hint_text(const dueby_profile *profile, const char *address, char *text, int64_t size,
                                               int64_t *needed);

/* Notes on an answer, by index from 0: rules that wait for another event, an age that is assumed, closures that move days set
 * by law. `deadline` NULL: there is no date. DUEBY_DONE after the last. Since 0.1. */
DUEBY_API dueby_status dueby_query_note_text(const dueby_query *query, const dueby_event *trigger, const dueby_deadline *deadline,
                                             int32_t index, int32_t style, char *text, int64_t size, int64_t *needed);

/* Why a check is refused: no moment is given, the action was too early to count, or the duty ended before it began; "" if it is
 * not refused. If `deadline` is NULL, checks only whether there is a moment. Since 0.1. */
DUEBY_API dueby_status dueby_check_refusal_text(const dueby_event *trigger, const dueby_deadline *deadline,
                                                const dueby_check_options *options, int32_t style, char *text, int64_t size,
                                                int64_t *needed);

/* ---- columns ---- */

/* Many triggers that are days: the first occurrence of each, without tags or other facts except a date of birth. Each array has
 * `count` elements, and any but `trigger` may be NULL; `due` may be `trigger` itself. */
typedef struct dueby_due_columns {
  uint32_t size; /* sizeof(dueby_due_columns), or 0: the size of release 1.0 */
  int32_t flags; /* as in dueby_facts */
  int64_t count;
  const dueby_date *trigger;
  const dueby_date *born; /* NONE: not known. With dates of birth each row is computed by itself, which is slower */
  const uint8_t *valid;   /* an Arrow validity bitmap, NULL: all are valid; an invalid or NONE trigger has no answer */
  dueby_date *due;        /* NONE: no date */
  int32_t *rule;          /* the rule that governs, -1: none */
  uint8_t *certainty;     /* 255: none */
  uint8_t *status;        /* DUEBY_NONE for an invalid or NONE trigger */
} dueby_due_columns;

/* Fills the columns that are not NULL; *failed is how many triggers have no date. DUEBY_EARGUMENT, DUEBY_EMEMORY. Since 0.1. */
DUEBY_API dueby_status dueby_query_due_many(const dueby_query *query, const dueby_due_columns *columns, int64_t *failed);

/* Answers a column of ticks since 1970-01-01 in UK civil time: `ticks_per_day` is 1 for days, 86400000000000 for nanoseconds. The
 * time of day of a trigger is dropped; a due day is given as its first tick. INT64_MIN means none. */
typedef struct dueby_due_tick_columns {
  uint32_t size;
  int32_t flags;
  int64_t count;
  int64_t ticks_per_day; /* 1 to 86400000000000 */
  const int64_t *trigger;
  const uint8_t *valid;
  int64_t *due;
  int32_t *rule;
  uint8_t *certainty;
  uint8_t *status;
} dueby_due_tick_columns;

/* As dueby_query_due_many. Since 0.1. */
DUEBY_API dueby_status dueby_query_due_many_ticks(const dueby_query *query, const dueby_due_tick_columns *columns, int64_t *failed);

#ifdef __cplusplus
}
#endif
#endif
