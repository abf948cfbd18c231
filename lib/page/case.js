/* Opens cases beneath their rows or at the end of the page. */

/* Returns the noscript element of an article. Its text is the article's markup. */
function foldedIn(article) { return article.querySelector('noscript'); }

/* Turns the markup of an article into elements, if this has not been done yet. */
function unfold(article) {
  const folded = foldedIn(article);
  if (!folded) return;
  const inside = make('div', null, {class: 'inside'});
  inside.innerHTML = folded.textContent;
  folded.replaceWith(inside);
  article.prepend(inside.querySelector('h3'), inside.querySelector('.carried'));
  inside.querySelectorAll('.lines > tbody > tr').forEach(function (tr) {
    const symbol = shape('svg', tr.cells[1], {'class': 'i ' + colourOf(tr.dataset.s), viewBox: '0 0 16 16', 'aria-hidden': 'true'});
    shape('use', symbol, {href: '#i-' + tr.dataset.s});
    tr.cells[1].prepend(symbol);
    tr.tabIndex = -1;
    ['Due', 'Counted from', 'Done or ended'].forEach(function (label, i) { tr.cells[i + 2].dataset.label = label; });
  });
  const title = article.querySelector('h3').textContent;
  const tools = make('div', null, {class: 'tools', role: 'group', 'aria-label': 'Options for ' + title});
  if (inside.querySelector('.lines')) addTimeline(article, inside, tools);
  inside.prepend(tools);
  inside.querySelectorAll('.visit').forEach(addVisitDays);
  addButton(tools, 'Close', function () {
    const tr = article.closest('tr.opened');
    closeCase(article);
    if (tr) linkOf(tr.row).focus();
    else goTo(byId('list-h'));
  }, 'close');
}

/* Shows what a visit would do on the chosen day. */
function addVisitDays(visit) {
  const days = Array.from(visit.querySelector('table').tBodies[0].rows), select = make('select', make('label', null, {class: 'on'}, 'On '), {});
  days.forEach(function (tr, i) { make('option', select, {value: i}, tr.cells[0].textContent); });
  function choose() { days.forEach(function (tr, i) { tr.hidden = i !== Number(select.value); }); }
  select.addEventListener('input', choose);
  visit.querySelector('table').before(select.parentElement);
  visit.open = true;
  choose();
}

function linkOf(row) { return row.tr.cells[0].firstChild; }

function showCase(article, line) {
  unfold(article);
  const listed = (children[Number(article.id.slice(1))].data.p || '').split(' ')[0];
  if (article.view) article.view.asked = article.id + '-' + (line || listed);
  article.classList.add('open');
  note({open: children[Number(article.id.slice(1))].name});
  draw(article);
}
function closeCase(article) {
  if (chosen.open === children[Number(article.id.slice(1))].name) note({open: ''});
  const tr = article.closest('tr.opened');
  article.classList.remove('open');
  cases.append(article);
  cases.hidden = !cases.querySelector('.open');
  if (!tr) return;
  tr.remove();
  linkOf(tr.row).setAttribute('aria-expanded', 'false');
}

/* Opens a case beneath its row, or closes it there. */
function toggleCase(row) {
  const article = byId('c' + row.data.c), link = linkOf(row), wasOpen = link.getAttribute('aria-expanded') === 'true';
  closeCase(article);
  if (wasOpen) return;
  const tr = make('tr', null, {class: 'opened'}), cell = make('td', tr, {colspan: row.tr.cells.length});
  tr.row = row;
  cell.append(article);
  row.tr.after(tr);
  link.setAttribute('aria-expanded', 'true');
  showCase(article, row.child && row.data.p);
}

/* Opens a case at the end of the page, even if it is not in a list. */
function openBelow(article) {
  closeCase(article);
  cases.hidden = false;
  showCase(article);
  goTo(article.querySelector('h3'));
}

function openArticles() { return Array.from(document.querySelectorAll('.case.open')); }
