#include <stdio.h>
#include <stdlib.h>

#include "dueby/io.h"

void dueby_io_free(void *memory) {
  free(memory);
}

dueby_status dueby_io_read_file(const char *path, int64_t limit, char **text, int64_t *length) {
  FILE *file = fopen(path, "rb");
  char *read = NULL;
  dueby_status status = DUEBY_EFILE;
  if (!file) return status;
  read = malloc((size_t)limit + 1);
  if (!read) {
    status = DUEBY_EMEMORY;
    goto out;
  }
  size_t count = fread(read, 1, (size_t)limit + 1, file);
  if (ferror(file)) goto out;
  status = DUEBY_ELIMIT;
  if ((int64_t)count > limit) goto out;
  read[count] = '\0';
  *text = read;
  *length = (int64_t)count;
  read = NULL;
  status = DUEBY_OK;
out:
  free(read);
  fclose(file);
  return status;
}
