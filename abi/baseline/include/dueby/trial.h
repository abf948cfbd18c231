/* trial: what an event that has not happened would do to a case -> the lines that it would meet, and what falls due after each.
 *
 * The case is run again with the event among the others, as at the end of its day, or as at the day looked at if that is later. The
 * answer is therefore the one that a worklist of that day gives once the event is recorded. What the vocabulary knows to follow
 * from the event is in it; what else may happen until that day is not. */
#ifndef DUEBY_TRIAL_H
#define DUEBY_TRIAL_H

#include "worklist.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One thread at a time. */
typedef struct dueby_trial dueby_trial;

/* A trial for the cases of a worklist, with its profile, calendar and options for a run. It copies what it needs. If `event` is not
 * 0, only the duties that this event, or the more general one that it also counts as, can meet are run: that costs a fraction, and
 * the results are the same. DUEBY_EARGUMENT, DUEBY_EMEMORY. Since 0.1. */
DUEBY_API dueby_status dueby_trial_new(const dueby_worklist *worklist, int32_t event, dueby_trial **trial);
DUEBY_API void dueby_trial_free(dueby_trial *trial);

/* Runs a case with one more event, in place of the last run. Without a ref the event concerns every episode of the case. The caller
 * keeps `of` until the next run. DUEBY_EARGUMENT for an event of no type or day, and what dueby_worklist_add gives. Since 0.1. */
DUEBY_API dueby_status dueby_trial_run(dueby_trial *trial, const dueby_case *of, const dueby_event *event);

/* The worklist of the last run: the case with the event, as at its day. Since 0.1. */
DUEBY_API const dueby_worklist *dueby_trial_worklist(const dueby_trial *trial);

/* The effect that the event would have on a line. */
enum {
  DUEBY_EFFECT_MEETS = 1,       /* in time or late, as its state says */
  DUEBY_EFFECT_NOT_COUNTED = 2, /* it lacks something that the duty needs (see its reason), so the line stays open */
  DUEBY_EFFECT_ENDS = 3,        /* the line is no longer needed, or was never done */
  DUEBY_EFFECT_STARTS = 4       /* the line is due because of it */
};

typedef struct dueby_trial_row {
  int64_t item; /* of dueby_trial_worklist */
  int64_t next; /* the item that falls due next of the duty that it meets; -1: none */
  int32_t effect;
  int32_t reserved; /* zero */
} dueby_trial_row;

/* The rows of the last run, in the order of the lines. DUEBY_EARGUMENT outside [0, count). Since 0.1. */
DUEBY_API int64_t dueby_trial_row_count(const dueby_trial *trial);
DUEBY_API dueby_status dueby_trial_row_at(const dueby_trial *trial, int64_t index, dueby_trial_row *row);

/* How many duties the event would meet: their lines, each with all series of its duty and ref counted once. Since 0.1. */
DUEBY_API int64_t dueby_trial_met_count(const dueby_trial *trial);

/* A row for people: "Meets 3rd child protection visit, in time: due by Thursday 10 September 2026; next due by Thursday 24
 * September 2026". DUEBY_EARGUMENT outside [0, count), DUEBY_EMEMORY. Since 0.1. */
DUEBY_API dueby_status dueby_trial_row_text(const dueby_trial *trial, int64_t index, char *text, int64_t size, int64_t *needed);

/* A row as cells: its effect, when its duty falls due next, and then the fields of its line (dueby_line_cells). The fields by
 * index, NULL after the last. As cells, of index -1 empty ones without columns; and as JSON. DUEBY_EARGUMENT outside [0, count),
 * DUEBY_EMEMORY. Since 0.1. */
DUEBY_API const char *dueby_trial_field(int32_t index);
DUEBY_API dueby_status dueby_trial_row_cells(const dueby_trial *trial, int64_t index, dueby_cell_sink sink, void *context);
DUEBY_API dueby_status dueby_trial_row_json(const dueby_trial *trial, int64_t index, char *text, int64_t size, int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
