/* Completeness of the records, starts that other events prove, and refs that match nothing (20 to 26 in docs/rules.md).
 * Internal. */
#ifndef DUEBY_TIMELINE_HOLDS_H
#define DUEBY_TIMELINE_HOLDS_H

#include "deadline_internal.h"
#include "dueby/timeline.h"

/* A growing array. */
struct array {
  void *items;
  int64_t count, capacity;
};

/* One thing due on one clock, and its outcome. Indexes are into the case's history; -1: none. */
struct occurrence {
  dueby_deadline deadline;
  dueby_status status; /* why it has no date */
  int64_t ref;
  int32_t trigger, met, ended, rejected;
  int32_t attempts, first_attempt, last_attempt; /* how many, and the indexes of the first and the last */
  int32_t series;                                /* series of the rule */
  int32_t each;
  int32_t proved;    /* number of its trigger among the proved ones, from 1; 0: the trigger is in the file (24) */
  int32_t reason;    /* why it has no date, or a doubtful one: DUEBY_REASON_HISTORY, DUEBY_REASON_START; 0: its status says why */
  uint8_t is_early;  /* an earlier event that met it may not be recorded (21) */
  uint8_t is_unsure; /* it may not exist at all, depending on events that are not recorded (21, 24) */
  uint8_t is_notice, is_first_notice;
  uint8_t cannot_tell; /* set while its line is judged */
};

/* How completely the records hold an event (20). The event is known from these days onwards. */
struct holding {
  dueby_date own_from, from; /* own_from: from its own rows; from: also from rows of more specific events that count as it */
  int32_t parent;
  uint8_t is_stated, is_latest, never, is_lacking; /* never: one of these events is never recorded; is_lacking: none of these events
                                                    * is recorded */
};

struct last_row {
  int64_t ref;
  int32_t type;
  dueby_date date;
};

struct left_out {
  int64_t last_case, cases;
  int32_t trigger; /* of the first line that was left out in the last case */
};

struct holds {
  struct holding *of;        /* by event */
  struct left_out *left_out; /* by event */
  struct array latest;       /* struct last_row, of the case */
  int any, any_latest;       /* something may not be recorded */
  int nothing_said;          /* 1: in the previous run the caller made no statement about any event */
};

/* Numbers by event, without duplicates: the numbers of an event are items[first[event]] to items[first[event + 1] - 1]. */
struct by_event {
  int32_t *first, *items;
};

/* Events whose ref no start has (26). */
struct refs {
  struct by_event partners; /* by event: the events that start what it meets or ends */
  struct array places;      /* int32_t: indexes of the events of the case with a ref that no start has */
  uint8_t *is_used;         /* by event: it starts, meets or ends something, or proves that something runs */
  int any;                  /* the case has such an event with a ref */
};

/* ---- starts that are not in the file (24) ---- */
dueby_status dueby_proofs_new(dueby_timeline *timeline);
void dueby_proofs_free(dueby_timeline *timeline);
dueby_status dueby_proofs_find(dueby_timeline *timeline);
dueby_status dueby_proofs_start(dueby_timeline *timeline, int32_t duty);

/* ---- refs that match nothing (26) ---- */
dueby_status dueby_refs_new(dueby_timeline *timeline);
void dueby_refs_free(dueby_timeline *timeline);
dueby_status dueby_refs_find(dueby_timeline *timeline);
/* True if everything that an event meets or ends was started under other refs. `alternative`: the alternative whose lines are
 * meant; -1: the lines of rules. */
int dueby_refs_matches_nothing(const dueby_timeline *timeline, const dueby_event *event, int32_t alternative);
/* Index of the last event that might have met or ended an occurrence if it had another ref; -1: none. */
int32_t dueby_refs_unmatched(const dueby_timeline *timeline, const struct occurrence *occurrence);

/* ---- what the records hold (20 to 23) ---- */
dueby_status dueby_holds_new(dueby_timeline *timeline);
void dueby_holds_free(dueby_timeline *timeline);
dueby_status dueby_holds_take(dueby_timeline *timeline); /* reads the options; returns DUEBY_EARGUMENT if they make no sense */
dueby_status dueby_holds_note(dueby_timeline *timeline, const dueby_event *event); /* notes a row of the case */
/* The first day when an event is known, for a clock with a ref; NONE: always. */
dueby_date dueby_holds_from(const dueby_timeline *timeline, int32_t type, int64_t ref);
int dueby_holds_knows_nothing_of(const dueby_timeline *timeline,
                                 int32_t type); /* true if an event never occurs, and nobody said that it is recorded */
int dueby_holds_lacks(const dueby_timeline *timeline,
                      int32_t type); /* true if the records have neither an event nor any other that counts as it, as far as is
                                      * known */
void dueby_holds_leave_out(dueby_timeline *timeline, int32_t type, int32_t trigger);
/* True if the event that met an occurrence may not have been needed: it may have been met earlier, or have ended. */
int dueby_holds_may_be_needless(const dueby_timeline *timeline, const struct occurrence *occurrence);
/* Why a state of an occurrence cannot be known; NONE: it is known. */
int32_t dueby_holds_doubt(const dueby_timeline *timeline, const struct occurrence *occurrence, int32_t state);

#endif
