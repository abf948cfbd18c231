/* Computes the digest of a calendar: its coverage, every day, and the named days. */
#include "calendar_internal.h"
#include "digest.h"

enum { FORM = 1 };

static void add_named(struct sha256 *hash, const struct calendar_named *named) {
  const dueby_holiday *holiday = &named->holiday;
  digest_number(hash, holiday->date);
  digest_number(hash, holiday->known_from);
  digest_number(hash, holiday->division);
  digest_number(hash, holiday->basis);
  digest_text(hash, named->name);
}

dueby_status dueby_calendar_digest(const dueby_calendar *calendar, char *text, int64_t size, int64_t *needed) {
  struct sha256 hash = digest_begin("calendar", FORM);
  const int32_t facts[] = {
      calendar->first,    calendar->last,      calendar->confirmed_to, calendar->listed_to, calendar->weekend,
      calendar->closures, calendar->divisions, calendar->own_list,     calendar->changed,   (int32_t)calendar->named_count};
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) digest_number(&hash, facts[i]);
  dueby_sha256_add(&hash, calendar->marks, sizeof calendar->marks);
  for (int64_t i = 0; i < calendar->named_count; i++) add_named(&hash, &calendar->named[i]);
  return digest_end(&hash, text, size, needed);
}
