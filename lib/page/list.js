/* Shows the children and what is due, filtered by the choices in the address, sorted, and a limited number at a time. */

const lists = {}; /* for each view, `child` and `duty`, its table and rows */
let children = [], changed = [], controls, columns = [], chosen = Object.create(null), whoseAtFirst = '', changesAtFirst = '', standingAtFirst = '', listStatus, moreRows, sheetButton;

/* ---- the chosen filters are in the address, so that a link or a reload shows the same list ---- */

/* Inside dueby-page.html the page has no address of its own, so the filters are in the address of the page around it, if that page
 * allows this. */
const addressed = function () {
  try {
    return location.protocol === 'about:' && parent.location.href ? parent : window;
  } catch (refused) { return window; }
}();
/* Ignores a choice that the page does not have. A team that the page does not have is kept, because its list is empty. */
function readAddress() {
  chosen = Object.create(null);
  const hash = addressed.location.hash.slice(1), known = {state: Object.keys(colours), due: Object.keys(PERIODS), period: Object.keys(periods())};
  if (hash.includes('=')) new URLSearchParams(hash).forEach(function (value, key) {
    if (value && (!Object.hasOwn(known, key) || known[key].includes(value))) chosen[key] = value;
  });
}
function writeAddress() {
  const hash = new URLSearchParams(Object.entries(chosen).filter(function (one) { return one[1]; })).toString();
  try {
    addressed.history.replaceState(null, '', hash ? '#' + hash : addressed.location.href.split('#')[0]);
  } catch (refused) { /* a page inside another page has no address that can be changed */ }
}
function choose(changes) {
  Object.assign(chosen, changes);
  for (const key in chosen) if (!chosen[key]) delete chosen[key];
  for (const name in lists) lists[name].limit = PAGE[name];
  writeAddress();
  apply();
}
function view() { return chosen.view === 'duty' ? 'duty' : 'child'; }

/* Returns a string in the form that a search compares: without capitals, apostrophes, hyphens or repeated spaces. */
function searchable(text) { return text.toLowerCase().replace(/['\u2019]/g, '').replace(/[\s-]+/g, ' '); }

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
    row.asFound = searchable(row.title + ', ' + (also.get(Number(data.r)) || ''));
    row.setBy = /data-label="Set by">([^<]*)/.exec(row.text)[1];
    row.state = data.s;
    row.due = data.d === undefined ? Infinity : Number(data.d);
  });
}

/* Reads the tokens of a child: "12.3.24318*2 " stands for two lines of series 12 in state 3 that fell due in that month, and is
 * read as four numbers: 12, 3, 24318, 2. Without a month the third is 0. Tokens are read when first needed. */
function tokensOf(child) {
  if (child.tokens) return child.tokens;
  const text = child.data.n, tokens = [];
  let value = 0, field = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48) {
      value = 10 * value + code - 48;
      continue;
    }
    if (!field) tokens.push(0, 0, 0, 1);
    tokens[tokens.length - 4 + field] = value;
    field = code === 46 ? field + 1 : code === 42 ? 3 : 0; /* the character code 46 is ".", and 42 is "*" */
    value = 0;
  }
  child.tokens = tokens;
  return tokens;
}
/* Reads the tokens of all children while the page has nothing else to do, so that the first filter is as fast as the others. */
function readTokensWhenIdle() {
  if (!window.requestIdleCallback) return;
  let next = 0;
  requestIdleCallback(function read(deadline) {
    while (next < lists.child.rows.length && deadline.timeRemaining() > 1) tokensOf(lists.child.rows[next++]);
    if (next < lists.child.rows.length) requestIdleCallback(read);
  });
}
/* Returns whether the text is in a duty's title, or in another name that people use for it. */
let foundFor = '';
const foundDuties = new Map();
function isDutyFound(series, text) {
  if (text !== foundFor) foundDuties.clear();
  foundFor = text;
  if (!foundDuties.has(series)) foundDuties.set(series, searchable(duties.get(series) + ', ' + (also.get(series) || '')).includes(text));
  return foundDuties.get(series);
}
function isOfDuty(series) { return !chosen.duty || duties.get(series) === chosen.duty; }

/* ---- filtering rows ---- */

