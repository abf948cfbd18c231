/* Shared by tests of files of events: reads a file from a few lines of text, and writes its cases as text such as "17: 2026-03-02
 * referral.received, 2026-03-05 visit.made #A +alone agreed 2 weeks". */
#ifndef DUEBY_TESTS_RULES_CASELOAD_H
#define DUEBY_TESTS_RULES_CASELOAD_H

#include "dueby/caseload.h"
#include "dueby/code.h"
#include "dueby/finding.h"
#include "timeline.h"

struct file {
  const char *text;
  int64_t length; /* the length of the text in bytes; 0 if it ends at its closing zero */
  int32_t flags, date_order, style;
  int64_t at_a_time; /* maximum number of bytes that the source returns in one call; 0 for all */
  int64_t fails_at;  /* the byte at which reading fails; 0 if it never fails */
  const char *const *nulls;
  int64_t null_count;
  dueby_date as_at;
};

struct source {
  const struct file *file;
  int64_t length, read;
};

static inline int64_t read_source(void *context, char *bytes, int64_t size) {
  struct source *source = context;
  const struct file *file = source->file;
  int64_t left = source->length - source->read;
  if (file->fails_at && source->read >= file->fails_at) return -1;
  if (file->at_a_time && size > file->at_a_time) size = file->at_a_time;
  if (file->fails_at && size > file->fails_at - source->read) size = file->fails_at - source->read;
  if (size > left) size = left;
  memcpy(bytes, file->text + source->read, (size_t)size);
  source->read += size;
  return size;
}

static inline void put_said(const dueby_diagnostic *what, void *context) {
  struct words *words = context;
  if (words->used) put_words(words, "\n");
  if (what->line) put_words(words, "%d: ", (int)what->line);
  put_words(words, "%s%s", what->severity == DUEBY_SEVERITY_WARNING ? "note: " : "", what->message);
}

/* The file of events that a test reads, and the messages about it. */
struct reading {
  dueby_profile *profile;
  dueby_caseload *caseload;
  struct source source;
  struct words said;
  char text[TOLD];
  dueby_status status;
};

static inline void open_reading(struct reading *reading, const struct file *file) {
  memset(reading, 0, sizeof *reading);
  reading->profile = profile_of_rule("    schedule: [{every: agreed}]\n");
  reading->source.file = file;
  reading->source.length = file->length ? file->length : (int64_t)strlen(file->text);
  reading->said.text = reading->text;
  dueby_caseload_options options = {.date_order = file->date_order,
                                    .flags = file->flags,
                                    .report = put_said,
                                    .context = &reading->said,
                                    .nulls = file->nulls,
                                    .null_count = file->null_count,
                                    .as_at = file->as_at,
                                    .style = file->style};
  if (!options.date_order) options.date_order = DUEBY_ORDER_ISO;
  reading->status = dueby_caseload_new(reading->profile, read_source, &reading->source, &options, &reading->caseload);
}

static inline void close_reading(struct reading *reading) {
  dueby_caseload_free(reading->caseload);
  dueby_profile_free(reading->profile);
}

static inline void put_event_words(struct words *words, const struct reading *reading, const dueby_event *event) {
  char agreed[32];
  put_words(words, " %s", when_words(event->time, event->date));
  if (event->type >= 0) put_words(words, " %s", dueby_profile_event_slug(reading->profile, event->type));
  else put_words(words, " for %s", dueby_profile_duty(reading->profile, DUEBY_EVENT_AGREED_FOR(event->type)));
  if (event->ref) put_words(words, " #%s", dueby_caseload_ref(reading->caseload, event->ref));
  for (int32_t tag = 0; tag < dueby_profile_tag_count(reading->profile); tag++)
    if (event->tags.bits[tag / 64] >> tag % 64 & 1) put_words(words, " +%s", dueby_profile_tag(reading->profile, tag));
  if (!event->agreed.unit) return;
  assert_int_equal(dueby_span_text(event->agreed, agreed, sizeof agreed, NULL), DUEBY_OK);
  put_words(words, " agreed %s", agreed);
}

