#include "dueby/word.h"

#include <string.h>

#include "dueby/calendar.h"
#include "dueby/compare.h"
#include "dueby/deadline.h"
#include "dueby/explain.h"
#include "dueby/measure.h"
#include "dueby/profile.h"
#include "dueby/span.h"

enum { KINDS = DUEBY_WORD_STEP + 1, NUMBERS = DUEBY_STEP_PAUSED + 1 };

/* By kind and number. A number may stand for the empty word. */
static const struct word {
  uint8_t is_word;
  char text[23];
} words[KINDS][NUMBERS] = {
    [DUEBY_WORD_STATE] = {[DUEBY_STATE_OPEN] = {1, "open"},
                          [DUEBY_STATE_DUE_SOON] = {1, "due_soon"},
                          [DUEBY_STATE_OVERDUE] = {1, "overdue"},
                          [DUEBY_STATE_MET] = {1, "met"},
                          [DUEBY_STATE_MET_LATE] = {1, "met_late"},
                          [DUEBY_STATE_MISSED] = {1, "missed"},
                          [DUEBY_STATE_ENDED] = {1, "ended"},
                          [DUEBY_STATE_NOT_COMPUTABLE] = {1, "not_computable"}},
    [DUEBY_WORD_CERTAINTY] = {[DUEBY_CERTAINTY_CONFIRMED] = {1, "confirmed"},
                              [DUEBY_CERTAINTY_LISTED] = {1, "listed"},
                              [DUEBY_CERTAINTY_PROJECTED] = {1, "projected"}},
    [DUEBY_WORD_PRECISION] = {[DUEBY_PRECISION_NONE] = {1, ""},
                              [DUEBY_PRECISION_SECOND] = {1, "second"},
                              [DUEBY_PRECISION_DAY] = {1, "day"},
                              [DUEBY_PRECISION_ESTIMATED] = {1, "estimated"}},
    [DUEBY_WORD_COUNTING] = {[DUEBY_COUNTING_EXCLUDED] = {1, "excluded"},
                             [DUEBY_COUNTING_ROLLED] = {1, "rolled"},
                             [DUEBY_COUNTING_INCLUDED] = {1, "included"},
                             [DUEBY_COUNTING_CLEAR] = {1, "clear"}},
    [DUEBY_WORD_ROLL] = {[DUEBY_ROLL_NONE] = {1, "none"},
                         [DUEBY_ROLL_NEXT] = {1, "next"},
                         [DUEBY_ROLL_PREVIOUS] = {1, "previous"},
                         [DUEBY_ROLL_NOON] = {1, "noon"}},
    [DUEBY_WORD_BASIS] = {[DUEBY_BASIS_STATUTE] = {1, "statute"},
                          [DUEBY_BASIS_PROCLAMATION] = {1, "proclamation"},
                          [DUEBY_BASIS_COMMON_LAW] = {1, "common-law"},
                          [DUEBY_BASIS_SUBSTITUTE] = {1, "substitute"},
                          [DUEBY_BASIS_ERROR] = {1, "error"},
                          [DUEBY_BASIS_FILE] = {1, "file"},
                          [DUEBY_BASIS_ADDED] = {1, "added"},
                          [DUEBY_BASIS_CLOSURE] = {1, "closure"}},
    [DUEBY_WORD_AUTHORITY] = {[DUEBY_AUTHORITY_STATUTE] = {1, "statute"},
                              [DUEBY_AUTHORITY_GUIDANCE] = {1, "guidance"},
                              [DUEBY_AUTHORITY_LOCAL] = {1, "local"}},
    [DUEBY_WORD_FORCE] = {[DUEBY_FORCE_MUST] = {1, "must"}, [DUEBY_FORCE_SHOULD] = {1, "should"}, [DUEBY_FORCE_AIM] = {1, "aim"}},
    [DUEBY_WORD_SUBJECT] = {[DUEBY_SUBJECT_CHILD] = {1, "child"},
                            [DUEBY_SUBJECT_CARER] = {1, "carer"},
                            [DUEBY_SUBJECT_WORKER] = {1, "worker"},
                            [DUEBY_SUBJECT_BODY] = {1, "authority"}},
    [DUEBY_WORD_CHECKED] = {[DUEBY_CHECKED_PRIMARY] = {1, "primary"},
                            [DUEBY_CHECKED_SECONDARY] = {1, "secondary"},
                            [DUEBY_CHECKED_UNCHECKED] = {1, "unchecked"}},
    [DUEBY_WORD_DIVISION] = {[DUEBY_DIVISION_ENGLAND_AND_WALES] = {1, "england-and-wales"},
                             [DUEBY_DIVISION_SCOTLAND] = {1, "scotland"},
                             [DUEBY_DIVISION_NORTHERN_IRELAND] = {1, "northern-ireland"}},
    [DUEBY_WORD_INCLUDE] = {[DUEBY_INCLUDE_END] = {1, "end"},
                            [DUEBY_INCLUDE_START] = {1, "start"},
                            [DUEBY_INCLUDE_BOTH] = {1, "both"},
                            [DUEBY_INCLUDE_NEITHER] = {1, "neither"}},
    [DUEBY_WORD_COMPARISON] = {[DUEBY_COMPARISON_EQUAL] = {1, "equal"},
                               [DUEBY_COMPARISON_STRICTER] = {1, "stricter"},
                               [DUEBY_COMPARISON_LOOSER] = {1, "looser"},
                               [DUEBY_COMPARISON_NEITHER] = {1, "neither"},
                               [DUEBY_COMPARISON_ONLY_LEFT] = {1, "only_left"},
                               [DUEBY_COMPARISON_ONLY_RIGHT] = {1, "only_right"},
                               [DUEBY_COMPARISON_NOT_COMPARABLE] = {1, "not_comparable"}},
    [DUEBY_WORD_MEASURE] =
        {[DUEBY_MEASURE_DUE] = {1, "due"}, [DUEBY_MEASURE_COMPLETED] = {1, "completed"}, [DUEBY_MEASURE_AT] = {1, "at"}},
    [DUEBY_WORD_STEP] = {[DUEBY_STEP_START] = {1, "start"},
                         [DUEBY_STEP_COUNTED] = {1, "counted"},
                         [DUEBY_STEP_HOLIDAY] = {1, "holiday"},
                         [DUEBY_STEP_WEEKEND] = {1, "weekend"},
                         [DUEBY_STEP_MOVED_START] = {1, "moved_start"},
                         [DUEBY_STEP_LAID] = {1, "laid"},
                         [DUEBY_STEP_ROLLED] = {1, "rolled"},
                         [DUEBY_STEP_EXTENDED] = {1, "extended"},
                         [DUEBY_STEP_AGREED] = {1, "agreed"},
                         [DUEBY_STEP_PAUSED] = {1, "paused"}},
};

static const struct word *word_at(int32_t kind, int32_t number) {
  const struct word *word = kind < 0 || kind >= KINDS || number < 0 || number >= NUMBERS ? NULL : &words[kind][number];
  return word && word->is_word ? word : NULL;
}

const char *dueby_word_text(int32_t kind, int32_t number) {
  const struct word *word = word_at(kind, number);
  return word ? word->text : NULL;
}

dueby_status dueby_word_number(int32_t kind, const char *text, int32_t *number) {
  for (int32_t i = 0; i < NUMBERS; i++) {
    const struct word *word = word_at(kind, i);
    if (!word || strcmp(word->text, text) != 0) continue;
    *number = i;
    return DUEBY_OK;
  }
  return DUEBY_ENOTFOUND;
}

const char *dueby_word_list(int32_t kind, int32_t place) {
  int32_t at = 0;
  for (int32_t i = 0; i < NUMBERS; i++) {
    const struct word *word = word_at(kind, i);
    if (word && at++ == place) return word->text;
  }
  return NULL;
}
