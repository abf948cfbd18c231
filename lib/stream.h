/* Text that is passed to a sink in pieces as it is written. Internal to the libraries above libdueby. */
#ifndef DUEBY_STREAM_H
#define DUEBY_STREAM_H

#include <string.h>

#include "dueby/base.h"

enum { STREAM_ROOM = 8192 };

struct stream {
  dueby_text_sink sink;
  void *context;
  int32_t failed;
  int64_t used;
  char room[STREAM_ROOM];
};

static inline void stream_begin(struct stream *stream, dueby_text_sink sink, void *context) {
  stream->sink = sink;
  stream->context = context;
  stream->failed = 0;
  stream->used = 0;
}

static inline void stream_flush(struct stream *stream) {
  if (stream->used && !stream->failed) stream->failed = stream->sink(stream->room, stream->used, stream->context) != 0;
  stream->used = 0;
}

static inline void stream_bytes(struct stream *stream, const char *bytes, int64_t count) {
  for (int64_t room, taken; count; bytes += taken, count -= taken) {
    if (stream->used == STREAM_ROOM) stream_flush(stream);
    room = STREAM_ROOM - stream->used;
    taken = count < room ? count : room;
    memcpy(stream->room + stream->used, bytes, (size_t)taken);
    stream->used += taken;
  }
}

static inline void stream_string(struct stream *stream, const char *string) {
  if (string) stream_bytes(stream, string, (int64_t)strlen(string));
}

/* Passes the rest of the text to the sink. Returns DUEBY_EFILE if the sink has refused anything. */
static inline dueby_status stream_end(struct stream *stream) {
  stream_flush(stream);
  return stream->failed ? DUEBY_EFILE : DUEBY_OK;
}

#endif
