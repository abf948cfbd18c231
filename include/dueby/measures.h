/* measures: counts cases the way published figures do: how many assessments, how many of them in time, how many in each band.
 * Definitions say which events a measure counts, over which period, and how it is rounded. They are data, which libdueby-io reads
 * (dueby/definitions.h, data/measures.yaml). Figures are counted case by case from a worklist, and each can be traced to the events
 * behind it. */
#ifndef DUEBY_MEASURES_H
#define DUEBY_MEASURES_H

#include "worklist.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- definitions of measures ---- */

typedef struct dueby_definitions dueby_definitions;

/* Things that a measure counts. */
enum {
  DUEBY_COUNTS_ENDED = 1,   /* units that ended in the period, each paired with its start */
  DUEBY_COUNTS_STARTED = 2, /* units that started in the period */
  DUEBY_COUNTS_OPEN = 3,    /* units that had started but not ended by the period's last day */
  DUEBY_COUNTS_DUE = 4,     /* lines of a duty that were met, ended or first became overdue in the period */
  DUEBY_COUNTS_VALUES = 5   /* cases with a value in a column */
};

/* The period of a measure, for the year that begins on 1 April. */
enum {
  DUEBY_PERIOD_FINANCIAL = 1,  /* from 1 April to 31 March */
  DUEBY_PERIOD_CALENDAR = 2,   /* the calendar year of that 1 April: 1 January to 31 December */
  DUEBY_PERIOD_THREE_YEARS = 3 /* the three years ending with that year: from 1 April two years earlier */
};

/* The text fields of a definition. Append only. */
enum {
  DUEBY_DEFINITION_NAME = 1,  /* name of the measure, such as "C2" */
  DUEBY_DEFINITION_TITLE = 2, /* title of the measure, as a noun phrase */
  DUEBY_DEFINITION_UNIT = 3,  /* plural noun for the things counted, such as "assessments" */
  DUEBY_DEFINITION_SHARE = 4, /* description of the share, such as "in time" */
  DUEBY_DEFINITION_SOURCE = 5,
  DUEBY_DEFINITION_PUBLISHED = 6, /* the published table and column that the measure can be compared with; NULL for none */
  DUEBY_DEFINITION_READING = 7    /* how a doubtful passage was read; NULL for none */
};

/* The number fields of a definition. Append only. */
enum {
  DUEBY_DEFINITION_COUNTS = 1,
  DUEBY_DEFINITION_PERIOD = 2,
  DUEBY_DEFINITION_DECIMALS = 3, /* decimal places of the percentage: 0 or 1 */
  DUEBY_DEFINITION_BANDS = 4,    /* number of bands */
  DUEBY_DEFINITION_MEAN = 5      /* 1 if the measure has a mean number of days */
};

/* The number of definitions; the index of a definition by name, or -1; a text or number field of a definition, NULL or 0 if
 * it has none. Since 0.9. */
DUEBY_API int32_t dueby_definitions_count(const dueby_definitions *definitions);
DUEBY_API int32_t dueby_definitions_find(const dueby_definitions *definitions, const char *name);
DUEBY_API const char *dueby_definitions_text(const dueby_definitions *definitions, int32_t index, int32_t text);
DUEBY_API int32_t dueby_definitions_number(const dueby_definitions *definitions, int32_t index, int32_t number);

/* The name of a band by index, [0, bands), such as "1 to 10 working days"; NULL for any other index. Since 0.9. */
DUEBY_API const char *dueby_definitions_band(const dueby_definitions *definitions, int32_t index, int32_t band);

/* The year that a day belongs to: 2025 for days from 1 April 2025 to 31 March 2026; -1 for a day outside 1900 to 2199. Since
 * 0.9. */
DUEBY_API int32_t dueby_measures_year(dueby_date day);

/* Finds the period that a definition counts for the year beginning on 1 April of `year`. Fails with DUEBY_EARGUMENT. Since 0.9. */
DUEBY_API dueby_status dueby_definitions_period(const dueby_definitions *definitions, int32_t index, int32_t year, dueby_date *from,
                                                dueby_date *to);

/* Sets selected[rule] to an odd number for each rule whose lines the definitions need, and to 0 for the others. Fails with
 * DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_definitions_select(const dueby_definitions *definitions, const dueby_profile *profile,
                                                uint8_t *selected);

/* ---- counting measures ---- */

