/* Keeps profiles and calendars as external pointers, reads their contents, and counts days. */
#include <string.h>

#include "binding.h"

static const char *text_in(SEXP text) {
  return Rf_isNull(text) ? NULL : Rf_translateCharUTF8(STRING_ELT(text, 0));
}

/* ---- profiles ---- */

static void free_profile(SEXP pointer) {
  dueby_profile_free(R_ExternalPtrAddr(pointer));
  R_ClearExternalPtr(pointer);
}

const dueby_profile *profile_of(SEXP pointer) {
  return held(pointer, "profile");
}

/* Opens a built-in profile. Returns NULL if there is no such profile. */
SEXP dueby_r_profile(SEXP name) {
  dueby_profile *profile;
  dueby_status status = dueby_profile_new(text_in(name), &profile);
  if (status == DUEBY_ENOTFOUND) return R_NilValue;
  if (status != DUEBY_OK) fail(status, dueby_status_text(status));
  return hold(profile, "profile", free_profile);
}

SEXP dueby_r_profile_file(SEXP path, SEXP shown) {
  dueby_diagnostic items[DIAGNOSTICS];
  dueby_diagnostics diagnostics = {items, DIAGNOSTICS, 0};
  dueby_profile *profile;
  dueby_status status = dueby_io_profile_from_file(text_in(path), &diagnostics, &profile);
  if (status != DUEBY_OK) fail(DUEBY_EFORMAT, diagnostics_text(text_in(shown), &diagnostics, status));
  return hold(profile, "profile", free_profile);
}

SEXP dueby_r_profile_yaml(SEXP yaml) {
  dueby_diagnostic items[DIAGNOSTICS];
  dueby_diagnostics diagnostics = {items, DIAGNOSTICS, 0};
  const char *text = text_in(yaml);
  dueby_profile *profile;
  dueby_status status = dueby_io_profile_from_yaml(text, (int64_t)strlen(text), NULL, &diagnostics, &profile);
  if (status != DUEBY_OK) fail(DUEBY_EFORMAT, diagnostics_text("yaml", &diagnostics, status));
  return hold(profile, "profile", free_profile);
}

/* Returns a profile's name, title, parent and digest. */
SEXP dueby_r_profile_about(SEXP pointer) {
  const dueby_profile *profile = profile_of(pointer);
  char digest[DUEBY_DIGEST_SIZE];
  dueby_status status = dueby_profile_digest(profile, digest, (int64_t)sizeof digest, NULL);
  if (status != DUEBY_OK) fail(status, dueby_status_text(status));
  const char *texts[] = {dueby_profile_name(profile), dueby_profile_title(profile), dueby_profile_parent(profile), digest};
  SEXP about = PROTECT(Rf_allocVector(STRSXP, 4));
  for (int i = 0; i < 4; i++) SET_STRING_ELT(about, i, utf8(texts[i]));
  UNPROTECT(1);
  return about;
}

/* Returns the names of a profile's duties, events (from number 1) and tags. */
SEXP dueby_r_profile_names(SEXP pointer) {
  static const char *const names[] = {"duties", "events", "tags"};
  const dueby_profile *profile = profile_of(pointer);
  int32_t duties = dueby_profile_duty_count(profile), events = dueby_profile_event_count(profile),
          tags = dueby_profile_tag_count(profile);
  SEXP list = named_list(names, 3);
  SET_VECTOR_ELT(list, 0, Rf_allocVector(STRSXP, duties));
  for (int32_t i = 0; i < duties; i++) SET_STRING_ELT(VECTOR_ELT(list, 0), i, utf8(dueby_profile_duty(profile, i)));
  SET_VECTOR_ELT(list, 1, Rf_allocVector(STRSXP, events - 1));
  for (int32_t i = 1; i < events; i++) SET_STRING_ELT(VECTOR_ELT(list, 1), i - 1, utf8(dueby_profile_event_slug(profile, i)));
  SET_VECTOR_ELT(list, 2, Rf_allocVector(STRSXP, tags));
  for (int32_t i = 0; i < tags; i++) SET_STRING_ELT(VECTOR_ELT(list, 2), i, utf8(dueby_profile_tag(profile, i)));
  UNPROTECT(1);
  return list;
}

