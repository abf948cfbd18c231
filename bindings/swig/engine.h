/* The interface of Python's engine to the library. It uses numbers, arrays and objects, but no structs: a struct becomes an array
 * of int64_t in the order of one of the enums below. Not part of libdueby. The conventions are the same as in dueby/base.h. Each
 * array has a count. NULL is an empty array. */
#ifndef DUEBY_ENGINE_H
#define DUEBY_ENGINE_H

#include "dueby.h"
#include "engine_files.h"

/* Indexes into an answer. An answer is an array with the fields of dueby_deadline in the same order. */
enum {
  DUEBY_ANSWER_DUE_TIME = 0,
  DUEBY_ANSWER_BEGINS_TIME = 1,
  DUEBY_ANSWER_DUE = 2,
  DUEBY_ANSWER_BEGINS = 3,
  DUEBY_ANSWER_OPENS = 4,
  DUEBY_ANSWER_RELIED_ON = 5,
  DUEBY_ANSWER_RULE = 6,
  DUEBY_ANSWER_VERSION = 7,
  DUEBY_ANSWER_OCCURRENCE = 8,
  DUEBY_ANSWER_PHASE = 9,
  DUEBY_ANSWER_MET_IN_PHASE = 10,
  DUEBY_ANSWER_PERIODS_FROM = 11,
  DUEBY_ANSWER_CERTAINTY = 12,
  DUEBY_ANSWER_PRECISION = 13,
  DUEBY_ANSWER_FLAGS = 14,
  DUEBY_ANSWER_SPAN_FROM = 15,
  DUEBY_ANSWER_SPAN_MINUTES = 16,
  DUEBY_ANSWER_FIELDS = 17
};

/* Indexes into a question. A question is an array: born, since and flags from dueby_facts, then the trigger's fields, then those of
 * any other events. */
enum { DUEBY_ASKED_BORN = 0, DUEBY_ASKED_SINCE = 1, DUEBY_ASKED_FLAGS = 2, DUEBY_ASKED_EVENTS = 3 };
enum {
  DUEBY_EVENT_TIME = 0,
  DUEBY_EVENT_DATE = 1,
  DUEBY_EVENT_TYPE = 2,
  DUEBY_EVENT_TAGS = 3,
  DUEBY_EVENT_AGREED = 4, /* the amount of the agreed interval */
  DUEBY_EVENT_AGREED_UNIT = 5,
  DUEBY_EVENT_TAGS_HIGH = 6,
  DUEBY_EVENT_FIELDS = 7
};

/* A moment is an array of two numbers: time and date. */
enum { DUEBY_MOMENT_FIELDS = 2 };

enum { DUEBY_COMPARISON_FIELDS = 11, DUEBY_HOLIDAY_FIELDS = 5, DUEBY_STEP_FIELDS = 6 };

/* Statuses of one row of a dueby_cases, in addition to the library's. */
enum {
  DUEBY_ROW_TOO_EARLY = 120,      /* the duty was met before an action could count */
  DUEBY_ROW_NOT_STARTED = 121,    /* the row has a day when the duty was met, but no trigger */
  DUEBY_ROW_ENDED_TOO_EARLY = 122 /* the row's dates say that the duty ended before it started */
};

/* ---- a question: rules in a profile on a calendar ---- */

/* Copied from dueby/answer.h, which SWIG does not read because its other functions have structs. */
dueby_status dueby_versions_json(const dueby_profile *profile, const dueby_calendar *calendar, char *text, int64_t size,
                                 int64_t *needed);

/* Copied from dueby/query.h, which SWIG does not read because its other functions have structs. */
dueby_status dueby_query_new(const dueby_profile *profile, const dueby_calendar *calendar, const char *address,
                             dueby_query **query);
int32_t dueby_query_has_rule(const dueby_query *query, int32_t rule);
int32_t dueby_query_needs_only_day(const dueby_query *query);
int32_t dueby_query_takes_agreed(const dueby_query *query, int32_t trigger);
int32_t dueby_query_duty(const dueby_query *query);
int32_t dueby_query_trigger(const dueby_query *query);

