/* Finds calls by name, and writes answers and errors. This file also has the functions for columns and single days, which do not
 * use JSON. */
#include "bridge.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT(name) __attribute__((export_name(#name))) name

/* ---- the answer ---- */

enum { FIRST_ROOM = 4096, ESCAPED = 6 }; /* ESCAPED is the maximum number of bytes that one character takes in JSON */

static char *answer;
static int64_t used, size;
static int is_lost; /* 1 if the answer is incomplete because memory ran out */

int make_room(int64_t wanted) {
  if (used + wanted <= size) return 1;
  int64_t larger = (used + wanted) * 2;
  char *grown = larger < INT32_MAX ? realloc(answer, (size_t)larger) : NULL;
  is_lost |= !grown;
  if (!grown) return 0;
  answer = grown;
  size = larger;
  return 1;
}

char *room_at(void) {
  return answer + used;
}

int64_t room_left(void) {
  return size - used;
}

void take_room(int64_t length) {
  used += length;
}

void put_bytes(const char *bytes, int64_t length) {
  if (!make_room(length + 1)) return;
  if (length) memcpy(answer + used, bytes, (size_t)length);
  used += length;
}

void put(const char *text) {
  put_bytes(text, (int64_t)strlen(text));
}

void put_number(int64_t number) {
  char text[24];
  snprintf(text, sizeof text, "%lld", (long long)number);
  put(text);
}

static char *escape(char *at, unsigned char letter) {
  static const char digits[] = "0123456789abcdef";
  if (letter < ' ') {
    memcpy(at, "\\u00", 4);
    at[4] = digits[letter >> 4];
    at[5] = digits[letter & 15];
    return at + ESCAPED;
  }
  if (letter == '"' || letter == '\\') *at++ = '\\';
  *at++ = (char)letter;
  return at;
}

static void put_escaped(const char *text, int64_t length) {
  put("\"");
  if (!make_room(ESCAPED * length + 1)) return;
  char *at = answer + used;
  for (int64_t i = 0; i < length; i++) at = escape(at, (unsigned char)text[i]);
  used = at - answer;
  put("\"");
}

void put_string(const char *text) {
  if (text) put_escaped(text, (int64_t)strlen(text));
  else put("null");
}

int64_t begin_string(void) {
  return used;
}

void end_string(int64_t from, int is_text) {
  int64_t length = used - from;
  used = from;
  char *copy = is_text && length ? malloc((size_t)length) : NULL;
  if (!copy) {
    put("null");
    return;
  }
  memcpy(copy, answer + from, (size_t)length);
  put_escaped(copy, length);
  free(copy);
}

void put_name(const char *name) {
  if (used && answer[used - 1] != '{') put(",");
  put_string(name);
  put(":");
}

void put_when(const dueby_when *when) {
  char text[40];
  put_string(when->date != DUEBY_DATE_NONE && dueby_when_text(when, text, sizeof text, NULL) == DUEBY_OK ? text : NULL);
}

void put_day(dueby_date day) {
  const dueby_when when = {DUEBY_TIME_NONE, day, 0};
  put_when(&when);
}

void put_object(const void *object) {
  put_number((int64_t)(uintptr_t)object);
}

/* ---- errors ---- */

static int write_failure(const char *code, dueby_status status, const char *message) {
  used = 0;
  put("{");
  put_name("code");
  put_string(code);
  put_name("status");
  put_number(status);
  put_name("message");
  put_string(message);
  put("}");
  return 0;
}

int fail(const char *code, dueby_status status, const char *format, ...) {
  static char message[4096];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  return write_failure(code, status, message);
}

static const char *code_of(dueby_status status) {
  switch (status) {
  case DUEBY_EMEMORY: return "NO_MEMORY";
  case DUEBY_ECOVERAGE: return "OUTSIDE_COVERAGE";
  case DUEBY_ENOTFOUND: return "UNKNOWN_NAME";
  case DUEBY_EFORMAT:
  case DUEBY_EFILE:
  case DUEBY_ELIMIT: return "BAD_FILE";
  case DUEBY_ENOTINFORCE:
  case DUEBY_ENOTIME:
  case DUEBY_ENOTSTATED:
  case DUEBY_EFACT:
  case DUEBY_ENORULE:
  case DUEBY_DONE: return "NOT_COMPUTABLE";
  default: return "BAD_VALUE";
  }
}

int fail_status(dueby_status status, const char *what) {
  return fail(code_of(status), status, "%s%s%s", what ? what : "", what ? ": " : "", dueby_status_text(status));
}

