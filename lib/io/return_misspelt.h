/* Elements of an XML file whose names are like the names of elements that the return has in the same place. Internal to
 * libdueby-io. */
#ifndef DUEBY_IO_RETURN_MISSPELT_H
#define DUEBY_IO_RETURN_MISSPELT_H

#include "return_rows.h"

struct misspelt {
  int64_t row;               /* index of the row around the element */
  const struct shape *meant; /* the element that it may stand for */
};

/* Treats the elements that these may stand for as unreadable, unless the row has the correct element as well. May return
 * DUEBY_EMEMORY. */
dueby_status dueby_misspelt_doubt(struct evaluation *evaluation, const struct misspelt *misspelt, int64_t count);

#endif
