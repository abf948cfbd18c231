/* Handles incomplete records, proved starts, and refs that match nothing (rules 20 to 26 in docs/rules.md). Internal. */
#ifndef DUEBY_TIMELINE_HOLDS_H
#define DUEBY_TIMELINE_HOLDS_H

#include "deadline_internal.h"
#include "dueby/timeline.h"

/* An array that grows. */
struct array {
  void *items;
  int64_t count, capacity;
};

/* An occurrence: one deadline on one clock, and its outcome. Indexes refer to the case's history; -1 means none. */
struct occurrence {
  dueby_deadline deadline;
  dueby_status status; /* why the occurrence has no date; DUEBY_OK if it has one */
  int64_t ref;
  int32_t trigger, met, ended, rejected;
  int32_t attempts, first_attempt, last_attempt; /* number of attempts, and the indexes of the first and last attempt */
  int32_t series;                                /* the series that the rule belongs to */
  int32_t each;
  int32_t proved;    /* the trigger's number among the proved triggers, from 1; 0 if the trigger is in the file (rule 24) */
  int32_t reason;    /* why the date is missing or in doubt: DUEBY_REASON_HISTORY, DUEBY_REASON_START; 0 if the status says why */
  uint8_t is_early;  /* 1 if an earlier event that the records lack may have met the occurrence (rule 21) */
  uint8_t is_unsure; /* 1 if events that the records lack may mean that the occurrence does not exist (rules 21 and 24) */
  uint8_t has_later; /* 1 if the date was replaced by an earlier one that the occurrence may really have (rule 23) */
  uint8_t is_notice, is_first_notice;
  uint8_t is_unread; /* 1 if an ignored end may count after all, because an unreadable row may start what it ends */
  /* set when the line is judged: 1 if the line's other rules decide its state; 1 if this occurrence's date leaves it unknown */
  uint8_t is_skipped, cannot_tell;
};

/* How completely the records have an event (rule 20). They have all its rows from these days onwards. */
struct holding {
  dueby_date own_from, from; /* for rows for the event itself; for these and rows of more specific events that count as it */
  int32_t parent;
  /* is_stated: 1 if the caller stated which rows the records have; is_latest: 1 if they only have the latest row; never: 1 if this
   * event, or one that counts as it, is never recorded; is_lacking: 1 if none of them is recorded */
  uint8_t is_stated, is_latest, never, is_lacking;
};

enum { HOLDS_ANY_DAY = INT32_MAX - 1 };
struct last_row {
  int64_t ref;
  int32_t type;
  dueby_date date; /* HOLDS_ANY_DAY for an unread row, which may be on any day */
};

struct left_out {
  int64_t last_case, cases;
  int32_t trigger; /* index of the trigger of the first line left out in the last case */
};

struct holds {
  struct holding *of;        /* for each event, how completely it is recorded */
  struct left_out *left_out; /* for each event, the cases with lines left out because it is never recorded */
  struct array latest;       /* for events with is_latest: the last row in the case for each ref, as struct last_row */
  /* any: 1 if the records may lack rows for some event; any_latest: 1 if they only have the latest row for some event */
  int any, any_latest;
  int nothing_said; /* 1 if the caller stated nothing about the records of any event in the last run */
};

/* A list of numbers for each event, without duplicates: items[first[event]] to items[first[event + 1] - 1]. */
struct by_event {
  int32_t *first, *items;
};

/* Tables for finding events whose refs match no start (rule 26). */
struct refs {
  struct by_event partners; /* for each event, the events that start something that it meets or ends */
  struct by_event meets;    /* for each event, the rules that it meets */
  struct array places;      /* indexes (int32_t) of the case's events whose ref matches no start */
  uint8_t *is_used;         /* for each event, 1 if it starts, meets or ends something, or shows that something is running */
  int any;                  /* 1 if some event in the case has a ref, and is_used is 1 for its type */
};

/* ---- starts that are not in the file (rule 24) ---- */
dueby_status dueby_proofs_new(dueby_timeline *timeline);
void dueby_proofs_free(dueby_timeline *timeline);
dueby_status dueby_proofs_find(dueby_timeline *timeline);

/* True if the records may lack an event after the given day, with any ref, that ends this kind of start or ends everything. */
int dueby_proofs_may_lack_end(const dueby_timeline *timeline, int32_t start, dueby_date day);

/* Returns the type of a start that a `trigger` event shows to have happened, and that an `end` event ends; 0 if there is none. For
 * example, a placement shows that care has started. */
int32_t dueby_proofs_ended_start(const dueby_timeline *timeline, int32_t trigger, int32_t end);

/* True if, after an end, nothing is running any more of the kind that the trigger shows to be running (rule 8). The end is on the
 * trigger's day, or has another ref. */
int dueby_proofs_ended_last(const dueby_timeline *timeline, int32_t trigger, int64_t end);

