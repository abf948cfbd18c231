/* A program outside the project. Makes the page of one case with the installed libdueby-page. The conference after a strategy
 * discussion on 27 March 2026 is due on 21 April. */
#include <stdio.h>
#include <string.h>

#include <dueby.h>
#include <dueby/page.h>

struct page {
  char text[1 << 18];
  int64_t length;
};

static int32_t take(const char *text, int64_t length, void *context) {
  struct page *page = context;
  if (page->length + length >= (int64_t)sizeof page->text) return 1;
  memcpy(page->text + page->length, text, (size_t)length);
  page->length += length;
  return 0;
}

int main(void) {
  static struct page page;
  dueby_profile *profile = NULL;
  dueby_calendar *calendar = NULL;
  dueby_worklist *worklist = NULL;
  dueby_timeline_options run = {0};
  dueby_worklist_options options = {0};
  dueby_event event = {0};
  dueby_case one = {0};
  run.history_from = run.horizon = DUEBY_DATE_NONE;
  options.flags = DUEBY_WORKLIST_KEEP;
  options.run = &run;
  options.due_before = DUEBY_DATE_NONE;
  one.name = "1201";
  one.events = &event;
  one.event_count = 1;
  event.time = run.as_at.time = DUEBY_TIME_NONE;
  event.has = DUEBY_HAS_DATE;
  if (dueby_profile_new("england", &profile) != DUEBY_OK ||
      dueby_calendar_new("england-and-wales", DUEBY_DATE_NONE, &calendar) != DUEBY_OK ||
      dueby_profile_find_event(profile, "strategy_discussion.held", &event.type) != DUEBY_OK ||
      dueby_date_new(2026, 3, 27, &event.date) != DUEBY_OK || dueby_date_new(2026, 4, 1, &run.as_at.date) != DUEBY_OK ||
      dueby_worklist_new(profile, calendar, &options, &worklist) != DUEBY_OK || dueby_worklist_add(worklist, &one) != DUEBY_OK)
    return 1;
  if (dueby_page_write(worklist, DUEBY_PAGE_TO_DO, NULL, take, &page) != DUEBY_OK) return 1;
  page.text[page.length] = '\0';
  puts(strstr(page.text, "Tuesday 21 April 2026") ? "2026-04-21" : "not there");
  dueby_worklist_free(worklist);
  dueby_calendar_free(calendar);
  dueby_profile_free(profile);
  return 0;
}
