/* The parts of the command worklist, some of which impact shares. */
#ifndef DUEBY_CLI_WORKLIST_H
#define DUEBY_CLI_WORKLIST_H

#include "work.h"

/* Texts of the current case. */
void carried_text(const dueby_case *of, char *text, size_t size);
void unreadable_words(const dueby_case *of, char *text, size_t size);
void due_text(const dueby_line *line, char *text, size_t size);
void print_note(void *unused, const char *note);

int is_worst_first(const struct options *options);
uint32_t to_do_flag(const struct options *options); /* without --state, what is over is not listed */

/* A table that fits the terminal. */
size_t terminal_width(void);
size_t width_of(const char *text);
void print_fitted(const char *text, size_t width, int pad);

int write_summary(struct work *work);  /* worklist_summary.c */
int write_page(struct work *work);     /* worklist_page.c */
int write_calendar(struct work *work); /* worklist_ics.c */

#endif
