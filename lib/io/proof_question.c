/* Reads a record of fields as a question, and its expected answer. */
#include <stdlib.h>
#include <string.h>

#include "dueby/code.h"
#include "proof_internal.h"
#include "text.h"

enum { NAME = 256, WORDS = 160, EVENT_MAX = 1000 };

const char dueby_proof_none[] = "none", dueby_proof_too_early[] = "too early";

/* Reasons for having no date, with the names that test cases use for them. */
static const struct {
  dueby_status status;
  char word[20];
} reasons[] = {{DUEBY_ENOTINFORCE, "not in force"}, {DUEBY_ENOTIME, "no time"},
               {DUEBY_ENOTSTATED, "not stated"},    {DUEBY_EFACT, "needs"},
               {DUEBY_ENORULE, "does not apply"},   {DUEBY_ECOVERAGE, "outside coverage"}};
enum { REASONS = sizeof reasons / sizeof reasons[0] };

const char *dueby_proof_why(dueby_status status) {
  for (int i = 0; i < REASONS; i++)
    if (reasons[i].status == status) return reasons[i].word;
  return NULL;
}

static const char *field_name(int32_t field) {
  return dueby_proof_specs[field].name;
}

/* Quotes a string from the file for a message. That is safe, because test cases have no personal data. */
static const char *piece_text(const struct proof_piece *piece, char *phrase) {
  dueby_csv_cell cell = {piece->text, piece->length};
  dueby_csv_cell_text(cell, 1, phrase, WORDS);
  return phrase;
}

/* Copies a piece to a zero-terminated string, cut off if it is longer than any name can be. */
static const char *name_of(const struct proof_piece *piece, char *name) {
  int64_t length = piece->length < NAME ? piece->length : NAME - 1;
  memcpy(name, piece->text, (size_t)length);
  name[length] = '\0';
  return name;
}

static int is_text(const struct proof_piece *piece, const char *text) {
  return piece->length == (int64_t)strlen(text) && memcmp(piece->text, text, (size_t)piece->length) == 0;
}

/* Reports an unknown name, and the nearest known name. */
static int unknown(const struct dueby_proof *proof, int32_t field, const struct proof_piece *piece, const char *what,
                   const char *(*list)(const dueby_profile *, int32_t), int32_t count, const char *advice) {
  char phrase[WORDS];
  const char *near =
      dueby_io_nearest(proof->question.of ? proof->question.of->profile : NULL, list, count, piece->text, piece->length);
  return dueby_proof_wrong(&proof->reader, piece, "%s: unknown %s %s: %s%s%s", field_name(field), what, piece_text(piece, phrase),
                           near ? "did you mean \"" : advice, near ? near : "", near ? "\"?" : "");
}

/* ---- finding the profile and its rules ---- */

static const char *builtin_at(const dueby_profile *unused, int32_t index) {
  (void)unused;
  return dueby_profile_builtin(index);
}

static const char *address_at(const dueby_profile *profile, int32_t rule) {
  return dueby_rule_text(profile, rule, 0, DUEBY_RULE_ADDRESS);
}

static int is_called(const dueby_profile *profile, const char *name) {
  const char *own = dueby_profile_name(profile);
  return own && strcmp(own, name) == 0;
}

