/* Keeps messages about the rows of files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine_internal.h"

void dueby_messages_take(struct messages *messages, const dueby_diagnostic *what, const char *file) {
  const char *name = file ? file : "";
  size_t size = strlen(what->message) + 1, name_size = strlen(name) + 1;
  if (messages->count == MESSAGES_MAX && what->code == DUEBY_ELIMIT) free(messages->items[--messages->count].text);
  if (messages->count == MESSAGES_MAX) return;
  char *text = malloc(size + name_size);
  messages->has_lost |= !text;
  if (!text) return;
  memcpy(text, what->message, size);
  memcpy(text + size, name, name_size);
  messages->items[messages->count++] = (struct message){what->line, what->severity, text, text + size};
}

void dueby_messages_free(struct messages *messages) {
  for (int32_t i = 0; i < messages->count; i++) free(messages->items[i].text);
  messages->count = 0;
}

const char *dueby_messages_at(const struct messages *messages, int64_t place, int32_t *line, int32_t *severity, const char **file) {
  if (place < 0 || place >= messages->count) return NULL;
  const struct message *message = &messages->items[place];
  *line = message->line;
  *severity = message->severity;
  *file = message->file;
  return message->text;
}

void dueby_messages_write_last(const struct messages *messages, char *text, int64_t size) {
  const struct message *last = messages->count ? &messages->items[messages->count - 1] : NULL;
  if (!last) return;
  if (!*last->file) snprintf(text, (size_t)size, "%d:%s", (int)last->line, last->text);
  else if (last->line) snprintf(text, (size_t)size, "%s:%d: %s", last->file, (int)last->line, last->text);
  else snprintf(text, (size_t)size, "%s: %s", last->file, last->text);
}
