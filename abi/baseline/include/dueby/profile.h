/* profile: duties, the rules that limit them, and the vocabulary of events and tags that they speak of.
 *
 * A duty is what must be done, under an id such as `cp.visit`; a rule is one source's timescale for it. The rules of a
 * duty stand side by side and the earliest date governs, so that a council can tighten the law and never loosen it.
 * Everything is addressed by small indexes inside one profile: duties [0, dueby_profile_duty_count), rules likewise; the rules
 * of one duty are neighbours, those of the parent profile first. A profile is immutable. */
#ifndef DUEBY_PROFILE_H
#define DUEBY_PROFILE_H

#include "span.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct dueby_profile dueby_profile;

/* Texts of a rule; NULL where it says nothing. Those marked V may differ between its versions. Append only. */
enum {
  DUEBY_RULE_ID = 1,          /* the duty: cp.conference.initial */
  DUEBY_RULE_NAME = 2,        /* its name among the rules of one profile on one duty, or the alternative's */
  DUEBY_RULE_TITLE = 3,       /* the duty as a noun phrase: initial child protection conference */
  DUEBY_RULE_TRIGGER = 4,     /* slug of the event that starts the clock */
  DUEBY_RULE_DUE = 5,         /* slug of the event that meets it */
  DUEBY_RULE_PROFILE = 6,     /* the profile that states it */
  DUEBY_RULE_READING = 7,     /* how a doubtful passage was read */
  DUEBY_RULE_REPLACED_BY = 8, /* the duty that took its place when it ended */
  DUEBY_RULE_ADDRESS = 9,     /* profile:id, profile:id/name or profile:id~name */
  DUEBY_RULE_DOCUMENT = 10,   /* V title of the document */
  DUEBY_RULE_SECTION = 11,    /* V where in the document */
  DUEBY_RULE_NOTE = 12,       /* V a remark on the source */
  DUEBY_RULE_SUPERSEDED = 13, /* V what to know where a later edition of the document has not been read */
  DUEBY_RULE_SINCE = 14,      /* slug of the event that the span is measured from, where that is not the trigger */
  DUEBY_RULE_WHEN_TAG = 15,   /* tags of which the trigger needs one: a or b */
  DUEBY_RULE_UNLESS_TAG = 16, /* tags of which the trigger may have none */
  DUEBY_RULE_EDITION = 17,    /* V which version of the document: V2 */
  DUEBY_RULE_DATED = 18,      /* V the date of the document as it gives it: 2019, 2019-03 or 2019-03-15 */
  DUEBY_RULE_TEXT_READ = 19,  /* V which text of the document was read: as made */
  DUEBY_RULE_PAUSE_FROM = 21, /* V slug of the event that stops the clock for a time */
  DUEBY_RULE_PAUSE_TO = 22    /* V slug of the event that starts it again */
};

/* Numbers of a rule. Those marked V may differ between its versions. Append only. */
enum {
  DUEBY_RULE_DUTY = 1,
  DUEBY_RULE_AUTHORITY = 2,        /* DUEBY_AUTHORITY_STATUTE, DUEBY_AUTHORITY_GUIDANCE, DUEBY_AUTHORITY_LOCAL */
  DUEBY_RULE_FORCE = 3,            /* DUEBY_FORCE_MUST, DUEBY_FORCE_SHOULD, DUEBY_FORCE_AIM */
  DUEBY_RULE_SUBJECT = 4,          /* DUEBY_SUBJECT_CHILD, DUEBY_SUBJECT_CARER, DUEBY_SUBJECT_WORKER, DUEBY_SUBJECT_BODY */
  DUEBY_RULE_COUNTING = 5,         /* V */
  DUEBY_RULE_ROLL = 6,             /* V */
  DUEBY_RULE_RECURS = 7,           /* V 1 where it may fall due more than once */
  DUEBY_RULE_COMPUTES = 8,         /* V 1 where it has a figure; 0: not stated */
  DUEBY_RULE_ALTERNATIVE_OF = 9,   /* the rule that it is another figure for; -1: it is in force by itself */
  DUEBY_RULE_CHECKED = 10,         /* V DUEBY_CHECKED_PRIMARY, DUEBY_CHECKED_SECONDARY, DUEBY_CHECKED_UNCHECKED; 0: no source */
  DUEBY_RULE_FROM = 11,            /* V first day in force, DUEBY_DATE_NONE: no such limit */
  DUEBY_RULE_TO = 12,              /* V last day in force, DUEBY_DATE_NONE: no such limit */
  DUEBY_RULE_SUPERSEDED_FROM = 13, /* V the day on which a later edition of the document took its place, or NONE */
  DUEBY_RULE_EACH = 14,            /* 1 where every trigger needs an answer of its own */
  DUEBY_RULE_AGE_FROM = 15,        /* age in months from which it applies; -1: no such condition */
  DUEBY_RULE_AGE_UNDER = 16,       /* age in months until which it applies; -1: no such condition */
  DUEBY_RULE_DIVISION = 17, /* bits of DUEBY_DIVISION_ENGLAND_AND_WALES ... where it has a working day of its own; 0: it has not */
  DUEBY_RULE_READ_ON = 18   /* V the day on which the text was read, DUEBY_DATE_NONE: not said, or not read */
};

