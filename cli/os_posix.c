#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os.h"

/* Opens any standard descriptors that were closed when the command started. Otherwise the next file to be opened would become
 * standard input, output or error. */
static void hold_standard_files(void) {
  for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++)
    if (fcntl(file, F_GETFD) < 0 && open("/dev/null", file == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0) return;
}

void os_begin(void) {
  hold_standard_files();
  signal(SIGXFSZ, SIG_IGN); /* makes writing beyond the file size limit fail instead of ending the process, so that
                             * it is reported */
}

int os_is_terminal(FILE *file) {
  return isatty(fileno(file));
}

long os_terminal_columns(void) {
  struct winsize size;
  return os_is_terminal(stdout) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

FILE *os_open(const char *path) {
  return fopen(path, "rb");
}

int os_is_folder(const char *path) {
  struct stat found;
  return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

struct os_folder {
  DIR *entries;
};

struct os_folder *os_open_folder(const char *path) {
  struct os_folder *folder = malloc(sizeof *folder);
  if (!folder) return NULL;
  folder->entries = opendir(path);
  if (folder->entries) return folder;
  free(folder);
  return NULL;
}

const char *os_next_name(struct os_folder *folder) {
  const struct dirent *entry;
  do entry = readdir(folder->entries);
  while (entry && *entry->d_name == '.');
  return entry ? entry->d_name : NULL;
}

void os_close_folder(struct os_folder *folder) {
  closedir(folder->entries);
  free(folder);
}

size_t os_folder_length(const char *path) {
  const char *end = strrchr(path, '/');
  return end ? (size_t)(end - path) + 1 : 0;
}

/* ---- signals: remove a half-written file ---- */

static const int ending_signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGABRT, SIGSEGV, SIGBUS};
enum { ENDING_SIGNALS = sizeof ending_signals / sizeof *ending_signals };

static char *part, *target; /* the file that is being written, and the file that it will replace; NULL if there is none */

static void remove_part_and_end(int number) {
  if (part) unlink(part);
  raise(number); /* ends the process with the default handler, which is active again */
}

/* Blocks signals while a file is created and its name is stored, and while the file replaces the old one. */
static void hold_signals(sigset_t *before) {
  sigset_t held;
  sigemptyset(&held);
  for (int i = 0; i < ENDING_SIGNALS; i++) sigaddset(&held, ending_signals[i]);
  sigprocmask(SIG_BLOCK, &held, before);
}

static void let_signals_come(const sigset_t *before) {
  sigprocmask(SIG_SETMASK, before, NULL);
}

static void catch_signals(void) {
  struct sigaction action, was;
  memset(&action, 0, sizeof action);
  action.sa_handler = remove_part_and_end;
  action.sa_flags = (int)SA_RESETHAND | SA_NODEFER;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < ENDING_SIGNALS; i++)
    if (sigaction(ending_signals[i], NULL, &was) == 0 && was.sa_handler != SIG_IGN) sigaction(ending_signals[i], &action, NULL);
}

/* ---- opening files and folders ---- */

static struct os_file identity(const struct stat *file) {
  return (struct os_file){(uint64_t)file->st_dev, (uint64_t)file->st_ino};
}

enum os_kind os_look(const char *path, struct os_file *file) {
  struct stat found;
  if (stat(path, &found) != 0) return lstat(path, &found) == 0 && S_ISLNK(found.st_mode) ? OS_BROKEN_LINK : OS_NOTHING;
  *file = identity(&found);
  if (S_ISREG(found.st_mode)) return OS_FILE;
  return S_ISFIFO(found.st_mode) || S_ISCHR(found.st_mode) ? OS_STREAM : OS_OTHER;
}

int os_identify(FILE *in, struct os_file *file) {
  struct stat found;
  if (fstat(fileno(in), &found) != 0) return 0;
  *file = identity(&found);
  return 1;
}

/* Redirects standard output to a file. Takes ownership of the descriptor. */
static const char *write_to(int file) {
  return file >= 0 && dup2(file, STDOUT_FILENO) >= 0 && close(file) == 0 ? NULL : strerror(errno);
}

const char *os_write_through(const char *path) {
  return write_to(open(path, O_WRONLY));
}

const char *os_begin_part(const char *path) {
  static const char name[] = ".dueby-XXXXXX";
  struct stat file;
  target = stat(path, &file) == 0 ? realpath(path, NULL) : strdup(path);
  size_t folder = target ? os_folder_length(target) : 0;
  char *made = target ? malloc(folder + sizeof name) : NULL;
  if (!made) return strerror(errno);
  memcpy(made, target, folder);
  memcpy(made + folder, name, sizeof name);
  catch_signals();
  sigset_t before;
  hold_signals(&before);
  int file_made = mkstemp(made); /* mkstemp makes the file readable only by its owner */
  if (file_made >= 0) part = made;
  const char *problem = write_to(file_made);
  let_signals_come(&before);
  if (file_made < 0) free(made);
  return problem;
}

const char *os_end_part(int keep) {
  sigset_t before;
  int kept = keep && part && fsync(STDOUT_FILENO) == 0;
  hold_signals(&before);
  kept = kept && rename(part, target) == 0;
  const char *problem = keep && !kept ? strerror(errno) : NULL;
  if (part && !kept) unlink(part);
  free(part);
  free(target);
  part = target = NULL;
  let_signals_come(&before);
  return problem;
}
