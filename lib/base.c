#include "dueby/base.h"

#include <string.h>

#include "input.h"

/* Arrays of characters, not pointers: a table of pointers would be writable data in a shared library. */
static const char status_texts[][64] = {
    [DUEBY_OK] = "done",
    [DUEBY_NONE] = "no value",
    [DUEBY_EARGUMENT] = "an argument is outside its range",
    [DUEBY_ETEXT] = "the text does not say what was expected",
    [DUEBY_ECOVERAGE] = "outside what the calendar knows",
    [DUEBY_ENOTFOUND] = "no such name",
    [DUEBY_ENOTINFORCE] = "not in force on that day",
    [DUEBY_ENOTIME] = "a timescale in hours, and no time of day is known",
    [DUEBY_ENOTSTATED] = "the source gives no figure",
    [DUEBY_EFACT] = "needs something that was not given",
    [DUEBY_EMEMORY] = "out of memory",
    [DUEBY_ESPACE] = "the buffer is too small",
    [DUEBY_ENOSUCHTIME] = "no such time of day: the clocks go forward over it",
    [DUEBY_ENORULE] = "no rule applies to this trigger",
    [DUEBY_EFORMAT] = "malformed data",
    [DUEBY_EFILE] = "the file cannot be read",
    [DUEBY_ELIMIT] = "over the limit",
    [DUEBY_DONE] = "nothing more",
};
static const char unknown_status[] = "unknown status";

const char *dueby_status_text(dueby_status status) {
  if (status < 0 || status >= (dueby_status)(sizeof status_texts / sizeof status_texts[0])) return unknown_status;
  return status_texts[status];
}

const char *dueby_version(void) {
  return DUEBY_VERSION;
}

int dueby_take_input(void *to, size_t known, const void *from) {
  uint32_t size;
  memset(to, 0, known);
  memcpy(&size, from, sizeof size);
  if (size && size < sizeof size) return 0;
  for (size_t i = known; i < size; i++)
    if (((const unsigned char *)from)[i]) return 0;
  memcpy(to, from, !size || size > known ? known : size);
  return 1;
}

int32_t dueby_version_number(void) {
  return DUEBY_VERSION_NUMBER;
}

enum { NAME_MAX = 63, FAR = 64 };

/* Optimal string alignment. Only the rows of the last two letters are kept. */
int32_t dueby_text_distance(const char *left, const char *right) {
  int32_t rows[3][NAME_MAX + 1];
  size_t n_left = strlen(left), n_right = strlen(right);
  if (n_left > NAME_MAX || n_right > NAME_MAX) return FAR;
  for (size_t j = 0; j <= n_right; j++) rows[0][j] = (int32_t)j;
  for (size_t i = 1; i <= n_left; i++) {
    int32_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *over = rows[(i + 1) % 3];
    row[0] = (int32_t)i;
    for (size_t j = 1; j <= n_right; j++) {
      int32_t best = above[j - 1] + (left[i - 1] != right[j - 1]);
      if (above[j] + 1 < best) best = above[j] + 1;
      if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] && over[j - 2] + 1 < best)
        best = over[j - 2] + 1;
      row[j] = best;
    }
  }
  return rows[n_left % 3][n_right];
}

int32_t dueby_name_distance(const char *wanted, const char *name) {
  size_t length = strlen(wanted);
  int32_t distance = dueby_text_distance(wanted, name), most = length < 5 ? 1 : length < 9 ? 2 : 3;
  if (distance <= most) return distance;
  return length >= 3 && strstr(name, wanted) ? most : INT32_MAX;
}

void dueby_nearest_consider(dueby_nearest *nearest, const char *name) {
  int32_t distance = name ? dueby_name_distance(nearest->wanted, name) : INT32_MAX;
  if (distance == INT32_MAX || (nearest->name && distance >= nearest->distance)) return;
  nearest->name = name;
  nearest->distance = distance;
}