/* Figures that are being counted, for one thread at a time. */
typedef struct dueby_measures dueby_measures;

typedef struct dueby_measures_options {
  uint32_t size;      /* sizeof(dueby_measures_options), or 0 for the size of release 1.0 */
  int32_t year;       /* the year: 2025 begins on 1 April 2025 */
  const char *column; /* the column to group cases by, one group for each value; NULL for one group */
  int32_t suppress;   /* 1 to hide counts from 1 to 5, and any counts that would reveal them */
  int32_t reserved;   /* reserved, and must be zero */
} dueby_measures_options;

/* Makes an empty worklist for counting a year's measures for another worklist's cases: as at the last day of the year or earlier,
 * and with the rules from dueby_definitions_select. The other options are copied, except that all cases are included. If `*year` is
 * 0, it is set to the year of as-at or, if the records end before that year begins, to the year of their last day. `flags` are
 * DUEBY_WORKLIST_KEEP or 0. Fails with DUEBY_EARGUMENT, for example for a year that begins after as-at, or with DUEBY_EMEMORY.
 * Since 0.9. */
DUEBY_API dueby_status dueby_measures_worklist(const dueby_worklist *worklist, const dueby_definitions *definitions, uint32_t flags,
                                               int32_t *year, dueby_worklist **made);

/* Makes figures for the cases in a worklist, which must be as at the last day of the year or earlier and have the rules from
 * dueby_definitions_select. The definitions must outlive the figures. Fails with DUEBY_EARGUMENT or DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_measures_new(const dueby_worklist *worklist, const dueby_definitions *definitions,
                                          const dueby_measures_options *options, dueby_measures **measures);
DUEBY_API void dueby_measures_free(dueby_measures *measures);

/* Counts the current case of a worklist or, if it keeps everything, all its cases. Fails with DUEBY_EARGUMENT for a worklist of a
 * different profile, or with DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_measures_add(dueby_measures *measures, const dueby_worklist *worklist);

/* Counts one case with all its lines, as returned by dueby_worklist_kept_case. Fails with DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_measures_add_case(dueby_measures *measures, const dueby_case *of, const dueby_line *lines,
                                               int64_t line_count);

/* Returns 1 if the records have everything that the measure with this definition needs. Since 0.9. */
DUEBY_API int32_t dueby_measures_is_answered(const dueby_measures *measures, int32_t definition);

/* Write notes to read before the figures, by index: dueby_measures_limit_text on measures that these records cannot answer, or only
 * in part, and on measures that count a period other than the year; dueby_measures_oddity_text on odd dates, with the child. Return
 * DUEBY_DONE after the last. Since 0.9. */
DUEBY_API dueby_status dueby_measures_limit_text(const dueby_measures *measures, int64_t index, char *text, int64_t size,
                                                 int64_t *needed);
DUEBY_API dueby_status dueby_measures_oddity_text(const dueby_measures *measures, int64_t index, char *text, int64_t size,
                                                  int64_t *needed);

/* The note to show with the figures, which says that percentages are rounded and what is suppressed. Since 0.9. */
DUEBY_API const char *dueby_measures_note(const dueby_measures *measures);

/* ---- rows of figures ---- */

typedef struct dueby_measures_row {
  const char *group; /* the group's value in the column; "" for all cases, or for cases without a value; NULL in a total */
  int32_t definition;
  int32_t band;        /* index of the band that the `counted` units are in; -1 for the whole measure */
  int64_t counted;     /* the share's denominator */
  int64_t good;        /* the share's numerator, such as the units in time */
  int64_t cannot_tell; /* units that are not counted because the records do not say enough about them */
  int64_t odd;         /* units whose dates are missing or contradictory, whether counted or not */
  int64_t days;        /* the sum of all days, for a mean */
  int32_t hides_counted, hides_good, hides_cannot_tell, hides_odd; /* 1 if `counted`, `good`, ... is suppressed */
} dueby_measures_row;

/* Find the next row, ordered by group (in order of arrival), then by definition; and the next row for all groups together. If
 * `with_bands` is 1, each measure is followed by its bands. Measures that the records cannot answer have no row. *cursor must be 0
 * for the first row, and is advanced. Returns DUEBY_DONE after the last. Since 0.9. */
