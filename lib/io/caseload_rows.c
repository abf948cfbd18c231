/* Reads CSV rows of events: the header, the cells, and messages about bad ones. This file does not store events. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "caseload_internal.h"
#include "diagnose.h"
#include "written_date.h"

enum { MESSAGE = 400, WORDS = 128, NAME_MAX = 128, AGREED_FOR = 7 };

static const char *const named_columns[NAMED] = {"case", "event", "at", "ref", "tags"};

/* ---- messages about rows ---- */

static dueby_status report(const struct row_reader *reader, int32_t severity, dueby_status code, int64_t line, const char *format,
                           ...) {
  va_list arguments;
  va_start(arguments, format);
  dueby_io_vtell(reader->options.report, reader->options.context, severity, code, line, 0, format, arguments);
  va_end(arguments);
  return code;
}

dueby_status dueby_rows_say(const struct row_reader *reader, dueby_status code, int64_t line, const char *text) {
  return dueby_rows_has_files(reader) ? dueby_rows_say_in_file(reader, code, line, text)
                                      : report(reader, DUEBY_SEVERITY_ERROR, code, line, "%s", text);
}

/* Returns the line of the current row or, if the rows come from a table, its row number, which does not count the header. */
static int64_t current_row(const struct row_reader *reader) {
  return reader->options.flags & TABLE_FLAGS ? reader->row_of_table : dueby_csv_line(reader->csv);
}

/* Returns the most similar known name as a suggestion. Skips the search if nobody receives messages. */
static const char *nearest(const struct row_reader *reader, const char *(*list)(const dueby_profile *, int32_t), int32_t count,
                           dueby_csv_cell name) {
  return reader->options.report ? dueby_io_nearest(reader->profile, list, count, name.text, name.length) : NULL;
}

static const char *cell_text(const struct row_reader *reader, dueby_csv_cell cell, char *text) {
  dueby_csv_cell_text(cell, reader->options.flags & DUEBY_CASELOAD_SHOW_VALUES, text, WORDS);
  return text;
}

/* ---- reading cells ---- */

static dueby_csv_cell read_odd_cell(struct row_reader *reader, dueby_csv_cell cell) {
  dueby_csv_cell trimmed = dueby_io_trimmed(cell.text, cell.length);
  if (!trimmed.length || (!io_may_be_null(trimmed) && !reader->options.null_count)) return trimmed;
  if (!dueby_csv_cell_is_none(trimmed, reader->options.nulls, reader->options.null_count)) return trimmed;
  notes_add(&reader->notes, DUEBY_FINDING_NULLS, current_row(reader));
  trimmed.length = 0;
  return trimmed;
}

/* Returns a cell without the spaces around it. If the text means "no value", notes that and returns an empty cell. */
static inline dueby_csv_cell read_cell(struct row_reader *reader, dueby_csv_cell cell) {
  int is_as_it_is = !cell.length || (io_is_plain(cell) && !io_may_be_null(cell) && !reader->options.null_count);
  return is_as_it_is ? cell : read_odd_cell(reader, cell);
}

/* Counts a row once, however many of its tags are unknown. */
static void note_unknown_tag(struct row_reader *reader) {
  int64_t line = current_row(reader);
  if (reader->unknown_tag_line != line) notes_add(&reader->notes, DUEBY_FINDING_UNKNOWN_TAGS, line);
  reader->unknown_tag_line = line;
}

/* Copies a name in lower case, as slugs, tags and duties are written. A file may have "Birth" or "Alone". */
static const char *in_small(dueby_csv_cell cell, char *name) {
  int64_t length = cell.length < NAME_MAX ? cell.length : NAME_MAX - 1;
  for (int64_t i = 0; i < length; i++)
    name[i] = (char)(cell.text[i] >= 'A' && cell.text[i] <= 'Z' ? cell.text[i] - 'A' + 'a' : cell.text[i]);
  name[length] = '\0';
  return name;
}