/* ---- every rule: one row for each version ---- */

enum { RULE, DUTY, TITLE, TRIGGER, DUE, TIMESCALE, SOURCE, PROFILE, READING, RULE_TEXTS };
enum { AUTHORITY, FORCE, CHECKED, RULE_CODES };
enum { FROM, TO, READ_ON, RULE_DAYS };
enum { ALTERNATIVE = RULE_TEXTS + RULE_CODES + RULE_DAYS, RULE_COLUMNS };

static const char *rule_text(const dueby_profile *profile, int32_t rule, int32_t version, int what) {
  static const int32_t fields[] = {[RULE] = DUEBY_RULE_ADDRESS,
                                   [DUTY] = DUEBY_RULE_ID,
                                   [TITLE] = DUEBY_RULE_TITLE,
                                   [TRIGGER] = DUEBY_RULE_TRIGGER,
                                   [DUE] = DUEBY_RULE_DUE,
                                   [TIMESCALE] = 0,
                                   [SOURCE] = 0,
                                   [PROFILE] = DUEBY_RULE_PROFILE,
                                   [READING] = DUEBY_RULE_READING};
  if (fields[what]) return dueby_rule_text(profile, rule, version, fields[what]);
  struct reading read = start_reading();
  dueby_status status;
  do
    status = (what == SOURCE ? dueby_explain_source : dueby_explain_timescale)(profile, rule, version, read.text, read.size,
                                                                               &read.needed);
  while (grow(&read, status));
  return status == DUEBY_OK && *read.text ? read.text : NULL;
}

static void fill_rule(SEXP list, R_xlen_t row, const dueby_profile *profile, int32_t rule, int32_t version) {
  static const int32_t codes[RULE_CODES][2] = {[AUTHORITY] = {DUEBY_RULE_AUTHORITY, DUEBY_CODE_AUTHORITY},
                                               [FORCE] = {DUEBY_RULE_FORCE, DUEBY_CODE_FORCE},
                                               [CHECKED] = {DUEBY_RULE_CHECKED, DUEBY_CODE_CHECKED}};
  static const int32_t days[RULE_DAYS] = {[FROM] = DUEBY_RULE_FROM, [TO] = DUEBY_RULE_TO, [READ_ON] = DUEBY_RULE_READ_ON};
  for (int i = 0; i < RULE_TEXTS; i++) SET_STRING_ELT(VECTOR_ELT(list, i), row, utf8(rule_text(profile, rule, version, i)));
  for (int i = 0; i < RULE_CODES; i++) {
    const char *code = dueby_code_name(codes[i][1], dueby_rule_number(profile, rule, version, codes[i][0]));
    SET_STRING_ELT(VECTOR_ELT(list, RULE_TEXTS + i), row, utf8(code));
  }
  for (int i = 0; i < RULE_DAYS; i++)
    INTEGER(VECTOR_ELT(list, RULE_TEXTS + RULE_CODES + i))[row] = dueby_rule_number(profile, rule, version, days[i]);
  LOGICAL(VECTOR_ELT(list, ALTERNATIVE))[row] = dueby_rule_number(profile, rule, version, DUEBY_RULE_ALTERNATIVE_OF) >= 0;
}

SEXP dueby_r_rules(SEXP pointer) {
  static const char *const names[RULE_COLUMNS] = {"rule",   "duty",    "title",   "trigger",    "due",   "timescale",
                                                  "source", "profile", "reading", "authority",  "force", "checked",
                                                  "from",   "to",      "read_on", "alternative"};
  const dueby_profile *profile = profile_of(pointer);
  R_xlen_t rows = 0, row = 0;
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++) rows += dueby_rule_version_count(profile, rule);
  SEXP list = named_list(names, RULE_COLUMNS);
  for (int i = 0; i < RULE_COLUMNS; i++)
    SET_VECTOR_ELT(list, i, Rf_allocVector(i < RULE_TEXTS + RULE_CODES ? STRSXP : i < ALTERNATIVE ? INTSXP : LGLSXP, rows));
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++)
    for (int32_t version = 0; version < dueby_rule_version_count(profile, rule); version++)
      fill_rule(list, row++, profile, rule, version);
  UNPROTECT(1);
  return list;
}

