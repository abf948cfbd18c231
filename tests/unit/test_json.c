/* Tests JSON output against RFC 8259, sections 4 to 7: strings, values and objects. */
#include "json.h"

#include <stdlib.h>

#include "support.h"

/* ---- strings ---- */

static void assert_string_of(const char *expected, const char *bytes, size_t length) {
  char text[256];
  struct text out = text_in(text, sizeof text);
  dueby_json_string(&out, bytes, (int64_t)length);
  assert_int_equal(text_end(&out, NULL), DUEBY_OK);
  assert_string_equal(text, expected);
}
#define assert_json_string(expected, literal) assert_string_of(expected, literal, sizeof(literal) - 1)

static void test_string__plain_text_is_as_it_is(void **state) {
  (void)state;
  assert_json_string("\"\"", "");
  assert_json_string("\"Good Friday\"", "Good Friday");
  assert_json_string("\"a/b ~ {[:,]}\"", "a/b ~ {[:,]}");
}

static void test_string__what_must_be_escaped(void **state) {
  (void)state;
  assert_json_string("\"say \\\"so\\\"\"", "say \"so\"");
  assert_json_string("\"C:\\\\x\"", "C:\\x");
  assert_json_string("\"\\b\\f\\n\\r\\t\"", "\b\f\n\r\t");
  assert_json_string("\"\\u0000\\u0001\\u000B\\u001F\"", "\0\1\v\x1f");
  assert_json_string("\"\x7f\"", "\x7f"); /* DEL is not a control character in JSON */
}

static void test_string__utf_8_is_as_it_is(void **state) {
  (void)state;
  assert_json_string("\"Zo\xc3\xab \xe2\x80\x99 \xf0\x9f\x91\xb6\"", "Zo\xc3\xab \xe2\x80\x99 \xf0\x9f\x91\xb6");
  /* the first and last characters of two and three bytes */
  assert_json_string("\"\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf\"", "\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf");
  assert_json_string("\"\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\"", "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf");
  /* the characters before and after the surrogates */
  assert_json_string("\"\xed\x9f\xbf\xee\x80\x80\"", "\xed\x9f\xbf\xee\x80\x80");
}

#define INSTEAD "\xef\xbf\xbd"

/* Each byte that is not UTF-8 (RFC 3629) becomes U+FFFD, and reading continues with the next byte. */
static void test_string__what_is_not_utf_8(void **state) {
  (void)state;
  assert_json_string("\"Zo" INSTEAD "\"", "Zo\xeb");
  assert_json_string("\"" INSTEAD "x\"", "\xc3x");
  assert_json_string("\"" INSTEAD "\"", "\x80");
  assert_json_string("\"" INSTEAD INSTEAD "\"", "\xc0\x80"); /* characters encoded in more bytes than needed */
  assert_json_string("\"" INSTEAD INSTEAD "\"", "\xc1\xbf");
  assert_json_string("\"" INSTEAD INSTEAD INSTEAD "\"", "\xe0\x9f\xbf");
  assert_json_string("\"" INSTEAD INSTEAD INSTEAD INSTEAD "\"", "\xf0\x8f\xbf\xbf");
  assert_json_string("\"" INSTEAD INSTEAD INSTEAD "\"", "\xed\xa0\x80"); /* an unpaired surrogate */
  assert_json_string("\"" INSTEAD INSTEAD INSTEAD "\"", "\xed\xbf\xbf");
  assert_json_string("\"" INSTEAD INSTEAD INSTEAD INSTEAD "\"", "\xf4\x90\x80\x80"); /* a character beyond U+10FFFF */
  assert_json_string("\"" INSTEAD INSTEAD INSTEAD INSTEAD "\"", "\xf5\x80\x80\x80");
  assert_json_string("\"" INSTEAD INSTEAD "\"", "\xe2\x80"); /* a truncated character */
  assert_json_string("\"" INSTEAD INSTEAD INSTEAD "\"", "\xf0\x9f\x91");
  assert_json_string("\"" INSTEAD INSTEAD "a\"", "\xe2\x80"
                                                 "a");
  assert_json_string("\"" INSTEAD "\xc3\xab\"", "\xe2\xc3\xab");
}

/* ---- objects ---- */

static dueby_cell text_cell(const char *text) {
  const dueby_cell cell = {text, DUEBY_TIME_NONE, INT64_MIN, DUEBY_DATE_NONE, DUEBY_CELL_TEXT};
  return cell;
}

static void assert_object(const char *expected, const dueby_cell *cells, int count) {
  char text[512];
  struct json_object object = dueby_json_begin(text, sizeof text);
  for (int i = 0; i < count; i++) dueby_json_add("x", &cells[i], &object);
  assert_int_equal(dueby_json_end(&object, NULL), DUEBY_OK);
  assert_string_equal(text, expected);
}

