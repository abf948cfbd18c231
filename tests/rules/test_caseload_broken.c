/* Tests rows of a file of events that cannot be split into the right cells: the event that each may have been. */
#include "caseload.h"

#define WHOLE_HEAD "case,event,at,ref,tags\n"

/* Checks a row that cannot be split into cells. It may be any visit to its case: the ref is unknown, and it may have any tag but
 * void. */
static void assert_any_visit(const char *broken) {
  char text[TOLD];
  int32_t visit, alone, voided;
  snprintf(text, sizeof text, "%s17,birth,2010-05-06,P1,alone\n%s\n", WHOLE_HEAD, broken);
  struct file file = {.text = text};
  struct reading reading;
  dueby_case at;
  open_reading(&reading, &file);
  assert_int_equal(dueby_profile_find_event(known.england, "visit.made", &visit), DUEBY_OK);
  assert_int_equal(dueby_profile_find_tag(known.england, "alone", &alone), DUEBY_OK);
  assert_int_equal(dueby_profile_find_tag(known.england, "void", &voided), DUEBY_OK);
  assert_int_equal(dueby_caseload_next(reading.caseload, &at), DUEBY_OK);
  assert_int_equal(at.unread_count, 1);
  assert_int_equal(at.unread[0].type, visit);
  assert_int_equal(at.unread[0].ref, 0);
  assert_true(at.unread[0].tags.bits[alone / 64] >> alone % 64 & 1);
  assert_false(at.unread[0].tags.bits[voided / 64] >> voided % 64 & 1);
  close_reading(&reading);
}

static void test_broken__a_row_may_have_been_its_event(void **state) {
  (void)state;
  assert_any_visit("17,visit.made,2026-02-02,\"a\"b,");
  assert_any_visit("17,visit.made,\"2026-02-02");
  assert_any_visit("17,\"visit.made\",2026-02-02,,alone,void");
  assert_any_visit("17, Visit.made ,2026-02-02");
}

/* Checks the only unreadable row of a file whose columns are in another order. Its name is that of the case that it is counted for,
 * or empty if its case is unknown. */
static void assert_broken(const char *head, const char *row, const char *name, int32_t type) {
  char text[TOLD];
  snprintf(text, sizeof text, "%s\n%s\n", head, row);
  struct file file = {.text = text};
  struct reading reading;
  dueby_case at;
  open_reading(&reading, &file);
  dueby_status status = dueby_caseload_next(reading.caseload, &at);
  if (*name) {
    assert_int_equal(status, DUEBY_OK);
    assert_string_equal(at.name, name);
    assert_int_equal(at.bad_rows, 1);
    assert_int_equal(at.unread_count, type >= 0);
    if (type >= 0) assert_int_equal(at.unread[0].type, type);
  } else {
    assert_int_equal(status, DUEBY_DONE);
  }
  close_reading(&reading);
}

/* A row may be any event (type 0) of its case if its event cell is empty, or if its cells may be shifted and its event cell does
 * not hold an event. */
static void test_broken__a_row_that_may_be_any_event(void **state) {
  (void)state;
  enum { ANY, NOTHING = -1 };
  int32_t visit;
  assert_int_equal(dueby_profile_find_event(known.england, "visit.made", &visit), DUEBY_OK);
  static const char worker[] = "case,worker,event,at";
  assert_broken(worker, "17,Smith, Jo,visit.made,2026-02-22", "17", ANY);
  assert_broken(worker, "17,Smith,visit.made,2026-02-22,x", "17", visit);
  assert_broken(worker, "17,Smith,visit.mad,2026-02-22,x", "17", ANY);
  assert_broken(worker, "17,visit.made,2026-02-22", "17", ANY);
  assert_broken(worker, "17", "17", ANY);
  assert_broken(worker, "17,Smith,visit.mad,\"2026-02-22", "17", ANY);
  assert_broken(worker, "17,\"Smith,visit.made,2026-02-22", "17", ANY);
  assert_broken(worker, "17,Smith,,2026-02-22", "17", ANY);
  assert_broken(worker, "17,Smith,NULL,soon", "17", ANY);
  /* an event that is not known may be one that no rule needs */
  assert_broken(worker, "17,Smith,CP Visit,2026-02-22", "17", NOTHING);
  /* cells before the case may have shifted it, unless the event after it is in its place */
  static const char first[] = "worker,case,event,at";
  assert_broken(first, "Smith, Jo,17,visit.made,2026-02-22", "", ANY);
  assert_broken(first, "Smith,17,visit.made,2026-02-22,x", "17", visit);
  assert_broken("event,at,worker,case", "visit.made,2026-02-22,Smith, Jo,17", "", ANY);
  assert_broken("event,at,worker,case", "visit.made,soon,Smith,17", "17", visit);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_broken__a_row_may_have_been_its_event),
      cmocka_unit_test(test_broken__a_row_that_may_be_any_event),
  };
  return cmocka_run_group_tests_name("caseload_broken", tests, open_known, close_known);
}
