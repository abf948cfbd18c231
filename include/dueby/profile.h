/* profile: duties, the rules that set their time limits, and the vocabulary of events and tags that rules use.
 *
 * A duty is something that must be done, with an id such as `cp.visit`; a rule is one source's timescale for it. If a duty has
 * several rules, the earliest date governs, so that a council can tighten the law but never loosen it. Duties and rules have
 * indexes within one profile: duties [0, dueby_profile_duty_count), rules likewise. One duty's rules have consecutive indexes, the
 * parent profile's first. A profile is immutable. */
#ifndef DUEBY_PROFILE_H
#define DUEBY_PROFILE_H

#include "span.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct dueby_profile dueby_profile;

/* Text fields of a rule; NULL if the rule lacks a field. Fields marked "per version" may differ between its versions. Append
 * only. */
enum {
  DUEBY_RULE_ID = 1,            /* id of the duty, such as cp.conference.initial */
  DUEBY_RULE_NAME = 2,          /* name that distinguishes the rule from its profile's other rules for the duty, or name of the
                                   alternative */
  DUEBY_RULE_TITLE = 3,         /* the duty as a noun phrase, such as initial child protection conference */
  DUEBY_RULE_TRIGGER = 4,       /* slug of the event that starts the clock */
  DUEBY_RULE_DUE = 5,           /* slug of the event that meets the duty */
  DUEBY_RULE_PROFILE = 6,       /* name of the profile that the rule comes from */
  DUEBY_RULE_READING = 7,       /* how a doubtful passage was read */
  DUEBY_RULE_REPLACED_BY = 8,   /* the duty that replaced this one when it ended */
  DUEBY_RULE_ADDRESS = 9,       /* address of the rule: profile:id, profile:id/name or profile:id~name */
  DUEBY_RULE_DOCUMENT = 10,     /* title of the document (per version) */
  DUEBY_RULE_SECTION = 11,      /* section of the document (per version) */
  DUEBY_RULE_NOTE = 12,         /* a note on the source (per version) */
  DUEBY_RULE_SUPERSEDED = 13,   /* a caution that a later edition of the document has not been read (per version) */
  DUEBY_RULE_SINCE = 14,        /* slug of the event that the span is counted from, if not the trigger */
  DUEBY_RULE_WHEN_TAG = 15,     /* tags, such as "a" or "a or b": the trigger must have at least one */
  DUEBY_RULE_UNLESS_TAG = 16,   /* tags that the trigger must not have */
  DUEBY_RULE_EDITION = 17,      /* edition of the document, such as V2 (per version) */
  DUEBY_RULE_DATED = 18,        /* the document's date as written in the profile: 2019, 2019-03 or 2019-03-15 (per version) */
  DUEBY_RULE_TEXT_READ = 19,    /* which version of the document's text was read, such as "as made" (per version) */
  DUEBY_RULE_PAUSE_FROM = 21,   /* slug of the event that pauses the clock (per version) */
  DUEBY_RULE_PAUSE_TO = 22,     /* slug of the event that restarts the clock (per version) */
  DUEBY_RULE_LISTED_AS = 23,    /* the name under which worklists list the rule: the duty's id or, for an alternative, id~name */
  DUEBY_RULE_LISTED_TITLE = 24, /* title of the duty or, for an alternative, title and name */
  DUEBY_RULE_ALSO = 25          /* other names that people use for the duty, such as ICPC, separated by ", " */
};