/* ---- calendars ---- */

static void free_calendar(SEXP pointer) {
  dueby_calendar_free(R_ExternalPtrAddr(pointer));
  R_ClearExternalPtr(pointer);
}

const dueby_calendar *calendar_of(SEXP pointer) {
  return held(pointer, "calendar");
}

/* Returns a calendar or, if it could not be made, the status, which R turns into a message. */
static SEXP made(dueby_status status, dueby_calendar *calendar) {
  return status == DUEBY_OK ? hold(calendar, "calendar", free_calendar) : Rf_ScalarInteger(status);
}

SEXP dueby_r_calendar(SEXP divisions, SEXP known_on) {
  dueby_calendar *calendar = NULL;
  dueby_status status = dueby_calendar_new(text_in(divisions), Rf_asInteger(known_on), &calendar);
  return made(status, calendar);
}

SEXP dueby_r_calendar_from(SEXP divisions, SEXP days) {
  dueby_calendar *calendar = NULL;
  dueby_status status = dueby_calendar_from_days(text_in(divisions), INTEGER(days), NULL, Rf_xlength(days), &calendar);
  return made(status, calendar);
}

SEXP dueby_r_calendar_file(SEXP divisions, SEXP bytes, SEXP kind, SEXP shown) {
  dueby_diagnostic items[DIAGNOSTICS];
  dueby_diagnostics diagnostics = {items, DIAGNOSTICS, 0};
  dueby_calendar *calendar = NULL;
  const char *of = text_in(kind), *text = (const char *)RAW(bytes);
  int64_t length = Rf_xlength(bytes);
  dueby_status (*read)(const char *, int64_t, const char *, dueby_diagnostics *, dueby_calendar **) =
      strcmp(of, "json") == 0  ? dueby_io_calendar_from_json
      : strcmp(of, "ics") == 0 ? dueby_io_calendar_from_ics
                               : dueby_io_calendar_from_csv;
  dueby_status status = read(text, length, text_in(divisions), &diagnostics, &calendar);
  if (status == DUEBY_ENOTFOUND && !diagnostics.count) return Rf_ScalarInteger(status);
  if (status != DUEBY_OK) fail(DUEBY_EFORMAT, diagnostics_text(text_in(shown), &diagnostics, status));
  return hold(calendar, "calendar", free_calendar);
}

SEXP dueby_r_calendar_with(SEXP calendar, SEXP change, SEXP days, SEXP label) {
  dueby_calendar *changed = NULL;
  dueby_status status = dueby_calendar_with_days(calendar_of(calendar), Rf_asInteger(change), INTEGER(days), Rf_xlength(days),
                                                 text_in(label), &changed);
  return made(status, changed);
}

SEXP dueby_r_calendar_weekend(SEXP calendar, SEXP mask) {
  dueby_calendar *changed = NULL;
  dueby_status status = dueby_calendar_with_weekend(calendar_of(calendar), Rf_asInteger(mask), &changed);
  return made(status, changed);
}

/* Returns the divisions of a calendar, its changes and digest, and its first and last day. */
SEXP dueby_r_calendar_about(SEXP pointer) {
  static const char *const names[] = {"divisions", "changes", "digest", "first", "last"};
  const dueby_calendar *calendar = calendar_of(pointer);
  struct reading read = start_reading();
  char digest[DUEBY_DIGEST_SIZE];
  dueby_date first, last;
  dueby_status status;
  do status = dueby_calendar_changes(calendar, read.text, read.size, &read.needed);
  while (grow(&read, status));
  if (status == DUEBY_OK) status = dueby_calendar_digest(calendar, digest, (int64_t)sizeof digest, NULL);
  if (status != DUEBY_OK) fail(status, dueby_status_text(status));
  dueby_calendar_coverage(calendar, &first, &last, NULL, NULL);
  SEXP about = named_list(names, 5);
  SET_VECTOR_ELT(about, 0, Rf_ScalarString(utf8(dueby_calendar_divisions(calendar))));
  SET_VECTOR_ELT(about, 1, Rf_ScalarString(utf8(read.text)));
  SET_VECTOR_ELT(about, 2, Rf_ScalarString(utf8(digest)));
  SET_VECTOR_ELT(about, 3, Rf_ScalarInteger(first));
  SET_VECTOR_ELT(about, 4, Rf_ScalarInteger(last));
  UNPROTECT(1);
  return about;
}

