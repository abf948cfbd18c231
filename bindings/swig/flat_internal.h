#ifndef DUEBY_FLAT_INTERNAL_H
#define DUEBY_FLAT_INTERNAL_H

#include "flat.h"

/* A question as structs; owns `events`. */
struct flat_asked {
  dueby_event trigger, *events;
  dueby_facts facts;
};

dueby_status dueby_flat_open_asked(const int64_t *fields, int64_t count, struct flat_asked *asked);
void dueby_flat_close_asked(struct flat_asked *asked);
void dueby_flat_pack_answer(const dueby_deadline *deadline, int64_t *answer);

#endif