enum { DUEBY_AUTHORITY_STATUTE = 1, DUEBY_AUTHORITY_GUIDANCE = 2, DUEBY_AUTHORITY_LOCAL = 3 };
enum { DUEBY_FORCE_MUST = 1, DUEBY_FORCE_SHOULD = 2, DUEBY_FORCE_AIM = 3 };
enum { DUEBY_SUBJECT_CHILD = 1, DUEBY_SUBJECT_CARER = 2, DUEBY_SUBJECT_WORKER = 3, DUEBY_SUBJECT_BODY = 4 };

/* How well the text of a source was read. */
enum {
  DUEBY_CHECKED_PRIMARY = 1,   /* the instrument or document itself */
  DUEBY_CHECKED_SECONDARY = 2, /* pages that reproduce or report it */
  DUEBY_CHECKED_UNCHECKED = 3  /* nobody has read it */
};

/* A profile that comes with the library: "england", "barnet", ... DUEBY_ENOTFOUND. Since 0.1. */
DUEBY_API dueby_status dueby_profile_new(const char *builtin_name, dueby_profile **profile);

/* The names of the built-in profiles, [0, dueby_profile_builtin_count()). Since 0.1. */
DUEBY_API int32_t dueby_profile_builtin_count(void);
DUEBY_API const char *dueby_profile_builtin(int32_t index);

/* A profile from its compiled form, which libdueby-io makes from YAML; `base` is what it extends, at the least the
 * vocabulary; NULL for a vocabulary itself. All is copied, that of `base` too. DUEBY_EFORMAT where the compiled form is
 * malformed or of another version of the library. Since 0.1. */
DUEBY_API dueby_status dueby_profile_open(const int32_t *numbers, int64_t n_numbers, const char *text, int64_t n_text,
                                          const dueby_profile *base, dueby_profile **profile);

/* The built-in vocabulary alone: its events and tags, and no duty. What extends nothing stands on it. Since 0.1. */
DUEBY_API dueby_status dueby_profile_vocabulary(dueby_profile **profile);

/* Gives a profile back; NULL is fine. Queries and timelines keep it alive until they are freed. Since 0.1. */
DUEBY_API void dueby_profile_free(dueby_profile *profile);

/* Its name, its title for people, and the name of what it extends (NULL: nothing); NULL for a vocabulary. Since 0.1. */
DUEBY_API const char *dueby_profile_name(const dueby_profile *profile);
DUEBY_API const char *dueby_profile_title(const dueby_profile *profile);
DUEBY_API const char *dueby_profile_extends(const dueby_profile *profile);

/* A name for what a profile and all that it extends say: 64 hexadecimal digits of a SHA-256, of which the first 16 tell two
 * profiles apart. The same YAML has the same digest, built in or read from a file; another figure, title or source has another. It
 * may change with a release of the library. Since 0.1. */
DUEBY_API dueby_status dueby_profile_digest(const dueby_profile *profile, char *text, int64_t size, int64_t *needed);

