/* The page that needs no installation. It turns a file and a few choices into a worklist. Everything happens in the browser. */
import { DuebyError, Profile, dayOf, isoDay, profiles, versions, worklist } from './dueby.js';

const byId = (id) => document.getElementById(id);
const form = byId('form'),
  frame = byId('frame'),
  error = byId('error');
const state = { files: [], older: [], own: null, isDayChosen: false };

/* ---- files: the first reader that recognises a file reads it ---- */

const readers = [
  { name: "a council's rules", knows: (file) => /\.ya?ml$/i.test(file.name), take: takeRules },
  { name: 'events and returns', knows: () => true, take: takeData },
];

function takeRules(file, bytes) {
  state.own = Profile.fromYaml(new TextDecoder().decode(bytes), { name: file.name });
  fillProfiles();
  byId('profile').value = '';
  fillDuties();
  fillEvents();
  if (!state.files.length) byId('name').textContent = `Rules: ${state.own.title}. Now add a file of events.`;
}

/* Adds a file of data. Files that are dropped together make up one return. */
function takeData(file, bytes) {
  nameFiles([...state.files, { name: file.name, bytes }]);
  fillColumns([], []);
}

/* Makes the files those that the next worklist is made from, and shows their names. */
function nameFiles(files) {
  state.files = files;
  byId('name').textContent = `${nameOfFiles()} (${sizeOf(files.reduce((sum, one) => sum + one.bytes.length, 0))})`;
}

const nameOfFiles = () => (state.files.length === 1 ? state.files[0].name : `${state.files.length} files`);

const sizeOf = (bytes) =>
  bytes < 10240 ? `${bytes} bytes` : bytes < 10485760 ? `${Math.round(bytes / 1024)} KB` : `${Math.round(bytes / 1048576)} MB`;

/* Reads a file. A browser does not say that a folder was dropped, but cannot read it. */
async function bytesOf(file) {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new DuebyError({ code: 'FOLDER', status: 15, message: `${file.name}: if this is a folder, drop the files in it` });
  }
}

async function takeFiles(files) {
  setBusy(true);
  try {
    // Files dropped on the worklist disappear when its frame is removed, so they are read before that.
    const read = await Promise.all(files.map(async (file) => [file, await bytesOf(file)]));
    show(null);
    tell(null);
    if (read.some(([file]) => !readers[0].knows(file))) {
      state.files = [];
      if (!state.isDayChosen) setToday();
    }
    // Reads files of rules before the events that the rules apply to.
    for (const reader of readers)
      for (const [file, bytes] of read) if (readers.find((one) => one.knows(file)) === reader) reader.take(file, bytes);
    if (state.files.length && form.reportValidity()) await make();
  } catch (failure) {
    tell(failure);
  }
  setBusy(false);
}

const setBusy = (busy) => {
  byId('make').disabled = busy;
};

/* ---- choices ---- */

function addOption(select, value, text) {
  const option = document.createElement('option');
  option.value = value;
  option.textContent = text;
  select.append(option);
}

function fillProfiles() {
  const select = byId('profile'),
    chosen = select.value;
  select.replaceChildren();
  if (state.own) addOption(select, '', state.own.title);
  for (const name of profiles()) addOption(select, name, Profile.load(name).title);
  select.value = chosen || 'england';
}

const profileChosen = () => (byId('profile').value ? Profile.load(byId('profile').value) : state.own);

/* Fills the list of duties: groups by the first part of their ids, and each duty. */
function fillDuties() {
  const select = byId('only'),
    chosen = select.value,
    titles = new Map(profileChosen().rules.map((rule) => [rule.rule, rule.title]));
  while (select.options.length > 1) select.lastChild.remove();
  for (const family of new Set([...titles.keys()].map((duty) => duty.split('.')[0])))
    addOption(select, `${family}.*`, `${family}: all`);
  for (const [duty, title] of titles) addOption(select, duty, `${title} (${duty})`);
  select.value = chosen;
  if (select.selectedIndex < 0) select.value = '';
}

/* Lists the events that the column `event` may name. */
function fillEvents() {
  byId('events').replaceChildren(
    ...profileChosen().events.map((event) => {
      const item = document.createElement('li');
      item.textContent = event;
      return item;
    }),
  );
}

function fillColumns(columns, lines) {
  const select = byId('column'),
    chosen = select.value;
  while (select.options.length > 1) select.lastChild.remove();
  for (const column of columns) addOption(select, column, column);
  select.disabled = !columns.length;
  select.value = columns.includes(chosen) ? chosen : '';
  state.values = new Map(columns.map((column) => [column, [...new Set(lines.map((line) => line[column]).filter(Boolean))].sort()]));
  fillValues();
}

function fillValues() {
  const select = byId('value'),
    chosen = select.value,
    values = state.values.get(byId('column').value) ?? [];
  while (select.options.length > 1) select.lastChild.remove();
  for (const value of values) addOption(select, value, value);
  select.disabled = !values.length;
  select.value = values.includes(chosen) ? chosen : '';
}

