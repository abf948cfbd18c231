/* Counts the lines of the chosen children and duty: how many were in time, and what falls due next. */

/* ---- bars: how many lines were in time ---- */

function quarterOf(month) { return month - month % 3; }
function periods() {
  const quarter = quarterOf(thisMonth);
  return {
    '': {name: 'Everything', from: 0, to: Infinity},
    year: {name: 'Last 12 months', from: thisMonth - 11, to: thisMonth},
    last: {name: 'Last quarter: ' + monthWords(quarter - 3).split(' ')[0] + ' to ' + monthWords(quarter - 1), from: quarter - 3, to: quarter - 1},
    quarter: {name: 'This quarter so far', from: quarter, to: thisMonth}
  };
}
function addPeriods() {
  const section = byId('duties'), bar = make('div', null, {class: 'views', role: 'group', 'aria-label': 'Which months'}), all = periods();
  ['group', 'month', 'duty'].forEach(readBars);
  earlyAtFirst = ungrouped(byId('early').querySelector('b').textContent);
  for (const key in all) addButton(bar, all[key].name, function () { choose({period: key}); }).dataset.period = key;
  section.querySelector('.bars').before(bar);
}

const ALL = ' all'; /* the key of the total; no group has this name */
const kinds = ['met', 'late', 'missed', 'overdue', 'unset', 'unknown']; /* the columns of the bars, except the first, which counts
                                                                           everything that fell due */
function noCounts() { return {met: 0, late: 0, missed: 0, overdue: 0, unset: 0, unknown: 0}; }

function fillRow(tr, counts) {
  const all = counts.met + counts.late + counts.missed + counts.overdue, svg = tr.querySelector('svg'), cells = tr.cells;
  let at = 0;
  svg.textContent = '';
  if (all) [['met', 12], ['late', 8], ['missed', 4], ['overdue', 4]].forEach(function (part) {
    const x = Math.floor(at * 1000 / all), end = Math.floor((at + counts[part[0]]) * 1000 / all);
    shape('rect', svg, {'class': part[0], x: x, y: 12 - part[1], width: end - x, height: part[1]});
    at += counts[part[0]];
  });
  cells[2].textContent = all ? percent(counts.met, all) + '%' : '';
  [all].concat(kinds.map(function (kind) { return counts[kind]; })).forEach(function (number, i) { fillNumber(cells[3 + i], number); });
}
/* Writes a number into a cell of the bars, as a button that lists the tasks behind it. */
function fillNumber(cell, number) {
  const press = cell.firstElementChild || addButton(cell, '', function () { showBehind(cell); });
  press.textContent = grouped(number);
  press.disabled = !number;
  press.setAttribute('aria-label', grouped(number) + ' ' + headOf(cell) + ', ' + rowNameOf(cell));
}
/* Returns the name of a cell's row, without a duty's slug. */
function rowNameOf(cell) {
  const head = cell.parentElement.cells[0];
  return (head.querySelector('.t') || head).textContent;
}
function headOf(cell) { return cell.dataset.label.toLowerCase(); }
/* Rounds to one decimal. Halves are rounded up, as in the library. */
function percent(good, all) {
  let tenths = Math.floor(good * 1000 / all);
  const rest = good * 1000 - tenths * all;
  if (rest * 2 >= all) tenths++;
  return Math.floor(tenths / 10) + '.' + tenths % 10;
}

function groupColumn() {
  const name = byId('bars-group').tHead.rows[0].cells[0].textContent;
  return columns.indexOf(name);
}

/* The counts of all lines when the page has just loaded; and the series that the bars leave out, because the file only has the
 * latest event for each. */