/* The two kinds of name in the tags column, and what a message says if such a name is unknown. */
static const struct unknown_kind {
  char name[8], ignored[40];
  const char *(*list)(const dueby_profile *, int32_t);
  int32_t (*count)(const dueby_profile *);
  profile_finder *find;
} tag_kind = {"tag", "it is ignored", dueby_profile_tag, dueby_profile_tag_count, dueby_profile_find_tag},
  duty_kind = {"duty", "its agreed interval is ignored", dueby_profile_duty, dueby_profile_duty_count, dueby_profile_find_duty};

/* Returns a hint if a tag that is not known may be several tags, with something other than semicolons between them. */
static const char *separator_hint(dueby_csv_cell text) {
  for (int64_t i = 0; i < text.length; i++)
    if (text.text[i] && strchr(",|/+&", text.text[i])) return ". Separate tags with ;";
  return "";
}

static void say_unknown(struct row_reader *reader, const struct unknown_kind *kind, dueby_csv_cell name, int is_strict,
                        char *message) {
  char phrase[WORDS], profiles[WORDS], id[NAME_MAX];
  const char *so = is_strict ? "" : ", so ", *ignored = is_strict ? "" : kind->ignored;
  int32_t elsewhere =
      name.length < NAME_MAX ? dueby_rows_find_elsewhere(reader, kind->find, in_small(name, id), profiles, sizeof profiles) : 0;
  if (elsewhere) {
    snprintf(message, MESSAGE, "these rules do not have the %s %s%s%s. %s: %s", kind->name, id, so, ignored,
             elsewhere == 1 ? "This profile has it" : "These profiles have it", profiles);
    return;
  }
  const char *hint = separator_hint(name), *near = *hint ? NULL : nearest(reader, kind->list, kind->count(reader->profile), name);
  snprintf(message, MESSAGE, "%s is not a %s that dueby knows%s%s%s%s%s%s", cell_text(reader, name, phrase), kind->name, so,
           ignored, hint, near ? ". Did you mean \"" : "", near ? near : "", near ? "\"?" : "");
}

/* Handles a tag or duty that this profile does not define. It may belong to another profile, so it is noted once and ignored; with
 * DUEBY_CASELOAD_STRICT it is an error. Returns 1 if the row is still good. */
static int take_unknown(struct row_reader *reader, struct interned *noted, const struct unknown_kind *kind, dueby_csv_cell name,
                        char *message) {
  int is_strict = (reader->options.flags & DUEBY_CASELOAD_STRICT) != 0;
  int64_t known = noted->count, number = is_strict ? known : dueby_interned_add(noted, name.text, name.length);
  if (number < 0) reader->no_memory = 1;
  if (!is_strict) note_unknown_tag(reader);
  if (number < known) return 1;
  say_unknown(reader, kind, name, is_strict, message);
  if (!is_strict) report(reader, DUEBY_SEVERITY_WARNING, DUEBY_ENOTFOUND, current_row(reader), "%s", message);
  return !is_strict;
}

/* Reads a tag agreed=SPAN or agreed.DUTY=SPAN. Returns 1 if the text is a valid tag of this kind. */
static int read_agreement(struct row_reader *reader, dueby_csv_cell tag, struct row *row, char *message) {
  const char *equals = memchr(tag.text, '=', (size_t)tag.length);
  dueby_csv_cell key = dueby_io_trimmed(tag.text, equals - tag.text),
                 value = dueby_io_trimmed(equals + 1, tag.text + tag.length - equals - 1);
  char id[NAME_MAX], span[NAME_MAX], phrase[WORDS];
  if (row->agreement_count == AGREEMENTS_MAX) {
    snprintf(message, MESSAGE, "tags: more than %d agreed intervals", AGREEMENTS_MAX);
    return 0;
  }
  struct agreement *agreement = &row->agreements[row->agreement_count];
  agreement->duty = -1;
  if (key.length > AGREED_FOR) {
    dueby_csv_cell name = {key.text + AGREED_FOR, key.length - AGREED_FOR};
    if (dueby_profile_find_duty(reader->profile, in_small(name, id), &agreement->duty) != DUEBY_OK)
      return take_unknown(reader, &reader->unknown_duties, &duty_kind, name, message);
  }
  row->agreement_count++; /* the agreement is counted even if its span is wrong */
  if (value.length >= NAME_MAX || dueby_span_parse(in_small(value, span), value.length, &agreement->span) != DUEBY_OK ||
      agreement->span.amount < 1) {
    snprintf(message, MESSAGE, "tags: agreed: %s is not a length of time. Write it like 4 weeks%s",
             cell_text(reader, value, phrase), separator_hint(value));
    return 0;
  }
  return 1;
}

