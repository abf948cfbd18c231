/* Reads the arguments of a call from its question. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bridge.h"

enum { LINE = 512 };

void *object_of(const json_t *args, const char *name) {
  return (void *)(uintptr_t)json_integer_value(json_object_get(args, name));
}

int flag_of(const json_t *args, const char *name) {
  return json_is_true(json_object_get(args, name));
}

int is_given(const json_t *value) {
  return value && !json_is_null(value);
}

int read_text(const json_t *args, const char *name, const char **text) {
  const json_t *value = json_object_get(args, name);
  *text = json_string_value(value);
  return *text || !is_given(value) || fail("BAD_VALUE", DUEBY_EARGUMENT, "%s: expected a string", name);
}

int fail_written(const char *name, int32_t kind, const char *text, dueby_status status) {
  char problem[LINE] = "";
  dueby_written_problem_text(kind, text, DUEBY_ORDER_ISO, 0, problem, sizeof problem, NULL);
  return fail(status == DUEBY_ECOVERAGE ? "OUTSIDE_COVERAGE" : "BAD_VALUE", status, "%s: %s", name, problem);
}

int read_when(const char *name, const char *text, dueby_when *when) {
  dueby_status status = dueby_when_parse(text, (int64_t)strlen(text), DUEBY_ORDER_ISO, when);
  return status == DUEBY_OK || fail_written(name, DUEBY_WRITTEN_WHEN, text, status);
}

int read_moment(const json_t *args, const char *name, dueby_when *when) {
  const char *text;
  *when = (dueby_when){DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0};
  return read_text(args, name, &text) && (!text || read_when(name, text, when));
}

int read_day(const json_t *args, const char *name, dueby_date *day) {
  dueby_when when;
  const char *text;
  if (!read_moment(args, name, &when) || !read_text(args, name, &text)) return 0;
  if (when.time != DUEBY_TIME_NONE) return fail_written(name, DUEBY_WRITTEN_DAY, text, DUEBY_EARGUMENT);
  *day = when.date;
  return 1;
}

int read_span(const json_t *args, const char *name, dueby_span *span) {
  const char *text;
  *span = (dueby_span){0, 0};
  if (!read_text(args, name, &text)) return 0;
  if (!text || dueby_span_parse(text, (int64_t)strlen(text), span) == DUEBY_OK) return 1;
  return fail_written(name, DUEBY_WRITTEN_SPAN, text, DUEBY_ETEXT);
}

int read_soon(const json_t *args, dueby_span *soon) {
  const char *text;
  if (!read_span(args, "soon", soon) || !read_text(args, "soon", &text)) return 0;
  if (soon->amount >= 0 && soon->unit != DUEBY_UNIT_HOURS && soon->unit != DUEBY_UNIT_MINUTES) return 1;
  return fail_written("soon", DUEBY_WRITTEN_AHEAD, text, DUEBY_EARGUMENT);
}

int read_code(const char *name, int32_t kind, const char *text, int32_t *number) {
  char problem[LINE] = "";
  if (dueby_code_value(kind, text, number) == DUEBY_OK) return 1;
  dueby_code_problem_text(kind, text, problem, sizeof problem, NULL);
  return fail("BAD_VALUE", DUEBY_EARGUMENT, "%s: %s", name, problem);
}

int read_code_of(const json_t *args, const char *name, int32_t kind, int32_t *number) {
  const char *text;
  return read_text(args, name, &text) && (!text || read_code(name, kind, text, number));
}

int read_cutoff(const json_t *args, dueby_when *when) {
  const char *text;
  int32_t cutoff, second, offset;
  dueby_date day;
  if (!read_text(args, "cutoff", &text)) return 0;
  if (!text) return 1;
  if (dueby_written_clock(text, &cutoff) != DUEBY_OK) return fail_written("cutoff", DUEBY_WRITTEN_CLOCK, text, DUEBY_ETEXT);
  if (when->time != DUEBY_TIME_NONE && dueby_time_civil(when->time, &day, &second, &offset) == DUEBY_OK && second >= cutoff)
    when->date = day + 1;
  return 1;
}

int read_holding(const char *name, const char *text, dueby_holding *holding) {
  dueby_status status = dueby_written_holding(text, DUEBY_ORDER_ISO, holding);
  return status == DUEBY_OK || fail_written(name, DUEBY_WRITTEN_HOLDING, text, status);
}

int read_event(const char *name, const dueby_profile *profile, const char *slug, int32_t *event) {
  return dueby_profile_find_event(profile, slug, event) == DUEBY_OK || fail_name(name, DUEBY_NAME_EVENT, profile, slug);
}

int read_texts(const json_t *args, const char *name, const char ***texts, int64_t *count) {
  const json_t *listed = json_object_get(args, name);
  *count = (int64_t)json_array_size(listed);
  *texts = NULL;
  if (!*count)
    return !is_given(listed) || json_is_array(listed) || fail("BAD_VALUE", DUEBY_EARGUMENT, "%s: expected strings", name);
  const char **made = calloc((size_t)*count, sizeof *made);
  if (!made) return fail_status(DUEBY_EMEMORY, NULL);
  for (int64_t i = 0; i < *count; i++) {
    made[i] = json_string_value(json_array_get(listed, (size_t)i));
    if (made[i]) continue;
    free(made);
    return fail("BAD_VALUE", DUEBY_EARGUMENT, "%s: expected strings", name);
  }
  *texts = made;
  return 1;
}
