/* worklist: works out every duty in each case, and lists those that match its filters, worst first or by case. Cases are added one
 * by one, from arrays or a file (dueby/caseload.h). A worklist keeps items from every case, so that it can sort them, or only those
 * of the last case, which takes little memory. One thread at a time may add and sort; after that any number may read. */
#ifndef DUEBY_WORKLIST_H
#define DUEBY_WORKLIST_H

#include "cell.h"
#include "measure.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One child, carer or worker. If all fields are zero, the case has no name and no events. */
typedef struct dueby_case {
  uint32_t size;    /* sizeof(dueby_case), or 0 for the size of release 1.0 */
  uint32_t flags;   /* DUEBY_WORKLIST_ROWS_FROM_0 or _1 for rows of a table (set by a worklist with that flag); 0 for lines */
  const char *name; /* name of the case; NULL means "" */
  const dueby_event *events;
  int64_t event_count;
  const char *const *refs; /* the refs as strings: if an event's ref is i, its string is refs[i - 1] */
  int64_t ref_count;
  const char *const *columns, *const *values; /* names and values passed on with the case, such as its team; a value may be NULL */
  int64_t column_count;
  int64_t bad_rows, first_bad_line; /* number of unreadable rows, up to INT32_MAX; line or row number of the first, 0 if unknown */
  /* The unreadable rows whose event is known, or that may be any event (type 0), with their type, row, ref and tags (all bits if
   * the tags are unknown). DUEBY_EVENT_AGREED_FOR(duty) is an agreement. Lines that such a row may affect are not shown as late. */
  const dueby_event *unread;
  int64_t unread_count;
  const char *bad_places; /* with several files, the places of unreadable rows: "episodes.csv lines 4 and 9"; may be NULL */
} dueby_case;

/* The maximum length in bytes of a case's name and of a ref. */
enum { DUEBY_NAME_BYTES_MAX = 200 };

/* A value of a column. A case is wanted if it has one of the values given for that column. */
typedef struct dueby_where {
  const char *column; /* name of the column, ignoring case if none is exactly the same; NULL for the name of the case */
  const char *value;
} dueby_where;

enum {
  DUEBY_WORKLIST_KEEP_LISTED = 1, /* keep the listed items in memory */
  DUEBY_WORKLIST_KEEP = 2,        /* keep all cases and items in memory */
  DUEBY_WORKLIST_TO_DO = 4, /* do not list lines that are over, or that have no date because their source sets no time limit */
  /* Give one of these two flags for rows of a table or an array: messages then say "row 5", not "line 5", and call the first row 0
   * or 1. In events, cases and findings the first row is always 1, because 0 means that the row is not known. */
  DUEBY_WORKLIST_ROWS_FROM_0 = 8,
  DUEBY_WORKLIST_ROWS_FROM_1 = 16
};

/* The options of a worklist. */
typedef struct dueby_worklist_options {
  uint32_t size;                     /* sizeof(dueby_worklist_options), or 0 for the size of release 1.0 */
  uint32_t flags;                    /* flags: DUEBY_WORKLIST_KEEP_LISTED and others */
  const dueby_timeline_options *run; /* options for each run: as-at, the selected rules, ...; refs and unread rows are not used */
  uint32_t states;                   /* states to list, a bit for each: 1 << DUEBY_STATE_OVERDUE, ...; 0 for all */
  dueby_date due_before;             /* list only lines due before this day; 0 or NONE for any date */
  const dueby_where *where;          /* wanted values; a case needs one of them in each column to be listed; NULL: all cases */
  int64_t where_count;
  dueby_date recorded_to; /* the last day that the records cover, if later than the day of their last event; otherwise 0 or NONE */
  int32_t style;          /* how messages name options: a DUEBY_STYLE_...; 0 means DUEBY_STYLE_OPTIONS */
} dueby_worklist_options;

typedef struct dueby_worklist dueby_worklist;

/* Makes an empty worklist. It keeps its profile and its calendar alive, and copies what the options point to. Fails with
 * DUEBY_EARGUMENT or DUEBY_EMEMORY, or with DUEBY_ECOVERAGE if the calendar does not cover the as-at day or the horizon. Since
 * 0.9. */
DUEBY_API dueby_status dueby_worklist_new(const dueby_profile *profile, const dueby_calendar *calendar,
                                          const dueby_worklist_options *options, dueby_worklist **worklist);
DUEBY_API void dueby_worklist_free(dueby_worklist *worklist);

