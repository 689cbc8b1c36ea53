import { button, h } from '../page/elements.js';
import { bytes } from '../page/format.js';
import { icon } from '../page/icons.js';
import { reasons } from '../page/messages.js';

/** @import { Status } from '../service/types' */
/** @typedef {'waiting' | 'working' | 'done' | 'failed'} RowState */

/** A line that shows how far one file is. */
export class UploadRow {
  /** @type {RowState} */
  state = 'waiting';

  /** @param {File} file @param {{ onChange: () => void }} listeners */
  constructor(file, { onChange }) {
    this.name = file.name || 'Pasted image';
    this.onChange = onChange;
    this.url = URL.createObjectURL(file);
    this.text = h('span.row-state', {}, 'Waiting');
    this.bar = h('progress', { max: 1, value: 0, 'aria-label': `${this.name}: progress` });
    this.detail = h('div.row-detail', { hidden: true });
    this.action = h('div.row-action');
    const onerror = () => this.image.replaceWith(h('span.row-preview', {}, icon('image')));
    this.image = h('img.row-preview', { src: this.url, alt: '', onerror });
    this.element = h('li.row', {},
      this.image,
      h('div.row-text', {}, h('span.row-name', {}, this.name), h('span.row-size', {}, bytes(file.size)), this.text, this.bar, this.detail),
      this.action);
  }

  get isOver() {
    return this.state === 'done' || this.state === 'failed';
  }

  /** The file itself, to be seen until its thumbnails are there. */
  get preview() {
    return { url: this.url, width: this.image.naturalWidth, height: this.image.naturalHeight };
  }

  /** @param {() => void} cancel */
  wait(cancel) {
    this.#become('waiting', 'Waiting');
    this.bar.value = 0;
    this.text.after(this.bar);
    this.detail.hidden = true;
    this.#offer(button('icon-only', 'close', null, cancel, { 'aria-label': `Cancel ${this.name}` }));
  }

  /** @param {string} text @param {number} share @param {(() => void)} [stop] */
  work(text, share, stop) {
    if (this.state !== 'working') {
      this.#become('working', text);
      this.#offer(stop && button('icon-only', 'close', null, stop, { 'aria-label': `Stop ${this.name}` }));
    }
    this.text.textContent = text;
    this.bar.value = share;
  }

  /** The first half was the upload. @param {Status} status */
  process(status) {
    this.#offer(null);
    this.work(status.message, 0.5 + status.progress / 200);
  }

  /** @param {string} id */
  finish(id) {
    this.bar.remove();
    this.#offer(h('a.quiet', { href: `#image=${id}`, 'aria-label': `Open ${this.name}` }, 'Open'));
    this.#become('done', 'Done');
  }

  /**
   * @param {any} error
   * @param {{ retry?: (() => void) | false, id?: string }} [ways] what the reader can do: try again, or look at the image
   */
  fail(error, { retry, id } = {}) {
    this.bar.remove();
    this.detail.replaceChildren(...reasons(error));
    this.detail.hidden = false;
    this.detail.setAttribute('role', 'alert');
    this.#offer(retry ? button('icon-only', 'again', null, retry, { 'aria-label': `Try ${this.name} again` })
      : id && h('a.quiet', { href: `#image=${id}`, 'aria-label': `Open ${this.name}` }, 'Open'));
    this.#become('failed', 'Failed');
  }

  remove() {
    URL.revokeObjectURL(this.url);
    this.element.remove();
  }

  /** @param {Node | null | undefined | false | ''} element */
  #offer(element) {
    this.action.replaceChildren(...(element ? [element] : []));
  }

  /** @param {RowState} state @param {string} text */
  #become(state, text) {
    this.state = state;
    this.text.textContent = text;
    this.element.classList.toggle('done', state === 'done');
    this.element.classList.toggle('failed', state === 'failed');
    this.onChange();
  }
}
