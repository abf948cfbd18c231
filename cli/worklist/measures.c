/* Writes published measures: their figures, or the children that a figure counts. */
#include "measures.h"

#include <dueby.h>
#include <dueby/definitions.h>
#include <dueby/page.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "context.h"
#include "exit.h"
#include "message.h"
#include "output.h"
#include "table.h"
#include "work.h"

enum { WORDS = 1024, LONG = 4096, FOUND_MAX = 64, MONTHS_A_YEAR = 12, APRIL = 4 };

struct command_measures {
  const struct context *context;
  const dueby_definitions *definitions;
  struct work work;
  int32_t year;
  dueby_date first, last; /* the first and last day of the year */
  const char *by;         /* the column to group by; NULL if there is none */
  int32_t child;          /* the measure named by --children; -1 if there is none */
  dueby_measures *measures;
};

/* ---- reading the options ---- */

static int refuse_idle_options(const struct options *options) {
  int is_page = options->format && strcmp(options->format, "html") == 0;
  const struct {
    int is_idle;
    const char *name, *why;
  } known[] = {
      {options->rule || options->only, options->rule ? "rule" : "only", "chooses duties, but each measure already sets its own"},
      {options->authority != NULL, "authority", "chooses rules, but each measure already sets its own"},
      {options->subject != NULL, "subject", "chooses duties, but each measure already sets its own"},
      {options->bands && options->children, "bands", "cannot be used with --children"},
      {options->suppress && options->children, "suppress", "cannot be used with --children"},
      {is_page && options->bands, "bands", "only works with text, csv and json; the page always has the bands"},
      {is_page && options->children, "children", "only works with text, csv and json; the page lists what is behind every figure"},
      {is_page && options->list, "list", "only works with text, csv and json; the page says how each measure is counted"},
      {options->marking && !is_page, "marking", "only works with --format html"},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (known[i].is_idle) return usage_error("--%s %s", known[i].name, known[i].why);
  return 0;
}

static void set_year(struct command_measures *command, int32_t year) {
  dueby_date next = 0;
  command->year = year;
  dueby_date_new(year, APRIL, 1, &command->first);
  dueby_date_add_months(command->first, MONTHS_A_YEAR, &next);
  command->last = next - 1;
}

/* ---- reading the definitions ---- */

int open_definitions(const struct context *context, dueby_definitions **definitions) {
  const char *path = context->options->measures;
  dueby_diagnostic items[FOUND_MAX];
  dueby_diagnostics found = {items, FOUND_MAX, 0};
  dueby_status status = path ? dueby_definitions_from_file(context->profile, path, &found, definitions)
                             : dueby_definitions_new(context->profile, definitions);
  if (status == DUEBY_OK) return 0;
  if (status == DUEBY_EMEMORY) return report_no_memory();
  int64_t shown = found.count < found.capacity ? found.count : found.capacity;
  const dueby_diagnostic *last = &items[shown ? shown - 1 : 0];
  if (shown && last->line) print_error("%s:%d:%d: %s", path, (int)last->line, (int)last->column, last->message);
  else print_error("%s: %s", path ? path : "the built-in measures", shown ? last->message : dueby_status_text(status));
  return BAD_FILE;
}

static int find_measure(const dueby_definitions *definitions, const char *name, int32_t *index) {
  *index = name ? dueby_definitions_find(definitions, name) : -1;
  if (!name || *index >= 0) return 0;
  dueby_nearest nearest = {name, NULL, 0, 0};
  for (int32_t i = 0; i < dueby_definitions_count(definitions); i++)
    dueby_nearest_consider(&nearest, dueby_definitions_text(definitions, i, DUEBY_DEFINITION_NAME));
  return refuse_nearest("--children", DUEBY_NAME_MEASURE, &nearest);
}

static void print_definition(const dueby_definitions *definitions, int32_t index) {
  static const struct {
    int32_t text;
    char label[16];
  } lines[] = {{DUEBY_DEFINITION_SHARE, "share"},
               {DUEBY_DEFINITION_READING, "how"},
               {DUEBY_DEFINITION_SOURCE, "source"},
               {DUEBY_DEFINITION_PUBLISHED, "compare with"}};
  printf("%s%s%s: %s\n", colour_on(BOLD), dueby_definitions_text(definitions, index, DUEBY_DEFINITION_NAME), colour_off(),
         dueby_definitions_text(definitions, index, DUEBY_DEFINITION_TITLE));
  printf("  counts: %s\n", dueby_definitions_text(definitions, index, DUEBY_DEFINITION_UNIT));
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    const char *text = dueby_definitions_text(definitions, index, lines[i].text);
    if (text) printf("  %s: %s\n", lines[i].label, text);
  }
}

