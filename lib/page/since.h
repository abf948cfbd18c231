/* Shows changes since an older list. */
#ifndef DUEBY_PAGE_SINCE_H
#define DUEBY_PAGE_SINCE_H

#include "parts.h"

/* Writes a section with all changes, by kind. Writes nothing if the page has no changes. */
void dueby_html_since(const struct page *page);

#endif
