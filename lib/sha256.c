/* Computes SHA-256 as in FIPS 180-4, sections 4.1.2, 4.2.2, 5.1.1, 5.3.3 and 6.2. The names come from the standard. */
#include "sha256.h"

#include <string.h>

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01,
    0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
    0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08,
    0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotate(uint32_t x, int n) {
  return x >> n | x << (32 - n);
}

static void take_block(uint32_t state[8], const uint8_t *block) {
  uint32_t w[64];
  for (int t = 0; t < 16; t++)
    w[t] = (uint32_t)block[4 * t] << 24 | (uint32_t)block[4 * t + 1] << 16 | (uint32_t)block[4 * t + 2] << 8 | block[4 * t + 3];
  for (int t = 16; t < 64; t++) {
    uint32_t before = w[t - 15], latest = w[t - 2];
    w[t] = w[t - 16] + (rotate(before, 7) ^ rotate(before, 18) ^ before >> 3) + w[t - 7] +
           (rotate(latest, 17) ^ rotate(latest, 19) ^ latest >> 10);
  }
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
  for (int t = 0; t < 64; t++) {
    uint32_t first = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + constants[t] + w[t];
    uint32_t second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g, g = f, f = e, e = d + first;
    d = c, c = b, b = a, a = first + second;
  }
  const uint32_t last[8] = {a, b, c, d, e, f, g, h};
  for (int i = 0; i < 8; i++) state[i] += last[i];
}

void dueby_sha256_begin(struct sha256 *hash) {
  static const uint32_t first[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  memcpy(hash->state, first, sizeof first);
  hash->length = 0;
}

void dueby_sha256_add(struct sha256 *hash, const void *bytes, size_t length) {
  const uint8_t *at = bytes;
  size_t held = hash->length % SHA256_BLOCK;
  hash->length += length;
  if (held && held + length >= SHA256_BLOCK) {
    size_t missing = SHA256_BLOCK - held;
    memcpy(hash->block + held, at, missing);
    take_block(hash->state, hash->block);
    at += missing;
    length -= missing;
    held = 0;
  }
  for (; !held && length >= SHA256_BLOCK; at += SHA256_BLOCK, length -= SHA256_BLOCK) take_block(hash->state, at);
  if (length) memcpy(hash->block + held, at, length);
}

void dueby_sha256_end(struct sha256 *hash, uint8_t digest[SHA256_BYTES]) {
  enum { LENGTH_BYTES = 8 };
  static const uint8_t padding[SHA256_BLOCK] = {0x80};
  uint64_t bits = hash->length * 8;
  uint8_t length[LENGTH_BYTES];
  size_t held = hash->length % SHA256_BLOCK, full = SHA256_BLOCK - LENGTH_BYTES;
  for (int i = 0; i < LENGTH_BYTES; i++) length[i] = (uint8_t)(bits >> (56 - 8 * i));
  dueby_sha256_add(hash, padding, held < full ? full - held : SHA256_BLOCK + full - held);
  dueby_sha256_add(hash, length, LENGTH_BYTES);
  for (int i = 0; i < SHA256_BYTES; i++) digest[i] = (uint8_t)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
}
