/* Dates that contradict one another. Internal. */
#ifndef DUEBY_TIMELINE_CONTRADICTIONS_H
#define DUEBY_TIMELINE_CONTRADICTIONS_H

#include "timeline_internal.h"

/* While the lines of a series are made, bits of `used`: the event met or ended an occurrence of the series, or may have done so. */
enum { USED_MET = 1, USED_MAYBE_MET = 2, USED_ENDED = 4, USED_MAYBE_ENDED = 8 };

/* Returns the last event that would have met or ended an unmet occurrence, but came shortly before its clock began and met or ended
 * nothing else; -1 if there is none (rule 16). Stores whether it can only have come after the trigger. */
int32_t dueby_occurrence_done_before(const dueby_timeline *timeline, const struct occurrence *occurrence, int *is_answer);
/* True if the trigger of an occurrence, or what should follow the trigger, has a wrong date, so that the occurrence must not be
 * called late. dueby_occurrence_may_be_misdated is true if rows that may be missing could show this. */
int dueby_occurrence_is_misdated(const dueby_timeline *timeline, const struct occurrence *occurrence);
int dueby_occurrence_may_be_misdated(const dueby_timeline *timeline, const struct occurrence *occurrence);
/* Returns the type of end that would contradict an unmet occurrence if one with the same ref was recorded before the trigger; -1 if
 * there is none. dueby_occurrence_late_start returns the type of start that would contradict the event that met or ended an
 * occurrence if one with the same ref was recorded after that event; 0 if there is none, or if one is recorded by then. */
int32_t dueby_occurrence_early_end(const dueby_timeline *timeline, const struct occurrence *occurrence);
int32_t dueby_occurrence_late_start(const dueby_timeline *timeline, const struct occurrence *occurrence);
/* True if events of a line contradict one another, so that it must not be called late whatever its date. The line has already been
 * judged. */
int dueby_line_contradicts(const dueby_timeline *timeline, const dueby_line *line, const struct occurrence *governs);

#endif
