#ifndef DUEBY_FLAT_INTERNAL_H
#define DUEBY_FLAT_INTERNAL_H

#include "flat.h"

struct dueby_flat_table; /* due days by day: flat_columns.c */

struct dueby_question {
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  struct dueby_flat_table *_Atomic tables[2]; /* without and with DUEBY_WHOLE_DAYS; NULL until a column is asked */
  int32_t duty;
  uint8_t selected[]; /* by rule */
};

/* What is asked, as structs; `events` is its own. */
struct flat_asked {
  dueby_event trigger, *events;
  dueby_facts facts;
};

dueby_status dueby_flat_open_asked(const int64_t *fields, int64_t count, struct flat_asked *asked);
void dueby_flat_close_asked(struct flat_asked *asked);
void dueby_flat_pack_answer(const dueby_deadline *deadline, int64_t *answer);
dueby_status dueby_flat_deadline(const dueby_question *question, const dueby_event *trigger, const dueby_facts *facts,
                                 dueby_deadline *deadline);
int32_t dueby_flat_working_days_taken(const dueby_question *question, const dueby_deadline *deadline, dueby_date from,
                                      dueby_date until);

#endif
