/* Reads a return's XML as a stream, case by case, into rows. Refuses a document type, so that a file cannot define entities. Limits
 * all sizes. */
#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "dueby/finding.h"
#include "return_misspelt.h"
#include "return_places.h"
#include "return_unknown.h"
#include "written_date.h"

enum { CHUNK_SIZE = 64 << 10, HEADER_MAX = 32, PATH_SIZE = 1024, REPEATS_NAMED = 5 };

/* An open element within a case. */
struct open_element {
  const struct shape *shape; /* the element in the mapping's tree; NULL if the return does not define it, so that everything in it
                                is skipped */
  int64_t row;               /* index of the row that the element begins or belongs to; -1 for none */
  int64_t line;
};

/* The first element of a case in the file. */
struct case_element {
  int64_t line;
  int is_repeated;
};

/* A value before the first case, which a mapping may need. */
struct header_text {
  char *path, *text;
  int64_t line;
};

struct xml_input {
  dueby_return *returned;
  XML_Parser parser;
  dueby_csv_source source;
  void *context;                /* context of the source, which the input frees */
  struct own_file *file_of_own; /* file that dueby_return_add_file opened */
  char *name;
  int32_t file;
  const dueby_mapping *mapping; /* mapping of the cases; NULL until the first case */
  dueby_status status;          /* status of parsing; DUEBY_DONE once the file has been read */
  int64_t fed;                  /* number of bytes given to the parser */
  int is_waiting;               /* 1 while the parser waits at the first case, until all files have been added */
  int is_whole;                 /* 1 once the parser has been given the whole file */
  int32_t depth;
  int32_t case_depth; /* depth of the case's element; 0 outside a case */
  struct open_element open[DUEBY_RETURN_DEPTH_MAX + 1];
  char root[128], path[PATH_SIZE]; /* name of the root element, and path of the current element outside a case */
  struct header_text header[HEADER_MAX];
  int32_t header_count;
  char text[DUEBY_RETURN_FIELD_MAX]; /* text of the current field */
  int64_t text_length;
  int32_t text_depth; /* depth of the field's element; 0 outside a field */
  int is_text_too_long, is_name_too_long, has_too_many_rows;
  int64_t case_line, case_column;
  int64_t unnamed_line;      /* number of the line with the last case without a name */
  struct misspelt *misspelt; /* misspelt elements of the current case */
  int64_t misspelt_count, misspelt_capacity;
  struct interned misspelt_seen; /* for each misspelt element, its row and the element that was probably meant */
  struct misspelt skipped;       /* the misspelt element that is being skipped */
  int32_t skipped_depth;         /* depth of the element `skipped`; 0 if no misspelt element is open */
  int skipped_has_text;
  struct interned names;      /* names of the cases so far */
  struct case_element *named; /* the first element of each case in `names` */
  int64_t named_capacity;
  struct row_set rows;
  struct event_queue queue;
  struct unknown_names elements, codes;
  struct tally shortened; /* names of cases that Excel has shortened */
};

/* ---- reporting problems ---- */

static void stop(struct xml_input *input, dueby_status status) {
  if (input->status == DUEBY_OK) input->status = status;
  XML_StopParser(input->parser, XML_FALSE);
}

static int64_t line_of(const struct xml_input *input) {
  return (int64_t)XML_GetCurrentLineNumber(input->parser);
}

static void refuse(struct xml_input *input, dueby_status status, const char *reason) {
  if (input->status == DUEBY_OK)
    dueby_return_report(input->returned, DUEBY_SEVERITY_ERROR, status, input->name, line_of(input), "%s", reason);
  stop(input, status);
}

static void count_unknown(struct xml_input *input, const char *name, const char *near) {
  if (!dueby_unknown_count(&input->elements, name, (int64_t)strlen(name), near, line_of(input))) stop(input, DUEBY_EMEMORY);
}

/* Counts an element that the return does not have in this place, and remembers the most similar of the elements that may be
 * there. */
static void count_unknown_child(struct xml_input *input, const struct open_element *in, const char *name) {
  dueby_nearest nearest = {name, NULL, 0, 0};
  const struct shape *meant = in->shape->first;
  for (const struct shape *shape = meant; shape; shape = shape->next) dueby_unknown_consider(&nearest, shape->name);
  count_unknown(input, name, nearest.name);
  while (meant && meant->name != nearest.name) meant = meant->next;
  if (!meant) return;
  input->skipped = (struct misspelt){in->row, meant};
  input->skipped_depth = input->depth;
  input->skipped_has_text = 0;
}

