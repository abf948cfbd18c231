/** Dates are strings: `2026-03-27`, or with a time `2026-03-27T14:30` (UK time, or with an offset). dueby never reads a clock. */
export type When = string;
/** A day as a string: `2026-03-27`. */
export type Day = string;

export type State = 'open' | 'due_soon' | 'overdue' | 'met' | 'met_late' | 'missed' | 'ended' | 'not_computable';
export type Certainty = 'confirmed' | 'listed' | 'projected';
export type Counting = 'excluded' | 'rolled' | 'included' | 'clear';
export type Roll = 'none' | 'next' | 'previous' | 'noon';
export type Include = 'end' | 'start' | 'both' | 'neither';
export type Authority = 'statute' | 'guidance' | 'local';
export type Subject = 'child' | 'carer' | 'worker' | 'authority';
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** A message about a file or an array of events. `line` and `column` start at 1; 0 means that the message is not about one line or
 * column, as for an array. */
export interface Problem {
  line: number;
  column?: number;
  /** The index of the event (from 0), if events were passed as an array. */
  row?: number;
  severity: 'error' | 'note';
  message: string;
}

export type ErrorCode = 'UNKNOWN_NAME' | 'NOT_COMPUTABLE' | 'OUTSIDE_COVERAGE' | 'BAD_VALUE' | 'BAD_FILE' | 'NO_MEMORY';

/** An error raised by dueby. An argument of the wrong type, or an unknown option, raises a `TypeError`. */
export class DuebyError extends Error {
  private constructor();
  readonly code: ErrorCode;
  /** The status number of the C library (docs/errors.md). */
  readonly status: number;
  /** If a file is wrong, each problem with its line and column. */
  readonly problems: Problem[];
}

// ---- profiles and calendars ----

/** The names of the profiles that come with dueby. */
export function profiles(): string[];

/** A version of a rule, with the fields of `dueby rules`. */
export interface Rule {
  rule: string;
  address: string;
  title: string;
  trigger: string;
  due_event: string;
  text: string | null;
  reading: string | null;
  authority: Authority;
  force: 'must' | 'should' | 'aim';
  subject: Subject;
  counting: Counting;
  checked: 'primary' | 'secondary' | 'unchecked' | null;
  from: Day | null;
  to: Day | null;
  read_on: Day | null;
  replaced: Day | null;
  timescale: string | null;
  source: string | null;
  source_note: string | null;
  computes: boolean;
  recurs: boolean;
  alternative: boolean;
}

/** A set of rules: law and national guidance (`england`), or a council's rules, which extend them. */
export class Profile {
  private constructor();
  static load(name: string): Profile;
  /** Reads the text of a YAML file (data/FORMAT.md). It may extend profiles that come with dueby. `name` is for messages. */
  static fromYaml(yaml: string, options?: { name?: string }): Profile;
  readonly name: string;
  readonly title: string;
  readonly parent: string | null;
  /** 64 hexadecimal digits that identify the content of the rules. */
  readonly digest: string;
  readonly duties: string[];
  readonly events: string[];
  readonly tags: string[];
  readonly rules: Rule[];
  /** Frees the profile's memory. Queries and worklists made with it keep it. What `load` returns is shared, and stays open. */
  close(): void;
}

/** A bank holiday or closure, with the fields of `dueby holidays`. */
export interface Holiday {
  division: string | null;
  date: Day;
  name: string;
  basis: string;
  certainty: Certainty;
  known_from: Day | null;
}