/* Finds or opens the profile that a test case names; without a name, uses the profile in the options. */
static int open_profile(struct dueby_proof *proof, const struct proof_piece *piece) {
  char name[NAME];
  const char *wanted = piece ? name_of(piece, name) : NULL;
  for (int32_t i = 0; i < proof->profile_count; i++) {
    struct proof_profile *known = &proof->profiles[i];
    if (wanted ? !is_called(known->profile, wanted) : known->profile != proof->reader.options.profile) continue;
    proof->question.of = known;
    return 1;
  }
  if (proof->profile_count == PROOF_PROFILES_MAX)
    return dueby_proof_wrong(&proof->reader, piece, "profile: a file can name at most %d profiles", PROOF_PROFILES_MAX);
  struct proof_profile *opened = &proof->profiles[proof->profile_count];
  opened->profile = proof->reader.options.profile;
  if (wanted && !is_called(opened->profile, wanted)) {
    dueby_status status = dueby_profile_new(wanted, &opened->own);
    if (status == DUEBY_EMEMORY) return proof_no_memory(proof);
    if (status != DUEBY_OK)
      return unknown(proof, PROOF_PROFILE, piece, "profile", builtin_at, dueby_profile_builtin_count(),
                     "see dueby profiles, or give its file with --profile");
    opened->profile = opened->own;
  }
  proof->profile_count++; /* counts the profile, so that dueby_proof_free frees it */
  opened->selected = calloc((size_t)dueby_profile_rule_count(opened->profile) + 1, 1);
  if (!opened->selected) return proof_no_memory(proof);
  proof->question.of = opened;
  return 1;
}

static int find_rule(struct dueby_proof *proof, const struct proof_piece *piece, int32_t field, int32_t *rule) {
  const dueby_profile *profile = proof->question.of->profile;
  int32_t rules = dueby_profile_rule_count(profile);
  for (*rule = 0; *rule < rules; (*rule)++)
    if (is_text(piece, address_at(profile, *rule))) return 1;
  return unknown(proof, field, piece, "rule", address_at, rules, "see dueby rules --format plain");
}

static int read_rule(struct dueby_proof *proof) {
  const struct proof_piece *duty = proof_stated(&proof->reader.record, PROOF_RULE),
                           *address = proof_stated(&proof->reader.record, PROOF_ADDRESS);
  struct proof_question *question = &proof->question;
  const dueby_profile *profile = question->of->profile;
  char name[NAME];
  int32_t rule;
  if (!duty && !address)
    return dueby_proof_wrong(&proof->reader, &proof->reader.record.place,
                             "no rule: put a duty's id in the rule field, or a rule's own address in the address field");
  if (duty && address)
    return dueby_proof_wrong(&proof->reader, address, "address: the test case already names a rule: remove one of them");
  memset(question->of->selected, 0, (size_t)dueby_profile_rule_count(profile));
  if (address) {
    if (!find_rule(proof, address, PROOF_ADDRESS, &rule)) return 0;
    question->of->selected[rule] = 1;
    question->duty = dueby_rule_number(profile, rule, 0, DUEBY_RULE_DUTY);
    return 1;
  }
  if (dueby_profile_select(profile, name_of(duty, name), &question->duty, question->of->selected) == DUEBY_OK) return 1;
  return unknown(proof, PROOF_RULE, duty, "duty or rule", dueby_profile_duty, dueby_profile_duty_count(profile),
                 "see dueby rules --format plain");
}

/* ---- reading values ---- */

static int read_when(const struct dueby_proof *proof, int32_t field, const struct proof_piece *piece, dueby_when *when) {
  char wrong[WORDS * 2];
  dueby_csv_cell cell = {piece->text, piece->length};
  if (dueby_csv_cell_when(cell, proof->reader.options.date_order, DUEBY_CASELOAD_MIDNIGHT_IS_TIME | DUEBY_CASELOAD_SHOW_VALUES,
                          when, wrong, sizeof wrong) == DUEBY_OK)
    return 1;
  return dueby_proof_wrong(&proof->reader, piece, "%s: %s", field_name(field), wrong);
}

static int read_day(const struct dueby_proof *proof, int32_t field, const struct proof_piece *piece, dueby_date *day) {
  dueby_when when;
  if (!read_when(proof, field, piece, &when)) return 0;
  if (when.time != DUEBY_TIME_NONE)
    return dueby_proof_wrong(&proof->reader, piece, "%s: expected a day without a time", field_name(field));
  *day = when.date;
  return 1;
}

/* Each of these functions reads an optional field. Returns 1, even if the field is not stated; 0 after reporting an error. */
static int read_stated_when(const struct dueby_proof *proof, int32_t field, dueby_when *when) {
  const struct proof_piece *piece = proof_stated(&proof->reader.record, field);
  when->date = DUEBY_DATE_NONE;
  when->time = DUEBY_TIME_NONE;
  return !piece || read_when(proof, field, piece, when);
}

