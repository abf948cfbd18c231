/* Tests answers about one case: dates worked out by hand (docs/python.md and tests/vectors/ show how each day was counted), and
 * each kind of error. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as dueby from 'dueby';
import { command, rowsOf, text } from './files.mjs';

const { Calendar, NONE, Profile, Query, check, dayOf, due, dueDays, explain, isoDay, measures, profiles, series, steps, summary, versions,
  worklist } =
  dueby;

test('due', () => {
  const answer = due('cp.conference.initial', '2026-03-27');
  assert.equal(answer.due, '2026-04-21');
  assert.equal(answer.governed_by, 'england:cp.conference.initial');
  assert.equal(answer.certainty, 'confirmed');
  assert.deepEqual(answer.notes, []);
  assert.equal(due('cp.conference.initial', '2026-03-27', { division: 'scotland' }).due, '2026-04-20');
  assert.equal(due('barnet:cla.visit', '2026-03-27', { profile: 'barnet' }).due, '2026-04-07');
  assert.equal(due('cla.visit', '2026-03-27', { profile: Profile.load('barnet') }).governed_by, 'england:cla.visit');
});

test('hours need a time of day; UK time', () => {
  assert.equal(due('missing.return_interview', '2026-03-27T14:30').due, '2026-03-30T15:30:00+01:00');
  assert.equal(due('missing.return_interview', '2026-03-27T14:30:00Z').due, '2026-03-30T15:30:00+01:00');
  assert.equal(due('missing.return_interview', '2026-03-27', { wholeDays: true }).due, '2026-03-30');
});

test('the answers are those of the command, field by field', () => {
  const { notes, ...answer } = due('cla.visit', '2026-03-27', { profile: 'barnet' });
  assert.deepEqual(
    answer,
    JSON.parse(command('due', 'cla.visit', '2026-03-27', '--profile', 'barnet', '--format', 'json')).rows[0],
  );
  const {
    notes: said,
    words,
    ...checked
  } = check('cla.visit', '2026-03-27', { profile: 'barnet', met: '2026-04-09', soon: '3 working days' });
  const row = JSON.parse(
    command(
      'check',
      'cla.visit',
      '2026-03-27',
      '--profile',
      'barnet',
      '--met',
      '2026-04-09',
      '--soon',
      '3 working days',
      '--format',
      'json',
    ),
  ).rows[0];
  assert.deepEqual(checked, row);
  assert.equal(words, 'Done late');
  assert.ok(Array.isArray(notes) && Array.isArray(said));
  assert.deepEqual(
    steps('cp.conference.initial', '2026-03-27'),
    JSON.parse(command('explain', 'cp.conference.initial', '2026-03-27', '--format', 'json')).rows,
  );
  // Only the command has the option --all, so the package must not mention it.
  const explained = command('explain', 'cp.conference.initial', '2026-03-27').replace(': --all shows it\n', '\n');
  assert.equal(`${explain('cp.conference.initial', '2026-03-27')}\n`, explained);
  assert.equal(`${summary('cp.conference.initial', '2026-03-27')}\n`, command('due', 'cp.conference.initial', '2026-03-27'));
  const rules = JSON.parse(command('rules', '--profile', 'swindon', '--history', '--format', 'json')).rows;
  const ours = Profile.load('swindon').rules.map((rule) => ({
    ...rule,
    computes: Number(rule.computes),
    recurs: Number(rule.recurs),
    alternative: Number(rule.alternative),
  }));
  assert.deepEqual(ours, rules);
  const holidays = JSON.parse(command('holidays', '2026', '--division', 'scotland', '--format', 'json')).rows;
  assert.deepEqual(new Calendar('scotland').holidays(2026), holidays);
});

test('check', () => {
  assert.equal(check('assessment.single', '2025-12-19', { met: '2026-02-25' }).state, 'met');
  assert.equal(check('assessment.single', '2025-12-19', { met: '2026-02-26' }).state, 'met_late');
  assert.equal(check('assessment.single', '2025-12-19', { asAt: '2026-03-02' }).words, 'Overdue by 3 working days');
  assert.equal(check('cp.conference.initial', '2026-03-27', { asAt: '2026-04-20' }).state, 'due_soon');
  assert.throws(() => check('assessment.single', '2025-12-19'), { code: 'BAD_VALUE', message: /give met: WHEN, ended: WHEN or asAt: WHEN/ });
  assert.throws(() => check('assessment.single', '2025-12-19', { met: '2025-12-18' }), {
    code: 'BAD_VALUE',
    message: /on or after 2025-12-19/,
  });
});

test('series: each as if those before were met on their due days', () => {
  const visits = series('cla.visit', '2026-01-05', 3);
  assert.deepEqual(
    visits.map((visit) => visit.occurrence),
    [1, 2, 3],
  );
  assert.deepEqual(
    visits.map((visit) => visit.due),
    JSON.parse(command('due', 'cla.visit', '2026-01-05', '--occurrences', '3', '--format', 'json')).rows.map((row) => row.due),
  );
  assert.equal(due('cla.visit', '2026-01-05', { last: ['2026-01-08'] }).occurrence, 2);
});

test('only strings are days, and only true and false are flags', () => {
  const day = new Date('2026-03-27T23:30:00Z');
  const calendar = new Calendar('england-and-wales');
  const query = new Query('assessment.single');
  const events = [{ case: '1', event: 'referral.received', at: '2026-03-02' }];
  for (const name of ['met', 'ended', 'asAt', 'born', 'since', 'soon', 'trigger', 'agreed', 'cutoff'])
    for (const value of [day, 20260327, true])
      assert.throws(() => check('assessment.single', '2026-03-02', { [name]: value }), {
        name: 'TypeError',
        message: new RegExp(`^${name}: expected a string such as .*, found (a Date|the number 20260327|true)$`),
      });
  for (const name of ['asAt', 'dueBefore', 'horizon', 'historyFrom', 'recordedTo', 'soon'])
    assert.throws(() => worklist(events, { asAt: '2026-04-22', [name]: day }), { name: 'TypeError', message: new RegExp(`^${name}: `) });
  for (const ask of [
    () => new Calendar('scotland', { knownOn: day }),
    () => calendar.holidays(day),
    () => worklist(events, { asAt: '2026-04-22' }).summary({ period: [day, day] }),
  ])
    assert.throws(ask, TypeError);
  for (const flag of ['no', 1, 0, 'true'])
    for (const ask of [
      () => query.due('2026-03-02', { wholeDays: flag }),
      () => check('assessment.single', '2026-03-02', { met: '2026-03-04', wholeDays: flag }),
      () => dueDays('assessment.single', ['2026-03-02'], { wholeDays: flag }),
      () => dueDays('assessment.single', ['2026-03-02'], { details: flag }),
      () => measures(events, { year: '2025-26', bands: flag }),
      () => measures(events, { year: '2025-26', suppress: flag }),
    ])
      assert.throws(ask, { name: 'TypeError', message: /^\w+: expected true or false, found / });
  assert.equal(query.due('2026-03-02', { wholeDays: null, born: null }).due, '2026-05-07');
});

test('days out of range, and long names', () => {
  for (const day of ['1899-12-31', '9999-12-31'])
    assert.throws(() => due('cla.visit', day), { code: 'BAD_VALUE', message: `when: "${day}": expected a day from 1900 to 2199` });
  assert.throws(() => due('a'.repeat(100000), '2026-03-02'), { code: 'UNKNOWN_NAME', message: /^unknown rule "a{80}\.\.\."/ });
  assert.throws(() => Calendar.fromDays([], 'scotland'), { code: 'BAD_VALUE', message: 'days: expected one or more days, found none' });
});

test('what is closed frees its memory, and says that it is closed', () => {
  const base = new Calendar('england-and-wales');
  const bytes = () => process.memoryUsage().external;
  const use = (i) => {
    const calendar = base.withClosures([isoDay(dayOf('2026-01-01') + (i % 300))]);
    assert.equal(due('cla.visit', '2026-03-27', { calendar }).due, '2026-04-03');
    calendar.close();
  };
  for (let i = 0; i < 50; i++) use(i);
  const before = bytes();
  for (let i = 0; i < 200; i++) use(i); // 200 calendars take more than 80 MB
  assert.ok(bytes() - before < 20e6, `${bytes() - before} bytes`);

  const calendar = base.withWeekend(['sun']);
  const query = new Query('cla.visit', { calendar });
  const list = worklist([{ case: '1', event: 'placement.started', at: '2026-03-27' }], { asAt: '2026-04-22', calendar });
  calendar.close();
  calendar.close();
  assert.equal(query.due('2026-03-27').due, '2026-04-03');
  assert.ok(list.page().length > 10000);
  for (const ask of [() => calendar.isWorkingDay('2026-03-27'), () => due('cla.visit', '2026-03-27', { calendar })])
    assert.throws(ask, { name: 'TypeError', message: 'the calendar is closed' });
  query.close();
  list.close();
  assert.throws(() => query.due('2026-03-27'), { message: 'the query is closed' });
  assert.throws(() => list.lines, { message: 'the worklist is closed' });
  const figures = measures([{ case: '1', event: 'referral.received', at: '2026-03-02' }], { year: '2025-26' });
  figures.close();
  assert.throws(() => figures.page(), { message: 'the worklist is closed' });
  Profile.load('england').close(); // is shared
  assert.equal(due('cla.visit', '2026-03-27').due, '2026-04-03');
  if (Symbol.dispose) assert.equal(typeof calendar[Symbol.dispose], 'function');
});

test('calendars', () => {
  const calendar = new Calendar('england-and-wales');
  assert.equal(calendar.add('2026-03-27', '15 working days'), '2026-04-21');
  assert.equal(calendar.add('2026-03-27T14:30', '72 hours'), '2026-03-30T15:30:00+01:00');
  assert.equal(calendar.between('2026-03-27', '2026-04-21'), 15);
  assert.deepEqual([...calendar.countDays(['2026-03-27', null], ['2026-04-21', '2026-04-21'])], [15, NONE]);
  assert.deepEqual(calendar.coverage, ['1971-01-01', '2100-12-31']);
  assert.equal(new Calendar('scotland').between('2026-01-01', '2026-01-05'), 1);
  assert.equal(calendar.withAdded('2026-06-15', 'celebration').isWorkingDay('2026-06-15'), false);
  assert.equal(calendar.withRemoved(['2026-04-06']).isWorkingDay('2026-04-06'), true);
  assert.equal(calendar.withWeekend(['fri', 'sat']).isWorkingDay('2026-03-29'), true);
  assert.equal(new Calendar('england-and-wales', { knownOn: '2019-06-01' }).isWorkingDay('2020-05-04'), false);
  // Closures move due days of local rules: 35 working days from 15 May 2026 end on 6 July, or on 7 July if 26 May is closed.
  const profile = Profile.fromYaml(text('examples/vendor/exampleshire.yaml'));
  const closed = calendar.withClosures(['2026-05-26'], 'Offices closed');
  assert.equal(due('exampleshire:assessment.single', '2026-05-15', { profile, calendar }).due, '2026-07-06');
  assert.equal(due('exampleshire:assessment.single', '2026-05-15', { profile, calendar: closed }).due, '2026-07-07');
  assert.equal(due('england:assessment.single', '2026-05-15', { profile, calendar: closed }).due, '2026-07-20');
  assert.equal(
    due('england:assessment.single', '2026-05-15', {
      profile,
      calendar: calendar.withClosures(['2026-05-26'], 'x', { forAll: true }),
    }).due,
    '2026-07-21',
  );
  assert.equal(closed.changes, 'closed=2026-05-26 closures_for=local');
});

test("calendars of one's own list", () => {
  assert.deepEqual(Calendar.fromDays(['2026-01-01', '2026-12-25'], 'none').coverage, ['2026-01-01', '2026-12-31']);
  const json = JSON.stringify({
    scotland: {
      division: 'scotland',
      events: [
        { title: 'One', date: '2026-01-01', notes: '', bunting: true },
        { title: 'Two', date: '2026-12-25', notes: '', bunting: true },
      ],
    },
  });
  assert.equal(Calendar.fromJson(json, 'scotland').isWorkingDay('2026-01-01'), false);
  assert.equal(Calendar.fromCsv('date,name\n2026-01-01,One\n2026-12-25,Two\n', 'scotland').isWorkingDay('2026-12-25'), false);
  const ics = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:x',
    'BEGIN:VEVENT',
    'UID:1',
    'DTSTAMP:20260101T000000Z',
    'DTSTART;VALUE=DATE:20261225',
    'SUMMARY:Two',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ];
  assert.equal(Calendar.fromIcs(ics.join('\r\n'), 'scotland').isWorkingDay('2026-12-25'), false);
  assert.throws(() => Calendar.fromCsv('date,name\n2026-13-01,One\n', 'scotland', { name: 'ours.csv' }), {
    code: 'BAD_FILE',
    message: /^ours\.csv:2:1: /,
  });
});

test('columns', () => {
  const days = ['2026-03-27', null, '1950-01-01', '2026-03-27T23:59'];
  assert.deepEqual(dueDays('cp.conference.initial', days), ['2026-04-21', null, null, '2026-04-21']);
  assert.deepEqual(dueDays('cp.conference.initial', days, { details: true }), {
    due: ['2026-04-21', null, null, '2026-04-21'],
    governed_by: ['england:cp.conference.initial', null, null, 'england:cp.conference.initial'],
    certainty: ['confirmed', null, null, 'confirmed'],
    error: [null, null, 'not in force on that day', null],
  });
  assert.deepEqual(
    dueDays('cp.conference.initial', Int32Array.of(dayOf('2026-03-27'), NONE)),
    Int32Array.of(dayOf('2026-04-21'), NONE),
  );
  assert.deepEqual(dueDays('missing.return_interview', ['2026-03-27'], { wholeDays: true }), ['2026-03-30']);
  for (const time of ['T99:99', 'T25:61:61', 'T24:00', 'T23:59:60'])
    assert.throws(() => dueDays('cp.conference.initial', [`2026-03-27${time}`]), { code: 'BAD_VALUE', message: /^days\[0\]: / });
  for (const day of [null, undefined, [], true, '2026-03-27']) assert.throws(() => isoDay(day), TypeError);
  assert.throws(() => dueDays('cp.visit', ['27/03/2026'], { profile: 'barnet' }), {
    code: 'BAD_VALUE',
    message: 'days[0]: "27/03/2026" is written day first: write 2026-03-27',
  });
  assert.throws(() => dueDays('cp.visit', [new Date()], { profile: 'barnet' }), TypeError);
  // A column is computed in blocks. In a column longer than a block, each element must be the same as when it is computed alone.
  const many = Int32Array.from({ length: (1 << 20) + 5 }, (_, i) => 20000 + (i % 1000));
  const answers = dueDays('cp.conference.initial', many),
    query = new Query('cp.conference.initial');
  for (const i of [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 4]) assert.equal(isoDay(answers[i]), query.dueDay(isoDay(many[i])));
});

test('births in a column', () => {
  const rows = rowsOf('tests/rules/vectors.csv').filter(
    (row) => row.born && !row.tags && !row.since && !row.agreed && row.trigger_at.length === 10 && /^20/.test(row.due),
  );
  const calendar = new Calendar('england-and-wales', { knownOn: '2026-08-21' });
  let compared = 0;
  for (const row of rows) {
    const query = new Query(row.address, { profile: row.profile, calendar });
    let one;
    try {
      one = query.due(row.trigger_at, { born: row.born }).due;
    } catch (error) {
      one = null;
    }
    assert.deepEqual(query.dueDays([row.trigger_at], { born: [row.born] }), [one], JSON.stringify(row));
    compared++;
  }
  assert.ok(compared > 5, `${compared}`);
});

test('days as numbers and as texts', () => {
  for (let day = -25567; day <= 84005; day += 1) assert.equal(dayOf(isoDay(day)), day);
  assert.equal(dayOf('1970-01-01'), 0);
  assert.equal(isoDay(NONE), null);
  for (const text of ['2026-02-29', '1899-12-31', '2200-01-01', '2026-3-27', '2026-00-10', 'abcd-ef-gh', '2026-04-31'])
    assert.throws(() => dayOf(text), { code: 'BAD_VALUE' }, text);
});

test('profiles', () => {
  assert.ok(profiles().includes('england') && profiles().includes('barnet'));
  const england = Profile.load('england');
  assert.equal(england.parent, null);
  assert.equal(Profile.load('barnet').parent, 'england');
  assert.ok(
    england.duties.includes('cp.conference.initial') && england.events.includes('visit.made') && england.tags.includes('alone'),
  );
  assert.match(england.digest, /^[0-9a-f]{64}$/);
  assert.equal(versions({ profile: 'barnet' }).profile, 'barnet');
});

test('errors: what is wrong, with a code', () => {
  const barnet = { profile: 'barnet' };
  for (const [code, message, ask] of [
    ['UNKNOWN_NAME', 'unknown rule "cp.visti": did you mean "cp.visit"?', () => due('cp.visti', '2026-03-27', barnet)],
    [
      'UNKNOWN_NAME',
      'unknown profile "barnett": did you mean "barnet"?',
      () => due('cp.visit', '2026-03-27', { profile: 'barnett' }),
    ],
    ['UNKNOWN_NAME', /unknown division "wales"/, () => new Calendar('wales')],
    [
      'UNKNOWN_NAME',
      /trigger: unknown event "referal.received": did you mean "referral.received"/,
      () => due('assessment.single', '2026-03-27', { trigger: 'referal.received' }),
    ],
    ['UNKNOWN_NAME', /unknown tag "alon"/, () => due('cp.visit', '2026-03-27', { ...barnet, tags: 'alon' })],
    [
      'BAD_VALUE',
      'when: "27/03/2026" is written day first: write 2026-03-27',
      () => due('cp.visit', '27/03/2026', barnet),
    ],
    ['BAD_VALUE', /when: "soon" is not a date/, () => due('cp.visit', 'soon', barnet)],
    ['BAD_VALUE', /this time does not exist: the clocks go forward and skip it/, () => due('missing.return_interview', '2026-03-29T01:30')],
    ['BAD_VALUE', /is not a length of time/, () => new Calendar('none').add('2026-03-27', '15 workdays')],
    [
      'BAD_VALUE',
      /counting: "excluding": expected one of excluded, /,
      () => new Calendar('none').add('2026-03-27', '1 day', { counting: 'excluding' }),
    ],
    [
      'OUTSIDE_COVERAGE',
      'the calendar only covers 1971-01-01 to 2100-12-31',
      () => due('cp.conference.initial', '2101-03-27'),
    ],
    ['OUTSIDE_COVERAGE', /^knownOn: /, () => new Calendar('scotland', { knownOn: '2001-01-01' })],
    [
      'NOT_COMPUTABLE',
      /2026-03-27 has no time of day: give one, for example 2026-03-27T14:30, or wholeDays: true/,
      () => due('missing.return_interview', '2026-03-27'),
    ],
    ['NOT_COMPUTABLE', /is not in force on 2020-01-06/, () => due('assessment.initial', '2020-01-06')],
    [
      'BAD_FILE',
      'ours.yaml:2:9: a rule needs the key "title"',
      () => Profile.fromYaml('profile: x\nrules: [{id: 3}]', { name: 'ours.yaml' }),
    ],
  ])
    assert.throws(ask, { name: 'DuebyError', code, message }, String(message));
  try {
    Profile.fromYaml('profile: x\nrules: [{id: 3}]');
  } catch (error) {
    assert.deepEqual(error.problems, [{ line: 2, column: 9, severity: 'error', message: 'a rule needs the key "title"' }]);
  }
});

test('mistakes in a call are type errors', () => {
  for (const [message, ask] of [
    [/when: expected a string such as "2026-03-27", found undefined/, () => due('cp.conference.initial')],
    [/when: expected a string such as "2026-03-27", found undefined/, () => series('cp.conference.initial')],
    [/when: expected a string such as "2026-03-27", found a Date/, () => due('cp.conference.initial', new Date())],
    [/unknown option "as_at": did you mean "asAt"\?$/, () => check('assessment.single', '2025-12-19', { as_at: '2026-01-01' })],
    [/unknown option "profil": did you mean "profile"\?$/, () => due('assessment.single', '2025-12-19', { profil: 'barnet' })],
    [/unknown option "profile": .*, last$/, () => new Query('assessment.single').due('2025-12-19', { profile: 'barnet' })],
    [/unknown option "born"/, () => new Query('assessment.single', { born: '2020-01-01' })],
    [/calendar: expected a Calendar/, () => due('assessment.single', '2025-12-19', { calendar: 'scotland' })],
    [/Profile\.load/, () => new Profile('england')],
    [/division: expected a string/, () => new Calendar(new Calendar('none'))],
    [/tags: expected strings, found the number 3/, () => due('assessment.single', '2025-12-19', { tags: [3] })],
  ])
    assert.throws(ask, (error) => error instanceof TypeError && message.test(error.message), String(message));
});

test('texts of any kind go through', () => {
  const name = 'Fete "of" \\ the naïve 𝔘nicode';
  const calendar = new Calendar('none').withAdded(['2026-06-15'], name);
  assert.equal(calendar.holidays(2026)[0].name, name);
  assert.throws(() => due('a\0b', '2026-03-27'), { code: 'BAD_VALUE' });
});

test('strings that a C string cannot hold', () => {
  const calendar = new Calendar('england-and-wales');
  const events = [{ case: '1', event: 'cp_plan.started', at: '2026-03-27', team: 'North' }];
  const list = worklist(events, { asAt: '2026-04-22' });
  for (const bad of ['cp.visit\0x', '\ud800', 'x\udc00'])
    for (const [name, ask] of [
      ['rule', () => due(bad, '2026-03-27')],
      ['when', () => due('cp.core_group', bad)],
      ['tags', () => due('cp.core_group', '2026-03-27', { tags: [bad] })],
      ['events', () => due('cp.core_group', '2026-03-27', { events: { [bad]: '2026-03-27' } })],
      ['trigger', () => due('cp.core_group', '2026-03-27', { trigger: bad })],
      ['division', () => due('cp.core_group', '2026-03-27', { division: bad })],
      ['profile', () => Profile.load(bad)],
      ['yaml', () => Profile.fromYaml(bad)],
      ['name', () => Profile.fromYaml('profile: x', { name: bad })],
      ['name', () => calendar.withClosures(['2026-03-27'], bad)],
      ['days', () => calendar.withAdded([bad])],
      ['days', () => calendar.withWeekend([bad])],
      ['names', () => Calendar.fromDays(['2026-12-25'], 'none', [bad])],
      ['text', () => Calendar.fromCsv(bad, 'none')],
      ['span', () => calendar.add('2026-03-27', bad)],
      ['only', () => worklist(events, { asAt: '2026-04-22', only: bad })],
      ['case', () => worklist(events, { asAt: '2026-04-22', case: bad })],
      ['where.team', () => worklist(events, { asAt: '2026-04-22', where: { team: bad } })],
      ['where', () => worklist(events, { asAt: '2026-04-22', where: { [bad]: 'North' } })],
      ['holds', () => worklist(events, { asAt: '2026-04-22', holds: { [bad]: 'all' } })],
      ['marking', () => list.page({ marking: bad })],
      ['event', () => list.whatIf(bad, '2026-04-22')],
      ['by', () => list.summary({ by: bad })],
      ['measure', () => measures(events, { year: '2025-26' }).children(bad)],
    ])
      assert.throws(ask, {
        name: 'DuebyError',
        code: 'BAD_VALUE',
        status: 3,
        message: `${name}: a string contains a null character or an unpaired surrogate: remove it`,
      });
  assert.throws(() => due('cp.core_group', '2026-03-27', { 'x\ud800': 1 }), { name: 'TypeError', message: /^due: unknown option / });
});

test('an option or argument of the wrong kind is named, with what was found', () => {
  const calendar = new Calendar('england-and-wales'),
    query = new Query('cla.visit'),
    events = [{ case: '1', event: 'cp_plan.started', at: '2026-03-27', team: 'North' }],
    list = worklist(events, { asAt: '2026-04-22' }),
    figures = measures(events, { year: '2025-26' });
  const odd = [NaN, Infinity, -1, 2.5, 5n, Symbol('x'), () => 'x', new Date(NaN), ['x'], {}];
  const texts = {
    counting: (counting) => calendar.add('2026-03-27', '1 day', { counting }),
    roll: (roll) => calendar.addDays(['2026-03-27'], '1 day', { roll }),
    include: (include) => calendar.countDays(['2026-03-27'], ['2026-03-27'], { include }),
    order: (order) => worklist(events, { asAt: '2026-04-22', order }),
    dates: (dates) => worklist(events, { asAt: '2026-04-22', dates }),
    year: (year) => measures(events, { year }),
    definitions: (definitions) => measures(events, { year: '2025-26', definitions }),
    by: (by) => measures(events, { year: '2025-26', by }),
    basis: (basis) => list.summary({ basis }),
    marking: (marking) => figures.page({ marking }),
    name: (name) => calendar.withAdded(['2026-06-15'], name),
  };
  for (const [name, ask] of Object.entries(texts))
    for (const value of odd) assert.throws(() => ask(value), { name: 'TypeError', message: new RegExp(`^${name}: expected a string such as `) });
  assert.throws(() => texts.name(NaN), { message: 'name: expected a string such as "Offices closed", found NaN' });
  assert.throws(() => texts.year(2025), { message: 'year: expected a string such as "2025-26", found the number 2025' });
  assert.throws(() => due('cla.visit', new Date(NaN)), { message: 'when: expected a string such as "2026-03-27", found an invalid Date' });
  assert.deepEqual(measures(events, { year: '2025-26', by: null }).rows, figures.rows);
  for (const [message, ask] of [
    [/^count: expected a whole number, found undefined$/, () => series('cla.visit', '2026-03-27')],
    [/^count: expected a whole number, found the number 2\.5$/, () => query.series('2026-03-27', 2.5)],
    [/^count: expected a whole number, found NaN$/, () => query.series('2026-03-27', NaN)],
    [/^day: expected a whole number, found the number 2\.5$/, () => isoDay(2.5)],
    [/^day: expected a whole number, found NaN$/, () => calendar.holidays(NaN)],
    [/^days: expected strings, found undefined$/, () => calendar.withClosures()],
    [/^days: expected strings, found null$/, () => Calendar.fromDays(null, 'none')],
    [/^fromYaml: expected options such as /, () => Profile.fromYaml('profile: x', null)],
    [/^fromCsv: unknown option "nam": did you mean "name"\?$/, () => Calendar.fromCsv('date\n2026-12-25\n', 'none', { nam: 'x' })],
    [/^period: expected a string such as .*, found an empty string$/, () => list.summary({ period: '' })],
    [/^only: expected strings, found the number 5$/, () => worklist(events, { asAt: '2026-04-22', only: 5 })],
    [/^page: unknown option "markin": did you mean "marking"\?$/, () => list.page({ markin: 'x' })],
    [/^versions: unknown option "zzz": expected one of profile, division, calendar$/, () => versions({ zzz: 1 })],
  ])
    assert.throws(ask, (error) => error instanceof TypeError && message.test(error.message), String(message));
  assert.throws(() => Calendar.fromDays(['2026-12-25'], 'none', []), { code: 'BAD_VALUE', message: 'names: expected one for each day' });
});

// Passed instead of { calendar }, a calendar would have no effect, and nobody would notice.
test('only a plain object has options', () => {
  const calendar = new Calendar('scotland');
  for (const options of [calendar, Profile.load('barnet'), [], ['profile', 'barnet'], new Map([['profile', 'barnet']]), new Date(), 'barnet'])
    for (const ask of [
      () => due('cla.visit', '2026-03-27', options),
      () => new Query('cla.visit', options),
      () => dueDays('cla.visit', ['2026-03-27'], options),
      () => new Calendar('none', options),
      () => versions(options),
    ])
      assert.throws(ask, { name: 'TypeError', message: /^\w+: expected options such as \{ \w+: \.\.\. \}, found an? \w+$/ });
  for (const value of [new Date(), new Map(), calendar, 'x'])
    assert.throws(() => due('cla.visit', '2026-03-27', { events: value }), { name: 'TypeError', message: /^events: expected an object, found a/ });
  assert.equal(due('cla.visit', '2026-03-27', Object.assign(Object.create(null), { division: 'scotland' })).due, '2026-04-03');
});

test('other weekends', () => {
  const calendar = new Calendar('england-and-wales');
  // 27 March 2026 is a Friday
  const working = (made) => ['2026-03-27', '2026-03-28', '2026-03-29'].map((day) => made.isWorkingDay(day));
  assert.deepEqual(working(calendar.withWeekend(['fri', 'sat'])), [false, false, true]);
  assert.deepEqual(working(calendar.withWeekend([])), [true, true, true]);
  for (const days of ['', [''], ' ', ['sat', ''], 'saturday', ['Sat'], ['sun', 'sut']])
    assert.throws(() => calendar.withWeekend(days), { code: 'BAD_VALUE', message: /^days: "[^"]*": expected one of mon, tue, / }, String(days));
  assert.throws(() => calendar.withWeekend(['sat', 'sat']), { code: 'BAD_VALUE', message: 'days: "sat" appears twice: give each day once' });
  assert.throws(() => calendar.withWeekend('mon,tue,wed,thu,fri,sat,sun'.split(',')), { code: 'BAD_VALUE', message: /at least one day must be a working day/ });
  for (const days of [undefined, null, 6, [6], {}]) assert.throws(() => calendar.withWeekend(days), { name: 'TypeError', message: /^days: expected strings, found / });
});
