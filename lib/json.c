#include "json.h"

#include "date_internal.h"

/* ---- writing strings ---- */

static int is_within(unsigned char byte, int first, int last) {
  return byte >= first && byte <= last;
}

/* Returns the number of bytes in the UTF-8 character at a position (RFC 3629, section 4); 0 if there is none. */
static int64_t character_size(const unsigned char *at, int64_t left) {
  static const struct {
    uint8_t first, last;               /* range of a character's first byte */
    uint8_t second_first, second_last; /* range of its second byte */
    uint8_t size;
  } forms[] = {{0x00, 0x7f, 0x00, 0xff, 1}, {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
               {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
               {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4}};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    if (!is_within(at[0], forms[i].first, forms[i].last)) continue;
    if (forms[i].size > left) return 0;
    if (forms[i].size > 1 && !is_within(at[1], forms[i].second_first, forms[i].second_last)) return 0;
    for (int j = 2; j < forms[i].size; j++)
      if (!is_within(at[j], 0x80, 0xbf)) return 0;
    return forms[i].size;
  }
  return 0;
}

static void append_escape(struct text *out, unsigned char character) {
  static const char digits[] = "0123456789ABCDEF", named[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt";
  const char *found = character ? strchr(named, character) : NULL;
  text_char(out, '\\');
  if (found) {
    text_char(out, names[found - named]);
    return;
  }
  text_string(out, "u00");
  text_char(out, digits[character >> 4]);
  text_char(out, digits[character & 15]);
}

/* Returns how many bytes need no escaping. Most strings need none and are written in one piece. */
static int64_t plain_length(const char *bytes, int64_t length) {
  int64_t plain = 0;
  while (plain < length && bytes[plain] >= ' ' && bytes[plain] <= '~' && bytes[plain] != '"' && bytes[plain] != '\\') plain++;
  return plain;
}

void dueby_json_string(struct text *out, const char *bytes, int64_t length) {
  text_char(out, '"');
  for (int64_t i = 0; i < length;) {
    int64_t plain = plain_length(bytes + i, length - i);
    text_bytes(out, bytes + i, plain);
    i += plain;
    if (i == length) break;
    int64_t size = character_size((const unsigned char *)bytes + i, length - i);
    if (!size) text_string(out, "\xef\xbf\xbd");
    else if (size == 1 && bytes[i] != 127) append_escape(out, (unsigned char)bytes[i]);
    else text_bytes(out, bytes + i, size);
    i += size ? size : 1;
  }
  text_char(out, '"');
}

/* ---- writing values ---- */

static void append_string(struct text *out, const char *string) {
  dueby_json_string(out, string, (int64_t)strlen(string));
}

/* Appends a list of numbers, or of codes or texts as strings. */
static void append_list(struct text *out, const char *listed, int32_t kind) {
  const char separator[] = {kind == DUEBY_CELL_TEXTS ? '\n' : ' ', '\0'};
  text_char(out, '[');
  for (const char *at = listed; at && *at;) {
    size_t length = strcspn(at, separator);
    if (at > listed) text_char(out, ',');
    if (kind == DUEBY_CELL_NUMBERS) text_bytes(out, at, (int64_t)length);
    else dueby_json_string(out, at, (int64_t)length);
    at += length + (at[length] != '\0');
  }
  text_char(out, ']');
}

static void append_when(struct text *out, const dueby_cell *cell) {
  const dueby_when when = {cell->time, cell->date, 0};
  struct text before = *out;
  text_char(out, '"');
  if (dueby_date_put_when(out, &when) == DUEBY_OK) {
    text_char(out, '"');
  } else {
    *out = before;
    text_string(out, "null");
  }
}

static int is_none(const dueby_cell *cell) {
  switch (cell->kind) {
  case DUEBY_CELL_NUMBER: return cell->number == INT64_MIN;
  case DUEBY_CELL_WHEN:
  case DUEBY_CELL_DAY: return cell->date == DUEBY_DATE_NONE;
  case DUEBY_CELL_CODES:
  case DUEBY_CELL_TEXTS:
  case DUEBY_CELL_NUMBERS: return 0; /* an empty list becomes an empty array */
  default: return !cell->text || !*cell->text;
  }
}

void dueby_json_add(const char *name, const dueby_cell *cell, void *object) {
  struct json_object *json = object;
  struct text *out = &json->text;
  text_char(out, json->cells++ ? ',' : '{');
  append_string(out, name);
  text_char(out, ':');
  if (is_none(cell)) {
    text_string(out, "null");
    return;
  }
  switch (cell->kind) {
  case DUEBY_CELL_NUMBER: text_number(out, cell->number); break;
  case DUEBY_CELL_PERCENT: text_string(out, cell->text); break;
  case DUEBY_CELL_WHEN:
  case DUEBY_CELL_DAY: append_when(out, cell); break;
  case DUEBY_CELL_CODES:
  case DUEBY_CELL_TEXTS:
  case DUEBY_CELL_NUMBERS: append_list(out, cell->text, cell->kind); break;
  default: append_string(out, cell->text); break;
  }
}

struct json_object dueby_json_begin(char *text, int64_t size) {
  struct json_object object = {text_in(text, size), 0};
  return object;
}

dueby_status dueby_json_end(struct json_object *object, int64_t *needed) {
  text_string(&object->text, object->cells ? "}" : "{}");
  return text_end(&object->text, needed);
}
