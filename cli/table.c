#include "table.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH = 125, WIDTH_MIN = 60 };

size_t terminal_width(void) {
  const char *columns = getenv("COLUMNS");
  struct winsize size;
  long wanted = columns ? strtol(columns, NULL, 10) : 0;
  if (wanted < 1 && isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) wanted = size.ws_col;
  return wanted < 1 ? WIDTH : wanted < WIDTH_MIN ? WIDTH_MIN : (size_t)wanted;
}

/* The number of characters of a UTF-8 text. */
size_t width_of(const char *text) {
  size_t width = 0;
  for (; *text; text++) width += ((unsigned char)*text & 0xc0) != 0x80;
  return width;
}

/* The bytes of the control character at `text`, including U+0080 to U+009F; 0: it is not one. */
static int control_size(const char *text) {
  unsigned char first = (unsigned char)text[0], second = (unsigned char)text[1];
  if (first == 0xc2 && second >= 0x80 && second < 0xa0) return 2;
  return first < ' ' || first == 127;
}

/* Prints a text in at most `width` columns; one that is cut ends in three dots. Control characters are left out, as they could move
 * the cursor. */
void print_fitted(const char *text, size_t width, int pad) {
  size_t wide = width_of(text), cut = wide > width ? (width > 3 ? width - 3 : width) : wide, shown = 0;
  for (; *text; text++) {
    if (((unsigned char)*text & 0xc0) != 0x80 && shown++ == cut) break;
    int control = control_size(text);
    putchar(control ? '?' : *text);
    text += control == 2;
  }
  if (cut < wide && width > 3) fputs("...", stdout);
  if (pad)
    for (size_t i = wide < width ? wide : width; i < width; i++) putchar(' ');
}
