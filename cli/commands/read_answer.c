/* Finds options that make `dueby worklist` give the same answer for the events in a return as for its files. Some state how
 * completely the files record events; others name the duties that can be checked with the files. */
#include "read_answer.h"

#include <dueby.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exit.h"
#include "message.h"

enum { OPTION_SIZE = 256, NEEDS_SIZE = 256 };

struct answer {
  const struct context *context;
  const dueby_return *files;
  dueby_holding *holds;
  uint8_t *judged; /* 1 for each rule, or alternative, that can be checked with the files */
  int32_t duties;  /* number of duties that can be checked */
  char *text;
  size_t size, length;
};

static int add(struct answer *answer, const char *before, const char *text) {
  size_t more = strlen(before) + strlen(text);
  if (answer->length + more >= answer->size) {
    size_t size = (answer->size + more) * 2;
    char *grown = realloc(answer->text, size);
    if (!grown) return 0;
    answer->text = grown;
    answer->size = size;
  }
  snprintf(answer->text + answer->length, answer->size - answer->length, "%s%s", before, text);
  answer->length += more;
  return 1;
}

/* True if the files may have an event, or one of the more specific events that count as it. */
static int may_be_held(const struct answer *answer, int32_t event) {
  const dueby_profile *profile = answer->context->profile;
  for (int32_t i = 1; i < dueby_profile_event_count(profile); i++) {
    int is_it = i == event || dueby_profile_event_parent(profile, i) == event;
    if (is_it && answer->holds[i].what != DUEBY_HOLDS_NEVER && answer->holds[i].what != DUEBY_HOLDS_UNSAID) return 1;
  }
  return 0;
}

static int is_main(const dueby_profile *profile, int32_t rule) {
  return dueby_rule_number(profile, rule, 0, DUEBY_RULE_ALTERNATIVE_OF) < 0;
}

/* Finds the rules that can be checked with the files. */
static void find_judged(struct answer *answer) {
  const dueby_profile *profile = answer->context->profile;
  int32_t rules = dueby_profile_rule_count(profile), event;
  memset(answer->judged, 1, (size_t)rules);
  dueby_return_leave_out(answer->files, answer->judged);
  for (int32_t rule = 0; rule < rules; rule++) {
    const char *due = dueby_rule_text(profile, rule, 0, DUEBY_RULE_DUE);
    int is_held = due && dueby_profile_find_event(profile, due, &event) == DUEBY_OK && may_be_held(answer, event);
    answer->judged[rule] &= (uint8_t)is_held;
  }
}

static int add_duties(struct answer *answer) {
  const dueby_profile *profile = answer->context->profile;
  int32_t first, count, is_added = 1;
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile) && is_added; rule++) {
    const char *duty = dueby_rule_text(profile, rule, 0, DUEBY_RULE_ID);
    int32_t index = dueby_rule_number(profile, rule, 0, DUEBY_RULE_DUTY), is_judged = 0;
    if (dueby_profile_duty_rules(profile, index, &first, &count) != DUEBY_OK || first != rule) continue;
    for (int32_t i = first; i < first + count; i++) is_judged |= answer->judged[i] && is_main(profile, i);
    if (is_judged) is_added = add(answer, answer->duties++ ? "," : " --only ", duty);
  }
  return is_added;
}

/* True if it matters how completely the files record an event, because a rule that can be checked uses it. */
static int matters(const struct answer *answer, int32_t event) {
  const dueby_profile *profile = answer->context->profile;
  int32_t parent = dueby_profile_event_parent(profile, event);
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++)
    if (answer->judged[rule] && (dueby_rule_uses(profile, rule, event) || dueby_rule_uses(profile, rule, parent))) return 1;
  return 0;
}

