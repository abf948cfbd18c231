/* A CSV file of events -> cases: read whole and grouped, or one case at a time where the file has them together. */
#include "dueby/caseload.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diagnose.h"
#include "interned.h"

enum { CASE, EVENT, AT, REF, TAGS, NAMED };
enum {
  MESSAGE = 400,
  WORDS = 128,
  AGREEMENTS_MOST = 16,
  NAME_MOST = 128,
  HASHES_FIRST = 1024,
  AGREED_FOR = 7,
  DAY_LENGTH = 10,
  JOINED = 40
};

static const char *const named_columns[NAMED] = {"case", "event", "at", "ref", "tags"};

/* What a case has besides its events. */
struct folder {
  int64_t bad_rows, first_bad_line;
};

/* The value of a carried column, and when it was said. */
struct carried {
  dueby_when when;
  int64_t text; /* number among the texts; -1: none */
};

/* An agreement for a duty, or with duty -1 for whatever the event starts or meets. */
struct agreement {
  int32_t duty;
  dueby_span span;
};

struct parsed {
  dueby_event event;
  struct agreement agreements[AGREEMENTS_MOST];
  int32_t agreement_count;
  dueby_csv_cell case_cell, ref; /* as long as the row is the reader's last */
};

struct dueby_caseload {
  const dueby_profile *profile;
  dueby_caseload_options options;
  dueby_csv *csv;
  int32_t columns;       /* of the header */
  int32_t place[NAMED];  /* -1: not there */
  int32_t carried_count; /* the other columns */
  int32_t *carried_place;
  struct interned column_names, slugs, strange_tags, strange_duties;
  int64_t rows, bad_rows;
  int64_t *recorded; /* by event type */

  struct interned cases, texts; /* names of cases; refs and carried values */
  struct folder *folders;       /* by case */
  struct carried *carried;      /* by case, carried_count each */
  int64_t folder_capacity;
  dueby_event *events;
  int64_t *case_of; /* by event */
  int64_t count, capacity;
  int64_t *offsets; /* by case, once the file is read and grouped */
  int64_t next;     /* the case to give next */
  int read, ended;

  struct parsed held; /* with DUEBY_BY_CASE: the first row of the case that comes */
  dueby_status held_status;
  const dueby_csv_cell *held_cells;
  int holds;
  uint64_t *seen; /* hashes of the cases given; 0: free */
  int64_t seen_count, seen_slots;

  const char **refs; /* of the case at hand, in order of text */
  int64_t ref_count, ref_capacity;
  int64_t at; /* the case at hand */
};

/* ---- saying ---- */

static dueby_status say(const dueby_caseload *caseload, int32_t severity, dueby_status code, int64_t line, const char *format,
                        ...) {
  dueby_diagnostic what;
  dueby_diagnostics list = {&what, 1, 0};
  va_list arguments;
  va_start(arguments, format);
  dueby_io_vsay(&list, severity, code, line > INT32_MAX ? 0 : (int32_t)line, 0, format, arguments);
  va_end(arguments);
  if (caseload->options.say) caseload->options.say(caseload->options.to, &what);
  return code;
}

static const char *words_of(const dueby_caseload *caseload, dueby_csv_cell cell, char *words) {
  dueby_csv_cell_words(cell, caseload->options.flags & DUEBY_SHOW_VALUES, words, WORDS);
  return words;
}

/* Of the names that `list` gives by index, the nearest to a cell, where it is near; else NULL. */
static const char *nearest(const dueby_profile *profile, const char *(*list)(const dueby_profile *, int32_t), int32_t count,
                           dueby_csv_cell cell) {
  char wanted[NAME_MOST];
  const char *best = NULL;
  int32_t least = 4;
  snprintf(wanted, sizeof wanted, "%.*s", (int)(cell.length < NAME_MOST ? cell.length : NAME_MOST - 1), cell.text);
  for (int32_t i = 0; i < count; i++) {
    int32_t distance = dueby_text_distance(wanted, list(profile, i));
    if (distance >= least) continue;
    least = distance;
    best = list(profile, i);
  }
  return best;
}

/* ---- cells ---- */

static dueby_csv_cell trimmed(const char *text, int64_t length) {
  while (length && (*text == ' ' || *text == '\t')) text++, length--;
  while (length && (text[length - 1] == ' ' || text[length - 1] == '\t')) length--;
  dueby_csv_cell cell = {text, length};
  return cell;
}

