/* A compiled profile that is being written. Internal. */
#ifndef DUEBY_IO_PROFILE_IMAGE_H
#define DUEBY_IO_PROFILE_IMAGE_H

#include <stddef.h>

#include "dueby/io.h"
#include "model.h"

/* An array of rows that grows. */
struct rows {
  void *at;
  size_t size; /* size of a row in bytes */
  int32_t count, capacity;
};

struct profile_image {
  struct model_header header;
  struct rows tables[MODEL_TABLES];
  struct rows text; /* rows of one character each: the text of the image */
  int failed;       /* 1 if out of memory */
};

void dueby_image_begin(struct profile_image *image);
void dueby_image_end(struct profile_image *image);

/* Appends a copy of `row` and returns its index; -1, with `failed` set, if out of memory. */
int32_t dueby_image_add(struct profile_image *image, int table, const void *row);
int32_t dueby_image_text(struct profile_image *image, const char *text); /* stores a string and returns its offset; 0 for NULL */

/* Returns the whole image as an array of numbers, which the caller frees. */
dueby_status dueby_image_numbers(struct profile_image *image, int32_t **numbers, int64_t *count);

struct yaml_tree;
/* Returns the name of the profile that a file extends, or NULL. */
const char *dueby_compile_extends(const struct yaml_tree *tree);
/* Compiles YAML into an image. `base` is the profile that the file extends, or NULL. A file without a `profile` key is the
 * vocabulary, which only the build reads. */
dueby_status dueby_compile_profile(const struct yaml_tree *tree, const dueby_profile *base, dueby_diagnostics *diagnostics,
                                   struct profile_image *image);

#endif