function setToday() {
  const today = new Date();
  byId('day').value = isoDay(Math.floor(Date.UTC(today.getFullYear(), today.getMonth(), today.getDate()) / 86400000));
}

/* True for XML, which states the as-at day itself. */
const isXml = ({ bytes }) => new TextDecoder().decode(bytes.subarray(0, 100)).trimStart().startsWith('<');

function choices() {
  const chosen = {
    name: nameOfFiles(),
    profile: profileChosen(),
    dates: byId('dates').value,
    soon: byId('soon').value,
    wholeDays: byId('whole').checked,
    ignoreRefs: byId('refs').checked,
    inForm: true,
  };
  if (state.isDayChosen || !isXml(state.files[0])) chosen.asAt = byId('day').value;
  if (byId('authority').value) chosen.authority = byId('authority').value.split(',');
  if (byId('only').value) chosen.only = byId('only').value;
  if (byId('value').value) chosen.where = { [byId('column').value]: byId('value').value };
  return chosen;
}

/* ---- the worklist ---- */

/* Makes the worklist as at the day that the file states. If it states none, uses the day in the form. */
function madeAt(chosen) {
  try {
    return worklist(state.files, chosen);
  } catch (failure) {
    if (chosen.asAt || !failure.message.startsWith('asAt: ')) throw failure;
    chosen.asAt = byId('day').value;
    return worklist(state.files, chosen);
  }
}

/* Makes the worklist, including what falls due within as many days as you asked for. The days are counted from the as-at day. A
 * census states that day, so it is read twice. */
function madeWith(chosen) {
  const days = Number(byId('ahead').value),
    list = !days || !chosen.asAt ? madeAt(chosen) : null,
    asAt = chosen.asAt ?? list?.asAt;
  return days ? worklist(state.files, { ...chosen, asAt, horizon: isoDay(dayOf(asAt.slice(0, 10)) + days) }) : list;
}

/* Makes the worklist of the older file, as at the last day that its records cover. */
function olderThan(list, chosen) {
  if (!state.older.length) return undefined;
  const whole = worklist(state.older, { ...chosen, name: 'the older file', asAt: list.asAt });
  return whole.recordedTo ? worklist(state.older, { ...chosen, name: 'the older file', asAt: whole.recordedTo }) : whole;
}

/* Waits until the browser has shown a message, before a long computation begins. */
const shownFirst = () => new Promise((go) => setTimeout(go, 30));

async function make() {
  const named = byId('name').textContent;
  byId('name').textContent = `Working out ${nameOfFiles()} …`;
  await shownFirst();
  try {
    const chosen = choices(),
      list = madeWith(chosen),
      unused = chosen.asAt || byId('day').value === list.asAt ? '' : byId('day').value;
    byId('day').value = list.asAt.slice(0, 10);
    show(list, olderThan(list, chosen), unused);
  } finally {
    byId('name').textContent = named;
  }
}

/* Makes the worklist again with new choices, and removes old messages. */
async function makeAgain() {
  setBusy(true);
  tell(null);
  try {
    await make();
  } catch (failure) {
    tell(failure);
  }
  setBusy(false);
}

const many = (number, one, several) => `${number} ${number === 1 ? one : several}`;

/* Offers a file for download. */
function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

/* Saves the worklist in a form when a button is clicked, or shows why that is impossible. */
function onSave(button, ending, type, write) {
  byId(button).addEventListener('click', () => {
    try {
      save(`worklist-${state.list.asAt}.${ending}`, type, write(state.list));
    } catch (failure) {
      tell(failure);
    }
  });
}

/* Shows the form, or the worklist that is in the frame. */
function showForm(isForm) {
  byId('ask').hidden = !isForm;
  byId('shown').hidden = isForm;
}

/* Makes a button that goes back to the worklist that was last made, and to its files. */
function buttonBack() {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button';
  button.textContent = 'Back to the worklist';
  button.addEventListener('click', () => {
    tell(null);
    if (state.files !== state.listed) nameFiles(state.listed);
    showForm(false);
    byId('back').focus();
  });
  return button;
}

