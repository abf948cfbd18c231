/* Reads refs as paths: each belongs to the longest other ref that its path begins with, so R1/A2 belongs to R1 (rule 25 in
 * docs/rules.md). */
#include <stdlib.h>
#include <string.h>

#include "worklist_internal.h"

/* Ranks the characters of a path for sorting: first the end of the path, then '/', then all others. A ref is then followed at once
 * by those that belong to it. */
static int rank_of(char letter) {
  return !letter ? 0 : letter == '/' ? 1 : 2 + (unsigned char)letter;
}

static int compare_paths(const void *left, const void *right) {
  const struct path *a = left, *b = right;
  size_t i = 0;
  while (a->text[i] && a->text[i] == b->text[i]) i++;
  int order = rank_of(a->text[i]) - rank_of(b->text[i]);
  return order ? order : (a->index > b->index) - (a->index < b->index);
}

static int belongs(const struct path *one, const struct path *to) {
  return to->length && strncmp(one->text, to->text, to->length) == 0 && one->text[to->length] == '/';
}

/* Finds the ref that each path belongs to. In sorted order, this is the previous path, a ref that the previous path belongs to, or
 * none. */
static void set_parents(struct path *paths, int64_t count, int64_t *parents) {
  int64_t last = -1; /* index of the first path with the previous path's text */
  for (int64_t i = 0; i < count; i++) {
    struct path *at = &paths[i];
    int is_new = last < 0 || strcmp(at->text, paths[last].text) != 0;
    at->parent = is_new ? last : paths[last].parent;
    while (at->parent >= 0 && !belongs(at, &paths[at->parent])) at->parent = paths[at->parent].parent;
    parents[at->index] = at->parent < 0 ? 0 : paths[at->parent].index + 1;
    if (is_new) last = i;
  }
}

dueby_status dueby_worklist_find_parents(dueby_worklist *worklist, const dueby_case *of) {
  int any = 0, in_order = 1;
  int64_t count = 0;
  worklist->run.ref_parents = NULL;
  for (int64_t i = 0; i < of->ref_count && !any; i++) any = of->refs[i] && strchr(of->refs[i], '/');
  if (!any) return DUEBY_OK;
  int64_t *parents = realloc(worklist->parents, (size_t)of->ref_count * sizeof *parents);
  if (!parents) return DUEBY_EMEMORY;
  worklist->parents = parents;
  struct path *paths = realloc(worklist->paths, (size_t)of->ref_count * sizeof *paths);
  if (!paths) return DUEBY_EMEMORY;
  worklist->paths = paths;
  for (int64_t i = 0; i < of->ref_count; i++) {
    parents[i] = 0;
    if (!of->refs[i]) continue;
    paths[count] = (struct path){of->refs[i], strlen(of->refs[i]), i, -1};
    if (count && compare_paths(&paths[count - 1], &paths[count]) > 0) in_order = 0;
    count++;
  }
  if (!in_order) qsort(paths, (size_t)count, sizeof *paths, compare_paths);
  set_parents(paths, count, parents);
  worklist->run.ref_parents = parents;
  worklist->run.ref_count = of->ref_count;
  return DUEBY_OK;
}
