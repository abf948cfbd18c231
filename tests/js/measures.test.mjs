/* Measures from a file of events and from returns must be the same as the command's. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { measures, worklist } from 'dueby';
import { command, path, text } from './files.mjs';

const EVENTS = 'examples/events.csv';
const CENSUS = 'tests/returns/cin/census_2026.xml';
const TABLES = ['header', 'episodes', 'reviews'].map((table) => `tests/returns/ssda903/${table}.csv`);
const read = (...names) => names.map((name) => ({ name: path(name), bytes: readFileSync(path(name)) }));
const told = (...words) => JSON.parse(command('measures', ...words, '--format', 'json'));

function same(found, expected) {
  assert.deepEqual(found.rows, expected.rows);
  assert.deepEqual(found.notes, expected.notes);
}

test('a file of events, by team, with bands', () => {
  const asked = [path(EVENTS), '--as-at', '2026-10-31'];
  const found = measures(text(EVENTS), { asAt: '2026-10-31', by: 'team', bands: true });
  same(found, told(...asked, '--by', 'team', '--bands'));
  assert.ok(found.rows.length > 50);
  assert.equal(found.year, '2026-27');
  for (const measure of ['C4', 'CLA-reviews', 'EHC20'])
    assert.deepEqual(found.children(measure), told(...asked, '--by', 'team', '--children', measure).rows);
  assert.throws(() => found.children('C5'), { code: 'UNKNOWN_NAME', message: 'unknown measure "C5": did you mean "C1"?' });
});

test('a year, suppressed, filtered', () => {
  const asked = [path(EVENTS), '--year', '2025-26'];
  same(measures(text(EVENTS), { year: '2025-26', suppress: true }), told(...asked, '--suppress'));
  same(measures(text(EVENTS), { year: '2025-26', where: { team: 'Safeguarding 1' } }), told(...asked, '--where', 'team=Safeguarding 1'));
  same(measures(text(EVENTS), { year: '2025-26', asAt: '2026-10-31' }), told(...asked, '--as-at', '2026-10-31'));
});

test('returns', () => {
  const census = measures(read(CENSUS));
  same(census, told(path(CENSUS)));
  assert.equal(census.year, '2025-26');
  assert.ok(census.children('C2').length > 0);
  assert.deepEqual(census.children('C2'), told(path(CENSUS), '--children', 'C2').rows);
  const tables = measures(read(...TABLES), { year: '2025-26', bands: true });
  same(tables, told(...TABLES.map(path), '--year', '2025-26', '--bands'));
  assert.ok(tables.rows.some(({ measure, counted }) => measure === 'CLA-reviews' && counted > 0));
});

test('events as objects, and other definitions', () => {
  const events = [
    { case: 1, event: 'assessment.started', at: '2025-12-19' },
    { case: 1, event: 'assessment.completed', at: '2026-02-25' }, // 45 working days later
    { case: 2, event: 'assessment.started', at: '2025-12-19' },
    { case: 2, event: 'assessment.completed', at: '2026-02-26' },
  ];
  const found = measures(events, { year: '2025-26' });
  const { counted, good, percent } = found.rows.find(({ measure }) => measure === 'C2');
  assert.deepEqual([counted, good, percent], [2, 1, 50]);
  const own = readFileSync(path('data/measures.yaml'), 'utf8').replace('within: 45 working days', 'within: 46 working days');
  assert.equal(measures(events, { year: '2025-26', definitions: own }).rows.find(({ measure }) => measure === 'C2').good, 2);
  assert.throws(() => measures(events, { year: '2025-26', definitions: 'measures: 5' }), { code: 'BAD_FILE' });
});

test('the page, to the byte', () => {
  const file = join(process.env.DUEBY_WORK, 'measures.html');
  command('measures', path(CENSUS), '--format', 'html', '--marking', 'OFFICIAL', '--output', file);
  assert.ok(measures(read(CENSUS)).page({ marking: 'OFFICIAL' }) === readFileSync(file, 'utf8'));
});

test('the page of a worklist has the measures of a return', () => {
  assert.match(worklist(read(CENSUS)).page(), /<h2 id="measures-h" tabindex="-1">Measures for 2025-26</);
  const late = worklist(read(...TABLES), { asAt: '2026-10-31' });
  assert.match(late.page(), /<h2 id="measures-h" tabindex="-1">Measures for 2025-26</);
});

test('what cannot be asked', () => {
  assert.throws(() => measures(text(EVENTS)), { message: 'year: expected a year from April to March, for example 2025-26' });
  assert.throws(() => measures(text(EVENTS), { year: '2025' }), /^DuebyError: year: /);
  assert.throws(() => measures(read(CENSUS), { year: '2026-27' }), {
    message: 'year: the files are as at 2026-03-31, before that year begins: use the files for that year',
  });
  assert.throws(() => measures(text(EVENTS), { year: '2025-26', by: 'town' }), { code: 'UNKNOWN_NAME' });
  assert.deepEqual(measures(text(EVENTS), { year: '2025-26', by: 'Team' }).rows, measures(text(EVENTS), { year: '2025-26', by: 'team' }).rows);
  assert.throws(() => measures(text(EVENTS), { year: '2025-26', only: 'cp.*' }), TypeError);
});