/* How many duties there are, the id of one (NULL for an unknown index), and the index of an id. DUEBY_ENOTFOUND. Since 0.1. */
DUEBY_API int32_t dueby_profile_duty_count(const dueby_profile *profile);
DUEBY_API const char *dueby_profile_duty(const dueby_profile *profile, int32_t duty);
DUEBY_API dueby_status dueby_profile_find_duty(const dueby_profile *profile, const char *id, int32_t *duty);

/* The rules of a duty: the first, and how many follow on from it, alternatives among them. Since 0.1. */
DUEBY_API dueby_status dueby_profile_duty_rules(const dueby_profile *profile, int32_t duty, int32_t *first, int32_t *count);

/* What a name addresses: `id` a duty with all its rules, `profile:id` those that one profile states, `profile:id/name` one
 * rule, `id~name` or `profile:id~name` an alternative. The rules that it takes in are marked in selected[rule] (1 or 0;
 * dueby_profile_rule_count of them), and *duty is theirs. DUEBY_ENOTFOUND. Since 0.1. */
DUEBY_API dueby_status dueby_profile_select(const dueby_profile *profile, const char *address, int32_t *duty, uint8_t *selected);

/* The vocabulary's events by index [1, count), 0 being no event: slug, title (a noun phrase that reads on after "the"), meaning;
 * NULL for an unknown index. DUEBY_ENOTFOUND. Since 0.1. */
DUEBY_API int32_t dueby_profile_event_count(const dueby_profile *profile);
DUEBY_API dueby_status dueby_profile_find_event(const dueby_profile *profile, const char *slug, int32_t *event);
DUEBY_API const char *dueby_profile_event_slug(const dueby_profile *profile, int32_t event);
DUEBY_API const char *dueby_profile_event_title(const dueby_profile *profile, int32_t event);
DUEBY_API const char *dueby_profile_event_description(const dueby_profile *profile, int32_t event);
/* The event that it is as well, as a decision against a conference is a decision; 0: none. Since 0.1. */
DUEBY_API int32_t dueby_profile_event_also(const dueby_profile *profile, int32_t event);

/* Tags by index [0, count), at most DUEBY_TAGS_MAX. DUEBY_ENOTFOUND. Since 0.1. */
DUEBY_API int32_t dueby_profile_tag_count(const dueby_profile *profile);
DUEBY_API dueby_status dueby_profile_find_tag(const dueby_profile *profile, const char *name, int32_t *tag);

/* A set of tags, all zero being none: tag t is bit t % 64 of bits[t / 64]. */
enum { DUEBY_TAGS_MAX = 128 };
typedef struct dueby_tags {
  uint64_t bits[2];
} dueby_tags;

/* Adds a tag of dueby_profile_find_tag. DUEBY_EARGUMENT outside [0, DUEBY_TAGS_MAX). Since 0.1. */
DUEBY_API dueby_status dueby_tags_add(dueby_tags *tags, int32_t tag);
DUEBY_API const char *dueby_profile_tag(const dueby_profile *profile, int32_t tag);
DUEBY_API const char *dueby_profile_tag_description(const dueby_profile *profile, int32_t tag);

/* How many rules there are, alternatives among them. Since 0.1. */
DUEBY_API int32_t dueby_profile_rule_count(const dueby_profile *profile);

/* The versions of a rule, [0, count): at least one, in order of their days in force. Since 0.1. */
DUEBY_API int32_t dueby_rule_version_count(const dueby_profile *profile, int32_t rule);

/* The version in force on a day. DUEBY_ENOTINFORCE. Since 0.1. */
DUEBY_API dueby_status dueby_rule_version_on(const dueby_profile *profile, int32_t rule, dueby_date date, int32_t *version);

/* One fact of a rule; `version` matters to those marked V. NULL or 0 for unknown fields and indexes. Since 0.1. */
DUEBY_API const char *dueby_rule_text(const dueby_profile *profile, int32_t rule, int32_t version, int32_t field);
DUEBY_API int32_t dueby_rule_number(const dueby_profile *profile, int32_t rule, int32_t version, int32_t field);

/* The events that end a rule, those of its profile among them, by index [0, count). Since 0.1. */
DUEBY_API int32_t dueby_rule_end_count(const dueby_profile *profile, int32_t rule);
DUEBY_API int32_t dueby_rule_end(const dueby_profile *profile, int32_t rule, int32_t index);

#ifdef __cplusplus
}
#endif
#endif
