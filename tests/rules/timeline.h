/* Shared by tests of timelines: reads the events of a case from text such as "2026-03-02 referral.received, 2026-03-05T14:30
 * visit.made #A +alone agreed=2_weeks agreed.duty=1_week", and writes its lines as "1 due 2026-03-09 met 2026-03-05". */
#ifndef DUEBY_TESTS_RULES_TIMELINE_H
#define DUEBY_TESTS_RULES_TIMELINE_H

#include "dueby/timeline.h"
#include "run_told.h"
#include "rules.h"

enum { CASE_EVENTS = 32, TOLD = 4096 };

/* Parts of a line to show in addition to its number, due date and state. UNSAID omits the reason. */
enum { OPENS = 1, FROM = 2, LIMITS = 4, LAW = 8, GOVERNS = 16, LEFT = 32, TAKEN = 64, PRECISION = 128, UNSAID = 256 };

struct told {
  const char *figure, *rules, *yaml; /* YAML of one rule (profile_of_rule), of several rules, or of a whole profile */
  const char *events, *as_at;
  const char *unread;  /* rows that cannot be read: "? visit.made #A +alone"; "? ?" may be any event */
  const char *builtin; /* the name of a built-in profile, instead of YAML */
  const char *horizon, *history_from;
  const char *holds;      /* how completely the records hold events: "visit.made=latest cin_review.held=since:2026-03-02" */
  const char *selected;   /* the address of rules to select */
  const char *only;       /* patterns of duties, separated by blanks, instead of an address */
  const char *unrecorded; /* an event that the records never hold */
  int say;                /* what to show: bits from OPENS to UNSAID */
  uint32_t flags;         /* DUEBY_TIMELINE_... */
};

/* ---- a case ---- */

struct history_told {
  dueby_event events[CASE_EVENTS];
  int64_t count;
};

static inline dueby_span span_word(const char *word) {
  char text[32];
  snprintf(text, sizeof text, "%s", word);
  for (char *at = text; *at; at++)
    if (*at == '_') *at = ' ';
  return span_of(text);
}

static inline dueby_event *add_told(struct history_told *history) {
  if (history->count == CASE_EVENTS) fail_msg("too many events");
  dueby_event *event = &history->events[history->count];
  memset(event, 0, sizeof *event);
  event->row = ++history->count;
  return event;
}

/* Reads one word after an event's date and slug: #REF, +TAG, agreed=SPAN or agreed.DUTY=SPAN. agreed.DUTY makes an agreement with
 * the ref and tags before it. */
static inline void read_told_word(const dueby_profile *profile, struct history_told *history, dueby_event *event,
                                  const char *word) {
  const char *equals = strchr(word, '=');
  if (*word == '#') event->ref = word[1];
  else if (*word == '+') {
    const dueby_tags more = tags_of(profile, word + 1);
    for (int i = 0; i < 2; i++) event->tags.bits[i] |= more.bits[i];
  } else if (equals && strncmp(word, "agreed=", 7) == 0) event->agreed = span_word(equals + 1);
  else if (equals && strncmp(word, "agreed.", 7) == 0) {
    char id[32];
    snprintf(id, sizeof id, "%.*s", (int)(equals - word - 7), word + 7);
    dueby_event *agreed = add_told(history);
    agreed->time = event->time;
    agreed->date = event->date;
    agreed->ref = event->ref;
    agreed->tags = event->tags;
    agreed->type = DUEBY_EVENT_AGREED_FOR(duty_of(profile, id));
    agreed->agreed = span_word(equals + 1);
  } else fail_msg("not understood: %s", word);
}

/* Returns the text up to the next separator and moves past the separator; returns NULL at the end. */
static inline char *cut(char **text, char separator) {
  char *at = *text + strspn(*text, " \n"), *end = strchr(at, separator);
  if (!*at) return NULL;
  *text = end ? end + 1 : at + strlen(at);
  if (end) *end = '\0';
  return at;
}

