/* Counts names and codes that are not part of a return, reports each once, and turns the names into findings. */
#include <string.h>

#include "dueby/finding.h"
#include "return_holds.h"
#include "return_places.h"
#include "return_unknown.h"
#include "written_date.h"

int dueby_unknown_count(struct unknown_names *unknown, const char *name, int64_t length, const char *near, int64_t line) {
  if (length > UNKNOWN_SIZE) length = UNKNOWN_SIZE;
  if (unknown->names.count == UNKNOWN_NAMED && dueby_interned_find(&unknown->names, name, length) < 0) return 1;
  int64_t number = dueby_interned_add(&unknown->names, name, length);
  if (number < 0) return 0;
  if (!unknown->counts[number]++) unknown->lines[number] = line;
  unknown->near[number] = near;
  return 1;
}

void dueby_unknown_consider(dueby_nearest *nearest, const char *known) {
  if (dueby_mapping_matches(known, (int64_t)strlen(known), nearest->wanted, (int64_t)strlen(nearest->wanted)))
    *nearest = (dueby_nearest){nearest->wanted, known, 0, 0};
  else dueby_nearest_consider(nearest, known);
}

/* ---- the finding about skipped names ---- */

int dueby_skipped_add(dueby_return *returned, const char *name, const char *near, int32_t file, int64_t line) {
  char text[CELL_SIZE * 3];
  int64_t known = returned->skipped.count;
  snprintf(text, sizeof text, "%.*s%s%.100s%s", CELL_SIZE, name, near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
  if (known == UNKNOWN_NAMED) return 1;
  int64_t number = dueby_interned_add(&returned->skipped, text, (int64_t)strlen(text));
  if (number == known) dueby_return_tally(&returned->skipped_at, file, line);
  return number >= 0;
}

int dueby_skipped_add_all(dueby_return *returned, const struct unknown_names *unknown, int32_t file) {
  for (int64_t i = 0; i < unknown->names.count; i++)
    if (!dueby_skipped_add(returned, interned_at(&unknown->names, i), unknown->near[i], file, unknown->lines[i])) return 0;
  return 1;
}

/* Gives a worklist a finding that lists the first few names. */
static dueby_status give_names(const dueby_return *returned, dueby_worklist *worklist, int32_t kind, const struct interned *of,
                               const struct tally *at) {
  enum { SHOWN_MAX = 5, TABLES_MAX = 12 };
  char names[(TABLES_MAX + 1) * (CELL_SIZE * 3 + 2)] = "";
  int64_t lines = 0, most = kind == DUEBY_FINDING_NO_TABLE ? TABLES_MAX : SHOWN_MAX, shown = at->count < most ? at->count : most;
  const struct tally rows = dueby_return_rows_of(returned, at);
  size_t used = 0;
  for (int64_t i = 0; i < shown; i++)
    used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", i ? ", " : "", interned_at(of, i));
  if (at->count > shown) snprintf(names + used, sizeof names - used, " and %lld more", (long long)(at->count - shown));
  while (lines < TALLY_LINES && rows.lines[lines]) lines++;
  dueby_worklist_set_finding(worklist, kind, 0, at->count, rows.lines, lines);
  return dueby_worklist_set_finding_names(worklist, kind, names);
}

/* ---- columns that tables do not have ---- */

int dueby_absent_add(dueby_return *returned, const char *column, const char *table, int32_t file, int32_t event) {
  char text[CELL_SIZE * 3];
  snprintf(text, sizeof text, "\"%.*s\" of %.*s", CELL_SIZE, column, CELL_SIZE, table);
  int64_t number = dueby_interned_add(&returned->absent, text, (int64_t)strlen(text));
  if (number < 0 || !dueby_return_grow((void **)&returned->absences, returned->absence_count, &returned->absence_capacity,
                                       sizeof *returned->absences))
    return 0;
  returned->absences[returned->absence_count++] = (struct absent_column){number, file, event};
  return 1;
}

/* True if an event, or the event that it is a kind of, starts, meets or ends some rule. */
static int is_of_a_rule(const dueby_profile *profile, int32_t event) {
  int32_t also = dueby_profile_event_parent(profile, event), known;
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++) {
    const char *slugs[] = {dueby_rule_text(profile, rule, 0, DUEBY_RULE_TRIGGER),
                           dueby_rule_text(profile, rule, 0, DUEBY_RULE_DUE)};
    for (size_t i = 0; i < sizeof slugs / sizeof *slugs; i++)
      if (slugs[i] && dueby_profile_find_event(profile, slugs[i], &known) == DUEBY_OK && (known == event || known == also))
        return 1;
    for (int32_t i = 0, count = dueby_rule_end_count(profile, rule); i < count; i++) {
      int32_t end = dueby_rule_end(profile, rule, i);
      if (end == event || (also && end == also)) return 1;
    }
  }
  return 0;
}

