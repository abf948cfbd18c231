/* query: answers questions about one duty or rule in a profile on a calendar: when is it due, what comes next, when is it due by
 * law, was it done in time, and why is there no date?
 *
 * A query is immutable, so that threads may share it. It keeps its profile and calendar alive, so the caller may free them
 * first. */
#ifndef DUEBY_QUERY_H
#define DUEBY_QUERY_H

#include "deadline.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct dueby_query dueby_query;

/* Makes a query about the duty or rule that an address names (dueby_profile_select), or about the only duty whose title or
 * abbreviation it is, such as "ICPC". Fails with DUEBY_ENOTFOUND or DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_query_new(const dueby_profile *profile, const dueby_calendar *calendar, const char *address,
                                       dueby_query **query);
DUEBY_API void dueby_query_free(dueby_query *query);

/* The profile, calendar and duty of a query, valid as long as the query. Since 0.9. */
DUEBY_API const dueby_profile *dueby_query_profile(const dueby_query *query);
DUEBY_API const dueby_calendar *dueby_query_calendar(const dueby_query *query);
DUEBY_API int32_t dueby_query_duty(const dueby_query *query);
/* Returns 1 if a rule is part of the query, otherwise 0. Since 0.9. */
DUEBY_API int32_t dueby_query_has_rule(const dueby_query *query, int32_t rule);
/* The event that starts the clock if a trigger names none. Since 0.9. */
DUEBY_API int32_t dueby_query_trigger(const dueby_query *query);

/* Returns 1 if the first due day depends only on the trigger's day, so that it can be looked up in a table of days: none of the
 * query's rules needs a tag, an age, an agreement, a time of day, an earlier trigger or the day of another event. Events that move
 * a due day later (extensions, pauses) are not considered. Since 0.9. */
DUEBY_API int32_t dueby_query_needs_only_day(const dueby_query *query);

/* Returns 0 if an agreed interval would change nothing, because a trigger of this type (0 for the usual one) only starts rules
 * without agreed intervals in any version. Returns 1 otherwise, or if the trigger starts no rule. Since 0.9. */
DUEBY_API int32_t dueby_query_takes_agreed(const dueby_query *query, int32_t trigger);

/* Computes when the duty is due, counted from one trigger, like dueby_deadline_for_duty, with the same statuses. Like every
 * function that takes a query and a trigger, fails with DUEBY_EARGUMENT if the trigger has an agreed interval that would change
 * nothing (dueby_query_takes_agreed; DUEBY_REFUSAL_NOT_AGREED says so in words). Since 0.9. */
DUEBY_API dueby_status dueby_query_due(const dueby_query *query, const dueby_event *trigger, const dueby_facts *facts,
                                       dueby_deadline *deadline);

/* Computes the next `capacity` deadlines after the ones met at the times in `met` (in order, may be empty), like
 * dueby_deadline_series. Each assumes that the previous one was met on its due day. *count is how many were written. Since 0.9. */
DUEBY_API dueby_status dueby_query_series(const dueby_query *query, const dueby_event *trigger, const dueby_facts *facts,
                                          const dueby_when *met, int64_t met_count, dueby_deadline *deadlines, int64_t capacity,
                                          int64_t *count);

/* Finds the earliest date that statute or guidance sets for the same occurrence, whichever rule the query is about; an alternative
 * is never law. A duty that is late by a council's standard may be in time by law. Returns DUEBY_DONE if the law sets no date.
 * Since 0.9. */
DUEBY_API dueby_status dueby_query_due_by_law(const dueby_query *query, const dueby_event *trigger, const dueby_facts *facts,
                                              const dueby_when *met, int64_t met_count, dueby_deadline *deadline);

/* The facts about a deadline's outcome. A dueby_when whose date is 0 or NONE counts as not given. Anything after `as_at` has not
 * happened yet. */
typedef struct dueby_check_options {
  uint32_t size;     /* sizeof(dueby_check_options), or 0 for the size of release 1.0 */
  uint32_t reserved; /* reserved, and must be zero */
  dueby_when met;    /* when the action was done */
  dueby_when ended;  /* when the duty ended; an event in the facts may end it earlier */
  dueby_when as_at;  /* the day or time for which to find the state */
  dueby_span soon;   /* how much time left counts as due soon; unit 0 for 5 working days */
} dueby_check_options;

