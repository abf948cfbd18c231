/* Tests calendars made from other calendars, or from the caller's own list. */
#include "calendar_internal.h"
#include "calendars.h"

static const char eaw[] = "england-and-wales", all[] = "england-and-wales+scotland+northern-ireland";

/* ---- days added, removed and closed ---- */

static void test_derived__add_a_day(void **state) {
  (void)state;
  dueby_holiday holiday;
  dueby_calendar *base = calendar_of(eaw), *calendar = with_day(base, DUEBY_CHANGE_ADD, "2026-06-17", "Founder's day");
  assert_int_equal(works(calendar, "2026-06-17"), 0);
  assert_int_equal(works(calendar, "2026-06-18"), 1);
  assert_int_equal(works(base, "2026-06-17"), 1); /* the base calendar is unchanged */
  int64_t index = find_named(calendar, "2026-06-17", &holiday);
  assert_string_equal(dueby_calendar_holiday_name(calendar, index), "Founder's day");
  assert_int_equal(holiday.basis, DUEBY_BASIS_ADDED);
  assert_int_equal(holiday.division, 0);
  assert_int_equal(holiday.known_from, DUEBY_DATE_NONE);
  assert_int_equal(dueby_calendar_holiday_count(calendar), dueby_calendar_holiday_count(base) + 1);
  assert_int_equal(dueby_calendar_closure_scope(calendar), 0);
  dueby_calendar_free(base); /* the derived calendar does not need its base */
  assert_string_equal(dueby_calendar_holiday_name(calendar, index), "Founder's day");
  assert_int_equal(works(calendar, "2026-04-03"), 0);
  dueby_calendar_free(calendar);
}

static void test_derived__add_days_twice(void **state) {
  (void)state;
  dueby_holiday holiday;
  dueby_calendar *base = calendar_of("none"), *once = with_day(base, DUEBY_CHANGE_ADD, "2026-06-17", "One");
  dueby_calendar *twice = with_day(once, DUEBY_CHANGE_ADD, "2026-06-16", "Two");
  dueby_calendar_free(base);
  dueby_calendar_free(once);
  assert_string_equal(dueby_calendar_holiday_name(twice, find_named(twice, "2026-06-17", &holiday)), "One");
  assert_string_equal(dueby_calendar_holiday_name(twice, find_named(twice, "2026-06-16", &holiday)), "Two");
  assert_int_equal(dueby_calendar_holiday_count(twice), 2);
  dueby_calendar_free(twice);
}

static void test_derived__add_binds_each_division_and_view(void **state) {
  (void)state;
  dueby_calendar *base = calendar_of("scotland+northern-ireland"), *calendar = with_day(base, DUEBY_CHANGE_ADD, "2026-06-17", NULL);
  assert_int_equal(works(calendar, "2026-06-17"), 0);
  const int32_t index = day("2026-06-17") - CALENDAR_FIRST;
  for (int view = 0; view < VIEWS; view++) assert_int_equal(view_works(calendar->views[view], index), 0);
  dueby_calendar_free(base);
  dueby_calendar_free(calendar);
}

static void test_derived__remove_a_day(void **state) {
  (void)state;
  dueby_calendar *base = calendar_of(all), *calendar = with_day(base, DUEBY_CHANGE_REMOVE, "2026-05-04", NULL);
  assert_int_equal(works(calendar, "2026-05-04"), 1);
  assert_int_equal(works(base, "2026-05-04"), 0);
  /* one day fewer in each of the three divisions */
  assert_int_equal(dueby_calendar_holiday_count(calendar), dueby_calendar_holiday_count(base) - 3);
  dueby_calendar_free(base);
  dueby_calendar_free(calendar);
}

static void test_derived__remove_finds_no_holiday(void **state) {
  (void)state;
  dueby_calendar *base = calendar_of(eaw), *none = calendar_of("none"), *calendar = NULL;
  const dueby_date working = day("2026-05-05"), weekend = day("2026-05-02"), scottish = day("2026-01-02");
  const dueby_date one_of_two[] = {day("2026-05-04"), day("2026-05-05"), day("2026-05-25")};
  assert_int_equal(dueby_calendar_with_days(base, DUEBY_CHANGE_REMOVE, &working, 1, NULL, &calendar), DUEBY_ENOTFOUND);
  assert_int_equal(dueby_calendar_with_days(base, DUEBY_CHANGE_REMOVE, &weekend, 1, NULL, &calendar), DUEBY_ENOTFOUND);
  assert_int_equal(dueby_calendar_with_days(base, DUEBY_CHANGE_REMOVE, &scottish, 1, NULL, &calendar), DUEBY_ENOTFOUND);
  assert_int_equal(dueby_calendar_with_days(base, DUEBY_CHANGE_REMOVE, one_of_two, 2, NULL, &calendar), DUEBY_ENOTFOUND);
  assert_int_equal(dueby_calendar_with_days(base, DUEBY_CHANGE_REMOVE, one_of_two, 3, NULL, &calendar), DUEBY_ENOTFOUND);
  assert_int_equal(dueby_calendar_with_days(none, DUEBY_CHANGE_REMOVE, one_of_two, 1, NULL, &calendar), DUEBY_ENOTFOUND);
  assert_null(calendar);
  dueby_calendar_free(base);
  dueby_calendar_free(none);
}

