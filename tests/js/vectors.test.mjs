/* Runs the test cases of tests/vectors and tests/rules/vectors.csv, which the C tests run too. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Calendar, Profile, Query, dayOf, isoDay, worklist } from 'dueby';
import { path, rowsOf } from './files.mjs';
import { readFileSync } from 'node:fs';

const COUNTING = { A: 'excluded', B: 'rolled', I: 'included', strict_next: 'excluded' };
const ROLL = { next: 'next', prev: 'previous' };
const INCLUDE = { inc_inc: 'both', inc_exc: 'start', exc_inc: 'end' };
const DIVISIONS = { 'govuk-eaw': 'england-and-wales', 'govuk-sct': 'scotland', 'govuk-ni': 'northern-ireland', none: 'none' };
const calendars = new Map();

function baseCalendar(name) {
  if (name in DIVISIONS) return new Calendar(DIVISIONS[name]);
  if (name === 'govuk-common') {
    const [first, ...others] = Object.values(DIVISIONS)
      .slice(0, 3)
      .map((division) => new Set(new Calendar(division).holidays().map((holiday) => holiday.date)));
    return new Calendar('none').withAdded([...first].filter((day) => others.every((days) => days.has(day))));
  }
  const days = rowsOf('tests/vectors/calendars.csv')
    .filter((row) => row.calendar === name)
    .map((row) => row.date);
  assert.ok(days.length, `no calendar ${name}`);
  return new Calendar('none').withAdded([...new Set(days)].sort());
}

function calendarOf(row) {
  const key = `${row.calendar || 'none'} ${row.weekend}`;
  const weekend = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].filter((day) => row.weekend.includes(day));
  if (!calendars.has(key)) calendars.set(key, baseCalendar(row.calendar || 'none').withWeekend(weekend));
  return calendars.get(key);
}

class Job {
  constructor(row) {
    this.row = row;
    this.calendar = calendarOf(row);
    const day = this.calendar.add(row.start, '0 days');
    this.start = /^\d\d:\d\d$/.test(row.cutoff) ? this.calendar.add(row.start, '0 days', { cutoff: row.cutoff }) : day;
    this.past = this.start !== day;
    this.end = row.end;
    this.n = Number(row.n);
    this.roll = ROLL[row.roll] ?? 'none';
  }

  lay(unit, { counting, roll = this.roll, n = this.n, start = this.start, calendar = this.calendar } = {}) {
    const counted = counting ?? (this.row.roll === 'start-next' ? 'rolled' : (COUNTING[this.row.count_rule] ?? 'excluded'));
    return calendar.add(start, `${n} ${unit}`, { counting: counted, roll });
  }

  count() {
    return this.calendar.between(this.start, this.end, { include: INCLUDE[this.row.count_rule] });
  }

  holidays() {
    return this.calendar.holidays().map((holiday) => holiday.date);
  }
}

function countWithExtra(job) {
  const include = INCLUDE[job.row.count_rule];
  let count = job.count();
  for (const day of new Set(job.row.note.match(/\d{4}-\d\d-\d\d/g))) {
    const after = include === 'end' ? day > job.start : day >= job.start;
    const before = include === 'start' ? day < job.end : day <= job.end;
    if (!job.calendar.isWorkingDay(day) && after && before) count++;
  }
  return count;
}

function endOfMonthAfter(job) {
  const next = new Calendar('none').add(`${job.start.slice(0, 7)}-01`, '2 months');
  return job.lay('days', { counting: 'excluded', start: isoDay(dayOf(next) - 1) });
}

function skipping(job) {
  const start = job.lay('working days', { counting: 'rolled', roll: 'none', n: 1 });
  return job.lay('working days', { counting: 'excluded', roll: 'none', start, calendar: job.calendar.withWeekend([]) });
}

function yearsBetween(job) {
  let years = 0;
  while (job.lay('years', { counting: 'excluded', roll: 'none', n: years + 1 }) <= job.end) years++;
  return years;
}

function yearWithinRange(job) {
  const last = Number(job.start.slice(0, 4)) + (Number(job.start.slice(5, 7)) >= Number(job.row.cutoff) ? 1 : 0);
  return last - job.n <= Number(job.end) && Number(job.end) <= last;
}

const UNITS = { working_day: 'working days', day: 'days' };
const OPERATIONS = {
  add_working_days: (job) => job.lay('working days'),
  add_calendar_days: (job) => job.lay('days'),
  add_months: (job) => job.lay('months'),
  add_months_from_utc_instant: (job) => job.lay('months'),
  count_working_days: (job) => Math.max(0, job.count()),
  count_working_days_signed: (job) => job.count(),
  count_working_days_with_extra_working_dates: countWithExtra,
  count_calendar_days: (job) => dayOf(job.end) - dayOf(job.start) + (job.row.count_rule === 'inc_inc' ? 1 : 0),
  is_working_day: (job) => job.calendar.isWorkingDay(job.start),
  is_bank_holiday: (job) => job.holidays().includes(job.start),
  next_holiday: (job) => job.holidays().find((day) => day > job.start),
  prev_holiday: (job) => job.holidays().findLast((day) => day < job.start),
  roll_next: (job) => job.lay('working days', { counting: 'excluded', roll: 'next', n: 0 }),
  roll_prev: (job) => job.lay('working days', { counting: 'excluded', roll: 'previous', n: 0 }),
  next_wd: (job) => job.lay('working days', { counting: 'excluded', roll: 'none', n: 1 }),
  prev_wd: (job) => job.lay('working days', { counting: 'excluded', roll: 'none', n: -1 }),
  print_day_from_utc_instant: (job) => job.lay('working days', { counting: 'excluded', roll: 'none', n: 1 }),
  roll_start_then_add_calendar_days: (job) => job.lay('days', { counting: 'rolled', roll: 'none' }),
  cutoff_roll_start_then_add_calendar_days: (job) => job.lay('days', { counting: job.past ? 'rolled' : 'excluded' }),
  end_of_month_after_plus_days: endOfMonthAfter,
  one_working_day_B_then_add_calendar_days: (job) =>
    job.lay('days', { counting: 'excluded', start: job.lay('working days', { counting: 'rolled', roll: 'none', n: 1 }) }),
  one_working_day_B_then_add_calendar_days_skipping_bank_holidays: skipping,
  within_calendar_days: (job) => job.end <= job.lay('days', { counting: 'excluded' }),
  is_overdue: (job) => job.end > job.lay(UNITS[job.row.unit]),
  years_between: yearsBetween,
  year_within_range: yearWithinRange,
};

for (const name of ['alaveteli_foi', 'moj_correspondence', 'operations', 'smart_answers'])
  test(`operations: ${name}`, () => {
    const rows = rowsOf(`tests/vectors/${name}.csv`);
    assert.ok(rows.length > 15);
    for (const row of rows) assert.equal(String(OPERATIONS[row.op](new Job(row))), row.expected, row.id);
  });

test('our own due dates, one by one and as columns', () => {
  const rows = rowsOf('tests/vectors/working_days.csv');
  assert.ok(rows.length > 50);
  for (const row of rows) {
    const calendar = new Calendar(row.division),
      how = { counting: row.counting, roll: row.roll };
    assert.equal(calendar.add(row.from, row.span, how), row.due, row.id);
    assert.deepEqual(calendar.addDays([row.from, null], row.span, how), [row.due, null], row.id);
    assert.equal(isoDay(calendar.addDays(Int32Array.of(dayOf(row.from)), row.span, how)[0]), row.due, row.id);
  }
});

test('the official list', () => {
  const rows = rowsOf('tests/vectors/govuk_bank_holidays.csv');
  assert.ok(rows.length > 400);
  const made = new Map();
  const known = (division, knownOn) => {
    const key = `${division} ${knownOn}`;
    if (!made.has(key))
      made.set(key, new Map(new Calendar(division, { knownOn }).holidays().map((holiday) => [holiday.date, holiday])));
    return made.get(key);
  };
  for (const row of rows) {
    const held = known(row.division).get(row.date),
      seen = row.first_seen.slice(0, 10);
    if (row.status === 'current') {
      assert.equal(held?.known_from, seen, JSON.stringify(row));
    } else {
      assert.equal(held, undefined);
      assert.ok(known(row.division, seen).has(row.date) || row.last_seen.slice(0, 10) === seen, JSON.stringify(row));
    }
  }
});

/* ---- every rule ---- */