static int read_tags(struct row_reader *reader, dueby_csv_cell cell, struct row *row, char *message) {
  const char *at = cell.text, *end = at + cell.length;
  while (at < end) {
    const char *stop = memchr(at, ';', (size_t)(end - at));
    if (!stop) stop = end;
    dueby_csv_cell tag = dueby_io_trimmed(at, stop - at);
    char name[NAME_MAX];
    int32_t number;
    at = stop + 1;
    if (!tag.length) continue;
    in_small(tag, name);
    int is_agreed = tag.length > 6 && memcmp(name, "agreed", 6) == 0 && (tag.text[6] == '=' || tag.text[6] == '.') &&
                    memchr(tag.text, '=', (size_t)tag.length);
    if (is_agreed) {
      if (!read_agreement(reader, tag, row, message)) return 0;
    } else if (dueby_profile_find_tag(reader->profile, name, &number) == DUEBY_OK) {
      dueby_tags_add(&row->event.tags, number);
    } else if (!take_unknown(reader, &reader->unknown_tags, &tag_kind, tag, message)) {
      return 0;
    }
  }
  return 1;
}

/* The list of events that a message names, in the style of each caller. */
static const char *const list_of_events[] = {[DUEBY_STYLE_OPTIONS] = "dueby events",
                                             [DUEBY_STYLE_ARGUMENTS] = "Profile.events",
                                             [DUEBY_STYLE_R] = "dueby_profile()$events",
                                             [DUEBY_STYLE_JAVASCRIPT] = "Profile.events",
                                             [DUEBY_STYLE_JAVA] = "Profile.events()",
                                             [DUEBY_STYLE_DOTNET] = "Profile.Events",
                                             [DUEBY_STYLE_FORM] = "\"Events that a file can have\""};
enum { STYLES = sizeof list_of_events / sizeof *list_of_events };

/* Returns the event with this name, or -1. */
static int32_t find_event(const struct row_reader *reader, dueby_csv_cell cell) {
  char slug[NAME_MAX];
  int64_t type = dueby_interned_find(&reader->slugs, cell.text, cell.length);
  if (type < 0 && cell.length < NAME_MAX) type = dueby_interned_find(&reader->slugs, in_small(cell, slug), cell.length);
  return (int32_t)type;
}

/* Reads a row's event. Returns 1, or 0 with the reason. On failure, the row gets the event with the most similar name, if there is
 * one. */
static int read_event(struct row_reader *reader, dueby_csv_cell cell, struct row *row, char *message) {
  char phrase[WORDS];
  row->event.type = find_event(reader, cell);
  if (row->event.type > 0) return 1;
  int32_t count = dueby_profile_event_count(reader->profile);
  const char *near =
      cell.length ? dueby_io_nearest(reader->profile, dueby_profile_event_slug, count, cell.text, cell.length) : NULL;
  if (near) row->event.type = find_event(reader, (dueby_csv_cell){near, (int64_t)strlen(near)});
  if (near) tally_add(&reader->notes.misspelt[row->event.type], current_row(reader));
  if (!cell.length) snprintf(message, MESSAGE, "event: the cell is empty");
  else
    snprintf(message, MESSAGE, "event: dueby does not know %s: %s%s%s", cell_text(reader, cell, phrase),
             near ? "did you mean " : "see ", near ? near : list_of_events[reader->options.style], near ? "?" : "");
  return 0;
}

/* ---- reading rows ---- */

