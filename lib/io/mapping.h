/* A mapping, read: which field of a return is which event. Its texts are those of its YAML. Internal to libdueby-io. */
#ifndef DUEBY_IO_MAPPING_H
#define DUEBY_IO_MAPPING_H

#include "dueby/returns.h"
#include "mapping_rows.h"

enum { CARRIED_MAX = 16, YEAR_MONTHS = 12 };

/* How the days before the records are known. */
enum period_kind { PERIOD_NONE, PERIOD_MONTHS, PERIOD_YEAR };

struct holding {
  int32_t event;
  int32_t what; /* DUEBY_HOLDS_ALL ... */
};

/* A place in the tree of elements that the return has. */
struct shape {
  const char *name;
  int64_t name_length;
  struct shape *first, *next;
  const struct block *block; /* whose rows begin here; NULL: none */
  const struct block *owner; /* the block of whose rows it is a field; NULL: none */
  int32_t field;
};

struct kept;

struct dueby_mapping {
  struct yaml_tree tree;
  struct kept *memory;
  const dueby_profile *profile;
  const char *name, *title;
  int is_xml;
  const char *root, *each; /* of XML */
  const char *as_at;       /* of XML: the path of the reference date; NULL: none */
  const struct yaml_node *where;
  int32_t date_order;
  enum period_kind period;
  int32_t period_months;            /* of PERIOD_MONTHS */
  int32_t period_month, period_day; /* of PERIOD_YEAR: its first day */
  struct block *blocks;
  int32_t block_count;
  struct shape *shape;    /* of XML: the case's element */
  const char *case_field; /* of XML: a field of the block "."; of CSV: a column */
  struct holding *holdings;
  int32_t holding_count;
  const struct yaml_node *limits;     /* NULL: none */
  const struct yaml_node *leaves_out; /* NULL: none */
  const char *carried[CARRIED_MAX];
  int32_t carried_count;
};

/* The values of a list or of a single text, one after the other. */
static inline const struct yaml_node *yaml_first(const struct yaml_node *node) {
  return node && node->kind == YAML_LIST ? node->first : node;
}

static inline const struct yaml_node *yaml_following(const struct yaml_node *of, const struct yaml_node *value) {
  return of->kind == YAML_LIST ? value->next : NULL;
}

/* Whether a text is as a pattern says, in which * stands for any text; without regard to capitals. */
int dueby_mapping_matches(const char *pattern, int64_t pattern_length, const char *text, int64_t length);

#endif
