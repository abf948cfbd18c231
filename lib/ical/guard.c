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
