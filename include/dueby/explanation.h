/* explanation: how an answer was worked out, in parts that each have a label, a text and the days concerned.
 *
 * The text and the summary are one way to lay out the parts. A page or a message can lay them out differently, without having to
 * parse text. A new release may add labels and change their wording. English only. */
#ifndef DUEBY_EXPLANATION_H
#define DUEBY_EXPLANATION_H

#include "deadline.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Labels, in the order of the parts. From 14 onwards, the comment on each label says where its part is. Append only. */
enum {
  DUEBY_PART_HEADING = 1,     /* what is due, and by when */
  DUEBY_PART_TIMESCALE = 2,   /* the rule's timescale */
  DUEBY_PART_SET_BY = 3,      /* the source of the timescale */
  DUEBY_PART_SOURCE_NOTE = 4, /* a note on the source of the timescale */
  DUEBY_PART_COUNTS_IF = 5,   /* what must be recorded with the action */
  DUEBY_PART_APPLIES = 6,     /* the ages at which the rule applies */
  DUEBY_PART_COUNTS_FROM = 7, /* an action before `first` does not count */
  DUEBY_PART_COUNTING = 8,    /* a step of the count, as a sentence; `first` and `last` are the days of the step, if it has any */
  DUEBY_PART_DAYS = 9,        /* a step about days only: `first` to `last`, and whether they were counted */
  DUEBY_PART_CALENDAR = 10,   /* how certain the calendar is */
  DUEBY_PART_READING = 11,    /* how a doubtful passage was read */
  DUEBY_PART_OTHER = 12,      /* another rule of the duty, with its date (`last`) or why it has none; neither is given for the
                               * second and later occurrences of a series */
  DUEBY_PART_CAUTION = 13,    /* a caution: this is our reading of the source */
  DUEBY_PART_ENDS = 14,       /* the duty ends on or before the due day, on `first`; this part comes before the counting */
  DUEBY_PART_AGREED = 15      /* the interval that was agreed for the case, on `first`; this part comes after the timescale */
};

/* One part of an explanation. For a notice the days run backwards, as they are counted. */
typedef struct dueby_part {
  const char *text; /* the text belongs to the explanation */
  int32_t label;
  int32_t rule, version;  /* the rule that the part is about, and its version */
  dueby_date first, last; /* days that the part is about, or NONE; in DUEBY_PART_HEADING, `last` is the due day */
  int32_t in_summary;     /* 1 if the summary has this part, 0 if only the whole explanation has it; in DUEBY_PART_OTHER, 0 if the
                           * rule did not apply */
} dueby_part;

typedef struct dueby_explanation dueby_explanation;

/* Explains an answer to a trigger and facts (which may be NULL). Fails like dueby_explain_steps if the deadline is not the answer
 * for that trigger and those facts. Since 0.9. */
DUEBY_API dueby_status dueby_explanation_new(const dueby_profile *profile, const dueby_calendar *calendar,
                                             const dueby_event *trigger, const dueby_facts *facts, const dueby_deadline *deadline,
                                             dueby_explanation **explanation);

/* Frees an explanation; NULL is allowed. Since 0.9. */
DUEBY_API void dueby_explanation_free(dueby_explanation *explanation);

/* The number of parts, and one part by index. Fails with DUEBY_EARGUMENT outside [0, count). Since 0.9. */
DUEBY_API int64_t dueby_explanation_part_count(const dueby_explanation *explanation);
DUEBY_API dueby_status dueby_explanation_part(const dueby_explanation *explanation, int64_t index, dueby_part *part);

/* The text to write before the parts with a label, such as "Set by". Consecutive parts with the same label text share it. Returns
 * "" for labels without text and for unknown labels. Since 0.9. */
DUEBY_API const char *dueby_part_label_text(int32_t label);

/* Writes the parts as text: a heading, then labels and explanations in two columns. One line counts the rules that did not apply.
 * Since 0.9. */
DUEBY_API dueby_status dueby_explanation_text(const dueby_explanation *explanation, char *text, int64_t size, int64_t *needed);

/* Writes the parts as text, with options. is_all is 1 to list the rules that did not apply, 0 to only count them. `hint` is added
 * to the line with that count to tell readers how to list them ("--all"); it may be NULL. Since 0.9. */
DUEBY_API dueby_status dueby_explanation_text_with(const dueby_explanation *explanation, int32_t is_all, const char *hint,
                                                   char *text, int64_t size, int64_t *needed);

/* Writes only the parts that belong to the summary, as text. Since 0.9. */
DUEBY_API dueby_status dueby_explanation_summary(const dueby_explanation *explanation, char *text, int64_t size, int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
