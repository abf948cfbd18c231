/* Draws the timeline of a case. It shows the same as the case's table. */
const LETTER = 7, LEADING = 15; /* the maximum average width of a letter in a lane's name, and the height of its lines */
const LANE = 42, LEFT = 10, TOP = 56, EVENTS = 26, HALF = 183, YEAR = 365;
function number(value) { return value === undefined ? null : Number(value); }

function readLines(article) {
  return Array.from(article.querySelectorAll('.lines > tbody > tr')).map(function (tr) {
    const data = tr.dataset, ref = tr.querySelector('.f');
    return {tr: tr, state: data.s, lane: Number(data.l), begins: number(data.b), opens: data.o === undefined ? number(data.b) : number(data.o),
            due: number(data.d), closed: number(data.e), label: capital(tr.querySelector('.t').textContent) + (ref ? ref.textContent : '')};
  });
}
function lastDay(line) { return Math.max(line.due || -Infinity, line.closed === null ? today : line.closed); }

function addTimeline(article, inside, tools) {
  const lines = readLines(article);
  const first = Math.min.apply(null, lines.map(function (line) { return Math.min(line.begins, line.opens); }));
  const last = Math.max(today, Math.max.apply(null, lines.map(lastDay)));
  const events = Array.from(article.querySelectorAll('.events > li')).map(function (li) { return {day: Number(li.dataset.d), words: li.textContent, tried: li.classList.contains('tried')}; })
    .filter(function (event) { return event.day >= first; });
  const later = events.length ? events[events.length - 1].day : last;
  const figure = make('figure', null, {}), told = make('div', null, {class: 'told'});
  const view = {lines: lines, events: events, first: first, last: Math.max(last, later), figure: figure, told: told, buttons: []};
  [['6 months', HALF], ['1 year', YEAR], ['Everything', Infinity]].forEach(function (choice) {
    const press = addButton(tools, choice[0], function () { view.back = choice[1]; draw(article); });
    view.buttons.push({element: press, back: choice[1]});
  });
  const recent = lines.some(function (line) { return lastDay(line) >= today - YEAR; });
  view.back = recent && (today - first > YEAR || view.last - today > HALF) ? YEAR : Infinity;
  article.view = view;
  inside.prepend(figure, make('p', null, {class: 'hint'}, 'Point at a symbol to see details, or use Tab and the arrow keys.'), told);
  steer(view);
}

function rangeOf(view) {
  const open = view.lines.filter(function (line) { return line.closed === null && line.due !== null; }).map(function (line) { return line.due; });
  let from = view.first, to = view.last;
  if (view.back !== Infinity) {
    from = Math.max(from, today - view.back);
    to = Math.min(to, Math.max(today + view.back / 6, Math.min(today + view.back / 2, Math.max.apply(null, open.concat(today)))));
  }
  const edge = Math.max(3, (to - from) * .02);
  return {from: from - edge, to: Math.max(to, from + 14) + edge};
}

function lanesOf(view, range) {
  const lanes = new Map();
  view.lines.forEach(function (line) {
    if (lastDay(line) < range.from || Math.min(line.begins, line.opens) > range.to) return;
    if (!lanes.has(line.lane)) lanes.set(line.lane, {label: line.label, lines: []});
    lanes.get(line.lane).lines.push(line);
  });
  lanes.forEach(function (lane) { lane.lines.sort(function (a, b) { return a.begins - b.begins; }); });
  return Array.from(lanes.values());
}

/* Breaks the names of lanes into lines that fit, and places every lane. Returns the height of the drawing. */
function placeLanes(lanes, width) {
  let at = TOP + EVENTS;
  lanes.forEach(function (lane) {
    lane.words = broken(lane.label, Math.floor(width / LETTER));
    lane.first = at;
    lane.top = at + LEADING * (lane.words.length - 1);
    at = lane.top + LANE;
  });
  return at + 8;
}
/* Breaks text into at most three lines of at most `most` letters. */
function broken(text, most) {
  const lines = [''];
  text.split(' ').forEach(function (word) {
    const last = lines[lines.length - 1];
    if (!last || last.length + 1 + word.length <= most) lines[lines.length - 1] = last ? last + ' ' + word : word;
    else lines.push(word);
  });
  return lines.slice(0, 3).map(function (line, i) {
    return line.length > most || i === 2 && lines.length > 3 ? line.slice(0, most - 1) + '\u2026' : line;
  });
}

