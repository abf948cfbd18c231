/* Converts between R's vectors and the library's values; and makes strings, conditions and tables. */
#include <math.h>
#include <string.h>

#include "binding.h"

_Noreturn void fail(dueby_status status, const char *message) {
  SEXP space = PROTECT(R_FindNamespace(Rf_mkString("dueby")));
  SEXP text = PROTECT(Rf_ScalarString(utf8(message)));
  SEXP call = PROTECT(Rf_lang3(Rf_install("fail"), PROTECT(Rf_ScalarInteger(status)), text));
  Rf_eval(call, space);
  UNPROTECT(4);
  Rf_error("%s", message); /* not reached, because fail() in the R code does not return */
}

SEXP utf8(const char *text) {
  return text ? Rf_mkCharCE(text, CE_UTF8) : NA_STRING;
}

struct reading start_reading(void) {
  enum { FIRST = 1024 };
  return (struct reading){R_alloc(FIRST, 1), FIRST, 0};
}

int grow(struct reading *reading, dueby_status status) {
  if (status != DUEBY_ESPACE) return 0;
  reading->size = reading->needed;
  reading->text = R_alloc((size_t)reading->size, 1);
  return 1;
}

const char *coverage_text(const dueby_calendar *calendar) {
  struct reading read = start_reading();
  dueby_status status;
  do status = dueby_calendar_coverage_text(calendar, read.text, read.size, &read.needed);
  while (grow(&read, status));
  return status == DUEBY_OK ? read.text : dueby_status_text(DUEBY_ECOVERAGE);
}

const char *outside_text(const dueby_calendar *calendar, const char *argument, dueby_date day) {
  const dueby_when when = {DUEBY_TIME_NONE, day, 0};
  const char *covers = coverage_text(calendar);
  char written[48] = "";
  dueby_date first, last;
  dueby_calendar_coverage(calendar, &first, &last, NULL, NULL);
  if (day == DUEBY_DATE_NONE || (day >= first && day <= last)) return NULL;
  if (dueby_when_text(&when, written, sizeof written - 2, NULL) == DUEBY_OK)
    strcat(written, ": "); /* a far day cannot be written */
  size_t size = strlen(argument) + strlen(written) + strlen(covers) + 3;
  char *text = R_alloc(size, 1);
  snprintf(text, size, "%s: %s%s", argument, written, covers);
  return text;
}

SEXP dueby_r_coverage(SEXP calendar) {
  return Rf_ScalarString(utf8(coverage_text(calendar_of(calendar))));
}

void *held(SEXP pointer, const char *what) {
  char message[200];
  if (TYPEOF(pointer) == EXTPTRSXP && R_ExternalPtrTag(pointer) != Rf_install(what)) {
    snprintf(message, sizeof message, "expected a %s, found a different dueby object, or one from another package", what);
    fail(DUEBY_EARGUMENT, message);
  }
  void *object = TYPEOF(pointer) == EXTPTRSXP ? R_ExternalPtrAddr(pointer) : NULL;
  if (object) return object;
  snprintf(message, sizeof message,
           "this %s was saved or came from another process, so its contents were lost (saveRDS, parallel workers): make it again",
           what);
  fail(DUEBY_EARGUMENT, message);
}

SEXP hold(void *object, const char *what, R_CFinalizer_t finalizer) {
  SEXP pointer = PROTECT(R_MakeExternalPtr(object, what ? Rf_install(what) : R_NilValue, R_NilValue));
  R_RegisterCFinalizerEx(pointer, finalizer, TRUE);
  UNPROTECT(1);
  return pointer;
}

/* ---- days and times ---- */

dueby_date day_at(SEXP days, R_xlen_t i) {
  return Rf_isNull(days) ? DUEBY_DATE_NONE : INTEGER(days)[i];
}

dueby_when when_at(SEXP days, SEXP times, R_xlen_t i) {
  dueby_when when = {DUEBY_TIME_NONE, day_at(days, i), 0};
  if (!Rf_isNull(times) && !ISNAN(REAL(times)[i])) when.time = (dueby_time)floor(REAL(times)[i]);
  return when;
}

