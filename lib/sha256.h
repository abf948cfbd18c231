/* SHA-256 (FIPS 180-4) of bytes in memory: the page names its own style sheet and script by their hashes. */
#ifndef DUEBY_SHA256_H
#define DUEBY_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { SHA256_BYTES = 32, SHA256_BASE64 = 45 };

void dueby_sha256(const void *bytes, size_t length, uint8_t digest[SHA256_BYTES]);
void dueby_sha256_base64(const uint8_t digest[SHA256_BYTES], char text[SHA256_BASE64]); /* ends in a zero */

#endif