/* Keeps a misspelt element once it ends, unless it has no text or was already found in this row. */
static void keep_misspelt(struct xml_input *input) {
  const int64_t key[] = {input->skipped.row, (int64_t)(intptr_t)input->skipped.meant};
  input->skipped_depth = 0;
  if (!input->skipped_has_text || dueby_interned_find(&input->misspelt_seen, (const char *)key, sizeof key) >= 0) return;
  if (input->misspelt_count == DUEBY_RETURN_ROWS_MAX) {
    input->has_too_many_rows = 1;
    return;
  }
  if (dueby_interned_add(&input->misspelt_seen, (const char *)key, sizeof key) < 0 ||
      !dueby_return_grow((void **)&input->misspelt, input->misspelt_count, &input->misspelt_capacity, sizeof *input->misspelt))
    stop(input, DUEBY_EMEMORY);
  else input->misspelt[input->misspelt_count++] = input->skipped;
}

/* ---- elements before the cases ---- */

static const struct header_text *find_header(const struct xml_input *input, const char *path) {
  static const struct header_text none = {NULL, "", 0};
  for (int32_t i = 0; path && i < input->header_count; i++)
    if (strcmp(input->header[i].path, path) == 0) return &input->header[i];
  return &none;
}

static const char *header_text(const struct xml_input *input, const char *path) {
  return find_header(input, path)->text;
}

static int is_wanted(const struct xml_input *input, const char *path) {
  for (int32_t i = 0; i < dueby_return_known_mappings(input->returned); i++) {
    const dueby_mapping *mapping = dueby_return_mapping_at(input->returned, i);
    if (mapping->as_at && strcmp(mapping->as_at, path) == 0) return 1;
    if (mapping->where && dueby_yaml_child(mapping->where, path)) return 1;
  }
  return 0;
}

static char *copy(const char *text, int64_t length) {
  char *made = malloc((size_t)length + 1);
  if (!made) return NULL;
  memcpy(made, text, (size_t)length);
  made[length] = '\0';
  return made;
}

static void keep_header_text(struct xml_input *input) {
  if (input->header_count == HEADER_MAX || *header_text(input, input->path)) return;
  struct header_text *kept = &input->header[input->header_count++];
  kept->path = copy(input->path, (int64_t)strlen(input->path));
  kept->text = copy(input->text, input->text_length);
  kept->line = line_of(input);
  if (!kept->path || !kept->text) {
    stop(input, DUEBY_EMEMORY);
    input->header_count--;
    free(kept->path);
    free(kept->text);
  }
}

static int is_where(const struct xml_input *input, const struct yaml_node *where) {
  for (const struct yaml_node *item = where ? where->first : NULL; item; item = item->next) {
    const char *text = header_text(input, item->key);
    int is_one = 0;
    for (const struct yaml_node *value = yaml_first(item); value; value = yaml_following(item, value))
      is_one |= dueby_mapping_matches(value->text, (int64_t)strlen(value->text), text, (int64_t)strlen(text));
    if (!is_one) return 0;
  }
  return 1;
}

/* Reads the reference date. A file may leave it out, but anything that is not a date gets a warning. */
static void read_as_at(struct xml_input *input, struct return_set *set) {
  const struct header_text *found = find_header(input, input->mapping->as_at);
  const dueby_csv_cell cell = {found->text, (int64_t)strlen(found->text)};
  char shown[CELL_SIZE];
  dueby_when when;
  if (!cell.length) return;
  int is_day = dueby_when_parse(cell.text, cell.length, input->mapping->date_order, &when) == DUEBY_OK;
  if (is_day && !dueby_io_is_sentinel(cell)) {
    set->as_at = when.date;
    return;
  }
  dueby_csv_cell_text(cell, 1, shown, sizeof shown);
  dueby_return_report(input->returned, DUEBY_SEVERITY_WARNING, DUEBY_ETEXT, input->name, found->line,
                      "%s is %s, which is %s: correct it, or say which day to check", input->mapping->as_at, shown,
                      is_day ? "what systems write for \"no date\"" : "not a date such as 2026-03-31");
}

