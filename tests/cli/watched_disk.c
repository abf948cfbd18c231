/* A library to load into a program with LD_PRELOAD. It reports every fsync and rename, with the file, on standard error. With
 * DUEBY_FAIL_FSYNC, fsync fails. Only for Linux. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

int fsync(int file) {
  struct stat status;
  if (getenv("DUEBY_FAIL_FSYNC")) {
    errno = EIO;
    return -1;
  }
  int done = (int)syscall(SYS_fsync, file);
  if (fstat(file, &status) == 0) fprintf(stderr, "fsync of %lld bytes\n", (long long)status.st_size);
  return done;
}

int rename(const char *from, const char *to) {
  struct stat status;
  if (stat(from, &status) == 0) fprintf(stderr, "rename of %lld bytes\n", (long long)status.st_size);
  return (int)syscall(SYS_renameat2, -100, from, -100, to, 0); /* AT_FDCWD */
}