double seconds_of(dueby_time time) {
  return time == DUEBY_TIME_NONE ? NA_REAL : (double)time;
}

/* Converts a number to a day. A number that does not fit into an int becomes a day outside every calendar. */
static dueby_date day_of(double day) {
  if (ISNAN(day)) return DUEBY_DATE_NONE;
  day = floor(day);
  return day > INT32_MIN && day < INT32_MAX ? (dueby_date)day : INT32_MAX;
}

/* Converts dates to integer days. A Date may be integer or double. The times of a POSIXct give their UK days, or NA if UK time is
 * unknown. */
SEXP dueby_r_days(SEXP x) {
  if (TYPEOF(x) == INTSXP && !Rf_inherits(x, "POSIXct")) return x;
  R_xlen_t n = Rf_xlength(x);
  SEXP real = PROTECT(Rf_coerceVector(x, REALSXP)), days = PROTECT(Rf_allocVector(INTSXP, n));
  const double *from = REAL(real);
  int *to = INTEGER(days);
  if (Rf_inherits(x, "POSIXct"))
    for (R_xlen_t i = 0; i < n; i++) {
      int32_t second, offset;
      to[i] = DUEBY_DATE_NONE;
      if (!ISNAN(from[i]) && fabs(from[i]) < 1e15) dueby_time_civil((dueby_time)floor(from[i]), &to[i], &second, &offset);
    }
  else
    for (R_xlen_t i = 0; i < n; i++) to[i] = day_of(from[i]);
  UNPROTECT(2);
  return days;
}

SEXP dueby_r_span(SEXP text) {
  const char *span_text = Rf_translateCharUTF8(STRING_ELT(text, 0));
  dueby_span span;
  dueby_status status = dueby_span_parse(span_text, (int64_t)strlen(span_text), &span);
  if (status != DUEBY_OK) return R_NilValue;
  SEXP pair = Rf_allocVector(INTSXP, 2);
  INTEGER(pair)[0] = span.amount;
  INTEGER(pair)[1] = span.unit;
  return pair;
}

/* Returns the message that says why a string cannot be read as a DUEBY_WRITTEN_... . */
SEXP dueby_r_written_problem(SEXP kind, SEXP text) {
  struct reading read = start_reading();
  dueby_status status;
  do
    status = dueby_written_problem_text(Rf_asInteger(kind), Rf_translateCharUTF8(STRING_ELT(text, 0)), DUEBY_ORDER_ISO, 0,
                                        read.text, read.size, &read.needed);
  while (grow(&read, status));
  return Rf_ScalarString(utf8(status == DUEBY_OK ? read.text : ""));
}

/* ---- codes and names ---- */

SEXP dueby_r_code_problem(SEXP kind, SEXP name) {
  struct reading read = start_reading();
  dueby_status status;
  do
    status =
        dueby_code_problem_text(Rf_asInteger(kind), Rf_translateCharUTF8(STRING_ELT(name, 0)), read.text, read.size, &read.needed);
  while (grow(&read, status));
  return Rf_ScalarString(utf8(status == DUEBY_OK ? read.text : ""));
}

SEXP dueby_r_versions(void) {
  SEXP versions = PROTECT(Rf_allocVector(STRSXP, 2));
  SET_STRING_ELT(versions, 0, utf8(dueby_version()));
  SET_STRING_ELT(versions, 1, utf8(dueby_data_version()));
  UNPROTECT(1);
  return versions;
}

SEXP dueby_r_codes(SEXP kind) {
  int32_t count = 0, of = Rf_asInteger(kind);
  while (dueby_code_at(of, count)) count++;
  SEXP codes = PROTECT(Rf_allocVector(STRSXP, count));
  for (int32_t i = 0; i < count; i++) SET_STRING_ELT(codes, i, utf8(dueby_code_at(of, i)));
  UNPROTECT(1);
  return codes;
}

