/* Writes the listed items of a worklist as iCalendar entries. Each entry is private, and only says what is due if the caller asks
 * for that. */
#include <stdlib.h>
#include <string.h>

#include "dueby/answer.h"
#include "dueby/explain.h"
#include "ics_write.h"
#include "text.h"

enum { WORDS = 512, LONG = 4096, MINUTES_OF_DAY = 1440, SECONDS_OF_MINUTE = 60, EVENING_BEFORE = 900 };

/* ---- writing one entry ---- */

/* Computes an FNV-1a hash from a given basis. Two of these hashes make up the identifier of an entry. */
static uint64_t hash_from(uint64_t hash, const char *text) {
  for (; *text; text++) hash = (hash ^ (unsigned char)*text) * 1099511628211u;
  return (hash ^ 0xff) * 1099511628211u;
}

static void text_hash(struct text *text, uint64_t hash) {
  for (int shift = 60; shift >= 0; shift -= 4) text_char(text, "0123456789abcdef"[hash >> shift & 15]);
}

static const dueby_event *event_at(const dueby_case *of, int64_t index) {
  return index < 0 ? NULL : &of->events[index];
}

/* Writes the identifier of an entry. It is always the same for the same line of a case, and reveals neither the line nor the
 * case. */
static void write_uid(const dueby_profile *profile, const dueby_item *item, char *uid, int64_t size) {
  const char *name = item->of->name ? item->of->name : "";
  struct text text = text_in(uid, size);
  char key[LONG] = "";
  dueby_line_key(profile, item->line, event_at(item->of, item->line->started_by), dueby_case_ref(item->of, item->line->ref), key,
                 sizeof key, NULL);
  text_hash(&text, hash_from(hash_from(14695981039346656037u, name), key));
  text_hash(&text, hash_from(hash_from(1099511628211u, name), key));
  text_string(&text, "@dueby");
  text_end(&text, NULL);
}

static int is_closed(const dueby_line *line) {
  return line->met >= 0 || line->ended >= 0;
}

static void write_summary(const dueby_profile *profile, const dueby_item *item, uint32_t flags, char *summary, int64_t size) {
  const dueby_deadline *deadline = &item->line->deadline;
  struct text text = text_in(summary, size);
  text_string(&text, is_closed(item->line) ? "No longer due: case " : "Due: case ");
  text_string(&text, item->of->name);
  if (flags & DUEBY_ICAL_DETAIL) {
    text_string(&text, ": ");
    text_string(&text, dueby_rule_text(profile, deadline->rule, deadline->version, DUEBY_RULE_LISTED_TITLE));
  }
  text_end(&text, NULL);
}

/* Describes a line in an entry: its state with the reason, its time of day (because the entry is for a whole day), its timescale
 * and the source. */
static void write_description(const dueby_profile *profile, const dueby_item *item, char *description, int64_t size) {
  const dueby_deadline *deadline = &item->line->deadline;
  const dueby_when due = {deadline->due_time, deadline->due, 0};
  struct text text = text_in(description, size);
  char words[LONG] = "";
  dueby_explain_verdict(deadline, &item->line->verdict, words, sizeof words, NULL);
  text_string(&text, words);
  *words = '\0';
  dueby_line_reason(profile, item->line, event_at(item->of, item->line->rejected), words, sizeof words, NULL);
  if (*words) text_string(&text, ": ");
  text_string(&text, words);
  if (due.time != DUEBY_TIME_NONE && dueby_explain_when(&due, words, sizeof words, NULL) == DUEBY_OK) {
    text_string(&text, "\nDue by ");
    text_string(&text, words);
  }
  text_char(&text, '\n');
  *words = '\0';
  dueby_explain_timescale(profile, deadline->rule, deadline->version, words, sizeof words, NULL);
  text_string(&text, words);
  text_string(&text, "\nSet by: ");
  *words = '\0';
  dueby_explain_source(profile, deadline->rule, deadline->version, words, sizeof words, NULL);
  text_string(&text, words);
  text_string(&text, " (");
  *words = '\0';
  dueby_explain_source_note(profile, deadline->rule, deadline->version, deadline->begins, words, sizeof words, NULL);
  text_string(&text, words);
  text_string(&text, ")\nA due date is a deadline, not a target.");
  text_end(&text, NULL);
}

/* ---- items that have an entry ---- */

/* True if a line gets an entry: it is still to be done, or it was done or ended before its due day. In the second case, the entry
 * removes an older entry from the user's calendar. */
static int is_wanted(const dueby_worklist *worklist, const dueby_line *line, uint32_t flags) {
  if (!line || line->deadline.due == DUEBY_DATE_NONE) return 0;
  return flags & DUEBY_ICAL_PAST || line->met < 0 || line->deadline.due >= dueby_worklist_run(worklist)->as_at.date;
}

