/* Makes a caseload from files in memory: a file of events, or the files of a return. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "caseload_internal.h"
#include "diagnose.h"
#include "input.h"

/* ---- recognising a kind of file ---- */

static int is_named(const dueby_csv_cell *cell, const char *name) {
  return (size_t)cell->length == strlen(name) && memcmp(cell->text, name, strlen(name)) == 0;
}

int32_t dueby_caseload_is_file(const char *bytes, int64_t length) {
  dueby_csv_memory memory = {bytes, length, 0};
  const dueby_csv_cell *cells;
  dueby_csv *csv = NULL;
  int32_t count = 0, named = 0;
  dueby_status status = dueby_csv_new(dueby_csv_from_memory, &memory, &csv);
  if (status == DUEBY_OK) status = dueby_csv_next(csv, &cells, &count);
  for (int32_t i = 0; i < count && status == DUEBY_OK; i++)
    named += is_named(&cells[i], "case") || is_named(&cells[i], "event") || is_named(&cells[i], "at");
  dueby_csv_free(csv);
  return status == DUEBY_EMEMORY ? -1 : named == 3;
}

/* ---- reading the files ---- */

/* A caseload's input and space for its messages, in one block of memory. */
struct sources {
  dueby_diagnostics *diagnostics;
  int64_t count;
  dueby_csv_memory files[];
};

static void take_message(const dueby_diagnostic *what, void *context) {
  dueby_io_report(((struct sources *)context)->diagnostics, what->severity, what->code, what->line, what->column, "%s",
                  what->message);
}

static void take_message_of_file(const dueby_diagnostic *what, const char *file, void *context) {
  const struct sources *sources = context;
  int is_said = file && sources->count > 1;
  dueby_io_report(sources->diagnostics, what->severity, what->code, what->line, what->column, "%s%s%s", is_said ? file : "",
                  is_said ? ": " : "", what->message);
}

static dueby_status refuse_file(struct sources *sources, const dueby_file *file, const char *why) {
  dueby_diagnostic what = {.severity = DUEBY_SEVERITY_ERROR, .code = DUEBY_ENOTFOUND};
  snprintf(what.message, sizeof what.message, "%s", why);
  take_message_of_file(&what, file->name, sources);
  return DUEBY_ENOTFOUND;
}

static dueby_status add_files(dueby_return *returned, const dueby_file *files, struct sources *sources) {
  dueby_status status = DUEBY_OK;
  for (int64_t i = 0; i < sources->count && status == DUEBY_OK; i++) {
    int32_t is_events = dueby_caseload_is_file(files[i].bytes, files[i].length);
    if (is_events < 0) return DUEBY_EMEMORY;
    if (is_events) return refuse_file(sources, &files[i], "this is a file of events: choose it on its own");
    status = dueby_return_add(returned, files[i].name, dueby_csv_from_memory, &sources->files[i]);
    if (status == DUEBY_ENOTFOUND && sources->count > 1)
      return refuse_file(sources, &files[i],
                         files[i].length
                             ? "dueby does not recognise this file: it is not part of a return, and a file of events has "
                               "the columns case, event and at. Leave it out or correct it"
                             : "the file is empty: export it again");
  }
  return status;
}

static dueby_status open_return(const dueby_profile *profile, const dueby_file *files, struct sources *sources,
                                const dueby_caseload_options *options, dueby_caseload **caseload) {
  const dueby_return_options wanted = {.flags = (uint32_t)options->flags &
                                                (DUEBY_CASELOAD_MIDNIGHT_IS_TIME | DUEBY_CASELOAD_SHOW_VALUES),
                                       .report = take_message_of_file,
                                       .context = sources};
  dueby_caseload_options taken = *options;
  dueby_return *returned = NULL;
  dueby_status status = dueby_return_new(profile, &wanted, &returned);
  if (status == DUEBY_OK) status = add_files(returned, files, sources);
  if (status == DUEBY_OK && (!taken.as_at || taken.as_at == DUEBY_DATE_NONE)) taken.as_at = dueby_return_as_at(returned);
  if (status == DUEBY_OK) status = dueby_caseload_from_return(returned, &taken, caseload);
  if (status != DUEBY_OK) dueby_return_free(returned);
  return status;
}

dueby_status dueby_caseload_from_files(const dueby_profile *profile, const dueby_file *files, int64_t file_count,
                                       const dueby_caseload_options *options, dueby_diagnostics *diagnostics,
                                       dueby_caseload **caseload) {
  dueby_caseload_options taken;
  if (!TAKE_INPUT(dueby_caseload_options, &taken, options)) return DUEBY_EARGUMENT;
  taken.size = sizeof taken;
  if (file_count < 1 || (uint64_t)file_count > SIZE_MAX / sizeof(dueby_csv_memory) / 2) return DUEBY_EARGUMENT;
  struct sources *sources = malloc(sizeof *sources + (size_t)file_count * sizeof *sources->files);
  if (!sources) return DUEBY_EMEMORY;
  *sources = (struct sources){diagnostics, file_count};
  for (int64_t i = 0; i < file_count; i++) sources->files[i] = (dueby_csv_memory){files[i].bytes, files[i].length, 0};
  dueby_caseload *made = NULL;
  taken.report = take_message;
  taken.context = sources;
  int32_t is_events = file_count == 1 ? dueby_caseload_is_file(files->bytes, files->length) : 0;
  dueby_status status = is_events < 0                            ? DUEBY_EMEMORY
                        : is_events || taken.flags & TABLE_FLAGS ? DUEBY_ENOTFOUND
                                                                 : open_return(profile, files, sources, &taken, &made);
  if (status == DUEBY_ENOTFOUND && file_count == 1) { /* not a return: read it as a file of events, to get messages about that
                                                         format */
    sources->files->read = 0;
    status = dueby_caseload_new(profile, dueby_csv_from_memory, sources->files, &taken, &made);
  }
  if (status != DUEBY_OK) {
    free(sources);
    return status;
  }
  dueby_caseload_own(made, sources);
  *caseload = made;
  return DUEBY_OK;
}
