/* Published measures. */
#ifndef DUEBY_PAGE_PUBLISHED_H
#define DUEBY_PAGE_PUBLISHED_H

#include "dueby/measures.h"
#include "parts.h"

/* Something that a measure counts, in its case. */
struct page_unit {
  dueby_measures_unit unit;
  int64_t number; /* of the case */
  int64_t order;  /* of arrival */
};

/* The figures of a page: rows by definition in the order of their groups, and the units by definition and result. */
struct published {
  const dueby_definitions *definitions;
  dueby_measures_options options;
  dueby_measures *measures;
  dueby_measures_row *rows;
  struct page_unit *units;
  int64_t row_count, row_capacity, unit_count, unit_capacity;
  int32_t groups; /* that have a row */
};

/* Writes what is behind the figures of one row: one list for each result. */
void dueby_html_behind(const struct page *page, const struct published *published, const dueby_measures_row *row);

/* Writes the anchor of what is behind a row: m3-0 for the first group of the fourth definition. */
void dueby_html_behind_id(const struct page *page, const struct published *published, const dueby_measures_row *row);

#endif
