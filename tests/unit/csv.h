/* Reads rows of CSV for tests: a header line, fields with or without quotes, no line breaks inside a field. Lines that begin with #
 * are comments. */
#ifndef DUEBY_TESTS_CSV_H
#define DUEBY_TESTS_CSV_H

#include <stdio.h>
#include <string.h>

enum { CSV_FIELDS = 24, CSV_LINE = 8192 };

struct csv {
  FILE *file;
  int line, count;
  char text[CSV_LINE], header_text[CSV_LINE];
  char *fields[CSV_FIELDS], *header[CSV_FIELDS];
};

/* Splits a line in place. Returns the number of fields. */
static inline int csv_split(char *line, char *fields[CSV_FIELDS]) {
  int count = 0;
  char *read = line, *write = line;
  line[strcspn(line, "\r\n")] = '\0';
  while (count < CSV_FIELDS) {
    int quoted = *read == '"';
    fields[count++] = write;
    if (quoted) read++;
    while (*read && (quoted || *read != ',')) {
      if (quoted && *read == '"') {
        if (read[1] != '"') {
          quoted = 0;
          read++;
          continue;
        }
        read++;
      }
      *write++ = *read++;
    }
    int last = *read == '\0';
    *write++ = '\0';
    if (last) break;
    read++;
  }
  return count;
}

/* Reads the next line that is not a comment, unchanged. Returns 0 at the end. */
static inline int csv_line(struct csv *csv, char text[CSV_LINE]) {
  while (fgets(text, CSV_LINE, csv->file)) {
    csv->line++;
    if (text[0] != '#' && text[0] != '\n') return 1;
  }
  return 0;
}

/* Opens a file and reads its header. Returns 0 if there is none. */
static inline int csv_open(struct csv *csv, const char *path) {
  memset(csv, 0, sizeof *csv);
  csv->file = fopen(path, "r");
  if (!csv->file) return 0;
  if (csv_line(csv, csv->header_text)) return csv_split(csv->header_text, csv->header) > 0;
  fclose(csv->file);
  csv->file = NULL;
  return 0;
}

static inline int csv_row(struct csv *csv) {
  if (!csv_line(csv, csv->text)) return 0;
  csv->count = csv_split(csv->text, csv->fields);
  return 1;
}

/* Returns the field under a heading, or NULL if there is no such heading. */
static inline const char *csv_field(const struct csv *csv, const char *heading) {
  for (int i = 0; i < CSV_FIELDS && csv->header[i]; i++)
    if (strcmp(csv->header[i], heading) == 0) return i < csv->count ? csv->fields[i] : "";
  return NULL;
}

static inline void csv_close(struct csv *csv) {
  fclose(csv->file);
}

#endif
