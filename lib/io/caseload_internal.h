/* Reads the rows of a file of events one by one. Internal to libdueby-io. */
#ifndef DUEBY_IO_CASELOAD_INTERNAL_H
#define DUEBY_IO_CASELOAD_INTERNAL_H

#include "dueby/returns.h"
#include "caseload_notes.h"
#include "interned.h"

enum { AGREEMENTS_MAX = 16, PLACES_SIZE = 400 };
enum { TABLE_FLAGS = DUEBY_CASELOAD_ROWS_FROM_0 | DUEBY_CASELOAD_ROWS_FROM_1 }; /* flags for rows that come from a table */
enum { CASE, EVENT, AT, REF, TAGS, NAMED }; /* the columns with a meaning; all others are carried */

/* An agreed interval for a duty, or if the duty is -1, for every duty that the event starts or meets. */
struct agreement {
  int32_t duty;
  dueby_span span;
};

/* One row of the file. If the row could not be read, only its line is certain: `name` is empty if its case could not be found, and
 * the event is 0 if it is unknown. If the event is known, the ref, the tags and the agreed intervals are set as far as they could
 * be read, but the date is not. */
struct row {
  int is_bad, is_left_out;
  int is_any_event;         /* 1 for a bad row that may be any event, because its event is missing or may be in another cell */
  int is_unread;            /* 1 if the event of a bad row has already been counted */
  dueby_csv_cell name, ref; /* cells of the row, which remain valid until the next row is read */
  const dueby_csv_cell *cells;
  dueby_event event; /* the event of the row, without its ref */
  struct agreement agreements[AGREEMENTS_MAX];
  int32_t agreement_count;
};

struct row_reader {
  const dueby_profile *profile;
  dueby_caseload_options options;
  dueby_csv *csv;
  dueby_return *returned; /* the return whose rows are read; NULL if they are the rows of `csv` */
  dueby_csv_cell *cells;  /* the carried values of a row of a return */
  int32_t columns;        /* number of columns in the header */
  int32_t named_columns;  /* number of columns up to the last one that has a name */
  int32_t place[NAMED];   /* for each meaning, the index of its column; -1 if there is none */
  int32_t carried_count, *carried_place;
  struct interned column_names, slugs, unknown_tags, unknown_duties;
  int64_t rows, bad_rows;
  int64_t row_of_table;     /* the number of the current row after the header, blank rows included; 0 for the header */
  int no_memory;            /* 1 if there was not enough memory to note an unknown tag or duty */
  int32_t searches;         /* how often the other profiles were searched for an unknown name */
  int64_t unknown_tag_line; /* the last line with an unknown tag */
  char skipped[400];        /* for a finding: names of columns that look like misnamed optional columns; may be empty */
  int noted_not_utf8;       /* 1 once text that is not UTF-8 has been noted */
  struct notes notes;
  char places[PLACES_SIZE]; /* where the bad rows of the last case are */
};

/* Opens a file of events and reads its header. The reader must be closed even if opening fails. Returns the same statuses as
 * dueby_caseload_new. */
dueby_status dueby_rows_open(struct row_reader *reader, const dueby_profile *profile, dueby_csv_source source, void *context,
                             const dueby_caseload_options *options);
/* Prepares to read the rows of a return. The reader must be closed even if this fails; closing it also closes the return. Returns
 * the same statuses as dueby_caseload_new. */
dueby_status dueby_rows_open_from_return(struct row_reader *reader, const dueby_profile *profile, dueby_return *returned,
                                         const dueby_caseload_options *options);
void dueby_rows_close(struct row_reader *reader);

/* Functions in caseload_return.c, for rows that come from a return. */
dueby_status dueby_rows_open_return(struct row_reader *reader);
/* Adds a return's own findings of one kind to a tally, such as values that were read as empty, or lost cases. */
void dueby_rows_join_return(const struct row_reader *reader, int32_t kind, struct tally *tally);
dueby_status dueby_rows_next_of_return(struct row_reader *reader, struct row *row);
/* True if the rows come from several files, in which case their numbers are made with DUEBY_ROW_IN_FILE. */
int dueby_rows_has_files(const struct row_reader *reader);
/* Writes where the bad rows of a case are into the reader's `places`, and returns that text. Returns NULL if there are no bad rows,
 * if all rows are in one file, or if out of memory. */
const char *dueby_rows_places(struct row_reader *reader, const struct tally *bad);
/* Reports an error in a row whose number was made by DUEBY_ROW_IN_FILE, and returns its code. */
dueby_status dueby_rows_say_in_file(const struct row_reader *reader, dueby_status code, int64_t row, const char *text);

/* Reads the next row. Returns DUEBY_OK; DUEBY_DONE after the last row; DUEBY_EFILE or DUEBY_EMEMORY. Reports bad rows. */
dueby_status dueby_rows_next(struct row_reader *reader, struct row *row);

/* Reports an error in a row, and returns its code. */
dueby_status dueby_rows_say(const struct row_reader *reader, dueby_status code, int64_t line, const char *text);

/* Finds a tag or a duty of a profile by its name. */
typedef dueby_status profile_finder(const dueby_profile *profile, const char *name, int32_t *index);
/* Lists the built-in profiles in which `find` finds a tag or a duty, and returns how many there are. Returns 0 without searching if
 * nobody receives messages, or after too many searches, because a file may have any number of unknown names. */
int32_t dueby_rows_find_elsewhere(struct row_reader *reader, profile_finder *find, const char *name, char *list, size_t size);

/* Returns a row's value in a carried column. */
dueby_csv_cell dueby_rows_value(struct row_reader *reader, const struct row *row, int32_t carried);

static inline const char *row_reader_column(const struct row_reader *reader, int32_t carried) {
  return interned_at(&reader->column_names, reader->carried_place[carried]);
}

/* Gives a caseload ownership of the memory that its source reads. */
void dueby_caseload_own(dueby_caseload *caseload, void *memory);
/* Returns the worklist flag that says how the caseload's rows are numbered; 0 if by the file's lines. */
uint32_t dueby_caseload_rows_flag(const dueby_caseload *caseload);
const dueby_profile *dueby_caseload_profile(const dueby_caseload *caseload);

#endif
