/* Shows the lines that fall due in the coming weeks, by team, with bank holidays and closures. */
#include "coming.h"

#include "count.h"
#include "dueby/explain.h"

/* A week is heavy if it has at least this many lines, and at least 1.5 times the average of the eight weeks. */
enum { HEAVY_LEAST = 5 };

static int is_heavy(const struct page_group *group, int week) {
  int64_t all = 0, count = group->weeks[week];
  for (int i = 0; i <= WEEKS; i++) all += group->weeks[i];
  return count >= HEAVY_LEAST && 2 * WEEKS * count >= 3 * all;
}

/* Returns the first day in a column of the calendar: as-at for the first, then Mondays. */
static dueby_date first_day(const struct page *page, int column) {
  return column ? page->monday + 7 * (column - page->early_columns) : page->as_at.date;
}

/* Returns the last day in a column: a Sunday. */
static dueby_date last_day(const struct page *page, int column) {
  return page->monday + 7 * (column + 1 - page->early_columns) - 1;
}

/* Writes the days in a column when nobody works, such as "Fri 25 Dec: Christmas Day". Writes `before` and `after` around each of
 * them. */
static void html_shut_days(const struct page *page, int week, const char *before, const char *after) {
  static const char weekdays[7][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  dueby_holiday holiday;
  for (int64_t i = dueby_calendar_holiday_from(page->calendar, first_day(page, week));
       dueby_calendar_holiday(page->calendar, i, &holiday) == DUEBY_OK && holiday.date <= last_day(page, week); i++) {
    html(page, before);
    html(page, weekdays[dueby_date_weekday(holiday.date) - 1]);
    html(page, " ");
    dueby_html_short_day(page, holiday.date);
    html(page, ": ");
    dueby_html_holiday(page, i);
    html(page, after);
  }
}

/* Returns 1 if nobody works on some day in a column. */
static int has_shut_day(const struct page *page, int week) {
  dueby_holiday holiday;
  int64_t next = dueby_calendar_holiday_from(page->calendar, first_day(page, week));
  return dueby_calendar_holiday(page->calendar, next, &holiday) == DUEBY_OK && holiday.date <= last_day(page, week);
}

static void html_span(const struct page *page, int week) {
  dueby_date first = first_day(page, week), last = last_day(page, week);
  dueby_html_short_day(page, first);
  if (first != last) html(page, " to ");
  if (first != last) dueby_html_short_day(page, last);
}

static void html_weeks(const struct page *page, const struct page_group *group) {
  for (int week = 0; week < WEEKS + page->early_columns; week++) {
    int heavy = is_heavy(group, week);
    html(page, heavy ? "<td class=\"heavy\"" : "<td");
    dueby_html_data(page, "data-k", week);
    html(page, " data-label=\"");
    html_span(page, week);
    html(page, "\"");
    if (group == &page->all && has_shut_day(page, week)) {
      html(page, " data-shut=\"");
      html_shut_days(page, week, "", ". ");
      html(page, "\"");
    }
    html(page, ">");
    dueby_html_amount(page, group->weeks[week]);
    if (heavy) html(page, "<small>heavy</small>");
    html(page, "</td>");
  }
  html(page, "</tr>\n");
}

/* Writes when the weeks end, and how to see what is due after them. */
static void html_end_of_calendar(const struct page *page) {
  dueby_date end = dueby_page_calendar_end(page), further = dueby_page_month_end(page->held + 1), last;
  char option[80] = "";
  struct page_case first;
  html(page, "<p class=\"notes\" id=\"calendar-end\">These weeks end on ");
  dueby_html_day(page, end < page->held ? end : page->held);
  html(page, ". ");
  if (page->held > end && dueby_page_case_at(page, 0, &first) == DUEBY_OK) { /* a page without cases has no filters */
    html(page, "<span class=\"scripted\">To list what is due up to ");
    dueby_html_day(page, page->held);
    html(page, ", choose a month under \"Due\". </span>");
  }
  dueby_calendar_coverage(page->calendar, NULL, &last, NULL, NULL);
  if (further <= last) {
    dueby_worklist_horizon_text(page->worklist, further, option, sizeof option, NULL);
    html(page, "What is due after that is not on this page: ask whoever made it for a page that goes further (option <code>");
    dueby_html_escaped(page, option);
    html(page, "</code>).");
  }
  html(page, "</p>\n");
}

static void html_week_head(const struct page *page, int week) {
  html(page, "<th scope=\"col\"");
  dueby_html_data(page, "data-d", first_day(page, week));
  html(page, ">");
  html_span(page, week);
  html_shut_days(page, week, "<small class=\"shut\">", "</small>");
  html(page, "</th>");
}

void dueby_html_coming(const struct page *page) {
  html(
      page,
      "<section id=\"coming\" aria-labelledby=\"coming-h\">\n<h2 id=\"coming-h\" tabindex=\"-1\">Coming up</h2>\n"
      "<p>This shows what falls due in each week if everything before it is done on its due date. It does not count what is overdue now. A "
      "week is marked as heavy if it has five or more tasks, and at least one and a half times the average of the eight weeks.</p>\n"
      "<div class=\"wide\" role=\"region\" aria-label=\"Table of weeks\" tabindex=\"0\"><table id=\"weeks\"><caption>Due in the "
      "next eight weeks</caption><thead><tr><th scope=\"col\">");
  dueby_html_escaped(page, page->group_count ? page->group_by : "Week");
  html(page, "</th>");
  for (int week = 0; week < WEEKS + page->early_columns; week++) html_week_head(page, week);
  html(page, "</tr></thead><tbody>\n<tr class=\"all\"><th scope=\"row\">All</th>");
  html_weeks(page, &page->all);
  for (int64_t i = 0; i < page->group_count; i++) {
    html(page, "<tr data-k=\"");
    dueby_html_escaped(page, page->groups[i].name);
    html(page, "\"><th scope=\"row\">");
    dueby_html_escaped(page, *page->groups[i].name ? page->groups[i].name : "(none)");
    html(page, "</th>");
    html_weeks(page, &page->groups[i]);
  }
  html(page, "</tbody></table></div>\n");
  html_end_of_calendar(page);
  html(page, "</section>\n");
}