/* True if a set of files lacks an event that some rule needs, and has the rule's trigger or another event that meets the rule. A
 * rule needs the event that meets it, except for duties that the mapping leaves out. It needs an event that ends it only if no
 * other set has that event. */
static int is_missed(const dueby_return *returned, int32_t set, int32_t event) {
  const dueby_profile *profile = returned->profile;
  const dueby_mapping *mapping = dueby_return_mapping_at(returned, returned->sets[set].mapping);
  int is_held = 0, is_due = returned->uses[event] & USE_DUE;
  for (int32_t i = 0; i < returned->set_count; i++) is_held |= returned->sets[i].held[event] & HELD;
  if (dueby_return_is_full(returned, set, event)) return 0;
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++) {
    const char *trigger = dueby_rule_text(profile, rule, 0, DUEBY_RULE_TRIGGER);
    const char *due = dueby_rule_text(profile, rule, 0, DUEBY_RULE_DUE);
    int32_t start = 0, met = 0;
    if (trigger && dueby_profile_find_event(profile, trigger, &start) != DUEBY_OK) start = 0;
    if (due && dueby_profile_find_event(profile, due, &met) != DUEBY_OK) met = 0;
    /* the set uses a rule if it has the trigger, or the event that meets the rule, because that may start the series too */
    const uint8_t *held = returned->sets[set].held;
    if (!(start && held[start] & HELD) && !(met && met != event && held[met] & HELD)) continue;
    if (met == event && (is_held || !dueby_return_leaves_out(mapping, dueby_rule_text(profile, rule, 0, DUEBY_RULE_ID)))) return 1;
    for (int32_t i = 0, count = dueby_rule_end_count(profile, rule); i < count && !is_held && !is_due; i++)
      if (dueby_rule_end(profile, rule, i) == event) return 1;
  }
  return 0;
}

/* True if some table in a set of files lacks a column for an event that meets a duty. */
static int is_in_part(const dueby_return *returned, int32_t set, int32_t event) {
  return returned->sets[set].held[event] & IN_PART && returned->uses[event] & USE_DUE;
}

/* Returns the number of sets of files with the same mapping as this one. */
static int32_t count_sets_of(const dueby_return *returned, int32_t set) {
  int32_t count = 0;
  for (int32_t i = 0; i < returned->set_count; i++) count += returned->sets[i].mapping == returned->sets[set].mapping;
  return count;
}

/* Finds the name of the folder that a set of files is in. Returns the length of the name; 0 if there is none. */
static int folder_of(const struct return_set *set, const char **name) {
  int64_t end = set->folder, start = end - (end > 0);
  while (start > 0 && set->name[start - 1] != '/' && set->name[start - 1] != '\\') start--;
  *name = set->name + start;
  return end > start ? (int)(end - 1 - start) : 0;
}

/* Writes the name of a table that a set of files lacks: "list 6" or, if there are several sets, "reviews in 903_2026". Returns the
 * length. */
static int write_missing_table(const dueby_return *returned, int32_t set, const char *table, char *text, size_t size) {
  const char *folder;
  int length = count_sets_of(returned, set) > 1 ? folder_of(&returned->sets[set], &folder) : 0;
  return length ? snprintf(text, size, "%.*s in %.*s", CELL_SIZE, table, length < CELL_SIZE ? length : CELL_SIZE, folder)
                : snprintf(text, size, "%.*s", CELL_SIZE, table);
}

/* Adds to a list the tables that a set of files lacks although rules need them. Returns 0 if out of memory. */
static int add_missing_tables(const dueby_return *returned, int32_t set, struct interned *names, struct tally *at) {
  const dueby_mapping *mapping = dueby_return_mapping_at(returned, returned->sets[set].mapping);
  for (const struct block *block = mapping->is_xml ? NULL : mapping->blocks; block; block = block->next) {
    const struct block *table = block->kind == BLOCK_SPELL ? block->table : block;
    if (dueby_return_has_table(returned, set, table)) continue;
    for (int32_t i = 0; i < block->event_count; i++) {
      char text[CELL_SIZE * 2 + 8];
      int64_t known = names->count;
      if (block->events[i].type == returned->birth || !is_missed(returned, set, block->events[i].type)) continue;
      int length = write_missing_table(returned, set, table->name, text, sizeof text);
      int64_t number = dueby_interned_add(names, text, length);
      if (number < 0) return 0;
      if (number == known) tally_add(at, 0);
    }
  }
  return 1;
}

