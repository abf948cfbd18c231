/* The compiled form of a profile: tables of 32-bit numbers, and one block of text that they point into. Internal: libdueby-io
 * writes it, and libdueby of the same release opens it. There are no pointers, so that built-in profiles are constant data. Every
 * field is an int32_t. A string is stored as its offset; 0, the empty string, means no text. A date is a dueby_date. A span is an
 * amount and a unit (0: no span). The tables are in the order of the header's counts. */
#ifndef DUEBY_MODEL_H
#define DUEBY_MODEL_H

#include "dueby/profile.h"

enum { MODEL_MAGIC = 0x64756562, MODEL_FORMAT = 3 };

enum {
  MODEL_DOCUMENTS,
  MODEL_EVENTS,
  MODEL_TAGS,
  MODEL_RULES,
  MODEL_VERSIONS,
  MODEL_PHASES,
  MODEL_ENDS,  /* table of events: those that end rules, those that must come before others, and those that others prove */
  MODEL_NEEDS, /* table of the tags that events need to meet rules, such as "alone or alone_excused" */
  MODEL_TABLES
};

struct model_header {
  int32_t magic, format;
  int32_t name, title, extends; /* offsets of text; 0 if there is no text */
  int32_t ends_all_first, ends_all_count;
  int32_t counts[MODEL_TABLES];
};

struct model_document {
  int32_t id, title, version, date, superseded_note, text_read; /* offsets of text; 0 if there is no text */
  int32_t superseded_from, read_on;
};

struct model_event {
  int32_t slug, title, means;           /* offsets of text; 0 if there is no text */
  int32_t planned, also, ended_by;      /* offsets of three events' names: the plan for this event, the event that this one also
                                         * counts as, and the event that ends it */
  int32_t attempts;                     /* if this event records a failed attempt at another event, the offset of that event's
                                         * name */
  int32_t answers_first, answers_count; /* rows of MODEL_ENDS: events that must come before this one */
  int32_t proves_first, proves_count;   /* rows of MODEL_ENDS: the starts of everything that must be running when this event
                                           happens */
  int32_t shows;                        /* DUEBY_SHOWS_... if the event shows that a child was seen or reviewed, or 0 */
  int32_t on_birthday;                  /* for a birthday, the age in months at which it happens; otherwise 0 */
};

struct model_tag {
  int32_t tag, means; /* offsets of text; 0 if there is no text */
};

struct model_rule {
  int32_t id, name, title, reading, replaced_by; /* offsets of text; 0 if there is no text */
  int32_t also;                                  /* offset of text: other names that people use for the duty, separated by ", " */
  int32_t when_tag, unless_tag;                  /* offsets of text: "a" or "a or b" */
  int32_t trigger, due, since, extension_event;  /* offsets of events' names */
  int32_t authority, force, subject, division;
  int32_t each;
  int32_t occurrences;         /* bit i (from 1) is set if the i-th trigger starts a clock; 0 if every trigger does */
  int32_t age_from, age_under; /* ages in months; -1 if there is no condition */
  dueby_span extension_by;
  int32_t extension_times; /* the maximum number of extensions; 0 for no limit */
  int32_t extension_late;  /* 1 if an extension granted after the due day is counted from the day it was granted; 0 if it does not
                            * count */
  int32_t needs_first, needs_count;
  int32_t ends_first, ends_count;
  int32_t alternative_of; /* index of the rule, in the same profile, that this is an alternative to; -1 if it is not an
                           * alternative */
  int32_t first_version, versions;
};

struct model_version {
  int32_t section, note, text_read; /* offsets of text; text_read is 0 if it is in the document's row */
  int32_t pause_from, pause_to;     /* the events that pause and restart the clock */
  int32_t from, to;
  int32_t document; /* index of the document; -1 if there is no source */
  int32_t checked;
  int32_t read_on; /* the day the source was read; DUEBY_DATE_NONE if that is in the document's row */
  int32_t counting, roll;
  dueby_span not_before;
  int32_t has_not_before;
  dueby_span before; /* for a notice, which has no phases: the time before the planned event */
  int32_t recurs;    /* 1 if the YAML has `schedule` or `per` */
  int32_t first_phase, phases;
};

struct model_phase {
  int32_t until;    /* offset of the name of the event that ends an `until` phase */
  int32_t stated;   /* 0 if the source sets no time limit */
  int32_t agreed;   /* 1 if the span is agreed for the case; then `at_most` or, for when none is agreed, `fallback` is set */
  int32_t at_least; /* how many events each period needs; 0 if the phase has no periods */
  int32_t of_calendar;
  int32_t times; /* how many times the phase can be met; 0 if there is no limit */
  dueby_span span, at_most, fallback, lasts;
};

#endif
