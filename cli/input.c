#include "input.h"

#include <dueby.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"
#include "os.h"

struct input {
  FILE *file;
  int64_t kept, at; /* the number of bytes kept, and how many of these were already read again */
  int is_lost;      /* 1 if more was read than could be kept */
  char bytes[INPUT_KEPT_MAX];
};

int is_stream(const char *path) {
  struct os_file file;
  return strcmp(path, "-") == 0 || os_look(path, &file) == OS_STREAM;
}

const char *name_of_input(const char *path) {
  return strcmp(path, "-") == 0 ? "standard input" : path;
}

struct input *open_input(const char *path) {
  errno = 0;
  struct input *input = calloc(1, sizeof *input);
  if (input) input->file = strcmp(path, "-") == 0 ? stdin : os_open(path);
  if (input && input->file) return input;
  if (!input) report_no_memory();
  else print_error("%s: %s", path, errno ? strerror(errno) : dueby_status_text(DUEBY_EFILE));
  free(input);
  return NULL;
}

static int64_t read_on(struct input *input, char *bytes, int64_t size) {
  size_t got = fread(bytes, 1, (size_t)size, input->file);
  return !got && ferror(input->file) ? -1 : (int64_t)got;
}

int64_t read_input(void *context, char *bytes, int64_t size) {
  struct input *input = context;
  int64_t again = input->kept - input->at;
  if (again) {
    if (again > size) again = size;
    memcpy(bytes, input->bytes + input->at, (size_t)again);
    input->at += again;
    return again;
  }
  int64_t got = read_on(input, bytes, size);
  if (got <= 0) return got;
  input->is_lost |= input->kept + got > INPUT_KEPT_MAX;
  if (!input->is_lost) memcpy(input->bytes + input->kept, bytes, (size_t)got);
  if (!input->is_lost) input->at = input->kept += got;
  return got;
}

int restart_input(struct input *input) {
  if (!input->is_lost) input->at = 0;
  return !input->is_lost;
}

void close_input(struct input *input) {
  if (input && input->file != stdin) fclose(input->file);
  free(input);
}
