/* The struct of a worklist, and functions shared by the worklist files. Internal. */
#ifndef DUEBY_WORKLIST_INTERNAL_H
#define DUEBY_WORKLIST_INTERNAL_H

#include "profile_internal.h"
#include "text.h"
#include "worklist_quality.h"

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

/* A value of a column that the options ask for: the worklist leaves out cases without one of the wanted values. */
struct wanted {
  const char *column, *value; /* if `column` is NULL, `value` is the name of a case */
  int64_t index;              /* index in the options */
  char *nearest; /* the most similar value in that column, as long as no case has the wanted value; NULL if none is similar */
  int32_t distance;
};

enum { WORKLIST_COUNTS = DUEBY_COUNT_NOT_STATED + 1, WORKLIST_STATES = DUEBY_STATE_NOT_COMPUTABLE + 1 };

struct dueby_worklist {
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  dueby_timeline *timeline;
  dueby_timeline_options run;
  dueby_holding *holds; /* as in the run's options; NULL if not given */
  dueby_holding
      *usual_holds; /* how completely the cases' source records each event, unless the caller states it; NULL if unknown */
  int64_t *parents; /* for each ref of the case, the ref it belongs to */
  struct path *paths;
  uint8_t *selected, *recorded, *judged; /* two as in the run's options; the rules that records can check; NULL if not given */
  uint32_t flags, states;
  dueby_date due_before, stated_to; /* as in the options; NONE if the caller did not set them */
  struct wanted *wanted;            /* wanted values, sorted by column, then value */
  int64_t wanted_count;
  char *wanted_text, *source, **files; /* the values in `wanted`; notes on the cases' source, and the source's files, or NULL */
  uint8_t *found;                      /* for each value in the options, 1 if some case has it */
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
  int64_t bad_rows_of_cases, bad_rows_seen, unknown_seen; /* unreadable rows: of added cases; of all cases; with an unknown event */
  int rows_are_said;
  struct quality quality;
  dueby_date recorded_to;    /* last day that the records cover; NONE if there are no events */
  int32_t style, file_count; /* how messages name options (DUEBY_STYLE_OPTIONS ...); the number of `files` */
};

static inline int worklist_keeps(const dueby_worklist *worklist) {
  return (worklist->flags & (DUEBY_WORKLIST_KEEP | DUEBY_WORKLIST_KEEP_LISTED)) != 0;
}

static inline int worklist_takes_part(const dueby_worklist *worklist, int32_t rule) {
  return worklist->run.selected ? worklist->run.selected[rule] : worklist->profile->rules[rule].model.alternative_of < 0;
}

/* True if a case should have a date of birth: the cases come from a source such as a return, or another case has one. */
static inline int worklist_misses_births(const dueby_worklist *worklist) {
  return (worklist->source && *worklist->source) || worklist->quality.has_births;
}

/* Appends a number and a noun: "1 row", "3 rows". */
static inline void append_count(struct text *out, int64_t count, const char *one, const char *several) {
  text_number(out, count);
  text_char(out, ' ');
  text_string(out, count == 1 ? one : several);
}

/* The maximum number of missing events that messages name. The rest are only counted. */
enum { MISSING_SHOWN_MAX = 5 };
/* Appends an event's title and its slug, which files and options use: "visit (visit.made)". */
void dueby_finding_append_event(struct text *out, const dueby_profile *profile, int32_t event);

/* Count a finding's lines; append them: " (lines 4, 9, 17, 20, 31 and others)", " (episodes.csv line 4; reviews.csv line 2)". */
int dueby_finding_count_lines(const dueby_finding *finding);
void dueby_finding_append_lines(struct text *out, const dueby_worklist *worklist, const dueby_finding *finding);
void dueby_finding_append_cases(struct text *out, const dueby_profile *profile, int32_t event, int64_t count);

/* Appends a finding such as "No visit (visit.made) in your file has the tag alone or alone_excused, needed by cp.visit, 4 children
 * (lines ...): ...". */
void dueby_no_tag_append(struct text *out, const dueby_worklist *worklist, const dueby_finding *finding, int32_t rule);

/* Appends a finding such as "2 rows for the visit (visit.made) are in your file (lines 4 and 9), though you said that
 * your file has none of these. If it has all of them, remove --holds visit.made=never". */
void dueby_against_append(struct text *out, const dueby_worklist *worklist, const dueby_finding *finding);

/* True if the caller stated how completely an event is recorded, unless the source of the cases implies the same. */
int dueby_worklist_is_stated(const dueby_worklist *worklist, int32_t event);

/* Writes one text for `count` findings about events that the caller stated are never recorded. Names the few that concern the most
 * children: "visit (visit.made), 28 children; ...; and 4 more events". */
dueby_status dueby_left_out_text(const dueby_worklist *worklist, int64_t count, char *text, int64_t size, int64_t *needed);

/* Appends which duties depend on a date of birth that `count` children lack: ", and some rules depend on the child's age (cp.visit,
 * cla.visit): add them and run this again". */
void dueby_no_birth_append(struct text *out, const dueby_worklist *worklist, int64_t count);

/* _begin and _end make and free `quality`; _see looks at every case; _count counts what is wrong in a case that ran. */
dueby_status dueby_quality_begin(dueby_worklist *worklist);
void dueby_quality_end(dueby_worklist *worklist);
dueby_status dueby_quality_see(dueby_worklist *worklist, const dueby_case *of);
dueby_status dueby_quality_count(dueby_worklist *worklist);
/* True if an item is listed. If `line` is NULL, the item is for the case's unreadable rows. */
int dueby_worklist_lists(const dueby_worklist *worklist, const dueby_line *line);

const char *dueby_case_long_name(const dueby_case *of); /* the name or a ref that is too long for keys and JSON; NULL for none */
/* Copies a case from the caller. If a run would refuse the case, fails with the run's status and changes nothing. */
dueby_status dueby_worklist_take_case(const dueby_worklist *worklist, const dueby_case *given, dueby_case *taken);

/* Runs a case without counting anything. The case and its lines become the current ones. */
dueby_status dueby_worklist_run_case(dueby_worklist *worklist, const dueby_case *of);
/* Finds the ref that each ref of a case belongs to (R1/A2 belongs to R1), for the run. */
dueby_status dueby_worklist_find_parents(dueby_worklist *worklist, const dueby_case *of);

/* True if no carried column has the same name as a field. Otherwise a JSON object would have that name twice. */
int dueby_columns_differ(const dueby_case *of, const char *(*field)(int32_t index));

/* Keeps the current case with the lines to keep, and makes its items. */
dueby_status dueby_worklist_keep(dueby_worklist *worklist);

#endif