static int is_midnight(const dueby_when *when) {
  dueby_date date;
  int32_t second, offset;
  return when->time != DUEBY_TIME_NONE && dueby_time_civil(when->time, &date, &second, &offset) == DUEBY_OK && second == 0;
}

dueby_status dueby_csv_cell_when(dueby_csv_cell cell, int32_t date_order, int32_t flags, dueby_when *when, char *text,
                                 int64_t size) {
  dueby_when read, other;
  dueby_csv_cell iso = cell;
  char joined[JOINED];
  if (date_order == DUEBY_ISO && cell.length > DAY_LENGTH && cell.length <= JOINED && cell.text[DAY_LENGTH] == ' ') {
    memcpy(joined, cell.text, (size_t)cell.length); /* "2026-03-27 14:30:00", as databases write it */
    joined[DAY_LENGTH] = 'T';
    iso.text = joined;
  }
  dueby_status status = dueby_when_parse(iso.text, iso.length, date_order, &read);
  if (status == DUEBY_OK) {
    if (!(flags & DUEBY_MIDNIGHT_IS_TIME) && is_midnight(&read)) read.time = DUEBY_TIME_NONE; /* a day, as databases write it */
    *when = read;
    return status;
  }
  char words[WORDS];
  int32_t other_order = date_order == DUEBY_ISO ? DUEBY_DMY : DUEBY_ISO;
  dueby_csv_cell_words(cell, flags & DUEBY_SHOW_VALUES, words, sizeof words);
  if (status == DUEBY_EHOUR) snprintf(text, (size_t)size, "%s: the clocks go forward over that hour", words);
  else if (status == DUEBY_ECOVERAGE) snprintf(text, (size_t)size, "%s: times of day are known for 1972 to 2100", words);
  else if (dueby_when_parse(cell.text, cell.length, other_order, &other) == DUEBY_OK)
    snprintf(text, (size_t)size, "%s is written the other way: read it with --dates %s", words,
             other_order == DUEBY_DMY ? "dmy" : "iso");
  else
    snprintf(text, (size_t)size, "%s is no date: expected one like %s", words,
             date_order == DUEBY_ISO ? "2026-03-27" : "27/03/2026");
  return status;
}

/* What this profile does not know, and another may: it is said once, and passed over. */
static void note_strange(dueby_caseload *caseload, struct interned *noted, const char *what, dueby_csv_cell name,
                         const char *(*list)(const dueby_profile *, int32_t), int32_t count) {
  char words[WORDS];
  int64_t known = noted->count;
  if (dueby_interned_add(noted, name.text, name.length) < known) return;
  const char *near = nearest(caseload->profile, list, count, name);
  say(caseload, DUEBY_WARNING, DUEBY_ENOTFOUND, dueby_csv_line(caseload->csv), "%s, %s%s%s%s: it is passed over", what,
      words_of(caseload, name, words), near ? ": did you mean \"" : "", near ? near : "", near ? "\"?" : "");
}

/* agreed=SPAN, agreed.DUTY=SPAN; 1: it is one, and right. */
static int read_agreement(dueby_caseload *caseload, dueby_csv_cell tag, struct parsed *row, char *message) {
  const char *equals = memchr(tag.text, '=', (size_t)tag.length);
  dueby_csv_cell key = trimmed(tag.text, equals - tag.text), value = trimmed(equals + 1, tag.text + tag.length - equals - 1);
  char id[NAME_MOST], words[WORDS];
  if (row->agreement_count == AGREEMENTS_MOST) {
    snprintf(message, MESSAGE, "tags: more than %d agreed intervals", AGREEMENTS_MOST);
    return 0;
  }
  struct agreement *agreement = &row->agreements[row->agreement_count];
  agreement->duty = -1;
  if (key.length > AGREED_FOR) {
    dueby_csv_cell name = {key.text + AGREED_FOR, key.length - AGREED_FOR};
    snprintf(id, sizeof id, "%.*s", (int)(name.length < NAME_MOST ? name.length : NAME_MOST - 1), name.text);
    if (dueby_profile_find_duty(caseload->profile, id, &agreement->duty) != DUEBY_OK) {
      note_strange(caseload, &caseload->strange_duties, "interval agreed for an unknown duty", name, dueby_profile_duty,
                   dueby_profile_duties(caseload->profile));
      return 1;
    }
  }
  if (dueby_span_parse(value.text, value.length, &agreement->span) != DUEBY_OK || agreement->span.amount < 1) {
    snprintf(message, MESSAGE, "tags: agreed: %s is no span: expected one like 4 weeks", words_of(caseload, value, words));
    return 0;
  }
  row->agreement_count++;
  return 1;
}

