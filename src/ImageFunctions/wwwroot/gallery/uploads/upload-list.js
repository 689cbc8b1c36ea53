import { button, byId, h } from '../page/elements.js';
import { several } from '../page/format.js';
import { info } from '../page/messages.js';
import { UploadRow } from './upload-row.js';

const lookAtDone = 2000;

/** The list of uploads in a corner of the page. On a phone, where it covers the images, it goes when all is done. */
export class UploadList {
  /** @type {Set<UploadRow>} */
  #rows = new Set();
  #leaving = 0;

  constructor() {
    this.panel = byId('uploads');
    this.title = h('h2', { id: 'uploads-title' });
    this.list = h('ul.rows');
    this.clear = h('button.quiet', { type: 'button', onclick: () => this.#clear() }, 'Clear');
    const fold = button('icon-only', 'down', null, () => {
      fold.setAttribute('aria-expanded', String(!this.panel.classList.toggle('folded')));
    }, { 'aria-label': 'Show the uploads', 'aria-expanded': 'true' });
    this.panel.append(h('div.uploads-head', {}, this.title, this.clear, fold), this.list);
  }

  /** @param {File} file */
  add(file) {
    const row = new UploadRow(file, { onChange: () => this.#change(row) });
    this.#rows.add(row);
    // What is still under way stays above what is done.
    this.list.insertBefore(row.element, this.list.querySelector('.done'));
    return row;
  }

  /** @param {UploadRow} row */
  remove(row) {
    row.remove();
    this.#rows.delete(row);
    this.#summarize();
  }

  /** @param {UploadRow} row */
  #change(row) {
    if (row.state === 'done') this.list.append(row.element);
    this.#summarize();
  }

  #clear() {
    for (const row of this.#rows) if (row.isOver) this.remove(row);
  }

  #summarize() {
    const rows = [...this.#rows];
    const over = rows.filter((row) => row.isOver).length;
    const failed = rows.filter((row) => row.state === 'failed').length;
    this.title.textContent = over < rows.length
      ? `${over} of ${rows.length} done`
      : `${over - failed} done${failed ? `, ${failed} failed` : ''}`;
    this.clear.hidden = over === 0;
    this.panel.hidden = rows.length === 0;
    clearTimeout(this.#leaving);
    const isWell = rows.length > 0 && over === rows.length && failed === 0;
    if (isWell && matchMedia('(max-width: 40rem)').matches) this.#leaving = setTimeout(() => this.#leave(), lookAtDone);
  }

  #leave() {
    info(`Uploaded ${several(this.#rows.size, 'image')}`);
    this.#clear();
  }
}
