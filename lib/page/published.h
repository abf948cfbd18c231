/* The figures of published measures while they are counted and written. */
#ifndef DUEBY_PAGE_PUBLISHED_H
#define DUEBY_PAGE_PUBLISHED_H

#include "dueby/measures.h"
#include "parts.h"

/* A unit that a measure counts, and the case that it is in. */
struct page_unit {
  dueby_measures_unit unit;
  int64_t number; /* number of the case */
  int64_t order;  /* the unit's number, in the order in which units were counted */
  int64_t row;    /* index of the row that counts the unit */
};

/* The published measures of a page. Rows are sorted by group, then by definition; units are sorted by row, then by result. */
struct published {
  const dueby_definitions *definitions;
  dueby_measures_options options;
  int level; /* level of the headings: 2 on a page of its own, 3 in a section */
  /* the worklist to count the measures from: as at the last day of the year or earlier, with the rules of the measures; it only has
   * the case added last. NULL to use the page's own worklist */
  dueby_worklist *counted;
  dueby_date as_at;
  dueby_measures *measures;
  dueby_measures_row *rows;
  struct page_unit *units;
  int64_t row_count, row_capacity, unit_count, unit_capacity;
  int32_t groups; /* number of groups that have a row */
};

/* Count the measures for all cases in a page. The first function uses published->counted or, if that is NULL, the page's worklist.
 * The second makes published->counted first. Year 0 means the year of as-at; if the records end before that year begins, it means
 * the year of their last day. */
dueby_status dueby_page_count_published(const struct page *page, struct published *published);
dueby_status dueby_page_count_section(const struct page *page, int32_t year, struct published *published);
void dueby_page_free_published(struct published *published);

/* Finds the units of a row that have a given result. Returns the index of the first of them among the sorted units, and sets *count
 * to how many there are. */
int64_t dueby_page_units(const struct published *published, const dueby_measures_row *row, int32_t result, int64_t *count);

/* Returns how many measures can be answered. */
int32_t dueby_page_answered(const struct published *published);

/* Writes the measures as a folded section. */
void dueby_html_published(struct page *page, const struct published *published);

/* Writes the units behind the figures of one row: one list for each result. */
void dueby_html_behind(const struct page *page, const struct published *published, const dueby_measures_row *row);

/* Writes the anchor of the units behind a row: m3-0 for the first group of the fourth definition. */
void dueby_html_behind_id(const struct page *page, const struct published *published, const dueby_measures_row *row);

#endif
