/* Checks whether a profile is valid. With --try, also shows when each of its rules would be due. */
#include "commands.h"

#include <dueby.h>
#include <dueby/definitions.h>
#include <dueby/io.h>
#include <dueby/returns.h>
#include <stdio.h>
#include <string.h>

#include "context.h"
#include "exit.h"
#include "options.h"
#include "output.h"
#include "message.h"
#include "table.h"

enum { FOUND_MAX = 256, WORDS = 1024 };

static void print_finding(enum format format, const char *path, const dueby_diagnostic *found, struct output *output,
                          struct row *row) {
  const char *severity = found->severity == DUEBY_SEVERITY_ERROR ? "error" : "warning";
  if (format == TEXT || format == PLAIN) {
    char place[32] = "";
    if (found->line) snprintf(place, sizeof place, ":%d:%d", (int)found->line, (int)found->column);
    print_fitted(path, SIZE_MAX, 0);
    printf("%s: %s%s%s: %s\n", place, colour_on(found->severity == DUEBY_SEVERITY_ERROR ? RED : YELLOW), severity, colour_off(),
           found->message);
    return;
  }
  begin_row(row);
  row_add_text(row, "file", path);
  row_add_number(row, "line", found->line);
  row_add_number(row, "column", found->column);
  row_add_text(row, "severity", severity);
  row_add_text(row, "message", found->message);
  write_row(output, row);
}

static void print_valid(const char *path, const char *words) {
  print_fitted(path, SIZE_MAX, 0);
  fputs(": valid: ", stdout);
  print_fitted(words, SIZE_MAX, 0);
  putchar('\n');
}

static void try_rule(const struct context *context, const dueby_profile *profile, int32_t rule, dueby_date date) {
  dueby_event trigger = {.date = date, .has = DUEBY_HAS_DATE};
  dueby_facts facts = {.flags = DUEBY_FACTS_WHOLE_DAYS};
  dueby_deadline deadline;
  char timescale[WORDS] = "", day[64] = "";
  int32_t version = 0, tags = dueby_profile_tag_count(profile);
  for (int32_t i = 0; i < tags; i++) /* if the rule only applies with a certain tag, adds that tag to the trigger */
    if (dueby_rule_text(profile, rule, 0, DUEBY_RULE_WHEN_TAG) &&
        strcmp(dueby_rule_text(profile, rule, 0, DUEBY_RULE_WHEN_TAG), dueby_profile_tag(profile, i)) == 0)
      dueby_tags_add(&trigger.tags, i);
  dueby_rule_version_on(profile, rule, date, &version);
  dueby_explain_timescale(profile, rule, version, timescale, sizeof timescale, NULL);
  dueby_status status = dueby_deadline_for_rule(profile, rule, context->calendar, &trigger, &facts, &deadline);
  if (status == DUEBY_OK) {
    dueby_when due = {deadline.due_time, deadline.due, 0};
    dueby_explain_when(&due, day, sizeof day, NULL);
  }
  printf("%s: %s: %s\n", dueby_rule_text(profile, rule, version, DUEBY_RULE_ADDRESS), timescale,
         status == DUEBY_OK ? day : dueby_status_text(status));
}

static void try_rules(const struct context *context, const dueby_profile *profile, dueby_date date) {
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++)
    if (strcmp(dueby_rule_text(profile, rule, 0, DUEBY_RULE_PROFILE), dueby_profile_name(profile)) == 0)
      try_rule(context, profile, rule, date);
}

/* ---- comparing a profile with the law, which it extends ---- */

enum { COMPARED_MAX = 2048 };

static void print_looser(const char *path, const dueby_profile *parent, const dueby_profile *profile, const dueby_comparison *row,
                         enum format format, struct output *output, struct row *out) {
  dueby_diagnostic found = {.severity = DUEBY_SEVERITY_WARNING};
  char words[256] = "";
  dueby_comparison_text(parent, profile, row, words, sizeof words, NULL);
  if (!*words) return;
  snprintf(found.message, sizeof found.message, "%s %s", dueby_rule_text(profile, row->right_rule, 0, DUEBY_RULE_ADDRESS), words);
  print_finding(format, path, &found, output, out);
}

/* Warns if a local rule gives a later date than the law. This is not an error, because the law then governs, but it is rarely
 * intended. */
static int compare_with_parent(const struct context *context, const char *path, const dueby_profile *profile, struct output *output,
                               struct row *out) {
  static dueby_comparison rows[COMPARED_MAX];
  const char *name = dueby_profile_parent(profile);
  dueby_profile *parent;
  dueby_date first, last;
  int64_t count = 0;
  if (!name || dueby_profile_new(name, &parent) != DUEBY_OK) return DONE; /* a parent that is not built in is linted separately */
  dueby_calendar_coverage(context->calendar, &first, &last, NULL, NULL);
  dueby_status status = dueby_compare_profiles(parent, profile, context->calendar, first, last, rows, COMPARED_MAX, &count);
  for (int64_t i = 0; i < count && status == DUEBY_OK; i++)
    if (rows[i].left_rule >= 0) print_looser(path, parent, profile, &rows[i], context->format, output, out);
  dueby_profile_free(parent);
  return status == DUEBY_EMEMORY ? report_no_memory() : DONE;
}

