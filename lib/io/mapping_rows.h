/* The blocks of a mapping: how the fields of their rows become events. Strings belong to the mapping's YAML. Internal to
 * libdueby-io. */
#ifndef DUEBY_IO_MAPPING_ROWS_H
#define DUEBY_IO_MAPPING_ROWS_H

#include "yaml_tree.h"

enum test_kind { TEST_AMONG, TEST_PRESENT, TEST_ABSENT, TEST_ABOVE_ZERO, TEST_NO_NUMBER };

struct test {
  int32_t field;
  enum test_kind kind;
  const struct yaml_node *values; /* TEST_AMONG only: a list of values, or one value */
};

struct tests {
  struct test *items;
  int32_t count;
};

/* A part of a ref: literal text, or the value of a field. */
struct ref_part {
  const char *text;
  int64_t length;
  int32_t field; /* index of the field; -1 to use `text` */
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

/* A field with a day. */
struct day_field {
  int32_t field;
  int is_in_parent; /* 1 if it is a field of the enclosing element */
};

/* A field of another table with the day when something, such as the case, was closed. */
struct closed_in {
  const struct block *table; /* NULL for none */
  int32_t field;
  int32_t since;   /* a field of the row itself: only a closure on or after the day in this field counts */
  int32_t key, by; /* only a row of the table whose `key` has the value of this row's `by` counts; -1 if any row of the case does */
};

struct mapped_event {
  int32_t type;
  int32_t *at; /* indexes of fields; each field with a date makes an event */
  int32_t at_count;
  enum ref_kind ref_kind;
  struct ref_form ref; /* REF_OWN only: how the ref is formed */
  struct tests when, unless;
  struct tests undated;     /* if a row passes one of these, the event has happened even if it has no day */
  struct day_field not_on;  /* an event on the day in this field does not count */
  struct day_field done_by; /* if this field has a day, the event has happened, even if its own day is missing */
  int has_not_on, has_done_by;
  struct closed_in closed_in; /* like done_by, but the field is in another table */
  int32_t is_some;            /* 1 if the rows show only some events of this type, so the files do not count as recording it */
  struct mapped_tag *tags;
  int32_t tag_count;
  const struct block *during; /* the kind of spell that the event's day must fall in; NULL if it can be any day */
  int32_t *after;             /* types of ends that must come before this event */
  int32_t after_count;
  const char *note; /* a note about the event; NULL if there is none */
};

struct mapped_field {
  const char *name;
  const struct yaml_node *spellings; /* other names of the column, where * matches any characters; NULL for none */
  const struct yaml_node *codes;     /* the allowed values; NULL if any value is allowed */
  const struct yaml_node *node;      /* the YAML node that lists the field; NULL if it is not listed */
  int32_t source; /* for a spell's field: index of the table's field that its value comes from, in the first or last row */
  int is_last;
  int is_used;
};

/* Fields, at least one of which must have a value in a row. */
struct need {
  int32_t *fields;
  int32_t count;
};

/* The first and the last day of something, to check that they are in order. */
struct day_pair {
  struct day_field first;
  int32_t last;
};

struct carried_field {
  int32_t column; /* index of the column in mapping.carried */
  int32_t field;
};

enum block_kind { BLOCK_ELEMENT, BLOCK_TABLE, BLOCK_SPELL };

/* A block: rows of one kind. A spell's fields come from the first and last of its rows. */
struct block {
  /* path of the element inside the case's element, "." for that element itself; or the name of the table or spell */
  const char *name;
  enum block_kind kind;
  int32_t index; /* index of this block in its mapping */
  struct block *next;
  const struct block *parent; /* the block of the enclosing element; NULL for none */
  struct block *table;        /* spells only: the table whose rows make up the spell */
  const struct yaml_node *node;
  struct mapped_field *fields;
  int32_t field_count, field_capacity;
  int has_list;             /* 1 if the block lists its fields, so there are no others */
  int32_t case_field;       /* tables only: the column with the case, or with the key of a row in `case_table` */
  struct block *case_table; /* tables only: the other table that has the case; NULL if there is none */
  int32_t case_key;         /* the field of `case_table` that is the key */
  int32_t *header;          /* tables only: indexes of the columns that identify the table */
  int32_t header_count;     /* number of columns in `header`; 0 if the table cannot be recognised in a file */
  struct ref_form ref;
  struct tests when, unless;
  struct tests open; /* a row that passes these tests was still open at the end of the file's period */
  int32_t *known_by; /* fields that identify the same row in the files for two years; none if the row's ref identifies it */
  int32_t known_by_count;
  struct need *required;
  int32_t required_count;
  struct day_pair *order;
  int32_t order_count;
  struct mapped_event *events;
  int32_t event_count;
  struct carried_field *carried;
  int32_t carried_count;
  int32_t from, to; /* spells only: fields of the table with the first and last day */
  struct tests begins, goes_on, aside, ends;
  int32_t *by; /* spells only: fields of the table; a new spell begins when one of them changes */
  int32_t by_count;
};

#endif
