/* What the records have, starts that other events prove, and refs that match nothing (20 to 26 in docs/rules.md). Internal. */
#ifndef DUEBY_TIMELINE_HOLDS_H
#define DUEBY_TIMELINE_HOLDS_H

#include "deadline_internal.h"
#include "dueby/timeline.h"

/* An array that grows. */
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
  int32_t series; /* of the rule */
  int32_t each;
  int32_t proved;    /* number of its trigger among those that are proved and not in the file, from 1; 0: it is in the file (24) */
  int32_t reason;    /* why it has no date, or one in doubt: DUEBY_REASON_HISTORY, DUEBY_REASON_START; 0: see its status */
  uint8_t is_early;  /* the event that met it may not be recorded (21) */
  uint8_t is_unsure; /* it may not exist at all, depending on what is not recorded (21, 24) */
  uint8_t is_notice, is_first_notice;
  uint8_t cannot_tell; /* set while its line is judged */
};

/* What the records have of an event (20). The days are those from which on it is known. */
struct holding {
  dueby_date own_from, from; /* of its own rows; with those of more special events that also count as it */
  int32_t parent;
  uint8_t is_stated, is_latest, never, is_lacking; /* never: one of these events is never recorded; is_lacking: none of them is */
};

struct last_row {
  int64_t ref;
  int32_t type;
  dueby_date date;
};

struct left_out {
  int64_t last_case, cases;
};

struct holds {
  struct holding *of;        /* by event */
  struct left_out *left_out; /* by event */
  struct array latest;       /* struct last_row, of the case */
  int any, any_latest;       /* something may not be recorded */
  int nothing_said;          /* of any event, in the run before */
};

/* By event, numbers that go with it, each once: items[first[event]] to items[first[event + 1] - 1]. */
struct by_event {
  int32_t *first, *items;
};

/* Rows with a ref that no start has (26). */
struct refs {
  struct by_event partners; /* the events that start what it meets or ends */
  struct array places;      /* int32_t: indexes of the events of the case whose ref no start has */
  uint8_t *is_used;         /* by event: it starts, meets or ends something, or proves that something runs */
  int any;                  /* such an event of the case has a ref */
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
/* Index of the last event that might have met or ended an occurrence if its ref were another; -1: none. */
int32_t dueby_refs_unmatched(const dueby_timeline *timeline, const struct occurrence *occurrence);

/* ---- what the records have (20 to 23) ---- */
dueby_status dueby_holds_new(dueby_timeline *timeline);
void dueby_holds_free(dueby_timeline *timeline);
dueby_status dueby_holds_take(dueby_timeline *timeline); /* reads the options; EARGUMENT if they make no sense */
dueby_status dueby_holds_note(dueby_timeline *timeline, const dueby_event *event); /* notes a row of the case */
/* The day from which on an event is known, for a clock with a ref; NONE: always. */
dueby_date dueby_holds_from(const dueby_timeline *timeline, int32_t type, int64_t ref);
int dueby_holds_knows_nothing_of(const dueby_timeline *timeline,
                                 int32_t type); /* true if an event never occurs, and nobody said that it is recorded */
int dueby_holds_lacks(const dueby_timeline *timeline,
                      int32_t type); /* true if it is never recorded, nor is any event that counts as it, so far as is known */
void dueby_holds_leave_out(dueby_timeline *timeline, int32_t type);
/* True if what met an occurrence may not have been needed: it may have been met earlier, or have ended. */
int dueby_holds_may_be_needless(const dueby_timeline *timeline, const struct occurrence *occurrence);
/* Why this state of an occurrence cannot be told; NONE: it can. */
int32_t dueby_holds_doubt(const dueby_timeline *timeline, const struct occurrence *occurrence, int32_t state);

#endif
