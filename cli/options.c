/* The table of options, and the parser of the command line. getopt is not used, because a span such as "-1 month" is an
 * argument. */
#include "options.h"

#include <dueby.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "context.h"
#include "message.h"

#define AT(field) offsetof(struct options, field)

const struct option option_table[] = {
    {"profile", "NAME|FILE", "whose rules: england (the default), a council's, or your own YAML file", AT(profile), 0, 0},
    {"division", "NAME[+NAME]",
     "whose bank holidays: england-and-wales (the default), scotland, northern-ireland, several joined by +, or none", AT(division),
     0, 0},
    {"holidays", "FILE", "use your own list of bank holidays: GOV.UK's bank-holidays.json, an .ics, or a CSV with a date column",
     AT(holidays), 0, 0},
    {"add-holiday", "DATE", "add a bank holiday; you can repeat this", AT(add_holiday), 0, 1},
    {"remove-holiday", "DATE", "remove a bank holiday; you can repeat this", AT(remove_holiday), 0, 1},
    {"closures", "FILE", "days when the office is closed, as a CSV with a date column; they only affect local rules", AT(closures),
     0, 0},
    {"closures-for", "local|all", "which rules closures affect: local (the default) or all", AT(closures_for), 0, 0},
    {"weekend", "sat,sun|none", "use other weekend days, or none", AT(weekend), 0, 0},
    {"known-on", "DATE", "use the bank holidays as they were published on this day, from 2011-11-23", AT(known_on), 0, 0},
    {"format", "text|plain|csv|json", "how to print the answer; plain prints only the answer itself", AT(format), 0, 0},
    {"dates", "iso|dmy",
     "how you write dates, in files and here: 2026-03-27 (iso, the default) or 27/03/2026 (dmy); dueby never guesses", AT(dates), 0,
     0},
    {"versions", "", "add columns to CSV that show which version of dueby, rules and calendar you used; JSON always has them",
     AT(versions), 0, 0},
    {"show-values", "", "show in messages what a cell contains, even if it could be a name", AT(show_values), 0, 0},
    {"help", "", "show this help", AT(help), 0, 0},
    {"tag", "TAG", "a tag of the starting event; you can repeat this", AT(tag), OPT_TRIGGER, 1},
    {"born", "DATE", "date of birth, for rules that depend on age", AT(born), OPT_TRIGGER, 0},
    {"since", "DATE", "the day the time limit is counted from, if this is not the starting event", AT(since), OPT_TRIGGER, 0},
    {"last", "WHEN", "when a repeating task was last done; repeat this to give all the dates, earliest first", AT(last),
     OPT_TRIGGER, 1},
    {"event", "EVENT=WHEN", "something else that happened, such as an end or an extension; you can repeat this", AT(event),
     OPT_TRIGGER, 1},
    {"agreed", "SPAN", "how often it must be done, if this was agreed for the case", AT(agreed), OPT_TRIGGER, 0},
    {"trigger", "EVENT", "the event that happened, if several events can start this duty", AT(trigger), OPT_TRIGGER, 0},
    {"occurrences", "N", "show the next N due dates, as if each were done on its due day", AT(occurrences), OPT_SERIES, 0},
    {"whole-days", "", "count hours in whole days, rounded down, if there is no time of day", AT(whole_days),
     OPT_TRIGGER | OPT_CASES, 0},
    {"cutoff", "HH:MM", "anything at or after this time counts as the next day", AT(cutoff), OPT_TRIGGER | OPT_CUTOFF, 0},
    {"met", "WHEN|COLUMN", "when it was done", AT(met), OPT_OUTCOME, 0},
    {"ended", "WHEN|COLUMN", "when the duty ended without being done", AT(ended), OPT_OUTCOME, 0},
    {"as-at", "WHEN", "the day to check; dueby does not use today's date", AT(as_at), OPT_OUTCOME | OPT_CASES | OPT_FILES, 0},
    {"soon", "SPAN", "how close counts as due soon; 5 working days by default", AT(soon), OPT_OUTCOME | OPT_LIST, 0},
    {"fail-overdue", "", "end with exit status 6 if anything is overdue", AT(fail_overdue), OPT_OUTCOME | OPT_LIST, 0},
    {"order", "worst|case", "worst first (the default), or in the order of your file", AT(order), OPT_LIST, 0},
    {"state", "STATE,...|all",
     "only these: overdue, not_computable, due_soon, open, met, met_late, missed, ended; text leaves out what is done unless you ask, CSV and JSON do not",
     AT(state), OPT_LIST, 0},
    {"only", "DUTY,...", "only these duties, by name or abbreviation: cp.*, ICPC, IHA, \"stat visit\"; * stands for any text",
     AT(only), OPT_CASES, 0},
    {"case", "CASE", "only this case; you can repeat this", AT(child), OPT_CASES, 1},
    {"where", "COLUMN=VALUE", "only cases with this value in a column of your file; you can repeat this", AT(where), OPT_CASES, 1},
    {"due-before", "DATE", "only what is due before this day", AT(due_before), OPT_LIST, 0},
    {"horizon", "SPAN|DATE", "also what will fall due by a given day, or within a period such as \"2 months\"", AT(horizon),
     OPT_LIST, 0},
    {"since", "FILE", "what has changed for each duty since an earlier file for the same cases", AT(since), OPT_LIST, 0},
    {"since-as-at", "WHEN", "the day to check in the older file, if not the last day of its records", AT(since_as_at), OPT_LIST, 0},
    {"what-if", "EVENT=WHEN",
     "what an event on a given day would meet, end and start, and what falls due next; --tag gives its tags", AT(what_if), OPT_LIST,
     0},
    {"tag", "TAG", "a tag of the --what-if event; you can repeat this", AT(tag), OPT_LIST, 1},
    {"authority", "NAME,...", "only use rules from the law (statute), guidance or local standards", AT(authority), OPT_CASES, 0},
    {"subject", "NAME,...", "only duties towards a child, carer, worker or authority; text lists each group under its own heading",
     AT(subject), OPT_CASES, 0},
    {"history-from", "DATE", "the day your records start: anything due earlier cannot be checked", AT(history_from), OPT_CASES, 0},
    {"recorded-to", "DATE", "the day your records go up to, if this is later than the last event in them", AT(recorded_to),
     OPT_CASES, 0},
    {"holds", "EVENT=WHAT", "how complete your file is for an event: all, since:DATE, latest or never; you can repeat this",
     AT(holds), OPT_CASES, 1},
    {"refs", "ignore", "read the file as if it had no refs", AT(refs), OPT_CASES, 0},
    {"sorted", "", "say that the rows for each case are together in the file, so dueby needs less memory", AT(sorted), OPT_CASES,
     0},
    {"summary", "", "show how many of each duty were done in time", AT(summary), OPT_LIST, 0},
    {"basis", "due|completed|at",
     "what --summary counts: tasks due in the period (the default), tasks done in it, or children up to date on its last day",
     AT(basis), OPT_LIST, 0},
    {"period", "FROM..TO", "the period for --summary", AT(period), OPT_LIST, 0},
    {"by", "COLUMN", "a summary for each value of a column in your file", AT(by), OPT_LIST | OPT_MEASURES, 0},
    {"year", "YEAR", "the year to measure, from April to March, for example 2025-26", AT(year), OPT_LIST | OPT_MEASURES, 0},
    {"bands", "", "also show how many are in each band of a measure", AT(bands), OPT_MEASURES, 0},
    {"suppress", "", "show c instead of 1 to 5, and instead of any number that would give these away", AT(suppress), OPT_MEASURES,
     0},
    {"children", "MEASURE", "list what is behind a figure: each child or event that it counts", AT(children), OPT_MEASURES, 0},
    {"list", "", "list the measures: how each is counted and what you can compare it with; takes no files", AT(list), OPT_MEASURES,
     0},
    {"measures", "FILE", "use other measures, from a YAML file (data/FORMAT.md)", AT(measures), OPT_LIST | OPT_MEASURES, 0},
    {"marking", "TEXT", "a protective marking to show on every printed page (html)", AT(marking), OPT_LIST | OPT_MEASURES, 0},
    {"detail", "", "put the duty and its source in each calendar entry (ics)", AT(detail), OPT_LIST, 0},
    {"todo", "", "write tasks instead of events (ics)", AT(todo), OPT_LIST, 0},
    {"output", "FILE",
     "save to a file that only you can open; an existing file is only replaced once the answer is complete; - means standard output",
     AT(output), OPT_OUTPUT, 0},
    {"mapping", "NAME|FILE", "how to read your files: a built-in mapping or your own YAML file (docs/adding-an-extract.md)",
     AT(mapping), OPT_FILES, 0},
    {"counting", "NAME", "excluded (the default), rolled, included or clear", AT(counting), OPT_SPAN, 0},
    {"roll", "NAME", "what to do if the last day is not a working day: none (keep it, the default), next or previous", AT(roll),
     OPT_SPAN, 0},
    {"include", "NAME", "which ends to count: end (the default), start, both or neither", AT(include), OPT_INCLUDE, 0},
    {"batch", "FILE|-", "read rows from a CSV file or standard input, and add the columns result and error", AT(batch), OPT_BATCH,
     0},
    {"rule", "RULE", "the rule", AT(rule), OPT_ROWS | OPT_CASES, 0},
    {"from", "COLUMN", "the column with the starting day or time", AT(from), OPT_ROWS, 0},
    {"midnight-is-time", "", "treat 00:00:00 in a file as a time of day", AT(midnight_is_time), OPT_ROWS | OPT_CASES | OPT_FILES,
     0},
    {"null", "TEXT", "text that means no value in your file, as well as NULL, NaT, NA, N/A, #N/A and -; you can repeat this",
     AT(nulls), OPT_ROWS | OPT_CASES, 1},
    {"raw-csv", "", "do not protect cells that a spreadsheet would run as a formula", AT(raw_csv), OPT_ROWS | OPT_BATCH | OPT_CASES,
     0},
    {"table", "NAME", "the table name for --format sql: letters, digits and _", AT(table), OPT_TABLE, 0},
    {"import", "FILE", "show what the bank holidays in a .json, .ics or .csv file would change in the years it covers", AT(import),
     OPT_IMPORT, 0},
    {"all", "", "list the rules that did not apply, too", AT(all), OPT_EXPLAIN, 0},
    {"on", "DATE", "the rules in force on this day; by default, the newest version of each", AT(on), OPT_RULES, 0},
    {"history", "", "every version of each rule, with its dates", AT(history), OPT_RULES, 0},
    {"try", "DATE", "show each rule's first due date, counted from this day", AT(try_on), OPT_TRY, 0},
};
const int option_count = sizeof option_table / sizeof option_table[0];

