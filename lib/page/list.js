/* Shows the children and what is due, filtered by the choices in the address, sorted, and a limited number at a time. */

const lists = {}; /* for each view, `child` and `duty`, its table and rows */
let children = [], changed = [], controls, columns = [], chosen = Object.create(null), whoseAtFirst = '', changesAtFirst = '', standingAtFirst = '';
let columnValues = []; /* for each column, the values that the cases have */
let tiles = [], viewButtons = [], listStatus, offers, moreRows, sheetButton;

/* ---- choosing ---- */

/* Changes choices that do not need a new list: the case that is open, or the order. */
function note(changes) {
  Object.assign(chosen, changes);
  forgetUnknown(changes);
  tellUnknown();
  for (const key in chosen) if (!chosen[key]) delete chosen[key];
  writeAddress();
}
/* Only tasks that are still to do can be due in the coming weeks. If somebody chooses Due together with a state of finished tasks,
 * the choice made last is kept. */
function choose(changes) {
  Object.assign(chosen, changes);
  if (isOverChosen()) delete chosen[changes.due && !changes.state ? 'state' : 'due'];
  for (const key in chosen) if (!chosen[key]) delete chosen[key];
  for (const name in lists) lists[name].limit = PAGE[name];
  forgetUnknown(changes);
  writeAddress();
  apply();
}
function view() { return chosen.view === 'duty' ? 'duty' : 'child'; }

/* ---- rows: read as text from a noscript; elements are made when a row is shown ---- */

const workshop = document.createElement('template');
function plain(markup) {
  if (!markup.includes('&')) return markup;
  workshop.innerHTML = markup;
  return workshop.content.textContent;
}
class Row {
  constructor(text, order) {
    this.text = text;
    this.order = order;
    this.data = {};
    for (const one of text.slice(0, text.indexOf('>')).matchAll(/ data-(\w)="([^"]*)"/g)) this.data[one[1]] = one[2];
  }
  get tr() {
    if (!this.made) {
      workshop.innerHTML = this.text;
      this.made = workshop.content.firstElementChild;
      this.made.row = this;
    }
    return this.made;
  }
}

function readTable(name, folded) {
  const text = folded.textContent, begin = text.indexOf('<tbody>') + '<tbody>'.length, end = text.lastIndexOf('<\/tbody>');
  workshop.innerHTML = text.slice(0, begin) + text.slice(end);
  const list = {name: name, table: workshop.content.querySelector('table'), limit: PAGE[name], rows: [], sort: null};
  folded.replaceWith(list.table);
  text.slice(begin, end).split('<\/tr>').forEach(function (row, order) { if (row.trim()) list.rows.push(new Row(row.trim(), order)); });
  lists[name] = list;
  return list;
}
function readChildren(folded) {
  const list = readTable('child', folded);
  columns = Array.from(list.table.tHead.rows[0].cells).slice(5).map(function (cell) { return cell.textContent; });
  list.rows.forEach(function (row) {
    row.cells = row.text.split('<td data-label="');
    row.name = plain(/<a [^>]*>([^<]*)/.exec(row.cells[0])[1]);
    row.asFound = searchable(row.name);
    row.values = row.cells.slice(5).map(function (cell) { return plain(cell.slice(cell.indexOf('>') + 1, cell.indexOf('<\/td>'))); });
    row.rows = [];
    row.ok = true;
    children[Number(row.data.c)] = row;
  });
}
function readDue(folded) {
  readTable('duty', folded).rows.forEach(function (row) {
    const data = row.data;
    row.child = children[Number(data.c)];
    row.child.rows.push(row);
    row.duty = data.r === undefined ? '' : duties.get(Number(data.r));
    row.title = plain(/<span class="t">([^<]*)/.exec(row.text)[1]);
    row.of = titleOf(row.title, Number(data.r));
    row.setBy = /data-label="Set by">([^<]*)/.exec(row.text)[1];
    row.state = data.s;
    row.due = data.d === undefined ? Infinity : Number(data.d);
  });
}

/* ---- later lines: those that fall due only after the lines in the list; their rows are made when days are chosen under Due ---- */

