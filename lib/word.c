#include "dueby/word.h"

#include <string.h>

#include "dueby/calendar.h"
#include "dueby/compare.h"
#include "dueby/deadline.h"
#include "dueby/profile.h"
#include "dueby/span.h"

struct word {
  int32_t kind, number;
  char text[32];
};

static const struct word words[] = {
    {DUEBY_WORD_STATE, DUEBY_OPEN, "open"},
    {DUEBY_WORD_STATE, DUEBY_DUE_SOON, "due_soon"},
    {DUEBY_WORD_STATE, DUEBY_OVERDUE, "overdue"},
    {DUEBY_WORD_STATE, DUEBY_MET, "met"},
    {DUEBY_WORD_STATE, DUEBY_MET_LATE, "met_late"},
    {DUEBY_WORD_STATE, DUEBY_MISSED, "missed"},
    {DUEBY_WORD_STATE, DUEBY_ENDED, "ended"},
    {DUEBY_WORD_STATE, DUEBY_NOT_COMPUTABLE, "not_computable"},
    {DUEBY_WORD_CERTAINTY, DUEBY_CONFIRMED, "confirmed"},
    {DUEBY_WORD_CERTAINTY, DUEBY_LISTED, "listed"},
    {DUEBY_WORD_CERTAINTY, DUEBY_PROJECTED, "projected"},
    {DUEBY_WORD_PRECISION, DUEBY_PRECISION_NONE, ""},
    {DUEBY_WORD_PRECISION, DUEBY_PRECISION_SECOND, "second"},
    {DUEBY_WORD_PRECISION, DUEBY_PRECISION_DAY, "day"},
    {DUEBY_WORD_PRECISION, DUEBY_PRECISION_ESTIMATED, "estimated"},
    {DUEBY_WORD_COUNTING, DUEBY_EXCLUDED, "excluded"},
    {DUEBY_WORD_COUNTING, DUEBY_ROLLED, "rolled"},
    {DUEBY_WORD_COUNTING, DUEBY_INCLUDED, "included"},
    {DUEBY_WORD_COUNTING, DUEBY_CLEAR, "clear"},
    {DUEBY_WORD_ROLL, DUEBY_ROLL_NONE, "none"},
    {DUEBY_WORD_ROLL, DUEBY_ROLL_NEXT, "next"},
    {DUEBY_WORD_ROLL, DUEBY_ROLL_PREVIOUS, "previous"},
    {DUEBY_WORD_BASIS, DUEBY_BASIS_STATUTE, "statute"},
    {DUEBY_WORD_BASIS, DUEBY_BASIS_PROCLAMATION, "proclamation"},
    {DUEBY_WORD_BASIS, DUEBY_BASIS_COMMON_LAW, "common-law"},
    {DUEBY_WORD_BASIS, DUEBY_BASIS_SUBSTITUTE, "substitute"},
    {DUEBY_WORD_BASIS, DUEBY_BASIS_ERROR, "error"},
    {DUEBY_WORD_BASIS, DUEBY_BASIS_FILE, "file"},
    {DUEBY_WORD_BASIS, DUEBY_BASIS_ADDED, "added"},
    {DUEBY_WORD_BASIS, DUEBY_BASIS_CLOSURE, "closure"},
    {DUEBY_WORD_AUTHORITY, DUEBY_STATUTE, "statute"},
    {DUEBY_WORD_AUTHORITY, DUEBY_GUIDANCE, "guidance"},
    {DUEBY_WORD_AUTHORITY, DUEBY_LOCAL, "local"},
    {DUEBY_WORD_FORCE, DUEBY_MUST, "must"},
    {DUEBY_WORD_FORCE, DUEBY_SHOULD, "should"},
    {DUEBY_WORD_FORCE, DUEBY_AIM, "aim"},
    {DUEBY_WORD_SUBJECT, DUEBY_CHILD, "child"},
    {DUEBY_WORD_SUBJECT, DUEBY_CARER, "carer"},
    {DUEBY_WORD_SUBJECT, DUEBY_WORKER, "worker"},
    {DUEBY_WORD_SUBJECT, DUEBY_BODY, "authority"},
    {DUEBY_WORD_CHECKED, DUEBY_PRIMARY, "primary"},
    {DUEBY_WORD_CHECKED, DUEBY_SECONDARY, "secondary"},
    {DUEBY_WORD_CHECKED, DUEBY_UNCHECKED, "unchecked"},
    {DUEBY_WORD_DIVISION, DUEBY_ENGLAND_AND_WALES, "england-and-wales"},
    {DUEBY_WORD_DIVISION, DUEBY_SCOTLAND, "scotland"},
    {DUEBY_WORD_DIVISION, DUEBY_NORTHERN_IRELAND, "northern-ireland"},
    {DUEBY_WORD_INCLUDE, DUEBY_END, "end"},
    {DUEBY_WORD_INCLUDE, DUEBY_START, "start"},
    {DUEBY_WORD_INCLUDE, DUEBY_BOTH, "both"},
    {DUEBY_WORD_INCLUDE, DUEBY_NEITHER, "neither"},
    {DUEBY_WORD_COMPARISON, DUEBY_EQUAL, "equal"},
    {DUEBY_WORD_COMPARISON, DUEBY_STRICTER, "stricter"},
    {DUEBY_WORD_COMPARISON, DUEBY_LOOSER, "looser"},
    {DUEBY_WORD_COMPARISON, DUEBY_NEITHER_WAY, "neither"},
    {DUEBY_WORD_COMPARISON, DUEBY_ONLY_LEFT, "only_left"},
    {DUEBY_WORD_COMPARISON, DUEBY_ONLY_RIGHT, "only_right"},
    {DUEBY_WORD_COMPARISON, DUEBY_NOT_COMPARABLE, "not_comparable"},
};
enum { WORDS = sizeof words / sizeof words[0] };

const char *dueby_word_text(int32_t kind, int32_t number) {
  for (int i = 0; i < WORDS; i++)
    if (words[i].kind == kind && words[i].number == number) return words[i].text;
  return NULL;
}

dueby_status dueby_word_number(int32_t kind, const char *word, int32_t *number) {
  for (int i = 0; i < WORDS; i++) {
    if (words[i].kind == kind && strcmp(words[i].text, word) == 0) {
      *number = words[i].number;
      return DUEBY_OK;
    }
  }
  return DUEBY_ENOTFOUND;
}

const char *dueby_word_list(int32_t kind, int32_t place) {
  for (int i = 0; i < WORDS; i++)
    if (words[i].kind == kind && place-- == 0) return words[i].text;
  return NULL;
}
