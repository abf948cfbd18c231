/* dueby in JavaScript: the C library, compiled to WebAssembly, behind functions and a few classes. dueby.d.ts describes
 * them. It uses no file, clock or network; the module is embedded as text. */
import packed from './wasm.js';

/* ---- the module ---- */

const BAD_DESCRIPTOR = 8; // WASI's code for a file that does not exist

async function open() {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  const module = await WebAssembly.compile(await new Response(stream).arrayBuffer());
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = () => BAD_DESCRIPTOR;
  }
  // The XML parser imports the environment, which is empty here, and random bytes to salt its hash tables of names.
  Object.assign((imports.wasi_snapshot_preview1 ??= {}), {
    environ_sizes_get: (count, size) => {
      new Uint32Array(lib.memory.buffer, count, 1)[0] = new Uint32Array(lib.memory.buffer, size, 1)[0] = 0;
      return 0;
    },
    random_get: (at, length) => {
      crypto.getRandomValues(new Uint8Array(lib.memory.buffer, at, length));
      return 0;
    },
  });
  const instance = await WebAssembly.instantiate(module, imports);
  instance.exports._initialize();
  return instance.exports;
}

const lib = await open();
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const MOST_BYTES = 2 ** 31 - 2; // that can be allocated at once

/** Allocates bytes in the module's memory for one call. */
function withMemory(bytes, use) {
  const at = bytes <= MOST_BYTES ? lib.dueby_js_alloc(bytes) >>> 0 : 0; // an address is a signed number in JavaScript, unless shifted
  if (!at) throw new DuebyError({ code: 'NO_MEMORY', status: 10, message: 'out of memory' });
  try {
    return use(at);
  } finally {
    lib.dueby_js_free(at);
  }
}

/** An error. `code` is for programs, `message` for people; `status` is the C library's number (docs/errors.md). */
export class DuebyError extends Error {
  constructor({ code, status, message, problems = [] }) {
    super(message);
    this.name = 'DuebyError';
    this.code = code;
    this.status = status;
    this.problems = problems;
  }
}

/** Reads text from the module's memory. Node throws an error if the text is too long for a string; Chromium returns an empty one. */
function textAt(at, length) {
  let text = '';
  try {
    text = decoder.decode(new Uint8Array(lib.memory.buffer, at, length));
  } catch (failure) {
    if (failure.code !== 'ERR_STRING_TOO_LONG' && !(failure instanceof RangeError)) throw failure;
  }
  if (length && !text)
    throw new DuebyError({
      code: 'NO_MEMORY',
      status: 10,
      message: `the result would be too large (${Math.ceil(length / 2 ** 20)} MB): choose one team, or fewer duties`,
    });
  return text;
}

/** Calls the module and returns its answer as text. */
function say(name, args) {
  const asked = encoder.encode(JSON.stringify({ call: name, ...args }));
  const done = withMemory(asked.length, (at) => {
    new Uint8Array(lib.memory.buffer, at, asked.length).set(asked);
    return lib.dueby_js_call(at, asked.length);
  });
  const said = textAt(lib.dueby_js_text() >>> 0, lib.dueby_js_length());
  if (!done) throw new DuebyError(JSON.parse(said));
  return said;
}

const ask = (name, args) => JSON.parse(say(name, args));

/* Reasons of dueby/refusal.h. The module has the sentences. */
const REFUSAL = { calendars: 9, field: 12, day: 14, string: 19 };
const refusal = (reason, found) => ask('refusal', { refusal: reason, found });

/* Frees the module's objects when their JavaScript objects are collected, unless they were closed before. */
const registry = new FinalizationRegistry((held) => say('free', held));

/** An object of the module. Its memory is kept until it is closed, or until its JavaScript object is collected. */
class Held {
  #kind;
  #address;
  #isShared;

  /** `kind` is the name of the argument of the call `free`. A shared object, which others may be using, is never closed. */
  constructor(owner, kind, address, isShared = false) {
    this.#kind = kind;
    this.#address = address;
    this.#isShared = isShared;
    registry.register(owner, { [kind]: address }, this);
  }

