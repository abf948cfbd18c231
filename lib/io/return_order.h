/* Checks whether the ends in a row of a return are before their starts. Internal to libdueby-io. */
#ifndef DUEBY_IO_RETURN_ORDER_H
#define DUEBY_IO_RETURN_ORDER_H

#include "return_rows.h"

/* Finds a start in the same row that is later than `when`, the end in `field`. If both have a time, a start on the same day can be
 * later too. Returns the start's field, or -1. */
int32_t dueby_order_later_start(const struct evaluation *evaluation, const struct found_row *row, const struct mapped_event *end,
                                int32_t field, const dueby_when *when);
/* Returns the first day, on or after the day in this row's field `in->since`, on which a row of the table `in->table` closes what
 * this row belongs to; NONE if there is none. */
dueby_date dueby_order_closed(const struct evaluation *evaluation, const struct found_row *row, const struct closed_in *in);
/* Reads the day in a field of a row or of its parent. Returns NONE if the field has no day that can be read. */
dueby_date dueby_order_day(const struct evaluation *evaluation, const struct found_row *row, const struct day_field *of);
/* Writes the reason "it is before START", with the name of the start's field, in at most MESSAGE_SIZE / 2 bytes. */
void dueby_order_reason(const struct found_row *row, int32_t start, char *reason);
/* Reports each end in a row that is before its start but is still used, because it may have met a duty. May return
 * DUEBY_EMEMORY. */
dueby_status dueby_order_check(const struct evaluation *evaluation, const struct found_row *row);

/* True if an event does not count, because another field (`not_on` in the mapping) has the same day. Reports that. */
int dueby_order_is_excluded(const struct evaluation *evaluation, const struct found_row *row, const struct mapped_event *mapped,
                            int32_t field, dueby_date day);

/* Links each end to a start in the same row on the same day, by giving both one ref. Looks at the events in a case, from index
 * `first` in the queue. Without a shared ref, an end on the day of a start may belong to something earlier (rule 8). May return
 * DUEBY_EMEMORY. */
dueby_status dueby_order_link(struct evaluation *evaluation, int64_t first);

#endif
