/* Reads YAML as definitions of measures. If they are valid, counts the measures over a few cases. */
#include "dueby/definitions.h"

#include "returns.h"

static void count_cases(const dueby_definitions *definitions) {
  static const dueby_event events[] = {
      {.type = 1, .date = 20000}, {.type = 2, .date = 20010}, {.type = 3, .date = 20300, .ref = 1}};
  static const char *const refs[] = {"A1"}, *const columns[] = {"team"}, *const values[] = {"North"};
  const dueby_timeline_options run = {.as_at = {.date = 20543}};
  const dueby_worklist_options listed = {.run = &run};
  const dueby_case of = {
      .events = events, .event_count = 3, .refs = refs, .ref_count = 1, .columns = columns, .values = values, .column_count = 1};
  const dueby_measures_options options = {.year = 2025, .column = "team", .suppress = 1};
  dueby_calendar *calendar;
  dueby_worklist *worklist;
  dueby_measures *measures;
  dueby_measures_row row;
  dueby_status status;
  must(dueby_calendar_new("england-and-wales", DUEBY_DATE_NONE, &calendar) == DUEBY_OK);
  must(dueby_worklist_new(profile, calendar, &listed, &worklist) == DUEBY_OK);
  must(dueby_measures_new(worklist, definitions, &options, &measures) == DUEBY_OK);
  must(dueby_worklist_add(worklist, &of) == DUEBY_OK && dueby_measures_add(measures, worklist) == DUEBY_OK);
  int64_t cursor = 0;
  while ((status = dueby_measures_next(measures, 1, &cursor, &row)) == DUEBY_OK)
    must(row.counted >= 0 && (row.band >= 0 || row.good <= row.counted));
  must(status == DUEBY_DONE);
  dueby_measures_free(measures);
  dueby_worklist_free(worklist);
  dueby_calendar_free(calendar);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  dueby_diagnostic items[4];
  dueby_diagnostics found = {items, 4, 0};
  dueby_definitions *definitions = NULL;
  open_profile_once();
  dueby_status status = dueby_definitions_from_yaml(profile, (const char *)bytes, (int64_t)size, &found, &definitions);
  must((status == DUEBY_OK) == (definitions != NULL));
  if (status != DUEBY_OK) {
    must(status != DUEBY_ETEXT || found.count);
    return 0;
  }
  for (int32_t i = 0; i < dueby_definitions_count(definitions); i++)
    must(*dueby_definitions_text(definitions, i, DUEBY_DEFINITION_NAME) != 0);
  count_cases(definitions);
  dueby_definitions_free(definitions);
  return 0;
}
