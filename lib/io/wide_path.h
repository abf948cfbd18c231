/* Converts a path for Windows functions, from UTF-8 or, if it is not UTF-8, from the code page. Gives a long path the prefix that
 * Windows requires. Internal. All functions are in this header, so that the command can use them too: it only links against public
 * functions. */
#ifndef DUEBY_WIDE_PATH_H
#define DUEBY_WIDE_PATH_H

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

/* Makes a long path absolute and adds the prefix for long paths. Takes ownership of the path. */
static inline wchar_t *wide_path_of_any_length(wchar_t *path) {
  static const wchar_t verbatim[] = L"\\\\?\\", share[] = L"\\\\?\\UNC";
  enum {
    LONGEST = MAX_PATH - 12 /* the longest path without the prefix, leaving room for the name of a file in a folder */,
    PREFIX = sizeof share / sizeof *share - 1
  };
  DWORD size = GetFullPathNameW(path, 0, NULL, NULL);
  if (size < LONGEST || wcsncmp(path, verbatim, 4) == 0) return path;
  wchar_t *full = calloc(size, sizeof *full), *made = calloc((size_t)size + PREFIX, sizeof *made);
  if (full && made && GetFullPathNameW(path, size, full, NULL)) {
    int is_share = wcsncmp(full, L"\\\\", 2) == 0;
    wcscpy(made, is_share ? share : verbatim);
    wcscat(made, full + is_share);
  }
  if (!made || !full) errno = ENOMEM;
  free(path);
  free(full);
  if (made && *made) return made;
  free(made);
  return NULL;
}

/* Converts a path, which the caller frees. Returns NULL, with errno set, if the path cannot be converted. */
static inline wchar_t *wide_path(const char *path) {
  UINT code = CP_UTF8;
  int size = MultiByteToWideChar(code, MB_ERR_INVALID_CHARS, path, -1, NULL, 0);
  if (!size) size = MultiByteToWideChar(code = CP_ACP, 0, path, -1, NULL, 0);
  wchar_t *wide = calloc((size_t)size + 1, sizeof *wide);
  errno = ENOMEM;
  if (!wide) return NULL;
  MultiByteToWideChar(code, 0, path, -1, wide, size);
  return wide_path_of_any_length(wide);
}

#endif