const countsAtFirst = {}, latest = new Set();
function readBars(by) {
  const counts = countsAtFirst[by] = Object.create(null);
  Array.from(byId('bars-' + by).tBodies[0].rows).forEach(function (tr) {
    const row = noCounts();
    Array.from(tr.cells).slice(3).forEach(function (cell, i) {
      const number = ungrouped(cell.textContent);
      if (i) row[kinds[i - 1]] = number;
      cell.textContent = '';
      fillNumber(cell, number);
    });
    if (!tr.hidden) counts[tr.classList.contains('all') ? ALL : tr.dataset.k] = row;
    if (tr.dataset.latest) latest.add(Number(tr.dataset.k));
  });
}
function countBars() {
  const period = periods()[chosen.period || ''], column = groupColumn(), groups = Object.create(null), months = {}, series = {};
  let early = 0;
  groups[ALL] = noCounts();
  lists.child.rows.forEach(function (child) {
    if (!child.ok || !child.isNamed && !foundDuties.size) return;
    const tokens = tokensOf(child), group = column < 0 ? '' : child.values[column];
    for (let i = 0; i < tokens.length; i += 4) {
      const duty = tokens[i], state = slugs[tokens[i + 1]], month = tokens[i + 2], times = tokens[i + 3];
      if (month === EARLY && isDutyOf(child, duty)) early += times;
      if (month <= EARLY || month < period.from || month > period.to || !isDutyOf(child, duty)) continue;
      groups[ALL][state] += times;
      (groups[group] = groups[group] || noCounts())[state] += times;
      (months[month] = months[month] || noCounts())[state] += times;
      (series[duty] = series[duty] || noCounts())[state] += times;
    }
    const doubts = doubtsOf(child);
    for (let i = 0; i < doubts.length; i += 4) {
      const duty = doubts[i], first = doubts[i + 1], last = doubts[i + 2] || Infinity, times = doubts[i + 3];
      if (first > period.to || last < period.from || !isDutyOf(child, duty)) continue;
      groups[ALL].unknown += times;
      (groups[group] = groups[group] || noCounts()).unknown += times;
      for (let month = Math.max(first, period.from, thisMonth - 11); month <= Math.min(last, period.to, thisMonth); month++)
        (months[month] = months[month] || noCounts()).unknown += times;
      (series[duty] = series[duty] || noCounts()).unknown += times;
    }
  });
  fillEarly(early);
  return {group: groups, month: months, duty: series};
}
function fillEarly(number) {
  byId('early').hidden = !number || Boolean(chosen.period);
  byId('early').querySelector('b').textContent = grouped(number);
}
function fillBars(isWhole) {
  const counted = isWhole && !chosen.period ? countsAtFirst : countBars();
  closeBehind();
  if (counted === countsAtFirst) fillEarly(earlyAtFirst);
  for (const by in counted) Array.from(byId('bars-' + by).tBodies[0].rows).forEach(function (tr) {
    const counts = counted[by][tr.classList.contains('all') ? ALL : tr.dataset.k];
    tr.hidden = !counts && (by !== 'month' || Boolean(chosen.period));
    if (!tr.hidden) fillRow(tr, counts || noCounts());
  });
}

/* ---- the tasks behind a number in the bars, which are found in the cases on demand ---- */

const BEHIND = 100; /* how many of the tasks behind a number are listed before the user asks for all */
let earlyAtFirst = 0;
function closeBehind() { if (byId('behind')) byId('behind').remove(); }
/* Returns the lines that a cell counts: their kind, or '' for all that fell due; their first and last month; their duty or
 * group. */