static int compare_indexes(const void *left, const void *right) {
  const int64_t *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

/* Lists the items in case order, however the worklist is sorted, so that two calendars can be compared. Returns NULL if out of
 * memory. */
static int64_t *listed_by_case(const dueby_worklist *worklist, int64_t count) {
  int64_t *listed = malloc(((size_t)count + 1) * sizeof *listed);
  if (!listed) return NULL;
  for (int64_t i = 0; i < count; i++) listed[i] = dueby_worklist_listed(worklist, i);
  qsort(listed, (size_t)count, sizeof *listed, compare_indexes);
  return listed;
}

/* ---- writing the whole calendar ---- */

static dueby_status write_item(const dueby_worklist *worklist, const dueby_item *item, int32_t form, uint32_t flags,
                               struct ics *ics) {
  const dueby_profile *profile = dueby_worklist_profile(worklist);
  const dueby_when *as_at = &dueby_worklist_run(worklist)->as_at;
  int detail = (flags & DUEBY_ICAL_DETAIL) != 0, closed = is_closed(item->line);
  char uid[64] = "", summary[WORDS] = "", description[4 * LONG] = "";
  dueby_ical_entry entry = {.uid = uid,
                            .summary = summary,
                            .description = detail ? description : NULL,
                            .date = item->line->deadline.due,
                            .cancelled = closed,
                            .alarm_minutes = detail && !closed ? EVENING_BEFORE : 0};
  /* raises the version of an entry every day, because calendar programs keep the highest version */
  entry.dtstamp = as_at->time != DUEBY_TIME_NONE ? as_at->time : (dueby_time)as_at->date * MINUTES_OF_DAY * SECONDS_OF_MINUTE;
  entry.sequence = (int32_t)(entry.dtstamp / SECONDS_OF_MINUTE);
  write_uid(profile, item, uid, sizeof uid);
  write_summary(profile, item, flags, summary, sizeof summary);
  if (detail) write_description(profile, item, description, sizeof description);
  if (!dueby_ics_takes(&entry)) return DUEBY_EARGUMENT;
  dueby_ics_entry(ics, &entry, form);
  return DUEBY_OK;
}

/* Returns text that says what was checked, and which versions the dates come from; NULL if out of memory. */
static char *describe_calendar(const dueby_worklist *worklist) {
  const dueby_profile *profile = dueby_worklist_profile(worklist);
  const dueby_calendar *calendar = dueby_worklist_calendar(worklist);
  int64_t first = 0, second = 0;
  dueby_worklist_disclaimer_text(worklist, NULL, 0, &first);
  dueby_versions_text(profile, calendar, NULL, 0, &second);
  char *text = first && second ? malloc((size_t)(first + second)) : NULL;
  if (!text) return NULL;
  if (dueby_worklist_disclaimer_text(worklist, text, first, NULL) == DUEBY_OK &&
      dueby_versions_text(profile, calendar, text + first, second, NULL) == DUEBY_OK) {
    text[first - 1] = ' '; /* replaces the closing zero */
    return text;
  }
  free(text);
  return NULL;
}

static dueby_status write_items(const dueby_worklist *worklist, int32_t form, uint32_t flags, struct ics *ics) {
  int64_t count = dueby_worklist_listed_count(worklist), *listed = listed_by_case(worklist, count);
  dueby_status status = listed ? DUEBY_OK : DUEBY_EMEMORY;
  for (int64_t i = 0; i < count && status == DUEBY_OK; i++) {
    dueby_item item;
    status = dueby_worklist_item(worklist, listed[i], &item);
    if (status == DUEBY_OK && is_wanted(worklist, item.line, flags)) status = write_item(worklist, &item, form, flags, ics);
  }
  free(listed);
  return status;
}

dueby_status dueby_ical_worklist_write(const dueby_worklist *worklist, int32_t form, uint32_t flags, dueby_text_sink sink,
                                       void *context) {
  if ((form != DUEBY_ICAL_EVENT && form != DUEBY_ICAL_TODO) || flags & ~(uint32_t)(DUEBY_ICAL_DETAIL | DUEBY_ICAL_PAST))
    return DUEBY_EARGUMENT;
  const char *name = flags & DUEBY_ICAL_DETAIL ? dueby_profile_title(dueby_worklist_profile(worklist)) : "Due dates";
  char *description = describe_calendar(worklist);
  struct ics ics;
  if (!description) return DUEBY_EMEMORY;
  dueby_ics_begin(&ics, name, description, sink, context);
  free(description);
  dueby_status status = write_items(worklist, form, flags, &ics);
  return status == DUEBY_OK ? dueby_ics_end(&ics) : status;
}
