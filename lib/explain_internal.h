/* Sentences and steps shared by explain.c and explanation.c. Internal. */
#ifndef DUEBY_EXPLAIN_INTERNAL_H
#define DUEBY_EXPLAIN_INTERNAL_H

#include "deadline_internal.h"
#include "dueby/explain.h"
#include "text.h"

void dueby_append_day(struct text *out, dueby_date date);                       /* appends "Tuesday 21 April 2026" */
void dueby_append_short_day(struct text *out, dueby_date date, int with_month); /* appends "Tue 21 Apr" */
/* Appends a number and a noun, such as "1 weekend" or "4 weekends". */
void dueby_append_count(struct text *out, int64_t count, const char *singular);
void dueby_append_capitalised(struct text *out, const char *phrase); /* appends a phrase with a capital letter */
void dueby_append_span(struct text *out, dueby_span span);
/* Appends a document's date: "2019-03" becomes March 2019. */
void dueby_append_partial_date(struct text *out, const char *date);

/* Append the sentences of dueby_explain_timescale and the functions like it. The rule and version must belong to the profile. */
void dueby_append_timescale(struct text *out, const dueby_profile *profile, int32_t rule, int32_t version);
void dueby_append_source(struct text *out, const dueby_profile *profile, int32_t rule, int32_t version);
void dueby_append_calendar(struct text *out, const dueby_calendar *calendar, const dueby_deadline *deadline);
/* Append the two parts of the note on a source: how its text was read, and other notes, preceded by the text `before`.
 * dueby_append_remarks returns 0 if there is nothing to append. */
void dueby_append_checked(struct text *out, const dueby_profile *profile, int32_t rule, int32_t version);
int dueby_append_remarks(struct text *out, const dueby_profile *profile, int32_t rule, int32_t version, dueby_date begins,
                         const char *before);

/* Steps that are passed to a callback one by one, to be stored in the caller's array or turned into parts of an explanation. */
struct steps {
  void (*take)(const dueby_step *step, void *context);
  void *context;
};

/* Computes an answer again, to find out how it was derived. dueby_explain_find_steps turns that derivation into steps. */
dueby_status dueby_explain_again(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_event *trigger,
                                 const dueby_facts *facts, const dueby_deadline *deadline, dueby_deadline *again,
                                 struct derivation *derivation);
void dueby_explain_find_steps(const struct steps *steps, const dueby_calendar *calendar, const struct derivation *derivation,
                              const dueby_deadline *deadline);

#endif
