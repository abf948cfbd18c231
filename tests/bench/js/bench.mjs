/* Compares dueby with the code that a web programmer would write with date-fns, in one run: single days, and columns.
 * script/bench-js reads the output. */
import { addBusinessDays, addDays, formatISO, isWeekend, parseISO } from 'date-fns';
import { Calendar, NONE, Query, due, isoDay, worklist } from 'dueby';
import { readFileSync } from 'node:fs';

const [rows, file] = [Number(process.argv[2] ?? 10_000_000), process.argv[3]];
const RULE = 'cp.conference.initial'; // 15 working days
const calendar = new Calendar('england-and-wales');
const holidays = new Set(calendar.holidays().map((holiday) => holiday.date));
const query = new Query(RULE);
const FIRST = 16436; // 2015-01-01
const dayAt = (i) => FIRST + ((i * 7919) % 4000);

/** Returns the shortest time of several runs, in nanoseconds per element. */
function best(count, run, times = 3) {
  let least = Infinity;
  for (let i = 0; i < times; i++) {
    const start = process.hrtime.bigint();
    run();
    least = Math.min(least, Number(process.hrtime.bigint() - start) / count);
  }
  return least;
}

/* date-fns has no bank holidays, so its users write this loop around it. */
function addWorkingDays(from, amount) {
  let day = from,
    left = amount;
  while (left) {
    day = addDays(day, 1);
    if (!isWeekend(day) && !holidays.has(formatISO(day, { representation: 'date' }))) left--;
  }
  return day;
}

/* Adds working days in a loop, without date-fns, where a day is a number. */
const closed = new Set(calendar.holidays().map((holiday) => Date.parse(holiday.date) / 86400000));
function addWorkingNumbers(from, amount) {
  let day = from,
    left = amount;
  while (left) {
    day++;
    const weekday = (day + 3) % 7;
    if (weekday < 5 && !closed.has(day)) left--;
  }
  return day;
}

const results = [];
const report = (name, ns) => results.push([name, ns]);

/* ---- one day ---- */

const SINGLE = 20000;
const texts = Array.from({ length: SINGLE }, (_, i) => isoDay(dayAt(i)));
for (const [name, run] of [
  ['one day: due(), the whole answer', (text) => due(RULE, text)],
  ['one day: query.dueDay()', (text) => query.dueDay(text)],
  ['one day: calendar.add()', (text) => calendar.add(text, '15 working days')],
  [
    'one day: date-fns addBusinessDays, no bank holidays',
    (text) => formatISO(addBusinessDays(parseISO(text), 15), { representation: 'date' }),
  ],
  [
    'one day: date-fns loop with bank holidays',
    (text) => formatISO(addWorkingDays(parseISO(text), 15), { representation: 'date' }),
  ],
])
  report(
    name,
    best(SINGLE, () => texts.forEach(run)),
  );

/* ---- a column ---- */

const days = Int32Array.from({ length: rows }, (_, i) => dayAt(i));
let found, sample;
report(
  'column of numbers: query.dueDays()',
  best(rows, () => (found = query.dueDays(days)), 3),
);
const PART = 200_000,
  part = days.subarray(0, PART),
  partTexts = Array.from(part, isoDay);
report(
  'column of texts: query.dueDays()',
  best(PART, () => query.dueDays(partTexts)),
);
report(
  'column: a loop on numbers, by hand',
  best(PART, () => (sample = part.map((day) => addWorkingNumbers(day, 15)))),
);
report(
  'column: date-fns loop with bank holidays',
  best(PART, () => partTexts.map((text) => formatISO(addWorkingDays(parseISO(text), 15), { representation: 'date' })), 1),
);
for (let i = 0; i < PART; i++)
  if (found[i] !== sample[i] || found[i] === NONE)
    throw new Error(`${isoDay(days[i])}: ${isoDay(found[i])} and ${isoDay(sample[i])}`);

const width = Math.max(...results.map(([name]) => name.length));
const base = results.find(([name]) => name.startsWith('column of numbers'))[1];
console.log(`Node ${process.version}; ${rows} rows; the answers of the loops are the same`);
console.log(`${''.padEnd(width)}  ${'ns each'.padStart(10)}  times the column of numbers`);
for (const [name, ns] of results)
  console.log(`${name.padEnd(width)}  ${ns.toFixed(1).padStart(10)}  ${(ns / base).toFixed(1).padStart(8)}`);

if (file) {
  const bytes = readFileSync(file);
  const made = () => worklist(bytes, { profile: 'barnet', asAt: '2026-10-31' });
  const ms = (run) => best(1e6, run, 5).toFixed(0);
  const times = `${ms(made)}; with its lines ${ms(() => made().lines)}; as a page ${ms(() => made().page())}`;
  console.log(`\nworklist of ${file.split('/').at(-1)}, in ms: ${times}`);
}
