/* finding: the reasons not to trust a worklist, each reported once: how often, where first, and what to do. */
#ifndef DUEBY_FINDING_H
#define DUEBY_FINDING_H

#include "worklist.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Kinds of finding. Append only. */
enum {
  DUEBY_FINDING_RECORDED = 1,       /* the last day that the records cover; reported if neither NO_ROWS nor STALE is */
  DUEBY_FINDING_STALE = 2,          /* the last day that the records cover, if it is over a month before as-at and no records are
                                     * after as-at */
  DUEBY_FINDING_NO_ROWS = 3,        /* there are no events that could be read, so nothing was checked */
  DUEBY_FINDING_NO_SUCH_VALUE = 4,  /* no case has a name or a value that options.where asks for */
  DUEBY_FINDING_BAD_ROWS = 5,       /* rows that could not be read */
  DUEBY_FINDING_NOT_RECORDED = 6,   /* cases that are waiting for `event`, which is never recorded, or never recorded by `team` */
  DUEBY_FINDING_LEFT_OUT = 7,       /* cases with lines left out because the caller stated that `event` is never recorded */
  DUEBY_FINDING_UNMATCHED_REFS = 8, /* rows for `event` with a ref that matches no start; `of` counts all its rows with a ref */
  DUEBY_FINDING_NO_DUTY = 9,        /* cases with no running duty, though their last event does not explain that */
  DUEBY_FINDING_BIRTHS_DIFFER = 10, /* cases with more than one date of birth */
  DUEBY_FINDING_BORN_LATE = 11,     /* cases with an event before the birth */
  DUEBY_FINDING_BORN_EARLY = 12,  /* cases with an event about a child of 27 or over, or a start of care or a plan at 18 or over */
  DUEBY_FINDING_ENDED_EARLY = 13, /* ends dated before their starts */
  DUEBY_FINDING_FAR = 14,         /* events more than 2 years after as-at, or more than 30 years before it */
  DUEBY_FINDING_SIMILAR_CASES = 15, /* cases whose names differ only by zeros, spaces or capitals */
  DUEBY_FINDING_SIMILAR_REFS = 16,  /* cases with refs that differ only by zeros, spaces or capitals */
  DUEBY_FINDING_TWICE = 17,         /* identical rows, which are counted once */
  DUEBY_FINDING_NO_DATE = 18,       /* rows whose date is 1900-01-01, 9999-12-31 or the like, which are skipped */
  DUEBY_FINDING_NOT_ENDED = 19,     /* rows that record an end but give no date; they are skipped */
  DUEBY_FINDING_NULLS = 20,         /* cells with NULL or the like, which are read as empty */
  DUEBY_FINDING_LATER = 21,         /* events after as-at */
  DUEBY_FINDING_VOID = 22,          /* rows tagged void */
  DUEBY_FINDING_AFTER_DEATH = 23,   /* visits, reviews, starts and the like after the death of the child */
  DUEBY_FINDING_DAY_FIRST = 24,     /* rows that could not be read because their date is written day first */
  DUEBY_FINDING_MISSPELT = 25,      /* rows that could not be read because their event is a misspelling of `event` */
  DUEBY_FINDING_UNKNOWN_TAGS = 26,  /* rows with an unknown tag, or an agreed interval that no rule uses, which is ignored */
  DUEBY_FINDING_ONLY_LATEST = 27,   /* cases whose first `event` came very late, in records where no case has a second one */
  DUEBY_FINDING_CUT_OFF = 28,       /* cases that needed `event` weeks before the first day on which any case has it */
  DUEBY_FINDING_NO_BIRTH = 29,      /* cases without a date of birth that have a duty which depends on it, or something late that a
                                     * birthday may have ended, if other cases have one or the file is a return */
  DUEBY_FINDING_SHORT_CASES = 30,   /* cases with a name such as 1.23457E+11, as Excel writes long numbers */
  DUEBY_FINDING_LOST_CASES = 31,    /* cases with something open in one file of a return, but missing from the next file */
  DUEBY_FINDING_SKIPPED = 32,       /* names of elements and columns that are not part of the return, so they were skipped with all
                                       their content; in a file of events, columns that may be meant as ref or tags */
  DUEBY_FINDING_NO_TAG = 33,        /* cases that are waiting for `event` with tags that it never has */
  DUEBY_FINDING_SIMILAR_TEAMS = 34, /* teams and workers whose names differ only by zeros, spaces or capitals */
  DUEBY_FINDING_STATED_NEVER = 35,  /* rows for `event`, though the caller stated that it is never recorded */
  DUEBY_FINDING_STATED_LATEST = 36, /* cases with several rows for `event` and one ref, though only the latest should be recorded */
  DUEBY_FINDING_NO_COLUMN = 37,     /* columns that tables of the return lack, so that nobody knows what they would show */
  DUEBY_FINDING_NO_TABLE = 38,      /* tables that are missing from the return, though rules need events from them */
  DUEBY_FINDING_UNANSWERABLE = 39,  /* duties that were asked for by name, but that this kind of return cannot answer */
  DUEBY_FINDING_SAME_CASES = 40     /* cases with several elements in one XML file, which should have one for each case */
};