/* A worklist's profile, calendar and run options, valid as long as the worklist. Since 0.9. */
DUEBY_API const dueby_profile *dueby_worklist_profile(const dueby_worklist *worklist);
DUEBY_API const dueby_calendar *dueby_worklist_calendar(const dueby_worklist *worklist);
DUEBY_API const dueby_timeline_options *dueby_worklist_run(const dueby_worklist *worklist);

/* The filters of a worklist that readers should know about: DUEBY_WORKLIST_SOME_RULES ... Since 0.9. */
enum {
  DUEBY_WORKLIST_SOME_RULES = 1, /* rules are left out, other than alternatives and rules that the records cannot check */
  DUEBY_WORKLIST_SOME_CASES = 2, /* only some cases are listed */
  DUEBY_WORKLIST_SOME_LINES = 4  /* only some states or days are listed */
};
DUEBY_API uint32_t dueby_worklist_narrowed(const dueby_worklist *worklist);

/* Describes the source of the cases: `notes` to show before any answer, one on each line, or NULL for none; `judged`, with 1 for
 * each rule that the source's records can check, or NULL for all; and `holds`, how completely they have each event if the caller
 * does not state it, or NULL if unknown. dueby_caseload_feed does this for a return. Fails with DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_worklist_set_source(dueby_worklist *worklist, const char *notes, const uint8_t *judged,
                                                 const dueby_holding *holds);
DUEBY_API const char *dueby_worklist_source(const dueby_worklist *worklist); /* the notes on the source; "" for none; since 0.9 */

/* Return, by index from 0, what the caller stated about the records in run.history_from and run.holds, except where the source
 * implies it: the event (0: all others) and how completely it is recorded. Return DUEBY_DONE after the last. The text has
 * everything in one sentence, to show before any answer; "" if nothing was stated. Since 0.9. */
DUEBY_API dueby_status dueby_worklist_stated(const dueby_worklist *worklist, int64_t index, int32_t *event, dueby_holding *holding);
DUEBY_API dueby_status dueby_worklist_stated_text(const dueby_worklist *worklist, char *text, int64_t size, int64_t *needed);

/* Returns 1 if a rule belongs to a series that recurs and the records only have the latest event that meets it. Earlier events may
 * then be missing, so nothing is certain to be late, and a percentage in time is meaningless. Since 0.9. */
DUEBY_API int32_t dueby_worklist_holds_latest(const dueby_worklist *worklist, int32_t rule);

/* Runs a case and adds its items. Returns DUEBY_NONE without adding anything if the case is not wanted. Fails with any error of
 * dueby_timeline_run, with DUEBY_EARGUMENT for a row below 0, or with DUEBY_ELIMIT if a name or ref is longer than
 * DUEBY_NAME_BYTES_MAX bytes; dueby_case_excess_text then writes what is too long, otherwise "". A refused case changes nothing;
 * after DUEBY_EMEMORY the worklist can only be freed. Slashes show which refs belong to others: R1/A2 belongs to R1;
 * run.ref_parents is not used. Items that are not kept are valid, and the case must last, until the next is added. Since 0.9. */
DUEBY_API dueby_status dueby_worklist_add(dueby_worklist *worklist, const dueby_case *added);
DUEBY_API dueby_status dueby_case_excess_text(const dueby_case *of, char *text, int64_t size, int64_t *needed);

/* Makes a new worklist from the cases that a worklist keeps (DUEBY_WORKLIST_KEEP), as at another day or time. The new worklist also
 * keeps everything, and has the same options, row counts, source, and findings that were set. Unwanted cases are not examined
 * again. Fails with any error of dueby_worklist_new or dueby_worklist_add. Since 0.9. */
DUEBY_API dueby_status dueby_worklist_as_at(const dueby_worklist *worklist, const dueby_when *as_at, dueby_worklist **other);

/* Sets how many rows the cases' file has, and how many of them could not be read, including those that belong to no case. Without
 * this, only the cases' own rows are counted. A negative number counts as 0. Since 0.9. */
DUEBY_API void dueby_worklist_add_rows(dueby_worklist *worklist, int64_t rows, int64_t bad_rows);

/* The current case, NULL before the first; its lines, and how many there are. Since 0.9. */
DUEBY_API const dueby_case *dueby_worklist_case(const dueby_worklist *worklist);
DUEBY_API const dueby_line *dueby_worklist_lines(const dueby_worklist *worklist);
DUEBY_API int64_t dueby_worklist_line_count(const dueby_worklist *worklist);

