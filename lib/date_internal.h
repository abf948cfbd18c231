/* What is a civil date, and how one is written. Internal. */
#ifndef DUEBY_DATE_INTERNAL_H
#define DUEBY_DATE_INTERNAL_H

#include "dueby/date.h"
#include "text.h"

static inline int is_date(dueby_date date) {
  return date >= DUEBY_DATE_FIRST && date <= DUEBY_DATE_LAST;
}

/* As dueby_when_text; what cannot be written leaves the text as it was. */
dueby_status dueby_date_put_when(struct text *text, const dueby_when *when);

#endif
