/* Functions shared by the files that read profiles. Each kind of map has a table that says what its keys mean. Internal. */
#ifndef DUEBY_IO_PROFILE_READER_H
#define DUEBY_IO_PROFILE_READER_H

#include "diagnose.h"
#include "dueby/code.h"
#include "names.h"
#include "profile_image.h"
#include "yaml_tree.h"

enum { QUOTED_MAX = 60, NAME_MAX = 60, MONTHS_A_YEAR = 12, COUNT_MAX = 1000 };

/* The state of reading a profile. Names point into the YAML tree. */
struct reader {
  struct profile_image *image;
  const dueby_profile *base;
  dueby_diagnostics *diagnostics;
  struct names events, documents, duties; /* the names of events, documents and duties, and the indexes of their
                                           * rows in the image; a duty has the index of its first rule */
};

/* ---- functions of yaml_values.c: diagnostics, maps by table, values ---- */

dueby_status dueby_yaml_wrong(struct reader *reader, const struct yaml_node *node, const char *format, ...) DUEBY_FORMAT(3, 4);
/* Reports a warning: the profile is valid, but should be checked. */
void dueby_yaml_warning(struct reader *reader, const struct yaml_node *node, const char *format, ...) DUEBY_FORMAT(3, 4);
const char *dueby_yaml_kind(const struct yaml_node *node);
const char *dueby_yaml_key(const struct yaml_node *node); /* returns the key of a node, or "this value" */

/* Reports an unknown name, and suggests the most similar known name, if any is similar. */
dueby_status dueby_yaml_unknown(struct reader *reader, const struct yaml_node *node, const char *what,
                                const dueby_nearest *nearest);

typedef dueby_status (*read_value)(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument);

struct key {
  char name[16];
  read_value read;
  size_t offset;
  int32_t argument;
};

/* Reads a map by a table of its keys. `keys` ends with an entry whose `read` is NULL. */
dueby_status dueby_read_map(struct reader *reader, const struct yaml_node *map, const struct key *keys, const char *what,
                            void *into);
dueby_status dueby_need_key(struct reader *reader, const struct yaml_node *map, const char *key, const char *what);
dueby_status dueby_need_scalar(struct reader *reader, const struct yaml_node *node);
dueby_status dueby_need_list(struct reader *reader, const struct yaml_node *node);
dueby_status dueby_need_name(struct reader *reader, const struct yaml_node *node);
int dueby_is_name(const char *text);
/* Makes room for the name of each item in a list. */
dueby_status dueby_make_names(struct names *names, const struct yaml_node *list);

/* Functions of the type read_value. The name of each says what `at` points to, and the name of its last parameter says what the
 * argument means. */
dueby_status dueby_keep_node(struct reader *reader, const struct yaml_node *node, void *at, int32_t unused);
dueby_status dueby_read_text(struct reader *reader, const struct yaml_node *node, void *at, int32_t unused);
dueby_status dueby_read_name(struct reader *reader, const struct yaml_node *node, void *at, int32_t unused);
dueby_status dueby_read_date(struct reader *reader, const struct yaml_node *node, void *at, int32_t unused);
dueby_status dueby_read_partial_date(struct reader *reader, const struct yaml_node *node, void *at, int32_t unused);
enum span_sign { ANY_SIGN, POSITIVE };
dueby_status dueby_read_span(struct reader *reader, const struct yaml_node *node, void *at, int32_t sign);
dueby_status dueby_read_count(struct reader *reader, const struct yaml_node *node, void *at, int32_t most);
dueby_status dueby_read_flag(struct reader *reader, const struct yaml_node *node, void *at, int32_t unused);
dueby_status dueby_read_code(struct reader *reader, const struct yaml_node *node, void *at, int32_t kind);
dueby_status dueby_read_age(struct reader *reader, const struct yaml_node *node, void *at, int32_t unused);
dueby_status dueby_read_division(struct reader *reader, const struct yaml_node *node, void *at, int32_t unused);

/* ---- functions of profile_vocabulary.c: events, tags, documents ---- */

struct item_list {
  int32_t first, count;
};

const char *dueby_own_text(const struct reader *reader, int32_t offset);
dueby_status dueby_read_event(struct reader *reader, const struct yaml_node *node, void *at, int32_t unused);
dueby_status dueby_read_tags(struct reader *reader, const struct yaml_node *node, void *at, int32_t unused);
dueby_status dueby_read_event_list(struct reader *reader, const struct yaml_node *node, void *at, int32_t unused);
dueby_status dueby_read_needs(struct reader *reader, const struct yaml_node *node, void *at, int32_t most);
dueby_status dueby_read_occurrences(struct reader *reader, const struct yaml_node *node, void *at, int32_t most);
dueby_status dueby_read_own_events(struct reader *reader, const struct yaml_node *list);
dueby_status dueby_read_own_tags(struct reader *reader, const struct yaml_node *list);
dueby_status dueby_read_documents(struct reader *reader, const struct yaml_node *one, const struct yaml_node *list);
dueby_status dueby_read_source(struct reader *reader, const struct yaml_node *node, struct model_version *version);

/* ---- functions of profile_timescale.c: the timescale of a rule, a version or an alternative ---- */

/* A timescale as written, in a rule, version or alternative. It inherits from the enclosing timescale whatever it does not
 * state. */
struct timescale {
  const struct yaml_node *within, *schedule, *at_least, *per, *of, *before; /* the keys that decide the form of the
                                                                             * timescale; exactly one is set */
  const struct yaml_node *not_before, *source, *pause;
  int32_t counting, roll;
  dueby_span not_before_span;
};

dueby_status dueby_read_not_before(struct reader *reader, const struct yaml_node *node, void *at, int32_t unused);

#define TIMESCALE_KEYS(type)                                                                                                \
  {"within", dueby_keep_node, offsetof(type, timescale.within), 0},                                                         \
      {"schedule", dueby_keep_node, offsetof(type, timescale.schedule), 0},                                                 \
      {"at_least", dueby_keep_node, offsetof(type, timescale.at_least), 0},                                                 \
      {"per", dueby_keep_node, offsetof(type, timescale.per), 0}, {"of", dueby_keep_node, offsetof(type, timescale.of), 0}, \
      {"before", dueby_keep_node, offsetof(type, timescale.before), 0},                                                     \
      {"not_before", dueby_read_not_before, offsetof(type, timescale), 0},                                                  \
      {"pause", dueby_keep_node, offsetof(type, timescale.pause), 0},                                                       \
      {"source", dueby_keep_node, offsetof(type, timescale.source), 0},                                                     \
      {"counting", dueby_read_code, offsetof(type, timescale.counting), DUEBY_CODE_COUNTING}, {                             \
    "roll", dueby_read_code, offsetof(type, timescale.roll), DUEBY_CODE_ROLL                                                \
  }

struct timescale dueby_inner_timescale(const struct timescale *outer);
dueby_status dueby_add_version(struct reader *reader, const struct yaml_node *place, const struct timescale *timescale,
                               dueby_date from, dueby_date to);
dueby_status dueby_add_versions(struct reader *reader, const struct yaml_node *place, const struct yaml_node *list,
                                const struct timescale *outer);

#endif
