#include "guard.h"

#include <pthread.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

/* ICAL_NO_ERROR has no state of its own. */
void dueby_ical_enter(struct ical_guard *guard) {
  pthread_mutex_lock(&mutex);
  guard->fatal = icalerror_get_errors_are_fatal();
  icalerror_set_errors_are_fatal(0);
  for (int error = ICAL_NO_ERROR + 1; error <= ICAL_UNKNOWN_ERROR; error++) {
    guard->states[error] = icalerror_get_error_state((icalerrorenum)error);
    icalerror_set_error_state((icalerrorenum)error, ICAL_ERROR_NONFATAL);
  }
  icalerror_clear_errno();
}

void dueby_ical_leave(const struct ical_guard *guard) {
  icalerror_clear_errno();
  for (int error = ICAL_NO_ERROR + 1; error <= ICAL_UNKNOWN_ERROR; error++)
    icalerror_set_error_state((icalerrorenum)error, guard->states[error]);
  icalerror_set_errors_are_fatal(guard->fatal);
  pthread_mutex_unlock(&mutex);
}

int32_t dueby_ical_character(const char *text, int64_t length) {
  const unsigned char *at = (const unsigned char *)text;
  int32_t size = at[0] < 0x80 ? 1 : at[0] < 0xc2 ? 0 : at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : at[0] < 0xf5 ? 4 : 0;
  if (size > length) return 0;
  for (int32_t i = 1; i < size; i++)
    if ((at[i] & 0xc0) != 0x80) return 0;
  int overlong = (at[0] == 0xe0 && at[1] < 0xa0) || (at[0] == 0xf0 && at[1] < 0x90);
  int no_scalar = (at[0] == 0xed && at[1] > 0x9f) || (at[0] == 0xf4 && at[1] > 0x8f);
  return overlong || no_scalar ? 0 : size;
}