static int read_stated_day(const struct dueby_proof *proof, int32_t field, dueby_date *day) {
  const struct proof_piece *piece = proof_stated(&proof->reader.record, field);
  *day = DUEBY_DATE_NONE;
  return !piece || read_day(proof, field, piece, day);
}

static int read_stated_span(const struct dueby_proof *proof, int32_t field, dueby_span *span) {
  const struct proof_piece *piece = proof_stated(&proof->reader.record, field);
  char phrase[WORDS];
  if (!piece) return 1;
  if (dueby_span_parse(piece->text, piece->length, span) == DUEBY_OK && span->amount > 0) return 1;
  return dueby_proof_wrong(&proof->reader, piece, "%s: %s is not a length of time. Write it like 4 weeks", field_name(field),
                           piece_text(piece, phrase));
}

static int read_stated_number(const struct dueby_proof *proof, int32_t field, int32_t least, int32_t *number) {
  const struct proof_piece *piece = proof_stated(&proof->reader.record, field);
  char phrase[WORDS];
  int32_t read = 0;
  if (!piece) return 1;
  int is_number = piece->length <= 4;
  for (int64_t i = 0; i < piece->length && is_number; i++) {
    is_number = piece->text[i] >= '0' && piece->text[i] <= '9';
    read = read * 10 + (piece->text[i] - '0');
  }
  if (!is_number || read < least || read > PROOF_OCCURRENCES_MAX)
    return dueby_proof_wrong(&proof->reader, piece, "%s: %s is not a number from %d to %d", field_name(field),
                             piece_text(piece, phrase), (int)least, PROOF_OCCURRENCES_MAX);
  *number = read;
  return 1;
}

/* ---- reading a single trigger ---- */

static int read_tags(const struct dueby_proof *proof, dueby_tags *tags) {
  const struct proof_record *record = &proof->reader.record;
  const struct proof_piece *pieces = proof_stated(record, PROOF_TAGS);
  const dueby_profile *profile = proof->question.of->profile;
  for (int64_t i = 0; i < record->fields[PROOF_TAGS].count; i++) {
    char name[NAME];
    int32_t tag;
    if (dueby_profile_find_tag(profile, name_of(&pieces[i], name), &tag) != DUEBY_OK)
      return unknown(proof, PROOF_TAGS, &pieces[i], "tag", dueby_profile_tag, dueby_profile_tag_count(profile), "see dueby events");
    dueby_tags_add(tags, tag);
  }
  return 1;
}

static int read_trigger(struct dueby_proof *proof) {
  const struct proof_piece *piece = proof_stated(&proof->reader.record, PROOF_TRIGGER);
  const dueby_profile *profile = proof->question.of->profile;
  dueby_event *trigger = &proof->question.trigger;
  char name[NAME];
  dueby_when at;
  if (piece && dueby_profile_find_event(profile, name_of(piece, name), &trigger->type) != DUEBY_OK)
    return unknown(proof, PROOF_TRIGGER, piece, "event", dueby_profile_event_slug, dueby_profile_event_count(profile),
                   "see dueby events");
  if (!read_when(proof, PROOF_TRIGGER_AT, proof_stated(&proof->reader.record, PROOF_TRIGGER_AT), &at)) return 0;
  trigger->date = at.date;
  trigger->time = at.time;
  return read_tags(proof, &trigger->tags) && read_stated_span(proof, PROOF_AGREED, &trigger->agreed);
}

static int read_whole_days(const struct dueby_proof *proof, int32_t *flags) {
  const struct proof_piece *piece = proof_stated(&proof->reader.record, PROOF_WHOLE_DAYS);
  char text[WORDS];
  if (!piece || is_text(piece, "false") || is_text(piece, "FALSE")) return 1;
  *flags = DUEBY_FACTS_WHOLE_DAYS;
  return is_text(piece, "true") || is_text(piece, "TRUE") ||
         dueby_proof_wrong(&proof->reader, piece, "whole_days: %s: expected true or false", piece_text(piece, text));
}