const WHY = { 4: 'outside coverage', 6: 'not in force', 7: 'no time', 8: 'not stated', 9: 'needs', 13: 'does not apply' };
// The vectors use the bank holidays as known on that day.
const calendar = new Calendar('england-and-wales', { knownOn: '2026-08-21' });

/** Returns whether an address means exactly one rule. Only then does a query, like a vector, use that rule alone. */
function isAlone(profile, address) {
  const [whole, at] = [new Set(profile.rules.map((rule) => rule.address)), address];
  return (
    whole.has(at) &&
    profile.rules.filter((rule) => rule.address === at || rule.address.startsWith(`${at}/`)).every((rule) => rule.address === at)
  );
}

function answerOf(query, row) {
  const known = { tags: row.tags ? row.tags.split(';') : [] };
  for (const name of ['agreed', 'born', 'since']) if (row[name]) known[name] = row[name];
  try {
    const answer = query.due(row.trigger_at, known);
    return { due: answer.due, opens: answer.opens ?? '', known };
  } catch (error) {
    if (!(error.status in WHY)) throw error;
    return { due: WHY[error.status], opens: '' };
  }
}

test('every rule, one by one and as columns', () => {
  const queries = new Map();
  let replayed = 0,
    inColumns = 0;
  for (const row of rowsOf('tests/rules/vectors.csv')) {
    const profile = Profile.load(row.profile),
      key = `${row.profile} ${row.address}`;
    if (!isAlone(profile, row.address)) continue;
    if (!queries.has(key)) queries.set(key, new Query(row.address, { profile, calendar }));
    const query = queries.get(key),
      answer = answerOf(query, row);
    assert.deepEqual([answer.due, answer.opens], [row.due, row.opens], JSON.stringify(row));
    if (row.met) assert.equal(query.check(row.trigger_at, { ...answer.known, met: row.met }).state, row.state, JSON.stringify(row));
    replayed++;
    if (['tags', 'born', 'since', 'agreed'].some((name) => row[name]) || row.trigger_at.length > 10) continue;
    const expected = /^(19|20|21)/.test(row.due) ? row.due : null;
    assert.deepEqual(query.dueDays([row.trigger_at]), [expected], JSON.stringify(row));
    if (expected) assert.equal(query.dueDay(row.trigger_at), expected);
    else assert.throws(() => query.dueDay(row.trigger_at), { name: 'DuebyError' });
    inColumns++;
  }
  assert.ok(replayed > 1000 && inColumns > 700, `${replayed} and ${inColumns}`);
});