const PERIODS = {week: 'This week', next: 'The week after', month: 'The next 4 weeks'};

function keyOf(column) { return ['state', 'due', 'duty', 'view', 'find', 'period', 'week'].includes(columns[column]) ? columns[column] + '_' : columns[column]; }
function isChosenChild(child) {
  return columns.every(function (name, column) { return chosen[keyOf(column)] === undefined || chosen[keyOf(column)] === (child.values[column] || NONE); });
}
function isDueThen(due) {
  if (!chosen.due) return true;
  if (chosen.due === 'week') return due >= today && due <= weekEnd;
  if (chosen.due === 'next') return due > weekEnd && due <= weekEnd + 7;
  return due >= today && due <= today + 28;
}
function isFound(row, text) { return !text || row.child.asFound.includes(text) || row.asFound.includes(text); }
function passes(row, text) {
  return row.child.ok && (!chosen.state || row.state === chosen.state) && (!chosen.duty || row.duty === chosen.duty) &&
    isDueThen(row.due) && isFound(row, text);
}
function findText() { return searchable(chosen.find || '').trim(); }
function isOverChosen() { return over.includes(chosen.state); }

/* Returns how many lines are over in the chosen state. */
function countOver(child, text) {
  const tokens = tokensOf(child), state = slugs.indexOf(chosen.state), isNamed = child.asFound.includes(text);
  let sum = 0;
  for (let i = 0; i < tokens.length; i += 4)
    if (tokens[i + 1] === state && isOfDuty(tokens[i]) && (isNamed || isDutyFound(tokens[i], text))) sum += tokens[i + 3];
  return sum;
}

function findChildren(text, rows) {
  if (isOverChosen()) return lists.child.rows.filter(function (child) { return child.ok && countOver(child, text); });
  if (chosen.state || chosen.duty || chosen.due) {
    const some = new Set(rows.map(function (row) { return row.child; }));
    return lists.child.rows.filter(function (child) { return some.has(child); });
  }
  return lists.child.rows.filter(function (child) {
    return child.ok && (!text || child.asFound.includes(text) || child.rows.some(function (row) { return isFound(row, text); }));
  });
}

/* ---- lines that are over: their rows are made from the cases when they are needed ---- */

const SORTABLE = 5000; /* sorting more rows than this would take seconds, because each row has to be made first */
function overRows(limit) {
  const made = [], text = findText();
  for (const child of findChildren(text, [])) {
    if (made.length >= limit) break;
    const article = byId('c' + child.data.c), folded = foldedIn(article), inside = make('template', null, {}), isNamed = child.asFound.includes(text);
    if (folded) inside.innerHTML = folded.textContent;
    (folded ? inside.content : article).querySelectorAll('.lines > tbody > tr').forEach(function (line) {
      const series = Number(line.dataset.r);
      if (line.dataset.s !== chosen.state || !isOfDuty(series) || !isNamed && !isDutyFound(series, text)) return;
      made.push(overRow(child, line, made.length));
    });
  }
  return made;
}
function overRow(child, line, order) {
  const tr = make('tr', null, {'data-c': child.data.c, 'data-s': line.dataset.s, 'data-p': line.id.split('-')[1]});
  tr.append(child.tr.cells[0].cloneNode(true));
  tr.cells[0].firstChild.setAttribute('aria-expanded', 'false');
  for (let i = 0; i < 3; i++) {
    const cell = make('td', tr, {});
    Array.from(line.cells[i].childNodes).forEach(function (node) { if (!node.classList || !node.classList.contains('why')) cell.append(node.cloneNode(true)); });
    if (i === 1 && !cell.querySelector('svg')) {
      const symbol = shape('svg', cell, {'class': 'i ' + colours[line.dataset.s], viewBox: '0 0 16 16', 'aria-hidden': 'true'});
      shape('use', symbol, {href: '#i-' + line.dataset.s});
      cell.prepend(symbol);
    }
  }
  tr.cells[3].dataset.label = 'Due';
  make('td', tr, {'data-label': 'Done or ended'}, line.cells[4].textContent);
  Array.from(child.tr.cells).slice(5).forEach(function (cell) { tr.append(cell.cloneNode(true)); });
  const title = line.querySelector('.t');
  tr.row = {tr: tr, data: tr.dataset, order: order, child: child, title: title ? title.textContent : '', setBy: line.cells[4].textContent,
            state: line.dataset.s, duty: '', due: line.dataset.d === undefined ? Infinity : Number(line.dataset.d)};
  return tr.row;
}

