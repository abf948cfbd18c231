#include "dueby/selection.h"

#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "profile_internal.h"

/* True if a name matches a pattern, in which '*' matches any characters. After a mismatch, lets the last '*' match one more
 * character and tries again. */
static int matches(const char *pattern, const char *name) {
  const char *star = NULL, *from = name;
  while (*name) {
    if (*pattern == '*') {
      star = pattern++;
      from = name;
    } else if (*pattern == *name) {
      pattern++;
      name++;
    } else if (star) {
      pattern = star + 1;
      name = ++from;
    } else {
      return 0;
    }
  }
  while (*pattern == '*') pattern++;
  return !*pattern;
}

/* ---- names as people say them: "S.47 enquiries" is "s47 enquiry". spoken() in lib/page/filter.js does the same ---- */

/* The state of reading a name: the rest of it, how many letters of the current word have been read, and the last letter. */
struct spoken {
  const char *at, *end;
  int length;
  char last;
};

static int is_in_word(char letter) {
  return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z');
}

/* Returns the next letter in lower case, or 0 at the end. Skips dots and apostrophes. Hyphens and spaces become a single space, or
 * nothing at the beginning and the end. */
static char next_letter(struct spoken *name) {
  int is_blank = 0;
  for (; name->at < name->end && strchr(" -.'", *name->at); name->at++) is_blank |= *name->at == ' ' || *name->at == '-';
  if (name->at == name->end) return 0;
  if (is_blank && name->last) return ' ';
  char letter = *name->at++;
  return (char)(letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter);
}

static int ends_with(struct spoken rest, const char *letters) {
  for (; *letters; letters++)
    if (next_letter(&rest) != *letters) return 0;
  return !is_in_word(next_letter(&rest));
}

/* Returns the next letter for comparing names. Skips the "s" of a plural, and turns "ies" into "y". */
static char next_spoken(struct spoken *name) {
  char letter = next_letter(name), before = name->last;
  name->last = letter;
  name->length = is_in_word(letter) ? name->length + 1 : 0;
  if (letter == 's' && name->length > 3 && before != 's' && ends_with(*name, "")) return next_spoken(name);
  if (letter != 'i' || name->length < 3 || !ends_with(*name, "es")) return letter;
  next_letter(name);
  next_letter(name);
  return 'y';
}

static int is_same_word(const char *text, size_t length, const char *word) {
  struct spoken left = {text, text + length, 0, 0}, right = {word, word + strlen(word), 0, 0};
  char letter;
  do {
    letter = next_spoken(&left);
    if (letter != next_spoken(&right)) return 0;
  } while (letter);
  return 1;
}

/* ---- selecting rules ---- */

int dueby_is_also_called(const dueby_profile *profile, int32_t rule, const char *name) {
  const char *also = profile_text(profile, profile->rules[rule].model.also);
  const char *title = dueby_rule_text(profile, rule, 0, DUEBY_RULE_TITLE);
  if (is_same_word(title, strlen(title), name)) return 1;
  while (also) {
    size_t length = strcspn(also, ",");
    if (is_same_word(also, length, name)) return 1;
    also = also[length] ? also + length + strspn(also + length, ", ") : NULL;
  }
  return 0;
}

/* True if people also use this name for any of the duty's rules, in this profile or one that it extends. */
static int is_duty_also_called(const dueby_profile *profile, int32_t rule, const char *name) {
  const struct profile_duty *duty = &profile->duties[profile->rules[rule].duty];
  for (int32_t i = duty->first; i < duty->first + duty->count; i++)
    if (dueby_is_also_called(profile, i, name)) return 1;
  return 0;
}

/* True if a pattern selects a rule. Alternatives are only selected by patterns with '~' or by address. */
static int is_named(const dueby_profile *profile, const dueby_selection_options *options, const char *pattern, int32_t rule) {
  int is_alternative = profile->rules[rule].model.alternative_of >= 0;
  if (strchr(pattern, '~')) return is_alternative && matches(pattern, dueby_rule_text(profile, rule, 0, DUEBY_RULE_LISTED_AS));
  return (options->address || !is_alternative) &&
         (matches(pattern, dueby_rule_text(profile, rule, 0, DUEBY_RULE_ID)) || is_duty_also_called(profile, rule, pattern));
}

/* Deselects the rules that do not match any pattern. */
static dueby_status select_duties(const dueby_profile *profile, const dueby_selection_options *options, uint8_t *selected,
                                  int64_t *unknown) {
  int32_t rules = profile->n.rules;
  uint8_t *wanted = calloc((size_t)rules + 1, 1);
  dueby_status status = wanted ? DUEBY_OK : DUEBY_EMEMORY;
  for (int64_t i = 0; i < options->duty_count && status == DUEBY_OK; i++) {
    int found = 0;
    for (int32_t rule = 0; rule < rules; rule++) {
      int is_one = options->duties[i] && is_named(profile, options, options->duties[i], rule);
      wanted[rule] |= (uint8_t)is_one;
      found |= is_one;
    }
    if (found) continue;
    *unknown = i;
    status = DUEBY_ENOTFOUND;
  }
  for (int32_t rule = 0; rule < rules && status == DUEBY_OK; rule++) selected[rule] &= wanted[rule];
  free(wanted);
  return status;
}

static int is_one_of(uint32_t bits, int32_t number) {
  return !bits || (number >= 0 && number < 32 && bits >> number & 1);
}

static dueby_status select_rules(const dueby_profile *profile, const dueby_selection_options *options, uint8_t *selected,
                                 int64_t *unknown) {
  int32_t duty;
  *unknown = -1;
  if (options->address) {
    dueby_status status = dueby_profile_select(profile, options->address, &duty, selected);
    if (status != DUEBY_OK) return status;
  }
  for (int32_t rule = 0; rule < profile->n.rules; rule++) {
    const struct model_rule *model = &profile->rules[rule].model;
    if (!options->address) selected[rule] = options->duty_count || model->alternative_of < 0;
    selected[rule] &= is_one_of(options->authorities, model->authority) && is_one_of(options->subjects, model->subject);
  }
  return options->duty_count ? select_duties(profile, options, selected, unknown) : DUEBY_OK;
}

dueby_status dueby_selection_make(const dueby_profile *profile, const dueby_selection_options *options, uint8_t *selected,
                                  int64_t *unknown) {
  dueby_selection_options taken;
  int64_t index = -1;
  if (!TAKE_INPUT(dueby_selection_options, &taken, options) || taken.reserved || taken.duty_count < 0 ||
      (taken.duty_count && !taken.duties))
    return DUEBY_EARGUMENT;
  uint8_t *made = calloc((size_t)profile->n.rules + 1, 1);
  if (!made) return DUEBY_EMEMORY;
  dueby_status status = select_rules(profile, &taken, made, &index);
  if (status == DUEBY_OK) memcpy(selected, made, (size_t)profile->n.rules);
  if (status == DUEBY_ENOTFOUND && unknown) *unknown = index;
  free(made);
  return status;
}
