/* Checks deadlines passed back by the caller. Internal. */
#ifndef DUEBY_DEADLINE_GIVEN_H
#define DUEBY_DEADLINE_GIVEN_H

#include "deadline_internal.h"

/* True if every field has a value that an answer can have. A deadline without a date is possible too, because some open occurrences
 * only get a date once they are met. */
int dueby_deadline_is_possible(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_deadline *deadline);

/* True if a deadline is the same as `again`, which was computed for the same occurrence. Does not compare `occurrence`. `relied_on`
 * may be later because of the duty's other rules. */
int dueby_deadline_is_same(const dueby_profile *profile, const dueby_deadline *deadline, const dueby_deadline *again);

/* No clock has more occurrences than this: each is met on a different day, and no calendar has that many days. */
enum { OCCURRENCES_MAX = 1000000 };

/* Returns the view of the calendar that a rule's days are counted on. */
int32_t dueby_deadline_view(const struct model_rule *rule);

/* Returns the facts' flags that a deadline was computed with. */
int32_t dueby_deadline_facts_flags(const dueby_deadline *deadline);

#endif
