/* Loads YAML as a profile. If the profile is accepted, reads its strings and computes due dates. */
#include "dueby/explain.h"
#include "fuzz.h"

enum { RULES_MAX = 16, TEXT = 1 << 14 };

static void ask_rule(const dueby_profile *profile, int32_t rule) {
  static dueby_calendar *calendar;
  static char text[TEXT];
  dueby_event trigger = {.time = DUEBY_TIME_NONE};
  dueby_deadline deadline;
  if (!calendar) must(dueby_calendar_new("england-and-wales", DUEBY_DATE_NONE, &calendar) == DUEBY_OK);
  must(dueby_date_new(2026, 3, 27, &trigger.date) == DUEBY_OK);
  must(dueby_rule_version_count(profile, rule) > 0);
  for (int32_t version = 0; version < dueby_rule_version_count(profile, rule); version++) {
    dueby_explain_timescale(profile, rule, version, text, TEXT, NULL);
    dueby_explain_source(profile, rule, version, text, TEXT, NULL);
  }
  if (dueby_deadline_for_rule(profile, rule, calendar, &trigger, NULL, &deadline) == DUEBY_OK)
    dueby_explain_text(profile, calendar, &trigger, NULL, &deadline, text, TEXT, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  dueby_diagnostic items[8];
  dueby_diagnostics diagnostics = {items, 8, 0};
  dueby_profile *profile = NULL;
  dueby_status status = dueby_io_profile_from_yaml((const char *)bytes, (int64_t)size, NULL, &diagnostics, &profile);
  if (status != DUEBY_OK) {
    must(!profile);
    must(status == DUEBY_ELIMIT || diagnostics.count > 0);
    return 0;
  }
  must(profile);
  int32_t rules = dueby_profile_rule_count(profile);
  for (int32_t rule = rules > RULES_MAX ? rules - RULES_MAX : 0; rule < rules; rule++) ask_rule(profile, rule);
  dueby_profile_free(profile);
  return 0;
}