static int read_tags(dueby_caseload *caseload, dueby_csv_cell cell, struct parsed *row, char *message) {
  const char *at = cell.text, *end = at + cell.length;
  while (at < end) {
    const char *stop = memchr(at, ';', (size_t)(end - at));
    if (!stop) stop = end;
    dueby_csv_cell tag = trimmed(at, stop - at);
    char name[NAME_MOST];
    int64_t bit;
    at = stop + 1;
    if (!tag.length) continue;
    int is_agreed = tag.length > 6 && memcmp(tag.text, "agreed", 6) == 0 && (tag.text[6] == '=' || tag.text[6] == '.') &&
                    memchr(tag.text, '=', (size_t)tag.length);
    size_t length = tag.length < NAME_MOST ? (size_t)tag.length : NAME_MOST - 1;
    memcpy(name, tag.text, length);
    name[length] = '\0';
    if (is_agreed) {
      if (!read_agreement(caseload, tag, row, message)) return 0;
    } else if (dueby_profile_find_tag(caseload->profile, name, &bit) == DUEBY_OK) {
      row->event.tags |= bit;
    } else {
      note_strange(caseload, &caseload->strange_tags, "unknown tag", tag, dueby_profile_tag, dueby_profile_tags(caseload->profile));
    }
  }
  return 1;
}

static int read_event(const dueby_caseload *caseload, dueby_csv_cell cell, struct parsed *row, char *message) {
  char words[WORDS];
  int64_t type = dueby_interned_find(&caseload->slugs, cell.text, cell.length);
  row->event.type = (int32_t)type;
  if (type >= 0) return 1;
  const char *near = nearest(caseload->profile, dueby_profile_event_slug, dueby_profile_events(caseload->profile), cell);
  if (!cell.length) snprintf(message, MESSAGE, "event: the cell is empty");
  else
    snprintf(message, MESSAGE, "event: unknown event, %s%s%s%s", words_of(caseload, cell, words), near ? ": did you mean " : "",
             near ? near : "", near ? "?" : ": see dueby events");
  return 0;
}

static int can_be_case(dueby_csv_cell cell) {
  return cell.length <= DUEBY_NAME_BYTES_MOST && !memchr(cell.text, '\0', (size_t)cell.length);
}

/* The case of a row that cannot be split into cells, where the cells up to it can be; else none. */
static dueby_csv_cell case_of_broken_row(dueby_csv_cell raw, int32_t place) {
  static const dueby_csv_cell none = {"", 0};
  const char *at = raw.text, *end = at + raw.length;
  for (;; place--, at++) {
    int quoted = at < end && *at == '"';
    const char *start = at + quoted, *stop = memchr(start, quoted ? '"' : ',', (size_t)(end - start));
    if (!stop && (quoted || place)) return none;
    dueby_csv_cell cell = {start, (stop ? stop : end) - start};
    at = start + cell.length + quoted;
    if (quoted && at < end && *at != ',') return none;
    if (!place) return can_be_case(cell) ? cell : none;
    if (at == end) return none;
  }
}

