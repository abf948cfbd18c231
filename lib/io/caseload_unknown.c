/* Finds which built-in profiles have a tag or duty that a caseload's own profile lacks. */
#include <stdio.h>
#include <string.h>

#include "caseload_internal.h"

enum { SEARCHES_MAX = 32, PROFILES_NAMED = 4 };

/* Appends the name of a profile to a list: "barnet", "barnet, sefton" or, if there are many, "barnet, sefton and others". */
static void append_profile(const char *name, int32_t number, char *list, size_t size) {
  size_t used = strlen(list);
  if (number < PROFILES_NAMED) snprintf(list + used, size - used, "%s%s", number ? ", " : "", name);
  else if (number == PROFILES_NAMED) snprintf(list + used, size - used, " and others");
}

int32_t dueby_rows_find_elsewhere(struct row_reader *reader, profile_finder *find, const char *name, char *list, size_t size) {
  int32_t count = 0, found;
  *list = '\0';
  if (!*name || !reader->options.report || reader->searches == SEARCHES_MAX) return 0;
  reader->searches++;
  for (int32_t i = 0; i < dueby_profile_builtin_count(); i++) {
    dueby_profile *other;
    dueby_status status = dueby_profile_new(dueby_profile_builtin(i), &other);
    if (status == DUEBY_EMEMORY) reader->no_memory = 1;
    if (status != DUEBY_OK) continue;
    if (find(other, name, &found) == DUEBY_OK) append_profile(dueby_profile_builtin(i), count++, list, size);
    dueby_profile_free(other);
  }
  return count;
}
