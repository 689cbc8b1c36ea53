import { h } from '../page/elements.js';
import { failure, info, reasons } from '../page/messages.js';

/**
 * @template T
 * @typedef {object} Source
 * @property {(cursor: string | null) => Promise<{ items: T[], next?: string }>} read
 * @property {(item: T, act: (work: () => Promise<unknown>, text: string) => void) => HTMLElement} row
 * @property {string} nothing what to say when there is nothing to do
 * @property {() => Promise<void>} onDone
 */

/**
 * A list of things that wait for a decision; each goes when that is made.
 * @template T
 * @param {Source<T>} source
 */
export function taskList(source) {
  const list = h('ul.tasks');
  const more = h('div.more');

  /** @param {string | null} cursor */
  async function page(cursor) {
    try {
      const { items, next } = await source.read(cursor);
      list.append(...items.map(rowOf));
      more.replaceChildren(
        ...(list.children.length ? [] : [h('p.muted', {}, source.nothing)]),
        ...(next ? [h('button.quiet', { type: 'button', onclick: () => page(next) }, 'Show more')] : []));
    } catch (error) {
      more.replaceChildren(h('div.form-error', { role: 'alert' }, ...reasons(error)));
    }
  }

  /** @param {T} item @returns {HTMLElement} */
  function rowOf(item) {
    const row = source.row(item, async (work, text) => {
      try {
        await work();
        row.remove();
        info(text);
        await source.onDone();
        if (!list.children.length) await page(null);
      } catch (error) {
        failure('That did not work.', error);
      }
    });
    return row;
  }

  return { element: h('div', {}, list, more), load: () => { list.replaceChildren(); return page(null); } };
}
