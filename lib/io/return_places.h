/* Places in the files of a return where something was found: the file and the line. Internal to libdueby-io. */
#ifndef DUEBY_IO_RETURN_PLACES_H
#define DUEBY_IO_RETURN_PLACES_H

#include "return_internal.h"

/* Returns a row number: the line, combined with the number of the file if the return has several files. */
int64_t dueby_return_row(const dueby_return *returned, int32_t file, int64_t line);

/* Adds a line to a tally of a return. The tally keeps each line's file, because the number of files is not known until all are
 * read. */
void dueby_return_tally(struct tally *tally, int32_t file, int64_t line);
/* Returns a copy of a tally from dueby_return_tally, with row numbers instead of files and lines. */
struct tally dueby_return_rows_of(const dueby_return *returned, const struct tally *tally);

/* Returns a case's name for messages, written to `text` of CELL_SIZE bytes: the name in quotes or, if it might be a person's, only
 * its length. A name that was made up can always be shown. */
const char *dueby_return_case_text(const dueby_return *returned, dueby_csv_cell name, int is_made_up, char *text);

/* Returns the names of the files, in an array that the caller frees. Each has only as much of its path as it needs to be unique.
 * NULL if out of memory. */
const char **dueby_return_file_names(const dueby_return *returned);

/* Tells a worklist the names of the files, if there are several. Each has only as much of its path as it needs to be unique. May
 * return DUEBY_EMEMORY. */
dueby_status dueby_return_give_files(const dueby_return *returned, struct dueby_worklist *worklist);

/* Gives a worklist the finding about duties that the user asked for by name, but that cannot be checked with these kinds of return.
 * `judged` is 1 for each rule that can be checked. May return DUEBY_EMEMORY. Defined in return_holds.c. */
dueby_status dueby_return_give_unanswerable(const dueby_return *returned, struct dueby_worklist *worklist, const uint8_t *judged);

#endif
