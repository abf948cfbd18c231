/* Reads a string in each form that people write: dates, times, spans, periods and others. The first byte says whether the day or
 * the month comes first. A value must stay the same when written and read again. For anything unreadable, a message must say
 * why. */
#include <string.h>

#include "dueby/written.h"
#include "fuzz.h"

enum { BYTES_MAX = 200, AMOUNT_MAX = 100000, MARK = -77 };

static void check_when(const char *text, int64_t length, int32_t order, dueby_when *read) {
  const dueby_when marked = {MARK, MARK, MARK};
  char written[40];
  dueby_when again;
  int64_t needed;
  *read = marked;
  dueby_status status = dueby_when_parse(text, length, order, read);
  if (status != DUEBY_OK) {
    must(status == DUEBY_ETEXT || status == DUEBY_ENOSUCHTIME || status == DUEBY_ECOVERAGE);
    must(read->time == MARK && read->date == MARK && read->reserved == MARK);
    return;
  }
  must(read->date >= DUEBY_DATE_FIRST && read->date <= DUEBY_DATE_LAST && !read->reserved);
  must(dueby_when_text(read, written, sizeof written, &needed) == DUEBY_OK && needed == (int64_t)strlen(written) + 1);
  must(dueby_when_parse(written, needed - 1, DUEBY_ORDER_ISO, &again) == DUEBY_OK);
  must(again.time == read->time && again.date == read->date);
}

static void check_span(const char *text, int64_t length) {
  dueby_span read = {MARK, MARK}, again;
  char written[40];
  int64_t needed;
  if (dueby_span_parse(text, length, &read) != DUEBY_OK) {
    must(read.amount == MARK && read.unit == MARK);
    return;
  }
  must(read.amount >= -AMOUNT_MAX && read.amount <= AMOUNT_MAX);
  must(dueby_span_text(read, written, sizeof written, &needed) == DUEBY_OK && needed == (int64_t)strlen(written) + 1);
  must(dueby_span_parse(written, needed - 1, &again) == DUEBY_OK && again.amount == read.amount && again.unit == read.unit);
}

static void check_other_forms(const char *text, int32_t order) {
  dueby_date first, last;
  int32_t second, year;
  if (dueby_written_clock(text, &second) == DUEBY_OK) must(second >= 0 && second < 24 * 60 * 60 && second % 60 == 0);
  if (dueby_written_year(text, &year) == DUEBY_OK) must(year >= 1900 && year <= 2198);
  if (dueby_written_period(text, order, &first, &last) == DUEBY_OK)
    must(first == DUEBY_DATE_NONE || last == DUEBY_DATE_NONE || first <= last);
}

/* Checks that a short buffer gets the beginning of a message, and that the size needed for the whole message is returned. */
static void check_messages(const char *text, int32_t order, int is_when, int is_span) {
  for (int32_t kind = DUEBY_WRITTEN_DAY; kind <= DUEBY_WRITTEN_DIVISION; kind++) {
    char message[1024] = "", start[16];
    int64_t needed, same;
    dueby_status status = dueby_written_problem_text(kind, text, order, DUEBY_STYLE_OPTIONS, message, sizeof message, &needed);
    must(status == DUEBY_OK || status == DUEBY_DONE);
    if (kind == DUEBY_WRITTEN_SPAN) must((status == DUEBY_DONE) == is_span);
    if (kind == DUEBY_WRITTEN_WHEN && is_when) must(status == DUEBY_DONE);
    if (status == DUEBY_DONE) continue;
    must(*message && needed == (int64_t)strlen(message) + 1);
    must(dueby_written_problem_text(kind, text, order, DUEBY_STYLE_OPTIONS, start, sizeof start, &same) == DUEBY_ESPACE);
    must(same == needed);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  char text[BYTES_MAX + 1];
  dueby_when when;
  dueby_span span;
  if (size < 1 || size > BYTES_MAX) return 0;
  int32_t order = bytes[0] & 1 ? DUEBY_ORDER_DMY : DUEBY_ORDER_ISO;
  check_when((const char *)bytes + 1, (int64_t)size - 1, order, &when);
  check_span((const char *)bytes + 1, (int64_t)size - 1);
  memcpy(text, bytes + 1, size - 1);
  text[size - 1] = '\0';
  check_other_forms(text, order);
  check_messages(text, order, dueby_when_parse(text, (int64_t)strlen(text), order, &when) == DUEBY_OK,
                 dueby_span_parse(text, (int64_t)strlen(text), &span) == DUEBY_OK);
  return 0;
}
