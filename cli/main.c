/* The table of commands, and main. */
#include <dueby.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "commands/commands.h"
#include "exit.h"
#include "help.h"
#include "options.h"
#include "message.h"
#include "os.h"
#include "worklist/impact.h"
#include "worklist/worklist.h"

const struct command command_table[] = {
    {"worklist", OPT_LIST | OPT_CASES | OPT_FILES, 1, ARGUMENTS_MAX, "FILE...",
     "every duty of every case: what is due, overdue and done, worst first",
     "FILE is a CSV of events with the columns case, event and at (a date or a time), and if they are there ref (which episode) and "
     "tags; other columns are carried through. Or FILE... are the files or the folder of a return, such as the CIN census "
     "(docs/returns.md). --as-at DATE is needed, unless a return states its reference date. With --summary, how many were in time. --format html writes a page with "
     "timelines, --format ics a calendar. A row that cannot be read is named, and the rest go on. - reads standard input.",
     "dueby worklist examples/events.csv --profile barnet --as-at 2026-10-31", run_worklist},
    {"impact", OPT_CASES | OPT_FILES, 1, ARGUMENTS_MAX, "FILE...", "which due dates move if the calendar changes",
     "The same cases with the built-in bank holidays of the division as they are, and with the calendar that the options make: "
     "--add-holiday, --remove-holiday, --holidays, --known-on, --closures, --weekend, of which one is needed. Every open duty that "
     "would fall due on another day, and every finished one that would have another verdict. --as-at DATE is needed. plain is the "
     "number of open duties that move. - reads standard input.",
     "dueby impact examples/events.csv --as-at 2026-10-31 --add-holiday 2027-05-10", run_impact},
    {"read", OPT_FILES, 1, ARGUMENTS_MAX, "FILE...", "a return as events, each with the field and line that it came from",
     "FILE... are the files or the folder of a return: a CIN census (XML), or the tables of an SSDA903, of Annex A or of an extract as CSV "
     "(docs/returns.md). CSV that dueby worklist reads. --mapping reads an extract of your own. A row that cannot be read is named, "
     "and the rest go on.",
     "dueby read cin.xml", run_read},
    {"due", OPT_TRIGGER | OPT_SERIES | OPT_BATCH, 2, 2, "RULE WHEN", "when it is due",
     "RULE is a duty's id (cp.conference.initial), profile:id for one profile's rule, or id~name for an alternative "
     "figure. WHEN is the day of the event that starts the clock, or its time: 2026-03-27, 2026-03-27T14:30 (UK time),"
     " or with an offset.",
     "dueby due cp.conference.initial 2026-03-27", run_due},
    {"check", OPT_TRIGGER | OPT_OUTCOME, 2, 2, "RULE WHEN", "whether it was done in time",
     "With --met WHEN the day or time when it was done; with --as-at WHEN its state then. The due day itself is in "
     "time.",
     "dueby check assessment.single 2025-12-19 --met 2026-02-25", run_check},
    {"explain", OPT_TRIGGER, 2, 2, "RULE WHEN", "the working: rule, source, each day not counted and why",
     "As CSV or JSON, the steps as data.", "dueby explain cp.conference.initial 2026-03-27", run_explain},
    {"add", OPT_SPAN | OPT_BATCH | OPT_CUTOFF, 2, 2, "DATE SPAN", "count a span on the calendar",
     "A span is an amount of time: \"45 working days\", \"6 weeks\", \"3 months\", \"16 years 3 months\", \"72 "
     "hours\", \"-5 working days\". Counting says what becomes of the first day: excluded (it is day 0), rolled (a "
     "non-working one first moves to the next working day), included (it is day 1), clear (neither end counts).",
     "dueby add 2026-03-27 \"15 working days\"", run_add},
    {"between", OPT_INCLUDE | OPT_BATCH, 2, 2, "START END", "how many working days lie between two days",
     "The last day is counted and the first is not, which agrees with add; --include says otherwise. A reversed range "
     "is negative.",
     "dueby between 2026-03-27 2026-04-21", run_between},
    {"batch", OPT_TRIGGER | OPT_OUTCOME | OPT_ROWS, 1, 1, "FILE.csv",
     "a file of cases, with due date, state and days taken appended",
     "--rule RULE and --from COLUMN are needed; --met COLUMN is when it was done, --ended COLUMN when the duty ended; "
     "--as-at DATE gives the state of what is not done. A bad row gets its reason in the column error, and the rest go"
     " on. - reads standard input.",
     "dueby batch cases.csv --rule assessment.single --from referral_date --met completed --as-at 2026-10-31", run_batch},
    {"compare", 0, 2, 2, "PROFILE PROFILE", "which of two profiles is stricter, duty by duty",
     "Each profile's own rules with the same trigger, over every trigger date on which both give a date; of a series "
     "the first six lines, each as if met on its due day. The verdict is the second profile's: stricter, looser, "
     "equal, or neither, with a date as witness each way.",
     "dueby compare england barnet", run_compare},
    {"holidays", OPT_IMPORT, 0, 1, "[YEAR|FROM..TO]", "the table of bank holidays",
     "With basis, certainty, and (as CSV or JSON) the day on which the official list first carried each. With --import FILE, which "
     "days the file would add, remove or rename.",
     "dueby holidays 2026", run_holidays},
    {"calendar-index", OPT_TABLE, 1, 1, "FROM..TO", "a table of numbered working days for Excel and Power BI",
     "CSV with date, division, working (1 or 0), index (working days since FROM, up to and including the date) and index_to_date "
     "(the working day of that number). Look up the start's index, add the working days, and look up the sum: docs/excel.md. With "
     "--format sql, a script that makes the table in a database: docs/sql.md.",
     "dueby calendar-index 2024-01-01..2028-12-31", run_calendar_index},
    {"due-table", OPT_TABLE, 1, ARGUMENTS_MAX, "FROM..TO [RULE...]", "a table of due days by duty and day, for a database",
     "CSV with profile, duty, date (the day of the trigger), trigger_event, due, rule_address and certainty: a row for each day and each duty whose "
     "first due day depends on nothing else; the others are named. Only these rules, if any are given. With --format sql, a script "
     "that makes the table in SQL Server or PostgreSQL: docs/sql.md.",
     "dueby due-table 2024..2028 --format sql --output due.sql", run_due_table},
    {"rules", OPT_IN_FORCE, 0, 1, "[RULE]", "the rules of a profile", "One line for each version of each rule.",
     "dueby rules --profile barnet --in-force 2026-03-27", run_rules},
    {"profiles", 0, 0, 0, "", "the built-in profiles", "", "dueby profiles", run_profiles},
    {"events", 0, 0, 0, "", "the events and tags of a profile", "", "dueby events --format csv", run_events},
    {"lint", OPT_TRY, 1, 1, "FILE.yaml", "whether a profile or a mapping is valid",
     "What is wrong, with its line and column; of a mapping also the fields that no row uses. With --try DATE, each rule's first due date in words.",
     "dueby lint council.yaml --try 2026-03-27", run_lint},
    {"test", 0, 1, ARGUMENTS_MAX, "FILE...", "whether a profile gives the answers that test cases expect",
     "A test case is a question, the answer that is expected, and where that comes from: a row of a CSV file with a header, or an item "
     "of a YAML list (docs/cases.md). What is not as expected is shown with the explanation of what was found. A test case that names "
     "no profile is asked of --profile. One that cannot be read is named, and the rest go on. - reads CSV from standard input.",
     "dueby test examples/exampleton_cases.yaml --profile examples/exampleton.yaml", run_test},
    {"version", 0, 0, 0, "", "the versions of the library and of its table", "", "dueby version", run_version},
};
const int command_count = sizeof command_table / sizeof command_table[0];

