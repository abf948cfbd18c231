/* proof: runs a file of test cases, and reports which of them a profile passes. Part of libdueby-io. A test case is a question, the
 * expected answer, and the source of that answer, written by a lawyer or a policy officer to check a profile. docs/cases.md has the
 * fields, which can be written as CSV with a header or as a YAML list. Only the values that a test case states are compared. A test
 * case that cannot be read is reported, counted and skipped. */
#ifndef DUEBY_PROOF_H
#define DUEBY_PROOF_H

#include "io.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A file of test cases that is being run, for one thread at a time. */
typedef struct dueby_proof dueby_proof;

typedef struct dueby_proof_options {
  uint32_t size;                  /* sizeof(dueby_proof_options), or 0 for the size of release 1.0 */
  int32_t date_order;             /* order of dates: DUEBY_ORDER_ISO or DUEBY_ORDER_DMY */
  const dueby_profile *profile;   /* profile for test cases that name this profile or none; any other name refers to a built-in
                                   * profile */
  const dueby_calendar *calendar; /* the profile and the calendar must outlive the proof */
  void (*report)(const dueby_diagnostic *what, void *context); /* called for each error and each missing source; may be NULL */
  void *context;                                               /* passed to `report` */
} dueby_proof_options;

/* The result of one test case. Its strings are valid until the next test case is run. */
typedef struct dueby_proof_result {
  const char *name;             /* name of the test case in the file, or its question if it has none */
  const char *source;           /* source of the expected answer; "" if it is not stated */
  const dueby_profile *profile; /* the profile that the case tested */
  int64_t line;                 /* number of the test case's first line */
  int32_t rule, version;        /* the rule that decides the answer or that the question names, and its version in force at the
                                 * time; -1 for none */
  int32_t stated, differences;  /* number of values that the case states, and number of these that differ; 0 differences if it
                                 * passed */
} dueby_proof_result;

/* One difference between the answer and the expected answer, written as in the file: `due`, "2026-04-21", "not in force". */
typedef struct dueby_proof_difference {
  const char *field, *expected, *found;
} dueby_proof_difference;

/* Opens a file of test cases and reads the CSV header, or all of the YAML (at most 4 MiB). Fails with DUEBY_EARGUMENT for unknown
 * options, or with DUEBY_ETEXT or DUEBY_ELIMIT if the file is wrong, which is reported; also with DUEBY_EFILE or DUEBY_EMEMORY.
 * Since 0.9. */
DUEBY_API dueby_status dueby_proof_from_csv(dueby_csv_source source, void *context, const dueby_proof_options *options,
                                            dueby_proof **proof);
DUEBY_API dueby_status dueby_proof_from_yaml(const char *yaml, int64_t length, const dueby_proof_options *options,
                                             dueby_proof **proof);
DUEBY_API void dueby_proof_free(dueby_proof *proof);

/* Runs the next test case that can be read. Returns DUEBY_DONE after the last; DUEBY_ETEXT if the file has none, which is reported;
 * DUEBY_EFILE, DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_proof_next(dueby_proof *proof, dueby_proof_result *result);

/* The number of test cases that could not be read so far. Since 0.9. */
DUEBY_API int64_t dueby_proof_unreadable_count(const dueby_proof *proof);

/* Gets a difference of the last test case by index, [0, result.differences). Fails with DUEBY_EARGUMENT. Since 0.9. */
DUEBY_API dueby_status dueby_proof_difference_at(const dueby_proof *proof, int32_t index, dueby_proof_difference *difference);

/* Writes the last test case as text: on the first line its name and the expected and actual values, on the other lines its source,
 * how the date was counted, and the explanation of the actual answer. Fails with DUEBY_EARGUMENT if there is none, or with
 * DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_proof_text(dueby_proof *proof, char *text, int64_t size, int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
