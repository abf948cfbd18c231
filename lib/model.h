/* The compiled form of a profile: tables of 32-bit numbers, and one block of text that they point into. Internal: libdueby-io
 * writes it and libdueby of the same release opens it. It has no pointers, so that built-in profiles are constant data.
 *
 * Every field is an int32_t. A text is its offset, 0 (the empty text) for none. Dates are dueby_date, spans an amount and a unit
 * (0: none). The tables are in the order of the header's counts. */
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
  MODEL_ENDS,  /* events that end rules, answer others or prove others */
  MODEL_NEEDS, /* expressions of tags that due events need */
  MODEL_TABLES
};

struct model_header {
  int32_t magic, format;
  int32_t name, title, extends; /* text */
  int32_t ends_all_first, ends_all_count;
  int32_t counts[MODEL_TABLES];
};

struct model_document {
  int32_t id, title, version, date, superseded_note, text_read; /* text */
  int32_t superseded_from, read_on;
};

struct model_event {
  int32_t slug, title, means;           /* text */
  int32_t planned, also, ended_by;      /* offsets of names: the event that plans it, the one that it also counts as, the one that
                                         * ends it */
  int32_t attempts;                     /* text: the event that this is an unsuccessful attempt at */
  int32_t answers_first, answers_count; /* in MODEL_ENDS: events that must come before this one */
  int32_t proves_first, proves_count;   /* the starts of what is running when it happens, in MODEL_ENDS */
  int32_t on_birthday;                  /* in months: the event happens by itself when a child reaches this age; 0: it does not */
};

struct model_tag {
  int32_t tag, means; /* text */
};

struct model_rule {
  int32_t id, name, title, reading, replaced_by; /* text */
  int32_t also;                                  /* text: what people call the duty, separated by ", " */
  int32_t when_tag, unless_tag;                  /* text: "a" or "a or b" */
  int32_t trigger, due, since, extension_event;  /* events */
  int32_t authority, force, subject, division;
  int32_t each;
  int32_t occurrences;         /* bit i: the i-th trigger counts; 0: all do */
  int32_t age_from, age_under; /* months, -1: no condition */
  dueby_span extension_by;
  int32_t extension_times; /* 0: no limit */
  int32_t extension_late;  /* 1: an extension granted after the due day counts from the day it was granted; 0: it does not count */
  int32_t needs_first, needs_count;
  int32_t ends_first, ends_count;
  int32_t alternative_of; /* index of a rule of the same profile, -1: none */
  int32_t first_version, versions;
};

struct model_version {
  int32_t section, note, text_read; /* offsets of text; text_read 0: as for the document */
  int32_t pause_from, pause_to;     /* events between which the clock is paused */
  int32_t from, to;
  int32_t document; /* index, -1: no source */
  int32_t checked;
  int32_t read_on; /* DUEBY_DATE_NONE: as the document */
  int32_t counting, roll;
  dueby_span not_before;
  int32_t has_not_before;
  dueby_span before; /* a notice before a planned event; it has no phases */
  int32_t recurs;    /* 1: the YAML uses `schedule` or `per` */
  int32_t first_phase, phases;
};

struct model_phase {
  int32_t until;    /* event */
  int32_t stated;   /* 0: the source sets no time limit */
  int32_t agreed;   /* 1: due as agreed, with at_most or fallback */
  int32_t at_least; /* how many in each period; 0: once */
  int32_t of_calendar;
  int32_t times; /* 0: no such limit */
  dueby_span span, at_most, fallback, lasts;
};

#endif