static int can_be_case(dueby_csv_cell cell) {
  return cell.length <= DUEBY_NAME_BYTES_MAX && !memchr(cell.text, '\0', (size_t)cell.length);
}

/* True if a row matches the header: it has a cell for every column with a name, and any cells beyond the header are blank. */
static int fits(const struct row_reader *reader, const dueby_csv_cell *cells, int32_t count) {
  if (count > reader->columns) return dueby_io_is_blank_row(cells + reader->columns, count - reader->columns);
  return count >= reader->named_columns;
}

/* Handles a row without a date. Returns 1 for an end that has not happened or an unknown date of birth; otherwise 0 with the
 * reason. */
static int take_no_date(struct row_reader *reader, dueby_csv_cell at, struct row *row, char *message) {
  int is_end = reader->notes.uses[row->event.type] & EVENT_ENDS, is_sentinel = at.length != 0;
  int is_birth = row->event.type == reader->notes.birth;
  if (is_end || is_birth) {
    notes_add(&reader->notes, is_sentinel || is_birth ? DUEBY_FINDING_NO_DATE : DUEBY_FINDING_NOT_ENDED, row->event.row);
    return row->is_left_out = 1;
  }
  if (is_sentinel) snprintf(message, MESSAGE, "at: \"%.*s\" means no date", (int)(at.length < 30 ? at.length : 30), at.text);
  else snprintf(message, MESSAGE, "at: the cell is empty");
  return 0;
}

/* Reads the day of a row. Returns 1 (even if the row is left out), or 0 with the reason. */
static int read_at(struct row_reader *reader, const dueby_csv_cell *cells, struct row *row, char *message) {
  dueby_csv_cell at = read_cell(reader, cells[reader->place[AT]]);
  dueby_when when;
  char wrong[MESSAGE / 2];
  if (!at.length) return take_no_date(reader, at, row, message);
  const dueby_caseload_options *options = &reader->options;
  dueby_status status = dueby_io_read_cell(at, options->date_order, options->flags, options->style, &when, wrong, sizeof wrong);
  if ((status != DUEBY_OK || when.date == DUEBY_DATE_FIRST) && dueby_io_is_sentinel(at))
    return take_no_date(reader, at, row, message);
  if (status != DUEBY_OK) {
    snprintf(message, MESSAGE, "at: %s", wrong);
    if (options->date_order == DUEBY_ORDER_ISO && dueby_io_read_when(at.text, at.length, DUEBY_ORDER_DMY, &when) == DUEBY_OK)
      notes_add(&reader->notes, DUEBY_FINDING_DAY_FIRST, row->event.row);
    return 0;
  }
  row->event.date = when.date;
  row->event.time = when.time;
  return 1;
}

/* Reads the ref of a row. If it cannot be read, the row has no ref. */
static int read_ref(struct row_reader *reader, const dueby_csv_cell *cells, struct row *row, char *message) {
  if (reader->place[REF] >= 0) row->ref = read_cell(reader, cells[reader->place[REF]]);
  if (row->ref.length <= DUEBY_NAME_BYTES_MAX) return 1;
  snprintf(message, MESSAGE, "ref: %lld bytes long; the limit is %d bytes", (long long)row->ref.length, DUEBY_NAME_BYTES_MAX);
  row->ref.length = 0;
  return 0;
}

/* Gives a row every tag except void, because its own tags cannot be read. */
static void take_any_tags(const struct row_reader *reader, struct row *row) {
  for (int i = 0; i < 2; i++) row->event.tags.bits[i] = ~reader->notes.voided.bits[i];
}

static int read_all_tags(struct row_reader *reader, const dueby_csv_cell *cells, struct row *row, char *message) {
  if (reader->place[TAGS] < 0 || read_tags(reader, read_cell(reader, cells[reader->place[TAGS]]), row, message)) return 1;
  take_any_tags(reader, row);
  return 0;
}

/* Marks a bad row as one that may be any event of its case. */
static void take_any_event(struct row *row) {
  row->event.type = 0;
  row->is_any_event = 1;
}