/* The outcome of a check. */
typedef struct dueby_check {
  dueby_verdict verdict;
  dueby_when ended;           /* when the duty ended, as given or according to the facts; date NONE if it has not ended */
  dueby_when at;              /* when the duty was met, or ended unmet; otherwise as_at */
  int32_t days_taken;         /* days from the trigger to `at`; INT32_MIN if `at` is before the trigger */
  int32_t working_days_taken; /* working days from the trigger to `at` */
  int32_t precision;          /* precision of the deadline; DUEBY_PRECISION_DAY if only days could be compared */
  int32_t recorded, needed;   /* for a rule that needs several events (at_least): how many are recorded, and how many are needed;
                               * for other rules `needed` is 1 */
  int32_t reserved;
} dueby_check;

/* Copies the facts that are known when a deadline is checked. Omits events that have not happened by `as_at`, and events after the
 * one that met or ended the deadline, because they no longer move any date; events that meet the duty are kept if they have
 * happened. Sets `met` to when the deadline was met, which ends a pause. `kept` must have room for the facts' events; *known points
 * to it. Fails with DUEBY_EARGUMENT. Since 0.9. */
DUEBY_API dueby_status dueby_query_facts(const dueby_query *query, const dueby_facts *facts, const dueby_check_options *options,
                                         dueby_event *kept, dueby_facts *known);

/* Finds the state of a deadline for this query and trigger. If the rule needs several events (at_least), `met` and the facts'
 * events count together, and the last event needed meets it. A birthday only ends a duty if the options have `met`, `ended` or
 * `as_at`. Fails with DUEBY_EARGUMENT if there is nothing to check (if several events are needed, `recorded` and `needed` are still
 * filled in), if a time is not on its day, or if the deadline cannot be an answer about this duty (the caller must make sure that
 * it is the answer for this trigger); with DUEBY_ECOVERAGE; with DUEBY_EFACT if the clock is paused according to the facts known
 * then (dueby_query_facts); also with DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_query_check(const dueby_query *query, const dueby_event *trigger, const dueby_facts *facts,
                                         const dueby_deadline *deadline, const dueby_check_options *options, dueby_check *check);

/* The reason why there is no date. */
typedef struct dueby_failure {
  dueby_status status; /* the status of dueby_query_due */
  int32_t reason;      /* the reason, as DUEBY_REASON_... */
  int32_t rule;        /* index of the rule without a date; -1 for none */
  int32_t version;     /* the rule's version in force on the trigger's day, or its first version if none is */
  int32_t event;       /* the missing event: the event to count from, or the event that ends the pause; 0 for none */
  dueby_date from, to; /* for DUEBY_REASON_NOT_IN_FORCE: the rule's first and last day in force, or NONE */
} dueby_failure;

/* Finds why dueby_query_due finds no date. Returns DUEBY_DONE if there is a date. Since 0.9. */
DUEBY_API dueby_status dueby_query_failure(const dueby_query *query, const dueby_event *trigger, const dueby_facts *facts,
                                           dueby_failure *failure);

/* Writes a failure as text: "england:missing.return_interview is counted in hours (72 hours after ...), and 2026-03-27 has no time
 * of day". The text does not mention a program's options. For the status DUEBY_DONE it says that nothing more is due. Since 0.9. */
DUEBY_API dueby_status dueby_failure_text(const dueby_query *query, const dueby_event *trigger, const dueby_failure *failure,
                                          char *text, int64_t size, int64_t *needed);

/* ---- messages for the users of a program, with its options ---- */

/* Writes a hint that names the option needed to get a date, such as "give --born DATE", or "" if none would help. Since 0.9. */
DUEBY_API dueby_status dueby_failure_hint_text(const dueby_query *query, const dueby_event *trigger, const dueby_failure *failure,
                                               int32_t style, char *text, int64_t size, int64_t *needed);