/** The working days of a division of the United Kingdom, 1971 to 2100. It never changes: each `with...` returns a new one. */
export class Calendar {
  /** `division` is `england-and-wales`, `scotland`, `northern-ireland`, several joined by `+`, or `none`. */
  constructor(division: string, options?: { knownOn?: Day });
  static fromDays(days: readonly Day[], division: string, names?: readonly string[]): Calendar;
  /** Reads bank holidays from the text of GOV.UK's bank-holidays.json. `fromCsv` and `fromIcs` read CSV and iCalendar. */
  static fromJson(text: string, division: string, options?: { name?: string }): Calendar;
  static fromCsv(text: string, division: string, options?: { name?: string }): Calendar;
  static fromIcs(text: string, division: string, options?: { name?: string }): Calendar;
  withAdded(days: Day | readonly Day[], name?: string): Calendar;
  withRemoved(days: Day | readonly Day[]): Calendar;
  /** Adds days on which the organisation is shut. They move dates of local rules and, with `forAll`, also dates set by law. */
  withClosures(days: Day | readonly Day[], name?: string, options?: { forAll?: boolean }): Calendar;
  withWeekend(days: readonly Weekday[]): Calendar;
  /** Returns the last day of a span such as `15 working days`, `6 weeks`, `16 years 3 months`, `-1 month` or `72 hours`. */
  add(when: When, span: string, options?: { counting?: Counting; roll?: Roll; cutoff?: string }): When;
  addDays(days: Int32Array, span: string, options?: { counting?: Counting; roll?: Roll }): Int32Array;
  addDays(days: readonly (Day | null | undefined)[], span: string, options?: { counting?: Counting; roll?: Roll }): (Day | null)[];
  /** Returns the number of working days between two days; it is negative if the end is before the start. */
  between(start: Day, end: Day, options?: { include?: Include }): number;
  countDays(starts: Int32Array | readonly (Day | null)[], ends: Int32Array | readonly (Day | null)[], options?: { include?: Include }): Int32Array;
  isWorkingDay(day: Day): boolean;
  /** Returns the bank holidays and closures of a year, of a range of years or days, or all. */
  holidays(first?: number | Day, last?: number | Day): Holiday[];
  readonly division: string;
  readonly coverage: [Day, Day];
  readonly confirmedTo: Day | null;
  readonly listedTo: Day | null;
  /** The changes made to the calendar, as codes. */
  readonly changes: string;
  readonly digest: string;
  /** Frees the calendar's memory. Queries and worklists made with it keep it. */
  close(): void;
}

/** The profile to use (by default `england`), and the division whose bank holidays count (by default `england-and-wales`). */
export interface Whose {
  profile?: Profile | string;
  division?: string;
  calendar?: Calendar;
}

export function versions(options?: Whose): Record<string, string | null>;

// ---- one case ----

/** Other facts about the case. */
export interface Known {
  /** The event that happened, if several events can start the duty. */
  trigger?: string;
  /** An interval that was agreed: `4 weeks`. */
  agreed?: string;
  tags?: string | readonly string[];
  born?: Day;
  since?: Day;
  /** Other events of the case: `{ 'cp_plan.ended': '2026-05-01' }`, or pairs of event and date. */
  events?: Record<string, When> | readonly (readonly [string, When])[];
  /** The time of day from which something counts as done on the next day: `16:30`. */
  cutoff?: string;
  /** True to count timescales in hours as whole days, if the time of day is unknown. */
  wholeDays?: boolean;
  /** The days on which earlier occurrences of the duty were done, in order. */
  last?: When | readonly When[];
}

export interface JudgedBy {
  met?: When;
  ended?: When;
  asAt?: When;
  /** How close counts as due soon; by default `5 working days`. */
  soon?: string;
}

/** The fields of `dueby due` (schema/answer.schema.json), and notes. */
export interface Deadline {
  rule: string;
  title: string;
  authority: Authority;
  force: 'must' | 'should' | 'aim';
  trigger: string;
  triggered_at: When;
  occurrence: number;
  /** The first day on which the action may count; null for a notice. */
  opens: Day | null;
  /** The last day in time or, for a timescale in hours, the last second. */
  due: When;
  due_by_law: When | null;
  certainty: Certainty;
  precision: 'second' | 'day' | 'estimated' | null;
  counting: Counting | null;
  governed_by: string;
  profile: string;
  division: string;
  source: string | null;
  source_note: string | null;
  notes: string[];
}

/** The fields of `dueby check`. */
export interface Checked extends Deadline {
  met_at: When | null;
  as_at: When | null;
  state: State;
  days_left: number | null;
  working_days_left: number | null;
  days_taken: number | null;
  working_days_taken: number | null;
  /** The state in words: "Done late". */
  words: string;
}

/** A step of the count, with the fields of `dueby explain`. */
export type Step = Record<string, string | number | null>;

export interface DueDetails<Column> {
  due: Column;
  governed_by: (string | null)[];
  certainty: (Certainty | null)[];
  error: (string | null)[];
}