/* Reads only the case and the event of a row whose cells may be shifted, cut off or run together. If the event cell does not name
 * an event, the event may be in another cell. */
static void take_case_and_event(const struct row_reader *reader, dueby_csv_cell name, dueby_csv_cell slug, struct row *row) {
  row->name = can_be_case(name) ? name : (dueby_csv_cell){"", 0};
  row->event.type = find_event(reader, dueby_io_trimmed(slug.text, slug.length));
  if (row->event.type <= 0) take_any_event(row);
  row->event.date = DUEBY_DATE_NONE;
  row->event.time = DUEBY_TIME_NONE;
  take_any_tags(reader, row);
}

/* True if the case cell of a row with too few or too many cells can still be trusted. It can if it comes first, or if it comes
 * before the event cell and that cell has an event. */
static int is_case_in_place(const int32_t *place, const struct row *row) {
  return !place[CASE] || (!row->is_any_event && place[CASE] < place[EVENT]);
}

static void begin_row(const struct row_reader *reader, struct row *row) {
  static const dueby_csv_cell none = {"", 0};
  row->event = (dueby_event){.has = DUEBY_HAS_DATE, .row = current_row(reader)};
  row->is_left_out = row->is_any_event = 0;
  row->agreement_count = 0;
  row->name = row->ref = none;
}

/* Reads the cells of a row. Returns 1, or 0 with the reason. Looks for the case even in a bad row, so that the case is listed for
 * checking. */
static int parse_row(struct row_reader *reader, const dueby_csv_cell *cells, int32_t count, struct row *row, char *message) {
  static const dueby_csv_cell none = {"", 0};
  dueby_csv_cell raw = dueby_csv_raw(reader->csv);
  const int32_t *place = reader->place;
  dueby_csv_cell slug = place[EVENT] < count ? cells[place[EVENT]] : none;
  row->cells = cells;
  if (place[CASE] < count) row->name = read_cell(reader, cells[place[CASE]]);
  if (memchr(raw.text, '\0', (size_t)raw.length)) {
    snprintf(message, MESSAGE, "the row contains a zero byte");
    take_case_and_event(reader, row->name, slug, row);
    return 0;
  }
  if (count != reader->columns && !fits(reader, cells, count)) {
    take_case_and_event(reader, row->name, slug, row);
    if (!is_case_in_place(place, row)) row->name = none;
    dueby_csv_width_text(count, reader->columns, message, MESSAGE);
    return 0;
  }
  if (!row->name.length) {
    snprintf(message, MESSAGE, "case: the cell is empty");
    return 0;
  }
  if (row->name.length > DUEBY_NAME_BYTES_MAX) {
    snprintf(message, MESSAGE, "case: %lld bytes long; the limit is %d bytes", (long long)row->name.length, DUEBY_NAME_BYTES_MAX);
    row->name.length = 0;
    return 0;
  }
  if (!io_is_plain(slug)) slug = dueby_io_trimmed(slug.text, slug.length);
  char ignored[MESSAGE];
  int is_good = read_event(reader, slug, row, message);
  if (row->event.type <= 0 && dueby_csv_cell_is_none(slug, reader->options.nulls, reader->options.null_count)) take_any_event(row);
  else if (row->event.type <= 0) return 0;
  if (is_good) is_good = read_at(reader, cells, row, message);
  if (row->is_left_out) return 1;
  is_good &= read_ref(reader, cells, row, is_good ? message : ignored);
  is_good &= read_all_tags(reader, cells, row, is_good ? message : ignored);
  if (is_good) return 1;
  row->event.date = DUEBY_DATE_NONE;
  row->event.time = DUEBY_TIME_NONE;
  return 0;
}

/* Reports names in a row that are not UTF-8. They are used unchanged, though programs may show them differently. */
static void note_text(struct row_reader *reader) {
  dueby_csv_cell raw = dueby_csv_raw(reader->csv);
  if (reader->noted_not_utf8 || dueby_io_is_utf8(raw.text, raw.length)) return;
  reader->noted_not_utf8 = 1;
  report(reader, DUEBY_SEVERITY_WARNING, DUEBY_ETEXT, current_row(reader), DUEBY_IO_NOT_UTF8);
}

