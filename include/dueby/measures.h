/* measures: cases -> figures as they are published: how many assessments, how many of them in time, how many in each band.
 *
 * Which events a measure counts, over which period, and how it is rounded, is data: a list of definitions, which libdueby-io reads
 * (dueby/definitions.h, data/measures.yaml). Figures are counted from a worklist, case by case, and each can be opened to the
 * events behind it. */
#ifndef DUEBY_MEASURES_H
#define DUEBY_MEASURES_H

#include "worklist.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- definitions ---- */

typedef struct dueby_definitions dueby_definitions;

/* Things that a measure counts. */
enum {
  DUEBY_COUNTS_ENDED = 1,   /* what ended in the period, each with its start */
  DUEBY_COUNTS_STARTED = 2, /* what started in the period */
  DUEBY_COUNTS_OPEN = 3,    /* what had started and not ended by the last day of the period */
  DUEBY_COUNTS_DUE = 4,     /* lines of a duty whose trigger was in the period */
  DUEBY_COUNTS_VALUES = 5   /* cases with a value in a column */
};

/* Over which days, for the year that begins on 1 April. */
enum {
  DUEBY_PERIOD_FINANCIAL = 1,  /* to 31 March */
  DUEBY_PERIOD_CALENDAR = 2,   /* from the 1 January before, to 31 December */
  DUEBY_PERIOD_THREE_YEARS = 3 /* from 1 April two years before, to 31 March */
};

/* Text fields of a definition. Append only. */
enum {
  DUEBY_DEFINITION_NAME = 1,  /* "C2" */
  DUEBY_DEFINITION_TITLE = 2, /* a noun phrase */
  DUEBY_DEFINITION_UNIT = 3,  /* what is counted, in the plural: assessments */
  DUEBY_DEFINITION_SHARE = 4, /* what the share is: in time */
  DUEBY_DEFINITION_SOURCE = 5,
  DUEBY_DEFINITION_PUBLISHED = 6, /* the table and column that it is comparable with; NULL: none */
  DUEBY_DEFINITION_READING = 7    /* how a doubtful passage was read; NULL: none is */
};

/* Numbers of a definition. Append only. */
enum {
  DUEBY_DEFINITION_COUNTS = 1,
  DUEBY_DEFINITION_PERIOD = 2,
  DUEBY_DEFINITION_DECIMALS = 3, /* of its percentage: 0 or 1 */
  DUEBY_DEFINITION_BANDS = 4,    /* how many */
  DUEBY_DEFINITION_MEAN = 5      /* 1 if it is a mean number of days */
};

/* The number of definitions; the index of the one with a name, or -1; a text or number field of a definition, NULL or 0 if it has
 * none. Since 0.1. */
DUEBY_API int32_t dueby_definitions_count(const dueby_definitions *definitions);
DUEBY_API int32_t dueby_definitions_find(const dueby_definitions *definitions, const char *name);
DUEBY_API const char *dueby_definitions_text(const dueby_definitions *definitions, int32_t index, int32_t text);
DUEBY_API int32_t dueby_definitions_number(const dueby_definitions *definitions, int32_t index, int32_t number);

/* The name of a band, [0, bands): "1 to 10 working days". NULL outside. Since 0.1. */
DUEBY_API const char *dueby_definitions_band(const dueby_definitions *definitions, int32_t index, int32_t band);

/* The period of a definition for the year that begins on 1 April of `year`. DUEBY_EARGUMENT. Since 0.1. */
DUEBY_API dueby_status dueby_definitions_period(const dueby_definitions *definitions, int32_t index, int32_t year, dueby_date *from,
                                                dueby_date *to);

/* Sets selected[rule] to 1 for the rules whose lines the definitions need, and to 0 for all others. DUEBY_EMEMORY. Since 0.1. */
DUEBY_API dueby_status dueby_definitions_select(const dueby_definitions *definitions, const dueby_profile *profile,
                                                uint8_t *selected);

/* ---- counting ---- */

typedef struct dueby_measures dueby_measures;

typedef struct dueby_measures_options {
  uint32_t size;      /* sizeof(dueby_measures_options), or 0: the size of release 1.0 */
  int32_t year;       /* 2025: that which begins on 1 April 2025 */
  const char *column; /* each value of this column of the cases is a group; NULL: all are one */
  int32_t suppress;   /* 1: counts from 1 to 5 are hidden, with any that would reveal them */
  int32_t reserved;   /* zero */
} dueby_measures_options;

/* Figures for the cases of a worklist, which must be as at the last day of the year at the latest and have the rules of
 * dueby_definitions_select. The definitions must outlive them. DUEBY_EARGUMENT, DUEBY_EMEMORY. Since 0.1. */
DUEBY_API dueby_status dueby_measures_new(const dueby_worklist *worklist, const dueby_definitions *definitions,
                                          const dueby_measures_options *options, dueby_measures **measures);
DUEBY_API void dueby_measures_free(dueby_measures *measures);

/* Counts the current case of a worklist; if it keeps everything, all its cases. DUEBY_EARGUMENT for
 * one of another profile, DUEBY_EMEMORY. Since 0.1. */
DUEBY_API dueby_status dueby_measures_add(dueby_measures *measures, const dueby_worklist *worklist);

