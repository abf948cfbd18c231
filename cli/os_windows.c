/* Implements the functions of os.h for Windows. The manifest (dueby.manifest) makes the command's arguments, and so file names,
 * UTF-8. */
#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#include "os.h"
#include "../lib/io/wide_path.h"

enum { STDIN, STDOUT, STDERR };

/* ---- preparing the standard files ---- */

static UINT code_page_before; /* the console's code page before this command changed it */

static void restore_code_page(void) {
  SetConsoleOutputCP(code_page_before);
}

/* Makes the console show UTF-8 and, if it can, colours. */
static void prepare_console(void) {
  DWORD mode;
  HANDLE console = GetStdHandle(STD_OUTPUT_HANDLE);
  if (GetConsoleMode(console, &mode)) SetConsoleMode(console, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
  code_page_before = GetConsoleOutputCP();
  if (code_page_before && SetConsoleOutputCP(CP_UTF8)) atexit(restore_code_page);
}

void os_begin(void) {
  FILE *files[] = {stdin, stdout, stderr};
  for (int file = STDIN; file <= STDERR; file++) {
    if (_get_osfhandle(file) < 0) freopen("NUL", file == STDIN ? "wb" : "rb", files[file]);
    _setmode(file, _O_BINARY);
  }
  setvbuf(stderr, NULL, _IOFBF, BUFSIZ); /* standard error is buffered, because a console cannot read UTF-8 byte by byte */
  prepare_console();
}

/* True if a file is a terminal. _isatty is not enough: it is also true for the device NUL. */
int os_is_terminal(FILE *file) {
  DWORD mode;
  return GetConsoleMode((HANDLE)_get_osfhandle(_fileno(file)), &mode) != 0;
}

long os_terminal_columns(void) {
  CONSOLE_SCREEN_BUFFER_INFO shown;
  if (!GetConsoleScreenBufferInfo(GetStdHandle(STD_OUTPUT_HANDLE), &shown)) return 0;
  return shown.srWindow.Right - shown.srWindow.Left + 1;
}

/* ---- opening files and folders ---- */

FILE *os_open(const char *path) {
  wchar_t *wide = wide_path(path);
  FILE *file = wide ? _wfopen(wide, L"rb") : NULL;
  free(wide);
  return file;
}

int os_is_folder(const char *path) {
  wchar_t *wide = wide_path(path);
  DWORD attributes = wide ? GetFileAttributesW(wide) : INVALID_FILE_ATTRIBUTES;
  free(wide);
  return attributes != INVALID_FILE_ATTRIBUTES && attributes & FILE_ATTRIBUTE_DIRECTORY;
}

struct os_folder {
  HANDLE search;
  WIN32_FIND_DATAW found;
  int has_one; /* 1 if `found` has an entry that has not been returned yet */
  char name[MAX_PATH * 4];
};

struct os_folder *os_open_folder(const char *path) {
  static const char all[] = "\\*";
  struct os_folder *folder = calloc(1, sizeof *folder);
  char *pattern = malloc(strlen(path) + sizeof all);
  if (pattern) strcat(strcpy(pattern, path), all);
  wchar_t *wide = pattern && folder ? wide_path(pattern) : NULL;
  if (wide) folder->search = FindFirstFileW(wide, &folder->found);
  int is_open = wide && folder->search != INVALID_HANDLE_VALUE;
  if (wide && !is_open) errno = ENOENT;
  free(pattern);
  free(wide);
  if (is_open) {
    folder->has_one = 1;
    return folder;
  }
  free(folder);
  return NULL;
}

const char *os_next_name(struct os_folder *folder) {
  for (;;) {
    if (!folder->has_one && !FindNextFileW(folder->search, &folder->found)) return NULL;
    folder->has_one = 0;
    int is_hidden = folder->found.cFileName[0] == L'.' || folder->found.dwFileAttributes & FILE_ATTRIBUTE_HIDDEN;
    int size =
        is_hidden ? 0 : WideCharToMultiByte(CP_UTF8, 0, folder->found.cFileName, -1, folder->name, sizeof folder->name, NULL, NULL);
    if (size) return folder->name;
  }
}

void os_close_folder(struct os_folder *folder) {
  FindClose(folder->search);
  free(folder);
}

size_t os_folder_length(const char *path) {
  size_t length = strlen(path);
  while (length && !strchr("/\\:", path[length - 1])) length--;
  return length;
}

/* Opens a file only to identify it, not to read or write its content. */
static HANDLE open_to_look(const wchar_t *path) {
  return CreateFileW(path, 0, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, OPEN_EXISTING,
                     FILE_FLAG_BACKUP_SEMANTICS, NULL);
}

static enum os_kind look_at(HANDLE handle, struct os_file *file) {
  BY_HANDLE_FILE_INFORMATION found;
  *file = (struct os_file){0};
  if (GetFileType(handle) != FILE_TYPE_DISK) return OS_STREAM;
  if (!GetFileInformationByHandle(handle, &found)) return OS_OTHER;
  *file = (struct os_file){found.dwVolumeSerialNumber, (uint64_t)found.nFileIndexHigh << 32 | found.nFileIndexLow};
  return found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY ? OS_OTHER : OS_FILE;
}

enum os_kind os_look(const char *path, struct os_file *file) {
  wchar_t *wide = wide_path(path);
  if (!wide) return OS_NOTHING;
  HANDLE handle = open_to_look(wide);
  DWORD attributes = handle == INVALID_HANDLE_VALUE ? GetFileAttributesW(wide) : INVALID_FILE_ATTRIBUTES;
  free(wide);
  if (attributes != INVALID_FILE_ATTRIBUTES && attributes & FILE_ATTRIBUTE_REPARSE_POINT) return OS_BROKEN_LINK;
  if (handle == INVALID_HANDLE_VALUE) return OS_NOTHING;
  enum os_kind kind = look_at(handle, file);
  CloseHandle(handle);
  return kind;
}

int os_identify(FILE *in, struct os_file *file) {
  return look_at((HANDLE)_get_osfhandle(_fileno(in)), file) == OS_FILE;
}

/* ---- redirecting standard output ---- */

/* Returns the C library's text for a Windows error, which is the same as on other systems. */
static const char *reason(DWORD error) {
  switch (error) {
  case ERROR_FILE_NOT_FOUND:
  case ERROR_PATH_NOT_FOUND:
  case ERROR_INVALID_NAME: return strerror(ENOENT);
  case ERROR_DISK_FULL:
  case ERROR_HANDLE_DISK_FULL: return strerror(ENOSPC);
  case ERROR_ACCESS_DENIED: return "you may not have permission to write to it, or another program may have it open";
  case ERROR_SHARING_VIOLATION: return "another program has it open";
  case ERROR_NOT_ENOUGH_MEMORY: return strerror(ENOMEM);
  default: return strerror(EIO);
  }
}

/* Redirects standard output to a file. Takes ownership of the handle. */
static const char *write_to(HANDLE handle) {
  if (handle == INVALID_HANDLE_VALUE) return reason(GetLastError());
  int file = _open_osfhandle((intptr_t)handle, _O_BINARY);
  int done = file >= 0 && _dup2(file, STDOUT) == 0 && _close(file) == 0;
  return done ? NULL : strerror(errno);
}

const char *os_write_through(const char *path) {
  wchar_t *wide = wide_path(path);
  if (!wide) return strerror(errno);
  const char *why = write_to(CreateFileW(wide, GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL));
  free(wide);
  return why;
}

static wchar_t *volatile part; /* the file that is being written; NULL if there is none */
static wchar_t *target;        /* the file that `part` will replace */

static wchar_t *take_part(void) {
  return InterlockedExchangePointer((void *volatile *)&part, NULL);
}

/* Removes the new file after Ctrl+C, or when the console is closed. Runs on a separate thread. The file disappears once its last
 * handle is closed. */
static BOOL WINAPI remove_part_and_end(DWORD event) {
  (void)event;
  wchar_t *made = take_part();
  if (made) DeleteFileW(made);
  return FALSE;
}

/* Follows links, and returns the path of the file that they lead to. Takes ownership of the path. */
static wchar_t *end_of_links(wchar_t *path) {
  HANDLE handle = open_to_look(path);
  if (handle == INVALID_HANDLE_VALUE) return path;
  DWORD size = GetFinalPathNameByHandleW(handle, NULL, 0, FILE_NAME_NORMALIZED);
  wchar_t *found = calloc((size_t)size + 1, sizeof *found);
  int is_found = found && GetFinalPathNameByHandleW(handle, found, size + 1, FILE_NAME_NORMALIZED);
  CloseHandle(handle);
  free(is_found ? path : found);
  return is_found ? found : path;
}

/* Creates a new file in the target's folder. It is shared, so that other programs can read it, and this command can remove it,
 * while it is open. */
static HANDLE create_part(wchar_t *made, size_t folder, size_t size) {
  enum { TRIES = 1000 };
  HANDLE handle = INVALID_HANDLE_VALUE;
  for (unsigned i = 0; i < TRIES && handle == INVALID_HANDLE_VALUE; i++) {
    swprintf(made + folder, size - folder, L".dueby-%lx-%x", (unsigned long)GetCurrentProcessId(), i);
    handle = CreateFileW(made, GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_DELETE, NULL, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, NULL);
    if (handle == INVALID_HANDLE_VALUE && GetLastError() != ERROR_FILE_EXISTS) break;
  }
  return handle;
}

const char *os_begin_part(const char *path) {
  enum { NAME = 32 };
  wchar_t *wide = wide_path(path);
  if (!wide) return strerror(errno);
  target = end_of_links(wide);
  size_t folder = wcslen(target);
  while (folder && !wcschr(L"/\\:", target[folder - 1])) folder--;
  wchar_t *made = calloc(folder + NAME, sizeof *made);
  if (!made) return strerror(ENOMEM);
  memcpy(made, target, folder * sizeof *made);
  SetConsoleCtrlHandler(remove_part_and_end, TRUE);
  HANDLE handle = create_part(made, folder, folder + NAME);
  if (handle != INVALID_HANDLE_VALUE) part = made;
  const char *why = write_to(handle);
  if (handle == INVALID_HANDLE_VALUE) free(made);
  return why;
}

/* Closes the written file by redirecting standard output elsewhere: an open file cannot be renamed. */
static int close_part(void) {
  int reached = _commit(STDOUT) == 0;
  return write_to(CreateFileW(L"NUL", GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL)) == NULL && reached;
}

const char *os_end_part(int keep) {
  const char *why = NULL;
  if (!close_part() && keep) why = strerror(errno);
  if (keep && !why && !MoveFileExW(part, target, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH)) why = reason(GetLastError());
  wchar_t *made = take_part();
  if (made && (!keep || why)) DeleteFileW(made);
  free(made);
  free(target);
  target = NULL;
  return why;
}