static int taken_by(const struct option *option, const struct command *command) {
  return !option->takes || option->takes & command->takes;
}

static const struct option *find_option(const struct command *command, const char *name, size_t length, dueby_nearest *nearest) {
  for (int i = 0; i < option_count; i++) {
    const struct option *option = &option_table[i];
    if (!taken_by(option, command)) continue;
    if (strlen(option->name) == length && memcmp(option->name, name, length) == 0) return option;
    dueby_nearest_consider(nearest, option->name);
  }
  return NULL;
}

static int unknown_option(const struct command *command, const dueby_nearest *nearest) {
  if (nearest->name)
    return usage_error("%s: unknown option --%s: did you mean --%s?", command->name, nearest->wanted, nearest->name);
  return usage_error("%s: unknown option --%s: see dueby %s --help", command->name, nearest->wanted, command->name);
}

static int keep_option(const struct option *option, const char *value, struct options *options) {
  char *at = (char *)options + option->offset;
  if (!*option->value) {
    *(int *)(void *)at = 1;
    return 0;
  }
  if (!option->is_list) { /* without this check, one of the two would be ignored, as in --only cla.* --only cp.* */
    if (*(const char **)(void *)at) return usage_error("--%s is given twice", option->name);
    *(const char **)(void *)at = value;
    return 0;
  }
  struct option_list *list = (struct option_list *)(void *)at;
  if (list->count == LISTED_MAX) return usage_error("--%s is given more than %d times", option->name, LISTED_MAX);
  list->items[list->count++] = value;
  return 0;
}

