/* One case on the page. */
#ifndef DUEBY_PAGE_CASE_H
#define DUEBY_PAGE_CASE_H

#include "parts.h"

/* Writes a row of the list. If `line` is NULL, the row is for rows that could not be read. `columns` has the `column_count`
 * columns of the heading. */
void dueby_html_case_row(const struct page *page, const struct page_case *from, const dueby_line *line, const dueby_case *head);
void dueby_html_case_article(struct page *page, const struct page_case *from);

#endif
