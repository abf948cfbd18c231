/* returns: the files that councils have (census, SSDA903, Annex A, extracts of their own) -> events, for a worklist. Part of
 * libdueby-io.
 *
 * A mapping is data (data/FORMAT.md): how a file is recognised, and which of its fields is which event. The events of a child
 * may be spread over several files and years: they are one case. Refs are made from the content, so that an event in two files
 * is one event. Input is not trusted: XML is read as a stream, without a document type or entities, and everything has a limit. */
#ifndef DUEBY_RETURNS_H
#define DUEBY_RETURNS_H

#include "caseload.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The meaning of one kind of return, in the vocabulary of a profile, which must outlive it. */
typedef struct dueby_mapping dueby_mapping;

/* The built-in mappings, [0, count): their names, and one of them. DUEBY_ENOTFOUND, DUEBY_EMEMORY. Since 0.1. */
DUEBY_API int32_t dueby_mapping_builtin_count(void);
DUEBY_API const char *dueby_mapping_builtin(int32_t index);
DUEBY_API dueby_status dueby_mapping_new(const dueby_profile *profile, const char *name, dueby_mapping **mapping);

/* A mapping from YAML, at most 4 MiB. Fields that no row uses are warnings. DUEBY_ETEXT, DUEBY_ELIMIT, DUEBY_EMEMORY; DUEBY_EFILE.
 * Since 0.1. */
DUEBY_API dueby_status dueby_mapping_from_yaml(const dueby_profile *profile, const char *yaml, int64_t length,
                                               dueby_diagnostics *diagnostics, dueby_mapping **mapping);
DUEBY_API dueby_status dueby_mapping_from_file(const dueby_profile *profile, const char *path, dueby_diagnostics *diagnostics,
                                               dueby_mapping **mapping);
DUEBY_API void dueby_mapping_free(dueby_mapping *mapping);

/* Its name, `cin`; its title; and sentences on what such a return does not show, [0, count). Since 0.1. */
DUEBY_API const char *dueby_mapping_name(const dueby_mapping *mapping);
DUEBY_API const char *dueby_mapping_title(const dueby_mapping *mapping);
DUEBY_API int32_t dueby_mapping_limit_count(const dueby_mapping *mapping);
DUEBY_API const char *dueby_mapping_limit(const dueby_mapping *mapping, int32_t index);

/* The files of a return while they are being read. */
typedef struct dueby_return dueby_return;

/* The limits of XML: nested elements, rows of one case, bytes of a field, and bytes between < and >. */
enum {
  DUEBY_RETURN_DEPTH_MAX = 32,
  DUEBY_RETURN_ROWS_MAX = 65535,
  DUEBY_RETURN_FIELD_MAX = 1000,
  DUEBY_RETURN_MARKUP_MAX = 1 << 20
};

typedef struct dueby_return_options {
  uint32_t size;                        /* sizeof(dueby_return_options), or 0: the size of release 1.0 */
  uint32_t flags;                       /* DUEBY_CASELOAD_MIDNIGHT_IS_TIME, DUEBY_CASELOAD_SHOW_VALUES */
  const dueby_mapping *const *mappings; /* the mappings that recognise files, tried in this order; NULL: the built-in ones */
  int64_t mapping_count;
  /* Called for each problem, with the file's name, which may be NULL; may be NULL itself. */
  void (*report)(const dueby_diagnostic *what, const char *file, void *context);
  void *context;
} dueby_return_options;

/* One event of a return, and its place. Strings are valid until the next call. */
typedef struct dueby_return_event {
  const char *name;  /* name of the case */
  const char *ref;   /* 1: the case has none */
  const char *file;  /* name of the file as it was added */
  const char *field; /* CINdetails/CINreferralDate; episodes.DECOM */
  const char *note;  /* what the mapping says about it; "" if nothing */
  int64_t line;
  dueby_event event; /* its ref is 0 and its row its line; its type is 0 if it could not be read, which was reported */
  int32_t is_bad;    /* 1: it could not be read */
  int32_t reserved;  /* zero */
} dueby_return_event;

/* The profile and the mappings must outlive it. DUEBY_EMEMORY. Since 0.1. */
DUEBY_API dueby_status dueby_return_new(const dueby_profile *profile, const dueby_return_options *options, dueby_return **returned);
DUEBY_API void dueby_return_free(dueby_return *returned);
DUEBY_API const dueby_profile *dueby_return_profile(const dueby_return *returned); /* since 0.1 */

/* Adds a file under a name for messages. CSV is read to its end, but XML only up to its first case, so the source must last
 * until all events have been read. DUEBY_ENOTFOUND if no mapping knows such a file, which is not reported; DUEBY_ETEXT,
 * DUEBY_ELIMIT and DUEBY_EFORMAT, which are; DUEBY_EFILE, DUEBY_EMEMORY. Since 0.1. */
DUEBY_API dueby_status dueby_return_add(dueby_return *returned, const char *name, dueby_csv_source source, void *context);
DUEBY_API dueby_status dueby_return_add_file(dueby_return *returned, const char *path);

