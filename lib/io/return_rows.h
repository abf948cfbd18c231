/* Rows of a return, and the events made from them. Internal to libdueby-io. */
#ifndef DUEBY_IO_RETURN_ROWS_H
#define DUEBY_IO_RETURN_ROWS_H

#include "interned.h"
#include "mapping.h"
#include "tally.h"

enum { FIELD_SIZE = 256, MESSAGE_SIZE = 400, CELL_SIZE = 128 };

/* ---- rows of a return ---- */

/* The value of one field in a row. */
struct slot {
  int64_t text; /* number of the value in `texts`; -1 if there is none */
  int64_t line;
};

struct found_row {
  const struct block *block; /* the block of the row; NULL if the row could not be read, which was reported */
  int64_t parent;            /* index of the enclosing row; -1 if there is none */
  int64_t line;
  int64_t first_slot;      /* index of the first slot; there is one for each field of the block */
  int64_t case_number;     /* CSV only: number of the case */
  int32_t file, last_file; /* last_file: for a row made from a spell, the file of the spell's last row */
  int32_t is_bad;          /* CSV only: 1 if the row could not be read; its block is only kept to find its case in another table */
  int32_t is_in_doubt;     /* XML only: 1 if one of its fields may be in a misspelt element */
};

/* Values that mean "none", and how often they occur: dates such as 9999-12-31, and strings such as NULL. */
struct none_values {
  struct tally dates, texts;
};

struct row_set {
  struct interned texts;
  struct none_values *nones; /* where to count values that mean "none" */
  struct found_row *rows;
  struct slot *slots;
  int64_t count, capacity, slot_count, slot_capacity;
};

/* ---- events made from rows ---- */

struct found_event {
  int64_t name, ref; /* numbers of strings in the queue; a ref of -1 means none */
  const char *block, *field, *note;
  int64_t line;
  int64_t carried; /* index of the event's first carried value in the queue; -1 for none */
  int64_t slot;    /* the first slot of its row, which identifies the row: all rows of a case may be on one line */
  dueby_event event;
  const struct mapped_event *from; /* the event in the mapping; NULL for a row that could not be read */
  int32_t file;
  int is_bad;
  int is_more;   /* 1 if another field of the same row already made a bad event */
  int is_unread; /* 1 if the event may have happened, but its date cannot be read; it is not counted as a row */
};

/* A queue of events that are waiting to be returned. */
struct event_queue {
  struct interned texts;
  struct interned reported; /* the fields of the current case's rows that were already reported as bad */
  struct found_event *events;
  int64_t *carried; /* carried values, as numbers of strings in `texts`; -1 if there is none */
  int64_t count, capacity, next, carried_count, carried_capacity;
};

/* ---- functions of return_rows.c ---- */

/* Adds a row and returns its index; -1 if out of memory. */
int64_t dueby_row_set_add(struct row_set *set, const struct block *block, int64_t parent, int64_t line);
/* Sets the text of a row's field if it has none yet. Returns 1; 0 if the field already had one; -1 if out of memory. */
int dueby_row_set_fill(struct row_set *set, int64_t row, int32_t field, const char *text, int64_t length, int64_t line);
void dueby_row_set_clear(struct row_set *set);
void dueby_row_set_free(struct row_set *set);
dueby_csv_cell dueby_row_set_cell(const struct row_set *set, const struct found_row *row,
                                  /* Returns the value of a row's field, without spaces around it; empty if there is no value. */
                                  int32_t field);
void dueby_queue_clear(struct event_queue *queue);
void dueby_queue_free(struct event_queue *queue);

/* A case whose rows are being turned into events. */
struct evaluation {
  dueby_return *returned;
  const dueby_mapping *mapping;
  struct row_set *set;
  const int64_t *rows; /* indexes of the case's rows in the set; NULL for all rows */
  int64_t count;
  struct event_queue *queue;
  dueby_csv_cell name; /* name of the case */
  int is_unnamed;      /* 1 if the file has no name for the case, so that one was made up */
  struct spell *spells;
  int64_t spell_count, spell_capacity;
  int has_undated; /* 1 if a row that can be part of a spell has an unreadable day */
};

/* A spell of a case: consecutive rows of a table that together are one thing. */
struct spell {
  const struct block *block;
  int64_t first, last; /* indexes of the first and last row */
  dueby_date from, to; /* the first and last day; `to` is NONE if the spell has not ended */
  int has_ended;       /* 1 if the spell has ended, so that the last row's fields about the end can be used */
};

/* Appends the events of the evaluation's case to its queue. May return DUEBY_EMEMORY. */
dueby_status dueby_evaluation_run(struct evaluation *evaluation);

/* Finishes a case whose first event in the queue has index `first`. If none of its rows gave an event, except about the child
 * (birth, death), reports the first row that should have, and counts it as bad. */
dueby_status dueby_evaluation_end(struct evaluation *evaluation, int64_t first);

/* Finds closures in a case that come before something which must end first (`after` in the mapping), among the events from index
 * `first` in the queue. Reports each missing end, and treats the closure as unreadable. May return DUEBY_EMEMORY. */
dueby_status dueby_closed_check(struct evaluation *evaluation, int64_t first);

/* True if a row meets the conditions of an event. */
int dueby_event_applies(const struct evaluation *evaluation, const struct found_row *row, const struct mapped_event *event);
/* True if a row passes all of the tests; for the second function, at least one of them. */
int dueby_row_passes(const struct row_set *set, const struct found_row *row, const struct tests *tests);
int dueby_row_passes_any(const struct row_set *set, const struct found_row *row, const struct tests *tests);
/* Reads a date from the cell of a field. Returns DUEBY_OK; DUEBY_NONE if the cell has none; DUEBY_ETEXT or a similar status with
 * the reason. */
dueby_status dueby_row_when(const struct evaluation *evaluation, dueby_csv_cell cell, dueby_when *when, char *reason);

/* Reports once that a field or a row cannot be read, and counts it against its case. `field` may be NULL. */
dueby_status dueby_evaluation_add_bad(struct evaluation *evaluation, const struct found_row *row, int64_t line, const char *field,
                                      const char *reason);

/* Adds an event that a row may have had on an unreadable day. If `is_own_row` is 0, the event would come from another row, so it
 * gets every possible tag and no ref. */
dueby_status dueby_evaluation_add_unread(struct evaluation *evaluation, const struct found_row *row,
                                         const struct mapped_event *mapped, int is_own_row);

/* Gives the event at index `at` in the queue the ref of a row. */
dueby_status dueby_evaluation_set_ref(struct evaluation *evaluation, const struct found_row *row, int64_t at);

/* Adds, as unreadable, the events that a row would have if it were a spell of its own. Adds none if the row cannot be part of such
 * a spell. */
dueby_status dueby_spell_add_unread(struct evaluation *evaluation, const struct block *block, int64_t row);

/* Writes the name of a field for messages, such as CINdetails/CINreferralDate. Returns `text`. */
const char *dueby_field_text(const char *block, const char *field, char *text, size_t size);

/* ---- functions of return_spells.c ---- */

dueby_status dueby_spells_find(struct evaluation *evaluation);
/* True if a row, given by its index in the set, may be part of this kind of spell. */
int dueby_spell_takes(const struct evaluation *evaluation, const struct block *spell, int64_t at);

#endif