/* The number fields of a rule. Fields marked "per version" may differ between its versions. Append only. */
enum {
  DUEBY_RULE_DUTY = 1,
  DUEBY_RULE_AUTHORITY = 2,        /* authority: DUEBY_AUTHORITY_STATUTE, DUEBY_AUTHORITY_GUIDANCE or DUEBY_AUTHORITY_LOCAL */
  DUEBY_RULE_FORCE = 3,            /* force: DUEBY_FORCE_MUST, DUEBY_FORCE_SHOULD or DUEBY_FORCE_AIM */
  DUEBY_RULE_SUBJECT = 4,          /* subject: DUEBY_SUBJECT_CHILD, DUEBY_SUBJECT_CARER, DUEBY_SUBJECT_WORKER or
                                    * DUEBY_SUBJECT_BODY */
  DUEBY_RULE_COUNTING = 5,         /* DUEBY_COUNTING_EXCLUDED or another way of counting (per version) */
  DUEBY_RULE_ROLL = 6,             /* DUEBY_ROLL_NONE or another roll (per version) */
  DUEBY_RULE_RECURS = 7,           /* 1 if the duty may fall due more than once (per version) */
  DUEBY_RULE_COMPUTES = 8,         /* 1 if the rule has a timescale; 0 if its source does not state one (per version) */
  DUEBY_RULE_ALTERNATIVE_OF = 9,   /* index of the rule that this is an alternative to; -1 if it is not an alternative */
  DUEBY_RULE_CHECKED = 10,         /* how the source was read: DUEBY_CHECKED_...; 0 if there is no source (per version) */
  DUEBY_RULE_FROM = 11,            /* first day in force; DUEBY_DATE_NONE for no limit (per version) */
  DUEBY_RULE_TO = 12,              /* last day in force; DUEBY_DATE_NONE for no limit (per version) */
  DUEBY_RULE_SUPERSEDED_FROM = 13, /* the day a later edition replaced the document, or NONE (per version) */
  DUEBY_RULE_EACH = 14,            /* 1 if each trigger needs a separate event to meet it */
  DUEBY_RULE_AGE_FROM = 15,        /* the rule applies from this age in months; -1 for any age */
  DUEBY_RULE_AGE_UNDER = 16,       /* the rule applies below this age in months; -1 for any age */
  DUEBY_RULE_DIVISION = 17,        /* DUEBY_DIVISION_... bits of the divisions whose working days count; 0 if not stated */
  DUEBY_RULE_READ_ON = 18          /* the day the text was read; DUEBY_DATE_NONE if not stated or not read (per version) */
};

enum { DUEBY_AUTHORITY_STATUTE = 1, DUEBY_AUTHORITY_GUIDANCE = 2, DUEBY_AUTHORITY_LOCAL = 3 };
enum { DUEBY_FORCE_MUST = 1, DUEBY_FORCE_SHOULD = 2, DUEBY_FORCE_AIM = 3 };
enum { DUEBY_SUBJECT_CHILD = 1, DUEBY_SUBJECT_CARER = 2, DUEBY_SUBJECT_WORKER = 3, DUEBY_SUBJECT_BODY = 4 };

/* How the text of a source was read. */
enum {
  DUEBY_CHECKED_PRIMARY = 1,   /* we read the instrument or document itself */
  DUEBY_CHECKED_SECONDARY = 2, /* we read pages that reproduce or report the document */
  DUEBY_CHECKED_UNCHECKED = 3  /* nobody has read the source */
};

/* Makes one of the profiles built into the library: "england", "barnet", ... Fails with DUEBY_ENOTFOUND. Since 0.9. */
DUEBY_API dueby_status dueby_profile_new(const char *builtin_name, dueby_profile **profile);

/* The names of the built-in profiles, by index [0, dueby_profile_builtin_count()). Since 0.9. */
DUEBY_API int32_t dueby_profile_builtin_count(void);
DUEBY_API const char *dueby_profile_builtin(int32_t index);

/* Makes a profile from its compiled form, which libdueby-io makes from YAML. `base` is the profile that it extends, or the
 * vocabulary, or NULL when making a vocabulary itself. Everything is copied, including `base`. Fails with DUEBY_EFORMAT if the
 * compiled form is malformed or from another release of the library. Since 0.9. */
DUEBY_API dueby_status dueby_profile_open(const int32_t *numbers, int64_t n_numbers, const char *text, int64_t n_text,
                                          const dueby_profile *base, dueby_profile **profile);

/* The built-in vocabulary: events and tags, but no duties. A profile that extends no other is based on it. Since 0.9. */
DUEBY_API dueby_status dueby_profile_vocabulary(dueby_profile **profile);

