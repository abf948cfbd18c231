/* The counts behind the findings of a worklist. Internal. */
#ifndef DUEBY_WORKLIST_QUALITY_H
#define DUEBY_WORKLIST_QUALITY_H

#include "dueby/finding.h"
#include "tally.h"

enum { FINDING_KINDS = DUEBY_FINDING_SAME_CASES + 1 };

/* Bits for how the selected rules use an event: it starts or meets something; it ends something; it meets a rule that recurs; it
 * plans another event. USE_AGREES also covers rules that are not selected: the event starts or meets something that uses an agreed
 * interval. */
enum { USE_CONCERNS = 1, USE_ENDS = 2, USE_RECURS = 4, USE_PLANS = 8, USE_AGREES = 16 };

/* Bits for what a duty is waiting for in some case: the event that meets it; the event that starts it; a birth, for the child's
 * age; a birth, to know whether a birthday has ended it. */
enum { WAITS_FOR_DUE = 1, WAITS_FOR_START = 2, WAITS_FOR_BIRTH = 4, WAITS_FOR_BIRTHDAY = 8 };

struct team {
  char *name;
  uint8_t *seen;         /* 1 for each event that some row of the team has */
  struct tally *waiting; /* for each event, the number of cases with something overdue or missed that only this event could meet */
};

/* The cases that wait for tags which no row for an event has. */
struct untagged {
  struct tally cases;
  int64_t last_case; /* the number of the last case that was counted, from 1 */
};

/* The counts behind the findings, which are reasons not to trust the worklist. */
struct quality {
  struct tally kinds[FINDING_KINDS]; /* tallies of findings that are counted over all events */
  struct tally unused;               /* rows with an agreed interval that no rule uses */
  int64_t last_unused;               /* the row in the current case that was last counted in `unused`; 0 for none */
  struct tally ageless;              /* cases without a date of birth where a birthday may have ended something that is late */
  int has_births;                    /* 1 if some case has a date of birth */
  char *names[FINDING_KINDS];        /* the names in a finding that was set by the reader of a file; NULL for none */
  struct tally *not_recorded;        /* for each event that is never recorded, the cases that need it to meet or start something */
  struct tally *left_out;  /* for each event that the caller stated is never recorded, the cases with lines left out because of
                             that */
  struct tally *against;   /* for each event: its rows, if the caller stated that it is never recorded; cases with several, if only
                             the latest is */
  struct tally *unmatched; /* for each event, its rows with a ref that matches no start */
  struct tally *misspelt;  /* for each event, the rows with an unknown event whose name is most like this one's */
  struct tally *only_one;  /* for each event, the cases where it first met a recurring duty more than half a year after its start */
  uint8_t *recurs_in_file; /* 1 for each event that met a second line in some case */
  struct cut_off *cut_off; /* for each event, whether the records may begin too late for it */
  int32_t cut_off_count;
  int64_t *with_ref;          /* for each event, the number of its rows with a ref */
  int64_t *last_against;      /* for each event, the number of the last case that was counted in `against`, from 1 */
  int64_t cases_seen;         /* the number of cases looked at, even those that the filters leave out */
  int64_t *last_case;         /* for each event, the number of the last case that was counted for it, from 1 */
  struct untagged *untagged;  /* for each rule; a case is counted for the first rule that needs the same tags on the event */
  uint8_t *waits_for_tag;     /* 1 for each rule that waits for tags in some case */
  uint8_t *waits;             /* for each duty, WAITS_FOR_... bits: what it lacks in some case */
  uint8_t *uses;              /* for each event, bits USE_... */
  int is_narrowed;            /* 1 if some rules that usually take part were deselected */
  int64_t *has, *elsewhere;   /* for each event, numbers of cases (from 1): the last that has it or an event that proves it, and the
                                 last in which a deselected rule starts with it or is met by it */
  uint8_t *seen;              /* like `seen` of a team, for cases without a team; only written, never read */
  struct team **teams, *team; /* the teams, sorted by name; and the team of the last case, or NULL */
  int32_t team_count;
  int has_too_many_teams;
  int64_t later; /* number of events after as-at in all cases, except plans and dates so far ahead that the year must be wrong */
};

struct dueby_worklist;

/* True if the records have some rows for an event that their source, such as a return, usually lacks, and the caller did not state
 * how completely they have it. Other rows are then probably missing. */
int dueby_is_in_part(const struct dueby_worklist *worklist, int32_t event);

#endif
