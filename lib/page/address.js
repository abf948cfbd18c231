/* Reads the choices from the address and writes them back, so that a link or a reload shows the same list. Names the choices in the
 * address that the page does not have. */

/* Inside dueby-page.html this page has no address of its own, so the choices are in the address of the page around it, if that page
 * allows it. */
const addressed = function () {
  try {
    return location.protocol === 'about:' && parent.location.href ? parent : window;
  } catch (refused) { return window; }
}();
/* For each choice in the address that the page does not have: a text with its name, and the keys of the choices that remove this
 * text when they change. */
let unknown = [];

/* ---- values that the page has ---- */

/* Returns text without what people overlook: capitals, repeated blanks, and blanks at either end. */
function folded(text) { return text.trim().toLowerCase().replace(/\s+/g, ' '); }
/* Returns the value that a text from the address means: the value that equals it or, failing that, the only one that differs just
 * in capitals and blanks; undefined if there is none. */
function meant(values, text) {
  if (values.includes(text)) return text;
  const alike = values.filter(function (value) { return folded(value) === folded(text); });
  return alike.length === 1 ? alike[0] : undefined;
}
/* For each key that the address may have, returns its possible values, the noun for one of them, and what the page shows instead of
 * an unknown value. A key without values takes any text. */
function askable() {
  const all = Object.create(null), noun = document.querySelector('main').dataset.noun, heads = Object.values(lists).flatMap(function (list) { return list.heads; });
  all.state = {values: Object.keys(colours), noun: 'state', shown: 'it shows every state'};
  all.due = {values: Object.keys(dueChoices()), noun: 'choice of days', shown: 'it shows tasks whenever they are due'};
  all.duty = {values: distinct(Array.from(duties.values())), noun: 'duty', shown: 'it shows every duty'};
  all.view = {values: distinct(['child', noun, 'duty']), noun: 'view', shown: 'the list is by ' + noun};
  all.sort = {values: distinct(heads.concat(heads.map(function (head) { return '-' + head; }))), noun: 'column', shown: 'the list is not sorted by it'};
  all.period = {values: Object.keys(periods()), noun: 'period', shown: '\u201cIn time\u201d counts everything'};
  all.open = {values: children.filter(Boolean).map(function (child) { return child.name; }), noun: noun, shown: 'none is open'};
  all.find = {};
  columns.forEach(function (name, column) {
    all[keyOf(column)] = {values: Array.from(columnValues[column]), noun: name, shown: 'it shows no cases', isColumn: true};
  });
  return all;
}

/* ---- reading and writing the address ---- */

/* An unknown value of a column, such as a team, stays chosen, so that the page does not show other people's cases. Other unknown
 * values are left out. */
function readAddress() {
  const hash = addressed.location.hash.slice(1), all = askable(), keys = Object.keys(all);
  chosen = Object.create(null);
  unknown = [];
  if (hash.includes('=')) new URLSearchParams(hash).forEach(function (text, written) {
    const key = meant(keys, written), asked = all[key];
    if (!text) return;
    if (!asked) unknown.push({keys: [], words: 'filter ' + quoted(written) + ', so it ignores that'});
    else readValue(key, asked, text);
  });
  if (chosen.sort && !isInAddress('sort'))
    unknown.push({keys: ['sort', 'view'], words: 'column ' + quoted(chosen.sort.replace(/^-/, '')) + ' in this list, so it is not sorted by it'});
  if (!isOverChosen() || !chosen.due) return;
  delete chosen.due;
  writeAddress();
}
/* Makes the choice that the address gives for a key, in place of an earlier one: if a key occurs more than once, the last value
 * counts. */
function readValue(key, asked, text) {
  const value = asked.values ? meant(asked.values, text) : text;
  forgetUnknown({[key]: ''});
  delete chosen[key];
  if (value !== undefined || asked.isColumn) chosen[key] = value === undefined ? text : value;
  if (value === undefined) unknown.push({keys: [key], words: asked.noun + ' ' + quoted(text) + ', so ' + asked.shown});
}
/* True if a choice goes into the address. A sort is left out if the current list does not have its column. */
function isInAddress(key) { return chosen[key] && (key !== 'sort' || !lists[view()] || lists[view()].heads.includes(chosen.sort.replace(/^-/, ''))); }
function writeAddress() {
  const hash = new URLSearchParams(Object.entries(chosen).filter(function (one) { return isInAddress(one[0]); })).toString();
  if (hash === addressed.location.hash.slice(1)) return;
  writeEntry(hash ? '#' + hash : addressed.location.href.split('#')[0]);
}

/* ---- going back ---- */

/* Each thing that a user does on purpose makes one entry in the browser's history, so that Back undoes it. Everything that follows
 * from it belongs to the same entry, and so does all typing until the user does something else. */
let isDeliberate = false, isTyping = false, places = 0;
const leftFrom = []; /* for each history entry made by following a link within the page, the link */
function deliberate() {
  isDeliberate = true;
  isTyping = false;
  setTimeout(function () { isDeliberate = false; });
}
function typed() {
  if (!isTyping) deliberate();
  isTyping = true;
}
function writeEntry(url) {
  try {
    if (isDeliberate) addressed.history.pushState({place: places}, '', url);
    else addressed.history.replaceState({place: places}, '', url);
    isDeliberate = false;
  } catch (refused) { /* a page inside another page may not change the address */ }
}
/* Adds an entry to the history when someone follows a link within the page, so that Back returns to the link. */
function leave(link) {
  leftFrom[places++] = link;
  isDeliberate = true;
  writeEntry(addressed.location.href);
}
function comeBack(event) {
  const place = event.state && event.state.place || 0, link = leftFrom[place];
  if (place < places && link && link.isConnected) link.focus({preventScroll: true});
  places = place;
}

/* ---- choices in the address that the page does not have ---- */

const QUOTED = 60; /* how many characters of an unknown value are shown */
function quoted(text) { return '\u201c' + (text.length > QUOTED ? text.slice(0, QUOTED) + '\u2026' : text) + '\u201d'; }
/* Forgets the unknown values of choices that have changed since. */
function forgetUnknown(changes) { unknown = unknown.filter(function (one) { return !one.keys.some(function (key) { return Object.hasOwn(changes, key); }); }); }
function hasUnknownColumn() { return columns.some(function (name, i) { return chosen[keyOf(i)] !== undefined && !columnValues[i].has(chosen[keyOf(i)]); }); }
function tellUnknown() {
  const line = byId('unknown') || make('p', null, {id: 'unknown', role: 'status'});
  if (!line.parentElement) byId('whose').parentElement.after(line);
  line.hidden = !unknown.length;
  say(line, unknown.length ? 'This page has no ' + unknown.map(function (one) { return one.words; }).join('; no ') + '. Choose another, or clear the filters.' : '');
}
