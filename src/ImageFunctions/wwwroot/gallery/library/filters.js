import { byId, h } from '../page/elements.js';

/** @import { Query } from '../service/types' */

const names = ['tag', 'label', 'userId', 'status', 'from', 'to'];
const mostSuggestions = 200;

/** The fields that narrow the library; what they say stands in the page's address too. */
export class Filters {
  /** @type {(query: Query) => void} */
  onChange = () => {};
  /** @type {string | null} */
  #last = null;
  #timer = 0;
  /** @type {Set<string>} */
  #suggested = new Set();

  constructor() {
    /** @type {HTMLFormElement} */
    this.form = byId('filters');
    const address = new URLSearchParams(location.search);
    for (const name of names) if (address.has(name)) this.#field(name).value = address.getAll(name).join(', ');
    this.form.addEventListener('input', () => this.#applySoon(350));
    this.form.addEventListener('submit', (event) => { event.preventDefault(); this.#applySoon(0); });
    this.form.addEventListener('reset', () => this.#applySoon(0));
    byId('filters-toggle').addEventListener('click', () => {
      byId('filters-toggle').setAttribute('aria-expanded', String(this.form.classList.toggle('open')));
    });
    this.#mark();
  }

  /** Sets one filter from elsewhere in the page, in place of all others. @param {string} name @param {string} value */
  only(name, value) {
    for (const other of names) this.#field(other).value = other === name ? value : '';
    this.#apply();
  }

  /** What the fields say, as the service wants it: days of this place become moments. @returns {Query} */
  query() {
    const { from, to, ...others } = this.#words();
    /** @type {Query} */
    const query = others;
    if (from) query.from = new Date(`${from}T00:00`).toISOString();
    if (to) {
      const end = new Date(`${to}T00:00`);
      end.setDate(end.getDate() + 1);
      query.to = end.toISOString();
    }
    return query;
  }

  /** Offers tags that were seen as suggestions. @param {string[]} tags */
  suggest(tags) {
    for (const tag of tags) {
      if (this.#suggested.has(tag) || this.#suggested.size > mostSuggestions) continue;
      this.#suggested.add(tag);
      byId('known-tags').append(h('option', { value: tag }));
    }
  }

  /** @param {number} milliseconds */
  #applySoon(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#apply(), milliseconds);
  }

  #apply() {
    const words = this.#words();
    const text = JSON.stringify(words);
    if (text === this.#last) return;
    this.#last = text;
    const address = new URLSearchParams(Object.entries(words).flatMap(([name, value]) => [value].flat().map((one) => [name, one])));
    history.replaceState(history.state, '', `${location.pathname}${address.size ? `?${address}` : ''}${location.hash}`);
    this.#mark();
    this.onChange(this.query());
  }

  #mark() {
    const isFiltering = Object.keys(this.#words()).length > 0;
    // Its place is kept, so that nothing jumps.
    byId('filters-reset').classList.toggle('away', !isFiltering);
    byId('filters-toggle').classList.toggle('active', isFiltering);
  }

  /** The fields that say something, as they are. @returns {Record<string, any>} */
  #words() {
    /** @type {Record<string, any>} */
    const values = Object.fromEntries(names.map((name) => [name, this.#field(name).value.trim()]).filter(([, value]) => value));
    if (values.tag) values.tag = values.tag.split(',').map((/** @type {string} */ tag) => tag.trim()).filter(Boolean);
    return values;
  }

  /** @param {string} name @returns {HTMLInputElement} */
  #field(name) {
    return /** @type {any} */ (this.form.elements.namedItem(name));
  }
}