/* Counts one case of a worklist, with all its lines (dueby_worklist_kept_case). DUEBY_EMEMORY. Since 0.1. */
DUEBY_API dueby_status dueby_measures_add_case(dueby_measures *measures, const dueby_case *of, const dueby_line *lines,
                                               int64_t line_count);

/* 1 if the records have what the measure at that index of the definitions needs. Since 0.1. */
DUEBY_API int32_t dueby_measures_is_answered(const dueby_measures *measures, int32_t definition);

/* Notes to read before the figures, by index: measures that these records cannot answer, or only in part; and odd dates, with the
 * child. DUEBY_DONE after the last. Since 0.1. */
DUEBY_API dueby_status dueby_measures_limit_text(const dueby_measures *measures, int64_t index, char *text, int64_t size,
                                                 int64_t *needed);
DUEBY_API dueby_status dueby_measures_oddity_text(const dueby_measures *measures, int64_t index, char *text, int64_t size,
                                                  int64_t *needed);

/* ---- rows ---- */

typedef struct dueby_measures_row {
  const char *group; /* "": all, or cases without a value; NULL: a total */
  int32_t definition;
  int32_t band;        /* -1: the whole measure; else `counted` is how many are in the band */
  int64_t counted;     /* the denominator */
  int64_t good;        /* the numerator: in time, or whatever the share is */
  int64_t cannot_tell; /* not counted, as the records do not tell */
  int64_t odd;         /* with dates that contradict each other or are missing, counted or not */
  int64_t days;        /* of a mean, the sum of all days */
  int32_t hides_counted, hides_good, hides_cannot_tell, hides_odd; /* 1: suppressed */
} dueby_measures_row;

/* The next row, by group in the order of arrival, then by definition; `with_bands` 1: each measure is followed by its bands.
 * Measures that the records cannot answer have none. *cursor must be 0 for the first row, and is moved on. DUEBY_DONE after the
 * last. And the same of all groups together. Since 0.1. */
DUEBY_API dueby_status dueby_measures_next(const dueby_measures *measures, int32_t with_bands, int64_t *cursor,
                                           dueby_measures_row *row);
DUEBY_API dueby_status dueby_measures_total(const dueby_measures *measures, int32_t with_bands, int64_t *cursor,
                                            dueby_measures_row *row);

/* Its percentage, or its share of the counted if it is a band, and its mean number of days, rounded as published; "c": suppressed;
 * "": there is none. Since 0.1. */
DUEBY_API dueby_status dueby_measures_percent_text(const dueby_measures *measures, const dueby_measures_row *row, char *text,
                                                   int64_t size, int64_t *needed);
DUEBY_API dueby_status dueby_measures_days_text(const dueby_measures *measures, const dueby_measures_row *row, char *text,
                                                int64_t size, int64_t *needed);

/* The fields of `dueby measures` by index, NULL after the last; and the cells of a row, which begin with the group, under the name
 * of its column. Since 0.1. */
DUEBY_API const char *dueby_measures_field(int32_t index);
DUEBY_API dueby_status dueby_measures_cells(const dueby_measures *measures, const dueby_measures_row *row, dueby_cell_sink sink,
                                            void *context);
DUEBY_API dueby_status dueby_measures_json(const dueby_measures *measures, const dueby_measures_row *row, char *text, int64_t size,
                                           int64_t *needed);

/* ---- what is behind a figure ---- */

enum {
  DUEBY_RESULT_NO = 0,         /* counted, and not among the good */
  DUEBY_RESULT_YES = 1,        /* counted, and good */
  DUEBY_RESULT_CANNOT_TELL = 2 /* not counted */
};

enum {
  DUEBY_ODDITY_NONE = 0,
  DUEBY_ODDITY_NO_START = 1,     /* no start is in the records: counted, in no band; of a mean it cannot be told */
  DUEBY_ODDITY_BEFORE_START = 2, /* it ended before it started: the same */
  DUEBY_ODDITY_SECOND = 3,       /* a second end of the same start: counted as well */
  DUEBY_ODDITY_HISTORY = 4,      /* the records do not go back far enough: not counted, and not named as odd */
  DUEBY_ODDITY_VALUE = 5         /* a value that the measure does not know: not counted */
};

typedef struct dueby_measures_unit {
  int32_t definition;
  int32_t result, oddity;     /* DUEBY_RESULT_..., DUEBY_ODDITY_... */
  int32_t band;               /* -1: none */
  int64_t from, to;           /* indexes of the case's events; -1: there is none */
  dueby_date started, ended;  /* the first and the last day that were counted; NONE: not known, or none */
  int32_t days, working_days; /* between the two, the first not counted; INT32_MIN: not known */
} dueby_measures_unit;

/* The units counted in the last case of dueby_measures_add, by index. DUEBY_DONE after the last. Since 0.1. */
DUEBY_API dueby_status dueby_measures_unit_at(const dueby_measures *measures, int64_t index, dueby_measures_unit *unit);

/* The fields of `dueby measures --children` by index, NULL after the last; and the cells of a unit of the last case. Since 0.1. */
DUEBY_API const char *dueby_measures_unit_field(int32_t index);
DUEBY_API dueby_status dueby_measures_unit_cells(const dueby_measures *measures, const dueby_measures_unit *unit,
                                                 dueby_cell_sink sink, void *context);
DUEBY_API dueby_status dueby_measures_unit_json(const dueby_measures *measures, const dueby_measures_unit *unit, char *text,
                                                int64_t size, int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
