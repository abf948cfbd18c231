/* Replays every row of each file in a folder, if the file's header is known. usage: test_vectors FOLDER */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <stdlib.h>

#include "vectors.h"

const char *vectors_folder = ".";

struct kind {
  const char *header;
  vectors_replay *replay;
};

static const struct kind operations = {"id,op,start,end,n,unit,count_rule,roll,weekend,calendar,cutoff,expected,note,src",
                                       vectors_replay_operation};
static const struct kind due_dates = {"id,division,from,span,counting,roll,due,counted,source", vectors_replay_due};
static const struct kind official_list = {"division,date,title,notes,status,first_seen,first_repo,first_commit,last_seen",
                                          vectors_replay_listed};

static int is_of_kind(const struct csv *csv, const char *header) {
  char joined[CSV_LINE] = "";
  for (int i = 0; i < CSV_FIELDS && csv->header[i]; i++) {
    if (i) strcat(joined, ",");
    strcat(joined, csv->header[i]);
  }
  return strcmp(joined, header) == 0;
}

static int is_csv(const struct dirent *entry) {
  size_t length = strlen(entry->d_name);
  return length > 4 && strcmp(entry->d_name + length - 4, ".csv") == 0;
}

/* Runs the rows of a file. Returns how many fail. */
static int replay_file(const struct kind *kind, const char *name, int *rows) {
  char path[1024];
  int wrong = 0, count = 0;
  struct csv csv;
  snprintf(path, sizeof path, "%s/%s", vectors_folder, name);
  assert_true(csv_open(&csv, path));
  while (is_of_kind(&csv, kind->header) && csv_row(&csv)) {
    char said[SAID] = "";
    count++;
    if (kind->replay(&csv, said)) continue;
    wrong++;
    print_error("%s:%d: %s %s: %s\n", name, csv.line, csv.fields[0], csv.fields[1], said);
  }
  csv_close(&csv);
  if (count) print_message("%s: %d rows\n", name, count);
  *rows += count;
  return wrong;
}

static void replay_all(const struct kind *kind) {
  struct dirent **names = NULL;
  int wrong = 0, rows = 0, n = scandir(vectors_folder, &names, is_csv, alphasort);
  assert_true(n > 0);
  for (int i = 0; i < n; i++) {
    wrong += replay_file(kind, names[i]->d_name, &rows);
    free(names[i]);
  }
  free(names);
  assert_true(rows > 0);
  assert_int_equal(wrong, 0);
}

static void test_vectors__operations(void **state) {
  (void)state;
  replay_all(&operations);
}

static void test_vectors__due_dates(void **state) {
  (void)state;
  replay_all(&due_dates);
}

static void test_vectors__official_list(void **state) {
  (void)state;
  replay_all(&official_list);
}

/* In the years that the official list covers, every bank holiday of the built-in table must be on that list. */
static void test_vectors__official_list_is_all_there_is(void **state) {
  (void)state;
  char path[1024];
  const char *names[] = {"england-and-wales", "scotland", "northern-ireland"};
  int listed = 0, held = 0;
  struct csv csv;
  snprintf(path, sizeof path, "%s/govuk_bank_holidays.csv", vectors_folder);
  assert_true(csv_open(&csv, path));
  while (csv_row(&csv)) listed += strcmp(csv_field(&csv, "status"), "current") == 0;
  csv_close(&csv);
  for (int i = 0; i < 3; i++) {
    dueby_calendar *calendar = calendar_of(names[i]);
    held -= (int)dueby_calendar_holiday_from(calendar, day("2011-01-01"));
    held += (int)dueby_calendar_holiday_from(calendar, day("2029-01-01"));
    dueby_calendar_free(calendar);
  }
  assert_int_equal(listed, held);
}

int main(int argc, char **argv) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_vectors__operations),
      cmocka_unit_test(test_vectors__due_dates),
      cmocka_unit_test(test_vectors__official_list),
      cmocka_unit_test(test_vectors__official_list_is_all_there_is),
  };
  if (argc > 1) vectors_folder = argv[1];
  return cmocka_run_group_tests_name("vectors", tests, NULL, NULL);
}
