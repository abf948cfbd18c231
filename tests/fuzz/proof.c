/* Runs files of test cases. The first byte chooses the notation and how dates are written. */
#include <string.h>

#include "dueby/proof.h"
#include "fuzz.h"

enum { WORDS = 1 << 16 };

static dueby_profile *profile;
static dueby_calendar *calendar;

static void open_once(void) {
  if (profile) return;
  must(dueby_profile_new("barnet", &profile) == DUEBY_OK);
  must(dueby_calendar_new("england-and-wales", DUEBY_DATE_NONE, &calendar) == DUEBY_OK);
}

static void count_errors(const dueby_diagnostic *what, void *context) {
  must(*what->message && what->line >= 0 && what->column >= 0);
  *(int64_t *)context += what->severity == DUEBY_SEVERITY_ERROR;
}

static void check_result(dueby_proof *proof, const dueby_proof_result *result) {
  static char words[WORDS];
  dueby_proof_difference difference;
  int64_t needed = 0;
  must(*result->name && result->line > 0 && result->stated > 0);
  must(result->differences >= 0 && result->differences <= result->stated);
  must(result->rule >= 0 && result->rule < dueby_profile_rule_count(result->profile));
  must(result->version >= -1 && result->version < dueby_rule_version_count(result->profile, result->rule));
  for (int32_t i = 0; i < result->differences; i++) {
    must(dueby_proof_difference_at(proof, i, &difference) == DUEBY_OK);
    must(strcmp(difference.expected, difference.found) != 0 && *difference.expected && *difference.found);
  }
  must(dueby_proof_difference_at(proof, result->differences, &difference) == DUEBY_EARGUMENT);
  dueby_status status = dueby_proof_text(proof, words, WORDS, &needed);
  must(status == DUEBY_OK ? (int64_t)strlen(words) + 1 == needed : status == DUEBY_ESPACE && needed > WORDS);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  int64_t errors = 0;
  if (!size) return 0;
  open_once();
  const dueby_proof_options options = {.date_order = bytes[0] & 2 ? DUEBY_ORDER_DMY : DUEBY_ORDER_ISO,
                                       .profile = profile,
                                       .calendar = calendar,
                                       .report = count_errors,
                                       .context = &errors};
  dueby_csv_memory memory = {(const char *)bytes + 1, (int64_t)size - 1, 0};
  dueby_proof *proof = NULL;
  dueby_proof_result result;
  dueby_status status = bytes[0] & 1 ? dueby_proof_from_yaml(memory.text, memory.length, &options, &proof)
                                     : dueby_proof_from_csv(dueby_csv_from_memory, &memory, &options, &proof);
  if (status != DUEBY_OK) {
    must(!proof && (errors > 0 || status == DUEBY_ELIMIT));
    return 0;
  }
  while ((status = dueby_proof_next(proof, &result)) == DUEBY_OK) check_result(proof, &result);
  must(status == DUEBY_DONE || (status == DUEBY_ETEXT && errors > 0));
  must(dueby_proof_unreadable_count(proof) <= errors);
  dueby_proof_free(proof);
  return 0;
}
