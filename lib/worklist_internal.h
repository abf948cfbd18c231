/* A worklist, and functions shared by its files. Internal. */
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
  int64_t line; /* -1: the item is for the case's unreadable rows */
};

/* A ref of the case. */
struct path {
  const char *text;
  size_t length;
  int64_t index, parent; /* `parent`: index among the sorted paths; -1: none */
};

/* A wanted value of a column. */
struct wanted {
  const char *column, *value; /* column NULL: the case's name */
  int64_t index;              /* index in the options */
  char *nearest;              /* the nearest value in that column while no case has the wanted one; NULL: none is near */
  int32_t distance;
};

enum { WORKLIST_COUNTS = DUEBY_COUNT_NOT_STATED + 1, WORKLIST_STATES = DUEBY_STATE_NOT_COMPUTABLE + 1 };

enum { FINDING_KINDS = DUEBY_FINDING_AFTER_DEATH + 1 };

/* How the selected rules use an event: it starts or meets something; it ends something; it meets a rule that recurs; it plans
 * another event. */
enum { USE_CONCERNS = 1, USE_ENDS = 2, USE_RECURS = 4, USE_PLANS = 8 };

/* An event that a duty of some case waits for. */
enum { WAITS_FOR_DUE = 1, WAITS_FOR_START = 2 };

struct team {
  char *name;
  uint8_t *seen;         /* by event, 1: some row of the team has it */
  struct tally *waiting; /* by event: cases with something overdue or missed that only it could meet */
};

/* Reasons not to trust the worklist. */
struct quality {
  struct tally kinds[FINDING_KINDS]; /* findings that are counted over all events */
  struct tally *not_recorded;        /* by event that is never recorded: cases that need it to meet something */
  struct tally *left_out;            /* by event said never to be held: cases whose lines were left out for it */
  struct tally *unmatched;           /* by event: rows whose ref no start has */
  int64_t *with_ref;                 /* by event: rows with a ref */
  int64_t *last_case;                /* by event: number of the last case that was counted for it, from 1 */
  uint8_t *waits;                    /* by duty: WAITS_FOR_DUE ..., for an event that is never recorded, in some case */
  uint8_t *uses;                     /* by event: USE_CONCERNS ... */
  int is_narrowed;                   /* some rules that usually take part do not */
  int64_t *has, *elsewhere;          /* by event: last case, from 1, that has or proves it; that has it because of rules that do
                                      * not take part */
  uint8_t *seen;                     /* a `seen` for cases without a team, which nothing reads */
  struct team **teams, *team;        /* teams sorted by name; the team of the last case, NULL: none */
  int32_t team_count;
  int has_too_many_teams;
  int64_t later; /* events after as-at, of all cases, except plans and dates so far away that the year must be wrong */
};

struct dueby_worklist {
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  dueby_timeline *timeline;
  dueby_timeline_options run;
  dueby_holding *holds; /* options of the run; NULL: not given */
  int64_t *parents;     /* by ref of the case */
  struct path *paths;
  uint8_t *selected, *recorded; /* options of the run; NULL: none */
  uint32_t flags, states;
  dueby_date due_before;
  struct wanted *wanted; /* sorted by column, then value */
  int64_t wanted_count;
  char *wanted_text;
  uint8_t *found; /* by index in the options */
  dueby_tags voided_tag;

  dueby_case at; /* the current case */
  int has_case;
  const dueby_line *lines;
  int64_t line_count;

  struct kept_case **cases;
  int64_t case_count, case_capacity;
  struct kept_item *items;
  int64_t item_count, item_capacity;
  int64_t *listed; /* indexes of items */
  int64_t listed_count, listed_capacity;

  int64_t counts[WORKLIST_COUNTS], state_counts[WORKLIST_STATES];
  int64_t bad_rows_of_cases;
  int rows_are_said;
  struct quality quality;
  dueby_date recorded_to; /* NONE: there is none */
  int32_t style;          /* DUEBY_STYLE_OPTIONS ... */
};

static inline int worklist_keeps(const dueby_worklist *worklist) {
  return (worklist->flags & (DUEBY_WORKLIST_KEEP | DUEBY_WORKLIST_KEEP_LISTED)) != 0;
}

static inline int worklist_takes_part(const dueby_worklist *worklist, int32_t rule) {
  return worklist->run.selected ? worklist->run.selected[rule] : worklist->profile->rules[rule].model.alternative_of < 0;
}

/* "1 row", "3 rows". */
static inline void append_count(struct text *out, int64_t count, const char *one, const char *several) {
  text_number(out, count);
  text_char(out, ' ');
  text_string(out, count == 1 ? one : several);
}

/* Functions on `quality`: make and free it, look at every case, wanted or not, and count what is wrong with a case that was run. */
dueby_status dueby_quality_begin(dueby_worklist *worklist);
void dueby_quality_end(dueby_worklist *worklist);
dueby_status dueby_quality_see(dueby_worklist *worklist, const dueby_case *of);
void dueby_quality_count(dueby_worklist *worklist);

/* True if an item is listed. If `line` is NULL, it is for the case's unreadable rows. */
int dueby_worklist_lists(const dueby_worklist *worklist, const dueby_line *line);

/* Runs a case, which becomes the current one with its lines, and counts nothing. */
dueby_status dueby_worklist_run_case(dueby_worklist *worklist, const dueby_case *of);

/* Finds for each ref of a case the one that it belongs to (R1/A2 belongs to R1), for the run. */
dueby_status dueby_worklist_find_parents(dueby_worklist *worklist, const dueby_case *of);

/* Keeps the current case with those of its lines that are wanted, and makes its items. */
dueby_status dueby_worklist_keep(dueby_worklist *worklist);

#endif
