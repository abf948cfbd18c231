/* Questions to ask about something that needs checking. */
#ifndef DUEBY_PAGE_QUESTION_H
#define DUEBY_PAGE_QUESTION_H

#include "parts.h"

/* Writes the question that would settle a line that needs checking; nothing for other lines, and if nobody could settle it. */
void dueby_html_question(const struct page *page, const dueby_case *of, const dueby_line *line);
void dueby_html_question_of_rows(const struct page *page, const dueby_case *of); /* that could not be read */

#endif
