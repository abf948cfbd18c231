/* Notes names and codes in files that are not part of their return, and columns that the files lack. Internal to libdueby-io. */
#ifndef DUEBY_IO_RETURN_UNKNOWN_H
#define DUEBY_IO_RETURN_UNKNOWN_H

#include "return_internal.h"

/* how many names or codes are counted, and how many bytes of each are kept */
enum { UNKNOWN_NAMED = 200, UNKNOWN_SIZE = 100 };

/* Names and codes in a file that are not part of the return, and how often each occurs. */
struct unknown_names {
  struct interned names;
  int64_t counts[UNKNOWN_NAMED], lines[UNKNOWN_NAMED];
  const char *near[UNKNOWN_NAMED]; /* a similar name that the return has; NULL if there is none */
};

/* ---- functions of return_unknown.c; those that return an int return 0 if out of memory ---- */

int dueby_unknown_count(struct unknown_names *unknown, const char *name, int64_t length, const char *near,
                        int64_t line); /* `near`: a similar name that the return has, or NULL */
/* Compares an unknown name with a known one, ignoring case: see dueby_nearest_consider. */
void dueby_unknown_consider(dueby_nearest *nearest, const char *known);
int dueby_skipped_add(dueby_return *returned, const char *name, const char *near, int32_t file, int64_t line);
int dueby_skipped_add_all(dueby_return *returned, const struct unknown_names *unknown, int32_t file);
/* Notes a column that a table lacks, and the event that needs it; `event` is 0 if only a tag needs it. */
int dueby_absent_add(dueby_return *returned, const char *column, const char *table, int32_t file, int32_t event);
/* Gives a worklist the findings about skipped names, missing tables and missing columns. May return DUEBY_EMEMORY. */
dueby_status dueby_skipped_give(const dueby_return *returned, struct dueby_worklist *worklist);
/* Counts a value if it is not one of the field's codes. */
int dueby_code_check(const dueby_return *returned, struct unknown_names *unknown, const struct mapped_field *field,
                     dueby_csv_cell cell, int64_t line);
/* Reports names of cases that Excel has shortened. */
void dueby_shortened_report(const dueby_return *returned, const char *file, const struct tally *shortened);
void dueby_unknown_report(const dueby_return *returned, const char *file, const struct unknown_names *unknown, const char *what);

#endif