/* 1, or 0 with the reason. The case is found where it can be, so that it is named as one to check. */
static int parse_row(dueby_caseload *caseload, const dueby_csv_cell *cells, int32_t count, struct parsed *row, char *message) {
  static const dueby_csv_cell none = {"", 0};
  dueby_csv_cell raw = dueby_csv_raw(caseload->csv);
  const int32_t *place = caseload->place;
  dueby_event event = {.time = DUEBY_TIME_NONE, .date = DUEBY_DATE_NONE, .type = -1, .row = dueby_csv_line(caseload->csv)};
  dueby_when when;
  char wrong[MESSAGE / 2];
  row->event = event;
  row->agreement_count = 0;
  row->case_cell = row->ref = none;
  if (place[CASE] < count) row->case_cell = cells[place[CASE]];
  if (memchr(raw.text, '\0', (size_t)raw.length)) {
    snprintf(message, MESSAGE, "the row has a zero byte");
    if (!can_be_case(row->case_cell)) row->case_cell = none;
    return 0;
  }
  if (count != caseload->columns) {
    snprintf(message, MESSAGE, "%d cells, and the header has %d", (int)count, (int)caseload->columns);
    return 0;
  }
  if (!row->case_cell.length) {
    snprintf(message, MESSAGE, "case: the cell is empty");
    return 0;
  }
  if (row->case_cell.length > DUEBY_NAME_BYTES_MOST) {
    snprintf(message, MESSAGE, "case: %lld bytes, and %d are the most", (long long)row->case_cell.length, DUEBY_NAME_BYTES_MOST);
    row->case_cell.length = 0;
    return 0;
  }
  if (!read_event(caseload, cells[place[EVENT]], row, message)) return 0;
  if (!cells[place[AT]].length) {
    snprintf(message, MESSAGE, "at: the cell is empty");
    return 0;
  }
  if (dueby_csv_cell_when(cells[place[AT]], caseload->options.date_order, caseload->options.flags, &when, wrong, sizeof wrong) !=
      DUEBY_OK) {
    snprintf(message, MESSAGE, "at: %s", wrong);
    return 0;
  }
  row->event.date = when.date;
  row->event.time = when.time;
  if (place[REF] >= 0) row->ref = cells[place[REF]];
  if (row->ref.length > DUEBY_NAME_BYTES_MOST) {
    snprintf(message, MESSAGE, "ref: %lld bytes, and %d are the most", (long long)row->ref.length, DUEBY_NAME_BYTES_MOST);
    return 0;
  }
  return place[TAGS] < 0 || read_tags(caseload, cells[place[TAGS]], row, message);
}

/* ---- keeping what was read ---- */

static dueby_status make_folders(dueby_caseload *caseload, int64_t wanted) {
  int64_t capacity = caseload->folder_capacity ? caseload->folder_capacity : 64;
  while (capacity < wanted) capacity *= 2;
  if (capacity == caseload->folder_capacity) return DUEBY_OK;
  struct folder *folders = realloc(caseload->folders, (size_t)capacity * sizeof *folders);
  if (!folders) return DUEBY_EMEMORY;
  caseload->folders = folders;
  size_t each = (size_t)caseload->carried_count;
  struct carried *carried = realloc(caseload->carried, ((size_t)capacity * each + 1) * sizeof *carried);
  if (!carried) return DUEBY_EMEMORY;
  caseload->carried = carried;
  caseload->folder_capacity = capacity;
  return DUEBY_OK;
}

/* The number of the row's case, which may be new; -1: no memory. */
static int64_t case_number(dueby_caseload *caseload, dueby_csv_cell cell) {
  int64_t known = caseload->cases.count;
  if (caseload->count) { /* mostly the case of the row before */
    int64_t last = caseload->case_of[caseload->count - 1];
    const char *name = interned_at(&caseload->cases, last);
    if (strncmp(name, cell.text, (size_t)cell.length) == 0 && !name[cell.length]) return last;
  }
  int64_t number = dueby_interned_add(&caseload->cases, cell.text, cell.length);
  if (number < known) return number;
  if (make_folders(caseload, caseload->cases.count) != DUEBY_OK) return -1;
  memset(&caseload->folders[number], 0, sizeof *caseload->folders);
  for (int32_t i = 0; i < caseload->carried_count; i++) {
    struct carried none = {{DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0}, -1};
    caseload->carried[number * caseload->carried_count + i] = none;
  }
  return number;
}

static dueby_status add_event(dueby_caseload *caseload, int64_t number, const dueby_event *event) {
  if (caseload->count == caseload->capacity) {
    int64_t capacity = caseload->capacity ? caseload->capacity * 2 : 256;
    dueby_event *events = realloc(caseload->events, (size_t)capacity * sizeof *events);
    if (!events) return DUEBY_EMEMORY;
    caseload->events = events;
    int64_t *case_of = realloc(caseload->case_of, (size_t)capacity * sizeof *case_of);
    if (!case_of) return DUEBY_EMEMORY;
    caseload->case_of = case_of;
    caseload->capacity = capacity;
  }
  caseload->events[caseload->count] = *event;
  caseload->case_of[caseload->count++] = number;
  return DUEBY_OK;
}

/* Which of two values of a case is shown: the one said later, and of one moment always the same, in whatever order they stand. */
static int replaces(const dueby_caseload *caseload, const struct carried *old, const struct carried *new) {
  if (old->text < 0 || new->when.date != old->when.date) return old->text < 0 || new->when.date > old->when.date;
  if (new->when.time != old->when.time) return new->when.time > old->when.time;
  return strcmp(interned_at(&caseload->texts, new->text), interned_at(&caseload->texts, old->text)) > 0;
}