int fail_coverage(const dueby_calendar *calendar) {
  char text[128] = "";
  dueby_calendar_coverage_text(calendar, text, sizeof text, NULL);
  return fail(code_of(DUEBY_ECOVERAGE), DUEBY_ECOVERAGE, "%s", text);
}

static void write_problem(const dueby_diagnostic *one) {
  put("{");
  put_name("line");
  put_number(one->line);
  put_name("column");
  put_number(one->column);
  put_name("severity");
  put_string(one->severity == DUEBY_SEVERITY_WARNING ? "note" : "error");
  put_name("message");
  put_string(one->message);
  put("}");
}

int fail_file(dueby_status status, const char *name, const dueby_diagnostics *diagnostics) {
  int64_t kept = diagnostics->count < diagnostics->capacity ? diagnostics->count : diagnostics->capacity;
  const dueby_diagnostic *last = kept ? &diagnostics->items[kept - 1] : NULL;
  if (status == DUEBY_EMEMORY) return fail_status(status, NULL);
  if (!last) fail("BAD_FILE", status, "%s: %s", name, dueby_status_text(status));
  else if (!last->line) fail("BAD_FILE", status, "%s: %s", name, last->message);
  else fail("BAD_FILE", status, "%s:%d:%d: %s", name, (int)last->line, (int)last->column, last->message);
  used--; /* removes the closing brace */
  put_name("problems");
  put("[");
  for (int64_t i = 0; i < kept; i++) {
    if (i) put(",");
    write_problem(&diagnostics->items[i]);
  }
  put("]}");
  return 0;
}

enum { LINE = 1024 };

int fail_name(const char *argument, int32_t kind, const dueby_profile *profile, const char *name) {
  char text[LINE] = "";
  dueby_unknown_name_text(kind, profile, name, DUEBY_STYLE_JAVASCRIPT, text, sizeof text, NULL);
  return fail("UNKNOWN_NAME", DUEBY_ENOTFOUND, "%s%s%s", argument ? argument : "", argument ? ": " : "", text);
}

int refuse(dueby_status status, const char *argument, int32_t refusal, const char *found) {
  char text[LINE] = "";
  dueby_refusal_text(refusal, DUEBY_STYLE_JAVASCRIPT, found, text, sizeof text, NULL);
  return fail(code_of(status), status, "%s%s%s", argument ? argument : "", argument ? ": " : "", text);
}

/* Returns the message of a refusal, or the message about a string that cannot be read. */
int call_refusal(const json_t *args) {
  const char *found = json_string_value(json_object_get(args, "found"));
  PUT_STRING(dueby_refusal_text, (int32_t)json_integer_value(json_object_get(args, "refusal")), DUEBY_STYLE_JAVASCRIPT, found);
  return 1;
}

int call_written(const json_t *args) {
  const char *text = json_string_value(json_object_get(args, "text"));
  PUT_STRING(dueby_written_problem_text, (int32_t)json_integer_value(json_object_get(args, "kind")), text, DUEBY_ORDER_ISO, 0);
  return 1;
}

/* ---- the calls ---- */

static const struct {
  char name[20];
  call_function *function;
} calls[] = {
    {"versions", call_versions},
    {"status", call_status},
    {"refusal", call_refusal},
    {"written", call_written},
    {"nearest", call_nearest},
    {"free", call_free},
    {"profiles", call_profiles},
    {"profile", call_profile},
    {"profile_yaml", call_profile_yaml},
    {"profile_about", call_profile_about},
    {"profile_rules", call_profile_rules},
    {"calendar", call_calendar},
    {"calendar_days", call_calendar_days},
    {"calendar_file", call_calendar_file},
    {"calendar_change", call_calendar_change},
    {"calendar_weekend", call_calendar_weekend},
    {"calendar_about", call_calendar_about},
    {"holidays", call_holidays},
    {"is_working", call_is_working},
    {"between", call_between},
    {"add", call_add},
    {"span", call_span},
    {"query", call_query},
    {"due", call_due},
    {"check", call_check},
    {"explain", call_explain},
    {"worklist", call_worklist},
    {"lines", call_lines},
    {"item_texts", call_item_texts},
    {"quality", call_quality},
    {"disclaimer", call_disclaimer},
    {"column", call_column},
    {"summary", call_summary},
    {"since", call_since},
    {"what_if", call_what_if},
    {"page", call_page},
    {"ics", call_ics},
    {"measures", call_measures},
    {"measure_children", call_measure_children},
    {"measures_page", call_measures_page},
};

static int call_by_name(const json_t *args) {
  const char *name = json_string_value(json_object_get(args, "call"));
  for (size_t i = 0; name && i < sizeof calls / sizeof *calls; i++)
    if (strcmp(calls[i].name, name) == 0) return calls[i].function(args);
  return fail("BAD_VALUE", DUEBY_EARGUMENT, "no such call");
}

