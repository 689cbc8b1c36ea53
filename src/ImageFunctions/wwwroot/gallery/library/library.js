import { byId, button, h } from '../page/elements.js';
import { failure } from '../page/messages.js';
import { isOpen } from '../pictures/state.js';
import { isAbort } from '../service/problem.js';
import { move } from './arrows.js';
import { card, showProgress } from './card.js';
import { emptyLibrary, nothingFits, skeletons } from './empty.js';
import { several } from '../page/format.js';

/** @import { Service } from '../service/service.js' */
/** @import { Progress } from '../service/progress.js' */
/** @import { Thumbnails } from '../pictures/thumbnail.js' */
/** @import { Image, ImagePage, Query, Settings } from '../service/types' */
/** @import { Preview } from './card.js' */
/** @typedef {{ image: Image, element: HTMLElement, preview?: Preview }} Entry */

const pageSize = 30;

/** The grid of images, newest first. More comes when its end comes into sight. */
export class Library {
  /** Called with the tags of each image that is shown. @type {(tags: string[]) => void} */
  onTags = () => {};
  /** Called when what is shown has changed. */
  onChange = () => {};
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  /** @type {Map<string, () => void>} */
  #followed = new Map();
  /** @type {Query} */
  #query = {};
  /** @type {string | null} */
  #cursor = null;
  /** @type {AbortController | null} */
  #loading = null;