SEXP dueby_r_holidays(SEXP pointer) {
  static const char *const names[] = {"date", "name", "division", "basis", "certainty", "known_from"};
  const dueby_calendar *calendar = calendar_of(pointer);
  R_xlen_t count = (R_xlen_t)dueby_calendar_holiday_count(calendar);
  SEXP list = named_list(names, 6);
  for (int i = 0; i < 6; i++) SET_VECTOR_ELT(list, i, Rf_allocVector(i == 0 || i == 5 ? INTSXP : STRSXP, count));
  for (R_xlen_t i = 0; i < count; i++) {
    dueby_holiday holiday;
    dueby_calendar_holiday(calendar, i, &holiday);
    INTEGER(VECTOR_ELT(list, 0))[i] = holiday.date;
    SET_STRING_ELT(VECTOR_ELT(list, 1), i, utf8(dueby_calendar_holiday_name(calendar, i)));
    SET_STRING_ELT(VECTOR_ELT(list, 2), i, utf8(dueby_code_name(DUEBY_CODE_DIVISION, holiday.division)));
    SET_STRING_ELT(VECTOR_ELT(list, 3), i, utf8(dueby_code_name(DUEBY_CODE_BASIS, holiday.basis)));
    SET_STRING_ELT(VECTOR_ELT(list, 4), i, utf8(dueby_code_name(DUEBY_CODE_CERTAINTY, holiday.certainty)));
    INTEGER(VECTOR_ELT(list, 5))[i] = holiday.known_from;
  }
  UNPROTECT(1);
  return list;
}

/* ---- counting days: NA if there is no answer; also returns how many rows have days but no answer ---- */

static SEXP with_failed(SEXP answer, int64_t failed) {
  PROTECT(answer);
  Rf_setAttrib(answer, Rf_install("failed"), Rf_ScalarReal((double)failed));
  UNPROTECT(1);
  return answer;
}

SEXP dueby_r_is_working(SEXP pointer, SEXP days) {
  const dueby_calendar *calendar = calendar_of(pointer);
  int64_t failed = 0;
  SEXP answer = PROTECT(Rf_allocVector(LGLSXP, Rf_xlength(days)));
  for (R_xlen_t i = 0; i < Rf_xlength(days); i++) {
    dueby_date day = INTEGER(days)[i];
    int32_t working = NA_LOGICAL;
    if (day != DUEBY_DATE_NONE) failed += dueby_calendar_is_working(calendar, day, &working) != DUEBY_OK;
    LOGICAL(answer)[i] = working;
  }
  with_failed(answer, failed);
  UNPROTECT(1);
  return answer;
}

SEXP dueby_r_count(SEXP pointer, SEXP from, SEXP to, SEXP include) {
  int64_t failed = 0;
  SEXP answer = PROTECT(Rf_allocVector(INTSXP, Rf_xlength(from)));
  dueby_status status = dueby_calendar_count_many(calendar_of(pointer), INTEGER(from), INTEGER(to), Rf_asInteger(include),
                                                  Rf_xlength(from), INTEGER(answer), NULL, &failed);
  if (status != DUEBY_OK) fail(status, dueby_status_text(status));
  with_failed(answer, failed);
  UNPROTECT(1);
  return answer;
}

SEXP dueby_r_add(SEXP pointer, SEXP span, SEXP counting, SEXP roll, SEXP days) {
  int64_t failed = 0;
  SEXP answer = PROTECT(Rf_allocVector(INTSXP, Rf_xlength(days)));
  const dueby_span added = {INTEGER(span)[0], INTEGER(span)[1]};
  dueby_status status = dueby_span_add_many(added, Rf_asInteger(counting), Rf_asInteger(roll), calendar_of(pointer), INTEGER(days),
                                            Rf_xlength(days), INTEGER(answer), NULL, &failed);
  if (status != DUEBY_OK) fail(status, dueby_status_text(status));
  with_failed(answer, failed);
  UNPROTECT(1);
  return answer;
}