static void write_definition(struct output *output, struct row *row, const dueby_definitions *definitions, int32_t index) {
  static const struct {
    char name[12];
    int32_t text;
  } texts[] = {{"measure", DUEBY_DEFINITION_NAME},   {"title", DUEBY_DEFINITION_TITLE},   {"unit", DUEBY_DEFINITION_UNIT},
               {"share", DUEBY_DEFINITION_SHARE},    {"source", DUEBY_DEFINITION_SOURCE}, {"published", DUEBY_DEFINITION_PUBLISHED},
               {"reading", DUEBY_DEFINITION_READING}};
  begin_row(row);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    row_add_text(row, texts[i].name, dueby_definitions_text(definitions, index, texts[i].text));
  row_add_code(row, "counts",
               dueby_code_name(DUEBY_CODE_COUNTS, dueby_definitions_number(definitions, index, DUEBY_DEFINITION_COUNTS)));
  row_add_code(row, "period",
               dueby_code_name(DUEBY_CODE_PERIOD, dueby_definitions_number(definitions, index, DUEBY_DEFINITION_PERIOD)));
  row_add_number(row, "decimals", dueby_definitions_number(definitions, index, DUEBY_DEFINITION_DECIMALS));
  row_add_number(row, "bands", dueby_definitions_number(definitions, index, DUEBY_DEFINITION_BANDS));
  write_row(output, row);
}

static int list_definitions(const struct context *context, const dueby_definitions *definitions) {
  struct output output;
  struct row row = {0};
  int as_data = context->format == CSV || context->format == JSON;
  if (as_data) begin_output(&output, context);
  for (int32_t i = 0; i < dueby_definitions_count(definitions); i++) {
    if (as_data) write_definition(&output, &row, definitions, i);
    else if (context->format == PLAIN) puts(dueby_definitions_text(definitions, i, DUEBY_DEFINITION_NAME));
    else print_definition(definitions, i);
  }
  free_row(&row);
  return as_data ? end_output(&output) : DONE;
}

/* ---- writing figures as text ---- */

static const char *number_text(int64_t number, int is_hidden, char *text, size_t size) {
  if (is_hidden) return "c";
  snprintf(text, size, "%" PRId64, number);
  return text;
}

enum { NAME_WIDTH = 12, TITLE_WIDTH = 64, SIZE = 32 };

static void print_row(const struct command_measures *command, const dueby_measures_row *row) {
  char counted[SIZE], good[SIZE], cannot_tell[SIZE], odd[SIZE], percent[SIZE] = "", days[SIZE] = "";
  int is_band = row->band >= 0;
  dueby_measures_percent_text(command->measures, row, percent, sizeof percent, NULL);
  dueby_measures_days_text(command->measures, row, days, sizeof days, NULL);
  const char *title = is_band ? dueby_definitions_band(command->definitions, row->definition, row->band)
                              : dueby_definitions_text(command->definitions, row->definition, DUEBY_DEFINITION_TITLE);
  printf("%-*s ", NAME_WIDTH, is_band ? "" : dueby_definitions_text(command->definitions, row->definition, DUEBY_DEFINITION_NAME));
  print_fitted(title, TITLE_WIDTH, 1);
  printf(" %8s %8s %8s %9s", number_text(row->counted, row->hides_counted, counted, sizeof counted),
         is_band ? "" : number_text(row->good, row->hides_good, good, sizeof good), *percent || is_band ? percent : "-", days);
  if (!is_band)
    printf(" %11s %5s", number_text(row->cannot_tell, row->hides_cannot_tell, cannot_tell, sizeof cannot_tell),
           number_text(row->odd, row->hides_odd, odd, sizeof odd));
  putchar('\n');
}

