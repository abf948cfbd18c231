/* Describes a return that has been read: its kinds as text, and its events as named cells. */
#include <stdlib.h>
#include <string.h>

#include "cell_internal.h"
#include "dueby/explain.h"
#include "dueby/worklist.h"
#include "return_holds.h"
#include "return_places.h"
#include "return_unknown.h"
#include "text.h"

enum { DAY_SIZE = 64, SOURCE_SIZE = 1024, YEARS_NAMED = 6 };

/* ---- notes on the whole return ---- */

/* Writes the year that ends on a day: 2025-26, or 2025 if it begins on 1 January. */
static void write_year(dueby_date end, struct text *text) {
  int32_t year = 0, month = 0, day = 0;
  dueby_date_civil(end, &year, &month, &day);
  int is_calendar = month == 12 && day == 31;
  text_number(text, is_calendar ? year : year - 1);
  if (is_calendar) return;
  text_char(text, '-');
  text_digits(text, year % 100, 2);
}

/* Returns the name of the folder that a set of files is in, and its length. The name does not end with a zero. */
static const char *folder_of(const struct return_set *set, int64_t *length) {
  int64_t end = set->folder ? set->folder - 1 : 0, from = end;
  while (from > 0 && set->name[from - 1] != '/' && set->name[from - 1] != '\\') from--;
  *length = end - from;
  return set->name + from;
}

/* Writes the years that a mapping's sets of files cover, unless one is unknown: ", of 2025-26", or ", of 2024-25 (903_2025) and
 * 2025-26 (903_2026)". Call it once all events have been read. */
static void write_years(const dueby_return *returned, const dueby_mapping *mapping, struct text *text) {
  int32_t sets = 0, named = 0;
  for (int32_t i = 0; i < returned->set_count; i++) {
    if (dueby_return_mapping_at(returned, returned->sets[i].mapping) != mapping) continue;
    if (mapping->period != PERIOD_YEAR || dueby_return_year_end(returned, i) == DUEBY_DATE_NONE) return;
    sets++;
  }
  for (int32_t i = 0; i < returned->set_count && named < YEARS_NAMED; i++) {
    enum { NAME_MAX_SHOWN = 60 };
    int64_t length;
    if (dueby_return_mapping_at(returned, returned->sets[i].mapping) != mapping) continue;
    const char *folder = folder_of(&returned->sets[i], &length);
    text_string(text, !named ? ", of " : named + 1 == sets ? " and " : ", ");
    write_year(dueby_return_year_end(returned, i), text);
    named++;
    if (sets == 1 || !length) continue;
    text_string(text, " (");
    text_bytes(text, folder, length < NAME_MAX_SHOWN ? length : NAME_MAX_SHOWN);
    text_char(text, ')');
  }
  if (sets > named) text_string(text, " and others");
}

static void write_kind(const dueby_return *returned, int32_t kind, dueby_date taken, struct text *text) {
  const dueby_mapping *mapping = dueby_return_mapping(returned, kind);
  int64_t files = dueby_return_file_count(returned, kind);
  const dueby_when when = {DUEBY_TIME_NONE, taken, 0};
  char day[DAY_SIZE];
  text_string(text, "Read as ");
  text_string(text, mapping->title);
  text_string(text, " (");
  text_string(text, mapping->name);
  text_string(text, "): ");
  text_number(text, files);
  text_string(text, files == 1 ? " file" : " files");
  write_years(returned, mapping, text);
  if (kind || taken == DUEBY_DATE_NONE || dueby_explain_when(&when, day, sizeof day, NULL) != DUEBY_OK) return;
  text_string(text, ". Checked at its reference date, ");
  text_string(text, day);
}

dueby_status dueby_return_note_text(const dueby_return *returned, int64_t index, dueby_date taken, char *text, int64_t size,
                                    int64_t *needed) {
  struct text out = text_in(text, size);
  for (int32_t kind = 0; kind < dueby_return_mapping_count(returned); kind++) {
    const dueby_mapping *mapping = dueby_return_mapping(returned, kind);
    int32_t limits = dueby_mapping_limit_count(mapping);
    if (index < 0) break;
    if (index == 0) write_kind(returned, kind, taken, &out);
    else if (index <= limits) text_string(&out, dueby_mapping_limit(mapping, (int32_t)index - 1));
    if (index <= limits) return text_end(&out, needed);
    index -= limits + 1;
  }
  return DUEBY_DONE;
}

