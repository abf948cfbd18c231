/* What every language binding wraps: the public interface that knows no struct, and the flat calls beside it. How a language takes
 * arrays, texts, objects and statuses is said in the file of its name. */
%module dueby

%{
#include "arrow.h"
#include "flat.h"
%}

%include <stdint.i>

#define DUEBY_API
%rename("%(strip:[dueby_])s", %$isfunction) "";

/* Has structs, or stands below the flat calls. */
%ignore dueby_when;
%ignore dueby_when_parse;
%ignore dueby_when_text;
%ignore dueby_date_civil;
%ignore dueby_time_civil;
%ignore dueby_time_new;
%ignore dueby_holiday;
%ignore dueby_calendar_holiday;
%ignore dueby_calendar_coverage;
%ignore dueby_calendar_count_many;
%ignore dueby_profile_open;
%ignore dueby_profile_vocabulary;
%ignore dueby_profile_select;
%ignore dueby_profile_duty_rules;
%ignore dueby_tags;
%ignore dueby_tags_add;
%ignore dueby_cases;
%ignore ARROW_FLAG_NULLABLE;
%ignore ArrowSchema;
%ignore ArrowArray;
%ignore ArrowArrayStream;

/* Arrays are long: other threads may run meanwhile. Everything else is shorter than letting go and taking again. */
%nothread;
%thread dueby_flat_due_days;
%thread dueby_flat_due_ticks;
%thread dueby_flat_add_days;
%thread dueby_flat_count_days;
%thread dueby_flat_count_ticks;
%thread dueby_flat_working_days;
%thread dueby_flat_ticks_to_days;
%thread dueby_flat_days_to_ticks;
%thread dueby_question_cases;
%thread dueby_flat_compare;
%thread dueby_rows_add;
%thread dueby_rows_write;
%thread dueby_work_new;
%thread dueby_work_measures;
%thread dueby_work_numbers;
%thread dueby_work_times;

#ifdef SWIGPYTHON
%include "python.i"
#endif

%include "dueby/base.h"
%include "dueby/code.h"
%include "dueby/date.h"
%include "dueby/calendar.h"
%include "dueby/profile.h"
%include "flat.h"
%include "arrow.h"
