/* Dates that contradict one another. Internal. */
#ifndef DUEBY_TIMELINE_CONTRADICTIONS_H
#define DUEBY_TIMELINE_CONTRADICTIONS_H

#include "timeline_internal.h"

/* Bits of the timeline's `used` while the lines of a series are made: an event met or ended an occurrence of the series, or may
 * have. */
enum { USED_MET = 1, USED_MAYBE_MET = 2, USED_ENDED = 4, USED_MAYBE_ENDED = 8 };

/* Returns the last event that would have met or ended an unmet occurrence, but came shortly before its trigger and met or ended
 * nothing else; -1 if there is none (rule 16). Sets `*is_answer` to 1 if such an event can only come after the trigger. */
int32_t dueby_occurrence_done_before(const dueby_timeline *timeline, const struct occurrence *occurrence, int *is_answer);
/* True if an occurrence must not be late, because its trigger, or an event that can only follow the trigger, has a wrong date.
 * dueby_occurrence_may_be_misdated is true if the records may lack rows that would show this. */
int dueby_occurrence_is_misdated(const dueby_timeline *timeline, const struct occurrence *occurrence);
int dueby_occurrence_may_be_misdated(const dueby_timeline *timeline, const struct occurrence *occurrence);
/* Returns a type of event that ends something. If such an event, with the occurrence's ref, came before the trigger, it contradicts
 * the unmet occurrence. Returns -1 if there is no such type. dueby_occurrence_late_start returns a type of event that starts
 * something. If such an event, with the same ref, came after the event that met or ended the occurrence, it contradicts that event.
 * Returns 0 if there is no such type, or if the records have an earlier start. */
int32_t dueby_occurrence_early_end(const dueby_timeline *timeline, const struct occurrence *occurrence);
int32_t dueby_occurrence_late_start(const dueby_timeline *timeline, const struct occurrence *occurrence);
/* True if a line must not be late whatever its date, because its events contradict one another. Call it once the line has been
 * judged. */
int dueby_line_contradicts(const dueby_timeline *timeline, const dueby_line *line, const struct occurrence *governs);

#endif