function askedIn(cell) {
  const tr = cell.parentElement, by = tr.closest('table').id.slice(5), period = periods()[chosen.period || ''], key = tr.dataset.k;
  const asked = {kind: kinds[cell.cellIndex - 4] || '', from: period.from, to: period.to, series: null, group: null};
  if (by === 'month') asked.from = asked.to = Number(key);
  else if (by === 'duty') asked.series = Number(key);
  else if (!tr.classList.contains('all')) asked.group = key;
  return asked;
}
function isAskedFor(asked, child, series) {
  return (asked.series === null || asked.series === series) && isDutyOf(child, series);
}
function hasAsked(asked, child) {
  const tokens = asked.kind === 'unknown' ? doubtsOf(child) : tokensOf(child);
  for (let i = 0; i < tokens.length; i += 4) if (isAskedFor(asked, child, tokens[i])) return true;
  return false;
}
function isBehind(asked, child, line) {
  const data = line.dataset, state = data.k || data.s, series = Number(data.r);
  if (!isAskedFor(asked, child, series) || latest.has(series)) return false;
  if (asked.kind === 'unknown') return data.u !== undefined && Number(data.u) <= asked.to && (Number(data.v) || Infinity) >= asked.from;
  if (asked.kind ? state !== asked.kind : !kinds.slice(0, 4).includes(state)) return false;
  const day = Number(state === 'unset' ? data.b : data.d), month = monthOf(day);
  return (state === 'unset' || day <= today) && month >= asked.from && month <= asked.to;
}
function monthOf(day) { return dateOf(day).getUTCFullYear() * 12 + dateOf(day).getUTCMonth(); }
function linesBehind(asked, limit) {
  const found = [], column = groupColumn();
  for (const child of lists.child.rows) {
    if (found.length >= limit) break;
    if (!child.ok || asked.group !== null && column >= 0 && child.values[column] !== asked.group || !hasAsked(asked, child)) continue;
    linesOf(child).forEach(function (line) { if (isBehind(asked, child, line)) found.push({child: child, line: line}); });
  }
  return found.slice(0, limit);
}
function showBehind(cell, limit) {
  const all = ungrouped(cell.firstElementChild.textContent), found = linesBehind(askedIn(cell), limit || BEHIND);
  closeBehind();
  const place = make('div', null, {id: 'behind'});
  cell.closest('table').after(place);
  addWayBack(place, cell, closeBehind);
  const table = make('table', place, {}), body = make('tbody', null, {});
  make('caption', table, {}, capital(headOf(cell)) + ', ' + rowNameOf(cell) + ': ' + count(all, 'task') +
    (found.length < all ? ', the first ' + grouped(found.length) + ' shown' : ''));
  const head = make('tr', make('thead', table, {}), {});
  ['Case', 'Duty', 'State', 'Due'].forEach(function (name) { make('th', head, {scope: 'col'}, name); });
  found.forEach(function (one) {
    const tr = make('tr', body, {});
    linkCase(make('th', tr, {scope: 'row'}), one.child);
    for (let i = 0; i < 3; i++) copyCell(one.line.cells[i], make('td', tr, i ? {'data-label': ['', 'State', 'Due'][i]} : {}));
  });
  table.append(body);
  if (found.length < all) addButton(make('div', place, {class: 'more'}), 'Show all ' + grouped(all), function () { showBehind(cell, Infinity); });
  goTo(place);
}
/* Puts a button above a list that was opened from a number. The button, or Escape, closes the list and goes back to the number. */
function addWayBack(place, cell, close) {
  function goBack() {
    close();
    cell.firstElementChild.focus({preventScroll: true});
    cell.scrollIntoView({block: 'center'});
  }
  place.setAttribute('role', 'region');
  place.setAttribute('aria-label', cell.firstElementChild.getAttribute('aria-label'));
  addButton(make('div', place, {class: 'more'}), 'Close', goBack);
  place.onkeydown = function (event) { if (event.key === 'Escape') goBack(); };
}

/* ---- weeks: what falls due next ---- */

function aheadOf(child) {
  if (!child.ahead)
    child.ahead = child.data.w.split(' ').filter(Boolean).map(function (token) {
      const parts = token.split('.');
      return {due: today + Number(parts[0]), series: Number(parts[1]), later: parts[2]};
    });
  return child.ahead;
}
let weekStarts = []; /* the first day of each column of the calendar */
/* Returns the column of a day, or -1 if it is after the calendar. */
function weekOf(day) { return day > weekStarts[weekStarts.length - 1] + 6 ? -1 : weekStarts.findLastIndex(function (start) { return start <= day; }); }