function cloneLink(child) {
  const cell = child.tr.cells[0].cloneNode(true);
  cell.firstChild.setAttribute('aria-expanded', 'false');
  return cell;
}
class LaterRow {
  constructor(child, one) {
    Object.assign(this, {child: child, series: one.series, due: one.due, state: slugs[one.later], isLater: true, setBy: '', data: {c: child.data.c}});
    this.title = this.duty = duties.get(one.series);
    this.of = titleOf(this.title, one.series);
  }
  get tr() {
    if (this.made) return this.made;
    const tr = this.made = make('tr', null, {'data-c': this.data.c, 'data-s': this.state}), symbol = shape('svg', tr, {'class': 'i ' + colourOf(this.state), viewBox: '0 0 16 16', 'aria-hidden': 'true'});
    tr.row = this;
    shape('use', symbol, {href: '#i-' + this.state});
    tr.prepend(cloneLink(this.child));
    make('span', make('td', tr, {}), {'class': 't'}, this.title);
    const state = make('td', tr, {});
    state.append(symbol, words[this.state]);
    make('small', state, {}, 'assuming the one before is done on its due date (today, if overdue)');
    make('td', tr, {'data-label': 'Due'}, dayWords(this.due));
    make('td', tr, {'data-label': 'Set by'});
    Array.from(this.child.tr.cells).slice(5).forEach(function (cell) { tr.append(cell.cloneNode(true)); });
    return tr;
  }
}
function laterOf(child) {
  child.later = child.later || aheadOf(child).filter(function (one) { return one.later !== undefined; }).map(function (one) { return new LaterRow(child, one); });
  return child.later;
}
let laterMade = null;
function laterRows() {
  if (!laterMade) {
    laterMade = lists.child.rows.flatMap(laterOf).sort(function (left, right) { return left.due - right.due; });
    laterMade.forEach(function (row, i) { row.order = lists.duty.rows.length + i; });
  }
  return laterMade;
}

/* ---- lines that are over: their rows are made from the cases when they are needed ---- */

const SORTABLE = 5000; /* sorting more rows than this would take seconds, because each row has to be made first */
function overRows(limit) {
  const made = [];
  for (const child of findChildren([])) {
    if (made.length >= limit) break;
    linesOf(child).forEach(function (line) {
      if (stateOf(line) === chosen.state && isDutyOf(child, Number(line.dataset.r))) made.push(overRow(child, line, made.length));
    });
  }
  return made;
}
/* Returns the state that a line of a case is listed under. It may be drawn in another state. */
function stateOf(line) { return line.dataset.k || line.dataset.s; }
/* Returns the rows of a child's lines. Makes them first if the case has not been opened yet. */
function linesOf(child) {
  const article = byId('c' + child.data.c), folded = foldedIn(article), inside = make('template', null, {});
  if (folded) inside.innerHTML = folded.textContent;
  return (folded ? inside.content : article).querySelectorAll('.lines > tbody > tr');
}
/* Copies a cell of a line, without its explanation. */
function copyCell(from, to) {
  Array.from(from.childNodes).forEach(function (node) { if (!node.classList || !node.classList.contains('why')) to.append(node.cloneNode(true)); });
}
function overRow(child, line, order) {
  const tr = make('tr', null, {'data-c': child.data.c, 'data-s': stateOf(line), 'data-p': line.id.split('-')[1]});
  tr.append(cloneLink(child));
  for (let i = 0; i < 3; i++) {
    const cell = make('td', tr, {});
    copyCell(line.cells[i], cell);
    if (i === 1 && !cell.querySelector('svg')) {
      const symbol = shape('svg', cell, {'class': 'i ' + colourOf(line.dataset.s), viewBox: '0 0 16 16', 'aria-hidden': 'true'});
      shape('use', symbol, {href: '#i-' + line.dataset.s});
      cell.prepend(symbol);
    }
  }
  tr.cells[3].dataset.label = 'Due';
  make('td', tr, {'data-label': 'Done or ended'}, line.cells[4].textContent);
  Array.from(child.tr.cells).slice(5).forEach(function (cell) { tr.append(cell.cloneNode(true)); });
  const title = line.querySelector('.t');
  tr.row = {tr: tr, data: tr.dataset, order: order, child: child, title: title ? title.textContent : '', setBy: line.cells[4].textContent,
            state: stateOf(line), duty: '', due: line.dataset.d === undefined ? Infinity : Number(line.dataset.d)};
  return tr.row;
}

/* ---- sorting rows ---- */