/* ---- sorting rows ---- */

/* Returns a child's cell as a number: its day, or its count. */
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
function sorted(list, rows) {
  if (!list.sort) return rows;
  const order = orders[list.name], column = list.sort.column, direction = list.sort.direction;
  return rows.slice().sort(function (left, right) { return (order(column, left, right) || left.order - right.order) * direction || left.order - right.order; });
}
function addSorting(list) {
  Array.from(list.table.tHead.rows[0].cells).forEach(function (cell, column) {
    const name = cell.textContent;
    cell.textContent = '';
    addButton(cell, name, function () {
      const before = list.sort || list.first;
      list.sort = {column: column, direction: before && before.column === column ? -before.direction : 1};
      apply();
    }, 'sort');
  });
  list.first = list.name === 'duty' && list.table.dataset.order === 'worst' ? {column: 2, direction: 1} : null;
}

/* ---- showing rows ---- */

function fill(list, rows) {
  const shown = rows.slice(0, list.limit), body = list.table.tBodies[0], kept = new Set(shown), opened = new Map();
  body.querySelectorAll(':scope > .opened').forEach(function (tr) {
    if (kept.has(tr.row)) opened.set(tr.row, tr);
    else closeCase(tr.querySelector('.case'));
  });
  const parts = document.createDocumentFragment(), at = list.sort || list.first;
  shown.forEach(function (row) {
    if (!linkOf(row).hasAttribute('aria-expanded')) linkOf(row).setAttribute('aria-expanded', 'false');
    parts.append(row.tr);
    if (opened.has(row)) parts.append(opened.get(row));
  });
  body.replaceChildren(parts);
  Array.from(list.table.tHead.rows[0].cells).forEach(function (cell, column) {
    if (at && column === at.column) cell.setAttribute('aria-sort', at.direction > 0 ? 'ascending' : 'descending');
    else cell.removeAttribute('aria-sort');
  });
  if (list.name === 'duty') nameRows(list);
  list.table.caption.querySelector('span').hidden = list.name === 'duty' && isOverChosen() || Boolean(list.sort) && (!list.first || list.sort.column !== list.first.column || list.sort.direction < 0);
}

/* Gives the list by duty the caption and the heading of its fifth column: those of what is due, or of what is over. */
function nameRows(list) {
  const texts = [list.table.caption.firstChild, list.table.tHead.rows[0].cells[4].firstChild];
  list.names = list.names || texts.map(function (text) { return text.textContent; });
  (isOverChosen() ? [words[chosen.state], 'Done or ended'] : list.names).forEach(function (name, i) { texts[i].textContent = name; });
}
function tellShown(list, number, all) {
  const noun = list.name === 'child' ? 'case' : 'row', shown = Math.min(number, list.limit);
  listStatus.textContent = !number ? 'Nothing matches these filters.'
    : (shown === number ? 'Showing ' + count(number, noun) : 'Showing the first ' + grouped(shown) + ' of ' + count(number, noun)) +
      (number < all && !isOverChosen() ? ', filtered from ' + grouped(all) : '') + '.' +
      (list.name === 'duty' && isOverChosen() && list.sort && number > SORTABLE && shown < number
        ? ' Only these rows are sorted. To sort them all, filter the list to ' + grouped(SORTABLE) + ' rows or fewer.' : '');
  moreRows.hidden = shown === number;
  moreRows.lastChild.textContent = 'Show all ' + grouped(number);
}

function filterWords() {
  const parts = [];
  columns.forEach(function (name, column) { if (chosen[keyOf(column)]) parts.push(name + ' ' + chosen[keyOf(column)]); });
  if (chosen.duty) parts.push(chosen.duty);
  if (chosen.state) parts.push(words[chosen.state].toLowerCase());
  if (chosen.due) parts.push('due: ' + PERIODS[chosen.due].toLowerCase());
  if (findText()) parts.push('\u201c' + chosen.find.trim() + '\u201d');
  return parts;
}
function isNarrowed() { return filterWords().length > 0; }
/* Returns whether a filter chooses among the lines of a case, rather than whole cases. */
function isOfLines() { return Boolean(chosen.state || chosen.duty || chosen.due || findText()); }

