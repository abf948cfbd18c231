/* The definitions of measures, as libdueby-io builds them and libdueby counts by them. Internal to the two. */
#ifndef DUEBY_MEASURES_DEFINITION_H
#define DUEBY_MEASURES_DEFINITION_H

#include "dueby/measures.h"

enum { BANDS_MAX = 12, ENDS_MAX = 4, DUTIES_MAX = 4, VALUES_MAX = 16 };

/* Which of those counted are the good ones. */
enum test {
  TEST_NONE,   /* a mean alone */
  TEST_WITHIN, /* it ended by the limit */
  TEST_LONGER, /* it lasted longer than the limit */
  TEST_AGAIN,  /* another had started before it, within the limit */
  TEST_ALWAYS, /* every line of the duties since the start was in time */
  TEST_NOW,    /* no line of the duties is overdue on the last day */
  TEST_LINE,   /* the line was in time */
  TEST_VALUE
};

struct band {
  dueby_span up_to; /* unit 0: no limit */
  const char *title;
};

struct definition {
  const char *texts[DUEBY_DEFINITION_READING + 1];
  int32_t counts, period, decimals, has_mean;
  enum test test;
  int32_t from, to[ENDS_MAX], to_count, at; /* events; 0: none */
  int32_t by_child;                         /* 1: refs do not matter */
  const char *duties[DUTIES_MAX];           /* addresses */
  int32_t duty[DUTIES_MAX], duty_count;     /* -1: the profile has none such */
  int32_t rule;                             /* whose time limit it is; -1: that of `limit` */
  int32_t counting;                         /* of the spans */
  dueby_span limit, open_for;               /* unit 0: none */
  int32_t again_tag;                        /* with this tag there was another before; -1: none */
  int32_t instead_tag, instead;             /* an end with this tag counts from this event before it; -1, 0: none */
  const char *column, *yes[VALUES_MAX], *of[VALUES_MAX];
  int32_t yes_count, of_count;
  struct band bands[BANDS_MAX];
  int32_t band_count;
};

struct dueby_definitions {
  struct definition *items;
  int32_t count;
  void *memory; /* of the texts */
};

#endif
