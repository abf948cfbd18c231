/* Checks deadlines that a caller passes back. Internal. */
#ifndef DUEBY_DEADLINE_GIVEN_H
#define DUEBY_DEADLINE_GIVEN_H

#include "deadline_internal.h"

/* True if every field has a value that an answer can have. The deadline may have no date, because an open occurrence may only get
 * one once it is met. */
int dueby_deadline_is_possible(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_deadline *deadline);

/* True if a deadline agrees with the same occurrence, computed again. `occurrence` is not compared, and `relied_on` may be later
 * because of the duty's other rules. */
int dueby_deadline_is_same(const dueby_profile *profile, const dueby_deadline *deadline, const dueby_deadline *again);

/* No clock has more occurrences: it is met at most once a day, and no calendar has that many days. */
enum { OCCURRENCES_MAX = 1000000 };

/* The view of the calendar that a rule's days are counted on. */
int32_t dueby_deadline_view(const struct model_rule *rule);

/* The facts' flags that a deadline was computed with. */
int32_t dueby_deadline_facts_flags(const dueby_deadline *deadline);

#endif