export interface ColumnOptions {
  born?: Day | Int32Array | readonly (Day | null)[];
  wholeDays?: boolean;
}

/** A duty or rule from a profile, with a calendar: for asking many questions. */
export class Query {
  /** `rule` is a duty's id, `profile:id` for one profile's rule, or `id~name` for an alternative. */
  constructor(rule: string, options?: Whose);
  readonly rule: string;
  readonly profile: Profile;
  readonly calendar: Calendar;
  due(when: When, options?: Known): Deadline;
  series(when: When, count: number, options?: Known): Deadline[];
  check(when: When, options: Known & JudgedBy): Checked;
  explain(when: When, options?: Known): string;
  summary(when: When, options?: Known): string;
  steps(when: When, options?: Known): Step[];
  /** Returns only the due day: the quickest way to ask about one day. */
  dueDay(when: When): When;
  /** Returns the due days of a column of days. An element without a day or an answer becomes null, or `NONE` in an Int32Array. */
  dueDays(days: Int32Array, options: ColumnOptions & { details: true }): DueDetails<Int32Array>;
  dueDays(days: readonly (Day | null | undefined)[], options: ColumnOptions & { details: true }): DueDetails<(Day | null)[]>;
  dueDays(days: Int32Array, options?: ColumnOptions & { details?: false }): Int32Array;
  dueDays(days: readonly (Day | null | undefined)[], options?: ColumnOptions & { details?: false }): (Day | null)[];
  /** Frees the query's memory, but not its profile's or calendar's. */
  close(): void;
}

/** Works out when a duty is due. */
export function due(rule: string, when: When, options?: Whose & Known): Deadline;
/** Works out the next deadlines of a duty, as if each was met on its due day. */
export function series(rule: string, when: When, count: number, options?: Whose & Known): Deadline[];
/** Works out whether a duty was done in time. Give `met`, `ended` or `asAt`. */
export function check(rule: string, when: When, options: Whose & Known & JudgedBy): Checked;
/** Explains for people how a due date was worked out. `summary` does it in a few lines, `steps` as data. */
export function explain(rule: string, when: When, options?: Whose & Known): string;
export function summary(rule: string, when: When, options?: Whose & Known): string;
export function steps(rule: string, when: When, options?: Whose & Known): Step[];
/** Works out the due days for a column of days. */
export function dueDays(rule: string, days: Int32Array, options: Whose & ColumnOptions & { details: true }): DueDetails<Int32Array>;
export function dueDays(
  rule: string,
  days: readonly (Day | null | undefined)[],
  options: Whose & ColumnOptions & { details: true },
): DueDetails<(Day | null)[]>;
export function dueDays(rule: string, days: Int32Array, options?: Whose & ColumnOptions & { details?: false }): Int32Array;
export function dueDays(
  rule: string,
  days: readonly (Day | null | undefined)[],
  options?: Whose & ColumnOptions & { details?: false },
): (Day | null)[];

/** The number that means no day in an Int32Array. */
export const NONE: -2147483648;
/** Converts a day to the number of days since 1970-01-01, and back. */
export function dayOf(day: Day): number;
export function isoDay(day: number): Day | null;

// ---- many cases ----

/** An event, with the columns of a file of events (docs/worklist.md). Other columns, such as `team`, are carried along. */
/** Holds what a row of events needs. A row may also have other columns, such as a team. */
export interface EventRow {
  case: string | number;
  event: string;
  at: When | null;
  ref?: string | number | null;
  tags?: string | readonly string[] | null;
}

/** A row of events with any other columns. */
export interface CaseEvent extends EventRow {
  [column: string]: unknown;
}

