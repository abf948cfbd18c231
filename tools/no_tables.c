/* Empty tables for compile_data, which links libdueby before the real tables have been generated. */
#include "dueby/worklist.h"
#include "profile_internal.h"

const struct profile_builtin dueby_table_profiles[1] = {{"", 0, 0, 0, 0}};
const int32_t dueby_table_profile_count = 0;
const int32_t dueby_table_numbers[1] = {0};
const char dueby_table_text[1] = {0};

/* Returns no field. Only libdueby needs the fields, at run time: it refuses mappings that carry columns with these names. */
const char *dueby_line_field(int32_t index) {
  (void)index;
  return NULL;
}