static void test_derived__remove_what_was_added(void **state) {
  (void)state;
  dueby_calendar *base = calendar_of(eaw), *added = with_day(base, DUEBY_CHANGE_ADD, "2026-06-17", "Founder's day");
  dueby_calendar *weekend = with_day(base, DUEBY_CHANGE_ADD, "2026-06-20", NULL); /* 20 June is a Saturday */
  dueby_calendar *back = with_day(added, DUEBY_CHANGE_REMOVE, "2026-06-17", NULL);
  dueby_calendar *saturday = with_day(weekend, DUEBY_CHANGE_REMOVE, "2026-06-20", NULL);
  assert_int_equal(works(back, "2026-06-17"), 1);
  assert_int_equal(dueby_calendar_holiday_count(back), dueby_calendar_holiday_count(base));
  assert_int_equal(works(saturday, "2026-06-20"), 0); /* removing a holiday on a Saturday does not make that day a working day */
  dueby_calendar *made[] = {base, added, weekend, back, saturday};
  for (int i = 0; i < 5; i++) dueby_calendar_free(made[i]);
}

static void test_derived__close_binds_local_rules_alone(void **state) {
  (void)state;
  dueby_holiday holiday;
  int32_t count = UNTOUCHED, index = day("2026-12-29") - CALENDAR_FIRST;
  dueby_calendar *base = calendar_of(eaw), *calendar = with_day(base, DUEBY_CHANGE_CLOSE, "2026-12-29", "Christmas closure");
  assert_int_equal(dueby_calendar_closure_scope(base), 0);
  assert_int_equal(dueby_calendar_closure_scope(calendar), DUEBY_CHANGE_CLOSE);
  assert_int_equal(works(calendar, "2026-12-29"), 1);
  assert_int_equal(dueby_calendar_count(calendar, day("2026-12-28"), day("2026-12-30"), DUEBY_INCLUDE_END, &count), DUEBY_OK);
  assert_int_equal(count, 2);
  assert_int_equal(view_works(calendar->views[VIEW_LAW], index), 1);
  assert_int_equal(view_works(calendar->views[VIEW_LOCAL], index), 0);
  assert_int_equal(view_works(calendar->views[VIEW_UK], index), 1);
  assert_string_equal(dueby_calendar_holiday_name(calendar, find_named(calendar, "2026-12-29", &holiday)), "Christmas closure");
  assert_int_equal(holiday.basis, DUEBY_BASIS_CLOSURE);
  dueby_calendar_free(base);
  dueby_calendar_free(calendar);
}

static void test_derived__close_all_binds_every_rule_and_sum(void **state) {
  (void)state;
  int32_t count = UNTOUCHED;
  dueby_calendar *base = calendar_of(eaw), *calendar = with_day(base, DUEBY_CHANGE_CLOSE_ALL, "2026-12-29", "Christmas closure");
  assert_int_equal(dueby_calendar_closure_scope(calendar), DUEBY_CHANGE_CLOSE_ALL);
  assert_int_equal(works(calendar, "2026-12-29"), 0);
  assert_int_equal(dueby_calendar_count(calendar, day("2026-12-28"), day("2026-12-30"), DUEBY_INCLUDE_END, &count), DUEBY_OK);
  assert_int_equal(count, 1);
  const int32_t index = day("2026-12-29") - CALENDAR_FIRST;
  for (int view = 0; view < VIEWS; view++) assert_int_equal(view_works(calendar->views[view], index), 0);
  dueby_calendar_free(base);
  dueby_calendar_free(calendar);
}

