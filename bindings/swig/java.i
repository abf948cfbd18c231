/* The engine of the Java package. Every function takes and returns numbers; objects, structs, arrays and strings are passed by
 * address. The hand-written package lays them out in its own memory (dueby.engine.Memory), using the sizes and offsets that the C
 * compiler computes here. Strings are returned as bytes, because JNI's own strings are not UTF-8. */
%module Engine

%{
#include <stddef.h>
#include <string.h>
%}

%pragma(java) jniclasscode=%{
  static {
    Library.load();
  }
%}

/* ---- addresses that are passed ---- */

%typemap(jni) SWIGTYPE *, SWIGTYPE, SWIGTYPE (*)(ANY), char *, const char * const * "jlong"
%typemap(jtype) SWIGTYPE *, SWIGTYPE, SWIGTYPE (*)(ANY), char *, const char * const * "long"
%typemap(jstype) SWIGTYPE *, SWIGTYPE, SWIGTYPE (*)(ANY), char *, const char * const * "long"
%typemap(javain) SWIGTYPE *, SWIGTYPE, SWIGTYPE (*)(ANY), char *, const char * const * "$javainput"
%typemap(javaout) SWIGTYPE * { return $jnicall; }
%typemap(in) SWIGTYPE *, SWIGTYPE (*)(ANY), char *, const char * const * %{ $1 = ($1_ltype)(intptr_t)$input; %}
%typemap(in) SWIGTYPE %{ $1 = *($1_ltype *)(intptr_t)$input; %}
%typemap(out) SWIGTYPE * %{ $result = (jlong)(intptr_t)$1; %}
%typemap(freearg) char *, const char * const * ""

/* A string argument is an address, and a returned string is an array of bytes. SWIG tells them apart by the argument's name. */
%typemap(jni) const char * "jbyteArray"
%typemap(jtype) const char * "byte[]"
%typemap(jstype) const char * "byte[]"
%typemap(javaout) const char * { return $jnicall; }
%typemap(out) const char * %{
  if ($1) {
    const jsize length = (jsize)strlen($1);
    $result = (*jenv)->NewByteArray(jenv, length);
    if ($result) (*jenv)->SetByteArrayRegion(jenv, $result, 0, length, (const jbyte *)$1);
  }
%}
%define TEXT_ARGUMENT(NAME)
%typemap(jni) const char *NAME "jlong"
%typemap(jtype) const char *NAME "long"
%typemap(jstype) const char *NAME "long"
%typemap(javain) const char *NAME "$javainput"
%typemap(in) const char *NAME %{ $1 = ($1_ltype)(intptr_t)$input; %}
%typemap(freearg) const char *NAME ""
%enddef
TEXT_ARGUMENT(address)
TEXT_ARGUMENT(bytes)
TEXT_ARGUMENT(builtin_name)
TEXT_ARGUMENT(column)
TEXT_ARGUMENT(csv)
TEXT_ARGUMENT(divisions)
TEXT_ARGUMENT(folder)
TEXT_ARGUMENT(found)
TEXT_ARGUMENT(ics)
TEXT_ARGUMENT(id)
TEXT_ARGUMENT(json)
TEXT_ARGUMENT(label)
TEXT_ARGUMENT(left)
TEXT_ARGUMENT(name)
TEXT_ARGUMENT(path)
TEXT_ARGUMENT(ref)
TEXT_ARGUMENT(right)
TEXT_ARGUMENT(slug)
TEXT_ARGUMENT(text)
TEXT_ARGUMENT(wanted)
TEXT_ARGUMENT(written)
TEXT_ARGUMENT(yaml)

/* Leaves out structs, which are plain memory in Java, and functions of libdueby-ical and libdueby-page, which are not linked in. */
%rename("$ignore", %$isclass) "";
%ignore dueby_ical_calendar_from_ics;
%ignore dueby_ical_write;
%ignore dueby_ical_worklist_write;
%ignore dueby_page_write;
%ignore dueby_page_write_measures;
%ignore dueby_page_write_since;
%ignore dueby_page_write_whole;
%ignore dueby_page_options;
%ignore dueby_csv_raw;
%javaconst(1);
%include "dueby.i"
%javaconst(0);

/* ---- offsets of fields in structs ---- */

