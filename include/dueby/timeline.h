/* timeline: takes the events in many cases, and finds every duty of each case with its state. A case is one child (or worker, or
 * carer). Each trigger among its events starts a clock for every rule with that trigger. The occurrences on these clocks make the
 * duty's lines: those met by one event are one line, those ended by one event are one, and those still unmet are one. docs/rules.md
 * has the numbered rules. Events may be passed in any order. */
#ifndef DUEBY_TIMELINE_H
#define DUEBY_TIMELINE_H

#include "deadline.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A workspace for one profile and one calendar, which it keeps alive. Each run reuses the last run's memory. Only one thread at a
 * time may use it. */
typedef struct dueby_timeline dueby_timeline;

/* How completely an event is recorded (rule 20 in docs/rules.md). */
enum {
  DUEBY_HOLDS_UNSAID = 0, /* nothing is stated: `history_from` applies if given, otherwise `recorded` */
  DUEBY_HOLDS_ALL = 1,
  DUEBY_HOLDS_SINCE = 2,  /* all rows for the event from a day onwards */
  DUEBY_HOLDS_LATEST = 3, /* only the event's latest row for each case (and ref) */
  DUEBY_HOLDS_NEVER = 4   /* no rows: a duty that only this event could meet has no line */
};

typedef struct dueby_holding {
  int32_t what;     /* how completely the event is recorded: DUEBY_HOLDS_... */
  dueby_date since; /* the first day recorded, for DUEBY_HOLDS_SINCE */
} dueby_holding;

/* Flags for a run. */
enum {
  DUEBY_TIMELINE_IGNORE_REFS = 1, /* ignores the refs of events */
  DUEBY_TIMELINE_WHOLE_DAYS = 2   /* compares days if a time of day is unknown; without this flag the state may then be unknown
                                   * too */
};

/* The options for a run. If all fields but `as_at` are zero, nothing is left out. */
typedef struct dueby_timeline_options {
  uint32_t size;      /* sizeof(dueby_timeline_options), or 0 for the size of release 1.0 */
  uint32_t flags;     /* flags: DUEBY_TIMELINE_IGNORE_REFS, DUEBY_TIMELINE_WHOLE_DAYS */
  dueby_when as_at;   /* the day or time for which to find states; later events have not happened yet, but plans among them count */
  dueby_date horizon; /* the last day for future lines, which assume that everything before them is met on time; 0 or NONE for no
                       * future lines */
  dueby_date history_from;    /* the day the records begin, unless `holds` states otherwise; 0 or NONE if they are complete */
  dueby_span soon;            /* how much time left counts as due soon; unit 0 for 5 working days */
  const uint8_t *selected;    /* for each rule, 1 if it is selected (dueby_profile_select); NULL selects all but alternatives */
  const uint8_t *recorded;    /* for each event, 1 (or the number from dueby_recorded_add) if it is recorded; 0 if it is not,
                                 unless `holds` states something about it; NULL if all are recorded */
  const dueby_holding *holds; /* for each event, how completely it is recorded; NULL if nothing is stated */
  const int64_t *ref_parents; /* for each ref, from 1, the ref it belongs to, or 0; NULL if no ref belongs to another */
  int64_t ref_count;          /* number of refs in ref_parents */
  const dueby_event *unread;  /* unreadable rows, as in dueby_case: case i has unread[unread_offsets[i]] to unread[unread_offsets[i
                               * + 1] - 1] */
  const int64_t *unread_offsets; /* index of each case's first unread row; NULL if there are none */
} dueby_timeline_options;

