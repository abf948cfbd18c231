/* Tests SHA-256, which is used for digests and for the page's content security policy, with the examples of NIST for FIPS 180-4 and
 * of RFC 6234. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "sha256.h"

/* Expects the hash of a string that is passed in pieces of `piece` bytes. */
static void expect_of_pieces(const char *text, size_t length, size_t piece, const char *hex) {
  uint8_t digest[SHA256_BYTES];
  char found[2 * SHA256_BYTES + 1];
  struct sha256 hash;
  dueby_sha256_begin(&hash);
  for (size_t at = 0; at < length; at += piece) dueby_sha256_add(&hash, text + at, length - at < piece ? length - at : piece);
  dueby_sha256_end(&hash, digest);
  for (int i = 0; i < SHA256_BYTES; i++) snprintf(found + 2 * i, 3, "%02x", digest[i]);
  assert_string_equal(found, hex);
}

static void expect(const char *text, size_t length, const char *hex) {
  expect_of_pieces(text, length, length + 1, hex);
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

/* Hashes a string in pieces of every size up to more than two blocks, so pieces end at every position in a block. */
static void test_sha256__whatever_pieces_it_comes_in(void **state) {
  (void)state;
  char text[1000];
  memset(text, 'a', sizeof text);
  for (size_t piece = 1; piece <= 150; piece++)
    expect_of_pieces(text, sizeof text, piece, "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3");
}

/* Hashes the digests of "a" repeated 0 to 130 times, so the last block has every length. The expected hash is from Python's
 * hashlib. */
static void test_sha256__every_length_of_the_last_block(void **state) {
  (void)state;
  enum { LENGTHS = 131 };
  char text[LENGTHS], digests[LENGTHS * SHA256_BYTES];
  memset(text, 'a', sizeof text);
  for (size_t length = 0; length < LENGTHS; length++) {
    struct sha256 hash;
    dueby_sha256_begin(&hash);
    dueby_sha256_add(&hash, text, length);
    dueby_sha256_end(&hash, (uint8_t *)digests + length * SHA256_BYTES);
  }
  expect(digests, sizeof digests, "f908a43fc8456c583aacde0fb2627959f8513dc76d0c03979b7f945a7dd78f22");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_sha256__published_examples),
      cmocka_unit_test(test_sha256__a_million_times_a),
      cmocka_unit_test(test_sha256__every_length_of_the_last_block),
      cmocka_unit_test(test_sha256__whatever_pieces_it_comes_in),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
