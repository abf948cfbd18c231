/* Checks events from the caller. Internal. */
#ifndef DUEBY_EVENT_CHECK_H
#define DUEBY_EVENT_CHECK_H

#include "dueby/deadline.h"
#include "profile_internal.h"

/* True if a number is a type of event, or means an interval agreed for a duty. */
static inline int profile_knows_type(const dueby_profile *profile, int32_t type) {
  if (type >= 0) return type && type < profile->n.events;
  return type <= DUEBY_EVENT_AGREED_FOR(0) && type >= DUEBY_EVENT_AGREED_FOR(profile->n.duties - 1);
}

/* True if the profile has all the tags in a set. */
static inline int profile_knows_tags(const dueby_profile *profile, const dueby_tags *tags) {
  enum { WORD = 64 };
  for (int i = 0; i < DUEBY_TAGS_MAX / WORD; i++) {
    int32_t known = profile->n.tags - i * WORD;
    if (known < WORD && tags->bits[i] >> (known > 0 ? known : 0)) return 0;
  }
  return 1;
}

/* True if all fields of an event have valid values, apart from its type, which is not checked. */
int dueby_event_has_values(const dueby_event *event);

/* True if a timeline accepts this event in a case. */
static inline int event_is_known(const dueby_profile *profile, const dueby_event *event) {
  return profile_knows_type(profile, event->type) && profile_knows_tags(profile, &event->tags) && dueby_event_has_values(event);
}

/* True if a timeline accepts this unread row. Its type may be 0, which means any event. Its agreed interval is not used, and
 * nor is its date without DUEBY_HAS_BY. If its tags could not be read, all bits are set. */
static inline int unread_is_known(const dueby_profile *profile, const dueby_event *row) {
  return (!row->type || profile_knows_type(profile, row->type)) && !row->reserved &&
         !(row->has & ~(uint32_t)(DUEBY_HAS_DATE | DUEBY_HAS_LOST | DUEBY_HAS_BY));
}

/* True if facts about a case can be used; they may be NULL. */
int dueby_facts_are_known(const dueby_profile *profile, const dueby_facts *facts);

#endif
