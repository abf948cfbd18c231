/* The task in README.md, in JavaScript: what a case-management system needs from dueby, tried on generated cases.
 *
 *   npm install ./dueby-0.9.0.tgz && node vendor.mjs */
import { Calendar, Profile, worklist } from 'dueby';

const CASES = 100,
  AS_AT = 180;
const DAY_MS = 86400000,
  DAY_0 = Date.UTC(2026, 0, 1),
  BORN = (Date.UTC(2012, 2, 4) - DAY_0) / DAY_MS;

// exampleshire.yaml
const yaml = `profile: exampleshire
title: "Exampleshire Council (fictional): an example, not the standards of any council"
extends: england
document: {title: Practice Standards for Children's Social Care, version: V1, date: 2025-09, read_on: 2026-01-05}
authority: local
rules:
  - id: assessment.single
    title: single assessment
    trigger: referral.received
    due: assessment.completed
    within: 35 working days
    ends: [referral.no_further_action]
    force: should
    source: {section: "1.2", checked: primary}
  - id: s47.child_seen
    title: child seen after the strategy discussion
    trigger: strategy_discussion.held
    due: visit.made
    within: 24 hours
    needs: [alone or alone_excused]
    ends: [s47.not_required]
    force: must
    source: {section: "2.1", checked: primary}
  - id: cp.visit
    title: child protection visit
    trigger: cp_plan.started
    due: visit.made
    schedule: [{every: 10 working days}]
    needs: [alone or alone_excused]
    ends: [cp_plan.ended]
    force: must
    source: {section: "2.4", checked: primary}
`;

const RECORDED = [
  'birth',
  'referral.received',
  'assessment.completed',
  'strategy_discussion.held',
  'visit.made',
  'icpc.held',
  'cp_plan.started',
  'core_group.held',
  'rcpc.held',
  'cp_plan.ended',
];

/* ---- cases ---- */

/** Day d is d days after 1 January 2026; a time is "09:30". */
const written = (day, time) => new Date(DAY_0 + day * DAY_MS).toISOString().slice(0, 10) + (time ? `T${time}` : '');
const clock = (hour, minute) => `${String(hour).padStart(2, '0')}:${minute}`;

function* planOf(n, start) {
  yield ['cp_plan.started', start];
  yield ['core_group.held', start + 10 + (n % 9)];
  yield ['core_group.held', start + 45 + (n % 9)];
  for (let k = 1; k <= (n % 12 ? 19 : 3); k++) yield ['visit.made', start + k * (9 + (n % 7)), null, (n + k) % 8 !== 0];
  yield ['rcpc.held', start + 80 + (n % 20)];
  if (n % 18 === 0) yield ['cp_plan.ended', start + 60];
}

function* caseOf(n) {
  const referral = (37 * n) % 180,
    discussed = referral + 2,
    conference = discussed + 12 + ((5 * n) % 16);
  yield ['birth', BORN + 29 * n];
  yield ['referral.received', referral];
  if (n % 10 !== 9) yield ['assessment.completed', referral + 30 + ((7 * n) % 40)];
  if (n % 3 !== 0) return;
  yield ['strategy_discussion.held', discussed, clock(9 + (n % 8), 30)];
  yield ['visit.made', discussed + (n % 2), clock(10 + (n % 6), 15), n % 4 !== 0];
  yield ['icpc.held', conference];
  if (n % 6 === 0) yield* planOf(n, conference);
}

/** Returns the events up to as-at, because later ones have not happened yet. */
function makeEvents() {
  const events = [];
  for (let n = 0; n < CASES; n++)
    for (const [event, day, time, alone] of caseOf(n))
      if (day <= AS_AT) events.push({ case: 4001 + n, event, at: written(day, time), tags: alone ? 'alone' : null });
  return events;
}

/* ---- what is due ---- */

const row = (...cells) => console.log(cells.join('\t'));

const profile = Profile.fromYaml(yaml, { name: 'exampleshire.yaml' });
const calendar = new Calendar('england-and-wales').withClosures(['2026-05-26'], 'Offices closed');
const events = makeEvents();
const found = worklist(events, { profile, calendar, asAt: written(AS_AT), recorded: RECORDED, state: ['overdue', 'due_soon'] });

row(profile.title);
row(`${found.cases} cases, ${events.length} events, as at ${found.asAt}\n`);
row('case', 'duty', 'occurrence', 'due', 'state', 'governed_by');
for (const line of found.lines) row(line.case, line.rule, line.occurrence, line.due, line.state, line.governed_by);

row('\nduty', 'in_time', 'counted');
const { rows } = found.summary();
for (const duty of ['assessment.single', 'cp.conference.initial', 'cp.visit'])
  for (const measure of rows.filter((one) => one.rule === duty)) row(duty, measure.in_time, measure.counted);

process.stdout.write(`\n${found.texts(found.length - 1).explanation}`);
