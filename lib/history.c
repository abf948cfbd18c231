/* Looks up the events in a case. */
#include "history.h"

int dueby_history_belongs(const struct history *history, int64_t ref, int64_t to) {
  for (int64_t steps = 0; ref > 0 && ref <= history->ref_count && steps < history->ref_count; steps++) {
    ref = history->ref_parents[ref - 1];
    if (ref == to) return 1;
  }
  return 0;
}

/* Returns the position in of_type of a type's first event whose index is at least the given one. */
static int32_t lower_bound(const struct history *history, int32_t type, int64_t index) {
  int32_t low = history->ranges[type].first, high = history->ranges[type].end;
  while (low < high) {
    int32_t middle = low + (high - low) / 2;
    if (history->of_type[middle] < index) low = middle + 1;
    else high = middle;
  }
  return low;
}

static int64_t next_from(const struct history *history, int32_t type, int64_t ref, int32_t from) {
  for (int32_t i = from; i < history->ranges[type].end; i++) {
    int64_t index = history->of_type[i];
    int64_t other = history->events[index].ref;
    if (index >= history->happened) break;
    if (refs_match(history, ref, other)) return index;
  }
  return -1;
}

int64_t dueby_history_next(const struct history *history, int32_t type, int64_t ref, int64_t after) {
  return next_from(history, type, ref, lower_bound(history, type, after + 1));
}

int64_t dueby_history_first(const struct history *history, int32_t type, int64_t ref, dueby_date day) {
  int32_t low = history->ranges[type].first, high = history->ranges[type].end;
  while (low < high) {
    int32_t middle = low + (high - low) / 2;
    if (history->events[history->of_type[middle]].date < day) low = middle + 1;
    else high = middle;
  }
  return next_from(history, type, ref, low);
}
