/* base: status codes, versions, and the few conventions that every other header relies on.
 *
 * libdueby computes and does nothing else: it reads no clock, file, environment or locale and has no mutable globals. There are
 * three kinds of thing:
 *   scalars   dates, times, statuses, and small indexes of duties, rules and events inside a profile;
 *   values    structs in the caller's memory, whose size never changes (new functions return new facts);
 *   objects   opaque and immutable, so that threads may share them, unless their header says "for one thread at a time"; created
 *             by `_new`, `_from` or `_with`, freed by `_free`, which accepts NULL.
 * A pointer must not be NULL unless a header says that it may be. An input struct that begins with its size may grow. A function
 * returns DUEBY_EARGUMENT if such a struct is NULL, is smaller than in the first release or larger than 4096 bytes, or has fields
 * that this library does not know and that are not zero. The same goes for a NULL array with a count, a negative count, unknown
 * flags, and a field named `reserved` that is not zero. Inputs come first and outputs last; unless a function says otherwise,
 * outputs are unchanged if the status is not DUEBY_OK. A returned `const char *` belongs to the object it was read from, and is
 * valid as long as that object. Text is UTF-8. A function that writes text takes the size of the caller's buffer. It sets *needed
 * to the number of bytes needed for the text, including the closing zero; if the buffer is too small, it writes an empty string
 * and returns DUEBY_ESPACE. `needed` may be NULL. `text` may be NULL if the size is 0, to find out only the size needed; a
 * negative size counts as 0. */
#ifndef DUEBY_BASE_H
#define DUEBY_BASE_H

#include <stdint.h>

#if defined(DUEBY_API) /* a wrapper generator may have defined DUEBY_API */
#elif defined(_WIN32) && defined(DUEBY_BUILD)
#define DUEBY_API __declspec(dllexport)
#elif defined(__GNUC__) && !defined(_WIN32)
#define DUEBY_API __attribute__((visibility("default")))
#else
#define DUEBY_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Statuses stay below 128, to fit into a column of bytes. Numbers are never reused. */
typedef int32_t dueby_status;
enum {
  DUEBY_OK = 0,
  DUEBY_NONE = 1,         /* the element was NONE, so its answer is NONE: this is not an error */
  DUEBY_EARGUMENT = 2,    /* an argument is out of range */
  DUEBY_ETEXT = 3,        /* the text does not have the expected form */
  DUEBY_ECOVERAGE = 4,    /* the calendar does not cover the day */
  DUEBY_ENOTFOUND = 5,    /* the name is unknown */
  DUEBY_ENOTINFORCE = 6,  /* no version of the rule is in force on the day in question */
  DUEBY_ENOTIME = 7,      /* a timescale in hours needs the trigger's time of day */
  DUEBY_ENOTSTATED = 8,   /* the source sets no time limit */
  DUEBY_EFACT = 9,        /* an agreed interval, a date of birth or another event is needed */
  DUEBY_EMEMORY = 10,     /* out of memory */
  DUEBY_ESPACE = 11,      /* the caller's buffer is too small: see *needed */
  DUEBY_ENOSUCHTIME = 12, /* the time of day does not exist: the clocks skip it in spring */
  DUEBY_ENORULE = 13,     /* none of the duty's rules applies, because of the event, the tags or the child's age */
  DUEBY_EFORMAT = 14,     /* the data are malformed */
  DUEBY_EFILE = 15,       /* a file cannot be read, or a sink has refused some text (not in libdueby itself) */
  DUEBY_ELIMIT = 16,      /* something is larger, longer or deeper than the stated limit */
  DUEBY_DONE = 17         /* there are no more rows or cases, or nothing more is due: this is not an error */
};

/* Returns a status in plain English, as part of a sentence, or "unknown status" for other numbers. Since 0.9. */
DUEBY_API const char *dueby_status_text(dueby_status status);

