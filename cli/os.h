/* Operating system functions that standard C lacks. They are in os_posix.c and os_windows.c. */
#ifndef DUEBY_CLI_OS_H
#define DUEBY_CLI_OS_H

#include <stdint.h>
#include <stdio.h>

/* Prepares the process. Call it first. If the standard files were closed when the command started, reading or writing them will
 * then fail, instead of using another file that got the same number. */
void os_begin(void);

int os_is_terminal(FILE *file);
long os_terminal_columns(void); /* the number of columns of standard output; 0 if it is not a terminal */

FILE *os_open(const char *path);           /* opens a file for reading; returns NULL on failure, with the reason in errno */
size_t os_folder_length(const char *path); /* the length of a path's folder with its separator; 0 if the path has no folder */

/* Lists the names in a folder, without hidden ones, in any order. os_next_name returns NULL at the end. os_open_folder returns NULL
 * on failure, with the reason in errno. */
struct os_folder;
int os_is_folder(const char *path);
struct os_folder *os_open_folder(const char *path);
const char *os_next_name(struct os_folder *folder); /* returns a name, which stays valid until the next call */
void os_close_folder(struct os_folder *folder);

/* Identifies a file. Two names for one file have the same values. */
struct os_file {
  uint64_t device, number;
};

enum os_kind {
  OS_NOTHING,
  OS_FILE,
  OS_STREAM, /* a FIFO or a device, which is written to directly */
  OS_BROKEN_LINK,
  OS_OTHER
};

enum os_kind os_look(const char *path, struct os_file *file);
int os_identify(FILE *in, struct os_file *file); /* identifies an open file; returns 0 if that is not possible */

/* Redirects standard output to an existing FIFO or device. Returns NULL, or the reason for a failure. */
const char *os_write_through(const char *path);
/* Redirects standard output to a new file in the folder of `path` or, if that is a link, of the file it leads to. If the command is
 * stopped before os_end_part, the new file is removed. Returns NULL, or the reason for a failure. */
const char *os_begin_part(const char *path);
/* Finishes the new file from os_begin_part. If `keep` is 1, flushes it to disk and renames it to the target, replacing any old
 * file; otherwise removes it. Returns NULL, or the reason for a failure. */
const char *os_end_part(int keep);

#endif
