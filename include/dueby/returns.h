/* returns: reads the files that councils have (census, SSDA903, Annex A, their own extracts) as events for a worklist. Part of
 * libdueby-io. A mapping is data (data/FORMAT.md) that says how to recognise a file and which field is which event. A child's
 * events may be spread over several files and years, but make one case. Refs are made from the content, so that an event in two
 * files is one event. Input is not trusted: XML is read as a stream, without a document type or entities, and everything has a
 * limit. */
#ifndef DUEBY_RETURNS_H
#define DUEBY_RETURNS_H

#include "caseload.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A mapping, which says what events the fields of one kind of return mean, in a profile's vocabulary. The profile must outlive
 * it. */
typedef struct dueby_mapping dueby_mapping;

/* The built-in mappings by index, [0, count): their number and names; and a function that makes one of them. Fails with
 * DUEBY_ENOTFOUND or DUEBY_EMEMORY. Since 0.9. */
DUEBY_API int32_t dueby_mapping_builtin_count(void);
DUEBY_API const char *dueby_mapping_builtin(int32_t index);
DUEBY_API dueby_status dueby_mapping_new(const dueby_profile *profile, const char *name, dueby_mapping **mapping);

/* Reads a mapping from YAML, at most 4 MiB. Fields that no row uses cause warnings. Fails with DUEBY_ETEXT, DUEBY_ELIMIT,
 * DUEBY_EMEMORY or, from a file, DUEBY_EFILE. Since 0.9. */
DUEBY_API dueby_status dueby_mapping_from_yaml(const dueby_profile *profile, const char *yaml, int64_t length,
                                               dueby_diagnostics *diagnostics, dueby_mapping **mapping);
DUEBY_API dueby_status dueby_mapping_from_file(const dueby_profile *profile, const char *path, dueby_diagnostics *diagnostics,
                                               dueby_mapping **mapping);
DUEBY_API void dueby_mapping_free(dueby_mapping *mapping);

/* The name of a mapping, such as `cin`; its title; and sentences about what such a return does not show, by index [0, count). Since
 * 0.9. */
DUEBY_API const char *dueby_mapping_name(const dueby_mapping *mapping);
DUEBY_API const char *dueby_mapping_title(const dueby_mapping *mapping);
DUEBY_API int32_t dueby_mapping_limit_count(const dueby_mapping *mapping);
DUEBY_API const char *dueby_mapping_limit(const dueby_mapping *mapping, int32_t index);

/* The files of a return, while they are being read. */
typedef struct dueby_return dueby_return;

/* Limits for XML: nested elements, rows per case, bytes per field, and bytes between < and >. */
enum {
  DUEBY_RETURN_DEPTH_MAX = 32,
  DUEBY_RETURN_ROWS_MAX = 65535,
  DUEBY_RETURN_FIELD_MAX = 1000,
  DUEBY_RETURN_MARKUP_MAX = 1 << 20
};

typedef struct dueby_return_options {
  uint32_t size;                        /* sizeof(dueby_return_options), or 0 for the size of release 1.0 */
  uint32_t flags;                       /* flags: DUEBY_CASELOAD_MIDNIGHT_IS_TIME, DUEBY_CASELOAD_SHOW_VALUES */
  const dueby_mapping *const *mappings; /* the mappings that recognise files, tried in this order; NULL for the built-in ones */
  int64_t mapping_count;
  /* Called for each problem, with the file's name, which may be NULL. The function may itself be NULL. */
  void (*report)(const dueby_diagnostic *what, const char *file, void *context);
  void *context;
} dueby_return_options;

/* One event in a return, and where it is in the files. Strings are valid until the next call. */
typedef struct dueby_return_event {
  const char *name;  /* name of the case */
  const char *ref;   /* ref of the event, as a string; "" for none */
  const char *file;  /* name of the file, as passed when it was added */
  const char *field; /* the field that the event comes from, such as CINdetails/CINreferralDate or episodes.DECOM */
  const char *note;  /* the mapping's note about the event; "" for none */
  int64_t line;
  dueby_event event; /* the event; its ref is 0 and its row is the line number; its type is 0 if it could not be read, which has
                      * been reported */
  int32_t is_bad;    /* 1 if the event could not be read */
  int32_t reserved;  /* reserved, and must be zero */
} dueby_return_event;

/* Makes a return with no files yet. The profile and the mappings must outlive it. `options` may be NULL. Fails with DUEBY_EARGUMENT
 * or DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_return_new(const dueby_profile *profile, const dueby_return_options *options, dueby_return **returned);
DUEBY_API void dueby_return_free(dueby_return *returned);
DUEBY_API const dueby_profile *dueby_return_profile(const dueby_return *returned); /* the profile of a return; since 0.9 */

/* Adds a file: from a source, with a name for messages, or from a path. CSV is read to the end, but XML only up to the first case,
 * so the source must last until all events have been read. Fails with DUEBY_ENOTFOUND if no mapping recognises the file; this is
 * not reported, but if a table nearly fits, a warning names the columns that it lacks. Fails with DUEBY_ETEXT, DUEBY_ELIMIT or
 * DUEBY_EFORMAT, which are reported; also with DUEBY_EFILE or DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_return_add(dueby_return *returned, const char *name, dueby_csv_source source, void *context);
DUEBY_API dueby_status dueby_return_add_file(dueby_return *returned, const char *path);

/* The kinds of return added so far, by index [0, count), in the order of the mappings; and the number of files of a kind. Since
 * 0.9. */
DUEBY_API int32_t dueby_return_mapping_count(const dueby_return *returned);
DUEBY_API const dueby_mapping *dueby_return_mapping(const dueby_return *returned, int32_t index);
DUEBY_API int64_t dueby_return_file_count(const dueby_return *returned, int32_t index);

