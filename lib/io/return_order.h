/* Ends before their starts in a row of a return. Internal to libdueby-io. */
#ifndef DUEBY_IO_RETURN_ORDER_H
#define DUEBY_IO_RETURN_ORDER_H

#include "return_rows.h"

/* Returns the field of a start in the same row that is later than the end in this field, if the end then counts as unreadable; -1
 * otherwise. */
int32_t dueby_order_later_start(const struct evaluation *evaluation, const struct found_row *row, const struct mapped_event *end,
                                int32_t field, dueby_date day);
/* Reads the day in a field of a row or of its parent. Returns NONE if there is none that can be read. */
/* True if the case has a row in another table that closes what an event of this row belongs to. */
int dueby_order_is_closed(const struct evaluation *evaluation, const struct found_row *row, const struct closed_in *in);
dueby_date dueby_order_day(const struct evaluation *evaluation, const struct found_row *row, const struct day_field *of);
/* Writes that a day is before a start's day, in at most MESSAGE_SIZE / 2 bytes. */
void dueby_order_reason(const struct found_row *row, int32_t start, char *reason);
/* Reports ends before their starts that are read as they are, because they may have met a duty. May return DUEBY_EMEMORY. */
dueby_status dueby_order_check(const struct evaluation *evaluation, const struct found_row *row);

/* True if an event is not counted, because it has the day of another field (`not_on`); reports it. */
int dueby_order_is_excluded(const struct evaluation *evaluation, const struct found_row *row, const struct mapped_event *mapped,
                            int32_t field, dueby_date day);

/* Links ends to the starts of their own rows on the same day, among the events of a case since the queue had `first` events.
 * Without a shared ref, an end on the day of a start may belong to something earlier (rule 8). May return DUEBY_EMEMORY. */
dueby_status dueby_order_link(struct evaluation *evaluation, int64_t first);

#endif
