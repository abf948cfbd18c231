"""The private extension: flat calls of the library, made by SWIG from bindings/swig. Objects are opaque capsules."""

from typing import Any

# A NULL text is None. A function that writes text takes the room that it may fill, and says how much it needs where that is too little.
class Status(ValueError): ...

_Capsule = Any
_Array = Any
_Asked = bytes
_Answer = bytes

# Numbers of the headers.
DUEBY_ADD: int
DUEBY_AIM: int
DUEBY_ANSWER_BEGINS: int
DUEBY_ANSWER_BEGINS_TIME: int
DUEBY_ANSWER_CERTAINTY: int
DUEBY_ANSWER_DUE: int
DUEBY_ANSWER_DUE_TIME: int
DUEBY_ANSWER_FIELDS: int
DUEBY_ANSWER_FLAGS: int
DUEBY_ANSWER_MET_IN_PHASE: int
DUEBY_ANSWER_OCCURRENCE: int
DUEBY_ANSWER_OPENS: int
DUEBY_ANSWER_PERIODS_FROM: int
DUEBY_ANSWER_PHASE: int
DUEBY_ANSWER_PRECISION: int
DUEBY_ANSWER_RELIED_ON: int
DUEBY_ANSWER_RULE: int
DUEBY_ANSWER_VERSION: int
DUEBY_ASKED_BORN: int
DUEBY_ASKED_EVENTS: int
DUEBY_ASKED_FLAGS: int
DUEBY_ASKED_SINCE: int
DUEBY_BASIS_ADDED: int
DUEBY_BASIS_AT: int
DUEBY_BASIS_CLOSURE: int
DUEBY_BASIS_COMMON_LAW: int
DUEBY_BASIS_COMPLETED: int
DUEBY_BASIS_DUE: int
DUEBY_BASIS_ERROR: int
DUEBY_BASIS_FILE: int
DUEBY_BASIS_PROCLAMATION: int
DUEBY_BASIS_STATUTE: int
DUEBY_BASIS_SUBSTITUTE: int
DUEBY_BODY: int
DUEBY_BOTH: int
DUEBY_CARER: int
DUEBY_CHILD: int
DUEBY_CLOSE: int
DUEBY_CLOSE_ALL: int
DUEBY_COMPARISON_FIELDS: int
DUEBY_CONFIRMED: int
DUEBY_DMY: int
DUEBY_EAPPLIES: int
DUEBY_EARGUMENT: int
DUEBY_ECOVERAGE: int
DUEBY_EFILE: int
DUEBY_EFORMAT: int
DUEBY_EHOUR: int
DUEBY_ELIMIT: int
DUEBY_EMEMORY: int
DUEBY_END: int
DUEBY_ENEEDS: int
DUEBY_ENGLAND_AND_WALES: int
DUEBY_ENOTFOUND: int
DUEBY_ENOTIME: int
DUEBY_ENOTINFORCE: int
DUEBY_ENOTSTATED: int
DUEBY_ESPACE: int
DUEBY_ETEXT: int
DUEBY_EVENT_AGREED: int
DUEBY_EVENT_AGREED_UNIT: int
DUEBY_EVENT_DATE: int
DUEBY_EVENT_FIELDS: int
DUEBY_EVENT_TAGS: int
DUEBY_EVENT_TIME: int
DUEBY_EVENT_TYPE: int
DUEBY_GUIDANCE: int
DUEBY_HOLIDAY_FIELDS: int
DUEBY_ISO: int
DUEBY_LINE_CARRIED: int
DUEBY_LINE_CASE: int
DUEBY_LINE_CERTAINTY: int
DUEBY_LINE_DAYS_LEFT: int
DUEBY_LINE_DUE: int
DUEBY_LINE_DUE_BY_LAW: int
DUEBY_LINE_KEY: int
DUEBY_LINE_MET_ON: int
DUEBY_LINE_OCCURRENCE: int
DUEBY_LINE_OPENS: int
DUEBY_LINE_PRECISION: int
DUEBY_LINE_REASON: int
DUEBY_LINE_REF: int
DUEBY_LINE_RULE: int
DUEBY_LINE_STATE: int
DUEBY_LINE_TRIGGER: int
DUEBY_LINE_TRIGGERED_ON: int
DUEBY_LINE_WORKING_DAYS_LEFT: int
DUEBY_LINE_WORKING_DAYS_TAKEN: int
DUEBY_LISTED: int
DUEBY_LOCAL: int
DUEBY_MEASURE_FIELDS: int
DUEBY_MISSING: int
DUEBY_MOMENT_FIELDS: int
DUEBY_MUST: int
DUEBY_NEITHER: int
DUEBY_NORTHERN_IRELAND: int
DUEBY_OK: int
DUEBY_PRIMARY: int
DUEBY_PROJECTED: int
DUEBY_REMOVE: int
DUEBY_ROW_NOT_STARTED: int
DUEBY_ROW_TOO_EARLY: int
DUEBY_RULE_ADDRESS: int
DUEBY_RULE_AGE_FROM: int
DUEBY_RULE_AGE_UNDER: int
DUEBY_RULE_ALTERNATIVE_OF: int
DUEBY_RULE_AUTHORITY: int
DUEBY_RULE_CHECKED: int
DUEBY_RULE_COMPUTES: int
DUEBY_RULE_COUNTING: int
DUEBY_RULE_DATED: int
DUEBY_RULE_DIVISION: int
DUEBY_RULE_DOCUMENT: int
DUEBY_RULE_DUE: int
DUEBY_RULE_DUTY: int
DUEBY_RULE_EACH: int
DUEBY_RULE_EDITION: int
DUEBY_RULE_FORCE: int
DUEBY_RULE_FROM: int
DUEBY_RULE_ID: int
DUEBY_RULE_NAME: int
DUEBY_RULE_NOTE: int
DUEBY_RULE_PROFILE: int
DUEBY_RULE_READING: int
DUEBY_RULE_RECURS: int
DUEBY_RULE_REPLACED_BY: int
DUEBY_RULE_ROLL: int
DUEBY_RULE_SECTION: int
DUEBY_RULE_SINCE: int
DUEBY_RULE_SUBJECT: int
DUEBY_RULE_SUPERSEDED: int
DUEBY_RULE_SUPERSEDED_FROM: int
DUEBY_RULE_TITLE: int
DUEBY_RULE_TO: int
DUEBY_RULE_TRIGGER: int
DUEBY_RULE_UNLESS_TAG: int
DUEBY_RULE_WHEN_TAG: int
DUEBY_SAY_CALENDAR: int
DUEBY_SAY_EXPLANATION: int
DUEBY_SAY_SOURCE_NOTE: int
DUEBY_SAY_SUMMARY: int
DUEBY_SAY_VERDICT: int
DUEBY_SCOTLAND: int
DUEBY_SECONDARY: int
DUEBY_SHOULD: int
DUEBY_START: int
DUEBY_STATUTE: int
DUEBY_STEP_FIELDS: int
DUEBY_UNCHECKED: int
DUEBY_VERDICT_FIELDS: int
DUEBY_WORD_AUTHORITY: int
DUEBY_WORD_BASIS: int
DUEBY_WORD_CERTAINTY: int
DUEBY_WORD_CHECKED: int
DUEBY_WORD_COMPARISON: int
DUEBY_WORD_COUNTING: int
DUEBY_WORD_DIVISION: int
DUEBY_WORD_FORCE: int
DUEBY_WORD_INCLUDE: int
DUEBY_WORD_PRECISION: int
DUEBY_WORD_ROLL: int
DUEBY_WORD_STATE: int
DUEBY_WORD_SUBJECT: int
DUEBY_WORKER: int
DUEBY_WORK_ASKED: int
DUEBY_WORK_AS_AT: int
DUEBY_WORK_AS_AT_TIME: int
DUEBY_WORK_COLUMNS: int
DUEBY_WORK_COUNTS: int
DUEBY_WORK_DATE_ORDER: int
DUEBY_WORK_DUE_BEFORE: int
DUEBY_WORK_FIGURES: int
DUEBY_WORK_FLAGS: int
DUEBY_WORK_HISTORY_FROM: int
DUEBY_WORK_KEEPS: int
DUEBY_WORK_MESSAGES: int
DUEBY_WORK_SOON: int
DUEBY_WORK_SOON_UNIT: int
DUEBY_WORK_STATES: int
DUEBY_WORK_WORST_FIRST: int