/* True if dueby_proofs_ended_last may only be false because of gaps in the records: they may lack the ends of whatever seems to be
 * running still, or the start that the end belongs to (rule 21). */
int dueby_proofs_may_have_ended_last(const dueby_timeline *timeline, int32_t trigger, int64_t end);
/* Returns the type of a start that is not in the file, if the given end may have ended it and nothing else is certainly running of
 * the kind that the trigger shows to be running; otherwise 0. */
int32_t dueby_proofs_lacks_start(const dueby_timeline *timeline, int32_t trigger, int64_t end);
dueby_status dueby_proofs_start(dueby_timeline *timeline, int32_t duty);

/* True if the file has an end before the start that it belongs to, so that one of the two days must be wrong (rule 16).
 * dueby_proofs_is_after_end is true for a start if there is such an end with its ref. */
int dueby_proofs_is_before_start(const dueby_timeline *timeline, int32_t end);
int dueby_proofs_is_after_end(const dueby_timeline *timeline, int32_t start);

/* ---- refs that match nothing (rule 26) ---- */
dueby_status dueby_refs_new(dueby_timeline *timeline);
void dueby_refs_free(dueby_timeline *timeline);
dueby_status dueby_refs_find(dueby_timeline *timeline);
/* True if an event on an unknown day may match nothing in the lines of a rule, because everything that it could meet or end was
 * started under other refs. */
int dueby_refs_may_match_nothing(const dueby_timeline *timeline, int32_t type, int64_t ref, int32_t rule);
/* True if an unmet occurrence may have been met or ended by an event that the records lack and whose ref matches no start. They may
 * lack it if they only have the latest event with its ref. */
int dueby_refs_may_lack_unmatched(const dueby_timeline *timeline, const struct occurrence *occurrence);
/* True if an event matches nothing in the lines of a rule. `index` is the index of the event for dueby_timeline_unmatched. */
int dueby_refs_is_unmatched_for(const dueby_timeline *timeline, int64_t index, int32_t rule);
/* Returns the index of the last event that might have met or ended an occurrence if its ref had matched, or -1. */
int32_t dueby_refs_unmatched(const dueby_timeline *timeline, const struct occurrence *occurrence);

/* ---- how completely the records hold events (rules 20 to 23) ---- */
dueby_status dueby_holds_new(dueby_timeline *timeline);
void dueby_holds_free(dueby_timeline *timeline);
dueby_status dueby_holds_take(dueby_timeline *timeline); /* reads the options; returns DUEBY_EARGUMENT if they are invalid */
dueby_status dueby_holds_note(dueby_timeline *timeline, const dueby_event *event); /* notes a row of the case */
dueby_status dueby_holds_note_unread(dueby_timeline *timeline, const dueby_event *row);
/* Returns the day from which the records have all rows for an event, for a clock with this ref; NONE if no rows are missing. */
dueby_date dueby_holds_from(const dueby_timeline *timeline, int32_t type, int64_t ref);
/* Returns the same day as dueby_holds_from, but as if events recorded only `since` a day had been recorded from the beginning. */
dueby_date dueby_holds_from_but_for_since(const dueby_timeline *timeline, int32_t type, int64_t ref);
/* True if the caller stated that the records have all rows for an event. */
int dueby_holds_is_complete(const dueby_timeline *timeline, int32_t type);
/* True if the records have no event with the tags that a rule needs, and the caller stated nothing about that event (rule 20). */
int dueby_holds_lacks_tags(const dueby_timeline *timeline, int32_t rule);
/* True if the records have no event of this type, and the caller stated nothing about it. */
int dueby_holds_knows_nothing_of(const dueby_timeline *timeline, int32_t type);
int dueby_holds_lacks(const dueby_timeline *timeline, int32_t type); /* true if the records seem to have neither this event nor one
                                                                        that counts as it */
void dueby_holds_leave_out(dueby_timeline *timeline, int32_t type, int32_t trigger);
/* True if an occurrence may not have needed the event that met it, because it may already have been met or ended. */
int dueby_holds_may_be_needless(const dueby_timeline *timeline, const struct occurrence *occurrence);
/* Returns why the given state of an occurrence cannot be known, or NONE if it is known. */
int32_t dueby_holds_doubt(const dueby_timeline *timeline, const struct occurrence *occurrence, int32_t state);
/* Checks the options for a run: DUEBY_ECOVERAGE, DUEBY_EARGUMENT or OK. Does not check `holds` or the unreadable rows. */
dueby_status dueby_timeline_takes(const dueby_calendar *calendar, const dueby_timeline_options *options);
/* True if every event's holding (how completely it is recorded) has a valid value. `holds` may be NULL. */
int dueby_holds_are_known(const dueby_profile *profile, const dueby_holding *holds);

#endif
