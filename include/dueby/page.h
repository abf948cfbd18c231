/* page: writes a worklist, or published measures, as a single HTML page that includes its style sheet and script, and neither
 * fetches nor stores anything. This is libdueby-page, which needs only libdueby. */
#ifndef DUEBY_PAGE_H
#define DUEBY_PAGE_H

#include "changes.h"
#include "measures.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  DUEBY_PAGE_TO_DO = 1,  /* the list omits lines that are over or whose source sets no time limit; both are still shown with their
                          * case */
  DUEBY_PAGE_BY_CASE = 2 /* the list is in case order, not worst first, and its heading says so */
};

/* Writes the page for a worklist that keeps everything (DUEBY_WORKLIST_KEEP); the list on the page has the listed items in their
 * order. `flags` are DUEBY_PAGE_TO_DO ...; `marking` is a protective marking for the top of the page and every printed sheet, or
 * NULL for none. Fails with DUEBY_EARGUMENT (for example if the worklist does not keep everything), with DUEBY_EMEMORY, or with
 * DUEBY_EFILE if the sink refuses some text, when it has received only part of the page. Since 0.9. */
DUEBY_API dueby_status dueby_page_write(const dueby_worklist *worklist, uint32_t flags, const char *marking, dueby_text_sink sink,
                                        void *context);

/* Writes the page with the changes in each line since an older worklist: `changes` compares that worklist with this one; NULL for
 * none. Since 0.9. */
DUEBY_API dueby_status dueby_page_write_since(const dueby_worklist *worklist, const dueby_changes *changes, uint32_t flags,
                                              const char *marking, dueby_text_sink sink, void *context);

/* The options of a worklist page. */
typedef struct dueby_page_options {
  uint32_t size;                        /* sizeof(dueby_page_options), or 0 for the size of release 1.0 */
  uint32_t flags;                       /* flags: DUEBY_PAGE_TO_DO and others */
  const char *marking;                  /* a protective marking; NULL for none */
  const dueby_changes *changes;         /* changes since an older worklist; NULL for none */
  const dueby_definitions *definitions; /* the published measures to show in a section; NULL for none */
  int32_t year;     /* year of the measures; 0 for the year of as-at or, if the records end before that year begins, the year of
                     * their last day */
  int32_t reserved; /* reserved, and must be zero */
} dueby_page_options;

/* Writes the page with everything that the options ask for. The measures cover all cases in the worklist, even if it has only some
 * of the rules, and are by team if the cases have a column "team". If no measure can be answered for the year, there is no section
 * on measures. Fails like dueby_page_write. Since 0.9. */
DUEBY_API dueby_status dueby_page_write_whole(const dueby_worklist *worklist, const dueby_page_options *options,
                                              dueby_text_sink sink, void *context);

/* Writes a page of published measures, with the units behind each figure, from the cases in a worklist that keeps everything and
 * can be passed to dueby_measures_new. Suppressed figures (`suppress`) are shown without the units behind them. `marking` and
 * errors are as for dueby_page_write. Since 0.9. */
DUEBY_API dueby_status dueby_page_write_measures(const dueby_worklist *worklist, const dueby_definitions *definitions,
                                                 const dueby_measures_options *options, const char *marking, dueby_text_sink sink,
                                                 void *context);

#ifdef __cplusplus
}
#endif
#endif