/* All closures of a calendar have the same scope. If closures with both scopes are added, the wider scope applies. */
static void test_derived__close_all_outlasts_close(void **state) {
  (void)state;
  dueby_calendar *base = calendar_of(eaw), *all_days = with_day(base, DUEBY_CHANGE_CLOSE_ALL, "2026-12-29", NULL);
  dueby_calendar *then_close = with_day(all_days, DUEBY_CHANGE_CLOSE, "2026-12-30", NULL);
  dueby_calendar *closed = with_day(base, DUEBY_CHANGE_CLOSE, "2026-12-29", NULL);
  dueby_calendar *then_all = with_day(closed, DUEBY_CHANGE_CLOSE_ALL, "2026-12-30", NULL);
  assert_int_equal(dueby_calendar_closure_scope(then_close), DUEBY_CHANGE_CLOSE_ALL);
  assert_int_equal(dueby_calendar_closure_scope(then_all), DUEBY_CHANGE_CLOSE_ALL);
  dueby_calendar *made[] = {base, all_days, then_close, closed, then_all};
  for (int i = 0; i < 5; i++) dueby_calendar_free(made[i]);
}

static void test_derived__the_same_day_twice(void **state) {
  (void)state;
  dueby_calendar *base = calendar_of(eaw), *once = with_day(base, DUEBY_CHANGE_ADD, "2026-06-17", "Once");
  dueby_calendar *twice = with_day(once, DUEBY_CHANGE_ADD, "2026-06-17", "Again");
  dueby_calendar *closed = with_day(twice, DUEBY_CHANGE_CLOSE, "2026-06-17", "Shut");
  dueby_calendar *back = with_day(closed, DUEBY_CHANGE_REMOVE, "2026-06-17", NULL);
  assert_int_equal(dueby_calendar_holiday_count(closed), dueby_calendar_holiday_count(base) + 3);
  assert_int_equal(works(closed, "2026-06-17"), 0);
  assert_int_equal(dueby_calendar_holiday_count(back), dueby_calendar_holiday_count(base) + 1); /* only the closure is left */
  assert_int_equal(works(back, "2026-06-17"), 1); /* a closure affects only local rules */
  dueby_calendar *made[] = {base, once, twice, closed, back};
  for (int i = 0; i < 5; i++) dueby_calendar_free(made[i]);
}

static void test_derived__a_closure_is_no_bank_holiday(void **state) {
  (void)state;
  const dueby_date closed = day("2026-12-29");
  dueby_calendar *base = calendar_of(eaw), *calendar = with_day(base, DUEBY_CHANGE_CLOSE_ALL, "2026-12-29", NULL), *back = NULL;
  assert_int_equal(dueby_calendar_with_days(calendar, DUEBY_CHANGE_REMOVE, &closed, 1, NULL, &back), DUEBY_ENOTFOUND);
  assert_null(back);
  dueby_calendar *both = with_day(calendar, DUEBY_CHANGE_ADD, "2026-12-29", NULL);
  dueby_calendar *closure = with_day(both, DUEBY_CHANGE_REMOVE, "2026-12-29", NULL);
  assert_int_equal(works(closure, "2026-12-29"), 0); /* only the added holiday is removed, not the closure */
  assert_int_equal(dueby_calendar_holiday_count(closure), dueby_calendar_holiday_count(calendar));
  dueby_calendar *made[] = {base, calendar, both, closure};
  for (int i = 0; i < 4; i++) dueby_calendar_free(made[i]);
}

static void test_derived__with_refuses_arguments(void **state) {
  (void)state;
  dueby_calendar *base = calendar_of(eaw), *calendar = NULL;
  const dueby_date good = day("2026-06-17"), before = day("1970-12-31"), after = day("2101-01-01"), none = DUEBY_DATE_NONE;
  assert_int_equal(dueby_calendar_with_days(base, 0, &good, 1, NULL, &calendar), DUEBY_EARGUMENT);
  assert_int_equal(dueby_calendar_with_days(base, 5, &good, 1, NULL, &calendar), DUEBY_EARGUMENT);
  assert_int_equal(dueby_calendar_with_days(base, DUEBY_CHANGE_ADD, &good, -1, NULL, &calendar), DUEBY_EARGUMENT);
  for (int32_t change = DUEBY_CHANGE_ADD; change <= DUEBY_CHANGE_CLOSE_ALL; change++) {
    assert_int_equal(dueby_calendar_with_days(base, change, &before, 1, NULL, &calendar), DUEBY_ECOVERAGE);
    assert_int_equal(dueby_calendar_with_days(base, change, &after, 1, NULL, &calendar), DUEBY_ECOVERAGE);
    assert_int_equal(dueby_calendar_with_days(base, change, &none, 1, NULL, &calendar), DUEBY_ECOVERAGE);
  }
  assert_null(calendar);
  dueby_calendar_free(base);
}