enum { DUEBY_FINDING_LINES_MAX = 5 };

/* Something about the records that readers of the worklist must know before they trust it (docs/worklist.md). */
typedef struct dueby_finding {
  int64_t count;                          /* number of cases, rows or cells; 0 for the first four kinds */
  int64_t of;                             /* all rows with a ref, for DUEBY_FINDING_UNMATCHED_REFS; otherwise 0 */
  int64_t lines[DUEBY_FINDING_LINES_MAX]; /* the first lines of the file concerned, in ascending order; 0 after the last. All 0 if
                                           * there are several files: only the text then has the lines, with the names of their
                                           * files */
  const char *team;                       /* name of the team, valid as long as the worklist; NULL for all cases */
  dueby_date recorded_to;                 /* last day covered, for DUEBY_FINDING_RECORDED and STALE; otherwise, and without any
                                           * event, NONE */
  int32_t kind;
  int32_t event;      /* type of event, for DUEBY_FINDING_NOT_RECORDED, LEFT_OUT, UNMATCHED_REFS, MISSPELT,
                       * ONLY_LATEST, CUT_OFF, NO_TAG, STATED_NEVER and STATED_LATEST; otherwise 0 */
  int32_t more_lines; /* 1 if there are more lines than fit in `lines` */
} dueby_finding;

/* The number of findings on the cases added so far, and one finding by index, in the order to show them. Returns DUEBY_DONE after
 * the last. Since 0.9. */
DUEBY_API int64_t dueby_worklist_finding_count(const dueby_worklist *worklist);
DUEBY_API dueby_status dueby_worklist_finding(const dueby_worklist *worklist, int64_t index, dueby_finding *finding);

/* Writes a finding as text (how many, where first, what to do: "1 row could not be used (line 4): correct it, and run this again")
 * or as an object (schema/finding.schema.json). Since 0.9. */
DUEBY_API dueby_status dueby_worklist_finding_text(const dueby_worklist *worklist, int64_t index, char *text, int64_t size,
                                                   int64_t *needed);
DUEBY_API dueby_status dueby_worklist_finding_cells(const dueby_worklist *worklist, int64_t index, dueby_cell_sink sink,
                                                    void *context);
DUEBY_API dueby_status dueby_worklist_finding_json(const dueby_worklist *worklist, int64_t index, char *text, int64_t size,
                                                   int64_t *needed);

/* Writes the findings as messages to show above a list, by index from 0. The messages are the same as from
 * dueby_worklist_finding_text, except that some report several findings together. Of the events that are never recorded, the first
 * five each have a message, and one more message counts the others. One message covers all events that the caller stated are never
 * recorded, and names the few that concern the most cases. One message covers all events whose records may begin too late, and
 * names one. Returns DUEBY_DONE after the last. Since 0.9. */
