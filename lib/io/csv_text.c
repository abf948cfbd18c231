/* Writes messages about rows and cells of CSV. */
#include <stdio.h>
#include <string.h>

#include "written_date.h"

const char *dueby_csv_reason(dueby_status status) {
  if (status == DUEBY_EFORMAT)
    return "this is a workbook, a PDF, an image or another file that is not text: in Excel, save it as \"CSV UTF-8 (Comma "
           "delimited)\". For a return, save each sheet as a file of its own";
  return status == DUEBY_ELIMIT ? "a row is longer than 1 MiB or has more than 4096 cells"
                                : "a quoted cell is not closed, or has text after its closing quote";
}

void dueby_csv_width_text(int32_t cells, int32_t columns, char *text, int64_t size) {
  snprintf(text, (size_t)size, "this row has %d column%s but the header has %d%s", (int)cells, cells == 1 ? "" : "s", (int)columns,
           cells > columns ? ": put quotes around text that contains a comma" : "");
}

enum { REPEATED_MAX = 30, SHOWN_MAX = 60 };

void dueby_csv_cell_text(dueby_csv_cell cell, int32_t show, char *text, int64_t size) {
  int safe = cell.length <= REPEATED_MAX;
  int64_t characters = 0;
  /* counts the bytes that begin a UTF-8 character */
  for (int64_t i = 0; i < cell.length; i++) characters += ((unsigned char)cell.text[i] & 0xc0) != 0x80;
  for (int64_t i = 0; i < cell.length && safe; i++) safe = cell.text[i] && strchr("0123456789-/.:+TZ ", cell.text[i]) != NULL;
  if (!safe && !show) {
    snprintf(text, (size_t)size, "this value (%lld character%s)", (long long)characters, characters == 1 ? "" : "s");
    return;
  }
  char shown[SHOWN_MAX + 1];
  int64_t length = cell.length < SHOWN_MAX ? cell.length : SHOWN_MAX;
  for (int64_t i = 0; i < length; i++)
    shown[i] = (char)((unsigned char)cell.text[i] < ' ' || cell.text[i] == 127 ? '?' : cell.text[i]);
  shown[length] = '\0';
  snprintf(text, (size_t)size, "\"%s\"", shown);
}

int dueby_io_is_far_day(dueby_csv_cell cell, int32_t date_order) {
  int is_iso = date_order == DUEBY_ORDER_ISO, year, month, day, used = 0;
  enum { LENGTH = 10 };
  char start[LENGTH + 1];
  dueby_date date;
  if (cell.length != LENGTH) return 0;
  snprintf(start, sizeof start, "%.*s", LENGTH, cell.text);
  int *left = is_iso ? &year : &day, *right = is_iso ? &day : &year;
  return sscanf(start, is_iso ? "%4d-%2d-%2d%n" : "%2d/%2d/%4d%n", left, &month, right, &used) == 3 && used == LENGTH &&
         dueby_date_new(2000, month, day, &date) == DUEBY_OK && dueby_date_new(year, month, 1, &date) == DUEBY_EARGUMENT;
}