DUEBY_API dueby_status dueby_measures_next(const dueby_measures *measures, int32_t with_bands, int64_t *cursor,
                                           dueby_measures_row *row);
DUEBY_API dueby_status dueby_measures_total(const dueby_measures *measures, int32_t with_bands, int64_t *cursor,
                                            dueby_measures_row *row);

/* Write the percentage of a row, or a band's share of the units counted, and the mean number of days, rounded as published; "c" if
 * suppressed, "" if there is no such number. Since 0.9. */
DUEBY_API dueby_status dueby_measures_percent_text(const dueby_measures *measures, const dueby_measures_row *row, char *text,
                                                   int64_t size, int64_t *needed);
DUEBY_API dueby_status dueby_measures_days_text(const dueby_measures *measures, const dueby_measures_row *row, char *text,
                                                int64_t size, int64_t *needed);

/* The fields of `dueby measures` by index, NULL after the last; and a row as cells or as a JSON object, which begin with the group,
 * named after its column. Since 0.9. */
DUEBY_API const char *dueby_measures_field(int32_t index);
DUEBY_API dueby_status dueby_measures_cells(const dueby_measures *measures, const dueby_measures_row *row, dueby_cell_sink sink,
                                            void *context);
DUEBY_API dueby_status dueby_measures_json(const dueby_measures *measures, const dueby_measures_row *row, char *text, int64_t size,
                                           int64_t *needed);

/* ---- the units behind a figure ---- */

enum {
  DUEBY_RESULT_NO = 0,         /* the unit is in `counted`, but not in `good` (dueby_measures_row) */
  DUEBY_RESULT_YES = 1,        /* the unit is in `counted` and in `good`, such as a unit in time */
  DUEBY_RESULT_CANNOT_TELL = 2 /* the unit is not counted */
};

enum {
  DUEBY_ODDITY_NONE = 0,
  DUEBY_ODDITY_NO_START = 1,     /* the unit has no recorded start: it is counted, but not in a band or a mean */
  DUEBY_ODDITY_BEFORE_START = 2, /* the unit ended before it started, and is treated like one without a start */
  DUEBY_ODDITY_SECOND = 3,       /* the unit's start also has another end; both ends are counted */
  DUEBY_ODDITY_HISTORY = 4,      /* the records do not go back far enough; the unit is neither counted nor listed as odd */
  DUEBY_ODDITY_VALUE = 5,        /* the unit's value is not one of the measure's values, so it is not counted */
  DUEBY_ODDITY_UNREAD = 6        /* the unit depends on an unreadable row; it is neither counted nor listed as odd */
};

typedef struct dueby_measures_unit {
  int32_t definition;
  int32_t result, oddity;     /* result (DUEBY_RESULT_...) and oddity (DUEBY_ODDITY_...) of the unit */
  int32_t band;               /* index of the band; -1 for none */
  int64_t from, to;           /* indexes of the case's events; -1 for none. For DUEBY_COUNTS_STARTED, `to` is the start counted
                               * and `from` the last one before it */
  dueby_date started, ended;  /* the first and last day that were counted; NONE if not known or not applicable */
  int32_t days, working_days; /* days from `started` to `ended`, or for DUEBY_COUNTS_STARTED from the earlier start to `started`,
                                 not counting the first day; INT32_MIN if not known */
} dueby_measures_unit;

/* The units found in the case last added, by index. Returns DUEBY_DONE after the last. Since 0.9. */
DUEBY_API dueby_status dueby_measures_unit_at(const dueby_measures *measures, int64_t index, dueby_measures_unit *unit);

/* The fields of `dueby measures --children` by index, NULL after the last; and one of the last case's units as cells or as a JSON
 * object. Since 0.9. */
DUEBY_API const char *dueby_measures_unit_field(int32_t index);
DUEBY_API dueby_status dueby_measures_unit_cells(const dueby_measures *measures, const dueby_measures_unit *unit,
                                                 dueby_cell_sink sink, void *context);
DUEBY_API dueby_status dueby_measures_unit_json(const dueby_measures *measures, const dueby_measures_unit *unit, char *text,
                                                int64_t size, int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
