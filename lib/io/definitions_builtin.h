/* The built-in measures as YAML. tools/compile_data.c, which has checked them, writes them from data/measures.yaml. Internal. */
#ifndef DUEBY_IO_DEFINITIONS_BUILTIN_H
#define DUEBY_IO_DEFINITIONS_BUILTIN_H

#include <stdint.h>

extern const char dueby_table_measures[];
extern const int32_t dueby_table_measures_length;

#endif
