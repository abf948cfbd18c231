/* A mapping, which defines how the fields of a return become events. Its strings belong to its YAML. Internal to libdueby-io. */
#ifndef DUEBY_IO_MAPPING_H
#define DUEBY_IO_MAPPING_H

#include <string.h>

#include "dueby/returns.h"
#include "mapping_rows.h"

enum { CARRIED_MAX = 16, YEAR_MONTHS = 12 };

/* Ways to find the period covered by a file. */
enum period_kind { PERIOD_NONE, PERIOD_MONTHS, PERIOD_YEAR };

struct holding {
  int32_t event;
  int32_t what; /* how completely the files record an event: DUEBY_HOLDS_ALL or another code */
};

/* A node in the tree of XML elements that a return may have. */
struct shape {
  const char *name;
  int64_t name_length;
  struct shape *first, *next;
  const struct block *block; /* the block whose rows begin at this element; NULL if there is none */
  const struct block *owner; /* the block that this element is a field of; NULL if it is not a field */
  int32_t field;
};

struct kept;

struct dueby_mapping {
  struct yaml_tree tree;
  struct kept *memory;
  const dueby_profile *profile;
  const char *name, *title;
  int is_xml;
  const char *root, *each; /* XML only: names of the root element, and of the element of each case */
  const char *as_at;       /* XML only: the path of the reference date; NULL if there is none */
  const struct yaml_node *where;
  int32_t date_order;
  enum period_kind period;
  int32_t period_months;            /* PERIOD_MONTHS only: the length of the period */
  int32_t period_month, period_day; /* PERIOD_YEAR only: the first day of the year */
  struct block *blocks;
  int32_t block_count;
  struct shape *shape;    /* XML only: the element of a case */
  const char *case_field; /* the field with the name of the case: in XML a field of the block ".", in CSV a column */
  struct holding *holdings;
  int32_t holding_count;
  const struct yaml_node *limits;     /* sentences about things that the return does not show; NULL if there are none */
  const struct yaml_node *leaves_out; /* duties that this return cannot answer; NULL if there are none */
  const char *carried[CARRIED_MAX];
  int32_t carried_count;
};

/* Returns the first value of a list. A single string counts as a list of one. */
static inline const struct yaml_node *yaml_first(const struct yaml_node *node) {
  return node && node->kind == YAML_LIST ? node->first : node;
}

static inline const struct yaml_node *yaml_following(const struct yaml_node *of, const struct yaml_node *value) {
  return of->kind == YAML_LIST ? value->next : NULL;
}

/* True if a string matches a pattern, where * matches any characters. Ignores case. */
int dueby_mapping_matches(const char *pattern, int64_t pattern_length, const char *text, int64_t length);

/* Does the same as dueby_mapping_matches, for a zero-terminated pattern. Compares the first characters first, which rules out most
 * names. */
static inline int mapping_matches(const char *pattern, const char *text, int64_t length) {
  enum { OTHER_CASE = 'a' ^ 'A' };
  if (*pattern != '*' && length && ((*pattern ^ *text) & ~OTHER_CASE)) return 0;
  return dueby_mapping_matches(pattern, (int64_t)strlen(pattern), text, length);
}

#endif
