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
    {"profile", "NAME|FILE", "the rules: england (the default), a council's, or a YAML file", AT(profile), 0, 0},
    {"division", "NAME[+NAME]",
     "whose bank holidays: england-and-wales (the default), scotland, northern-ireland, several with +, or none", AT(division), 0,
     0},
    {"holidays", "FILE",
     "bank holidays from GOV.UK's bank-holidays.json, an .ics, or a CSV with a column date, instead of the built-in table",
     AT(holidays), 0, 0},
    {"add-holiday", "DATE", "one more bank holiday; may be given again", AT(add_holiday), 0, 1},
    {"remove-holiday", "DATE", "one bank holiday less; may be given again", AT(remove_holiday), 0, 1},
    {"closures", "FILE", "days on which the office is shut, a CSV with a column date: they move local rules only", AT(closures), 0,
     0},
    {"closures-for", "local|all", "what closures move: local rules (the default), or everything", AT(closures_for), 0, 0},
    {"weekend", "sat,sun|none", "other weekend days, or none", AT(weekend), 0, 0},
    {"known-on", "DATE", "the bank holidays as they were published on a day, from 2011-11-23", AT(known_on), 0, 0},
    {"format", "text|plain|csv|json", "plain is the bare answer", AT(format), 0, 0},
    {"dates", "iso|dmy", "how dates are written, in files and here: 2026-03-27 (the default) or 27/03/2026; never guessed",
     AT(dates), 0, 0},
    {"versions", "", "columns of CSV that say which library, rules and calendar an answer rests on; JSON has them always",
     AT(versions), 0, 0},
    {"show-values", "", "repeat in messages what a cell holds, whatever it is", AT(show_values), 0, 0},
    {"help", "", "this help", AT(help), 0, 0},
    {"tag", "TAG", "a tag of the trigger; may be given again", AT(tag), OPT_TRIGGER, 1},
    {"born", "DATE", "date of birth, for rules that ask for an age", AT(born), OPT_TRIGGER, 0},
    {"since", "DATE", "the day of the event that the rule measures from, where that is not its trigger", AT(since), OPT_TRIGGER, 0},
    {"last", "WHEN", "when a recurring duty was last done; may be given again, in order, from the first", AT(last), OPT_TRIGGER, 1},
    {"event", "EVENT=WHEN", "something else that happened: an end, the end of a phase, an extension; may be given again", AT(event),
     OPT_TRIGGER, 1},
    {"agreed", "SPAN", "the interval that was agreed", AT(agreed), OPT_TRIGGER, 0},
    {"trigger", "EVENT", "the event that happened, where the duty's rules start from several", AT(trigger), OPT_TRIGGER, 0},
    {"occurrences", "N", "the next N due dates, each supposed met on its due day", AT(occurrences), OPT_SERIES, 0},
    {"whole-days", "", "work out hours from a day without a time, as whole days, rounded down", AT(whole_days),
     OPT_TRIGGER | OPT_CASES, 0},
    {"cutoff", "HH:MM", "what happens at or after this time counts as having happened on the next day", AT(cutoff),
     OPT_TRIGGER | OPT_CUTOFF, 0},
    {"met", "WHEN|COLUMN", "when it was done", AT(met), OPT_OUTCOME, 0},
    {"ended", "WHEN|COLUMN", "when the duty ended without being done", AT(ended), OPT_OUTCOME, 0},
    {"as-at", "WHEN", "the day for which the state is wanted", AT(as_at), OPT_OUTCOME | OPT_CASES, 0},
    {"soon", "SPAN", "what counts as due soon; 5 working days", AT(soon), OPT_OUTCOME | OPT_LIST, 0},
    {"fail-overdue", "", "end with status 6 if anything is overdue", AT(fail_overdue), OPT_OUTCOME | OPT_LIST, 0},
    {"order", "worst|case", "worst first (the default), or as the cases come in the file", AT(order), OPT_LIST, 0},
    {"state", "STATE,...|all", "only these states; text shows what is not done unless asked, CSV and JSON show all", AT(state),
     OPT_LIST, 0},
    {"only", "DUTY,...", "only these duties; * stands for anything, as in cp.*,cla.*", AT(only), OPT_CASES, 0},
    {"case", "CASE", "only this case; may be given again", AT(child), OPT_CASES, 1},
    {"where", "COLUMN=VALUE", "only cases with this value in a column of the file; may be given again", AT(where), OPT_CASES, 1},
    {"due-before", "DATE", "only what falls due before a day", AT(due_before), OPT_LIST, 0},
    {"authority", "NAME,...", "go by the rules of statute, guidance or local standards alone", AT(authority), OPT_CASES, 0},
    {"subject", "NAME,...", "whose duties: child, carer, worker or authority; text lists each under a heading of its own",
     AT(subject), OPT_CASES, 0},
    {"history-from", "DATE", "the records begin on this day: what fell due earlier cannot be judged", AT(history_from), OPT_CASES,
     0},
    {"recorded-to", "DATE", "the records go up to this day, if that is later than their last event", AT(recorded_to), OPT_CASES, 0},
    {"holds", "EVENT=WHAT", "what the file holds of an event: all, since:DATE, latest or never; may be given again", AT(holds),
     OPT_CASES, 1},
    {"refs", "ignore", "read the file as if it had no refs", AT(refs), OPT_CASES, 0},
    {"sorted", "", "the rows of a case stand together: memory is bounded by the largest case", AT(sorted), OPT_CASES, 0},
    {"summary", "", "how many of each duty were done in time", AT(summary), OPT_LIST, 0},
    {"basis", "due|completed|at",
     "what --summary counts: what fell due in the period (the default), what was done in it, or "
     "children up to date on its last day",
     AT(basis), OPT_LIST, 0},
    {"period", "FROM..TO", "the period of --summary", AT(period), OPT_LIST, 0},
    {"by", "COLUMN", "a summary for each value of a column of the file", AT(by), OPT_LIST, 0},
    {"marking", "TEXT", "a protective marking for every printed page (html)", AT(marking), OPT_LIST, 0},
    {"detail", "", "duty and source in each entry of a calendar (ics)", AT(detail), OPT_LIST, 0},
    {"todo", "", "tasks instead of events (ics)", AT(todo), OPT_LIST, 0},
    {"output", "FILE", "write to a file that only its owner may read, whole or not at all", AT(output), OPT_LIST, 0},
    {"mapping", "NAME|FILE", "how the files are read: a built-in mapping, or a YAML file of your own (docs/adding-an-extract.md)",
     AT(mapping), OPT_FILES, 0},
    {"counting", "NAME", "excluded (the default), rolled, included or clear", AT(counting), OPT_SPAN, 0},
    {"roll", "NAME", "what becomes of a last day that is no working day: none (the default), next, previous", AT(roll), OPT_SPAN,
     0},
    {"include", "NAME", "which ends are counted: end (the default), start, both or neither", AT(include), OPT_INCLUDE, 0},
    {"batch", "FILE|-", "rows of a CSV file, or of standard input, come back with result and error", AT(batch), OPT_BATCH, 0},
    {"rule", "RULE", "the rule", AT(rule), OPT_ROWS | OPT_CASES, 0},
    {"from", "COLUMN", "the column with the day or time counted from", AT(from), OPT_ROWS, 0},
    {"midnight-is-time", "", "take 00:00:00 in a file for a time of day", AT(midnight_is_time), OPT_ROWS | OPT_CASES | OPT_FILES,
     0},
    {"null", "TEXT",
     "a text that stands for no value in a file, besides NULL, NaT, NA, N/A, #N/A, - and the like; may be given again", AT(nulls),
     OPT_ROWS | OPT_CASES, 1},
    {"raw-csv", "", "leave cells alone that a spreadsheet would run as a formula", AT(raw_csv), OPT_ROWS | OPT_BATCH | OPT_CASES,
     0},
    {"in-force", "DATE", "only what is in force on a day", AT(in_force), OPT_IN_FORCE, 0},
    {"table", "NAME", "the name of the table for --format sql: letters, digits and _", AT(table), OPT_TABLE, 0},
    {"import", "FILE", "what the bank holidays of a .json, .ics or .csv would change, over the years that it covers", AT(import),
     OPT_IMPORT, 0},
    {"try", "DATE", "print each rule's first due date, counted from a day", AT(try_on), OPT_TRY, 0},
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
  if (!option->is_list) { /* a repeated option would be ignored, as in --only cla.* --only cp.* */
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
  if (!*option->value && value) return usage_error("--%s takes no value", option->name);
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
      problem = usage_error("%s: one argument too many: usage: dueby %s %s", command->name, command->name, command->arguments);
    } else {
      options->arguments[options->argument_count++] = word;
      argv++;
    }
    if (problem) return problem;
  }
  if (options->batch && options->argument_count)
    return usage_error("%s: --batch takes the place of %s", command->name, command->arguments);
  int least = options->batch ? 0 : command->least;
  if (!options->help && options->argument_count < least)
    return usage_error("%s: an argument is missing: usage: dueby %s %s", command->name, command->name, command->arguments);
  return 0;
}
