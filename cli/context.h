/* The context of a command: its profile, its calendar and the values of its options. */
#ifndef DUEBY_CLI_CONTEXT_H
#define DUEBY_CLI_CONTEXT_H

#include <dueby.h>
#include "options.h"

enum format { TEXT, PLAIN, CSV, JSON, HTML, ICS, SQL };

struct context {
  const struct options *options;
  enum format format;
  int32_t date_order; /* order of dates: DUEBY_ORDER_ISO or DUEBY_ORDER_DMY */
  dueby_profile *profile;
  dueby_calendar *calendar;
};

/* Opens the profile and the calendar that the options name. Returns 0, or an exit status after a message; on failure there is
 * nothing to close. */
int open_context(const struct options *options, struct context *context);
void close_context(struct context *context);
/* Reads a profile by NAME or from a FILE; returns 0, or an exit status after a message. */
int open_profile(const char *name, dueby_profile **profile);
int names_profile_file(const char *name);
/* Makes a calendar from a file of bank holidays. The file's extension shows its format. Messages name `option`. */
int open_list(const char *option, const char *path, const char *division, dueby_calendar **calendar);
/* Reads YEAR, YEAR..YEAR or DATE..DATE. NULL means everything that the calendar covers. Returns 0, or an exit status. */
int read_days(const char *command, const struct context *context, const char *text, dueby_date *first, dueby_date *last);
int ends_in(const char *path, const char *end);
int report_outside_coverage(const struct context *context);
void describe_status(const struct context *context, dueby_status status, char *text, size_t size);
void note_closures(const struct context *context);

/* Splits "a,b,c" into pieces. Returns 0, or USAGE after a message if a piece is empty or there are too many. */
enum { PIECES_MAX = 64, PIECE_SIZE = 128 };
struct pieces {
  char text[PIECES_MAX][PIECE_SIZE];
  int count;
};
int split_list(const char *option, const char *text, struct pieces *pieces);

/* Report that a value is refused (DUEBY_REFUSAL_...) or that a name is unknown (DUEBY_NAME_...). Return USAGE. `option` may be
 * NULL. */
int refuse_value(const char *option, int32_t refusal, const char *found);
int refuse_name(const char *option, int32_t kind, const dueby_profile *profile, const char *name);
int refuse_nearest(const char *option, int32_t kind, const dueby_nearest *nearest);

/* Reads a day or time; returns 0, or USAGE after a message. */
int read_when(const char *option, const char *text, dueby_when *when);
int read_day(const char *option, const char *text, dueby_date *date);
int read_period(const char *option, const char *text, dueby_date *first, dueby_date *last);
int read_year(const char *option, const char *text, int32_t *year);
int read_holding(const char *option, const char *text, dueby_holding *holding);
int read_span_option(const char *option, const char *text, dueby_span *span);
int read_soon_option(const char *text, dueby_span *span);
int read_code_option(const char *option, int32_t kind, const char *text, int32_t *number);
int read_cutoff(const char *text, int32_t *second_of_day); /* reads a cut-off; sets -1 if `text` is NULL */
void apply_cutoff(int32_t cutoff, const dueby_when *when, dueby_date *date);

#endif
