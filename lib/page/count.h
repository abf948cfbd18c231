/* Counts the lines in all cases before the page is written. */
#ifndef DUEBY_PAGE_COUNT_H
#define DUEBY_PAGE_COUNT_H

#include "parts.h"

/* Counts all lines in all cases. Returns DUEBY_EMEMORY if out of memory. */
dueby_status dueby_page_count(struct page *page);

/* Returns 1 if a column with this name has the names of teams. */
int dueby_page_is_team(const char *name);

/* Returns the index of the column with teams, or 0 (the first column) if no column has teams. Returns -1 if the cases have no
 * columns. */
int64_t dueby_page_group_column(const dueby_case *of);

/* Returns the number of a day's month, counting from year 0. */
int32_t dueby_page_month(dueby_date day);

/* Returns the last day of a day's month. */
dueby_date dueby_page_month_end(dueby_date day);

/* Returns the state that the page shows for a line. */
int32_t dueby_page_state(const dueby_line *line);

/* Returns the month in which the bars count a line: when it fell due or, if its source sets no time limit, when it began. Returns 1
 * if it was done before a due date that is after as-at, and 0 if it does not count. */
int32_t dueby_page_month_of(const struct page *page, const dueby_line *line);

/* Returns 1 if a line fell due on or before as-at and was in time, late, never done or overdue. */
int dueby_page_counts(const struct page *page, const dueby_line *line);

/* The first and last month when a line may have fallen due. The last is 0 if the line is still open. */
struct page_months {
  int32_t first, last;
};

/* Returns 1 if we cannot tell whether a line was done in time, and sets the months when it may have fallen due. */
int dueby_page_cannot_tell(const struct page *page, const dueby_line *line, struct page_months *months);

/* Returns 1 if a line falls due on or after as-at, and is not over. */
int dueby_page_is_ahead(const struct page *page, const dueby_line *line);

/* Returns 1 if a line falls due too late to be in the list. Always returns 0 if the list is filtered, because the line may then be
 * missing for another reason. */
int dueby_page_is_later(const struct page *page, const dueby_line *line);

/* Returns the last day of the calendar, which is a Sunday. */
dueby_date dueby_page_calendar_end(const struct page *page);

/* Returns the number of the coming week when a line falls due (0 is the first column), or -1 if it falls due in any other week or
 * is over. */
int dueby_page_week(const struct page *page, const dueby_line *line);

#endif
