/* Due dates as a calendar: one private entry for each, which by default does not say what is due. */
#include "ics.h"

#include <dueby.h>
#include <dueby/ical.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "context.h"
#include "exit.h"
#include "output.h"
#include "message.h"
#include "work.h"

#if DUEBY_WITH_ICAL

enum { WORDS = 512, LONG = 4096, MINUTES_A_DAY = 1440, SECONDS_A_MINUTE = 60, EVENING_BEFORE = 900 };

struct entries {
  struct work *work;
  dueby_ical_entry *at;
  int64_t count, capacity;
  dueby_time stamp;
  int32_t sequence;
};

/* FNV-1a with a chosen basis. Two such hashes name an entry. */
static uint64_t hash_from(uint64_t hash, const char *text) {
  for (; *text; text++) hash = (hash ^ (unsigned char)*text) * 1099511628211u;
  return (hash ^ 0xff) * 1099511628211u;
}

/* An identifier that is always the same for a line of a case, and reveals neither. */
static void uid_of(const struct work *work, const dueby_case *of, const dueby_line *line, char *uid, size_t size) {
  char key[LONG] = "";
  dueby_line_key(work->context->profile, line, event_of(of, line->trigger), dueby_case_ref(of, line->ref), key, sizeof key, NULL);
  uint64_t first = hash_from(hash_from(14695981039346656037u, of->name), key);
  uint64_t second = hash_from(hash_from(1099511628211u, of->name), key);
  snprintf(uid, size, "%016" PRIx64 "%016" PRIx64 "@dueby", first, second);
}

static int is_over(const dueby_line *line) {
  return line->met >= 0 || line->ended >= 0;
}

/* True for what is still to be done; and for what has ended, or was done before its day, so that it is removed from an earlier
 * calendar. */
static int is_wanted(const struct entries *entries, const dueby_line *line) {
  if (!line || line->deadline.due == DUEBY_DATE_NONE) return 0;
  return entries->work->context->options->state || line->met < 0 || line->deadline.due >= entries->work->run.as_at.date;
}

static void describe(const struct work *work, const dueby_case *of, const dueby_line *line, char *text, size_t size) {
  const dueby_profile *profile = work->context->profile;
  const dueby_deadline *deadline = &line->deadline;
  char state[WORDS] = "", timescale[WORDS] = "", source[WORDS] = "", note[LONG] = "", reason[WORDS] = "", due[64] = "";
  dueby_explain_verdict(deadline, &line->verdict, state, sizeof state, NULL);
  dueby_explain_timescale(profile, deadline->rule, deadline->version, timescale, sizeof timescale, NULL);
  dueby_explain_source(profile, deadline->rule, deadline->version, source, sizeof source, NULL);
  dueby_explain_source_note(profile, deadline->rule, deadline->version, deadline->begins, note, sizeof note, NULL);
  dueby_line_reason(profile, line, event_of(of, line->rejected), reason, sizeof reason, NULL);
  if (deadline->due_time != DUEBY_TIME_NONE) due_text(line, due, sizeof due); /* the entry is for the whole day */
  snprintf(text, size, "%s%s%s%s%s\n%s\nSet by: %s (%s)\nA due date is the last day, not a plan.", state, *reason ? ": " : "",
           reason, *due ? "\nDue by " : "", due, timescale, source, note);
}

