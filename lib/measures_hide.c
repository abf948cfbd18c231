/* Finds the counts that are hidden: small ones, and those that would give small ones away. */
#include <stdlib.h>

#include "measures_internal.h"

enum { SMALLEST = 1, SMALL = 5 };

static int is_small(int64_t count) {
  return count >= SMALLEST && count <= SMALL;
}

/* A set of hidden counts whose sum readers may know. Small counts are from 1 to 5; other counts are only hidden to protect them. */
struct hidden_sum {
  int64_t down, up;            /* by how much all the counts together can be smaller or larger */
  uint8_t small[SMALL][SMALL]; /* small[i][j] is 1 if a small count can be i smaller and j larger */
};

static int64_t lesser(int64_t one, int64_t other) {
  return one < other ? one : other;
}

static void add(struct hidden_sum *sum, int64_t down, int64_t up, int is_protected) {
  if (is_protected) sum->small[lesser(down, SMALL - SMALLEST)][lesser(up, SMALL - SMALLEST)] = 1;
  sum->down += down;
  sum->up += up;
}

/* Adds a hidden count that, as far as readers know, could be larger by at most `room`. */
static void add_hidden(struct hidden_sum *sum, int64_t count, int64_t room) {
  if (is_small(count)) add(sum, count - SMALLEST, lesser(SMALL - count, room), 1);
  else add(sum, count, room, 0);
}

/* Adds one of the two parts of a known number; `rest` is the other part. One or both of them may be small, but readers do not know
 * which. */
static void add_part(struct hidden_sum *sum, int64_t part, int64_t rest) {
  if (is_small(part) && is_small(rest)) add(sum, part - SMALLEST, rest - SMALLEST, 1);
  else if (is_small(rest)) add(sum, SMALL - rest, rest - SMALLEST, 1);
  else add_hidden(sum, part, rest);
}

/* True if the sum reveals a small count. As the sum is fixed, a hidden count can only be larger if another one is smaller, and the
 * reverse. If no other count can change in this way, the small count has only one possible value. */
static int is_given_away(const struct hidden_sum *sum) {
  for (int64_t down = 0; down < SMALL; down++)
    for (int64_t up = 0; up < SMALL; up++)
      if (sum->small[down][up] && (!up || sum->down == down) && (!down || sum->up == up)) return 1;
  return 0;
}

/* ---- bands ---- */

static int has_small_band(const struct figures *figures, int32_t bands) {
  int64_t in_bands = 0;
  for (int32_t i = 0; i < bands; i++) {
    if (is_small(figures->bands[i])) return 1;
    in_bands += figures->bands[i];
  }
  return is_small(figures->counted - in_bands);
}

/* Returns how many bands are within the limit that decides which units are good; 0 if no band ends exactly at the limit. If the
 * measure has no such limit, returns the number of all bands. */
static int32_t bands_up_to_limit(const struct definition *definition) {
  if (definition->test != TEST_WITHIN && definition->test != TEST_LONGER) return definition->band_count;
  for (int32_t i = 0; i < definition->band_count; i++)
    if (definition->bands[i].up_to.unit == definition->limit.unit && definition->bands[i].up_to.amount == definition->limit.amount)
      return i + 1;
  return 0;
}

/* Either the bands within the limit or those above it. Their counts and the units in no band add up to a number in the row. */
struct side {
  int32_t first, end;
  struct hidden_sum small; /* the small counts among them */
  int32_t next;            /* the band with the smallest of the other counts, except 0; -1 if there is none */
};

static struct side side_of(const struct definition *definition, const struct figures *figures, int32_t band) {
  int32_t split = bands_up_to_limit(definition), count = definition->band_count;
  struct side side = {.first = band < split ? 0 : split, .end = band < split ? split : count, .next = -1};
  int64_t in_no_band = side.end < count ? 0 : figures->counted;
  for (int32_t i = 0; i < count && side.end == count; i++) in_no_band -= figures->bands[i];
  if (is_small(in_no_band)) add_hidden(&side.small, in_no_band, INT32_MAX);
  for (int32_t i = side.first; i < side.end; i++) {
    if (is_small(figures->bands[i])) add_hidden(&side.small, figures->bands[i], INT32_MAX);
    else if (figures->bands[i] && (side.next < 0 || figures->bands[i] < figures->bands[side.next])) side.next = i;
  }
  return side;
}

/* True if, on one side of the limit, the sum of the bands reveals small counts, because there is no other band to hide with them.
 * The units in no band do not protect them, unless they are few too, because their number may also be shown as odd units. */
