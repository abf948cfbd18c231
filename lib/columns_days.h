/* Looks up days in a table of due days. Internal. */
#ifndef DUEBY_COLUMNS_DAYS_H
#define DUEBY_COLUMNS_DAYS_H

#include "dueby/date.h"

/* Looks up `count` days in a table that has an entry for each of the `length` days from `first` onwards, and a last entry for all
 * other days. The arrays must not overlap. */
void dueby_columns_look_up(const dueby_date *restrict table, dueby_date first, int32_t length, const dueby_date *restrict days,
                           int32_t count, dueby_date *restrict due);

#endif
