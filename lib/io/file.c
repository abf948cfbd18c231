#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "dueby/io.h"
#include "open.h"
#ifdef _WIN32
#include "wide_path.h"
#endif

void dueby_io_free(void *memory) {
  free(memory);
}

/* The first buffer is large enough for most files. For a larger file it is doubled until the file fits. */
enum { FIRST_ROOM = 64 << 10 };

/* Reads at most limit + 1 bytes of a file, so that a file over the limit is noticed. The buffer has one more byte for the closing
 * zero. */
static dueby_status read_open(FILE *file, int64_t limit, char **text, int64_t *length) {
  size_t most = (size_t)limit + 1, room = 0, count = 0;
  while (count == room && count < most) {
    room = room ? room * 2 : FIRST_ROOM;
    if (room > most) room = most;
    char *grown = realloc(*text, room + 1);
    if (!grown) return DUEBY_EMEMORY;
    *text = grown;
    count += fread(*text + count, 1, room - count, file);
  }
  if (ferror(file)) return DUEBY_EFILE;
  if (count == most) return DUEBY_ELIMIT;
  (*text)[count] = '\0';
  *length = (int64_t)count;
  return DUEBY_OK;
}

#ifdef _WIN32
FILE *dueby_io_open(const char *path) {
  wchar_t *wide = wide_path(path);
  FILE *file = wide ? _wfopen(wide, L"rb") : NULL;
  free(wide);
  return file;
}
#else
FILE *dueby_io_open(const char *path) {
  return fopen(path, "rb");
}
#endif

dueby_status dueby_io_read_file(const char *path, int64_t limit, char **text, int64_t *length) {
  FILE *file = dueby_io_open(path);
  char *read = NULL;
  if (!file) return errno == ENOMEM ? DUEBY_EMEMORY : DUEBY_EFILE;
  dueby_status status = read_open(file, limit, &read, length);
  fclose(file);
  if (status == DUEBY_OK) *text = read;
  else free(read);
  return status;
}