static void print_heading(struct command_measures *command) {
  char from[WORDS] = "", to[WORDS] = "", as_at[WORDS] = "";
  dueby_when days[] = {{DUEBY_TIME_NONE, command->first, 0}, {DUEBY_TIME_NONE, command->last, 0}};
  dueby_explain_when(&days[0], from, sizeof from, NULL);
  dueby_explain_when(&days[1], to, sizeof to, NULL);
  dueby_explain_when(&command->work.run.as_at, as_at, sizeof as_at, NULL);
  printf("Measures for %d-%02d, %s to %s, as at %s\n", (int)command->year, (int)((command->year + 1) % 100), from, to, as_at);
}

static void take_limits(const struct command_measures *command, void (*take)(const char *note, void *sink), void *sink) {
  char text[LONG];
  for (int64_t i = 0; dueby_measures_limit_text(command->measures, i, text, sizeof text, NULL) == DUEBY_OK; i++) take(text, sink);
}

static void take_oddities(const struct command_measures *command, void (*take)(const char *note, void *sink), void *sink) {
  char text[LONG];
  for (int64_t i = 0; dueby_measures_oddity_text(command->measures, i, text, sizeof text, NULL) == DUEBY_OK; i++) take(text, sink);
}

/* Prints a note as a line of a block. The first is preceded by an empty line. */
static void take_in_block(const char *note, void *printed) {
  if (!(*(int *)printed)++) putchar('\n');
  puts(note);
}

static int print_figures(struct command_measures *command) {
  const char *group = NULL;
  dueby_measures_row row;
  int32_t bands = command->context->options->bands, groups = 0;
  int printed = 0;
  dueby_status status;
  print_heading(command);
  print_quality(&command->work, dueby_worklist_trust_heading(1));
  take_limits(command, take_in_block, &printed);
  printf("\n%-*s %-*s %8s %8s %8s %9s %11s %5s\n", NAME_WIDTH, "Measure", TITLE_WIDTH, "", "counted", "good", "per cent",
         "mean days", "cannot tell", "odd");
  int64_t cursor = 0;
  while ((status = dueby_measures_next(command->measures, bands, &cursor, &row)) == DUEBY_OK) {
    if (command->by && (!groups || row.group != group)) {
      printf("\n%s: ", command->by);
      print_fitted(*row.group ? row.group : "(none)", SIZE_MAX, 0);
      putchar('\n');
      groups++;
    }
    group = row.group;
    print_row(command, &row);
  }
  if (groups > 1) puts("\nAll together");
  for (cursor = 0; groups > 1 && dueby_measures_total(command->measures, bands, &cursor, &row) == DUEBY_OK;)
    print_row(command, &row);
  printf("\n%s\n", dueby_measures_note(command->measures));
  if (!command->context->options->suppress) take_oddities(command, take_as_line, NULL);
  return status == DUEBY_EMEMORY ? report_no_memory() : DONE;
}

/* ---- writing figures as data ---- */

static void write_fields_of(struct output *output, const char *column, const char *(*field)(int32_t index)) {
  char fields[LONG];
  if (output->format == CSV && column) {
    write_csv_cell(stdout, column, (int64_t)strlen(column), output->raw_csv);
    putchar(',');
  }
  write_header(output, join_fields(field, fields, sizeof fields));
}

static int write_figures(struct command_measures *command) {
  struct output output;
  dueby_measures_row row;
  dueby_status status;
  begin_output(&output, command->context);
  int64_t cursor = 0;
  while ((status = dueby_measures_next(command->measures, command->context->options->bands, &cursor, &row)) == DUEBY_OK)
    write_figure(&output, command->measures, &row);
  if (!output.rows) write_fields_of(&output, command->by, dueby_measures_field);
  write_quality(&command->work, &output);
  take_limits(command, take_in_output, &output);
  if (!command->context->options->suppress) take_oddities(command, take_in_output, &output);
  take_in_output(dueby_measures_note(command->measures), &output);
  int end = end_output(&output);
  return status == DUEBY_EMEMORY ? report_no_memory() : end;
}

/* ---- writing the page of measures ---- */