/* Parses --name, --name value or --name=value. */
static int read_option(const struct command *command, char **word, char **end, struct options *options, char ***next) {
  char name[64];
  const char *text = *word + 2, *equals = strchr(text, '=');
  size_t length = equals ? (size_t)(equals - text) : strlen(text);
  snprintf(name, sizeof name, "%.*s", (int)length, text);
  dueby_nearest nearest = {name, NULL, 0, 0};
  const struct option *option = find_option(command, text, length, &nearest);
  if (!option) return unknown_option(command, &nearest);
  *next = word + 1;
  const char *value = equals ? equals + 1 : NULL;
  if (!*option->value && value) return usage_error("--%s does not take a value", option->name);
  if (*option->value && !value) {
    if (*next == end) return usage_error("--%s needs %s", option->name, option->value);
    value = *(*next)++;
  }
  return keep_option(option, value, options);
}

int read_options(const struct command *command, int count, char **argv, struct options *options) {
  char **end = argv + count;
  memset(options, 0, sizeof *options);
  if (command->takes & OPT_LIST) options->more_formats |= 1 << HTML | 1 << ICS;
  if (command->takes & OPT_MEASURES) options->more_formats |= 1 << HTML;
  if (command->takes & OPT_TABLE) options->more_formats |= 1 << SQL;
  while (argv < end) {
    char *word = *argv;
    int problem = 0;
    if (strcmp(word, "-h") == 0) {
      options->help = 1;
      argv++;
    } else if (strncmp(word, "--", 2) == 0) {
      problem = read_option(command, argv, end, options, &argv);
    } else if (options->argument_count == command->most) {
      problem = usage_error("%s: one argument too many. Usage: dueby %s %s", command->name, command->name, command->arguments);
    } else {
      options->arguments[options->argument_count++] = word;
      argv++;
    }
    if (problem) return problem;
  }
  if (options->batch && options->argument_count)
    return usage_error("%s: use --batch instead of %s, not with it", command->name, command->arguments);
  int least = options->batch ? 0 : command->least;
  if (!options->help && options->argument_count < least)
    return usage_error("%s: an argument is missing. Usage: dueby %s %s", command->name, command->name, command->arguments);
  return 0;
}
