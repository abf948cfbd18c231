/* Returns the built-in mappings. */
#include "mapping_builtin.h"

#include <string.h>

#include "dueby/returns.h"

int32_t dueby_mapping_builtin_count(void) {
  return dueby_table_mapping_count;
}

const char *dueby_mapping_builtin(int32_t index) {
  return index < 0 || index >= dueby_table_mapping_count ? NULL : dueby_table_mappings[index].name;
}

dueby_status dueby_mapping_new(const dueby_profile *profile, const char *name, dueby_mapping **mapping) {
  for (int32_t i = 0; i < dueby_table_mapping_count; i++) {
    const struct mapping_builtin *builtin = &dueby_table_mappings[i];
    if (strcmp(builtin->name, name) == 0)
      return dueby_mapping_from_yaml(profile, dueby_table_mapping_text + builtin->first, builtin->length, NULL, mapping);
  }
  return DUEBY_ENOTFOUND;
}
