/* The hash by which the page names its style sheet and script, against the examples of FIPS 180-4's authors and of RFC 6234. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "sha256.h"

static void expect(const char *text, size_t length, const char *hex) {
  uint8_t digest[SHA256_BYTES];
  char found[2 * SHA256_BYTES + 1];
  dueby_sha256(text, length, digest);
  for (int i = 0; i < SHA256_BYTES; i++) snprintf(found + 2 * i, 3, "%02x", digest[i]);
  assert_string_equal(found, hex);
}

static void test_sha256__published_examples(void **state) {
  (void)state;
  static const char two_blocks[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
  expect("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(two_blocks, sizeof two_blocks - 1, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void test_sha256__a_million_times_a(void **state) {
  (void)state;
  enum { MILLION = 1000000 };
  char *text = malloc(MILLION);
  assert_non_null(text);
  memset(text, 'a', MILLION);
  expect(text, MILLION, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  free(text);
}

/* The hash of nothing as a policy writes it. */
static void test_sha256__base64(void **state) {
  (void)state;
  uint8_t digest[SHA256_BYTES];
  char text[SHA256_BASE64];
  dueby_sha256("", 0, digest);
  dueby_sha256_base64(digest, text);
  assert_string_equal(text, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_sha256__published_examples),
      cmocka_unit_test(test_sha256__a_million_times_a),
      cmocka_unit_test(test_sha256__base64),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
