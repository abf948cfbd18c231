#include "dueby/base.h"

#include <string.h>

/* Strings are arrays of characters, not pointers, because a table of pointers would be writable data in a shared library. */
static const char status_texts[][64] = {
    [DUEBY_OK] = "done",
    [DUEBY_NONE] = "no value",
    [DUEBY_EARGUMENT] = "an argument is out of range",
    [DUEBY_ETEXT] = "the text is not in the expected format",
    [DUEBY_ECOVERAGE] = "outside the years that the calendar covers",
    [DUEBY_ENOTFOUND] = "no such name",
    [DUEBY_ENOTINFORCE] = "not in force on that day",
    [DUEBY_ENOTIME] = "this time limit is in hours, but no time of day was given",
    [DUEBY_ENOTSTATED] = "the source sets no time limit",
    [DUEBY_EFACT] = "something it needs was not given",
    [DUEBY_EMEMORY] = "out of memory",
    [DUEBY_ESPACE] = "the buffer is too small",
    [DUEBY_ENOSUCHTIME] = "this time does not exist: the clocks go forward and skip it",
    [DUEBY_ENORULE] = "does not apply here (different starting event, tag or age)",
    [DUEBY_EFORMAT] = "malformed data",
    [DUEBY_EFILE] = "the file cannot be read",
    [DUEBY_ELIMIT] = "larger than the limit",
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

int32_t dueby_version_number(void) {
  return DUEBY_VERSION_NUMBER;
}

/* Returns the number of bytes in a UTF-8 character, given its first byte; 0 if no character begins with that byte. */
static int64_t announced_bytes(unsigned char first) {
  return first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
}

/* True if the bytes after the first are valid UTF-8. They must be 80 to BF. After some first bytes the second has a smaller range,
 * so that each character has only one encoding. */
static int is_whole(const unsigned char *at, int64_t bytes) {
  static const unsigned char first[] = {0xe0, 0xed, 0xf0, 0xf4}, least[] = {0xa0, 0x80, 0x90, 0x80},
                             most[] = {0xbf, 0x9f, 0xbf, 0x8f};
  for (int64_t i = 1; i < bytes; i++)
    if ((at[i] & 0xc0) != 0x80) return 0;
  for (int i = 0; i < 4; i++)
    if (at[0] == first[i] && (at[1] < least[i] || at[1] > most[i])) return 0;
  return 1;
}

static int32_t kind_of(const unsigned char *at, int64_t bytes) {
  if (bytes == 1) return *at < ' ' || *at == 127 ? DUEBY_TEXT_CONTROL : DUEBY_TEXT_PLAIN;
  if (bytes == 2) return at[0] == 0xc2 && at[1] < 0xa0 ? DUEBY_TEXT_CONTROL : DUEBY_TEXT_PLAIN;
  if (at[0] != 0xe2 || (at[1] != 0x80 && at[1] != 0x81)) return DUEBY_TEXT_PLAIN;
  if (at[1] == 0x81) return at[2] >= 0xa6 && at[2] <= 0xa9 ? DUEBY_TEXT_DIRECTION : DUEBY_TEXT_PLAIN;
  if (at[2] == 0xa8 || at[2] == 0xa9) return DUEBY_TEXT_CONTROL;
  return at[2] >= 0xaa && at[2] <= 0xae ? DUEBY_TEXT_DIRECTION : DUEBY_TEXT_PLAIN;
}

int64_t dueby_text_character(const char *text, int64_t length, int32_t *kind) {
  const unsigned char *at = (const unsigned char *)text;
  *kind = DUEBY_TEXT_BROKEN;
  if (length < 1) return 0;
  int64_t bytes = announced_bytes(*at);
  if (!bytes || bytes > length || !is_whole(at, bytes)) return 1;
  *kind = kind_of(at, bytes);
  return bytes;
}

enum { NAME_MAX = 63, FAR = 64 };

/* Returns the optimal string alignment distance between two names, or FAR if it is more than `most`. Compares each letter only with
 * those up to `most` places away, and keeps only the last three rows of the table. */
static int32_t distance_up_to(const char *left, const char *right, int32_t most) {
  int32_t rows[3][NAME_MAX + 2];
  size_t left_length = strlen(left), right_length = strlen(right);
  if (left_length > NAME_MAX || right_length > NAME_MAX) return FAR;
  int32_t n_left = (int32_t)left_length, n_right = (int32_t)right_length, least = 0;
  if (n_left - n_right > most || n_right - n_left > most) return FAR;
  for (int32_t j = 0; j <= n_right; j++) rows[0][j] = j;
  for (int32_t i = 1; i <= n_left; i++) {
    int32_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *over = rows[(i + 1) % 3], least_above = least;
    int32_t first = i > most ? i - most : 1, last = n_right - i > most ? i + most : n_right;
    least = row[first - 1] = first == 1 ? i : FAR;
    for (int32_t j = first; j <= last; j++) {
      int32_t best = above[j - 1] + (left[i - 1] != right[j - 1]);
      if (above[j] + 1 < best) best = above[j] + 1;
      if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] && over[j - 2] + 1 < best)
        best = over[j - 2] + 1;
      row[j] = best;
      if (best < least) least = best;
    }
    row[last + 1] = FAR;
    if (least > most && least_above > most) return FAR;
  }
  return rows[n_left % 3][n_right] <= most ? rows[n_left % 3][n_right] : FAR;
}

int32_t dueby_text_distance(const char *left, const char *right) {
  return distance_up_to(left, right, NAME_MAX);
}

#define BETWEEN_WORDS "._- "

/* True if `wanted` has at least two words, and `name` has them all in the same order. */
static int has_words(const char *name, const char *wanted) {
  int words = 0;
  while (*wanted) {
    size_t length = strcspn(wanted, BETWEEN_WORDS), other = strcspn(name, BETWEEN_WORDS);
    if (!*name) return 0;
    if (length == other && memcmp(wanted, name, length) == 0) {
      wanted += length + (wanted[length] != '\0');
      words++;
    }
    name += other + (name[other] != '\0');
  }
  return words > 1;
}

int32_t dueby_name_distance(const char *wanted, const char *name) {
  size_t length = strlen(wanted);
  int32_t most = length < 5 ? 1 : length < 9 ? 2 : 3, distance = distance_up_to(wanted, name, most);
  if (distance > 1 && has_words(name, wanted)) return 1;
  if (distance <= most) return distance;
  return length >= 3 && strstr(name, wanted) ? most : INT32_MAX;
}

static char small(char letter) {
  return (char)(letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter);
}

static int are_alike(const char *left, const char *right) {
  while (*left && small(*left) == small(*right)) left++, right++;
  return small(*left) == small(*right);
}

int64_t dueby_name_find(const char *const *names, int64_t count, const char *wanted) {
  int64_t alike = -1;
  for (int64_t i = 0; i < count; i++) {
    if (!names[i] || !are_alike(names[i], wanted)) continue;
    if (strcmp(names[i], wanted) == 0) return i;
    if (alike < 0) alike = i;
  }
  return alike;
}

void dueby_nearest_consider(dueby_nearest *nearest, const char *name) {
  int32_t distance = name ? dueby_name_distance(nearest->wanted, name) : INT32_MAX;
  if (distance == INT32_MAX || (nearest->name && distance >= nearest->distance)) return;
  nearest->name = name;
  nearest->distance = distance;
}
