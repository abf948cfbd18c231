/* Finds events that no case has before a certain day, because the records may only begin then. Internal. */
#ifndef DUEBY_WORKLIST_CUT_OFF_H
#define DUEBY_WORKLIST_CUT_OFF_H

#include "worklist_internal.h"

/* A case where something is late because an event is missing: the earliest due day, and the row that started it. */
struct late {
  int64_t row, number; /* number of the case, from 1 */
  dueby_date due;
};

/* The first day when any case has an event, and the cases that needed the event earlier. */
struct cut_off {
  int32_t parent; /* the event that this one also counts as; 0 for none */
  int64_t rows;   /* number of rows with the event */
  dueby_date first;
  struct late *late;
  int64_t count, capacity;
};

dueby_status dueby_cut_off_begin(dueby_worklist *worklist);
void dueby_cut_off_end(struct quality *quality);
void dueby_cut_off_see(dueby_worklist *worklist, const dueby_event *event); /* takes note of an event on or before as-at */
dueby_status dueby_cut_off_count(dueby_worklist *worklist);                 /* takes note of the current case's late lines */

/* Counts the cases that needed an event weeks before the first one recorded. Returns 1 if there are enough to report. */
int dueby_cut_off_find(const dueby_worklist *worklist, int32_t event, struct tally *cases);

/* Appends the option for the day the records begin: "--history-from 2025-07-01", "history_from=date(2025, 7, 1)". */
void dueby_day_append_option(struct text *out, int32_t style, int form, dueby_date day);

#endif
