/* changes: compares an old and a new worklist of the same caseload, and reports how each line changed. docs/worklist.md has the
 * rules by number. Both worklists must keep everything (DUEBY_WORKLIST_KEEP), be made alike (dueby_changes_difference_text), and
 * outlive the changes. */
#ifndef DUEBY_CHANGES_H
#define DUEBY_CHANGES_H

#include "worklist.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct dueby_changes dueby_changes;

/* Ways in which a line, or a case's unreadable rows, can change. If several apply, the first is used. */
enum {
  DUEBY_CHANGES_OVERDUE = 1,   /* the line is overdue now, and was not before */
  DUEBY_CHANGES_DONE = 2,      /* the line is done now, and was still to do */
  DUEBY_CHANGES_ENDED = 3,     /* the line was still to do, and is now no longer needed or counts as never done */
  DUEBY_CHANGES_CORRECTED = 4, /* the events that start or close the line have changed, or its state has become known or unknown */
  DUEBY_CHANGES_MOVED = 5,     /* the line is due on a different day */
  DUEBY_CHANGES_GONE = 6,      /* the line is not in the new list */
  DUEBY_CHANGES_NEW = 7,       /* the line is still to do, and was not in the old list */
  DUEBY_CHANGES_NEXT = 8       /* the line is the next one after a line that was done */
};

typedef struct dueby_change {
  dueby_item before, after; /* the line in the old and in the new list; `of` is NULL if a list does not have it; `line` is then NULL
                             * too, and also for unreadable rows */
  int32_t kind;
} dueby_change;

/* Compares two worklists. Fails with DUEBY_EARGUMENT if one does not keep everything or if they were not made alike
 * (dueby_changes_difference_text), or with DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_changes_new(const dueby_worklist *before, const dueby_worklist *after, dueby_changes **changes);
DUEBY_API void dueby_changes_free(dueby_changes *changes);

/* Writes why two worklists cannot be compared, because their differences would not show what happened: "--as-at: 2026-04-23 in the
 * older list, 2026-04-22 in this one, which is earlier; --holds visit.made: latest in the older list, not given in this one"; "" if
 * they can be. They must have the same rules, calendar and options, except options that only decide which lines are listed or
 * projected. The older one may be as at an earlier day or time. `style` is how the text names options (DUEBY_STYLE_OPTIONS, ...).
 * Values of `where` are only counted, because they may be names. Fails with DUEBY_EARGUMENT for an unknown style. Since 0.9. */
DUEBY_API dueby_status dueby_changes_difference_text(const dueby_worklist *before, const dueby_worklist *after, int32_t style,
                                                     char *text, int64_t size, int64_t *needed);

/* The number of changes; the number of one kind; and one change by index, ordered by kind and then worst first. Fails with
 * DUEBY_EARGUMENT outside [0, count). Since 0.9. */
DUEBY_API int64_t dueby_changes_count(const dueby_changes *changes);
DUEBY_API int64_t dueby_changes_kind_count(const dueby_changes *changes, int32_t kind);
DUEBY_API dueby_status dueby_changes_at(const dueby_changes *changes, int64_t index, dueby_change *change);

/* The title of a kind of change, such as "Newly overdue"; NULL for an unknown kind. Since 0.9. */
DUEBY_API const char *dueby_change_title(int32_t kind);

/* Write a change as text, with the new and the old state of the line: "Overdue by 1 working day, due by Monday 9 March 2026;
 * before: Due soon, ..."; and a summary of all changes on one line: "Since Friday 6 March 2026: 1 newly overdue, 3 done". Fails
 * with DUEBY_EARGUMENT outside [0, count). Since 0.9. */
DUEBY_API dueby_status dueby_changes_text(const dueby_changes *changes, int64_t index, char *text, int64_t size, int64_t *needed);
DUEBY_API dueby_status dueby_changes_summary_text(const dueby_changes *changes, char *text, int64_t size, int64_t *needed);

/* dueby_changes_field returns the name of a change's field by index, or NULL after the last: the kind of change, the old state,
 * then the fields of the line (dueby_line_cells). The others write a change as cells or as JSON, with the columns of the new
 * list. A line that has gone keeps its old values. Index -1 writes the empty cells that a header needs, without any carried
 * columns. Fails with DUEBY_EARGUMENT for any other index outside [0, count), or with DUEBY_EMEMORY. Since 0.9. */
DUEBY_API const char *dueby_changes_field(int32_t index);
DUEBY_API dueby_status dueby_changes_cells(const dueby_changes *changes, int64_t index, dueby_cell_sink sink, void *context);
DUEBY_API dueby_status dueby_changes_json(const dueby_changes *changes, int64_t index, char *text, int64_t size, int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
