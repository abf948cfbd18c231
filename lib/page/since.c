/* Shows what happened to each duty since an earlier list of the same cases. */
#include "since.h"

#include <stdlib.h>

#include "case.h"
#include "count.h"

enum { WORDS = 4096 };

/* Writes what a kind of change means, if its title does not say so. */
static void html_meaning(const struct page *page, int32_t kind) {
  const char *meaning = kind == DUEBY_CHANGES_ENDED       ? "These are no longer needed, or can no longer be done."
                        : kind == DUEBY_CHANGES_CORRECTED ? "The file now says something different about an earlier day."
                        : kind == DUEBY_CHANGES_GONE
                            ? "These are no longer in the file: the child or the entry behind the task is missing."
                        : kind == DUEBY_CHANGES_NEXT ? "These came up because the one before was done: for example, the next visit."
                                                     : NULL;
  if (!meaning) return;
  html(page, "<p class=\"notes\">");
  html(page, meaning);
  html(page, "</p>\n");
}

static void html_head(const struct page *page, int32_t kind) {
  html(page, kind == DUEBY_CHANGES_OVERDUE ? "<details open><summary>" : "<details><summary>");
  html(page, dueby_change_title(kind));
  html(page, ": <b>");
  dueby_html_number(page, dueby_changes_kind_count(page->changes, kind));
  html(page, "</b></summary>\n");
  html_meaning(page, kind);
  html(page, "<table><caption>");
  html(page, dueby_change_title(kind));
  html(page, "</caption><thead><tr><th scope=\"col\">Case</th><th scope=\"col\">Duty</th><th scope=\"col\">Now and before</th></tr>"
             "</thead><tbody>\n");
}

/* Writes the values that the filters need for a case that is only in the old list: its values in the new list's columns, by the
 * number of the column. */
static void html_values(const struct page *page, const dueby_case *of) {
  struct page_case head;
  if (dueby_page_case_at(page, 0, &head) != DUEBY_OK) return;
  for (int64_t i = 0; i < head.of->column_count; i++) {
    const char *value = dueby_page_value(of, head.of->columns[i], i);
    html(page, " data-v");
    dueby_html_number(page, i);
    html(page, "=\"");
    dueby_html_escaped(page, value ? value : "");
    html(page, "\"");
  }
}

/* Writes the data that the filters need for a changed line: the number of its case or, if the new list does not have that case, the
 * case's values. */
static void html_filtered(const struct page *page, const dueby_change *change, const dueby_item *item) {
  if (change->after.of) dueby_html_data(page, "data-c", change->after.case_index);
  else html_values(page, change->before.of);
  html(page, " data-s=\"");
  html(page, dueby_page_states[item->line ? dueby_page_state(item->line) : DUEBY_STATE_NOT_COMPUTABLE].slug);
  html(page, "\"");
  if (!item->line) return;
  dueby_html_data(page, "data-r", dueby_rule_series(page->profile, item->line->deadline.rule));
  if (item->line->deadline.due != DUEBY_DATE_NONE) dueby_html_data(page, "data-d", item->line->deadline.due);
}

/* Writes the name of a case. A case that is not in the new list has no link, because it is not on the page. */
static void html_case(const struct page *page, const dueby_change *change) {
  html(page, "><th scope=\"row\">");
  if (change->after.of) {
    html(page, "<a href=\"#c");
    dueby_html_number(page, change->after.case_index);
    html(page, "\">");
    dueby_html_escaped(page, change->after.of->name);
    html(page, "</a>");
  } else {
    dueby_html_escaped(page, change->before.of->name);
  }
}

static void html_change(const struct page *page, int64_t index, const dueby_change *change) {
  const dueby_item *item = change->after.of ? &change->after : &change->before;
  const struct page_case from = {.of = item->of};
  char words[WORDS] = "";
  html(page, "<tr");
  html_filtered(page, change, item);
  html_case(page, change);
  html(page, "</th><td>");
  if (item->line) dueby_html_duty(page, &from, item->line);
  else html(page, "<span class=\"t\">rows that could not be used</span>");
  html(page, "</td><td>");
  dueby_html_symbol(page, item->line ? item->line->verdict.state : DUEBY_STATE_NOT_COMPUTABLE);
  dueby_changes_text(page->changes, index, words, sizeof words, NULL);
  dueby_html_escaped(page, words);
  html(page, "</td></tr>\n");
}

void dueby_html_since(const struct page *page) {
  char words[WORDS] = "";
  int32_t kind = 0;
  dueby_change change;
  if (!page->changes) return;
  dueby_changes_summary_text(page->changes, words, sizeof words, NULL);
  html(page, "<section id=\"since\" aria-labelledby=\"since-h\">\n<h2 id=\"since-h\" tabindex=\"-1\">What changed</h2>\n<p>");
  dueby_html_escaped(page, words);
  html(page, ".</p>\n");
  for (int64_t i = 0; dueby_changes_at(page->changes, i, &change) == DUEBY_OK; i++) {
    if (change.kind != kind && kind) html(page, "</tbody></table></details>\n");
    if (change.kind != kind) html_head(page, change.kind);
    kind = change.kind;
    html_change(page, i, &change);
  }
  html(page, kind ? "</tbody></table></details>\n</section>\n" : "</section>\n");
}
