import { button, byId, h, present } from '../page/elements.js';
import { failure } from '../page/messages.js';
import { hasPicture } from '../pictures/sources.js';
import { isOpen } from '../pictures/state.js';
import { removeImages } from './delete.js';
import { showWork } from './heading.js';
import { ImagePage } from './image-page.js';
import { similarImages } from './similar.js';

/** @import { Service } from '../service/service.js' */
/** @import { Progress } from '../service/progress.js' */
/** @import { Thumbnails } from '../pictures/thumbnail.js' */
/** @import { Library } from '../library/library.js' */
/** @import { Filters } from '../library/filters.js' */
/** @import { Image, Settings } from '../service/types' */

const idInAddress = () => new URLSearchParams(location.hash.slice(1)).get('image');

/** The dialog that shows the image which the address names. */
export class ImageView {
  /** @type {string | null} */
  #id = null;
  #stopFollowing = () => {};

  /**
   * @param {{ service: Service, progress: Progress, thumbnails: Thumbnails, library: Library, filters: Filters, settings: Settings }} parts
   */
  constructor({ service, progress, thumbnails, library, filters, settings }) {
    this.service = service;
    this.progress = progress;
    this.thumbnails = thumbnails;
    this.library = library;
    this.filters = filters;
    this.settings = settings;
    /** @type {HTMLDialogElement} */
    this.dialog = byId('image');
    addEventListener('hashchange', () => this.follow());
    this.dialog.addEventListener('cancel', (event) => { event.preventDefault(); this.#escape(); });
    this.dialog.addEventListener('click', (event) => event.target === this.dialog && !this.#form && this.#leave());
    this.dialog.addEventListener('keydown', (/** @type {any} */ event) => {
      if (event.target.closest('input, textarea, select')) return;
      if (event.key === 'ArrowRight') this.#step(1);
      if (event.key === 'ArrowLeft') this.#step(-1);
    });
  }

  /** Shows what the address says. */
  follow() {
    const id = idInAddress();
    if (id) this.#show(id);
    else if (this.dialog.open) this.#close(this.#id);
  }

  get #form() {
    return this.dialog.querySelector('.edit');
  }

  // What is being written is not thrown away together with the view.
  #escape() {
    if (this.#form) this.#form.dispatchEvent(new Event('cancel'));
    else this.#leave();
  }

  /** @param {string | null | undefined} [next] what gets the focus instead of the image itself */
  #leave(next = this.#id) {
    history.replaceState(history.state, '', location.pathname + location.search);
    this.#close(next);
  }

  /** @param {string | null | undefined} next */
  #close(next) {
    this.#stopFollowing();
    this.#id = null;
    this.dialog.close();
    this.library.focus(next);
  }

  /** @param {number} by */
  #step(by) {
    const { ids } = this.library;
    const at = ids.indexOf(this.#id ?? '');
    if (at >= 0 && ids[at + by]) location.replace(`#image=${ids[at + by]}`);
  }

  /** @param {string} id */
  async #show(id) {
    this.#stopFollowing();
    const isSame = this.#id === id;
    this.#id = id;
    if (!this.dialog.open) {
      this.dialog.replaceChildren(h('p.image-wait', {}, 'Loading…'));
      this.dialog.showModal();
    }
    try {
      const { data, etag } = await this.service.call('GET', `images/${id}`);
      if (this.#id === id) this.#draw(data, etag, isSame);
    } catch (/** @type {any} */ error) {
      if (this.#id !== id) return;
      this.#leave();
      failure(error.status === 404 ? 'This image is not there.' : 'The image could not be read.', error);
    }
  }

  /** @param {Image} image @param {string | null} etag @param {boolean} isSame whether it is only drawn anew */
  #draw(image, etag, isSame) {
    const page = new ImagePage(this.service, this.settings, image, etag, {
      onSaved: (saved) => this.library.put(saved),
      onReload: () => this.#show(image.imageId),
      onReprocess: () => this.#reprocess(image),
      onDelete: (current) => this.#delete(current),
      onFilter: (name, value) => { this.#leave(); this.filters.only(name, value); },
      onStep: (by) => this.#step(by),
    });
    const { ids } = this.library;
    const at = ids.indexOf(image.imageId);
    /** @param {boolean} isThere @param {string} name @param {string} label @param {number} by */
    const edge = (isThere, name, label, by) =>
      button(`icon-only.step.${name}`, name, null, () => this.#step(by), { 'aria-label': label, disabled: !isThere });
    const picture = h('div.image-picture', {}, page.viewer.element,
      edge(at > 0, 'left', 'Newer image', -1), edge(at >= 0 && at < ids.length - 1, 'right', 'Older image', 1), page.boxesSwitch);
    const close = button('icon-only.image-close', 'close', null, () => this.#leave(), { 'aria-label': 'Close' });
    const scrolled = isSame ? this.dialog.querySelector('.image-side')?.scrollTop : 0;
    this.dialog.replaceChildren(...present([picture, page.side, close, this.dialog.querySelector('.messages')]));
    page.side.scrollTop = scrolled ?? 0;
    if (!isSame) close.focus();
    if (image.perceptualHash) similarImages(this.service, this.thumbnails, image).then((part) => part && page.similar.append(part));
    if (isOpen(image)) this.#keepFresh(image, page.head);
  }

  /** @param {Image} image */
  async #reprocess(image) {
    try {
      await this.service.post(`images/${image.imageId}/reprocess`);
      await this.library.refresh(image.imageId);
      this.#show(image.imageId);
    } catch (error) {
      failure('The image could not be processed again.', error);
    }
  }

  /** @param {Image} image */
  async #delete(image) {
    const next = this.library.neighbor(image.imageId);
    if (await removeImages([image], this.service, this.library)) this.#leave(next);
  }

  /** @param {Image} image @param {HTMLElement} head */
  #keepFresh(image, head) {
    const again = () => this.#id === image.imageId && this.#show(image.imageId);
    let isSeen = hasPicture(image);
    this.#stopFollowing = this.progress.follow(image.imageId, {
      onChange: (status) => {
        if (!isSeen && status.steps.thumbnails === 'completed' && isOpen(status)) { isSeen = true; again(); }
        else showWork(head, status);
      },
      onEnd: again,
      onFailure: (error) => failure('The state of the image is not known.', error),
    });
  }
}