static dueby_status carry(dueby_caseload *caseload, int64_t number, const struct parsed *row, const dueby_csv_cell *cells) {
  for (int32_t i = 0; i < caseload->carried_count; i++) {
    dueby_csv_cell cell = cells[caseload->carried_place[i]];
    if (!cell.length) continue;
    struct carried *at = &caseload->carried[number * caseload->carried_count + i];
    struct carried new = {{row->event.time, row->event.date, 0}, dueby_interned_add(&caseload->texts, cell.text, cell.length)};
    if (new.text < 0) return DUEBY_EMEMORY;
    if (replaces(caseload, at, &new)) *at = new;
  }
  return DUEBY_OK;
}

static dueby_status add_agreements(dueby_caseload *caseload, int64_t number, const struct parsed *row, dueby_event *event) {
  dueby_status status = DUEBY_OK;
  for (int32_t i = 0; i < row->agreement_count && status == DUEBY_OK; i++) {
    const struct agreement *agreement = &row->agreements[i];
    dueby_event agreed = *event;
    if (agreement->duty < 0 && !event->agreed.unit) {
      event->agreed = agreement->span;
      continue;
    }
    if (agreement->duty >= 0) {
      agreed.type = DUEBY_AGREED_FOR(agreement->duty);
      agreed.tags = 0;
    }
    agreed.agreed = agreement->span; /* a second one for the event itself: rows alike are one event */
    status = add_event(caseload, number, &agreed);
  }
  return status;
}

static dueby_status add_row(dueby_caseload *caseload, const struct parsed *row, const dueby_csv_cell *cells) {
  int64_t number = case_number(caseload, row->case_cell);
  dueby_event event = row->event;
  if (number < 0) return DUEBY_EMEMORY;
  if (row->ref.length) {
    event.ref = dueby_interned_add(&caseload->texts, row->ref.text, row->ref.length) + 1;
    if (!event.ref) return DUEBY_EMEMORY;
  }
  dueby_status status = add_agreements(caseload, number, row, &event);
  if (status == DUEBY_OK) status = add_event(caseload, number, &event);
  caseload->recorded[event.type]++;
  return status == DUEBY_OK ? carry(caseload, number, row, cells) : status;
}

static dueby_status add_bad_row(dueby_caseload *caseload, const struct parsed *row) {
  if (!row->case_cell.length) return DUEBY_OK;
  int64_t number = case_number(caseload, row->case_cell);
  if (number < 0) return DUEBY_EMEMORY;
  struct folder *folder = &caseload->folders[number];
  if (!folder->bad_rows++) folder->first_bad_line = row->event.row;
  return DUEBY_OK;
}

/* ---- rows ---- */

static const char *csv_reason(dueby_status status) {
  return status == DUEBY_ELIMIT ? "a row of more than 1 MiB or 4096 cells"
                                : "a quoted cell that is not closed, or has text after its closing quote";
}

/* The next row. DUEBY_OK: parsed; DUEBY_ETEXT: it cannot be read, which has been said; DUEBY_MISSING: the end. */
static dueby_status next_row(dueby_caseload *caseload, struct parsed *row, const dueby_csv_cell **cells) {
  char message[MESSAGE];
  int32_t count = 0;
  dueby_status status = dueby_csv_next(caseload->csv, cells, &count);
  if (status == DUEBY_MISSING || status == DUEBY_EFILE || status == DUEBY_EMEMORY) return status;
  caseload->rows++;
  if (status != DUEBY_OK) {
    row->case_cell = case_of_broken_row(dueby_csv_raw(caseload->csv), caseload->place[CASE]);
    row->event.row = dueby_csv_line(caseload->csv);
    snprintf(message, sizeof message, "%s", csv_reason(status));
  } else if (parse_row(caseload, *cells, count, row, message)) {
    return DUEBY_OK;
  }
  caseload->bad_rows++;
  return say(caseload, DUEBY_ERROR, DUEBY_ETEXT, dueby_csv_line(caseload->csv), "%s", message);
}

static dueby_status keep_row(dueby_caseload *caseload, dueby_status parsed, const struct parsed *row, const dueby_csv_cell *cells) {
  return parsed == DUEBY_OK ? add_row(caseload, row, cells) : add_bad_row(caseload, row);
}

/* ---- the whole file, grouped ---- */

