/* timeline: the events of many cases -> every duty of each case, with its state.
 *
 * A case is one child (or worker, or carer). Every trigger among its events starts the clocks of the rules that it triggers; what
 * falls due on them, and what meets or ends it, makes the duty's lines: what one event met is one line, what one event ended is
 * one, what is still unmet is one. docs/rules.md says how, number by number. The order in which events are given does not matter. */
#ifndef DUEBY_TIMELINE_H
#define DUEBY_TIMELINE_H

#include "deadline.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A workspace for one profile and one calendar, which must outlive it. It grows to the largest run and is used again by the next;
 * one thread at a time. */
typedef struct dueby_timeline dueby_timeline;

/* What is asked of a run. All zero but `as_at` asks for everything. */
typedef struct dueby_timeline_options {
  uint32_t size;           /* sizeof(dueby_timeline_options), or 0: the size of release 1.0 */
  uint32_t flags;          /* zero */
  dueby_when as_at;        /* what is after it has not happened; only planned events may be */
  dueby_date horizon;      /* past what is due now, what will fall due up to this day if all is met on time; 0 or NONE: nothing */
  dueby_date history_from; /* the records begin on this day: what fell due earlier and is not seen in time cannot be judged; 0 or
                              NONE: they are whole */
  dueby_span soon;         /* due soon: at most so much left; unit 0: 5 working days */
  const uint8_t *selected; /* by rule, 1: it takes part (dueby_profile_select); NULL: all but alternatives */
  const uint8_t *recorded; /* by event, 0: the records do not hold such events; NULL: they hold all */
} dueby_timeline_options;

/* One line of a duty. Places are indexes into the events of the run; -1: none. */
typedef struct dueby_line {
  dueby_deadline deadline; /* of the rule that governs; `due` NONE: no rule gives a date; its occurrence numbers the duty's lines */
  dueby_verdict verdict;   /* days left are INT32_MIN where there is no date */
  int64_t case_index;      /* from 0 */
  int64_t ref;             /* of the trigger */
  int64_t trigger;         /* place of the event that started the clock that governs */
  int64_t met, ended;      /* place of what met it, and of what ended it unmet; of a birthday, that of the date of birth */
  int64_t rejected;        /* place of the last thing done since it opened that lacks what the duty needs; only while unmet */
  int64_t first_rule_date; /* of its rules' dates, among dueby_timeline_rule_dates */
  dueby_time due_by_law_time;
  dueby_date due_by_law;   /* the earliest date by a rule of statute or guidance, or NONE */
  dueby_date closed;       /* the day on which it was met or ended, or NONE */
  int32_t rule_date_count; /* how many */
  int32_t duty;
  int32_t reason;     /* DUEBY_REASON_... */
  int32_t days_taken; /* from the trigger to what met or ended it, or to as-at; INT32_MIN: that came before the trigger */
  int32_t working_days_taken;
  int32_t projected;        /* 1: not due yet at all, within the horizon */
  int32_t rejected_by_rule; /* the rule that asks for what is lacking */
} dueby_line;

/* One rule's date in a line. */
typedef struct dueby_rule_date {
  dueby_time due_time;
  dueby_date due; /* NONE: it gives none */
  int32_t rule, version;
  int32_t status; /* DUEBY_OK, or why it gives no date: DUEBY_ENOTSTATED, DUEBY_EFACT, DUEBY_ECOVERAGE */
} dueby_rule_date;

/* Since 0.1. */
DUEBY_API dueby_status dueby_timeline_new(const dueby_profile *profile, const dueby_calendar *calendar, dueby_timeline **timeline);
DUEBY_API void dueby_timeline_free(dueby_timeline *timeline);

/* Works out `cases` cases: case i is events[offsets[i]] up to events[offsets[i + 1] - 1], in any order. Events alike in type, day,
 * time and ref are one, with the tags of all; those with the tag `void` are ignored; one of type DUEBY_EVENT_AGREED_FOR(duty) is an
 * agreement. A `birth` gives the date of birth. `row` and place are handed back. The lines replace those of the last run: by case,
 * then by duty in the profile's order, ref and occurrence. Time is linear in events and lines. DUEBY_EARGUMENT for an event of an
 * unknown type or without a date of 1900 to 2199, or as_at without one; DUEBY_ELIMIT for a case of more than
 * DUEBY_CASE_EVENTS_MAX; DUEBY_EMEMORY: then there are no lines. Since 0.1. */
DUEBY_API dueby_status dueby_timeline_run(dueby_timeline *timeline, const dueby_event *events, const int64_t *offsets,
                                          int64_t cases, const dueby_timeline_options *options, int64_t *count);

enum { DUEBY_CASE_EVENTS_MAX = 65535 };

/* The lines of the last run, in a row, and the limits that they point to: good until the next run. Since 0.1. */
DUEBY_API const dueby_line *dueby_timeline_lines(const dueby_timeline *timeline);
DUEBY_API const dueby_rule_date *dueby_timeline_rule_dates(const dueby_timeline *timeline);

/* How many events of the last run lie after as-at, and how many were void. Since 0.1. */
DUEBY_API void dueby_timeline_ignored(const dueby_timeline *timeline, int64_t *later, int64_t *voided);

/* The reason of a line, and what was done but does not count: "no date of birth"; "done 6 May 2026, not recorded as alone";
 * "" where there is nothing to say. `rejected` is the event at line->rejected, or NULL. Since 0.1. */
DUEBY_API dueby_status dueby_line_reason(const dueby_profile *profile, const dueby_line *line, const dueby_event *rejected,
                                         char *text, int64_t size, int64_t *needed);

/* What was known when a line closed, or is known at the end of `as_at`: for dueby_explain_text and the like. `events` and `offsets`
 * are those of the run; `known` has room for the events of the line's case, and the facts point to it. Since 0.1. */
DUEBY_API void dueby_line_facts(const dueby_profile *profile, const dueby_line *line, const dueby_event *events,
                                const int64_t *offsets, dueby_date as_at, dueby_event *known, dueby_facts *facts);

/* A name for a line within its case that stays while its rule, ref, trigger and beginning stay: for calendars and other systems.
 * `ref` is the ref as the caller writes it, or NULL; `trigger` the event at line->trigger. Since 0.1. */
DUEBY_API dueby_status dueby_line_key(const dueby_profile *profile, const dueby_line *line, const dueby_event *trigger,
                                      const char *ref, char *text, int64_t size, int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
