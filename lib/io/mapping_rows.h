/* The rows of a mapping: which of their fields is which event, and when. Strings belong to the mapping's YAML. Internal to
 * libdueby-io. */
#ifndef DUEBY_IO_MAPPING_ROWS_H
#define DUEBY_IO_MAPPING_ROWS_H

#include "yaml_tree.h"

enum test_kind { TEST_AMONG, TEST_PRESENT, TEST_ABSENT };

struct test {
  int32_t field;
  enum test_kind kind;
  const struct yaml_node *values; /* TEST_AMONG only: a list, or one text with " or " between the values */
};

struct tests {
  struct test *items;
  int32_t count;
};

/* A ref: literal text and the values of fields. */
struct ref_part {
  const char *text;
  int64_t length;
  int32_t field; /* -1: use `text` */
};

struct ref_form {
  struct ref_part *parts;
  int32_t count;
};

enum ref_kind { REF_OF_ROW, REF_OF_PARENT, REF_NONE, REF_OWN };

struct mapped_tag {
  int32_t tag;
  struct tests when;
};

struct block;

struct mapped_event {
  int32_t type;
  int32_t *at; /* indexes of fields; each field that has a date gives an event */
  int32_t at_count;
  enum ref_kind ref_kind;
  struct ref_form ref; /* of REF_OWN */
  struct tests when, unless;
  struct mapped_tag *tags;
  int32_t tag_count;
  const struct block *during; /* the event's day must be in a spell of this kind; NULL: any day */
  const char *note;           /* NULL: none */
};

struct mapped_field {
  const char *name;
  const struct yaml_node *spellings; /* other names of the column, where * stands for any characters; NULL: none */
  const struct yaml_node *codes;     /* the allowed values; NULL: any */
  const struct yaml_node *node;      /* the node that lists it; NULL: not listed */
  int32_t source;                    /* for a field of a spell: the field of its table, in the first row or the last */
  int is_last;
  int is_used;
};

struct carried_field {
  int32_t column; /* of mapping.carried */
  int32_t field;
};

enum block_kind { BLOCK_ELEMENT, BLOCK_TABLE, BLOCK_SPELL };

/* Rows of one kind. The fields of a spell come from the first and last row of its table. */
struct block {
  const char *name; /* path of the element below the case's, "." for the case's own; or name of the table or spell */
  enum block_kind kind;
  int32_t index; /* index among the mapping's blocks */
  struct block *next;
  const struct block *parent; /* the element around it; NULL: none */
  struct block *table;        /* spells only: their table */
  const struct yaml_node *node;
  struct mapped_field *fields;
  int32_t field_count, field_capacity;
  int has_list;             /* its fields are listed, so there are no others */
  int32_t case_field;       /* tables only: the column with the case, or with the key of a row in `case_table` */
  struct block *case_table; /* that other table; NULL: none */
  int32_t case_key;         /* its field */
  int32_t *header;          /* tables only: the columns that identify the table */
  int32_t header_count;     /* 0: no file can be this table */
  struct ref_form ref;
  struct tests when, unless;
  int32_t *required;
  int32_t required_count;
  struct mapped_event *events;
  int32_t event_count;
  struct carried_field *carried;
  int32_t carried_count;
  int32_t from, to; /* spells only: fields of the table */
  struct tests begins, aside, ends;
  int32_t *by; /* fields of the table: another spell begins when one of them changes */
  int32_t by_count;
};

#endif
