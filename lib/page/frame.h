/* Writes the frame of a page: its head, its findings and its foot. */
#ifndef DUEBY_PAGE_FRAME_H
#define DUEBY_PAGE_FRAME_H

#include "parts.h"

/* Write the frame around the caller's parts of a page: up to its title; then up to its main heading, with a link that skips what
 * follows; and from the end of its last section. */
void dueby_html_begin(const struct page *page);
void dueby_html_body(const struct page *page, const char *skip);
void dueby_html_end(struct page *page);

/* Writes a note as an item of a list. */
void dueby_html_note(const struct page *page, const char *note);

/* Writes what there is to know about the records before trusting what follows. If `whole` is 0, writes only up to when they go, as
 * the counts in the rest could be small. */
void dueby_html_quality(struct page *page, const char *heading, int whole);

/* True if a worklist keeps every case; otherwise a page would count cases that it cannot show. */
int dueby_page_keeps_every_case(const dueby_worklist *worklist);

#endif