export interface WorklistOptions extends Whose {
  /** The day or time to check. You can only leave it out for files of a return that states a reference date. */
  asAt?: When;
  /** Only these duties; `*` stands for any letters: `cp.*`. */
  only?: string | readonly string[];
  authority?: Authority | readonly Authority[];
  subject?: Subject | readonly Subject[];
  state?: State | readonly State[] | 'all';
  case?: string | number | readonly (string | number)[];
  where?: Record<string, string | number | readonly (string | number)[]>;
  dueBefore?: Day;
  /** Also lists what will fall due up to this day, if everything before it is done when due. */
  horizon?: Day;
  historyFrom?: Day;
  recordedTo?: Day;
  soon?: string;
  order?: 'worst' | 'case';
  dates?: 'iso' | 'dmy';
  midnightIsTime?: boolean;
  wholeDays?: boolean;
  ignoreRefs?: boolean;
  /** If true, messages name the fields of dueby-page.html instead of these options. */
  inForm?: boolean;
  /** The types of event that the records hold; by default, the ones that occur. */
  recorded?: readonly string[] | 'all';
  /** How completely the records hold an event: `all`, `since:DATE`, `latest` or `never`. */
  holds?: Record<string, string> | readonly (readonly [string, string])[];
  /** Values that mean "no value". */
  nulls?: string | readonly string[];
  /** The name of the file, for messages. */
  name?: string;
}

/** The fields of `dueby worklist` (schema/line.schema.json), and the columns that were carried. */
export interface Line {
  case: string;
  ref: string | null;
  rule: string | null;
  needs: string | null;
  title: string | null;
  authority: Authority | null;
  force: 'must' | 'should' | 'aim' | null;
  occurrence: number | null;
  key: string | null;
  trigger: string | null;
  triggered_at: When | null;
  opens: Day | null;
  due: When | null;
  due_by_law: When | null;
  met_at: When | null;
  state: State;
  state_by_law: State | null;
  projected: 1 | null;
  reason: string | null;
  days_left: number | null;
  working_days_left: number | null;
  working_days_taken: number | null;
  certainty: Certainty | null;
  precision: 'second' | 'day' | 'estimated' | null;
  governed_by: string | null;
  [column: string]: string | number | null;
}

/** A change has the fields of `dueby worklist --since`: its kind, the old state, and the line as it is now. */
export interface Change extends Line {
  change: 'overdue' | 'done' | 'ended' | 'corrected' | 'moved' | 'gone' | 'new' | 'next';
}

/** An effect has the fields of `dueby worklist --what-if`: its kind, when the duty falls due next, and the line as it would be. */
export interface Effect extends Line {
  effect: 'meets' | 'not_counted' | 'ends' | 'starts';
  next_due: When | null;
}

/** The fields of `dueby worklist --summary`. */
export interface Measure {
  rule: string;
  needs: string | null;
  counted: number;
  in_time: number;
  percent: number | null;
  [field: string]: string | number | null;
}

export interface SummaryOptions {
  /** Counts what fell due in the period, what was done in it, or the children up to date on its last day. */
  basis?: 'due' | 'completed' | 'at';
  /** The period: `2026-04-01..2026-06-30`, or its first and last day, either of which may be missing. */
  period?: string | [Day | null, (Day | null)?];
  /** A carried column: the summary has a row for each of its values. */
  by?: string;
}

/** A reason not to trust the worklist (schema/finding.schema.json). */
export interface Finding {
  /** `recorded`, `stale`, `bad_rows`, `not_recorded`, ...: docs/worklist.md. */
  code: string;
  count: number | null;
  of: number | null;
  /** The first five lines of the file that the finding is about. If you passed events as an array, `lines` is empty, and `rows` has
   * the indexes of the events (from 0), as in `text`. */
  lines: number[];
  /** The file of each line, if there are several files. */
  files?: string[];
  rows?: number[];
  event: string | null;
  team: string | null;
  recorded_to: Day | null;
  /** Says how often the fault occurs, where first, and what to do. */
  text: string;
}

