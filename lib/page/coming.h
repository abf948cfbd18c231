/* What falls due in the weeks to come. */
#ifndef DUEBY_PAGE_COMING_H
#define DUEBY_PAGE_COMING_H

#include "parts.h"

void dueby_html_coming(const struct page *page);

#endif