/* Finds the mapping whose cases begin at the current element. At the end of a file without cases, only the root element has to
 * match. */
static void find_mapping(struct xml_input *input, int is_end) {
  dueby_return *returned = input->returned;
  for (int32_t i = 0; i < dueby_return_known_mappings(returned); i++) {
    const dueby_mapping *mapping = dueby_return_mapping_at(returned, i);
    if (!mapping->is_xml || strcmp(mapping->root, input->root) != 0) continue;
    if (!is_end && strcmp(mapping->each, input->path) != 0) continue;
    if (!is_where(input, mapping->where)) continue;
    int32_t set = dueby_return_find_set(returned, i, input->name, 1);
    input->file = set < 0 ? -1 : dueby_return_add_name(returned, input->name, set);
    if (input->file < 0) {
      stop(input, DUEBY_EMEMORY);
      return;
    }
    input->mapping = mapping;
    read_as_at(input, &returned->sets[set]);
    /* waits before the first case, because its events may depend on files that have not been added yet */
    if (!is_end) input->is_waiting = XML_StopParser(input->parser, XML_TRUE) == XML_STATUS_OK;
    return;
  }
}

static void leave_path(struct xml_input *input) {
  char *stroke = strrchr(input->path, '/');
  if (stroke) *stroke = '\0';
  else *input->path = '\0';
}

static void enter_path(struct xml_input *input, const char *name) {
  size_t used = strlen(input->path);
  if (snprintf(input->path + used, sizeof input->path - used, "%s%s", used ? "/" : "", name) >= (int)(sizeof input->path - used))
    refuse(input, DUEBY_ELIMIT, "element names are too long");
}

/* ---- reading cases ---- */

static void begin_case(struct xml_input *input) {
  input->case_depth = input->depth;
  input->case_line = line_of(input);
  input->case_column = (int64_t)XML_GetCurrentColumnNumber(input->parser) + 1;
  input->has_too_many_rows = input->is_name_too_long = 0;
  input->misspelt_count = input->skipped_depth = 0;
  dueby_interned_clear(&input->misspelt_seen);
  input->open[input->depth] = (struct open_element){input->mapping->shape, -1, input->case_line};
}

/* Makes a name for a case without one, from its position. Its line number is not enough: all cases may be on one line, and files
 * for other years have the same line numbers. */
static void name_unnamed(struct xml_input *input, char *name, size_t size) {
  char column[32] = "", file[FILE_NUMBER_SIZE], day[16] = "";
  const dueby_when as_at = {DUEBY_TIME_NONE, input->returned->sets[input->returned->files[input->file].set].as_at, 0};
  if (input->unnamed_line == input->case_line) snprintf(column, sizeof column, ", column %lld", (long long)input->case_column);
  if (as_at.date != DUEBY_DATE_NONE) dueby_when_text(&as_at, day, sizeof day, NULL);
  dueby_return_file_number_text(input->returned, input->file, file);
  snprintf(name, size, "no name, line %lld%s%s%s%s", (long long)input->case_line, column, file, *day ? ", " : "", day);
  input->unnamed_line = input->case_line;
}

/* Counts and reports a case that already had an element in this file, because two children may have been given the same id. */
static dueby_status look_for_repeat(struct xml_input *input, dueby_csv_cell name) {
  dueby_return *returned = input->returned;
  char shown[CELL_SIZE];
  int64_t known = input->names.count, number = dueby_interned_add(&input->names, name.text, name.length);
  if (number < 0 || !dueby_return_grow((void **)&input->named, number, &input->named_capacity, sizeof *input->named))
    return DUEBY_EMEMORY;
  struct case_element *first = &input->named[number];
  if (number == known) {
    *first = (struct case_element){input->case_line, 0};
    return DUEBY_OK;
  }
  if (!first->is_repeated) dueby_return_tally(&returned->repeated, input->file, first->line);
  tally_line(&returned->repeated, DUEBY_ROW_IN_FILE(input->file + 1, input->case_line));
  first->is_repeated = 1;
  if (returned->repeated.count <= REPEATS_NAMED)
    dueby_return_report(returned, DUEBY_SEVERITY_WARNING, DUEBY_ENOTFOUND, input->name, input->case_line,
                        "case %s: this case also appears on line %lld. Check whether both are the same child",
                        dueby_return_case_text(returned, name, 0, shown), (long long)first->line);
  return DUEBY_OK;
}