static int add_holdings(struct answer *answer) {
  const dueby_profile *profile = answer->context->profile;
  for (int32_t event = 1; event < dueby_profile_event_count(profile); event++) {
    const dueby_holding *holding = &answer->holds[event];
    const char *slug = dueby_profile_event_slug(profile, event);
    char option[OPTION_SIZE], since[64] = "";
    const dueby_when day = {DUEBY_TIME_NONE, holding->since, 0};
    if (holding->what == DUEBY_HOLDS_UNSAID || dueby_profile_event_is_by_birth(profile, event)) continue;
    if (holding->what == DUEBY_HOLDS_NEVER && !matters(answer, event)) continue;
    if (holding->what == DUEBY_HOLDS_SINCE) dueby_when_text(&day, since, sizeof since, NULL);
    snprintf(option, sizeof option, "%s=%s%s%s", slug, dueby_code_name(DUEBY_CODE_HOLDS, holding->what), *since ? ":" : "", since);
    if (!add(answer, " --holds ", option)) return 0;
  }
  return 1;
}

/* Prints a note for each duty some of whose lines need tags that the files have no column for. `dueby worklist` lists these lines
 * when it reads the events, but not when it reads the files, and no option can leave them out. */
static void note_partial(const struct answer *answer) {
  const dueby_profile *profile = answer->context->profile;
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++) {
    int32_t first, count, is_judged = 0, duty = dueby_rule_number(profile, rule, 0, DUEBY_RULE_DUTY);
    char needs[NEEDS_SIZE] = "";
    if (answer->judged[rule] || !is_main(profile, rule) || dueby_rule_series(profile, rule) != rule) continue;
    if (dueby_rule_needs_text(profile, rule, needs, sizeof needs, NULL) != DUEBY_OK || !*needs) continue;
    if (dueby_profile_duty_rules(profile, duty, &first, &count) != DUEBY_OK) continue;
    for (int32_t i = first; i < first + count; i++) is_judged |= answer->judged[i];
    if (is_judged)
      print_note("these options cannot leave out the lines of %s that need %s, because the files have no column for that",
                 dueby_rule_text(profile, rule, 0, DUEBY_RULE_ID), needs);
  }
}

static int make_command(struct answer *answer, const dueby_when *as_at) {
  const char *profile = answer->context->options->profile;
  char day[64];
  if (dueby_return_holds(answer->files, as_at->date, DUEBY_DATE_NONE, answer->holds) != DUEBY_OK) return 0;
  find_judged(answer);
  dueby_when_text(as_at, day, sizeof day, NULL);
  return add(answer, " --as-at ", day) && (!profile || add(answer, " --profile ", profile)) && add_duties(answer) &&
         add_holdings(answer);
}

static int note_options(struct answer *answer, const dueby_when *as_at, int64_t bad) {
  if (!make_command(answer, as_at)) return report_no_memory();
  if (!answer->duties) {
    print_note("no duty can be checked with these files alone");
    return 0;
  }
  print_note("for the same answer from these events as from the files: dueby worklist EVENTS.csv%s", answer->text);
  note_partial(answer);
  if (bad || dueby_return_unread_count(answer->files))
    print_note(
        "these events leave out anything that could not be read or is in doubt. Check the records of the children listed above: "
        "tasks shown as overdue may have been done");
  return 0;
}

int note_same_answer(const struct context *context, const dueby_return *files, const dueby_when *as_at, int64_t bad) {
  const dueby_when stated = {DUEBY_TIME_NONE, dueby_return_as_at(files), 0};
  if (as_at->date == DUEBY_DATE_NONE) as_at = &stated;
  if (as_at->date == DUEBY_DATE_NONE) {
    print_note("with --as-at DATE, dueby also says which options of dueby worklist give the same answer from these events");
    return 0;
  }
  struct answer answer = {.context = context, .files = files};
  answer.holds = calloc((size_t)dueby_profile_event_count(context->profile) + 1, sizeof *answer.holds);
  answer.judged = calloc((size_t)dueby_profile_rule_count(context->profile) + 1, 1);
  int problem = answer.holds && answer.judged ? note_options(&answer, as_at, bad) : report_no_memory();
  free(answer.holds);
  free(answer.judged);
  free(answer.text);
  return problem;
}