/* Writes all notes, one on each line. */
static void write_notes(const dueby_return *returned, struct text *out) {
  char note[SOURCE_SIZE];
  for (int64_t i = 0; dueby_return_note_text(returned, i, DUEBY_DATE_NONE, note, sizeof note, NULL) == DUEBY_OK; i++) {
    if (i) text_char(out, '\n');
    text_string(out, note);
  }
}

/* Finds how completely a return records each event on a worklist's as-at day. The worklist uses this for events that the caller
 * states nothing about. */
static dueby_status find_usual_holds(const dueby_return *returned, const dueby_worklist *worklist, dueby_holding *holds) {
  const dueby_timeline_options *run = dueby_worklist_run(worklist);
  dueby_date from = run->history_from ? run->history_from : DUEBY_DATE_NONE;
  return dueby_return_holds(returned, run->as_at.date, from, holds);
}

dueby_status dueby_return_describe(const dueby_return *returned, dueby_worklist *worklist) {
  size_t rules = (size_t)dueby_profile_rule_count(returned->profile);
  struct text length = text_in(NULL, 0);
  write_notes(returned, &length);
  char *notes = malloc((size_t)length.length + 1);
  uint8_t *judged = malloc(rules + 1);
  dueby_holding *holds = calloc((size_t)dueby_profile_event_count(returned->profile) + 1, sizeof *holds);
  dueby_status status = notes && judged && holds ? find_usual_holds(returned, worklist, holds) : DUEBY_EMEMORY;
  if (status == DUEBY_OK) {
    struct text out = text_in(notes, length.length + 1);
    write_notes(returned, &out);
    text_end(&out, NULL);
    memset(judged, 1, rules);
    dueby_return_leave_out(returned, judged);
    status = dueby_worklist_set_source(worklist, notes, judged, holds);
  }
  if (status == DUEBY_OK) status = dueby_return_give_unanswerable(returned, worklist, judged);
  if (status == DUEBY_OK) status = dueby_skipped_give(returned, worklist);
  if (status == DUEBY_OK) status = dueby_return_give_files(returned, worklist);
  free(notes);
  free(judged);
  free(holds);
  return status;
}

/* ---- one event as cells ---- */

static void give_tags(const struct giver *to, const dueby_profile *profile, const dueby_tags *tags) {
  char text[SOURCE_SIZE];
  struct text out = text_in(text, sizeof text);
  for (int32_t i = 0; i < dueby_profile_tag_count(profile); i++) {
    if (!(tags->bits[i / 64] >> i % 64 & 1)) continue;
    if (out.length) text_char(&out, ';');
    text_string(&out, dueby_profile_tag(profile, i));
  }
  text_end(&out, NULL);
  give_text(to, "tags", DUEBY_CELL_TEXT, text);
}

/* Returns the name of a file without its folder. */
static const char *name_of_file(const char *path) {
  const char *name = path;
  for (; *path; path++)
    if (*path == '/' || *path == '\\') name = path + 1;
  return name;
}

static void give_source(const struct giver *to, const dueby_return_event *event) {
  char text[SOURCE_SIZE];
  struct text out = text_in(text, sizeof text);
  text_string(&out, name_of_file(event->file));
  text_char(&out, ':');
  text_number(&out, event->line);
  text_char(&out, ' ');
  text_string(&out, event->field);
  if (*event->note) text_string(&out, ": ");
  text_string(&out, event->note);
  text_end(&out, NULL);
  give_text(to, "source", DUEBY_CELL_TEXT, text);
}

void dueby_return_cells(const dueby_return *returned, const dueby_return_event *event, dueby_cell_sink sink, void *context) {
  static const dueby_return_event none = {.name = "", .ref = "", .file = "", .field = "", .note = ""};
  const struct giver to = {sink, context};
  const dueby_return_event *from = event ? event : &none;
  give_text(&to, "case", DUEBY_CELL_TEXT, from->name);
  give_code(&to, "event", dueby_profile_event_slug(returned->profile, from->event.type));
  give_when(&to, "at", event ? from->event.date : DUEBY_DATE_NONE, event ? from->event.time : DUEBY_TIME_NONE);
  give_text(&to, "ref", DUEBY_CELL_TEXT, from->ref);
  give_tags(&to, returned->profile, &from->event.tags);
  for (int32_t i = 0; i < dueby_return_column_count(returned); i++)
    give_text(&to, dueby_return_column(returned, i), DUEBY_CELL_TEXT, event ? dueby_return_value(returned, i) : NULL);
  give_source(&to, from);
}