static void test_derived__with_no_days_is_a_copy(void **state) {
  (void)state;
  for (int32_t change = DUEBY_CHANGE_ADD; change <= DUEBY_CHANGE_CLOSE_ALL; change++) {
    dueby_calendar *base = calendar_of(eaw), *calendar = NULL;
    assert_int_equal(dueby_calendar_with_days(base, change, NULL, 0, "label", &calendar), DUEBY_OK);
    assert_same_view(calendar->views[VIEW_LAW], base->views[VIEW_LAW]);
    assert_int_equal(dueby_calendar_holiday_count(calendar), dueby_calendar_holiday_count(base));
    assert_int_equal(dueby_calendar_closure_scope(calendar), 0); /* there are no closures */
    dueby_calendar_free(base);
    dueby_calendar_free(calendar);
  }
}

/* ---- weekends ---- */

static dueby_calendar *with_weekend(const dueby_calendar *base, int32_t mask) {
  dueby_calendar *calendar = NULL;
  assert_int_equal(dueby_calendar_with_weekend(base, mask, &calendar), DUEBY_OK);
  return calendar;
}

static void test_derived__every_weekend_mask(void **state) {
  (void)state;
  dueby_calendar *base = calendar_of("none");
  for (int32_t mask = 0; mask < 127; mask++) {
    dueby_calendar *calendar = with_weekend(base, mask);
    for (dueby_date date = day("2026-03-30"), bit = 0; bit < 7; bit++) { /* bits 0 to 6 are Monday to Sunday */
      int32_t working = UNTOUCHED;
      assert_int_equal(dueby_calendar_is_working(calendar, date + bit, &working), DUEBY_OK);
      assert_int_equal(working, !(mask >> bit & 1));
    }
    dueby_calendar_free(calendar);
  }
  dueby_calendar_free(base);
}

static void test_derived__weekend_of_sunday_or_of_no_day(void **state) {
  (void)state;
  int32_t count = UNTOUCHED;
  dueby_calendar *base = calendar_of(eaw), *sunday = with_weekend(base, 0x40), *none = with_weekend(base, 0);
  assert_int_equal(works(sunday, "2026-04-04"), 1); /* Sat */
  assert_int_equal(works(sunday, "2026-04-05"), 0); /* Sun */
  assert_int_equal(works(sunday, "2026-04-03"), 0); /* Good Friday is still a bank holiday */
  assert_int_equal(works(none, "2026-04-05"), 1);
  assert_int_equal(works(none, "2026-04-06"), 0); /* Easter Monday */
  assert_int_equal(dueby_calendar_count(none, day("2025-12-31"), day("2026-12-31"), DUEBY_INCLUDE_END, &count), DUEBY_OK);
  assert_int_equal(count, 365 - 8);
  assert_int_equal(dueby_calendar_holiday_count(none), dueby_calendar_holiday_count(base));
  dueby_calendar *made[] = {base, sunday, none};
  for (int i = 0; i < 3; i++) dueby_calendar_free(made[i]);
}

static void test_derived__weekend_masks_that_are_refused(void **state) {
  (void)state;
  dueby_calendar *base = calendar_of(eaw), *calendar = NULL;
  const int32_t masks[] = {-1, 127, 128, 0x60 | 0x80, INT32_MIN, INT32_MAX};
  for (int i = 0; i < 6; i++) assert_int_equal(dueby_calendar_with_weekend(base, masks[i], &calendar), DUEBY_EARGUMENT);
  assert_null(calendar);
  dueby_calendar_free(base);
}

static void test_derived__weekend_keeps_what_was_changed(void **state) {
  (void)state;
  dueby_holiday holiday;
  dueby_calendar *base = calendar_of(eaw), *closed = with_day(base, DUEBY_CHANGE_CLOSE_ALL, "2026-12-29", "Shut");
  dueby_calendar *calendar = with_weekend(closed, 0x40);
  dueby_calendar_free(base);
  dueby_calendar_free(closed);
  assert_int_equal(works(calendar, "2026-12-29"), 0);
  assert_int_equal(dueby_calendar_closure_scope(calendar), DUEBY_CHANGE_CLOSE_ALL);
  assert_string_equal(dueby_calendar_holiday_name(calendar, find_named(calendar, "2026-12-29", &holiday)), "Shut");
  dueby_calendar_free(calendar);
}