/* Returns 0 if out of memory. */
static int add_entry(struct entries *entries, const dueby_case *of, const dueby_line *line) {
  const struct work *work = entries->work;
  int detail = work->context->options->detail;
  char uid[64], summary[WORDS], description[2 * LONG] = "";
  if (entries->count == entries->capacity) {
    int64_t capacity = entries->capacity ? entries->capacity * 2 : 256;
    dueby_ical_entry *grown = realloc(entries->at, (size_t)capacity * sizeof *grown);
    if (!grown) return 0;
    entries->at = grown;
    entries->capacity = capacity;
  }
  uid_of(work, of, line, uid, sizeof uid);
  const char *title = dueby_rule_text(work->context->profile, line->deadline.rule, line->deadline.version, DUEBY_RULE_TITLE);
  snprintf(summary, sizeof summary, "%s: case %s%s%s", is_over(line) ? "No longer due" : "Due", of->name, detail ? ": " : "",
           detail ? title : "");
  if (detail) describe(work, of, line, description, sizeof description);
  dueby_ical_entry entry = {.uid = strdup(uid),
                            .summary = strdup(summary),
                            .description = detail ? strdup(description) : NULL,
                            .dtstamp = entries->stamp,
                            .date = line->deadline.due,
                            .sequence = entries->sequence,
                            .cancelled = is_over(line),
                            .alarm_minutes = detail && !is_over(line) ? EVENING_BEFORE : 0};
  entries->at[entries->count++] = entry;
  return entry.uid && entry.summary && (!detail || entry.description);
}

static int take_case(struct entries *entries) {
  const dueby_worklist *worklist = entries->work->worklist;
  int good = 1;
  for (int64_t i = 0; i < dueby_worklist_listed_count(worklist) && good; i++) {
    dueby_item item;
    dueby_worklist_item(worklist, dueby_worklist_listed(worklist, i), &item);
    if (is_wanted(entries, item.line)) good = add_entry(entries, item.of, item.line);
  }
  return good;
}

static int print_entries(const struct entries *entries) {
  const struct context *context = entries->work->context;
  int32_t form = context->options->todo ? DUEBY_ICAL_TODO : DUEBY_ICAL_EVENT;
  const char *name = context->options->detail ? dueby_profile_title(context->profile) : "Due dates";
  int64_t needed = 0;
  char words[LONG], *versions = versions_text(context), *text = NULL;
  if (!versions) return report_no_memory();
  dueby_status status = dueby_ical_write(name, versions, entries->at, entries->count, form, NULL, 0, &needed);
  if (status == DUEBY_ESPACE) text = malloc((size_t)needed);
  if (text) status = dueby_ical_write(name, versions, entries->at, entries->count, form, text, needed, &needed);
  free(versions);
  if (status == DUEBY_OK) fwrite(text, 1, (size_t)needed - 1, stdout);
  free(text);
  if (status == DUEBY_ESPACE || status == DUEBY_EMEMORY) return report_no_memory();
  if (status != DUEBY_OK) {
    print_error("the calendar cannot be written: %s", dueby_status_text(status));
    return CANNOT_WRITE;
  }
  report_what_is_missing(entries->work, take_as_note, NULL);
  dueby_worklist_disclaimer_text(entries->work->worklist, words, sizeof words, NULL);
  print_note("%s", words);
  return DONE;
}

/* A later as-at makes a later version of an entry: programs keep the highest. */
static void stamp(struct entries *entries) {
  const dueby_when *as_at = &entries->work->run.as_at;
  entries->stamp = as_at->time != DUEBY_TIME_NONE ? as_at->time : (dueby_time)as_at->date * MINUTES_A_DAY * SECONDS_A_MINUTE;
  entries->sequence = (int32_t)(entries->stamp / SECONDS_A_MINUTE);
}

int write_calendar(struct work *work) {
  struct entries entries = {.work = work};
  struct work_case next;
  int more = 0, good = 1, end = begin_work(work, 0);
  if (end) return end;
  stamp(&entries);
  while (good && (more = next_case(work, &next)) > 0) good = take_case(&entries);
  end = !good ? report_no_memory() : more < 0 ? BAD_FILE : print_entries(&entries);
  for (int64_t i = 0; i < entries.count; i++) {
    union {
      const char *given;
      char *own;
    } texts[] = {{entries.at[i].uid}, {entries.at[i].summary}, {entries.at[i].description}};
    for (int j = 0; j < 3; j++) free(texts[j].own);
  }
  free(entries.at);
  return end ? end : end_of_work(work, dueby_worklist_count(work->worklist, DUEBY_COUNT_OVERDUE));
}

#else

int write_calendar(struct work *work) {
  (void)work;
  return usage_error("--format ics: this dueby was built without libdueby-ical");
}

#endif