function drawAxis(svg, range, x, right, height) {
  const axis = shape('g', svg, {'class': 'axis', 'aria-hidden': 'true'}), perMonth = 30.4 * (x(range.from + 1) - x(range.from));
  const step = [1, 2, 3, 6, 12, 24, 60].find(function (months) { return months * perMonth >= 44; }) || 120;
  const start = new Date(range.from * 864e5);
  let said = false;
  for (let month = start.getUTCFullYear() * 12 + start.getUTCMonth() + 1; ; month++) {
    const at = Date.UTC(Math.floor(month / 12), month % 12, 1) / 864e5;
    if (at >= range.to) break;
    if (month % step) continue;
    const fits = x(at) + 36 < right;
    if (fits) shape('text', axis, {x: x(at) + 3, y: 12}).textContent = new Date(at * 864e5).toLocaleDateString('en-GB', {timeZone: 'UTC', month: 'short'});
    if (fits && (month % 12 === 0 || !said)) shape('text', axis, {'class': 'name', x: x(at) + 3, y: 26}).textContent = String(Math.floor(month / 12));
    said = true;
    shape('line', axis, {'class': 'tick', x1: x(at), x2: x(at), y1: 0, y2: height});
  }
}

function drawMark(svg, row, name, kind, href, x, y, width, height) {
  const mark = shape(href ? 'a' : 'g', svg, {'class': 'mark ' + kind, tabindex: -1, 'aria-label': name});
  if (href) mark.setAttribute('href', href);
  else mark.setAttribute('role', 'img');
  shape('rect', mark, {'class': 'hit', x: x, y: y, width: width, height: height, rx: 3});
  row.push({mark: mark, at: x + width});
  return mark;
}

function symbol(parent, state, x, y) {
  shape('use', shape('svg', parent, {'class': 'i ' + colourOf(state), x: x - 6.5, y: y - 6.5, width: 13, height: 13, viewBox: '0 0 16 16'}),
        {href: '#i-' + state});
}

function nameOf(line) {
  const cells = line.tr.cells;
  return line.label + ': ' + [1, 2, 3, 4].map(function (i) {
    const text = said(cells[i]);
    return text && [, '', 'Due ', 'Counted from ', line.state === 'ended' || line.state === 'missed' ? '' : 'Done: '][i] + text;
  }).filter(Boolean).join('. ');
}
function said(cell) {
  return Array.from(cell.childNodes).map(function (node) { return (node.nodeName === 'SMALL' ? '; ' : '') + node.textContent; }).join('');
}

function drawLine(svg, row, line, y, x, right) {
  const clip = function (day) { return Math.min(right, Math.max(LEFT, x(day))); };
  const opens = clip(line.opens), due = line.due === null ? null : clip(line.due + 1);
  const end = line.closed === null ? clip(today + .5) : clip(line.closed + .5);
  const late = line.state === 'overdue' || line.state === 'late' || line.state === 'missed';
  const at = line.closed !== null || line.state === 'overdue' || due === null ? end : due;
  const from = Math.min(opens, at, due === null ? at : due), to = Math.max(at, due === null ? at : due);
  const mark = drawMark(svg, row, nameOf(line), 'line', '#' + line.tr.id, from - 8, y - 10, Math.max(0, to - from) + 16, 20);
  const windowEnd = due === null ? end : due;
  if (windowEnd > opens) shape('rect', mark, {'class': 'window', x: opens, y: y - 3, width: Math.max(1, windowEnd - opens), height: 6, rx: 2});
  if (late && end > due) {
    shape('rect', mark, {'class': 'stretch', x: due, y: y - 5, width: end - due, height: 10});
    for (let stripe = due + 3; stripe + 5 < end; stripe += 9) shape('line', mark, {'class': 'hatch', x1: stripe, x2: stripe + 5, y1: y + 5, y2: y - 5});
  }
  if (due !== null && x(line.due) <= right && x(line.due) >= LEFT) shape('line', mark, {'class': 'due', x1: due, x2: due, y1: y - 9, y2: y + 9});
  if (at < due || due === null || x(line.due) <= right) symbol(mark, line.state, at, y);
  else shape('path', mark, {'class': 'on', d: 'M' + (right - 4) + ' ' + (y - 8) + 'l8 8-8 8z'}); /* an arrow: the line continues */
  mark.line = line;
}

