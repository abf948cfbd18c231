/* Reads the events of a file as cases. Either the whole file is read and grouped, or a file sorted by case is read one case at a
 * time. */
#include "dueby/caseload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "caseload_internal.h"
#include "input.h"
#include "return_internal.h"
#include "written_date.h"

/* The data of a case, without its events. */
struct case_record {
  struct tally bad;     /* the case's rows that could not be read */
  int64_t unread_count; /* number of events that could not be read; they are stored last, and have no day of their own */
  int has_unread;
  int64_t last_line; /* line of the case's last row, if the case's name was shortened */
  int is_shortened;  /* 1 if Excel has shortened the case's name: several cases may have become one */
};

/* The value of a carried column, and the time of the event in the same row. */
struct carried {
  dueby_when when;
  int64_t text; /* number of the value in `texts`; -1 if there is none */
};

struct dueby_caseload {
  struct row_reader reader;
  int by_case;
  int64_t *counts;   /* number of rows for each event type */
  uint8_t *recorded; /* for each event type, 0 if it has no row on or before as-at (dueby_recorded_add) */

  struct interned cases, texts; /* sets of strings: case names; refs and carried values */
  struct case_record *records;  /* a record for each case */
  struct carried *carried;      /* carried_count values for each case */
  int64_t record_capacity;
  dueby_event *events;
  int64_t *case_of; /* the case of each event */
  int64_t count, capacity;
  int64_t *offsets; /* index of the first event in each case, once the file is read and grouped */
  int64_t next;     /* index of the next case to return */
  int read, ended;

  struct row row;       /* the last row that was read */
  int holds;            /* 1 if the row belongs to the next case, so it is not stored yet */
  struct interned seen; /* names of the cases returned so far */

  const char **columns, **values; /* names of the carried columns, and their values for the current case */
  const char **refs;              /* refs of the current case, in byte order */
  int64_t ref_count, ref_capacity;
  int64_t at;  /* index of the current case */
  void *owned; /* memory that is freed with the caseload */
};

/* ---- storing rows ---- */

static dueby_status make_records(dueby_caseload *caseload, int64_t wanted) {
  int64_t capacity = caseload->record_capacity ? caseload->record_capacity : 64;
  while (capacity < wanted) capacity *= 2;
  if (capacity == caseload->record_capacity) return DUEBY_OK;
  struct case_record *records = realloc(caseload->records, (size_t)capacity * sizeof *records);
  if (!records) return DUEBY_EMEMORY;
  caseload->records = records;
  size_t each = (size_t)caseload->reader.carried_count;
  struct carried *carried = realloc(caseload->carried, ((size_t)capacity * each + 1) * sizeof *carried);
  if (!carried) return DUEBY_EMEMORY;
  caseload->carried = carried;
  caseload->record_capacity = capacity;
  return DUEBY_OK;
}