  /** @param {{ service: Service, progress: Progress, thumbnails: Thumbnails, settings: Settings }} parts */
  constructor({ service, progress, thumbnails, settings }) {
    this.service = service;
    this.progress = progress;
    this.thumbnails = thumbnails;
    this.settings = settings;
    this.grid = byId('images');
    this.end = byId('more');
    this.empty = byId('empty');
    this.sight = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && this.#more(), { rootMargin: '600px' });
    this.sight.observe(this.end);
    byId('more-button').addEventListener('click', () => this.#more());
    this.grid.addEventListener('keydown', move);
  }

  /** Ids in the order of the grid. */
  get ids() {
    return [...this.#entries.keys()];
  }

  /** Whether a new image belongs into what is shown; filters are left to the service. */
  get takesNew() {
    return Object.keys(this.#query).length === 0;
  }

  /** @param {string} id */
  image(id) {
    return this.#entries.get(id)?.image;
  }

  /** Shows the images that a filter lets through. @param {Query} query */
  async load(query) {
    this.#loading?.abort();
    this.#query = query;
    this.#cursor = null;
    for (const stop of this.#followed.values()) stop();
    this.#followed.clear();
    this.#entries.clear();
    this.empty.hidden = true;
    this.grid.replaceChildren(...skeletons());
    this.onChange();
    await this.#page();
  }

  reload() {
    return this.load(this.#query);
  }

  /**
   * Adds an image, or shows it anew, at its place: ids sort by time.
   * @param {Image} image @param {Preview} [preview] shown while there are no thumbnails
   */
  put(image, preview) {
    this.#add(image, preview);
    this.#tell();
  }

  /** @param {Image} image @param {Preview} [preview] */
  #add(image, preview) {
    const id = image.imageId;
    const before = this.#entries.get(id);
    const kept = preview ?? before?.preview;
    const entry = { image, preview: kept, element: card(image, this.thumbnails, kept) };
    if (before) replace(before.element, entry.element);
    else this.#insert(id, entry);
    this.#entries.set(id, entry);
    this.onTags(image.tags);
    if (isOpen(image)) this.#follow(id);
  }

  /** @param {string} id */
  remove(id) {
    this.#followed.get(id)?.();
    this.#followed.delete(id);
    this.#entries.get(id)?.element.remove();
    this.#entries.delete(id);
    this.#tell();
  }

  /** Asks for an image again and shows it as it is now. @param {string} id */
  async refresh(id) {
    /** @type {Image} */
    const image = await this.service.get(`images/${id}`);
    if (this.#entries.has(id) || this.takesNew) this.put(image);
    return image;
  }

  /** The image that takes the place of another one when that goes. @param {string} id */
  neighbor(id) {
    const { ids } = this;
    const at = ids.indexOf(id);
    return at < 0 ? ids[0] : ids[at + 1] ?? ids[at - 1];
  }

  /** Puts the focus on an image, or on the grid when it is not there. @param {string | null | undefined} id */
  focus(id) {
    const link = id && this.#entries.get(id)?.element.querySelector('.card-link');
    if (link) /** @type {HTMLElement} */ (link).focus();
    else if (this.#entries.size > 0) this.grid.focus();
    else (this.empty.querySelector('button') ?? byId('choose')).focus();
  }

  #more() {
    if (this.#cursor && !this.#loading) this.#page();
  }

  async #page() {
    const own = new AbortController();
    this.#loading = own;
    this.grid.setAttribute('aria-busy', 'true');
    try {
      /** @type {ImagePage} */
      const found = await this.service.get('images', { ...this.#query, limit: pageSize, cursor: this.#cursor }, { signal: own.signal });
      if (!this.#cursor) this.grid.replaceChildren();
      this.#cursor = found.nextCursor ?? null;
      found.images.forEach((image) => this.#add(image));
      this.#tell();
    } catch (error) {
      if (!isAbort(error)) this.#failed(error);
      return;
    } finally {
      if (this.#loading === own) {
        this.#loading = null;
        this.grid.removeAttribute('aria-busy');
      }
    }
    this.end.hidden = !this.#cursor;
    // A short page may leave the end in sight, of which the observer tells only once.
    if (this.#cursor) { this.sight.unobserve(this.end); this.sight.observe(this.end); }
  }

  /** @param {any} error */
  #failed(error) {
    if (!this.#entries.size) this.grid.replaceChildren();
    this.#cursor = null;
    failure('The images could not be listed.', error);
    this.empty.replaceChildren(h('div.empty-box', {},
      h('p', {}, 'The images could not be listed.'),
      button('primary', 'again', 'Try again', () => this.reload())));
    this.empty.hidden = this.#entries.size > 0;
  }

  #tell() {
    const size = this.#entries.size;
    const isEmpty = size === 0 && this.#cursor === null;
    byId('count').textContent = size || this.#cursor ? `${several(size, 'image')}${this.#cursor ? ', more below' : ''}` : 'No images';
    if (isEmpty) this.empty.replaceChildren(this.takesNew ? emptyLibrary(this.settings.limits) : nothingFits());
    this.empty.hidden = !isEmpty;
    byId('filters').hidden = byId('toolbar').hidden = isEmpty && this.takesNew;
    this.onChange();
  }

  /** @param {string} id @param {Entry} entry */
  #insert(id, entry) {
    const next = this.ids.find((other) => other < id);
    this.grid.insertBefore(entry.element, next ? this.#entries.get(next)?.element ?? null : null);
    const all = /** @type {[string, Entry][]} */ ([...this.#entries, [id, entry]]).sort(([a], [b]) => (a < b ? 1 : -1));
    this.#entries = new Map(all);
  }

  /** @param {string} id */
  #follow(id) {
    if (this.#followed.has(id)) return;
    const again = () => this.refresh(id).catch((error) => { if (error.status !== 404) failure('An image could not be read.', error); });
    let hasPicture = false;
    this.#followed.set(id, this.progress.follow(id, {
      onChange: async (status) => {
        // The thumbnails come first: they are worth showing at once.
        if (!hasPicture && status.status === 'processing' && status.steps.thumbnails === 'completed') { hasPicture = true; await again(); }
        const entry = this.#entries.get(id);
        if (entry && isOpen(status)) showProgress(entry.element, status);
      },
      onEnd: () => { this.#followed.delete(id); again(); },
      onFailure: (error) => {
        this.#followed.delete(id);
        if (error.status === 404) this.remove(id);
        else failure('The state of an image is not known.', error);
      },
    }));
  }
}

/** @param {HTMLElement} old @param {HTMLElement} element */
function replace(old, element) {
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(element);
  if (hadFocus) /** @type {HTMLElement} */ (element.querySelector('.card-link')).focus();
}