/* Gives a worklist the finding about tables that are missing from sets of files. */
static dueby_status give_missing_tables(const dueby_return *returned, dueby_worklist *worklist) {
  struct interned names = {0};
  struct tally at = {0};
  dueby_status status = DUEBY_OK;
  for (int32_t i = 0; i < returned->set_count && status == DUEBY_OK; i++)
    if (!add_missing_tables(returned, i, &names, &at)) status = DUEBY_EMEMORY;
  if (at.count && status == DUEBY_OK) status = give_names(returned, worklist, DUEBY_FINDING_NO_TABLE, &names, &at);
  dueby_interned_free(&names);
  return status;
}

/* Gives a worklist the finding about missing columns. These are needed for a tag, or for an event that some rule uses and that the
 * set of files cannot show otherwise. */
static dueby_status give_absent(const dueby_return *returned, dueby_worklist *worklist) {
  struct interned names = {0};
  struct tally at = {0};
  dueby_status status = DUEBY_OK;
  for (int64_t i = 0; i < returned->absence_count && status == DUEBY_OK; i++) {
    const struct absent_column *absent = &returned->absences[i];
    int32_t set = returned->files[absent->file].set;
    if (absent->event && ((returned->sets[set].held[absent->event] & HELD && !is_in_part(returned, set, absent->event)) ||
                          !is_of_a_rule(returned->profile, absent->event)))
      continue;
    int64_t known = names.count;
    const char *text = interned_at(&returned->absent, absent->name);
    int64_t number = dueby_interned_add(&names, text, (int64_t)strlen(text));
    if (number < 0) status = DUEBY_EMEMORY;
    if (number == known) at.count++;
    tally_line(&at, DUEBY_ROW_IN_FILE(absent->file + 1, returned->files[absent->file].header_line));
  }
  if (at.count && status == DUEBY_OK) status = give_names(returned, worklist, DUEBY_FINDING_NO_COLUMN, &names, &at);
  dueby_interned_free(&names);
  return status;
}

dueby_status dueby_skipped_give(const dueby_return *returned, dueby_worklist *worklist) {
  dueby_status status = give_missing_tables(returned, worklist);
  if (status == DUEBY_OK) status = give_absent(returned, worklist);
  if (!returned->skipped_at.count || status != DUEBY_OK) return status;
  return give_names(returned, worklist, DUEBY_FINDING_SKIPPED, &returned->skipped, &returned->skipped_at);
}

static int is_code(const struct yaml_node *codes, dueby_csv_cell cell) {
  for (const struct yaml_node *code = yaml_first(codes); code; code = yaml_following(codes, code))
    if (code->kind == YAML_SCALAR && mapping_matches(code->text, cell.text, cell.length)) return 1;
  return !cell.length;
}

int dueby_code_check(const dueby_return *returned, struct unknown_names *unknown, const struct mapped_field *field,
                     dueby_csv_cell cell, int64_t line) {
  enum { CODE_LENGTH = 4 }; /* a value of at most this length may be quoted, because it is too short for a person's name */
  char code[CELL_SIZE * 2], shown[CELL_SIZE];
  if (!field->codes || is_code(field->codes, cell) || dueby_io_is_null(cell)) return 1;
  int may_show = returned->options.flags & DUEBY_CASELOAD_SHOW_VALUES || cell.length <= CODE_LENGTH;
  dueby_csv_cell_text(cell, may_show, shown, sizeof shown);
  int length = snprintf(code, sizeof code, "%.80s: %s", field->name, shown);
  return dueby_unknown_count(unknown, code, length < (int)sizeof code ? length : (int)sizeof code - 1, NULL, line);
}

void dueby_unknown_report(const dueby_return *returned, const char *file, const struct unknown_names *unknown, const char *what) {
  for (int64_t i = 0; i < unknown->names.count; i++)
    dueby_return_report(returned, DUEBY_SEVERITY_WARNING, DUEBY_ENOTFOUND, file, unknown->lines[i], "%s: %.100s (%lld time%s)",
                        what, interned_at(&unknown->names, i), (long long)unknown->counts[i], unknown->counts[i] == 1 ? "" : "s");
}

void dueby_shortened_report(const dueby_return *returned, const char *file, const struct tally *shortened) {
  if (!shortened->count) return;
  dueby_return_report(returned, DUEBY_SEVERITY_WARNING, DUEBY_ETEXT, file, shortened->lines[0],
                      "Excel has shortened the id of a case to something like 1.23457E+11 (%lld row%s): several children may now "
                      "share one id. Format the column as text and export the file again",
                      (long long)shortened->count, shortened->count == 1 ? "" : "s");
}
