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
#include "output_file.h"
#include "worklist/impact.h"
#include "worklist/measures.h"
#include "worklist/worklist.h"

const struct command
    command_table
        [] =
            {
                {"worklist", OPT_LIST | OPT_CASES | OPT_FILES | OPT_OUTPUT, 1, ARGUMENTS_MAX, "FILE...",
                 "everything each child's case needs: what is overdue, due and done, worst first",
                 "FILE is a CSV of events with the columns case, event and at (a date or time). It can also have ref (which episode) and tags; other columns are copied to the output. FILE can also be the files or folder of a return, such as the CIN census (docs/returns.md). Give --as-at DATE, unless the return has its own reference date. --summary shows how many were in time. --format html writes a page with timelines, --format ics a calendar. dueby lists any rows it cannot read and carries on. Use - for standard input.",
                 "dueby worklist examples/events.csv --profile barnet --as-at 2026-10-31", run_worklist},
                {"measures", OPT_CASES | OPT_FILES | OPT_MEASURES | OPT_OUTPUT, 0, ARGUMENTS_MAX, "FILE...",
                 "a year's published figures: assessments in 45 days, reviews in time, and so on",
                 "FILE... can be a CSV of events, or the files or folder of a return, as for dueby worklist. Each figure is counted as the Department for Education counts it, and rounded as published (docs/returns.md). dueby first says which measures it cannot work out from these files. --children MEASURE and --format html show what is behind a figure; --list shows how each is counted. Without --year, dueby uses the year of the reference date.",
                 "dueby measures examples/cin.xml --year 2025-26", run_measures},
                {"impact", OPT_CASES | OPT_FILES | OPT_OUTPUT, 1, ARGUMENTS_MAX, "FILE...",
                 "which due dates change if the calendar changes",
                 "Compares your cases on the built-in bank holidays with the same cases on the calendar you ask for: use --add-holiday, --remove-holiday, --holidays, --known-on, --closures or --weekend. Shows each open task that would be due on another day, and each finished task whose result (in time or late) would change. --as-at DATE is needed. plain prints the number of open tasks that change. Use - for standard input.",
                 "dueby impact examples/events.csv --as-at 2026-10-31 --add-holiday 2027-05-10", run_impact},
                {"read", OPT_FILES | OPT_OUTPUT, 1, ARGUMENTS_MAX, "FILE...",
                 "turn a return into events, each with the field and line it came from",
                 "FILE... can be the files or the folder of a return: a CIN census (XML), or the CSV tables of an SSDA903 return, Annex A or an extract (docs/returns.md). Prints CSV that dueby worklist can read. Use --mapping for an extract of your own. dueby lists any rows it cannot read and carries on.",
                 "dueby read cin.xml", run_read},
                {"due", OPT_TRIGGER | OPT_SERIES | OPT_BATCH | OPT_OUTPUT, 2, 2, "RULE WHEN", "when it is due",
                 "RULE is a duty (cp.conference.initial, or an abbreviation such as ICPC), profile:id for one profile's rule, or id~name for an alternative. WHEN is the day or time of the starting event: 2026-03-27, 2026-03-27T14:30 (UK time), or with an offset.",
                 "dueby due cp.conference.initial 2026-03-27", run_due},
                {"check", OPT_TRIGGER | OPT_OUTCOME, 2, 2, "RULE WHEN", "was it done in time?",
                 "--met WHEN is when it was done; --as-at WHEN gives its status on that day. A task done on the due day is in time.",
                 "dueby check assessment.single 2025-12-19 --met 2026-02-25", run_check},
                {"explain", OPT_TRIGGER | OPT_EXPLAIN, 2, 2, "RULE WHEN",
                 "how the date was worked out: rule, source, and each day that was not counted",
                 "Rules that did not apply are counted but not listed; --all lists them. CSV and JSON give the steps as data.",
                 "dueby explain cp.conference.initial 2026-03-27", run_explain},
                {"add", OPT_SPAN | OPT_BATCH | OPT_CUTOFF | OPT_OUTPUT, 2, 2, "DATE SPAN", "count a length of time on the calendar",
                 "SPAN is a length of time: \"45 working days\", \"6 weeks\", \"3 months\", \"16 years 3 months\", \"72 hours\", \"-5 working days\". --counting says how to treat the first day: excluded (it is day 0), rolled (if it is not a working day, the next working day is day 0), included (it is day 1), clear (neither the first nor the last day counts).",
                 "dueby add 2026-03-27 \"15 working days\"", run_add},
                {"between", OPT_INCLUDE | OPT_BATCH | OPT_OUTPUT, 2, 2, "START END",
                 "how many working days there are between two days",
                 "Counts the last day but not the first, to match add; use --include to change this. If END is before START, the number is negative.",
                 "dueby between 2026-03-27 2026-04-21", run_between},
                {"batch", OPT_TRIGGER | OPT_OUTCOME | OPT_ROWS | OPT_OUTPUT, 1, 1, "FILE.csv",
                 "add due date, status and days taken to a file of cases",
                 "--rule RULE and --from COLUMN are needed. --met COLUMN is when it was done and --ended COLUMN when the duty ended. --as-at DATE gives the status of anything not done. The error column says what is wrong with a row; dueby carries on with the rest. Use - for standard input.",
                 "dueby batch cases.csv --rule assessment.single --from referral_date --met completed --as-at 2026-10-31",
                 run_batch},
                {"compare", OPT_OUTPUT, 2, 2, "PROFILE PROFILE", "which of two profiles is stricter for each duty",
                 "Compares each profile's own rules that have the same starting event, for every starting date where both give a date. For a repeating task it compares the first six dates, as if each was done on its due day. The result is about the second profile: stricter, looser, equal or neither, with an example date each way.",
                 "dueby compare england barnet", run_compare},
                {"holidays", OPT_IMPORT | OPT_OUTPUT, 0, 1, "[YEAR|FROM..TO]", "list the bank holidays",
                 "Shows the legal basis of each holiday and how certain it is. CSV and JSON also show when it first appeared in the official list. --import FILE shows which days a file would add, remove or rename.",
                 "dueby holidays 2026", run_holidays},
                {"calendar-index", OPT_TABLE | OPT_OUTPUT, 1,
                 1, "FROM..TO", "a table of numbered working days for Excel and Power BI", "CSV with date, division, working (1 or 0), index (working days from FROM up to and including the date) and index_to_date (the working day with that number). Look up the start's index, add the working days, then look up the result: see docs/excel.md. --format sql writes a script that makes the table in a database: see docs/sql.md.",
                 "dueby calendar-index 2024-01-01..2028-12-31", run_calendar_index},
                {"due-table", OPT_TABLE | OPT_OUTPUT, 1, ARGUMENTS_MAX, "FROM..TO [RULE...]",
                 "a table of due dates by duty and starting day, for a database",
                 "CSV with profile, duty, date (the starting day), trigger_event, due, rule_address and certainty. There is a row for each day and each duty whose first due date depends only on the starting day; dueby lists the other duties. Give RULE to include only those rules. --format sql writes a script that makes the table in SQL Server or PostgreSQL: see docs/sql.md.",
                 "dueby due-table 2024..2028 --format sql --output due.sql", run_due_table},
                {"rules", OPT_RULES | OPT_OUTPUT, 0, 1, "[RULE]", "list the rules of a profile",
                 "Lists the newest version of each rule that is still in force. --on DATE lists what is in force on a given day, --history every version.",
                 "dueby rules --profile barnet --on 2026-03-27", run_rules},
                {"profiles", OPT_OUTPUT, 0, 0, "", "the built-in profiles", "", "dueby profiles", run_profiles},
                {"events", OPT_OUTPUT, 0, 0, "", "the events and tags of a profile", "", "dueby events --format csv", run_events},
                {"lint", OPT_TRY, 1, 1, "FILE.yaml", "check a profile, a mapping or a measures file",
                 "Shows what is wrong, with line and column; for a mapping also the fields that no row uses. --try DATE also shows each rule's first due date.",
                 "dueby lint council.yaml --try 2026-03-27", run_lint},
                {"test", 0, 1, ARGUMENTS_MAX, "FILE...", "check that a profile gives the answers you expect",
                 "A test case has a question, the expected answer and its source. It is a row in a CSV file with a header, or an item in a YAML list (docs/cases.md). dueby explains each answer that is not as expected. --profile is for test cases that do not give a profile. dueby lists any test cases it cannot read and carries on. Use - to read CSV from standard input.",
                 "dueby test examples/exampleton_cases.yaml --profile examples/exampleton.yaml", run_test},
                {"version", 0, 0, 0, "", "show the version of dueby and of its bank holidays", "", "dueby version", run_version},
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

static int run_command(const struct command *command, const struct options *options) {
  int problem = begin_output_file(options);
  return problem ? problem : end_output_file(options, command->run(options));
}

/* Runs a command. Sets `is_saved` if the answer goes to the file given with --output: a failure to write the file has then already
 * been reported. */
static int run(int count, char **argv, int *is_saved) {
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
  if (options.output && strcmp(options.output, "-") == 0)
    options.output = NULL; /* "-" means standard output, as without the
                                                                                    option */
  *is_saved = options.output != NULL && !options.help;
  if (!options.help) return run_command(command, &options);
  print_help(command);
  return DONE;
}

int main(int count, char **argv) {
  int is_saved = 0;
  os_begin();
  int end = run(count, argv, &is_saved);
  if (is_saved || (fflush(stdout) == 0 && !ferror(stdout))) return end;
  print_error("cannot write: %s", strerror(errno));
  return CANNOT_WRITE;
}
