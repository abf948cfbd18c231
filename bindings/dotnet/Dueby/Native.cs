using System;
using System.Runtime.InteropServices;

namespace Dueby
{
    /* The public interface of libdueby and libdueby-io, as its headers declare it. Every struct is blittable, so nothing is
       marshalled. A test compares sizes and offsets with abi/abi.json. */
    internal static class Native
    {
        private const string Library = "dueby";

        internal const int Ok = 0, None = 1, NotFound = 5, Space = 11, Done = 17;
        internal const int NoDate = int.MinValue, StyleDotnet = 6;

        // Constants of dueby/refusal.h (kinds of names, reasons) and dueby/written.h (kinds of texts).
        internal const int NamedProfile = 1, NamedRule = 2, NamedDuty = 3, NamedEvent = 4, NamedTag = 5;
        internal const int RefusalBirth = 2, RefusalNotAHoliday = 4, RefusalNotPositive = 5, RefusalNumber = 11, RefusalField = 12, RefusalColumn = 13,
            RefusalDay = 14, RefusalHorizon = 15, RefusalOtherList = 16, RefusalPeriod = 17, RefusalNone = 18, RefusalString = 19,
            RefusalNoType = 20, RefusalAgreement = 21, RefusalNoReference = 22, RefusalNoDay = 23, RefusalNoChristmas = 25,
            RefusalLengths = 28, RefusalHistory = 35, RefusalNotAgreed = 36, RefusalUncovered = 37, RefusalBeforeLast = 33, RefusalBeforeStart = 34;
        internal const int WrittenWhen = 2, WrittenSpan = 4, WrittenAhead = 5, WrittenDivision = 9, WrittenWeekend = 10, WrittenKnownOn = 11;
        internal const long NoTime = long.MinValue;

