/* Saying what is wrong, and where. Internal to libdueby-io. */
#ifndef DUEBY_IO_DIAGNOSE_H
#define DUEBY_IO_DIAGNOSE_H

#include <stdarg.h>

#include "dueby/io.h"

#if defined(__GNUC__)
#define DUEBY_FORMAT(at, from) __attribute__((format(printf, at, from)))
#else
#define DUEBY_FORMAT(at, from)
#endif

/* Adds a diagnostic and returns its code. `diagnostics` may be NULL. */
dueby_status dueby_io_say(dueby_diagnostics *diagnostics, int32_t severity, dueby_status code, int32_t line, int32_t column,
                          const char *format, ...) DUEBY_FORMAT(6, 7);
dueby_status dueby_io_vsay(dueby_diagnostics *diagnostics, int32_t severity, dueby_status code, int32_t line, int32_t column,
                           const char *format, va_list arguments);

int dueby_io_is_utf8(const char *text, int64_t length);

/* What a file calls something, in one line: control characters, which could move a cursor, become blanks. */
void dueby_io_in_one_line(char *text);

#endif
