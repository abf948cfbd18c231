/* The library for the JavaScript package. Each call takes a question as JSON and returns an answer as JSON.
 *
 * A question is an object. Its `call` names the function; its other members are the arguments, under their JavaScript names. A
 * function reads them, and either writes its answer and returns 1, or writes an error (fail) and returns 0. Objects of the
 * library are passed as numbers, which are their addresses in the module's memory. */
#ifndef DUEBY_JS_BRIDGE_H
#define DUEBY_JS_BRIDGE_H

#include <dueby.h>
#include <jansson.h>

#include "dueby/io.h"

/* ---- the answer ---- */

void put(const char *text);
void put_bytes(const char *bytes, int64_t length);
void put_number(int64_t number);
void put_string(const char *text); /* writes a JSON string, or null for NULL */
void put_name(const char *name);   /* writes the name of a member, after a comma unless it is the first */
void put_day(dueby_date day);      /* writes null for DUEBY_DATE_NONE */
void put_when(const dueby_when *when);
void put_object(const void *object);

/* Calls a function that writes text into a buffer, and appends that text to the answer. */
#define PUT_TEXT(status, function, ...) PUT_GROWING(status, function(__VA_ARGS__, room_at(), room_left(), &put_needed))
#define PUT_GROWING(status, call)                                                  \
  do {                                                                             \
    int64_t put_needed = 0;                                                        \
    while (((status) = (call)) == DUEBY_ESPACE && make_room(put_needed)) continue; \
    if ((status) == DUEBY_OK) take_room(put_needed - 1);                           \
  } while (0)
char *room_at(void);
int64_t room_left(void);
int make_room(int64_t size);
void take_room(int64_t length);

/* Calls a function that writes text, and appends it to the answer as a JSON string, or null if it is empty or the call fails. */
#define PUT_STRING(function, ...)                 \
  do {                                            \
    dueby_status put_status;                      \
    int64_t put_from = begin_string();            \
    PUT_TEXT(put_status, function, __VA_ARGS__);  \
    end_string(put_from, put_status == DUEBY_OK); \
  } while (0)
int64_t begin_string(void);
void end_string(int64_t from, int is_text);

/* ---- errors ---- */

int fail(const char *code, dueby_status status, const char *format, ...) __attribute__((format(printf, 3, 4)));
int fail_status(dueby_status status, const char *what);
int fail_coverage(const dueby_calendar *calendar);
int fail_file(dueby_status status, const char *name, const dueby_diagnostics *diagnostics);
/* Fail with a message: that a name is unknown, or that a value is refused. The argument, which may be NULL, comes before the
 * message. */
int fail_name(const char *argument, int32_t kind, const dueby_profile *profile, const char *name);
int refuse(dueby_status status, const char *argument, int32_t refusal, const char *found);

enum { DIAGNOSTICS_MAX = 64 };
#define DIAGNOSTICS(name)                                \
  static dueby_diagnostic name##_items[DIAGNOSTICS_MAX]; \
  dueby_diagnostics name = {name##_items, DIAGNOSTICS_MAX, 0}

/* ---- arguments: return 0 after calling fail ---- */

void *object_of(const json_t *args, const char *name);
int flag_of(const json_t *args, const char *name);
int is_given(const json_t *value);                                      /* 0 if it is missing or null */
int read_text(const json_t *args, const char *name, const char **text); /* sets NULL if the argument is missing */
int read_when(const char *name, const char *text, dueby_when *when);
int read_moment(const json_t *args, const char *name, dueby_when *when); /* its date is NONE if the argument is missing */
int read_day(const json_t *args, const char *name, dueby_date *day);     /* sets NONE if the argument is missing */
int read_span(const json_t *args, const char *name, dueby_span *span);   /* its unit is 0 if the argument is missing */
int read_soon(const json_t *args, dueby_span *soon);
int fail_written(const char *name, int32_t kind, const char *text, dueby_status status); /* fails with the reason why a string
                                                                                          * cannot be read */
int read_code(const char *name, int32_t kind, const char *text, int32_t *number);
int read_code_of(const json_t *args, const char *name, int32_t kind, int32_t *number); /* unchanged if there is no such argument */
int read_cutoff(const json_t *args, dueby_when *when); /* moves a time after the cut-off to the next day */
int read_tags(const json_t *args, const dueby_profile *profile, dueby_tags *tags); /* reads the array "tags" */
int read_holding(const char *name, const char *text, dueby_holding *holding); /* reads "latest", "since:2025-04-01" and the like */
int read_event(const char *name, const dueby_profile *profile, const char *slug, int32_t *event);

/* Reads an array of strings. The caller frees the array of pointers. If the argument is missing, it is NULL and the count is 0. */
int read_texts(const json_t *args, const char *name, const char ***texts, int64_t *count);

/* Reads the definitions of measures from the argument "definitions", which is YAML; without it, uses the built-in ones. */
int read_definitions(const json_t *args, const dueby_profile *profile, dueby_definitions **definitions);

/* ---- calls ---- */

typedef int call_function(const json_t *args);
call_function call_refusal, call_written, call_nearest;
call_function call_versions, call_status, call_free, call_profiles, call_profile, call_profile_yaml, call_profile_about,
    call_profile_rules;
call_function call_calendar, call_calendar_days, call_calendar_file, call_calendar_change, call_calendar_weekend,
    call_calendar_about, call_holidays, call_is_working, call_between, call_add, call_span;
call_function call_query, call_due, call_check, call_explain;
call_function call_worklist, call_lines, call_item_texts, call_quality, call_disclaimer, call_column, call_summary, call_since,
    call_what_if, call_page, call_ics;
call_function call_measures, call_measure_children, call_measures_page;

#endif
