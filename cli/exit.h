/* The exit statuses of a command. */
#ifndef DUEBY_CLI_EXIT_H
#define DUEBY_CLI_EXIT_H

enum {
  DONE = 0,
  USAGE = 2,
  OUTSIDE_COVERAGE = 3,
  BAD_FILE = 4,
  SOME_ROWS_FAILED = 5,
  OVERDUE_FOUND = 6, /* something is overdue; only used with --fail-overdue */
  NOT_COMPUTABLE = 7,
  CASES_FAILED = 8, /* a test case failed; only used by `test` */
  CANNOT_WRITE = 4
};

#endif
