/* One case on the page. */
#ifndef DUEBY_PAGE_CASE_H
#define DUEBY_PAGE_CASE_H

#include "parts.h"

/* A row of the list. `line` NULL: for rows that could not be read. `columns` are those of the head, `column_count` of them. */
void dueby_html_case_row(const struct page *page, const struct page_case *from, const dueby_line *line, const dueby_case *head);
void dueby_html_case_article(struct page *page, const struct page_case *from);

#endif
