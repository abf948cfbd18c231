/* Writes the cases child by child. */
#ifndef DUEBY_PAGE_CHILDREN_H
#define DUEBY_PAGE_CHILDREN_H

#include "parts.h"

/* Writes a table with a row for each case. `head` is the case that the column headings come from. */
void dueby_html_children(struct page *page, const dueby_case *head);

#endif
