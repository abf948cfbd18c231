/* The parts of the command worklist, and what impact shares with it. */
#ifndef DUEBY_CLI_WORKLIST_H
#define DUEBY_CLI_WORKLIST_H

#include "work.h"

/* Which lines are shown: --state, --due-before. */
struct filter {
  uint8_t states[DUEBY_STATE_NOT_COMPUTABLE + 1];
  dueby_date due_before; /* NONE: whenever */
  int narrowed;          /* --state was given */
};
int read_filter(const struct options *options, struct filter *filter); /* 0, or USAGE with a message */
int passes(const struct filter *filter, const dueby_line *line);

int has_no_figure(const dueby_line *line);
dueby_outcome outcome_of(const struct work *work, const dueby_line *line); /* NULL: could not be read */

int is_done(int32_t state);

/* "3rd" of a line that recurs; "" of the first, and of others. */
void occurrence_text(const dueby_profile *profile, const dueby_line *line, char *text, size_t size);

/* What a case with a row that could not be read is listed with. */
void unreadable_reason(const dueby_case *at, char *text, size_t size);

/* What a worklist and a page always say: three sentences, with the counts. */
void disclaimer_text(const struct work *work, int64_t checking, char *text, size_t size);

/* A line in words. */
void duty_text(const struct work *work, const dueby_line *line, char *text, size_t size);
void due_text(const dueby_line *line, char *text, size_t size);
void state_text(const dueby_line *line, char *text, size_t size);
void carried_text(const struct work *work, char *text, size_t size); /* of the case at hand */
void print_note(void *unused, const char *note);

/* A table, fitted to the terminal. */
size_t terminal_width(void);
size_t width_of(const char *text);
void print_fitted(const char *text, size_t width, int pad);

int write_summary(struct work *work);                               /* worklist_summary.c */
int write_page(struct work *work, const struct filter *filter);     /* worklist_page.c */
int write_calendar(struct work *work, const struct filter *filter); /* worklist_ics.c */

#endif
