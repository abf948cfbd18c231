/* Options of all commands, and options of particular ones. */
#ifndef DUEBY_CLI_OPTIONS_H
#define DUEBY_CLI_OPTIONS_H

#include <stddef.h>

enum { LISTED_MAX = 366, ARGUMENTS_MAX = 366 };

struct option_list {
  const char *items[LISTED_MAX];
  int count;
};

struct options {
  /* options of every command */
  const char *profile, *division, *holidays, *closures, *closures_for, *weekend, *known_on, *format, *dates;
  struct option_list add_holiday, remove_holiday;
  int show_values, versions, help;
  int more_formats; /* bits of the formats that only some commands have; set by the command, not by the user */
  /* of some */
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

/* The options that a command takes in addition to those of every command. */
enum {
  OPT_TRIGGER = 1,      /* for a trigger: --tag, --born, --agreed, ... */
  OPT_OUTCOME = 2,      /* for the outcome: --met, --as-at, ... */
  OPT_SPAN = 4,         /* for a span: --counting, --roll */
  OPT_INCLUDE = 8,      /* --include */
  OPT_CUTOFF = 16,      /* --cutoff */
  OPT_BATCH = 32,       /* --batch */
  OPT_ROWS = 64,        /* for files of rows: --rule, --from, --raw-csv, ... */
  OPT_SERIES = 128,     /* --occurrences */
  OPT_RULES = 256,      /* --on, --history */
  OPT_TRY = 512,        /* --try */
  OPT_EXPLAIN = 65536,  /* --all */
  OPT_LIST = 1024,      /* for a worklist: --order, --state, ... */
  OPT_CASES = 2048,     /* for files of events: --as-at, --only, ... */
  OPT_IMPORT = 4096,    /* --import */
  OPT_FILES = 16384,    /* for files of a return: --mapping */
  OPT_MEASURES = 32768, /* for measures: --year, --bands, ... */
  OPT_TABLE = 8192      /* for database tables: --format sql, --table */
};

struct option {
  char name[20], value[24]; /* kind of value: NAME|FILE; empty: a switch */
  char help[160];
  size_t offset;
  int takes; /* bits of the groups above; 0: for every command */
  int is_list;
};
extern const struct option option_table[];
extern const int option_count;

struct command;

/* Returns 0, or USAGE after a message. `argv` begins after the command's name. */
int read_options(const struct command *command, int count, char **argv, struct options *options);

#endif
