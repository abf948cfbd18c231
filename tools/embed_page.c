/* cli/page/page.css and page.js -> a C file that holds them and the hashes by which the page's Content-Security-Policy allows them
 * and nothing else. Runs while dueby is built.
 *
 *   embed_page OUT.c page.css page.js */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sha256.h"

static void die(const char *path, const char *message) {
  fprintf(stderr, "%s: %s\n", path, message);
  exit(1);
}

/* The text without carriage returns, which a browser does not hash either. */
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

static void put_text(FILE *out, const char *name, const char *path) {
  static char text[1 << 20];
  uint8_t digest[SHA256_BYTES];
  char hash[SHA256_BASE64];
  size_t length = read_text(path, text, sizeof text);
  fprintf(out, "const char %s[] = {", name);
  for (size_t i = 0; i <= length; i++) fprintf(out, "%s%d,", i % 24 ? " " : "\n  ", text[i]);
  dueby_sha256(text, length, digest);
  dueby_sha256_base64(digest, hash);
  fprintf(out, "\n};\nconst char %s_hash[] = \"%s\";\n", name, hash);
}

int main(int count, char **words) {
  if (count != 4) die("embed_page", "expected OUT.c page.css page.js");
  FILE *out = fopen(words[1], "w");
  if (!out) die(words[1], "cannot be written");
  fprintf(out, "/* Made by tools/embed_page.c from cli/page/; not to be edited. */\n"
               "extern const char page_style[], page_style_hash[], page_script[], page_script_hash[];\n");
  put_text(out, "page_style", words[2]);
  put_text(out, "page_script", words[3]);
  if (fclose(out) != 0) die(words[1], "cannot be written");
  return 0;
}
