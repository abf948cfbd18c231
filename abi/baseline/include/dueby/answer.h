/* answer: a deadline, its steps, and the versions that affect it, as named cells and as JSON, as the command prints them.
 *
 * The cells are the fields of docs/command.md, in that order. A JSON object has them as its members; schema/ describes it. JSON
 * is compact UTF-8, numbers are numbers, and an empty cell is null. */
#ifndef DUEBY_ANSWER_H
#define DUEBY_ANSWER_H

#include "cell.h"
#include "explain.h"
#include "query.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A deadline of a query, with its trigger and its check. */
typedef struct dueby_answer {
  uint32_t size;                        /* sizeof(dueby_answer), or 0 for the size of release 1.0 */
  uint32_t reserved;                    /* reserved, and must be zero */
  const dueby_event *trigger;           /* the trigger that it was counted from */
  const dueby_deadline *deadline;       /* an answer of dueby_query_due or dueby_query_series */
  const dueby_deadline *due_by_law;     /* an answer of dueby_query_due_by_law; NULL if there is none */
  const dueby_check_options *judged_by; /* the input and output of dueby_query_check; both are NULL if the deadline was not
                                         * checked */
  const dueby_check *check;
} dueby_answer;

/* Gives the fields of `dueby due` or, with a check, of `dueby check`. Fails with DUEBY_EARGUMENT if a part
 * is missing, is not about the query's duty, or has a value that no answer can have, and with DUEBY_EMEMORY; it then gives no
 * cells. It takes the caller's word that trigger, deadlines and check belong together. Since 0.9. */
DUEBY_API dueby_status dueby_answer_cells(const dueby_query *query, const dueby_answer *answer, dueby_cell_sink sink,
                                          void *context);
DUEBY_API dueby_status dueby_answer_json(const dueby_query *query, const dueby_answer *answer, char *text, int64_t size,
                                         int64_t *needed);

/* Gives the fields of `dueby explain` for one step of dueby_explain_steps. Fails with DUEBY_EARGUMENT for an unknown
 * kind of step, and for a deadline as dueby_answer_cells does. Since 0.9. */
DUEBY_API dueby_status dueby_step_cells(const dueby_query *query, const dueby_deadline *deadline, const dueby_step *step,
                                        dueby_cell_sink sink, void *context);
DUEBY_API dueby_status dueby_step_json(const dueby_query *query, const dueby_deadline *deadline, const dueby_step *step, char *text,
                                       int64_t size, int64_t *needed);

/* Gives the versions of everything that affects answers: of the library and of the official list of bank holidays; the profile and
 * its digest; the divisions, the digest of the calendar and the changes made to it (dueby_calendar_changes). Digests are cut to
 * their first 16 digits. Profile and calendar may be NULL. Fails with DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_versions_cells(const dueby_profile *profile, const dueby_calendar *calendar, dueby_cell_sink sink,
                                            void *context);
DUEBY_API dueby_status dueby_versions_json(const dueby_profile *profile, const dueby_calendar *calendar, char *text, int64_t size,
                                           int64_t *needed);
/* Writes the versions in one line, for a page or a calendar: "library 0.1.0, profile barnet, rules e396c8df18da7765, ...". Since
 * 0.9. */
DUEBY_API dueby_status dueby_versions_text(const dueby_profile *profile, const dueby_calendar *calendar, char *text, int64_t size,
                                           int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
