#include "option_text.h"

enum { STYLES = DUEBY_STYLE_FORM + 1 };

int dueby_option_is_style(int32_t style) {
  return style >= DUEBY_STYLE_OPTIONS && style < STYLES;
}

static const struct {
  char before[4], between[4], after[4];
} shapes[STYLES] = {
    [DUEBY_STYLE_OPTIONS] = {"--", " ", ""},   [DUEBY_STYLE_ARGUMENTS] = {"", "=", ""}, [DUEBY_STYLE_R] = {"", " = ", ""},
    [DUEBY_STYLE_JAVASCRIPT] = {"", ": ", ""}, [DUEBY_STYLE_JAVA] = {"", "(", ")"},     [DUEBY_STYLE_DOTNET] = {"", " = ", ""},
    [DUEBY_STYLE_FORM] = {"", " ", ""}};

/* Returns a lower-case letter as a capital. In option names, '_' is always followed by a lower-case letter. */
static char capital(char letter) {
  return (char)(letter - 'a' + 'A');
}

const char *dueby_option_verb(int32_t style) {
  return style == DUEBY_STYLE_FORM ? "tick " : "use ";
}

/* Appends the name of an option in the given style: as_at becomes as-at, as_at, asAt, AsAt or "as at". */
static void append_name(struct text *out, int32_t style, const char *name) {
  int is_joined = style >= DUEBY_STYLE_JAVASCRIPT && style <= DUEBY_STYLE_DOTNET, is_start = style == DUEBY_STYLE_DOTNET;
  for (; *name; name++) {
    if (*name == '_' && is_joined) is_start = 1;
    else if (*name == '_' && style == DUEBY_STYLE_OPTIONS) text_char(out, '-');
    else if (*name == '_' && style == DUEBY_STYLE_FORM) text_char(out, ' ');
    else {
      text_char(out, is_start ? capital(*name) : *name);
      is_start = 0;
    }
  }
}

void dueby_option_append_name(struct text *out, int32_t style, const char *name) {
  text_string(out, shapes[style].before);
  append_name(out, style, name);
}

void dueby_option_append(struct text *out, int32_t style, const char *name, const char *value) {
  dueby_option_append_name(out, style, name);
  text_string(out, shapes[style].between);
  text_string(out, value);
  text_string(out, shapes[style].after);
}

/* The forms of the options OPTION_EVENT and so on in each style. @ stands for the name. */
static const char forms[OPTION_FORMS][STYLES][56] = {
    [OPTION_EVENT] = {"", "--event @=DATE", "events={\"@\": DATE}", "events = list(\"@\" = DATE)", "events: { \"@\": DATE }",
                      "events(Event.of(\"@\", DATE))", "Events = { new Event(\"@\", DATE) }", "a row @ with its date"},
    [OPTION_WHOLE_DAYS] = {"", "--whole-days", "whole_days=True", "whole_days = TRUE", "wholeDays: true", "wholeDays(true)",
                           "WholeDays = true", "tick \"Where a time of day is missing, compare days\""},
    [OPTION_HOLDS_NEVER] = {"", "--holds @=never", "holds={\"@\": \"never\"}", "holds = list(\"@\" = \"never\")",
                            "holds: { \"@\": \"never\" }", "holds(Map.of(\"@\", Holding.NEVER))", "Holds: \"@\" = Holding.Never",
                            ""},
    [OPTION_HOLDS_ALL] = {"", "--holds @=all", "holds={\"@\": \"all\"}", "holds = list(\"@\" = \"all\")",
                          "holds: { \"@\": \"all\" }", "holds(Map.of(\"@\", Holding.ALL))", "Holds: \"@\" = Holding.All", ""},
    [OPTION_HOLDS_LATEST] = {"", "--holds @=latest", "holds={\"@\": \"latest\"}", "holds = list(\"@\" = \"latest\")",
                             "holds: { \"@\": \"latest\" }", "holds(Map.of(\"@\", Holding.LATEST))",
                             "Holds: \"@\" = Holding.Latest", ""},
    [OPTION_DAY_FIRST] = {"", "--dates dmy", "dates=\"dmy\"", "dates = \"dmy\"", "dates: 'dmy'", "dayFirst(true)",
                          "DayFirst = true", "27/03/2026 under \"Dates in the file\""},
    [OPTION_HISTORY_FROM] = {"", "--history-from @", "history_from=date(@)", "history_from = as.Date(\"@\")", "historyFrom: '@'",
                             "historyFrom(LocalDate.of(@))", "HistoryFrom = new DateTime(@)", ""},
    [OPTION_HORIZON] = {"", "--horizon @", "horizon=date(@)", "horizon = as.Date(\"@\")", "horizon: '@'",
                        "horizon(LocalDate.of(@))", "Horizon = new DateTime(@)", "a longer time for \"Look ahead\""},
    [OPTION_IGNORE_REFS] = {"", "--refs ignore", "refs=\"ignore\"", "refs = \"ignore\"", "ignoreRefs: true", "ignoreRefs(true)",
                            "IgnoreRefs = true", "\"Ignore the ref column\""}};

void dueby_option_append_form(struct text *out, int32_t style, int form, const char *name) {
  for (const char *at = forms[form][style]; *at; at++) {
    if (*at == '@') text_string(out, name);
    else text_char(out, *at);
  }
}