static inline void read_told_event(const dueby_profile *profile, struct history_told *history, char *text) {
  const char *at = cut(&text, ' ');
  dueby_when when = *at == '?' ? (dueby_when){DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0} : when_of(at);
  dueby_event *event = add_told(history);
  event->time = when.time;
  event->date = when.date;
  const char *slug = cut(&text, ' ');
  event->type = strcmp(slug, "?") == 0 ? 0 : event_of(profile, slug);
  for (char *word = cut(&text, ' '); word; word = cut(&text, ' ')) read_told_word(profile, history, event, word);
}

static inline struct history_told history_of(const dueby_profile *profile, const char *told) {
  struct history_told history = {.count = 0};
  char text[TOLD], *rest = text;
  snprintf(text, sizeof text, "%s", told);
  for (char *event = cut(&rest, ','); event; event = cut(&rest, ',')) read_told_event(profile, &history, event);
  return history;
}

/* ---- lines as text ---- */

struct words {
  char *text;
  size_t used;
};

static inline void put_words(struct words *words, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(words->text + words->used, TOLD - words->used, format, arguments);
  va_end(arguments);
  assert_in_range(length, 0, TOLD - words->used - 1);
  words->used += (size_t)length;
}

static inline const char *day_words(dueby_date date) {
  return when_words(DUEBY_TIME_NONE, date);
}

static inline const char *state_name(int32_t state) {
  return dueby_code_name(DUEBY_CODE_STATE, state);
}

static inline void put_number_words(struct words *words, const char *name, int32_t days, int32_t working_days) {
  if (days == INT32_MIN) put_words(words, " %s none", name);
  else put_words(words, " %s %d %d", name, (int)days, (int)working_days);
}

static inline void put_more(struct words *words, const dueby_profile *profile, const dueby_timeline *timeline,
                            const dueby_event *events, const dueby_line *line, int say) {
  const dueby_deadline *deadline = &line->deadline;
  const dueby_rule_date *limits = dueby_timeline_rule_dates(timeline) + line->first_rule_date;
  if (say & OPENS) put_words(words, " opens %s", day_words(deadline->opens));
  if (say & FROM) put_words(words, " from %s", when_words(events[line->trigger].time, events[line->trigger].date));
  if (say & GOVERNS) put_words(words, " by %s", dueby_rule_text(profile, deadline->rule, deadline->version, DUEBY_RULE_ADDRESS));
  if (say & LAW) put_words(words, " law %s", when_words(line->due_by_law_time, line->due_by_law));
  if (say & LEFT) put_number_words(words, "left", line->verdict.days_left, line->verdict.working_days_left);
  if (say & TAKEN) put_number_words(words, "taken", line->days_taken, line->working_days_taken);
  if (say & PRECISION)
    put_words(words, " to the %s", deadline->precision ? dueby_code_name(DUEBY_CODE_PRECISION, deadline->precision) : "end");
  for (int32_t i = 0; say & LIMITS && i < line->rule_date_count; i++) {
    const char *due = limits[i].status == DUEBY_OK ? when_words(limits[i].due_time, limits[i].due) : why_words(limits[i].status);
    put_words(words, " [%s %s]", dueby_rule_text(profile, limits[i].rule, limits[i].version, DUEBY_RULE_ADDRESS), due);
  }
}

static inline void put_line_words(struct words *words, const dueby_profile *profile, const dueby_event *events,
                                  const dueby_line *line, int say) {
  const dueby_deadline *deadline = &line->deadline;
  const dueby_event *closed = line->met >= 0 ? &events[line->met] : line->ended >= 0 ? &events[line->ended] : NULL;
  char reason[256] = "";
  if (words->used) put_words(words, "\n");
  if (dueby_profile_duty_count(profile) > 1) put_words(words, "%s ", dueby_profile_duty(profile, line->duty));
  if (line->ref) put_words(words, "#%c ", (int)line->ref);
  put_words(words, "%d due %s %s", (int)deadline->occurrence, when_words(deadline->due_time, deadline->due),
            line->projected ? "projected" : state_name(line->verdict.state));
  if (closed) put_words(words, " %s", when_words(closed->time, closed->date));
  int is_unknown = line->verdict.state == DUEBY_STATE_NOT_COMPUTABLE || line->rejected >= 0 || line->attempts;
  const dueby_event *rejected = line->rejected < 0 ? NULL : &events[line->rejected];
  if (is_unknown && !(say & UNSAID)) {
    assert_int_equal(dueby_line_reason(profile, line, rejected, reason, sizeof reason, NULL), DUEBY_OK);
    put_words(words, ": %s", reason);
  }
}