SEXP dueby_r_code_value(SEXP kind, SEXP name) {
  int32_t number;
  dueby_status status = dueby_code_value(Rf_asInteger(kind), Rf_translateCharUTF8(STRING_ELT(name, 0)), &number);
  return Rf_ScalarInteger(status == DUEBY_OK ? number : NA_INTEGER);
}

/* Returns the message that a name of a profile is unknown. `profile` is NULL for the name of a built-in profile. */
SEXP dueby_r_unknown(SEXP kind, SEXP profile, SEXP name) {
  const dueby_profile *of = Rf_isNull(profile) ? NULL : profile_of(profile);
  struct reading read = start_reading();
  dueby_status status;
  do
    status = dueby_unknown_name_text(Rf_asInteger(kind), of, Rf_translateCharUTF8(STRING_ELT(name, 0)), DUEBY_STYLE_R, read.text,
                                     read.size, &read.needed);
  while (grow(&read, status));
  return Rf_ScalarString(utf8(status == DUEBY_OK ? read.text : ""));
}

/* Returns the message that a name is not one of the known names. */
SEXP dueby_r_unknown_of(SEXP kind, SEXP wanted, SEXP names) {
  dueby_nearest nearest = {.wanted = Rf_translateCharUTF8(STRING_ELT(wanted, 0))};
  struct reading read = start_reading();
  dueby_status status;
  for (R_xlen_t i = 0; i < Rf_xlength(names); i++) dueby_nearest_consider(&nearest, Rf_translateCharUTF8(STRING_ELT(names, i)));
  do status = dueby_unknown_nearest_text(Rf_asInteger(kind), &nearest, DUEBY_STYLE_R, read.text, read.size, &read.needed);
  while (grow(&read, status));
  return Rf_ScalarString(utf8(status == DUEBY_OK ? read.text : ""));
}

/* ---- refused values ---- */

const char *refusal_text(int32_t refusal, const char *found) {
  struct reading read = start_reading();
  dueby_status status;
  do status = dueby_refusal_text(refusal, DUEBY_STYLE_R, found, read.text, read.size, &read.needed);
  while (grow(&read, status));
  return status == DUEBY_OK ? read.text : "";
}

SEXP dueby_r_refusal(SEXP refusal, SEXP found) {
  return Rf_ScalarString(utf8(refusal_text(Rf_asInteger(refusal), Rf_translateCharUTF8(STRING_ELT(found, 0)))));
}

_Noreturn void refuse(dueby_status status, const char *argument, int32_t refusal, const char *found) {
  const char *text = refusal_text(refusal, found);
  size_t size = strlen(argument) + strlen(text) + 3;
  char *message = R_alloc(size, 1);
  snprintf(message, size, "%s: %s", argument, text);
  fail(status, message);
}

const char *diagnostics_text(const char *file, const dueby_diagnostics *diagnostics, dueby_status status) {
  int64_t count = diagnostics->count < diagnostics->capacity ? diagnostics->count : diagnostics->capacity;
  size_t each = strlen(file) + sizeof diagnostics->items->message + 40, used = 0;
  char *text = R_alloc((size_t)count + 1, (int)each);
  if (!count) snprintf(text, each, "%s: %s", file, dueby_status_text(status));
  for (int64_t i = 0; i < count; i++) {
    const dueby_diagnostic *item = &diagnostics->items[i];
    used += (size_t)snprintf(text + used, each, "%s%s", i ? "\n" : "", file);
    if (item->line) used += (size_t)snprintf(text + used, each, ":%d", item->line);
    if (item->line && item->column) used += (size_t)snprintf(text + used, each, ":%d", item->column);
    used += (size_t)snprintf(text + used, each, ": %s", item->message);
  }
  return text;
}

/* ---- lists and tables ---- */

SEXP element(SEXP list, const char *name) {
  SEXP names = Rf_getAttrib(list, R_NamesSymbol);
  for (R_xlen_t i = 0; i < Rf_xlength(list); i++)
    if (strcmp(CHAR(STRING_ELT(names, i)), name) == 0) return VECTOR_ELT(list, i);
  return R_NilValue;
}

