/* The struct of a worklist, and functions shared by its files. Internal. */
#ifndef DUEBY_WORKLIST_INTERNAL_H
#define DUEBY_WORKLIST_INTERNAL_H

#include "dueby/finding.h"
#include "profile_internal.h"
#include "tally.h"
#include "text.h"

/* A kept case with its kept lines, in one block of memory. */
struct kept_case {
  dueby_case of;
  int64_t number, line_count;
  dueby_line *lines;
  dueby_rule_date *rule_dates;
};

struct kept_item {
  const struct kept_case *of;
  int64_t line; /* index of the line; -1 if the item is for the case's unreadable rows */
};

/* A ref of a case, as a path. */
struct path {
  const char *text;
  size_t length;
  int64_t index, parent; /* index of the ref; `parent` is an index among the sorted paths, or -1 */
};

/* A wanted value of a column. */
struct wanted {
  const char *column, *value; /* if `column` is NULL, this is the name of a case */
  int64_t index;              /* index of the value in the options */
  char *nearest; /* the most similar value in that column, as long as no case has the wanted value; NULL if none is similar */
  int32_t distance;
};

enum { WORKLIST_COUNTS = DUEBY_COUNT_NOT_STATED + 1, WORKLIST_STATES = DUEBY_STATE_NOT_COMPUTABLE + 1 };

enum { FINDING_KINDS = DUEBY_FINDING_ONLY_LATEST + 1 };

/* Bits for how the selected rules use an event: it starts or meets something, ends something, meets a rule that recurs, or plans
 * another event. */
enum { USE_CONCERNS = 1, USE_ENDS = 2, USE_RECURS = 4, USE_PLANS = 8 };

/* Bits for a duty that is waiting for an event in some case: to be met, or to start. */
enum { WAITS_FOR_DUE = 1, WAITS_FOR_START = 2 };

struct team {
  char *name;
  uint8_t *seen;         /* 1 for each event that some row of the team has */
  struct tally *waiting; /* for each event, the number of cases with something overdue or missed that only this event could meet */
};

/* The counts behind the findings, which are reasons not to trust the worklist. */
struct quality {
  struct tally kinds[FINDING_KINDS]; /* tallies of findings that are counted over all events */
  struct tally *not_recorded;        /* for each event that is never recorded, the number of cases that need it to meet something */
  struct tally *left_out; /* for each event that is stated as never held, the number of cases with lines left out because of that */
  struct tally *unmatched;    /* for each event, the number of its rows with a ref that matches no start */
  struct tally *misspelt;     /* for each event, the number of rows whose unknown event is most like this one */
  struct tally *only_one;     /* for each event, the number of cases in which the first such event came very late */
  uint8_t *recurs_in_file;    /* 1 for each event that met a second line in some case */
  int64_t *with_ref;          /* for each event, the number of its rows with a ref */
  int64_t *last_case;         /* for each event, the number of the last case that was counted for it, from 1 */
  uint8_t *waits;             /* for each duty, bits WAITS_FOR_... of the events that it waits for in some case and that are
                               * never recorded */
  uint8_t *uses;              /* for each event, bits USE_... */
  int is_narrowed;            /* 1 if some rules that usually take part were deselected */
  int64_t *has, *elsewhere;   /* for each event, the last case, from 1, that has or proves it, and the last case that
                               * has it because of deselected rules */
  uint8_t *seen;              /* an array like `seen` of a team, for cases without a team; it is written but never read */
  struct team **teams, *team; /* the teams, sorted by name; and the team of the last case, or NULL */
  int32_t team_count;
  int has_too_many_teams;
  int64_t later; /* number of events after as-at in all cases, not counting plans and dates so late that the year must be wrong */
};

struct dueby_worklist {
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  dueby_timeline *timeline;
  dueby_timeline_options run;
  dueby_holding *holds; /* option of the run; NULL if not given */
  int64_t *parents;     /* for each ref of the case, the ref that it belongs to */
  struct path *paths;
  uint8_t *selected, *recorded, *judged; /* options of the run, and the rules that the records can check; NULL if not given */
  uint32_t flags, states;
  dueby_date due_before;
  struct wanted *wanted; /* wanted values, sorted by column, then value */
  int64_t wanted_count;
  char *wanted_text, *source; /* the wanted values; and notes on where the cases come from, NULL for none */
  uint8_t *found;             /* for each value in the options, 1 if some case has it */
  dueby_tags voided_tag;

  dueby_case at; /* the case that was added last */
  int has_case;
  const dueby_line *lines;
  int64_t line_count;

  struct kept_case **cases;
  int64_t case_count, case_capacity;
  struct kept_item *items;
  int64_t item_count, item_capacity;
  int64_t *listed; /* indexes of the listed items */
  int64_t listed_count, listed_capacity;

  int64_t counts[WORKLIST_COUNTS], state_counts[WORKLIST_STATES];
  int64_t bad_rows_of_cases, bad_rows_seen; /* of the cases that were added, and of these and the unwanted ones */
  int rows_are_said;
  struct quality quality;
  dueby_date recorded_to; /* last day that the records cover; NONE if they have no event */
  int32_t style;          /* style of messages: DUEBY_STYLE_OPTIONS ... */
};

static inline int worklist_keeps(const dueby_worklist *worklist) {
  return (worklist->flags & (DUEBY_WORKLIST_KEEP | DUEBY_WORKLIST_KEEP_LISTED)) != 0;
}

static inline int worklist_takes_part(const dueby_worklist *worklist, int32_t rule) {
  return worklist->run.selected ? worklist->run.selected[rule] : worklist->profile->rules[rule].model.alternative_of < 0;
}

/* Appends a count and a noun: "1 row", "3 rows". */
static inline void append_count(struct text *out, int64_t count, const char *one, const char *several) {
  text_number(out, count);
  text_char(out, ' ');
  text_string(out, count == 1 ? one : several);
}

/* Functions on `quality`: they make and free it, look at every case whether it is wanted or not, and count what is wrong with a
 * case that was run. */
dueby_status dueby_quality_begin(dueby_worklist *worklist);
void dueby_quality_end(dueby_worklist *worklist);
dueby_status dueby_quality_see(dueby_worklist *worklist, const dueby_case *of);
void dueby_quality_count(dueby_worklist *worklist);

/* True if an item is listed. If `line` is NULL, the item is for the case's unreadable rows. */
int dueby_worklist_lists(const dueby_worklist *worklist, const dueby_line *line);

/* Runs a case without counting anything. The case and its lines become the current ones. */
dueby_status dueby_worklist_run_case(dueby_worklist *worklist, const dueby_case *of);

/* Finds for each ref of a case the ref that it belongs to (R1/A2 belongs to R1), for the run. */
dueby_status dueby_worklist_find_parents(dueby_worklist *worklist, const dueby_case *of);

/* Keeps the current case with its wanted lines, and makes its items. */
dueby_status dueby_worklist_keep(dueby_worklist *worklist);

#endif
