/* Gives findings (reasons not to trust a worklist) as cells and as JSON. */
#include <stdlib.h>

#include "cell_internal.h"
#include "dueby/code.h"
#include "json.h"
#include "places.h"
#include "worklist_findings.h"

static void give_lines(const struct giver *to, const dueby_finding *finding) {
  char lines[DUEBY_FINDING_LINES_MAX * 21];
  struct text out = text_in(lines, sizeof lines);
  for (int i = 0; i < DUEBY_FINDING_LINES_MAX && finding->lines[i]; i++) {
    if (i) text_char(&out, ' ');
    text_number(&out, (int64_t)(uint32_t)finding->lines[i]);
  }
  text_end(&out, NULL);
  give_text(to, "lines", DUEBY_CELL_NUMBERS, lines);
}

static void write_files(struct text *out, const dueby_worklist *worklist, const dueby_finding *finding) {
  for (int i = 0; i < DUEBY_FINDING_LINES_MAX && finding->lines[i]; i++) {
    int64_t file = finding->lines[i] >> PLACES_FILE_SHIFT;
    if (i) text_char(out, '\n');
    if (file > 0 && file <= worklist->file_count) text_plain(out, worklist->files[file - 1]);
  }
}

/* Passes on the name of each line's file, if there are several files. */
static dueby_status give_files(const struct giver *to, const dueby_worklist *worklist, const dueby_finding *finding) {
  struct text length = text_in(NULL, 0);
  if (!worklist->file_count) return DUEBY_OK;
  write_files(&length, worklist, finding);
  char *files = malloc((size_t)length.length + 1);
  if (!files) return DUEBY_EMEMORY;
  struct text out = text_in(files, length.length + 1);
  write_files(&out, worklist, finding);
  text_end(&out, NULL);
  give_text(to, "files", DUEBY_CELL_TEXTS, files);
  free(files);
  return DUEBY_OK;
}

dueby_status dueby_worklist_finding_cells(const dueby_worklist *worklist, int64_t index, dueby_cell_sink sink, void *context) {
  const struct giver to = {sink, context};
  struct search search;
  int64_t needed = 0;
  dueby_status status = dueby_finding_search(worklist, index, &search);
  /* this keeps the lines, which dueby_worklist_finding drops if there are several files */
  const dueby_finding *finding = &search.found;
  if (status != DUEBY_OK) return status;
  dueby_worklist_finding_text(worklist, index, NULL, 0, &needed);
  char *text = malloc((size_t)needed);
  if (!text) return DUEBY_EMEMORY;
  dueby_worklist_finding_text(worklist, index, text, needed, NULL);
  give_code(&to, "code", dueby_code_name(DUEBY_CODE_FINDING, finding->kind));
  give_number(&to, "count", finding->count ? finding->count : INT64_MIN);
  give_number(&to, "of", finding->of ? finding->of : INT64_MIN);
  give_lines(&to, finding);
  status = give_files(&to, worklist, finding);
  give_code(&to, "event", finding->event ? dueby_profile_event_slug(worklist->profile, finding->event) : NULL);
  give_text(&to, "team", DUEBY_CELL_TEXT, finding->team);
  give_day(&to, "recorded_to", finding->recorded_to);
  give_text(&to, "text", DUEBY_CELL_TEXT, text);
  free(text);
  return status;
}

dueby_status dueby_worklist_finding_json(const dueby_worklist *worklist, int64_t index, char *text, int64_t size, int64_t *needed) {
  struct json_object object = dueby_json_begin(text, size);
  dueby_status status = dueby_worklist_finding_cells(worklist, index, dueby_json_add, &object);
  return status == DUEBY_OK ? dueby_json_end(&object, needed) : status;
}