/* Computes the first deadline after a trigger if nothing but the trigger's day is known. */
dueby_status dueby_question_on(const dueby_query *query, dueby_date day, int64_t answer[DUEBY_ANSWER_FIELDS]);

/* Does the same as dueby_query_series. `met` has a moment for each time that the duty was met. */
dueby_status dueby_question_ask(const dueby_query *query, const int64_t *request, int64_t request_count, const int64_t *met,
                                int64_t met_count, int64_t *answers, int64_t capacity, int64_t *count);

/* Computes the earliest date by statute or guidance for the occurrence after those in `met`. Returns DUEBY_DONE if none is set. */
dueby_status dueby_question_by_law(const dueby_query *query, const int64_t *request, int64_t request_count, const int64_t *met,
                                   int64_t met_count, int64_t answer[DUEBY_ANSWER_FIELDS]);

/* Writes why a check is refused, like dueby_check_refusal_text. `moments` are as for dueby_question_check. */
dueby_status dueby_question_refusal(const int64_t *request, int64_t request_count, const int64_t *answer, int64_t answer_count,
                                    const int64_t *moments, int64_t moments_count, char *text, int64_t size, int64_t *needed);

/* Writes a note on the answer, like dueby_query_note_text. */
dueby_status dueby_question_note(const dueby_query *query, const int64_t *request, int64_t request_count, const int64_t *answer,
                                 int64_t answer_count, int32_t index, char *text, int64_t size, int64_t *needed);

/* A verdict is an array: state, days left, working days left, days taken, working days taken. Days taken are INT32_MIN if the duty
 * was not met. A moment with the date NONE counts as not given. */
enum { DUEBY_VERDICT_FIELDS = 5 };
dueby_status dueby_question_check(const dueby_query *query, const int64_t *request, int64_t request_count, const int64_t *answer,
                                  int64_t answer_count, const int64_t *moments, int64_t moments_count, int32_t soon_amount,
                                  int32_t soon_unit, int32_t verdict[DUEBY_VERDICT_FIELDS]);

/* ---- text ---- */

enum {
  DUEBY_SAY_EXPLANATION = 1,
  DUEBY_SAY_SUMMARY = 2,
  DUEBY_SAY_SOURCE_NOTE = 3,
  DUEBY_SAY_CALENDAR = 4,
  DUEBY_SAY_EXPLANATION_ALL = 5, /* the explanation, including the rules that did not apply */
  DUEBY_SAY_FAILURE = 6,
  DUEBY_SAY_HINT = 7,
  DUEBY_SAY_DONE = 8
};
dueby_status dueby_question_say(const dueby_query *query, int32_t what, const int64_t *request, int64_t request_count,
                                const int64_t *answer, int64_t answer_count, char *text, int64_t size, int64_t *needed);
dueby_status dueby_question_verdict_words(const int64_t *answer, int64_t answer_count, int32_t state, int32_t days_left,
                                          int32_t working_days_left, char *text, int64_t size, int64_t *needed);

/* Computes the steps of an answer. Each has six numbers: kind, first, last, number_first, number_last, holiday. */
dueby_status dueby_question_steps(const dueby_query *query, const int64_t *request, int64_t request_count, const int64_t *answer,
                                  int64_t answer_count, int64_t *steps, int64_t capacity, int64_t *count);

dueby_status dueby_engine_timescale(const dueby_profile *profile, int32_t rule, int32_t version, char *text, int64_t size,
                                    int64_t *needed);
dueby_status dueby_engine_source(const dueby_profile *profile, int32_t rule, int32_t version, char *text, int64_t size,
                                 int64_t *needed);
dueby_status dueby_engine_when_words(int64_t time, dueby_date date, char *text, int64_t size, int64_t *needed);

