/* Computes hashes of numbers and strings. The hashes are the same on every machine. Internal. */
#ifndef DUEBY_DIGEST_H
#define DUEBY_DIGEST_H

#include <string.h>

#include "sha256.h"
#include "text.h"

static inline void digest_number(struct sha256 *hash, int32_t number) {
  uint8_t bytes[4];
  for (int i = 0; i < 4; i++) bytes[i] = (uint8_t)((uint32_t)number >> 8 * i);
  dueby_sha256_add(hash, bytes, sizeof bytes);
}

/* Adds a string to a hash. NULL differs from the empty string, and the length is added so that adjacent strings stay distinct. */
static inline void digest_text(struct sha256 *hash, const char *text) {
  size_t length = text ? strlen(text) : 0;
  digest_number(hash, text ? (int32_t)length : -1);
  if (length) dueby_sha256_add(hash, text, length);
}

/* Starts a hash for one kind of object. `form` is the version of the layout: a new layout must give a different digest. */
static inline struct sha256 digest_begin(const char *kind, int32_t form) {
  struct sha256 hash;
  dueby_sha256_begin(&hash);
  digest_text(&hash, kind);
  digest_number(&hash, form);
  return hash;
}

static inline dueby_status digest_end(struct sha256 *hash, char *text, int64_t size, int64_t *needed) {
  static const char digits[] = "0123456789abcdef";
  struct text out = text_in(text, size);
  uint8_t digest[SHA256_BYTES];
  dueby_sha256_end(hash, digest);
  for (int i = 0; i < SHA256_BYTES; i++) {
    text_char(&out, digits[digest[i] >> 4]);
    text_char(&out, digits[digest[i] & 15]);
  }
  return text_end(&out, needed);
}

#endif
