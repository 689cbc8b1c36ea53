import { button, byId, h } from '../page/elements.js';
import { failure, info } from '../page/messages.js';
import { deadLetterRow } from './dead-letter.js';
import { overview } from './overview.js';
import { reviewRow } from './review.js';
import { taskList } from './task-list.js';

/** @import { Service } from '../service/service.js' */
/** @import { Library } from '../library/library.js' */
/** @import { CallOptions, DeadLetter, DeadLetterPage, Image, ImagePage } from '../service/types' */

/** @type {CallOptions} */
const admin = { level: 'admin' };
const pageSize = 20;

/** What operators see: counts, images to review, and work that failed for good. */
export class Operate {
  /** @param {Service} service @param {Library} library */
  constructor(service, library) {
    this.service = service;
    this.library = library;
    this.dialog = byId('operate');
    byId('operate-open').addEventListener('click', () => this.#open());
    this.dialog.addEventListener('click', (/** @type {Event} */ event) => event.target === this.dialog && this.dialog.close());
  }

  async #open() {
    try {
      // The key is asked for before anything is shown.
      const stats = await this.service.get('manage/stats', {}, admin);
      const numbers = h('div', {}, ...overview(stats));
      const refresh = async () => numbers.replaceChildren(...overview(await this.service.get('manage/stats', {}, admin)));
      const state = h('select', { name: 'state', 'aria-label': 'State', onchange: () => reviews.load() },
        ...['held', 'flagged', 'blocked'].map((name) => h('option', { value: name }, name)));
      const reviews = this.#reviews(() => state.value, refresh);
      const failed = this.#deadLetters(refresh);
      this.dialog.replaceChildren(
        h('div.panel-head', {}, h('h2', { id: 'operate-title' }, 'Operate'),
          button('quiet', 'again', 'Reprocess failed images', () => this.#reprocess()),
          button('icon-only', 'close', null, () => this.dialog.close(), { 'aria-label': 'Close' })),
        numbers,
        h('div.part-head', {}, h('h3', {}, 'Images to review'), state), reviews.element,
        h('h3', {}, 'Failed work'), failed.element);
      this.dialog.showModal();
      await Promise.all([reviews.load(), failed.load()]);
    } catch (/** @type {any} */ error) {
      if (error.status !== 401) failure('The service could not be looked into.', error);
    }
  }

  /** @param {() => string} state @param {() => Promise<void>} onDone */
  #reviews(state, onDone) {
    /** @param {Image} image @param {string} decision */
    const decide = async (image, decision) => {
      const decided = await this.service.post(`manage/moderation/${image.imageId}/${decision}`, undefined, admin);
      if (this.library.image(image.imageId)) this.library.put(decided);
    };
    return taskList({
      nothing: 'Nothing to review.',
      onDone,
      read: async (cursor) => {
        /** @type {ImagePage} */
        const { images, nextCursor } = await this.service.get('manage/moderation', { state: state(), limit: pageSize, cursor }, admin);
        return { items: images, next: nextCursor };
      },
      row: (/** @type {Image} */ image, act) => reviewRow(image, {
        onApprove: () => act(() => decide(image, 'approve'), 'Approved'),
        onReject: () => act(() => decide(image, 'reject'), 'Rejected'),
        onOpen: () => this.dialog.close(),
      }),
    });
  }

  /** @param {() => Promise<void>} onDone */
  #deadLetters(onDone) {
    return taskList({
      nothing: 'Nothing. All work that was started has been finished.',
      onDone,
      read: async (cursor) => {
        /** @type {DeadLetterPage} */
        const { deadLetters, nextCursor } = await this.service.get('manage/dead-letters', { limit: pageSize, cursor }, admin);
        return { items: deadLetters, next: nextCursor };
      },
      row: (/** @type {DeadLetter} */ letter, act) => {
        const path = `manage/dead-letters/${letter.id}`;
        return deadLetterRow(letter, {
          onReplay: () => act(() => this.service.post(`${path}/replay`, undefined, admin), 'It is back in its queue'),
          onDiscard: () => act(() => this.service.call('DELETE', path, admin), 'Discarded'),
          onOpen: () => this.dialog.close(),
        });
      },
    });
  }

  async #reprocess() {
    try {
      info((await this.service.post('manage/reprocess', undefined, { ...admin, query: { status: 'failed' } })).message);
    } catch (error) {
      failure('The images could not be processed again.', error);
    }
  }
}