/** The result of `worklist`: every duty of every case, with its due date and state. */
export class Worklist {
  private constructor();
  readonly profile: Profile;
  readonly calendar: Calendar;
  readonly asAt: When;
  readonly cases: number;
  readonly rows: number;
  readonly badRows: number;
  readonly overdue: number;
  readonly childrenToCheck: number;
  /** The number of listed lines, in all and in each state. */
  readonly length: number;
  readonly counts: Partial<Record<State, number>>;
  /** Names of the carried columns. */
  readonly columns: string[];
  /** Messages about rows: at most the first thousand. */
  readonly problems: Problem[];
  readonly lines: Line[];
  /**
   * Reasons not to trust the list: what is missing from the events or looks wrong. The first finding gives the last day that the
   * events cover.
   */
  readonly quality: Finding[];
  /** The last day that the events cover, or null if there is none. */
  readonly recordedTo: string | null;
  /** Text that must be shown with every worklist; for a return also the kind that it was read as, and what it cannot show. */
  readonly notes: string[];
  texts(index: number): Record<'duty' | 'state' | 'reason' | 'law' | 'explanation', string | null>;
  summary(options?: SummaryOptions): { rows: Measure[]; notes: string[] };
  /** Returns the changes since an earlier list of the same cases, or since an earlier day, by kind and then worst first. */
  since(older: Worklist | When): Change[];
  /** Returns the effects of an event that has not happened on each case, as at the end of its day. */
  whatIf(event: string, at: When, options?: { tags?: string | readonly string[] }): Effect[];
  /** Returns the worklist as the command writes it: as CSV, an HTML page (`page`) or iCalendar (`ics`). */
  csv(): string;
  page(options?: { marking?: string; since?: Worklist }): string;
  ics(options?: { detail?: boolean; todo?: boolean }): string;
  /** Frees the worklist's memory, but not its profile's or calendar's. Lines that were read stay. */
  close(): void;
}

/** A file of a return (docs/returns.md): a census as XML, or one of the tables of an SSDA903, of Annex A or of the SSD as CSV. */
export interface ReturnFile {
  name: string;
  bytes: string | Uint8Array | ArrayBuffer;
}

/** Takes the text or bytes of a file of events or of a return, several files of a return, or an array of events. */
export function worklist<Row extends EventRow = CaseEvent>(
  events: string | Uint8Array | ArrayBuffer | readonly ReturnFile[] | readonly Row[],
  options?: WorklistOptions,
): Worklist;

// ---- published measures ----

export interface MeasuresOptions
  extends Pick<
    WorklistOptions,
    | keyof Whose
    | 'asAt'
    | 'case'
    | 'where'
    | 'historyFrom'
    | 'dates'
    | 'midnightIsTime'
    | 'wholeDays'
    | 'ignoreRefs'
    | 'recorded'
    | 'holds'
    | 'nulls'
    | 'name'
  > {
  /** From April to March: `2025-26`. By default, the year of `asAt`, or of the reference date of a return. */
  year?: string;
  /** A carried column: each of its values has its own rows. */
  by?: string;
  /** True to list each measure's bands after it. */
  bands?: boolean;
  /** True to replace 1 to 5, and numbers from which these could be worked out, with null. */
  suppress?: boolean;
  /** Other measures, as YAML (data/FORMAT.md). */
  definitions?: string;
}

/** The fields of `dueby measures` (schema/figure.schema.json), after the column that `by` names. */
export interface Figure {
  measure: string;
  title: string;
  from: Day;
  to: Day;
  band: string | null;
  counted: number | null;
  good: number | null;
  percent: number | null;
  mean_days: number | null;
  cannot_tell: number | null;
  odd: number | null;
  [column: string]: string | number | null;
}

/** The fields of `dueby measures --children` (schema/unit.schema.json). */
export interface MeasuredUnit {
  case: string;
  ref: string | null;
  measure: string;
  started: Day | null;
  ended: Day | null;
  days: number | null;
  working_days: number | null;
  band: string | null;
  result: 'yes' | 'no' | 'cannot_tell';
  oddity: string | null;
  [column: string]: string | number | null;
}

/** The result of `measures`: the published figures of a year. */
export class Measures {
  private constructor();
  /** From April to March: `2025-26`. */
  readonly year: string;
  readonly rows: Figure[];
  /** The notes of `dueby measures`: what was read, what cannot be answered, dates to check, and how figures are rounded. */
  readonly notes: string[];
  readonly problems: Problem[];
  /** Returns the children, assessments or plans behind a figure: the ones that it counts, and the ones that it cannot decide. */
  children(measure: string): MeasuredUnit[];
  /** Returns a page with a bar for each figure, and the children behind it. */
  page(options?: { marking?: string }): string;
  /** Frees the memory of the measures. `rows` and `notes` stay. */
  close(): void;
}

/** Counts the published measures for a year (docs/returns.md) in a file of events, the files of a return, or an array of events. */
export function measures<Row extends EventRow = CaseEvent>(
  events: string | Uint8Array | ArrayBuffer | readonly ReturnFile[] | readonly Row[],
  options?: MeasuresOptions,
): Measures;
