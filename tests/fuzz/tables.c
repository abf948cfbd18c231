/* Reads a set of tables with each built-in mapping. The byte 0x1e separates the files. The first byte selects how to read them: one
 * value in eight reads a caseload; one in eight computes what the tables hold, then reads event by event; the others only read
 * event by event. The first two ways take longer than reading most tables, because they go through all rules. */
#include "returns.h"

enum { WAYS = 8, AS_CASELOAD = 1, WITH_HOLDS = 2 };

static void check_holds(const dueby_return *returned) {
  int32_t events = dueby_profile_event_count(profile);
  dueby_holding *holds = calloc((size_t)events + 1, sizeof *holds);
  must(holds && dueby_return_holds(returned, 20543, DUEBY_DATE_NONE, holds) == DUEBY_OK);
  for (int32_t i = 0; i < events; i++) must(holds[i].what >= DUEBY_HOLDS_UNSAID && holds[i].what <= DUEBY_HOLDS_NEVER);
  free(holds);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  static dueby_mapping *mappings[8];
  static int32_t count;
  if (!size) return 0;
  open_profile_once();
  for (; count < dueby_mapping_builtin_count(); count++)
    must(dueby_mapping_new(profile, dueby_mapping_builtin(count), &mappings[count]) == DUEBY_OK);
  int64_t reported = 0;
  dueby_return_options options = {
      .mappings = (const dueby_mapping *const *)mappings, .mapping_count = count, .report = count_report, .context = &reported};
  dueby_return *returned;
  must(dueby_return_new(profile, &options, &returned) == DUEBY_OK);
  const char *at = (const char *)bytes + 1, *end = (const char *)bytes + size;
  while (at < end) {
    const char *stop = memchr(at, 0x1e, (size_t)(end - at));
    if (!stop) stop = end;
    dueby_csv_memory memory = {at, stop - at, 0};
    if (at < stop && *at != '<') { /* skips XML, which would be read only after this memory is gone */
      dueby_status status = dueby_return_add(returned, "folder/fuzz.csv", dueby_csv_from_memory, &memory);
      must(status == DUEBY_OK || status == DUEBY_ENOTFOUND || status == DUEBY_EFORMAT);
    }
    at = stop + 1;
  }
  if (bytes[0] % WAYS == WITH_HOLDS) check_holds(returned);
  read_return(returned, bytes[0] % WAYS == AS_CASELOAD, &reported);
  return 0;
}
