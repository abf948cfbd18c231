/* Registers the entry points with R. */
#include <R_ext/Rdynload.h>
#include <R_ext/Visibility.h>

#include "binding.h"

#define ENTRY(name, arguments) \
  { #name, (DL_FUNC)&name, arguments }

static const R_CallMethodDef entries[] = {
    ENTRY(dueby_r_versions, 0),
    ENTRY(dueby_r_codes, 1),
    ENTRY(dueby_r_code_value, 2),
    ENTRY(dueby_r_days, 1),
    ENTRY(dueby_r_span, 1),
    ENTRY(dueby_r_written_problem, 2),
    ENTRY(dueby_r_code_problem, 2),
    ENTRY(dueby_r_unknown, 3),
    ENTRY(dueby_r_unknown_of, 3),
    ENTRY(dueby_r_refusal, 2),
    ENTRY(dueby_r_profile, 1),
    ENTRY(dueby_r_profile_file, 2),
    ENTRY(dueby_r_profile_yaml, 1),
    ENTRY(dueby_r_profile_about, 1),
    ENTRY(dueby_r_profile_names, 1),
    ENTRY(dueby_r_rules, 1),
    ENTRY(dueby_r_calendar, 2),
    ENTRY(dueby_r_calendar_from, 2),
    ENTRY(dueby_r_calendar_file, 4),
    ENTRY(dueby_r_calendar_with, 4),
    ENTRY(dueby_r_calendar_weekend, 2),
    ENTRY(dueby_r_calendar_about, 1),
    ENTRY(dueby_r_coverage, 1),
    ENTRY(dueby_r_holidays, 1),
    ENTRY(dueby_r_is_working, 2),
    ENTRY(dueby_r_count, 4),
    ENTRY(dueby_r_add, 5),
    ENTRY(dueby_r_due_days, 6),
    ENTRY(dueby_r_ask, 8),
    ENTRY(dueby_r_explain, 8),
    ENTRY(dueby_r_worklist, 4),
    ENTRY(dueby_r_worklist_lines, 1),
    ENTRY(dueby_r_worklist_about, 1),
    ENTRY(dueby_r_worklist_quality, 1),
    ENTRY(dueby_r_worklist_explain, 2),
    ENTRY(dueby_r_trust_heading, 0),
    ENTRY(dueby_r_since, 3),
    ENTRY(dueby_r_what_if, 5),
    ENTRY(dueby_r_measures, 5),
    ENTRY(dueby_r_children, 4),
    ENTRY(dueby_r_find_column, 2),
    ENTRY(dueby_r_summary_when, 3),
    ENTRY(dueby_r_summary, 5),
    {NULL, NULL, 0},
};

void attribute_visible R_init_dueby(DllInfo *library) {
  R_registerRoutines(library, NULL, entries, NULL, NULL);
  R_useDynamicSymbols(library, FALSE);
  R_forceSymbols(library, TRUE);
}