%define STRUCT(NAME) %constant int32_t SIZE_##NAME = sizeof(dueby_##NAME); %enddef
%define FIELD(NAME, MEMBER) %constant int32_t AT_##NAME##_##MEMBER = offsetof(dueby_##NAME, MEMBER); %enddef

STRUCT(when)
FIELD(when, time)
FIELD(when, date)
STRUCT(span)
FIELD(span, amount)
FIELD(span, unit)
STRUCT(holiday)
FIELD(holiday, date)
FIELD(holiday, known_from)
FIELD(holiday, division)
FIELD(holiday, basis)
FIELD(holiday, certainty)
STRUCT(event)
FIELD(event, time)
FIELD(event, date)
FIELD(event, type)
FIELD(event, tags)
FIELD(event, agreed)
FIELD(event, ref)
FIELD(event, row)
FIELD(event, has)
STRUCT(facts)
FIELD(facts, size)
FIELD(facts, flags)
FIELD(facts, has)
FIELD(facts, born)
FIELD(facts, since)
FIELD(facts, events)
FIELD(facts, event_count)
STRUCT(deadline)
FIELD(deadline, due_time)
FIELD(deadline, begins_time)
FIELD(deadline, due)
FIELD(deadline, begins)
FIELD(deadline, opens)
FIELD(deadline, relied_on)
FIELD(deadline, rule)
FIELD(deadline, version)
FIELD(deadline, occurrence)
FIELD(deadline, certainty)
FIELD(deadline, precision)
FIELD(deadline, flags)
STRUCT(check_options)
FIELD(check_options, size)
FIELD(check_options, met)
FIELD(check_options, ended)
FIELD(check_options, as_at)
FIELD(check_options, soon)
STRUCT(check)
FIELD(check, verdict)
FIELD(check, ended)
FIELD(check, at)
FIELD(check, days_taken)
FIELD(check, working_days_taken)
FIELD(check, precision)
FIELD(check, recorded)
FIELD(check, needed)
FIELD(verdict, state)
FIELD(verdict, days_left)
FIELD(verdict, working_days_left)
STRUCT(failure)
FIELD(failure, status)
FIELD(failure, reason)
FIELD(failure, rule)
FIELD(failure, event)
FIELD(failure, from)
FIELD(failure, to)
STRUCT(answer)
FIELD(answer, size)
FIELD(answer, trigger)
FIELD(answer, deadline)
FIELD(answer, due_by_law)
FIELD(answer, judged_by)
FIELD(answer, check)
STRUCT(step)
FIELD(step, kind)
FIELD(step, first)
FIELD(step, last)
FIELD(step, number_first)
FIELD(step, number_last)
FIELD(step, holiday)
STRUCT(part)
FIELD(part, text)
FIELD(part, label)
FIELD(part, rule)
FIELD(part, version)
FIELD(part, first)
FIELD(part, last)
FIELD(part, in_summary)
STRUCT(selection_options)
FIELD(selection_options, size)
FIELD(selection_options, authorities)
FIELD(selection_options, subjects)
FIELD(selection_options, address)
FIELD(selection_options, duties)
FIELD(selection_options, duty_count)
STRUCT(holding)
FIELD(holding, what)
FIELD(holding, since)
STRUCT(timeline_options)
FIELD(timeline_options, size)
FIELD(timeline_options, flags)
FIELD(timeline_options, as_at)
FIELD(timeline_options, horizon)
FIELD(timeline_options, history_from)
FIELD(timeline_options, soon)
FIELD(timeline_options, selected)
FIELD(timeline_options, recorded)
FIELD(timeline_options, holds)
STRUCT(line)
FIELD(line, deadline)
FIELD(line, verdict)
FIELD(line, case_index)
FIELD(line, ref)
FIELD(line, trigger)
FIELD(line, started_by)
FIELD(line, met)
FIELD(line, ended)
FIELD(line, rejected)
FIELD(line, due_by_law_time)
FIELD(line, due_by_law)
FIELD(line, closed)
FIELD(line, duty)
FIELD(line, reason)
FIELD(line, days_taken)
FIELD(line, working_days_taken)
FIELD(line, projected)
FIELD(line, state_by_law)
FIELD(line, attempts)
STRUCT(case)
FIELD(case, size)
FIELD(case, name)
FIELD(case, events)
FIELD(case, event_count)
FIELD(case, refs)
FIELD(case, ref_count)
FIELD(case, columns)
FIELD(case, values)
FIELD(case, column_count)
FIELD(case, bad_rows)
FIELD(case, first_bad_line)
FIELD(case, unread)
FIELD(case, unread_count)
STRUCT(file)
FIELD(file, name)
FIELD(file, bytes)
FIELD(file, length)
STRUCT(caseload_options)
FIELD(caseload_options, size)
FIELD(caseload_options, flags)
FIELD(caseload_options, date_order)
FIELD(caseload_options, nulls)
FIELD(caseload_options, null_count)
FIELD(caseload_options, as_at)
FIELD(caseload_options, style)
STRUCT(finding)
FIELD(finding, count)
FIELD(finding, of)
FIELD(finding, lines)
FIELD(finding, team)
FIELD(finding, recorded_to)
FIELD(finding, kind)
FIELD(finding, event)
FIELD(finding, more_lines)
STRUCT(where)
FIELD(where, column)
FIELD(where, value)
STRUCT(worklist_options)
FIELD(worklist_options, size)
FIELD(worklist_options, flags)
FIELD(worklist_options, run)
FIELD(worklist_options, states)
FIELD(worklist_options, due_before)
FIELD(worklist_options, where)
FIELD(worklist_options, where_count)
FIELD(worklist_options, recorded_to)
FIELD(worklist_options, style)
STRUCT(item)
FIELD(item, of)
FIELD(item, line)
FIELD(item, case_index)
STRUCT(change)
FIELD(change, before)
FIELD(change, after)
FIELD(change, kind)
STRUCT(trial_row)
FIELD(trial_row, item)
FIELD(trial_row, effect)
STRUCT(measure_options)
FIELD(measure_options, size)
FIELD(measure_options, basis)
FIELD(measure_options, from)
FIELD(measure_options, to)
FIELD(measure_options, as_at)
STRUCT(summary_row)
FIELD(summary_row, group)
FIELD(summary_row, measure)
FIELD(summary_row, good)
FIELD(summary_row, counted)
FIELD(summary_row, duty)
FIELD(summary_row, rule)
FIELD(measure, in_time)
FIELD(measure, late)
FIELD(measure, missed)
FIELD(measure, overdue)
FIELD(measure, not_yet_due)
FIELD(measure, ended)
FIELD(measure, no_deadline)
FIELD(measure, cannot_tell)
FIELD(measure, children)
FIELD(measure, children_up_to_date)
FIELD(measure, children_all_in_time)
STRUCT(diagnostic)
FIELD(diagnostic, severity)
FIELD(diagnostic, code)
FIELD(diagnostic, line)
FIELD(diagnostic, column)
FIELD(diagnostic, message)
STRUCT(diagnostics)
FIELD(diagnostics, items)
FIELD(diagnostics, capacity)
FIELD(diagnostics, count)

