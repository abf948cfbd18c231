/* Reads files of test cases: turns a row of CSV or an item of a YAML list into a record of fields. Internal. */
#ifndef DUEBY_IO_PROOF_RECORD_H
#define DUEBY_IO_PROOF_RECORD_H

#include "diagnose.h"
#include "dueby/proof.h"
#include "yaml_tree.h"

/* The fields of a test case: columns of a CSV file, keys of a YAML map. */
enum {
  PROOF_NAME,
  PROOF_PROFILE,
  PROOF_RULE,
  PROOF_ADDRESS,
  PROOF_TRIGGER_AT,
  PROOF_TRIGGER,
  PROOF_TAGS,
  PROOF_BORN,
  PROOF_SINCE,
  PROOF_AGREED,
  PROOF_WHOLE_DAYS,
  PROOF_LAST,
  PROOF_MET,
  PROOF_ENDED,
  PROOF_EVENTS,
  PROOF_REF,
  PROOF_OCCURRENCE,
  PROOF_AS_AT,
  PROOF_SOON,
  PROOF_DUE, /* the first field of the expected answer; `occurrences` is the last */
  PROOF_OPENS,
  PROOF_STATE,
  PROOF_MET_AT,
  PROOF_GOVERNED_BY,
  PROOF_OCCURRENCES,
  PROOF_COUNTED,
  PROOF_SOURCE,
  PROOF_NOTE,
  PROOF_FIELDS
};

/* The kinds of test case that may use a field: about a single trigger, or about the events in a case. */
enum { PROOF_ALONE = 1, PROOF_OF_EVENTS = 2, PROOF_BOTH = 3 };

struct proof_spec {
  char name[12];
  uint8_t is_list, goes_with;
};
extern const struct proof_spec dueby_proof_specs[PROOF_FIELDS];

/* A piece: a string from the file, with its line and column. */
struct proof_piece {
  const char *text;
  int64_t length;
  int32_t line, column;
};

/* A record: the fields of a row or an item. A list has several strings, any other field has one. Valid until the next record is
 * read. */
struct proof_record {
  struct proof_piece place; /* the position of the record, without text */
  struct proof_piece *pieces;
  int64_t count, capacity;
  struct {
    int64_t first, count; /* index of the first piece, and number of pieces; 0 if the field is not stated */
  } fields[PROOF_FIELDS];
};

struct proof_reader {
  dueby_proof_options options;
  dueby_csv *csv; /* the CSV reader; NULL if the file is YAML */
  int32_t columns;
  uint8_t *fields; /* the field of each column; PROOF_FIELDS if there is none */
  struct yaml_tree tree;
  const struct yaml_node *item; /* the next item of the list */
  struct proof_record record;
  int no_memory;
};

/* Reports an error at a line and column, and returns 0. The second function reports a warning. */
int dueby_proof_wrong(const struct proof_reader *reader, const struct proof_piece *place, const char *format, ...)
    DUEBY_FORMAT(3, 4);
void dueby_proof_warn(const struct proof_reader *reader, const struct proof_piece *place, const char *format, ...)
    DUEBY_FORMAT(3, 4);

/* Opens a reader. Only its options need to be set first. It must be closed even if opening fails. Returns the same statuses as
 * dueby_proof_from_csv. */
dueby_status dueby_proof_open_csv(struct proof_reader *reader, dueby_csv_source source, void *context);
dueby_status dueby_proof_open_yaml(struct proof_reader *reader, const char *yaml, int64_t length);
void dueby_proof_close(struct proof_reader *reader);

/* Reads the next record. Returns DUEBY_DONE after the last; DUEBY_ETEXT for a bad one, which is reported; DUEBY_EFILE;
 * DUEBY_EMEMORY. */
dueby_status dueby_proof_read(struct proof_reader *reader);

/* Returns a piece without the spaces around it. */
struct proof_piece dueby_proof_trimmed(struct proof_piece piece);

static inline const struct proof_piece *proof_stated(const struct proof_record *record, int32_t field) {
  return record->fields[field].count ? &record->pieces[record->fields[field].first] : NULL;
}

#endif
