#include "diagnose.h"

#include <stdio.h>

/* How many bytes a UTF-8 character takes by its first byte; 0: none begins so. */
static int character_size(unsigned char first) {
  return first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
}

/* U+0000 to U+001F, U+007F, and U+0080 to U+009F, in UTF-8. */
static int is_control(const unsigned char *at) {
  return *at < ' ' || *at == 127 || (*at == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0);
}

void dueby_io_in_one_line(char *text) {
  for (unsigned char *at = (unsigned char *)text; *at; at++) {
    if (!is_control(at)) continue;
    if (*at == 0xc2) *at++ = ' ';
    *at = ' ';
  }
}

/* A message may quote a file: no control character, and no character cut in half, goes on to a terminal. */
static void make_printable(char *text) {
  for (unsigned char *at = (unsigned char *)text; *at;) {
    int size = character_size(*at), whole = size > 0 && !is_control(at);
    for (int i = 1; i < size && whole; i++) whole = (at[i] & 0xc0) == 0x80;
    if (!whole) *at = '?';
    at += whole ? size : 1;
  }
}

dueby_status dueby_io_vsay(dueby_diagnostics *diagnostics, int32_t severity, dueby_status code, int32_t line, int32_t column,
                           const char *format, va_list arguments) {
  if (!diagnostics || diagnostics->capacity < 1) return code;
  int64_t at = diagnostics->count++;
  if (at >= diagnostics->capacity) {
    if (severity != DUEBY_ERROR) return code;
    at = diagnostics->capacity - 1;
  }
  dueby_diagnostic *item = &diagnostics->items[at];
  item->severity = severity;
  item->code = code;
  item->line = line;
  item->column = column;
  vsnprintf(item->message, sizeof item->message, format, arguments);
  make_printable(item->message);
  return code;
}

dueby_status dueby_io_say(dueby_diagnostics *diagnostics, int32_t severity, dueby_status code, int32_t line, int32_t column,
                          const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  dueby_io_vsay(diagnostics, severity, code, line, column, format, arguments);
  va_end(arguments);
  return code;
}
