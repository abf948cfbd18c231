/* The parts of the worklist as a page: what its files share. */
#ifndef DUEBY_CLI_PAGE_H
#define DUEBY_CLI_PAGE_H

#include "worklist.h"

/* Made by tools/embed_page.c from cli/page/: the style sheet and the script, and the hashes by which the page allows them. */
extern const char page_style[], page_script[];
extern const char page_style_hash[], page_script_hash[];

enum { STATES = DUEBY_STATE_NOT_COMPUTABLE + 1 };

/* A state as the page shows it: a class for its colour, a symbol for its shape, words. */
struct shown_state {
  char slug[16], colour[8], words[20];
};
extern const struct shown_state shown_states[STATES];

/* What the lines of one duty come to. */
struct page_measure {
  int64_t states[STATES];
  dueby_measure in_time; /* of what fell due up to the day looked at */
};

/* A row of the list, among the bytes of `rows`. */
struct page_row {
  dueby_outcome outcome;
  int64_t order; /* as they came */
  long first, length;
};

struct page {
  struct work *work;
  FILE *rows, *cases; /* in memory: what is counted stands above them */
  char *rows_text, *cases_text;
  size_t rows_size, cases_size;
  struct page_row *listed;
  int64_t count, capacity;
  struct page_measure *measures; /* by duty */
  int64_t states[STATES];        /* of all lines */
  int32_t *first_source;         /* by rule: its first place among `sources` */
  uint8_t *sources;              /* by rule and version, twice: of what began before a later edition, and after */
  int64_t source_count;
  int32_t void_tag;
  dueby_event *known; /* of the case at hand, up to some day */
  int64_t known_capacity;
  dueby_date first, last; /* of all that is drawn */
};

/* ---- page_parts.c: text, words and explanations ---- */

void put_escaped(FILE *out, const char *text); /* the one way in which text goes into the page */
void html_day(FILE *out, dueby_date day);
void html_when(FILE *out, dueby_date day, dueby_time time);
void put_symbol(FILE *out, int32_t state);
/* Where the rule of a line is told, among page->sources; it is told from now on. */
int64_t source_of(struct page *page, const dueby_line *line);
void put_explanation(struct page *page, const struct work_case *from, const dueby_line *line, FILE *out);
void put_sources(const struct page *page, FILE *out);
void note_replaced_sources(const struct page *page, void (*take)(void *to, const char *note), void *to);

/* ---- page_case.c ---- */

void put_case_row(struct page *page, const struct work_case *from, const dueby_line *line); /* NULL: of what could not be read */
int put_case_article(struct page *page, const struct work_case *from);                      /* 0: no memory */

#endif
