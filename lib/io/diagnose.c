#include "diagnose.h"

#include <stdio.h>
#include <string.h>

/* How many of at most `left` bytes the UTF-8 character takes that begins there; 0: none does, or it is not whole. */
int64_t dueby_io_character(const char *text, int64_t left) {
  const unsigned char *at = (const unsigned char *)text;
  int64_t size = *at < 0x80 ? 1 : *at < 0xc2 ? 0 : *at < 0xe0 ? 2 : *at < 0xf0 ? 3 : *at < 0xf5 ? 4 : 0;
  if (size > left) return 0;
  for (int64_t i = 1; i < size; i++)
    if ((at[i] & 0xc0) != 0x80) return 0;
  int is_overlong = (*at == 0xe0 && at[1] < 0xa0) || (*at == 0xf0 && at[1] < 0x90);
  int is_no_scalar = (*at == 0xed && at[1] > 0x9f) || (*at == 0xf4 && at[1] > 0x8f);
  return is_overlong || is_no_scalar ? 0 : size;
}

int dueby_io_is_utf8(const char *text, int64_t length) {
  enum { AT_ONCE = 8 };
  uint64_t bits = 0, eight;
  int64_t at = 0;
  for (; at + AT_ONCE <= length; at += AT_ONCE) {
    memcpy(&eight, text + at, AT_ONCE);
    bits |= eight;
  }
  for (; at < length; at++) bits |= (unsigned char)text[at];
  int is_ascii = !(bits & UINT64_C(0x8080808080808080));
  for (int64_t i = 0, size; !is_ascii && i < length; i += size)
    if (!(size = dueby_io_character(text + i, length - i))) return 0;
  return 1;
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

/* A message may quote a file: it must not send control characters or half a character to a terminal. */
static void make_printable(char *text) {
  enum { LONGEST = 4 };
  for (unsigned char *at = (unsigned char *)text; *at;) {
    int64_t size = is_control(at) ? 0 : dueby_io_character((const char *)at, LONGEST); /* none is cut off by the zero at the end */
    if (!size) *at = '?';
    at += size ? size : 1;
  }
}

dueby_status dueby_io_vsay(dueby_diagnostics *diagnostics, int32_t severity, dueby_status code, int32_t line, int32_t column,
                           const char *format, va_list arguments) {
  if (!diagnostics || diagnostics->capacity < 1) return code;
  int64_t at = diagnostics->count++;
  if (at >= diagnostics->capacity) {
    if (severity != DUEBY_SEVERITY_ERROR) return code;
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

dueby_status dueby_io_report(dueby_diagnostics *diagnostics, int32_t severity, dueby_status code, int32_t line, int32_t column,
                             const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  dueby_io_vsay(diagnostics, severity, code, line, column, format, arguments);
  va_end(arguments);
  return code;
}

dueby_status dueby_io_vtell(void (*say)(void *to, const dueby_diagnostic *what), void *to, int32_t severity, dueby_status code,
                            int64_t line, int32_t column, const char *format, va_list arguments) {
  dueby_diagnostic what;
  dueby_diagnostics list = {&what, 1, 0};
  dueby_io_vsay(&list, severity, code, line > INT32_MAX ? 0 : (int32_t)line, column, format, arguments);
  if (say) say(to, &what);
  return code;
}

const char *dueby_io_nearest(const dueby_profile *profile, const char *(*list)(const dueby_profile *, int32_t), int32_t count,
                             const char *text, int64_t length) {
  enum { WANTED = 128 };
  char wanted[WANTED];
  dueby_nearest nearest = {wanted, NULL, 0, 0};
  snprintf(wanted, sizeof wanted, "%.*s", (int)(length < WANTED ? length : WANTED - 1), text);
  for (int32_t i = 0; i < count; i++) dueby_nearest_consider(&nearest, list(profile, i));
  return nearest.name;
}