function draw(article) {
  const view = article.view;
  if (!view) return;
  view.buttons.forEach(function (one) { one.element.setAttribute('aria-pressed', String(one.back === view.back)); });
  const width = Math.max(300, Math.floor(view.width || view.figure.clientWidth || 900)), right = width - LEFT;
  const range = rangeOf(view), lanes = lanesOf(view, range), height = placeLanes(lanes, right - LEFT);
  const x = function (day) { return LEFT + (day - range.from) / (range.to - range.from) * (right - LEFT); };
  const within = function (one) { return one.day >= range.from && one.day < range.to; };
  view.figure.textContent = '';
  const svg = shape('svg', view.figure, {'class': 'timeline', viewBox: '0 0 ' + width + ' ' + height, role: 'group',
    'aria-label': 'Timeline from ' + dayWords(Math.ceil(range.from)) + ' to ' + dayWords(Math.floor(range.to)) +
                  '. Use the arrow keys to move between symbols. The table below has the same information.'});
  const marks = [[], []], day = Math.max(2, x(1) - x(0));
  const shaded = holidays.filter(within), shades = shape('g', svg, {'aria-hidden': 'true'});
  shaded.forEach(function (one) { shape('rect', shades, {'class': 'shade', x: x(one.day), y: 30, width: day, height: height - 30}); });
  drawAxis(svg, range, x, right, height);
  shaded.forEach(function (one) {
    const mark = drawMark(svg, marks[0], 'Bank holiday: ' + one.words, 'holiday', null, x(one.day) + day / 2 - 6, 29, 12, 12);
    shape('path', mark, {d: 'M' + (x(one.day) + day / 2 - 4.5) + ' 31h9l-4.5 7z'});
  });
  shape('line', svg, {'class': 'base', x1: LEFT, x2: right, y1: TOP, y2: TOP});
  view.events.filter(within).forEach(function (one) {
    const planned = one.day > today, mark = drawMark(svg, marks[1], one.words, planned ? 'event planned' : 'event', null, x(one.day + .5) - 8, TOP - 9, 16, 18);
    if (one.tried) shape('path', mark, {'class': 'tried', d: 'M' + (x(one.day + .5) - 4.5) + ' ' + (TOP - 4.5) + 'l9 9m0-9-9 9'});
    else shape('circle', mark, {cx: x(one.day + .5), cy: TOP, r: 5});
  });
  if (today >= range.from && today <= range.to) shape('line', svg, {'class': 'today', x1: x(today + .5), x2: x(today + .5), y1: 42, y2: height});
  lanes.forEach(function (lane) {
    const top = lane.top, row = [];
    shape('line', svg, {'class': 'base', x1: LEFT, x2: right, y1: lane.first - 12, y2: lane.first - 12});
    lane.words.forEach(function (words, j) { shape('text', svg, {'class': 'name', x: LEFT, y: lane.first + 3 + LEADING * j}).textContent = words; });
    /* draws earlier lines last, so that their events are on top of the bars of later lines */
    lane.lines.slice().reverse().forEach(function (line) { drawLine(svg, row, line, top + 18, x, right); });
    row.sort(function (a, b) { return a.at - b.at; });
    marks.push(row);
  });
  drawKey(view.figure);
  view.marks = marks.filter(function (row) { return row.length; });
  const lines = view.marks.flat().filter(function (one) { return one.mark.line; });
  const begin = lines.find(function (one) { return one.mark.line.tr.id === view.asked; }) ||
    lines.find(function (one) { return one.mark.line.state === 'overdue'; }) || lines.find(function (one) { return one.mark.line.closed === null; }) || lines[lines.length - 1] || view.marks.flat()[0];
  if (!begin) return;
  stopAt(view, begin.mark);
  tell(view, begin.mark);
}