function fillTiles(text) {
  const counts = {week: 0};
  slugs.forEach(function (slug) { counts[slug] = 0; });
  if (!isNarrowed()) {
    document.querySelectorAll('.tile').forEach(function (tile) { counts[tile.dataset.s] = Number(tile.dataset.all); });
  } else {
    lists.child.rows.forEach(function (child) {
      if (!child.ok) return;
      const tokens = tokensOf(child), isNamed = child.asFound.includes(text);
      for (let i = 0; i < tokens.length; i += 4) {
        const state = slugs[tokens[i + 1]];
        if (over.includes(state) && isOfDuty(tokens[i]) && (isNamed || isDutyFound(tokens[i], text))) counts[state] += tokens[i + 3];
      }
    });
    (lists.duty ? lists.duty.rows : []).forEach(function (row) {
      if (!row.child.ok || chosen.duty && row.duty !== chosen.duty || !isFound(row, text)) return;
      if (!over.includes(row.state)) counts[row.state]++;
      if ((row.state === 'soon' || row.state === 'open') && row.due <= weekEnd) counts.week++;
    });
  }
  document.querySelectorAll('.tile').forEach(function (tile) {
    const slug = tile.dataset.s, press = tile.firstChild;
    tile.querySelector('b').textContent = grouped(counts[slug]);
    press.setAttribute('aria-pressed', String(slug === 'week' ? chosen.due === 'week' : chosen.state === slug));
    press.disabled = !counts[slug];
  });
}

/* Updates the whole page for the current choices. */
function apply() {
  const text = findText(), now = view();
  children.forEach(function (child) { child.ok = isChosenChild(child); });
  const rows = lists.duty ? lists.duty.rows.filter(function (row) { return passes(row, text); }) : [];
  const some = findChildren(text, rows);
  for (const name in lists) lists[name].table.hidden = name !== now;
  if (lists[now]) {
    const list = lists[now];
    let found = now === 'child' ? some : rows, number = found.length;
    if (now === 'duty' && isOverChosen()) {
      number = some.reduce(function (sum, child) { return sum + countOver(child, text); }, 0);
      found = overRows(list.sort && number <= SORTABLE ? Infinity : list.limit);
    }
    fill(list, sorted(list, found));
    tellShown(list, number, list.rows.length);
  } else {
    listStatus.textContent = 'Nothing to do.';
    moreRows.hidden = true;
  }
  fillTiles(text);
  byId('whose').textContent = isNarrowed() ? count(some.length, 'case') + ': ' + filterWords().join(', ') : whoseAtFirst;
  document.querySelectorAll('.views button').forEach(function (press) { press.setAttribute('aria-pressed', String(press.dataset.view === now)); });
  controls.forEach(function (control) { if (control.element.value !== (chosen[control.key] || '')) control.element.value = chosen[control.key] || ''; });
  sheetButton.disabled = !some.length;
  document.querySelectorAll('#list > .notes').forEach(function (note) { note.hidden = isNarrowed(); }); /* it counts the whole page */
  fillStanding(some);
  fillChanges(text);
  fillMeasures(text);
}

/* Updates how many children need checking in the note below the list: those that are shown. The rest of the note is on the whole
 * file. */
function fillStanding(some) {
  const note = document.querySelector('#list > .standing'), check = slugs.indexOf('check'), number = some.filter(function (child) {
    return tokensOf(child).some(function (value, i) { return i % 4 === 1 && value === check; }) ||
      child.rows.some(function (row) { return row.state === 'check'; });
  }).length;
  standingAtFirst = standingAtFirst || note.textContent;
  note.textContent = !isNarrowed() ? standingAtFirst : standingAtFirst.replace(/\d+ (child needs|children need) checking/,
    grouped(number) + (number === 1 ? ' child shown here needs' : ' children shown here need') + ' checking');
}

/* ---- what changed ---- */