static const struct command *find_command(const char *name, dueby_nearest *nearest) {
  for (int i = 0; i < command_count; i++) {
    if (strcmp(command_table[i].name, name) == 0) return &command_table[i];
    dueby_nearest_consider(nearest, command_table[i].name);
  }
  return NULL;
}

static int unknown_command(const dueby_nearest *nearest) {
  if (nearest->name) return usage_error("unknown command \"%s\": did you mean \"%s\"?", nearest->wanted, nearest->name);
  return usage_error("unknown command \"%s\": see dueby --help", nearest->wanted);
}

static int run_help(int count, char **argv) {
  dueby_nearest nearest = {count ? argv[0] : "", NULL, 0, 0};
  if (!count) {
    print_help(NULL);
    return DONE;
  }
  if (strcmp(argv[0], "--man-page") == 0) {
    print_man_page();
    return DONE;
  }
  const struct command *command = find_command(argv[0], &nearest);
  if (!command) return unknown_command(&nearest);
  print_help(command);
  return DONE;
}

static int run(int count, char **argv) {
  struct options options;
  if (count < 2) {
    print_help(NULL);
    return USAGE;
  }
  dueby_nearest nearest = {argv[1], NULL, 0, 0};
  if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0)
    return run_help(count - 2, argv + 2);
  if (strcmp(argv[1], "--version") == 0) argv[1] = "version";
  const struct command *command = find_command(argv[1], &nearest);
  if (!command) return unknown_command(&nearest);
  int problem = read_options(command, count - 2, argv + 2, &options);
  if (problem) return problem;
  if (!options.help) return command->run(&options);
  print_help(command);
  return DONE;
}

int main(int count, char **argv) {
  os_begin();
  int end = run(count, argv);
  if (fflush(stdout) == 0 && !ferror(stdout)) return end;
  print_error("cannot write: %s", strerror(errno));
  return CANNOT_WRITE;
}