/* Writes a suggestion for an unknown address: "did you mean \"cp.visit\"?", the rules for that duty, or the built-in profiles that
 * have it; "" if nothing is similar. Since 0.9. */
DUEBY_API dueby_status dueby_address_hint_text(const dueby_profile *profile, const char *address, char *text, int64_t size,
                                               int64_t *needed);

/* Writes notes on an answer, by index from 0: on rules waiting for another event, on an assumed age, and on closures that move days
 * set by law. If `deadline` is NULL, the notes are for an answer without a date. Returns DUEBY_DONE after the last. Since 0.9. */
DUEBY_API dueby_status dueby_query_note_text(const dueby_query *query, const dueby_event *trigger, const dueby_deadline *deadline,
                                             int32_t index, int32_t style, char *text, int64_t size, int64_t *needed);

/* Writes why a check is refused: no day or time to check is given, the action was too early to count, or the duty ended before it
 * started; "" if it is not refused. If `deadline` is NULL, only tests whether a day or time is given. Since 0.9. */
DUEBY_API dueby_status dueby_check_refusal_text(const dueby_event *trigger, const dueby_deadline *deadline,
                                                const dueby_check_options *options, int32_t style, char *text, int64_t size,
                                                int64_t *needed);

/* ---- whole columns of triggers ---- */

/* Columns of triggers, which are days, and of each trigger's first deadline, without tags or facts other than a date of birth. Each
 * array has `count` elements. All but `trigger` may be NULL; `due` may be `trigger` itself. */
typedef struct dueby_due_columns {
  uint32_t size;             /* sizeof(dueby_due_columns), or 0 for the size of release 1.0 */
  int32_t flags;             /* flags, as in dueby_facts */
  int64_t count;             /* number of elements of each array */
  const dueby_date *trigger; /* days; NONE for none */
  const dueby_date *born;    /* dates of birth, or NONE if not known; each row is then computed separately, which is slower */
  const uint8_t *valid;      /* an Arrow validity bitmap, or NULL if all triggers are valid; an invalid or NONE trigger has no
                           * answer */
  dueby_date *due;           /* due days; NONE if a trigger has no date */
  int32_t *rule;             /* indexes of the governing rules; -1 for none */
  uint8_t *certainty;        /* certainties; 255 for none */
  uint8_t *status;           /* statuses; DUEBY_NONE for an invalid or NONE trigger */
} dueby_due_columns;

/* Fills the columns that are not NULL; *failed is the number of triggers with a status other than DUEBY_OK, DUEBY_NONE and
 * DUEBY_DONE. Fails with DUEBY_EARGUMENT or DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_query_due_many(const dueby_query *query, const dueby_due_columns *columns, int64_t *failed);

/* Columns of ticks since 1970-01-01 in UK civil time: `ticks_per_day` is 1 for days, 86400000000000 for nanoseconds. A trigger's
 * time of day is dropped; a due day is stored as its first tick. INT64_MIN means none. */
typedef struct dueby_due_tick_columns {
  uint32_t size;          /* sizeof(dueby_due_tick_columns), or 0 for the size of release 1.0 */
  int32_t flags;          /* flags, as in dueby_facts */
  int64_t count;          /* number of elements of each array; all but `trigger` may be NULL, and `due` may be `trigger` itself */
  int64_t ticks_per_day;  /* ticks in a day, 1 to 86400000000000 */
  const int64_t *trigger; /* triggers in ticks; INT64_MIN for none */
  const uint8_t *valid;   /* an Arrow validity bitmap, or NULL if all triggers are valid */
  int64_t *due;           /* the first ticks of due days; INT64_MIN if a trigger has no date */
  int32_t *rule;          /* indexes of the governing rules; -1 for none */
  uint8_t *certainty;     /* certainties; 255 for none */
  uint8_t *status;        /* statuses; DUEBY_NONE for an invalid or missing trigger */
} dueby_due_tick_columns;

/* Fills the columns like dueby_query_due_many, for triggers in ticks. Since 0.9. */
DUEBY_API dueby_status dueby_query_due_many_ticks(const dueby_query *query, const dueby_due_tick_columns *columns, int64_t *failed);

#ifdef __cplusplus
}
#endif
#endif
