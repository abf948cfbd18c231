/* How completely the files of a return record each event. Internal to libdueby-io. */
#ifndef DUEBY_IO_RETURN_HOLDS_H
#define DUEBY_IO_RETURN_HOLDS_H

#include "return_internal.h"

/* Returns the last day that a set of files covers, whatever day the caller checks. Returns NONE if it is unknown. */
dueby_date dueby_return_set_end(const dueby_return *returned, int32_t set);

/* Returns the last day of the year that a set of files probably covers: the latest year that begins on or before the day to check
 * or, if that day is unknown, simply the latest year. Returns NONE if there is no such year. */
dueby_date dueby_return_year_end(const dueby_return *returned, int32_t set);

/* Returns an array with the uses of each event: USE_DUE if it meets some rule, USE_END if it ends some rule. NULL if out of
 * memory. */
enum { USE_DUE = 1, USE_END = 2 };
uint8_t *dueby_return_uses(const dueby_profile *profile);
/* True if a set of files has everything needed to show an event, counting tables that another set for the same period adds. An
 * event that meets a duty needs every table and column that could show it; any other event needs only one of them. */
int dueby_return_is_full(const dueby_return *returned, int32_t set, int32_t event);
/* True if a set of files has a table, or if another set for the same period adds that table. */
int dueby_return_has_table(const dueby_return *returned, int32_t set, const struct block *table);
/* True if the mapping says that it cannot answer this duty. */
int dueby_return_leaves_out(const dueby_mapping *mapping, const char *duty);

/* True if some rule needs an event to have a tag. */
int dueby_return_needs_tag(const dueby_return *returned, int32_t tag);

#endif