/* ---- a caller's own list ---- */

static dueby_calendar *list_of(const char *const *texts, int64_t count) {
  dueby_date list[16];
  dueby_calendar *calendar = NULL;
  for (int64_t i = 0; i < count; i++) list[i] = day(texts[i]);
  assert_int_equal(dueby_calendar_missing_year(list, count), 0);
  assert_int_equal(dueby_calendar_from_days("england-and-wales", list, NULL, count, &calendar), DUEBY_OK);
  return calendar;
}

static void assert_covers(const dueby_calendar *calendar, const char *from, const char *to) {
  dueby_date first = 0, last = 0;
  dueby_calendar_coverage(calendar, &first, &last, NULL, NULL);
  assert_day(first, from);
  assert_day(last, to);
}

static dueby_calendar *own_list(void) {
  static const char *const names[] = {"Christmas", "Last", NULL, NULL, "First", NULL};
  const dueby_date list[] = {day("2027-12-27"), day("2027-03-01"), day("2026-06-17"),
                             day("2026-12-25"), day("2025-01-01"), day("2025-12-26")};
  dueby_calendar *calendar = NULL;
  assert_int_equal(dueby_calendar_from_days("england-and-wales", list, names, 6, &calendar), DUEBY_OK);
  return calendar;
}

static void test_derived__own_list_covers_its_years(void **state) {
  (void)state;
  int32_t working = UNTOUCHED;
  dueby_calendar *calendar = own_list();
  assert_covers(calendar, "2025-01-01", "2027-12-31");
  assert_int_equal(dueby_calendar_is_working(calendar, day("2024-12-31"), &working), DUEBY_ECOVERAGE);
  assert_int_equal(dueby_calendar_is_working(calendar, day("2028-01-01"), &working), DUEBY_ECOVERAGE);
  assert_int_equal(working, UNTOUCHED);
  assert_int_equal(works(calendar, "2025-12-25"), 1); /* Christmas 2025 is not on the caller's list */
  assert_int_equal(works(calendar, "2025-01-01"), 0);
  assert_int_equal(works(calendar, "2026-06-17"), 0);
  assert_int_equal(works(calendar, "2026-06-20"), 0); /* Saturday */
  dueby_calendar_free(calendar);
}

static void test_derived__own_list_is_listed_from_end_to_end(void **state) {
  (void)state;
  dueby_calendar *calendar = own_list();
  assert_int_equal(dueby_calendar_certainty(calendar, day("2025-01-01")), DUEBY_CERTAINTY_LISTED);
  assert_int_equal(dueby_calendar_certainty(calendar, day("2027-12-31")), DUEBY_CERTAINTY_LISTED);
  assert_int_equal(dueby_calendar_certainty(calendar, DUEBY_DATE_NONE), DUEBY_CERTAINTY_CONFIRMED);
  dueby_calendar_free(calendar);
}

/* Fault I4: a list of bank holidays with a gap is refused. The list has 2026 and 2028, but not 2027. */
static void fault_i4__a_year_without_a_christmas_is_refused(void **state) {
  (void)state;
  dueby_calendar *calendar = NULL;
  const dueby_date hole[] = {day("2026-01-01"), day("2026-12-25"), day("2028-01-03"), day("2028-12-25")};
  assert_int_equal(dueby_calendar_missing_year(hole, 4), 2027);
  assert_int_equal(dueby_calendar_from_days(eaw, hole, NULL, 4, &calendar), DUEBY_EARGUMENT);
  const dueby_date spring[] = {day("2026-12-25"), day("2027-01-01"), day("2027-03-26"), day("2028-12-25")};
  assert_int_equal(dueby_calendar_missing_year(spring, 4), 2027); /* the list has only some of the bank holidays of 2027 */
  assert_int_equal(dueby_calendar_from_days(eaw, spring, NULL, 4, &calendar), DUEBY_EARGUMENT);
  const dueby_date first[] = {day("2026-05-04"), day("2027-12-27")};
  assert_int_equal(dueby_calendar_missing_year(first, 2), 2026); /* the list has no Christmas Day in its first year */
  assert_int_equal(dueby_calendar_from_days(eaw, first, NULL, 2, &calendar), DUEBY_EARGUMENT);
  const dueby_date unordered[] = {day("2028-12-25"), day("2026-12-28")};
  assert_int_equal(dueby_calendar_missing_year(unordered, 2), 2027);
  assert_int_equal(dueby_calendar_missing_year(unordered, 1), 0);
  assert_int_equal(dueby_calendar_missing_year(unordered, 0), 0);
  assert_null(calendar);
}

