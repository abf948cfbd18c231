/* Looks up days in a table of due days. This is in a file of its own so that gcc cannot inline it. If it is inlined, gcc no longer
 * knows that the arrays do not overlap, and looks up one day at a time, which is slower. */
#include "columns_days.h"

void dueby_columns_look_up(const dueby_date *restrict table, dueby_date first, int32_t length, const dueby_date *restrict days,
                           int32_t count, dueby_date *restrict due) {
  for (int32_t i = 0; i < count; i++) {
    uint32_t index = (uint32_t)days[i] - (uint32_t)first;
    due[i] = table[index < (uint32_t)length ? index : (uint32_t)length];
  }
}
