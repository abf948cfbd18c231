/* The definitions of measures, which libdueby-io builds and libdueby uses for counting. Internal to these two libraries. */
#ifndef DUEBY_MEASURES_DEFINITION_H
#define DUEBY_MEASURES_DEFINITION_H

#include "dueby/measures.h"

enum { BANDS_MAX = 12, ENDS_MAX = 6, DUTIES_MAX = 4, VALUES_MAX = 16 };

/* Tests that decide whether a counted unit is good. TEST_NONE is for measures that only have a mean. */
enum test {
  TEST_NONE,   /* no unit is good or bad, because only the mean matters */
  TEST_WITHIN, /* the unit ended within the limit */
  TEST_LONGER, /* the unit lasted longer than the limit */
  TEST_AGAIN,  /* another unit had started before this one, within the limit */
  TEST_ALWAYS, /* every line of the duties since the unit's start was in time */
  TEST_NOW,    /* no line of the duties is overdue on the period's last day */
  TEST_LINE,   /* the line was in time */
  TEST_VALUE
};

struct band {
  dueby_span up_to; /* the longest time in the band; unit 0 for no limit */
  const char *title;
};

struct definition {
  const char *texts[DUEBY_DEFINITION_READING + 1];
  int32_t counts, period, decimals, has_mean;
  enum test test;
  /* types of events, with 0 for none: what starts a unit, what ends it, and on whose day it is counted */
  int32_t from, to[ENDS_MAX], to_count, at;
  int32_t by_child;                     /* 1 if refs are ignored, so that only the child matters */
  const char *duties[DUTIES_MAX];       /* addresses of duties */
  int32_t duty[DUTIES_MAX], duty_count; /* indexes of the duties; -1 for a duty that the profile does not have */
  int32_t rule;                         /* the rule whose time limit is used; -1 to use `limit` */
  int32_t counting;                     /* how the spans of this definition are counted */
  dueby_span limit, open_for;           /* spans with unit 0 are not set; open_for: how long a unit must have been open */
  int32_t again_tag;                    /* tag that means "there was another unit before"; -1 for none */
  int32_t again_unknown;                /* tag that means "it is unknown whether there was another unit before"; -1 for none */
  int32_t leaves_out_tag;               /* starts and ends with this tag do not count; -1 for none */
  int32_t instead_tag, instead; /* an end with this tag is replaced by the last event `instead` before it; -1 and 0 for none */
  const char *column, *yes[VALUES_MAX], *of[VALUES_MAX], *leaves_out[VALUES_MAX];
  int32_t yes_count, of_count, leaves_out_count;
  struct band bands[BANDS_MAX];
  int32_t band_count;
};

struct dueby_definitions {
  struct definition *items;
  int32_t count;
  void *memory; /* the memory for the strings */
};

#endif