/* In 2021 Christmas Day was a Saturday and Boxing Day a Sunday. Their substitute days are 27 and 28 December. */
static void fault_i4__a_substitute_is_a_christmas(void **state) {
  (void)state;
  static const char *const texts[] = {"2020-12-25", "2021-12-27", "2021-12-28", "2022-12-26"};
  dueby_calendar *calendar = list_of(texts, 4);
  assert_covers(calendar, "2020-12-25", "2022-12-31");
  dueby_calendar_free(calendar);
}

static void fault_i4__a_list_covers_what_it_is_complete_for(void **state) {
  (void)state;
  static const char *const to_may[] = {"2025-01-01", "2025-12-25", "2026-01-01", "2026-05-04", "2026-05-25"},
                           *const from_easter[] = {"2026-04-03", "2026-12-25"},
                           *const from_substitute[] = {"2022-01-03", "2022-12-26"}, *const one[] = {"2026-06-17"};
  dueby_calendar *calendar = list_of(to_may, 5);
  int32_t working = UNTOUCHED;
  assert_covers(calendar, "2025-01-01", "2026-05-25");
  assert_int_equal(dueby_calendar_is_working(calendar, day("2026-08-31"), &working), DUEBY_ECOVERAGE);
  dueby_calendar_free(calendar);
  calendar = list_of(from_easter, 2);
  assert_covers(calendar, "2026-04-03", "2026-12-31");
  dueby_calendar_free(calendar);
  calendar = list_of(from_substitute, 2);
  assert_covers(calendar, "2022-01-01", "2022-12-31");
  dueby_calendar_free(calendar);
  calendar = list_of(one, 1);
  assert_covers(calendar, "2026-06-17", "2026-06-17");
  assert_int_equal(dueby_calendar_certainty(calendar, day("2026-06-17")), DUEBY_CERTAINTY_LISTED);
  dueby_calendar_free(calendar);
}

static void test_derived__own_list_keeps_names_in_order_of_date(void **state) {
  (void)state;
  dueby_holiday holiday;
  dueby_calendar *calendar = own_list();
  assert_int_equal(dueby_calendar_holiday_count(calendar), 6);
  assert_string_equal(dueby_calendar_holiday_name(calendar, 0), "First");
  assert_string_equal(dueby_calendar_holiday_name(calendar, 4), "Last");
  assert_int_equal(dueby_calendar_holiday(calendar, 2, &holiday), DUEBY_OK);
  assert_day(holiday.date, "2026-06-17");
  assert_int_equal(holiday.basis, DUEBY_BASIS_FILE);
  assert_int_equal(holiday.known_from, DUEBY_DATE_NONE);
  assert_int_equal(holiday.certainty, DUEBY_CERTAINTY_LISTED);
  dueby_calendar_free(calendar);
}

static void test_derived__own_list_says_so(void **state) {
  (void)state;
  dueby_calendar *built_in = calendar_of(eaw), *own = own_list(), *derived = with_day(own, DUEBY_CHANGE_ADD, "2026-01-01", NULL);
  assert_int_equal(dueby_calendar_is_custom(built_in), 0);
  assert_int_equal(dueby_calendar_is_custom(own), 1);
  assert_int_equal(dueby_calendar_is_custom(derived), 1);
  assert_string_equal(dueby_calendar_divisions(own), eaw);
  dueby_calendar *made[] = {built_in, own, derived};
  for (int i = 0; i < 3; i++) dueby_calendar_free(made[i]);
}

static void test_derived__own_list_changes_within_its_coverage(void **state) {
  (void)state;
  const dueby_date outside = day("2028-01-03");
  dueby_calendar *own = own_list(), *calendar = NULL;
  assert_int_equal(dueby_calendar_with_days(own, DUEBY_CHANGE_ADD, &outside, 1, NULL, &calendar), DUEBY_ECOVERAGE);
  assert_null(calendar);
  calendar = with_day(own, DUEBY_CHANGE_REMOVE, "2026-06-17", NULL);
  assert_int_equal(works(calendar, "2026-06-17"), 1);
  dueby_calendar_free(own);
  dueby_calendar_free(calendar);
}

