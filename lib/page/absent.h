#ifndef DUEBY_PAGE_ABSENT_H
#define DUEBY_PAGE_ABSENT_H

#include "parts.h"

/* Returns 1 if a line needs checking only because an event (or an event with a certain tag) is nowhere in the file. That is the
 * same for every case. */
int dueby_page_is_absent(const struct page *page, const struct page_case *from, const dueby_line *line);

/* Writes, once for all cases, which events and tags are nowhere in the file. */
void dueby_html_absent(struct page *page);

#endif
