/* Reads YAML as a mapping. If the mapping is valid, reads a small file of each form with it. */
#include "returns.h"

static void read_by(const dueby_mapping *mapping, const char *text) {
  const dueby_mapping *mappings[] = {mapping};
  int64_t reported = 0;
  dueby_return_options options = {.mappings = mappings, .mapping_count = 1, .report = count_report, .context = &reported};
  dueby_csv_memory memory = {text, (int64_t)strlen(text), 0};
  dueby_return *returned;
  must(dueby_return_new(profile, &options, &returned) == DUEBY_OK);
  if (dueby_return_add(returned, "fuzz", dueby_csv_from_memory, &memory) == DUEBY_OK) read_return(returned, 0, &reported);
  else dueby_return_free(returned);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  dueby_diagnostic items[4];
  dueby_diagnostics found = {items, 4, 0};
  dueby_mapping *mapping = NULL;
  open_profile_once();
  dueby_status status = dueby_mapping_from_yaml(profile, (const char *)bytes, (int64_t)size, &found, &mapping);
  must((status == DUEBY_OK) == (mapping != NULL));
  if (status != DUEBY_OK) {
    must(status != DUEBY_ETEXT || found.count);
    return 0;
  }
  must(*dueby_mapping_name(mapping) && *dueby_mapping_title(mapping));
  read_by(mapping, "<R><A>1</A><C><ID>1</ID><E><A>2025-06-02</A><B>x</B></E><E/></C><C/></R>");
  read_by(mapping, "ID,A,B,C\n1,2025-06-02,2025-06-03,x\n1,2025-06-03,,y\n2,,2025-06-03,x\n");
  dueby_mapping_free(mapping);
  return 0;
}
