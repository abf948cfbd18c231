/* Reads CSV as rows, and as bank holidays. */
#include <string.h>

#include "fuzz.h"

/* A source that returns one byte at a time. */
static int64_t one_byte(void *memory, char *bytes, int64_t size) {
  return dueby_csv_from_memory(memory, bytes, size < 1 ? size : 1);
}

/* Checks that the rows are the same however the bytes arrive. */
static void compare_rows(const uint8_t *bytes, size_t size) {
  dueby_csv_memory memory[2] = {{(const char *)bytes, (int64_t)size, 0}, {(const char *)bytes, (int64_t)size, 0}};
  dueby_csv *whole = NULL, *slow = NULL;
  dueby_status status;
  must(dueby_csv_new(dueby_csv_from_memory, &memory[0], &whole) == DUEBY_OK);
  must(dueby_csv_new(one_byte, &memory[1], &slow) == DUEBY_OK);
  do {
    const dueby_csv_cell *cells = NULL, *other = NULL;
    int32_t count = 0, other_count = 0;
    status = dueby_csv_next(whole, &cells, &count);
    must(dueby_csv_next(slow, &other, &other_count) == status);
    must(status == DUEBY_OK || status == DUEBY_DONE || status == DUEBY_ETEXT || status == DUEBY_ELIMIT || status == DUEBY_EFORMAT);
    if (status == DUEBY_DONE) break;
    must(dueby_csv_line(whole) == dueby_csv_line(slow) && dueby_csv_line(whole) > 0);
    if (status != DUEBY_OK) continue;
    must(count > 0 && count == other_count);
    for (int32_t i = 0; i < count; i++) {
      char words[128];
      must(cells[i].length == other[i].length && memcmp(cells[i].text, other[i].text, (size_t)cells[i].length) == 0);
      dueby_csv_cell_text(cells[i], i % 2, words, sizeof words);
      must(strlen(words) < sizeof words);
    }
  } while (1);
  dueby_csv_free(whole);
  dueby_csv_free(slow);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  compare_rows(bytes, size);
  fuzz_calendar(dueby_io_calendar_from_csv, bytes, size, "england-and-wales");
  return 0;
}