static void test_derived__own_list_refuses(void **state) {
  (void)state;
  dueby_calendar *calendar = NULL;
  const dueby_date good = day("2026-06-17"), before = day("1970-12-31"), after = day("2101-01-01"), none = DUEBY_DATE_NONE;
  assert_int_equal(dueby_calendar_from_days(eaw, &good, NULL, 0, &calendar), DUEBY_EARGUMENT);
  assert_int_equal(dueby_calendar_from_days(eaw, &good, NULL, -1, &calendar), DUEBY_EARGUMENT);
  assert_int_equal(dueby_calendar_from_days(eaw, &before, NULL, 1, &calendar), DUEBY_ECOVERAGE);
  assert_int_equal(dueby_calendar_from_days(eaw, &after, NULL, 1, &calendar), DUEBY_ECOVERAGE);
  assert_int_equal(dueby_calendar_from_days(eaw, &none, NULL, 1, &calendar), DUEBY_ECOVERAGE);
  assert_int_equal(dueby_calendar_from_days("england", &good, NULL, 1, &calendar), DUEBY_ENOTFOUND);
  assert_null(calendar);
}

/* ---- a calendar's changes as codes ---- */

static const char *changes_of(const dueby_calendar *calendar) {
  static char text[512];
  assert_int_equal(dueby_calendar_changes(calendar, text, sizeof text, NULL), DUEBY_OK);
  return text;
}

static void test_changes__none(void **state) {
  (void)state;
  dueby_calendar *calendar = calendar_of("england-and-wales");
  assert_string_equal(changes_of(calendar), "");
  dueby_calendar_free(calendar);
  const dueby_date days[] = {day("2026-01-01"), day("2026-12-25")}; /* a caller's own list does not count as a change */
  assert_int_equal(dueby_calendar_from_days("england-and-wales", days, NULL, 2, &calendar), DUEBY_OK);
  assert_string_equal(changes_of(calendar), "");
  dueby_calendar_free(calendar);
}

/* Changes are listed by kind, in a fixed order. Within a kind, each day is listed once, in date order, whatever the order of the
 * changes. */
static void test_changes__of_every_kind(void **state) {
  (void)state;
  const dueby_date added[] = {day("2026-11-10"), day("2026-11-09"), day("2026-11-09")};
  dueby_calendar *known = calendar_known("england-and-wales", "2019-06-01"), *at[5] = {known};
  at[1] = with_day(at[0], DUEBY_CHANGE_CLOSE, "2026-12-29", "shut");
  assert_int_equal(dueby_calendar_with_days(at[1], DUEBY_CHANGE_ADD, added, 3, NULL, &at[2]), DUEBY_OK);
  at[3] = with_day(at[2], DUEBY_CHANGE_REMOVE, "2026-04-06", NULL);
  assert_int_equal(dueby_calendar_with_weekend(at[3], 0x30, &at[4]), DUEBY_OK);
  assert_string_equal(changes_of(at[0]), "known_on=2019-06-01");
  assert_string_equal(changes_of(at[1]), "known_on=2019-06-01 closed=2026-12-29 closures_for=local");
  assert_string_equal(changes_of(at[4]), "known_on=2019-06-01 weekend=fri,sat removed=2026-04-06 added=2026-11-09 added=2026-11-10 "
                                         "closed=2026-12-29 closures_for=local");
  for (int i = 0; i < 5; i++) dueby_calendar_free(at[i]);
}

static void test_changes__closures_for_all_and_no_weekend(void **state) {
  (void)state;
  dueby_calendar *base = calendar_of("england-and-wales"), *closed = with_day(base, DUEBY_CHANGE_CLOSE_ALL, "2026-12-29", NULL),
                 *open = NULL;
  assert_string_equal(changes_of(closed), "closed=2026-12-29 closures_for=all");
  assert_int_equal(dueby_calendar_with_weekend(base, 0, &open), DUEBY_OK);
  assert_string_equal(changes_of(open), "weekend=none");
  dueby_calendar_free(base);
  dueby_calendar_free(closed);
  dueby_calendar_free(open);
}

/* If a bank holiday was removed and added again, the changes list both. If a day was added and removed again, they list
 * neither. */
static void test_changes__removed_and_added_again(void **state) {
  (void)state;
  dueby_calendar *base = calendar_of("england-and-wales"), *removed = with_day(base, DUEBY_CHANGE_REMOVE, "2026-04-06", NULL),
                 *again = with_day(removed, DUEBY_CHANGE_ADD, "2026-04-06", NULL),
                 *once_more = with_day(again, DUEBY_CHANGE_REMOVE, "2026-04-06", NULL),
                 *added = with_day(base, DUEBY_CHANGE_ADD, "2026-11-09", NULL),
                 *taken_back = with_day(added, DUEBY_CHANGE_REMOVE, "2026-11-09", NULL);
  assert_string_equal(changes_of(again), "removed=2026-04-06 added=2026-04-06");
  assert_string_equal(changes_of(once_more), "removed=2026-04-06");
  assert_string_equal(changes_of(taken_back), "");
  dueby_calendar *made[] = {base, removed, again, once_more, added, taken_back};
  for (int i = 0; i < 6; i++) dueby_calendar_free(made[i]);
}

