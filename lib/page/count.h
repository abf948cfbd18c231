/* Counts over all cases, made before the page is written. */
#ifndef DUEBY_PAGE_COUNT_H
#define DUEBY_PAGE_COUNT_H

#include "parts.h"

/* Counts everything. Returns DUEBY_EMEMORY if out of memory. */
dueby_status dueby_page_count(struct page *page);

/* The index of the column with the team of a case, or of the first column if none has; -1 if the cases have no columns. */
int64_t dueby_page_group_column(const dueby_case *of);

/* The number of a day's month, counted from the year 0. */
int32_t dueby_page_month(dueby_date day);

/* 1 if a line fell due up to as-at and was in time, late, never done or overdue. */
int dueby_page_counts(const struct page *page, const dueby_line *line);

/* The coming week in which a line falls due, 0 for that of as-at; -1: none of them, or the line is over. */
int dueby_page_week(const struct page *page, const dueby_line *line);

#endif