static int has_bare_side(const struct definition *definition, const struct figures *figures) {
  for (int32_t i = 0; i < definition->band_count; i++) {
    const struct side side = side_of(definition, figures, i);
    if (side.next < 0 && is_given_away(&side.small)) return 1;
  }
  return 0;
}

/* True if more than one group has units that were counted. */
static int has_others(const struct dueby_measures *measures, int32_t definition) {
  int32_t filled = 0;
  for (int32_t i = 0; i < measures->groups.count; i++) filled += figures_of(measures, i, definition)->counted > 0;
  return filled > 1;
}

/* If the row's bands are hidden: on each side of the limit, hides the small bands and, if their sum gives them away, the smallest
 * of the others too. If several groups have counted units, the totals of a band could reveal it, so a group's row hides all bands
 * on a side that has more than one. Hides all bands if the share is hidden, or if no band ends at the limit. */
int dueby_measures_hides_band(const struct dueby_measures *measures, int32_t definition, const struct figures *figures,
                              int32_t band, int hidden, int is_total) {
  const struct definition *of = &measures->definitions->items[definition];
  const struct side side = side_of(of, figures, band);
  if (!(hidden & HIDES_BANDS)) return 0;
  if (hidden & HIDES_GOOD || !bands_up_to_limit(of)) return 1;
  if (!is_total && side.end - side.first > 1 && has_others(measures, definition)) return 1;
  return is_small(figures->bands[band]) || (band == side.next && is_given_away(&side.small));
}

/* ---- one row ---- */

/* Returns the count that `kind` (HIDES_...) stands for. For HIDES_GOOD, returns the number that the good units are out of. */
static int64_t size_of(const struct figures *figures, int kind) {
  switch (kind) {
  case HIDES_CANNOT_TELL: return figures->cannot_tell;
  case HIDES_ODD: return figures->odd;
  default: return figures->counted;
  }
}

/* Returns the bits for the counts that are small, or that another number in the row would give away. */
static int hidden_alone(const struct definition *definition, const struct figures *figures) {
  int bits = 0;
  if (is_small(figures->counted)) bits |= HIDES_COUNTED;
  if (is_small(figures->good) || is_small(figures->counted - figures->good) || has_bare_side(definition, figures))
    bits |= HIDES_GOOD;
  if (definition->band_count && has_small_band(figures, definition->band_count)) bits |= HIDES_BANDS;
  if (is_small(figures->cannot_tell)) bits |= HIDES_CANNOT_TELL;
  if (is_small(figures->odd)) bits |= HIDES_ODD;
  return bits;
}

struct figures dueby_measures_sum(const struct dueby_measures *measures, int32_t definition) {
  struct figures sum = {0};
  for (int32_t i = 0; i < measures->groups.count; i++) {
    const struct figures *figures = figures_of(measures, i, definition);
    sum.counted += figures->counted;
    sum.good += figures->good;
    sum.cannot_tell += figures->cannot_tell;
    sum.odd += figures->odd;
    sum.days += figures->days;
    for (int32_t band = 0; band < BANDS_MAX; band++) sum.bands[band] += figures->bands[band];
  }
  return sum;
}

/* ---- all rows ---- */

/* The rows in which counts are being hidden. */
struct rows {
  const struct dueby_measures *measures;
  uint8_t *bits;
  int has_changed; /* 1 if more counts were hidden */
};

static int bits_at(const struct rows *rows, int32_t group, int32_t definition) {
  return rows->bits[(size_t)group * (size_t)rows->measures->definitions->count + (size_t)definition];
}

/* Hides counts and what depends on them. Odd units may be in no band, so they are hidden with the bands. */
static void hide(struct rows *rows, int32_t group, int32_t definition, int bits) {
  int has_bands = rows->measures->definitions->items[definition].band_count > 0;
  if (bits & HIDES_COUNTED) bits |= HIDES_GOOD;
  if (has_bands && bits & (HIDES_GOOD | HIDES_ODD)) bits |= HIDES_BANDS;
  if (bits & HIDES_BANDS) bits |= HIDES_ODD;
  uint8_t *at = &rows->bits[(size_t)group * (size_t)rows->measures->definitions->count + (size_t)definition];
  if ((*at | bits) == *at) return;
  *at |= (uint8_t)bits;
  rows->has_changed = 1;
}