static inline void put_case_words(struct words *words, const struct reading *reading, const dueby_case *at) {
  if (words->used) put_words(words, "\n");
  put_words(words, "%s:", at->name);
  for (int64_t i = 0; i < at->event_count; i++) {
    if (i) put_words(words, ",");
    put_event_words(words, reading, &at->events[i]);
  }
  for (int32_t i = 0; i < dueby_caseload_column_count(reading->caseload); i++)
    put_words(words, " [%s %s]", dueby_caseload_column(reading->caseload, i), dueby_caseload_value(reading->caseload, i));
  if (at->bad_rows) put_words(words, " (%d bad from %d)", (int)at->bad_rows, (int)at->first_bad_line);
}

/* Returns the cases of a file as text, and the status if the file cannot be read to its end. */
static inline const char *cases_of(struct reading *reading) {
  static char text[TOLD];
  struct words words = {text, 0};
  dueby_case at;
  text[0] = '\0';
  while (reading->status == DUEBY_OK && (reading->status = dueby_caseload_next(reading->caseload, &at)) == DUEBY_OK)
    put_case_words(&words, reading, &at);
  if (reading->status != DUEBY_DONE) put_words(&words, "%s%s", words.used ? "\n" : "", dueby_status_text(reading->status));
  return text;
}

/* Adds the findings about a file to its messages, as text such as "2 4: no_date 2" (lines, code, count). Leaves out the finding
 * that dates of birth differ, because most of these files only have births; tests/cli/quality.py tests it. */
static inline void put_findings(struct reading *reading) {
  const dueby_timeline_options run = {.as_at = {.date = day("2026-03-31"), .time = DUEBY_TIME_NONE}};
  const dueby_worklist_options options = {.run = &run};
  dueby_worklist *worklist;
  dueby_finding finding;
  assert_int_equal(dueby_worklist_new(reading->profile, known.eaw, &options, &worklist), DUEBY_OK);
  dueby_caseload_give_findings(reading->caseload, worklist);
  for (int64_t i = 0; dueby_worklist_finding(worklist, i, &finding) == DUEBY_OK; i++) {
    if (finding.kind <= DUEBY_FINDING_BIRTHS_DIFFER)
      continue; /* skips findings that are not about the file, or were already reported */
    if (reading->said.used) put_words(&reading->said, "\n");
    for (int line = 0; line < DUEBY_FINDING_LINES_MAX && finding.lines[line]; line++)
      put_words(&reading->said, "%s%d", line ? " " : "", (int)finding.lines[line]);
    put_words(&reading->said, "%s: %s %d", finding.more_lines ? " ..." : "", dueby_code_name(DUEBY_CODE_FINDING, finding.kind),
              (int)finding.count);
  }
  dueby_worklist_free(worklist);
}

static inline void assert_file_at(const char *cases, const char *said, const struct file *file, const char *place, int line) {
  struct reading reading;
  open_reading(&reading, file);
  const char *found = cases_of(&reading);
  if (reading.status == DUEBY_DONE) put_findings(&reading);
  int good = strcmp(found, cases) == 0 && strcmp(reading.text, said) == 0;
  if (!good) print_error("found:\n%s\nexpected:\n%s\nsaid:\n%s\nexpected:\n%s\n", found, cases, reading.text, said);
  close_reading(&reading);
  if (!good) _fail(place, line);
}

/* Asserts the cases of a file and the messages about it, for example:
 * assert_file("17: 2026-03-02 birth", "", .text = "case,event,at\n17,birth,2026-03-02\n") */
#define assert_file(cases, said, ...) assert_file_at(cases, said, &(struct file){__VA_ARGS__}, __FILE__, __LINE__)

#endif
