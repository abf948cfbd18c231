/* Writes the frame of a page: its policy, style sheet and script, its protective marking, a section on whether its records can be
 * trusted, and its foot. */
#include "frame.h"

#include <stdlib.h>
#include <string.h>

#include "dueby/answer.h"
#include "dueby/explain.h"
#include "dueby/finding.h"

enum { LONG = 4096 };

/* ---- the head of a page ---- */

static void html_shapes(const struct page *page) {
  static const struct {
    char slug[8];
    char path[200];
  } shapes[] = {
      {"overdue", "<path d=\"M8 .5 16 15H0z\"/><path class=\"in\" d=\"M7 5h2v5H7zm0 6h2v2H7z\"/>"},
      {"check", "<path d=\"M1 1h14v14H1z\"/><path class=\"in\" d=\"M5 4.2h6v4.6H9V10H7V7h2V6H5zM7 11h2v2H7z\"/>"},
      {"soon", "<path d=\"m8 0 8 8-8 8-8-8z\"/><path class=\"in\" d=\"M7 4h2v4.2l2.2 1.6-1.2 1.6L7 9.2z\"/>"},
      {"week",
       "<path d=\"M1 2h3V0h2v2h4V0h2v2h3v14H1z\"/><path class=\"in\" d=\"M3 6h10v8H3z\"/><path d=\"M5 8h2v2H5zm4 0h2v2H9z\"/>"},
      {"open", "<circle cx=\"8\" cy=\"8\" r=\"8\"/><circle class=\"in\" cx=\"8\" cy=\"8\" r=\"5.5\"/>"},
      {"met", "<circle cx=\"8\" cy=\"8\" r=\"8\"/><path class=\"in\" d=\"m3.5 8.2 1.5-1.5 2.2 2.2 4-4.2 1.5 1.5-5.5 5.7z\"/>"},
      {"late", "<path d=\"M8 .5 16 15H0z\"/><path class=\"in\" d=\"m4.5 10.3 1.3-1.3 1.6 1.5 2.9-3.1 1.3 1.3-4.2 4.5z\"/>"},
      {"missed", "<path d=\"M1 1h14v14H1z\"/><path class=\"in\" d=\"m4.3 5.7 1.4-1.4L8 6.6l2.3-2.3 1.4 1.4L9.4 8l2.3 2.3-1.4 1.4L8 "
                 "9.4l-2.3 2.3-1.4-1.4L6.6 8z\"/>"},
      {"unset", "<path d=\"M1 1h14v14H1z\"/><path class=\"in\" d=\"M3.5 3.5h9v9h-9z\"/>"},
      {"undated", "<circle cx=\"8\" cy=\"8\" r=\"8\"/><path class=\"in\" d=\"M4 7h8v2H4z\"/>"},
      {"ended", "<path d=\"M1 6h14v4H1z\"/>"},
  };
  html(page, "<svg class=\"shapes\" aria-hidden=\"true\">");
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
    html(page, "<symbol id=\"i-");
    html(page, shapes[i].slug);
    html(page, "\" viewBox=\"0 0 16 16\">");
    html(page, shapes[i].path);
    html(page, "</symbol>");
  }
  html(page, "</svg>\n");
}

