/* One case on the page. */
#ifndef DUEBY_CLI_CASE_H
#define DUEBY_CLI_CASE_H

#include "parts.h"

void html_case_row(struct page *page, const struct work_case *from,
                   const dueby_line *line);                             /* NULL: for rows that could not be read */
int html_case_article(struct page *page, const struct work_case *from); /* 0: no memory */

#endif