/* Reads the days when the duty was already met. They must be in order, and none may be before the trigger. */
static int read_last(struct dueby_proof *proof) {
  struct proof_question *question = &proof->question;
  int64_t count = proof->reader.record.fields[PROOF_LAST].count;
  const struct proof_piece *pieces = proof_stated(&proof->reader.record, PROOF_LAST);
  if (!count) return 1;
  question->last = calloc((size_t)count, sizeof *question->last);
  if (!question->last) return proof_no_memory(proof);
  question->last_count = count;
  for (int64_t i = 0; i < count; i++) {
    if (!read_when(proof, PROOF_LAST, &pieces[i], &question->last[i])) return 0;
    if (question->last[i].date < (i ? question->last[i - 1].date : question->trigger.date))
      return dueby_proof_wrong(&proof->reader, &pieces[i], "last: this day is %s",
                               i ? "earlier than the one before it: give the earliest first" : "before the trigger");
  }
  if (question->occurrence && question->occurrence <= count)
    return dueby_proof_wrong(&proof->reader, proof_stated(&proof->reader.record, PROOF_OCCURRENCE),
                             "occurrence: %d is already done, because last has %d days: give a later one, or leave it out",
                             (int)question->occurrence, (int)count);
  return 1;
}

static int read_alone(struct dueby_proof *proof) {
  struct proof_question *question = &proof->question;
  return read_trigger(proof) && read_stated_day(proof, PROOF_BORN, &question->facts.born) &&
         read_stated_day(proof, PROOF_SINCE, &question->facts.since) && read_whole_days(proof, &question->facts.flags) &&
         read_last(proof) && read_stated_when(proof, PROOF_MET, &question->met) &&
         read_stated_when(proof, PROOF_ENDED, &question->ended);
}

/* ---- reading events: they are turned into a file of events and read like any other ---- */

static const char events_header[] = "case,event,at,ref,tags\n";
static const char event_like[] = "visit.made=2026-03-27, or visit.made=2026-03-27 [alone, ref=P1, agreed=4 weeks]";

static void append_cell(struct text *out, struct proof_piece piece) {
  piece = dueby_proof_trimmed(piece);
  text_char(out, '"');
  for (int64_t i = 0; i < piece.length; i++) {
    if (piece.text[i] == '"') text_char(out, '"');
    text_char(out, piece.text[i]);
  }
  text_char(out, '"');
}

static struct proof_piece part(const char *from, const char *to) {
  struct proof_piece piece = {from, to - from, 0, 0};
  return piece;
}

/* Splits [alone, ref=P1] into the ref and the other marks, which are joined with ";" in `tags`. */
static int split_marks(const struct dueby_proof *proof, const struct proof_piece *piece, const char *from, const char *to,
                       struct proof_piece *ref, struct text *tags) {
  while (from < to) {
    const char *stop = memchr(from, ',', (size_t)(to - from));
    if (!stop) stop = to;
    while (from < stop && *from == ' ') from++;
    int is_ref = stop - from > 4 && memcmp(from, "ref=", 4) == 0;
    if (is_ref && ref->length) return dueby_proof_wrong(&proof->reader, piece, "events: one event has two refs");
    if (is_ref) *ref = part(from + 4, stop);
    else {
      text_bytes(tags, from, stop - from);
      text_char(tags, ';');
    }
    from = stop < to ? stop + 1 : to;
  }
  return 1;
}

