/* A worklist of many cases must be the same, byte for byte, as the command's for the same file. Also tests events given as
 * objects. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Calendar, measures, worklist } from 'dueby';
import { command, path, rowsOf, text } from './files.mjs';

const EVENTS = 'examples/events.csv';
const asAt = '2026-10-31';
const asked = ['worklist', path(EVENTS), '--profile', 'barnet', '--as-at', asAt];
const found = worklist(readFileSync(path(EVENTS)), { profile: 'barnet', asAt });

function sameLines(ours, theirs) {
  const lines = ours.split('\n');
  theirs.split('\n').forEach((line, i) => assert.equal(lines[i], line, `line ${i + 1}`));
  assert.equal(ours, theirs);
}

test('the example caseload, line by line', () => sameLines(found.csv(), command(...asked, '--format', 'csv')));

test('narrowed, and in the order of the cases', () => {
  for (const [options, words] of [
    [{ order: 'case', only: ['cp.*', 'cla.visit'] }, ['--order', 'case', '--only', 'cp.*,cla.visit']],
    [{ state: ['overdue', 'due_soon'], soon: '10 working days' }, ['--state', 'overdue,due_soon', '--soon', '10 working days']],
    [{ authority: 'statute', where: { team: 'Looked After 1' } }, ['--authority', 'statute', '--where', 'team=Looked After 1']],
    [{ horizon: '2026-12-31', only: 'cla.visit' }, ['--horizon', '2026-12-31', '--only', 'cla.visit']],
    [{ case: '1440', dueBefore: '2026-11-14' }, ['--case', '1440', '--due-before', '2026-11-14']],
    [
      { historyFrom: '2026-01-01', ignoreRefs: true, wholeDays: true },
      ['--history-from', '2026-01-01', '--refs', 'ignore', '--whole-days'],
    ],
    [
      { holds: { 'visit.made': 'latest', 'cla_review.held': 'since:2025-04-01' } },
      ['--holds', 'visit.made=latest', '--holds', 'cla_review.held=since:2025-04-01'],
    ],
  ])
    sameLines(
      worklist(text(EVENTS), { profile: 'barnet', asAt, ...options }).csv(),
      command(...asked, ...words, '--format', 'csv'),
    );
});

test('fields, counts and notes', () => {
  const { rows, quality, notes } = JSON.parse(command(...asked, '--format', 'json'));
  assert.deepEqual(found.lines, rows);
  assert.deepEqual(found.notes, notes);
  const inOurWords = (text) =>
    text.replace(/--holds (\S+)=never/, 'holds: { "$1": "never" }').replace('--refs ignore', 'ignoreRefs: true');
  assert.deepEqual(
    found.quality,
    quality.map((one) => ({ ...one, text: inOurWords(one.text) })),
  );
  assert.equal(found.length, rows.length);
  for (const [state, count] of Object.entries(found.counts)) assert.equal(rows.filter((row) => row.state === state).length, count);
  assert.equal(found.cases, 128);
  assert.deepEqual(found.columns, ['team', 'worker']);
});

test('what has changed since a day, and since an older list', () => {
  const changed = JSON.parse(command(...asked, '--since', path(EVENTS), '--since-as-at', '2026-10-02', '--format', 'json')).rows;
  assert.ok(changed.length > 10);
  assert.deepEqual(found.since('2026-10-02'), changed);
  const older = worklist(text(EVENTS), { profile: 'barnet', asAt: '2026-10-02' });
  assert.deepEqual(
    found.since(older).map(({ change, key }) => [change, key]),
    changed.map(({ change, key }) => [change, key]),
  );
  assert.throws(() => found.since('yesterday'), /since: "yesterday" is not a date/);
  assert.throws(() => found.since(), /since: expected a string such as "2026-03-06"/);
});

test('an older list that was made differently', () => {
  for (const [options, difference] of [
    [{ profile: 'england' }, 'profile: england in the older list, barnet in this one'],
    [{ asAt: '2026-12-31' }, `asAt: 2026-12-31 in the older list, ${asAt} in this one, which is earlier`],
    [{ division: 'scotland' }, 'calendar: scotland in the older list, england-and-wales in this one'],
    [{ historyFrom: '2025-04-01' }, 'historyFrom: 2025-04-01 in the older list, not given in this one'],
    [{ holds: { 'visit.made': 'latest' } }, 'holds visit.made: latest in the older list, not given in this one'],
    [{ wholeDays: true }, 'wholeDays: true in the older list only'],
    [{ where: { team: 'North' } }, 'where team: 1 value in the older list, not given in this one'],
  ]) {
    const older = worklist(text(EVENTS), { profile: 'barnet', asAt, ...options });
    const message = `since: the older list was made differently: ${difference}`;
    assert.throws(() => found.since(older), { code: 'BAD_VALUE', message });
    assert.throws(() => found.page({ since: older }), { code: 'BAD_VALUE', message });
  }
});

test('what an event would do', () => {
  const words = ['--what-if', 'visit.made=2026-11-02', '--tag', 'alone'];
  const effects = JSON.parse(command(...asked, ...words, '--format', 'json')).rows;
  assert.ok(effects.some(({ effect }) => effect === 'meets'));
  assert.deepEqual(found.whatIf('visit.made', '2026-11-02', { tags: 'alone' }), effects);
  assert.throws(() => found.whatIf('visit.mad', '2026-11-02'), { code: 'UNKNOWN_NAME' });
  assert.throws(() => found.whatIf('visit.made', '2026-11-02', { tags: 'alnoe' }), { code: 'UNKNOWN_NAME' });
  assert.throws(() => found.whatIf('visit.made'), /at: expected a string such as "2026-03-27", found undefined/);
});

test('measures', () => {
  for (const [options, words] of [
    [{}, []],
    [
      { basis: 'completed', period: '2026-04-01..2026-06-30', by: 'team' },
      ['--basis', 'completed', '--period', '2026-04-01..2026-06-30', '--by', 'team'],
    ],
    [{ basis: 'at', period: ['2026-01-01', '2026-06-30'] }, ['--basis', 'at', '--period', '2026-01-01..2026-06-30']],
  ]) {
    const { rows, notes } = JSON.parse(command(...asked, '--summary', ...words, '--format', 'json'));
    const ours = found.summary(options);
    assert.deepEqual(ours.rows, rows);
    assert.deepEqual(ours.notes, notes);
  }
  assert.throws(() => found.summary({ by: 'town' }), { code: 'UNKNOWN_NAME' });
  assert.deepEqual(found.summary({ by: 'TEAM' }).rows, found.summary({ by: 'team' }).rows);
});

test('the page and the calendar, to the byte', () => {
  const file = join(process.env.DUEBY_WORK, 'due.html');
  command(...asked, '--format', 'html', '--marking', 'OFFICIAL-SENSITIVE', '--output', file);
  const page = found.page({ marking: 'OFFICIAL-SENSITIVE' }).replace('horizon: &#39;2027-01-31&#39;', '--horizon 2027-01-31'); // option names differ
  assert.ok(page === readFileSync(file, 'utf8'));
  assert.ok(found.ics({ detail: true }) === command(...asked, '--format', 'ics', '--detail'));
  assert.ok(found.ics({ todo: true }) === command(...asked, '--format', 'ics', '--todo'));
});

test('events without a file', () => {
  const events = rowsOf(EVENTS);
  sameLines(worklist(events, { profile: 'barnet', asAt }).csv(), found.csv());
  const cells = [
    { case: 1, event: 'strategy_discussion.held', at: '2026-03-27', team: '=North, "A"' },
    { case: 2, event: 'strategy_discussion.held', at: '2026-03-30', team: 'two\nlines' },
    { case: 2, event: 'icpc.held', at: '2026-04-20', tags: ['alone'] },
    { case: 3, event: 'strategy_discussion.held', at: 'Thursday' },
  ];
  const made = worklist(cells, { asAt: '2026-04-22', only: 'cp.conference.initial' });
  assert.deepEqual(made.counts, { overdue: 1, met: 1, not_computable: 1 });
  assert.deepEqual(
    made.lines.map((line) => [line.case, line.state]),
    [
      ['1', 'overdue'],
      ['3', 'not_computable'],
      ['2', 'met'],
    ],
  );
  assert.equal(made.lines[0].team, '=North, "A"');
  assert.equal(made.lines[2].team, 'two\nlines');
  assert.match(made.csv(), /"'=North, ""A"""/);
  const unread = made.problems.find((problem) => problem.severity === 'error');
  assert.deepEqual([unread.row, unread.message], [3, 'at: this value (8 characters) is not a date. Write dates like 2026-03-27']);
  assert.equal(unread.line, 0);
  // Working days after 27 March: to 2 April 4, to 10 April 8, to 17 April 13, to 22 April 16; after 30 March to 20 April 13.
  assert.deepEqual(made.lines.map((line) => line.working_days_taken), [16, null, 13]);
  assert.equal(made.badRows, 1);
  assert.equal(made.lines[1].reason, '1 row for this case could not be used (row 3)'); // the index in `cells`
  const { rows, lines, text: said } = made.quality.find((one) => one.code === 'bad_rows');
  assert.deepEqual([rows, lines, said.slice(0, 32)], [[3], [], '1 row could not be used (row 3):']);
  assert.equal(made.texts(1).reason, '1 row for this case could not be used (row 3)');
  const wrong = worklist([{ case: 1, event: 'birth', at: '27/03/2026' }, { case: 1, event: 'Jane', at: '2026-03-27' }], { asAt });
  assert.deepEqual(
    wrong.problems.slice(0, 2).map((problem) => problem.message),
    [
      'at: "27/03/2026" is written day first: use dates: \'dmy\'',
      'event: dueby does not know this value (4 characters): see Profile.events',
    ],
  );
  assert.throws(
    () => worklist([{ case: '1', event: 'birth', at: new Date() }], { asAt }),
    /events\[0\]\.at: expected a string or a number, found a Date/,
  );
});

test('what the records hold', () => {
  const events = [
    { case: '1', event: 'birth', at: '2015-02-03' },
    { case: '1', event: 'cp_plan.started', at: '2026-01-05' },
  ];
  const alone = worklist(events, { profile: 'barnet', asAt: '2026-06-01', only: 'cp.visit' });
  assert.ok(alone.lines.every((line) => line.state === 'not_computable'));
  const all = worklist(events, { profile: 'barnet', asAt: '2026-06-01', only: 'cp.visit', recorded: 'all' });
  assert.ok(all.lines.every((line) => line.state === 'overdue'));
  const some = worklist(events, {
    profile: 'barnet',
    asAt: '2026-06-01',
    only: 'cp.visit',
    recorded: ['birth', 'cp_plan.started', 'visit.made'],
  });
  assert.deepEqual(some.lines, all.lines);
});

const specimen = (name) => ({ name, bytes: readFileSync(path(`tests/returns/${name}`)) });

test('returns', () => {
  const census = specimen('cin/census_2026.xml');
  const one = worklist(census.bytes, { name: 'census_2026.xml' }); // a census must be listed as at its reference date
  sameLines(one.csv(), command('worklist', path('tests/returns/cin/census_2026.xml'), '--format', 'csv'));
  assert.equal(one.asAt, '2026-03-31');
  assert.equal(one.notes[0], 'Read as children in need census (cin): 1 file. Checked at its reference date, Tuesday 31 March 2026');
  assert.ok(one.problems.some(({ line, message }) => line === 699 && message.includes('"2025-13-01" is not a date')));
  const years = ['cin/census_2025.xml', 'cin/census_2026.xml'];
  sameLines(
    worklist(years.map(specimen)).csv(),
    command('worklist', ...years.map((year) => path(`tests/returns/${year}`)), '--format', 'csv'),
  );
  const set = 'header episodes reviews missing ad1 placed_for_adoption uasc oc2 oc3 previous_permanence'
    .split(' ')
    .map((table) => `ssda903/${table}.csv`);
  sameLines(
    worklist(set.map(specimen), { asAt: '2026-03-31' }).csv(),
    command('worklist', ...set.map((table) => path(`tests/returns/${table}`)), '--as-at', '2026-03-31', '--format', 'csv'),
  );
  assert.throws(() => worklist(set.map(specimen)), /^DuebyError: asAt: give the day to check/);
  assert.throws(
    () => worklist([census, { name: 'due.csv', bytes: 'name,date\n' }]),
    (error) => error.code === 'BAD_FILE' && /^due\.csv: dueby does not recognise this file/.test(error.message),
  );
  assert.throws(() => worklist('<Message><Header></Message>', { asAt, name: 'cin.xml' }), /^DuebyError: cin\.xml:1: not valid XML/);
  assert.throws(() => worklist([{ name: 'cin.xml', bytes: census.bytes }, { name: 'b' }]), /files\[1\]\.bytes: expected a string or bytes/);
});

test('files that cannot be read', () => {
  for (const [code, message, ask] of [
    ['BAD_FILE', /^due\.csv:1: /, () => worklist('name,date\n', { asAt, name: 'due.csv' })],
    ['BAD_FILE', /^events: .*workbook/, () => worklist(Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0), { asAt })],
    ['UNKNOWN_NAME', /no extra column called "town"/, () => worklist(text(EVENTS), { asAt, where: { town: 'X' } })],
    [
      'UNKNOWN_NAME',
      /only: unknown duty "cp.visti": did you mean "cp.visit"\?/,
      () => worklist(text(EVENTS), { asAt, profile: 'barnet', only: 'cp.visti' }),
    ],
    ['UNKNOWN_NAME', /holds: unknown event "visit.mad": did you mean "visit.made"/, () => worklist(text(EVENTS), { asAt, holds: { 'visit.mad': 'all' } })],
    ['BAD_VALUE', /^holds: "now"/, () => worklist(text(EVENTS), { asAt, holds: { 'visit.made': 'now' } })],
    ['BAD_VALUE', /^dates: "mdy"/, () => worklist(text(EVENTS), { asAt, dates: 'mdy' })],
    ['OUTSIDE_COVERAGE', /^the calendar only covers/, () => worklist(text(EVENTS), { asAt: '2150-01-01' })],
  ])
    assert.throws(ask, (error) => error.code === code && message.test(error.message), String(message));
  assert.throws(() => worklist(text(EVENTS)), /asAt: give the day to check, for example asAt: '2026-03-31'/);
  assert.throws(() => worklist(text(EVENTS), { asAt, as_at: asAt }), /unknown option "as_at"/);
  assert.throws(() => worklist('events.csv', { asAt }), { name: 'TypeError', message: /^events: "events\.csv" looks like a path: give the text/ });
});

test('answers do not depend on what was asked before', () => {
  const again = worklist(readFileSync(path(EVENTS)), { profile: 'barnet', asAt });
  assert.ok(again.csv() === found.csv() && again.page() === found.page());
});

test('events and cases of the wrong kind', () => {
  const good = { case: 1, event: 'strategy_discussion.held', at: '2026-03-27' };
  for (const [wrong, kind] of [
    [null, 'null'],
    [undefined, 'undefined'],
    [5, 'the number 5'],
    ['1', 'a string'],
    [['1', 'birth'], 'an Array'],
    [new Map([['case', 1]]), 'a Map'],
  ]) {
    const message = { name: 'TypeError', message: `events[1]: expected an object such as { case, event, at }, found ${kind}` };
    assert.throws(() => worklist([good, wrong], { asAt }), message);
    assert.throws(() => worklist([wrong], { asAt }), { ...message, message: message.message.replace('[1]', '[0]') });
  }
  const holed = [good, good];
  delete holed[0];
  assert.throws(() => worklist(holed, { asAt }), { message: /^events\[0\]: expected an object .*, found undefined$/ });
  const { case: left, ...unnamed } = good;
  assert.throws(() => worklist([unnamed], { asAt }), { name: 'DuebyError', message: /none called case/ });
  const options = { asAt, only: 'cp.conference.initial' };
  const all = worklist([good, { ...good, case: 2 }, { ...good, case: 3 }], options);
  assert.equal(worklist([good, { ...good, case: 2 }], { ...options, case: null, where: null }).length, 2);
  assert.equal(worklist([good, { ...good, case: 2 }], { ...options, case: [1, '2'] }).length, 2);
  assert.equal(worklist([good, { ...good, case: 2 }], { ...options, case: 2 }).length, 1);
  for (const index of ['0', 0.5, NaN, undefined, null]) assert.throws(() => all.texts(index), { name: 'TypeError', message: /^index: / });
  assert.throws(() => all.texts(3), { code: 'BAD_VALUE' });
});

test('a filter without a value is refused, not taken for all', () => {
  const good = { case: 1, event: 'strategy_discussion.held', at: '2026-03-27', team: 'North' };
  for (const [options, name] of [
    [{ case: [] }, 'case'],
    [{ where: { team: [] } }, 'where.team'],
    [{ where: { team: null } }, 'where.team'],
    [{ where: { team: undefined } }, 'where.team'],
    [{ only: [] }, 'only'],
    [{ state: [] }, 'state'],
    [{ authority: [] }, 'authority'],
    [{ subject: [] }, 'subject'],
  ])
    assert.throws(() => worklist([good], { asAt, ...options }), { name: 'TypeError', message: `${name}: expected one or more values, found none` });
  assert.throws(() => measures([good], { year: '2025-26', where: { team: [] } }), { message: /^where\.team: expected one or more/ });
  assert.ok(worklist([good], { asAt, subject: 'authority' }));
});

test('text that UTF-8 cannot hold is refused, so that two names do not become one', () => {
  const good = { case: 'A', event: 'strategy_discussion.held', at: '2026-03-27' };
  const message = (place) => ({
    code: 'BAD_VALUE',
    status: 3,
    message: `${place}: a string contains a null character or an unpaired surrogate: remove it`,
  });
  assert.throws(() => worklist([good, { ...good, case: 'A\ud83d' }], { asAt }), message('events[1].case'));
  assert.throws(() => worklist([{ ...good, tags: ['\ude00'] }], { asAt }), message('events[0].tags'));
  assert.throws(() => worklist([{ ...good, 'x\ud83d': 1 }], { asAt }), message('events: the name of a column'));
  const file = 'case,event,at\nA\ud83d,strategy_discussion.held,2026-03-27\n';
  assert.throws(() => worklist(file, { asAt }), message('events'));
  assert.throws(() => worklist([{ name: 'a.csv', bytes: '' }, { name: 'b.csv', bytes: file }], { asAt }), message('files[1].bytes'));
  assert.equal(worklist([{ ...good, case: '\u{1f600}' }], { asAt, only: 'cp.conference.initial' }).lines[0].case, '\u{1f600}');
});

test('numbers in events', () => {
  const good = { case: 7, event: 'strategy_discussion.held', at: '2026-03-27' };
  const options = { asAt, only: 'cp.conference.initial' };
  const cases = (events) => worklist(events, options).lines.map((line) => line.case).sort();
  assert.deepEqual(cases([good, { ...good, case: '007' }, { ...good, case: '7.0' }]), ['007', '7', '7.0']);
  assert.deepEqual(cases([{ ...good, case: Number.MAX_SAFE_INTEGER }, { ...good, case: 12345678901234567890n }]), ['12345678901234567890', '9007199254740991']);
  for (const column of ['case', 'ref', 'team']) {
    for (const value of [NaN, Infinity])
      assert.throws(() => worklist([{ ...good, [column]: value }], options), { name: 'TypeError', message: `events[0].${column}: expected a string or a number, found ${value}` });
    // these two are the same number in JavaScript
    for (const value of [12345678901234567890, 12345678901234567891])
      assert.throws(() => worklist([{ ...good, [column]: value }], options), { name: 'TypeError', message: /too large to keep all its digits$/ });
  }
  assert.throws(() => worklist([good], { ...options, case: 1e17 }), { name: 'TypeError', message: /^case: .* too large/ });
  for (const tags of [[null], [['x']], [3], [undefined], [,'void']])
    assert.throws(() => worklist([{ ...good, tags }], options), { name: 'TypeError', message: /^events\[0\]\.tags: expected strings, found / });
});

test('a worklist keeps what it was made from', () => {
  const bytes = readFileSync(path(EVENTS)),
    list = worklist(bytes, { profile: 'barnet', asAt }),
    earlier = { basis: 'at', period: '2026-03-01..2026-06-30' },
    before = list.summary(earlier).rows;
  bytes.fill(0);
  assert.deepEqual(list.summary(earlier).rows, before);
});

const PLAN = { case: 1, event: 'cp_plan.started', at: '2026-03-27' };
const plans = (options, more) => worklist([{ ...PLAN, ...more }], { asAt: '2026-04-22', only: 'cp.core_group', ...options });

test('a column with the name of a field is refused', () => {
  const rename = (name) => ({ code: 'BAD_VALUE', message: `rename the column "${name}": dueby uses this name in its answer` });
  for (const name of ['rule', 'due', 'governed_by']) {
    assert.throws(() => plans({}, { [name]: 'x' }), rename(name));
    const inForm = plans({ inForm: true }, { [name]: 'x' }); // the page shows no columns
    assert.ok(inForm.page().includes('core group'));
    assert.throws(() => inForm.csv(), rename(name));
  }
  assert.throws(() => plans({}, { change: 'x' }).since('2026-04-01'), rename('change'));
  assert.throws(() => plans({}, { effect: 'x' }).whatIf('cp_plan.ended', '2026-04-22'), rename('effect'));
});

// In a JavaScript object, the key "2026" comes before all others.
test('a column whose name is a number stays in its place', () => {
  const [header, line] = plans({}, { 2026: 'x', team: 'North' }).csv().split('\n');
  assert.ok(header.endsWith(',governed_by,2026,team'), header);
  assert.ok(line.startsWith('1,,cp.core_group,') && line.endsWith(',england:cp.core_group,x,North'), line);
});

test('options that mean nothing are refused', () => {
  for (const name of ['midnightIsTime', 'wholeDays', 'ignoreRefs', 'inForm'])
    assert.throws(() => plans({ [name]: 'false' }), { name: 'TypeError', message: `${name}: expected true or false, found a string` });
  for (const where of ['team=North', ['team', 'North'], new Map([['team', 'North']]), 5])
    assert.throws(() => plans({ where }, { team: 'North' }), { name: 'TypeError', message: /^where: expected an object, found / });
  assert.throws(() => plans({ holds: 5 }), { name: 'TypeError', message: 'holds: expected an object, found the number 5' });
  assert.throws(() => plans({ name: 5 }), { name: 'TypeError', message: /^name: expected a string/ });
  assert.throws(() => plans({ calendar: new Calendar('scotland'), division: 'scotland' }), { name: 'TypeError', message: /not both/ });
  assert.throws(() => plans({ case: 7 }), { code: 'UNKNOWN_NAME', message: 'case: this case is not in your file' });
  assert.throws(() => plans({ horizon: '2026-04-21' }), { code: 'BAD_VALUE', message: 'horizon: this is before asAt' });
  assert.throws(() => plans({ historyFrom: '2062-03-01' }), { code: 'BAD_VALUE', message: 'historyFrom: this is after asAt' });
  assert.throws(() => plans({ holds: { 'visit.made': 'since:2062-03-01' } }), { code: 'BAD_VALUE', message: 'holds: this is after asAt' });
  for (const period of [5, {}, '2026-01-01..2026-02-01..2026-03-01'])
    assert.throws(() => plans().summary({ period }), { name: 'TypeError', message: /^period: expected a string such as / });
  assert.equal(plans().summary({ by: null }).rows.length, plans().summary().rows.length);
  assert.equal(plans({ where: { team: 3 } }, { team: 3 }).length, plans().length);
});

test('days that the calendar does not cover are refused', () => {
  const covers = { code: 'OUTSIDE_COVERAGE', message: 'the calendar only covers 1971-01-01 to 2100-12-31' };
  for (const day of ['2101-01-01', '1970-12-31']) {
    assert.throws(() => plans({ asAt: day }), covers);
    assert.throws(() => plans().since(day), covers);
    assert.throws(() => plans().whatIf('cp_plan.ended', day), covers);
  }
  assert.throws(() => plans({ horizon: '2101-01-01' }), covers);
});