/* The kinds of return that were added, [0, count), in the order of the mappings; and how many files of one. Since 0.1. */
DUEBY_API int32_t dueby_return_mapping_count(const dueby_return *returned);
DUEBY_API const dueby_mapping *dueby_return_mapping(const dueby_return *returned, int32_t index);
DUEBY_API int64_t dueby_return_file_count(const dueby_return *returned, int32_t index);

/* The latest reference date that a file states; DUEBY_DATE_NONE if none does. Since 0.1. */
DUEBY_API dueby_date dueby_return_as_at(const dueby_return *returned);

/* Notes on the files that were read, to be shown once, [0, ...): each kind of return, and what it does not show. `taken` is the
 * reference date, if it is used as as-at, which adds a note; else NONE. DUEBY_DONE after the last; DUEBY_ESPACE. Since 0.1. */
DUEBY_API dueby_status dueby_return_note_text(const dueby_return *returned, int64_t index, dueby_date taken, char *text,
                                              int64_t size, int64_t *needed);

/* How completely the files hold each event, for dueby_timeline_options; known once all events have been read. If `history_from`
 * is not NONE, it replaces the beginning of their period. DUEBY_EMEMORY. Since 0.1. */
DUEBY_API dueby_status dueby_return_holds(const dueby_return *returned, dueby_date as_at, dueby_date history_from,
                                          dueby_holding *holds);

/* Deselects the rules of duties that none of the added kinds of return can judge. `selected` is by rule, 1 or 0. Since 0.1. */
DUEBY_API void dueby_return_leave_out(const dueby_return *returned, uint8_t *selected);

/* The next event. Events of one case in one file come together. DUEBY_DONE after the last; DUEBY_ETEXT and DUEBY_ELIMIT for XML
 * that is not well-formed or over a limit, after which there are no more; DUEBY_EFILE, DUEBY_EMEMORY. Since 0.1. */
DUEBY_API dueby_status dueby_return_next(dueby_return *returned, dueby_return_event *event);

/* The columns that the returns carry along, [0, count), known once all files were added; and the value of one for the last
 * event, "" if it has none. NULL for an unknown index. Since 0.1. */
DUEBY_API int32_t dueby_return_column_count(const dueby_return *returned);
DUEBY_API const char *dueby_return_column(const dueby_return *returned, int32_t column);
DUEBY_API const char *dueby_return_value(const dueby_return *returned, int32_t column);

/* Passes on the fields of `dueby read` for the last event of dueby_return_next; NULL: empty cells. Since 0.1. */
DUEBY_API void dueby_return_cells(const dueby_return *returned, const dueby_return_event *event, dueby_cell_sink sink,
                                  void *context);

/* A caseload of these events, which then owns `returned`. In the options, the order of dates and the nulls do not matter, and
 * DUEBY_CASELOAD_BY_CASE must not be among the flags. After DUEBY_EARGUMENT and DUEBY_EMEMORY `returned` is still the caller's.
 * Since 0.1. */
DUEBY_API dueby_status dueby_caseload_from_return(dueby_return *returned, const dueby_caseload_options *options,
                                                  dueby_caseload **caseload);

/* ---- files of any kind, as a worklist; shared by the command and the bindings ---- */

/* 1 if a file that begins with these bytes is a file of events, with the columns `case`, `event` and `at`; -1 if out of memory.
 * Since 0.1. */
DUEBY_API int32_t dueby_caseload_is_file(const char *bytes, int64_t length);

/* A file in memory. */
typedef struct dueby_file {
  const char *name; /* for messages */
  const char *bytes;
  int64_t length;
} dueby_file;

/* A caseload of one file of events, or of the files of a return by the built-in mappings. A single file that no mapping knows is
 * read as one of events. The bytes, `diagnostics` and the strings of the options must last until it is freed. Messages are added to
 * `diagnostics`, with the name of the file before them if there are several; the options' own report is not called.
 * DUEBY_ENOTFOUND, which is reported, if no mapping knows one of several. Else statuses are those of dueby_return_add,
 * dueby_caseload_from_return and dueby_caseload_new. Since 0.1. */
DUEBY_API dueby_status dueby_caseload_from_files(const dueby_profile *profile, const dueby_file *files, int64_t file_count,
                                                 const dueby_caseload_options *options, dueby_diagnostics *diagnostics,
                                                 dueby_caseload **caseload);

/* The return that a caseload reads; NULL: it reads a file of events. Since 0.1. */
DUEBY_API const dueby_return *dueby_caseload_return(const dueby_caseload *caseload);

/* Reads a caseload to its end and works out its cases. What the options leave open follows from the files: `run->recorded` NULL:
 * the events that occur; `run->holds`: of events of which it says nothing, or NULL, what a return holds of them; `run->as_at` 0 or
 * NONE, and `recorded_to`: the reference date of a return; `run->selected` NULL: without the duties that no kind of return that was
 * read can judge. A column of `where` may differ in capitals. DUEBY_ENOTFOUND if there is no such column; DUEBY_EARGUMENT if there
 * is no day to look at, DUEBY_ECOVERAGE if the calendar does not know it; else the statuses of dueby_caseload_feed. Since 0.1. */
DUEBY_API dueby_status dueby_caseload_to_worklist(dueby_caseload *caseload, const dueby_calendar *calendar,
                                                  const dueby_worklist_options *options, dueby_worklist **worklist);

#ifdef __cplusplus
}
#endif
#endif
