#ifndef DUEBY_ENGINE_INTERNAL_H
#define DUEBY_ENGINE_INTERNAL_H

#include "dueby/returns.h"
#include "engine.h"

/* A question as structs. It owns `events`. */
struct engine_request {
  dueby_event trigger, *events;
  dueby_facts facts;
};

dueby_status dueby_engine_open_request(const int64_t *fields, int64_t count, struct engine_request *request);
void dueby_engine_close_request(struct engine_request *request);
void dueby_engine_pack_answer(const dueby_deadline *deadline, int64_t *answer);

/* ---- engine_listing.c: a growing buffer of text ---- */

struct written {
  char *text;
  int64_t length, size;
};

int32_t dueby_written_take(const char *text, int64_t length,
                           void *written); /* a dueby_text_sink, which refuses text if out of memory */
/* Passes the text on to the caller or, if the status is an error, frees it. */
dueby_status dueby_written_give(dueby_status status, struct written *made, char **written, int64_t *length);

/* ---- engine_messages.c: messages about rows; only the first ones are kept ---- */

enum { MESSAGES_MAX = 1000 };

struct message {
  int32_t line, severity;
  char *text;
  const char *file; /* the name of the file, which follows the text; "" if there is only one file */
};

struct messages {
  struct message items[MESSAGES_MAX];
  int32_t count;
  int has_lost; /* 1 if there was not enough memory for a message */
};

void dueby_messages_take(struct messages *messages, const dueby_diagnostic *what, const char *file); /* `file` may be NULL */
void dueby_messages_free(struct messages *messages);
/* Returns a message with its line, severity and file, or NULL after the last. */
const char *dueby_messages_at(const struct messages *messages, int64_t place, int32_t *line, int32_t *severity, const char **file);
/* Writes the last message as "LINE:MESSAGE" or, if it has a file, as "FILE:LINE: MESSAGE". Writes nothing if there are no
 * messages. */
void dueby_messages_write_last(const struct messages *messages, char *text, int64_t size);

/* ---- engine_files.c: files of a return, opened ---- */

struct opened_files {
  const dueby_mapping *mappings[1];
  dueby_mapping *mapping; /* the caller's mapping, owned by this struct; NULL if there is none and the built-in ones are used */
  dueby_csv_memory *memories;
  dueby_return *returned;
};

/* Opens the return and adds all its files. Faults become messages. If the status is DUEBY_ETEXT, DUEBY_ELIMIT or DUEBY_EFORMAT,
 * there is always a message. */
dueby_status dueby_files_open(const dueby_files *files, const dueby_profile *profile, struct messages *messages,
                              struct opened_files *opened);
void dueby_files_close(struct opened_files *opened);

/* ---- engine_listing.c: rows of cells as columns ---- */

/* A function that writes the cells of the next row. Returns DUEBY_DONE after the last. */
typedef dueby_status (*give_row)(void *from, dueby_cell_sink sink, void *context);
dueby_status dueby_listing_make(give_row declare_row, give_row next_row, void *from, dueby_listing **table);

#endif