function addWeeks() {
  weekStarts = Array.from(byId('weeks').tHead.rows[0].cells).slice(1).map(function (cell) { return Number(cell.dataset.d); });
  byId('weeks').querySelectorAll('td').forEach(function (cell) {
    cell.textContent = '';
    addButton(cell, '', function () { showWeek(cell); });
  });
  make('div', byId('coming'), {id: 'week'});
}
let weeksAtFirst = null;
function countWeeks() {
  const column = groupColumn(), counts = Object.create(null);
  lists.child.rows.forEach(function (child) {
    if (!child.ok) return;
    const key = column < 0 ? '' : child.values[column];
    aheadOf(child).forEach(function (one) {
      if (!isDutyOf(child, one.series) || weekOf(one.due) < 0) return;
      [ALL, key].forEach(function (name) {
        counts[name] = counts[name] || new Array(weekStarts.length).fill(0);
        counts[name][weekOf(one.due)]++;
      });
    });
  });
  return counts;
}
function fillWeeks(isWhole) {
  const counts = isWhole && weeksAtFirst || countWeeks(), weeks = 8;
  if (isWhole) weeksAtFirst = counts;
  Array.from(byId('weeks').tBodies[0].rows).forEach(function (tr) {
    const row = counts[tr.classList.contains('all') ? ALL : tr.dataset.k], sum = row ? row.reduce(function (a, b) { return a + b; }) : 0;
    tr.hidden = !row && !tr.classList.contains('all');
    tr.querySelectorAll('td').forEach(function (cell, week) {
      const number = row ? row[week] : 0, heavy = number >= 5 && 2 * weeks * number >= 3 * sum, press = cell.firstChild;
      press.textContent = number ? grouped(number) : '\u2013';
      press.disabled = !number;
      press.setAttribute('aria-label', number + (heavy ? ' heavy' : '') + ', ' + tr.cells[0].textContent + ', ' +
        byId('weeks').tHead.rows[0].cells[week + 1].firstChild.textContent);
      cell.classList.toggle('heavy', heavy);
      if (heavy) press.append(' ', make('small', null, {}, 'heavy'));
    });
  });
  closeWeek();
}
function closeWeek() {
  const place = byId('week');
  place.textContent = '';
  ['role', 'aria-label', 'tabindex'].forEach(function (name) { place.removeAttribute(name); });
}
function showWeek(cell) {
  const week = Number(cell.dataset.k), tr = cell.parentElement, place = byId('week'), column = groupColumn(), due = [];
  lists.child.rows.forEach(function (child) {
    if (!child.ok || !tr.classList.contains('all') && child.values[column] !== tr.dataset.k) return;
    aheadOf(child).forEach(function (one) { if (isDutyOf(child, one.series) && weekOf(one.due) === week) due.push({child: child, one: one}); });
  });
  due.sort(function (left, right) { return left.one.due - right.one.due; });
  closeWeek();
  addWayBack(place, cell, closeWeek);
  const table = make('table', place, {}), body = make('tbody', null, {});
  make('caption', table, {}, byId('weeks').tHead.rows[0].cells[week + 1].firstChild.textContent + ', ' + tr.cells[0].textContent + ': ' + grouped(due.length) + ' due');
  const head = make('tr', make('thead', table, {}), {});
  ['Due', 'Case', 'Duty'].forEach(function (name) { make('th', head, {scope: 'col'}, name); });
  due.forEach(function (row) {
    const line = make('tr', body, {});
    make('td', line, {}, dayWords(row.one.due));
    linkCase(make('th', line, {scope: 'row'}), row.child);
    make('td', line, {}, capital(duties.get(row.one.series)));
  });
  table.append(body);
  goTo(place);
}

/* ---- updating the bars and weeks when a filter that they depend on has changed ---- */

/* Writes the name of a child, as a link that opens the case at the end of the page. */
function linkCase(parent, child) {
  const link = make('a', parent, {href: '#c' + child.data.c}, child.name);
  link.addEventListener('click', function (event) { event.preventDefault(); openBelow(byId('c' + child.data.c)); });
}

let measuredFor = null;
function fillMeasures(text) {
  const parts = [text, chosen.duty || ''].concat(columns.map(function (name, column) { return chosen[keyOf(column)] || ''; }));
  const now = JSON.stringify([chosen.period].concat(parts)), isWhole = parts.every(function (part) { return !part; });
  if (now === measuredFor) return;
  document.querySelectorAll('#duties [data-period]').forEach(function (press) {
    press.setAttribute('aria-pressed', String(press.dataset.period === (chosen.period || '')));
  });
  if (measuredFor || !isWhole || chosen.period) fillBars(isWhole);
  fillWeeks(isWhole);
  measuredFor = now;
}
