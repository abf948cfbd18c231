/* Functions shared by the files that read mappings. Internal. */
#ifndef DUEBY_IO_MAPPING_READER_H
#define DUEBY_IO_MAPPING_READER_H

#include "mapping.h"
#include "profile_reader.h"

/* The largest number of row kinds in a mapping, and of fields in each kind: as many as a CSV row may have cells. */
enum { DUEBY_MAPPING_MANY = 4096 };

/* A list of values that rows use by its name, which is the key of the node. */
struct named_list {
  const struct yaml_node *node;
  int is_used;
};

struct mapping_reader {
  struct reader yaml;
  struct dueby_mapping *mapping;
  struct named_list *lists;
  int32_t list_count;
};

/* Returns zeroed memory that is freed with the mapping, or NULL if out of memory. */
void *dueby_mapping_keep(struct dueby_mapping *mapping, size_t count, size_t size);

/* Each of these functions reads a node. A node that is NULL counts as empty. They return DUEBY_ETEXT or DUEBY_EMEMORY on
 * failure. */
dueby_status dueby_mapping_read_fields(struct mapping_reader *reader, struct block *block, const struct yaml_node *fields,
                                       const struct yaml_node *codes);
/* Defined in mapping_lists.c. The named lists must be read before anything that may use them. */
dueby_status dueby_mapping_read_lists(struct mapping_reader *reader, const struct yaml_node *map);
void dueby_mapping_warn_of_unused_lists(struct mapping_reader *reader);
/* Reads a value, or a list of values. Replaces the name of a list by the values of the list. If `between` is not NULL, a single
 * text may be several values with that between them. */
dueby_status dueby_mapping_read_values(struct mapping_reader *reader, const struct yaml_node *node, const char *between,
                                       const struct yaml_node **values);
/* Finds a table by its name; reports an error if there is none. Defined in mapping_load.c. */
dueby_status dueby_mapping_find_table(struct mapping_reader *reader, const struct yaml_node *node, struct block **table);
dueby_status dueby_mapping_read_field(struct mapping_reader *reader, struct block *block, const struct yaml_node *node,
                                      int32_t *field);
dueby_status dueby_mapping_read_field_list(struct mapping_reader *reader, struct block *block, const struct yaml_node *node,
                                           int32_t **fields, int32_t *count);
dueby_status dueby_mapping_read_required(struct mapping_reader *reader, struct block *block, const struct yaml_node *node);
dueby_status dueby_mapping_read_order(struct mapping_reader *reader, struct block *block, const struct yaml_node *node);
dueby_status dueby_mapping_read_tests(struct mapping_reader *reader, struct block *block, const struct yaml_node *node,
                                      struct tests *tests);
dueby_status dueby_mapping_read_ref(struct mapping_reader *reader, struct block *block, const struct yaml_node *node,
                                    struct ref_form *ref);
dueby_status dueby_mapping_read_events(struct mapping_reader *reader, struct block *block, const struct yaml_node *list);
dueby_status dueby_mapping_read_carried(struct mapping_reader *reader, struct block *block, const struct yaml_node *map);
dueby_status dueby_mapping_read_event(struct mapping_reader *reader, const struct yaml_node *node, int32_t *event);

/* Returns the index of the field with this name, or -1 if there is none. */
int32_t dueby_block_find_field(const struct block *block, const char *name);

#endif