/* Returns a row's value in a carried column; empty if it means "no value". */
dueby_csv_cell dueby_rows_value(struct row_reader *reader, const struct row *row, int32_t carried) {
  if (reader->returned) return row->cells[carried];
  return read_cell(reader, row->cells[reader->carried_place[carried]]);
}

/* Reads the next row that is not blank. The row may have no case. */
static dueby_status next_row(struct row_reader *reader, struct row *row) {
  char message[MESSAGE];
  const dueby_csv_cell *cells;
  int32_t count;
  dueby_status status;
  if (reader->returned) return dueby_rows_next_of_return(reader, row);
  do {
    status = dueby_csv_next(reader->csv, &cells, &count);
    reader->row_of_table++;
  } /* skips rows such as `,,,`, which Excel writes at the end of a table */
  while (status == DUEBY_OK && !io_is_plain(cells[0]) && dueby_io_is_blank_row(cells, count));
  if (status == DUEBY_DONE || status == DUEBY_EFILE || status == DUEBY_EMEMORY) return status;
  reader->rows++;
  note_text(reader);
  begin_row(reader, row);
  if (status != DUEBY_OK) {
    dueby_csv_cell raw = dueby_csv_raw(reader->csv);
    char separator = (char)dueby_csv_separator(reader->csv);
    take_case_and_event(reader, dueby_io_broken_cell(raw, reader->place[CASE], separator),
                        dueby_io_broken_cell(raw, reader->place[EVENT], separator), row);
    snprintf(message, sizeof message, "%s", dueby_csv_reason(status));
  }
  row->is_bad = status != DUEBY_OK || !parse_row(reader, cells, count, row, message);
  if (reader->no_memory) return DUEBY_EMEMORY;
  if (!row->is_bad) return DUEBY_OK;
  reader->bad_rows++;
  notes_add(&reader->notes, DUEBY_FINDING_BAD_ROWS, current_row(reader));
  report(reader, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, current_row(reader), "%s", message);
  return DUEBY_OK;
}

dueby_status dueby_rows_next(struct row_reader *reader, struct row *row) {
  dueby_status status;
  do status = next_row(reader, row);
  while (status == DUEBY_OK && row->is_left_out);
  return status;
}

/* ---- reading the header ---- */

static int header_line(const struct row_reader *reader) {
  return reader->options.flags & TABLE_FLAGS ? 0 : 1;
}

static const char *column_named(const dueby_profile *unused, int32_t column) {
  (void)unused;
  return named_columns[column];
}

/* Writes as many column names as fit, if messages may show values: ". They are called \"child\", \"date\"". */
static void say_columns(const struct row_reader *reader, const dueby_csv_cell *cells, int32_t count, char *text, size_t size) {
  char name[WORDS];
  size_t used = 0;
  *text = '\0';
  for (int32_t i = 0; i < count && used < size && reader->options.flags & DUEBY_CASELOAD_SHOW_VALUES; i++)
    used += (size_t)snprintf(text + used, size - used, "%s%s", i ? ", " : ". They are called ", cell_text(reader, cells[i], name));
}

