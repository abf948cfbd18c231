/* Describes where in the files of a return something was found: the file and the line. */
#include "return_places.h"

#include <stdlib.h>
#include <string.h>

#include "dueby/finding.h"

int64_t dueby_return_row(const dueby_return *returned, int32_t file, int64_t line) {
  return returned->file_count > 1 ? DUEBY_ROW_IN_FILE(file + 1, line) : line;
}

void dueby_return_tally(struct tally *tally, int32_t file, int64_t line) {
  tally_add(tally, DUEBY_ROW_IN_FILE(file + 1, line));
}

struct tally dueby_return_rows_of(const dueby_return *returned, const struct tally *tally) {
  struct tally rows = *tally;
  for (int i = 0; i < TALLY_LINES && returned->file_count == 1; i++) rows.lines[i] = (int64_t)(uint32_t)rows.lines[i];
  return rows;
}

static int is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* True if the name of a case is an id, such as DfEX0000001, and not the name of a person: it has a digit, and no space. */
static int is_id(dueby_csv_cell name) {
  enum { LONGEST = 60 };
  int has_digit = 0;
  for (int64_t i = 0; i < name.length; i++) {
    int is_digit = name.text[i] >= '0' && name.text[i] <= '9';
    has_digit |= is_digit;
    if (!is_digit && !is_letter(name.text[i]) && !(name.text[i] && strchr("-_./:{}", name.text[i]))) return 0;
  }
  return has_digit && name.length <= LONGEST;
}

const char *dueby_return_case_text(const dueby_return *returned, dueby_csv_cell name, int is_made_up, char *text) {
  static const char unsaid[] = "this value "; /* before "(11 characters)" */
  int may_show = is_made_up || is_id(name) || returned->options.flags & DUEBY_CASELOAD_SHOW_VALUES;
  dueby_csv_cell_text(name, may_show, text, CELL_SIZE);
  return strncmp(text, unsaid, sizeof unsaid - 1) == 0 ? text + sizeof unsaid - 1 : text;
}

static int is_separator(char letter) {
  return letter == '/' || letter == '\\';
}

/* Returns the end of a path: its last `names` names of folders and files. */
static const char *end_of_path(const char *path, int names) {
  const char *end = path + strlen(path);
  while (end > path && (!is_separator(end[-1]) || --names > 0)) end--;
  return end;
}

/* Returns the shortest end of a file's path that is not also the end of another file's path. */
static const char *short_name(const dueby_return *returned, int32_t file) {
  const char *path = returned->files[file].name;
  for (int names = 1;; names++) {
    const char *end = end_of_path(path, names);
    int is_shared = 0;
    for (int32_t i = 0; i < returned->file_count && !is_shared; i++)
      is_shared = i != file && strcmp(end_of_path(returned->files[i].name, names), end) == 0;
    if (!is_shared || end == path) return end;
  }
}

const char **dueby_return_file_names(const dueby_return *returned) {
  const char **names = malloc(((size_t)returned->file_count + 1) * sizeof *names);
  for (int32_t i = 0; i < returned->file_count && names; i++) names[i] = short_name(returned, i);
  return names;
}

dueby_status dueby_return_give_files(const dueby_return *returned, dueby_worklist *worklist) {
  if (returned->file_count < 2) return DUEBY_OK;
  const char **names = dueby_return_file_names(returned);
  if (!names) return DUEBY_EMEMORY;
  dueby_status status = dueby_worklist_set_files(worklist, names, returned->file_count);
  free(names);
  return status;
}
