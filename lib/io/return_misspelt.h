/* Handles XML elements with misspelt names: each name is similar to that of an element that belongs in the same place. Internal to
 * libdueby-io. */
#ifndef DUEBY_IO_RETURN_MISSPELT_H
#define DUEBY_IO_RETURN_MISSPELT_H

#include "return_rows.h"

struct misspelt {
  int64_t row;               /* index of the row that the element is in */
  const struct shape *meant; /* the element that was probably meant */
};

/* Adds an unreadable event for everything that the misspelt elements may have recorded. Ignores a field that the row also has under
 * its correct name. May return DUEBY_EMEMORY. */
dueby_status dueby_misspelt_doubt(struct evaluation *evaluation, const struct misspelt *misspelt, int64_t count);

#endif
