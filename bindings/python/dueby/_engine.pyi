"""The private extension: the functions in engine.h, and the public functions that take no structs. SWIG makes it from
bindings/swig. Objects are opaque capsules."""

from typing import Any

# A NULL text is None. A function that writes text takes a size, and returns the size that it needs if that is too small.
class Status(ValueError): ...

_Capsule = Any
_Array = Any
_Asked = bytes
_Answer = bytes

# Constants of the headers.
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
DUEBY_ANSWER_SPAN_FROM: int
DUEBY_ANSWER_SPAN_MINUTES: int
DUEBY_ANSWER_VERSION: int
DUEBY_ASKED_BORN: int
DUEBY_ASKED_EVENTS: int
DUEBY_ASKED_FLAGS: int
DUEBY_ASKED_SINCE: int
DUEBY_AUTHORITY_GUIDANCE: int
DUEBY_AUTHORITY_LOCAL: int
DUEBY_AUTHORITY_STATUTE: int
DUEBY_BASIS_ADDED: int
DUEBY_BASIS_CLOSURE: int
DUEBY_BASIS_COMMON_LAW: int
DUEBY_BASIS_ERROR: int
DUEBY_BASIS_FILE: int
DUEBY_BASIS_PROCLAMATION: int
DUEBY_BASIS_STATUTE: int
DUEBY_BASIS_SUBSTITUTE: int
DUEBY_CELL_CODE: int
DUEBY_CELL_CODES: int
DUEBY_CELL_DAY: int
DUEBY_CELL_NUMBER: int
DUEBY_CELL_NUMBERS: int
DUEBY_CELL_TEXTS: int
DUEBY_CELL_PERCENT: int
DUEBY_CELL_TEXT: int
DUEBY_CELL_WHEN: int
DUEBY_CERTAINTY_CONFIRMED: int
DUEBY_CERTAINTY_LISTED: int
DUEBY_CERTAINTY_PROJECTED: int
DUEBY_CHANGE_ADD: int
DUEBY_CHANGE_CLOSE: int
DUEBY_CHANGE_CLOSE_ALL: int
DUEBY_CHANGE_REMOVE: int
DUEBY_CHECKED_PRIMARY: int
DUEBY_CHECKED_SECONDARY: int
DUEBY_CHECKED_UNCHECKED: int
DUEBY_CODE_AUTHORITY: int
DUEBY_CODE_BASIS: int
DUEBY_CODE_CERTAINTY: int
DUEBY_CODE_CHECKED: int
DUEBY_CODE_COMPARISON: int
DUEBY_CODE_COUNTING: int
DUEBY_CODE_COUNTS: int
DUEBY_CODE_DIVISION: int
DUEBY_CODE_EFFECT: int
DUEBY_CODE_FINDING: int
DUEBY_CODE_FORCE: int
DUEBY_CODE_HOLDS: int
DUEBY_CODE_INCLUDE: int
DUEBY_CODE_MEASURE: int
DUEBY_CODE_WEEKDAY: int
DUEBY_CODE_DATES: int
DUEBY_CODE_ODDITY: int
DUEBY_CODE_PERIOD: int
DUEBY_CODE_PRECISION: int
DUEBY_CODE_RESULT: int
DUEBY_CODE_ROLL: int
DUEBY_CODE_STATE: int
DUEBY_CODE_STEP: int
DUEBY_CODE_SUBJECT: int
DUEBY_CODE_CHANGES: int
DUEBY_CODE_SHOWS: int
DUEBY_COMPARISON_FIELDS: int
DUEBY_COUNT_BAD_ROWS: int
DUEBY_COUNT_CASES: int
DUEBY_COUNT_CHECKING: int
DUEBY_COUNT_LATER: int
DUEBY_COUNT_LISTED: int
DUEBY_COUNT_NOT_STATED: int
DUEBY_COUNT_OVER: int
DUEBY_COUNT_OVERDUE: int
DUEBY_COUNT_ROWS: int
DUEBY_COUNT_ROWS_OF_NO_CASE: int
DUEBY_COUNT_UNPROVEN: int
DUEBY_COUNT_VOID: int
DUEBY_DATE_FIRST: int
DUEBY_DATE_LAST: int
DUEBY_DIGEST_SIZE: int
DUEBY_DIVISION_ENGLAND_AND_WALES: int
DUEBY_DIVISION_NORTHERN_IRELAND: int
DUEBY_DIVISION_SCOTLAND: int
DUEBY_DONE: int
DUEBY_EARGUMENT: int
DUEBY_ECOVERAGE: int
DUEBY_EFACT: int
DUEBY_EFILE: int
DUEBY_EFORMAT: int
DUEBY_ELIMIT: int
DUEBY_EMEMORY: int
DUEBY_ENORULE: int
DUEBY_ENOSUCHTIME: int
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
DUEBY_EVENT_TAGS_HIGH: int
DUEBY_EVENT_TIME: int
DUEBY_EVENT_TYPE: int
DUEBY_FACTS_UNTIMED: int
DUEBY_FACTS_WHOLE_DAYS: int
DUEBY_FINDING_BAD_ROWS: int
DUEBY_FINDING_BIRTHS_DIFFER: int
DUEBY_FINDING_BORN_EARLY: int
DUEBY_FINDING_BORN_LATE: int
DUEBY_FINDING_ENDED_EARLY: int
DUEBY_FINDING_FAR: int
DUEBY_FINDING_LATER: int
DUEBY_FINDING_LEFT_OUT: int
DUEBY_FINDING_LINES_MAX: int
DUEBY_FINDING_NOT_ENDED: int
DUEBY_FINDING_NOT_RECORDED: int
DUEBY_FINDING_NO_DATE: int
DUEBY_FINDING_NO_DUTY: int
DUEBY_FINDING_NO_ROWS: int
DUEBY_FINDING_NO_SUCH_VALUE: int
DUEBY_FINDING_NULLS: int
DUEBY_FINDING_RECORDED: int
DUEBY_FINDING_SIMILAR_CASES: int
DUEBY_FINDING_SIMILAR_REFS: int
DUEBY_FINDING_STALE: int
DUEBY_FINDING_TWICE: int
DUEBY_FINDING_UNMATCHED_REFS: int
DUEBY_FINDING_VOID: int
DUEBY_FINDING_AFTER_DEATH: int
DUEBY_FINDING_DAY_FIRST: int
DUEBY_FINDING_MISSPELT: int
DUEBY_FINDING_UNKNOWN_TAGS: int
DUEBY_FINDING_ONLY_LATEST: int
DUEBY_FINDING_CUT_OFF: int
DUEBY_FINDING_NO_BIRTH: int
DUEBY_FINDING_SHORT_CASES: int
DUEBY_FINDING_LOST_CASES: int
DUEBY_FINDING_SKIPPED: int
DUEBY_FINDING_NO_COLUMN: int
DUEBY_FINDING_NO_TABLE: int
DUEBY_FINDING_UNANSWERABLE: int
DUEBY_FINDING_SAME_CASES: int
DUEBY_FINDING_NO_TAG: int
DUEBY_FINDING_SIMILAR_TEAMS: int
DUEBY_FINDING_STATED_NEVER: int
DUEBY_FINDING_STATED_LATEST: int
DUEBY_FORCE_AIM: int
DUEBY_FORCE_MUST: int
DUEBY_FORCE_SHOULD: int
DUEBY_HOLDS_ALL: int
DUEBY_HOLDS_SINCE: int
DUEBY_HOLIDAY_FIELDS: int
DUEBY_ICAL_DETAIL: int
DUEBY_ICAL_EVENT: int
DUEBY_ICAL_PAST: int
DUEBY_ICAL_TODO: int
DUEBY_INCLUDE_BOTH: int
DUEBY_INCLUDE_END: int
DUEBY_INCLUDE_NEITHER: int
DUEBY_INCLUDE_START: int
DUEBY_ITEM_BEFORE: int
DUEBY_ITEM_DUE: int
DUEBY_ITEM_DUTY: int
DUEBY_ITEM_EXPLANATION: int
DUEBY_ITEM_KEY: int
DUEBY_ITEM_LAW: int
DUEBY_ITEM_REASON: int
DUEBY_ITEM_STATE: int
DUEBY_ITEM_SUMMARY: int
DUEBY_MOMENT_FIELDS: int
DUEBY_NONE: int
DUEBY_OK: int
DUEBY_ORDER_DMY: int
DUEBY_ORDER_ISO: int
DUEBY_PAGE_BY_CASE: int
DUEBY_PAGE_TO_DO: int
DUEBY_ROW_ENDED_TOO_EARLY: int
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
DUEBY_RULE_PAUSE_FROM: int
DUEBY_RULE_PAUSE_TO: int
DUEBY_RULE_LISTED_AS: int
DUEBY_RULE_LISTED_TITLE: int
DUEBY_RULE_PROFILE: int
DUEBY_RULE_READING: int
DUEBY_RULE_READ_ON: int
DUEBY_RULE_RECURS: int
DUEBY_RULE_ALSO: int
DUEBY_RULE_REPLACED_BY: int
DUEBY_RULE_ROLL: int
DUEBY_RULE_SECTION: int
DUEBY_RULE_SINCE: int
DUEBY_RULE_SUBJECT: int
DUEBY_RULE_SUPERSEDED: int
DUEBY_RULE_SUPERSEDED_FROM: int
DUEBY_RULE_TEXT_READ: int
DUEBY_RULE_TITLE: int
DUEBY_RULE_TO: int
DUEBY_RULE_TRIGGER: int
DUEBY_RULE_UNLESS_TAG: int
DUEBY_RULE_WHEN_TAG: int
DUEBY_SAY_CALENDAR: int
DUEBY_SAY_DONE: int
DUEBY_SAY_EXPLANATION: int
DUEBY_SAY_EXPLANATION_ALL: int
DUEBY_SAY_FAILURE: int
DUEBY_SAY_HINT: int
DUEBY_SAY_SOURCE_NOTE: int
DUEBY_SAY_SUMMARY: int
DUEBY_SHOWS_ATTEMPT: int
DUEBY_SHOWS_NOTHING: int
DUEBY_SHOWS_REVIEW: int
DUEBY_SHOWS_SEEN: int
DUEBY_STEP_FIELDS: int
DUEBY_SUBJECT_BODY: int
DUEBY_SUBJECT_CARER: int
DUEBY_SUBJECT_CHILD: int
DUEBY_SUBJECT_WORKER: int
DUEBY_TAGS_MAX: int
DUEBY_TEXT_BROKEN: int
DUEBY_TEXT_CONTROL: int
DUEBY_TEXT_DIRECTION: int
DUEBY_TEXT_PLAIN: int
DUEBY_NAME_BYTES_MAX: int
DUEBY_NAME_PROFILE: int
DUEBY_NAME_RULE: int
DUEBY_NAME_DUTY: int
DUEBY_NAME_EVENT: int
DUEBY_NAME_TAG: int
DUEBY_NAME_MEASURE: int
DUEBY_NAME_MAPPING: int
DUEBY_REFUSAL_EMPTY_ITEM: int
DUEBY_REFUSAL_BIRTH: int
DUEBY_REFUSAL_NO_HISTORY: int
DUEBY_REFUSAL_NOT_A_HOLIDAY: int
DUEBY_REFUSAL_NOT_POSITIVE: int
DUEBY_REFUSAL_NO_TIMES: int
DUEBY_REFUSAL_YEAR: int
DUEBY_REFUSAL_CASE_COLUMN: int
DUEBY_REFUSAL_CALENDARS: int
DUEBY_REFUSAL_ONLY_DAY: int
DUEBY_REFUSAL_NUMBER: int
DUEBY_REFUSAL_FIELD: int
DUEBY_REFUSAL_COLUMN: int
DUEBY_REFUSAL_DAY: int
DUEBY_REFUSAL_HORIZON: int
DUEBY_REFUSAL_OTHER_LIST: int
DUEBY_REFUSAL_PERIOD: int
DUEBY_REFUSAL_NONE: int
DUEBY_REFUSAL_STRING: int
DUEBY_REFUSAL_NO_TYPE: int
DUEBY_REFUSAL_AGREEMENT: int
DUEBY_REFUSAL_NO_REFERENCE: int
DUEBY_REFUSAL_NO_DAY: int
DUEBY_REFUSAL_NO_TIME: int
DUEBY_REFUSAL_NO_CHRISTMAS: int
DUEBY_REFUSAL_NOT_STARTED: int
DUEBY_REFUSAL_REFS: int
DUEBY_REFUSAL_LENGTHS: int
DUEBY_REFUSAL_NO_YEAR: int
DUEBY_REFUSAL_EMPTY_FILE: int
DUEBY_REFUSAL_UNKNOWN_FILE: int
DUEBY_REFUSAL_SKIPPED: int
DUEBY_REFUSAL_BEFORE_LAST: int
DUEBY_REFUSAL_BEFORE_START: int
DUEBY_REFUSAL_HISTORY: int
DUEBY_REFUSAL_NOT_AGREED: int
DUEBY_REFUSAL_UNCOVERED: int
DUEBY_CODE_SORTED: int
DUEBY_SORTED_WORST: int
DUEBY_SORTED_CASE: int
DUEBY_STYLE_OPTIONS: int
DUEBY_STYLE_ARGUMENTS: int
DUEBY_STYLE_R: int
DUEBY_STYLE_JAVASCRIPT: int
DUEBY_STYLE_JAVA: int
DUEBY_STYLE_DOTNET: int
DUEBY_STYLE_FORM: int
DUEBY_TIMELINE_IGNORE_REFS: int
DUEBY_TIMELINE_WHOLE_DAYS: int
DUEBY_VERDICT_FIELDS: int
DUEBY_VERSION_MAJOR: int
DUEBY_VERSION_MINOR: int
DUEBY_VERSION_NUMBER: int
DUEBY_VERSION_PATCH: int
DUEBY_WORKLIST_KEEP: int
DUEBY_WORKLIST_KEEP_LISTED: int
DUEBY_WORKLIST_ROWS_FROM_0: int
DUEBY_WORKLIST_ROWS_FROM_1: int
DUEBY_WORKLIST_SOME_CASES: int
DUEBY_WORKLIST_SOME_LINES: int
DUEBY_WORKLIST_SOME_RULES: int
DUEBY_WORKLIST_TO_DO: int
DUEBY_WORK_ASKED: int
DUEBY_WORK_AS_AT: int
DUEBY_WORK_AS_AT_TIME: int
DUEBY_WORK_DATE_ORDER: int
DUEBY_WORK_DUE_BEFORE: int
DUEBY_WORK_FLAGS: int
DUEBY_WORK_HORIZON: int
DUEBY_WORK_HISTORY_FROM: int
DUEBY_WORK_LEAVES_OUT: int
DUEBY_WORK_RECORDED_TO: int
DUEBY_WORK_RUN_FLAGS: int
DUEBY_WORK_SOON: int
DUEBY_WORK_SOON_UNIT: int
DUEBY_WORK_STATES: int
DUEBY_WORK_WORST_FIRST: int
DUEBY_WRITTEN_DAY: int
DUEBY_WRITTEN_WHEN: int
DUEBY_WRITTEN_CLOCK: int
DUEBY_WRITTEN_SPAN: int
DUEBY_WRITTEN_AHEAD: int
DUEBY_WRITTEN_PERIOD: int
DUEBY_WRITTEN_YEAR: int
DUEBY_WRITTEN_HOLDING: int
DUEBY_WRITTEN_DIVISION: int
DUEBY_WRITTEN_WEEKEND: int
DUEBY_WRITTEN_KNOWN_ON: int