static dueby_status evaluate(struct xml_input *input) {
  char unnamed[128];
  struct evaluation evaluation = {.returned = input->returned,
                                  .mapping = input->mapping,
                                  .set = &input->rows,
                                  .count = input->rows.count,
                                  .queue = &input->queue};
  dueby_status status = DUEBY_OK;
  dueby_interned_clear(&input->queue.reported);
  int64_t begun = input->queue.count;
  const struct found_row *first = &input->rows.rows[0]; /* the first row is the case's own element, whose line is reported */
  evaluation.name = dueby_row_set_cell(&input->rows, first, first->block->case_field);
  int is_too_long = input->is_name_too_long || evaluation.name.length > DUEBY_NAME_BYTES_MAX;
  const char *wrong = is_too_long               ? "the name of a case is longer than 200 bytes: shorten it"
                      : !evaluation.name.length ? "a case has no name"
                                                : NULL;
  if (wrong) { /* the case is still listed, under a name made from its line */
    name_unnamed(input, unnamed, sizeof unnamed);
    evaluation.name = (dueby_csv_cell){unnamed, (int64_t)strlen(unnamed)};
    evaluation.is_unnamed = 1;
    status = dueby_evaluation_add_bad(&evaluation, first, first->line, first->block->fields[first->block->case_field].name, wrong);
  }
  if (!wrong) status = look_for_repeat(input, evaluation.name);
  if (dueby_io_is_shortened(evaluation.name)) tally_add(&input->shortened, first->line);
  if (input->has_too_many_rows && status == DUEBY_OK)
    status = dueby_evaluation_add_bad(&evaluation, first, first->line, NULL, "more than 65535 rows: we did not read the rest");
  if (status == DUEBY_OK) status = dueby_evaluation_run(&evaluation);
  if (status == DUEBY_OK) status = dueby_misspelt_doubt(&evaluation, input->misspelt, input->misspelt_count);
  if (status == DUEBY_OK) status = dueby_evaluation_end(&evaluation, begun);
  if (status == DUEBY_OK) status = wrong ? dueby_lost_doubt_unnamed(&evaluation) : dueby_lost_see(&evaluation);
  free(evaluation.spells);
  return status;
}

static void end_case(struct xml_input *input) {
  dueby_status status = input->rows.count ? evaluate(input) : DUEBY_OK;
  dueby_row_set_clear(&input->rows);
  input->case_depth = 0;
  if (status != DUEBY_OK) stop(input, status);
}

static const struct shape *find_child(const struct shape *in, const char *name) {
  size_t length = strlen(name);
  for (const struct shape *shape = in->first; shape; shape = shape->next)
    if ((size_t)shape->name_length == length && memcmp(shape->name, name, length) == 0) return shape;
  return NULL;
}

static void begin_row(struct xml_input *input, struct open_element *element) {
  if (input->rows.count == DUEBY_RETURN_ROWS_MAX) {
    input->has_too_many_rows = 1;
    element->shape = NULL;
    return;
  }
  element->row = dueby_row_set_add(&input->rows, element->shape->block, element->row, element->line);
  if (element->row < 0) stop(input, DUEBY_EMEMORY);
  else input->rows.rows[element->row].file = input->file;
}

/* Starts an element within a case, or the element of the case itself. */
static void enter(struct xml_input *input, const char *name) {
  struct open_element *element = &input->open[input->depth];
  if (input->depth > input->case_depth) {
    const struct open_element *around = element - 1;
    *element = (struct open_element){around->shape ? find_child(around->shape, name) : NULL, around->row, line_of(input)};
    if (around->shape && !element->shape && input->rows.rows[around->row].block->has_list) count_unknown_child(input, around, name);
  }
  if (element->shape && element->shape->block) begin_row(input, element);
  if (!element->shape || !element->shape->owner) return;
  input->text_depth = input->depth;
  input->text_length = input->is_text_too_long = 0;
}