/* The days of a caller's own list are not listed as added, and can be removed. */
static void test_changes__in_a_list_of_ones_own(void **state) {
  (void)state;
  const dueby_date days[] = {day("2026-01-01"), day("2026-12-25")};
  dueby_calendar *own = NULL;
  assert_int_equal(dueby_calendar_from_days("none", days, NULL, 2, &own), DUEBY_OK);
  dueby_calendar *removed = with_day(own, DUEBY_CHANGE_REMOVE, "2026-12-25", NULL),
                 *added = with_day(removed, DUEBY_CHANGE_ADD, "2026-12-24", NULL);
  assert_string_equal(changes_of(added), "removed=2026-12-25 added=2026-12-24");
  dueby_calendar_free(own);
  dueby_calendar_free(removed);
  dueby_calendar_free(added);
}

static void test_changes__every_size_of_buffer(void **state) {
  (void)state;
  dueby_calendar *base = calendar_of("england-and-wales"), *added = with_day(base, DUEBY_CHANGE_ADD, "2026-11-09", NULL);
  static const char whole[] = "added=2026-11-09";
  for (size_t size = 0; size <= sizeof whole; size++) {
    char text[sizeof whole + 1];
    int64_t needed = UNTOUCHED;
    text[size] = '#';
    assert_int_equal(dueby_calendar_changes(added, text, (int64_t)size, &needed), size < sizeof whole ? DUEBY_ESPACE : DUEBY_OK);
    assert_int_equal(needed, sizeof whole);
    assert_int_equal(text[size], '#');
    if (size) assert_string_equal(text, size < sizeof whole ? "" : whole);
  }
  dueby_calendar_free(base);
  dueby_calendar_free(added);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_derived__add_a_day),
      cmocka_unit_test(test_derived__add_days_twice),
      cmocka_unit_test(test_derived__add_binds_each_division_and_view),
      cmocka_unit_test(test_derived__remove_a_day),
      cmocka_unit_test(test_derived__remove_finds_no_holiday),
      cmocka_unit_test(test_derived__remove_what_was_added),
      cmocka_unit_test(test_derived__close_binds_local_rules_alone),
      cmocka_unit_test(test_derived__close_all_binds_every_rule_and_sum),
      cmocka_unit_test(test_derived__close_all_outlasts_close),
      cmocka_unit_test(test_derived__the_same_day_twice),
      cmocka_unit_test(test_derived__a_closure_is_no_bank_holiday),
      cmocka_unit_test(test_derived__with_refuses_arguments),
      cmocka_unit_test(test_derived__with_no_days_is_a_copy),
      cmocka_unit_test(test_derived__every_weekend_mask),
      cmocka_unit_test(test_derived__weekend_of_sunday_or_of_no_day),
      cmocka_unit_test(test_derived__weekend_masks_that_are_refused),
      cmocka_unit_test(test_derived__weekend_keeps_what_was_changed),
      cmocka_unit_test(test_derived__own_list_covers_its_years),
      cmocka_unit_test(test_derived__own_list_is_listed_from_end_to_end),
      cmocka_unit_test(fault_i4__a_year_without_a_christmas_is_refused),
      cmocka_unit_test(fault_i4__a_substitute_is_a_christmas),
      cmocka_unit_test(fault_i4__a_list_covers_what_it_is_complete_for),
      cmocka_unit_test(test_derived__own_list_keeps_names_in_order_of_date),
      cmocka_unit_test(test_derived__own_list_says_so),
      cmocka_unit_test(test_derived__own_list_changes_within_its_coverage),
      cmocka_unit_test(test_derived__own_list_refuses),
      cmocka_unit_test(test_changes__none),
      cmocka_unit_test(test_changes__of_every_kind),
      cmocka_unit_test(test_changes__closures_for_all_and_no_weekend),
      cmocka_unit_test(test_changes__removed_and_added_again),
      cmocka_unit_test(test_changes__in_a_list_of_ones_own),
      cmocka_unit_test(test_changes__every_size_of_buffer),
  };
  return cmocka_run_group_tests_name("derived calendars", tests, NULL, NULL);
}
