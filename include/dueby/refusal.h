/* refusal: messages about unknown names and about values that cannot be used.
 *
 * The library has these sentences because every program and package needs them. `style` is how a message names options
 * (DUEBY_STYLE_OPTIONS, ...). The program writes the name of its option or argument before the message. Messages about strings that
 * cannot be read are in written.h. */
#ifndef DUEBY_REFUSAL_H
#define DUEBY_REFUSAL_H

#include "profile.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Kinds of name. Append only. */
enum {
  DUEBY_NAME_PROFILE = 1, /* a built-in profile */
  DUEBY_NAME_RULE = 2,    /* a duty, or the address of a rule */
  DUEBY_NAME_DUTY = 3,    /* a duty's id, an alternative (id~name) or an abbreviation */
  DUEBY_NAME_EVENT = 4,
  DUEBY_NAME_TAG = 5,
  DUEBY_NAME_MEASURE = 6,
  DUEBY_NAME_MAPPING = 7 /* a built-in mapping */
};

/* Writes that a name is unknown, and suggests a similar name or says where the names are listed: "unknown event \"visit.mad\": did
 * you mean \"visit.made\"?". If only other built-in profiles have a rule or duty, names those profiles. `profile` may be NULL for
 * DUEBY_NAME_PROFILE. Fails with DUEBY_EARGUMENT for kinds other than profile, rule, duty, event and tag. Since 0.9. */
DUEBY_API dueby_status dueby_unknown_name_text(int32_t kind, const dueby_profile *profile, const char *name, int32_t style,
                                               char *text, int64_t size, int64_t *needed);

/* Writes the message of dueby_unknown_name_text for a caller that has already searched the known names. Since 0.9. */
DUEBY_API dueby_status dueby_unknown_nearest_text(int32_t kind, const dueby_nearest *nearest, int32_t style, char *text,
                                                  int64_t size, int64_t *needed);

/* Reasons for refusing a value. "found:" introduces what to pass as `found`. Append only. */
enum {
  DUEBY_REFUSAL_EMPTY_ITEM = 1,    /* a list with an empty item; found: the list */
  DUEBY_REFUSAL_BIRTH = 2,         /* a claim that the records of a birth or birthday are incomplete; found: the event */
  DUEBY_REFUSAL_NO_HISTORY = 3,    /* `known_on` with a calendar that is not built in */
  DUEBY_REFUSAL_NOT_A_HOLIDAY = 4, /* a day to remove that is not a bank holiday; found: the day */
  DUEBY_REFUSAL_NOT_POSITIVE = 5,  /* a span of 0 or less */
  DUEBY_REFUSAL_NO_TIMES = 6,      /* a check that needs times of day, but has only days */
  DUEBY_REFUSAL_YEAR = 7,          /* a year that begins after the as-at day */
  DUEBY_REFUSAL_CASE_COLUMN = 8,   /* "case" as the column to filter by */
  DUEBY_REFUSAL_CALENDARS = 9,     /* both a calendar and a division */
  DUEBY_REFUSAL_ONLY_DAY = 10,     /* a rule whose due day depends on more than a day, so it cannot be in a table of due days;
                                      found: its address */
  DUEBY_REFUSAL_NUMBER = 11,       /* a number that is too small or too large; found: "1 to 1000" */
  DUEBY_REFUSAL_FIELD = 12,        /* a column named like one of the answer's fields; found: the column */
  DUEBY_REFUSAL_COLUMN = 13,       /* an unknown column; found: the column */
  DUEBY_REFUSAL_DAY = 14,          /* a day before 1900 or after 2199 */
  DUEBY_REFUSAL_HORIZON = 15,      /* a horizon before the as-at day */
  DUEBY_REFUSAL_OTHER_LIST = 16,   /* an older worklist that was made differently; found: how (dueby_changes_difference_text) */
  DUEBY_REFUSAL_PERIOD = 17,       /* a period whose last day is before its first */
  DUEBY_REFUSAL_NONE = 18,         /* an empty list where at least one value is needed; found: what the values are, such as
                                      "files" */
  DUEBY_REFUSAL_STRING = 19,       /* a string that is not Unicode text, or has a zero character */
  DUEBY_REFUSAL_NO_TYPE = 20,      /* an event without a type */
  DUEBY_REFUSAL_AGREEMENT = 21,    /* an agreed interval in place of an event; found: the duty */
  DUEBY_REFUSAL_NO_REFERENCE = 22, /* asking for the reference date of a file of events, which has none */
  DUEBY_REFUSAL_NO_DAY = 23,       /* no as-at day */
  DUEBY_REFUSAL_NO_TIME = 24,      /* hours to count from a day without a time */
  DUEBY_REFUSAL_NO_CHRISTMAS = 25, /* a list of bank holidays with a gap; found: the year */
  DUEBY_REFUSAL_NOT_STARTED = 26,  /* an outcome without a starting event */
  DUEBY_REFUSAL_REFS = 27,         /* an unknown choice of how to use refs; found: the text */
  DUEBY_REFUSAL_LENGTHS = 28,      /* columns of different lengths; found: "3 days and 4" */
  DUEBY_REFUSAL_NO_YEAR = 29,      /* no year for the measures, and no as-at day to derive it from */
  DUEBY_REFUSAL_EMPTY_FILE = 30,   /* a file without content */
  DUEBY_REFUSAL_UNKNOWN_FILE = 31, /* a file that no mapping recognises */
  DUEBY_REFUSAL_SKIPPED = 32,      /* a file that no mapping recognises, among others that are recognised */
  DUEBY_REFUSAL_BEFORE_LAST = 33,  /* earlier days that are not in date order; found: the day */
  DUEBY_REFUSAL_BEFORE_START = 34, /* an earlier day before the trigger; found: the day */
  DUEBY_REFUSAL_HISTORY = 35,      /* records that begin after the as-at day */
  DUEBY_REFUSAL_NOT_AGREED = 36,   /* an agreed interval that changes nothing (dueby_query_takes_agreed); found: the duty */
  DUEBY_REFUSAL_UNCOVERED = 37     /* a bank holiday before 1971 or after 2100 */
};

/* Writes why a value is refused, and what to give instead: "give the day to check, for example --as-at 2026-03-31". `found` is as
 * stated for the reason, or NULL. Fails with DUEBY_EARGUMENT for an unknown reason or style. Since 0.9. */
DUEBY_API dueby_status dueby_refusal_text(int32_t refusal, int32_t style, const char *found, char *text, int64_t size,
                                          int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
