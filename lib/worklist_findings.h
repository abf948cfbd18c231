/* Findings of a worklist while they are listed and written. Internal. */
#ifndef DUEBY_WORKLIST_FINDINGS_H
#define DUEBY_WORKLIST_FINDINGS_H

#include "worklist_internal.h"

/* The state of a search for one of the findings. */
struct search {
  const dueby_worklist *worklist;
  int64_t left; /* how many findings to skip */
  dueby_finding found;
  int32_t rule;                /* a rule that needs the missing tags, for DUEBY_FINDING_NO_TAG */
  const struct wanted *wanted; /* the wanted value, for DUEBY_FINDING_NO_SUCH_VALUE */
};

/* Finds a finding by index. Returns DUEBY_DONE after the last. */
dueby_status dueby_finding_search(const dueby_worklist *worklist, int64_t index, struct search *search);

/* Returns 1 if the records of an event may be cut off: they may begin on the first day on which the file has one. If the file only
 * keeps the latest event of each case, that first day is late too. */
int dueby_finding_is_cut_off(const dueby_worklist *worklist, int32_t event, struct tally *cases);

/* Writes a finding as text. */
dueby_status dueby_finding_write(const struct search *search, char *text, int64_t size, int64_t *needed);

#endif
