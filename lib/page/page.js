/* Sorts, filters and opens cases. Without this script, the page still shows everything. Nothing here uses the network or stores
 * anything. */
'use strict';
document.documentElement.classList.add('js');

const PAGE = {child: 50, duty: 100}, NONE = '(none)';
const byId = function (id) { return document.getElementById(id); };
const collator = new Intl.Collator('en-GB', {numeric: true, sensitivity: 'base'});
const colours = {overdue: 'red', check: 'amber', soon: 'amber', open: 'green', met: 'green', late: 'red', missed: 'red', ended: 'grey', unset: 'grey', undated: 'grey'};
function colourOf(slug) { return colours[slug]; }
const slugs = ['open', 'soon', 'overdue', 'met', 'late', 'missed', 'ended', 'check', 'unset', 'undated']; /* slugs of the states, by number */
const over = ['met', 'late', 'missed', 'ended', 'unset', 'undated']; /* states of lines that are not in the list of what is due */
let today = 0, weekEnd = 0, thisMonth = 0, lastHeld = 0, cases, holidays;
const words = {};       /* names of the states, by slug */
const duties = new Map(), also = new Map(); /* the title of each series, by number, and other names that people use for it */

/* ---- making elements ---- */

function make(name, parent, attributes, text) {
  const element = document.createElement(name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  if (text !== undefined) element.textContent = text;
  if (parent) parent.append(element);
  return element;
}
function shape(name, parent, attributes) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  parent.append(element);
  return element;
}
function addButton(parent, text, act, name) {
  const element = make('button', parent, {type: 'button'}, text);
  if (name) element.className = name;
  element.addEventListener('click', act);
  return element;
}

/* Sets the text of an element, unless it already has it, because setting it makes the browser lay out the page again. */
function say(element, text) { if (element.textContent !== text) element.textContent = text; }

/* ---- writing numbers and days as text ---- */

function capital(text) { return text.charAt(0).toUpperCase() + text.slice(1); }
function uncapital(text) { return text.charAt(0).toLowerCase() + text.slice(1); }
/* These formats are made once. toLocaleString takes 30 times as long, and a filter writes a thousand numbers. */
const numberFormat = new Intl.NumberFormat('en-GB');
const dayFormat = new Intl.DateTimeFormat('en-GB', {timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric'});
const monthFormat = new Intl.DateTimeFormat('en-GB', {timeZone: 'UTC', month: 'long', year: 'numeric'});
function grouped(number) { return numberFormat.format(number); }
function ungrouped(text) { return Number(text.replace(/,/g, '')); }
const plurals = {duty: 'duties', child: 'children'};
function caseNoun() { return document.querySelector('main').dataset.noun; }
function count(number, noun) { return grouped(number) + ' ' + (number === 1 ? noun : plurals[noun] || noun + 's'); }
function dateOf(day) { return new Date(day * 864e5); }
function dayWords(day) { return dayFormat.format(dateOf(day)).replace(',', ''); }
function monthWords(month) { return monthFormat.format(new Date(Date.UTC(Math.floor(month / 12), month % 12, 1))); }

/* ---- going to a part of the page without changing the filters in the address ---- */

/* Puts the content of a folded section into the page. Until then, the content is only the text of a noscript. */
function fillFold(details) {
  const folded = details.querySelector(':scope > noscript');
  if (!folded) return;
  workshop.innerHTML = folded.textContent;
  folded.replaceWith(workshop.content);
}
function goTo(element) {
  for (let at = element; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
  if (!element.hasAttribute('tabindex')) element.setAttribute('tabindex', '-1');
  element.focus({preventScroll: true});
  element.scrollIntoView();
}
/* Finds the part of the page that a link leads to: m3-0-1 is a list in the folded section m3-0. */
function findPart(id) {
  const fold = /^m\d+-\d+(?=-\d$)/.exec(id), details = fold && byId(fold[0]);
  if (details) fillFold(details);
  return byId(id);
}
/* Adds a button to the source of a timescale that goes back to the link which led here. */
let wayBack = null;
function offerReturn(source, link) {
  const from = link.closest('.case');
  if (wayBack) wayBack.remove();
  wayBack = addButton(source, from ? 'Back to ' + from.querySelector('h3').textContent.replace(/^Case/, 'case') : 'Back', function () {
    wayBack.remove();
    goTo(link.closest('tr') || link);
  }, 'way-back');
}
function addLinks() {
  document.addEventListener('click', function (event) {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    const target = findPart(link.getAttribute('href').slice(1));
    if (!target) return;
    event.preventDefault();
    if (target.matches('.case')) return openBelow(target);
    leave(link);
    goTo(target.matches('section') ? target.querySelector('h2, h3') : target);
    if (target.matches('.source')) offerReturn(target, link);
  });
  document.addEventListener('toggle', function (event) { if (event.target.open) fillFold(event.target); }, true);
}
