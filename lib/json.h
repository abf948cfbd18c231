/* Writes compact JSON objects into a text buffer. Internal. */
#ifndef DUEBY_JSON_H
#define DUEBY_JSON_H

#include "dueby/cell.h"
#include "text.h"

struct json_object {
  struct text text;
  int64_t cells; /* number of cells written so far */
};

struct json_object dueby_json_begin(char *text, int64_t size);
/* Adds "name":value to a struct json_object. Numbers and percentages are written as numbers, lists as arrays, and an empty cell as
 * null. */
void dueby_json_add(const char *name, const dueby_cell *cell, void *object);
dueby_status dueby_json_end(struct json_object *object, int64_t *needed);

/* Writes a quoted string. Each invalid byte becomes its own U+FFFD, so that different strings rarely become equal. */
void dueby_json_string(struct text *out, const char *bytes, int64_t length);

#endif