int32_t EXPORT(dueby_js_call)(const char *text, int32_t length);
/* Reports why a question could not be read. JSON.stringify made the question, so only characters within its strings can be
 * wrong. */
static int fail_unread(const json_error_t *error) {
  if (json_error_code(error) == json_error_out_of_memory) return fail_status(DUEBY_EMEMORY, NULL);
  return refuse(DUEBY_ETEXT, NULL, DUEBY_REFUSAL_STRING, NULL);
}

int32_t dueby_js_call(const char *text, int32_t length) {
  json_error_t error;
  json_object_seed(1); /* otherwise jansson seeds its hash from the clock */
  json_t *args = json_loadb(text, (size_t)length, JSON_DECODE_ANY, &error);
  used = is_lost = 0;
  make_room(FIRST_ROOM);
  int done = args ? call_by_name(args) : fail_unread(&error);
  json_decref(args);
  if (!is_lost) return done;
  is_lost = 0;
  return fail("NO_MEMORY", DUEBY_EMEMORY, "out of memory");
}

const char *EXPORT(dueby_js_text)(void);
const char *dueby_js_text(void) {
  return answer;
}

int32_t EXPORT(dueby_js_length)(void);
int32_t dueby_js_length(void) {
  return (int32_t)used;
}

void *EXPORT(dueby_js_alloc)(int32_t bytes);
void *dueby_js_alloc(int32_t bytes) {
  return malloc((size_t)bytes + 1);
}

void EXPORT(dueby_js_free)(void *memory);
void dueby_js_free(void *memory) {
  free(memory);
}

/* ---- days as numbers ---- */

/* Returns the due day or, if there is none, a number at or below BELOW that stands for the status and is never a day. */
enum { BELOW = -1000000 };
int32_t EXPORT(dueby_js_due_day)(const dueby_query *query, dueby_date day);
int32_t dueby_js_due_day(const dueby_query *query, dueby_date day) {
  const dueby_event trigger = {.date = day, .has = DUEBY_HAS_DATE};
  dueby_deadline deadline;
  dueby_status status = dueby_query_due(query, &trigger, NULL, &deadline);
  return status == DUEBY_OK ? deadline.due : BELOW - status;
}

/* Fills the columns that are not NULL. Returns how many elements have no answer, or -1 - status if the call failed. */
int32_t EXPORT(dueby_js_due_days)(const dueby_query *query, int32_t flags, int32_t count, const dueby_date *days,
                                  const dueby_date *born, dueby_date *due, int32_t *rule, uint8_t *certainty, uint8_t *status);
int32_t dueby_js_due_days(const dueby_query *query, int32_t flags, int32_t count, const dueby_date *days, const dueby_date *born,
                          dueby_date *due, int32_t *rule, uint8_t *certainty, uint8_t *status) {
  int64_t failed = 0;
  const dueby_due_columns columns = {.flags = flags,
                                     .count = count,
                                     .trigger = days,
                                     .born = born,
                                     .due = due,
                                     .rule = rule,
                                     .certainty = certainty,
                                     .status = status};
  dueby_status result = dueby_query_due_many(query, &columns, &failed);
  return result == DUEBY_OK ? (int32_t)failed : -1 - result;
}

int32_t EXPORT(dueby_js_add_days)(const dueby_calendar *calendar, int32_t amount, int32_t unit, int32_t counting, int32_t roll,
                                  int32_t count, const dueby_date *days, dueby_date *ends);
int32_t dueby_js_add_days(const dueby_calendar *calendar, int32_t amount, int32_t unit, int32_t counting, int32_t roll,
                          int32_t count, const dueby_date *days, dueby_date *ends) {
  int64_t failed = 0;
  dueby_status status = dueby_span_add_many((dueby_span){amount, unit}, counting, roll, calendar, days, count, ends, NULL, &failed);
  return status == DUEBY_OK ? (int32_t)failed : -1 - status;
}

int32_t EXPORT(dueby_js_count_days)(const dueby_calendar *calendar, int32_t include, int32_t count, const dueby_date *starts,
                                    const dueby_date *ends, int32_t *working_days);
int32_t dueby_js_count_days(const dueby_calendar *calendar, int32_t include, int32_t count, const dueby_date *starts,
                            const dueby_date *ends, int32_t *working_days) {
  int64_t failed = 0;
  dueby_status status = dueby_calendar_count_many(calendar, starts, ends, include, count, working_days, NULL, &failed);
  return status == DUEBY_OK ? (int32_t)failed : -1 - status;
}
