/* The files of a return while they are being read. Internal to libdueby-io. */
#ifndef DUEBY_IO_RETURN_INTERNAL_H
#define DUEBY_IO_RETURN_INTERNAL_H

#include <stdio.h>

#include "diagnose.h"
#include "return_lost.h"

enum { FIRST_YEAR = 1900, YEARS = 300, FILE_NUMBER_SIZE = 32 };

/* ---- structs: files of a return and their events ---- */

/* A set of files that belong together: one XML file, or the tables of one kind in one folder. */
struct return_set {
  int32_t mapping;
  int64_t folder;   /* the length of the folder in `name` */
  char *name;       /* name of the first file of the set */
  dueby_date as_at; /* reference date of the set, or NONE */
  int64_t *years;   /* number of events in each year from FIRST_YEAR; years begin on the same day as the mapping's period */
  int64_t files;
  uint8_t *held;   /* for each event, the bits below */
  uint8_t *tables; /* for each block of the mapping, 1 if the set has that table */
};

/* HELD: a table of the set has the columns for the event. LACKS_COLUMN: a table lacks one. IN_PART: a table lacks one, and has no
 * other columns that show the event. */
enum { HELD = 1, LACKS_COLUMN = 2, IN_PART = 4 };

struct return_file {
  char *name;
  int32_t set;
  const struct block *table; /* CSV only */
  int64_t header_line;       /* CSV only: the line of the header, below any title */
};

/* A file that was added, to recognise it if it is added again. */
struct added_file {
  char *name;
  int64_t bytes;
  uint64_t hash;
};

/* A column that a file lacks, and the event or tag that needs it. */
struct absent_column {
  int64_t name;
  int32_t file, event; /* the event is 0 for a tag */
};

struct xml_input;
struct own_file;
void dueby_own_file_close(struct own_file *file); /* closes and frees a file that dueby_return_add_file opened; it may be NULL */

/* Tells a worklist what a return cannot show, and which rules can be checked with it. May return DUEBY_EMEMORY. */
dueby_status dueby_return_describe(const dueby_return *returned, struct dueby_worklist *worklist);

struct dueby_return {
  const dueby_profile *profile;
  uint8_t *uses;    /* how rules use each event: see dueby_return_uses */
  int32_t birth;    /* number of the event `birth` */
  dueby_date asked; /* the day to check; NONE if unknown */
  dueby_return_options options;
  dueby_mapping **own; /* the built-in mappings; NULL if the caller gave some */
  int32_t own_count;
  struct return_file *files;
  int32_t file_count, file_capacity;
  struct added_file *added;
  int32_t added_count, added_capacity;
  struct return_set *sets;
  int32_t set_count, set_capacity;
  const char **carried; /* names of the carried columns of all mappings */
  int32_t carried_count;
  int32_t *columns; /* indexes in `carried` of the columns that the mappings with files carry */
  int32_t column_count;

  struct xml_input **inputs; /* XML files that are still to be read */
  int32_t input_count, input_capacity, next_input;

  dueby_tags lacking;       /* tags that need a column which some table lacks */
  struct none_values nones; /* values that mean "none", with how often each was found in all files */
  struct tally disordered;  /* end dates before their start dates; both were read unchanged */
  struct tally repeated;    /* cases that have several elements in one file */
  struct interned skipped;  /* names of elements and columns that are not part of the return, and which names were probably meant */
  struct tally skipped_at;
  struct interned absent; /* names of columns that tables do not have, with their table */
  struct absent_column *absences;
  int64_t absence_count, absence_capacity;
  struct row_set tables; /* rows of the CSV files */
  struct interned cases;
  int64_t *order, *offsets; /* rows in the order of their cases, and where each case begins, once they are grouped */
  int64_t next_case, unread_count;
  struct lost lost;
  struct event_queue queue;        /* events in the current case */
  const struct found_event *last;  /* the last event that was returned; NULL if there is none yet */
  const struct event_queue *given; /* the queue that the last event came from */
  char field[FIELD_SIZE];          /* name of the last event's field */
};

/* ---- functions of returns.c ---- */

void dueby_return_report(const dueby_return *returned, int32_t severity, dueby_status code, const char *file, int64_t line,
                         const char *format, ...) DUEBY_FORMAT(6, 7);
/* Adds a file with this name to a set. Returns the file's index, or -1 if out of memory. */
int32_t dueby_return_add_name(dueby_return *returned, const char *name, int32_t set);
/* Writes ", file 2" (with the file's number) if an earlier file has the same reference date, or neither has one; otherwise nothing.
 * Cases without a name are called after their line and that date, and this text makes those names unique. */
void dueby_return_file_number_text(const dueby_return *returned, int32_t file, char text[FILE_NUMBER_SIZE]);
/* Returns the length of the folder in the name of a file, with its last separator; 0 if there is none. */
int64_t dueby_return_folder_length(const char *name);
/* Finds the set that a file belongs to: a new set or, for a table, the set of its folder. Returns -1 if out of memory. */
int32_t dueby_return_find_set(dueby_return *returned, int32_t mapping, const char *name, int is_xml);
const dueby_mapping *dueby_return_mapping_at(const dueby_return *returned, int32_t mapping);
int32_t dueby_return_known_mappings(const dueby_return *returned);
/* Grows an array, which may be NULL, to hold one more item. Returns 0 if out of memory. */
int dueby_return_grow(void **items, int64_t count, int64_t *capacity, size_t size);
/* Sets `last` to the next event from any file. Returns the same statuses as dueby_return_next. */
dueby_status dueby_return_take(dueby_return *returned);

/* ---- functions of return_cases.c ---- */

/* Fills the queue with the events in the next case in the tables, from all its rows, one mapping after another. Returns DUEBY_DONE
 * after the last case. */
dueby_status dueby_return_read_case(dueby_return *returned);

/* ---- functions of return_csv.c and return_xml.c ---- */

/* Reads a table to its end. Returns DUEBY_ENOTFOUND if no mapping recognises its header. */
dueby_status dueby_return_read_table(dueby_return *returned, const char *name, dueby_csv_source source, void *context);
/* Opens an XML file and reads it up to its first case. Takes ownership of `context`: frees it at once on failure, otherwise with
 * the input. */
dueby_status dueby_return_open_xml(dueby_return *returned, const char *name, dueby_csv_source source, void *context);
dueby_status dueby_xml_take(struct xml_input *input, const struct found_event **event, const struct event_queue **queue);
void dueby_xml_own_file(struct xml_input *input, struct own_file *file); /* gives the input a file to close once it has been read */
void dueby_xml_free(struct xml_input *input);

#endif
