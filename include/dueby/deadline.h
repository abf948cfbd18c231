/* deadline: computes when a duty is due after a trigger, what comes next, and whether it was done in time. These functions only
 * consider one trigger. An action on the due day is in time. */
#ifndef DUEBY_DEADLINE_H
#define DUEBY_DEADLINE_H

#include "profile.h"

#ifdef __cplusplus
extern "C" {
#endif

/* In structs that the caller fills in, a date of 0 means "not known". These bits say that a 0 is the real date 1 January 1970. */
enum { DUEBY_HAS_DATE = 1, DUEBY_HAS_BORN = 2, DUEBY_HAS_SINCE = 4, DUEBY_HAS_MET = 8, DUEBY_HAS_LOST = 16, DUEBY_HAS_BY = 32 };

/* Something that happened in a case. If all fields are zero, nothing is known about the event. */
typedef struct dueby_event {
  dueby_time time;   /* time of the event; 0 or NONE if only the day is known */
  dueby_date date;   /* the UK day; one day after `time` if a cut-off moved the event to the next day */
  int32_t type;      /* the type of event, an index from 1; in a trigger, 0 means the usual one: the trigger of the duty's first
                      * rule with a timescale; other numbers are refused */
  dueby_tags tags;   /* a set of the profile's tags; other bits are refused */
  dueby_span agreed; /* a positive interval agreed for the duties that the event starts or meets; amount and unit 0 for none; an
                      * amount without a unit is refused */
  int64_t ref;       /* the caller's number for the episode (placement, referral, plan); 0 for none */
  int64_t row;       /* a number for the caller's own use, such as a line, row or key; in a worklist 0 or more */
  uint32_t has;      /* DUEBY_HAS_DATE if `date` is known even though it is 0; DUEBY_HAS_LOST for an unread row that is only
                      * assumed, because something open in one file is missing from another; DUEBY_HAS_BY for an unread row
                      * whose event must have happened by `date`; otherwise 0 */
  uint32_t reserved; /* reserved, and must be zero */
} dueby_event;

/* The type of a record that is not an event, but says that an interval (`agreed`) was agreed for one duty on the day `date`. */
#define DUEBY_EVENT_AGREED_FOR(duty) (-2 - (duty))

/* Facts about the case besides the trigger. NULL, or all fields zero, means no facts. Each event must have a type and a date, as in
 * dueby_timeline_run; otherwise the facts are refused with DUEBY_EARGUMENT. */
typedef struct dueby_facts {
  uint32_t size;             /* sizeof(dueby_facts), or 0 for the size of release 1.0 */
  int32_t flags;             /* flags: DUEBY_FACTS_WHOLE_DAYS, DUEBY_FACTS_UNTIMED */
  uint32_t has;              /* bits for dates that are known even if they are 0: DUEBY_HAS_BORN, DUEBY_HAS_SINCE, DUEBY_HAS_MET */
  dueby_date born;           /* date of birth; 0 or NONE if not known */
  dueby_date since;          /* day of the event that a rule with `since` counts from (not birth); 0 or NONE if not known */
  dueby_date met;            /* the day the duty was met, which ends a pause; 0 or NONE if not known */
  const dueby_event *events; /* events besides the trigger, in any order: ends, ends of phases, extensions, agreements; may be
                              * NULL */
  int64_t event_count;
} dueby_facts;

enum {
  DUEBY_FACTS_WHOLE_DAYS = 1, /* if the trigger has no time of day, count a timescale in hours in whole days, rounded down but at
                               * least one */
  DUEBY_FACTS_UNTIMED = 2     /* as WHOLE_DAYS for the due date; but a state that days alone cannot decide is not computable */
};

/* Reasons why there is no date, or why a state cannot be known. */
enum {
  DUEBY_REASON_NONE = 0,
  DUEBY_REASON_BIRTH = 1,        /* the date of birth is unknown, but is needed for an age or as the day to count from */
  DUEBY_REASON_NOT_STATED = 2,   /* the source sets no time limit */
  DUEBY_REASON_AGREED = 3,       /* the duty is due as agreed, but nothing was agreed */
  DUEBY_REASON_SINCE = 4,        /* the event that the span is counted from is unknown */
  DUEBY_REASON_COVERAGE = 5,     /* the calendar does not cover all days needed */
  DUEBY_REASON_RECORDED = 6,     /* only for a line: the event that would meet it is not recorded
                                  * (dueby_timeline_options.recorded) */
  DUEBY_REASON_HISTORY = 7,      /* only for a line: it began before the day from which the event that meets it is recorded
                                  * (dueby_timeline_options.holds) */
  DUEBY_REASON_PAUSED = 8,       /* the clock is paused, and the event that restarts it has not happened */
  DUEBY_REASON_NOT_IN_FORCE = 9, /* no version of the rule is in force on the day that decides which version applies */
  DUEBY_REASON_TIME = 10,        /* a timescale in hours needs the trigger's time of day */
  DUEBY_REASON_CONDITIONS = 11,  /* no rule applies to this trigger, because of its event, its tags or the child's age */
  DUEBY_REASON_START = 12,       /* only for a line: the event that starts it is not in the records, but another event proves that
                                  * it has started */
  DUEBY_REASON_REF = 13,         /* only for a line: an action has a ref that matches no start */
  DUEBY_REASON_ORDER = 14,       /* only for a line: an event comes before one that it must follow, so a date is wrong */
  DUEBY_REASON_UNREAD = 15,      /* only for a line: an unreadable row of its case might decide the state
                                  * (dueby_timeline_options.unread) */
  DUEBY_REASON_MOVED = 16,       /* only for a line: an extension, a pause or a later event to count from may be missing from the
                                  * records (dueby_timeline_options.holds) */
  DUEBY_REASON_LATEST = 17,      /* only for a line: only the latest event that meets it is recorded
                                  * (dueby_timeline_options.holds) */
  DUEBY_REASON_GAPS = 18,        /* only for a line: another event that affects its state may be missing from the records
                                  * (dueby_timeline_options.holds) */
  DUEBY_REASON_LOST = 19,        /* only for a line: something open in one file is missing from the next, so an event that affects
                                  * the line may be unrecorded (DUEBY_HAS_LOST) */
  DUEBY_REASON_TAG = 20          /* only for a line: no event in the records has the tags it needs (dueby_recorded_add) */
};

enum {
  DUEBY_PRECISION_NONE = 0,     /* the timescale is in days */
  DUEBY_PRECISION_SECOND = 1,   /* the timescale is in hours, compared to the second */
  DUEBY_PRECISION_DAY = 2,      /* the timescale is in hours, but only whole days could be compared */
  DUEBY_PRECISION_ESTIMATED = 3 /* the trigger's own date is an estimate */
};

/* An answer. Only the library fills it in. A function that is passed a deadline with its profile and calendar returns
 * DUEBY_EARGUMENT if a field has a value that no answer can have: a rule of another duty, a certainty that does not follow from
 * `relied_on`, or a `reserved` that is not zero. An explanation computes the answer again, and also returns DUEBY_EARGUMENT if the
 * result differs. It cannot tell what was met earlier, so it trusts `occurrence` and, if that is not 1, the deadline's own date for
 * when the occurrence began. Functions that take a deadline without a profile check nothing. */
typedef struct dueby_deadline {
  dueby_time due_time;     /* the last second that counts as in time, for a timescale in hours; otherwise NONE */
  dueby_time begins_time;  /* the time when this occurrence began, if known */
  dueby_date due;          /* the last day that counts as in time */
  dueby_date begins;       /* the day this occurrence began: the trigger's day, or the day the previous one was met */
  dueby_date opens;        /* an action before this day does not count */
  dueby_date relied_on;    /* the last calendar day that the answer depends on; NONE if it does not depend on the calendar */
  int32_t rule;            /* index of the governing rule */
  int32_t version;         /* the governing rule's version in force */
  int32_t occurrence;      /* which of the duty's lines this is: 1, 2, ... */
  int32_t phase;           /* index of the phase in the rule's schedule, from 0 */
  int32_t met_in_phase;    /* how many occurrences were met in `phase` before this one */
  dueby_date periods_from; /* for a rule such as "twice a month": the first day of the first period */
  int32_t certainty;       /* certainty: DUEBY_CERTAINTY_CONFIRMED, DUEBY_CERTAINTY_LISTED or DUEBY_CERTAINTY_PROJECTED */
  int32_t precision;       /* precision: DUEBY_PRECISION_NONE or another */
  int32_t flags;           /* flags DUEBY_DEADLINE_... of this answer */
  dueby_date span_from;    /* the day that hours were counted from, if the trigger has no time and the caller did not ask for whole
                            * days; otherwise NONE or 0 */
  int32_t span_minutes;    /* the minutes counted from `span_from`; 0 if that is not set */
  int32_t reserved;        /* reserved, and always zero */
} dueby_deadline;

enum {
  DUEBY_DEADLINE_UNPROVEN_AGE = 1, /* the rule's age condition is assumed to be met, because the date of birth is unknown */
  DUEBY_DEADLINE_LOCAL_DAYS = 2,   /* days when the organisation is closed do not count as working days */
  DUEBY_DEADLINE_UK_DAYS = 4,      /* only days that are working days throughout the United Kingdom count */
  DUEBY_DEADLINE_IN_HOURS = 8,     /* the timescale is in hours, whatever the precision */
  DUEBY_DEADLINE_WHOLE_DAYS = 16   /* the caller chose to compare days when a time is unknown */
};

enum {
  DUEBY_STATE_OPEN = 0,
  DUEBY_STATE_DUE_SOON = 1,
  DUEBY_STATE_OVERDUE = 2,
  DUEBY_STATE_MET = 3,
  DUEBY_STATE_MET_LATE = 4,
  DUEBY_STATE_MISSED = 5, /* the duty ended unmet after its due date, so it was not done in time */
  DUEBY_STATE_ENDED = 6,  /* the duty ended before it fell due */
  DUEBY_STATE_NOT_COMPUTABLE = 7
};

typedef struct dueby_verdict {
  int32_t state;
  int32_t days_left;         /* days from when the duty was met or ended (otherwise from as-at) to the due day; negative if late */
  int32_t working_days_left; /* like days_left, in working days, not counting the first day */
  int32_t reserved;
} dueby_verdict;

/* Computes when a duty is due, counted from one trigger. This is the earliest date under the rules that the trigger starts, that
 * are in force and whose conditions are met. Alternatives never govern. If no rule gives a date, the status is the reason for the
 * first rule that the trigger starts: DUEBY_ENOTINFORCE, DUEBY_ENOTIME, DUEBY_ENOTSTATED, DUEBY_EFACT, DUEBY_ECOVERAGE;
 * DUEBY_ENORULE if the trigger starts no rule. `selected` (from dueby_profile_select) restricts the rules; NULL takes all rules for
 * the duty except alternatives. Since 0.9. */
DUEBY_API dueby_status dueby_deadline_for_duty(const dueby_profile *profile, int32_t duty, const uint8_t *selected,
                                               const dueby_calendar *calendar, const dueby_event *trigger, const dueby_facts *facts,
                                               dueby_deadline *deadline);

/* Computes the deadline under one rule, which may be an alternative, for a trigger of any type. Since 0.9. */
DUEBY_API dueby_status dueby_deadline_for_rule(const dueby_profile *profile, int32_t rule, const dueby_calendar *calendar,
                                               const dueby_event *trigger, const dueby_facts *facts, dueby_deadline *deadline);

/* Computes the next deadline on one rule's clock after `last` was met. The next occurrence begins when `last` was met. Returns
 * DUEBY_DONE if nothing more is due, DUEBY_EARGUMENT if `last` cannot be an answer, otherwise the statuses of
 * dueby_deadline_for_rule. Since 0.9. */
DUEBY_API dueby_status dueby_deadline_next(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_event *trigger,
                                           const dueby_facts *facts, const dueby_deadline *last, const dueby_when *met,
                                           dueby_deadline *next);

/* Computes the next `capacity` deadlines of a duty from one trigger, after those met at the `met_count` times in `met` (in order,
 * may be 0), as if each was met on its due day. An action counts for the open occurrence of every rule that it fits. *count is how
 * many were written: fewer than `capacity` if no more follow. A series may never end, so a small `capacity` is not an error. The
 * first deadline is the one that dueby_deadline_for_duty returns. Since 0.9. */
DUEBY_API dueby_status dueby_deadline_series(const dueby_profile *profile, int32_t duty, const uint8_t *selected,
                                             const dueby_calendar *calendar, const dueby_event *trigger, const dueby_facts *facts,
                                             const dueby_when *met, int64_t met_count, dueby_deadline *deadlines, int64_t capacity,
                                             int64_t *count);

/* The event that starts a duty's clock if the caller names none: the trigger of the first selected rule with a timescale in any
 * version (parents first), or of the first rule if none has one. Since 0.9. */
DUEBY_API int32_t dueby_deadline_trigger(const dueby_profile *profile, int32_t duty, const uint8_t *selected);

/* Returns 1 if an action at `done` can meet a deadline: if it is not before the deadline's opening day nor, where both times are
 * known, before the time the deadline begins. Since 0.9. */
DUEBY_API int32_t dueby_deadline_accepts(const dueby_deadline *deadline, const dueby_when *done);

/* Returns 1 if a deadline can have ended at `ended`: if `ended` is not before the trigger, or the deadline is a notice, which is
 * counted back from a future event. Since 0.9. */
DUEBY_API int32_t dueby_deadline_may_end(const dueby_deadline *deadline, const dueby_event *trigger, const dueby_when *ended);

/* Counts the working days after `from` up to `to` the way the deadline does: taking account of closures if its rule is local.
 * Negative if `to` is before `from`. Fails with DUEBY_ECOVERAGE. Since 0.9. */
DUEBY_API dueby_status dueby_deadline_count_working_days(const dueby_calendar *calendar, const dueby_deadline *deadline,
                                                         dueby_date from, dueby_date to, int32_t *working_days);

/* The last working day before the due day (working days as the deadline counts them). NONE if the due day is itself a working day,
 * if the timescale is in hours, if that working day is before the deadline opens, or if the calendar does not cover it. Since
 * 0.9. */
DUEBY_API dueby_date dueby_deadline_working_day_before(const dueby_calendar *calendar, const dueby_deadline *deadline);

/* The divisions whose bank holidays a deadline takes into account: the calendar's, or all of the United Kingdom's. Since 0.9. */
DUEBY_API const char *dueby_deadline_divisions(const dueby_calendar *calendar, const dueby_deadline *deadline);

/* The day a rule's clock stops: the day of the first event that ends it after the trigger's day; NONE if the facts have no such
 * event. Nothing begins on that day or later; an action on that day still counts. Since 0.9. */
DUEBY_API dueby_date dueby_deadline_ended(const dueby_profile *profile, int32_t rule, const dueby_event *trigger,
                                          const dueby_facts *facts);

/* Compares the due days of two deadlines: returns a negative number, zero or a positive number if `left` is due before, with or
 * after `right`. A deadline without a time falls at the end of its day. Since 0.9. */
DUEBY_API int32_t dueby_deadline_compare(const dueby_deadline *left, const dueby_deadline *right);

/* Finds the state of a deadline. `met` is when it was met, `ended` when the duty ended unmet; NULL means never. `as_at` is the day
 * or time for which to find the state; it may be NULL if `met` or `ended` is given. Anything after `as_at` has not happened yet. A
 * deadline is due soon if at most `soon` is left (unit 0: 5 working days). If both times are known, they are compared to the
 * second, otherwise by day. If days are not enough to decide a timescale in hours or a due time, the state is
 * DUEBY_STATE_NOT_COMPUTABLE, unless DUEBY_DEADLINE_WHOLE_DAYS is set. Fails with DUEBY_ECOVERAGE or DUEBY_EARGUMENT. Since 0.9. */
DUEBY_API dueby_status dueby_deadline_check(const dueby_calendar *calendar, const dueby_deadline *deadline, const dueby_when *met,
                                            const dueby_when *ended, const dueby_when *as_at, dueby_span soon,
                                            dueby_verdict *verdict);

/* Finds the states of n due days. `met` (NONE if not met) may be NULL, and so may any output. Fails with DUEBY_EARGUMENT for an
 * as_at that is neither a date nor NONE, and for `soon` in hours. Since 0.9. */
DUEBY_API dueby_status dueby_deadline_check_many(const dueby_calendar *calendar, const dueby_date *due, const dueby_date *met,
                                                 int64_t n, dueby_date as_at, dueby_span soon, uint8_t *state, int32_t *days_left,
                                                 int32_t *working_days_left, uint8_t *status);

#ifdef __cplusplus
}
#endif
#endif
