import { h } from '../page/elements.js';
import { altOf, nameOf } from '../page/format.js';
import { icon } from '../page/icons.js';
import { blurred } from './blurhash.js';
import { stateOf } from './state.js';

/** @import { Service } from '../service/service.js' */
/** @import { Image, Settings } from '../service/types' */

/** Shows images small: a blurred placeholder, then the file that is sharp enough for the screen. */
export class Thumbnails {
  /** @param {Service} service @param {Settings} settings */
  constructor(service, { thumbnails }) {
    this.service = service;
    this.longestSides = thumbnails;
  }

  /**
   * A frame with the image's placeholder and, when it has come, the picture itself.
   * @param {Image} image
   * @param {string} sizes the width it is shown at, as CSS tells it
   * @param {string | null} [behind] address of a picture to show until then, better than a blurred one
   */
  frame(image, sizes, behind) {
    const frame = h('span.picture');
    const placeholder = behind ? h('img.behind', { src: behind, alt: '' }) : image.placeholder && blurred(image.placeholder.blurHash);
    if (placeholder) frame.append(placeholder);
    if (image.colors) frame.style.backgroundColor = image.colors.dominant;
    if (image.thumbnails) frame.append(this.#picture(frame, image, sizes));
    else if (!behind) frame.append(icon(stateOf(image).icon));
    return frame;
  }

  /** @param {HTMLElement} frame @param {Image} image @param {string} sizes */
  #picture(frame, image, sizes) {
    // Its name stands beside it; only what that does not say is worth reading out.
    const alt = altOf(image);
    const picture = h('img', { alt: alt === nameOf(image) ? '' : alt, loading: 'lazy', decoding: 'async', draggable: 'false', sizes: `auto, ${sizes}` });
    let renewed = false;
    picture.addEventListener('load', () => frame.classList.add('there'));
    picture.addEventListener('error', async () => {
      // A page that was open for hours holds links that have run out.
      const fresh = renewed ? null : await this.service.get(`images/${image.imageId}`).catch(() => null);
      renewed = true;
      if (fresh?.thumbnails) this.#fill(picture, fresh);
      else fail(frame, picture);
    });
    this.#fill(picture, image);
    return picture;
  }

  /** @param {HTMLImageElement} picture @param {Image} image */
  #fill(picture, image) {
    const urls = image.thumbnails ?? {};
    picture.srcset = Object.entries(urls).map(([name, url]) => `${url} ${this.#width(image, name)}w`).join(', ');
    picture.src = urls.medium ?? Object.values(urls)[0];
  }

  // Thumbnails are told by their longest side, srcset wants widths. Nothing is made larger than it was.
  /** @param {Image} image @param {string} name */
  #width(image, name) {
    const { width, height } = image.metadata ?? { width: 4, height: 3 };
    return Math.max(1, Math.round(width * Math.min(1, (this.longestSides[name] ?? width) / Math.max(width, height))));
  }
}

/** @param {HTMLElement} frame @param {HTMLElement} picture */
function fail(frame, picture) {
  picture.remove();
  frame.append(h('span.picture-failed', {}, icon('alert'), 'The picture could not be loaded'));
}
