/* Writes questions to ask about lines that need checking. */
#ifndef DUEBY_PAGE_QUESTION_H
#define DUEBY_PAGE_QUESTION_H

#include "parts.h"

/* Writes the question whose answer would settle a line that needs checking. Writes nothing for other lines, or if there is nobody
 * to ask. */
void dueby_html_question(const struct page *page, const dueby_case *of, const dueby_line *line);
/* Writes the question about rows that could not be read. */
void dueby_html_question_of_rows(const struct page *page, const dueby_case *of);

#endif
