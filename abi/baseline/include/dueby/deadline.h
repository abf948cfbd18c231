/* deadline: a duty, a trigger and a calendar -> by when is it due, and what next; and then: was it done in time?
 *
 * These functions look at the clocks of one trigger. Nothing here knows how rules are loaded. The due day itself is in time
 * until it ends. */
#ifndef DUEBY_DEADLINE_H
#define DUEBY_DEADLINE_H

#include "profile.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A day of 0 is unknown in what a caller fills, unless this says that it is 1 January 1970. */
enum { DUEBY_HAS_DATE = 1, DUEBY_HAS_BORN = 2, DUEBY_HAS_SINCE = 4 };

/* Something that happened to a case. All zero is an event of which nothing is known. */
typedef struct dueby_event {
  dueby_time time; /* 0 or NONE: only the day is known */
  dueby_date date; /* the UK day; the day after that of `time` where a cut-off moved it on */
  int32_t type;    /* the event, by index from 1; 0 for a trigger: that of the first rule of the duty that has a figure */
  dueby_tags tags;
  dueby_span agreed; /* an interval that was agreed, for the duties that it starts or meets; unit 0: none */
  int64_t ref;       /* the episode (placement, referral, plan), interned by the caller; 0: none */
  int64_t row;       /* the caller's own: line, row, key */
  uint32_t has;      /* DUEBY_HAS_DATE */
  uint32_t reserved; /* zero */
} dueby_event;

/* The type of what is no event of its own, but the interval (`agreed`) that was agreed for one duty on that day. */
#define DUEBY_EVENT_AGREED_FOR(duty) (-2 - (duty))

/* What else is known of the case; NULL where it is asked for, and all zero, mean: nothing. */
typedef struct dueby_facts {
  uint32_t size;             /* sizeof(dueby_facts), or 0: the size of release 1.0 */
  int32_t flags;             /* DUEBY_FACTS_WHOLE_DAYS */
  uint32_t has;              /* DUEBY_HAS_BORN, DUEBY_HAS_SINCE */
  dueby_date born;           /* date of birth; 0 or NONE: not known */
  dueby_date since;          /* the event that a rule with `since` measures from (not birth); 0 or NONE: not known */
  uint32_t reserved;         /* zero */
  const dueby_event *events; /* what else happened, in any order: ends, ends of phases, extensions, agreements; may be NULL */
  int64_t event_count;
} dueby_facts;

/* Work out timescales in hours from a day alone, as whole days rounded down, at least one. */
enum { DUEBY_FACTS_WHOLE_DAYS = 1 };

/* Why there is no date, or no judging by it. */
enum {
  DUEBY_REASON_NONE = 0,
  DUEBY_REASON_BIRTH = 1,        /* an age matters, or it is measured from birth, and there is no date of birth */
  DUEBY_REASON_FIGURE = 2,       /* the source gives no figure */
  DUEBY_REASON_AGREED = 3,       /* it is due as agreed, and nothing was agreed */
  DUEBY_REASON_SINCE = 4,        /* the event that it is measured from is not known */
  DUEBY_REASON_COVERAGE = 5,     /* outside what the calendar knows */
  DUEBY_REASON_RECORDED = 6,     /* of a line: what would meet it is not recorded (dueby_timeline_options.recorded) */
  DUEBY_REASON_HISTORY = 7,      /* of a line: it fell due before the records begin (dueby_timeline_options.history_from) */
  DUEBY_REASON_PAUSED = 8,       /* the clock is stopped, and the event that starts it again has not come */
  DUEBY_REASON_NOT_IN_FORCE = 9, /* no version of the rule is in force on that day */
  DUEBY_REASON_TIME = 10,        /* a timescale in hours needs the trigger's time of day */
  DUEBY_REASON_CONDITIONS = 11   /* no rule applies to this trigger: its event, tags or the child's age */
};

enum {
  DUEBY_PRECISION_NONE = 0,     /* a timescale in days */
  DUEBY_PRECISION_SECOND = 1,   /* hours, compared to the second */
  DUEBY_PRECISION_DAY = 2,      /* hours, of which only whole days could be compared */
  DUEBY_PRECISION_ESTIMATED = 3 /* the trigger's own date is an estimate */
};

