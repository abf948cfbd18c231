/* Counts names and codes that are not part of a return, and reports each of them once. */
#include "return_internal.h"
#include "written_date.h"

int dueby_unknown_count(struct unknown_names *unknown, const char *name, int64_t length, int64_t line) {
  if (length > UNKNOWN_SIZE) length = UNKNOWN_SIZE;
  if (unknown->names.count == UNKNOWN_NAMED && dueby_interned_find(&unknown->names, name, length) < 0) return 1;
  int64_t number = dueby_interned_add(&unknown->names, name, length);
  if (number < 0) return 0;
  if (!unknown->counts[number]++) unknown->lines[number] = line;
  return 1;
}

static int is_code(const struct yaml_node *codes, dueby_csv_cell cell) {
  for (const struct yaml_node *code = yaml_first(codes); code; code = yaml_following(codes, code))
    if (code->kind == YAML_SCALAR && mapping_matches(code->text, cell.text, cell.length)) return 1;
  return !cell.length;
}

int dueby_code_check(const dueby_return *returned, struct unknown_names *unknown, const struct mapped_field *field,
                     dueby_csv_cell cell, int64_t line) {
  enum { CODE_LENGTH = 4 }; /* a value this short may be quoted, because it cannot be a name */
  char code[CELL_SIZE * 2], shown[CELL_SIZE];
  if (!field->codes || is_code(field->codes, cell) || dueby_io_is_null(cell)) return 1;
  int may_show = returned->options.flags & DUEBY_CASELOAD_SHOW_VALUES || cell.length <= CODE_LENGTH;
  dueby_csv_cell_text(cell, may_show, shown, sizeof shown);
  int length = snprintf(code, sizeof code, "%.80s: %s", field->name, shown);
  return dueby_unknown_count(unknown, code, length < (int)sizeof code ? length : (int)sizeof code - 1, line);
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
