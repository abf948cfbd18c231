#include "guard.h"

#include <errno.h>

#include <pthread.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

/* ICAL_NO_ERROR has no state of its own. */
void dueby_ical_enter(struct ical_guard *guard) {
  pthread_mutex_lock(&mutex);
  guard->earlier_errno = errno;
  errno = 0;
  guard->fatal = icalerror_get_errors_are_fatal();
  icalerror_set_errors_are_fatal(0);
  for (int error = ICAL_NO_ERROR + 1; error <= ICAL_UNKNOWN_ERROR; error++) {
    guard->states[error] = icalerror_get_error_state((icalerrorenum)error);
    icalerror_set_error_state((icalerrorenum)error, ICAL_ERROR_NONFATAL);
  }
  icalerror_clear_errno();
}

dueby_status dueby_ical_leave(const struct ical_guard *guard, dueby_status status) {
  int no_memory = errno == ENOMEM;
  icalerror_clear_errno();
  for (int error = ICAL_NO_ERROR + 1; error <= ICAL_UNKNOWN_ERROR; error++)
    icalerror_set_error_state((icalerrorenum)error, guard->states[error]);
  icalerror_set_errors_are_fatal(guard->fatal);
  errno = guard->earlier_errno;
  pthread_mutex_unlock(&mutex);
  return no_memory ? DUEBY_EMEMORY : status;
}
