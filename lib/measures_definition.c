/* Reads the compiled definitions of measures. */
#include "measures_definition.h"

#include <stdlib.h>
#include <string.h>

enum { MONTHS_A_YEAR = 12, APRIL = 4 };

static const struct definition *definition_at(const dueby_definitions *definitions, int32_t index) {
  return index < 0 || index >= definitions->count ? NULL : &definitions->items[index];
}

int32_t dueby_definitions_count(const dueby_definitions *definitions) {
  return definitions->count;
}

int32_t dueby_definitions_find(const dueby_definitions *definitions, const char *name) {
  for (int32_t i = 0; i < definitions->count; i++)
    if (strcmp(definitions->items[i].texts[DUEBY_DEFINITION_NAME], name) == 0) return i;
  return -1;
}

const char *dueby_definitions_text(const dueby_definitions *definitions, int32_t index, int32_t text) {
  const struct definition *definition = definition_at(definitions, index);
  return definition && text >= DUEBY_DEFINITION_NAME && text <= DUEBY_DEFINITION_READING ? definition->texts[text] : NULL;
}

int32_t dueby_definitions_number(const dueby_definitions *definitions, int32_t index, int32_t number) {
  const struct definition *definition = definition_at(definitions, index);
  if (!definition) return 0;
  switch (number) {
  case DUEBY_DEFINITION_COUNTS: return definition->counts;
  case DUEBY_DEFINITION_PERIOD: return definition->period;
  case DUEBY_DEFINITION_DECIMALS: return definition->decimals;
  case DUEBY_DEFINITION_BANDS: return definition->band_count;
  case DUEBY_DEFINITION_MEAN: return definition->has_mean;
  default: return 0;
  }
}

const char *dueby_definitions_band(const dueby_definitions *definitions, int32_t index, int32_t band) {
  const struct definition *definition = definition_at(definitions, index);
  return definition && band >= 0 && band < definition->band_count ? definition->bands[band].title : NULL;
}

dueby_status dueby_definitions_period(const dueby_definitions *definitions, int32_t index, int32_t year, dueby_date *from,
                                      dueby_date *to) {
  const struct definition *definition = definition_at(definitions, index);
  dueby_date first, next;
  if (!definition) return DUEBY_EARGUMENT;
  int is_calendar = definition->period == DUEBY_PERIOD_CALENDAR;
  dueby_status status = dueby_date_new(year, is_calendar ? 1 : APRIL, 1, &first);
  if (status == DUEBY_OK) status = dueby_date_add_months(first, MONTHS_A_YEAR, &next);
  if (status == DUEBY_OK && definition->period == DUEBY_PERIOD_THREE_YEARS)
    status = dueby_date_add_months(first, -2 * MONTHS_A_YEAR, &first);
  if (status != DUEBY_OK) return status;
  *from = first;
  *to = next - 1;
  return DUEBY_OK;
}

int32_t dueby_measures_year(dueby_date day) {
  int32_t year = 0, month = 0, of_month;
  dueby_date_civil(day, &year, &month, &of_month);
  return month >= APRIL ? year : year - 1;
}

static int needs_lines(const struct definition *definition) {
  return definition->test == TEST_ALWAYS || definition->test == TEST_NOW || definition->test == TEST_LINE;
}

dueby_status dueby_definitions_select(const dueby_definitions *definitions, const dueby_profile *profile, uint8_t *selected) {
  enum { NEEDED = 3 }; /* bit 0: the rule takes part; bit 1: it was not selected by name */
  int32_t rules = dueby_profile_rule_count(profile), duty;
  uint8_t *some = malloc((size_t)rules + 1);
  if (!some) return DUEBY_EMEMORY;
  memset(selected, 0, (size_t)rules);
  for (int32_t i = 0; i < definitions->count; i++) {
    const struct definition *definition = &definitions->items[i];
    for (int32_t j = 0; j < definition->duty_count && needs_lines(definition); j++)
      if (dueby_profile_select(profile, definition->duties[j], &duty, some) == DUEBY_OK)
        for (int32_t rule = 0; rule < rules; rule++) selected[rule] |= some[rule] ? NEEDED : 0;
  }
  free(some);
  return DUEBY_OK;
}
