/* Finds the children and duties that match the filters, and counts their lines. */

/* ---- searching ---- */

/* Returns a string as the search compares it: without capitals, apostrophes, dots, hyphens and repeated spaces. */
function searchable(text) { return text.toLowerCase().replace(/['\u2019.]/g, '').replace(/[\s-]+/g, ' '); }
/* Returns the name of a duty as searchable does, but also without plurals. The library compares the names that people type in the
 * same way (lib/selection.c). */
function spoken(text) { return searchable(text).replace(/([a-z0-9]{2,})ies\b/g, '$1y').replace(/([a-z0-9]{2,}[a-rt-z0-9])s\b/g, '$1'); }

/* True if a word of a text begins with the search: "EPO" does not match "report". */
function hasWord(text, sought) { return (' ' + text).includes(' ' + sought); }

/* The titles that a search can find. Rows with the same title share one, so a filter compares each title once. */
const titles = new Map();
function titleOf(text, series) {
  const key = series + ' ' + text;
  if (!titles.has(key)) titles.set(key, {asFound: spoken(text + ', ' + (also.get(series) || '')), isFound: true});
  return titles.get(key);
}
const foundDuties = new Set(); /* the series that the search finds */
function findText() { return searchable(chosen.find || '').trim(); }

/* ---- lines of a child, as numbers ---- */

/* The value of a token's month if the line was done before a due date that is after today. */
const EARLY = 1;
/* Reads tokens: "12.3.24318*2 " is read as four numbers: 12, 3, 24318, 2. A missing third number is read as 0. */
function readTokens(text) {
  const tokens = [];
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
  return tokens;
}
/* Returns a child's tokens, which are read when they are first needed. A token is four numbers: the series, the state, the month
 * that the lines count in (or 0), and the number of lines. Also counts the child's lines in each state. */
function tokensOf(child) {
  if (child.tokens) return child.tokens;
  const tokens = child.tokens = readTokens(child.data.n);
  child.sums = slugs.map(function () { return 0; });
  for (let i = 0; i < tokens.length; i += 4) child.sums[tokens[i + 1]] += tokens[i + 3];
  return tokens;
}
/* Returns the lines of a child that cannot be judged, as tokens: the series, and the first and last month when they may have fallen
 * due. If they are still open, the last month is 0. */
function doubtsOf(child) {
  child.doubts = child.doubts || readTokens(child.data.u);
  return child.doubts;
}
/* Reads the tokens of all children while the page has nothing else to do, so that the first filter is as fast as the others. */
function readTokensWhenIdle() {
  if (!window.requestIdleCallback) return;
  let next = 0;
  requestIdleCallback(function read(deadline) {
    while (next < lists.child.rows.length && deadline.timeRemaining() > 1) {
      tokensOf(lists.child.rows[next]);
      if (lists.duty) laterOf(lists.child.rows[next]);
      next++;
    }
    if (next < lists.child.rows.length) requestIdleCallback(read);
  });
}

/* ---- matching ---- */

function monthKey(month) { return Math.floor(month / 12) + '-' + String(month % 12 + 1).padStart(2, '0'); }
/* Returns the choices for Due: a few weeks, and the months up to the last day for which the page has lines. */
function dueChoices() {
  if (dueChoices.all) return dueChoices.all;
  const all = dueChoices.all = Object.create(null);
  all.week = {name: 'This week', words: 'due this week', from: today, to: weekEnd};
  all.next = {name: 'The week after', words: 'due in the week after', from: weekEnd + 1, to: weekEnd + 7};
  all.month = {name: 'The next 4 weeks', words: 'due in the next 4 weeks', from: today, to: today + 28};
  for (let month = thisMonth, first = today; first <= lastHeld; month++) {
    const next = Date.UTC(Math.floor((month + 1) / 12), (month + 1) % 12, 1) / 864e5, last = Math.min(next - 1, lastHeld);
    const rest = month === thisMonth && dateOf(today).getUTCDate() > 1 ? 'rest of ' : '', end = last < next - 1 ? ', to ' + dateOf(last).getUTCDate() + ' ' + monthWords(month).split(' ')[0] : '';
    all[monthKey(month)] =
      {name: capital(rest) + monthWords(month) + end, words: 'due in ' + (rest && 'the ' + rest) + monthWords(month) + end, from: first, to: last};
    first = next;
  }
  return all;
}

function keyOf(column) { return ['state', 'due', 'duty', 'view', 'find', 'period', 'sort', 'open'].includes(columns[column]) ? columns[column] + '_' : columns[column]; }
/* Returns a function that checks whether a child has the chosen value in every column, and notes whether the search finds the
 * child's name. */
function chooser(text) {
  const wanted = [];
  columns.forEach(function (name, column) { if (chosen[keyOf(column)] !== undefined) wanted.push({column: column, value: chosen[keyOf(column)]}); });
  return function (child) {
    child.ok = wanted.every(function (one) { return one.value === (child.values[one.column] || NONE); });
    child.isNamed = !text || child.asFound.includes(text);
  };
}
/* Compares every child and every duty with the filters. Later steps only read the results. */
function match(text) {
  children.forEach(chooser(text));
  const said = spoken(text);
  titles.forEach(function (title) { title.isFound = !text || hasWord(title.asFound, said); });
  foundDuties.clear();
  duties.forEach(function (title, series) { if (hasWord(titleOf(title, series).asFound, said)) foundDuties.add(series); });
}
function isOfDuty(series) { return !chosen.duty || duties.get(series) === chosen.duty; }
function isDutyOf(child, series) { return isOfDuty(series) && (child.isNamed || foundDuties.has(series)); }
function isDueThen(due) {
  const asked = dueChoices()[chosen.due];
  return !asked || due >= asked.from && due <= asked.to;
}
function isFound(row) { return row.child.isNamed || row.of.isFound; }
function passes(row) {
  return row.child.ok && (!chosen.state || row.state === chosen.state) && (!chosen.duty || row.duty === chosen.duty) &&
    isDueThen(row.due) && isFound(row);
}
function isOverChosen() { return over.includes(chosen.state); }

/* Returns how many of a child's matching lines are in a state. Call it only for states of lines that are over. */
function countOver(child, state) {
  const tokens = tokensOf(child);
  if (child.isNamed && !chosen.duty) return child.sums[state];
  if (!child.isNamed && !foundDuties.size) return 0;
  let sum = 0;
  for (let i = 0; i < tokens.length; i += 4)
    if (tokens[i + 1] === state && isDutyOf(child, tokens[i])) sum += tokens[i + 3];
  return sum;
}
/* Returns the rows of the list by duty. If days are chosen under Due, adds later rows, which are otherwise only in the calendar. */
function findRows() {
  if (!lists.duty) return [];
  return lists.duty.rows.concat(chosen.due ? laterRows() : []).filter(passes);
}
function findChildren(rows) {
  const state = slugs.indexOf(chosen.state);
  if (isOverChosen()) return lists.child.rows.filter(function (child) { return child.ok && countOver(child, state); });
  if (chosen.state || chosen.duty || chosen.due) {
    const some = new Set(rows.map(function (row) { return row.child; }));
    return lists.child.rows.filter(function (child) { return some.has(child); });
  }
  return lists.child.rows.filter(function (child) { return child.ok && (child.isNamed || child.rows.some(isFound)); });
}
/* Counts, for each state, the lines that the list would have if that state were chosen, and collects their cases in `cases`. What
 * is chosen under Due does not affect the states of lines that are over. */
function countStates() {
  const counts = {week: 0, absent: 0}, found = {week: new Set()}, states = over.map(function (slug) { return slugs.indexOf(slug); });
  slugs.forEach(function (slug) {
    counts[slug] = 0;
    found[slug] = new Set();
  });
  function add(slug, child) {
    counts[slug]++;
    found[slug].add(child);
  }
  lists.child.rows.forEach(function (child) {
    if (child.ok) states.forEach(function (state) { counts[slugs[state]] += countOver(child, state); });
  });
  (lists.duty ? lists.duty.rows.concat(laterRows()) : []).forEach(function (row) {
    if (!row.child.ok || chosen.duty && row.duty !== chosen.duty || !isFound(row)) return;
    if (!over.includes(row.state) && isDueThen(row.due) && (chosen.due || !row.isLater)) {
      add(row.state, row.child);
      if (row.data.x) counts.absent++;
    }
    if ((row.state === 'soon' || row.state === 'open') && row.due <= weekEnd) add('week', row.child);
  });
  counts.cases = found;
  return counts;
}
function needsChecking(child) {
  tokensOf(child);
  return child.sums[slugs.indexOf('check')] > 0 || child.rows.some(function (row) { return row.state === 'check'; });
}

/* ---- the chosen filters in words ---- */

/* Returns the chosen filters, each with its key and a text that describes it. */
function filterParts() {
  const parts = [];
  columns.forEach(function (name, column) { if (chosen[keyOf(column)]) parts.push({key: keyOf(column), words: name + ' ' + chosen[keyOf(column)]}); });
  if (chosen.duty) parts.push({key: 'duty', words: chosen.duty});
  if (chosen.state) parts.push({key: 'state', words: words[chosen.state].toLowerCase()});
  if (chosen.due) parts.push({key: 'due', words: dueChoices()[chosen.due].words});
  if (findText()) parts.push({key: 'find', words: '\u201c' + chosen.find.trim() + '\u201d'});
  return parts;
}
function filterWords() { return filterParts().map(function (part) { return part.words; }); }
/* Describes a number of cases and the filters: "16 cases due this week", "16 cases: team North, due this week". */
function casesInWords(number) {
  const parts = filterWords();
  return count(number, 'case') + (chosen.due && parts.length === 1 ? ' ' : ': ') + parts.join(', ');
}
function isNarrowed() { return filterWords().length > 0; }
/* True if a filter chooses among the lines in a case, not among whole cases. */
function isOfLines() { return Boolean(chosen.state || chosen.duty || chosen.due || findText()); }
