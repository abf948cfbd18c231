/* The struct of a query, and its plan: everything that can be worked out before the trigger's day is known. Internal. */
#ifndef DUEBY_QUERY_INTERNAL_H
#define DUEBY_QUERY_INTERNAL_H

#include "dueby/query.h"
#include "deadline_internal.h"
#include "profile_internal.h"

enum { STRETCHES_MAX = 16 }; /* a duty with more stretches than this has no plan */

/* A range of trigger days on which a version of a rule is in force. If the version is plain, the due day is one span counted from
 * the trigger's day; otherwise each day has to be computed. Stretches of several rules may overlap. */
struct stretch {
  int32_t is_plain;
  struct plain plain;
};

/* The stretches in force on a day: bit i of `bits` is 1 if stretch number first + i is in force. */
struct in_force {
  uint16_t first, bits;
};

/* The stretches of all rules that a trigger with only a day starts. A rule is not in force outside its stretches. */
struct plan {
  int32_t count;            /* number of stretches; 0 if there is no plan, so that all days have to be computed */
  int32_t ends_on_birthday; /* 1 if a rule ends on a birthday, so that the plan only works if no date of birth is given */
  struct stretch stretches[STRETCHES_MAX];
  /* The days when stretches begin and the days after they end, in ascending order. in_force[k] is valid from changes[k - 1] to the
   * day before changes[k]. */
  int32_t changes_count;
  dueby_date changes[2 * STRETCHES_MAX];
  struct in_force in_force[2 * STRETCHES_MAX + 1];
};

struct dueby_query {
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  int32_t duty, trigger;
  struct plan plan;
  uint8_t *by_law;    /* 1 for each rule that is law, even if it is not part of the query */
  uint8_t selected[]; /* 1 for each rule that is part of the query */
};

/* True if a deadline passed back by the caller may be an answer about the query's duty: it has a date, and every field has a value
 * that an answer can have. */
int dueby_query_may_answer(const dueby_query *query, const dueby_deadline *deadline);

/* Makes the plan of a query whose profile, rules and trigger are set. */
void dueby_query_make_plan(dueby_query *query);

/* An answer from the plan: the governing rule's stretch (NULL if no rule is in force), the due day, and the last calendar day that
 * the answer depends on. */
struct planned {
  const struct stretch *governs;
  dueby_date due, relied_on;
};

/* Answers from the plan for a trigger with only a day. Returns 0 if a rule in force on that day is not plain, so the answer has to
 * be computed. */
int dueby_query_planned(const dueby_query *query, dueby_date day, struct planned *planned);

/* Returns 1 if some version of a rule uses an agreed interval. */
int dueby_rule_takes_agreed(const dueby_profile *profile, const struct model_rule *rule);

#endif
