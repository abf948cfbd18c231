/* Writes one case on the page. */
#ifndef DUEBY_PAGE_CASE_H
#define DUEBY_PAGE_CASE_H

#include "parts.h"

/* Writes a row of the list. If `line` is NULL, the row says that the case has rows that could not be read. `head` is the case that
 * the column headings come from. */
void dueby_html_case_row(const struct page *page, const struct page_case *from, const dueby_line *line, const dueby_case *head);

/* Write parts of rows: the duty of a line; a link to the case; its values in the carried columns, and the headings of those; a note
 * about unreadable rows. */
void dueby_html_duty(const struct page *page, const struct page_case *from, const dueby_line *line);
void dueby_html_case_link(const struct page *page, const struct page_case *from);
void dueby_html_carried_cells(const struct page *page, const dueby_case *of, const dueby_case *head);
void dueby_html_carried_heads(const struct page *page, const dueby_case *head);
/* Writes a note that explains refs, if a duty on the page has one. */
void dueby_html_refs(const struct page *page);
/* Writes `before` and a note, if a line is late but in time by law. */
void dueby_html_law(const struct page *page, const struct page_case *from, const dueby_line *line, const char *before);
void dueby_html_unreadable(const struct page *page, const dueby_case *of);

int dueby_page_is_void(const struct page *page, const dueby_event *event);

void dueby_html_case_article(struct page *page, const struct page_case *from);

#endif
