/* Notes oddities in a file of events: how often each occurs, and where first. Internal to libdueby-io. */
#ifndef DUEBY_IO_CASELOAD_NOTES_H
#define DUEBY_IO_CASELOAD_NOTES_H

#include "dueby/caseload.h"
#include "dueby/finding.h"
#include "interned.h"
#include "tally.h"

enum { NOTE_KINDS = DUEBY_FINDING_SAME_CASES + 1 };

/* Flags of an event type. */
enum {
  EVENT_ENDS = 1,      /* the event ends something, so without a date it has not happened */
  EVENT_OF_CHILD = 2,  /* the event starts a rule about a child */
  EVENT_OF_LIVING = 4, /* the event meets a recurring rule about a child, or starts something for a child that another event ends */
  EVENT_UNDER_18 = 8   /* the event starts something under a rule that the 18th birthday ends */
};

/* The hash of a name (similar names have the same), and the first line with such a name. The hash is 0 for a free slot. */
struct noted_name {
  uint64_t hash;
  int64_t line;
};

struct notes {
  struct tally kinds[NOTE_KINDS]; /* tallies, one for each DUEBY_FINDING_... */
  struct tally
      *ended_early;       /* for each event type, the ends without a ref, which may end something that began before the records */
  struct tally *misspelt; /* for each event type, the rows with an unknown event whose name is most like this type's */
  uint8_t *uses;          /* flags of each event type */
  int32_t *partner;       /* for each event type, the type that starts what it ends; 0 for none */
  int32_t birth, death;
  dueby_tags voided, estimated; /* the tags `void` and `estimated`; empty if the vocabulary does not have them */
  dueby_date as_at;
  int is_return;  /* 1 if the file is part of a return, whose files may repeat a row */
  int32_t *slots; /* temporary hash table of a case's events */
  int64_t slot_count;
  struct noted_name *names;
  int64_t name_count, name_slots;
};

/* Prepares to note oddities. `slugs` has the slugs of the profile, numbered like its events. */
dueby_status dueby_notes_open(struct notes *notes, const dueby_profile *profile, const struct interned *slugs, dueby_date as_at);
void dueby_notes_close(struct notes *notes);

static inline void notes_add(struct notes *notes, int32_t kind, int64_t line) {
  tally_add(&notes->kinds[kind], line);
}

static inline int tags_meet(const dueby_tags *left, const dueby_tags *right) {
  return ((left->bits[0] & right->bits[0]) | (left->bits[1] & right->bits[1])) != 0;
}

static inline int notes_is_void(const struct notes *notes, const dueby_event *event) {
  return tags_meet(&event->tags, &notes->voided);
}

/* Notes oddities in a case's name, events and refs. `line` is the case's first line. Each name and each ref must be passed only
 * once. May return DUEBY_EMEMORY. */
dueby_status dueby_notes_case(struct notes *notes, const char *name, int64_t line, const dueby_event *events, int64_t count);
/* Removes each date of birth that the case's other events contradict: with such a date, the case would have no duties at all.
 * Returns how many it removed. */
int dueby_notes_refuse_births(const struct notes *notes, dueby_event *events, int64_t count);
/* Notes the name of a case's team or worker, from a carried column. May return DUEBY_EMEMORY. */
dueby_status dueby_notes_team(struct notes *notes, int32_t column, const char *name, int64_t line);
int dueby_notes_are_similar(const char *left, const char *right); /* true if two strings differ only by zeros, spaces or capitals */
int dueby_notes_may_be_similar(const char *text);                 /* true if a string has zeros, spaces or capitals */

#endif
