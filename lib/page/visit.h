/* Runs trials of visits, to show which duties a visit would meet. */
#ifndef DUEBY_PAGE_VISIT_H
#define DUEBY_PAGE_VISIT_H

#include "parts.h"

/* Prepare trials of visits for the cases in a page, and free them. dueby_page_begin_visits may return DUEBY_EMEMORY. */
dueby_status dueby_page_begin_visits(struct page *page);
void dueby_page_end_visits(struct page *page);

/* Returns how many duties of a case one visit on the next working day would meet. */
int64_t dueby_page_visit_meets(struct page *page, const struct page_case *from);

/* Returns 1 if an open duty of the case needs an event that shows that the child was seen or reviewed (`shows`). */
int dueby_page_is_waiting(const struct page *page, const struct page_case *from, int32_t shows);

/* Returns 1 if anything with a due date, or that needs checking, is still to be done for the case. */
int dueby_page_is_open(const struct page_case *from);

/* Writes what a visit on each of the next working days would meet, and what would fall due next. Writes nothing if no duty needs a
 * visit. */
void dueby_html_visits(struct page *page, const struct page_case *from);

#endif