static int write_measures_page(struct command_measures *command, const dueby_measures_options *wanted) {
  struct work_case next;
  int more;
  while ((more = next_case(&command->work, &next)) > 0) continue;
  if (more < 0) return BAD_FILE;
  dueby_status status = dueby_page_write_measures(command->work.worklist, command->definitions, wanted,
                                                  command->context->options->marking, write_to_stdout, NULL);
  return status == DUEBY_EMEMORY ? report_no_memory() : DONE; /* end_output_file or main reports failures to write */
}

/* ---- counting the cases ---- */

/* Columns made from the cells of one unit, without those about the measure, which are the same for all units. */
struct columns {
  const char *by;
  size_t at;
};

static void print_in_column(const char *name, const char *text, struct columns *columns) {
  static const size_t widths[] = {20, 26, 10, 10, 6, 12, 24, 11};
  enum { LAST = sizeof widths / sizeof widths[0], BY_WIDTH = 16 };
  if (strcmp(name, "measure") == 0) return;
  int is_last = columns->at == LAST;
  size_t width = columns->by && strcmp(name, columns->by) == 0 ? BY_WIDTH : is_last ? SIZE : widths[columns->at++];
  print_fitted(text, width, !is_last);
  fputs(is_last ? "\n" : " ", stdout);
}

static void print_unit_cell(const char *name, const dueby_cell *cell, void *columns) {
  char room[WORDS];
  const char *text = cell->text ? cell->text : "";
  dueby_when when = {DUEBY_TIME_NONE, cell->date, 0};
  if (cell->kind == DUEBY_CELL_DAY && cell->date != DUEBY_DATE_NONE && dueby_when_text(&when, room, sizeof room, NULL) == DUEBY_OK)
    text = room;
  if (cell->kind == DUEBY_CELL_NUMBER && cell->number != INT64_MIN) text = number_text(cell->number, 0, room, sizeof room);
  print_in_column(name, text, columns);
}

static void print_unit_heading(struct command_measures *command) {
  struct columns columns = {command->by, 0};
  print_heading(command);
  printf("%s: %s\n\n", dueby_definitions_text(command->definitions, command->child, DUEBY_DEFINITION_NAME),
         dueby_definitions_text(command->definitions, command->child, DUEBY_DEFINITION_TITLE));
  for (int32_t i = 0; dueby_measures_unit_field(i); i++) {
    if (command->by && strcmp(dueby_measures_unit_field(i), "measure") == 0) print_in_column(command->by, command->by, &columns);
    print_in_column(dueby_measures_unit_field(i), dueby_measures_unit_field(i), &columns);
  }
}

/* Lists the last case's units for the measure named by --children. */
static void list_units(const struct command_measures *command, struct output *output) {
  dueby_measures_unit unit;
  for (int64_t i = 0; dueby_measures_unit_at(command->measures, i, &unit) == DUEBY_OK; i++) {
    struct columns columns = {command->by, 0};
    if (unit.definition != command->child) continue;
    if (output) write_unit(output, command->measures, &unit);
    else dueby_measures_unit_cells(command->measures, &unit, print_unit_cell, &columns);
  }
}

static int count_cases(struct command_measures *command, struct output *output) {
  struct work_case next;
  int more = 0, good = 1;
  while (good && (more = next_case(&command->work, &next)) > 0) {
    good = dueby_measures_add(command->measures, command->work.worklist) == DUEBY_OK;
    if (good && command->child >= 0) list_units(command, output);
  }
  return !good ? report_no_memory() : more < 0 ? BAD_FILE : DONE;
}

/* Lists the children behind a measure, or reports that it cannot be answered. */
static int list_children(struct command_measures *command, int as_data) {
  struct output output;
  int printed = 0;
  if (as_data) begin_output(&output, command->context);
  else print_unit_heading(command);
  int end = count_cases(command, as_data ? &output : NULL);
  int is_answered = dueby_measures_is_answered(command->measures, command->child);
  if (as_data && !output.rows) write_fields_of(&output, NULL, dueby_measures_unit_field);
  if (as_data) {
    write_quality(&command->work, &output);
  } else {
    putchar('\n');
    print_quality(&command->work, dueby_worklist_trust_heading(1));
  }
  if (!is_answered) take_limits(command, as_data ? take_in_output : take_in_block, as_data ? (void *)&output : &printed);
  int written = as_data ? end_output(&output) : DONE;
  return end ? end : written;
}

