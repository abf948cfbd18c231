/* Calls for the TypeScript compiler to check. Each line marked as an error must be an error. */
import { Calendar, DuebyError, NONE, Profile, Query, check, due, dueDays, measures, series, worklist } from 'dueby';
import type { CaseEvent, Checked, Deadline, DueDetails, Figure, Line, MeasuredUnit, Problem, State, WorklistOptions } from 'dueby';

const deadline: Deadline = due('cp.visit', '2026-03-27', {
  profile: 'barnet',
  tags: 'alone',
  events: { 'cp_plan.ended': '2026-05-01' },
});
const checked: Checked = check('cp.visit', '2026-03-27', {
  profile: Profile.load('barnet'),
  met: '2026-04-01',
  events: [['birth', '2015-01-01']],
});
const state: State = checked.state;
const texts: (string | null)[] = dueDays('cp.visit', ['2026-03-27', null, undefined]);
const numbers: Int32Array = new Query('cp.visit', { division: 'scotland' }).dueDays(Int32Array.of(20539, NONE));
const details: DueDetails<(string | null)[]> = dueDays('cp.visit', ['2026-03-27'], { details: true, born: [null] });
const days: string[] = series('cla.visit', '2026-01-05', 3).map((one) => one.due);
const calendar: Calendar = new Calendar('none', { knownOn: '2019-06-01' })
  .withWeekend(['sat', 'sun'])
  .withClosures('2026-12-29', 'Shut', { forAll: true });
const end: string = calendar.add('2026-03-27', '15 working days', { counting: 'rolled', roll: 'next', cutoff: '16:30' });

const options: WorklistOptions = {
  asAt: '2026-10-31',
  calendar,
  only: ['cp.*'],
  state: 'all',
  where: { team: ['North', 'South'] },
  recorded: 'all',
};
const found = worklist([{ case: 1, event: 'birth', at: '2015-01-01', team: 'North' }], options);
const lines: Line[] = found.lines;
const team: string | number | null = lines[0].team;
const problems: Problem[] = found.problems;
const figures: Figure[] = measures(new Uint8Array(), { year: '2025-26', by: 'team', bands: true, profile: 'england' }).rows;
const units: MeasuredUnit[] = measures([], { asAt: '2026-03-31' }).children('C2');
const overdue: number | undefined = found.counts.overdue;

// Rows of the caller's own type, with or without other columns, and arrays that cannot be changed.
interface Visit {
  case: string;
  event: string;
  at: string;
  team?: string;
}
const visits: readonly Visit[] = [{ case: '1', event: 'visit.made', at: '2026-03-27', team: 'North' }];
const only: readonly string[] = ['cp.visit'];
const ofVisits = worklist(visits, { asAt: '2026-10-31', only, where: { team: only } });
const ofLoose = worklist([{ case: 1, event: 'birth', at: '2015-01-01', tags: only }] as CaseEvent[], { asAt: '2026-10-31' });
const ofFiles = worklist([{ name: 'header.csv', bytes: '' }] as const);
const counted = measures(visits, { asAt: '2026-03-31' });
const fixed = dueDays('cp.visit', ['2026-03-27', null] as const, { born: [null, null] as const });
const pairs = [['birth', '2015-01-01']] as const;
const followed = due('cp.visit', '2026-03-27', { events: pairs, tags: only });

try {
  worklist(new Uint8Array(), { asAt: '2026-10-31' });
} catch (error) {
  if (error instanceof DuebyError && error.code === 'BAD_FILE') console.log(error.problems);
}

// @ts-expect-error a date is a string, not a Date
due('cp.visit', new Date());
// @ts-expect-error there is no option as_at
due('cp.visit', '2026-03-27', { as_at: '2026-03-28' });
// @ts-expect-error a weekday has three letters: "sat"
calendar.withWeekend(['saturday']);
// @ts-expect-error a row needs a day
worklist([{ case: '1', event: 'visit.made' }], options);
// @ts-expect-error a case is a text or a number
worklist([{ case: new Date(), event: 'visit.made', at: '2026-03-27' }], options);
// @ts-expect-error a profile is made with Profile.load
new Profile('barnet');

export { counted, fixed, followed, ofFiles, ofLoose, ofVisits };
export { days, deadline, details, end, numbers, overdue, problems, state, team, texts };
