/* Runs files, or all files of a folder, through a fuzz target: the corpora in a normal test run, or an input that a fuzzer found.
 * Each input is in memory of its exact size, so a sanitizer notices a read past the end.
 *
 * usage: replay PATH... */
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "fuzz.h"

enum { BYTES_MAX = 8 << 20, PATH_MAX = 4096 };

static int run_file(const char *path) {
  FILE *file = fopen(path, "rb");
  uint8_t *read = file ? malloc(BYTES_MAX) : NULL;
  size_t size = read ? fread(read, 1, BYTES_MAX, file) : 0;
  uint8_t *exact = read ? malloc(size ? size : 1) : NULL;
  if (exact) {
    memcpy(exact, read, size);
    LLVMFuzzerTestOneInput(exact, size);
  } else {
    fprintf(stderr, "replay: %s: cannot be read\n", path);
  }
  int ran = exact != NULL;
  free(exact);
  free(read);
  if (file) fclose(file);
  return ran;
}

/* Returns how many inputs ran; -1 if one could not be read. */
static int run_folder(const char *path) {
  char name[PATH_MAX];
  int count = 0;
  DIR *folder = opendir(path);
  if (!folder) return -1;
  for (const struct dirent *entry; count >= 0 && (entry = readdir(folder));) {
    if (entry->d_name[0] == '.') continue;
    snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
    count = run_file(name) ? count + 1 : -1;
  }
  closedir(folder);
  return count;
}

int main(int argc, char **argv) {
  int total = 0;
  for (int i = 1; i < argc; i++) {
    struct stat about;
    int is_folder = stat(argv[i], &about) == 0 && S_ISDIR(about.st_mode);
    int count = is_folder ? run_folder(argv[i]) : run_file(argv[i]) ? 1 : -1;
    if (count < 0) return 1;
    total += count;
  }
  printf("%d inputs\n", total);
  return total ? 0 : 1;
}
