#include "diagnose.h"

#include <stdio.h>

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
