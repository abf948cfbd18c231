/* The engine of the Python package: engine.h, and the parts of the public interface that have no structs. Objects are capsules. An
 * array is any object with a buffer, or a column of arrow.h. A string is a str. A status other than DUEBY_OK is raised as
 * Status(code). Uses only CPython's limited API. */
%module _engine

%{
#include "arrow.h"
#include "dueby/ical.h"
#include "dueby/page.h"
#include "engine.h"
%}

%include <stdint.i>

#define DUEBY_API
%rename("%(regex:/^dueby_(engine_)?(.*)$/\\2/)s", %$isfunction) "";

/* Leaves out functions that have structs, or that engine.h replaces. */
%ignore dueby_when;
%ignore dueby_when_parse;
%ignore dueby_when_text;
%ignore dueby_date_civil;
%ignore dueby_time_civil;
%ignore dueby_time_new;
%ignore dueby_holiday;
%ignore dueby_calendar_holiday;
%ignore dueby_calendar_holiday_text;
%ignore dueby_calendar_coverage;
%ignore dueby_calendar_count_many;
%ignore dueby_profile_open;
%ignore dueby_profile_vocabulary;
%ignore dueby_profile_select;
%ignore dueby_profile_duty_rules;
%ignore dueby_tags;
%ignore dueby_tags_add;
%ignore dueby_cases;
%ignore dueby_nearest;
%ignore dueby_nearest_consider;
%ignore dueby_name_find;
%ignore dueby_text_character;
%ignore dueby_text_sink;
%ignore dueby_line_law_text;
%rename("$ignore", regextarget=1, fullname=0) "^dueby_(trial|changes?)(_|$)";
%ignore dueby_worklist_as_at;
%ignore dueby_rule_series;
%ignore dueby_rule_needs_text;
%ignore dueby_rule_uses;
%ignore ARROW_FLAG_NULLABLE;
%ignore ArrowSchema;
%ignore ArrowArray;
%ignore ArrowArrayStream;

/* Calls on arrays take a long time, so they release Python's lock for other threads. All other calls take less time than releasing
 * it would. */
%nothread;
%thread dueby_engine_due_days;
%thread dueby_engine_due_ticks;
%thread dueby_engine_add_days;
%thread dueby_engine_count_days;
%thread dueby_engine_count_ticks;
%thread dueby_engine_working_days;
%thread dueby_engine_ticks_to_days;
%thread dueby_engine_days_to_ticks;
%thread dueby_question_cases;
%thread dueby_engine_compare;
%thread dueby_rows_add;
%thread dueby_rows_write;
%thread dueby_work_new;
%thread dueby_reading_new;
%thread dueby_work_page;
%thread dueby_work_calendar;
%thread dueby_work_table;
%thread dueby_work_summary;
%thread dueby_figures_new;
%thread dueby_figures_table;
%thread dueby_figures_children;
%thread dueby_figures_page;
%thread dueby_work_what_if;
%thread dueby_work_changes;
%thread dueby_listing_numbers;
%thread dueby_listing_times;

