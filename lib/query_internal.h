/* The struct of a query, and its plan: what is known about its answers before the day of the trigger is known. Internal. */
#ifndef DUEBY_QUERY_INTERNAL_H
#define DUEBY_QUERY_INTERNAL_H

#include "dueby/query.h"
#include "deadline_internal.h"
#include "profile_internal.h"

enum { STRETCHES_MAX = 16 }; /* maximum number of stretches of trigger days; a duty with more has no plan */

/* A range of trigger days in which a version of a rule is in force. If it is plain, the due day is one span counted from the day;
 * otherwise each day has to be computed. Stretches of several rules may overlap. */
struct stretch {
  int32_t is_plain;
  struct plain plain;
};

/* The stretches that are in force on a day: bit i of `bits` is for stretch first + i. */
struct in_force {
  uint16_t first, bits;
};

/* The stretches of all rules that a trigger starts if only its day is known. On days outside its stretches a rule is not in
 * force. */
struct plan {
  int32_t count;            /* number of stretches; 0 if every day has to be computed */
  int32_t ends_on_birthday; /* 1 if a rule ends on a birthday, so that the plan needs a child without a date of birth */
  struct stretch stretches[STRETCHES_MAX];
  /* The days on which a stretch begins, or the day after one ends, in ascending order. in_force[k] holds from change k - 1 until
   * change k. */
  int32_t changes_count;
  dueby_date changes[2 * STRETCHES_MAX];
  struct in_force in_force[2 * STRETCHES_MAX + 1];
};

struct dueby_query {
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  int32_t duty, trigger;
  struct plan plan;
  uint8_t *by_law;    /* 1 for each rule that is law, whether or not it is part of the query */
  uint8_t selected[]; /* 1 for each rule that is part of the query */
};

/* True if a deadline that a caller passes back may be an answer about the query's duty: it has a date, and every field has a value
 * that an answer can have. */
int dueby_query_may_answer(const dueby_query *query, const dueby_deadline *deadline);

/* Makes the plan of a query that has its profile, rules and trigger. */
void dueby_query_make_plan(dueby_query *query);

/* An answer read from the plan: the stretch of the rule that governs (NULL if no rule is in force), the due day, and the last
 * calendar day that it depends on. */
struct planned {
  const struct stretch *governs;
  dueby_date due, relied_on;
};

/* Answers by the plan for a trigger if only its day is known. Returns 0 if the plan does not know all rules in force on that
 * day, in which case it has to be computed. */
int dueby_query_planned(const dueby_query *query, dueby_date day, struct planned *planned);

/* Returns 1 if some version of a rule uses an agreed interval. */
int dueby_rule_takes_agreed(const dueby_profile *profile, const struct model_rule *rule);

#endif