def status_text(status: int, /) -> str: ...
def version() -> str: ...
def version_number() -> int: ...
def data_version() -> str: ...
def text_distance(left: str, right: str, /) -> int: ...
def name_distance(wanted: str, name: str, /) -> int: ...
def code_name(kind: int, number: int, /) -> str | None: ...
def code_value(kind: int, word: str, /) -> int: ...
def code_at(kind: int, place: int, /) -> str | None: ...
def date_new(year: int, month: int, day: int, /) -> int: ...
def date_weekday(date: int, /) -> int: ...
def date_add_months(date: int, months: int, /) -> int: ...
def calendar_new(divisions: str, known_on: int, /) -> _Capsule: ...
def calendar_from_days(divisions: str, days_and_names: tuple[_Array, tuple[str, ...]], /) -> _Capsule: ...
def calendar_missing_year(days: _Array, /) -> int: ...
def calendar_with_days(base: _Capsule, change: int, days: _Array, label: str | None, /) -> _Capsule: ...
def calendar_with_weekend(base: _Capsule, weekday_mask: int, /) -> _Capsule: ...
def calendar_divisions(calendar: _Capsule, /) -> str: ...
def calendar_changes(calendar: _Capsule, room: int, /) -> str | int: ...
def calendar_digest(calendar: _Capsule, room: int, /) -> str | int: ...
def calendar_closure_scope(calendar: _Capsule, /) -> int: ...
def calendar_is_custom(calendar: _Capsule, /) -> int: ...
def calendar_is_changed(calendar: _Capsule, /) -> int: ...
def calendar_certainty(calendar: _Capsule, relied_on: int, /) -> int: ...
def calendar_is_working(calendar: _Capsule, date: int, /) -> int: ...
def calendar_count(calendar: _Capsule, start: int, end: int, include: int, /) -> int: ...
def calendar_holiday_count(calendar: _Capsule, /) -> int: ...
def calendar_holiday_name(calendar: _Capsule, index: int, /) -> str | None: ...
def calendar_holiday_from(calendar: _Capsule, date: int, /) -> int: ...
def profile_new(builtin_name: str, /) -> _Capsule: ...
def profile_builtin_count() -> int: ...
def profile_builtin(index: int, /) -> str | None: ...
def profile_digest(profile: _Capsule, room: int, /) -> str | int: ...
def versions_json(profile: _Capsule, calendar: _Capsule, room: int, /) -> str | int: ...
def profile_name(profile: _Capsule, /) -> str | None: ...
def profile_title(profile: _Capsule, /) -> str | None: ...
def profile_parent(profile: _Capsule, /) -> str | None: ...
def profile_duty_count(profile: _Capsule, /) -> int: ...
def profile_duty(profile: _Capsule, duty: int, /) -> str | None: ...
def profile_find_duty(profile: _Capsule, id: str, /) -> int: ...
def profile_event_count(profile: _Capsule, /) -> int: ...
def profile_find_event(profile: _Capsule, slug: str, /) -> int: ...
def profile_event_slug(profile: _Capsule, event: int, /) -> str | None: ...
def profile_event_title(profile: _Capsule, event: int, /) -> str | None: ...
def profile_event_description(profile: _Capsule, event: int, /) -> str | None: ...
def profile_event_parent(profile: _Capsule, event: int, /) -> int: ...
def profile_event_end(profile: _Capsule, event: int, /) -> int: ...
def profile_event_plan(profile: _Capsule, event: int, /) -> int: ...
def profile_event_is_by_birth(profile: _Capsule, event: int, /) -> int: ...
def profile_event_shown(profile: _Capsule, event: int, /) -> int: ...
def profile_tag_count(profile: _Capsule, /) -> int: ...
def profile_find_tag(profile: _Capsule, tag: str, /) -> int: ...
def profile_tag(profile: _Capsule, tag: int, /) -> str | None: ...
def profile_tag_description(profile: _Capsule, tag: int, /) -> str | None: ...
def profile_rule_count(profile: _Capsule, /) -> int: ...
def rule_version_count(profile: _Capsule, rule: int, /) -> int: ...
def rule_version_on(profile: _Capsule, rule: int, date: int, /) -> int: ...
def rule_text(profile: _Capsule, rule: int, version: int, field: int, /) -> str | None: ...
def rule_number(profile: _Capsule, rule: int, version: int, field: int, /) -> int: ...
def rule_end_count(profile: _Capsule, rule: int, /) -> int: ...
def rule_end(profile: _Capsule, rule: int, index: int, /) -> int: ...
def query_new(profile: _Capsule, calendar: _Capsule, address: str, /) -> _Capsule: ...
def question_on(query: _Capsule, day: int, /) -> _Answer: ...
def question_ask(query: _Capsule, asked: _Asked, met: bytes, capacity: int, /) -> bytes | int: ...
def question_by_law(query: _Capsule, asked: _Asked, met: bytes, /) -> _Answer: ...
def query_has_rule(query: _Capsule, rule: int, /) -> int: ...
def query_needs_only_day(query: _Capsule, /) -> int: ...
def query_takes_agreed(query: _Capsule, trigger: int, /) -> int: ...
def query_duty(query: _Capsule, /) -> int: ...
def query_trigger(query: _Capsule, /) -> int: ...
def question_refusal(asked: _Asked, answer: _Answer, moments: bytes, room: int, /) -> str | int: ...
def question_note(query: _Capsule, asked: _Asked, answer: _Answer, index: int, room: int, /) -> str | int: ...
def question_check(
    query: _Capsule, asked: _Asked, answer: _Answer, moments: bytes, soon_amount: int, soon_unit: int, /
) -> tuple[int, int, int, int, int]: ...
def question_say(query: _Capsule, what: int, asked: _Asked, answer: _Answer, room: int, /) -> str | int: ...
def question_verdict_words(answer: _Answer, state: int, days_left: int, working_days_left: int, room: int, /) -> str | int: ...
def question_steps(query: _Capsule, asked: _Asked, answer: _Answer, capacity: int, /) -> bytes | int: ...
def question_cases(
    query: _Capsule, asked: _Asked, as_at: int, soon_amount: int, soon_unit: int, arrays: tuple[_Array, ...], /
) -> int: ...
def timescale(profile: _Capsule, rule: int, version: int, room: int, /) -> str | int: ...
def source(profile: _Capsule, rule: int, version: int, room: int, /) -> str | int: ...
def when_words(time: int, date: int, room: int, /) -> str | int: ...
def time(day: int, second_of_day: int, later: int, /) -> int: ...
def civil(time: int, /) -> tuple[int, int, int]: ...
def span(span: str, /) -> tuple[int, int]: ...
def holding(text: str, /) -> tuple[int, int]: ...
def written_clock(text: str, /) -> int: ...
def written_period(text: str, order: int, /) -> tuple[int, int]: ...
def written_year(text: str, /) -> int: ...
def written_weekend(text: str, /) -> int: ...
def year_problem_text(year: int, as_at: int, room: int, /) -> str | int: ...
def written_problem_text(kind: int, written: str, order: int, style: int, room: int, /) -> str | int: ...
def worklist_trust_heading(is_figures: int, /) -> str: ...
def unknown_name_text(kind: int, profile: _Capsule, name: str, style: int, room: int, /) -> str | int: ...
def refusal_text(refusal: int, style: int, found: str, room: int, /) -> str | int: ...
def code_problem_text(kind: int, name: str, room: int, /) -> str | int: ...
def calendar_coverage_text(calendar: _Capsule, room: int, /) -> str | int: ...
def span_words(amount: int, unit: int, room: int, /) -> str | int: ...
def add(calendar: _Capsule, amount: int, unit: int, counting: int, roll: int, day: int, /) -> int: ...
def add_time(amount: int, unit: int, time: int, /) -> int: ...
def coverage(calendar: _Capsule, /) -> tuple[int, int, int, int]: ...
def holiday(calendar: _Capsule, index: int, /) -> tuple[int, int, int, int, int]: ...
def profile_from_yaml(yaml: str, folder: str | None, /) -> _Capsule: ...
def calendar_from_json(json: str, divisions: str, /) -> _Capsule: ...
def calendar_from_csv(csv: str, divisions: str, date_order: int, /) -> _Capsule: ...
def calendar_from_ics(ics: str, divisions: str, /) -> _Capsule: ...
def compare(left: _Capsule, right: _Capsule, calendar: _Capsule, first: int, last: int, capacity: int, /) -> bytes | int: ...
def comparison_text(
    left: _Capsule,
    right: _Capsule,
    left_rule: int,
    right_rule: int,
    left_gap_days: int,
    right_gap_days: int,
    witness_left_later: int,
    witness_right_later: int,
    room: int,
    /,
) -> str | int: ...
def due_days(
    query: _Capsule,
    flags: int,
    days: _Array,
    valid: _Capsule | None,
    due: _Array,
    rule: _Array | None,
    certainty: _Array | None,
    status: _Array | None,
    /,
) -> int: ...
def due_ticks(
    query: _Capsule,
    flags: int,
    ticks: _Array,
    ticks_per_day: int,
    due: _Array,
    rule: _Array | None,
    certainty: _Array | None,
    status: _Array | None,
    /,
) -> int: ...
def add_days(
    calendar: _Capsule, amount: int, unit: int, counting: int, roll: int, days: _Array, out: _Array, status: _Array | None, /
) -> int: ...
def count_days(calendar: _Capsule, starts: _Array, ends: _Array, include: int, out: _Array, status: _Array | None, /) -> int: ...
def count_ticks(
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
def working_days(calendar: _Capsule, days: _Array, out: _Array, status: _Array | None, /) -> int: ...
def ticks_to_days(ticks: _Array, ticks_per_day: int, out: _Array, /) -> None: ...
def days_to_ticks(days: _Array, ticks_per_day: int, out: _Array, /) -> None: ...
def column_import(schema: object, array: object, /) -> _Capsule: ...
def column_import_stream(stream: object, /) -> _Capsule: ...
def column_new(n: int, width: int, /) -> _Capsule: ...
def column_length(column: _Capsule, /) -> int: ...
def column_width(column: _Capsule, /) -> int: ...
def column_fill_nulls(column: _Capsule, /) -> _Capsule: ...
def column_capsules(column: _Capsule, format: str, none: int, /) -> tuple[object, object]: ...
def rows_new(n: int, /) -> _Capsule: ...
def rows_add(rows: _Capsule, codes: _Array, texts: _Array, stops: _Array, /) -> None: ...
def rows_size(rows: _Capsule, /) -> int: ...
def rows_write(rows: _Capsule, out: _Array, /) -> None: ...
def mapping_builtin(index: int, /) -> str | None: ...
def unknown_mapping(name: str, room: int, /) -> str | int: ...
def files_new(mapping: str | None, yaml: _Array, flags: int, /) -> _Capsule: ...
def files_add(files: _Capsule, name: str, file: _Array, is_optional: int, /) -> None: ...
def reading_new(profile: _Capsule, files: _Capsule, /) -> _Capsule: ...
def reading_take_table(reading: _Capsule, /) -> _Capsule: ...
def reading_as_at(reading: _Capsule, /) -> int: ...
def reading_note_text(reading: _Capsule, index: int, taken: int, room: int, /) -> str | int: ...
def reading_messages(reading: _Capsule, /) -> tuple[tuple[int, int, str, str], ...]: ...
def work_new(
    profile: _Capsule,
    calendar: _Capsule,
    selected: _Array,
    recorded: _Array,
    only: _Array,
    holds: _Array,
    nulls: _Array,
    file: _Array | None,
    files: _Capsule | None,
    asked: bytes,
    /,
) -> _Capsule: ...
def work_page(work: _Capsule, since: _Capsule | None, flags: int, marking: str | None, /) -> bytes: ...
def work_calendar(work: _Capsule, form: int, flags: int, /) -> bytes: ...
def work_column_find(work: _Capsule, name: str, /) -> str | None: ...
def work_messages(work: _Capsule, /) -> tuple[tuple[int, int, str, str], ...]: ...
def work_recorded(work: _Capsule, out: _Array, /) -> None: ...
def work_table(work: _Capsule, /) -> _Capsule: ...
def figures_new(
    work: _Capsule, measures: bytes | None, year: int, by: str | None, suppress: int, /
) -> _Capsule: ...
def figures_table(figures: _Capsule, bands: int, /) -> _Capsule: ...
def figures_children(figures: _Capsule, work: _Capsule, place: int, /) -> _Capsule: ...
def figures_find(figures: _Capsule, name: str, /) -> int: ...
def figures_unknown(figures: _Capsule, name: str, room: int, /) -> str | int: ...
def figures_page(figures: _Capsule, work: _Capsule, marking: str | None, /) -> bytes: ...
def figures_limits(figures: _Capsule, /) -> tuple[str, ...]: ...
def figures_oddities(figures: _Capsule, /) -> tuple[str, ...]: ...
def work_summary(work: _Capsule, basis: int, first: int, last: int, by: str | None, /) -> _Capsule: ...
def work_what_if(work: _Capsule, event: int, date: int, time: int, tags: _Array, /) -> _Capsule: ...
def work_changes(before: _Capsule, after: _Capsule, /) -> _Capsule: ...
def work_difference(before: _Capsule, after: _Capsule, room: int, /) -> str | int: ...
def summary_when(basis: int, last: int, time: int, date: int, /) -> tuple[int, int]: ...
def listing_rows(table: _Capsule, /) -> int: ...
def listing_name(table: _Capsule, column: int, /) -> str | None: ...
def listing_kind(table: _Capsule, column: int, /) -> int: ...
def listing_numbers(table: _Capsule, column: int, out: _Array, /) -> None: ...
def listing_times(table: _Capsule, column: int, civil: int, out: _Array, /) -> None: ...
def listing_words(table: _Capsule, column: int, /) -> tuple[str, ...]: ...
def worklist_count(work: _Capsule, what: int, /) -> int: ...
def worklist_state_count(work: _Capsule, state: int, /) -> int: ...
def worklist_listed_count(work: _Capsule, /) -> int: ...
def worklist_listed(work: _Capsule, place: int, /) -> int: ...
def worklist_item_text(work: _Capsule, index: int, what: int, room: int, /) -> str | int: ...
def worklist_finding_count(work: _Capsule, /) -> int: ...
def worklist_finding_json(work: _Capsule, index: int, room: int, /) -> str | int: ...
def worklist_disclaimer_text(work: _Capsule, room: int, /) -> str | int: ...
def worklist_stated_text(work: _Capsule, room: int, /) -> str | int: ...
def worklist_absent_text(work: _Capsule, style: int, room: int, /) -> str | int: ...
def worklist_recorded_to(work: _Capsule, /) -> int: ...
def select(
    profile: _Capsule, rule: str | None, only: _Array, authorities: int, subjects: int, out: _Array, /
) -> None: ...