static int32_t own_rules(const dueby_profile *profile) {
  int32_t count = 0;
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++)
    count += strcmp(dueby_rule_text(profile, rule, 0, DUEBY_RULE_PROFILE), dueby_profile_name(profile)) == 0;
  return count;
}

/* Returns 1 if a file has a key, 0 if not, or -1 if out of memory. The key shows what kind of file it is: a profile has `profile`,
 * a mapping `return`, a file of measures `measures`. */
static int has_key(const char *path, const char *key) {
  char *text;
  int64_t length, key_length = (int64_t)strlen(key);
  int found = 0;
  dueby_status status = dueby_io_read_file(path, 4 << 20, &text, &length);
  if (status != DUEBY_OK) return status == DUEBY_EMEMORY ? -1 : 0;
  for (int64_t at = 0; at < length && !found; at++)
    found = (!at || text[at - 1] == '\n') && length - at > key_length && memcmp(text + at, key, (size_t)key_length) == 0;
  dueby_io_free(text);
  return found;
}

/* Reads a mapping and, if it is valid, prints the report on it. */
static dueby_status read_mapping(const dueby_profile *profile, const char *path, dueby_diagnostics *found, char *words,
                                 size_t size) {
  dueby_mapping *mapping = NULL;
  dueby_status status = dueby_mapping_from_file(profile, path, found, &mapping);
  if (status == DUEBY_OK) snprintf(words, size, "a mapping, %s", dueby_mapping_title(mapping));
  dueby_mapping_free(mapping);
  return status;
}

static dueby_status read_measures(const dueby_profile *profile, const char *path, dueby_diagnostics *found, char *words,
                                  size_t size) {
  dueby_definitions *definitions = NULL;
  dueby_status status = dueby_definitions_from_file(profile, path, found, &definitions);
  int count = status == DUEBY_OK ? (int)dueby_definitions_count(definitions) : 0;
  snprintf(words, size, "%d %s", count, count == 1 ? "measure" : "measures");
  dueby_definitions_free(definitions);
  return status;
}

typedef dueby_status read_data(const dueby_profile *profile, const char *path, dueby_diagnostics *found, char *words, size_t size);

static int lint_data(const struct context *context, const char *path, read_data *read) {
  static dueby_diagnostic items[FOUND_MAX];
  dueby_diagnostics found = {items, FOUND_MAX, 0};
  struct output output;
  struct row row = {0};
  char words[WORDS] = "";
  int as_data = context->format == CSV || context->format == JSON, end = DONE;
  dueby_status status = read(context->profile, path, &found, words, sizeof words);
  if (status == DUEBY_EMEMORY) return report_no_memory();
  if (as_data) begin_output(&output, context);
  for (int64_t i = 0; i < found.count && i < found.capacity; i++) print_finding(context->format, path, &items[i], &output, &row);
  if (as_data) end = end_output(&output);
  else if (status == DUEBY_OK && context->format == TEXT) print_valid(path, words);
  free_row(&row);
  return status != DUEBY_OK && !end ? BAD_FILE : end;
}

static int lint(const struct context *context, const char *path, dueby_date try_on) {
  static dueby_diagnostic items[FOUND_MAX];
  dueby_diagnostics found = {items, FOUND_MAX, 0};
  struct output output;
  struct row row = {0};
  dueby_profile *profile = NULL;
  int as_data = context->format == CSV || context->format == JSON, end = DONE;
  dueby_status status = dueby_io_profile_from_file(path, &found, &profile);
  if (status == DUEBY_EMEMORY) return report_no_memory();
  struct context linted = *context;
  if (profile) linted.profile = profile;
  if (as_data) begin_output(&output, &linted);
  for (int64_t i = 0; i < found.count && i < found.capacity; i++) print_finding(context->format, path, &items[i], &output, &row);
  if (status == DUEBY_OK) end = compare_with_parent(context, path, profile, &output, &row);
  if (as_data && !end) end = end_output(&output);
  if (!as_data && status == DUEBY_OK) {
    if (context->format == TEXT) {
      int rules = (int)own_rules(profile);
      char words[WORDS];
      snprintf(words, sizeof words, "%d %s of its own", rules, rules == 1 ? "rule" : "rules");
      print_valid(path, words);
    }
    if (try_on != DUEBY_DATE_NONE) try_rules(context, profile, try_on);
  }
  free_row(&row);
  dueby_profile_free(profile);
  return status != DUEBY_OK && !end ? BAD_FILE : end;
}

int run_lint(const struct options *options) {
  struct context context;
  dueby_date try_on = DUEBY_DATE_NONE;
  int end = options->try_on ? read_day("--try", options->try_on, &try_on) : DONE;
  if (!end) end = open_context(options, &context);
  if (end) return end;
  const char *path = options->arguments[0];
  int is_mapping = has_key(path, "return:"), is_measures = is_mapping ? 0 : has_key(path, "measures:");
  if (is_mapping < 0 || is_measures < 0) end = report_no_memory();
  else if (is_mapping) end = lint_data(&context, path, read_mapping);
  else if (is_measures) end = lint_data(&context, path, read_measures);
  else end = lint(&context, path, try_on);
  close_context(&context);
  return end;
}