static dueby_status wrong_header(const struct row_reader *reader, int32_t missing, const dueby_csv_cell *cells, int32_t count) {
  for (int32_t i = 0; i < count; i++) {
    const char *near = dueby_io_nearest(NULL, column_named, NAMED, cells[i].text, cells[i].length);
    if (near && strcmp(near, named_columns[missing]) == 0)
      return report(reader, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, header_line(reader),
                    "no column \"%s\": column %d has a similar name, so rename it", near, (int)i + 1);
  }
  char lacking[40] = "";
  for (int32_t i = CASE; i <= AT; i++) {
    size_t used = strlen(lacking);
    if (reader->place[i] < 0) snprintf(lacking + used, sizeof lacking - used, "%s%s", used ? ", " : "", named_columns[i]);
  }
  if (reader->options.style == DUEBY_STYLE_FORM)
    return report(reader, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, header_line(reader),
                  "dueby does not recognise this file: it is not part of a return, and its first row has no columns called %s. Ask "
                  "whoever makes it to name its columns case, event and at, or choose another file",
                  lacking);
  if (count == 1)
    return report(reader, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, header_line(reader),
                  "the header has 1 column: expected case,event,at, separated by commas, semicolons or tabs");
  char called[MESSAGE];
  say_columns(reader, cells, count, called, sizeof called);
  /* callers in other languages cannot pass their own mappings */
  int has_mappings = reader->options.style == DUEBY_STYLE_OPTIONS || reader->options.style == DUEBY_STYLE_ARGUMENTS;
  return report(
      reader, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, header_line(reader),
      "the header has %d columns but none called %s. dueby needs case, event and at, and can use ref and tags: rename the columns "
      "that hold these%s%s",
      (int)count, lacking, has_mappings ? ", or describe the file in a mapping" : "", called);
}

/* Returns the optional column that a name such as "reference" probably stands for, or -1. */
static int32_t meant_for(dueby_csv_cell name) {
  static const char known[][12] = {"refs", "reference", "references", "refid", "refno", "refnumber", "tag", "taglist"};
  enum { KNOWN = sizeof known / sizeof *known };
  char letters[sizeof *known + 1] = "";
  size_t used = 0;
  for (int64_t i = 0; i < name.length; i++) {
    char c = name.text[i];
    if (c == ' ' || c == '_' || c == '-' || c == '.') continue;
    if (used == sizeof *known) return -1;
    letters[used++] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    letters[used] = '\0';
  }
  for (int i = 0; i < KNOWN; i++)
    if (strcmp(letters, known[i]) == 0) return *letters == 'r' ? REF : TAGS;
  return -1;
}

/* Notes columns whose names resemble optional columns that the file does not have. */
static void note_near_columns(struct row_reader *reader, const dueby_csv_cell *cells) {
  for (int32_t i = 0; i < reader->columns; i++) {
    dueby_csv_cell name = dueby_io_trimmed(cells[i].text, cells[i].length);
    int32_t meant = meant_for(name);
    size_t used = strlen(reader->skipped);
    if (meant < 0 || reader->place[meant] >= 0) continue;
    int length = (int)(name.length < WORDS ? name.length : WORDS);
    report(reader, DUEBY_SEVERITY_WARNING, DUEBY_ENOTFOUND, header_line(reader),
           "column %d is called \"%.*s\", so it is not read as %s: rename it if it holds the %s", (int)i + 1, length, name.text,
           named_columns[meant], meant == REF ? "refs" : "tags");
    notes_add(&reader->notes, DUEBY_FINDING_SKIPPED, header_line(reader));
    snprintf(reader->skipped + used, sizeof reader->skipped - used, "%s%.*s (did you mean %s?)", used ? ", " : "", length,
             name.text, named_columns[meant]);
  }
}

