import { button, h, present } from '../page/elements.js';
import { nameOf } from '../page/format.js';
import { failure } from '../page/messages.js';
import { stateOf } from '../pictures/state.js';
import { analysisResults } from './analysis.js';
import { editForm } from './edit-form.js';
import { Crops } from './crops.js';
import { bestFor, copyLink, download, filesOf, filesTable } from './files.js';
import { heading } from './heading.js';
import { copyHtml } from './picture-html.js';
import { camera, colors, fileProperties, section } from './properties.js';
import { Viewer } from './viewer.js';

/** @import { Service } from '../service/service.js' */
/** @import { FocalPoint, Image, ImageFile, Settings } from '../service/types' */

/**
 * @typedef {object} Doings what the reader may want of the image
 * @property {(image: Image) => void} onSaved
 * @property {() => void} onReload
 * @property {() => void} onReprocess
 * @property {(image: Image) => void} onDelete
 * @property {(name: string, value: string) => void} onFilter
 * @property {(by: number) => void} onStep
 */

/** One image: its picture, and beside it all that is known and can be done. */
export class ImagePage {
  /** @param {Service} service @param {Settings} settings @param {Image} image @param {string | null} etag @param {Doings} doings */
  constructor(service, settings, image, etag, doings) {
    this.service = service;
    this.settings = settings;
    this.image = image;
    this.etag = etag;
    this.doings = doings;
    this.files = filesOf(image);
    this.pixels = Math.min(innerWidth, innerHeight) * 0.9 * devicePixelRatio;
    this.chosen = bestFor(this.files, this.pixels);
    this.isChosenByReader = false;
    this.viewer = new Viewer(image, { onSwipe: doings.onStep, onZoom: (scale) => this.#sharpen(scale) });
    this.viewer.renew = async (name) => filesOf(await service.get(`images/${image.imageId}`)).find((file) => file.name === name);
    this.head = h('div.image-head');
    this.similar = h('div');
    this.side = h('div.image-side', { tabindex: '0', role: 'group', 'aria-label': 'About the image' },
      this.head, ...this.#parts(), this.similar);
    this.#showHead();
    if (this.chosen) this.viewer.show(this.chosen);
    this.viewer.showBoxes(true);
  }

  /** A switch for the boxes, where there are any. */
  get boxesSwitch() {
    const show = (/** @type {any} */ event) => this.viewer.showBoxes(event.target.checked);
    return this.viewer.boxes.length > 0 && h('label.boxes-switch', {},
      h('input', { type: 'checkbox', checked: true, onchange: show }), 'Show objects');
  }

  #parts() {
    return present([
      this.files.length > 0 && section('Files',
        filesTable(this.service, this.image, this.files, this.chosen?.name ?? '', (file) => this.#choose(file)),
        this.image.srcset && h('div', {},
          button('quiet', 'code', 'Copy as <picture>', () => copyHtml(this.service, this.settings, this.image)))),
      this.#crops(),
      analysisResults(this.image.analysis, {
        onLabel: (label) => this.doings.onFilter('label', label),
        onPoint: (index) => this.viewer.point(index),
      }),
      colors(this.image), fileProperties(this.image), camera(this.image),
    ]);
  }

  // Before it is processed there is nothing to see, and afterwards the whole picture has to be.
  #crops() {
    const { metadata, status } = this.image;
    const file = bestFor(this.files, 400 * devicePixelRatio);
    if (!metadata || !file || file.name === 'original' || status !== 'completed') return null;
    return new Crops(this.image, metadata, file.url, {
      hasMade: this.files.some(({ isWhole }) => !isWhole), save: (point) => this.#aim(point),
    }).element;
  }

  /** @param {FocalPoint | null} focalPoint */
  async #aim(focalPoint) {
    try {
      const options = { body: { focalPoint }, headers: { 'If-Match': this.etag ?? '*' } };
      const { data, etag } = await this.service.call('PATCH', `images/${this.image.imageId}`, options);
      this.#keep(data, etag);
    } catch (/** @type {any} */ error) {
      failure('The focal point was not saved.', error);
      if (error.status === 412) this.doings.onReload();
    }
    return this.image.focalPoint;
  }

  /** @param {Image} image @param {string | null} etag */
  #keep(image, etag) {
    this.image = image;
    this.etag = etag;
    this.doings.onSaved(image);
  }

  /** @param {ImageFile} file */
  #choose(file) {
    this.isChosenByReader = true;
    this.viewer.show(file);
  }

  // What is enlarged needs more pixels than what was enough for the screen.
  /** @param {number} scale */
  #sharpen(scale) {
    const better = bestFor(this.files, this.pixels * scale);
    if (this.isChosenByReader || !better || !this.chosen || better.width <= this.chosen.width) return;
    this.chosen = better;
    this.viewer.sharpen(better);
  }

  /** @param {boolean} [isBack] whether the reader comes from the form */
  #showHead(isBack = false) {
    const { image } = this;
    const edit = button('quiet', 'edit', 'Edit', () => {
      const { form, focus } = editForm(this.service, this.image, () => this.etag, {
        onSaved: (saved, fresh) => { this.#keep(saved, fresh); this.#showHead(true); },
        onCancel: () => this.#showHead(true),
        onReload: this.doings.onReload,
      });
      this.head.replaceChildren(h('h2', { id: 'image-title' }, `Edit ${nameOf(image)}`), form);
      focus();
    });
    const remove = button('quiet.danger', 'trash', 'Delete', () => this.doings.onDelete(this.image));
    this.head.replaceChildren(
      ...heading(image, (tag) => this.doings.onFilter('tag', tag)),
      h('div.actions', {}, ...this.#actions(image), edit, remove));
    if (isBack) edit.focus();
  }

  /** @param {Image} image */
  #actions(image) {
    const canReprocess = ['completed', 'failed'].includes(image.status) && stateOf(image).name !== 'blocked';
    return present([
      this.files.length > 0 && button('primary', 'download', 'Download', () => download(this.service, image, 'original')),
      this.files.length > 0 && button('quiet', 'link', 'Copy link', () => copyLink(this.service, image, 'original')),
      canReprocess && button('quiet', 'again', 'Reprocess', this.doings.onReprocess),
    ]);
  }
}