/* ---- memory and arrays of Java ---- */

%typemap(in, numinputs=0) JNIEnv *env %{ $1 = jenv; %}
%typemap(jni) jobject buffer "jobject"
%typemap(jtype) jobject buffer "java.nio.ByteBuffer"
%typemap(jstype) jobject buffer "java.nio.ByteBuffer"
%typemap(javain) jobject buffer "$javainput"
%typemap(in) jobject buffer %{ $1 = $input; %}
%define ARRAY(TYPE, JAVA)
%typemap(jni) TYPE #TYPE
%typemap(jtype) TYPE #JAVA
%typemap(jstype) TYPE #JAVA
%typemap(javain) TYPE "$javainput"
%typemap(in) TYPE %{ $1 = $input; %}
%enddef
ARRAY(jintArray, int[])
ARRAY(jbyteArray, byte[])

%{
/* Arrays that are pinned while C reads and writes them. This can delay garbage collection, so every call is short. */
enum { ARRAYS_MAX = 6 };
struct held {
  jarray array;
  void *at;
};

/* Pins arrays. A null array becomes NULL. */
static int hold(JNIEnv *env, struct held *held, int count) {
  for (int i = 0; i < count; i++)
    if (held[i].array && !(held[i].at = (*env)->GetPrimitiveArrayCritical(env, held[i].array, NULL))) return 0;
  return 1;
}

static void release(JNIEnv *env, const struct held *held, int count) {
  while (count--)
    if (held[count].at) (*env)->ReleasePrimitiveArrayCritical(env, held[count].array, held[count].at, 0);
}

static int32_t *numbers(const struct held *held, int64_t first) {
  return held->at ? (int32_t *)held->at + first : NULL;
}

static uint8_t *bytes(const struct held *held, int64_t first) {
  return held->at ? (uint8_t *)held->at + first : NULL;
}
%}