/* ---- whole cases ---- */

const SHORT = { '--history-from': 'historyFrom', '--soon': 'soon', '--recorded-to': 'recordedTo' };
const COMPARED = [
  'case',
  'ref',
  'rule',
  'occurrence',
  'trigger',
  'triggered_at',
  'opens',
  'due',
  'due_by_law',
  'met_at',
  'state',
  'governed_by',
  'days_left',
  'working_days_left',
  'working_days_taken',
];

function optionsOf(words) {
  const options = {};
  for (let i = 0; i < words.length; i++) {
    if (words[i] === '--whole-days') options.wholeDays = true;
    else if (words[i] === '--holds') (options.holds ??= []).push(words[++i].split(/=(.*)/s).slice(0, 2));
    else if (words[i] === '--refs') options.ignoreRefs = words[++i] === 'ignore';
    else if (words[i] in SHORT) options[SHORT[words[i]]] = words[++i];
    else throw new Error(`the story has the option ${words[i]}`);
  }
  return options;
}

test('stories', () => {
  const stories = rowsOf('tests/vectors/stories/stories.csv');
  assert.ok(stories.length > 40);
  for (const story of stories) {
    const found = worklist(readFileSync(path(`tests/vectors/stories/${story.name}.csv`)), {
      profile: story.profile,
      asAt: story.as_at,
      only: story.only.split(','),
      order: 'case',
      ...optionsOf(story.options.split(' ').filter(Boolean)),
    }).lines;
    const expected = rowsOf(`tests/vectors/stories/${story.name}.expected.csv`);
    assert.equal(found.length, expected.length, story.name);
    expected.forEach((row, i) => {
      for (const column of COMPARED)
        assert.equal(String(found[i][column] ?? ''), row[column], `${story.name}, line ${i + 2}: ${column}`);
      assert.ok((found[i].reason ?? '').includes(row.reason_has), `${story.name}, line ${i + 2}: reason`);
    });
  }
});
