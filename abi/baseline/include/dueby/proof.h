/* proof: a file of test cases -> which of them a profile holds. Part of libdueby-io.
 *
 * A test case is a question, the answer that is expected, and the source of that answer: what a lawyer or a policy officer writes
 * to prove a profile. docs/cases.md has the fields; a CSV file with a header and a YAML list are two notations of them. Only what a
 * test case states is compared. One that cannot be read is reported and counted, and the rest go on. */
#ifndef DUEBY_PROOF_H
#define DUEBY_PROOF_H

#include "io.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A file of test cases while it is run; one thread at a time. */
typedef struct dueby_proof dueby_proof;

typedef struct dueby_proof_options {
  const dueby_profile *profile;   /* of test cases that name none, and of those that name it; any other is a built-in one */
  const dueby_calendar *calendar; /* both must outlive the proof */
  int32_t date_order;             /* DUEBY_ORDER_ISO, DUEBY_ORDER_DMY */
  int32_t reserved;
  void (*say)(void *to, const dueby_diagnostic *what); /* errors, and a warning where no source is named; NULL: nobody listens */
  void *to;
} dueby_proof_options;

/* The result of one test case. Texts are good until the next one is run. */
typedef struct dueby_proof_result {
  const char *name;             /* its name in the file, else what it asks */
  const char *source;           /* of the expected answer; "": not stated */
  const dueby_profile *profile; /* that was asked */
  int64_t line;                 /* on which it begins */
  int32_t rule, version;        /* the rule that governs, or that was asked for, and its version then; version -1: none in force */
  int32_t stated, differences;  /* how many things it expects, and how many are not so; 0: it passed */
} dueby_proof_result;

/* One thing that is not as expected, in the words of the files: `due`, "2026-04-21", "not in force". */
typedef struct dueby_proof_difference {
  const char *field, *expected, *found;
} dueby_proof_difference;

/* Opens a file and reads its header, or the whole of its YAML (at most 4 MiB). DUEBY_ETEXT or DUEBY_ELIMIT if it is wrong, which is
 * reported; DUEBY_EFILE, DUEBY_EMEMORY. Since 0.1. */
DUEBY_API dueby_status dueby_proof_from_csv(dueby_csv_source source, void *context, const dueby_proof_options *options,
                                            dueby_proof **proof);
DUEBY_API dueby_status dueby_proof_from_yaml(const char *yaml, int64_t length, const dueby_proof_options *options,
                                             dueby_proof **proof);
DUEBY_API void dueby_proof_free(dueby_proof *proof);

/* Runs the next test case that can be read. DUEBY_DONE after the last; DUEBY_ETEXT if the file holds none, which is reported;
 * DUEBY_EFILE, DUEBY_EMEMORY. Since 0.1. */
DUEBY_API dueby_status dueby_proof_next(dueby_proof *proof, dueby_proof_result *result);

/* How many test cases so far could not be read. Since 0.1. */
DUEBY_API int64_t dueby_proof_unreadable_count(const dueby_proof *proof);

/* A difference of the test case that next gave, [0, result.differences). DUEBY_EARGUMENT for another. Since 0.1. */
DUEBY_API dueby_status dueby_proof_difference_at(const dueby_proof *proof, int32_t index, dueby_proof_difference *difference);

/* That test case in words. The first line has its name, and what was expected and found; the others its source, how it was counted,
 * and the explanation of what was found. DUEBY_EARGUMENT if next gave none, DUEBY_EMEMORY. Since 0.1. */
DUEBY_API dueby_status dueby_proof_text(dueby_proof *proof, char *text, int64_t size, int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
