/* Writes which events and tags are nowhere in the file, once for all cases. */
#include "absent.h"

#include <stdlib.h>
#include <string.h>

#include "dueby/explain.h"

enum { WORDS = 1024 };

int dueby_page_is_absent(const struct page *page, const struct page_case *from, const dueby_line *line) {
  char words[WORDS] = "";
  if (line->reason != DUEBY_REASON_RECORDED && line->reason != DUEBY_REASON_TAG) return 0;
  if (!dueby_line_needs_checking(line) || line->rejected >= 0 || line->attempts || line->projected) return 0;
  dueby_line_law_text(line, from->of, &page->as_at, words, sizeof words, NULL);
  return !*words;
}

/* Returns the title of the event that would meet a line. */
static const char *event_title(const struct page *page, const dueby_line *line) {
  const dueby_deadline *deadline = &line->deadline;
  int32_t event = 0;
  dueby_profile_find_event(page->profile, dueby_rule_text(page->profile, deadline->rule, deadline->version, DUEBY_RULE_DUE),
                           &event);
  return dueby_profile_event_title(page->profile, event);
}

static int has_name(const char *const *names, int64_t count, const char *name) {
  for (int64_t i = 0; i < count; i++)
    if (strcmp(names[i], name) == 0) return 1;
  return 0;
}

static void html_events(const struct page *page, const char *const *names, int64_t count) {
  if (count) html(page, "Not in the file, so not checked for anyone: ");
  for (int64_t i = 0; i < count; i++) {
    if (i) html(page, i == count - 1 ? " and " : ", ");
    dueby_html_escaped(page, names[i]);
  }
  if (count) html(page, ". ");
}

static void reason_of(const struct page *page, const dueby_line *line, char words[WORDS]) {
  *words = '\0';
  dueby_line_reader_reason(page->profile, line, NULL, words, WORDS, NULL);
}

/* Returns 1 if a rule's line waits for a tag that no event in the file has, and no earlier rule's line waits for the same tag. */
static int is_first_of_tag(const struct page *page, int32_t rule) {
  char words[WORDS], earlier[WORDS];
  if (!page->absent[rule] || page->absent[rule]->reason != DUEBY_REASON_TAG) return 0;
  reason_of(page, page->absent[rule], words);
  for (int32_t i = 0; i < rule; i++) {
    if (!page->absent[i] || page->absent[i]->reason != DUEBY_REASON_TAG) continue;
    reason_of(page, page->absent[i], earlier);
    if (strcmp(words, earlier) == 0) return 0;
  }
  return 1;
}

static void html_tags(const struct page *page, int32_t rules) {
  char words[WORDS];
  for (int32_t rule = 0; rule < rules; rule++) {
    if (!is_first_of_tag(page, rule)) continue;
    reason_of(page, page->absent[rule], words);
    html(page, "Not checked for anyone: ");
    dueby_html_escaped(page, words);
    html(page, ". ");
  }
}

void dueby_html_absent(struct page *page) {
  int32_t rules = dueby_profile_rule_count(page->profile);
  int64_t count = 0;
  const char **names = page->absent_count ? malloc(((size_t)rules + 1) * sizeof *names) : NULL;
  if (!names) {
    if (page->absent_count) page->status = DUEBY_EMEMORY;
    return;
  }
  for (int32_t rule = 0; rule < rules; rule++) {
    const dueby_line *line = page->absent[rule];
    const char *name = line && line->reason == DUEBY_REASON_RECORDED ? event_title(page, line) : NULL;
    if (name && !has_name(names, count, name)) names[count++] = name;
  }
  html(page, "<p id=\"absent\">");
  html_events(page, names, count);
  html_tags(page, rules);
  html(page, "Ask whoever made the file whether this can be added.</p>\n");
  free(names);
}
