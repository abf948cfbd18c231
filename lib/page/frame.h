/* Writes the frame of a page: its head, its findings and its foot. */
#ifndef DUEBY_PAGE_FRAME_H
#define DUEBY_PAGE_FRAME_H

#include "parts.h"

/* Write the parts of a page around the caller's content. The first writes everything up to the title; the second writes everything
 * from there to the main heading, with a link that skips to the content; the last writes everything after the last section. */
void dueby_html_begin(const struct page *page);
void dueby_html_body(const struct page *page, const char *skip);
void dueby_html_end(struct page *page);

/* Writes a note as an item of a list. */
void dueby_html_note(const struct page *page, const char *note);

/* Writes what readers should know about the records before they trust the page. If `whole` is 0, only writes the last day that the
 * records cover, because the rest could contain small counts. */
void dueby_html_quality(struct page *page, const char *heading, int whole);

/* True if a worklist keeps every case. If it does not, a page would count cases that it cannot show. */
int dueby_page_keeps_every_case(const dueby_worklist *worklist);

#endif
