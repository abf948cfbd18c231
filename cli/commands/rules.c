#include "commands.h"

#include <dueby.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "context.h"
#include "exit.h"
#include "options.h"
#include "output.h"
#include "message.h"

enum { LINE = 1024 };

static void row_add_rule(const struct context *context, int32_t rule, int32_t version, struct row *row) {
  const dueby_profile *profile = context->profile;
  dueby_date to = dueby_rule_number(profile, rule, version, DUEBY_RULE_TO);
  char text[LINE] = "";
  begin_row(row);
  row_add_text(row, "rule", dueby_rule_text(profile, rule, version, DUEBY_RULE_ID));
  row_add_text(row, "address", dueby_rule_text(profile, rule, version, DUEBY_RULE_ADDRESS));
  row_add_text(row, "title", dueby_rule_text(profile, rule, version, DUEBY_RULE_TITLE));
  row_add_text(row, "authority",
               dueby_code_name(DUEBY_CODE_AUTHORITY, dueby_rule_number(profile, rule, version, DUEBY_RULE_AUTHORITY)));
  row_add_text(row, "force", dueby_code_name(DUEBY_CODE_FORCE, dueby_rule_number(profile, rule, version, DUEBY_RULE_FORCE)));
  row_add_text(row, "subject", dueby_code_name(DUEBY_CODE_SUBJECT, dueby_rule_number(profile, rule, version, DUEBY_RULE_SUBJECT)));
  row_add_text(row, "trigger", dueby_rule_text(profile, rule, version, DUEBY_RULE_TRIGGER));
  row_add_text(row, "due_event", dueby_rule_text(profile, rule, version, DUEBY_RULE_DUE));
  dueby_explain_timescale(profile, rule, version, text, sizeof text, NULL);
  row_add_text(row, "timescale", text);
  row_add_text(row, "counting",
               dueby_code_name(DUEBY_CODE_COUNTING, dueby_rule_number(profile, rule, version, DUEBY_RULE_COUNTING)));
  row_add_when(row, "from", dueby_rule_number(profile, rule, version, DUEBY_RULE_FROM), DUEBY_TIME_NONE);
  row_add_when(row, "to", to, DUEBY_TIME_NONE);
  row_add_number(row, "computes", dueby_rule_number(profile, rule, version, DUEBY_RULE_COMPUTES));
  row_add_number(row, "recurs", dueby_rule_number(profile, rule, version, DUEBY_RULE_RECURS));
  row_add_number(row, "alternative", dueby_rule_number(profile, rule, version, DUEBY_RULE_ALTERNATIVE_OF) >= 0);
  *text = '\0';
  dueby_explain_source(profile, rule, version, text, sizeof text, NULL);
  row_add_text(row, "source", text);
  *text = '\0';
  dueby_explain_source_note(profile, rule, version, to == DUEBY_DATE_NONE ? DUEBY_DATE_LAST : to, text, sizeof text, NULL);
  row_add_text(row, "source_note", text);
  row_add_text(row, "checked", dueby_code_name(DUEBY_CODE_CHECKED, dueby_rule_number(profile, rule, version, DUEBY_RULE_CHECKED)));
  row_add_when(row, "read_on", dueby_rule_number(profile, rule, version, DUEBY_RULE_READ_ON), DUEBY_TIME_NONE);
  row_add_text(row, "text", dueby_rule_text(profile, rule, version, DUEBY_RULE_TEXT_READ));
  row_add_when(row, "replaced", dueby_rule_number(profile, rule, version, DUEBY_RULE_SUPERSEDED_FROM), DUEBY_TIME_NONE);
  row_add_text(row, "reading", dueby_rule_text(profile, rule, version, DUEBY_RULE_READING));
}

static void in_force_text(const struct context *context, int32_t rule, int32_t version, char *text, size_t size) {
  char from[16] = "", to[16] = "";
  dueby_when first = {DUEBY_TIME_NONE, dueby_rule_number(context->profile, rule, version, DUEBY_RULE_FROM), 0};
  dueby_when last = {DUEBY_TIME_NONE, dueby_rule_number(context->profile, rule, version, DUEBY_RULE_TO), 0};
  dueby_when_text(&first, from, sizeof from, NULL);
  dueby_when_text(&last, to, sizeof to, NULL);
  snprintf(text, size, "%s%s%s%s%s", *from || *to ? "; " : "", *from ? "from " : "", from, *to ? " to " : "", to);
}