/* ---- a run ---- */

static inline dueby_profile *profile_told(const struct told *told) {
  if (told->builtin) return builtin(told->builtin);
  if (told->yaml) return profile_of(told->yaml, NULL);
  return told->rules ? profile_of_rules(told->rules) : profile_of_rule(told->figure);
}

struct asked_of_timeline {
  dueby_timeline_options options;
  uint8_t selected[RULES_MAX], recorded[RULES_MAX];
  dueby_holding holds[EVENTS_HELD];
};

static inline void ask_timeline(const struct told *told, const dueby_profile *profile, struct asked_of_timeline *asked) {
  memset(asked, 0, sizeof *asked);
  asked->options.as_at = when_of(told->as_at);
  asked->options.flags = told->flags;
  asked->options.horizon = told->horizon ? day(told->horizon) : DUEBY_DATE_NONE;
  asked->options.history_from = told->history_from ? day(told->history_from) : DUEBY_DATE_NONE;
  int32_t duty;
  if (told->selected) assert_int_equal(dueby_profile_select(profile, told->selected, &duty, asked->selected), DUEBY_OK);
  if (told->only) select_told(told->only, profile, asked->selected);
  if (told->selected || told->only) asked->options.selected = asked->selected;
  if (told->holds) {
    hold_told(told->holds, profile, asked->holds);
    asked->options.holds = asked->holds;
  }
  if (told->unrecorded) {
    memset(asked->recorded, 1, sizeof asked->recorded);
    asked->recorded[event_of(profile, told->unrecorded)] = 0;
    asked->options.recorded = asked->recorded;
  }
}

static inline void put_lines(struct words *words, const dueby_profile *profile, const dueby_timeline *timeline,
                             const dueby_event *events, int64_t count, int say) {
  words->used = 0;
  words->text[0] = '\0';
  for (int64_t i = 0; i < count; i++) {
    const dueby_line *line = &dueby_timeline_lines(timeline)[i];
    put_line_words(words, profile, events, line, say);
    put_more(words, profile, timeline, events, line, say);
  }
}

/* Runs a case. Returns its lines as text, or "" if there are none. */
static inline const char *lines_told(const struct told *told) {
  static char text[TOLD];
  struct words words = {text, 0};
  struct asked_of_timeline asked;
  dueby_profile *profile = profile_told(told);
  dueby_timeline *timeline = NULL;
  struct history_told history = history_of(profile, told->events), unread = history_of(profile, told->unread ? told->unread : "");
  int64_t offsets[] = {0, history.count}, unread_offsets[] = {0, unread.count}, count = UNTOUCHED;
  ask_timeline(told, profile, &asked);
  asked.options.unread = unread.events, asked.options.unread_offsets = unread_offsets;
  assert_int_equal(dueby_timeline_new(profile, known.eaw, &timeline), DUEBY_OK);
  assert_int_equal(dueby_timeline_run(timeline, history.events, offsets, 1, &asked.options, &count), DUEBY_OK);
  put_lines(&words, profile, timeline, history.events, count, told->say);
  dueby_timeline_free(timeline);
  dueby_profile_free(profile);
  return text;
}

static inline void assert_told_at(const char *expected, const struct told *told, const char *file, int line) {
  const char *found = lines_told(told);
  if (strcmp(found, expected) == 0) return;
  print_error("%s, as at %s\nfound:\n%s\nexpected:\n%s\n", told->events, told->as_at, found, expected);
  _fail(file, line);
}

/* Asserts the lines of a case, for example:
 * assert_case("1 due 2026-03-09 met 2026-03-05", .figure = ..., .events = ..., .as_at = "2026-03-20") */
#define assert_case(expected, ...) assert_told_at(expected, &(struct told){__VA_ARGS__}, __FILE__, __LINE__)

#endif
