/* What is counted over all cases before the page is written. */
#ifndef DUEBY_PAGE_COUNT_H
#define DUEBY_PAGE_COUNT_H

#include "parts.h"

/* Counts everything. DUEBY_EMEMORY. */
dueby_status dueby_page_count(struct page *page);

/* The column of the cases that names their team; the first if none does; -1 if they have no columns. */
int64_t dueby_page_group_column(const dueby_case *of);

/* The number of a day's month, from that of the year 0. */
int32_t dueby_page_month(dueby_date day);

/* 1 if a line fell due up to as-at and was in time, late, never done or overdue. */
int dueby_page_counts(const struct page *page, const dueby_line *line);

/* The week to come in which a line falls due, from 0 for that of as-at; -1: in none of them, or it is over. */
int dueby_page_week(const struct page *page, const dueby_line *line);

#endif
