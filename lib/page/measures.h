/* Shows how many lines were done in time. */
#ifndef DUEBY_PAGE_MEASURES_H
#define DUEBY_PAGE_MEASURES_H

#include "parts.h"

/* Returns the state that a column of the tables shows. Columns count from 0; the first four states still need action. */
int32_t dueby_page_state_of_column(int column);

void dueby_html_measures(const struct page *page);

#endif
