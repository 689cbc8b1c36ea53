import { removeImages } from '../image/delete.js';
import { button, byId, h } from '../page/elements.js';
import { several } from '../page/format.js';
import { failure, info } from '../page/messages.js';
import { askForTags } from './tag-dialog.js';

/** @import { Service } from '../service/service.js' */
/** @import { Library } from './library.js' */

/** Images that are picked to do something with all of them. */
export class Selection {
  /** @type {Set<string>} */
  #ids = new Set();
  #isOn = false;
  #drawn = '';

  /** @param {Service} service @param {Library} library */
  constructor(service, library) {
    this.service = service;
    this.library = library;
    this.tools = byId('selection');
    library.grid.addEventListener('change', (/** @type {any} */ { target }) =>
      this.#set(target.closest('.card').dataset.id, target.checked));
    // While images are being picked, a click on one picks it.
    library.grid.addEventListener('click', (/** @type {any} */ event) => {
      const id = this.#isOn && event.target.closest('.card-link')?.parentElement.dataset.id;
      if (!id) return;
      event.preventDefault();
      this.#set(id, !this.#ids.has(id));
    });
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.#isOn && !document.querySelector('dialog[open]')) this.end();
    });
    this.#draw();
  }

  /** Shows which ones are picked after the grid has changed. */
  follow() {
    const ids = new Set(this.library.ids);
    for (const id of this.#ids) if (!ids.has(id)) this.#ids.delete(id);
    this.#draw();
  }

  end() {
    this.#ids.clear();
    this.#isOn = false;
    this.#draw();
  }

  /** @param {string} id @param {boolean} isPicked */
  #set(id, isPicked) {
    if (isPicked) this.#ids.add(id);
    else this.#ids.delete(id);
    this.#isOn = true;
    this.#draw();
  }

  #draw() {
    this.library.grid.classList.toggle('selecting', this.#isOn);
    const boxes = this.library.grid.querySelectorAll('.card-select input');
    for (const box of boxes) box.checked = this.#ids.has(box.closest('.card').dataset.id);
    const now = `${this.#isOn} ${this.#ids.size}`;
    if (now === this.#drawn) return;
    this.#drawn = now;
    const hasFocus = this.tools.contains(document.activeElement);
    const isNone = this.#ids.size === 0;
    this.tools.replaceChildren(...(this.#isOn ? [
      h('span', { role: 'status' }, `${this.#ids.size} selected`),
      button('quiet', 'tag', 'Add tags', () => this.#tag(), { disabled: isNone }),
      button('quiet.danger', 'trash', 'Delete', () => this.#delete(), { disabled: isNone }),
      h('button.quiet', { type: 'button', onclick: () => this.end() }, 'Done'),
    ] : [button('quiet', 'check', 'Select', () => { this.#isOn = true; this.#draw(); })]));
    if (hasFocus) this.tools.querySelector('button:last-of-type').focus();
  }

  async #delete() {
    const images = [...this.#ids].map((id) => this.library.image(id)).filter((image) => image !== undefined);
    this.end();
    await removeImages(images, this.service, this.library);
    this.library.focus(null);
  }

  async #tag() {
    const tags = await askForTags(this.#ids.size);
    if (tags.length === 0) return;
    const ids = [...this.#ids];
    // One after the other: many at once would only wait for each other in the service's rate limit.
    let done = 0;
    for (const id of ids) {
      try {
        const { data, etag } = await this.service.call('GET', `images/${id}`);
        const known = new Set(data.tags.map((/** @type {string} */ tag) => tag.toLowerCase()));
        const all = [...data.tags, ...tags.filter((tag) => !known.has(tag.toLowerCase()))];
        const headers = { 'If-Match': etag ?? '*' };
        const tagged = await this.service.call('PATCH', `images/${id}`, { body: { tags: all }, headers });
        this.library.put(tagged.data);
        done++;
      } catch (error) {
        failure(`“${this.library.image(id)?.fileName ?? id}” could not be tagged.`, error);
      }
    }
    if (done) info(`Tagged ${several(done, 'image')}`);
    if (done === ids.length) this.end();
  }
}
