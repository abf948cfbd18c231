/* Reads XML with the census mapping. The first byte selects how the events are read. */
#include "returns.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  static dueby_mapping *mapping;
  if (!size) return 0;
  open_profile_once();
  if (!mapping) must(dueby_mapping_new(profile, "cin", &mapping) == DUEBY_OK);
  const dueby_mapping *mappings[] = {mapping};
  int64_t reported = 0;
  dueby_return_options options = {.mappings = mappings, .mapping_count = 1, .report = count_report, .context = &reported};
  dueby_csv_memory memory = {(const char *)bytes + 1, (int64_t)size - 1, 0};
  dueby_return *returned;
  must(dueby_return_new(profile, &options, &returned) == DUEBY_OK);
  dueby_status status = dueby_return_add(returned, "fuzz.xml", dueby_csv_from_memory, &memory);
  if (status == DUEBY_OK) {
    read_return(returned, bytes[0] & 1, &reported);
    return 0;
  }
  must(status == DUEBY_ENOTFOUND || status == DUEBY_ETEXT || status == DUEBY_ELIMIT || status == DUEBY_EFORMAT);
  must(status == DUEBY_ENOTFOUND || reported);
  dueby_return_free(returned);
  return 0;
}