const dayInWords = (day) =>
  new Date(`${day}T00:00Z`).toLocaleDateString('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });

/* Shows a worklist in the frame, with its buttons and what changed since an older one. `unused` is the day in the form if the file's
 * own day was used instead. If `list` is null, shows the choices again. */
function show(list, since, unused) {
  showForm(!list);
  if (!list) return;
  const marking = byId('marking').value.trim();
  frame.srcdoc = list.page({ ...(marking ? { marking } : {}), ...(since ? { since } : {}) });
  byId('said').textContent = [
    `${nameOfFiles()}: ${many(list.cases, 'case', 'cases')}, ${many(list.overdue, 'duty', 'duties')} overdue`,
    ...list.notes.slice(0, -1).slice(0, 1), // the kind of return that was read, and its day; the page itself says what it cannot show
    ...(unused ? [`Not at ${dayInWords(unused)}, the day in the form: to use another day, select Change and choose “Day to check”`] : []),
  ].join('. ');
  state.list = list;
  state.listed = state.files;
  showProblems(list);
  byId('back').focus();
}

const wordsOf = ({ line, column, message }) => (line ? `line ${line}${column ? `, column ${column}` : ''}: ${message}` : message);

function fillList(list, problems) {
  list.replaceChildren(
    ...problems.map((problem) => {
      const item = document.createElement('li');
      item.textContent = wordsOf(problem);
      return item;
    }),
  );
}

function showProblems({ problems, badRows }) {
  const box = byId('problems'),
    remarks = problems.filter((problem) => problem.severity === 'note').length;
  const said = [];
  if (badRows) said.push(`${many(badRows, 'row', 'rows')} could not be used: their cases are listed as needing checking. Correct the file, or ask whoever makes it`);
  if (remarks) said.push(`${many(remarks, 'note', 'notes')} about the file`);
  box.hidden = !said.length;
  box.open = false;
  box.classList.toggle('wrong', badRows > 0);
  box.firstElementChild.textContent = said.join('; ');
  fillList(
    box.lastElementChild,
    [...problems].sort((a, b) => (a.severity > b.severity ? 1 : 0) - (b.severity > a.severity ? 1 : 0)),
  );
}

/* Shows an error in the library's words. If it is null, removes the one that is shown. */
function tell(failure) {
  error.hidden = !failure;
  if (!failure) return;
  const known = failure instanceof DuebyError,
    what = document.createElement('b'),
    why = document.createElement('p');
  what.textContent = known
    ? failure.code === 'BAD_FILE'
      ? 'This file cannot be read.'
      : 'That did not work.'
    : 'Something is wrong with this page: please report it.';
  why.textContent = failure.message;
  const list = document.createElement('ul'),
    then = document.createElement('p');
  if (known && failure.problems.length > 1) fillList(list, failure.problems);
  then.textContent = 'Then drop the file here again. If you did not make it, ask whoever did.';
  error.replaceChildren(what, why, ...(list.childNodes.length ? [list] : []), ...(failure.code === 'BAD_FILE' ? [then] : []), ...(state.list ? [buttonBack()] : []));
  show(null);
  error.scrollIntoView({ block: 'nearest' });
}

/* ---- events of the page ---- */

/* Reads files that are dropped on an element. Without this, the browser would open such a file instead of the page. */
function takeDrops(target) {
  target.addEventListener('dragover', (event) => {
    event.preventDefault();
    document.body.classList.add('over');
  });
  target.addEventListener('dragleave', () => document.body.classList.remove('over'));
  target.addEventListener('drop', (event) => {
    event.preventDefault();
    document.body.classList.remove('over');
    if (event.dataTransfer.files.length) takeFiles([...event.dataTransfer.files]);
  });
}

takeDrops(window);
frame.addEventListener('load', () => takeDrops(frame.contentWindow));
byId('file').addEventListener('change', ({ target }) => {
  const files = [...target.files];
  target.value = ''; // without this, the same file could not be chosen again after a change
  if (files.length) takeFiles(files);
});
byId('older').addEventListener('change', async ({ target }) => {
  state.older = await Promise.all([...target.files].map(async (file) => ({ name: file.name, bytes: await bytesOf(file) })));
});
byId('profile').addEventListener('change', () => {
  fillDuties();
  fillEvents();
});
byId('column').addEventListener('change', fillValues);
byId('back').addEventListener('click', () => {
  show(null);
  // Measures of a filtered worklist would be incomplete. They also take a while if there are many lines.
  if (!byId('value').value) fillColumns(state.list.columns, state.list.lines);
  byId('make').focus();
});
onSave('save', 'html', 'text/html', () => frame.srcdoc);
onSave('csv', 'csv', 'text/csv', (list) => `\ufeff${list.csv()}`);
onSave('ics', 'ics', 'text/calendar', (list) => list.ics({ detail: true }));
byId('print').addEventListener('click', () => frame.contentWindow.print());
// A browser cannot point at a choice in a closed part of the form, and would say nothing.
form.addEventListener('invalid', ({ target }) => target.closest('details')?.setAttribute('open', ''), true);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (state.files.length) makeAgain();
  else byId('file').click();
});

byId('day').addEventListener('change', () => (state.isDayChosen = true));

setToday();
fillProfiles();
fillDuties();
fillEvents();
fillColumns([], []);
const { library, calendar } = versions();
byId('versions').textContent =
  `dueby ${library}; bank holidays as listed on ${dayInWords(calendar)}. Rules are an unofficial reading of their sources.`;
document.body.dataset.ready = '';
