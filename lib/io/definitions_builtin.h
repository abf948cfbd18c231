/* The built-in measures as YAML, written from data/measures.yaml by tools/compile_data.c, which has read them. Internal. */
#ifndef DUEBY_IO_DEFINITIONS_BUILTIN_H
#define DUEBY_IO_DEFINITIONS_BUILTIN_H

#include <stdint.h>

extern const char dueby_table_measures[];
extern const int32_t dueby_table_measures_length;

#endif
