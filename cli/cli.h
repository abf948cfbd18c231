/* Shared by the commands. The command uses only public headers. */
#ifndef DUEBY_CLI_H
#define DUEBY_CLI_H

#include <dueby.h>
#include <dueby/caseload.h>
#include <dueby/ical.h>
#include <stdio.h>

/* Exit statuses. */
enum {
  DONE = 0,
  USAGE = 2,
  OUTSIDE_COVERAGE = 3,
  BAD_FILE = 4,
  SOME_ROWS_FAILED = 5,
  OVERDUE_FOUND = 6, /* only with --fail-overdue */
  NOT_COMPUTABLE = 7,
  CASES_FAILED = 8, /* of `test` */
  CANNOT_WRITE = 4
};

/* ---- options ---- */

enum { LISTED_MAX = 366, ARGUMENTS_MAX = 366 };

struct option_list {
  const char *items[LISTED_MAX];
  int count;
};

struct options {
  /* of every command */
  const char *profile, *division, *holidays, *closures, *closures_for, *weekend, *known_on, *format, *dates;
  struct option_list add_holiday, remove_holiday;
  int show_values, versions, help;
  int writes_pages; /* --format html and ics: set by the command, not by the user */
  /* of some */
  const char *agreed, *born, *since, *trigger, *cutoff, *met, *ended, *as_at, *soon;
  const char *counting, *roll, *include, *batch, *rule, *from, *in_force, *try_on, *import;
  struct option_list tag, last, event;
  const char *occurrences;
  const char *order, *state, *only, *authority, *subject, *due_before, *history_from, *basis, *period, *by, *marking, *output;
  struct option_list child, where, nulls;
  int whole_days, raw_csv, midnight_is_time, fail_overdue, summary, sorted, detail, todo;
  const char *arguments[ARGUMENTS_MAX];
  int argument_count;
};

/* The options that a command takes besides those of every command. */
enum {
  ASKS = 1,       /* about one trigger: --tag, --born, --agreed, ... */
  CHECKS = 2,     /* about the outcome: --met, --as-at, ... */
  LAYS = 4,       /* a span: --counting, --roll */
  COUNTS = 8,     /* --include */
  CUTS_OFF = 16,  /* --cutoff */
  MANY = 32,      /* --batch */
  FILES = 64,     /* files of rows: --rule, --from, --raw-csv, ... */
  SERIES = 512,   /* --occurrences */
  IN_FORCE = 128, /* --in-force */
  TRIES = 256,    /* --try */
  LISTS = 1024,   /* of a worklist: --order, --state, ... */
  CASES = 2048,   /* files of events: --as-at, --only, ... */
  IMPORTS = 4096  /* --import */
};

struct option {
  char name[20], value[24]; /* the kind of its value: NAME|FILE; empty: a switch */
  char help[160];
  size_t offset;
  int takes; /* 0: every command; else bits */
  int is_list;
};
extern const struct option option_table[];
extern const int option_count;

struct command {
  char name[16];
  int takes;
  int least, most; /* arguments */
  char arguments[40];
  char summary[100];
  char details[1000];
  char example[120];
  int (*run)(const struct options *options);
};
extern const struct command command_table[];
extern const int command_count;

/* Returns 0, or USAGE after a message. `argv` begins after the command's name. */
int read_options(const struct command *command, int count, char **argv, struct options *options);

void print_help(const struct command *command); /* NULL: for all commands */
void print_man_page(void);

/* ---- messages ---- */

void say(const char *format, ...);        /* "dueby: ..." on stderr */
void say_note(const char *format, ...);   /* "dueby: note: ..." */
int usage_error(const char *format, ...); /* prints the message, returns USAGE */
int say_no_memory(void);
enum colour { BOLD = 1, RED = 31, GREEN = 32, YELLOW = 33 };
const char *colour_on(enum colour colour); /* "" if stdout is not a terminal, or NO_COLOR is set */
const char *colour_off(void);

/* ---- profile and calendar ---- */

enum format { TEXT, PLAIN, CSV, JSON, HTML, ICS };

struct context {
  const struct options *options;
  enum format format;
  int32_t date_order; /* DUEBY_ORDER_ISO, DUEBY_ORDER_DMY */
  dueby_profile *profile;
  dueby_calendar *calendar;
};