typedef struct dueby_deadline {
  dueby_time due_time;     /* hours: the last second in time; else NONE */
  dueby_time begins_time;  /* the time at which this occurrence began, where it is known */
  dueby_date due;          /* the last day in time */
  dueby_date begins;       /* the day on which this occurrence began: the trigger's, or that on which the last one was met */
  dueby_date opens;        /* the first day on which the action may count */
  dueby_date relied_on;    /* the last calendar day on which the answer depended; NONE: on none */
  int32_t rule;            /* the one that governs */
  int32_t version;         /* and its version in force */
  int32_t occurrence;      /* 1, 2, ... of the duty's lines */
  int32_t phase;           /* of the rule's schedule, from 0 */
  int32_t met_in_phase;    /* how many were met in it before this one */
  dueby_date periods_from; /* the day from which the periods of a count are laid */
  int32_t certainty;       /* DUEBY_CERTAINTY_CONFIRMED, DUEBY_CERTAINTY_LISTED, DUEBY_CERTAINTY_PROJECTED */
  int32_t precision;       /* DUEBY_PRECISION_NONE ... */
  int32_t flags;           /* bits of DUEBY_DEADLINE_UNPROVEN_AGE ... */
  int32_t reserved;
} dueby_deadline;

enum {
  DUEBY_DEADLINE_UNPROVEN_AGE = 1, /* the rule's age condition was taken as met, for want of a date of birth */
  DUEBY_DEADLINE_LOCAL_DAYS = 2,   /* working days are counted with the closures of the organisation */
  DUEBY_DEADLINE_UK_DAYS = 4,      /* working days are those of every part of the United Kingdom */
  DUEBY_DEADLINE_IN_HOURS = 8      /* the timescale is one of hours, whatever the precision */
};

enum {
  DUEBY_STATE_OPEN = 0,
  DUEBY_STATE_DUE_SOON = 1,
  DUEBY_STATE_OVERDUE = 2,
  DUEBY_STATE_MET = 3,
  DUEBY_STATE_MET_LATE = 4,
  DUEBY_STATE_MISSED = 5, /* ended after its due date without being met: not in time */
  DUEBY_STATE_ENDED = 6,  /* ended before it fell due */
  DUEBY_STATE_NOT_COMPUTABLE = 7
};

typedef struct dueby_verdict {
  int32_t state;
  int32_t days_left;         /* from the day it was met, ended or is looked at, to the due day; negative: late */
  int32_t working_days_left; /* the same in working days: those after that day, up to the due day; or those since it, negative */
  int32_t reserved;
} dueby_verdict;

/* When a duty is due, counted from one trigger: the earliest of its rules that the trigger starts, that are in force and
 * whose conditions hold; alternatives never govern. Where none gives a date, the reason of the first that the trigger
 * starts: DUEBY_ENOTINFORCE, DUEBY_ENOTIME, DUEBY_ENOTSTATED, DUEBY_EFACT, DUEBY_ECOVERAGE; DUEBY_ENORULE where the
 * trigger starts none. `selected` (of dueby_profile_select) narrows the rules, NULL takes all of the duty's own.
 * Since 0.1. */
DUEBY_API dueby_status dueby_deadline_for_duty(const dueby_profile *profile, int32_t duty, const uint8_t *selected,
                                               const dueby_calendar *calendar, const dueby_event *trigger, const dueby_facts *facts,
                                               dueby_deadline *deadline);

/* The same for one rule, alternatives too, whatever the trigger's type. Since 0.1. */
DUEBY_API dueby_status dueby_deadline_for_rule(const dueby_profile *profile, int32_t rule, const dueby_calendar *calendar,
                                               const dueby_event *trigger, const dueby_facts *facts, dueby_deadline *deadline);

/* The next thing due on the clock of one rule when `last` was met: it begins on that day. DUEBY_DONE where nothing more
 * is due; else as dueby_deadline_for_rule. Since 0.1. */
