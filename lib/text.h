/* Writes text into a caller's buffer. Text that does not fit is only counted. Internal. */
#ifndef DUEBY_TEXT_H
#define DUEBY_TEXT_H

#include <stddef.h>
#include <string.h>

#include "dueby/base.h"

struct text {
  char *at;
  int64_t size;
  int64_t length;
};

static inline struct text text_in(char *at, int64_t size) {
  struct text text = {at, at && size > 0 ? size : 0, 0};
  return text;
}

static inline void text_char(struct text *text, char c) {
  /* Without memory the size is 0. NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
  if (text->length < text->size) text->at[text->length] = c;
  text->length++;
}

/* Appends `count` bytes, or as many as fit. */
static inline void text_bytes(struct text *text, const char *bytes, int64_t count) {
  int64_t room = text->length < text->size ? text->size - text->length : 0;
  /* If there is no buffer, room is 0. NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker) */
  if (room) memcpy(text->at + text->length, bytes, (size_t)(count < room ? count : room));
  text->length += count;
}

static inline void text_string(struct text *text, const char *string) {
  if (string) text_bytes(text, string, (int64_t)strlen(string));
}

/* Appends what a user wrote, shortened if it is long. */
static inline void text_shortened(struct text *text, const char *string, size_t length) {
  enum { SHOWN_MAX = 80 };
  int64_t bytes = 0, left = (int64_t)length;
  int32_t kind;
  while (bytes < SHOWN_MAX && bytes < left) bytes += dueby_text_character(string + bytes, left - bytes, &kind);
  text_bytes(text, string, bytes);
  if (bytes < left) text_string(text, "...");
}

static inline void text_number(struct text *text, int64_t number) {
  char digits[20];
  int count = 0;
  uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  if (number < 0) text_char(text, '-');
  do {
    digits[count++] = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest);
  while (count) text_char(text, digits[--count]);
}

/* Appends `above` divided by `below`, with one decimal place or none. Rounds halves up, as the Department for Education does in its
 * figures (round_five_up in its package dfeR). Neither number may be negative. */
static inline void text_rounded(struct text *text, int64_t above, int64_t below, int32_t decimals) {
  int64_t times = decimals ? 10 : 1, number = above * times, whole = number / below, rest = number % below;
  if (rest >= below - rest) whole++;
  text_number(text, whole / times);
  if (!decimals) return;
  text_char(text, '.');
  text_number(text, whole % times);
}

/* Appends a number with leading zeros, at most ten digits. */
static inline void text_digits(struct text *text, int32_t number, int32_t width) {
  char digits[10];
  for (int32_t i = width; i > 0; number /= 10) digits[--i] = (char)('0' + number % 10);
  text_bytes(text, digits, width);
}

/* Appends the caller's text for people to read: control characters and bytes that are not UTF-8 become spaces. */
static inline void text_plain(struct text *text, const char *string) {
  int32_t kind;
  for (int64_t left = string ? (int64_t)strlen(string) : 0, bytes; (bytes = dueby_text_character(string, left, &kind));
       string += bytes, left -= bytes)
    if (kind == DUEBY_TEXT_PLAIN) text_bytes(text, string, bytes);
    else text_char(text, ' ');
}

/* Makes a name fit on one line: control characters and bytes that are not UTF-8 become spaces. */
static inline void text_in_one_line(char *text) {
  int32_t kind;
  for (int64_t left = (int64_t)strlen(text), bytes; (bytes = dueby_text_character(text, left, &kind)); text += bytes, left -= bytes)
    if (kind != DUEBY_TEXT_PLAIN) memset(text, ' ', (size_t)bytes);
}

/* Ends the text. This function alone checks whether the text fitted into the buffer. */
static inline dueby_status text_end(struct text *text, int64_t *needed) {
  text_char(text, '\0');
  if (needed) *needed = text->length;
  if (text->length <= text->size) return DUEBY_OK;
  if (text->size) text->at[0] = '\0';
  return DUEBY_ESPACE;
}

#endif
