/* The stages of a test case: a record of fields is read as a question and an expected answer, and then the question is answered.
 * Internal. */
#ifndef DUEBY_IO_PROOF_INTERNAL_H
#define DUEBY_IO_PROOF_INTERNAL_H

#include "dueby/caseload.h"
#include "proof_record.h"

/* A profile named by a test case, with a timeline that runs events on it. */
struct proof_profile {
  const dueby_profile *profile;
  dueby_profile *own; /* same as `profile` if it was opened for the test case; NULL if the caller owns it */
  dueby_timeline *timeline;
  uint8_t *selected; /* 1 for each rule that is selected */
};

/* An expected or found value: a code, a day or time, or a number (the index of a rule, or a count). */
struct proof_value {
  const char *word;
  dueby_when when; /* a day or time; its date is NONE if there is none */
  int32_t number;
};

enum { PROOF_PROFILES_MAX = 64, PROOF_OCCURRENCES_MAX = 1000 };

struct proof_question {
  struct proof_profile *of;
  int32_t duty;
  int is_alone;
  dueby_event trigger;
  dueby_facts facts;
  const dueby_event *events; /* the events in the case; for a single trigger, the events other than it */
  int64_t event_count;
  dueby_when *last; /* earlier days when the duty was met */
  int64_t last_count;
  dueby_when met, ended, as_at; /* days that the question states; the date is NONE for a day that it does not state */
  dueby_span soon;
  int32_t occurrence; /* number of the occurrence; 0 if not stated */
  struct proof_value expected[PROOF_FIELDS];
};

struct proof_answer {
  dueby_status status; /* status of the deadline; DUEBY_DONE if nothing is due */
  dueby_deadline deadline;
  dueby_status verdict_status; /* status of the verdict; DUEBY_NONE if the question has nothing to check */
  dueby_verdict verdict;
  int is_too_early; /* 1 if an action was too early to count */
  const dueby_line *line;
  const dueby_line *lines; /* lines of the case's timeline */
  int64_t line_count, occurrences;
};

struct proof_found {
  int32_t field;
  struct proof_value found;
  char expected_text[200], found_text[200];
};

struct dueby_proof {
  struct proof_reader reader;
  int64_t read, unreadable;
  struct proof_profile profiles[PROOF_PROFILES_MAX];
  int32_t profile_count;
  struct proof_question question;
  dueby_caseload *caseload; /* the events of the question, as a caseload */
  struct proof_answer answer;
  struct proof_found differences[PROOF_FIELDS];
  int32_t difference_count;
  char *texts; /* the strings `name`, `source` and `counted`, each followed by a zero byte */
  const char *name, *source, *counted;
  int32_t rule, version; /* the rule and version that govern, or that the question names; version -1 if none was in force */
};

static inline int proof_no_memory(struct dueby_proof *proof) {
  proof->reader.no_memory = 1;
  return 0;
}

/* ---- functions of proof_question.c ---- */

/* Reads the question from a record. Returns 0 after reporting an error in the record, or if out of memory (reader.no_memory). */
int dueby_proof_ask(struct dueby_proof *proof);
void dueby_proof_clear(struct dueby_proof *proof); /* Frees the memory that a question owns. */
/* Returns the name of a status that is a reason for having no date, such as "not in force"; NULL for any other status. */
const char *dueby_proof_why(dueby_status status);
extern const char dueby_proof_none[], dueby_proof_too_early[];

/* ---- functions of proof_answer.c ---- */

/* Answers the question. Returns 0 after reporting that it has no answer, or if out of memory (reader.no_memory). */
int dueby_proof_answer(struct dueby_proof *proof);

/* ---- functions of proof_text.c ---- */

/* Writes a value in the form used in files, or as text for people. The text always ends in a zero. */
void dueby_proof_value_text(const struct dueby_proof *proof, int32_t field, const struct proof_value *value, int in_words,
                            char *text, int64_t size);

#endif
