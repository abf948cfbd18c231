/* Shows what a visit on each of the next working days would do. The library computes this for every day, so that the script only
 * has to choose one. */
#include "visit.h"

#include <stdlib.h>
#include <string.h>

#include "dueby/trial.h"

enum { WORDS = 1024, LONGEST_LOOK = 40 };

/* ---- the tags that a visit needs in order to count ---- */

/* Adds tags that satisfy an expression such as "alone or alone_excused; awake": the first of each list of alternatives. */
static void add_needed(const dueby_profile *profile, const char *needs, dueby_tags *tags) {
  while (*needs) {
    char name[64];
    size_t length = strcspn(needs, " ;");
    int32_t tag;
    if (length && length < sizeof name) {
      memcpy(name, needs, length);
      name[length] = '\0';
      if (dueby_profile_find_tag(profile, name, &tag) == DUEBY_OK) dueby_tags_add(tags, tag);
    }
    needs += strcspn(needs, ";");
    needs += strspn(needs, "; ");
  }
}

static int is_met_by(const struct page *page, int32_t rule, int32_t event) {
  const char *due = dueby_rule_text(page->profile, rule, 0, DUEBY_RULE_DUE);
  return due && strcmp(due, dueby_profile_event_slug(page->profile, event)) == 0;
}

static void find_tags(struct page *page, int visit) {
  char needs[512];
  for (int32_t rule = 0; rule < dueby_profile_rule_count(page->profile); rule++) {
    if (!is_met_by(page, rule, page->visits[visit])) continue;
    if (dueby_rule_needs_text(page->profile, rule, needs, sizeof needs, NULL) == DUEBY_OK)
      add_needed(page->profile, needs, &page->visit_tags[visit]);
  }
}

/* ---- running trials ---- */

static void find_days(struct page *page) {
  for (dueby_date day = page->as_at.date; page->visit_day_count < VISIT_DAYS && day < page->as_at.date + LONGEST_LOOK; day++) {
    int32_t working = 0;
    if (dueby_calendar_is_working(page->calendar, day, &working) == DUEBY_OK && working)
      page->visit_days[page->visit_day_count++] = day;
  }
}

/* Finds the events that are visits: they show that a child was seen, and they meet some rule. */
static void find_visits(struct page *page) {
  int count = 0;
  for (int32_t event = 1; event < dueby_profile_event_count(page->profile) && count < VISITS; event++) {
    int is_due = 0;
    if (dueby_profile_event_shown(page->profile, event) != DUEBY_SHOWS_SEEN) continue;
    for (int32_t rule = 0; rule < dueby_profile_rule_count(page->profile); rule++) is_due |= is_met_by(page, rule, event);
    if (is_due) page->visits[count++] = event;
  }
}

dueby_status dueby_page_begin_visits(struct page *page) {
  find_days(page);
  find_visits(page);
  for (int i = 0; i < VISITS && page->visits[i]; i++) {
    find_tags(page, i);
    dueby_status status = dueby_trial_new(page->worklist, page->visits[i], &page->trials[i]);
    if (status != DUEBY_OK) return status;
  }
  return DUEBY_OK;
}

void dueby_page_end_visits(struct page *page) {
  for (int i = 0; i < VISITS; i++) dueby_trial_free(page->trials[i]);
}

static int waits_for(const struct page *page, const struct page_case *from, int visit) {
  for (int64_t i = 0; i < from->count; i++) {
    const dueby_line *line = &from->lines[i];
    if (!dueby_line_is_over(line) && line->deadline.due != DUEBY_DATE_NONE &&
        is_met_by(page, line->deadline.rule, page->visits[visit]))
      return 1;
  }
  return 0;
}

int dueby_page_is_waiting(const struct page *page, const struct page_case *from, int32_t shows) {
  for (int32_t event = 1; event < dueby_profile_event_count(page->profile); event++) {
    if (dueby_profile_event_shown(page->profile, event) != shows) continue;
    for (int64_t i = 0; i < from->count; i++)
      if (!dueby_line_is_over(&from->lines[i]) && is_met_by(page, from->lines[i].deadline.rule, event)) return 1;
  }
  return 0;
}

int dueby_page_is_open(const struct page_case *from) {
  for (int64_t i = 0; i < from->count; i++)
    if (!dueby_line_is_over(&from->lines[i]) && !dueby_line_is_not_stated(&from->lines[i])) return 1;
  return 0;
}

/* Runs a trial of a case with a visit on the given day. Returns NULL if out of memory. */
static const dueby_trial *visit_on(struct page *page, const struct page_case *from, int visit, dueby_date day) {
  dueby_event event = {.time = DUEBY_TIME_NONE, .date = day, .tags = page->visit_tags[visit], .has = DUEBY_HAS_DATE};
  event.type = page->visits[visit];
  if (dueby_trial_run(page->trials[visit], from->of, &event) == DUEBY_OK) return page->trials[visit];
  page->status = DUEBY_EMEMORY;
  return NULL;
}

int64_t dueby_page_visit_meets(struct page *page, const struct page_case *from) {
  int64_t most = 0;
  for (int i = 0; i < VISITS && page->visit_day_count; i++) {
    if (!page->trials[i] || !waits_for(page, from, i)) continue;
    const dueby_trial *trial = visit_on(page, from, i, page->visit_days[0]);
    int64_t met = trial ? dueby_trial_met_count(trial) : 0;
    if (met > most) most = met;
  }
  return most;
}

/* ---- writing the trials ---- */

static void html_day_of_visit(struct page *page, const dueby_trial *trial, dueby_date day) {
  int64_t met = 0;
  html(page, "<tr");
  dueby_html_data(page, "data-d", day);
  html(page, "><th scope=\"row\">");
  dueby_html_day(page, day);
  html(page, "</th><td><ul>");
  for (int64_t i = 0; i < dueby_trial_row_count(trial); i++) {
    dueby_trial_row row;
    char words[WORDS] = "";
    if (dueby_trial_row_at(trial, i, &row) != DUEBY_OK || row.effect != DUEBY_EFFECT_MEETS) continue;
    dueby_trial_row_text(trial, i, words, sizeof words, NULL);
    html(page, "<li>");
    dueby_html_escaped(page, words);
    html(page, "</li>");
    met++;
  }
  html(page, met ? "</ul></td></tr>\n" : "<li>It would not meet any duty.</li></ul></td></tr>\n");
}

static void html_visit(struct page *page, const struct page_case *from, int visit) {
  html(page, "<details class=\"visit\"><summary>What if there is a ");
  dueby_html_escaped(page, dueby_profile_event_title(page->profile, page->visits[visit]));
  html(
      page,
      "?</summary>\n<table><caption>A visit with everything that the duties ask for, such as seeing the child alone</caption><thead><tr>"
      "<th scope=\"col\">On</th><th scope=\"col\">What it would do</th></tr></thead><tbody>\n");
  for (int i = 0; i < page->visit_day_count; i++) {
    const dueby_trial *trial = visit_on(page, from, visit, page->visit_days[i]);
    if (trial) html_day_of_visit(page, trial, page->visit_days[i]);
  }
  html(page, "</tbody></table></details>\n");
}

void dueby_html_visits(struct page *page, const struct page_case *from) {
  for (int i = 0; i < VISITS; i++)
    if (page->trials[i] && page->visit_day_count && waits_for(page, from, i)) html_visit(page, from, i);
}
