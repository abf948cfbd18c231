/* Shared by the fuzz targets of returns: reads all events of a return, and checks properties that must hold for each. */
#ifndef DUEBY_TESTS_FUZZ_RETURNS_H
#define DUEBY_TESTS_FUZZ_RETURNS_H

#include <string.h>

#include "dueby/returns.h"
#include "fuzz.h"

static dueby_profile *profile;

static inline void open_profile_once(void) {
  if (!profile) must(dueby_profile_new("england", &profile) == DUEBY_OK);
}

static inline void count_report(const dueby_diagnostic *what, const char *file, void *reported) {
  must(*what->message && (!file || *file));
  ++*(int64_t *)reported;
}

static inline void check_event(const dueby_return_event *event) {
  must(event->name && strlen(event->name) <= DUEBY_NAME_BYTES_MAX && strlen(event->ref) <= DUEBY_NAME_BYTES_MAX);
  must(event->file && event->field && event->note && event->line >= 0);
  if (event->is_bad) return;
  must(*event->name && event->event.type > 0 && event->event.type < dueby_profile_event_count(profile));
  must(event->event.has == DUEBY_HAS_DATE && event->event.ref == 0);
}

/* Reads the added files, event by event or as a caseload, and frees everything. */
static inline void read_return(dueby_return *returned, int as_caseload, const int64_t *reported) {
  dueby_caseload_options options = {.as_at = 20543 /* 2026-03-31 */};
  dueby_caseload *caseload;
  dueby_return_event event;
  dueby_case next;
  dueby_status status;
  if (as_caseload) {
    must(dueby_caseload_from_return(returned, &options, &caseload) == DUEBY_OK);
    while ((status = dueby_caseload_next(caseload, &next)) == DUEBY_OK) must(*next.name && (next.event_count || next.bad_rows));
    dueby_caseload_free(caseload);
  } else {
    while ((status = dueby_return_next(returned, &event)) == DUEBY_OK) check_event(&event);
    dueby_return_free(returned);
  }
  must(status == DUEBY_DONE || status == DUEBY_ETEXT || status == DUEBY_ELIMIT);
  must(status == DUEBY_DONE || *reported);
}

#endif
