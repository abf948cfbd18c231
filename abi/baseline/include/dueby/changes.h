/* changes: an old and a new worklist of the same caseload -> what became of each line in between.
 *
 * docs/worklist.md has the rules by number. Both worklists keep everything (DUEBY_WORKLIST_KEEP), were made with rules of the same
 * digest, and live as long as the changes do. */
#ifndef DUEBY_CHANGES_H
#define DUEBY_CHANGES_H

#include "worklist.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct dueby_changes dueby_changes;

/* Kinds of change in a line; the first that applies. */
enum {
  DUEBY_CHANGES_OVERDUE = 1,   /* overdue now, and not before */
  DUEBY_CHANGES_DONE = 2,      /* done now, and to do before */
  DUEBY_CHANGES_ENDED = 3,     /* no longer needed, or never done, and to do before */
  DUEBY_CHANGES_CORRECTED = 4, /* its record is another: what starts or closes it, or whether that can be told */
  DUEBY_CHANGES_MOVED = 5,     /* due on another day */
  DUEBY_CHANGES_GONE = 6,      /* not in the new list */
  DUEBY_CHANGES_NEW = 7,       /* to do, and not in the old list */
  DUEBY_CHANGES_NEXT = 8       /* the same, as the one before it was done */
};

typedef struct dueby_change {
  dueby_item before, after; /* `of` and `line` NULL: it is not in that list */
  int32_t kind;
} dueby_change;

/* Compares two worklists. DUEBY_EARGUMENT if one does not keep everything or their rules differ, DUEBY_EMEMORY. Since 0.1. */
DUEBY_API dueby_status dueby_changes_new(const dueby_worklist *before, const dueby_worklist *after, dueby_changes **changes);
DUEBY_API void dueby_changes_free(dueby_changes *changes);

/* How many changes there are; how many of one kind; and one of them, by kind and then worst first. DUEBY_EARGUMENT outside
 * [0, count). Since 0.1. */
DUEBY_API int64_t dueby_changes_count(const dueby_changes *changes);
DUEBY_API int64_t dueby_changes_kind_count(const dueby_changes *changes, int32_t kind);
DUEBY_API dueby_status dueby_changes_at(const dueby_changes *changes, int64_t index, dueby_change *change);

/* A kind as a heading: "Newly overdue"; NULL for an unknown one. Since 0.1. */
DUEBY_API const char *dueby_change_title(int32_t kind);

/* How the line stands, and how it stood: "Overdue by 1 working day, due by Monday 9 March 2026; before: Due soon, ...". And all
 * changes in one line: "Since Friday 6 March 2026: 1 newly overdue, 3 done". DUEBY_EARGUMENT outside [0, count). Since 0.1. */
DUEBY_API dueby_status dueby_changes_text(const dueby_changes *changes, int64_t index, char *text, int64_t size, int64_t *needed);
DUEBY_API dueby_status dueby_changes_summary_text(const dueby_changes *changes, char *text, int64_t size, int64_t *needed);

/* The fields of a change by index, NULL after the last: its kind, what was before, and the fields of the line (dueby_line_cells),
 * as it was if it is gone, with the columns of the new list. As cells, of index -1 empty ones without columns; and as JSON.
 * DUEBY_EARGUMENT outside [0, count), DUEBY_EMEMORY. Since 0.1. */
DUEBY_API const char *dueby_changes_field(int32_t index);
DUEBY_API dueby_status dueby_changes_cells(const dueby_changes *changes, int64_t index, dueby_cell_sink sink, void *context);
DUEBY_API dueby_status dueby_changes_json(const dueby_changes *changes, int64_t index, char *text, int64_t size, int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