static void print_rule(const struct context *context, int32_t rule, int32_t version) {
  char timescale[LINE] = "", in_force[64];
  int alternative = dueby_rule_number(context->profile, rule, version, DUEBY_RULE_ALTERNATIVE_OF) >= 0;
  dueby_explain_timescale(context->profile, rule, version, timescale, sizeof timescale, NULL);
  in_force_text(context, rule, version, in_force, sizeof in_force);
  printf("%-46s %s (%s%s%s)\n", dueby_rule_text(context->profile, rule, version, DUEBY_RULE_ADDRESS), timescale,
         dueby_code_name(DUEBY_CODE_AUTHORITY, dueby_rule_number(context->profile, rule, version, DUEBY_RULE_AUTHORITY)),
         alternative ? "; alternative, not used unless you choose it" : "", in_force);
}

/* Returns the index of the version to list: the one in force on the day `on` or, if that is NONE, the newest version, unless it is
 * no longer in force. Returns ALL with --history, or NO_VERSION if there is no version to list. */
enum { ALL = -1, NO_VERSION = -2 };
static int32_t version_to_list(const struct context *context, int32_t rule, dueby_date on) {
  int32_t version = dueby_rule_version_count(context->profile, rule) - 1;
  if (on != DUEBY_DATE_NONE) return dueby_rule_version_on(context->profile, rule, on, &version) == DUEBY_OK ? version : NO_VERSION;
  if (context->options->history) return ALL;
  return dueby_rule_number(context->profile, rule, version, DUEBY_RULE_TO) == DUEBY_DATE_NONE ? version : NO_VERSION;
}

/* Prints one row for each version of each selected rule. */
static int print_rules(const struct context *context, const dueby_query *query, const uint8_t *duty_selected, dueby_date on) {
  struct output output;
  struct row row = {0};
  int as_data = context->format == CSV || context->format == JSON, listed = 0;
  if (as_data) begin_output(&output, context);
  for (int32_t rule = 0; rule < dueby_profile_rule_count(context->profile); rule++) {
    int32_t versions = dueby_rule_version_count(context->profile, rule), wanted = version_to_list(context, rule, on);
    /* `duty_selected` is not NULL if there is a query. NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
    if (query && !dueby_query_has_rule(query, rule) && !duty_selected[rule]) continue;
    if (wanted == NO_VERSION) continue;
    listed = 1;
    for (int32_t version = 0; version < versions; version++) {
      if (wanted >= 0 && version != wanted) continue;
      if (as_data) {
        row_add_rule(context, rule, version, &row);
        write_row(&output, &row);
      } else if (context->format == PLAIN) {
        if (version == (wanted < 0 ? 0 : wanted)) puts(dueby_rule_text(context->profile, rule, version, DUEBY_RULE_ADDRESS));
      } else {
        print_rule(context, rule, version);
      }
    }
  }
  free_row(&row);
  if (!listed && !as_data) print_note("no rule is in force: --history lists earlier ones");
  return as_data ? end_output(&output) : DONE;
}

/* If the address is only an id, adds the duty's alternatives to the list, although they never govern. */
static void take_alternatives(const struct context *context, const char *address, const struct request *request, uint8_t *more) {
  int32_t first, count;
  if (strpbrk(address, ":/~") ||
      dueby_profile_duty_rules(context->profile, dueby_query_duty(request->query), &first, &count) != DUEBY_OK)
    return;
  /* `more` is not NULL: run_rules does not call this if out of memory. NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker) */
  memset(more + first, 1, (size_t)count);
}

int run_rules(const struct options *options) {
  struct context context;
  struct request request = {0};
  dueby_date on = DUEBY_DATE_NONE;
  char reason[LINE];
  int end = open_context(options, &context);
  if (end) return end;
  uint8_t *more = calloc((size_t)dueby_profile_rule_count(context.profile) + 1, 1);
  if (!more) end = report_no_memory();
  if (!end && options->on && options->history) end = usage_error("rules: use either --on or --history");
  if (!end && options->on) end = read_day("--on", options->on, &on);
  if (!end && options->argument_count) {
    end = find_rule(&context, options->arguments[0], &request, reason, sizeof reason);
    if (end) print_error("%s", reason);
    else take_alternatives(&context, options->arguments[0], &request, more);
  }
  if (!end) end = print_rules(&context, request.query, more, on);
  free(more);
  close_request(&request);
  close_context(&context);
  return end;
}