static void html_policy(const struct page *page) {
  html(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-");
  html(page, dueby_page_style_hash);
  html(page, "'; script-src 'sha256-");
  html(page, dueby_page_script_hash);
  html(page, "'; base-uri 'none'; form-action 'none'\">\n");
}

void dueby_html_begin(const struct page *page) {
  html(page, "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
  html_policy(page);
  html(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
}

void dueby_html_body(const struct page *page, const char *skip) {
  html(page, "</title>\n<style>");
  html(page, dueby_page_style);
  html(page, "</style>\n<script>");
  html(page, dueby_page_script);
  html(page, "</script>\n</head>\n<body>\n");
  if (page->marking) {
    html(page, "<div class=\"marking\" role=\"region\" aria-label=\"Protective marking\">");
    dueby_html_escaped(page, page->marking);
    html(page, "</div>\n");
  }
  html_shapes(page);
  html(page, "<div class=\"page\">\n");
  html(page, skip);
  html(page, "\n<header>\n<h1>");
}

void dueby_html_note(const struct page *page, const char *note) {
  html(page, "<li>");
  dueby_html_escaped(page, note);
  html(page, "</li>\n");
}

/* ---- findings: can the records be trusted? ---- */

static void html_case_name(const struct page *page, int64_t number) {
  struct page_case from;
  if (dueby_page_case_at(page, number, &from) != DUEBY_OK) return;
  if (page->has_articles) {
    html(page, "<a href=\"#c");
    dueby_html_number(page, number);
    html(page, "\">");
  }
  dueby_html_escaped(page, from.of->name);
  if (page->has_articles) html(page, "</a>");
}

/* Writes the cases that a finding is about: "Cases 1004 and 1405". */
static void html_finding_cases(const struct page *page, int64_t index) {
  int64_t cases[DUEBY_FINDING_LINES_MAX];
  int32_t count = 0, has_all = 0;
  dueby_worklist_reader_cases(page->worklist, index, cases, &count, &has_all);
  if (!count) return;
  html(page, has_all ? ". <span class=\"about\">Case" : ". <span class=\"about\">For example case");
  html(page, count > 1 ? "s " : " ");
  for (int32_t i = 0; i < count; i++) {
    if (i) html(page, i == count - 1 ? " and " : ", ");
    html_case_name(page, cases[i]);
  }
  html(page, "</span>");
}

/* Writes one finding. Returns 0 after the last one. */
static int html_finding(struct page *page, int64_t index, int has_cases) {
  char room[LONG];
  int64_t needed = 0;
  dueby_status status = dueby_worklist_reader_text(page->worklist, index, room, sizeof room, &needed);
  char *text = status == DUEBY_ESPACE ? malloc((size_t)needed) : NULL;
  if (text) status = dueby_worklist_reader_text(page->worklist, index, text, needed, &needed);
  if (status == DUEBY_OK) {
    html(page, "<li>");
    dueby_html_escaped(page, text ? text : room);
    if (has_cases) html_finding_cases(page, index);
    html(page, "</li>\n");
  } else if (status != DUEBY_DONE) {
    page->status = DUEBY_EMEMORY;
  }
  free(text);
  return status == DUEBY_OK;
}

/* Returns how many findings are always shown, before the ones in a folded section: those on children missing from the list, and one
 * on records that begin too late, which may make many children look late. */
static int64_t count_grave(const struct page *page) {
  dueby_finding finding = {0};
  int64_t count = 0;
  while (dueby_worklist_finding(page->worklist, count, &finding) == DUEBY_OK && finding.kind <= DUEBY_FINDING_BAD_ROWS) count++;
  return count + (finding.kind == DUEBY_FINDING_CUT_OFF);
}

/* Writes a note on what the options state about the records. The note may be long. */
static void html_stated(struct page *page) {
  int64_t size = 0;
  dueby_worklist_reader_stated_text(page->worklist, NULL, 0, &size);
  char *stated = malloc((size_t)size + 1);
  if (stated && dueby_worklist_reader_stated_text(page->worklist, stated, size, NULL) == DUEBY_OK) dueby_html_note(page, stated);
  else page->status = DUEBY_EMEMORY;
  free(stated);
}

/* Writes which kinds of return the cases come from, what these cannot show, and what the options state about the records. */
static void html_source(struct page *page) {
  char note[LONG];
  const char *source = dueby_worklist_source(page->worklist);
  int32_t event;
  dueby_holding holding;
  int is_stated = dueby_worklist_stated(page->worklist, 0, &event, &holding) == DUEBY_OK;
  if (!*source && !is_stated) return;
  html(page, "<ul class=\"notes\" id=\"source\">");
  while (*source) {
    size_t length = strcspn(source, "\n");
    size_t copied = length < sizeof note ? length : sizeof note - 1;
    memcpy(note, source, copied);
    note[copied] = '\0';
    dueby_html_note(page, note);
    source += length + (source[length] == '\n');
  }
  if (is_stated) html_stated(page);
  html(page, "</ul>\n");
}

void dueby_html_quality(struct page *page, const char *heading, int whole) {
  int64_t open, count = 0, grave = whole ? count_grave(page) : 1;
  html_source(page);
  while (dueby_worklist_reader_text(page->worklist, count, NULL, 0, NULL) != DUEBY_DONE) count++;
  html(page, "<section id=\"quality\" aria-labelledby=\"quality-h\">\n<h2 id=\"quality-h\">");
  html(page, heading);
  html(page, "</h2>\n<ul class=\"findings one\">");
  for (open = 0; open < count && (!open || open < grave); open++) html_finding(page, open, whole);
  html(page, "</ul>\n");
  if (whole && open < count) {
    html(page, "<details class=\"findings\"><summary>");
    dueby_html_counted(page, count - open, "more thing to know about the file", "more things to know about the file");
    html(page, "</summary>\n<ul>");
    for (int64_t i = open; html_finding(page, i, 1); i++) continue;
    html(page, "</ul></details>\n");
  }
  html(page, "</section>\n");
}

/* ---- the foot of a page ---- */

static void html_calendar(const struct page *page) {
  dueby_deadline today = {.relied_on = page->as_at.date};
  char words[LONG] = "";
  today.certainty = dueby_calendar_certainty(page->calendar, today.relied_on);
  dueby_explain_calendar(page->calendar, &today, words, sizeof words, NULL);
  dueby_html_escaped(page, words);
}

static void html_versions(struct page *page) {
  int64_t size = 0;
  dueby_versions_text(page->profile, page->calendar, NULL, 0, &size);
  char *versions = size ? malloc((size_t)size) : NULL;
  if (versions && dueby_versions_text(page->profile, page->calendar, versions, size, NULL) == DUEBY_OK)
    dueby_html_escaped(page, versions);
  else page->status = DUEBY_EMEMORY;
  free(versions);
}

void dueby_html_end(struct page *page) {
  html(page, "</main>\n<footer><p>");
  html_calendar(page);
  html(page, ". Made by dueby. Nothing on this page is sent or stored anywhere.</p>\n<p id=\"versions\">To get the same answer "
             "again: ");
  html_versions(page);
  html(page, ".</p></footer>\n</div>\n</body>\n</html>\n");
}

int dueby_page_keeps_every_case(const dueby_worklist *worklist) {
  const dueby_case *of;
  const dueby_line *lines;
  int64_t count = dueby_worklist_count(worklist, DUEBY_COUNT_CASES), line_count;
  return !count || dueby_worklist_kept_case(worklist, count - 1, &of, &lines, &line_count) == DUEBY_OK;
}