/* One line of a duty. Event indexes count all events in the run; -1 for none. */
typedef struct dueby_line {
  dueby_deadline deadline; /* deadline under the governing rule; `due` is NONE if no rule gives a date; `occurrence` numbers the
                            * duty's lines */
  dueby_verdict verdict;   /* the state; days left are INT32_MIN if there is no date */
  int64_t case_index;      /* index of the case, from 0 */
  int64_t ref;             /* ref of the trigger */
  int64_t trigger;         /* index of the event that started the governing rule's clock */
  int64_t met, ended;      /* index of the event that met the line, and of the event that ended it unmet (the `birth` if it ended on
                            * a birthday) */
  int64_t rejected;        /* for an unmet line, index of an action that does not count: the last event since the line opened that
                            * lacks a needed tag or whose ref matches no start (DUEBY_REASON_REF), or an event shortly before the
                            * trigger */
  int64_t started_by;      /* index of the event that started the line's first clock, whichever rule governs */
  int64_t first_rule_date; /* index of the line's first date in dueby_timeline_rule_dates */
  dueby_time due_by_law_time;
  dueby_date due_by_law;   /* the earliest date that statute or guidance sets, or NONE */
  dueby_date closed;       /* the day the line was met or ended, or NONE */
  int32_t rule_date_count; /* how many dates the line has in dueby_timeline_rule_dates */
  int32_t duty;
  int32_t reason;     /* why there is no date, or why the state cannot be known: DUEBY_REASON_... */
  int32_t days_taken; /* days from the trigger to when the line was met or ended, otherwise to as-at; INT32_MIN if negative */
  int32_t working_days_taken;
  int32_t projected;        /* 1 for a future line, which falls due by the horizon if everything before it is met on time */
  int32_t rejected_by_rule; /* index of the rule that needs a tag which `rejected` lacks, or whose trigger came after it */
  int32_t state_by_law;     /* the state judged by `due_by_law`; DUEBY_STATE_NOT_COMPUTABLE if that is NONE */
  int32_t attempts;         /* number of unsuccessful attempts at the action since the line opened; 0 once the line is met */
  dueby_date first_attempt, last_attempt; /* days of the first and last attempt, or NONE */
  dueby_date started;                     /* the day the line's occurrence on its first clock began */
  int32_t repeat; /* number of earlier lines with the same duty, needed tags, ref, `started_by` and `started` */
} dueby_line;

/* One rule's date for a line. */
typedef struct dueby_rule_date {
  dueby_time due_time;
  dueby_date due; /* due day; NONE if the rule gives no date */
  int32_t rule, version;
  int32_t status; /* DUEBY_OK, or why the rule gives no date: DUEBY_ENOTSTATED, DUEBY_EFACT, DUEBY_ECOVERAGE */
} dueby_rule_date;

/* Makes a timeline, which has no lines yet. Since 0.9. */
DUEBY_API dueby_status dueby_timeline_new(const dueby_profile *profile, const dueby_calendar *calendar, dueby_timeline **timeline);
DUEBY_API void dueby_timeline_free(dueby_timeline *timeline);

/* Runs `cases` cases: case i has events[offsets[i]] to events[offsets[i + 1] - 1], in any order. Events with the same type, day,
 * time and ref are merged into one event with all their tags. Events with the tag `void` are ignored. An event of type
 * DUEBY_EVENT_AGREED_FOR(duty) is an agreement. The event `birth` has the date of birth. The lines replace the last run's lines,
 * and are ordered by case, then by duty in the profile's order, ref and occurrence.
 * The time taken is usually linear in events and lines, but grows faster in a case of tens of thousands of events of many kinds.
 * Fails with DUEBY_EARGUMENT for an event or unread row of an unknown type, for an event without a date from 1900 to 2199 or with
 * an agreed interval that is not positive, for as_at without a date, for a horizon before as_at, for `soon` in hours, or for
 * offsets that are negative or decrease; with DUEBY_ECOVERAGE if the calendar does not cover the as-at day or the horizon; with
 * DUEBY_ELIMIT for a case with more events than DUEBY_CASE_EVENTS_MAX; or with DUEBY_EMEMORY. There are no lines after a failure.
 * Since 0.9. */
DUEBY_API dueby_status dueby_timeline_run(dueby_timeline *timeline, const dueby_event *events, const int64_t *offsets,
                                          int64_t cases, const dueby_timeline_options *options, int64_t *count);

