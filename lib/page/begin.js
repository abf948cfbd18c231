/* Sets up the page when it has loaded, and prepares it for printing. */

/* ---- printing a sheet for each worker who has something to do; the others are named on the last sheet ---- */

function sheetColumn() {
  const worker = columns.indexOf('worker');
  return worker >= 0 ? worker : columns.length - 1;
}
const ROOM = 26; /* how many tasks fit on an A4 sheet in large print */
/* The list by child names only the first few tasks in a cell, without their notes. A sheet must have every task that is overdue,
 * needs checking or falls due this week, with its notes. */
function fillSheetCell(cell, lines) {
  const list = cell.querySelector('ul');
  list.querySelectorAll('li:has(.t)').forEach(function (li) { li.remove(); });
  list.prepend.apply(list, lines.map(briefOf));
  list.querySelectorAll('.rest').forEach(function (li) { if (/^and |in the file$/.test(li.textContent)) li.remove(); });
}
/* Lists what is overdue or needs checking in the order of the list on the screen. Leaves out tasks that wait for an event that is
 * nowhere in the file, because the sheet names such events once. */
function fillLate(cell, child) {
  const lines = new Map(Array.from(linesOf(child)).map(function (line) { return [line.id.split('-')[1], line]; }));
  fillSheetCell(cell, (child.data.p || '').split(' ').map(function (number) { return lines.get(number); })
    .filter(function (line) { return line && ['overdue', 'check'].includes(stateOf(line)); }));
}
/* Lists what is due this week and one later task, and counts the others. */
function fillNext(cell, child) {
  const lines = Array.from(linesOf(child)).filter(function (line) { return ['soon', 'open'].includes(stateOf(line)); });
  lines.sort(function (left, right) { return byNumber(dueOf(left), dueOf(right)); });
  const due = lines.filter(function (line) { return dueOf(line) <= weekEnd; }).length, rest = lines.length - due - 1;
  fillSheetCell(cell, lines.slice(0, due + 1));
  if (rest > 0) make('li', cell.querySelector('ul'), {class: 'rest'}, 'and ' + grouped(rest) + ' more due later');
}
function dueOf(line) { return line.dataset.d === undefined ? Infinity : Number(line.dataset.d); }
function briefOf(line) {
  const li = make('li', null, {}), state = stateOf(line), symbol = shape('svg', li, {'class': 'i ' + colourOf(state), viewBox: '0 0 16 16', 'aria-hidden': 'true'});
  shape('use', symbol, {href: '#i-' + state});
  copyCell(line.cells[0], li);
  const isLate = state === 'overdue' || state === 'check';
  line.cells[isLate ? 1 : 2].childNodes.forEach(function (node) {
    if (node.nodeType === Node.TEXT_NODE) make('small', li, {}, isLate ? uncapital(node.textContent) : node.textContent);
  });
  line.cells[1].querySelectorAll('small').forEach(function (note) {
    if (/^another rule for this gives no date/.test(note.textContent)) return;
    make('small', li, {}, (note.className === 'ask' ? '. ' : '; ') + note.textContent);
  });
  return li;
}
function addSheet(place, name, some) {
  const sheet = make('section', place, {class: some.length > 12 ? 'sheet dense' : 'sheet'});
  make('h2', sheet, {}, 'Supervision: ' + name);
  make('p', sheet, {}, document.querySelector('h1').textContent + '. ' + document.querySelector('.findings li').textContent + '. ' +
    byId('rules-of').textContent);
  if (isNarrowed()) make('p', sheet, {}, 'Shown: ' + filterWords().join(', ') + '.');
  make('p', sheet, {}, 'Everything that is overdue, needs checking or is due by ' + dayWords(weekEnd) + ' is on this sheet. What is due later is on the page, under the case.');
  if (byId('absent')) make('p', sheet, {}, byId('absent').textContent);
  const idle = some.filter(function (child) { return !child.rows.length; }), table = make('table', sheet, {});
  make('caption', table, {}, count(some.length, 'case') + (idle.length ? '; nothing to do for: ' + idle.map(function (child) { return child.name; }).join(', ') : ''));
  const head = make('tr', make('thead', table, {}), {}), body = make('tbody', table, {});
  Array.from(lists.child.table.tHead.rows[0].cells).slice(0, 5).forEach(function (cell) { make('th', head, {scope: 'col'}, cell.textContent); });
  make('th', head, {scope: 'col'}, 'Notes');
  some.forEach(function (child) {
    if (!child.rows.length) return;
    const tr = make('tr', body, {});
    Array.from(child.tr.cells).slice(0, 5).forEach(function (cell) { tr.append(cell.cloneNode(true)); });
    dropMatches(tr);
    fillLate(tr.cells[3], child);
    fillNext(tr.cells[4], child);
    make('td', tr, {});
  });
  if (body.querySelectorAll('li').length > ROOM) sheet.classList.add('dense');
}
function isBusy(some) { return some.some(function (child) { return child.rows.length; }); }
function printSheets() {
  const place = make('div', document.querySelector('.page'), {id: 'sheets'}), column = sheetColumn(), groups = new Map();
  findChildren(findRows()).forEach(function (child) {
    const name = column < 0 ? '' : columns[column] + ' ' + (child.values[column] || NONE);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(child);
  });
  const names = Array.from(groups.keys()).sort(collator.compare), idle = names.filter(function (name) { return !isBusy(groups.get(name)); });
  names.forEach(function (name) { if (!idle.includes(name)) addSheet(place, name || 'all', groups.get(name)); });
  if (idle.length) {
    const last = place.lastElementChild || make('section', place, {class: 'sheet'});
    make('p', last, {class: 'idle'}, 'With nothing to do: ' + idle.map(function (name) {
      return (name || 'all') + ' (' + count(groups.get(name).length, 'case') + ')';
    }).join(', ') + '.');
  }
  document.documentElement.classList.add('sheets');
  addEventListener('afterprint', endSheets, {once: true});
  print();
}
function endSheets() {
  document.documentElement.classList.remove('sheets');
  byId('sheets').remove();
}