/* ---- dates, spans, calendars, profiles ---- */

/* Computes the time when a UK clock shows `second_of_day`. If that happens twice in a day, `later` chooses the second time. */
dueby_status dueby_engine_time(dueby_date day, int32_t second_of_day, int32_t later, int64_t *out_time);
dueby_status dueby_engine_civil(int64_t time, int32_t civil[3]); /* writes the UK day, second of day, offset */

dueby_status dueby_engine_span(const char *span, int32_t amount_and_unit[2]);
dueby_status dueby_engine_holding(const char *text, int32_t what_and_since[2]); /* writes a DUEBY_HOLDS_... value and its day */
dueby_status dueby_engine_span_words(int32_t amount, int32_t unit, char *text, int64_t size, int64_t *needed);
dueby_status dueby_engine_add(const dueby_calendar *calendar, int32_t amount, int32_t unit, int32_t counting, int32_t roll,
                              dueby_date day, int32_t *out_day);
dueby_status dueby_engine_add_time(int32_t amount, int32_t unit, int64_t time, int64_t *out_time);

void dueby_engine_coverage(const dueby_calendar *calendar, int32_t coverage[4]);
/* Reads a bank holiday as five numbers: date, known_from, division, basis, certainty. */
dueby_status dueby_engine_holiday(const dueby_calendar *calendar, int64_t index, int32_t holiday[DUEBY_HOLIDAY_FIELDS]);

/* These functions call libdueby-io. `message` gets a line "line:column: message" for each diagnostic; "" if there are none. */
int32_t dueby_engine_profile_from_yaml(const char *yaml, int64_t length, const char *folder, char *message, int64_t message_size,
                                       dueby_profile **profile);
int32_t dueby_engine_calendar_from_json(const char *json, int64_t length, const char *divisions, char *message,
                                        int64_t message_size, dueby_calendar **calendar);
int32_t dueby_engine_calendar_from_csv(const char *csv, int64_t length, const char *divisions, int32_t date_order, char *message,
                                       int64_t message_size, dueby_calendar **calendar);
int32_t dueby_engine_calendar_from_ics(const char *ics, int64_t length, const char *divisions, char *message, int64_t message_size,
                                       dueby_calendar **calendar);

/* Compares two profiles. Each row has eleven numbers: days, left_later, right_later, left_rule, right_rule, verdict,
 * largest_gap_days, left_gap_days, right_gap_days, witness_left_later, witness_right_later. */
dueby_status dueby_engine_compare(const dueby_profile *left, const dueby_profile *right, const dueby_calendar *calendar,
                                  dueby_date first, dueby_date last, int64_t *rows, int64_t capacity, int64_t *count);
/* Writes the text of a comparison, like dueby_comparison_text, from the fields that it needs. */
dueby_status dueby_engine_comparison_text(const dueby_profile *left, const dueby_profile *right, int32_t left_rule,
                                          int32_t right_rule, int32_t left_gap_days, int32_t right_gap_days,
                                          int32_t witness_left_later, int32_t witness_right_later, char *text, int64_t size,
                                          int64_t *needed);

/* ---- columns ---- The counts of all arrays in a call must agree, else it returns DUEBY_EARGUMENT. Outputs may be NULL. *failed
 *   is the number of elements that have a day but no answer. */

dueby_status dueby_engine_due_days(const dueby_query *query, int32_t flags, const int32_t *days, int64_t n, const uint8_t *valid,
                                   int64_t valid_bytes, int32_t *due, int64_t n_due, int32_t *rule, int64_t n_rule,
                                   uint8_t *certainty, int64_t n_certainty, uint8_t *status, int64_t n_status, int64_t *failed);
dueby_status dueby_engine_due_ticks(const dueby_query *query, int32_t flags, const int64_t *ticks, int64_t n, int64_t ticks_per_day,
                                    int64_t *due, int64_t n_due, int32_t *rule, int64_t n_rule, uint8_t *certainty,
                                    int64_t n_certainty, uint8_t *status, int64_t n_status, int64_t *failed);