enum { DUEBY_CASE_EVENTS_MAX = 65535 };

/* The lines of the last run, and the dates of their rules, valid until the next run. Since 0.9. */
DUEBY_API const dueby_line *dueby_timeline_lines(const dueby_timeline *timeline);
DUEBY_API const dueby_rule_date *dueby_timeline_rule_dates(const dueby_timeline *timeline);

/* Counts the events in the last run that were after as-at, and those that were void. Since 0.9. */
DUEBY_API void dueby_timeline_ignored(const dueby_timeline *timeline, int64_t *later, int64_t *voided);

/* Lists the events in the last case of the last run that could meet or end something, but whose ref matches no event that may have
 * started it. For each index from 0, returns the event's index in the case, and sets *event to its type, or to the more general
 * type that it also counts as. Returns -1 after the last. Since 0.9. */
DUEBY_API int64_t dueby_timeline_unmatched(const dueby_timeline *timeline, int64_t index, int32_t *event);

/* Adds an event from the records to an array for dueby_timeline_options.recorded, which begins with zeros: makes the numbers of its
 * type, and of the type that it also counts as, odd. Their other bits are for tags that rules need: a bit is set as long as no such
 * event has had the tags. A line that waits for them is not overdue but cannot be computed (DUEBY_REASON_TAG). Leave out events
 * that are void or after as-at. Fails with DUEBY_EARGUMENT if the type is unknown. Since 0.9. */
DUEBY_API dueby_status dueby_recorded_add(const dueby_profile *profile, const dueby_event *event, uint8_t *recorded);

/* The number of cases in the last run with lines left out because only this event, which is never recorded, could meet or start
 * them. Since 0.9. */
DUEBY_API int64_t dueby_timeline_left_out(const dueby_timeline *timeline, int32_t event);

/* Finds the first line that was left out of the last case of the last run because of this event. Returns the index of the event
 * that started it; -1 for none. Since 0.9. */
DUEBY_API int64_t dueby_timeline_left_out_trigger(const dueby_timeline *timeline, int32_t event);

/* Writes why a line has no date or state, which action does not count, what was only attempted, and what a future line supposes:
 * "no date of birth"; "done 6 May 2026, not recorded as alone; attempted 8 May 2026"; "" if none of these. `rejected` is the event
 * at line->rejected, or NULL. Since 0.9. */
DUEBY_API dueby_status dueby_line_reason(const dueby_profile *profile, const dueby_line *line, const dueby_event *rejected,
                                         char *text, int64_t size, int64_t *needed);

/* Writes the text of dueby_line_reason, but names events by their titles, for people who do not know their slugs. Since 0.9. */
DUEBY_API dueby_status dueby_line_reader_reason(const dueby_profile *profile, const dueby_line *line, const dueby_event *rejected,
                                                char *text, int64_t size, int64_t *needed);

/* The facts that were known when a line closed, or at the end of `as_at` if it has not, for dueby_explain_text and similar
 * functions. Pass the run's `events` and `offsets`. `known` must have room for all the events of the line's case; the facts point
 * to it. Since 0.9. */
DUEBY_API void dueby_line_facts(const dueby_profile *profile, const dueby_line *line, const dueby_event *events,
                                const int64_t *offsets, dueby_date as_at, dueby_event *known, dueby_facts *facts);

/* Writes an identifier of a line within its case, for calendars and other systems. It stays the same whichever rule governs, as
 * long as its duty, needs, ref, `started_by` and `started` do. `ref` is the ref as the caller writes it, or NULL. It is copied byte
 * for byte, even if it has control characters, so a program that shows the key must escape it. `started_by` is the event at
 * line->started_by. Since 0.9. */
DUEBY_API dueby_status dueby_line_key(const dueby_profile *profile, const dueby_line *line, const dueby_event *started_by,
                                      const char *ref, char *text, int64_t size, int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
