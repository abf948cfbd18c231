/* Recognises a file that was already added to a return, by its content. Internal to libdueby-io. */
#ifndef DUEBY_IO_RETURN_SAME_H
#define DUEBY_IO_RETURN_SAME_H

#include "return_internal.h"

/* The size and hash of a file, which identify its content. */
struct content {
  int64_t bytes; /* -1 if the content is unknown until the file is read, as with a pipe */
  uint64_t hash;
  int has_rows; /* 1 if the file has more than one line */
};

struct content dueby_content_of_memory(const char *bytes, int64_t length);
struct content dueby_content_of_file(FILE *file); /* reads the file, then goes back to its beginning */

/* True, after a warning, if a file need not be read, because a file with the same content was added before. A table only counts as
 * the same if it is in the same folder; XML counts wherever it is. */
int dueby_return_is_repeated(const dueby_return *returned, const char *name, const struct content *content, int is_xml);
/* Remembers a file that was added. Reports it if another folder has a table with the same rows. May return DUEBY_EMEMORY. */
dueby_status dueby_return_remember(dueby_return *returned, const char *name, const struct content *content);

#endif
