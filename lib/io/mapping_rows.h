/* The rows of a mapping: which of their fields is which event, and when. Texts are those of the mapping's YAML. Internal to
 * libdueby-io. */
#ifndef DUEBY_IO_MAPPING_ROWS_H
#define DUEBY_IO_MAPPING_ROWS_H

#include "yaml_tree.h"

enum test_kind { TEST_AMONG, TEST_PRESENT, TEST_ABSENT };

struct test {
  int32_t field;
  enum test_kind kind;
  const struct yaml_node *values; /* of TEST_AMONG: a list, or one text with " or " between them */
};

struct tests {
  struct test *items;
  int32_t count;
};

/* A ref: fixed texts and the values of fields. */
struct ref_part {
  const char *text;
  int64_t length;
  int32_t field; /* -1: the text */
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
  int32_t *at; /* fields, of which each that has a date is an event */
  int32_t at_count;
  enum ref_kind ref_kind;
  struct ref_form ref; /* of REF_OWN */
  struct tests when, unless;
  struct mapped_tag *tags;
  int32_t tag_count;
  const struct block *during; /* a spell in which its day must lie; NULL: any day */
  const char *note;           /* NULL: none */
};

struct mapped_field {
  const char *name;
  const struct yaml_node *spellings; /* other names of a column, in which * stands for any text; NULL: none */
  const struct yaml_node *codes;     /* the values that it may have; NULL: any */
  const struct yaml_node *node;      /* where it is listed; NULL: it is not */
  int32_t source;                    /* of a spell's field: that of its table, in the first row or the last */
  int is_last;
  int is_used;
};

struct carried_field {
  int32_t column; /* of mapping.carried */
  int32_t field;
};

enum block_kind { BLOCK_ELEMENT, BLOCK_TABLE, BLOCK_SPELL };

/* Rows of one kind. The fields of a spell are those of the first and of the last row of its table. */
struct block {
  const char *name; /* the path of the element below that of the case, "." for that itself; the table; the spell */
  enum block_kind kind;
  int32_t index; /* in the mapping */
  struct block *next;
  const struct block *parent; /* the element around it; NULL: none */
  struct block *table;        /* of a spell */
  const struct yaml_node *node;
  struct mapped_field *fields;
  int32_t field_count, field_capacity;
  int has_list;             /* its fields are listed, and there are no others */
  int32_t case_field;       /* of a table: the column that names the case, or one that names a row of another table, which has it */
  struct block *case_table; /* that table; NULL: none */
  int32_t case_key;         /* its field */
  int32_t *header;          /* of a table: the columns by which it is recognised */
  int32_t header_count;     /* 0: it is none that a file can be */
  struct ref_form ref;
  struct tests when, unless;
  int32_t *required;
  int32_t required_count;
  struct mapped_event *events;
  int32_t event_count;
  struct carried_field *carried;
  int32_t carried_count;
  int32_t from, to; /* of a spell: fields of its table */
  struct tests begins, aside, ends;
  int32_t *by; /* fields of its table: where one of them changes, another spell begins */
  int32_t by_count;
};

#endif