dueby_status dueby_engine_add_days(const dueby_calendar *calendar, int32_t amount, int32_t unit, int32_t counting, int32_t roll,
                                   const int32_t *days, int64_t n, int32_t *out, int64_t n_out, uint8_t *status, int64_t n_status,
                                   int64_t *failed);
dueby_status dueby_engine_count_days(const dueby_calendar *calendar, const int32_t *starts, int64_t n, const int32_t *ends,
                                     int64_t n_ends, int32_t include, int32_t *out, int64_t n_out, uint8_t *status,
                                     int64_t n_status, int64_t *failed);
/* Counts working days like dueby_engine_count_days, but for columns of ticks since 1970-01-01 in UK civil time. */
dueby_status dueby_engine_count_ticks(const dueby_calendar *calendar, const int64_t *ticks, int64_t n, int64_t ticks_per_day,
                                      const int64_t *end_ticks, int64_t n_end_ticks, int64_t end_ticks_per_day, int32_t include,
                                      int32_t *out, int64_t n_out, uint8_t *status, int64_t n_status, int64_t *failed);
/* Writes 1 for each working day, 0 for any other day, and 255 if there is no answer. */
dueby_status dueby_engine_working_days(const dueby_calendar *calendar, const int32_t *days, int64_t n, uint8_t *out, int64_t n_out,
                                       uint8_t *status, int64_t n_status, int64_t *failed);

/* Convert ticks since 1970-01-01 in UK civil time to days, and days to ticks. INT64_MIN in ticks is DUEBY_DATE_NONE in days. */
dueby_status dueby_engine_ticks_to_days(const int64_t *ticks, int64_t n, int64_t ticks_per_day, int32_t *out, int64_t n_out);
dueby_status dueby_engine_days_to_ticks(const int32_t *days, int64_t n, int64_t ticks_per_day, int64_t *out, int64_t n_out);

/* The columns of n rows of cases, as in `dueby batch`, and of their answers. `trigger` is required; other arrays may be NULL. */
typedef struct dueby_cases {
  int64_t n;
  const int32_t *trigger, *born, *met, *ended;
  int32_t *due, *rule, *days_left, *working_days_left, *working_days_taken;
  uint8_t *certainty, *state, *status; /* a state of 255 means that there is none */
} dueby_cases;

/* Computes and checks a deadline for each row. `request` is the question for all rows; its date is ignored. `as_at` may be NONE. */
dueby_status dueby_question_cases(const dueby_query *query, const int64_t *request, int64_t request_count, dueby_date as_at,
                                  int32_t soon_amount, int32_t soon_unit, dueby_cases *cases, int64_t *failed);

/* ---- a worklist from a file of events (dueby/worklist.h, dueby/caseload.h), and tables ---- */

/* A file with n rows, as columns of text. `texts` has a column's name and its distinct values, one directly after another, and
 * `stops` has the position where each ends. `codes` has the index of each row's value, or -1 if its cell is empty. */
typedef struct dueby_rows dueby_rows;
dueby_status dueby_rows_new(int64_t n, dueby_rows **rows);
void dueby_rows_free(dueby_rows *rows);
dueby_status dueby_rows_add(dueby_rows *rows, const int32_t *codes, int64_t n, const uint8_t *texts, int64_t n_texts,
                            const int64_t *stops, int64_t n_stops);
int64_t dueby_rows_size(const dueby_rows *rows); /* returns the size of the file in bytes */
dueby_status dueby_rows_write(const dueby_rows *rows, uint8_t *out, int64_t n_out);

/* Selects rules, like dueby_selection_make. `only` has patterns of duties, each followed by a zero byte. `message` gets the pattern
 * that matches no duty, or "" if the address names no rule. */
