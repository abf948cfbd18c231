/* Writes the names of options for messages, in the style of a programming language or of a form (DUEBY_STYLE_OPTIONS ...).
 * Internal. */
#ifndef DUEBY_OPTION_TEXT_H
#define DUEBY_OPTION_TEXT_H

#include "text.h"

int dueby_option_is_style(int32_t style);

/* Returns the verb before an option: "use ", or "tick " in a form. */
const char *dueby_option_verb(int32_t style);

/* Appends the name of an option: "--as-at", "as_at", "asAt", "AsAt" or "as at". */
void dueby_option_append_name(struct text *out, int32_t style, const char *name);

/* Appends an option with a value, such as "--as-at WHEN", "as_at=WHEN", "asAt(WHEN)" or "as at WHEN". */
void dueby_option_append(struct text *out, int32_t style, const char *name, const char *value);

/* Options whose forms differ between styles, such as "--whole-days" and "wholeDays: true". */
enum {
  OPTION_EVENT,
  OPTION_WHOLE_DAYS,
  OPTION_HOLDS_ALL,
  OPTION_HOLDS_NEVER,
  OPTION_HOLDS_LATEST,
  OPTION_IGNORE_REFS,
  OPTION_DAY_FIRST,
  OPTION_HISTORY_FROM,
  OPTION_HORIZON,
  OPTION_FORMS
};
/* Appends one of these options. `name` is the event or the day that it names; NULL if it names none. */
void dueby_option_append_form(struct text *out, int32_t style, int form, const char *name);

#endif