static void take_field(struct xml_input *input, const struct open_element *element) {
  const struct shape *shape = element->shape;
  const struct mapped_field *field = &shape->owner->fields[shape->field];
  if (!field->is_used && !field->codes) return;
  struct row_set *set = &input->rows;
  int64_t row = element->row;
  while (row >= 0 && set->rows[row].block != shape->owner) row = set->rows[row].parent;
  if (row < 0) return;
  if (input->is_text_too_long) { /* the text is too long for a date, code or name, so it is cut off and counts as a bad value */
    static const char too_long[] = "(more than 1000 bytes)";
    input->text_length = (int64_t)sizeof too_long - 1;
    memcpy(input->text, too_long, sizeof too_long - 1);
    input->is_name_too_long |= row == 0 && shape->field == shape->owner->case_field;
  }
  int set_now = dueby_row_set_fill(set, row, shape->field, input->text, input->text_length, element->line);
  if (set_now < 0) stop(input, DUEBY_EMEMORY);
  if (!set_now) { /* the field already had a value, which is kept; the second one is counted as unknown */
    char again[UNKNOWN_SIZE];
    snprintf(again, sizeof again, "second %.80s", field->name);
    count_unknown(input, again, NULL);
  }
  dueby_csv_cell cell = dueby_row_set_cell(set, &set->rows[row], shape->field);
  int is_noted = dueby_code_check(input->returned, &input->codes, field, cell, element->line);
  if (!is_noted) stop(input, DUEBY_EMEMORY);
}

/* ---- callbacks for expat ---- */

static const char *local_name(const char *name) {
  const char *colon = strrchr(name, ':');
  return colon ? colon + 1 : name;
}

/* True if a path has the same parent as the cases' path. */
static int is_beside(const char *path, const char *each) {
  const char *last = strrchr(each, '/'), *own = strrchr(path, '/');
  return last && own && own - path == last - each && memcmp(path, each, (size_t)(own - path) + 1) == 0;
}

/* Counts an element at the same level as the cases that has a different name, such as <child> next to <Child>, even if it comes
 * before the first case. */
static void look_beside_cases(struct xml_input *input, const char *name) {
  const dueby_mapping *mapping = input->mapping;
  for (int32_t i = 0; !mapping && i < dueby_return_known_mappings(input->returned); i++) {
    const dueby_mapping *known = dueby_return_mapping_at(input->returned, i);
    if (known->is_xml && strcmp(known->root, input->root) == 0 && is_where(input, known->where)) mapping = known;
  }
  if (mapping && is_beside(input->path, mapping->each)) count_unknown(input, name, strrchr(mapping->each, '/') + 1);
}

static void XMLCALL on_start(void *context, const XML_Char *prefixed, const XML_Char **attributes) {
  struct xml_input *input = context;
  const char *name = local_name(prefixed);
  (void)attributes;
  if (input->status != DUEBY_OK) return;
  if (++input->depth > DUEBY_RETURN_DEPTH_MAX) {
    refuse(input, DUEBY_ELIMIT, "elements nested deeper than 32");
    return;
  }
  if (input->depth == 1) {
    snprintf(input->root, sizeof input->root, "%s", name);
    return;
  }
  if (input->case_depth) {
    enter(input, name);
    return;
  }
  enter_path(input, name);
  if (!input->mapping) find_mapping(input, 0);
  if (input->mapping && strcmp(input->mapping->each, input->path) == 0) {
    begin_case(input);
    enter(input, name);
    return;
  }
  look_beside_cases(input, name);
  input->text_depth = !input->mapping && is_wanted(input, input->path) ? input->depth : 0;
  input->text_length = input->is_text_too_long = 0;
}

/* Removes spaces and line breaks around the text of a field. */
static void trim_text(struct xml_input *input) {
  int64_t first = 0;
  while (input->text_length && (unsigned char)input->text[input->text_length - 1] <= ' ') input->text_length--;
  while (first < input->text_length && (unsigned char)input->text[first] <= ' ') first++;
  input->text_length -= first;
  memmove(input->text, input->text + first, (size_t)input->text_length);
}