/* Returns the number of the case named in a cell, which may be a new case, or -1 if out of memory. */
static int64_t case_number(dueby_caseload *caseload, dueby_csv_cell cell) {
  int64_t known = caseload->cases.count;
  if (caseload->count) { /* first tries the previous row's case, which is usually the same */
    int64_t last = caseload->case_of[caseload->count - 1];
    if (interned_is(&caseload->cases, last, cell.text, cell.length)) return last;
  }
  int64_t number = dueby_interned_add(&caseload->cases, cell.text, cell.length);
  if (number < known) return number;
  if (make_records(caseload, caseload->cases.count) != DUEBY_OK) return -1;
  memset(&caseload->records[number], 0, sizeof *caseload->records);
  caseload->records[number].is_shortened = dueby_io_is_shortened(cell);
  for (int32_t i = 0; i < caseload->reader.carried_count; i++) {
    struct carried none = {{DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0}, -1};
    caseload->carried[number * caseload->reader.carried_count + i] = none;
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

/* True if a new value of a carried column replaces the case's old one. The later value wins. If both have the same time, the
 * greater string wins, so that row order does not matter. */
static int replaces(const dueby_caseload *caseload, const struct carried *old, const struct carried *new) {
  if (old->text < 0 || new->when.date != old->when.date) return old->text < 0 || new->when.date > old->when.date;
  if (new->when.time != old->when.time || new->text == old->text) return new->when.time > old->when.time;
  return strcmp(interned_at(&caseload->texts, new->text), interned_at(&caseload->texts, old->text)) > 0;
}

static dueby_status carry(dueby_caseload *caseload, int64_t number, const struct row *row) {
  for (int32_t i = 0; i < caseload->reader.carried_count; i++) {
    dueby_csv_cell cell = dueby_rows_value(&caseload->reader, row, i);
    if (!cell.length) continue;
    struct carried *at = &caseload->carried[number * caseload->reader.carried_count + i];
    struct carried new = {{row->event.time, row->event.date, 0}, at->text};
    int is_known = at->text >= 0 && interned_is(&caseload->texts, at->text, cell.text, cell.length);
    if (!is_known) new.text = dueby_interned_add(&caseload->texts, cell.text, cell.length);
    if (new.text < 0) return DUEBY_EMEMORY;
    if (replaces(caseload, at, &new)) *at = new;
  }
  return DUEBY_OK;
}

static dueby_status add_agreements(dueby_caseload *caseload, int64_t number, const struct row *row, dueby_event *event) {
  dueby_status status = DUEBY_OK;
  for (int32_t i = 0; i < row->agreement_count && status == DUEBY_OK; i++) {
    const struct agreement *agreement = &row->agreements[i];
    dueby_event agreed = *event;
    if (agreement->duty < 0 && !event->agreed.unit) {
      event->agreed = agreement->span;
      continue;
    }
    /* an agreement keeps its event's tags, which may include `void` */
    if (agreement->duty >= 0) agreed.type = DUEBY_EVENT_AGREED_FOR(agreement->duty);
    agreed.agreed = agreement->span; /* the agreement is also an event in its own right; equal events are merged later */
    status = add_event(caseload, number, &agreed);
  }
  return status;
}

/* Stores a row's event, and any interval that was agreed at it. */
static dueby_status add_events(dueby_caseload *caseload, int64_t number, const struct row *row) {
  dueby_event event = row->event;
  if (row->ref.length) {
    event.ref = dueby_interned_add(&caseload->texts, row->ref.text, row->ref.length) + 1;
    if (!event.ref) return DUEBY_EMEMORY;
  }
  dueby_status status = add_agreements(caseload, number, row, &event);
  return status == DUEBY_OK ? add_event(caseload, number, &event) : status;
}

/* True if an event has happened. Void rows, and rows after the as-at day, count as if they were not in the file. */
static int has_happened(const dueby_caseload *caseload, const dueby_event *event) {
  const struct notes *notes = &caseload->reader.notes;
  return !notes_is_void(notes, event) && (notes->as_at == DUEBY_DATE_NONE || event->date <= notes->as_at);
}

static dueby_status add_row(dueby_caseload *caseload, int64_t number, const struct row *row) {
  dueby_status status = add_events(caseload, number, row);
  caseload->counts[row->event.type]++;
  const dueby_profile *profile = caseload->reader.profile;
  int32_t also = dueby_profile_event_parent(profile, row->event.type);
  if (also) caseload->counts[also]++;
  if (has_happened(caseload, &row->event)) dueby_recorded_add(profile, &row->event, caseload->recorded);
  return status == DUEBY_OK ? carry(caseload, number, row) : status;
}

static dueby_status add_bad_row(dueby_caseload *caseload, const struct row *row) {
  if (!row->name.length) return DUEBY_OK;
  int64_t number = case_number(caseload, row->name);
  if (number < 0) return DUEBY_EMEMORY;
  struct case_record *record = &caseload->records[number];
  tally_add(&record->bad, row->event.row);
  return row->event.type > 0 || row->is_any_event ? add_events(caseload, number, row) : DUEBY_OK;
}

static dueby_status add_unread(dueby_caseload *caseload, const struct row *row) {
  int64_t number = case_number(caseload, row->name);
  if (number < 0) return DUEBY_EMEMORY;
  caseload->records[number].has_unread = 1;
  return add_events(caseload, number, row);
}

/* Adds a row's event as unreadable and counts the row as bad, because it is unclear which case the row belongs to. The row then
 * cannot make anything late or in time. */
static dueby_status add_doubtful(dueby_caseload *caseload, int64_t number, const struct row *row) {
  struct case_record *record = &caseload->records[number];
  struct row doubtful = *row;
  int32_t also = dueby_profile_event_parent(caseload->reader.profile, row->event.type);
  if (has_happened(caseload, &row->event)) caseload->recorded[row->event.type] = caseload->recorded[also] = 1;
  doubtful.event.date = DUEBY_DATE_NONE;
  doubtful.event.time = DUEBY_TIME_NONE;
  caseload->counts[row->event.type]++;
  int is_more = caseload->reader.returned && row->event.row && record->last_line == row->event.row;
  record->last_line = row->event.row;
  if (is_more) return add_events(caseload, number, &doubtful); /* a row counts once, however many events it has */
  caseload->reader.bad_rows++;
  notes_add(&caseload->reader.notes, DUEBY_FINDING_BAD_ROWS, row->event.row);
  return add_bad_row(caseload, &doubtful);
}

static dueby_status keep_row(dueby_caseload *caseload, const struct row *row) {
  if (row->is_unread) return add_unread(caseload, row);
  if (row->is_bad) return add_bad_row(caseload, row);
  int64_t number = case_number(caseload, row->name);
  if (number < 0) return DUEBY_EMEMORY;
  return caseload->records[number].is_shortened ? add_doubtful(caseload, number, row) : add_row(caseload, number, row);
}

/* ---- reading the whole file, grouped by case ---- */

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

static int are_alike(const char *left, const char *right) {
  return dueby_name_find(&left, 1, right) == 0;
}

/* Notes two refs of a case that differ only by zeros, spaces or capitals, because two tables may write the same ref differently.
 * Only compares the case's first few refs. */
static void look_at_refs(dueby_caseload *caseload, const dueby_event *events, int64_t count) {
  enum { REFS_MAX = 32 };
  int64_t refs[REFS_MAX], rows[REFS_MAX], known = 0;
  int may_be = 0;
  for (int64_t i = 0; i < count && known < REFS_MAX; i++) {
    int64_t at = 0;
    while (at < known && refs[at] != events[i].ref) at++;
    if (!events[i].ref || at < known) continue;
    rows[known] = events[i].row;
    refs[known++] = events[i].ref;
    may_be |= dueby_notes_may_be_similar(interned_at(&caseload->texts, events[i].ref - 1));
  }
  for (int64_t i = 1; i < known && may_be; i++)
    for (int64_t j = 0; j < i; j++)
      if (dueby_notes_are_similar(interned_at(&caseload->texts, refs[i] - 1), interned_at(&caseload->texts, refs[j] - 1))) {
        notes_add(&caseload->reader.notes, DUEBY_FINDING_SIMILAR_REFS, rows[i]);
        tally_line(&caseload->reader.notes.kinds[DUEBY_FINDING_SIMILAR_REFS], rows[j]);
        return;
      }
}

/* Moves the events of unreadable rows to the end. Otherwise keeps their order. */
static dueby_status move_unread(dueby_caseload *caseload, int64_t number, dueby_event *events, int64_t count) {
  struct case_record *record = &caseload->records[number];
  int64_t kept = 0, moved = 0;
  if (!(record->bad.count || record->has_unread) || !count) return DUEBY_OK;
  dueby_event *unread = malloc((size_t)count * sizeof *unread);
  if (!unread) return DUEBY_EMEMORY;
  for (int64_t i = 0; i < count; i++)
    if (events[i].date == DUEBY_DATE_NONE || events[i].has & DUEBY_HAS_BY) unread[moved++] = events[i];
    else events[kept++] = events[i];
  memcpy(events + kept, unread, (size_t)moved * sizeof *unread);
  free(unread);
  record->unread_count = moved;
  return DUEBY_OK;
}

/* Treats a date of birth as unreadable if it makes the child too old for the case's other events: an adult when care began, for
 * example. */
static dueby_status refuse_births(dueby_caseload *caseload, int64_t number, dueby_event *events, int64_t count) {
  struct case_record *record = &caseload->records[number];
  int64_t read = count - record->unread_count;
  if (!dueby_notes_refuse_births(&caseload->reader.notes, events, read)) return DUEBY_OK;
  for (int64_t i = 0; i < read; i++) {
    if (events[i].date != DUEBY_DATE_NONE) continue;
    tally_add(&record->bad, events[i].row);
    notes_add(&caseload->reader.notes, DUEBY_FINDING_BAD_ROWS, events[i].row);
    caseload->reader.bad_rows++;
  }
  return move_unread(caseload, number, events, count);
}

static dueby_status look_at_case(dueby_caseload *caseload, int64_t number, dueby_event *events, int64_t count) {
  dueby_status status = move_unread(caseload, number, events, count);
  if (status != DUEBY_OK) return status;
  int64_t line = count ? events[0].row : 0, read = count - caseload->records[number].unread_count;
  look_at_refs(caseload, events, read);
  for (int32_t i = 0; i < caseload->reader.carried_count && status == DUEBY_OK; i++) {
    int64_t text = caseload->carried[number * caseload->reader.carried_count + i].text;
    const char *column = row_reader_column(&caseload->reader, i);
    if (text < 0 || !(are_alike(column, "team") || are_alike(column, "worker"))) continue;
    status = dueby_notes_team(&caseload->reader.notes, i, interned_at(&caseload->texts, text), line);
  }
  if (status == DUEBY_OK)
    status = dueby_notes_case(&caseload->reader.notes, interned_at(&caseload->cases, number), line, events, read);
  return status == DUEBY_OK ? refuse_births(caseload, number, events, count) : status;
}

/* Returns the events between two indexes. Returns NULL if there are none, because then the array itself may be NULL. */
static dueby_event *events_between(const dueby_caseload *caseload, int64_t first, int64_t end) {
  return end > first ? caseload->events + first : NULL;
}

static dueby_status look_at_cases(dueby_caseload *caseload) {
  const int64_t *offsets = caseload->offsets;
  dueby_status status = DUEBY_OK;
  for (int64_t i = 0; i < caseload->cases.count && status == DUEBY_OK; i++)
    status = look_at_case(caseload, i, events_between(caseload, offsets[i], offsets[i + 1]), offsets[i + 1] - offsets[i]);
  return status;
}

dueby_status dueby_caseload_read(dueby_caseload *caseload) {
  dueby_status status = DUEBY_OK;
  if (caseload->read || caseload->by_case) return DUEBY_OK;
  while (status == DUEBY_OK) {
    status = dueby_rows_next(&caseload->reader, &caseload->row);
    if (status == DUEBY_OK) status = keep_row(caseload, &caseload->row);
  }
  if (status != DUEBY_DONE) return status;
  caseload->read = 1;
  status = group_events(caseload);
  return status == DUEBY_OK ? look_at_cases(caseload) : status;
}

/* ---- reading one case at a time ---- */

/* True if a row belongs to the current case. A row whose case is unknown counts as part of it. */
static int is_of_case_at_hand(const dueby_caseload *caseload, const struct row *row) {
  return !row->name.length || !caseload->cases.count || interned_is(&caseload->cases, 0, row->name.text, row->name.length);
}

static dueby_status read_case(dueby_caseload *caseload) {
  dueby_status status = DUEBY_OK;
  caseload->count = 0;
  dueby_interned_clear(&caseload->cases);
  dueby_interned_clear(&caseload->texts);
  while (status == DUEBY_OK) {
    if (!caseload->holds) status = dueby_rows_next(&caseload->reader, &caseload->row);
    if (status != DUEBY_OK) break;
    caseload->holds = !is_of_case_at_hand(caseload, &caseload->row);
    if (caseload->holds) break;
    status = keep_row(caseload, &caseload->row);
  }
  if (status != DUEBY_OK && status != DUEBY_DONE) return status;
  if (!caseload->cases.count) return DUEBY_DONE;
  const char *name = interned_at(&caseload->cases, 0);
  int64_t before = caseload->seen.count, number = dueby_interned_add(&caseload->seen, name, (int64_t)strlen(name));
  int is_new = number == before;
  if (number < 0) return DUEBY_EMEMORY;
  if (is_new) return look_at_case(caseload, 0, caseload->events, caseload->count);
  int64_t line = caseload->count ? caseload->events[0].row : caseload->records[0].bad.lines[0];
  return dueby_rows_say(&caseload->reader, DUEBY_EFORMAT, line,
                        "a case appears again after a different one: the file is not sorted by case");
}

/* ---- returning cases ---- */

static int compare_texts(const void *left, const void *right) {
  return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Numbers a case's refs in byte order, so that file order does not matter. */
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
  for (int64_t i = 0; i < count; i++) /* There is room for each event. NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
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

/* Lists a case with too many events as if none of its rows could be read. */
static void refuse_events(dueby_caseload *caseload, dueby_case *refused, struct tally *bad) {
  struct row_reader *reader = &caseload->reader;
  /* A case with too many events has at least one. NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
  int64_t first = refused->events[0].row;
  char text[80];
  snprintf(text, sizeof text, "a case has more than %d events: none of them were read", DUEBY_CASE_EVENTS_MAX);
  dueby_rows_say(reader, DUEBY_ELIMIT, first, text);
  tally_line(bad, first);
  bad->count += refused->event_count;
  reader->bad_rows += refused->event_count;
  notes_add(&reader->notes, DUEBY_FINDING_BAD_ROWS, first);
  refused->event_count = refused->unread_count = 0;
}

dueby_status dueby_caseload_next(dueby_caseload *caseload, dueby_case *next) {
  int by_case = caseload->by_case;
  if (caseload->ended) return DUEBY_DONE;
  dueby_status status = by_case ? read_case(caseload) : dueby_caseload_read(caseload);
  if (status == DUEBY_OK && !by_case && caseload->next == caseload->cases.count) status = DUEBY_DONE;
  if (status != DUEBY_OK) {
    caseload->ended = 1;
    return status;
  }
  int64_t number = by_case ? 0 : caseload->next++;
  int64_t first = by_case ? 0 : caseload->offsets[number], end = by_case ? caseload->count : caseload->offsets[number + 1];
  const struct case_record *record = &caseload->records[number];
  dueby_event *events = events_between(caseload, first, end);
  status = number_refs(caseload, events, end - first);
  if (status != DUEBY_OK) {
    caseload->ended = 1; /* stops after a failure, because no case may be skipped */
    return status;
  }
  caseload->at = number;
  for (int32_t i = 0; i < caseload->reader.carried_count; i++) caseload->values[i] = dueby_caseload_value(caseload, i);
  dueby_case given = {.size = sizeof given,
                      .name = interned_at(&caseload->cases, number),
                      .events = events,
                      .event_count = end - first,
                      .refs = caseload->refs,
                      .ref_count = caseload->ref_count,
                      .columns = caseload->columns,
                      .values = caseload->values,
                      .column_count = caseload->reader.carried_count};
  struct tally bad = record->bad;
  given.event_count -= record->unread_count;
  if (record->unread_count) given.unread = events + given.event_count;
  given.unread_count = record->unread_count;
  if (given.event_count > DUEBY_CASE_EVENTS_MAX) refuse_events(caseload, &given, &bad);
  given.bad_rows = bad.count;
  given.first_bad_line = dueby_rows_has_files(&caseload->reader) ? 0 : bad.lines[0];
  given.bad_places = dueby_rows_places(&caseload->reader, &bad);
  *next = given;
  return DUEBY_OK;
}

/* True if an event's records are complete: the caller states that they are, or states nothing about them and the history is not cut
 * off. */
static int holds_all(const dueby_timeline_options *run, int32_t event) {
  int32_t what = run->holds ? run->holds[event].what : DUEBY_HOLDS_UNSAID;
  int is_cut = run->history_from != 0 && run->history_from != DUEBY_DATE_NONE;
  return what == DUEBY_HOLDS_ALL || (what == DUEBY_HOLDS_UNSAID && !is_cut);
}

/* Returns how often a kind of oddity occurs. An end without a ref only counts if the file has all events that start what it ends:
 * otherwise the start may simply be missing. */
static struct tally tally_of(const dueby_caseload *caseload, int32_t kind, const dueby_timeline_options *run) {
  const struct notes *notes = &caseload->reader.notes;
  struct tally tally = notes->kinds[kind];
  int32_t events = kind == DUEBY_FINDING_ENDED_EARLY ? dueby_profile_event_count(caseload->reader.profile) : 0;
  for (int32_t event = 1; event < events; event++)
    if (notes->ended_early[event].count && holds_all(run, notes->partner[event])) tally_join(&tally, &notes->ended_early[event]);
  dueby_rows_join_return(&caseload->reader, kind, &tally);
  return tally;
}

static void give_finding(dueby_worklist *worklist, int32_t kind, int32_t event, const struct tally *tally) {
  int64_t lines = 0;
  while (lines < TALLY_LINES && tally->lines[lines]) lines++;
  if (tally->count) dueby_worklist_set_finding(worklist, kind, event, tally->count, tally->lines, lines);
}

void dueby_caseload_give_findings(const dueby_caseload *caseload, dueby_worklist *worklist) {
  int32_t events = dueby_profile_event_count(caseload->reader.profile);
  for (int32_t kind = 0; kind < NOTE_KINDS; kind++) {
    const struct tally tally = tally_of(caseload, kind, dueby_worklist_run(worklist));
    give_finding(worklist, kind, 0, &tally);
  }
  for (int32_t event = 1; event < events; event++)
    give_finding(worklist, DUEBY_FINDING_MISSPELT, event, &caseload->reader.notes.misspelt[event]);
}

dueby_status dueby_caseload_feed(dueby_caseload *caseload, dueby_worklist *worklist) {
  dueby_case next;
  dueby_status status;
  if (dueby_worklist_profile(worklist) != caseload->reader.profile) return DUEBY_EARGUMENT;
  do {
    status = dueby_caseload_next(caseload, &next);
    dueby_worklist_add_rows(worklist, caseload->reader.rows, caseload->reader.bad_rows);
    if (status == DUEBY_DONE) {
      dueby_caseload_give_findings(caseload, worklist);
      const char *skipped = caseload->reader.skipped;
      if (*skipped && dueby_worklist_set_finding_names(worklist, DUEBY_FINDING_SKIPPED, skipped) != DUEBY_OK) return DUEBY_EMEMORY;
      if (caseload->reader.returned && dueby_return_describe(caseload->reader.returned, worklist) != DUEBY_OK) return DUEBY_EMEMORY;
    }
    if (status != DUEBY_OK) return status;
    status = dueby_worklist_add(worklist, &next);
  } while (status == DUEBY_NONE); /* skips cases that the caller does not want */
  return status;
}

const char *dueby_caseload_ref(const dueby_caseload *caseload, int64_t ref) {
  return ref > 0 && ref <= caseload->ref_count ? caseload->refs[ref - 1] : NULL;
}

int32_t dueby_caseload_column_count(const dueby_caseload *caseload) {
  return caseload->reader.carried_count;
}

const char *dueby_caseload_column(const dueby_caseload *caseload, int32_t column) {
  return column < 0 || column >= caseload->reader.carried_count ? NULL : row_reader_column(&caseload->reader, column);
}

int32_t dueby_caseload_find_column(const dueby_caseload *caseload, const char *name) {
  int32_t alike = -1;
  for (int32_t i = 0; i < dueby_caseload_column_count(caseload); i++) {
    if (strcmp(dueby_caseload_column(caseload, i), name) == 0) return i;
    if (alike < 0 && are_alike(dueby_caseload_column(caseload, i), name)) alike = i;
  }
  return alike;
}

const char *dueby_caseload_value(const dueby_caseload *caseload, int32_t column) {
  if (column < 0 || column >= caseload->reader.carried_count) return NULL;
  int64_t text = caseload->carried[caseload->at * caseload->reader.carried_count + column].text;
  return text < 0 ? "" : interned_at(&caseload->texts, text);
}

int64_t dueby_caseload_row_count(const dueby_caseload *caseload) {
  return caseload->reader.rows;
}

int64_t dueby_caseload_bad_row_count(const dueby_caseload *caseload) {
  return caseload->reader.bad_rows;
}

int64_t dueby_caseload_event_count(const dueby_caseload *caseload, int32_t event) {
  return event < 0 || event >= dueby_profile_event_count(caseload->reader.profile) ? 0 : caseload->counts[event];
}

void dueby_caseload_recorded_events(const dueby_caseload *caseload, uint8_t *recorded) {
  memcpy(recorded, caseload->recorded, (size_t)dueby_profile_event_count(caseload->reader.profile));
  recorded[0] = 0; /* index 0 is not an event */
}

/* ---- opening a caseload ---- */

static dueby_status name_columns(dueby_caseload *made) {
  size_t count = (size_t)made->reader.carried_count;
  made->columns = calloc(count + 1, sizeof *made->columns);
  made->values = calloc(count + 1, sizeof *made->values);
  if (!made->columns || !made->values) return DUEBY_EMEMORY;
  for (size_t i = 0; i < count; i++) made->columns[i] = row_reader_column(&made->reader, (int32_t)i);
  return DUEBY_OK;
}

static dueby_caseload *make_caseload(const dueby_profile *profile, const dueby_caseload_options *options) {
  dueby_caseload *made = calloc(1, sizeof *made);
  if (!made) return NULL;
  made->by_case = (options->flags & DUEBY_CASELOAD_BY_CASE) != 0;
  made->counts = calloc((size_t)dueby_profile_event_count(profile) + 1, sizeof *made->counts);
  made->recorded = calloc((size_t)dueby_profile_event_count(profile) + 1, sizeof *made->recorded);
  if (made->counts && made->recorded) return made;
  free(made->counts);
  free(made->recorded);
  free(made);
  return NULL;
}

/* Copies the options. Returns 0 if they are invalid. */
static int take_options(const dueby_caseload_options *options, dueby_caseload_options *taken) {
  const int32_t flags =
      DUEBY_CASELOAD_MIDNIGHT_IS_TIME | DUEBY_CASELOAD_SHOW_VALUES | DUEBY_CASELOAD_BY_CASE | DUEBY_CASELOAD_STRICT | TABLE_FLAGS;
  if (!TAKE_INPUT(dueby_caseload_options, taken, options) || taken->flags & ~flags || taken->reserved) return 0;
  if ((taken->flags & TABLE_FLAGS) == TABLE_FLAGS) return 0;
  if (taken->null_count < 0 || (taken->null_count && !taken->nulls)) return 0;
  if (taken->style < 0 || taken->style > DUEBY_STYLE_FORM) return 0;
  return taken->date_order == DUEBY_ORDER_ISO || taken->date_order == DUEBY_ORDER_DMY;
}

dueby_status dueby_caseload_new(const dueby_profile *profile, dueby_csv_source source, void *context,
                                const dueby_caseload_options *options, dueby_caseload **caseload) {
  dueby_caseload_options taken;
  if (!take_options(options, &taken)) return DUEBY_EARGUMENT;
  dueby_caseload *made = make_caseload(profile, &taken);
  if (!made) return DUEBY_EMEMORY;
  dueby_status status = dueby_rows_open(&made->reader, profile, source, context, &taken);
  if (status == DUEBY_OK) status = name_columns(made);
  if (status == DUEBY_OK) *caseload = made;
  else dueby_caseload_free(made);
  return status;
}

dueby_status dueby_caseload_from_return(dueby_return *returned, const dueby_caseload_options *options, dueby_caseload **caseload) {
  const dueby_profile *profile = dueby_return_profile(returned);
  dueby_caseload_options taken;
  if (!take_options(options, &taken) || taken.flags & (DUEBY_CASELOAD_BY_CASE | TABLE_FLAGS)) return DUEBY_EARGUMENT;
  dueby_caseload *made = make_caseload(profile, &taken);
  if (!made) return DUEBY_EMEMORY;
  dueby_status status = dueby_rows_open_from_return(&made->reader, profile, returned, &taken);
  if (status == DUEBY_OK) status = name_columns(made);
  if (status == DUEBY_OK) {
    *caseload = made;
    return status;
  }
  made->reader.returned = NULL; /* the caller still owns the source */
  dueby_caseload_free(made);
  return status;
}

void dueby_caseload_own(dueby_caseload *caseload, void *memory) {
  caseload->owned = memory;
}

const dueby_return *dueby_caseload_return(const dueby_caseload *caseload) {
  return caseload->reader.returned;
}

uint32_t dueby_caseload_rows_flag(const dueby_caseload *caseload) {
  if (caseload->reader.options.flags & DUEBY_CASELOAD_ROWS_FROM_0) return DUEBY_WORKLIST_ROWS_FROM_0;
  return caseload->reader.options.flags & DUEBY_CASELOAD_ROWS_FROM_1 ? DUEBY_WORKLIST_ROWS_FROM_1 : 0;
}

const dueby_profile *dueby_caseload_profile(const dueby_caseload *caseload) {
  return caseload->reader.profile;
}

void dueby_caseload_free(dueby_caseload *caseload) {
  if (!caseload) return;
  dueby_rows_close(&caseload->reader);
  free(caseload->owned);
  dueby_interned_free(&caseload->cases);
  dueby_interned_free(&caseload->texts);
  free(caseload->counts);
  free(caseload->recorded);
  free(caseload->records);
  free(caseload->carried);
  free(caseload->events);
  free(caseload->case_of);
  free(caseload->offsets);
  dueby_interned_free(&caseload->seen);
  free(caseload->columns);
  free(caseload->values);
  free(caseload->refs);
  free(caseload);
}
