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

/* Returns 1 if the first day that the file has for an event may be the day its records begin. A file that only keeps the latest
 * event in each case also begins late, so it does not count. */
int dueby_finding_is_cut_off(const dueby_worklist *worklist, int32_t event, struct tally *cases);

/* Three phrases for a finding: how many there are, what is wrong, and what to do. Each has a singular and a plural. */
struct finding_words {
  char one[48], several[48], is[80], are[80], then[104], then_all[104];
};
const struct finding_words *dueby_finding_words(const struct search *search);

/* Each of these functions calls `take` for every duty that is waiting in at least one case: the first, for an event; the second,
 * for a date of birth; the third, for the tags that a rule needs. `take` gets the duty's first rule. dueby_finding_list_waiting
 * also calls it with each selected alternative that the event starts. */
typedef void finding_taker(void *list, int32_t rule);
void dueby_finding_list_waiting(const dueby_worklist *worklist, int32_t event, finding_taker *take, void *list);
void dueby_finding_list_ageless(const dueby_worklist *worklist, finding_taker *take, void *list);
void dueby_finding_list_untagged(const dueby_worklist *worklist, int32_t rule, finding_taker *take, void *list);

/* A list of duty ids that is being written: "cp.visit, cin.visit". */
struct id_list {
  struct text *out;
  const dueby_profile *profile;
  int64_t count;
};
void dueby_finding_add_id(void *list, int32_t rule);

/* Consecutive findings that are reported in one message above a list. Of the events that are not in the file, the first few each
 * get a message, and one message covers the others. One message also covers all events that the caller stated are never recorded,
 * and one covers all events whose records may only begin on a certain day. */
struct paragraph {
  int64_t first, count;
  int32_t kind; /* kind of the first finding */
};

/* Finds the findings that a message reports, by the message's index. Returns DUEBY_DONE after the last. */
dueby_status dueby_finding_paragraph(const dueby_worklist *worklist, int64_t index, struct paragraph *found);

/* Returns the finding with the largest count among consecutive ones. */
dueby_finding dueby_finding_with_most(const dueby_worklist *worklist, int64_t first, int64_t count);

/* Writes a finding as text. */
dueby_status dueby_finding_write(const struct search *search, char *text, int64_t size, int64_t *needed);

/* Appends how many unreadable rows have an unknown event. `one` and `several` are the nouns for such rows. */
void dueby_finding_append_unknown(struct text *out, const dueby_worklist *worklist, const char *one, const char *several);

#endif