/* Frees a profile; NULL is allowed. Queries and timelines that use the profile keep it alive. Since 0.9. */
DUEBY_API void dueby_profile_free(dueby_profile *profile);

/* The name of a profile, its title for people, and the name of the profile it extends (NULL for none). All are NULL for a
 * vocabulary. Since 0.9. */
DUEBY_API const char *dueby_profile_name(const dueby_profile *profile);
DUEBY_API const char *dueby_profile_title(const dueby_profile *profile);
DUEBY_API const char *dueby_profile_parent(const dueby_profile *profile);

/* Writes a SHA-256 hash of a profile and all the profiles it extends, as 64 hexadecimal digits; the first 16 are enough to tell two
 * profiles apart. The same YAML has the same digest, whether built in or read from a file; changing any time limit, title or source
 * changes the digest. A new release of the library may change it too. Since 0.9. */
DUEBY_API dueby_status dueby_profile_digest(const dueby_profile *profile, char *text, int64_t size, int64_t *needed);

/* The number of duties, a duty's id (NULL for an unknown index), and the index for an id. Fails with DUEBY_ENOTFOUND. Since 0.9. */
DUEBY_API int32_t dueby_profile_duty_count(const dueby_profile *profile);
DUEBY_API const char *dueby_profile_duty(const dueby_profile *profile, int32_t duty);
DUEBY_API dueby_status dueby_profile_find_duty(const dueby_profile *profile, const char *id, int32_t *duty);

/* Finds the rules for a duty: the index of the first rule, and the number of rules, including alternatives. Since 0.9. */
DUEBY_API dueby_status dueby_profile_duty_rules(const dueby_profile *profile, int32_t duty, int32_t *first, int32_t *count);

/* Finds the rules that an address names: `id` means all rules for a duty, `profile:id` its rules in one profile, `profile:id/name`
 * one rule, `id~name` or `profile:id~name` an alternative. Sets *duty, and sets selected[rule] to 1 for these rules and to 0 for
 * the profile's other rules. Fails with DUEBY_ENOTFOUND. Since 0.9. */
DUEBY_API dueby_status dueby_profile_select(const dueby_profile *profile, const char *address, int32_t *duty, uint8_t *selected);

/* The count of the vocabulary's events, which have the indexes [1, count), because 0 means no event; the index of a slug, which
 * fails with DUEBY_ENOTFOUND; and an event's slug, title (a noun phrase that can follow "the") and description, NULL for an unknown
 * index. Since 0.9. */
DUEBY_API int32_t dueby_profile_event_count(const dueby_profile *profile);
DUEBY_API dueby_status dueby_profile_find_event(const dueby_profile *profile, const char *slug, int32_t *event);
DUEBY_API const char *dueby_profile_event_slug(const dueby_profile *profile, int32_t event);
DUEBY_API const char *dueby_profile_event_title(const dueby_profile *profile, int32_t event);
DUEBY_API const char *dueby_profile_event_description(const dueby_profile *profile, int32_t event);
/* The more general event that an event also counts as, or 0 for none: a decision against a conference is also a decision. Since
 * 0.9. */
DUEBY_API int32_t dueby_profile_event_parent(const dueby_profile *profile, int32_t event);
/* The event that ends what an event starts, or 0 for none. Since 0.9. */
DUEBY_API int32_t dueby_profile_event_end(const dueby_profile *profile, int32_t event);
/* The event that is the plan of an event, or 0 for none: a conference is planned before it is held. Since 0.9. */
DUEBY_API int32_t dueby_profile_event_plan(const dueby_profile *profile, int32_t event);
/* Returns 1 for the event `birth` and for birthdays, which follow from it. If one of these is not in the records, it is unknown,
 * not missing. Since 0.9. */
