/* Tests reading tags and agreed intervals in files of events. */
#include "caseload.h"

#define WHOLE_HEAD "case,event,at,ref,tags\n"

static void test_tags__several_and_empty_ones(void **state) {
  (void)state;
  assert_file("17: 2026-03-02 visit.made +alone +awake", "", .text = WHOLE_HEAD "17,visit.made,2026-03-02,, awake ;;alone;\n");
}

static void test_tags__an_unknown_one_is_said_once(void **state) {
  (void)state;
  assert_file(
      "17: 2026-03-02 visit.made, 2026-03-03 visit.made +awake\n18: 2026-03-03 visit.made",
      "2: note: this value (5 characters) is not a tag that dueby knows, so it is ignored. Did you mean \"alone\"?\n"
      "4: note: this value (12 characters) is not a tag that dueby knows, so it is ignored\n2 3 4: unknown_tags 3",
      .text = WHOLE_HEAD
      "17,visit.made,2026-03-02,,alon3\n17,visit.made,2026-03-03,,alon3;awake\n18,visit.made,2026-03-03,,jane example;alon3\n");
}

/* With DUEBY_CASELOAD_STRICT, each row with an unknown name is bad and reported, even if the same name was reported before. */
static void test_tags__an_unknown_one_where_all_must_be_known(void **state) {
  (void)state;
  assert_file(
      "17: 2026-03-03 visit.made +awake (3 bad from 2)",
      "2: this value (5 characters) is not a tag that dueby knows. Did you mean \"alone\"?\n3: this value (5 characters) is not a tag that dueby knows. Did you mean \"alone\"?\n"
      "5: this value (4 characters) is not a duty that dueby knows. Did you mean \"duty\"?",
      .flags = DUEBY_CASELOAD_STRICT,
      .text = WHOLE_HEAD "17,visit.made,2026-03-02,,alon3\n17,visit.made,2026-03-03,,awake;alon3\n"
                         "17,visit.made,2026-03-03,,awake\n17,visit.made,2026-03-03,,agreed.dury=4 weeks\n");
}

static void test_tags__agreed(void **state) {
  (void)state;
  assert_file("17: 2026-03-02 visit.made +alone agreed 4 weeks", "",
              .text = WHOLE_HEAD "17,visit.made,2026-03-02,,agreed=4 weeks;alone\n");
  assert_file("17: 2026-03-02 for duty #A +alone agreed 10 working days, 2026-03-02 visit.made #A +alone", "",
              .text = WHOLE_HEAD "17,visit.made,2026-03-02,A,alone;agreed.duty = 10 working days\n");
  /* a second agreement for the event itself makes an identical row; together they are one event */
  assert_file("17: 2026-03-02 visit.made +alone agreed 3 weeks, 2026-03-02 visit.made +alone agreed 4 weeks", "",
              .text = WHOLE_HEAD "17,visit.made,2026-03-02,,agreed=4 weeks;agreed=3 weeks;alone\n");
}

/* Tags in capitals must be recognised. Otherwise a child seen "Alone" would count as not seen alone, and a "Void" visit as a
 * visit. */
static void test_tags__in_capitals(void **state) {
  (void)state;
  assert_file("17: 2026-03-02 birth +alone", "", .text = WHOLE_HEAD "17,birth,2026-03-02,,Alone\n");
  assert_file("17: 2026-03-02 birth +alone +void", "", .text = WHOLE_HEAD "17,birth,2026-03-02,,ALONE; Void\n");
  assert_file("17: 2026-03-02 birth agreed 4 weeks", "", .text = WHOLE_HEAD "17,birth,2026-03-02,,Agreed=4 weeks\n");
  assert_file("17: 2026-03-02 for duty agreed 4 weeks, 2026-03-02 birth", "",
              .text = WHOLE_HEAD "17,birth,2026-03-02,,AGREED.Duty=4 weeks\n");
  assert_file("17: 2026-03-02 visit.made +alone agreed 4 weeks", "",
              .text = WHOLE_HEAD "17,visit.made,2026-03-02,,AGREED=4 Weeks;Alone\n");
  assert_file("17: 2026-03-02 for duty agreed 10 working days, 2026-03-02 visit.made", "",
              .text = WHOLE_HEAD "17,visit.made,2026-03-02,,Agreed.Duty=10 Working Days\n");
}

