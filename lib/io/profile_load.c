/* Loads profiles from YAML, together with the profiles that they extend. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diagnose.h"
#include "profile_image.h"
#include "yaml_tree.h"

enum { CHAIN_MAX = 4, PATH_SIZE = 4096 };

static dueby_status load(const char *yaml, int64_t length, const char *folder, int depth, dueby_diagnostics *diagnostics,
                         dueby_profile **profile);

/* Loads the profile that another one extends. An error in it is reported for the file being read, with the parent's name, line and
 * reason. */
static dueby_status load_parent_text(const char *name, const char *yaml, int64_t length, const char *folder, int depth,
                                     dueby_diagnostics *diagnostics, const struct yaml_node *place, dueby_profile **parent) {
  dueby_diagnostic found = {.severity = DUEBY_SEVERITY_ERROR};
  dueby_diagnostics inner = {&found, 1, 0};
  dueby_status status = load(yaml, length, folder, depth + 1, &inner, parent);
  if (status == DUEBY_OK || !inner.count) return status;
  return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, status, place->line, place->column,
                         "in %.60s.yaml, line %d, column %d: %.400s", name, found.line, found.column, found.message);
}

static dueby_status report_no_parent(const char *name, dueby_diagnostics *diagnostics, const struct yaml_node *place) {
  const char *near = NULL;
  int32_t distance = 3;
  for (int32_t i = 0; i < dueby_profile_builtin_count(); i++) {
    int32_t one = dueby_text_distance(name, dueby_profile_builtin(i));
    if (one >= distance) continue;
    distance = one;
    near = dueby_profile_builtin(i);
  }
  return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ENOTFOUND, place->line, place->column,
                         "no profile called \"%.60s\" in this folder or built in%s%s%s", name, near ? ": did you mean \"" : "",
                         near ? near : "", near ? "\"?" : "");
}

static dueby_status load_parent(const char *name, const char *folder, int depth, dueby_diagnostics *diagnostics,
                                const struct yaml_node *place, dueby_profile **parent) {
  char path[PATH_SIZE], *yaml = NULL;
  int64_t length;
  dueby_status status = DUEBY_EFILE;
  if (depth == CHAIN_MAX)
    return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ELIMIT, place->line, place->column,
                           "profiles extend each other in a circle, or more than 4 levels deep");
  if (folder && snprintf(path, sizeof path, "%s/%s.yaml", folder, name) < (int)sizeof path)
    status = dueby_io_read_file(path, YAML_SIZE_MAX, &yaml, &length);
  if (status == DUEBY_OK) {
    status = load_parent_text(name, yaml, length, folder, depth, diagnostics, place, parent);
    dueby_io_free(yaml);
    return status;
  }
  if (status == DUEBY_ELIMIT)
    return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, status, place->line, place->column, "%.60s.yaml is larger than 4 MiB",
                           name);
  if (status != DUEBY_EFILE) return status;
  status = dueby_profile_new(name, parent);
  return status == DUEBY_ENOTFOUND ? report_no_parent(name, diagnostics, place) : status;
}

static dueby_status compile(const struct yaml_tree *tree, const dueby_profile *base, dueby_diagnostics *diagnostics,
                            dueby_profile **profile) {
  struct profile_image image;
  int32_t *numbers = NULL;
  int64_t count;
  dueby_image_begin(&image);
  dueby_status status = dueby_compile_profile(tree, base, diagnostics, &image);
  if (status == DUEBY_OK && (!image.header.name || !image.header.title))
    status = dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, tree->root->line, tree->root->column,
                             "a profile needs the key \"%s\"", image.header.name ? "title" : "profile");
  if (status == DUEBY_OK) status = dueby_image_numbers(&image, &numbers, &count);
  if (status == DUEBY_OK) status = dueby_profile_open(numbers, count, image.text.at, image.text.count, base, profile);
  free(numbers);
  dueby_image_end(&image);
  return status;
}

static dueby_status load(const char *yaml, int64_t length, const char *folder, int depth, dueby_diagnostics *diagnostics,
                         dueby_profile **profile) {
  struct yaml_tree tree;
  dueby_profile *base = NULL;
  dueby_status status = dueby_yaml_read(yaml, length, diagnostics, &tree);
  if (status != DUEBY_OK) return status;
  const char *extends = dueby_compile_extends(&tree);
  if (extends) status = load_parent(extends, folder, depth, diagnostics, dueby_yaml_child(tree.root, "extends"), &base);
  else status = dueby_profile_vocabulary(&base);
  if (status == DUEBY_OK) status = compile(&tree, base, diagnostics, profile);
  dueby_profile_free(base);
  dueby_yaml_free(&tree);
  return status;
}

dueby_status dueby_io_profile_from_yaml(const char *yaml, int64_t length, const char *folder, dueby_diagnostics *diagnostics,
                                        dueby_profile **profile) {
  return load(yaml, length, folder, 0, diagnostics, profile);
}

dueby_status dueby_io_profile_from_file(const char *path, dueby_diagnostics *diagnostics, dueby_profile **profile) {
  char folder[PATH_SIZE], *yaml;
  int64_t length;
  const char *slash = strrchr(path, '/');
#ifdef _WIN32
  const char *backslash = strrchr(path, '\\');
  if (!slash || (backslash && backslash > slash)) slash = backslash;
#endif
  dueby_status status = dueby_yaml_read_file(path, diagnostics, &yaml, &length);
  if (status != DUEBY_OK) return status;
  int written = slash ? snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path) : snprintf(folder, sizeof folder, ".");
  status = load(yaml, length, written < (int)sizeof folder ? folder : NULL, 0, diagnostics, profile);
  dueby_io_free(yaml);
  return status;
}