/* The latest reference date that a file states, or DUEBY_DATE_NONE if none does. Since 0.9. */
DUEBY_API dueby_date dueby_return_as_at(const dueby_return *returned);

/* Writes notes on the files that were read, to be shown once, by index from 0: each kind of return, and what it does not show. If
 * the reference date is used as as-at, pass it as `taken`, which adds a note; otherwise pass NONE. Returns DUEBY_DONE after the
 * last, DUEBY_ESPACE if the buffer is too small. Since 0.9. */
DUEBY_API dueby_status dueby_return_note_text(const dueby_return *returned, int64_t index, dueby_date taken, char *text,
                                              int64_t size, int64_t *needed);

/* Finds how completely the files record each event, for dueby_timeline_options; known once all events have been read. If
 * `history_from` is not NONE, it replaces the beginning of their period. Fails with DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_return_holds(const dueby_return *returned, dueby_date as_at, dueby_date history_from,
                                          dueby_holding *holds);

/* Deselects the rules of duties that cannot be checked from any of the added kinds of return, and rules that need a tag whose
 * column a file lacks. `selected` has 1 or 0 for each rule. Since 0.9. */
DUEBY_API void dueby_return_leave_out(const dueby_return *returned, uint8_t *selected);

/* Reads the next event. Events of one case in one file come together. Returns DUEBY_DONE after the last; DUEBY_ETEXT and
 * DUEBY_ELIMIT for XML that is not well-formed or over a limit, after which there are no more; DUEBY_EFILE, DUEBY_EMEMORY. Since
 * 0.9. */
DUEBY_API dueby_status dueby_return_next(dueby_return *returned, dueby_return_event *event);

/* The number of events that dueby_return_next has left out because nobody knows whether or when they happened: events from fields
 * that cannot be read, and events that a file may lack because something open in another file is missing from it. Since 0.9. */
DUEBY_API int64_t dueby_return_unread_count(const dueby_return *returned);

/* The columns that the returns carry along, by index [0, count), known once all files have been added; and the value of a column
 * for the last event, "" if it has none. NULL for an unknown index. Since 0.9. */
DUEBY_API int32_t dueby_return_column_count(const dueby_return *returned);
DUEBY_API const char *dueby_return_column(const dueby_return *returned, int32_t column);
DUEBY_API const char *dueby_return_value(const dueby_return *returned, int32_t column);

/* Passes on the fields of `dueby read` for the last event from dueby_return_next, or empty cells if `event` is NULL. Since 0.9. */
DUEBY_API void dueby_return_cells(const dueby_return *returned, const dueby_return_event *event, dueby_cell_sink sink,
                                  void *context);

/* Makes a caseload from the events in a return; the caseload then owns `returned`. In the options, the order of dates and the
 * values for "no value" do not matter, and DUEBY_CASELOAD_BY_CASE must not be among the flags. After DUEBY_EARGUMENT and
 * DUEBY_EMEMORY `returned` is still the caller's. Since 0.9. */
DUEBY_API dueby_status dueby_caseload_from_return(dueby_return *returned, const dueby_caseload_options *options,
                                                  dueby_caseload **caseload);

/* ---- reading files of any kind as a worklist; shared by the command and the bindings ---- */

/* Returns 1 if a file that begins with these bytes is a file of events, with the columns `case`, `event` and `at`; -1 if out of
 * memory. Since 0.9. */
DUEBY_API int32_t dueby_caseload_is_file(const char *bytes, int64_t length);

/* A file in memory. */
typedef struct dueby_file {
  const char *name; /* name of the file for messages */
  const char *bytes;
  int64_t length;
} dueby_file;

/* Makes a caseload from one file of events, or from the files of a return, using the built-in mappings. A single file that no
 * mapping recognises, or that was made from a table (DUEBY_CASELOAD_ROWS_FROM_0 or _1), is read as a file of events. The bytes,
 * `diagnostics` and the options' strings must last until the caseload is freed. Messages are added to `diagnostics`, preceded by
 * the file's name if there are several files; the options' own report function is not called. Fails with DUEBY_ENOTFOUND, which is
 * reported, if one of several files is not recognised. Otherwise returns the statuses of dueby_return_add,
 * dueby_caseload_from_return and dueby_caseload_new. Since 0.9. */
DUEBY_API dueby_status dueby_caseload_from_files(const dueby_profile *profile, const dueby_file *files, int64_t file_count,
                                                 const dueby_caseload_options *options, dueby_diagnostics *diagnostics,
                                                 dueby_caseload **caseload);

/* The return that a caseload is read from, or NULL if it is read from a file of events. Since 0.9. */
DUEBY_API const dueby_return *dueby_caseload_return(const dueby_caseload *caseload);

/* Reads all of a caseload and makes a worklist of its cases. Options that are not set are derived from the files. If
 * `run->recorded` is NULL, it becomes the events that occur. If `run->holds` is NULL or does not mention an event, it becomes what
 * the return says about that event. If `run->as_at` or `recorded_to` is 0 or NONE, it becomes a return's reference date. If
 * `run->selected` is NULL, it omits duties that cannot be checked from any kind of return that was read. The columns of `where` are
 * found regardless of capitals. Fails with DUEBY_ENOTFOUND if there is no such column; with DUEBY_EARGUMENT if there is no as-at
 * day, or with DUEBY_ECOVERAGE if the calendar does not cover it; or with any error of dueby_caseload_feed. Since 0.9. */
DUEBY_API dueby_status dueby_caseload_to_worklist(dueby_caseload *caseload, const dueby_calendar *calendar,
                                                  const dueby_worklist_options *options, dueby_worklist **worklist);

#ifdef __cplusplus
}
#endif
#endif