static dueby_status group_events(dueby_caseload *caseload) {
  int64_t cases = caseload->cases.count, in_order = 1;
  caseload->offsets = calloc((size_t)cases + 2, sizeof *caseload->offsets);
  if (!caseload->offsets) return DUEBY_EMEMORY;
  int64_t *first = caseload->offsets;
  for (int64_t i = 0; i < caseload->count; i++) {
    first[caseload->case_of[i] + 1]++;
    if (i && caseload->case_of[i] < caseload->case_of[i - 1]) in_order = 0;
  }
  for (int64_t i = 1; i <= cases; i++) first[i] += first[i - 1];
  if (in_order) return DUEBY_OK;
  dueby_event *grouped = malloc((size_t)caseload->count * sizeof *grouped);
  if (!grouped) return DUEBY_EMEMORY;
  for (int64_t i = 0; i < caseload->count; i++) grouped[first[caseload->case_of[i]]++] = caseload->events[i];
  for (int64_t i = cases; i > 0; i--) first[i] = first[i - 1];
  first[0] = 0;
  free(caseload->events);
  caseload->events = grouped;
  return DUEBY_OK;
}

dueby_status dueby_caseload_read(dueby_caseload *caseload) {
  struct parsed row;
  const dueby_csv_cell *cells = NULL;
  if (caseload->read || caseload->options.flags & DUEBY_BY_CASE) return DUEBY_OK;
  for (;;) {
    dueby_status status = next_row(caseload, &row, &cells);
    if (status == DUEBY_MISSING) break;
    if (status != DUEBY_OK && status != DUEBY_ETEXT) return status;
    status = keep_row(caseload, status, &row, cells);
    if (status != DUEBY_OK) return status;
  }
  caseload->read = 1;
  return group_events(caseload);
}

/* ---- one case at a time ---- */

/* 0: it was there; -1: no memory. The hash stands for the name: two names of one hash are not to be met. */
static int remember(dueby_caseload *caseload, uint64_t hash) {
  if (caseload->seen_count * 2 >= caseload->seen_slots) {
    int64_t old = caseload->seen_slots, slots = old ? old * 2 : HASHES_FIRST;
    uint64_t *seen = calloc((size_t)slots, sizeof *seen), *was = caseload->seen;
    if (!seen) return -1;
    caseload->seen = seen;
    caseload->seen_slots = slots;
    caseload->seen_count = 0;
    for (int64_t i = 0; i < old; i++)
      if (was[i]) remember(caseload, was[i]);
    free(was);
  }
  uint64_t mask = (uint64_t)caseload->seen_slots - 1, slot = hash & mask;
  for (; caseload->seen[slot]; slot = (slot + 1) & mask)
    if (caseload->seen[slot] == hash) return 0;
  caseload->seen[slot] = hash;
  caseload->seen_count++;
  return 1;
}

static int is_case_at_hand(const dueby_caseload *caseload, dueby_csv_cell cell) {
  return !cell.length || !caseload->cases.count || dueby_interned_find(&caseload->cases, cell.text, cell.length) >= 0;
}

static dueby_status read_case(dueby_caseload *caseload) {
  struct parsed row = caseload->held;
  const dueby_csv_cell *cells = caseload->held_cells;
  dueby_status status = caseload->held_status;
  caseload->count = 0;
  dueby_interned_clear(&caseload->cases);
  dueby_interned_clear(&caseload->texts);
  if (!caseload->holds) status = next_row(caseload, &row, &cells);
  caseload->holds = 0;
  while (status == DUEBY_OK || status == DUEBY_ETEXT) {
    if (!is_case_at_hand(caseload, row.case_cell)) {
      caseload->held = row;
      caseload->held_cells = cells;
      caseload->held_status = status;
      caseload->holds = 1;
      break;
    }
    status = keep_row(caseload, status, &row, cells);
    if (status == DUEBY_OK) status = next_row(caseload, &row, &cells);
  }
  if (status != DUEBY_OK && status != DUEBY_ETEXT && status != DUEBY_MISSING) return status;
  if (!caseload->cases.count) return DUEBY_MISSING;
  const char *name = interned_at(&caseload->cases, 0);
  uint64_t hash = dueby_interned_hash(name, (int64_t)strlen(name));
  int is_new = remember(caseload, hash ? hash : 1);
  if (is_new < 0) return DUEBY_EMEMORY;
  if (is_new) return DUEBY_OK;
  int64_t line = caseload->count ? caseload->events[0].row : caseload->folders[0].first_bad_line;
  return say(caseload, DUEBY_ERROR, DUEBY_EFORMAT, line, "a case that has been before comes back: the file is not sorted by case");
}

