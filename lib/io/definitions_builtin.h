/* The built-in measures as YAML, which tools/compile_data.c checks and copies from data/measures.yaml. Internal. */
#ifndef DUEBY_IO_DEFINITIONS_BUILTIN_H
#define DUEBY_IO_DEFINITIONS_BUILTIN_H

#include <stdint.h>

extern const char dueby_table_measures[];
extern const int32_t dueby_table_measures_length;

#endif