int open_context(const struct options *options, struct context *context); /* 0, or an exit status; then nothing is open */
void close_context(struct context *context);
int open_profile(const char *name, dueby_profile **profile); /* NAME or FILE; 0, or an exit status after a message */
/* Opens the bank holidays of a file, whose format is known by its ending; `option` is named in messages. */
int open_list(const char *option, const char *path, const char *division, dueby_calendar **calendar);
/* YEAR, YEAR..YEAR or DATE..DATE; NULL: all that the calendar covers. 0, or an exit status. */
int read_days(const char *command, const struct context *context, const char *text, dueby_date *first, dueby_date *last);
int ends_in(const char *path, const char *end);
int say_outside_coverage(const struct context *context);
void describe_status(const struct context *context, dueby_status status, char *text, size_t size);
void note_closures(const struct context *context);

int read_when(const char *option, const char *text, dueby_when *when); /* 0 or USAGE */
int read_day(const char *option, const char *text, dueby_date *date);
int read_span_option(const char *option, const char *text, dueby_span *span);
int read_soon_option(const char *text, dueby_span *span);
int read_code_option(const char *option, int32_t kind, const char *text, int32_t *number);
int read_cutoff(const char *text, int32_t *second_of_day);  /* -1 for none */
int parse_cutoff(const char *text, int32_t *second_of_day); /* prints nothing; returns 0 if it is not a cut-off */
void apply_cutoff(int32_t cutoff, const dueby_when *when, dueby_date *date);

/* ---- rows of output ---- */

/* Kinds of cell: any text; a code or date, which needs no quotes in CSV; a number. */
enum kind { ANY_TEXT, CODE, WHOLE, DECIMAL };

struct cell {
  const char *name;
  const char *lasting; /* a text that outlives the row; NULL: the text is in the row's space */
  size_t at, length;
  enum kind kind;
};

struct row {
  struct cell *cells;
  int count, capacity;
  char *space;
  size_t used, size;
  int failed; /* out of memory */
};

void begin_row(struct row *row); /* a row must be zero before its first use */
void free_row(struct row *row);
void put_text(struct row *row, const char *name, const char *text); /* copied; NULL: empty */
void put_bytes(struct row *row, const char *name, const char *bytes, size_t length, enum kind kind);
void put_lasting(struct row *row, const char *name, const char *text, enum kind kind); /* not copied; NULL: empty */
void put_code(struct row *row, const char *name, const char *code); /* a code of the library, not copied; NULL: empty */
void put_number(struct row *row, const char *name, int64_t number);
void put_decimal(struct row *row, const char *name, const char *digits);            /* "": empty */
void put_when(struct row *row, const char *name, dueby_date date, dueby_time time); /* NONE: empty */
void put_count(struct row *row, const char *name, int32_t number);                  /* INT32_MIN: empty */
const char *cell_at(const struct row *row, int cell);                               /* its text */

/* The columns of --versions as CSV, each after a comma; "" if they were not asked for. */
struct versions {
  char *names, *cells;
};
int open_versions(const struct context *context, struct versions *versions); /* 0: out of memory */
void close_versions(struct versions *versions);

struct output {
  enum format format; /* CSV or JSON */
  struct versions versions;
  int64_t rows, notes;
  int raw_csv, failed;
  char *line; /* being built */
  size_t line_size;
  struct row row; /* for rows that the library writes cell by cell */
};

void begin_output(struct output *output, const struct context *context);
void write_header(const struct output *output, const char *fields); /* for a CSV without rows */
void write_row(struct output *output, const struct row *row);
/* Write what the library gives as cells and as JSON: an answer, a step, a line of a worklist, a row of a summary. */
void write_answer(struct output *output, const dueby_query *query, const dueby_answer *answer);
void write_step(struct output *output, const dueby_query *query, const dueby_deadline *deadline, const dueby_step *step);
void write_line(struct output *output, const dueby_profile *profile, const dueby_line *line, const dueby_case *of);
void write_measure(struct output *output, const dueby_summary *summary, const dueby_summary_row *row);
void write_note(struct output *output, const char *note);
int end_output(struct output *output); /* DONE, or another exit status */
void write_csv_cell(FILE *out, const char *text, int64_t length, int raw);
int csv_cell_needs_care(const char *text, int64_t length); /* needs quotes, or a formula neutralised */

