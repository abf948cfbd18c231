/* Gives findings (reasons not to trust a worklist) as cells and as JSON. */
#include <stdlib.h>

#include "cell_internal.h"
#include "dueby/code.h"
#include "json.h"
#include "worklist_internal.h"

static void give_lines(const struct giver *to, const dueby_finding *finding) {
  char lines[DUEBY_FINDING_LINES_MAX * 21];
  struct text out = text_in(lines, sizeof lines);
  for (int i = 0; i < DUEBY_FINDING_LINES_MAX && finding->lines[i]; i++) {
    if (i) text_char(&out, ' ');
    text_number(&out, finding->lines[i]);
  }
  text_end(&out, NULL);
  give_text(to, "lines", DUEBY_CELL_NUMBERS, lines);
}

dueby_status dueby_worklist_finding_cells(const dueby_worklist *worklist, int64_t index, dueby_cell_sink sink, void *context) {
  const struct giver to = {sink, context};
  dueby_finding finding;
  int64_t needed = 0;
  dueby_status status = dueby_worklist_finding(worklist, index, &finding);
  if (status != DUEBY_OK) return status;
  dueby_worklist_finding_text(worklist, index, NULL, 0, &needed);
  char *text = malloc((size_t)needed);
  if (!text) return DUEBY_EMEMORY;
  dueby_worklist_finding_text(worklist, index, text, needed, NULL);
  give_code(&to, "code", dueby_code_name(DUEBY_CODE_FINDING, finding.kind));
  give_number(&to, "count", finding.count ? finding.count : INT64_MIN);
  give_number(&to, "of", finding.of ? finding.of : INT64_MIN);
  give_lines(&to, &finding);
  give_code(&to, "event", finding.event ? dueby_profile_event_slug(worklist->profile, finding.event) : NULL);
  give_text(&to, "team", DUEBY_CELL_TEXT, finding.team);
  give_day(&to, "recorded_to", finding.recorded_to);
  give_text(&to, "text", DUEBY_CELL_TEXT, text);
  free(text);
  return DUEBY_OK;
}

dueby_status dueby_worklist_finding_json(const dueby_worklist *worklist, int64_t index, char *text, int64_t size, int64_t *needed) {
  struct json_object object = dueby_json_begin(text, size);
  dueby_status status = dueby_worklist_finding_cells(worklist, index, dueby_json_add, &object);
  return status == DUEBY_OK ? dueby_json_end(&object, needed) : status;
}