  get address() {
    if (!this.#address) throw new TypeError(`the ${this.#kind} is closed`);
    return this.#address;
  }

  close() {
    if (!this.#address || this.#isShared) return;
    registry.unregister(this);
    say('free', { [this.#kind]: this.#address });
    this.#address = 0;
  }
}

/* ---- arguments ---- */

function kindOf(value) {
  if (value === null || value === undefined || typeof value === 'boolean' || Number.isNaN(value)) return String(value);
  if (value === '') return 'an empty string';
  if (typeof value === 'number') return `the number ${value}`;
  if (value instanceof Date && Number.isNaN(value.getTime())) return 'an invalid Date';
  const kind = typeof value === 'object' ? (value.constructor?.name ?? 'object') : typeof value;
  return `${/^[aeio]/i.test(kind) ? 'an' : 'a'} ${kind}`;
}

const isWellFormed = 'isWellFormed' in String.prototype ? (text) => text.isWellFormed() : (text) => !/\p{Surrogate}/u.test(text);

const badText = (name, why) => new DuebyError({ code: 'BAD_VALUE', status: 3, message: `${name}: ${why}` });

/** Refuses text that UTF-8 cannot hold: different names would become the same one. */
function wellFormed(name, text) {
  if (!isWellFormed(text)) throw badText(name, refusal(REFUSAL.string));
  return text;
}

/** Refuses a string that cannot be passed to C. */
function passable(name, text) {
  if (text.includes('\0')) throw badText(name, refusal(REFUSAL.string));
  return wellFormed(name, text);
}

function needText(name, value, example) {
  if (typeof value !== 'string') throw new TypeError(`${name}: expected a string such as "${example}", found ${kindOf(value)}`);
  return passable(name, value);
}

function needWhole(name, value) {
  if (!Number.isInteger(value)) throw new TypeError(`${name}: expected a whole number, found ${kindOf(value)}`);
  return value;
}

/** True for an object such as { team: 'North' }, also from another frame. False for an array, a Map, a Calendar, ... */
function isPlain(value) {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/* The kind of value an option takes, unless it is a string; `known` then has an example. JSON would write a `Date` as a string,
 * whose day depends on the time zone, and a string such as "false" would count as true or as nothing. */
const FLAG = 1, // true or false
  OTHER = 2; // is checked where it is used

/**
 * Refuses options of the wrong kind; and unknown options, because they would have no effect and nobody would notice. `known` has what
 * each option takes.
 */
function checkOptions(where, options, known) {
  if (!isPlain(options)) throw new TypeError(`${where}: expected options such as { ${Object.keys(known)[0]}: ... }, found ${kindOf(options)}`);
  for (const [name, value] of Object.entries(options)) {
    const takes = Object.hasOwn(known, name) ? known[name] : null;
    if (!takes) throw new TypeError(`${where}: unknown option "${name}": ${knownOf(name, Object.keys(known))}`);
    if (value === undefined || value === null) continue;
    if (takes === FLAG && typeof value !== 'boolean') throw new TypeError(`${name}: expected true or false, found ${kindOf(value)}`);
    if (typeof takes === 'string') needText(name, value, takes);
  }
}

/** Says which of the known names was meant, or what they are. */
function knownOf(wanted, names) {
  const near = isWellFormed(wanted) && !wanted.includes('\0') ? ask('nearest', { wanted, names }) : null;
  return near === null ? `expected one of ${names.join(', ')}` : `did you mean "${near}"?`;
}

/** Returns the entries of an option that is an object such as { team: 'North' }. */
function entriesOf(name, value) {
  if (value === undefined || value === null) return [];
  if (!isPlain(value)) throw new TypeError(`${name}: expected an object, found ${kindOf(value)}`);
  return Object.entries(value);
}

/** Writes a number as a string. Large whole numbers are refused: JavaScript has changed their last digits, so two become one. */
function numberText(name, value) {
  if (!Number.isFinite(value)) throw new TypeError(`${name}: expected a string or a number, found ${value}`);
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new TypeError(`${name}: expected a string, found a number that is too large to keep all its digits`);
  return String(value);
}

/** Writes numbers as strings, because cases are often numbers. */
const withNumbers = (name, value) =>
  Array.isArray(value) ? value.map((one) => withNumbers(name, one)) : typeof value === 'number' ? numberText(name, value) : value;

/** Returns an option as an array. The option may be one string, an array of strings, or missing. */
function listed(name, value) {
  if (value === undefined || value === null) return undefined;
  const texts = Array.isArray(value) ? Array.from(value) : [value]; // a copy has no holes
  for (const text of texts) {
    if (typeof text !== 'string') throw new TypeError(`${name}: expected strings, found ${kindOf(text)}`);
    passable(name, text);
  }
  return texts;
}

/** Returns an argument as an array of strings. */
function needTexts(name, value) {
  const texts = listed(name, value);
  if (!texts) throw new TypeError(`${name}: expected strings, found ${kindOf(value)}`);
  return texts;
}

/** Returns what an option selects, as an array. It must not be empty, because a program whose list is empty would get everything. */
function selected(name, value) {
  const texts = listed(name, value);
  if (texts && !texts.length) throw new TypeError(`${name}: expected one or more values, found none`);
  return texts;
}

/** Flattens an object, or an array of pairs, into one list. */
function pairs(name, value) {
  if (value === undefined || value === null) return undefined;
  const found = Array.isArray(value) ? value : entriesOf(name, value);
  for (const pair of found)
    if (!Array.isArray(pair) || pair.length !== 2) throw new TypeError(`${name}: expected pairs, found ${kindOf(pair)}`);
  return listed(name, found.flat());
}

/* ---- days ---- */

/** The number that means no day in a column of numbers. */
export const NONE = -2147483648;

const FIRST_TEXT_DAY = -25567; // 1900-01-01
const WRITTEN_DAY = 1; // of dueby/written.h
const LAST_TEXT_DAY = 84005; // 2199-12-31
const DAY_MS = 86400000;
const dayTexts = new Array(LAST_TEXT_DAY - FIRST_TEXT_DAY + 1);

/** Returns a number of days since 1970-01-01 as a string such as "2026-03-27", or null for NONE. */
export function isoDay(day) {
  if (needWhole('day', day) === NONE) return null;
  if (!(day >= FIRST_TEXT_DAY && day <= LAST_TEXT_DAY)) throw new RangeError(`${day}: ${refusal(REFUSAL.day)}`);
  return (dayTexts[day - FIRST_TEXT_DAY] ??= new Date(day * DAY_MS).toISOString().slice(0, 10));
}

const LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Reads the two-digit number at an index. If there are no digits, the result is NaN, and so is any sum that includes it. */
function two(text, at) {
  const tens = text.charCodeAt(at) - 48,
    ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens < 10 && ones >= 0 && ones < 10 ? tens * 10 + ones : NaN;
}

/** Reads a day such as "2026-03-27". Returns NONE for any other text. */
function parseDay(text) {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return NONE;
  const year = two(text, 0) * 100 + two(text, 2),
    month = two(text, 5),
    day = two(text, 8);
  if (!(year >= 1900 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= LENGTHS[month - 1])) return NONE;
  if (month === 2 && day === 29 && !isLeap(year)) return NONE;
  // years are counted from 1 March, so that a leap day is the last of its year
  const from = year - (month <= 2 ? 1 : 0),
    era = Math.floor(from / 400),
    inEra = from - era * 400;
  const inYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + inEra * 365 + Math.floor(inEra / 4) - Math.floor(inEra / 100) + inYear - 719468;
}

/** Returns a day such as "2026-03-27" as a number of days since 1970-01-01. */
export function dayOf(text) {
  const day = parseDay(needText('day', text, '2026-03-27'));
  if (day === NONE) throw badDay('day', text);
  return day;
}

const badDay = (name, text) => badText(name, ask('written', { kind: WRITTEN_DAY, text }));

/** A column of days as numbers. An Int32Array stays as it is; an array of strings is read, with null and undefined as NONE. */
function daysOf(name, column) {
  if (column instanceof Int32Array) return column;
  if (!Array.isArray(column)) throw new TypeError(`${name}: expected an Int32Array or an array of strings, found ${kindOf(column)}`);
  const days = new Int32Array(column.length);
  for (let i = 0; i < column.length; i++) {
    const text = column[i];
    if (text === null || text === undefined) {
      days[i] = NONE;
      continue;
    }
    if (typeof text !== 'string') needText(`${name}[${i}]`, text, '2026-03-27');
    // Drops a time of day without an offset, because a column holds dates without times of day.
    days[i] = parseDay(text.length > 10 && /^.{10}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text) ? text.slice(0, 10) : text);
    if (days[i] === NONE) throw badDay(`${name}[${i}]`, text);
  }
  return days;
}

/** Returns the answer as an Int32Array if the question was one, else as an array of strings. */
const inFormOf = (column, days) => (column instanceof Int32Array ? days : Array.from(days, isoDay));

const BLOCK = 1 << 20; // the number of elements of a column that are in the module's memory at a time

/** Runs `use(at, from, count)` for each block of a column: its address, first element and length. `bytes` is an element's size. */
function inBlocks(length, bytes, use) {
  if (length)
    withMemory(Math.min(length, BLOCK) * bytes, (at) => {
      for (let from = 0; from < length; from += BLOCK) use(at, from, Math.min(BLOCK, length - from));
    });
}

const numbersAt = (at, count) => new Int32Array(lib.memory.buffer, at, count);
const bytesAt = (at, count) => new Uint8Array(lib.memory.buffer, at, count);

function checkColumn(failed) {
  if (failed < 0)
    throw new DuebyError({
      code: failed === -11 ? 'NO_MEMORY' : 'BAD_VALUE',
      status: -1 - failed,
      message: 'dueby cannot work out a column for this',
    });
}

/* Properties that hold the module's object for a JavaScript object, and an object created on demand. Symbols keep them private. */
const HANDLE = Symbol('handle');
const MADE = Symbol('made');
const SHARED = Symbol('shared');
const CACHED = Symbol('cached');

/* ---- profiles ---- */

const NAMED = { name: 'ours.yaml' }; // the options of what is read from the text of a file

/** The names of the profiles that come with dueby. */
export const profiles = () => ask('profiles');

/** A set of rules: law and national guidance, or a council's rules, which extend them. */
export class Profile {
  #held;
  #about;
  #rules;

  constructor(made) {
    if (!made?.[MADE]) throw new TypeError('Profile.load(name) and Profile.fromYaml(text) make one');
    this.#held = new Held(this, 'profile', made[MADE], made[SHARED]);
  }

  get #handle() {
    return this.#held.address;
  }

  /** Frees the profile's memory. Queries and worklists made with it keep it. What `load` returns is shared, and stays open. */
  close() {
    this.#held.close();
  }

  /** A profile that comes with dueby: "england", "barnet", ... */
  static load(name) {
    const known = loaded.get(needText('profile', name, 'barnet')) ?? new Profile({ [MADE]: ask('profile', { name }), [SHARED]: true });
    loaded.set(name, known);
    return known;
  }

  /** A profile from the text of a YAML file. It may extend profiles that come with dueby. `name` is for messages. */
  static fromYaml(yaml, options = {}) {
    checkOptions('fromYaml', options, NAMED);
    const name = options.name ?? 'profile.yaml';
    return new Profile({ [MADE]: ask('profile_yaml', { yaml: needText('yaml', yaml, 'profile: ...'), name }) });
  }

  get [HANDLE]() {
    return this.#handle;
  }

  get #known() {
    return (this.#about ??= ask('profile_about', { profile: this.#handle }));
  }

  get name() {
    return this.#known.name;
  }

  get title() {
    return this.#known.title;
  }

  get parent() {
    return this.#known.parent;
  }

  get digest() {
    return this.#known.digest;
  }

  get duties() {
    return this.#known.duties;
  }

  get events() {
    return this.#known.events;
  }

  get tags() {
    return this.#known.tags;
  }

  /** Every version of every rule, with the fields of `dueby rules`. */
  get rules() {
    return (this.#rules ??= ask('profile_rules', { profile: this.#handle }));
  }
}

const loaded = new Map();
const profileOf = (profile = 'england') => (profile instanceof Profile ? profile : Profile.load(profile));

/* ---- calendars ---- */

const COUNTED = { counting: 'rolled', roll: 'next' };
const INCLUDED = { include: 'both' };
const CHANGE = { add: 1, remove: 2, close: 3, closeAll: 4 };

/** The working days of a division of the United Kingdom, 1971 to 2100. */
export class Calendar {
  #held;
  #about;

  constructor(division, options = {}) {
    checkOptions('Calendar', options, { knownOn: '2019-06-01' });
    const made =
      division?.[MADE] ??
      ask('calendar', { division: needText('division', division?.[SHARED] ?? division, 'england-and-wales'), ...options });
    const isShared = division?.[SHARED] !== undefined;
    this.#held = new Held(this, 'calendar', made, isShared);
    this[CACHED] = isShared ? null : []; // weak references to the queries that functions such as `due` have made with it
  }

  get #handle() {
    return this.#held.address;
  }

  /** Frees the calendar's memory. Queries and worklists made with it keep it. */
  close() {
    this.#held.close();
    for (const query of this[CACHED]?.splice(0) ?? []) query.deref()?.close();
  }

  /** A calendar with your own list of holidays instead of the built-in table. */
  static fromDays(days, division, names) {
    return new Calendar({
      [MADE]: ask('calendar_days', {
        days: needTexts('days', days),
        division: needText('division', division, 'none'),
        names: listed('names', names),
      }),
    });
  }

  static #fromFile(kind, text, division, options = {}) {
    checkOptions(`from${kind}`, options, NAMED);
    return new Calendar({
      [MADE]: ask('calendar_file', {
        kind: kind.toLowerCase(),
        text: needText('text', text, '...'),
        division: needText('division', division, 'scotland'),
        name: options.name ?? `calendar.${kind.toLowerCase()}`,
      }),
    });
  }

  /** A calendar from the text of GOV.UK's bank-holidays.json. */
  static fromJson(text, division, options) {
    return Calendar.#fromFile('Json', text, division, options);
  }

  /** A calendar from CSV with the column `date`, and optionally `name` and `division`. */
  static fromCsv(text, division, options) {
    return Calendar.#fromFile('Csv', text, division, options);
  }

  /** A calendar from an iCalendar file of whole days, such as GOV.UK's. */
  static fromIcs(text, division, options) {
    return Calendar.#fromFile('Ics', text, division, options);
  }

  #changed(change, days, name) {
    if (name !== undefined && name !== null) needText('name', name, 'Offices closed');
    return new Calendar({ [MADE]: ask('calendar_change', { calendar: this.#handle, change, days: needTexts('days', days), name }) });
  }

  /** Makes a copy of the calendar with more bank holidays. */
  withAdded(days, name) {
    return this.#changed(CHANGE.add, days, name);
  }

  /** Makes a copy of the calendar without some bank holidays. */
  withRemoved(days) {
    return this.#changed(CHANGE.remove, days);
  }

  /**
   * Makes a copy of the calendar with days on which the organisation is shut. They move dates of local rules; with `forAll` also
   * dates set by law.
   */
  withClosures(days, name, options = {}) {
    checkOptions('withClosures', options, { forAll: FLAG });
    return this.#changed(options.forAll ? CHANGE.closeAll : CHANGE.close, days, name);
  }

  /** Makes a copy of the calendar with other weekend days: ["fri", "sat"], or [] for none at all. */
  withWeekend(days) {
    const names = needTexts('days', days),
      twice = names.find((name, place) => names.indexOf(name) < place);
    if (twice !== undefined) throw badText('days', `"${twice}" appears twice: give each day once`);
    return new Calendar({ [MADE]: ask('calendar_weekend', { calendar: this.#handle, days: names.length ? names.join() : 'none' }) });
  }

  /** The last day of a span, counted from a day; for a span in hours, the time. */
  add(when, span, options = {}) {
    checkOptions('add', options, { ...COUNTED, cutoff: '16:30' });
    return ask('add', {
      calendar: this.#handle,
      when: needText('when', when, '2026-03-27'),
      span: needText('span', span, '15 working days'),
      ...options,
    });
  }

  /** The last day of a span for each day of a column: an array of strings or an Int32Array. The answer has the same type. */
  addDays(column, span, options = {}) {
    checkOptions('addDays', options, COUNTED);
    const [amount, unit, counting, roll] = ask('span', { span: needText('span', span, '15 working days'), ...options });
    const days = daysOf('days', column),
      ends = new Int32Array(days.length);
    inBlocks(days.length, 4, (at, from, count) => {
      numbersAt(at, count).set(days.subarray(from, from + count));
      checkColumn(lib.dueby_js_add_days(this.#handle, amount, unit, counting, roll, count, at, at));
      ends.set(numbersAt(at, count), from);
    });
    return inFormOf(column, ends);
  }

  /** Counts the working days between two days. `include` says which ends count: "end", "start", "both" or "neither". */
  between(start, end, options = {}) {
    checkOptions('between', options, INCLUDED);
    return ask('between', {
      calendar: this.#handle,
      start: needText('start', start, '2026-03-27'),
      end: needText('end', end, '2026-04-21'),
      ...options,
    });
  }

  /** Counts the working days between the days of two columns; NONE if there is no answer. */
  countDays(starts, ends, options = {}) {
    checkOptions('countDays', options, INCLUDED);
    const include = ask('span', options)[4];
    const first = daysOf('starts', starts),
      last = daysOf('ends', ends),
      counts = new Int32Array(first.length);
    if (first.length !== last.length) throw new RangeError(`countDays: ${first.length} starts and ${last.length} ends`);
    inBlocks(first.length, 8, (at, from, count) => {
      numbersAt(at, count).set(first.subarray(from, from + count));
      numbersAt(at + 4 * count, count).set(last.subarray(from, from + count));
      checkColumn(lib.dueby_js_count_days(this.#handle, include, count, at, at + 4 * count, at));
      counts.set(numbersAt(at, count), from);
    });
    return counts;
  }

  isWorkingDay(day) {
    return ask('is_working', { calendar: this.#handle, day: needText('day', day, '2026-03-27') });
  }

  /** The bank holidays and closures in order: of a year, of a range of years or days, or all. */
  holidays(first, last = first) {
    const year = (value, end) => (typeof value === 'number' ? `${needWhole('day', value)}-${end}` : value);
    for (const day of [first, last]) if (typeof day !== 'number' && day !== undefined && day !== null) needText('day', day, '2026-03-27');
    return ask('holidays', { calendar: this.#handle, from: year(first, '01-01'), to: year(last, '12-31') });
  }

  get [HANDLE]() {
    return this.#handle;
  }

  get #known() {
    return (this.#about ??= ask('calendar_about', { calendar: this.#handle }));
  }

  get division() {
    return this.#known.division;
  }

  /** The first and the last day that the calendar covers. */
  get coverage() {
    return [this.#known.first, this.#known.last];
  }

  get confirmedTo() {
    return this.#known.confirmedTo;
  }

  get listedTo() {
    return this.#known.listedTo;
  }

  /** The changes made to the calendar, as codes; "" if there are none. */
  get changes() {
    return this.#known.changes ?? '';
  }

  get digest() {
    return this.#known.digest;
  }
}

const WHOSE = { profile: OTHER, division: OTHER, calendar: OTHER };
const divisions = new Map();

function calendarOf({ calendar, division: given }) {
  const isGiven = given !== undefined,
    division = isGiven ? given : 'england-and-wales';
  if (calendar !== undefined) {
    if (isGiven) throw new TypeError(refusal(REFUSAL.calendars));
    if (!(calendar instanceof Calendar)) throw new TypeError(`calendar: expected a Calendar, found ${kindOf(calendar)}`);
    return calendar;
  }
  const known = divisions.get(division) ?? new Calendar({ [SHARED]: division });
  divisions.set(division, known);
  return known;
}

/** The versions of everything that affects answers. */
export function versions(options = {}) {
  checkOptions('versions', options, WHOSE);
  return ask('versions', { profile: profileOf(options.profile)[HANDLE], calendar: calendarOf(options)[HANDLE] });
}

/* ---- questions ---- */

const KNOWN = {
  trigger: 'referral.received',
  agreed: '4 weeks',
  tags: OTHER,
  born: '2010-03-27',
  since: '2026-03-27',
  events: OTHER,
  cutoff: '16:30',
  wholeDays: FLAG,
};
const JUDGED_BY = { met: '2026-03-27', ended: '2026-03-27', asAt: '2026-03-27', soon: '5 working days' };
const ASKED = { ...KNOWN, last: OTHER };
const OPTIONS = {
  due: ASKED,
  series: ASKED,
  check: { ...ASKED, ...JUDGED_BY },
  explain: ASKED,
  summary: ASKED,
  steps: ASKED,
  dueDays: { born: OTHER, wholeDays: FLAG, details: FLAG },
}; // by method of Query
const BELOW = -1000000; // as in bridge.c: a number at or below this is a status, not a day
const WHOLE_DAYS = 1; // the value of DUEBY_DEADLINE_WHOLE_DAYS

/** A duty or rule from a profile, with a calendar: for asking many questions. */
export class Query {
  #held;
  #addresses;

  constructor(rule, options = {}) {
    checkOptions('Query', options, WHOSE);
    this.rule = needText('rule', rule, 'cp.visit');
    this.profile = profileOf(options.profile);
    this.calendar = calendarOf(options);
    const { query, addresses } = ask('query', { rule, profile: this.profile[HANDLE], calendar: this.calendar[HANDLE] });
    this.#held = new Held(this, 'query', query);
    this.#addresses = addresses;
  }

  get #handle() {
    return this.#held.address;
  }

  /** Frees the query's memory, but not its profile's or calendar's. */
  close() {
    this.#held.close();
  }

  #asked(where, when, options) {
    checkOptions(where, options, OPTIONS[where]);
    const { tags, events, last, ...rest } = options;
    return {
      query: this.#handle,
      when: needText('when', when, '2026-03-27'),
      tags: listed('tags', tags),
      events: pairs('events', events),
      last: listed('last', last),
      ...rest,
    };
  }

  /** Works out when the duty is due. */
  due(when, options = {}) {
    return ask('due', this.#asked('due', when, options))[0];
  }

  /** Works out the next deadlines, as if each was met on its due day. `last` has the days on which earlier ones were met. */
  series(when, count, options = {}) {
    return ask('due', { ...this.#asked('series', when, options), count: needWhole('count', count) });
  }

  /** Works out whether the duty was done in time. Give `met`, `ended` or `asAt`. */
  check(when, options = {}) {
    return ask('check', this.#asked('check', when, options));
  }

  /** Explains for people how the due date was worked out. */
  explain(when, options = {}) {
    return ask('explain', { ...this.#asked('explain', when, options), what: 'text' });
  }

  /** Explains in a few lines how the due date was worked out. */
  summary(when, options = {}) {
    return ask('explain', { ...this.#asked('summary', when, options), what: 'summary' });
  }

  /** The explanation as data, with the fields of `dueby explain`. */
  steps(when, options = {}) {
    return ask('explain', { ...this.#asked('steps', when, options), what: 'steps' });
  }

  /** The due day if nothing else is known: the quickest way to ask. */
  dueDay(when) {
    const day = parseDay(needText('when', when, '2026-03-27'));
    const due = day === NONE ? BELOW : lib.dueby_js_due_day(this.#handle, day);
    return due > BELOW ? isoDay(due) : this.due(when).due;
  }

  /** The due days of a column: an array of strings or an Int32Array. The answer has the same type. */
  dueDays(column, options = {}) {
    checkOptions('dueDays', options, OPTIONS.dueDays);
    const days = daysOf('days', column),
      due = new Int32Array(days.length);
    const born = bornOf(options.born, days.length);
    const rules = options.details && new Int32Array(days.length),
      sure = options.details && new Uint8Array(days.length);
    const status = options.details && new Uint8Array(days.length);
    inBlocks(days.length, 4 + (born ? 4 : 0) + (options.details ? 6 : 0), (at, from, count) => {
      const bornAt = born ? at + 4 * count : 0,
        ruleAt = options.details ? at + (born ? 8 : 4) * count : 0;
      const sureAt = ruleAt && ruleAt + 4 * count,
        statusAt = ruleAt && sureAt + count;
      numbersAt(at, count).set(days.subarray(from, from + count));
      if (born) numbersAt(bornAt, count).set(born.subarray(from, from + count));
      checkColumn(
        lib.dueby_js_due_days(this.#handle, options.wholeDays ? WHOLE_DAYS : 0, count, at, bornAt, at, ruleAt, sureAt, statusAt),
      );
      due.set(numbersAt(at, count), from);
      if (!ruleAt) return;
      rules.set(numbersAt(ruleAt, count), from);
      sure.set(bytesAt(sureAt, count), from);
      status.set(bytesAt(statusAt, count), from);
    });
    if (!options.details) return inFormOf(column, due);
    return {
      due: inFormOf(column, due),
      governed_by: Array.from(rules, (rule) => this.#addresses[rule] ?? null),
      certainty: Array.from(sure, (number) => CERTAINTY[number] ?? null),
      error: Array.from(status, (number) => (number > 1 ? (statusTexts[number] ??= ask('status', { status: number })) : null)),
    };
  }
}

const CERTAINTY = ['confirmed', 'listed', 'projected'];
const statusTexts = [];

function bornOf(born, length) {
  if (born === undefined || born === null) return null;
  const days = typeof born === 'string' ? new Int32Array(length).fill(dayOf(born)) : daysOf('born', born);
  if (days.length !== length) throw new RangeError(`born: ${days.length} dates for ${length} days`);
  return days;
}

const queries = new WeakMap();

/** Returns the query for a rule, profile and calendar. It is cached for as long as profile and calendar exist. */
function queryOf(rule, { profile, division, calendar }) {
  const whose = profileOf(profile),
    days = calendarOf({ calendar, division });
  void [whose[HANDLE], days[HANDLE]]; // throws if one is closed
  const byCalendar = queries.get(whose) ?? new WeakMap();
  const byRule = byCalendar.get(days) ?? new Map();
  const known = byRule.get(rule),
    query = known ?? new Query(rule, { profile: whose, calendar: days });
  if (!known) days[CACHED]?.push(new WeakRef(query));
  queries.set(whose, byCalendar);
  byCalendar.set(days, byRule);
  byRule.set(rule, query);
  return query;
}

/** Turns a method of Query into a function, whose arguments are a rule, the method's `count` arguments, and options. */
function asked(method, count = 1) {
  const known = { ...OPTIONS[method], ...WHOSE };
  return (rule, ...rest) => {
    checkOptions(method, rest[count] ?? {}, known);
    const { profile, division, calendar, ...options } = rest[count] ?? {};
    const given = Array.from({ length: count }, (_, place) => rest[place]); // an argument that was left out is undefined
    return queryOf(needText('rule', rule, 'cp.visit'), { profile, division, calendar })[method](...given, options);
  };
}

export const due = asked('due');
export const check = asked('check');
export const explain = asked('explain');
export const summary = asked('summary');
export const steps = asked('steps');
export const series = asked('series', 2);
export const dueDays = asked('dueDays');

/* ---- worklists ---- */

const WORKED_BY = {
  ...WHOSE,
  asAt: '2026-10-31',
  only: OTHER,
  authority: OTHER,
  subject: OTHER,
  state: OTHER,
  case: OTHER,
  where: OTHER,
  dueBefore: '2026-10-31',
  horizon: '2026-10-31',
  historyFrom: '2025-04-01',
  recordedTo: '2026-10-31',
  soon: JUDGED_BY.soon,
  order: 'case',
  dates: 'dmy',
  midnightIsTime: FLAG,
  wholeDays: FLAG,
  ignoreRefs: FLAG,
  inForm: FLAG,
  recorded: OTHER,
  holds: OTHER,
  nulls: OTHER,
  name: 'events.csv',
};
const MARKED = { marking: 'OFFICIAL' };
const LINES = 1000; // number of lines read at a time

const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Returns a value of an event as a cell of CSV. */
function cellOf(column, value, row) {
  if (value === null || value === undefined) return '';
  if (column === 'tags' && Array.isArray(value)) return listed(`events[${row}].tags`, value).join(';');
  if (typeof value === 'string') return wellFormed(`events[${row}].${column}`, value);
  if (typeof value === 'number') return numberText(`events[${row}].${column}`, value);
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  throw new TypeError(`events[${row}].${column}: expected a string or a number, found ${kindOf(value)}`);
}

/** Writes a list of events as the text of a file. */
function fileOf(events) {
  Array.from(events).forEach((event, row) => { // a copy, because forEach skips the holes of an array
    if (typeof event !== 'object' || event === null || Array.isArray(event) || event instanceof Map)
      throw new TypeError(`events[${row}]: expected an object such as { case, event, at }, found ${kindOf(event)}`);
  });
  const columns = [...new Set(events.length ? events.flatMap(Object.keys) : ['case', 'event', 'at'])];
  const rows = events.map((event, row) => columns.map((column) => quoted(cellOf(column, event[column], row))).join(','));
  return [columns.map((column) => quoted(wellFormed('events: the name of a column', column))).join(','), ...rows].map((row) => `${row}\n`).join('');
}

const bytesIn = (name, value) =>
  typeof value === 'string'
    ? encoder.encode(wellFormed(name, value))
    : value instanceof ArrayBuffer
      ? new Uint8Array(value)
      : ArrayBuffer.isView(value)
        ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
        : null;

/** Returns the files to read, each with its name and bytes: a file of events, or the files of a return. */
function filesOf(events, name) {
  if (typeof events === 'string' && /^[^\n,]+\.[a-z]{3,4}$/i.test(events))
    throw new TypeError(`events: "${events}" looks like a path: give the text or bytes of the file, for example readFileSync("${events}")`);
  const bytes = bytesIn('events', events);
  if (bytes) return { files: [{ name, bytes }] };
  if (!Array.isArray(events))
    throw new TypeError(`events: expected the contents of a file (a string or bytes), an array of files or an array of events, found ${kindOf(events)}`);
  if (!events.length || bytesIn('files[0].bytes', events[0]?.bytes) === null) {
    return { files: [{ name, bytes: encoder.encode(fileOf(events)) }], ofRows: true };
  }
  return {
    files: events.map((file, place) => {
      const content = bytesIn(`files[${place}].bytes`, file?.bytes);
      if (!content) throw new TypeError(`files[${place}].bytes: expected a string or bytes, found ${kindOf(file?.bytes)}`);
      return { name: needText(`files[${place}].name`, file.name, 'cin.xml'), bytes: content };
    }),
  };
}

/** True if a spreadsheet would run a cell as a formula, by its first character. A plain number is not a formula, whatever its
 * sign. */
function isFormula(text) {
  const bare = text.replace(/^\ufeff+/, '');
  return /^[\x00-\x1f\x7f=@]/.test(bare) || (/^[+-]/.test(bare) && !/^[+-][0-9.,]+$/.test(bare));
}

const csvCell = (value) =>
  value === null ? '' : typeof value === 'string' ? quoted(isFormula(value) ? `'${value}` : value) : String(value);

/** Returns the carried column with this name or, if there is none, one whose name differs only in capitals. */
function columnOf(list, name) {
  return name === undefined ? name : list.columns[ask('column', { columns: list.columns, name })];
}

/** Every duty of every case: the result of `worklist`. */
export class Worklist {
  #held;
  #files;
  #readAs;
  #ofRows;
  #options;
  #fields;
  #lines;

  constructor(events, options, known = WORKED_BY) {
    checkOptions(known === WORKED_BY ? 'worklist' : 'measures', options, known);
    const { files, ofRows = false } = filesOf(events, needText('name', options.name ?? 'events', 'events.csv'));
    this.profile = profileOf(options.profile);
    this.calendar = calendarOf(options);
    if ((ofRows && known === WORKED_BY) || options.asAt !== undefined) needText('asAt', options.asAt, '2026-10-31');
    this.#files = files.map((file) => ({ ...file, bytes: file.bytes.slice() })); // the caller may reuse its memory
    this.#ofRows = ofRows;
    this.#options = options;
    const { worklist, fields, problems, readAs, ...about } = this.#work(options);
    this.#held = new Held(this, 'worklist', worklist);
    this.#fields = fields;
    this.#readAs = readAs;
    Object.assign(this, about); // adds asAt, cases, rows, badRows, overdue, childrenToCheck, length, counts and columns
    if (!options.inForm) this.#checkColumns();
    this.problems = ofRows ? problems.map(({ line, ...rest }) => (line ? { line: 0, row: line - 1, ...rest } : { line, ...rest })) : problems;
  }

  /** Refuses a column with the name of a field, because the column would replace the field in the lines. */
  #checkColumns() {
    const column = this.columns.find((name) => this.#fields.includes(name));
    if (column !== undefined)
      throw new DuebyError({
        code: 'BAD_VALUE',
        status: 2,
        message: refusal(REFUSAL.field, column),
      });
  }

  get #handle() {
    return this.#held.address;
  }

  get [HANDLE]() {
    return this.#handle;
  }

  /** Frees the worklist's memory, but not its profile's or calendar's. Lines that were read stay. */
  close() {
    this.#held.close();
  }

  /** Makes the worklist. During the call, the files are in the module's memory one after the other. */
  #work(options) {
    const bytes = this.#files.reduce((sum, file) => sum + file.bytes.length, 0);
    return withMemory(bytes, (start) => {
      let at = start;
      const files = this.#files.map(({ name, bytes: content }) => {
        bytesAt(at, content.length).set(content);
        at += content.length;
        return { name, at: at - content.length, length: content.length };
      });
      return ask('worklist', { ...this.#asked(options), files });
    });
  }

  #asked({ profile, division, calendar, name, case: cases, where, recorded, ...rest }) {
    const wanted = (selected('case', withNumbers('case', cases)) ?? []).map((value) => ['case', value]);
    for (const [column, values] of entriesOf('where', where))
      for (const value of selected(`where.${column}`, withNumbers(`where.${column}`, values ?? []))) wanted.push([passable('where', column), value]);
    return {
      ...rest,
      profile: this.profile[HANDLE],
      calendar: this.calendar[HANDLE],
      where: wanted.flat(),
      only: selected('only', rest.only),
      authority: selected('authority', rest.authority),
      subject: selected('subject', rest.subject),
      state: rest.state === 'all' ? undefined : selected('state', rest.state),
      nulls: listed('nulls', rest.nulls),
      holds: pairs('holds', rest.holds),
      allRecorded: recorded === 'all',
      recorded: recorded === 'all' ? undefined : listed('recorded', recorded),
      ofRows: this.#ofRows,
    };
  }

  /** The listed lines, with the fields of `dueby worklist` and the carried columns. */
  get lines() {
    if (this.#lines) return this.#lines;
    const lines = [];
    for (let from = 0; from < this.length; from += LINES)
      lines.push(...ask('lines', { worklist: this.#handle, from, to: Math.min(from + LINES, this.length) }));
    return (this.#lines = lines);
  }

  /** Whether the list can be trusted: what is missing from the events or looks wrong. The first finding gives the last day that the
   * events cover. */
  get quality() {
    const found = ask('quality', { worklist: this.#handle });
    return this.#ofRows ? found.map((one) => ({ ...one, lines: [], rows: one.lines.map((row) => row - 1) })) : found;
  }

  /**
   * Text that must be shown with every worklist, after notes on the kind that a return was read as, what it cannot show, and what
   * `holds` and `historyFrom` state.
   */
  get notes() {
    return [...this.#readAs, ask('disclaimer', { worklist: this.#handle })];
  }

  /**
   * Returns texts about a line, by its index in `lines`: duty, state, reason, law, explanation; null if there is none. Without a
   * date, the explanation is the reason.
   */
  texts(index) {
    return ask('item_texts', { worklist: this.#handle, index: needWhole('index', index) });
  }

  /** Counts how many of each duty were in time, with the fields of `dueby worklist --summary`. */
  summary(options = {}) {
    checkOptions('summary', options, { basis: 'completed', period: OTHER, by: 'team' });
    const { basis, period } = options,
      by = columnOf(this, options.by ?? undefined);
    const days = typeof period === 'string' ? period.split('..') : (period ?? []);
    if (!Array.isArray(days) || days.length > 2 || period === '')
      throw new TypeError(`period: expected a string such as "2026-04-01..2026-06-30" or two days, found ${kindOf(period)}`);
    const [from, to = from] = days;
    for (const day of [from, to]) if (day !== undefined && day !== null) needText('period', day, '2026-04-01');
    const found = ask('summary', { worklist: this.#handle, basis, by, from: from || undefined, to: to || undefined });
    // The summary must be as at an earlier day, so this makes a worklist for that day.
    if (found.asAt)
      return new Worklist(this.#files, {
        ...this.#options,
        profile: this.profile,
        calendar: this.calendar,
        asAt: found.asAt,
      }).summary(options);
    return { rows: found.rows, notes: [...found.notes, 'unrounded and unsuppressed', ...this.notes] };
  }

  /**
   * Returns the changes since an older worklist of the same cases, or since an earlier day, with the fields of
   * `dueby worklist --since`.
   */
  since(older) {
    if (older instanceof Worklist) return ask('since', { worklist: this.#handle, older: older.#handle });
    return ask('since', { worklist: this.#handle, since: needText('since', older, '2026-03-06') });
  }

  /** Returns what an event that has not happened yet would change in each case, with the fields of `dueby worklist --what-if`. */
  whatIf(event, at, options = {}) {
    checkOptions('whatIf', options, { tags: OTHER });
    return ask('what_if', {
      worklist: this.#handle,
      event: needText('event', event, 'visit.made'),
      at: needText('at', at, '2026-03-27'),
      tags: listed('tags', options.tags),
    });
  }

  /** The lines as CSV, as the command writes them. */
  csv() {
    this.#checkColumns();
    // the names are needed because an object puts a key such as "2026" before all others
    const names = [...this.#fields, ...this.columns];
    const rows = [names, ...this.lines.map((line) => names.map((name) => line[name]))];
    return rows.map((row) => `${row.map(csvCell).join(',')}\n`).join('');
  }

  /** The last day that the events cover, or null if there is none. */
  get recordedTo() {
    return this.quality.find((one) => one.recorded_to)?.recorded_to ?? null;
  }

  /**
   * The worklist as an HTML page. `marking` is a protective marking for its top and for every printed sheet. With `since`, an older
   * worklist of the same cases, the page also shows what changed.
   */
  page(options = {}) {
    checkOptions('page', options, { ...MARKED, since: OTHER });
    const { since, ...rest } = options;
    if (since !== undefined && !(since instanceof Worklist)) throw new TypeError(`since: expected a worklist, found ${kindOf(since)}`);
    return say('page', {
      worklist: this.#handle,
      older: since?.#handle,
      ...rest,
      order: this.#options.order,
      everyState: this.#options.state !== undefined,
    });
  }

  /** The due dates as a calendar (iCalendar). With `detail` it says what is due; with `todo` it has tasks instead of events. */
  ics(options = {}) {
    checkOptions('ics', options, { detail: FLAG, todo: FLAG });
    return say('ics', { worklist: this.#handle, ...options, past: this.#options.state !== undefined });
  }
}

/** Works out every duty of every case in a file of events: its text or bytes, or an array of objects. */
export const worklist = (events, options = {}) => new Worklist(events, options);

/* ---- published measures ---- */

const MEASURED_BY = {
  ...WHOSE,
  year: '2025-26',
  by: 'team',
  bands: FLAG,
  suppress: FLAG,
  definitions: 'measures: ...',
};
for (const name of ['asAt', 'case', 'where', 'historyFrom', 'dates', 'midnightIsTime', 'wholeDays', 'ignoreRefs', 'recorded', 'holds', 'nulls', 'name'])
  MEASURED_BY[name] = WORKED_BY[name];

/** The published measures for a year: the result of `measures`. */
export class Measures {
  #list;
  #options;

  constructor(events, options) {
    checkOptions('measures', options, MEASURED_BY);
    const { by: group, bands, suppress, ...rest } = options;
    this.#list = new Worklist(events, { ...rest, measured: true }, { ...MEASURED_BY, measured: FLAG });
    const by = columnOf(this.#list, group ?? undefined);
    const { year } = this.#list;
    this.#options = { year, by, bands, suppress, definitions: options.definitions };
    this.year = `${year}-${String((year + 1) % 100).padStart(2, '0')}`;
    const { rows, notes } = ask('measures', this.#asked);
    this.rows = rows;
    this.notes = [...this.#list.notes.slice(0, -1), ...notes];
    this.problems = this.#list.problems;
  }

  get #asked() {
    return { ...this.#options, worklist: this.#list[HANDLE] };
  }

  /** Frees the memory of the measures. `rows` and `notes` stay. */
  close() {
    this.#list.close();
  }

  /** Lists the children, assessments or plans behind a figure, with the fields of `dueby measures --children`. */
  children(measure) {
    return ask('measure_children', { ...this.#asked, measure: needText('measure', measure, 'C2') });
  }

  /** The page of `dueby measures --format html`. If numbers are suppressed, it lists no children. */
  page(options = {}) {
    checkOptions('page', options, MARKED);
    return say('measures_page', { ...this.#asked, ...options });
  }
}

// `using` closes an object at the end of its block, where the language has it.
if (Symbol.dispose)
  for (const { prototype } of [Profile, Calendar, Query, Worklist, Measures])
    Object.defineProperty(prototype, Symbol.dispose, { value: prototype.close });

/** Takes a file of events, the files of a return, or an array of events. */
export const measures = (events, options = {}) => new Measures(events, options);