/* Reads the rows of what changed. A case that is only in the old list is not among the children: its row has its values. */
function readChanges() {
  document.querySelectorAll('#since tbody > tr').forEach(function (tr) {
    const data = tr.dataset, title = tr.querySelector('.t').textContent, series = Number(data.r);
    const child = data.c === undefined
      ? {asFound: searchable(tr.cells[0].textContent), values: columns.map(function (name, i) { return data['v' + i]; })}
      : children[Number(data.c)];
    changed.push({tr: tr, child: child, title: title, asFound: searchable(title + ', ' + (also.get(series) || '')), state: data.s,
                  duty: data.r === undefined ? '' : duties.get(series), due: data.d === undefined ? Infinity : Number(data.d)});
  });
}
function fillChanges(text) {
  const told = document.querySelector('#since > p'), parts = [];
  if (!told) return;
  changed.forEach(function (row) {
    if (row.tr.dataset.c === undefined) row.child.ok = isChosenChild(row.child);
    row.tr.hidden = !passes(row, text);
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

function addFilters(section) {
  const form = make('form', null, {class: 'filters', 'aria-label': 'Filter the page'}), rows = lists.duty ? lists.duty.rows : [];
  controls = [];
  columns.forEach(function (name, column) {
    const values = distinct(lists.child.rows.concat(changed.map(function (row) { return row.child; }))
      .map(function (child) { return child.values[column] || NONE; }));
    if (values.length > 1) addSelect(form, capital(name), keyOf(column), values.map(function (value) { return [value, value]; }));
  });
  addSelect(form, 'State', 'state', Object.keys(colours).filter(function (slug) { return Number(document.querySelector('.tile[data-s=' + slug + ']').dataset.all); })
    .map(function (slug) { return [slug, words[slug]]; }));
  addSelect(form, 'Duty', 'duty', distinct(rows.map(function (row) { return row.duty; }).filter(Boolean)).map(function (title) { return [title, capital(title)]; }));
  addSelect(form, 'Due', 'due', Object.entries(PERIODS));
  addSearch(form, 'Case or duty', 'find');
  addButton(form, 'Clear filters', function () {
    const kept = {view: chosen.view, period: chosen.period};
    chosen = Object.create(null);
    choose(kept);
  });
  form.addEventListener('input', function (event) {
    const control = controls.find(function (one) { return one.element === event.target; });
    if (control) choose({[control.key]: control.element.value});
  });
  form.addEventListener('submit', function (event) { event.preventDefault(); });
  byId('summary-h').after(form);
  const bar = make('div', null, {class: 'views', role: 'group', 'aria-label': 'Show the list'});
  [['child', 'By child'], ['duty', 'By duty']].forEach(function (one) {
    addButton(bar, one[1], function () { choose({view: one[0] === 'duty' ? 'duty' : ''}); }).dataset.view = one[0];
  });
  sheetButton = addButton(bar, 'Supervision sheets', printSheets, 'sheets-button');
  section.querySelector('h2').after(bar);
  listStatus = make('p', null, {role: 'status'});
  bar.after(listStatus);
  moreRows = make('div', section, {class: 'more'});
  addButton(moreRows, 'Show more', function () { lists[view()].limit += PAGE[view()]; apply(); });
  addButton(moreRows, '', function () { lists[view()].limit = Infinity; apply(); });
}

function addTiles() {
  document.querySelectorAll('.tile').forEach(function (tile) {
    const inside = Array.from(tile.childNodes), slug = tile.dataset.s;
    const press = addButton(tile, '', function () {
      if (slug === 'week') choose({due: chosen.due === 'week' ? '' : 'week', state: ''});
      else choose({state: chosen.state === slug ? '' : slug, due: '', view: over.includes(slug) ? 'duty' : chosen.view});
      goTo(byId('list-h'));
    });
    tile.dataset.all = ungrouped(tile.querySelector('b').textContent);
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
  addressed.addEventListener('hashchange', followAddress);
  addEventListener('pagehide', function () { addressed.removeEventListener('hashchange', followAddress); });
}
function followAddress() {
  if (addressed.location.hash && !addressed.location.hash.includes('=')) return;
  readAddress();
  apply();
}