/* Appends EVENT=WHEN or EVENT=WHEN [MARK, ...] as a row of a file of events. */
static int append_event(const struct dueby_proof *proof, const struct proof_piece *piece, struct text *out, struct text *tags) {
  const char *end = piece->text + piece->length, *equals = memchr(piece->text, '=', (size_t)piece->length);
  const char *bracket = memchr(piece->text, '[', (size_t)piece->length);
  struct proof_piece ref = {"", 0, 0, 0};
  char phrase[WORDS];
  int is_whole = equals && (!bracket || (equals < bracket && end[-1] == ']'));
  if (is_whole) is_whole = dueby_proof_trimmed(part(equals + 1, bracket ? bracket : end)).length > 0;
  for (const char *at = piece->text; at < end && is_whole; at++) is_whole = (unsigned char)*at >= ' ';
  if (!is_whole)
    return dueby_proof_wrong(&proof->reader, piece, "events: %s: expected an event like %s", piece_text(piece, phrase), event_like);
  if (piece->length > EVENT_MAX)
    return dueby_proof_wrong(&proof->reader, piece, "events: an event is %lld bytes long; the limit is %d bytes",
                             (long long)piece->length, EVENT_MAX);
  tags->length = 0;
  if (bracket && !split_marks(proof, piece, bracket + 1, end - 1, &ref, tags)) return 0;
  text_string(out, "1,");
  append_cell(out, part(piece->text, equals));
  text_char(out, ',');
  append_cell(out, part(equals + 1, bracket ? bracket : end));
  text_char(out, ',');
  append_cell(out, ref);
  text_char(out, ',');
  append_cell(out, part(tags->at, tags->at + tags->length));
  text_char(out, '\n');
  return 1;
}

/* Reports a problem with an event at the piece that its row was made from. Rows follow the header in the order of the pieces. */
static void report_of_event(const dueby_diagnostic *what, void *context) {
  const struct dueby_proof *proof = context;
  const struct proof_piece *pieces = proof_stated(&proof->reader.record, PROOF_EVENTS);
  if (what->severity != DUEBY_SEVERITY_ERROR) return; /* warnings are not reported, because a test case may be odd on purpose */
  int64_t at = what->line - 2, count = proof->reader.record.fields[PROOF_EVENTS].count;
  dueby_proof_wrong(&proof->reader, at >= 0 && at < count ? &pieces[at] : &proof->reader.record.place, "%s", what->message);
}

static int keep_events(struct dueby_proof *proof, struct text *rows) {
  dueby_csv_memory memory = {rows->at, rows->length, 0};
  dueby_caseload_options options = {.date_order = proof->reader.options.date_order,
                                    .flags = DUEBY_CASELOAD_MIDNIGHT_IS_TIME | DUEBY_CASELOAD_SHOW_VALUES | DUEBY_CASELOAD_STRICT,
                                    .report = report_of_event,
                                    .context = proof};
  dueby_case one;
  dueby_status status = dueby_caseload_new(proof->question.of->profile, dueby_csv_from_memory, &memory, &options, &proof->caseload);
  if (status == DUEBY_OK) status = dueby_caseload_next(proof->caseload, &one);
  if (status != DUEBY_OK) return proof_no_memory(proof);
  proof->question.events = one.events;
  proof->question.event_count = one.event_count;
  return !one.bad_rows;
}

static int read_events(struct dueby_proof *proof) {
  const struct proof_piece *pieces = proof_stated(&proof->reader.record, PROOF_EVENTS);
  int64_t count = proof->reader.record.fields[PROOF_EVENTS].count, room = sizeof events_header, longest = 0;
  if (!count) return 1;
  enum { BESIDES = 24 }; /* number of bytes that a row needs besides its values, for the case, quotes, commas and line end */
  for (int64_t i = 0; i < count; i++) {
    room += 2 * pieces[i].length + BESIDES;
    if (pieces[i].length > longest) longest = pieces[i].length;
  }
  char *space = malloc((size_t)(room + longest + 1));
  if (!space) return proof_no_memory(proof);
  struct text rows = text_in(space, room), tags = text_in(space + room, longest + 1);
  text_string(&rows, events_header);
  int good = 1;
  for (int64_t i = 0; i < count && good; i++) good = append_event(proof, &pieces[i], &rows, &tags);
  if (good) good = keep_events(proof, &rows);
  free(space);
  return good;
}

/* ---- reading the expected answer ---- */