static dueby_status read_header(struct row_reader *reader) {
  const dueby_csv_cell *cells;
  dueby_status status = dueby_csv_next(reader->csv, &cells, &reader->columns);
  if (status == DUEBY_DONE)
    return report(reader, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, 0,
                  "the file is empty: export it again, with the header case,event,at");
  if (status == DUEBY_ETEXT || status == DUEBY_ELIMIT)
    return report(reader, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, header_line(reader), "%s", dueby_csv_reason(status));
  if (status == DUEBY_EFORMAT) return report(reader, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, 0, "%s", dueby_csv_reason(status));
  if (status != DUEBY_OK) return status;
  note_text(reader);
  reader->carried_place = calloc((size_t)reader->columns + 1, sizeof *reader->carried_place);
  if (!reader->carried_place) return DUEBY_EMEMORY;
  for (int32_t i = 0; i < NAMED; i++) reader->place[i] = -1;
  for (int32_t i = 0; i < reader->columns; i++) {
    int32_t named = NAMED;
    if (memchr(cells[i].text, '\0', (size_t)cells[i].length))
      return report(reader, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, header_line(reader), "column %d: its name contains a zero byte",
                    (int)i + 1);
    dueby_csv_cell name = dueby_io_trimmed(cells[i].text, cells[i].length);
    char unnamed[16]; /* a name for a column without one; no file can have this name, because it begins with a zero byte */
    snprintf(unnamed, sizeof unnamed, "x%d", (int)i);
    *unnamed = '\0';
    int64_t number = name.length ? dueby_interned_add(&reader->column_names, name.text, name.length)
                                 : dueby_interned_add(&reader->column_names, unnamed, 1 + (int64_t)strlen(unnamed + 1));
    if (number < 0) return DUEBY_EMEMORY;
    if (!name.length) continue;
    if (number < i)
      return report(reader, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, header_line(reader),
                    "columns %d and %d have the same name: rename one", (int)number + 1, (int)i + 1);
    for (int32_t j = 0; j < NAMED; j++)
      if (dueby_io_is_named(name, named_columns[j])) named = j;
    if (named < NAMED && reader->place[named] >= 0)
      return report(reader, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, header_line(reader),
                    "columns %d and %d have the same name: rename one", (int)reader->place[named] + 1, (int)i + 1);
    reader->named_columns = i + 1;
    if (named < NAMED) reader->place[named] = i;
    else reader->carried_place[reader->carried_count++] = i;
  }
  for (int32_t i = CASE; i <= AT; i++)
    if (reader->place[i] < 0) return wrong_header(reader, i, cells, reader->columns);
  note_near_columns(reader, cells);
  return DUEBY_OK;
}

/* ---- opening a file ---- */

static dueby_status learn_slugs(struct row_reader *reader) {
  for (int32_t i = 0; i < dueby_profile_event_count(reader->profile); i++) {
    /* event 0 is not an event, so its slug is empty */
    const char *known = dueby_profile_event_slug(reader->profile, i), *slug = known ? known : "";
    if (dueby_interned_add(&reader->slugs, slug, (int64_t)strlen(slug)) < 0) return DUEBY_EMEMORY;
  }
  return DUEBY_OK;
}

static dueby_status open_reader(struct row_reader *reader, const dueby_profile *profile, const dueby_caseload_options *options) {
  memset(reader, 0, sizeof *reader);
  reader->profile = profile;
  reader->options = *options;
  if (!options->style) reader->options.style = DUEBY_STYLE_OPTIONS;
  if (options->style < 0 || options->style >= STYLES) return DUEBY_EARGUMENT;
  dueby_status status = learn_slugs(reader);
  return status == DUEBY_OK ? dueby_notes_open(&reader->notes, profile, &reader->slugs, options->as_at) : status;
}

dueby_status dueby_rows_open(struct row_reader *reader, const dueby_profile *profile, dueby_csv_source source, void *context,
                             const dueby_caseload_options *options) {
  dueby_status status = open_reader(reader, profile, options);
  if (status == DUEBY_OK) status = dueby_csv_new(source, context, &reader->csv);
  return status == DUEBY_OK ? read_header(reader) : status;
}

dueby_status dueby_rows_open_from_return(struct row_reader *reader, const dueby_profile *profile, dueby_return *returned,
                                         const dueby_caseload_options *options) {
  dueby_status status = open_reader(reader, profile, options);
  reader->returned = returned;
  reader->notes.is_return = 1;
  return status == DUEBY_OK ? dueby_rows_open_return(reader) : status;
}

void dueby_rows_close(struct row_reader *reader) {
  dueby_csv_free(reader->csv);
  dueby_interned_free(&reader->column_names);
  dueby_interned_free(&reader->slugs);
  dueby_interned_free(&reader->unknown_tags);
  dueby_interned_free(&reader->unknown_duties);
  dueby_notes_close(&reader->notes);
  free(reader->carried_place);
  free(reader->cells);
  dueby_return_free(reader->returned);
}
