/* Reads an input that can only be read once: standard input, or a FIFO. Keeps its beginning, which can be examined first and then
 * read again. */
#ifndef DUEBY_CLI_INPUT_H
#define DUEBY_CLI_INPUT_H

#include <stdint.h>

struct input;

int is_stream(const char *path);                            /* true for "-", a FIFO and a device */
const char *name_of_input(const char *path);                /* the name to use in messages: "standard input" for "-" */
struct input *open_input(const char *path);                 /* returns NULL after a message */
int64_t read_input(void *input, char *bytes, int64_t size); /* a source of bytes, as a dueby_csv_source */
/* Goes back to the beginning. Returns 0 if more than INPUT_KEPT_MAX bytes were read since the input was opened. */
enum { INPUT_KEPT_MAX = 1 << 20 };
int restart_input(struct input *input);
void close_input(struct input *input);

#endif
