/* Reports errors and warnings about files, with their line and column. Internal to libdueby-io. */
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
dueby_status dueby_io_report(dueby_diagnostics *diagnostics, int32_t severity, dueby_status code, int32_t line, int32_t column,
                             const char *format, ...) DUEBY_FORMAT(6, 7);
dueby_status dueby_io_vsay(dueby_diagnostics *diagnostics, int32_t severity, dueby_status code, int32_t line, int32_t column,
                           const char *format, va_list arguments);

/* Passes one diagnostic to a callback, which may be NULL. Returns its code. */
dueby_status dueby_io_vtell(void (*report)(const dueby_diagnostic *what, void *context), void *context, int32_t severity,
                            dueby_status code, int64_t line, int32_t column, const char *format, va_list arguments);

/* Returns the most similar name among those that `list` returns by index, or NULL if none is similar. */
const char *dueby_io_nearest(const dueby_profile *profile, const char *(*list)(const dueby_profile *, int32_t), int32_t count,
                             const char *text, int64_t length);

int dueby_io_is_utf8(const char *text, int64_t length);
#define DUEBY_IO_NOT_UTF8 "the file is not UTF-8: accented letters and symbols may be shown wrong"

#endif
