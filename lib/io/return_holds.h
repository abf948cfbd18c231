/* How completely the files of a return hold each event. Internal to libdueby-io. */
#ifndef DUEBY_IO_RETURN_HOLDS_H
#define DUEBY_IO_RETURN_HOLDS_H

#include "return_internal.h"

/* Returns the last day that a set covers, which does not depend on as-at; NONE if it is unknown. */
dueby_date dueby_return_set_end(const dueby_return *returned, int32_t set);

/* Returns the last day of the year that a set is read as: the last that begins by the day that is checked, if that is known. NONE
 * if there is no such year. */
dueby_date dueby_return_year_end(const dueby_return *returned, int32_t set);

/* Returns for each event USE_DUE if some rule is met by it, and USE_END if some rule ends with it; NULL if out of memory. */
enum { USE_DUE = 1, USE_END = 2 };
uint8_t *dueby_return_uses(const dueby_profile *profile);
/* True if a set, together with the sets that have the other tables of its period, has what it needs to show an event: for an event
 * that meets a duty, every table and column that could show it; for any other event, one of these. */
int dueby_return_is_full(const dueby_return *returned, int32_t set, int32_t event);
int dueby_return_has_table(const dueby_return *returned, int32_t set, const struct block *table); /* also looks in the sets with the
                                                                                                   * other tables */
int dueby_return_leaves_out(const dueby_mapping *mapping, const char *duty); /* the mapping says that it cannot answer it */

/* True if some rule needs an event to have a tag. */
int dueby_return_needs_tag(const dueby_return *returned, int32_t tag);

#endif
