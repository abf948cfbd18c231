#include "dueby/code.h"

#include <string.h>

#include "dueby/calendar.h"
#include "dueby/changes.h"
#include "dueby/compare.h"
#include "dueby/deadline.h"
#include "dueby/explain.h"
#include "dueby/finding.h"
#include "dueby/measure.h"
#include "dueby/measures.h"
#include "dueby/profile.h"
#include "dueby/span.h"
#include "dueby/timeline.h"
#include "dueby/trial.h"
#include "dueby/worklist.h"

enum { KINDS = DUEBY_CODE_SORTED + 1, NUMBERS = DUEBY_FINDING_SAME_CASES + 1 };

/* Codes by kind and number. A code may be the empty string. */
static const struct code {
  uint8_t is_code;
  char name[23];
} codes[KINDS][NUMBERS] = {
    [DUEBY_CODE_STATE] = {[DUEBY_STATE_OPEN] = {1, "open"},
                          [DUEBY_STATE_DUE_SOON] = {1, "due_soon"},
                          [DUEBY_STATE_OVERDUE] = {1, "overdue"},
                          [DUEBY_STATE_MET] = {1, "met"},
                          [DUEBY_STATE_MET_LATE] = {1, "met_late"},
                          [DUEBY_STATE_MISSED] = {1, "missed"},
                          [DUEBY_STATE_ENDED] = {1, "ended"},
                          [DUEBY_STATE_NOT_COMPUTABLE] = {1, "not_computable"}},
    [DUEBY_CODE_CERTAINTY] = {[DUEBY_CERTAINTY_CONFIRMED] = {1, "confirmed"},
                              [DUEBY_CERTAINTY_LISTED] = {1, "listed"},
                              [DUEBY_CERTAINTY_PROJECTED] = {1, "projected"}},
    [DUEBY_CODE_PRECISION] = {[DUEBY_PRECISION_NONE] = {1, ""},
                              [DUEBY_PRECISION_SECOND] = {1, "second"},
                              [DUEBY_PRECISION_DAY] = {1, "day"},
                              [DUEBY_PRECISION_ESTIMATED] = {1, "estimated"}},
    [DUEBY_CODE_COUNTING] = {[DUEBY_COUNTING_EXCLUDED] = {1, "excluded"},
                             [DUEBY_COUNTING_ROLLED] = {1, "rolled"},
                             [DUEBY_COUNTING_INCLUDED] = {1, "included"},
                             [DUEBY_COUNTING_CLEAR] = {1, "clear"}},
    [DUEBY_CODE_ROLL] = {[DUEBY_ROLL_NONE] = {1, "none"},
                         [DUEBY_ROLL_NEXT] = {1, "next"},
                         [DUEBY_ROLL_PREVIOUS] = {1, "previous"},
                         [DUEBY_ROLL_NOON] = {1, "noon"}},
    [DUEBY_CODE_BASIS] = {[DUEBY_BASIS_STATUTE] = {1, "statute"},
                          [DUEBY_BASIS_PROCLAMATION] = {1, "proclamation"},
                          [DUEBY_BASIS_COMMON_LAW] = {1, "common-law"},
                          [DUEBY_BASIS_SUBSTITUTE] = {1, "substitute"},
                          [DUEBY_BASIS_ERROR] = {1, "error"},
                          [DUEBY_BASIS_FILE] = {1, "file"},
                          [DUEBY_BASIS_ADDED] = {1, "added"},
                          [DUEBY_BASIS_CLOSURE] = {1, "closure"}},
    [DUEBY_CODE_AUTHORITY] = {[DUEBY_AUTHORITY_STATUTE] = {1, "statute"},
                              [DUEBY_AUTHORITY_GUIDANCE] = {1, "guidance"},
                              [DUEBY_AUTHORITY_LOCAL] = {1, "local"}},
    [DUEBY_CODE_FORCE] = {[DUEBY_FORCE_MUST] = {1, "must"}, [DUEBY_FORCE_SHOULD] = {1, "should"}, [DUEBY_FORCE_AIM] = {1, "aim"}},
    [DUEBY_CODE_SUBJECT] = {[DUEBY_SUBJECT_CHILD] = {1, "child"},
                            [DUEBY_SUBJECT_CARER] = {1, "carer"},
                            [DUEBY_SUBJECT_WORKER] = {1, "worker"},
                            [DUEBY_SUBJECT_BODY] = {1, "authority"}},
    [DUEBY_CODE_CHECKED] = {[DUEBY_CHECKED_PRIMARY] = {1, "primary"},
                            [DUEBY_CHECKED_SECONDARY] = {1, "secondary"},
                            [DUEBY_CHECKED_UNCHECKED] = {1, "unchecked"}},
    [DUEBY_CODE_DIVISION] = {[DUEBY_DIVISION_ENGLAND_AND_WALES] = {1, "england-and-wales"},
                             [DUEBY_DIVISION_SCOTLAND] = {1, "scotland"},
                             [DUEBY_DIVISION_NORTHERN_IRELAND] = {1, "northern-ireland"}},
    [DUEBY_CODE_INCLUDE] = {[DUEBY_INCLUDE_END] = {1, "end"},
                            [DUEBY_INCLUDE_START] = {1, "start"},
                            [DUEBY_INCLUDE_BOTH] = {1, "both"},
                            [DUEBY_INCLUDE_NEITHER] = {1, "neither"}},
    [DUEBY_CODE_COMPARISON] = {[DUEBY_COMPARISON_EQUAL] = {1, "equal"},
                               [DUEBY_COMPARISON_STRICTER] = {1, "stricter"},
                               [DUEBY_COMPARISON_LOOSER] = {1, "looser"},
                               [DUEBY_COMPARISON_NEITHER] = {1, "neither"},
                               [DUEBY_COMPARISON_ONLY_LEFT] = {1, "only_left"},
                               [DUEBY_COMPARISON_ONLY_RIGHT] = {1, "only_right"},
                               [DUEBY_COMPARISON_NOT_COMPARABLE] = {1, "not_comparable"}},
    [DUEBY_CODE_MEASURE] =
        {[DUEBY_MEASURE_DUE] = {1, "due"}, [DUEBY_MEASURE_COMPLETED] = {1, "completed"}, [DUEBY_MEASURE_AT] = {1, "at"}},
    [DUEBY_CODE_STEP] = {[DUEBY_STEP_START] = {1, "start"},
                         [DUEBY_STEP_COUNTED] = {1, "counted"},
                         [DUEBY_STEP_HOLIDAY] = {1, "holiday"},
                         [DUEBY_STEP_WEEKEND] = {1, "weekend"},
                         [DUEBY_STEP_MOVED_START] = {1, "moved_start"},
                         [DUEBY_STEP_LAID] = {1, "laid"},
                         [DUEBY_STEP_ROLLED] = {1, "rolled"},
                         [DUEBY_STEP_EXTENDED] = {1, "extended"},
                         [DUEBY_STEP_AGREED] = {1, "agreed"},
                         [DUEBY_STEP_PAUSED] = {1, "paused"}},
    [DUEBY_CODE_HOLDS] = {[DUEBY_HOLDS_ALL] = {1, "all"},
                          [DUEBY_HOLDS_SINCE] = {1, "since"},
                          [DUEBY_HOLDS_LATEST] = {1, "latest"},
                          [DUEBY_HOLDS_NEVER] = {1, "never"}},
    [DUEBY_CODE_FINDING] = {[DUEBY_FINDING_RECORDED] = {1, "recorded"},
                            [DUEBY_FINDING_STALE] = {1, "stale"},
                            [DUEBY_FINDING_NO_ROWS] = {1, "no_rows"},
                            [DUEBY_FINDING_NO_SUCH_VALUE] = {1, "no_such_value"},
                            [DUEBY_FINDING_BAD_ROWS] = {1, "bad_rows"},
                            [DUEBY_FINDING_NOT_RECORDED] = {1, "not_recorded"},
                            [DUEBY_FINDING_LEFT_OUT] = {1, "left_out"},
                            [DUEBY_FINDING_UNMATCHED_REFS] = {1, "unmatched_refs"},
                            [DUEBY_FINDING_NO_DUTY] = {1, "no_duty"},
                            [DUEBY_FINDING_BIRTHS_DIFFER] = {1, "births_differ"},
                            [DUEBY_FINDING_BORN_LATE] = {1, "born_late"},
                            [DUEBY_FINDING_BORN_EARLY] = {1, "born_early"},
                            [DUEBY_FINDING_ENDED_EARLY] = {1, "ended_early"},
                            [DUEBY_FINDING_FAR] = {1, "far"},
                            [DUEBY_FINDING_SIMILAR_CASES] = {1, "similar_cases"},
                            [DUEBY_FINDING_SIMILAR_REFS] = {1, "similar_refs"},
                            [DUEBY_FINDING_TWICE] = {1, "twice"},
                            [DUEBY_FINDING_NO_DATE] = {1, "no_date"},
                            [DUEBY_FINDING_NOT_ENDED] = {1, "not_ended"},
                            [DUEBY_FINDING_NULLS] = {1, "nulls"},
                            [DUEBY_FINDING_LATER] = {1, "later"},
                            [DUEBY_FINDING_VOID] = {1, "void"},
                            [DUEBY_FINDING_AFTER_DEATH] = {1, "after_death"},
                            [DUEBY_FINDING_DAY_FIRST] = {1, "day_first"},
                            [DUEBY_FINDING_MISSPELT] = {1, "misspelt"},
                            [DUEBY_FINDING_UNKNOWN_TAGS] = {1, "unknown_tags"},
                            [DUEBY_FINDING_ONLY_LATEST] = {1, "only_latest"},
                            [DUEBY_FINDING_CUT_OFF] = {1, "cut_off"},
                            [DUEBY_FINDING_NO_BIRTH] = {1, "no_birth"},
                            [DUEBY_FINDING_SHORT_CASES] = {1, "short_cases"},
                            [DUEBY_FINDING_LOST_CASES] = {1, "lost_cases"},
                            [DUEBY_FINDING_SKIPPED] = {1, "skipped"},
                            [DUEBY_FINDING_NO_TAG] = {1, "no_tag"},
                            [DUEBY_FINDING_SIMILAR_TEAMS] = {1, "similar_teams"},
                            [DUEBY_FINDING_STATED_NEVER] = {1, "stated_never"},
                            [DUEBY_FINDING_STATED_LATEST] = {1, "stated_latest"},
                            [DUEBY_FINDING_NO_COLUMN] = {1, "no_column"},
                            [DUEBY_FINDING_NO_TABLE] = {1, "no_table"},
                            [DUEBY_FINDING_UNANSWERABLE] = {1, "unanswerable"},
                            [DUEBY_FINDING_SAME_CASES] = {1, "same_cases"}},
    [DUEBY_CODE_COUNTS] = {[DUEBY_COUNTS_ENDED] = {1, "ended"},
                           [DUEBY_COUNTS_STARTED] = {1, "started"},
                           [DUEBY_COUNTS_OPEN] = {1, "open"},
                           [DUEBY_COUNTS_DUE] = {1, "due"},
                           [DUEBY_COUNTS_VALUES] = {1, "values"}},
    [DUEBY_CODE_PERIOD] = {[DUEBY_PERIOD_FINANCIAL] = {1, "financial"},
                           [DUEBY_PERIOD_CALENDAR] = {1, "calendar"},
                           [DUEBY_PERIOD_THREE_YEARS] = {1, "three_years"}},
    [DUEBY_CODE_RESULT] =
        {[DUEBY_RESULT_NO] = {1, "no"}, [DUEBY_RESULT_YES] = {1, "yes"}, [DUEBY_RESULT_CANNOT_TELL] = {1, "cannot_tell"}},
    [DUEBY_CODE_ODDITY] = {[DUEBY_ODDITY_NONE] = {1, ""},
                           [DUEBY_ODDITY_NO_START] = {1, "no_start"},
                           [DUEBY_ODDITY_BEFORE_START] = {1, "before_start"},
                           [DUEBY_ODDITY_SECOND] = {1, "second"},
                           [DUEBY_ODDITY_HISTORY] = {1, "history"},
                           [DUEBY_ODDITY_VALUE] = {1, "value"},
                           [DUEBY_ODDITY_UNREAD] = {1, "unread"}},
    [DUEBY_CODE_EFFECT] = {[DUEBY_EFFECT_MEETS] = {1, "meets"},
                           [DUEBY_EFFECT_NOT_COUNTED] = {1, "not_counted"},
                           [DUEBY_EFFECT_ENDS] = {1, "ends"},
                           [DUEBY_EFFECT_STARTS] = {1, "starts"}},
    [DUEBY_CODE_SHOWS] = {[DUEBY_SHOWS_SEEN] = {1, "seen"}, [DUEBY_SHOWS_REVIEW] = {1, "review"}},
    [DUEBY_CODE_CHANGES] = {[DUEBY_CHANGES_OVERDUE] = {1, "overdue"},
                            [DUEBY_CHANGES_DONE] = {1, "done"},
                            [DUEBY_CHANGES_ENDED] = {1, "ended"},
                            [DUEBY_CHANGES_CORRECTED] = {1, "corrected"},
                            [DUEBY_CHANGES_MOVED] = {1, "moved"},
                            [DUEBY_CHANGES_GONE] = {1, "gone"},
                            [DUEBY_CHANGES_NEW] = {1, "new"},
                            [DUEBY_CHANGES_NEXT] = {1, "next"}},
    [DUEBY_CODE_WEEKDAY] = {[1] = {1, "mon"},
                            [2] = {1, "tue"},
                            [3] = {1, "wed"},
                            [4] = {1, "thu"},
                            [5] = {1, "fri"},
                            [6] = {1, "sat"},
                            [7] = {1, "sun"}},
    [DUEBY_CODE_DATES] = {[DUEBY_ORDER_ISO] = {1, "iso"}, [DUEBY_ORDER_DMY] = {1, "dmy"}},
    [DUEBY_CODE_SORTED] = {[DUEBY_SORTED_WORST] = {1, "worst"}, [DUEBY_SORTED_CASE] = {1, "case"}},
};

static const struct code *code_at(int32_t kind, int32_t number) {
  const struct code *code = kind < 0 || kind >= KINDS || number < 0 || number >= NUMBERS ? NULL : &codes[kind][number];
  return code && code->is_code ? code : NULL;
}

const char *dueby_code_name(int32_t kind, int32_t number) {
  const struct code *code = code_at(kind, number);
  return code ? code->name : NULL;
}

dueby_status dueby_code_value(int32_t kind, const char *name, int32_t *number) {
  for (int32_t i = 0; i < NUMBERS; i++) {
    const struct code *code = code_at(kind, i);
    if (!code || strcmp(code->name, name) != 0) continue;
    *number = i;
    return DUEBY_OK;
  }
  return DUEBY_ENOTFOUND;
}

const char *dueby_code_at(int32_t kind, int32_t index) {
  int32_t at = 0;
  for (int32_t i = 0; i < NUMBERS; i++) {
    const struct code *code = code_at(kind, i);
    if (code && at++ == index) return code->name;
  }
  return NULL;
}
