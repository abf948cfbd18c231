/* Keeps a file open as Excel does, so that nothing else can write or replace it, until standard input ends. */
#include <stdio.h>
#include <windows.h>

int main(int count, char **argv) {
  if (count != 2) return 2;
  if (CreateFileA(argv[1], GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL) == INVALID_HANDLE_VALUE) return 1;
  puts("held");
  fflush(stdout);
  getchar();
  return 0;
}
