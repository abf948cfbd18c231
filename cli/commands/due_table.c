/* Makes a table of due days by duty and day, for a database that cannot call the library: docs/sql.md. */
#include "commands.h"

#include <dueby.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "context.h"
#include "exit.h"
#include "message.h"
#include "options.h"
#include "output.h"

enum { LINE = 1024 };

struct due_table {
  const struct context *context;
  struct output output;
  struct row row;
  int64_t days;
  dueby_date *trigger, *due;
  int32_t *rule;
  uint8_t *certainty;
  int has_projected;
  int32_t left_out; /* number of duties left out because their due day depends on more than the trigger's day */
};

static const struct sql_table due_table_columns = {
    "dueby_due", "  profile varchar(40) NOT NULL,\n  duty varchar(80) NOT NULL,\n  date date NOT NULL,\n"
                 "  trigger_event varchar(80) NOT NULL,\n  due date NOT NULL,\n  rule_address varchar(200) NOT NULL,\n"
                 "  certainty varchar(20) NOT NULL,\n  PRIMARY KEY (profile, duty, date)"};

static int open_days(struct due_table *table, dueby_date first, dueby_date last) {
  size_t days = (size_t)(last - first) + 1;
  table->days = (int64_t)days;
  table->trigger = malloc(days * sizeof *table->trigger);
  table->due = malloc(days * sizeof *table->due);
  table->rule = malloc(days * sizeof *table->rule);
  table->certainty = malloc(days);
  if (!table->trigger || !table->due || !table->rule || !table->certainty) return report_no_memory();
  for (int64_t i = 0; i < table->days; i++) table->trigger[i] = first + (dueby_date)i;
  return 0;
}

static void close_days(struct due_table *table) {
  free_row(&table->row);
  free(table->trigger);
  free(table->due);
  free(table->rule);
  free(table->certainty);
}

/* Writes one row for each trigger day that gives the query's duty a due day. */
static int write_query(struct due_table *table, const dueby_query *query, const char *duty) {
  const dueby_profile *profile = table->context->profile;
  const dueby_due_columns columns = {
      .count = table->days, .trigger = table->trigger, .due = table->due, .rule = table->rule, .certainty = table->certainty};
  int64_t failed;
  if (dueby_query_due_many(query, &columns, &failed) != DUEBY_OK) return report_no_memory();
  const char *trigger = dueby_profile_event_slug(profile, dueby_query_trigger(query));
  for (int64_t i = 0; i < table->days; i++) {
    if (table->due[i] == DUEBY_DATE_NONE) continue;
    begin_row(&table->row);
    row_add_lasting(&table->row, "profile", dueby_profile_name(profile), ANY_TEXT);
    row_add_lasting(&table->row, "duty", duty, ANY_TEXT);
    row_add_when(&table->row, "date", table->trigger[i], DUEBY_TIME_NONE);
    row_add_code(&table->row, "trigger_event", trigger);
    row_add_when(&table->row, "due", table->due[i], DUEBY_TIME_NONE);
    row_add_lasting(&table->row, "rule_address", dueby_rule_text(profile, table->rule[i], 0, DUEBY_RULE_ADDRESS), ANY_TEXT);
    table->has_projected |= table->certainty[i] == DUEBY_CERTAINTY_PROJECTED;
    row_add_code(&table->row, "certainty", dueby_code_name(DUEBY_CODE_CERTAINTY, table->certainty[i]));
    write_row(&table->output, &table->row);
  }
  return 0;
}

/* Returns the name that rows use for an address, without the profile: the duty's id or, for an alternative, id~name. */
static const char *name_of(const dueby_profile *profile, const dueby_query *query, const char *address) {
  const char *colon = strchr(address, ':');
  if (strchr(address, '~')) return colon ? colon + 1 : address;
  return dueby_profile_duty(profile, dueby_query_duty(query));
}

