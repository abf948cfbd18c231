/* The figures of published measures while a page of them is written. */
#ifndef DUEBY_PAGE_PUBLISHED_H
#define DUEBY_PAGE_PUBLISHED_H

#include "dueby/measures.h"
#include "parts.h"

/* A unit that a measure counts, and the case that it is in. */
struct page_unit {
  dueby_measures_unit unit;
  int64_t number; /* number of the case */
  int64_t order;  /* the unit's number, in the order in which units were counted */
};

/* The figures of a page: rows by definition, in the order of their groups, and units by definition and result. */
struct published {
  const dueby_definitions *definitions;
  dueby_measures_options options;
  dueby_measures *measures;
  dueby_measures_row *rows;
  struct page_unit *units;
  int64_t row_count, row_capacity, unit_count, unit_capacity;
  int32_t groups; /* number of groups that have a row */
};

/* Writes the units behind the figures of one row: one list for each result. */
void dueby_html_behind(const struct page *page, const struct published *published, const dueby_measures_row *row);

/* Writes the anchor of the units behind a row: m3-0 for the first group of the fourth definition. */
void dueby_html_behind_id(const struct page *page, const struct published *published, const dueby_measures_row *row);

#endif
