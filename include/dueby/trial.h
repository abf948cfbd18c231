/* trial: finds what an event that has not happened yet would do to a case: the lines that it would meet, and what falls due after
 * each. The case is run again with the event added, as at the end of the event's day or, if later, the worklist's as-at day. The
 * answer is therefore what a worklist on that day would show once the event is recorded. It includes what follows from the event
 * according to the vocabulary, but not what else may happen by that day. */
#ifndef DUEBY_TRIAL_H
#define DUEBY_TRIAL_H

#include "worklist.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A trial, for one thread at a time. */
typedef struct dueby_trial dueby_trial;

/* Makes a trial for the cases in a worklist, with the worklist's profile, calendar and run options. The trial copies what it needs.
 * If `event` is not 0, it only runs duties that can be met by this event or by the more general one that it also counts as, which
 * gives the same results in a fraction of the time. Fails with DUEBY_EARGUMENT or DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_trial_new(const dueby_worklist *worklist, int32_t event, dueby_trial **trial);
DUEBY_API void dueby_trial_free(dueby_trial *trial);

/* Runs a case with one more event. This replaces the last run, and does not depend on it. An event without a ref concerns every
 * episode of the case. The caller must keep what `of` points to until the next run. Fails with DUEBY_EARGUMENT for an event without
 * a type or day, DUEBY_ECOVERAGE for a day that the calendar does not cover, or any error of dueby_worklist_add. Since 0.9. */
DUEBY_API dueby_status dueby_trial_run(dueby_trial *trial, const dueby_case *of, const dueby_event *event);

/* The worklist of the last run: the case with the event, as at the event's day. Since 0.9. */
DUEBY_API const dueby_worklist *dueby_trial_worklist(const dueby_trial *trial);

/* The ways in which the event would affect a line. */
enum {
  DUEBY_EFFECT_MEETS = 1,       /* the event meets the line; its state says whether in time or late */
  DUEBY_EFFECT_NOT_COUNTED = 2, /* the event lacks something that the duty needs (see the line's reason), and the line stays open */
  DUEBY_EFFECT_ENDS = 3,        /* the event ends the line, which is then no longer needed or counts as never done */
  DUEBY_EFFECT_STARTS = 4       /* the event starts the line */
};

typedef struct dueby_trial_row {
  int64_t item; /* index of the item in dueby_trial_worklist */
  int64_t next; /* if the event meets the item's line: index of the item for the next open line of its series; -1 for none */
  int32_t effect;
  int32_t reserved; /* reserved, and must be zero */
} dueby_trial_row;

/* The rows of the last run, in the same order as the lines. Fails with DUEBY_EARGUMENT outside [0, count). Since 0.9. */
DUEBY_API int64_t dueby_trial_row_count(const dueby_trial *trial);
DUEBY_API dueby_status dueby_trial_row_at(const dueby_trial *trial, int64_t index, dueby_trial_row *row);

/* The number of duties that the event would meet. All series of a duty with the same ref count once. Since 0.9. */
DUEBY_API int64_t dueby_trial_met_count(const dueby_trial *trial);

/* Writes a row for people: "Meets the 3rd child protection visit, in time: due by Thursday 10 September 2026; next due by Thursday
 * 24 September 2026". Fails with DUEBY_EARGUMENT outside [0, count), or with DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_trial_row_text(const dueby_trial *trial, int64_t index, char *text, int64_t size, int64_t *needed);

/* The fields of a row by index, NULL after the last: its effect, when its duty is next due, and then the fields of its line
 * (dueby_line_cells). The other functions write a row as cells or as JSON. For index -1 all cells are empty, and the file's own
 * columns have no cells. Fails with DUEBY_EARGUMENT outside [0, count), or with DUEBY_EMEMORY. Since 0.9. */
DUEBY_API const char *dueby_trial_field(int32_t index);
DUEBY_API dueby_status dueby_trial_row_cells(const dueby_trial *trial, int64_t index, dueby_cell_sink sink, void *context);
DUEBY_API dueby_status dueby_trial_row_json(const dueby_trial *trial, int64_t index, char *text, int64_t size, int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
