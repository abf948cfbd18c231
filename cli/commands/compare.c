#include "commands.h"

#include <dueby.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "context.h"
#include "exit.h"
#include "options.h"
#include "output.h"
#include "message.h"

enum { ROWS_MAX = 4096, LINE = 1024 };

struct comparing {
  const struct context *context;
  dueby_profile *left, *right;
  const char *left_name, *right_name;
};

static void day_text(dueby_date date, char *text, size_t size) {
  dueby_when when = {DUEBY_TIME_NONE, date, 0};
  *text = '\0';
  dueby_when_text(&when, text, (int64_t)size, NULL);
}

/* Writes a rule's timescale in its latest version. */
static void timescale(const dueby_profile *profile, int32_t rule, char *text, size_t size) {
  *text = '\0';
  if (rule >= 0) dueby_explain_timescale(profile, rule, dueby_rule_version_count(profile, rule) - 1, text, (int64_t)size, NULL);
}

static void later_than_law(const struct comparing *comparing, const dueby_comparison *row, char *text, size_t size) {
  dueby_comparison_text(comparing->left, comparing->right, row, text, (int64_t)size, NULL);
}

static const char *duty_of(const struct comparing *comparing, const dueby_comparison *row) {
  return row->left_rule >= 0 ? dueby_rule_text(comparing->left, row->left_rule, 0, DUEBY_RULE_ID)
                             : dueby_rule_text(comparing->right, row->right_rule, 0, DUEBY_RULE_ID);
}

static void row_add_share(struct row *out, const char *name, int64_t part, int64_t whole) {
  char share[32] = "";
  if (whole) snprintf(share, sizeof share, "%.4f", (double)part / (double)whole);
  row_add_bytes(out, name, share, strlen(share), CODE);
}

static void row_add_comparison(const struct comparing *comparing, const dueby_comparison *row, struct row *out) {
  char text[LINE];
  begin_row(out);
  row_add_text(out, "rule", duty_of(comparing, row));
  timescale(comparing->left, row->left_rule, text, sizeof text);
  row_add_text(out, "left", text);
  timescale(comparing->right, row->right_rule, text, sizeof text);
  row_add_text(out, "right", text);
  row_add_text(out, "verdict", dueby_code_name(DUEBY_CODE_COMPARISON, row->verdict));
  row_add_share(out, "left_later_share", row->left_later, row->days);
  row_add_share(out, "right_later_share", row->right_later, row->days);
  if (row->days) row_add_number(out, "largest_gap_days", row->largest_gap_days);
  else row_add_text(out, "largest_gap_days", NULL);
  row_add_when(out, "witness_left_later", row->witness_left_later, DUEBY_TIME_NONE);
  row_add_when(out, "witness_right_later", row->witness_right_later, DUEBY_TIME_NONE);
  later_than_law(comparing, row, text, sizeof text);
  row_add_text(out, "later_than_law", text);
  if (row->days) row_add_number(out, "days", row->days);
  else row_add_text(out, "days", NULL);
}

static void print_witness(const char *who, int64_t days, int64_t of, int32_t gap, dueby_date witness) {
  char day[16];
  if (witness == DUEBY_DATE_NONE) return;
  day_text(witness, day, sizeof day);
  printf("    %s is later on %.1f%% of days", who, 100.0 * (double)days / (double)of);
  if (gap) printf(", by up to %d day%s", (int)gap, gap == 1 ? "" : "s");
  else printf(", or is due less often");
  printf(", for example from %s\n", day);
}

static void print_comparison(const struct comparing *comparing, const dueby_comparison *row) {
  static const char *const verdicts[] = {"the same",   "%s is stricter", "%s is looser",      "neither is always stricter",
                                         "only in %s", "only in %s",     "cannot be compared"};
  char text[LINE];
  printf("%s: ", duty_of(comparing, row));
  printf(verdicts[row->verdict], row->verdict == DUEBY_COMPARISON_ONLY_LEFT ? comparing->left_name : comparing->right_name);
  putchar('\n');
  timescale(comparing->left, row->left_rule, text, sizeof text);
  if (*text) printf("    %-16s %s\n", comparing->left_name, text);
  timescale(comparing->right, row->right_rule, text, sizeof text);
  if (*text) printf("    %-16s %s\n", comparing->right_name, text);
  print_witness(comparing->left_name, row->left_later, row->days, row->left_gap_days, row->witness_left_later);
  print_witness(comparing->right_name, row->right_later, row->days, row->right_gap_days, row->witness_right_later);
  later_than_law(comparing, row, text, sizeof text);
  if (*text) printf("    %s%s%s\n", colour_on(RED), text, colour_off());
}

/* Prints a note with the versions of the left profile, because the answer only has those of the right one. */
static void note_first(const struct comparing *comparing, struct output *output) {
  struct context first = *comparing->context;
  char note[LINE], *versions;
  first.profile = comparing->left;
  versions = versions_text(&first);
  snprintf(note, sizeof note, "compared with: %s", versions ? versions : "");
  output->failed |= !versions;
  if (versions) write_note(output, note);
  free(versions);
}

static int print_rows(const struct comparing *comparing, const dueby_comparison *rows, int64_t count) {
  struct output output;
  struct row row = {0};
  int as_data = comparing->context->format == CSV || comparing->context->format == JSON;
  struct context second = *comparing->context; /* the right profile, which the verdict is about */
  second.profile = comparing->right;
  if (as_data) begin_output(&output, &second);
  for (int64_t i = 0; i < count; i++) {
    if (as_data) {
      row_add_comparison(comparing, &rows[i], &row);
      write_row(&output, &row);
    } else if (comparing->context->format == PLAIN) {
      printf("%s %s\n", duty_of(comparing, &rows[i]), dueby_code_name(DUEBY_CODE_COMPARISON, rows[i].verdict));
    } else {
      print_comparison(comparing, &rows[i]);
    }
  }
  free_row(&row);
  if (as_data) note_first(comparing, &output);
  return as_data ? end_output(&output) : DONE;
}

static int compare(const struct comparing *comparing) {
  dueby_date first, last;
  int64_t count = 0;
  dueby_comparison *rows = malloc(ROWS_MAX * sizeof *rows);
  if (!rows) return report_no_memory();
  dueby_calendar_coverage(comparing->context->calendar, &first, &last, NULL, NULL);
  dueby_status status =
      dueby_compare_profiles(comparing->left, comparing->right, comparing->context->calendar, first, last, rows, ROWS_MAX, &count);
  int end = status == DUEBY_OK        ? print_rows(comparing, rows, count)
            : status == DUEBY_EMEMORY ? report_no_memory()
                                      : usage_error("compare: %s", dueby_status_text(status));
  free(rows);
  return end;
}

int run_compare(const struct options *options) {
  struct context context;
  struct comparing comparing = {.context = &context, .left_name = options->arguments[0], .right_name = options->arguments[1]};
  int end = open_context(options, &context);
  if (end) return end;
  end = open_profile(options->arguments[0], &comparing.left);
  if (!end) end = open_profile(options->arguments[1], &comparing.right);
  if (!end) end = compare(&comparing);
  dueby_profile_free(comparing.left);
  dueby_profile_free(comparing.right);
  close_context(&context);
  return end;
}