DUEBY_API dueby_status dueby_deadline_next(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_event *trigger,
                                           const dueby_facts *facts, const dueby_deadline *last, const dueby_when *met,
                                           dueby_deadline *next);

/* The lines of a duty from one trigger: past those that were met on `n_met` days (in order, may be 0), the next `n`, each
 * supposed met on its due day. A meeting counts for every rule's open occurrence that it fits. *count is how many there
 * are; none left is DUEBY_OK with 0. The first line alone is dueby_deadline_for_duty. Since 0.1. */
DUEBY_API dueby_status dueby_deadline_series(const dueby_profile *profile, int32_t duty, const uint8_t *selected,
                                             const dueby_calendar *calendar, const dueby_event *trigger, const dueby_facts *facts,
                                             const dueby_when *met, int64_t n_met, dueby_deadline *deadlines, int64_t n,
                                             int64_t *count);

/* The event that starts a duty's clock where the caller names none: the trigger of its first selected rule that has a
 * figure in any version (parents first), else of its first. Since 0.1. */
DUEBY_API int32_t dueby_deadline_trigger(const dueby_profile *profile, int32_t duty, const uint8_t *selected);

/* Whether what was done then may meet it: 1 from the day on which it opens, and on the day on which it begins from that time
 * on, where both are known; else 0. Since 0.1. */
DUEBY_API int32_t dueby_deadline_accepts(const dueby_deadline *deadline, const dueby_when *done);

/* The working days after one day up to another as the deadline counts them, with closures where its rule is local; negative
 * where `to` is the earlier. DUEBY_ECOVERAGE. Since 0.1. */
DUEBY_API dueby_status dueby_deadline_count_working_days(const dueby_calendar *calendar, const dueby_deadline *deadline,
                                                         dueby_date from, dueby_date to, int32_t *working_days);

/* Where the due day is not a working day as the deadline counts them: the last working day before it, if what is done then
 * counts. NONE where the due day works, for a timescale in hours, and where the calendar knows no such day. Since 0.1. */
DUEBY_API dueby_date dueby_deadline_working_day_before(const dueby_calendar *calendar, const dueby_deadline *deadline);

/* Whose bank holidays it counts: the calendar's divisions, or all of the United Kingdom's. Since 0.1. */
DUEBY_API const char *dueby_deadline_divisions(const dueby_calendar *calendar, const dueby_deadline *deadline);

/* The day on which a rule's clock stops: that of the first event of its ends, or its profiles', after the trigger's day; NONE
 * where none is among the facts. Nothing begins on that day or later; what is done on it still counts. Since 0.1. */
DUEBY_API dueby_date dueby_deadline_ended(const dueby_profile *profile, int32_t rule, const dueby_event *trigger,
                                          const dueby_facts *facts);

/* Of two deadlines the earlier: negative, zero or positive as `left` falls due before, with or after `right`. A day falls
 * due at its end. Since 0.1. */
DUEBY_API int32_t dueby_deadline_compare(const dueby_deadline *left, const dueby_deadline *right);

/* The state of a deadline. `met` is when it was met, `ended` when the duty ended unmet, each NULL for never; `as_at` is the
 * day, or the second, for which the state is wanted, and may be NULL where `met` or `ended` is given; what lies after it
 * has not happened. Due soon: at most `soon` left (unit 0: 5 working days). Two times are compared to the second, else
 * days. DUEBY_ECOVERAGE, DUEBY_EARGUMENT. Since 0.1. */
DUEBY_API dueby_status dueby_deadline_check(const dueby_calendar *calendar, const dueby_deadline *deadline, const dueby_when *met,
                                            const dueby_when *ended, const dueby_when *as_at, dueby_span soon,
                                            dueby_verdict *verdict);

/* States of n due days; `met` (NONE: not met) may be NULL, and so may any output. Since 0.1. */
DUEBY_API dueby_status dueby_deadline_check_many(const dueby_calendar *calendar, const dueby_date *due, const dueby_date *met,
                                                 int64_t n, dueby_date as_at, dueby_span soon, uint8_t *state, int32_t *days_left,
                                                 int32_t *working_days_left, uint8_t *status);

#ifdef __cplusplus
}
#endif
#endif
