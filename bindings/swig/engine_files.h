/* Files of a return (dueby/returns.h) for Python's engine. Part of engine.h. */
#ifndef DUEBY_ENGINE_FILES_H
#define DUEBY_ENGINE_FILES_H

#include "dueby.h"

/* Files in memory. Each call reads them again. `mapping` is the name of a built-in mapping or, if YAML is given, the name that
 * messages use for that YAML. NULL means any built-in mapping. The flags are those of dueby_return_options. */
typedef struct dueby_files dueby_files;
const char *dueby_mapping_builtin(int32_t index); /* declared in dueby/returns.h */
/* Writes a message for a name that no built-in mapping has, and suggests the most similar one. */
dueby_status dueby_engine_unknown_mapping(const char *name, char *text, int64_t size, int64_t *needed);
dueby_status dueby_files_new(const char *mapping, const uint8_t *yaml, int64_t n_yaml, int32_t flags, dueby_files **files);
void dueby_files_free(dueby_files *files);
/* Adds a copy of a file. An optional file is skipped, with a message, if no mapping recognises it. */
dueby_status dueby_files_add(dueby_files *files, const char *name, const uint8_t *file, int64_t n_file, int32_t is_optional);

/* Reads the events of the files. If they cannot be read at all, `message` gets the reason as "FILE:LINE: MESSAGE". */
typedef struct dueby_reading dueby_reading;
typedef struct dueby_listing dueby_listing;
int32_t dueby_reading_new(const dueby_profile *profile, const dueby_files *files, char *message, int64_t message_size,
                          dueby_reading **reading);
void dueby_reading_free(dueby_reading *reading);
dueby_status dueby_reading_take_table(dueby_reading *reading,
                                      dueby_listing **table); /* takes the events; can only be called once */
dueby_date dueby_reading_as_at(const dueby_reading *reading); /* does the same as dueby_return_as_at */
dueby_status dueby_reading_note_text(const dueby_reading *reading, int64_t index, dueby_date taken, char *text, int64_t size,
                                     int64_t *needed); /* does the same as dueby_return_note_text */
const char *dueby_reading_message(const dueby_reading *reading, int64_t place, int32_t *line, int32_t *severity,
                                  const char **file); /* does the same as dueby_work_message */

#endif