static void XMLCALL on_end(void *context, const XML_Char *name) {
  struct xml_input *input = context;
  (void)name;
  if (input->status != DUEBY_OK) return;
  const struct open_element *element = &input->open[input->depth];
  int is_text = input->text_depth == input->depth;
  if (is_text) trim_text(input);
  if (is_text && input->case_depth) take_field(input, element);
  if (is_text && !input->case_depth && input->depth > 1) keep_header_text(input);
  if (is_text) input->text_depth = 0;
  if (input->skipped_depth == input->depth) keep_misspelt(input);
  if (input->depth == input->case_depth) end_case(input);
  if (!input->case_depth && input->depth > 1) leave_path(input);
  input->depth--;
}

static void XMLCALL on_text(void *context, const XML_Char *text, int length) {
  struct xml_input *input = context;
  if (input->status != DUEBY_OK) return;
  for (int i = 0; i < length && input->skipped_depth; i++) input->skipped_has_text |= (unsigned char)text[i] > ' ';
  if (!input->depth || input->text_depth != input->depth) return;
  if (input->text_length + length > DUEBY_RETURN_FIELD_MAX) {
    input->is_text_too_long = 1;
    return;
  }
  memcpy(input->text + input->text_length, text, (size_t)length);
  input->text_length += length;
}

static void XMLCALL on_document_type(void *context, const XML_Char *name, const XML_Char *system_id, const XML_Char *public_id,
                                     int has_internal_subset) {
  (void)name, (void)system_id, (void)public_id, (void)has_internal_subset;
  refuse(context, DUEBY_ETEXT,
         "a document type (<!DOCTYPE): returns do not have one, and we do not read it because it could define entities");
}

/* Tells expat how to decode windows-1252. Many systems write it, but expat does not support it. */
static int XMLCALL on_encoding(void *unused, const XML_Char *name, XML_Encoding *info) {
  static const int from_128[32] = {0x20ac, -1,     0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
                                   0x2039, 0x0152, -1,     0x017d, -1,     -1,     0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
                                   0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, -1,     0x017e, 0x0178};
  static const char windows[] = "windows-1252";
  (void)unused;
  if (!dueby_mapping_matches(windows, (int64_t)sizeof windows - 1, name, (int64_t)strlen(name))) return XML_STATUS_ERROR;
  for (int i = 0; i < 256; i++) info->map[i] = i < 128 || i >= 160 ? i : from_128[i - 128];
  info->data = NULL;
  info->convert = NULL;
  info->release = NULL;
  return XML_STATUS_OK;
}

/* ---- reading the file ---- */

/* Returns advice on a mistake in an exported file. */
static const char *advice(enum XML_Error error) {
  if (error == XML_ERROR_INVALID_TOKEN)
    return ". If the file is not UTF-8, its first line has to say so: <?xml version=\"1.0\" encoding=\"windows-1252\"?>";
  if (error == XML_ERROR_UNCLOSED_TOKEN || error == XML_ERROR_NO_ELEMENTS) return ". The file ends too early: export it again";
  return ": export it again";
}

static dueby_status report_malformed(struct xml_input *input) {
  enum XML_Error error = XML_GetErrorCode(input->parser);
  if (error == XML_ERROR_NO_MEMORY) return DUEBY_EMEMORY;
  dueby_return_report(input->returned, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, input->name, line_of(input),
                      "not valid XML (%s), so nothing after this can be read%s", XML_ErrorString(error), advice(error));
  return DUEBY_ETEXT;
}

static void end_file(struct xml_input *input) {
  if (!input->mapping) find_mapping(input, 1);
  if (input->status != DUEBY_OK) return;
  if (!dueby_skipped_add_all(input->returned, &input->elements, input->file)) stop(input, DUEBY_EMEMORY);
  if (input->status != DUEBY_OK) return;
  dueby_unknown_report(input->returned, input->name, &input->elements, "unknown element, skipped");
  dueby_unknown_report(input->returned, input->name, &input->codes, "unknown code, used as is");
  dueby_shortened_report(input->returned, input->name, &input->shortened);
  input->status = DUEBY_DONE;
}

