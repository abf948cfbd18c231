#include "table.h"

#include <dueby.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "os.h"

enum { WIDTH = 125, WIDTH_MIN = 60 };

size_t terminal_width(void) {
  const char *columns = getenv("COLUMNS");
  long wanted = columns ? strtol(columns, NULL, 10) : 0;
  if (wanted < 1) wanted = os_terminal_columns();
  return wanted < 1 ? WIDTH : wanted < WIDTH_MIN ? WIDTH_MIN : (size_t)wanted;
}

/* Returns the width of a string in UTF-8 characters; a byte that is not UTF-8 counts as one. */
size_t width_of(const char *text) {
  size_t width = 0;
  int32_t kind;
  for (int64_t left = (int64_t)strlen(text), bytes; (bytes = dueby_text_character(text, left, &kind)); text += bytes, left -= bytes)
    width++;
  return width;
}

void print_fitted(const char *text, size_t width, int pad) {
  size_t wide = width_of(text), cut = wide > width ? (width > 3 ? width - 3 : width) : wide;
  int32_t kind;
  int64_t left = (int64_t)strlen(text), bytes;
  for (size_t shown = 0; shown < cut && (bytes = dueby_text_character(text, left, &kind)); shown++, text += bytes, left -= bytes)
    if (kind == DUEBY_TEXT_PLAIN) fwrite(text, 1, (size_t)bytes, stdout);
    else putchar('?');
  if (cut < wide && width > 3) fputs("...", stdout);
  if (pad)
    for (size_t i = wide < width ? wide : width; i < width; i++) putchar(' ');
}
