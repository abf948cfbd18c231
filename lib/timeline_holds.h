/* What the records hold, what is proved to be running, and refs that match nothing (20 to 26 in docs/rules.md). Internal. */
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
  int32_t proved;    /* its trigger, which is not in the file, among those that are proved, from 1; 0: it is (24) */
  int32_t reason;    /* why it has no date, or one with a doubt: DUEBY_REASON_HISTORY, DUEBY_REASON_START; 0: by its status */
  uint8_t is_early;  /* what met it may be lacking (21) */
  uint8_t is_unsure; /* whether it is there at all hangs on what may be lacking (21, 24) */
  uint8_t is_notice, is_first_notice;
  uint8_t cannot_tell; /* while its line is judged */
};

/* What the records hold of an event (20). A day is that from which on it is known. */
struct holding {
  dueby_date own_from, from; /* of rows of the event itself; with those of events that are it as well */
  int32_t also;
  uint8_t is_said, is_latest, never, is_lacking; /* never: of one of these events; is_lacking: of all */
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
  int any, any_latest;       /* anything may be lacking */
};

/* What has a ref that no start has (26). */
struct refs {
  int32_t *first_partner;        /* by event, and one more: among the partners */
  struct array partners;         /* int32_t: the events that start what an event meets or ends */
  int64_t *with_ref, *unmatched; /* by event: how many rows of the run */
  struct array places;           /* int32_t: of the case, those that match nothing */
  uint8_t *is_used;              /* by event: it starts, meets or ends something, or proves that something runs */
  int any;                       /* such an event of the case has a ref */
};

/* Starts that are not in the file (24). */
dueby_status dueby_proofs_new(dueby_timeline *timeline);
void dueby_proofs_free(dueby_timeline *timeline);
dueby_status dueby_proofs_find(dueby_timeline *timeline);
dueby_status dueby_proofs_start(dueby_timeline *timeline, int32_t duty);

/* Refs that match nothing (26). */
dueby_status dueby_refs_new(dueby_timeline *timeline);
void dueby_refs_free(dueby_timeline *timeline);
void dueby_refs_begin(dueby_timeline *timeline); /* a run */
dueby_status dueby_refs_find(dueby_timeline *timeline);
/* The place of the last event that may have met or ended an occurrence, had its ref another text; -1: none. */
int32_t dueby_refs_unmatched(const dueby_timeline *timeline, const struct occurrence *occurrence);

/* What the records hold (20 to 23). */
dueby_status dueby_holds_new(dueby_timeline *timeline);
void dueby_holds_free(dueby_timeline *timeline);
dueby_status dueby_holds_take(dueby_timeline *timeline);                           /* from the options; EARGUMENT: not understood */
dueby_status dueby_holds_note(dueby_timeline *timeline, const dueby_event *event); /* a row of the case */
/* From which day on an event is known, for a clock with a ref; NONE: whole. */
dueby_date dueby_holds_from(const dueby_timeline *timeline, int32_t type, int64_t ref);
int dueby_holds_lacks(const dueby_timeline *timeline, int32_t type); /* it, and what is it as well, is never held */
void dueby_holds_leave_out(dueby_timeline *timeline, int32_t type);
/* Whether what met an occurrence may not have been needed: it was met earlier, or was not there any more. */
int dueby_holds_may_be_needless(const dueby_timeline *timeline, const struct occurrence *occurrence);
/* Why such a state of an occurrence cannot be told; NONE: it can. */
int32_t dueby_holds_doubt(const dueby_timeline *timeline, const struct occurrence *occurrence, int32_t state);

#endif