%inline %{
int64_t memory_address(JNIEnv *env, jobject buffer) {
  return (int64_t)(intptr_t)(*env)->GetDirectBufferAddress(env, buffer);
}

/* Fills the array `to` with bytes from memory. */
void memory_copy(JNIEnv *env, int64_t from, jbyteArray to) {
  (*env)->SetByteArrayRegion(env, to, 0, (*env)->GetArrayLength(env, to), (const jbyte *)(intptr_t)from);
}

const char *memory_text(int64_t address) {
  return (const char *)(intptr_t)address;
}

/* Computes when something is due after a trigger if nothing but the trigger's time is known. This is by far the most frequent
 * question, so it does without the memory that other calls need. */
dueby_status row_due(JNIEnv *env, const dueby_query *query, int64_t time, int32_t date, jbyteArray deadline) {
  const dueby_event trigger = {.time = time, .date = date, .has = DUEBY_HAS_DATE};
  dueby_deadline found;
  const dueby_status status = dueby_query_due(query, &trigger, NULL, &found);
  if (status == DUEBY_OK) (*env)->SetByteArrayRegion(env, deadline, 0, sizeof found, (const jbyte *)&found);
  return status;
}

/* Computes only the due day, which needs no memory at all. Returns DUEBY_DATE_NONE if there is none. */
int32_t row_due_day(const dueby_query *query, int32_t day) {
  const dueby_event trigger = {.date = day, .has = DUEBY_HAS_DATE};
  dueby_deadline found;
  return day != DUEBY_DATE_NONE && dueby_query_due(query, &trigger, NULL, &found) == DUEBY_OK ? found.due : DUEBY_DATE_NONE;
}

/* The functions rows_... compute rows [first, first + count) of their arrays. *failed is the number of rows without an answer. */
dueby_status rows_due(JNIEnv *env, const dueby_query *query, int32_t flags, jintArray trigger, jintArray born, jintArray due,
                      jintArray rule, jbyteArray certainty, jbyteArray status, int64_t first, int64_t count, int64_t *failed) {
  struct held held[ARRAYS_MAX] = {{trigger}, {born}, {due}, {rule}, {certainty}, {status}};
  dueby_status done = DUEBY_EMEMORY;
  if (hold(env, held, ARRAYS_MAX)) {
    const dueby_due_columns columns = {.size = sizeof columns,
                                       .flags = flags,
                                       .count = count,
                                       .trigger = numbers(&held[0], first),
                                       .born = numbers(&held[1], first),
                                       .due = numbers(&held[2], first),
                                       .rule = numbers(&held[3], first),
                                       .certainty = bytes(&held[4], first),
                                       .status = bytes(&held[5], first)};
    done = dueby_query_due_many(query, &columns, failed);
  }
  release(env, held, ARRAYS_MAX);
  return done;
}

dueby_status rows_add(JNIEnv *env, const dueby_calendar *calendar, dueby_span span, int32_t counting, int32_t roll, jintArray from,
                      jintArray dates, jbyteArray status, int64_t first, int64_t count, int64_t *failed) {
  struct held held[] = {{from}, {dates}, {status}};
  dueby_status done = DUEBY_EMEMORY;
  if (hold(env, held, 3))
    done = dueby_span_add_many(span, counting, roll, calendar, numbers(&held[0], first), count, numbers(&held[1], first),
                               bytes(&held[2], first), failed);
  release(env, held, 3);
  return done;
}

dueby_status rows_count(JNIEnv *env, const dueby_calendar *calendar, int32_t include, jintArray start, jintArray end,
                        jintArray working_days, jbyteArray status, int64_t first, int64_t count, int64_t *failed) {
  struct held held[] = {{start}, {end}, {working_days}, {status}};
  dueby_status done = DUEBY_EMEMORY;
  if (hold(env, held, 4))
    done = dueby_calendar_count_many(calendar, numbers(&held[0], first), numbers(&held[1], first), include, count,
                                     numbers(&held[2], first), bytes(&held[3], first), failed);
  release(env, held, 4);
  return done;
}
%}
