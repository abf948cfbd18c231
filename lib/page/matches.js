/* Shows, in the list by case, the tasks that make a case match the filters, unless its row names them already. */

const MATCHES = 3; /* how many of the tasks that match a row names; it only counts the others */

function isNamedIn(tr, row) {
  const title = row.tr.cells[1].textContent, due = row.tr.cells[3].firstChild.textContent, isLate = row.state === 'overdue' || row.state === 'check';
  return Array.from(tr.querySelectorAll('.brief li')).some(function (li) { return li.textContent.startsWith(title) && (isLate || li.textContent.includes(due)); });
}
function matchOf(row) {
  const li = make('li', null, {class: 'match'}), [, title, state, due] = row.tr.cells;
  li.append(state.querySelector('svg').cloneNode(true));
  copyCell(title, li);
  make('small', li, {}, due.firstChild.textContent + (row.isLater ? ', if the one before is done on its due date' : ''));
  return li;
}
function showMatches(child, matched) {
  const list = child.tr.cells[4].querySelector('.brief');
  list.querySelectorAll('.match').forEach(function (li) { li.remove(); });
  const hidden = matched.filter(function (row) { return !isNamedIn(child.tr, row); }), some = hidden.slice(0, MATCHES).map(matchOf), rest = hidden.length - some.length;
  if (rest) some.push(make('li', null, {class: 'match rest'}, 'and ' + grouped(rest) + ' more'));
  if (isOverChosen()) some.push(make('li', null, {class: 'match rest'}, grouped(countOver(child, slugs.indexOf(chosen.state))) + ' ' + words[chosen.state].toLowerCase()));
  if (some.length) list.append(make('li', null, {class: 'match rest'}, 'Matches the filters:'));
  list.append.apply(list, some);
  child.hasMatches = some.length > 0;
}

/* Updates the rows shown in the list by case. A case whose name the search finds matches as a whole. */
function fillMatches(list, rows) {
  const matched = new Map(), isOfTasks = chosen.state || chosen.duty || chosen.due;
  if (isOfLines()) rows.forEach(function (row) {
    if (!isOfTasks && row.child.isNamed) return;
    if (!matched.has(row.child)) matched.set(row.child, []);
    matched.get(row.child).push(row);
  });
  list.shown.forEach(function (child) { if (child.hasMatches || isOverChosen() || matched.has(child)) showMatches(child, matched.get(child) || []); });
}
function dropMatches(tr) { tr.querySelectorAll('.match').forEach(function (li) { li.remove(); }); }