static int read_expected_when(struct dueby_proof *proof, int32_t field) {
  const struct proof_piece *piece = proof_stated(&proof->reader.record, field);
  struct proof_value *value = &proof->question.expected[field];
  if (!piece) return 1;
  if (is_text(piece, dueby_proof_none)) value->word = dueby_proof_none;
  for (int i = 0; i < REASONS && field == PROOF_DUE; i++)
    if (is_text(piece, reasons[i].word)) value->word = reasons[i].word;
  if (value->word) return 1;
  if (*piece->text >= '0' && *piece->text <= '9')
    return field == PROOF_OPENS ? read_day(proof, field, piece, &value->when.date) : read_when(proof, field, piece, &value->when);
  char phrase[WORDS], choices[WORDS] = "";
  struct text list = text_in(choices, sizeof choices - 1);
  for (int i = 0; i < REASONS && field == PROOF_DUE; i++) {
    text_string(&list, i ? ", " : " why there is none: ");
    text_string(&list, reasons[i].word);
  }
  return dueby_proof_wrong(&proof->reader, piece, "%s: %s: expected a day like 2026-03-27, or%s%s none", field_name(field),
                           piece_text(piece, phrase), choices, *choices ? ";" : "");
}

static int read_expected_state(struct dueby_proof *proof) {
  const struct proof_piece *piece = proof_stated(&proof->reader.record, PROOF_STATE);
  struct proof_value *value = &proof->question.expected[PROOF_STATE];
  char name[NAME], phrase[WORDS], choices[WORDS] = "";
  int32_t number;
  if (!piece) return 1;
  if (is_text(piece, dueby_proof_none)) value->word = dueby_proof_none;
  else if (is_text(piece, dueby_proof_too_early)) value->word = dueby_proof_too_early;
  else if (dueby_code_value(DUEBY_CODE_STATE, name_of(piece, name), &number) == DUEBY_OK)
    value->word = dueby_code_name(DUEBY_CODE_STATE, number);
  if (value->word) return 1;
  struct text list = text_in(choices, sizeof choices - 1);
  for (int32_t i = 0; dueby_code_at(DUEBY_CODE_STATE, i); i++) {
    text_string(&list, dueby_code_at(DUEBY_CODE_STATE, i));
    text_string(&list, ", ");
  }
  return dueby_proof_wrong(&proof->reader, piece, "state: %s: expected one of %s%s, %s", piece_text(piece, phrase), choices,
                           dueby_proof_too_early, dueby_proof_none);
}

static int read_expected_rule(struct dueby_proof *proof) {
  const struct proof_piece *piece = proof_stated(&proof->reader.record, PROOF_GOVERNED_BY);
  struct proof_value *value = &proof->question.expected[PROOF_GOVERNED_BY];
  if (piece && is_text(piece, dueby_proof_none)) value->word = dueby_proof_none;
  return !piece || value->word || find_rule(proof, piece, PROOF_GOVERNED_BY, &value->number);
}

static int read_expected(struct dueby_proof *proof) {
  const struct proof_record *record = &proof->reader.record;
  struct proof_question *question = &proof->question;
  int stated = 0;
  for (int32_t field = PROOF_DUE; field <= PROOF_OCCURRENCES; field++) {
    question->expected[field].when.date = DUEBY_DATE_NONE;
    question->expected[field].when.time = DUEBY_TIME_NONE;
    stated += record->fields[field].count != 0;
  }
  if (!stated)
    return dueby_proof_wrong(&proof->reader, &record->place,
                             "the test case does not say what you expect: give due, opens, state, governed_by%s",
                             question->is_alone ? "" : ", met_at or occurrences");
  return read_expected_when(proof, PROOF_DUE) && read_expected_when(proof, PROOF_OPENS) &&
         read_expected_when(proof, PROOF_MET_AT) && read_expected_state(proof) && read_expected_rule(proof) &&
         read_stated_number(proof, PROOF_OCCURRENCES, 0, &question->expected[PROOF_OCCURRENCES].number);
}

/* ---- checking fields that go together ---- */

