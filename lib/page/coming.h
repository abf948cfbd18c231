/* Shows the lines that fall due in the coming weeks. */
#ifndef DUEBY_PAGE_COMING_H
#define DUEBY_PAGE_COMING_H

#include "parts.h"

void dueby_html_coming(const struct page *page);

#endif
