/* Computes SHA-256 hashes (FIPS 180-4) piece by piece. Internal. */
#ifndef DUEBY_SHA256_H
#define DUEBY_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { SHA256_BYTES = 32, SHA256_BLOCK = 64 };

struct sha256 {
  uint32_t state[8];
  uint64_t length; /* number of bytes hashed so far */
  uint8_t block[SHA256_BLOCK];
};

void dueby_sha256_begin(struct sha256 *hash);
void dueby_sha256_add(struct sha256 *hash, const void *bytes, size_t length);
void dueby_sha256_end(struct sha256 *hash, uint8_t digest[SHA256_BYTES]);

#endif
