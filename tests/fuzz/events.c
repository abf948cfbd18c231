/* Reads a file of events as cases, and makes their lines. The first byte selects how to read the file, the second the as-at day. */
#include <stdlib.h>
#include <string.h>

#include "dueby/caseload.h"
#include "fuzz.h"

enum { FIRST_AS_AT = 18262 /* 2020-01-01 */, DAYS_A_STEP = 16 };

static dueby_profile *profile;
static dueby_calendar *calendar;
static dueby_timeline *timeline; /* made once for all inputs, because making it takes longer than a run */

static void open_once(void) {
  if (profile) return;
  must(dueby_profile_new("barnet", &profile) == DUEBY_OK);
  must(dueby_calendar_new("england-and-wales", DUEBY_DATE_NONE, &calendar) == DUEBY_OK);
  must(dueby_timeline_new(profile, calendar, &timeline) == DUEBY_OK);
}

static void check_line(const dueby_line *line, const dueby_case *at, const dueby_rule_date *limits) {
  const int64_t places[] = {line->met, line->ended, line->rejected};
  must(line->trigger >= 0 && line->trigger < at->event_count && at->events[line->trigger].type >= 0);
  for (int i = 0; i < 3; i++) must(places[i] >= -1 && places[i] < at->event_count);
  must(line->met < 0 || line->ended < 0);
  must(line->rule_date_count > 0 && line->deadline.occurrence > 0);
  must(line->verdict.state >= DUEBY_STATE_OPEN && line->verdict.state <= DUEBY_STATE_NOT_COMPUTABLE);
  int32_t state = line->verdict.state;
  int is_late = state == DUEBY_STATE_OVERDUE || state == DUEBY_STATE_MISSED || state == DUEBY_STATE_MET_LATE;
  for (int32_t i = 0; i < line->rule_date_count; i++) {
    const dueby_rule_date *limit = &limits[line->first_rule_date + i];
    must((limit->status == DUEBY_OK) == (limit->due != DUEBY_DATE_NONE));
    /* a line's due day is the earliest of its rules' days, or the earliest by which the line is certainly late */
    must(limit->due == DUEBY_DATE_NONE || line->deadline.due <= limit->due || is_late);
  }
  char text[4096];
  must(dueby_line_key(profile, line, &at->events[line->started_by], "ref", text, sizeof text, NULL) == DUEBY_OK);
  must(dueby_line_reason(profile, line, line->rejected < 0 ? NULL : &at->events[line->rejected], text, sizeof text, NULL) ==
       DUEBY_OK);
}

static void run_cases(dueby_caseload *caseload, const dueby_timeline_options *asked) {
  dueby_case at;
  dueby_status status;
  while ((status = dueby_caseload_next(caseload, &at)) == DUEBY_OK) {
    int64_t offsets[] = {0, at.event_count}, count = 0;
    must(strlen(at.name) > 0);
    must(dueby_timeline_run(timeline, at.events, offsets, 1, asked, &count) == DUEBY_OK);
    for (int64_t i = 0; i < count; i++) check_line(&dueby_timeline_lines(timeline)[i], &at, dueby_timeline_rule_dates(timeline));
  }
  must(status == DUEBY_DONE || status == DUEBY_EFORMAT);
}

static void check_message(const dueby_diagnostic *what, void *unused) {
  (void)unused;
  must(*what->message && memchr(what->message, '\0', sizeof what->message));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  if (size < 2) return 0;
  dueby_csv_memory memory = {(const char *)bytes + 2, (int64_t)size - 2, 0};
  dueby_caseload_options options = {.date_order = bytes[0] & 1 ? DUEBY_ORDER_DMY : DUEBY_ORDER_ISO,
                                    .flags = bytes[0] >> 1 & 7,
                                    .report = bytes[0] & 64 ? check_message : NULL,
                                    .as_at = FIRST_AS_AT + DAYS_A_STEP * bytes[1]};
  dueby_timeline_options asked = {.as_at = {DUEBY_TIME_NONE, FIRST_AS_AT + DAYS_A_STEP * bytes[1], 0},
                                  .horizon = bytes[0] & 16 ? FIRST_AS_AT + 5000 : DUEBY_DATE_NONE,
                                  .history_from = bytes[0] & 32 ? FIRST_AS_AT : DUEBY_DATE_NONE};
  dueby_caseload *caseload = NULL;
  open_once();
  if (dueby_caseload_new(profile, dueby_csv_from_memory, &memory, &options, &caseload) != DUEBY_OK) return 0;
  run_cases(caseload, &asked);
  dueby_caseload_free(caseload);
  return 0;
}
