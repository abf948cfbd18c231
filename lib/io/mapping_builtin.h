/* The built-in mappings as YAML, which tools/compile_data.c checks and copies from data/returns. Internal. */
#ifndef DUEBY_IO_MAPPING_BUILTIN_H
#define DUEBY_IO_MAPPING_BUILTIN_H

#include <stdint.h>

struct mapping_builtin {
  char name[32];
  int32_t first, length; /* where a mapping is in dueby_table_mapping_text */
};

extern const struct mapping_builtin dueby_table_mappings[];
extern const int32_t dueby_table_mapping_count;
extern const char dueby_table_mapping_text[];

#endif
