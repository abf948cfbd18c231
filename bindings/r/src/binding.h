/* The public interface of dueby for .Call. Each function takes and returns R's own vectors. A day is a number of days since
 * 1970-01-01 and a time a number of seconds, as in Date and POSIXct. NA means none. If an R function fails, it leaves our function
 * by longjmp. So memory that is not R's own is freed before R is called, or belongs to an external pointer. */
#ifndef BINDING_H
#define BINDING_H

#include <dueby.h>
#include <dueby/io.h>
#include <stdint.h>

#define R_NO_REMAP
#include <R.h>
#include <Rinternals.h>

/* Raises an R condition for a status, by calling fail() in the R code. */
_Noreturn void fail(dueby_status status, const char *message);

/* Returns the text of a DUEBY_REFUSAL_..., in memory that R frees. The second function raises an R condition with the argument's
 * name and that text. */
const char *refusal_text(int32_t refusal, const char *found);
_Noreturn void refuse(dueby_status status, const char *argument, int32_t refusal, const char *found);

/* A buffer for text that the library writes, in memory that R frees:
 *   do status = f(..., read.text, read.size, &read.needed); while (grow(&read, status)); */
struct reading {
  char *text;
  int64_t size, needed;
};
struct reading start_reading(void);
int grow(struct reading *reading, dueby_status status);

SEXP utf8(const char *text); /* returns a CHARSXP, or NA if the text is NULL */

/* Returns the object in an external pointer. Refuses a pointer to anything other than `what`, and a pointer that was saved and read
 * again, or sent to another process. An object that R code never sees has no name (NULL). */
void *held(SEXP pointer, const char *what);
SEXP hold(void *object, const char *what, R_CFinalizer_t finalizer);

/* Raises an error that says which days a calendar covers. */
/* Writes which days a calendar covers. */
const char *coverage_text(const dueby_calendar *calendar);

/* Writes that a calendar does not cover the day of an argument: "to: 2101-01-01: the calendar only covers ...". Returns NULL if it
 * does, or if there is no day. */
const char *outside_text(const dueby_calendar *calendar, const char *argument, dueby_date day);

const dueby_worklist *worklist_of(SEXP pointer);
const dueby_profile *profile_of(SEXP pointer);
const dueby_calendar *calendar_of(SEXP pointer);

/* Joins diagnostics for fail(), one "FILE:LINE:COLUMN: MESSAGE" on each line. */
enum { DIAGNOSTICS = 16 };
const char *diagnostics_text(const char *file, const dueby_diagnostics *diagnostics, dueby_status status);

/* Returns an element of a column of days or times, or NONE if the column is NULL. */
dueby_date day_at(SEXP days, R_xlen_t i);
dueby_when when_at(SEXP days, SEXP times, R_xlen_t i);
double seconds_of(dueby_time time);

/* Named cells as columns: a list of vectors. Its attribute "kinds" has the kind of each. Pass one row of cells with `row` -1 to
 * declare them. */
struct table {
  SEXP columns;
  R_xlen_t rows, row;
  R_xlen_t at, count, capacity;
  const char **names;
  int32_t *kinds;
};
void take_cell(const char *name, const dueby_cell *cell, void *table);
void make_columns(struct table *table, R_xlen_t rows); /* leaves the columns protected */

SEXP element(SEXP list, const char *name);            /* returns NULL if there is no such element */
SEXP named_list(const char *const *names, int count); /* leaves the list protected */

/* The functions that R calls. */
SEXP dueby_r_versions(void);
SEXP dueby_r_codes(SEXP kind);
SEXP dueby_r_code_value(SEXP kind, SEXP name);
SEXP dueby_r_days(SEXP x);
SEXP dueby_r_span(SEXP text);
SEXP dueby_r_written_problem(SEXP kind, SEXP text);
SEXP dueby_r_code_problem(SEXP kind, SEXP name);
SEXP dueby_r_unknown(SEXP kind, SEXP profile, SEXP name);
SEXP dueby_r_unknown_of(SEXP kind, SEXP wanted, SEXP names);
SEXP dueby_r_refusal(SEXP refusal, SEXP found);
SEXP dueby_r_profile(SEXP name);
SEXP dueby_r_profile_file(SEXP path, SEXP shown);
SEXP dueby_r_profile_yaml(SEXP yaml);
SEXP dueby_r_profile_about(SEXP profile);
SEXP dueby_r_profile_names(SEXP profile);
SEXP dueby_r_rules(SEXP profile);
SEXP dueby_r_calendar(SEXP divisions, SEXP known_on);
SEXP dueby_r_calendar_from(SEXP divisions, SEXP days);
SEXP dueby_r_calendar_file(SEXP divisions, SEXP text, SEXP kind, SEXP shown);
SEXP dueby_r_calendar_with(SEXP calendar, SEXP change, SEXP days, SEXP label);
SEXP dueby_r_calendar_weekend(SEXP calendar, SEXP mask);
SEXP dueby_r_calendar_about(SEXP calendar);
SEXP dueby_r_coverage(SEXP calendar);
SEXP dueby_r_holidays(SEXP calendar);
SEXP dueby_r_is_working(SEXP calendar, SEXP days);
SEXP dueby_r_count(SEXP calendar, SEXP from, SEXP to, SEXP include);
SEXP dueby_r_add(SEXP calendar, SEXP span, SEXP counting, SEXP roll, SEXP days);
SEXP dueby_r_due_days(SEXP profile, SEXP calendar, SEXP rule, SEXP flags, SEXP days, SEXP born);
SEXP dueby_r_ask(SEXP profile, SEXP calendar, SEXP rule, SEXP facts, SEXP days, SEXP times, SEXP born, SEXP outcome);
SEXP dueby_r_explain(SEXP profile, SEXP calendar, SEXP rule, SEXP facts, SEXP days, SEXP times, SEXP born, SEXP index);
SEXP dueby_r_worklist(SEXP profile, SEXP calendar, SEXP bytes, SEXP options);
SEXP dueby_r_worklist_lines(SEXP work);
SEXP dueby_r_worklist_about(SEXP work);
SEXP dueby_r_worklist_quality(SEXP work);
SEXP dueby_r_worklist_explain(SEXP work, SEXP index);
SEXP dueby_r_trust_heading(void);
SEXP dueby_r_since(SEXP work, SEXP older, SEXP day);
SEXP dueby_r_what_if(SEXP work, SEXP event, SEXP tags, SEXP day, SEXP time);
SEXP dueby_r_measures(SEXP work, SEXP year, SEXP by, SEXP bands, SEXP suppress);
SEXP dueby_r_children(SEXP work, SEXP measure, SEXP year, SEXP by);
SEXP dueby_r_find_column(SEXP columns, SEXP name);
SEXP dueby_r_summary_when(SEXP basis, SEXP to, SEXP as_at);
SEXP dueby_r_summary(SEXP work, SEXP basis, SEXP from, SEXP to, SEXP by);

#endif