SEXP named_list(const char *const *names, int count) {
  SEXP list = PROTECT(Rf_allocVector(VECSXP, count)), labels = PROTECT(Rf_allocVector(STRSXP, count));
  for (int i = 0; i < count; i++) SET_STRING_ELT(labels, i, utf8(names[i]));
  Rf_setAttrib(list, R_NamesSymbol, labels);
  UNPROTECT(1);
  return list;
}

static int is_number(int32_t kind) {
  return kind == DUEBY_CELL_NUMBER || kind == DUEBY_CELL_PERCENT;
}

static int is_day(int32_t kind) {
  return kind == DUEBY_CELL_DAY || kind == DUEBY_CELL_WHEN;
}

/* Makes the vectors of a table's columns. A field with days that may have a time has two columns, one of days and one of times. */
void make_columns(struct table *table, R_xlen_t rows) {
  table->rows = rows;
  table->columns = PROTECT(Rf_allocVector(VECSXP, table->count));
  SEXP labels = PROTECT(Rf_allocVector(STRSXP, table->count)), kinds = PROTECT(Rf_allocVector(INTSXP, table->count));
  for (R_xlen_t i = 0; i < table->count; i++) {
    int32_t kind = table->kinds[i];
    SET_STRING_ELT(labels, i, utf8(table->names[i]));
    INTEGER(kinds)[i] = kind;
    SEXP column = kind == DUEBY_CELL_WHEN ? Rf_allocVector(VECSXP, 2)
                                          : Rf_allocVector(is_number(kind) ? REALSXP
                                                           : is_day(kind)  ? INTSXP
                                                                           : STRSXP,
                                                           rows);
    SET_VECTOR_ELT(table->columns, i, column);
    if (kind != DUEBY_CELL_WHEN) continue;
    SET_VECTOR_ELT(column, 0, Rf_allocVector(INTSXP, rows));
    SET_VECTOR_ELT(column, 1, Rf_allocVector(REALSXP, rows));
  }
  Rf_setAttrib(table->columns, R_NamesSymbol, labels);
  Rf_setAttrib(table->columns, Rf_install("kinds"), kinds);
  UNPROTECT(2);
}

static double number_of(const dueby_cell *cell) {
  if (cell->kind == DUEBY_CELL_PERCENT) return cell->text && *cell->text ? R_atof(cell->text) : NA_REAL;
  return cell->number == INT64_MIN ? NA_REAL : (double)cell->number;
}

static void declare(struct table *table, const char *name, int32_t kind) {
  if (table->count == table->capacity) {
    R_xlen_t capacity = 2 * table->capacity + 32;
    const char **names = (const char **)R_alloc((size_t)capacity, sizeof *names);
    int32_t *kinds = (int32_t *)R_alloc((size_t)capacity, sizeof *kinds);
    if (table->count) memcpy(names, table->names, (size_t)table->count * sizeof *names);
    if (table->count) memcpy(kinds, table->kinds, (size_t)table->count * sizeof *kinds);
    table->names = names;
    table->kinds = kinds;
    table->capacity = capacity;
  }
  table->names[table->count] = name;
  table->kinds[table->count++] = kind;
}

void take_cell(const char *name, const dueby_cell *cell, void *context) {
  struct table *table = context;
  if (table->row < 0) {
    declare(table, name, cell->kind);
    return;
  }
  SEXP column = VECTOR_ELT(table->columns, table->at);
  int32_t kind = table->kinds[table->at++];
  if (kind == DUEBY_CELL_WHEN) {
    INTEGER(VECTOR_ELT(column, 0))[table->row] = cell->date;
    REAL(VECTOR_ELT(column, 1))[table->row] = cell->date == DUEBY_DATE_NONE ? NA_REAL : seconds_of(cell->time);
  } else if (is_day(kind)) {
    INTEGER(column)[table->row] = cell->date;
  } else if (is_number(kind)) {
    REAL(column)[table->row] = number_of(cell);
  } else {
    SET_STRING_ELT(column, table->row, utf8(cell->text && *cell->text ? cell->text : NULL));
  }
}
