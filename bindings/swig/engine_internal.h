#ifndef DUEBY_ENGINE_INTERNAL_H
#define DUEBY_ENGINE_INTERNAL_H

#include "engine.h"

/* A question as structs; owns `events`. */
struct engine_request {
  dueby_event trigger, *events;
  dueby_facts facts;
};

dueby_status dueby_engine_open_request(const int64_t *fields, int64_t count, struct engine_request *request);
void dueby_engine_close_request(struct engine_request *request);
void dueby_engine_pack_answer(const dueby_deadline *deadline, int64_t *answer);

#endif