function drawKey(figure) {
  const key = make('ul', figure, {class: 'key'});
  [['Event', function (svg) { shape('circle', shape('g', svg, {'class': 'event'}), {cx: 11, cy: 6, r: 5}); }],
   ['Tried, not seen', function (svg) { shape('path', svg, {'class': 'tried', d: 'M6.5 1.5l9 9m0-9-9 9'}); }],
   ['Open until due', function (svg) { shape('rect', svg, {'class': 'window', x: 1, y: 3, width: 17, height: 6, rx: 2}); shape('line', svg, {'class': 'due', x1: 19, x2: 19, y1: 0, y2: 12}); }],
   ['Overdue', function (svg) { shape('rect', svg, {'class': 'stretch', x: 1, y: 1, width: 20, height: 10}); [3, 12].forEach(function (x) { shape('line', svg, {'class': 'hatch', x1: x, x2: x + 5, y1: 11, y2: 1}); }); }],
   ['No set deadline', function (svg) { symbol(svg, 'unset', 11, 6); }],
   ['Bank holiday', function (svg) { shape('rect', svg, {'class': 'shade', x: 5, y: 0, width: 12, height: 12}); shape('path', shape('g', svg, {'class': 'holiday'}), {d: 'M6.5 2h9l-4.5 7z'}); }],
   [dayWords(today), function (svg) { shape('line', svg, {'class': 'today', x1: 11, x2: 11, y1: 0, y2: 12}); }]].forEach(function (one) {
    const item = make('li', key, {}), svg = shape('svg', item, {'class': 'timeline', 'aria-hidden': 'true', viewBox: '0 0 22 12'});
    one[1](svg);
    item.append(one[0]);
  });
}

/* Makes the whole drawing a single tab stop. The arrow keys move along a lane, or to the nearest mark in the next lane. */
function stopAt(view, mark) {
  view.marks.flat().forEach(function (one) { one.mark.setAttribute('tabindex', one.mark === mark ? '0' : '-1'); });
}
function move(view, event) {
  const at = event.target.closest('.mark'), lane = view.marks.findIndex(function (row) { return row.some(function (one) { return one.mark === at; }); });
  if (lane < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
  const row = view.marks[lane], place = row.findIndex(function (one) { return one.mark === at; });
  const near = function (other) {
    return other && other.reduce(function (best, one) { return Math.abs(one.at - row[place].at) < Math.abs(best.at - row[place].at) ? one : best; });
  };
  const keys = {ArrowRight: row[place + 1], ArrowLeft: row[place - 1], Home: row[0], End: row[row.length - 1],
                ArrowDown: near(view.marks[lane + 1]), ArrowUp: near(view.marks[lane - 1])};
  if (!(event.key in keys)) return;
  event.preventDefault();
  if (!keys[event.key]) return;
  stopAt(view, keys[event.key].mark);
  keys[event.key].mark.focus();
}
/* Handles keys and clicks. The listeners are on the figure, because a drawing with its own listeners would take the focus. */
function steer(view) {
  view.figure.addEventListener('keydown', function (event) { move(view, event); });
  ['focusin', 'pointerover', 'click'].forEach(function (kind) {
    view.figure.addEventListener(kind, function (event) {
      const mark = event.target.closest('.mark');
      if (mark) tell(view, mark);
    });
  });
  view.figure.addEventListener('click', function (event) {
    const mark = event.target.closest('a.mark');
    if (!mark) return;
    event.preventDefault();
    if (!event.detail) goToRow(mark.line.tr); /* the Enter key goes to the row; a mouse click shows the text here */
    else stopAt(view, mark);
  });
}
function goToRow(tr) {
  const why = tr.querySelector('details');
  if (why) why.open = true;
  tr.focus();
  tr.scrollIntoView({block: 'nearest'});
}

function nameOfDuty(line) {
  return capital(Array.from(line.tr.cells[0].childNodes).filter(function (node) { return !node.classList || !node.classList.contains('why'); })
    .map(function (node) { return node.textContent; }).join('').trim());
}
function tell(view, mark) {
  if (view.shown === mark) return;
  view.shown = mark;
  view.told.textContent = '';
  if (!mark.line) {
    make('p', view.told, {}, mark.getAttribute('aria-label'));
    return;
  }
  const line = mark.line, cells = line.tr.cells, facts = make('dl', null, {});
  make('b', make('p', view.told, {}), {}, nameOfDuty(line));
  [['State', 1], ['Due', 2], ['Counted from', 3], [line.state === 'ended' || line.state === 'missed' ? 'Ended' : 'Done', 4]].forEach(function (one) {
    const text = said(cells[one[1]]).replace(/^ended: /, '');
    if (!text) return;
    make('dt', facts, {}, one[0]);
    make('dd', facts, {}, text);
  });
  const why = line.tr.querySelector('.why dl'), link = line.tr.querySelector('a.why');
  const source = why || link && document.querySelector(link.getAttribute('href') + ' dl');
  if (source) Array.from(source.cloneNode(true).children).forEach(function (part) { facts.append(part); });
  view.told.append(facts);
}