/* Parses one more piece of the file, or resumes parsing the last piece. Returns expat's status. */
static enum XML_Status parse_more(struct xml_input *input) {
  if (input->is_waiting) {
    input->is_waiting = 0;
    return XML_ResumeParser(input->parser);
  }
  void *buffer = XML_GetBuffer(input->parser, CHUNK_SIZE);
  int64_t got = buffer ? input->source(input->context, buffer, CHUNK_SIZE) : 0;
  if (!buffer) input->status = DUEBY_EMEMORY;
  else if (got < 0) input->status = DUEBY_EFILE;
  if (input->status != DUEBY_OK) return XML_STATUS_ERROR;
  input->fed += got;
  input->is_whole = got == 0;
  return XML_ParseBuffer(input->parser, (int)got, input->is_whole);
}

static void read_on(struct xml_input *input) {
  enum XML_Status parsed = parse_more(input);
  if (input->status != DUEBY_OK || parsed == XML_STATUS_SUSPENDED) return;
  if (parsed == XML_STATUS_ERROR) input->status = report_malformed(input);
  else if (input->is_whole) end_file(input);
  else if (input->fed - (int64_t)XML_GetCurrentByteIndex(input->parser) > DUEBY_RETURN_MARKUP_MAX)
    refuse(input, DUEBY_ELIMIT, "a tag, comment or other markup is longer than 1 MiB and does not end");
}

dueby_status dueby_xml_take(struct xml_input *input, const struct found_event **event, const struct event_queue **queue) {
  while (input->queue.next == input->queue.count) {
    if (input->status != DUEBY_OK) {
      dueby_own_file_close(input->file_of_own);
      input->file_of_own = NULL;
      return input->status;
    }
    dueby_queue_clear(&input->queue);
    read_on(input);
  }
  *event = &input->queue.events[input->queue.next++];
  *queue = &input->queue;
  return DUEBY_OK;
}

void dueby_xml_own_file(struct xml_input *input, struct own_file *file) {
  input->file_of_own = file;
}

void dueby_xml_free(struct xml_input *input) {
  if (!input) return;
  if (input->parser) XML_ParserFree(input->parser);
  dueby_own_file_close(input->file_of_own);
  free(input->context);
  for (int32_t i = 0; i < input->header_count; i++) {
    free(input->header[i].path);
    free(input->header[i].text);
  }
  dueby_row_set_free(&input->rows);
  dueby_queue_free(&input->queue);
  dueby_interned_free(&input->elements.names);
  dueby_interned_free(&input->codes.names);
  dueby_interned_free(&input->names);
  dueby_interned_free(&input->misspelt_seen);
  free(input->named);
  free(input->misspelt);
  free(input->name);
  free(input);
}

static struct xml_input *make_input(dueby_return *returned, const char *name) {
  struct xml_input *input = calloc(1, sizeof *input);
  if (!input) return NULL;
  input->returned = returned;
  input->file = -1;
  input->name = copy(name, (int64_t)strlen(name));
  input->rows.nones = &returned->nones;
  input->parser = XML_ParserCreate(NULL);
  if (!input->name || !input->parser) {
    dueby_xml_free(input);
    return NULL;
  }
  XML_SetUserData(input->parser, input);
  XML_SetElementHandler(input->parser, on_start, on_end);
  XML_SetCharacterDataHandler(input->parser, on_text);
  XML_SetStartDoctypeDeclHandler(input->parser, on_document_type);
  XML_SetUnknownEncodingHandler(input->parser, on_encoding, NULL);
  return input;
}

dueby_status dueby_return_open_xml(dueby_return *returned, const char *name, dueby_csv_source source, void *context) {
  struct xml_input *input = make_input(returned, name);
  int64_t capacity = returned->input_capacity;
  if (!input) {
    free(context);
    return DUEBY_EMEMORY;
  }
  input->source = source;
  input->context = context;
  while (!input->mapping && input->status == DUEBY_OK) read_on(input);
  dueby_status status = input->mapping || input->status != DUEBY_DONE ? DUEBY_OK : DUEBY_ENOTFOUND;
  if (!input->mapping && input->status != DUEBY_DONE) status = input->status;
  if (status == DUEBY_OK &&
      !dueby_return_grow((void **)&returned->inputs, returned->input_count, &capacity, sizeof *returned->inputs))
    status = DUEBY_EMEMORY;
  if (status != DUEBY_OK) {
    dueby_xml_free(input);
    return status;
  }
  returned->input_capacity = (int32_t)capacity;
  returned->inputs[returned->input_count++] = input;
  return DUEBY_OK;
}
