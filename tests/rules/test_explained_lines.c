/* Tests that every line with a date has an explanation, in the example, in every story, and as at several days. */
#include "dueby/caseload.h"
#include "dueby/worklist.h"

#include <stdio.h>

#include "timeline.h"

enum { TEXT = 1 << 16 };

struct checked {
  int64_t lines, unexplained;
};

static void check_line(const dueby_profile *profile, const dueby_worklist *worklist, int64_t index, const char *path,
                       struct checked *checked) {
  static char text[TEXT];
  char key[256] = "";
  dueby_item item;
  assert_int_equal(dueby_worklist_item(worklist, index, &item), DUEBY_OK);
  if (!item.line || item.line->deadline.due == DUEBY_DATE_NONE) return;
  checked->lines++;
  dueby_status status = dueby_worklist_item_text(worklist, index, DUEBY_ITEM_EXPLANATION, text, sizeof text, NULL);
  if (status == DUEBY_OK) return;
  checked->unexplained++;
  dueby_worklist_item_text(worklist, index, DUEBY_ITEM_KEY, key, sizeof key, NULL);
  print_message("%s: case %s, %s, occurrence %d, %s: status %d\n", path, item.of->name, key, (int)item.line->deadline.occurrence,
                dueby_rule_text(profile, item.line->deadline.rule, 0, DUEBY_RULE_ID), (int)status);
}

static int64_t read_source(void *context, char *bytes, int64_t size) {
  return (int64_t)fread(bytes, 1, (size_t)size, context);
}

static struct checked check_file(const char *name, const char *path, const char *as_at) {
  dueby_profile *profile;
  dueby_caseload *caseload;
  dueby_worklist *worklist;
  struct checked checked = {0, 0};
  const dueby_timeline_options run = {.as_at = when_of(as_at)};
  const dueby_worklist_options options = {.run = &run, .flags = DUEBY_WORKLIST_KEEP};
  const dueby_caseload_options read = {.date_order = DUEBY_ORDER_ISO};
  assert_int_equal(dueby_profile_new(name, &profile), DUEBY_OK);
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  assert_int_equal(dueby_caseload_new(profile, read_source, file, &read, &caseload), DUEBY_OK);
  assert_int_equal(dueby_worklist_new(profile, known.eaw, &options, &worklist), DUEBY_OK);
  while (dueby_caseload_feed(caseload, worklist) == DUEBY_OK) continue;
  for (int64_t i = 0; i < dueby_worklist_item_count(worklist); i++) check_line(profile, worklist, i, path, &checked);
  dueby_worklist_free(worklist);
  dueby_caseload_free(caseload);
  fclose(file);
  dueby_profile_free(profile);
  return checked;
}

static void test_example(void **state) {
  (void)state;
  static const char *const profiles[] = {"england", "barnet", "dudley", "gloucestershire", "sefton", "swindon"};
  struct checked all = {0, 0};
  for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++) {
    struct checked checked = check_file(profiles[i], EXAMPLES "/events.csv", "2026-10-31");
    all.lines += checked.lines;
    all.unexplained += checked.unexplained;
  }
  assert_true(all.lines > 1000);
  assert_int_equal(all.unexplained, 0);
}

/* Reads the next cell of a line of the list of stories. */
static void take_cell(const char **line, char *cell, size_t size) {
  size_t length = strcspn(*line, ",\n");
  assert_true(length < size);
  memcpy(cell, *line, length);
  cell[length] = '\0';
  *line += length + ((*line)[length] == ',');
}

static void test_stories(void **state) {
  (void)state;
  struct checked all = {0, 0};
  char line[1024], name[64], profile[64], as_at[64], path[512];
  FILE *stories = fopen(STORIES "/stories.csv", "r");
  assert_non_null(stories);
  assert_non_null(fgets(line, sizeof line, stories)); /* the header */
  while (fgets(line, sizeof line, stories)) {
    const char *at = line;
    take_cell(&at, name, sizeof name);
    take_cell(&at, profile, sizeof profile);
    take_cell(&at, as_at, sizeof as_at);
    if (strchr(profile, '.')) continue; /* the story has its own profile */
    snprintf(path, sizeof path, STORIES "/%s.csv", name);
    struct checked checked = check_file(profile, path, as_at);
    all.lines += checked.lines;
    all.unexplained += checked.unexplained;
  }
  fclose(stories);
  assert_true(all.lines > 100);
  assert_int_equal(all.unexplained, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_example), cmocka_unit_test(test_stories)};
  return cmocka_run_group_tests(tests, open_known, close_known);
}