/* The version of these headers, as text and as one number: 900 is 0.9.0, 10203 would be 1.2.3. */
#define DUEBY_VERSION_MAJOR 0
#define DUEBY_VERSION_MINOR 9
#define DUEBY_VERSION_PATCH 0
#define DUEBY_VERSION_NUMBER (DUEBY_VERSION_MAJOR * 10000 + DUEBY_VERSION_MINOR * 100 + DUEBY_VERSION_PATCH)

/* The library's version as text, such as "0.9.0", and as a number like DUEBY_VERSION_NUMBER. Since 0.9. */
DUEBY_API const char *dueby_version(void);
DUEBY_API int32_t dueby_version_number(void);

/* The size of a digest as text, including the closing zero. */
enum { DUEBY_DIGEST_SIZE = 65 };

/* The date of the official list of bank holidays built into this release, such as "2026-08-21". Since 0.9. */
DUEBY_API const char *dueby_data_version(void);

/* The edit distance between two names, at most 64, for "did you mean": the number of insertions, deletions, replacements and swaps
 * of neighbouring letters. A name longer than 63 bytes is at distance 64 from any other. Since 0.9. */
DUEBY_API int32_t dueby_text_distance(const char *left, const char *right);

/* The edit distance between two names, if `name` is close enough to suggest for `wanted`: few letters differ for its length, or
 * `name` contains `wanted`. Returns 1 if `wanted` has two or more words and `name` has them all in the same order (cp.started,
 * cp_plan.started), or INT32_MAX if `name` is not close. Since 0.9. */
DUEBY_API int32_t dueby_name_distance(const char *wanted, const char *name);

/* Finds the closest of several names: set `wanted`, then pass each name in turn. `name` stays NULL until a close name is found. If
 * two are equally close, the first is kept. NULL names are skipped. Since 0.9. */
typedef struct dueby_nearest {
  const char *wanted, *name;
  int32_t distance, reserved;
} dueby_nearest;
DUEBY_API void dueby_nearest_consider(dueby_nearest *nearest, const char *name);

/* Finds a name as dueby finds columns. Returns the index of the first of `count` names that is the same or, if there is none, of
 * the first that differs only in capitals (A to Z); -1 if there is neither. `names` may have NULLs. Since 0.9. */
DUEBY_API int64_t dueby_name_find(const char *const *names, int64_t count, const char *wanted);

/* How a UTF-8 character affects the line it is shown on. */
enum {
  DUEBY_TEXT_PLAIN = 0,     /* the character affects nothing else on the line */
  DUEBY_TEXT_CONTROL = 1,   /* the character moves the cursor or breaks the line: U+0000 to U+001F, U+007F to U+009F, U+2028,
                             * U+2029 */
  DUEBY_TEXT_DIRECTION = 2, /* the character changes the direction of the text that follows: U+202A to U+202E, U+2066 to U+2069 */
  DUEBY_TEXT_BROKEN = 3     /* one byte that is not UTF-8 */
};

/* Returns the size in bytes of the first character in a string of `length` bytes, and sets its kind. Returns 0 if the string is
 * empty. When showing text from a file, show only plain characters: others can forge a line. Since 0.9. */
DUEBY_API int64_t dueby_text_character(const char *text, int64_t length, int32_t *kind);

/* Receives text piece by piece: `length` bytes each time, without a closing zero. Returns 0 to continue; after any other value the
 * sink is not called again. Since 0.9. */
typedef int32_t (*dueby_text_sink)(const char *text, int64_t length, void *context);

/* How messages name an option: --whole-days on the command line, whole_days=True in Python, whole_days = TRUE in R, wholeDays: true
 * in JavaScript, wholeDays(true) in Java, WholeDays = true in .NET; or by the labels of the form in dueby-page.html, where people
 * choose options instead of typing them. */
enum {
  DUEBY_STYLE_OPTIONS = 1,
  DUEBY_STYLE_ARGUMENTS = 2, /* names options like Python arguments */
  DUEBY_STYLE_R = 3,
  DUEBY_STYLE_JAVASCRIPT = 4,
  DUEBY_STYLE_JAVA = 5,
  DUEBY_STYLE_DOTNET = 6,
  DUEBY_STYLE_FORM = 7
};

#ifdef __cplusplus
}
#endif
#endif