/* True if two measures count the same units, each in its own way, so that one may show what the other hides. */
static int is_of_same(const struct dueby_measures *measures, int32_t one, int32_t other) {
  const struct definition *left = &measures->definitions->items[one], *right = &measures->definitions->items[other];
  if (left->counts != right->counts || !dueby_measures_is_answered(measures, one) || !dueby_measures_is_answered(measures, other))
    return 0;
  switch (left->counts) {
  case DUEBY_COUNTS_VALUES: return strcmp(left->texts[DUEBY_DEFINITION_UNIT], right->texts[DUEBY_DEFINITION_UNIT]) == 0;
  case DUEBY_COUNTS_DUE: return left->duty[0] == right->duty[0];
  default: return left->from == right->from;
  }
}

/* Hides counts in the rows of other measures of the same units, so that they cannot reveal what is hidden in this row. If `counted`
 * is hidden here, it is hidden there too. If any part of the total is hidden, the total must not be known either, so in all these
 * rows the units that are not counted are hidden. */
static void hide_together(struct rows *rows, int32_t group, int32_t definition) {
  enum { PARTS = HIDES_COUNTED | HIDES_BANDS | HIDES_CANNOT_TELL | HIDES_ODD };
  int bits = bits_at(rows, group, definition);
  int shared = (bits & HIDES_COUNTED) | (bits & PARTS ? HIDES_CANNOT_TELL | HIDES_ODD : 0);
  for (int32_t i = 0; i < rows->measures->definitions->count && shared; i++) {
    if (i == definition || !is_of_same(rows->measures, definition, i)) continue;
    hide(rows, group, i, shared);
    hide(rows, group, definition, shared);
    hide(rows, rows->measures->groups.count, i, shared & ~HIDES_COUNTED);
  }
}

/* If the total of all groups reveals a count that some groups hide, also hides the smallest count of the other groups or, if there
 * is none, the total. */
static void hide_in_sum(struct rows *rows, int32_t definition, int kind) {
  const struct dueby_measures *measures = rows->measures;
  struct hidden_sum sum = {0};
  int32_t smallest = measures->groups.count;
  int64_t least = INT64_MAX;
  /* hide_bands hides odd units in every group, as part of the bands */
  if (kind == HIDES_ODD && measures->definitions->items[definition].band_count) return;
  for (int32_t i = 0; i < measures->groups.count; i++) {
    const struct figures *figures = figures_of(measures, i, definition);
    int64_t size = size_of(figures, kind);
    if (bits_at(rows, i, definition) & kind) {
      if (kind == HIDES_GOOD) add_part(&sum, figures->good, figures->counted - figures->good);
      else add_hidden(&sum, size, kind == HIDES_ODD ? figures->counted + figures->cannot_tell - figures->odd : INT32_MAX);
    } else if (size && size < least) {
      smallest = i;
      least = size;
    }
  }
  if (is_given_away(&sum)) hide(rows, smallest, definition, kind);
}

/* If one group hides its bands, hides them in every group. To hide them in only one other group would not be enough: it may have no
 * units in the same band, and then the total still reveals the first group's. */
static void hide_bands(struct rows *rows, int32_t definition) {
  int hidden = 0;
  for (int32_t i = 0; i < rows->measures->groups.count; i++) hidden |= bits_at(rows, i, definition) & HIDES_BANDS;
  for (int32_t i = 0; i < rows->measures->groups.count; i++) hide(rows, i, definition, hidden);
}

static void hide_all(struct rows *rows) {
  static const int kinds[] = {HIDES_COUNTED, HIDES_GOOD, HIDES_CANNOT_TELL, HIDES_ODD};
  int32_t groups = rows->measures->groups.count, definitions = rows->measures->definitions->count;
  for (int32_t i = 0; i < definitions; i++) {
    const struct definition *definition = &rows->measures->definitions->items[i];
    const struct figures sum = dueby_measures_sum(rows->measures, i);
    for (int32_t group = 0; group < groups; group++)
      hide(rows, group, i, hidden_alone(definition, figures_of(rows->measures, group, i)));
    hide(rows, groups, i, hidden_alone(definition, &sum));
  }
  do {
    rows->has_changed = 0;
    for (int32_t i = 0; i < definitions; i++) {
      hide_bands(rows, i);
      for (int32_t group = 0; group <= groups; group++) hide_together(rows, group, i);
      for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) hide_in_sum(rows, i, kinds[kind]);
    }
  } while (rows->has_changed);
}

int dueby_measures_hidden(const struct dueby_measures *measures, int32_t group, int32_t definition) {
  struct rows rows = {.measures = measures, .bits = measures->hiding->bits};
  if (!measures->suppress) return 0;
  if (!rows.bits) {
    rows.bits = calloc((size_t)measures->groups.count + 1, (size_t)measures->definitions->count);
    if (!rows.bits) return -1;
    hide_all(&rows);
    measures->hiding->bits = rows.bits;
  }
  return bits_at(&rows, group, definition);
}