/* ---- a rule and a WHEN -> a deadline ---- */

struct asked {
  dueby_query *query;
  dueby_event trigger;
  dueby_facts facts;
  dueby_event *events;     /* of the facts */
  dueby_status status;     /* of the deadline */
  dueby_deadline deadline; /* the first of the series */
  dueby_deadline *series;  /* all of them */
  int64_t count;
};

/* Returns 0, or an exit status with the reason; then nothing is open. */
int find_rule(const struct context *context, const char *address, struct asked *asked, char *reason, size_t size);
int read_question(const struct context *context, const char *address, const char *when,
                  struct asked *asked); /* prints the reason */
void set_trigger(struct asked *asked, const dueby_when *when, int32_t cutoff);
int read_facts(const struct context *context, struct asked *asked); /* --tag, --born, --agreed, ... */
int ask(const struct context *context, struct asked *asked);        /* 0, or an exit status after a message */
void close_asked(struct asked *asked);
void describe_failure(const struct asked *asked, char *text, size_t size);
int exit_for(dueby_status status);
int refuse_series(const struct options *options); /* --last and --occurrences do not go with rows: 0 or USAGE */
/* The date by law for a deadline of the series; date NONE: it has none. Returns 0 if out of memory. */
int find_law(const struct context *context, const struct asked *asked, const dueby_deadline *deadline, dueby_deadline *law);
/* Calls back with a note on each rule of the duty that waits for another event. */
void note_waiting(const struct context *context, const struct asked *asked, void (*take)(void *to, const char *note), void *to);
void take_as_note(void *unused, const char *note);   /* on stderr */
void take_in_output(void *output, const char *note); /* in JSON, else on stderr */

/* ---- a file of rows ---- */

enum { COLUMNS_MAX = 8 };

struct table_column {
  const char *name;
  int needed;
  int32_t index; /* -1: not there */
};

struct appended {
  char text[4096]; /* the appended cells, as CSV */
  size_t used;
};

void append_cell(struct appended *to, const char *text);
void append_number(struct appended *to, int64_t number);
void append_day(struct appended *to, dueby_date date, dueby_time time);

struct table_job {
  const struct context *context;
  const char *path; /* "-": standard input */
  struct table_column columns[COLUMNS_MAX];
  int column_count;
  const char *appended; /* the names of the appended columns, `error` last */
  int appended_count;
  int numbers; /* how many of the first ones are numbers */
  /* Appends all cells of a row but `error` and returns 1, perhaps with a remark in `error`; or returns 0 for a bad row, with the
   * reason there. A cell of a column that is not there is NULL. */
  int (*row)(void *state, const dueby_csv_cell *const *cells, struct appended *out, char *error, size_t error_size);
  void *state;
  int64_t rows, bad, remarked;
};

int64_t read_from_file(void *file, char *bytes, int64_t size);             /* a FILE as a dueby_csv_source */
int32_t caseload_flags(const struct options *options);                     /* --midnight-is-time, --show-values */
int is_no_date(const struct options *options, const dueby_csv_cell *cell); /* empty, --null, or such as 1900-01-01; or NULL */
int run_table_job(struct table_job *job);                                  /* DONE, SOME_ROWS_FAILED, or how else to end */
/* A date in a cell, or why it is none. `midnight_is_time`: keep 00:00:00. */
int read_cell_when(const struct context *context, const char *column, const dueby_csv_cell *cell, dueby_when *when, char *error,
                   size_t error_size);

int run_due(const struct options *options);
int run_check(const struct options *options);
int run_explain(const struct options *options);
int run_add(const struct options *options);
int run_between(const struct options *options);
int run_batch(const struct options *options);
int run_holidays(const struct options *options);
int run_import(const struct context *context, dueby_date first, dueby_date last); /* part of `holidays`, for --import */
int run_rules(const struct options *options);
int run_profiles(const struct options *options);
int run_events(const struct options *options);
int run_lint(const struct options *options);
int run_test(const struct options *options);
int run_compare(const struct options *options);
int run_version(const struct options *options);
int run_worklist(const struct options *options);
int run_impact(const struct options *options);
int run_calendar_index(const struct options *options);

#endif