/* ---- giving cases ---- */

static int compare_texts(const void *left, const void *right) {
  return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Refs become numbers in the order of their texts, so that nothing hangs on the order of the file. */
static dueby_status number_refs(dueby_caseload *caseload, dueby_event *events, int64_t count) {
  int64_t kept = 0;
  caseload->ref_count = 0;
  if (count > caseload->ref_capacity) {
    const char **refs = realloc(caseload->refs, (size_t)count * 2 * sizeof *refs);
    if (!refs) return DUEBY_EMEMORY;
    caseload->refs = refs;
    caseload->ref_capacity = count * 2;
  }
  const char **refs = caseload->refs;
  for (int64_t i = 0; i < count; i++)
    if (events[i].ref) refs[kept++] = interned_at(&caseload->texts, events[i].ref - 1);
  if (!kept) return DUEBY_OK;
  qsort(refs, (size_t)kept, sizeof *refs, compare_texts);
  for (int64_t i = 0; i < kept; i++)
    if (!i || refs[i] != refs[caseload->ref_count - 1]) refs[caseload->ref_count++] = refs[i];
  for (int64_t i = 0; i < count; i++) {
    if (!events[i].ref) continue;
    const char *text = interned_at(&caseload->texts, events[i].ref - 1);
    const char **found = bsearch(&text, refs, (size_t)caseload->ref_count, sizeof *refs, compare_texts);
    events[i].ref = found - refs + 1;
  }
  return DUEBY_OK;
}

dueby_status dueby_caseload_next(dueby_caseload *caseload, dueby_case *next) {
  int by_case = caseload->options.flags & DUEBY_BY_CASE;
  if (caseload->ended) return DUEBY_MISSING;
  dueby_status status = by_case ? read_case(caseload) : dueby_caseload_read(caseload);
  if (status == DUEBY_OK && !by_case && caseload->next == caseload->cases.count) status = DUEBY_MISSING;
  if (status != DUEBY_OK) {
    caseload->ended = 1;
    return status;
  }
  int64_t number = by_case ? 0 : caseload->next++;
  int64_t first = by_case ? 0 : caseload->offsets[number], end = by_case ? caseload->count : caseload->offsets[number + 1];
  const struct folder *folder = &caseload->folders[number];
  dueby_event *events = end > first ? caseload->events + first : NULL;
  status = number_refs(caseload, events, end - first);
  if (status != DUEBY_OK) {
    caseload->ended = 1; /* a case is never passed over */
    return status;
  }
  caseload->at = number;
  dueby_case given = {interned_at(&caseload->cases, number), events, end - first, folder->bad_rows, folder->first_bad_line};
  *next = given;
  return DUEBY_OK;
}

const char *dueby_caseload_ref(const dueby_caseload *caseload, int64_t ref) {
  return ref > 0 && ref <= caseload->ref_count ? caseload->refs[ref - 1] : NULL;
}

int32_t dueby_caseload_columns(const dueby_caseload *caseload) {
  return caseload->carried_count;
}

const char *dueby_caseload_column(const dueby_caseload *caseload, int32_t column) {
  return column < 0 || column >= caseload->carried_count ? NULL
                                                         : interned_at(&caseload->column_names, caseload->carried_place[column]);
}

const char *dueby_caseload_value(const dueby_caseload *caseload, int32_t column) {
  if (column < 0 || column >= caseload->carried_count) return NULL;
  int64_t text = caseload->carried[caseload->at * caseload->carried_count + column].text;
  return text < 0 ? "" : interned_at(&caseload->texts, text);
}

int64_t dueby_caseload_rows(const dueby_caseload *caseload) {
  return caseload->rows;
}

int64_t dueby_caseload_bad_rows(const dueby_caseload *caseload) {
  return caseload->bad_rows;
}

int64_t dueby_caseload_recorded(const dueby_caseload *caseload, int32_t event) {
  return event < 0 || event >= dueby_profile_events(caseload->profile) ? 0 : caseload->recorded[event];
}

/* ---- opening ---- */

static const char *column_named(const dueby_profile *unused, int32_t column) {
  (void)unused;
  return named_columns[column];
}

static dueby_status wrong_header(const dueby_caseload *caseload, int32_t missing, const dueby_csv_cell *cells, int32_t count) {
  for (int32_t i = 0; i < count; i++) {
    const char *near = nearest(NULL, column_named, NAMED, cells[i]);
    if (near && strcmp(near, named_columns[missing]) == 0)
      return say(caseload, DUEBY_ERROR, DUEBY_ETEXT, 1, "no column \"%s\": column %d has a name like it", near, (int)i + 1);
  }
  return say(caseload, DUEBY_ERROR, DUEBY_ETEXT, 1,
             "no column \"%s\" among the %d of the header: expected case,event,at and perhaps ref,tags", named_columns[missing],
             (int)count);
}

static dueby_status read_header(dueby_caseload *caseload) {
  const dueby_csv_cell *cells;
  dueby_status status = dueby_csv_next(caseload->csv, &cells, &caseload->columns);
  if (status == DUEBY_MISSING)
    return say(caseload, DUEBY_ERROR, DUEBY_ETEXT, 0, "the file is empty: expected the header case,event,at");
  if (status == DUEBY_ETEXT || status == DUEBY_ELIMIT) return say(caseload, DUEBY_ERROR, DUEBY_ETEXT, 1, "%s", csv_reason(status));
  if (status != DUEBY_OK) return status;
  caseload->carried_place = calloc((size_t)caseload->columns + 1, sizeof *caseload->carried_place);
  if (!caseload->carried_place) return DUEBY_EMEMORY;
  for (int32_t i = 0; i < NAMED; i++) caseload->place[i] = -1;
  for (int32_t i = 0; i < caseload->columns; i++) {
    int32_t named = NAMED;
    if (memchr(cells[i].text, '\0', (size_t)cells[i].length))
      return say(caseload, DUEBY_ERROR, DUEBY_ETEXT, 1, "column %d: its name has a zero byte", (int)i + 1);
    int64_t number = dueby_interned_add(&caseload->column_names, cells[i].text, cells[i].length);
    if (number < 0) return DUEBY_EMEMORY;
    if (number < i)
      return say(caseload, DUEBY_ERROR, DUEBY_ETEXT, 1, "columns %d and %d have the same name", (int)number + 1, (int)i + 1);
    for (int32_t j = 0; j < NAMED; j++)
      if (strcmp(interned_at(&caseload->column_names, i), named_columns[j]) == 0) named = j;
    if (named < NAMED) caseload->place[named] = i;
    else caseload->carried_place[caseload->carried_count++] = i;
  }
  for (int32_t i = CASE; i <= AT; i++)
    if (caseload->place[i] < 0) return wrong_header(caseload, i, cells, caseload->columns);
  return DUEBY_OK;
}

static dueby_status learn_slugs(dueby_caseload *caseload) {
  int32_t events = dueby_profile_events(caseload->profile);
  caseload->recorded = calloc((size_t)events + 1, sizeof *caseload->recorded);
  if (!caseload->recorded) return DUEBY_EMEMORY;
  for (int32_t i = 0; i < events; i++) {
    const char *slug = dueby_profile_event_slug(caseload->profile, i);
    if (dueby_interned_add(&caseload->slugs, slug, (int64_t)strlen(slug)) < 0) return DUEBY_EMEMORY;
  }
  return DUEBY_OK;
}

dueby_status dueby_caseload_new(const dueby_profile *profile, dueby_csv_source source, void *context,
                                const dueby_caseload_options *options, dueby_caseload **caseload) {
  dueby_caseload *made = calloc(1, sizeof *made);
  if (!made) return DUEBY_EMEMORY;
  made->profile = profile;
  made->options = *options;
  dueby_status status = dueby_csv_new(source, context, &made->csv);
  if (status == DUEBY_OK) status = learn_slugs(made);
  if (status == DUEBY_OK) status = read_header(made);
  if (status == DUEBY_OK) *caseload = made;
  else dueby_caseload_free(made);
  return status;
}

void dueby_caseload_free(dueby_caseload *caseload) {
  if (!caseload) return;
  dueby_csv_free(caseload->csv);
  dueby_interned_free(&caseload->column_names);
  dueby_interned_free(&caseload->slugs);
  dueby_interned_free(&caseload->strange_tags);
  dueby_interned_free(&caseload->strange_duties);
  dueby_interned_free(&caseload->cases);
  dueby_interned_free(&caseload->texts);
  free(caseload->carried_place);
  free(caseload->recorded);
  free(caseload->folders);
  free(caseload->carried);
  free(caseload->events);
  free(caseload->case_of);
  free(caseload->offsets);
  free(caseload->seen);
  free(caseload->refs);
  free(caseload);
}