int32_t dueby_engine_select(const dueby_profile *profile, const char *rule, const uint8_t *only, int64_t n_only,
                            uint32_t authorities, uint32_t subjects, uint8_t *out, int64_t n_out, char *message,
                            int64_t message_size);

/* The options of a worklist. */
enum {
  DUEBY_WORK_AS_AT_TIME = 0,
  DUEBY_WORK_AS_AT = 1,
  DUEBY_WORK_HISTORY_FROM = 2, /* a day or NONE */
  DUEBY_WORK_SOON = 3,         /* the amount of the span `soon` */
  DUEBY_WORK_SOON_UNIT = 4,
  DUEBY_WORK_DATE_ORDER = 5,
  DUEBY_WORK_FLAGS = 6,      /* flags of dueby_caseload_options */
  DUEBY_WORK_STATES = 7,     /* a bit for each state to list; 0 to list all states */
  DUEBY_WORK_DUE_BEFORE = 8, /* a day or NONE */
  DUEBY_WORK_WORST_FIRST = 9,
  DUEBY_WORK_RUN_FLAGS = 10,   /* flags of dueby_timeline_options */
  DUEBY_WORK_RECORDED_TO = 11, /* a day or NONE */
  DUEBY_WORK_LEAVES_OUT = 12,  /* 1 to leave out rules that the files of a return cannot check */
  DUEBY_WORK_HORIZON = 13,     /* a day or NONE */
  DUEBY_WORK_ASKED = 14
};

/* A worklist that keeps all its cases and items, with the messages about the rows it was made from. */
typedef struct dueby_work dueby_work;

/* Reads the file and runs each case under the rules of `selected`. `recorded` has a byte for each event: 1 if it is recorded. If it
 * is empty, the events that the file has count as recorded. `only` has pairs of a column and a value, each followed by a zero byte.
 * A case is wanted if it has one of the wanted values in each column; the column "case" is its name. If `only` is empty, all cases
 * are wanted. `holds` has two numbers for each event: how completely it is recorded (DUEBY_HOLDS_...) and a day; if it is empty,
 * nothing is stated. `nulls` has strings that mean "no value", each followed by a zero byte. `files` are the files of a return; if
 * it is NULL, `file` is read. If nothing can be read at all, `message` gets the reason, as "LINE:MESSAGE" or "FILE:LINE: MESSAGE".
 * With DUEBY_ENOTFOUND, it gets the name of the missing column. */
int32_t dueby_work_new(const dueby_profile *profile, const dueby_calendar *calendar, const uint8_t *selected, int64_t n_selected,
                       const uint8_t *recorded, int64_t n_recorded, const uint8_t *only, int64_t n_only, const int32_t *holds,
                       int64_t n_holds, const uint8_t *nulls, int64_t n_nulls, const uint8_t *file, int64_t n_file,
                       const dueby_files *files, const int64_t *request, int64_t request_count, char *message, int64_t message_size,
                       dueby_work **work);
void dueby_work_free(dueby_work *work);

/* Write the worklist as a page (dueby/page.h) and as a calendar (dueby/ical.h). The page also shows what changed since the older
 * worklist `since`, unless that is NULL. The caller frees both. */
dueby_status dueby_work_page(const dueby_work *work, const dueby_work *since, uint32_t flags, const char *marking, char **written,
                             int64_t *length);
dueby_status dueby_work_calendar(const dueby_work *work, int32_t form, uint32_t flags, char **written, int64_t *length);
const dueby_worklist *dueby_work_worklist(const dueby_work *work);

/* Returns a message about rows, with the name of its file (for a return, otherwise ""). Returns NULL after the last. */
const char *dueby_work_message(const dueby_work *work, int64_t place, int32_t *line, int32_t *severity, const char **file);

/* Return the name of a carried column by its index, or by a name as dueby_name_find does. Return NULL if there is none. */
const char *dueby_work_column(const dueby_work *work, int32_t place);
const char *dueby_work_column_find(const dueby_work *work, const char *name);