static void test_object__values_of_every_kind(void **state) {
  (void)state;
  const dueby_cell cells[] = {
      text_cell("a \"b\""),
      {"met_late", DUEBY_TIME_NONE, INT64_MIN, DUEBY_DATE_NONE, DUEBY_CELL_CODE},
      {NULL, DUEBY_TIME_NONE, -3, DUEBY_DATE_NONE, DUEBY_CELL_NUMBER},
      {NULL, DUEBY_TIME_NONE, 0, DUEBY_DATE_NONE, DUEBY_CELL_NUMBER},
      {NULL, DUEBY_TIME_NONE, INT64_MIN, day("2026-03-27"), DUEBY_CELL_WHEN},
      {NULL, INT64_C(1774621800), INT64_MIN, day("2026-03-27"), DUEBY_CELL_WHEN}, /* 2026-03-27T14:30Z, when UK time is UTC */
      {"97.5", DUEBY_TIME_NONE, INT64_MIN, DUEBY_DATE_NONE, DUEBY_CELL_PERCENT},
      {"added=2026-11-09 weekend=fri,sat", DUEBY_TIME_NONE, INT64_MIN, DUEBY_DATE_NONE, DUEBY_CELL_CODES},
  };
  assert_object(
      "{\"x\":\"a \\\"b\\\"\",\"x\":\"met_late\",\"x\":-3,\"x\":0,\"x\":\"2026-03-27\",\"x\":\"2026-03-27T14:30:00+00:00\","
      "\"x\":97.5,\"x\":[\"added=2026-11-09\",\"weekend=fri,sat\"]}",
      cells, 8);
}

static void test_object__what_is_none_is_null(void **state) {
  (void)state;
  const dueby_cell cells[] = {
      text_cell(NULL),
      text_cell(""),
      {NULL, DUEBY_TIME_NONE, INT64_MIN, DUEBY_DATE_NONE, DUEBY_CELL_NUMBER},
      {NULL, DUEBY_TIME_NONE, INT64_MIN, DUEBY_DATE_NONE, DUEBY_CELL_WHEN},
      {NULL, DUEBY_TIME_NONE, INT64_MIN, 1 << 30, DUEBY_CELL_WHEN}, /* a day outside 1900 to 2199 */
      {NULL, DUEBY_TIME_NONE, INT64_MIN, DUEBY_DATE_NONE, DUEBY_CELL_PERCENT},
      {NULL, DUEBY_TIME_NONE, INT64_MIN, DUEBY_DATE_NONE, DUEBY_CELL_CODES},
  };
  assert_object("{\"x\":null,\"x\":null,\"x\":null,\"x\":null,\"x\":null,\"x\":null,\"x\":[]}", cells, 7);
  assert_object("{}", NULL, 0);
}

static void test_object__names_are_escaped_too(void **state) {
  (void)state;
  char text[64];
  const dueby_cell cell = text_cell("v");
  struct json_object object = dueby_json_begin(text, sizeof text);
  dueby_json_add("a\"\xeb", &cell, &object);
  assert_int_equal(dueby_json_end(&object, NULL), DUEBY_OK);
  assert_string_equal(text, "{\"a\\\"" INSTEAD "\":\"v\"}");
}

static void test_object__every_size_of_buffer(void **state) {
  (void)state;
  static const char whole[] = "{\"a\":\"x\\n\",\"b\":null}";
  const dueby_cell cell = text_cell("x\n"), none = text_cell(NULL);
  for (size_t size = 0; size <= sizeof whole; size++) {
    char *text = malloc(size + 1);
    int64_t needed = UNTOUCHED;
    assert_non_null(text);
    text[size] = '#';
    struct json_object object = dueby_json_begin(text, (int64_t)size);
    dueby_json_add("a", &cell, &object);
    dueby_json_add("b", &none, &object);
    assert_int_equal(dueby_json_end(&object, &needed), size < sizeof whole ? DUEBY_ESPACE : DUEBY_OK);
    assert_int_equal(needed, sizeof whole);
    assert_int_equal(text[size], '#');
    if (size) assert_string_equal(text, size < sizeof whole ? "" : whole);
    free(text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_string__plain_text_is_as_it_is), cmocka_unit_test(test_string__what_must_be_escaped),
      cmocka_unit_test(test_string__utf_8_is_as_it_is),      cmocka_unit_test(test_string__what_is_not_utf_8),
      cmocka_unit_test(test_object__values_of_every_kind),   cmocka_unit_test(test_object__what_is_none_is_null),
      cmocka_unit_test(test_object__names_are_escaped_too),  cmocka_unit_test(test_object__every_size_of_buffer),
  };
  return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
