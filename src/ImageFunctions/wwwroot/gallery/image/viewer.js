import { h } from '../page/elements.js';
import { altOf } from '../page/format.js';
import { icon } from '../page/icons.js';
import { blurred } from '../pictures/blurhash.js';
import { hasPicture } from '../pictures/sources.js';
import { stateOf } from '../pictures/state.js';
import { objectBoxes } from './boxes.js';
import { Gestures } from './gestures.js';

/** @import { Image, ImageFile } from '../service/types' */

/** The picture of one image at the size of one of its files, with boxes around what was found in it. */
export class Viewer {
  /** Finds a file anew whose link has run out. @type {(name: string) => Promise<ImageFile | undefined>} */
  renew = async () => undefined;

  /** @param {Image} image @param {{ onSwipe: (by: number) => void, onZoom: (scale: number) => void }} listeners */
  constructor(image, listeners) {
    this.image = image;
    this.size = { width: 4, height: 3 };
    this.frame = h('div.viewer-frame');
    this.element = h('div.viewer', {}, this.frame);
    this.boxes = objectBoxes(image);
    const placeholder = image.placeholder && blurred(image.placeholder.blurHash);
    if (placeholder) this.frame.append(placeholder);
    if (image.metadata?.hasAlpha) this.frame.classList.add('see-through');
    this.frame.append(...this.boxes);
    new ResizeObserver(() => this.#fit()).observe(this.element);
    new Gestures(this.element, this.frame, listeners);
    if (!hasPicture(image) && !image.downloadUrl) this.#showNothing();
  }

  /** @param {ImageFile} file */
  show(file) {
    this.size = file;
    // Boxes are told by places in the whole picture.
    this.frame.classList.toggle('cropped', !file.isWhole);
    this.#fit();
    this.#load(file, true);
  }

  /** Puts a file with more pixels in the place of the one that is shown. @param {ImageFile} file */
  sharpen(file) {
    const shown = this.frame.querySelector('img');
    const better = h('img', { alt: altOf(this.image), draggable: 'false' });
    better.addEventListener('load', () => shown?.isConnected && shown.replaceWith(better));
    better.src = file.url;
  }

  /** @param {boolean} isShown */
  showBoxes(isShown) {
    this.frame.classList.toggle('with-boxes', isShown);
  }

  /** Marks one box, or none. @param {number} index */
  point(index) {
    this.boxes.forEach((box, i) => box.classList.toggle('pointed', i === index));
  }

  /** @param {ImageFile} file @param {boolean} mayRenew */
  #load(file, mayRenew) {
    const picture = h('img', { alt: altOf(this.image), draggable: 'false' });
    picture.addEventListener('load', () => this.frame.classList.add('there'));
    picture.addEventListener('error', async () => {
      const fresh = mayRenew ? await this.renew(file.name).catch(() => undefined) : undefined;
      if (!picture.isConnected) return;
      if (fresh) this.#load(fresh, false);
      else this.#fail(picture);
    });
    picture.src = file.url;
    for (const old of this.frame.querySelectorAll('img, .viewer-failed')) old.remove();
    this.frame.classList.remove('there', 'failed');
    this.frame.prepend(picture);
  }

  /** @param {HTMLElement} picture */
  #fail(picture) {
    picture.remove();
    this.frame.classList.add('failed');
    this.frame.prepend(h('p.viewer-failed', { role: 'alert' },
      icon('alert'), 'The picture could not be loaded. Check the connection and open the image again.'));
  }

  #showNothing() {
    const state = stateOf(this.image);
    this.element.replaceChildren(h('p.viewer-none', {}, icon(state.icon), state.why ?? 'There is no picture yet.'));
  }

  // Never larger than the file itself, never larger than the room there is.
  #fit() {
    const room = this.element.getBoundingClientRect();
    const scale = Math.min(1, room.width / this.size.width, room.height / this.size.height);
    this.frame.style.width = `${Math.floor(this.size.width * scale)}px`;
    this.frame.style.height = `${Math.floor(this.size.height * scale)}px`;
  }
}
