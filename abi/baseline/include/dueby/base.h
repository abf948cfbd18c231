/* base: status codes, versions, and the few conventions that every other header relies on.
 *
 * libdueby computes and does nothing else: it reads no clock, file, environment or locale and keeps no mutable global.
 * Three kinds of thing, and no fourth:
 *   scalars   dates, times, statuses, and small indexes of duties, rules and events inside a profile;
 *   values    structs in the caller's memory, of fixed size for ever (new facts come by new functions);
 *   objects   opaque and immutable, shared freely by threads; made by `_new` and its like, given back by `_free`.
 * Inputs come first and outputs last; outputs are untouched unless the status is DUEBY_OK.
 * A `const char *` result belongs to the object that was asked, and lives as long as it does.
 * Text is UTF-8. A function that writes text takes the size of the caller's buffer and says in *needed how many bytes,
 * the closing zero among them, the text takes; too small a buffer gets DUEBY_ESPACE and an empty text. */
#ifndef DUEBY_BASE_H
#define DUEBY_BASE_H

#include <stdint.h>

#if defined(DUEBY_API) /* set by a wrapper generator */
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

/* Statuses stay below 128, so that the same number fits a column of bytes. Numbers are never reused. */
typedef int32_t dueby_status;
enum {
  DUEBY_OK = 0,
  DUEBY_NONE = 1,         /* the element was NONE: not an error, its answer is NONE */
  DUEBY_EARGUMENT = 2,    /* an argument is outside its range */
  DUEBY_ETEXT = 3,        /* the text does not say what was expected */
  DUEBY_ECOVERAGE = 4,    /* the day is outside what the calendar knows */
  DUEBY_ENOTFOUND = 5,    /* no such name */
  DUEBY_ENOTINFORCE = 6,  /* no version of the rule is in force on that day */
  DUEBY_ENOTIME = 7,      /* a timescale in hours needs the trigger's time of day */
  DUEBY_ENOTSTATED = 8,   /* the source gives no figure */
  DUEBY_EFACT = 9,        /* an agreed interval, a date of birth or another event is needed */
  DUEBY_EMEMORY = 10,     /* out of memory */
  DUEBY_ESPACE = 11,      /* the caller's buffer is too small: see *needed */
  DUEBY_ENOSUCHTIME = 12, /* no such time of day: the clocks go forward over it */
  DUEBY_ENORULE = 13,     /* no rule of the duty applies to this trigger: its event, tag or the child's age */
  DUEBY_EFORMAT = 14,     /* malformed data */
  DUEBY_EFILE = 15,       /* a file cannot be read (libdueby-io only) */
  DUEBY_ELIMIT = 16,      /* larger, longer or deeper than the stated limit */
  DUEBY_DONE = 17         /* no more rows or cases, or nothing more is due: not an error */
};

/* A sentence fragment in plain English ("outside what the calendar knows"); "unknown status" for other numbers.
 * Since 0.1. */
DUEBY_API const char *dueby_status_text(dueby_status status);

/* The version of these headers, and as one number: 100 is 0.1.0, 10203 would be 1.2.3. */
#define DUEBY_VERSION_MAJOR 0
#define DUEBY_VERSION_MINOR 1
#define DUEBY_VERSION_PATCH 0
#define DUEBY_VERSION_NUMBER (DUEBY_VERSION_MAJOR * 10000 + DUEBY_VERSION_MINOR * 100 + DUEBY_VERSION_PATCH)

/* The library's version, "0.1.0", and as a number like DUEBY_VERSION_NUMBER. Since 0.1. */
DUEBY_API const char *dueby_version(void);
DUEBY_API int32_t dueby_version_number(void);

/* Bytes of the text of a digest, its closing zero among them. */
enum { DUEBY_DIGEST_SIZE = 65 };

/* The day of the official list of bank holidays that the tables were made from, "2026-08-21". Since 0.1. */
DUEBY_API const char *dueby_data_version(void);

/* How many letters apart two names are (insertions, deletions, replacements, swaps of neighbours), at most 64: for
 * "did you mean". Names longer than 63 bytes are 64 apart from every other. Since 0.1. */
DUEBY_API int32_t dueby_text_distance(const char *left, const char *right);

/* The same where `name` is near enough to be offered for what was `wanted`: few letters for its length, or a name of which it is a part;
 * INT32_MAX where it is not. Since 0.1. */
DUEBY_API int32_t dueby_name_distance(const char *wanted, const char *name);

/* The nearest of several names: `wanted`, and then each name in turn. `name` stays NULL while none is near; of two as near the first
 * stays. A name that is NULL is passed over. Since 0.1. */
typedef struct dueby_nearest {
  const char *wanted, *name;
  int32_t distance, reserved;
} dueby_nearest;
DUEBY_API void dueby_nearest_consider(dueby_nearest *nearest, const char *name);

#ifdef __cplusplus
}
#endif
#endif