static void test_tags__with_another_separator(void **state) {
  (void)state;
  assert_file("17: 2026-03-02 visit.made, 2026-03-03 visit.made",
              "2: note: this value (12 characters) is not a tag that dueby knows, so it is ignored. Separate tags with ;\n"
              "3: note: this value (11 characters) is not a tag that dueby knows, so it is ignored. Separate tags with ;\n"
              "2 3: unknown_tags 2",
              .text = WHOLE_HEAD "17,visit.made,2026-03-02,,\"alone, awake\"\n17,visit.made,2026-03-03,,alone|awake\n");
  assert_file("17: (1 bad from 2)",
              "2: tags: agreed: this value (14 characters) is not a length of time. Write it like 4 weeks. Separate tags with ;",
              .text = WHOLE_HEAD "17,visit.made,2026-03-02,,\"agreed=4 weeks, alone\"\n");
}

static void test_tags__agreed_wrongly(void **state) {
  (void)state;
  assert_file("17: (1 bad from 2)", "2: tags: agreed: this value (12 characters) is not a length of time. Write it like 4 weeks",
              .text = WHOLE_HEAD "17,visit.made,2026-03-02,,agreed=jane example\n");
  assert_file("17: (2 bad from 2)",
              "2: tags: agreed: this value (7 characters) is not a length of time. Write it like 4 weeks\n"
              "3: tags: agreed: this value (8 characters) is not a length of time. Write it like 4 weeks",
              .text = WHOLE_HEAD "17,visit.made,2026-03-02,,agreed=0 weeks\n17,visit.made,2026-03-02,,agreed=-1 weeks\n");
  assert_file(
      "17: 2026-03-02 visit.made, 2026-03-03 visit.made",
      "2: note: this value (4 characters) is not a duty that dueby knows, so its agreed interval is ignored. Did you mean \"duty\"?\n2 3: unknown_tags 2",
      .text = WHOLE_HEAD "17,visit.made,2026-03-02,,agreed.dut7=1 week\n17,visit.made,2026-03-03,,agreed.dut7=1 week\n");
}

/* Duties and tags of data/profiles, as `dueby profiles` lists them: every profile has england's, two have cin.visit, and only
 * sefton has not_reported. */
static void test_tags__of_other_profiles(void **state) {
  (void)state;
  assert_file(
      "17: 2026-03-02 visit.made, 2026-03-03 visit.made, 2026-03-04 visit.made +alone",
      "2: note: these rules do not have the duty cin.visit, so its agreed interval is ignored. These profiles have it: barnet, gloucestershire\n"
      "3: note: these rules do not have the duty cla.visit, so its agreed interval is ignored. These profiles have it: england, barnet, dudley, gloucestershire and others\n"
      "4: note: these rules do not have the tag not_reported, so it is ignored. This profile has it: sefton\n2 3 4: unknown_tags 3",
      .text = WHOLE_HEAD "17,visit.made,2026-03-02,,agreed.cin.visit=4 weeks\n17,visit.made,2026-03-03,,agreed.CLA.visit=4 weeks\n"
                         "17,visit.made,2026-03-04,,alone;Not_Reported\n");
  assert_file("17: (1 bad from 2)",
              "2: these rules do not have the duty cin.visit. These profiles have it: barnet, gloucestershire",
              .flags = DUEBY_CASELOAD_STRICT, .text = WHOLE_HEAD "17,visit.made,2026-03-02,,agreed.cin.visit=4 weeks\n");
}

static void test_tags__more_agreed_than_there_is_room_for(void **state) {
  (void)state;
  char text[1024] = WHOLE_HEAD "17,visit.made,2026-03-02,,";
  for (int i = 0; i < 17; i++) strcat(text, "agreed=1 week;");
  assert_file("17: (1 bad from 2)", "2: tags: more than 16 agreed intervals", .text = text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_tags__several_and_empty_ones),
      cmocka_unit_test(test_tags__an_unknown_one_is_said_once),
      cmocka_unit_test(test_tags__an_unknown_one_where_all_must_be_known),
      cmocka_unit_test(test_tags__agreed),
      cmocka_unit_test(test_tags__in_capitals),
      cmocka_unit_test(test_tags__with_another_separator),
      cmocka_unit_test(test_tags__agreed_wrongly),
      cmocka_unit_test(test_tags__of_other_profiles),
      cmocka_unit_test(test_tags__more_agreed_than_there_is_room_for),
  };
  return cmocka_run_group_tests_name("caseload_tags", tests, open_known, close_known);
}