/* ---- printing the page ---- */

const PAPER = 700;
let moved = [], unfolded = [];
function unfoldQuality() {
  unfolded = Array.from(document.querySelectorAll('#quality details:not([open])'));
  unfolded.forEach(function (one) { one.open = true; });
}
function foldQuality() { unfolded.forEach(function (one) { one.open = false; }); }
function addPaper() {
  addEventListener('beforeprint', function () {
    moved = openArticles().map(function (article) {
      const place = {article: article, parent: article.parentElement, details: Array.from(article.querySelectorAll('details:not([open])'))};
      cases.append(article);
      place.details.forEach(function (one) { one.open = true; });
      if (article.view) article.view.width = PAPER;
      draw(article);
      return place;
    });
    document.querySelectorAll('tr.opened').forEach(function (tr) { tr.hidden = true; });
    cases.hidden = !moved.length;
  });
  addEventListener('afterprint', function () {
    moved.forEach(function (place) {
      place.parent.append(place.article);
      place.details.forEach(function (one) { one.open = false; });
      if (place.article.view) place.article.view.width = 0;
    });
    document.querySelectorAll('tr.opened').forEach(function (tr) { tr.hidden = false; });
    cases.hidden = !cases.querySelector('.open');
    moved.forEach(function (place) { draw(place.article); });
    moved = [];
  });
  let waiting = 0;
  addEventListener('resize', function () {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(function () { openArticles().forEach(draw); });
  });
}

/* ---- links at the head of the page that also choose ---- */

function addShortcut(after, text, changes, id) {
  const link = make('a', null, {href: '#' + id}, text);
  document.querySelector('nav a[href="#' + after + '"]').after(link);
  link.addEventListener('click', function (event) {
    event.preventDefault();
    choose(changes);
    finish();
    goTo(byId(id + '-h'));
  });
}
/* Adds two links: one lists next month's tasks, the other shows how many tasks were in time last quarter. The other filters
 * stay. */
function addShortcuts() {
  const next = monthKey(thisMonth + 1);
  if (dueChoices()[next]) addShortcut('coming', 'Coming up: ' + monthWords(thisMonth + 1).split(' ')[0], {due: next, state: ''}, 'list');
  addShortcut('duties', 'In time: last quarter', {period: 'last'}, 'duties');
}

/* ---- setting up the page ---- */

/* Opens the case that the address of the page links to. */
function openAddress() {
  const target = /^#c\d+$/.test(location.hash) && byId(location.hash.slice(1));
  if (target) openBelow(target);
  else openChosen();
}

document.addEventListener('DOMContentLoaded', function () {
  if (byId('cases')) beginWorklist();
  addEventListener('beforeprint', unfoldQuality);
  addEventListener('afterprint', foldQuality);
  addLinks();
  document.documentElement.classList.add('ready');
});
function beginWorklist() {
  const data = document.querySelector('main').dataset;
  today = Number(data.today);
  weekEnd = Number(data.week);
  lastHeld = Number(data.held);
  thisMonth = Number(data.month);
  cases = byId('cases');
  cases.hidden = true;
  document.querySelectorAll('.tile').forEach(function (tile) { words[tile.dataset.s] = tile.querySelector('span').textContent; });
  document.querySelectorAll('#bars-duty tbody tr').forEach(function (tr) {
    duties.set(Number(tr.dataset.k), tr.querySelector('.t').textContent);
    also.set(Number(tr.dataset.k), tr.dataset.also);
  });
  holidays = Array.from(document.querySelectorAll('#holidays > li')).map(function (li) { return {day: Number(li.dataset.d), words: li.textContent}; });
  beginList();
  if (lists.child) {
    addPeriods();
    addWeeks();
    addShortcuts();
    apply();
    readTokensWhenIdle();
    ['beforeprint', 'resize', 'scroll'].forEach(function (kind) { addEventListener(kind, finish, true); });
  }
  addPaper();
  addEventListener('load', openAddress); /* waits for the load event, because the browser only goes to the part named in the address
                                            then */
  addEventListener('hashchange', openAddress);
}