DUEBY_API int32_t dueby_profile_event_is_by_birth(const dueby_profile *profile, int32_t event);
/* Returns what an event shows about whether a child was seen or reviewed: DUEBY_SHOWS_... Since 0.9. */
enum {
  DUEBY_SHOWS_NOTHING = 0,
  DUEBY_SHOWS_SEEN = 1,   /* the event shows that the child was seen */
  DUEBY_SHOWS_REVIEW = 2, /* the event shows that the child's case was reviewed */
  DUEBY_SHOWS_ATTEMPT = 3 /* the event shows that somebody tried to see the child */
};
DUEBY_API int32_t dueby_profile_event_shown(const dueby_profile *profile, int32_t event);

/* The number of tags in the vocabulary, at most DUEBY_TAGS_MAX; and the index of a tag, [0, count), by its name. Fails with
 * DUEBY_ENOTFOUND. Since 0.9. */
DUEBY_API int32_t dueby_profile_tag_count(const dueby_profile *profile);
DUEBY_API dueby_status dueby_profile_find_tag(const dueby_profile *profile, const char *name, int32_t *tag);

/* A set of tags; all zero is the empty set. Tag t is bit t % 64 of bits[t / 64]. */
enum { DUEBY_TAGS_MAX = 128 };
typedef struct dueby_tags {
  uint64_t bits[2];
} dueby_tags;

/* Adds a tag to a set, by its index from dueby_profile_find_tag. Fails with DUEBY_EARGUMENT outside [0, DUEBY_TAGS_MAX). The others
 * return the name and the description of a tag, NULL for an unknown index. Since 0.9. */
DUEBY_API dueby_status dueby_tags_add(dueby_tags *tags, int32_t tag);
DUEBY_API const char *dueby_profile_tag(const dueby_profile *profile, int32_t tag);
DUEBY_API const char *dueby_profile_tag_description(const dueby_profile *profile, int32_t tag);

/* The number of rules, including alternatives. Since 0.9. */
DUEBY_API int32_t dueby_profile_rule_count(const dueby_profile *profile);

/* The number of versions of a rule, at least one. Versions are in the order they came into force. Since 0.9. */
DUEBY_API int32_t dueby_rule_version_count(const dueby_profile *profile, int32_t rule);

/* Finds a rule's version in force on a day. Fails with DUEBY_ENOTINFORCE. Since 0.9. */
DUEBY_API dueby_status dueby_rule_version_on(const dueby_profile *profile, int32_t rule, dueby_date date, int32_t *version);

/* The first rule of a rule's duty that needs the same tags; -1 if there is no such rule. Rules that need different tags have
 * separate series of lines. Since 0.9. */
DUEBY_API int32_t dueby_rule_series(const dueby_profile *profile, int32_t rule);

/* Writes the tags that a rule needs as they appear in data: "alone or alone_excused; awake"; "" if it needs none. Fails with
 * DUEBY_EARGUMENT. Since 0.9. */
DUEBY_API dueby_status dueby_rule_needs_text(const dueby_profile *profile, int32_t rule, char *text, int64_t size, int64_t *needed);

/* A text or number field of a rule. `version` is only used for fields marked "per version". For an unknown rule, version or field,
 * a text is NULL and a number is 0, except that the dates of an unknown version, such as -1, are DUEBY_DATE_NONE. Since 0.9. */
DUEBY_API const char *dueby_rule_text(const dueby_profile *profile, int32_t rule, int32_t version, int32_t field);
DUEBY_API int32_t dueby_rule_number(const dueby_profile *profile, int32_t rule, int32_t version, int32_t field);

/* The number of events that end a rule, including those that end all rules of its profile; and one of them by index, -1 outside [0,
 * count). Since 0.9. */
DUEBY_API int32_t dueby_rule_end_count(const dueby_profile *profile, int32_t rule);
DUEBY_API int32_t dueby_rule_end(const dueby_profile *profile, int32_t rule, int32_t index);

/* Returns 1 if a rule uses an event: starts, is met or ends with it, counts from it, or is extended, paused or changed by it; also
 * if the event ends what the rule's trigger starts. Returns 0 for any other event, and for an unknown rule. Since 0.9. */
DUEBY_API int32_t dueby_rule_uses(const dueby_profile *profile, int32_t rule, int32_t event);

#ifdef __cplusplus
}
#endif
#endif