/* Returns 1 if any case so far has the value of options.where[index]. Since 0.9. */
DUEBY_API int32_t dueby_worklist_found(const dueby_worklist *worklist, int64_t index);

/* Writes a message about wanted cases that do not exist: "--case: only 1 of these 2 cases is in your file", in any style; "" if all
 * exist. Since 0.9. */
DUEBY_API dueby_status dueby_worklist_absent_text(const dueby_worklist *worklist, int32_t style, char *text, int64_t size,
                                                  int64_t *needed);

/* Writes the option that would extend this worklist to everything due by a day, such as "--horizon 2026-12-31". Since 0.9. */
DUEBY_API dueby_status dueby_worklist_horizon_text(const dueby_worklist *worklist, dueby_date day, char *text, int64_t size,
                                                   int64_t *needed);

/* ---- items of a worklist ---- */

/* A line of a case, or the case's unreadable rows. */
typedef struct dueby_item {
  const dueby_case *of;
  const dueby_line *line;            /* the line, with indexes of the case's events; NULL for unreadable rows */
  const dueby_rule_date *rule_dates; /* each rule's date for the line */
  dueby_outcome outcome;
  int64_t case_index; /* index of the case among those added */
} dueby_item;

/* The number of items (all kept items, or the current case's), and one item by index. Fails with DUEBY_EARGUMENT outside [0,
 * count). Since 0.9. */
DUEBY_API int64_t dueby_worklist_item_count(const dueby_worklist *worklist);
DUEBY_API dueby_status dueby_worklist_item(const dueby_worklist *worklist, int64_t index, dueby_item *item);

/* Orders of the listed items (DUEBY_CODE_SORTED): worst first, or case by case. Append only. */
enum { DUEBY_SORTED_WORST = 0, DUEBY_SORTED_CASE = 1 };

/* The number of listed items, and the index of each; -1 outside [0, count). They are in the order of the cases or, once sorted,
 * worst first (dueby_outcome_compare). Sorting fails with DUEBY_EMEMORY. Since 0.9. */
DUEBY_API int64_t dueby_worklist_listed_count(const dueby_worklist *worklist);
DUEBY_API int64_t dueby_worklist_listed(const dueby_worklist *worklist, int64_t index);
DUEBY_API dueby_status dueby_worklist_sort(dueby_worklist *worklist);

/* Gets a case of a worklist that keeps everything, by its index from 0, with all its lines. Fails with DUEBY_EARGUMENT for any
 * other index, or if not everything is kept. Since 0.9. */
DUEBY_API dueby_status dueby_worklist_kept_case(const dueby_worklist *worklist, int64_t index, const dueby_case **of,
                                                const dueby_line **lines, int64_t *line_count);

/* ---- an item as text, as cells and as JSON ---- */

enum {
  DUEBY_ITEM_DUTY = 1,   /* the duty: "3rd visit to a looked-after child, P1" */
  DUEBY_ITEM_STATE = 2,  /* the state: "Overdue by 3 working days" */
  DUEBY_ITEM_DUE = 3,    /* the due day: "Tuesday 21 April 2026"; "" if there is no date */
  DUEBY_ITEM_REASON = 4, /* why there is no date, which action does not count, or which rows could not be read; "" for none of
                          * these */
  DUEBY_ITEM_BEFORE = 5, /* a note if the line is still to do and its due day is not a working day: "not a working day: the last one
                          * before it is ..." */
  DUEBY_ITEM_KEY = 6,    /* the text of dueby_line_key, with the ref byte for byte; "" for unreadable rows */
  DUEBY_ITEM_EXPLANATION = 7, /* the text of dueby_explain_text or, if there is no date, why not */
  DUEBY_ITEM_SUMMARY = 8,     /* the text of dueby_explain_summary or, if there is no date, why not */
  DUEBY_ITEM_LAW = 9          /* the text of dueby_explain_due_by_law */
};

/* Writes text about an item. Fails with DUEBY_EARGUMENT for an unknown item or kind of text; also with DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_worklist_item_text(const dueby_worklist *worklist, int64_t index, int32_t what, char *text,
                                                int64_t size, int64_t *needed);

/* The fields of `dueby worklist` by index; NULL after the last. dueby_line_json fails with DUEBY_EARGUMENT for a case with a column
 * of one of these names, because its object would have two fields of that name. Since 0.9. */
