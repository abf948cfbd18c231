/* Words that both halves of explain use. Internal. */
#ifndef DUEBY_EXPLAIN_INTERNAL_H
#define DUEBY_EXPLAIN_INTERNAL_H

#include "dueby/explain.h"
#include "text.h"

void dueby_words_day(struct text *out, dueby_date date);                       /* Tuesday 21 April 2026 */
void dueby_words_short_day(struct text *out, dueby_date date, int with_month); /* Tue 21 Apr */
void dueby_words_count(struct text *out, int64_t count, const char *singular); /* 1 weekend, 4 weekends */
void dueby_words_capital(struct text *out, const char *phrase);                /* with a capital letter */
void dueby_words_span(struct text *out, dueby_span span);
void dueby_words_date_like(struct text *out, const char *date); /* 2019-03: March 2019 */

#endif