        // ---- structs ----

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_when
        {
            internal long time;
            internal int date, reserved;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_span
        {
            internal int amount, unit;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_holiday
        {
            internal int date, known_from, division, basis, certainty, reserved;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_tags
        {
            internal ulong low, high;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_event
        {
            internal long time;
            internal int date, type;
            internal dueby_tags tags;
            internal dueby_span agreed;
            internal long @ref, row;
            internal uint has, reserved;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_facts
        {
            internal uint size;
            internal int flags;
            internal uint has;
            internal int born, since, met;
            internal IntPtr events;
            internal long event_count;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_deadline
        {
            internal long due_time, begins_time;
            internal int due, begins, opens, relied_on, rule, version, occurrence, phase, met_in_phase, periods_from, certainty, precision,
                flags, span_from, span_minutes, reserved;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_verdict
        {
            internal int state, days_left, working_days_left, reserved;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_check_options
        {
            internal uint size, reserved;
            internal dueby_when met, ended, as_at;
            internal dueby_span soon;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_check
        {
            internal dueby_verdict verdict;
            internal dueby_when ended, at;
            internal int days_taken, working_days_taken, precision, recorded, needed, reserved;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_failure
        {
            internal int status, reason, rule, version, @event, from, to;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_due_columns
        {
            internal uint size;
            internal int flags;
            internal long count;
            internal IntPtr trigger, born, valid, due, rule, certainty, status;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_answer
        {
            internal uint size, reserved;
            internal IntPtr trigger, deadline, due_by_law, judged_by, check;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_step
        {
            internal int kind, first, last, number_first, number_last, holiday;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_part
        {
            internal IntPtr text;
            internal int label, rule, version, first, last, in_summary;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_selection_options
        {
            internal uint size, authorities, subjects, reserved;
            internal IntPtr address, duties;
            internal long duty_count;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_holding
        {
            internal int what, since;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_timeline_options
        {
            internal uint size, flags;
            internal dueby_when as_at;
            internal int horizon, history_from;
            internal dueby_span soon;
            internal IntPtr selected, recorded, holds, ref_parents;
            internal long ref_count;
            internal IntPtr unread, unread_offsets;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_line
        {
            internal dueby_deadline deadline;
            internal dueby_verdict verdict;
            internal long case_index, @ref, trigger, met, ended, rejected, started_by, first_rule_date, due_by_law_time;
            internal int due_by_law, closed, rule_date_count, duty, reason, days_taken, working_days_taken, projected, rejected_by_rule;
            internal int state_by_law, attempts, first_attempt, last_attempt, started, repeat;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_case
        {
            internal uint size, flags;
            internal IntPtr name, events;
            internal long event_count;
            internal IntPtr refs;
            internal long ref_count;
            internal IntPtr columns, values;
            internal long column_count, bad_rows, first_bad_line;
            internal IntPtr unread;
            internal long unread_count;
            internal IntPtr bad_places;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_where
        {
            internal IntPtr column, value;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_worklist_options
        {
            internal uint size, flags;
            internal IntPtr run;
            internal uint states;
            internal int due_before;
            internal IntPtr where;
            internal long where_count;
            internal int recorded_to, style;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_outcome
        {
            internal int begins, due, closed, closed_by, state, reason, days_left, authority, in_hours, by_time, projected, recurs;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_item
        {
            internal IntPtr of, line, rule_dates;
            internal dueby_outcome outcome;
            internal long case_index;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_change
        {
            internal dueby_item before, after;
            internal int kind;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_trial_row
        {
            internal long item, next;
            internal int effect, reserved;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_measure_options
        {
            internal uint size;
            internal int basis, from, to, as_at;
            internal uint reserved;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_measure
        {
            internal long in_time, late, missed, overdue, not_yet_due, ended, no_deadline, cannot_tell, children,
                children_up_to_date, children_all_in_time;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_summary_row
        {
            internal IntPtr group;
            internal dueby_measure measure;
            internal long good, counted;
            internal int duty, rule;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal unsafe struct dueby_diagnostic
        {
            internal int severity, code, line, column;
            internal fixed byte message[496];
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_diagnostics
        {
            internal IntPtr items;
            internal long capacity, count;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_file
        {
            internal IntPtr name, bytes;
            internal long length;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct dueby_caseload_options
        {
            internal uint size;
            internal int flags, date_order, style;
            internal IntPtr report, context, nulls;
            internal long null_count;
            internal int as_at;
            internal uint reserved;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal unsafe struct dueby_finding
        {
            internal long count, of;
            internal fixed long lines[5];
            internal IntPtr team;
            internal int recorded_to, kind, @event, more_lines;
        }

        // ---- functions ----

        [DllImport(Library)] internal static extern IntPtr dueby_status_text(int status);
        [DllImport(Library)] internal static extern IntPtr dueby_version();
        [DllImport(Library)] internal static extern IntPtr dueby_data_version();
        [DllImport(Library)] internal static extern int dueby_unknown_name_text(int kind, ProfileHandle profile, byte[] name, int style, byte[] text, long size, out long needed);
        [DllImport(Library, EntryPoint = "dueby_unknown_name_text")] internal static extern int dueby_unknown_profile_text(int kind, IntPtr none, byte[] name, int style, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_refusal_text(int refusal, int style, byte[] found, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_written_problem_text(int kind, byte[] written, int order, int style, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern IntPtr dueby_code_name(int kind, int number);

        [DllImport(Library)] internal static extern int dueby_time_civil(long time, out int date, out int second, out int offset);
        [DllImport(Library)] internal static extern int dueby_time_new(int date, int second, out long time);
        [DllImport(Library)] internal static extern int dueby_when_parse(byte[] text, long length, int order, out dueby_when when);
        [DllImport(Library)] internal static extern int dueby_when_text(ref dueby_when when, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_explain_when(ref dueby_when when, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_span_parse(byte[] text, long length, out dueby_span span);
        [DllImport(Library)] internal static extern int dueby_span_text(dueby_span span, byte[] text, long size, out long needed);

        [DllImport(Library)] internal static extern int dueby_calendar_new(byte[] divisions, int known_on, out IntPtr made);
        [DllImport(Library)] internal static extern int dueby_calendar_missing_year(int[] days, long n);
        [DllImport(Library)] internal static extern int dueby_profile_event_is_by_birth(ProfileHandle profile, int number);
        [DllImport(Library)] internal static extern int dueby_calendar_from_days(byte[] divisions, int[] days, IntPtr names, long n, out IntPtr made);
        [DllImport(Library)] internal static extern int dueby_calendar_with_days(CalendarHandle calendar, int change, int[] days, long n, byte[] label, out IntPtr made);
        [DllImport(Library)] internal static extern int dueby_calendar_with_weekend(CalendarHandle calendar, int mask, out IntPtr made);
        [DllImport(Library)] internal static extern void dueby_calendar_free(IntPtr calendar);
        [DllImport(Library)] internal static extern void dueby_calendar_coverage(CalendarHandle calendar, out int first, out int last, out int confirmed, out int listed);
        [DllImport(Library)] internal static extern IntPtr dueby_calendar_divisions(CalendarHandle calendar);
        [DllImport(Library)] internal static extern int dueby_calendar_changes(CalendarHandle calendar, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_calendar_digest(CalendarHandle calendar, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_calendar_is_working(CalendarHandle calendar, int date, out int working);
        [DllImport(Library)] internal static extern int dueby_calendar_count(CalendarHandle calendar, int start, int end, int include, out int count);
        [DllImport(Library)] internal static extern int dueby_calendar_count_many(CalendarHandle calendar, int[] start, int[] end, int include, long n, int[] counts, byte[] status, out long failed);
        [DllImport(Library)] internal static extern long dueby_calendar_holiday_count(CalendarHandle calendar);
        [DllImport(Library)] internal static extern int dueby_calendar_holiday(CalendarHandle calendar, long index, out dueby_holiday holiday);
        [DllImport(Library)] internal static extern IntPtr dueby_calendar_holiday_name(CalendarHandle calendar, long index);
        [DllImport(Library)] internal static extern int dueby_span_add(dueby_span span, int counting, int roll, CalendarHandle calendar, int from, out int date);
        [DllImport(Library)] internal static extern int dueby_span_add_many(dueby_span span, int counting, int roll, CalendarHandle calendar, int[] from, long n, int[] dates, byte[] status, out long failed);

        [DllImport(Library)] internal static extern int dueby_profile_new(byte[] name, out IntPtr made);
        [DllImport(Library)] internal static extern void dueby_profile_free(IntPtr profile);
        [DllImport(Library)] internal static extern int dueby_profile_builtin_count();
        [DllImport(Library)] internal static extern IntPtr dueby_profile_builtin(int index);
        [DllImport(Library)] internal static extern IntPtr dueby_profile_name(ProfileHandle profile);
        [DllImport(Library)] internal static extern IntPtr dueby_profile_title(ProfileHandle profile);
        [DllImport(Library)] internal static extern IntPtr dueby_profile_parent(ProfileHandle profile);
        [DllImport(Library)] internal static extern int dueby_profile_digest(ProfileHandle profile, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_profile_duty_count(ProfileHandle profile);
        [DllImport(Library)] internal static extern IntPtr dueby_profile_duty(ProfileHandle profile, int duty);
        [DllImport(Library)] internal static extern int dueby_profile_event_count(ProfileHandle profile);
        [DllImport(Library)] internal static extern IntPtr dueby_profile_event_slug(ProfileHandle profile, int @event);
        [DllImport(Library)] internal static extern int dueby_profile_event_parent(ProfileHandle profile, int @event);
        [DllImport(Library)] internal static extern int dueby_profile_tag_count(ProfileHandle profile);
        [DllImport(Library)] internal static extern IntPtr dueby_profile_tag(ProfileHandle profile, int tag);
        [DllImport(Library)] internal static extern int dueby_profile_rule_count(ProfileHandle profile);
        [DllImport(Library)] internal static extern int dueby_rule_version_count(ProfileHandle profile, int rule);
        [DllImport(Library)] internal static extern IntPtr dueby_rule_text(ProfileHandle profile, int rule, int version, int field);
        [DllImport(Library)] internal static extern int dueby_rule_number(ProfileHandle profile, int rule, int version, int field);
        [DllImport(Library)] internal static extern int dueby_explain_timescale(ProfileHandle profile, int rule, int version, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_explain_source(ProfileHandle profile, int rule, int version, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_selection_make(ProfileHandle profile, ref dueby_selection_options options, byte[] selected, out long unknown);

        [DllImport(Library)] internal static extern int dueby_io_profile_from_yaml(byte[] yaml, long length, byte[] folder, ref dueby_diagnostics said, out IntPtr made);
        [DllImport(Library)] internal static extern int dueby_io_profile_from_file(byte[] path, ref dueby_diagnostics said, out IntPtr made);
        [DllImport(Library)] internal static extern int dueby_io_calendar_from_json(byte[] text, long length, byte[] divisions, ref dueby_diagnostics said, out IntPtr made);
        [DllImport(Library)] internal static extern int dueby_io_calendar_from_csv(byte[] text, long length, byte[] divisions, ref dueby_diagnostics said, out IntPtr made);
        [DllImport(Library)] internal static extern int dueby_io_calendar_from_ics(byte[] text, long length, byte[] divisions, ref dueby_diagnostics said, out IntPtr made);

        [DllImport(Library)] internal static extern int dueby_query_new(ProfileHandle profile, CalendarHandle calendar, byte[] address, out IntPtr made);
        [DllImport(Library)] internal static extern void dueby_query_free(IntPtr query);
        [DllImport(Library)] internal static extern int dueby_query_takes_agreed(QueryHandle query, int trigger);
        [DllImport(Library)] internal static extern int dueby_query_duty(QueryHandle query);
        [DllImport(Library)] internal static extern int dueby_query_due(QueryHandle query, ref dueby_event trigger, IntPtr facts, out dueby_deadline deadline);
        [DllImport(Library)] internal static extern int dueby_query_series(QueryHandle query, ref dueby_event trigger, IntPtr facts, dueby_when[] met, long met_count, [Out] dueby_deadline[] deadlines, long capacity, out long count);
        [DllImport(Library)] internal static extern int dueby_query_due_by_law(QueryHandle query, ref dueby_event trigger, IntPtr facts, dueby_when[] met, long met_count, out dueby_deadline deadline);
        [DllImport(Library)] internal static extern int dueby_check_refusal_text(ref dueby_event trigger, ref dueby_deadline deadline, ref dueby_check_options options, int style, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_query_check(QueryHandle query, ref dueby_event trigger, IntPtr facts, ref dueby_deadline deadline, ref dueby_check_options options, out dueby_check check);
        [DllImport(Library)] internal static extern int dueby_query_failure(QueryHandle query, ref dueby_event trigger, IntPtr facts, out dueby_failure failure);
        [DllImport(Library)] internal static extern int dueby_failure_text(QueryHandle query, ref dueby_event trigger, ref dueby_failure failure, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_failure_hint_text(QueryHandle query, ref dueby_event trigger, ref dueby_failure failure, int style, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_query_due_many(QueryHandle query, ref dueby_due_columns columns, out long failed);

        [DllImport(Library)] internal static extern int dueby_explain_verdict(ref dueby_deadline deadline, ref dueby_verdict verdict, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_explain_steps(ProfileHandle profile, CalendarHandle calendar, ref dueby_event trigger, IntPtr facts, ref dueby_deadline deadline, [Out] dueby_step[] steps, long capacity, out long needed);
        [DllImport(Library)] internal static extern int dueby_explain_text(ProfileHandle profile, CalendarHandle calendar, ref dueby_event trigger, IntPtr facts, ref dueby_deadline deadline, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_explain_summary(ProfileHandle profile, CalendarHandle calendar, ref dueby_event trigger, IntPtr facts, ref dueby_deadline deadline, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_explanation_new(ProfileHandle profile, CalendarHandle calendar, ref dueby_event trigger, IntPtr facts, ref dueby_deadline deadline, out IntPtr made);
        [DllImport(Library)] internal static extern void dueby_explanation_free(IntPtr explanation);
        [DllImport(Library)] internal static extern long dueby_explanation_part_count(IntPtr explanation);
        [DllImport(Library)] internal static extern int dueby_explanation_part(IntPtr explanation, long index, out dueby_part part);
        [DllImport(Library)] internal static extern IntPtr dueby_part_label_text(int label);
        [DllImport(Library)] internal static extern int dueby_explanation_text(IntPtr explanation, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_explanation_summary(IntPtr explanation, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_answer_json(QueryHandle query, ref dueby_answer answer, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_versions_json(ProfileHandle profile, CalendarHandle calendar, byte[] text, long size, out long needed);

        [DllImport(Library)] internal static extern int dueby_timeline_new(ProfileHandle profile, CalendarHandle calendar, out IntPtr made);
        [DllImport(Library)] internal static extern void dueby_timeline_free(IntPtr timeline);
        [DllImport(Library)] internal static extern int dueby_timeline_run(TimelineHandle timeline, dueby_event[] events, long[] offsets, long cases, ref dueby_timeline_options options, out long count);
        [DllImport(Library)] internal static extern IntPtr dueby_timeline_lines(TimelineHandle timeline);
        [DllImport(Library)] internal static extern int dueby_line_reason(ProfileHandle profile, ref dueby_line line, IntPtr rejected, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern void dueby_line_facts(ProfileHandle profile, ref dueby_line line, dueby_event[] events, long[] offsets, int as_at, IntPtr known, out dueby_facts facts);
        [DllImport(Library)] internal static extern int dueby_line_key(ProfileHandle profile, ref dueby_line line, ref dueby_event startedBy, byte[] @ref, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_line_duty_text(ProfileHandle profile, ref dueby_line line, byte[] @ref, byte[] text, long size, out long needed);

        [DllImport(Library)] internal static extern int dueby_worklist_new(ProfileHandle profile, CalendarHandle calendar, ref dueby_worklist_options options, out IntPtr made);
        [DllImport(Library)] internal static extern void dueby_worklist_free(IntPtr worklist);
        [DllImport(Library)] internal static extern int dueby_worklist_add(WorklistHandle worklist, ref dueby_case added);
        [DllImport(Library)] internal static extern long dueby_name_find(IntPtr names, long count, byte[] wanted);
        [DllImport(Library)] internal static extern int dueby_case_excess_text(ref dueby_case of, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_worklist_item(WorklistHandle worklist, long index, out dueby_item item);
        [DllImport(Library)] internal static extern long dueby_worklist_listed_count(WorklistHandle worklist);
        [DllImport(Library)] internal static extern long dueby_worklist_listed(WorklistHandle worklist, long place);
        [DllImport(Library)] internal static extern int dueby_worklist_sort(WorklistHandle worklist);
        [DllImport(Library)] internal static extern int dueby_worklist_item_text(WorklistHandle worklist, long index, int what, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_line_json(ProfileHandle profile, IntPtr line, IntPtr of, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern long dueby_worklist_count(WorklistHandle worklist, int what);
        [DllImport(Library)] internal static extern long dueby_worklist_state_count(WorklistHandle worklist, int state);
        [DllImport(Library)] internal static extern int dueby_worklist_recorded_to(WorklistHandle worklist);
        [DllImport(Library)] internal static extern IntPtr dueby_worklist_run(WorklistHandle worklist);
        [DllImport(Library)] internal static extern int dueby_worklist_as_at(WorklistHandle worklist, ref dueby_when as_at, out IntPtr other);
        [DllImport(Library)] internal static extern int dueby_worklist_kept_case(WorklistHandle worklist, long index, out IntPtr of, out IntPtr lines, out long line_count);
        [DllImport(Library)] internal static extern int dueby_changes_difference_text(WorklistHandle before, WorklistHandle after, int style, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_changes_new(WorklistHandle before, WorklistHandle after, out IntPtr made);
        [DllImport(Library)] internal static extern void dueby_changes_free(IntPtr changes);
        [DllImport(Library)] internal static extern long dueby_changes_count(IntPtr changes);
        [DllImport(Library)] internal static extern int dueby_changes_at(IntPtr changes, long index, out dueby_change change);
        [DllImport(Library)] internal static extern int dueby_changes_text(IntPtr changes, long index, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_changes_json(IntPtr changes, long index, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_trial_new(WorklistHandle worklist, int @event, out IntPtr made);
        [DllImport(Library)] internal static extern void dueby_trial_free(IntPtr trial);
        [DllImport(Library)] internal static extern int dueby_trial_run(IntPtr trial, IntPtr of, ref dueby_event @event);
        [DllImport(Library, EntryPoint = "dueby_worklist_item")] internal static extern int dueby_trial_item(IntPtr worklist, long index, out dueby_item item);
        [DllImport(Library)] internal static extern IntPtr dueby_trial_worklist(IntPtr trial);
        [DllImport(Library)] internal static extern long dueby_trial_row_count(IntPtr trial);
        [DllImport(Library)] internal static extern int dueby_trial_row_at(IntPtr trial, long index, out dueby_trial_row row);
        [DllImport(Library)] internal static extern int dueby_trial_row_text(IntPtr trial, long index, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_trial_row_json(IntPtr trial, long index, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_worklist_finding(WorklistHandle worklist, long place, out dueby_finding finding);
        [DllImport(Library)] internal static extern int dueby_worklist_finding_text(WorklistHandle worklist, long place, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_worklist_disclaimer_text(WorklistHandle worklist, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern int dueby_caseload_from_files(ProfileHandle profile, dueby_file[] files, long count, ref dueby_caseload_options options, IntPtr said, out IntPtr made);
        [DllImport(Library)] internal static extern IntPtr dueby_caseload_return(IntPtr caseload);
        [DllImport(Library)] internal static extern int dueby_caseload_to_worklist(IntPtr caseload, CalendarHandle calendar, ref dueby_worklist_options options, out IntPtr made);
        [DllImport(Library)] internal static extern int dueby_caseload_column_count(IntPtr caseload);
        [DllImport(Library)] internal static extern int dueby_caseload_find_column(IntPtr caseload, byte[] name);
        [DllImport(Library)] internal static extern IntPtr dueby_caseload_column(IntPtr caseload, int index);
        [DllImport(Library)] internal static extern IntPtr dueby_line_field(int index);
        [DllImport(Library)] internal static extern IntPtr dueby_changes_field(int index);
        [DllImport(Library)] internal static extern IntPtr dueby_trial_field(int index);
        [DllImport(Library)] internal static extern IntPtr dueby_worklist_calendar(WorklistHandle worklist);
        [DllImport(Library)] internal static extern int dueby_worklist_absent_text(WorklistHandle worklist, int style, byte[] text, long size, out long needed);
        [DllImport(Library, EntryPoint = "dueby_calendar_coverage_text")] internal static extern int dueby_coverage_text(IntPtr calendar, byte[] text, long size, out long needed);
        [DllImport(Library, EntryPoint = "dueby_calendar_coverage")] internal static extern void dueby_coverage(IntPtr calendar, out int first, out int last, out int confirmed, out int listed);
        [DllImport(Library)] internal static extern IntPtr dueby_query_calendar(QueryHandle query);
        [DllImport(Library)] internal static extern void dueby_summary_when(ref dueby_measure_options options, IntPtr as_at, out dueby_when when);
        [DllImport(Library)] internal static extern void dueby_caseload_free(IntPtr caseload);
        [DllImport(Library)] internal static extern int dueby_return_as_at(IntPtr returned);
        [DllImport(Library)] internal static extern int dueby_return_note_text(IntPtr returned, long index, int taken, byte[] text, long size, out long needed);
        [DllImport(Library)] internal static extern void dueby_return_leave_out(IntPtr returned, byte[] selected);
        [DllImport(Library)] internal static extern int dueby_summary_new(WorklistHandle worklist, ref dueby_measure_options options, byte[] column, out IntPtr made);
        [DllImport(Library)] internal static extern void dueby_summary_free(IntPtr summary);
        [DllImport(Library)] internal static extern int dueby_summary_add(IntPtr summary, WorklistHandle worklist);
        [DllImport(Library)] internal static extern int dueby_summary_next(IntPtr summary, ref long cursor, out dueby_summary_row row);
    }
}