/* Checks that the files have records from the year. Without them, everything would count as open or not done. */
static int check_files(const struct command_measures *command) {
  const struct work *work = &command->work;
  dueby_date stated = work->is_return ? dueby_return_as_at(work->returned.files) : DUEBY_DATE_NONE;
  char problem[WORDS] = "";
  if (dueby_year_problem_text(command->year, stated, problem, sizeof problem, NULL) == DUEBY_DONE) return 0;
  return usage_error("--year: %s", problem);
}

static int begin_measures(struct command_measures *command, dueby_measures_options *wanted) {
  struct work *work = &command->work;
  const struct options *options = command->context->options;
  int end = check_files(command);
  if (!end && options->by) {
    command->by = carried_column(work, "--by", options->by);
    end = command->by ? 0 : USAGE;
  }
  if (!end && dueby_definitions_select(command->definitions, command->context->profile, work->selected) != DUEBY_OK)
    end = report_no_memory();
  if (!end) end = leave_out_of_work(work);
  if (!end) end = begin_work(work, command->context->format == HTML ? DUEBY_WORKLIST_KEEP : 0);
  *wanted = (dueby_measures_options){.year = command->year, .column = command->by, .suppress = options->suppress};
  if (end || command->context->format == HTML) return end;
  return dueby_measures_new(work->worklist, command->definitions, wanted, &command->measures) == DUEBY_OK ? 0 : report_no_memory();
}

static int measure_files(struct command_measures *command) {
  const struct context *context = command->context;
  int as_data = context->format == CSV || context->format == JSON;
  dueby_measures_options wanted = {0};
  int end = begin_measures(command, &wanted);
  if (!end && context->format == HTML) {
    end = write_measures_page(command, &wanted);
  } else if (!end && command->child >= 0) {
    end = list_children(command, as_data);
  } else {
    if (!end) end = count_cases(command, NULL);
    if (!end) end = as_data ? write_figures(command) : print_figures(command);
  }
  dueby_measures_free(command->measures);
  return end ? end : end_of_work(&command->work, 0);
}

/* Chooses the year to count: from --year, from --as-at, or from the day stated in the files. */
static int choose_year(struct command_measures *command) {
  const struct options *options = command->context->options;
  dueby_when when;
  int32_t year = 0;
  int problem = options->year ? read_year("--year", options->year, &year) : 0;
  if (problem || options->year) {
    if (!problem) set_year(command, year);
    return problem;
  }
  if (options->as_at) {
    problem = read_when("--as-at", options->as_at, &when);
    if (!problem) set_year(command, dueby_measures_year(when.date));
  }
  return problem;
}

static int open_and_measure(struct command_measures *command) {
  int end = choose_year(command);
  if (end) return end;
  end = open_work_by(command->context, command->last, &command->work);
  if (end) return end;
  command->work.taken = DUEBY_DATE_NONE; /* no note says which day was taken, because the heading shows it */
  if (command->last == DUEBY_DATE_NONE) set_year(command, dueby_measures_year(command->work.run.as_at.date));
  end = measure_files(command);
  close_work(&command->work);
  return end;
}

int run_measures(const struct options *options) {
  static char buffer[1 << 20];
  struct context context;
  dueby_definitions *definitions = NULL;
  int end = refuse_idle_options(options);
  if (!end && !options->list && !options->argument_count)
    end = usage_error("measures: an argument is missing. Usage: dueby measures FILE... --year 2025-26, or dueby measures --list");
  if (!end && options->list && options->argument_count) end = usage_error("--list does not take files");
  if (!end) end = open_context(options, &context);
  if (end) return end;
  setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  struct command_measures command = {.context = &context, .first = DUEBY_DATE_NONE, .last = DUEBY_DATE_NONE};
  end = open_definitions(&context, &definitions);
  command.definitions = definitions;
  if (!end) end = find_measure(definitions, options->children, &command.child);
  if (!end) end = options->list ? list_definitions(&context, definitions) : open_and_measure(&command);
  dueby_definitions_free(definitions);
  close_context(&context);
  return end;
}