%{
/* ---- objects ---- */

#define CAPSULE(TYPE, FREE)                                        \
  static void destroy_##TYPE(PyObject *capsule) {                   \
    FREE(PyCapsule_GetPointer(capsule, #TYPE));                    \
  }

CAPSULE(dueby_profile, dueby_profile_free)
CAPSULE(dueby_calendar, dueby_calendar_free)
CAPSULE(dueby_query, dueby_query_free)
CAPSULE(dueby_column, dueby_column_free)
CAPSULE(dueby_rows, dueby_rows_free)
CAPSULE(dueby_work, dueby_work_free)
CAPSULE(dueby_listing, dueby_listing_free)
CAPSULE(dueby_figures, dueby_figures_free)
CAPSULE(dueby_files, dueby_files_free)
CAPSULE(dueby_reading, dueby_reading_free)

/* ---- statuses ---- */

static PyObject *status_class;

static void raise_status(dueby_status status, const char *message) {
  PyObject *arguments = message ? Py_BuildValue("(is)", (int)status, message) : Py_BuildValue("(i)", (int)status);
  if (!arguments) return;
  PyErr_SetObject(status_class, arguments);
  Py_DECREF(arguments);
}

/* ---- strings and buffers ---- */

/* Converts a str to a string that is valid as long as the str is. Refuses zero bytes, because C would end the string there. */
static int take_text(PyObject *object, const char **text) {
  Py_ssize_t length = 0;
  *text = NULL;
  if (!PyUnicode_Check(object)) {
    PyErr_Format(PyExc_TypeError, "expected a string, found %R", (PyObject *)Py_TYPE(object));
    return 0;
  }
  *text = PyUnicode_AsUTF8AndSize(object, &length);
  if (!*text) return 0;
  if (strlen(*text) == (size_t)length) return 1;
  PyErr_SetString(PyExc_ValueError, "the string contains a zero byte");
  return 0;
}

/* Allocates a buffer of the size given in Python. Returns NULL with an exception on failure. */
static void *take_room(PyObject *object, size_t each, int64_t *count) {
  void *room = NULL;
  *count = PyLong_AsLongLong(object);
  if (PyErr_Occurred()) return NULL;
  if (*count < 1 || *count >= INT32_MAX) PyErr_SetString(PyExc_ValueError, "expected room for at least one");
  else if (!(room = malloc((size_t)*count * each))) PyErr_NoMemory();
  return room;
}

/* ---- arrays ---- */

/* Returns 1 if a buffer has native integers of the given size. For size 8 it may also have bytes, which are blocks of int64_t. */
static int is_array_of(const Py_buffer *view, Py_ssize_t size) {
  const char *format = view->format ? view->format : "B";
  int is_native = *format && strchr("@=", *format) != NULL;
  if (!strchr("?bBhHiIlLqQ", format[is_native]) || (view->itemsize != size && (view->itemsize != 1 || size != 8))) return 0;
  return view->len % size == 0 && (!view->len || (uintptr_t)view->buf % (size_t)size == 0);
}

static int take_column(PyObject *object, Py_ssize_t size, int writable, void **array, int64_t *count) {
  dueby_column *column = PyCapsule_GetPointer(object, "dueby_column");
  if (!column) return 0;
  *array = writable ? dueby_column_writable(column) : (void *)(uintptr_t)dueby_column_values(column);
  *count = dueby_column_length(column);
  if (dueby_column_width(column) == size && (*array || !writable)) return 1;
  PyErr_SetString(PyExc_TypeError, "a column of the wrong kind");
  return 0;
}

/* Converts an object with a buffer to an array. None becomes an empty array. */
static int take_array(PyObject *object, Py_ssize_t size, int writable, Py_buffer *view, void **array, int64_t *count) {
  *array = NULL;
  *count = 0;
  if (object == Py_None) return 1;
  if (PyCapsule_IsValid(object, "dueby_column")) return take_column(object, size, writable, array, count);
  if (PyObject_GetBuffer(object, view, PyBUF_ND | PyBUF_FORMAT | (writable ? PyBUF_WRITABLE : 0))) return 0;
  if (!is_array_of(view, size)) {
    PyErr_SetString(PyExc_TypeError, "an array of the wrong kind");
    return 0;
  }
  *array = view->buf;
  *count = view->len / size;
  return 1;
}

static int take_valid(PyObject *object, const uint8_t **valid, int64_t *bytes) {
  *valid = NULL;
  *bytes = 0;
  if (object == Py_None) return 1;
  const dueby_column *column = PyCapsule_GetPointer(object, "dueby_column");
  if (!column) return 0;
  *valid = dueby_column_valid(column);
  *bytes = (dueby_column_length(column) + 7) / 8;
  return 1;
}

/* ---- cases: a tuple of arrays, in the order of the struct ---- */

enum { CASE_ARRAYS = 12, CASE_INPUTS = 4, CASE_INTS = 9 };

static void drop_views(Py_buffer *views) {
  for (int i = 0; i < CASE_ARRAYS; i++) PyBuffer_Release(&views[i]);
}

static int take_cases(PyObject *tuple, Py_buffer *views, dueby_cases *cases) {
  void *arrays[CASE_ARRAYS];
  int64_t count;
  if (!PyTuple_Check(tuple) || PyTuple_Size(tuple) != CASE_ARRAYS) {
    PyErr_SetString(PyExc_TypeError, "expected a tuple of 12 arrays");
    return 0;
  }
  for (int i = 0; i < CASE_ARRAYS; i++) {
    if (!take_array(PyTuple_GetItem(tuple, i), i < CASE_INTS ? 4 : 1, i >= CASE_INPUTS, &views[i], &arrays[i], &count)) return 0;
    if (i == 0) cases->n = count;
    if (i && arrays[i] && count != cases->n) {
      PyErr_SetString(PyExc_ValueError, "arrays of different lengths");
      return 0;
    }
  }
  cases->trigger = arrays[0];
  cases->born = arrays[1];
  cases->met = arrays[2];
  cases->ended = arrays[3];
  cases->due = arrays[4];
  cases->rule = arrays[5];
  cases->days_left = arrays[6];
  cases->working_days_left = arrays[7];
  cases->working_days_taken = arrays[8];
  cases->certainty = arrays[9];
  cases->state = arrays[10];
  cases->status = arrays[11];
  return 1;
}

/* ---- answers ---- */

static PyObject *tuple_of(const int32_t *numbers, int count) {
  PyObject *tuple = PyTuple_New(count);
  for (int i = 0; tuple && i < count; i++) {
    PyObject *number = PyLong_FromLong(numbers[i]);
    if (!number || PyTuple_SetItem(tuple, i, number)) {
      Py_DECREF(tuple);
      return NULL;
    }
  }
  return tuple;
}

/* ---- Arrow's capsules ---- */

static void destroy_schema(PyObject *capsule) {
  struct ArrowSchema *schema = PyCapsule_GetPointer(capsule, "arrow_schema");
  if (schema->release) schema->release(schema);
  free(schema);
}

static void destroy_array(PyObject *capsule) {
  struct ArrowArray *array = PyCapsule_GetPointer(capsule, "arrow_array");
  if (array->release) array->release(array);
  free(array);
}

/* Makes a capsule that owns a structure. Returns NULL with an exception on failure. */
static PyObject *capsule_of(void *structure, const char *name, PyCapsule_Destructor destroy) {
  PyObject *capsule = structure ? PyCapsule_New(structure, name, destroy) : PyErr_NoMemory();
  if (!capsule) free(structure);
  return capsule;
}
%}

%init %{
  status_class = PyErr_NewException("dueby._engine.Status", PyExc_ValueError, NULL);
  if (status_class) PyObject_SetAttrString(m, "Status", status_class);
%}

%define OBJECT(TYPE)
%typemap(in) TYPE *, const TYPE * %{
  $1 = PyCapsule_GetPointer($input, #TYPE);
  if (!$1) SWIG_fail;
%}
%typemap(in, numinputs=0) TYPE ** (TYPE *made = NULL) %{ $1 = &made; %}
%typemap(argout) TYPE ** %{
  Py_XDECREF($result);
  $result = PyCapsule_New(*$1, #TYPE, destroy_##TYPE);
  if (!$result) TYPE##_free(*$1);
%}
%enddef
OBJECT(dueby_profile)
OBJECT(dueby_calendar)
/* Constants of dueby/deadline.h, dueby/timeline.h, dueby/page.h and dueby/ical.h, which SWIG does not read. */
%constant int DUEBY_FACTS_WHOLE_DAYS = DUEBY_FACTS_WHOLE_DAYS;
%constant int DUEBY_FACTS_UNTIMED = DUEBY_FACTS_UNTIMED;
%constant int DUEBY_HOLDS_ALL = DUEBY_HOLDS_ALL;
%constant int DUEBY_HOLDS_SINCE = DUEBY_HOLDS_SINCE;
%constant int DUEBY_TIMELINE_IGNORE_REFS = DUEBY_TIMELINE_IGNORE_REFS;
%constant int DUEBY_TIMELINE_WHOLE_DAYS = DUEBY_TIMELINE_WHOLE_DAYS;
%constant int DUEBY_PAGE_TO_DO = DUEBY_PAGE_TO_DO;
%constant int DUEBY_PAGE_BY_CASE = DUEBY_PAGE_BY_CASE;
%constant int DUEBY_ICAL_EVENT = DUEBY_ICAL_EVENT;
%constant int DUEBY_ICAL_TODO = DUEBY_ICAL_TODO;
%constant int DUEBY_ICAL_DETAIL = DUEBY_ICAL_DETAIL;
%constant int DUEBY_ICAL_PAST = DUEBY_ICAL_PAST;

OBJECT(dueby_query)
OBJECT(dueby_column)
OBJECT(dueby_rows)
OBJECT(dueby_work)
OBJECT(dueby_listing)
OBJECT(dueby_figures)
OBJECT(dueby_files)
OBJECT(dueby_reading)
/* `files` are the files of a return, or None if the input is a file of events. */
%typemap(in) const dueby_files *files {
  $1 = $input == Py_None ? NULL : PyCapsule_GetPointer($input, "dueby_files");
  if (!$1 && $input != Py_None) SWIG_fail;
}
/* `since` is an older worklist, or None. */
%typemap(in) const dueby_work *since {
  $1 = $input == Py_None ? NULL : PyCapsule_GetPointer($input, "dueby_work");
  if (!$1 && $input != Py_None) SWIG_fail;
}
/* A dueby_work can be passed where a function takes a worklist. */
%typemap(in) const dueby_worklist * {
  const dueby_work *work = PyCapsule_GetPointer($input, "dueby_work");
  if (!work) SWIG_fail;
  $1 = (dueby_worklist *)(uintptr_t)dueby_work_worklist(work);
}
/* Leaves out functions that free objects, because capsules do that. */
%ignore dueby_profile_free;
%ignore dueby_calendar_free;
%ignore dueby_column_free;
%ignore dueby_rows_free;
%ignore dueby_work_free;
%ignore dueby_work_worklist;
%ignore dueby_work_message;
%ignore dueby_work_column;
%ignore dueby_listing_free;
%ignore dueby_figures_free;
%ignore dueby_figures_limit;
%ignore dueby_figures_oddity;
%ignore dueby_files_free;
%ignore dueby_reading_free;
%ignore dueby_reading_message;
%ignore dueby_listing_text;
%ignore dueby_listing_texts;
%ignore dueby_column_values;
%ignore dueby_column_writable;
%ignore dueby_column_valid;
%ignore dueby_column_export;

/* A buffer that is too small raises no exception: the needed size is returned. */
%typemap(out) dueby_status %{
  if ($1 != DUEBY_OK && $1 != DUEBY_ESPACE) {
    raise_status($1, NULL);
    SWIG_fail;
  }
  $result = Py_None;
  Py_INCREF($result);
%}

%typemap(in) (char *text, int64_t size, int64_t *needed) (int64_t needed = 0) %{
  $3 = &needed;
  $1 = take_room($input, 1, &$2);
  if (!$1) SWIG_fail;
%}
%typemap(argout) (char *text, int64_t size, int64_t *needed) %{
  Py_XDECREF($result);
  $result = result == DUEBY_ESPACE ? PyLong_FromLongLong(*$3) : PyUnicode_FromString($1);
%}
%typemap(freearg) (char *text, int64_t size, int64_t *needed) %{ free($1); %}

%typemap(in) (int64_t *BLOCK, int64_t capacity, int64_t *count) (int64_t count = 0) %{
  $3 = &count;
  $1 = take_room($input, sizeof(int64_t), &$2);
  if (!$1) SWIG_fail;
%}
%typemap(argout) (int64_t *BLOCK, int64_t capacity, int64_t *count) %{
  Py_XDECREF($result);
  $result = result == DUEBY_ESPACE ? PyLong_FromLongLong(*$3)
                                   : PyBytes_FromStringAndSize((const char *)$1, (Py_ssize_t)(*$3 * (int64_t)sizeof(int64_t)));
%}
%typemap(freearg) (int64_t *BLOCK, int64_t capacity, int64_t *count) %{ free($1); %}
%apply (int64_t *BLOCK, int64_t capacity, int64_t *count) {
  (int64_t *answers, int64_t capacity, int64_t *count), (int64_t *steps, int64_t capacity, int64_t *count),
  (int64_t *rows, int64_t capacity, int64_t *count)
};

/* A function with an output `message` raises its status together with the message. */
%typemap(in, numinputs=0) (char *message, int64_t message_size) %{
  $2 = 1 << 16;
  $1 = malloc((size_t)$2);
  if (!$1) {
    PyErr_NoMemory();
    SWIG_fail;
  }
%}
%typemap(argout) (char *message, int64_t message_size) %{
  if (result != DUEBY_OK) {
    raise_status(result, $1);
    SWIG_fail;
  }
%}
%typemap(freearg) (char *message, int64_t message_size) %{ free($1); %}

%typemap(in) const char * %{
  if (!take_text($input, (const char **)&$1)) SWIG_fail;
%}
%typemap(freearg) const char * ""
%typemap(in) const char *OPTIONAL %{
  if ($input != Py_None && !take_text($input, (const char **)&$1)) SWIG_fail;
%}
%apply const char *OPTIONAL { const char *folder, const char *label, const char *mapping, const char *rule, const char *by, const char *marking };

%typemap(in) (const char *TEXT, int64_t length) %{
  Py_ssize_t length$argnum = 0;
  $1 = (char *)(uintptr_t)PyUnicode_AsUTF8AndSize($input, &length$argnum);
  if (!$1) SWIG_fail;
  $2 = length$argnum;
%}
%apply (const char *TEXT, int64_t length) {
  (const char *yaml, int64_t length), (const char *json, int64_t length), (const char *csv, int64_t length), (const char *ics, int64_t length)
};

/* A function with the outputs `written` and `length` returns them as bytes. */
%typemap(in, numinputs=0) (char **written, int64_t *length) (char *text = NULL, int64_t size = 0) %{
  $1 = &text;
  $2 = &size;
%}
%typemap(argout) (char **written, int64_t *length) %{
  Py_XDECREF($result);
  $result = PyBytes_FromStringAndSize(*$1, (Py_ssize_t)*$2);
%}
%typemap(freearg) (char **written, int64_t *length) %{ free(*$1); %}

%typemap(in, numinputs=0) int64_t answer[ANY] (int64_t fields[$1_dim0]) %{ $1 = fields; %}
%typemap(argout) int64_t answer[ANY] %{
  Py_XDECREF($result);
  $result = PyBytes_FromStringAndSize((const char *)$1, $1_dim0 * (Py_ssize_t)sizeof(int64_t));
%}

%typemap(in, numinputs=0) int32_t NUMBERS[ANY] (int32_t numbers[$1_dim0]) %{ $1 = numbers; %}
%typemap(argout) int32_t NUMBERS[ANY] %{
  Py_XDECREF($result);
  $result = tuple_of($1, $1_dim0);
%}
%apply int32_t NUMBERS[ANY] {
  int32_t verdict[ANY], int32_t civil[ANY], int32_t amount_and_unit[ANY], int32_t coverage[ANY], int32_t what_and_since[ANY],
  int32_t holiday[ANY]
};

%typemap(in, numinputs=0) int64_t moment[ANY] (int64_t numbers[$1_dim0]) %{ $1 = numbers; %}
%typemap(argout) int64_t moment[ANY] %{
  Py_XDECREF($result);
  $result = Py_BuildValue("(LL)", (long long)$1[0], (long long)$1[1]);
%}

%define NUMBER(TYPE, NAME)
%typemap(in, numinputs=0) TYPE *NAME (TYPE number = 0) %{ $1 = &number; %}
%typemap(argout) TYPE *NAME %{
  Py_XDECREF($result);
  $result = PyLong_FromLongLong(*$1);
%}
%enddef
NUMBER(int32_t, out_day)
NUMBER(int32_t, duty)
NUMBER(int32_t, event)
NUMBER(int32_t, version)
NUMBER(int32_t, number)
NUMBER(int32_t, working)
NUMBER(int32_t, working_days)
NUMBER(int32_t, tag)
NUMBER(int64_t, out_time)
NUMBER(int64_t, failed)
NUMBER(dueby_date, date)
NUMBER(dueby_date, later)
NUMBER(int32_t, second_of_day)
NUMBER(int32_t, year)
NUMBER(int32_t, mask)

%typemap(in, numinputs=0) (dueby_date *first, dueby_date *last) (dueby_date days[2]) %{
  $1 = &days[0];
  $2 = &days[1];
%}
%typemap(argout) (dueby_date *first, dueby_date *last) %{
  Py_XDECREF($result);
  $result = Py_BuildValue("(ii)", (int)*$1, (int)*$2);
%}

%define ARRAY_IN(TYPE, NAME, COUNT)
%typemap(in) (const TYPE *NAME, int64_t COUNT) (Py_buffer view = {0}) %{
  if (!take_array($input, sizeof(TYPE), 0, &view, (void **)&$1, &$2)) SWIG_fail;
%}
%typemap(freearg) (const TYPE *NAME, int64_t COUNT) %{ PyBuffer_Release(&view$argnum); %}
%enddef
%define ARRAY_OUT(TYPE, NAME)
%typemap(in) (TYPE *NAME, int64_t n_##NAME) (Py_buffer view = {0}) %{
  if (!take_array($input, sizeof(TYPE), 1, &view, (void **)&$1, &$2)) SWIG_fail;
%}
%typemap(freearg) (TYPE *NAME, int64_t n_##NAME) %{ PyBuffer_Release(&view$argnum); %}
%enddef
ARRAY_IN(int64_t, request, request_count)
ARRAY_IN(int64_t, met, met_count)
ARRAY_IN(int64_t, answer, answer_count)
ARRAY_IN(int64_t, moments, moments_count)
ARRAY_IN(int32_t, days, n)
ARRAY_IN(int32_t, starts, n)
ARRAY_IN(int32_t, codes, n)
ARRAY_IN(int32_t, ends, n_ends)
ARRAY_IN(int64_t, ticks, n)
ARRAY_IN(int64_t, end_ticks, n_end_ticks)
ARRAY_IN(uint8_t, selected, n_selected)
ARRAY_IN(uint8_t, recorded, n_recorded)
ARRAY_IN(uint8_t, only, n_only)
ARRAY_IN(int32_t, holds, n_holds)
ARRAY_IN(uint8_t, nulls, n_nulls)
ARRAY_IN(uint8_t, tags, n_tags)
ARRAY_IN(uint8_t, file, n_file)
ARRAY_IN(uint8_t, texts, n_texts)
ARRAY_IN(uint8_t, yaml, n_yaml)
ARRAY_IN(int64_t, stops, n_stops)
ARRAY_OUT(int32_t, due)
ARRAY_OUT(int64_t, due)
ARRAY_OUT(int32_t, rule)
ARRAY_OUT(int32_t, out)
ARRAY_OUT(int64_t, out)
ARRAY_OUT(uint8_t, out)
ARRAY_OUT(uint8_t, certainty)
ARRAY_OUT(uint8_t, status)

%typemap(in) (const uint8_t *valid, int64_t valid_bytes) %{
  if (!take_valid($input, &$1, &$2)) SWIG_fail;
%}

%typemap(in) dueby_cases *cases (dueby_cases rows = {0}, Py_buffer views[CASE_ARRAYS] = {{0}}) %{
  $1 = &rows;
  if (!take_cases($input, views, &rows)) SWIG_fail;
%}
%typemap(freearg) dueby_cases *cases %{ drop_views(views$argnum); %}

/* Takes days to add, remove or close. For a list of bank holidays, also takes their names as a tuple of str. */
ARRAY_IN(dueby_date, days, n)
%typemap(in) (const dueby_date *days, const char *const *names, int64_t n) (Py_buffer view = {0}, char **texts = NULL) {
  if (!PyTuple_Check($input) || PyTuple_Size($input) != 2) {
    PyErr_SetString(PyExc_TypeError, "expected days and names");
    SWIG_fail;
  }
  PyObject *listed = PyTuple_GetItem($input, 1);
  if (!take_array(PyTuple_GetItem($input, 0), sizeof(dueby_date), 0, &view, (void **)&$1, &$3)) SWIG_fail;
  if (!PyTuple_Check(listed) || PyTuple_Size(listed) != $3) {
    PyErr_SetString(PyExc_ValueError, "expected a name for each day");
    SWIG_fail;
  }
  texts = calloc((size_t)$3 + 1, sizeof *texts);
  if (!texts) {
    PyErr_NoMemory();
    SWIG_fail;
  }
  for (int64_t i = 0; i < $3; i++)
    if (!take_text(PyTuple_GetItem(listed, i), (const char **)&texts[i])) SWIG_fail;
  $2 = texts;
}
%typemap(freearg) (const dueby_date *days, const char *const *names, int64_t n) %{
  PyBuffer_Release(&view$argnum);
  free(texts$argnum);
%}

%typemap(in) struct ArrowSchema * %{
  $1 = PyCapsule_GetPointer($input, "arrow_schema");
  if (!$1) SWIG_fail;
%}
%typemap(in) struct ArrowArray * %{
  $1 = PyCapsule_GetPointer($input, "arrow_array");
  if (!$1) SWIG_fail;
%}
%typemap(in) struct ArrowArrayStream * %{
  $1 = PyCapsule_GetPointer($input, "arrow_array_stream");
  if (!$1) SWIG_fail;
%}

%{
/* Sets an item of a tuple. Returns 0 with an exception on failure, and frees the tuple. */
static int put_item(PyObject **tuple, int64_t place, PyObject *item) {
  if (item && PyTuple_SetItem(*tuple, (Py_ssize_t)place, item) == 0) return 1;
  Py_DECREF(*tuple);
  *tuple = NULL;
  return 0;
}

/* Makes a str from UTF-8. Bytes that are not UTF-8 become U+FFFD. */
static PyObject *str_of(const char *text) {
  return PyUnicode_DecodeUTF8(text, (Py_ssize_t)strlen(text), "replace");
}

static PyObject *message_of(int32_t line, int32_t severity, const char *text, const char *file) {
  PyObject *words = str_of(text), *name = words ? str_of(file) : NULL;
  if (name) return Py_BuildValue("(iiNN)", (int)line, (int)severity, words, name);
  Py_XDECREF(words);
  return NULL;
}

#define MESSAGES(TYPE)                                                                                                            \
  static PyObject *messages_of_##TYPE(const dueby_##TYPE *from) {                                                                 \
    int32_t line, severity;                                                                                                       \
    int64_t count = 0;                                                                                                            \
    const char *text, *file;                                                                                                      \
    while (dueby_##TYPE##_message(from, count, &line, &severity, &file)) count++;                                                 \
    PyObject *messages = PyTuple_New((Py_ssize_t)count);                                                                          \
    for (int64_t i = 0; messages && i < count; i++) {                                                                             \
      text = dueby_##TYPE##_message(from, i, &line, &severity, &file);                                                            \
      put_item(&messages, i, message_of(line, severity, text, file));                                                             \
    }                                                                                                                             \
    return messages;                                                                                                              \
  }
/* Returns the notes on measures that cannot be answered, or on units with odd dates. `write` writes the note at an index. */
static PyObject *notes_of(const dueby_figures *figures,
                          dueby_status (*write)(const dueby_figures *, int64_t, char *, int64_t, int64_t *)) {
  int64_t count = 0, needed;
  while (write(figures, count, NULL, 0, &needed) != DUEBY_DONE) count++;
  PyObject *notes = PyTuple_New((Py_ssize_t)count);
  for (int64_t i = 0; notes && i < count; i++) {
    write(figures, i, NULL, 0, &needed);
    char *text = malloc((size_t)needed);
    PyObject *note = text && write(figures, i, text, needed, &needed) == DUEBY_OK ? str_of(text) : PyErr_NoMemory();
    free(text);
    put_item(&notes, i, note);
  }
  return notes;
}
MESSAGES(work)
MESSAGES(reading)
%}

%inline %{
/* Returns the strings of a column as a tuple. */
static PyObject *dueby_listing_words(const dueby_listing *table, int32_t column) {
  int64_t count = dueby_listing_texts(table, column);
  PyObject *words = PyTuple_New((Py_ssize_t)count);
  for (int64_t i = 0; words && i < count; i++) put_item(&words, i, str_of(dueby_listing_text(table, column, i)));
  return words;
}

static PyObject *dueby_figures_limits(const dueby_figures *figures) {
  return notes_of(figures, dueby_figures_limit);
}
static PyObject *dueby_figures_oddities(const dueby_figures *figures) {
  return notes_of(figures, dueby_figures_oddity);
}

/* Returns the messages about rows, each as line, severity, text and file. */
static PyObject *dueby_work_messages(const dueby_work *work) {
  return messages_of_work(work);
}
static PyObject *dueby_reading_messages(const dueby_reading *reading) {
  return messages_of_reading(reading);
}
/* Returns the two capsules of __arrow_c_array__. */
static PyObject *dueby_column_capsules(dueby_column *column, const char *format, int32_t none) {
  struct ArrowSchema *schema = calloc(1, sizeof *schema);
  struct ArrowArray *array = calloc(1, sizeof *array);
  PyObject *first = capsule_of(schema, "arrow_schema", destroy_schema), *second = capsule_of(array, "arrow_array", destroy_array),
           *pair = NULL;
  if (first && second) {
    dueby_status status = dueby_column_export(column, format, none, schema, array);
    if (status == DUEBY_OK) pair = PyTuple_Pack(2, first, second);
    else raise_status(status, NULL);
  }
  Py_XDECREF(first);
  Py_XDECREF(second);
  return pair;
}
%}

%include "dueby/base.h"
%include "dueby/code.h"
%include "dueby/date.h"
%include "dueby/calendar.h"
%include "dueby/profile.h"
%ignore dueby_written_holding;
%include "dueby/written.h"
%ignore dueby_unknown_nearest_text;
%include "dueby/refusal.h"
%ignore dueby_cell;
%ignore dueby_cell_sink;
%include "dueby/cell.h"

/* Functions on worklists that take no structs. */
%ignore dueby_case;
%ignore dueby_where;
%ignore dueby_item;
%ignore dueby_finding;
%ignore dueby_worklist_options;
%ignore dueby_worklist_new;
%ignore dueby_worklist_free;
%ignore dueby_worklist_profile;
%ignore dueby_worklist_calendar;
%ignore dueby_worklist_run;
%ignore dueby_worklist_add;
%ignore dueby_worklist_add_rows;
%ignore dueby_worklist_case;
%ignore dueby_worklist_lines;
%ignore dueby_worklist_found;
%ignore dueby_worklist_item;
%ignore dueby_worklist_item_count;
%ignore dueby_worklist_kept_case;
%ignore dueby_worklist_narrowed;
%ignore dueby_worklist_set_source;
%ignore dueby_worklist_source;
%ignore dueby_recorded_add;
%ignore dueby_worklist_stated;
%ignore dueby_worklist_holds_latest;
%ignore dueby_worklist_sort;
%ignore dueby_worklist_finding;
%ignore dueby_worklist_finding_text;
%ignore dueby_worklist_trust_text;
%ignore dueby_worklist_reader_text;
%ignore dueby_worklist_reader_cases;
%ignore dueby_worklist_reader_stated_text;
%ignore dueby_worklist_finding_cells;
%ignore dueby_worklist_set_finding;
%ignore dueby_worklist_set_finding_names;
%ignore dueby_worklist_set_files;
%ignore dueby_line_field;
%ignore dueby_line_cells;
%ignore dueby_line_json;
%ignore dueby_line_number_text;
%ignore dueby_line_duty_text;
%ignore dueby_line_is_over;
%ignore dueby_line_is_not_stated;
%ignore dueby_worklist_horizon_text;
%ignore dueby_case_reason;
%ignore dueby_case_excess_text;
%ignore dueby_case_ref;
%ignore dueby_worklist_disclaimer_from;
%ignore dueby_worklist_line_count;
%include "dueby/worklist.h"
%include "dueby/finding.h"
%include "engine_files.h"
%include "engine.h"
%include "arrow.h"