static int check_fields(const struct dueby_proof *proof) {
  const struct proof_record *record = &proof->reader.record;
  int kind = proof->question.is_alone ? PROOF_ALONE : PROOF_OF_EVENTS;
  for (int32_t field = 0; field < PROOF_FIELDS; field++) {
    const struct proof_piece *piece = proof_stated(record, field);
    if (!piece || dueby_proof_specs[field].goes_with & kind) continue;
    return dueby_proof_wrong(&proof->reader, piece, "%s cannot be used with %s", field_name(field),
                             kind == PROOF_ALONE ? "trigger_at: it can only be used with the events of a case"
                                                 : "the events of a case: it can only be used with trigger_at");
  }
  return 1;
}

/* Checks that a state has an as-at day or a completion with it, and that neither occurs without a state. */
static int check_state(const struct dueby_proof *proof) {
  static const int32_t moments[] = {PROOF_MET, PROOF_ENDED, PROOF_AS_AT};
  const struct proof_piece *state = proof_stated(&proof->reader.record, PROOF_STATE), *moment = NULL;
  for (int i = 0; i < 3 && !moment; i++) moment = proof_stated(&proof->reader.record, moments[i]);
  if (state && !moment) return dueby_proof_wrong(&proof->reader, state, "state needs a day: also give met, ended or as_at");
  if (moment && !state)
    return dueby_proof_wrong(&proof->reader, moment,
                             "met, ended and as_at are only used to find a state: also give the state that you expect");
  return 1;
}

static int check_as_at(const struct dueby_proof *proof) {
  const struct proof_piece *piece = proof_stated(&proof->reader.record, PROOF_AS_AT);
  dueby_date first, last;
  if (!piece)
    return proof->question.is_alone ||
           dueby_proof_wrong(&proof->reader, &proof->reader.record.place, "as_at is missing: give the day to check");
  dueby_calendar_coverage(proof->reader.options.calendar, &first, &last, NULL, NULL);
  if (proof->question.as_at.date >= first && proof->question.as_at.date <= last) return 1;
  return dueby_proof_wrong(&proof->reader, piece, "as_at: this day is outside the years that the calendar covers");
}

int dueby_proof_ask(struct dueby_proof *proof) {
  struct proof_question *question = &proof->question;
  const struct proof_record *record = &proof->reader.record;
  dueby_proof_clear(proof);
  memset(question, 0, sizeof *question);
  question->is_alone = proof_stated(record, PROOF_TRIGGER_AT) != NULL;
  question->trigger.has = DUEBY_HAS_DATE;
  question->facts.size = sizeof question->facts;
  question->facts.has = DUEBY_HAS_BORN | DUEBY_HAS_SINCE; /* NONE means that a day is unknown; 0 is 1 January 1970 */
  question->facts.born = question->facts.since = DUEBY_DATE_NONE;
  question->met.date = question->ended.date = DUEBY_DATE_NONE;
  if (!question->is_alone && !proof_stated(record, PROOF_EVENTS))
    return dueby_proof_wrong(&proof->reader, &record->place,
                             "the test case does not ask anything: give trigger_at, or events and as_at");
  if (!check_fields(proof) || !open_profile(proof, proof_stated(record, PROOF_PROFILE)) || !read_rule(proof)) return 0;
  if (!read_stated_number(proof, PROOF_OCCURRENCE, 1, &question->occurrence) ||
      !read_stated_when(proof, PROOF_AS_AT, &question->as_at) || !read_stated_span(proof, PROOF_SOON, &question->soon))
    return 0;
  if (!check_as_at(proof) || !read_events(proof)) return 0;
  if (question->is_alone && (!read_alone(proof) || !check_state(proof))) return 0;
  question->facts.events = question->events;
  question->facts.event_count = question->event_count;
  return read_expected(proof);
}

void dueby_proof_clear(struct dueby_proof *proof) {
  free(proof->question.last);
  proof->question.last = NULL;
  dueby_caseload_free(proof->caseload);
  proof->caseload = NULL;
}
