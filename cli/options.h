/* The options of the command line, and which commands take them. */
#ifndef DUEBY_CLI_OPTIONS_H
#define DUEBY_CLI_OPTIONS_H

#include <stddef.h>

/* LISTED_MAX is large enough to state something about every event in the vocabulary (--holds). */
enum { LISTED_MAX = 1024, ARGUMENTS_MAX = 366 };

struct option_list {
  const char *items[LISTED_MAX];
  int count;
};

struct options {
  /* options that every command has */
  const char *profile, *division, *holidays, *closures, *closures_for, *weekend, *known_on, *format, *dates;
  struct option_list add_holiday, remove_holiday;
  int show_values, versions, help;
  int more_formats; /* bits for output formats that only some commands have; set by the command, not by the user */
  /* options that only some commands have */
  const char *agreed, *born, *since, *trigger, *cutoff, *met, *ended, *as_at, *soon;
  const char *counting, *roll, *include, *batch, *rule, *from, *on, *try_on, *import, *table;
  struct option_list tag, last, event;
  const char *occurrences;
  const char *order, *state, *only, *authority, *subject, *due_before, *horizon, *since_as_at, *what_if, *history_from, *refs,
      *recorded_to, *basis, *period, *by, *year, *children, *measures, *marking, *output, *mapping;
  struct option_list child, where, nulls, holds;
  int whole_days, raw_csv, midnight_is_time, fail_overdue, summary, sorted, detail, todo, list, bands, suppress, all, history;
  const char *arguments[ARGUMENTS_MAX];
  int argument_count;
};

/* Groups of options that a command can have, in addition to the options that every command has. */
enum {
  OPT_TRIGGER = 1,      /* options about a trigger: --tag, --born, --agreed, ... */
  OPT_OUTCOME = 2,      /* options about the outcome: --met, --as-at, ... */
  OPT_SPAN = 4,         /* options about a span: --counting, --roll */
  OPT_INCLUDE = 8,      /* the option --include */
  OPT_CUTOFF = 16,      /* the option --cutoff */
  OPT_BATCH = 32,       /* the option --batch */
  OPT_ROWS = 64,        /* options about files of rows: --rule, --from, --raw-csv, ... */
  OPT_SERIES = 128,     /* the option --occurrences */
  OPT_RULES = 256,      /* the options --on and --history */
  OPT_TRY = 512,        /* the option --try */
  OPT_EXPLAIN = 65536,  /* the option --all */
  OPT_LIST = 1024,      /* options about a worklist: --order, --state, ... */
  OPT_CASES = 2048,     /* options about files of events: --as-at, --only, ... */
  OPT_IMPORT = 4096,    /* the option --import */
  OPT_FILES = 16384,    /* options about the files of a return: --mapping, --as-at */
  OPT_MEASURES = 32768, /* options about measures: --year, --bands, ... */
  OPT_TABLE = 8192,     /* options about database tables: --format sql, --table */
  OPT_OUTPUT = 131072   /* the option --output */
};

struct option {
  char name[20], value[24]; /* `value` shows what the option expects, such as NAME|FILE; it is "" for a switch */
  char help[160];
  size_t offset;
  int takes; /* bits OPT_...: the groups that the option is in; 0 if every command takes it */
  int is_list;
};
extern const struct option option_table[];
extern const int option_count;

struct command;

/* Reads the options and arguments after the command's name. Returns 0, or USAGE after a message. */
int read_options(const struct command *command, int count, char **argv, struct options *options);

#endif