DUEBY_API dueby_status dueby_worklist_trust_text(const dueby_worklist *worklist, int64_t index, char *text, int64_t size,
                                                 int64_t *needed);

/* Writes the messages of dueby_worklist_trust_text, by the same index, for people who read a list that others made: with the titles
 * of duties and events and whom to ask, but without lines and options. In the style DUEBY_STYLE_FORM they may say what to choose.
 * Since 0.9. */
DUEBY_API dueby_status dueby_worklist_reader_text(const dueby_worklist *worklist, int64_t index, char *text, int64_t size,
                                                  int64_t *needed);

/* Writes the text of dueby_worklist_stated_text for people who read a list that others made. Since 0.9. */
DUEBY_API dueby_status dueby_worklist_reader_stated_text(const dueby_worklist *worklist, char *text, int64_t size, int64_t *needed);

/* Finds the cases that a message is about, as far as the worklist keeps them (DUEBY_WORKLIST_KEEP): their indexes as in
 * dueby_worklist_kept_case, at most DUEBY_FINDING_LINES_MAX. `has_all` is 1 if the message is about no others. Returns DUEBY_DONE
 * after the last message. Since 0.9. */
DUEBY_API dueby_status dueby_worklist_reader_cases(const dueby_worklist *worklist, int64_t index,
                                                   int64_t cases[DUEBY_FINDING_LINES_MAX], int32_t *count, int32_t *has_all);

/* The heading above the messages of dueby_worklist_trust_text, for a list (0) or for figures (1): "Can I trust this list?". Since
 * 0.9. */
DUEBY_API const char *dueby_worklist_trust_heading(int32_t is_figures);

/* Sets a finding that the reader of a file has made: DUEBY_FINDING_BAD_ROWS, or a kind from DUEBY_FINDING_BIRTHS_DIFFER to NULLS,
 * or from AFTER_DEATH to UNKNOWN_TAGS, or SHORT_CASES, LOST_CASES, SKIPPED, SIMILAR_TEAMS, NO_COLUMN, NO_TABLE, UNANSWERABLE
 * or SAME_CASES.
 * `event` is the type of event for MISSPELT, and otherwise 0. `lines` may be in any order; the lowest are kept. The finding
 * replaces any of the same kind and event that was set before. Fails with DUEBY_EARGUMENT for any other kind or event. Since
 * 0.9. */
DUEBY_API dueby_status dueby_worklist_set_finding(dueby_worklist *worklist, int32_t kind, int32_t event, int64_t count,
                                                  const int64_t *lines, int64_t line_count);

/* The `row` of an event in one of several files, which are numbered from 1: its line, together with its file. */
#define DUEBY_ROW_IN_FILE(file, line) ((int64_t)(file) << 32 | (int64_t)(line))

/* Sets the names of the files that the cases come from, if there are several. The row of an event, and a line passed to
 * dueby_worklist_set_finding, must then be a DUEBY_ROW_IN_FILE, and the text of a finding names the file of each line.
 * dueby_caseload_feed does this for a return of several files. Fails with DUEBY_EARGUMENT for a negative count or a name that is
 * NULL, and with DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_worklist_set_files(dueby_worklist *worklist, const char *const *names, int32_t count);

/* Sets the list of names for a finding made by the reader of a file, separated by commas: the things skipped
 * (DUEBY_FINDING_SKIPPED), the columns (_NO_COLUMN), the tables (_NO_TABLE) or the duties (_UNANSWERABLE). An empty string means
 * none. Fails with DUEBY_EARGUMENT if `names` is NULL or for any other kind. Since 0.9. */
DUEBY_API dueby_status dueby_worklist_set_finding_names(dueby_worklist *worklist, int32_t kind, const char *names);

#ifdef __cplusplus
}
#endif
#endif