/* Writes a byte for each event, as dueby_caseload_recorded_events does. */
dueby_status dueby_work_recorded(const dueby_work *work, uint8_t *out, int64_t n_out);

/* A dueby_listing is a table of columns: the listed items of a worklist, the rows of a summary, or the events in a return. */
dueby_status dueby_work_table(const dueby_work *work, dueby_listing **table);
dueby_status dueby_work_summary(const dueby_work *work, int32_t basis, dueby_date from, dueby_date to, const char *by,
                                dueby_listing **table);
/* Functions for the measures of one year (dueby/measures.h). The worklist must be as at the last day of the year or earlier. If
 * `yaml` is empty, the measures are the built-in ones. `message` gets errors in `yaml`. `place` is the index of a measure, or -1.
 * The caller frees the page. */
typedef struct dueby_figures dueby_figures;
int32_t dueby_figures_new(const dueby_work *work, const uint8_t *yaml, int64_t n_yaml, int32_t year, const char *by,
                          int32_t suppress, char *message, int64_t message_size, dueby_figures **figures);
void dueby_figures_free(dueby_figures *figures);
dueby_status dueby_figures_table(const dueby_figures *figures, int32_t bands, dueby_listing **table);
dueby_status dueby_figures_children(const dueby_figures *figures, const dueby_work *work, int32_t place, dueby_listing **table);
dueby_status dueby_figures_page(const dueby_figures *figures, const dueby_work *work, const char *marking, char **written,
                                int64_t *length);
int32_t dueby_figures_find(const dueby_figures *figures, const char *name); /* returns -1 if there is none */
/* Writes the message for a name that no measure has, like dueby_unknown_nearest_text. */
dueby_status dueby_figures_unknown(const dueby_figures *figures, const char *name, char *text, int64_t size, int64_t *needed);
dueby_status dueby_figures_limit(const dueby_figures *figures, int64_t place, char *text, int64_t size, int64_t *needed);
dueby_status dueby_figures_oddity(const dueby_figures *figures, int64_t place, char *text, int64_t size, int64_t *needed);
/* Functions that work out what an event would do to each case (dueby/trial.h), and how each line has changed (dueby/changes.h).
 * `tags` has the indexes of tags. */
dueby_status dueby_work_what_if(const dueby_work *work, int32_t event, dueby_date date, dueby_time time, const uint8_t *tags,
                                int64_t n_tags, dueby_listing **table);
dueby_status dueby_work_changes(const dueby_work *before, const dueby_work *after, dueby_listing **table);
dueby_status dueby_work_difference(const dueby_work *before, const dueby_work *after, char *text, int64_t size, int64_t *needed);
/* Computes the as-at time and day of the worklist that a summary needs, like dueby_summary_when. */
void dueby_engine_summary_when(int32_t basis, dueby_date to, int64_t time, dueby_date date, int64_t moment[2]);
void dueby_listing_free(dueby_listing *table);
int64_t dueby_listing_rows(const dueby_listing *table);
const char *dueby_listing_name(const dueby_listing *table, int32_t column); /* returns NULL after the last column */
int32_t dueby_listing_kind(const dueby_listing *table, int32_t column);     /* returns the DUEBY_CELL_... of a column */

/* Copies a column of days, numbers (INT32_MIN means none) or indexes into the column's strings (-1 means none). */
dueby_status dueby_listing_numbers(const dueby_listing *table, int32_t column, int32_t *out, int64_t n_out);
/* Copies a column of days that may have a time, as seconds. If `civil` is set, seconds count from 1970 on a UK clock, and a day
 * without a time becomes its midnight. Otherwise only known times are copied. INT64_MIN means none. */
dueby_status dueby_listing_times(const dueby_listing *table, int32_t column, int32_t civil, int64_t *out, int64_t n_out);
int64_t dueby_listing_texts(const dueby_listing *table, int32_t column);
const char *dueby_listing_text(const dueby_listing *table, int32_t column, int64_t place);

#endif
