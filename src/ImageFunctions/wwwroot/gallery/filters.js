import { byId } from './dom.js';

const names = ['tag', 'label', 'userId', 'status', 'from', 'to'];
let changed = () => {};

const form = () => byId('filters');
const field = (name) => form().elements.namedItem(name);

/** Starts the filter fields with what the address says; onChange gets the query for the service. */
export function start(onChange) {
  changed = onChange;
  const address = new URLSearchParams(location.search);
  for (const name of names) if (address.has(name)) field(name).value = address.getAll(name).join(', ');
  let timer;
  const soon = (milliseconds) => { clearTimeout(timer); timer = setTimeout(apply, milliseconds); };
  form().addEventListener('input', () => soon(350));
  form().addEventListener('submit', (event) => { event.preventDefault(); soon(0); });
  form().addEventListener('reset', () => soon(0));
  byId('filters-toggle').addEventListener('click', toggle);
  mark();
}

function toggle() {
  const isOpen = form().classList.toggle('open');
  byId('filters-toggle').setAttribute('aria-expanded', String(isOpen));
}

/** Sets one filter from elsewhere in the page, in place of all others. */
export function only(name, value) {
  for (const other of names) field(other).value = other === name ? value : '';
  apply();
}

let last = null;

function apply() {
  const values = words();
  const text = JSON.stringify(values);
  if (text === last) return;
  last = text;
  const address = new URLSearchParams(Object.entries(values).flatMap(([name, value]) => [value].flat().map((one) => [name, one])));
  history.replaceState(history.state, '', `${location.pathname}${address.size ? `?${address}` : ''}${location.hash}`);
  mark();
  changed(query());
}

const mark = () => {
  byId('filters-reset').hidden = Object.keys(words()).length === 0;
  byId('filters-toggle').classList.toggle('active', Object.keys(words()).length > 0);
};

/** The fields that say something, as they are. */
function words() {
  const values = Object.fromEntries(names.map((name) => [name, field(name).value.trim()]).filter(([, value]) => value));
  if (values.tag) values.tag = values.tag.split(',').map((tag) => tag.trim()).filter(Boolean);
  return values;
}

/** The same as the service wants it: days of this place become moments. */
export function query() {
  const values = words();
  if (values.from) values.from = new Date(`${values.from}T00:00`).toISOString();
  if (values.to) {
    const end = new Date(`${values.to}T00:00`);
    end.setDate(end.getDate() + 1);
    values.to = end.toISOString();
  }
  return values;
}

const known = new Set();

/** Offers tags that were seen as suggestions. */
export function suggest(tags) {
  for (const tag of tags) {
    if (known.has(tag) || known.size > 200) continue;
    known.add(tag);
    const option = document.createElement('option');
    option.value = tag;
    byId('known-tags').append(option);
  }
}