/* Returns the number in a child's cell: its day, or its count. */
function numberIn(row, column) {
  const found = /^[^"]*" data-\w="(-?\d+)"/.exec(row.cells[column]);
  return found ? Number(found[1]) : column === 4 ? Infinity : -Infinity;
}
function byNumber(left, right) { return left === right ? 0 : left < right ? -1 : 1; }
function textIn(child, column) { return column ? child.values[column - 5] : child.name; }
const orders = {
  child: function (column, left, right) {
    if (column === 1 || column === 2 || column === 4) return byNumber(numberIn(left, column), numberIn(right, column));
    if (column === 3) return byNumber(numberIn(right, column), numberIn(left, column));
    return collator.compare(textIn(left, column), textIn(right, column));
  },
  duty: function (column, left, right) {
    const ranks = Object.keys(colours);
    if (column === 3) return byNumber(left.due, right.due);
    if (column === 2) return lists.duty.table.dataset.order === 'worst' ? 0 : ranks.indexOf(left.state) - ranks.indexOf(right.state);
    if (column === 1) return collator.compare(left.title, right.title);
    if (column === 4) return collator.compare(left.setBy, right.setBy);
    return collator.compare(textIn(left.child, column), textIn(right.child, column));
  }
};
/* Returns the rank that the list is sorted by first. In either direction, open cases that neither need a visit (or review) nor have
 * one on file come after the others, and cases with nothing left to do come last. */
function rankOf(row, column) {
  const not = column === 1 || column === 2 ? / data-not="(\w+)"/.exec(row.cells[column].split('>', 1)[0]) : null;
  return not ? ['due', 'open'].indexOf(not[1]) + 1 : 0;
}
/* Reads the order of a list from the address: the heading of a column, with "-" before it if the order is reversed. */
function readSort(list) {
  const text = chosen.sort || '', column = list.heads.indexOf(text.replace(/^-/, ''));
  list.sort = column < 0 ? null : {column: column, direction: text.startsWith('-') ? -1 : 1};
}
function sorted(list, rows) {
  if (!list.sort) return rows;
  const order = orders[list.name], column = list.sort.column, direction = list.sort.direction;
  return rows.slice().sort(function (left, right) {
    return list.name === 'child' && rankOf(left, column) - rankOf(right, column) ||
      (order(column, left, right) || left.order - right.order) * direction || left.order - right.order;
  });
}
function addSorting(list) {
  list.heads = Array.from(list.table.tHead.rows[0].cells).map(function (cell) { return cell.textContent; });
  Array.from(list.table.tHead.rows[0].cells).forEach(function (cell, column) {
    const name = cell.textContent;
    cell.textContent = '';
    addButton(cell, name, function () {
      const before = list.sort || list.first;
      note({sort: (before && before.column === column && before.direction > 0 ? '-' : '') + name});
      apply();
    }, 'sort');
  });
  list.first = list.name === 'duty' && list.table.dataset.order === 'worst' ? {column: 2, direction: 1} : null;
}

/* ---- showing rows ---- */

/* Shows the rows of a list, at most `most` of them for now. Rows at the beginning that are already shown stay as they are. */
function fill(list, rows, most) {
  const shown = rows.slice(0, Math.min(list.limit, most)), at = list.sort || list.first, before = list.shown || [];
  const differs = shown.findIndex(function (row, i) { return row !== before[i]; }), same = differs < 0 ? shown.length : differs;
  if (same < shown.length || same < before.length) replaceRows(list, shown, same);
  list.shown = shown;
  Array.from(list.table.tHead.rows[0].cells).forEach(function (cell, column) {
    if (at && column === at.column) cell.setAttribute('aria-sort', at.direction > 0 ? 'ascending' : 'descending');
    else cell.removeAttribute('aria-sort');
  });
  if (list.name === 'duty') nameRows(list);
  list.table.caption.querySelector('span').hidden = list.name === 'duty' && isOverChosen() || Boolean(list.sort) && (!list.first || list.sort.column !== list.first.column || list.sort.direction < 0);
}

function replaceRows(list, shown, same) {
  const body = list.table.tBodies[0], kept = new Set(shown), opened = new Map(), parts = document.createDocumentFragment();
  body.querySelectorAll(':scope > .opened').forEach(function (tr) {
    if (kept.has(tr.row)) opened.set(tr.row, tr);
    else closeCase(tr.querySelector('.case'));
  });
  shown.slice(same).forEach(function (row) {
    if (!linkOf(row).hasAttribute('aria-expanded')) linkOf(row).setAttribute('aria-expanded', 'false');
    parts.append(row.tr);
    if (opened.has(row)) parts.append(opened.get(row));
  });
  const last = same ? opened.get(shown[same - 1]) || shown[same - 1].tr : null;
  while (last ? last.nextSibling : body.firstChild) (last ? last.nextSibling : body.firstChild).remove();
  body.append(parts);
}

/* Sets the caption and the fifth heading of the list by duty, for lines that are due or lines that are over. */
function nameRows(list) {
  const texts = [list.table.caption.firstChild, list.table.tHead.rows[0].cells[4].firstChild];
  list.names = list.names || texts.map(function (text) { return text.textContent; });
  (isOverChosen() ? [words[chosen.state], 'Done or ended'] : list.names).forEach(function (name, i) { texts[i].textContent = name; });
}
/* Begins the sentence for a list without rows. Finished tasks are not in the list, but may match. */
function nothingWords() {
  const isAnyState = !chosen.state && !chosen.due;
  const finished = isAnyState ? lists.child.rows.reduce(function (sum, child) {
    return child.ok ? over.reduce(function (part, slug) { return slug === 'unset' ? part : part + countOver(child, slugs.indexOf(slug)); }, sum) : sum;
  }, 0) : 0;
  return finished ? 'Nothing is due; ' + count(finished, 'finished task') + (finished === 1 ? ' matches' : ' match') : 'Nothing matches';
}
function tellShown(list, number, all) {
  const noun = list.name === 'child' ? 'case' : 'row', shown = Math.min(number, list.limit);
  tellNothing(!number && isNarrowed());
  listStatus.textContent = !number ? nothingWords() + ' all of these filters: ' + filterWords().join(', ') + '.'
    : (shown === number ? 'Showing ' + count(number, noun) : 'Showing the first ' + grouped(shown) + ' of ' + count(number, noun)) +
      (number < all && !isOverChosen() ? ', filtered from ' + grouped(all) : '') + '.' +
      (list.name === 'duty' && isOverChosen() && list.sort && number > SORTABLE && shown < number
        ? ' Only these rows are sorted. To sort them all, filter the list to ' + grouped(SORTABLE) + ' rows or fewer.' : '');
  moreRows.hidden = shown === number;
  moreRows.lastChild.textContent = 'Show all ' + grouped(number);
}

/* If nothing matches, offers to leave out each filter, or all of them. */
function tellNothing(isNothing) {
  const parts = isNothing ? filterParts() : [];
  offers.textContent = '';
  offers.hidden = !isNothing;
  if (parts.length > 1) parts.forEach(function (part) {
    addButton(offers, 'Leave out: ' + part.words, function () { choose({[part.key]: ''}); focusList(); });
  });
  if (isNothing) addButton(offers, 'Clear filters', function () { clearFilters(); focusList(); });
}
function focusList() { byId('list-h').focus({preventScroll: true}); }

function absentWords(number) { return number ? grouped(number) + ' because of events that are not in the file' : ''; }
function fillTiles() {
  const counts = isNarrowed() ? countStates() : {};
  tiles.forEach(function (tile) {
    const slug = tile.dataset.s, press = tile.firstChild, number = isNarrowed() ? counts[slug] : Number(tile.dataset.all);
    say(press.querySelector('b'), grouped(number));
    if (tile.forCases !== undefined) say(press.querySelector('.for'), !isNarrowed() ? tile.forCases : number ? (number === 1 ? 'task for ' : 'tasks for ') + count(counts.cases[slug].size, caseNoun()) : '');
    if (slug === 'check') say(press.querySelector('.absent'), absentWords(isNarrowed() ? counts.absent : Number(tile.absent)));
    press.setAttribute('aria-pressed', String(slug === 'week' ? chosen.due === 'week' : chosen.state === slug));
    press.disabled = !number;
  });
}

/* ---- leaving out what is only about other teams ---- */

let teamBefore; /* the team that findings and options were last hidden for */
function fillTeam() {
  const column = columns.findIndex(function (name) { return name.toLowerCase() === 'team'; }), team = chosen[keyOf(column)];
  if (column < 0 || team === teamBefore) return;
  teamBefore = team;
  fillFindings(Array.from(columnValues[column]), team);
  columns.forEach(function (name, other) { if (other !== column) fillOptions(other, column, team); });
}
/* Hides findings about other teams. The name of one team may begin with that of another, so a finding belongs to the longest name
 * that fits. */
function fillFindings(names, team) {
  document.querySelectorAll('#quality li').forEach(function (li) {
    const fitting = names.filter(function (name) { return li.textContent.startsWith('Not in the file for team ' + name + ': '); });
    const meant = fitting.reduce(function (best, name) { return name.length > best.length ? name : best; }, '');
    li.hidden = team !== undefined && meant !== '' && meant !== team;
  });
  const details = document.querySelector('#quality details'), number = details ? details.querySelectorAll('li:not([hidden])').length : 0;
  if (!details) return;
  details.hidden = !number;
  say(details.querySelector('summary'), grouped(number) + (number === 1 ? ' more thing' : ' more things') + ' to know about the file');
}
/* Hides the values of a column, such as workers, that none of the team's cases has. */
function fillOptions(column, teams, team) {
  const control = controls.find(function (one) { return one.key === keyOf(column); });
  if (!control) return;
  const some = lists.child.rows.concat(changed.map(function (row) { return row.child; }))
    .filter(function (child) { return team === undefined || (child.values[teams] || NONE) === team; });
  const values = new Set(some.map(function (child) { return child.values[column] || NONE; }));
  Array.from(control.element.options).forEach(function (option) {
    option.hidden = option.disabled = option.value !== '' && option.value !== chosen[control.key] && !values.has(option.value);
  });
}

/* ---- updating the page ---- */

/* Updates what is on the screen at once, and the rest a moment later: the rows below the screen, and the sections after the list.
 * The rest is done before anyone can see it: before the page is drawn after scrolling or resizing, and before printing. */
const MOMENT = 100, LEAST = 40; /* MOMENT is in milliseconds; LEAST is the smallest height of a row in pixels */
let rest = null, restTimer = 0;
function finish() {
  if (!rest) return;
  const act = rest;
  rest = null;
  clearTimeout(restTimer);
  act();
  document.querySelector('main').removeAttribute('aria-busy');
}
function later(act) {
  rest = act;
  clearTimeout(restTimer);
  restTimer = setTimeout(finish, MOMENT);
  document.querySelector('main').setAttribute('aria-busy', 'true');
}
/* Returns how many rows fill the screen below the head of a list. If the list begins above the screen, or a case is opened in it,
 * all rows must be there, so returns Infinity. */
function rowsOnScreen(list) {
  const top = list.table.parentElement.getBoundingClientRect().top;
  return top < 0 || list.table.querySelector('.opened') ? Infinity : Math.max(0, innerHeight - top) / LEAST + 1;
}

/* Updates the whole page for the current choices. */
function apply() {
  const text = findText(), now = view(), list = lists[now], most = list && measuredFor ? rowsOnScreen(list) : Infinity;
  match(text);
  if (list) readSort(list);
  const rows = findRows(), some = findChildren(rows);
  let found = now === 'child' ? some : rows, number = found.length;
  for (const name in lists) lists[name].table.hidden = name !== now;
  if (list) {
    if (now === 'duty' && isOverChosen()) {
      number = some.reduce(function (sum, child) { return sum + countOver(child, slugs.indexOf(chosen.state)); }, 0);
      found = overRows(list.sort && number <= SORTABLE ? Infinity : list.limit);
    }
    found = sorted(list, found);
    fill(list, found, most);
    if (now === 'child') fillMatches(list, rows);
    tellShown(list, number, list.rows.length + (now === 'duty' && chosen.due ? laterRows().length : 0));
  } else {
    tellNothing(false);
    listStatus.textContent = 'Nothing to do.';
    moreRows.hidden = true;
  }
  fillTiles();
  fillTeam();
  say(byId('whose'), isNarrowed() ? casesInWords(some.length) : whoseAtFirst);
  tellUnknown();
  viewButtons.forEach(function (press) { press.setAttribute('aria-pressed', String(press.dataset.view === now)); });
  controls.forEach(function (control) { if (control.element.value !== (chosen[control.key] || '')) control.element.value = chosen[control.key] || ''; });
  sheetButton.disabled = !some.length;
  later(function () {
    if (list) fill(list, found, Infinity);
    if (now === 'child') fillMatches(list, rows);
    /* these notes count the whole page, so they are hidden when the list is filtered */
    document.querySelectorAll('#list > .notes').forEach(function (note) { note.hidden = isNarrowed(); });
    fillStanding(some);
    fillChanges(text);
    fillMeasures(text);
  });
  if (!list || Math.min(found.length, list.limit) <= most) finish();
}

/* Updates the note below the list, so that its number of children who need checking only covers those shown. The rest of the note
 * is about the whole file. If no case has a chosen value, such as a team, there are no children to count. */
function fillStanding(some) {
  const note = document.querySelector('#list > .standing'), number = isNarrowed() ? some.filter(needsChecking).length : 0;
  standingAtFirst = standingAtFirst || note.textContent;
  note.textContent = !isNarrowed() ? standingAtFirst : hasUnknownColumn() ? standingAtFirst.replace(/\d+ (child needs|children need) checking\. /, '') : standingAtFirst.replace(/\d+ (child needs|children need) checking/,
    grouped(number) + (number === 1 ? ' child shown here needs' : ' children shown here need') + ' checking');
}

/* ---- changes since an older list ---- */

/* Reads the rows that show changes. If a case is only in the old list, it is not among the children of the new list, so the row has
 * its values. */
function readChanges() {
  document.querySelectorAll('#since tbody > tr').forEach(function (tr) {
    const data = tr.dataset, title = tr.querySelector('.t').textContent, series = Number(data.r);
    const child = data.c === undefined
      ? {asFound: searchable(tr.cells[0].textContent), values: columns.map(function (name, i) { return data['v' + i]; })}
      : children[Number(data.c)];
    changed.push({tr: tr, child: child, title: title, of: titleOf(title, series), state: data.s,
                  duty: data.r === undefined ? '' : duties.get(series), due: data.d === undefined ? Infinity : Number(data.d)});
  });
}
function fillChanges(text) {
  const told = document.querySelector('#since > p'), parts = [];
  if (!told) return;
  const chooses = chooser(text);
  changed.forEach(function (row) {
    if (row.tr.dataset.c === undefined) chooses(row.child);
    row.tr.hidden = !passes(row);
  });
  document.querySelectorAll('#since details').forEach(function (kind) {
    const number = kind.querySelectorAll('tbody > tr:not([hidden])').length, summary = kind.querySelector('summary');
    kind.querySelector('b').textContent = grouped(number);
    kind.hidden = !number;
    if (number) parts.push(grouped(number) + ' ' + summary.firstChild.textContent.split(':')[0].toLowerCase());
  });
  changesAtFirst = changesAtFirst || told.textContent;
  told.textContent = !isNarrowed() ? changesAtFirst : changesAtFirst.split(': ')[0] +
    (isOfLines() ? ', tasks that match the filters: ' : ', cases shown: ') + (parts.join(', ') || 'no changes') + '.';
}

/* ---- the controls of the list ---- */

function addSelect(form, label, key, options) {
  const select = make('select', make('label', form, {}, label), {});
  make('option', select, {value: ''}, 'All');
  options.forEach(function (option) { make('option', select, {value: option[0]}, option[1]); });
  controls.push({element: select, key: key});
}
function addSearch(form, label, key) {
  controls.push({element: make('input', make('label', form, {}, label), {type: 'search', autocomplete: 'off', spellcheck: 'false'}), key: key});
}
function distinct(values) { return Array.from(new Set(values)).sort(collator.compare); }

function clearFilters() {
  const kept = {view: chosen.view, period: chosen.period, sort: chosen.sort, open: chosen.open};
  chosen = Object.create(null);
  unknown = [];
  choose(kept);
}

function addFilters(section) {
  const form = make('form', null, {class: 'filters', 'aria-label': 'Filter the page'}), rows = lists.duty ? lists.duty.rows : [];
  controls = [];
  columns.forEach(function (name, column) {
    const values = distinct(lists.child.rows.concat(changed.map(function (row) { return row.child; }))
      .map(function (child) { return child.values[column] || NONE; }));
    columnValues[column] = new Set(values);
    if (values.length > 1) addSelect(form, capital(name), keyOf(column), values.map(function (value) { return [value, value]; }));
  });
  addSelect(form, 'State', 'state', tiles.map(function (tile) { return tile.dataset.s; }).filter(function (slug) { return slug !== 'week' && words[slug] && Number(document.querySelector('.tile[data-s=' + slug + ']').dataset.all); })
    .map(function (slug) { return [slug, words[slug]]; }));
  addSelect(form, 'Duty', 'duty', distinct(rows.map(function (row) { return row.duty; }).filter(Boolean)).map(function (title) { return [title, capital(title)]; }));
  addSelect(form, 'Due', 'due', Object.entries(dueChoices()).map(function (one) { return [one[0], one[1].name]; }));
  addSearch(form, 'Case or duty', 'find');
  addButton(form, 'Clear filters', clearFilters);
  form.addEventListener('input', function (event) {
    const control = controls.find(function (one) { return one.element === event.target; });
    if (!control) return;
    if (control.element.type === 'search') typed();
    else deliberate();
    choose({[control.key]: control.element.value});
  });
  form.addEventListener('submit', function (event) { event.preventDefault(); });
  byId('summary-h').after(form);
  const bar = make('div', null, {class: 'views', role: 'group', 'aria-label': 'Show the list'});
  [['child', 'By ' + document.querySelector('main').dataset.noun], ['duty', 'By duty']].forEach(function (one) {
    addButton(bar, one[1], function () { choose({view: one[0] === 'duty' ? 'duty' : ''}); }).dataset.view = one[0];
  });
  viewButtons = Array.from(bar.children);
  sheetButton = addButton(bar, 'Supervision sheets', printSheets, 'sheets-button');
  section.querySelector('h2').after(bar);
  listStatus = make('p', null, {role: 'status'});
  offers = make('p', null, {class: 'offers'});
  bar.after(listStatus, offers);
  moreRows = make('div', section, {class: 'more'});
  addButton(moreRows, 'Show more', function () { lists[view()].limit += PAGE[view()]; apply(); });
  addButton(moreRows, '', function () { lists[view()].limit = Infinity; apply(); });
}

function addTiles() {
  tiles = Array.from(document.querySelectorAll('.tile'));
  tiles.forEach(function (tile) {
    const inside = Array.from(tile.childNodes), slug = tile.dataset.s;
    const press = addButton(tile, '', function () {
      if (slug === 'week') choose({due: chosen.due === 'week' ? '' : 'week', state: ''});
      else choose({state: chosen.state === slug ? '' : slug, view: over.includes(slug) ? 'duty' : chosen.view});
      goTo(byId('list-h'));
    });
    tile.dataset.all = ungrouped(tile.querySelector('b').textContent);
    const cases = inside.find(function (node) { return node.className === 'for'; });
    if (cases) tile.forCases = cases.textContent;
    const absent = inside.find(function (node) { return node.className === 'absent'; });
    if (absent) tile.absent = ungrouped(absent.textContent.split(' ')[0]);
    tile.classList.add('has');
    press.append.apply(press, inside);
  });
}

function addOpening(table) {
  table.tBodies[0].addEventListener('click', function (event) {
    const tr = event.target.closest('tr[data-c]');
    if (!tr || tr.closest('.opened') || String(getSelection()) && !event.target.closest('a')) return;
    event.preventDefault();
    toggleCase(tr.row);
  });
}

function beginList() {
  const section = byId('list'), [table, due] = section.querySelectorAll('noscript');
  whoseAtFirst = byId('whose').textContent;
  if (!table) return;
  readChildren(table);
  if (due) readDue(due);
  readChanges();
  addTiles();
  addFilters(section);
  for (const name in lists) {
    addSorting(lists[name]);
    addOpening(lists[name].table);
  }
  readAddress();
  document.addEventListener('click', deliberate, true);
  addressed.addEventListener('hashchange', followAddress);
  addressed.addEventListener('popstate', comeBack);
  addEventListener('pagehide', function () {
    addressed.removeEventListener('hashchange', followAddress);
    addressed.removeEventListener('popstate', comeBack);
  });
}
function followAddress() {
  if (addressed.location.hash && !addressed.location.hash.includes('=')) return;
  isTyping = false;
  readAddress();
  openArticles().forEach(function (article) { if (children[Number(article.id.slice(1))].name !== chosen.open) closeCase(article); });
  apply();
  openChosen();
}
/* Opens the case that the address names, beneath its row or, if the list has no such row, at the end of the page. */
function openChosen() {
  const child = children.find(function (one) { return one && one.name === chosen.open; }), list = lists[view()];
  if (!child || byId('c' + child.data.c).classList.contains('open')) return;
  finish();
  const row = list && list.shown.find(function (one) { return one === child || one.child === child; });
  if (!row) return openBelow(byId('c' + child.data.c));
  toggleCase(row);
  linkOf(row).focus({preventScroll: true});
  row.tr.scrollIntoView();
}
