/* How much was in time. */
#ifndef DUEBY_PAGE_MEASURES_H
#define DUEBY_PAGE_MEASURES_H

#include "parts.h"

/* The state of a column of the tables, from 0: the first four are still to do. */
int32_t dueby_page_state_of_column(int column);

void dueby_html_measures(const struct page *page);

#endif
