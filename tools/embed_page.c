/* Writes a C file with lib/page/page.css, the page's scripts joined into one, and their hashes for the page's
 * Content-Security-Policy, which allows nothing else. Runs during the build.
 *
 *   embed_page OUT.c page.css SCRIPT.js... */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sha256.h"

static void die(const char *path, const char *message) {
  fprintf(stderr, "%s: %s\n", path, message);
  exit(1);
}

/* Reads a file without its carriage returns, because browsers leave them out of the hash. */
static size_t read_text(const char *path, char *text, size_t size) {
  FILE *in = fopen(path, "rb");
  size_t length = 0;
  int next;
  if (!in) die(path, "cannot be read");
  while ((next = getc(in)) != EOF) {
    if (next == '\r') continue;
    if (next <= 0 || next > 126) die(path, "holds a character that is not ASCII");
    if (length + 1 == size) die(path, "is too long");
    text[length++] = (char)next;
  }
  if (ferror(in) || fclose(in) != 0) die(path, "cannot be read");
  text[length] = '\0';
  if (strstr(text, "</")) die(path, "holds \"</\", which could end its element");
  return length;
}

enum { BASE64_SIZE = 45 }; /* size of a digest in base64, with the closing zero */

static void write_base64(const uint8_t digest[SHA256_BYTES], char text[BASE64_SIZE]) {
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (int i = 0; i < 11; i++) {
    uint32_t three = (uint32_t)digest[3 * i] << 16 | (uint32_t)digest[3 * i + 1] << 8 | (i < 10 ? digest[3 * i + 2] : 0u);
    for (int j = 0; j < 4; j++) text[4 * i + j] = letters[three >> (18 - 6 * j) & 63];
  }
  text[43] = '='; /* the last of the 44 characters: the base64 form of 32 bytes ends in one "=" */
  text[44] = '\0';
}

static void put_texts(FILE *out, const char *name, char **paths, int count) {
  static char text[1 << 20];
  size_t length = 0;
  uint8_t digest[SHA256_BYTES];
  char base64[BASE64_SIZE];
  struct sha256 hash;
  for (int i = 0; i < count; i++) length += read_text(paths[i], text + length, sizeof text - length);
  fprintf(out, "const char %s[] = {", name);
  for (size_t i = 0; i <= length; i++) fprintf(out, "%s%d,", i % 24 ? " " : "\n  ", text[i]);
  dueby_sha256_begin(&hash);
  dueby_sha256_add(&hash, text, length);
  dueby_sha256_end(&hash, digest);
  write_base64(digest, base64);
  fprintf(out, "\n};\nconst char %s_hash[] = \"%s\";\n", name, base64);
}

int main(int count, char **argv) {
  if (count < 4) die("embed_page", "expected OUT.c page.css SCRIPT.js...");
  FILE *out = fopen(argv[1], "w");
  if (!out) die(argv[1], "cannot be written");
  fprintf(out, "/* Made by tools/embed_page.c from lib/page/; not to be edited. */\n"
               "extern const char dueby_page_style[], dueby_page_style_hash[], dueby_page_script[], dueby_page_script_hash[];\n");
  put_texts(out, "dueby_page_style", argv + 2, 1);
  put_texts(out, "dueby_page_script", argv + 3, count - 3);
  if (fclose(out) != 0) die(argv[1], "cannot be written");
  return 0;
}
