/* selection: which rules of a profile take part in a run. */
#ifndef DUEBY_SELECTION_H
#define DUEBY_SELECTION_H

#include "profile.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What must hold of a rule. All zero: every rule but alternatives. */
typedef struct dueby_selection_options {
  uint32_t size;             /* sizeof(dueby_selection_options), or 0: the size of release 1.0 */
  uint32_t authorities;      /* a bit for each, 1 << DUEBY_AUTHORITY_STATUTE ...; 0: all */
  uint32_t subjects;         /* a bit for each, 1 << DUEBY_SUBJECT_CHILD ...; 0: all */
  uint32_t reserved;         /* zero */
  const char *address;       /* the duty or rule that it names (dueby_profile_select); NULL: all duties */
  const char *const *duties; /* ids, of which one must match; '*' stands for any letters */
  int64_t duty_count;        /* 0: any duty */
} dueby_selection_options;

/* Marks in selected[rule] (dueby_profile_rule_count of them) which rules take part: 1 or 0. DUEBY_ENOTFOUND where the address names
 * nothing (*unknown is -1), or where no duty is called as duties[*unknown] says; DUEBY_EMEMORY. Since 0.1. */
DUEBY_API dueby_status dueby_selection_make(const dueby_profile *profile, const dueby_selection_options *options, uint8_t *selected,
                                            int64_t *unknown);

#ifdef __cplusplus
}
#endif
#endif