def status_text(status: int, /) -> str: ...
def version() -> str: ...
def data_version() -> str: ...
def text_distance(left: str, right: str, /) -> int: ...
def word_text(kind: int, number: int, /) -> str | None: ...
def word_number(kind: int, word: str, /) -> int: ...
def word_list(kind: int, place: int, /) -> str | None: ...
def date_new(year: int, month: int, day: int, /) -> int: ...
def date_weekday(date: int, /) -> int: ...
def date_add_months(date: int, months: int, /) -> int: ...
def calendar_new(divisions: str, known_on: int, /) -> _Capsule: ...
def calendar_of_days(divisions: str, days_and_names: tuple[_Array, tuple[str, ...]], /) -> _Capsule: ...
def calendar_with(base: _Capsule, change: int, days: _Array, label: str | None, /) -> _Capsule: ...
def calendar_with_weekend(base: _Capsule, weekday_mask: int, /) -> _Capsule: ...
def calendar_divisions(calendar: _Capsule, /) -> str: ...
def calendar_closures(calendar: _Capsule, /) -> int: ...
def calendar_is_own_list(calendar: _Capsule, /) -> int: ...
def calendar_is_changed(calendar: _Capsule, /) -> int: ...
def calendar_certainty(calendar: _Capsule, relied_on: int, /) -> int: ...
def calendar_is_working(calendar: _Capsule, date: int, /) -> int: ...
def calendar_count(calendar: _Capsule, start: int, end: int, include: int, /) -> int: ...
def calendar_holidays(calendar: _Capsule, /) -> int: ...
def calendar_holiday_name(calendar: _Capsule, index: int, /) -> str | None: ...
def calendar_holiday_from(calendar: _Capsule, date: int, /) -> int: ...
def profile_new(builtin_name: str, /) -> _Capsule: ...
def profile_builtins() -> int: ...
def profile_builtin(index: int, /) -> str | None: ...
def profile_name(profile: _Capsule, /) -> str | None: ...
def profile_title(profile: _Capsule, /) -> str | None: ...
def profile_extends(profile: _Capsule, /) -> str | None: ...
def profile_duties(profile: _Capsule, /) -> int: ...
def profile_duty(profile: _Capsule, duty: int, /) -> str | None: ...
def profile_find_duty(profile: _Capsule, id: str, /) -> int: ...
def profile_events(profile: _Capsule, /) -> int: ...
def profile_find_event(profile: _Capsule, slug: str, /) -> int: ...
def profile_event_slug(profile: _Capsule, event: int, /) -> str | None: ...
def profile_event_title(profile: _Capsule, event: int, /) -> str | None: ...
def profile_event_means(profile: _Capsule, event: int, /) -> str | None: ...
def profile_tags(profile: _Capsule, /) -> int: ...
def profile_find_tag(profile: _Capsule, tag: str, /) -> int: ...
def profile_tag(profile: _Capsule, tag: int, /) -> str | None: ...
def profile_tag_means(profile: _Capsule, tag: int, /) -> str | None: ...
def profile_rules(profile: _Capsule, /) -> int: ...
def rule_versions(profile: _Capsule, rule: int, /) -> int: ...
def rule_version_on(profile: _Capsule, rule: int, date: int, /) -> int: ...
def rule_text(profile: _Capsule, rule: int, version: int, field: int, /) -> str | None: ...
def rule_number(profile: _Capsule, rule: int, version: int, field: int, /) -> int: ...
def rule_ends(profile: _Capsule, rule: int, /) -> int: ...
def rule_end(profile: _Capsule, rule: int, index: int, /) -> int: ...
def question_new(profile: _Capsule, calendar: _Capsule, address: str, /) -> _Capsule: ...
def question_on(question: _Capsule, day: int, /) -> _Answer: ...
def question_ask(question: _Capsule, asked: _Asked, met: bytes, capacity: int, /) -> bytes | int: ...
def question_by_law(question: _Capsule, asked: _Asked, met: bytes, /) -> _Answer: ...
def question_about(question: _Capsule, type: int, day: int, /) -> tuple[int, int, int]: ...
def question_takes(question: _Capsule, rule: int, /) -> int: ...
def question_ended(question: _Capsule, asked: _Asked, answer: _Answer, /) -> int: ...
def question_counts(answer: _Answer, met_time: int, met: int, /) -> int: ...
def question_check(
    question: _Capsule, answer: _Answer, triggered_on: int, moments: bytes, soon_amount: int, soon_unit: int, /
) -> tuple[int, int, int, int, int]: ...
def question_say(question: _Capsule, what: int, asked: _Asked, answer: _Answer, room: int, /) -> str | int: ...
def question_verdict_words(answer: _Answer, state: int, days_left: int, working_days_left: int, room: int, /) -> str | int: ...
def question_steps(question: _Capsule, asked: _Asked, answer: _Answer, capacity: int, /) -> bytes | int: ...
def question_cases(
    question: _Capsule, asked: _Asked, as_at: int, soon_amount: int, soon_unit: int, arrays: tuple[_Array, ...], /
) -> int: ...
def flat_timescale(profile: _Capsule, rule: int, version: int, room: int, /) -> str | int: ...
def flat_source(profile: _Capsule, rule: int, version: int, room: int, /) -> str | int: ...
def flat_when_words(time: int, date: int, room: int, /) -> str | int: ...
def flat_time(day: int, second_of_day: int, later: int, /) -> int: ...
def flat_civil(time: int, /) -> tuple[int, int, int]: ...
def flat_span(span: str, /) -> tuple[int, int]: ...
def flat_span_words(amount: int, unit: int, room: int, /) -> str | int: ...
def flat_add(calendar: _Capsule, amount: int, unit: int, counting: int, roll: int, day: int, /) -> int: ...
def flat_add_time(amount: int, unit: int, time: int, /) -> int: ...
def flat_coverage(calendar: _Capsule, /) -> tuple[int, int, int, int]: ...
def flat_holiday(calendar: _Capsule, index: int, /) -> tuple[int, int, int, int, int]: ...
def flat_profile_from_yaml(yaml: str, folder: str | None, /) -> _Capsule: ...
def flat_calendar_from_json(json: str, divisions: str, /) -> _Capsule: ...
def flat_calendar_from_csv(csv: str, divisions: str, /) -> _Capsule: ...
def flat_compare(left: _Capsule, right: _Capsule, calendar: _Capsule, first: int, last: int, capacity: int, /) -> bytes | int: ...
def flat_due_days(
    question: _Capsule,
    flags: int,
    days: _Array,
    valid: _Capsule | None,
    due: _Array,
    rule: _Array | None,
    certainty: _Array | None,
    status: _Array | None,
    /,
) -> int: ...
def flat_due_ticks(
    question: _Capsule,
    flags: int,
    ticks: _Array,
    ticks_per_day: int,
    due: _Array,
    rule: _Array | None,
    certainty: _Array | None,
    status: _Array | None,
    /,
) -> int: ...
def flat_add_days(
    calendar: _Capsule, amount: int, unit: int, counting: int, roll: int, days: _Array, out: _Array, status: _Array | None, /
) -> int: ...
def flat_count_days(calendar: _Capsule, starts: _Array, ends: _Array, include: int, out: _Array, status: _Array | None, /) -> int: ...
def flat_count_ticks(
    calendar: _Capsule,
    ticks: _Array,
    ticks_per_day: int,
    end_ticks: _Array,
    end_ticks_per_day: int,
    include: int,
    out: _Array,
    status: _Array | None,
    /,
) -> int: ...
def flat_working_days(calendar: _Capsule, days: _Array, out: _Array, status: _Array | None, /) -> int: ...
def flat_check_days(
    calendar: _Capsule,
    due: _Array,
    met: _Array | None,
    as_at: int,
    soon_amount: int,
    soon_unit: int,
    state: _Array | None,
    days_left: _Array | None,
    working_days_left: _Array | None,
    status: _Array,
    /,
) -> int: ...
def flat_ticks_to_days(ticks: _Array, ticks_per_day: int, out: _Array, /) -> None: ...
def flat_days_to_ticks(days: _Array, ticks_per_day: int, out: _Array, /) -> None: ...
def column_take(schema: object, array: object, /) -> _Capsule: ...
def column_take_stream(stream: object, /) -> _Capsule: ...
def column_new(n: int, width: int, /) -> _Capsule: ...
def column_length(column: _Capsule, /) -> int: ...
def column_width(column: _Capsule, /) -> int: ...
def column_settled(column: _Capsule, /) -> _Capsule: ...
def column_capsules(column: _Capsule, format: str, none: int, /) -> tuple[object, object]: ...
def work_new(
    profile: _Capsule, calendar: _Capsule, selected: _Array, recorded: _Array, only: _Array, file: _Array, asked: bytes, /
) -> _Capsule: ...
def work_figures(work: _Capsule, /) -> bytes: ...
def work_numbers(work: _Capsule, field: int, out: _Array, /) -> None: ...
def work_times(work: _Capsule, field: int, civil: int, out: _Array, /) -> None: ...
def work_words(work: _Capsule, field: int, /) -> tuple[str, ...]: ...
def work_recorded(work: _Capsule, out: _Array, /) -> None: ...
def work_missing(work: _Capsule, out: _Array, /) -> None: ...
def work_measures(work: _Capsule, basis: int, first: int, last: int, end: int, by: int, capacity: int, /) -> bytes | int: ...
def work_say(work: _Capsule, line: int, what: int, room: int, /) -> str | int: ...
