/* answer: a deadline, its steps and the versions it depends on, as named cells and as JSON, the way the command prints them.
 *
 * The cells are the fields of docs/command.md, in that order. A JSON object has the same fields as members; schema/ describes it.
 * JSON is compact UTF-8, numbers are numbers, and an empty cell is null. */
#ifndef DUEBY_ANSWER_H
#define DUEBY_ANSWER_H

#include "cell.h"
#include "explain.h"
#include "query.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A deadline found by a query, with its trigger and its check. */
typedef struct dueby_answer {
  uint32_t size;                        /* sizeof(dueby_answer), or 0 for the size of release 1.0 */
  uint32_t reserved;                    /* reserved, and must be zero */
  const dueby_event *trigger;           /* the trigger that the deadline was counted from */
  const dueby_deadline *deadline;       /* from dueby_query_due or dueby_query_series */
  const dueby_deadline *due_by_law;     /* from dueby_query_due_by_law; NULL for none */
  const dueby_check_options *judged_by; /* input and (`check`) output of dueby_query_check; both NULL if it was not called */
  const dueby_check *check;
} dueby_answer;

/* Writes the fields of `dueby due` or, with a check, of `dueby check`. Fails with DUEBY_EARGUMENT if a part is missing, is not
 * about the query's duty, or has a value that no answer can have; also with DUEBY_EMEMORY. The sink gets no cells on failure. Does
 * not check that the trigger, deadlines and check belong together. Since 0.9. */
DUEBY_API dueby_status dueby_answer_cells(const dueby_query *query, const dueby_answer *answer, dueby_cell_sink sink,
                                          void *context);
DUEBY_API dueby_status dueby_answer_json(const dueby_query *query, const dueby_answer *answer, char *text, int64_t size,
                                         int64_t *needed);

/* Writes the fields of `dueby explain` for one step from dueby_explain_steps. Fails with DUEBY_EARGUMENT for an unknown kind of
 * step, or for a deadline that dueby_answer_cells would refuse. Since 0.9. */
DUEBY_API dueby_status dueby_step_cells(const dueby_query *query, const dueby_deadline *deadline, const dueby_step *step,
                                        dueby_cell_sink sink, void *context);
DUEBY_API dueby_status dueby_step_json(const dueby_query *query, const dueby_deadline *deadline, const dueby_step *step, char *text,
                                       int64_t size, int64_t *needed);

/* Writes the versions of everything that affects answers: the library and the official list of bank holidays; the profile and its
 * digest; the calendar's divisions, digest and changes (dueby_calendar_changes). Digests are cut to 16 digits. Profile and calendar
 * may be NULL. Fails with DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_versions_cells(const dueby_profile *profile, const dueby_calendar *calendar, dueby_cell_sink sink,
                                            void *context);
DUEBY_API dueby_status dueby_versions_json(const dueby_profile *profile, const dueby_calendar *calendar, char *text, int64_t size,
                                           int64_t *needed);
/* Writes the versions on one line, for a page or a calendar: "library 0.1.0, profile barnet, rules e396c8df18da7765, ...". Since
 * 0.9. */
DUEBY_API dueby_status dueby_versions_text(const dueby_profile *profile, const dueby_calendar *calendar, char *text, int64_t size,
                                           int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
