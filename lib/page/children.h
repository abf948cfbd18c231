/* The cases child by child. */
#ifndef DUEBY_PAGE_CHILDREN_H
#define DUEBY_PAGE_CHILDREN_H

#include "parts.h"

/* Marks, by event, what tells that a child was seen or reviewed. */
void dueby_page_find_telling(const dueby_profile *profile, uint8_t *shows);

/* A table with a row for each case. `head`: the case whose columns it has. */
void dueby_html_children(struct page *page, const dueby_case *head);

#endif
