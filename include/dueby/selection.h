/* selection: which rules in a profile take part in a run. */
#ifndef DUEBY_SELECTION_H
#define DUEBY_SELECTION_H

#include "profile.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Conditions on rules. If all fields are zero, every rule is selected except alternatives, which are only selected by name. */
typedef struct dueby_selection_options {
  uint32_t size;             /* sizeof(dueby_selection_options), or 0 for the size of release 1.0 */
  uint32_t authorities;      /* authorities to select, a bit for each: 1 << DUEBY_AUTHORITY_STATUTE, ...; 0 for all */
  uint32_t subjects;         /* subjects to select, a bit for each: 1 << DUEBY_SUBJECT_CHILD, ...; 0 for all */
  uint32_t reserved;         /* reserved, and must be zero */
  const char *address;       /* address of a duty or rule (dueby_profile_select); NULL for all duties */
  const char *const *duties; /* patterns for duties' ids, or for alternatives as id~name; one must match; '*' matches any
                              * characters */
  int64_t duty_count;        /* number of patterns; 0 for any duty */
} dueby_selection_options;

/* Sets selected[rule] to 1 for the rules that take part, and to 0 for all others (dueby_profile_rule_count elements). Fails with
 * DUEBY_ENOTFOUND if there is nothing at the address (*unknown is -1), or if nothing matches duties[*unknown]; also with
 * DUEBY_EMEMORY. Since 0.9. */
DUEBY_API dueby_status dueby_selection_make(const dueby_profile *profile, const dueby_selection_options *options, uint8_t *selected,
                                            int64_t *unknown);

#ifdef __cplusplus
}
#endif
#endif
