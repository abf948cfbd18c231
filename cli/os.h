/* What the command needs of the system and C does not have: os_posix.c, os_windows.c. */
#ifndef DUEBY_CLI_OS_H
#define DUEBY_CLI_OS_H

#include <stdint.h>
#include <stdio.h>

/* Before all else. A standard file that the caller closed fails to read and to write, and no other file takes its place. */
void os_begin(void);

int os_is_terminal(FILE *file);
long os_terminal_columns(void); /* those of standard output; 0: it is no terminal */

FILE *os_open(const char *path);           /* to read; NULL: errno says why */
size_t os_folder_length(const char *path); /* with the separator at its end; 0: it has none */

/* The names of what a folder has, hidden ones apart, in no order. NULL at its end; a folder that is NULL: errno says why. */
struct os_folder;
int os_is_folder(const char *path);
struct os_folder *os_open_folder(const char *path);
const char *os_next_name(struct os_folder *folder); /* valid until the next call */
void os_close_folder(struct os_folder *folder);

/* What two names of one file have in common. */
struct os_file {
  uint64_t device, number;
};

enum os_kind {
  OS_NOTHING,
  OS_FILE,
  OS_STREAM, /* written through: a FIFO or a device */
  OS_BROKEN_LINK,
  OS_OTHER
};

enum os_kind os_look(const char *path, struct os_file *file);
int os_identify(FILE *in, struct os_file *file); /* 0: cannot be told */

/* Where standard output goes from now on. NULL when it does, or why it does not. */
const char *os_write_through(const char *path);
/* Into a new file, for its owner alone, beside what `path` leads to. Until os_end_part it is gone when the command is ended. */
const char *os_begin_part(const char *path);
/* The new file takes the place of the other, having reached the disk, or goes. */
const char *os_end_part(int keep);

#endif
