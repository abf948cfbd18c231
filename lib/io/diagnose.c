#include "diagnose.h"

#include <stdio.h>
#include <string.h>

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
  int32_t kind = DUEBY_TEXT_PLAIN;
  for (int64_t i = 0; !is_ascii && i < length && kind != DUEBY_TEXT_BROKEN;) i += dueby_text_character(text + i, length - i, &kind);
  return kind != DUEBY_TEXT_BROKEN;
}

/* Makes a message printable. It may quote a file, so only plain characters reach a terminal, and no character is cut in half. */
static void make_printable(char *text) {
  char *to = text;
  int32_t kind;
  for (int64_t left = (int64_t)strlen(text), bytes; (bytes = dueby_text_character(text, left, &kind));
       text += bytes, left -= bytes) {
    if (kind == DUEBY_TEXT_PLAIN) memmove(to, text, (size_t)bytes);
    else *to = '?';
    to += kind == DUEBY_TEXT_PLAIN ? bytes : 1;
  }
  *to = '\0';
}

dueby_status dueby_io_vsay(dueby_diagnostics *diagnostics, int32_t severity, dueby_status code, int32_t line, int32_t column,
                           const char *format, va_list arguments) {
  if (!diagnostics || !diagnostics->items || diagnostics->capacity < 1) return code;
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
  if (vsnprintf(item->message, sizeof item->message, format, arguments) < 0) *item->message = '\0';
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

dueby_status dueby_io_vtell(void (*report)(const dueby_diagnostic *what, void *context), void *context, int32_t severity,
                            dueby_status code, int64_t line, int32_t column, const char *format, va_list arguments) {
  dueby_diagnostic what;
  dueby_diagnostics list = {&what, 1, 0};
  dueby_io_vsay(&list, severity, code, line > INT32_MAX ? 0 : (int32_t)line, column, format, arguments);
  if (report) report(&what, context);
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
