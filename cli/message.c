#include "message.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dueby/base.h"
#include "exit.h"
#include "os.h"

static void print_plain(const char *text) {
  int32_t kind;
  for (int64_t left = (int64_t)strlen(text), bytes; (bytes = dueby_text_character(text, left, &kind)); text += bytes, left -= bytes)
    if (kind == DUEBY_TEXT_PLAIN) fwrite(text, 1, (size_t)bytes, stderr);
    else fputc('?', stderr);
}

/* Prints a message on one line. Messages may quote the name of a file, which can contain any character. The buffer is static, so
 * that messages need no memory, and larger than any message. */
static void report_after(const char *start, const char *format, va_list arguments) {
  static char text[1 << 16];
  if (vsnprintf(text, sizeof text, format, arguments) < 0) *text = '\0';
  fputs(start, stderr);
  print_plain(text);
  fputc('\n', stderr);
  fflush(stderr); /* flushes standard error, because os_begin may have set up a buffer for it */
}

void print_error(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  report_after("dueby: ", format, arguments);
  va_end(arguments);
}

void print_note(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  report_after("dueby: note: ", format, arguments);
  va_end(arguments);
}

int usage_error(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  report_after("dueby: ", format, arguments);
  va_end(arguments);
  return USAGE;
}

const char *bad_file_text(int32_t status) {
  return status == DUEBY_ELIMIT ? "the file is larger than 4 MiB" : dueby_status_text(status);
}

int report_no_memory(void) {
  print_error("out of memory");
  return BAD_FILE;
}

static int colours(void) {
  const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
  return os_is_terminal(stdout) && !(no_colour && *no_colour) && !(terminal && strcmp(terminal, "dumb") == 0);
}

const char *colour_on(enum colour colour) {
  if (!colours()) return "";
  return colour == RED ? "\033[31m" : colour == GREEN ? "\033[32m" : colour == YELLOW ? "\033[33m" : "\033[1m";
}

const char *colour_off(void) {
  return colours() ? "\033[0m" : "";
}