DUEBY_API const char *dueby_line_field(int32_t index);

/* Write the fields of `dueby worklist` for a line (NULL: for the case's unreadable rows), then the columns of its case, as cells or
 * as a JSON object (schema/line.schema.json). Fails with DUEBY_EARGUMENT or DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_line_cells(const dueby_profile *profile, const dueby_line *line, const dueby_case *of,
                                        dueby_cell_sink sink, void *context);
DUEBY_API dueby_status dueby_line_json(const dueby_profile *profile, const dueby_line *line, const dueby_case *of, char *text,
                                       int64_t size, int64_t *needed);

/* Write parts of the text about an item: the number of a line, such as "3rd" for a duty that recurs, "" for its first line and for
 * other duties; the duty with that number and the ref as the caller writes it (NULL: none); and the text for unreadable rows. Since
 * 0.9. */
DUEBY_API dueby_status dueby_line_number_text(const dueby_profile *profile, const dueby_line *line, char *text, int64_t size,
                                              int64_t *needed);
DUEBY_API dueby_status dueby_line_duty_text(const dueby_profile *profile, const dueby_line *line, const char *ref, char *text,
                                            int64_t size, int64_t *needed);
DUEBY_API dueby_status dueby_line_law_text(const dueby_line *line, const dueby_case *of, const dueby_when *as_at, char *text,
                                           int64_t size, int64_t *needed); /* writes the text of dueby_explain_due_by_law */
DUEBY_API dueby_status dueby_case_reason(const dueby_case *of, char *text, int64_t size, int64_t *needed);

/* The ref of an event or line, as written in its case; NULL for none. Since 0.9. */
DUEBY_API const char *dueby_case_ref(const dueby_case *of, int64_t ref);

/* Return 1 if a line is over (done, missed or no longer needed); 1 if its source sets no time limit (done or not). Since 0.9. */
DUEBY_API int32_t dueby_line_is_over(const dueby_line *line);
DUEBY_API int32_t dueby_line_is_not_stated(const dueby_line *line);

/* ---- the whole worklist ---- */

enum {
  DUEBY_COUNT_CASES = 1,
  DUEBY_COUNT_ROWS = 2,            /* number of rows, as set by dueby_worklist_add_rows, or the number of events */
  DUEBY_COUNT_BAD_ROWS = 3,        /* number of rows that could not be read */
  DUEBY_COUNT_ROWS_OF_NO_CASE = 4, /* unreadable rows that do not belong to any added case */
  DUEBY_COUNT_LATER = 5,           /* events after as-at */
  DUEBY_COUNT_VOID = 6,            /* rows tagged void */
  DUEBY_COUNT_UNPROVEN = 7,        /* lines without a date or state because the date of birth is unknown */
  DUEBY_COUNT_CHECKING = 8,        /* cases with anything that needs checking */
  DUEBY_COUNT_OVERDUE = 9,         /* overdue lines, listed or not */
  DUEBY_COUNT_LISTED = 10,
  DUEBY_COUNT_OVER = 11,      /* lines not listed because of DUEBY_WORKLIST_TO_DO: done, missed or no longer needed */
  DUEBY_COUNT_NOT_STATED = 12 /* lines not listed because of DUEBY_WORKLIST_TO_DO: their source sets no time limit */
};

/* A count over all cases added (0 for an unknown kind of count); and the number of listed items in a state. Since 0.9. */
DUEBY_API int64_t dueby_worklist_count(const dueby_worklist *worklist, int32_t what);
DUEBY_API int64_t dueby_worklist_state_count(const dueby_worklist *worklist, int32_t state);

/* The last day that the records cover: options.recorded_to or, if later or not set, the day of the last event that is neither void
 * nor after as-at, even in unwanted cases; NONE if there is neither. Since 0.9. */
DUEBY_API dueby_date dueby_worklist_recorded_to(const dueby_worklist *worklist);

/* Write the text that must be shown with every worklist: what was checked and what was not. dueby_worklist_disclaimer_from uses the
 * caller's own counts of unreadable rows and of cases with anything that needs checking. Since 0.9. */
DUEBY_API dueby_status dueby_worklist_disclaimer_text(const dueby_worklist *worklist, char *text, int64_t size, int64_t *needed);
DUEBY_API dueby_status dueby_worklist_disclaimer_from(int64_t bad_rows, int64_t to_check, char *text, int64_t size,
                                                      int64_t *needed);
#ifdef __cplusplus
}
#endif
#endif
