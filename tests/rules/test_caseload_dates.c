/* Tests reading dates in files of events as spreadsheets and databases write them. */
#include "caseload.h"

#define HEAD "case,event,at\n"

static void fault_i2__dates_that_can_be_read_in_one_way(void **state) {
  (void)state;
  const char *text = HEAD "17,birth,12-May-2025\n17,visit.made,12 may 2025 14:30\n17,cla.started,1-DECEMBER-2025\n";
  const char *cases = "17: 2025-05-12 birth, 2025-05-12T14:30:00+01:00 visit.made, 2025-12-01 cla.started";
  assert_file(cases, "", .text = text);
  assert_file(cases, "", .text = text, .date_order = DUEBY_ORDER_DMY);
  assert_file("17: 2026-03-04 birth, 2026-03-05 visit.made", "", .date_order = DUEBY_ORDER_DMY,
              .text = HEAD "17,birth,04-03-2026\n17,visit.made,05.03.2026\n");
}

/* SQL Server writes a datetimeoffset with a blank before the offset, and PostgreSQL writes an offset without minutes. */
static void fault_i2__offsets_as_databases_write_them(void **state) {
  (void)state;
  assert_file("17: 2026-07-02T10:00:00+01:00 visit.made, 2026-07-02 visit.made, 2026-03-02T10:00:00+00:00 visit.made, "
              "2026-03-02T10:00:01+00:00 visit.made, 2026-03-02T05:00:00+00:00 visit.made, 2026-03-02T10:00:00+00:00 cla.started",
              "",
              .text = HEAD "17,visit.made,2026-07-02 10:00:00.0000000 +01:00\n17,visit.made,2026-07-02 00:00:00.0000000 +01:00\n"
                           "17,visit.made,2026-03-02 10:00:00.0000000 +00:00\n17,visit.made,2026-03-02 10:00:01+00\n"
                           "17,visit.made,2026-03-02 10:00:00 +05\n17,cla.started,2026-03-02 10:00 Z\n");
  assert_file("17: (3 bad from 2)",
              "2: at: \"2026-03-02 +01:00\" is not a date. Write dates like 2026-03-27, or 2026-03-27 14:30\n"
              "3: at: \"2026-03-02 10:00  +01:00\" is not a date. Write dates like 2026-03-27, or 2026-03-27 14:30\n"
              "4: at: \"2026-03-02 10:00 +1\" is not a date. Write dates like 2026-03-27, or 2026-03-27 14:30",
              .text = HEAD "17,birth,2026-03-02 +01:00\n17,birth,2026-03-02 10:00  +01:00\n17,birth,2026-03-02 10:00 +1\n");
}

/* Dates with the month first could be misread, so if a day above 12 shows that order, the message asks about it. */
static void fault_i2__the_month_first(void **state) {
  (void)state;
  const char *text = HEAD "17,birth,03/27/2026\n17,visit.made,3/27/2026 09:00\n17,birth,13/13/2026\n17,birth,45678\n";
  assert_file("17: (4 bad from 2)",
              "2: at: \"03/27/2026\" is not a date: is the month first? Write dates like 27/03/2026\n"
              "3: at: \"3/27/2026 09:00\" is not a date: is the month first? Write dates like 27/03/2026, or 27/03/2026 14:30\n"
              "4: at: \"13/13/2026\" is not a date. Write dates like 27/03/2026\n"
              "5: at: \"45678\" is how Excel stores a date: format the column as dd/mm/yyyy and save the CSV again",
              .text = text, .date_order = DUEBY_ORDER_DMY);
  assert_file("17: (1 bad from 2)", "2: at: \"03/27/2026\" is not a date: is the month first? Write dates like 2026-03-27",
              .text = HEAD "17,birth,03/27/2026\n");
}

/* Excel writes the hour with one digit. */
static void fault_i2__hours_of_one_digit(void **state) {
  (void)state;
  const char *text = HEAD "17,visit.made,27/02/2026 9:05\n17,visit.made,28/02/2026 9:05:07\n17,visit.made,1/3/2026 0:00\n";
  const char *cases = "17: 2026-02-27T09:05:00+00:00 visit.made, 2026-02-28T09:05:07+00:00 visit.made, 2026-03-01 visit.made";
  assert_file(cases, "", .text = text, .date_order = DUEBY_ORDER_DMY);
  assert_file("17: 2026-02-27T09:05:00+00:00 visit.made, 1969-05-05 birth", "",
              .text = HEAD "17,visit.made,2026-02-27 9:05\n17,birth,1969-05-05 0:00:00\n");
  assert_file("17: (3 bad from 2)",
              "2: at: \"27/02/2026 24:00\" is not a date. Write dates like 27/03/2026, or 27/03/2026 14:30\n"
              "3: at: \"27/02/2026 9:5\" is not a date. Write dates like 27/03/2026, or 27/03/2026 14:30\n"
              "4: at: \"27/02/2026  9:05\" is not a date. Write dates like 27/03/2026, or 27/03/2026 14:30",
              .text = HEAD "17,birth,27/02/2026 24:00\n17,birth,27/02/2026 9:5\n17,birth,27/02/2026  9:05\n",
              .date_order = DUEBY_ORDER_DMY);
}

static void fault_i2__dates_that_cannot(void **state) {
  (void)state;
  assert_file("17: (5 bad from 2)",
              "2: at: \"45678\" is how Excel stores a date: format the column as yyyy-mm-dd and save the CSV again\n"
              "3: at: \"45678.604\" is how Excel stores a date: format the column as yyyy-mm-dd and save the CSV again\n"
              "4: at: this value (9 characters) is not a date. Write dates like 2026-03-27\n"
              "5: at: \"03/04/2026\" is written day first: use --dates dmy\n"
              "6: at: this value (11 characters) is not a date. Write dates like 2026-03-27\n5: day_first 1",
              .text = HEAD "17,birth,45678\n17,birth,45678.604\n17,birth,12-May-25\n17,birth,03/04/2026\n17,birth,31-Apr-2026\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fault_i2__dates_that_can_be_read_in_one_way),
      cmocka_unit_test(fault_i2__offsets_as_databases_write_them),
      cmocka_unit_test(fault_i2__the_month_first),
      cmocka_unit_test(fault_i2__hours_of_one_digit),
      cmocka_unit_test(fault_i2__dates_that_cannot),
  };
  return cmocka_run_group_tests_name("caseload_dates", tests, open_known, close_known);
}