static int find_duty(const struct due_table *table, const char *address, struct request *request) {
  char reason[LINE];
  int end = find_rule(table->context, address, request, reason, sizeof reason);
  if (end) print_error("%s", reason);
  return end;
}

/* True if an argument is the same as an earlier one, so that its rows would have the same keys. */
static int is_repeated(const struct options *options, int argument) {
  for (int i = 1; i < argument; i++)
    if (!strcmp(options->arguments[i], options->arguments[argument])) return 1;
  return 0;
}

/* Refuses an argument that asks for the same duty as an earlier argument, but with other rules. */
static int check_names(const struct due_table *table, const struct options *options, int argument, const struct request *request) {
  const dueby_profile *profile = table->context->profile;
  const char *address = options->arguments[argument], *name = name_of(profile, request->query, address);
  int end = 0;
  for (int i = 1; i < argument && !end; i++) {
    struct request earlier;
    end = find_duty(table, options->arguments[i], &earlier);
    if (end) return end;
    if (strcmp(options->arguments[i], address) != 0 && !strcmp(name_of(profile, earlier.query, options->arguments[i]), name)) {
      print_error("%s: a table has one due date for each duty and day, so it cannot have %s too", address, options->arguments[i]);
      end = USAGE;
    }
    close_request(&earlier);
  }
  return end;
}

/* Refuses to write anything unless every requested duty can be in a table. */
static int check_duties(const struct due_table *table, const struct options *options) {
  int end = 0;
  for (int i = 1; i < options->argument_count && !end; i++) {
    const char *address = options->arguments[i];
    struct request request;
    end = find_duty(table, address, &request);
    if (end) return end;
    if (!dueby_query_needs_only_day(request.query)) {
      refuse_value(NULL, DUEBY_REFUSAL_ONLY_DAY, address);
      end = NOT_COMPUTABLE;
    } else {
      end = check_names(table, options, i, &request);
    }
    close_request(&request);
  }
  return end;
}

static int write_duty(struct due_table *table, const char *address) {
  struct request request;
  int end = find_duty(table, address, &request);
  if (end) return end;
  if (dueby_query_needs_only_day(request.query))
    end = write_query(table, request.query, name_of(table->context->profile, request.query, address));
  else table->left_out++;
  close_request(&request);
  return end;
}

static int write_duties(struct due_table *table, const struct options *options) {
  const dueby_profile *profile = table->context->profile;
  int end = 0;
  for (int i = 1; i < options->argument_count && !end; i++)
    if (!is_repeated(options, i)) end = write_duty(table, options->arguments[i]);
  if (options->argument_count > 1) return end;
  for (int32_t duty = 0; duty < dueby_profile_duty_count(profile) && !end; duty++)
    end = write_duty(table, dueby_profile_duty(profile, duty));
  return end;
}

static void note_left_out(struct due_table *table) {
  char note[LINE];
  if (!table->left_out) return;
  snprintf(note, sizeof note, "%d %s not in the table: when %s due depends on more than the starting day (docs/sql.md)",
           (int)table->left_out, table->left_out == 1 ? "duty is" : "duties are", table->left_out == 1 ? "it is" : "they are");
  write_note(&table->output, note);
}

int run_due_table(const struct options *options) {
  struct context context;
  struct due_table table = {.context = &context};
  dueby_date first, last;
  int end = open_context(options, &context);
  if (end) return end;
  end = read_days("due-table", &context, options->arguments[0], &first, &last);
  if (!end) end = check_duties(&table, options);
  if (!end) end = open_days(&table, first, last);
  if (!end) end = begin_table_output(&table.output, &context, &due_table_columns);
  if (!end) {
    int problem = write_duties(&table, options);
    if (!problem && table.has_projected) note_projected(&context, &table.output);
    if (!problem) note_left_out(&table);
    end = end_output(&table.output);
    if (problem) end = problem;
  }
  close_days(&table);
  close_context(&context);
  return end;
}
