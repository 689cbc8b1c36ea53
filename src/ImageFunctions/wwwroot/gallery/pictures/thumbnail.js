import { h } from '../page/elements.js';
import { altOf, nameOf } from '../page/format.js';
import { icon } from '../page/icons.js';
import { blurred } from './blurhash.js';
import { hasPicture, offer, sourcesOf } from './sources.js';
import { stateOf } from './state.js';

/** @import { Service } from '../service/service.js' */
/** @import { Image } from '../service/types' */

/** Shows images small: a blurred placeholder, then the file that is sharp enough for the screen. */
export class Thumbnails {
  /** @param {Service} service */
  constructor(service) {
    this.service = service;
  }

  /**
   * A frame with the image's placeholder and, when it has come, the picture itself.
   * @param {Image} image
   * @param {string | null} [behind] address of a picture to show until then, better than a blurred one
   */
  frame(image, behind) {
    const frame = h('span.picture');
    const placeholder = behind ? h('img.behind', { src: behind, alt: '' }) : image.placeholder && blurred(image.placeholder.blurHash);
    if (placeholder) frame.append(placeholder);
    if (image.colors) frame.style.backgroundColor = image.colors.dominant;
    if (hasPicture(image)) frame.append(this.#picture(frame, image));
    else if (!behind) frame.append(icon(stateOf(image).icon));
    return frame;
  }

  /** @param {HTMLElement} frame @param {Image} image */
  #picture(frame, image) {
    // Its name stands beside it; only what that does not say is worth reading out.
    const alt = altOf(image);
    const picture = h('img', { alt: alt === nameOf(image) ? '' : alt, loading: 'lazy', decoding: 'async', draggable: 'false' });
    const { width, height } = image.metadata ?? { width: 4, height: 3 };
    let sources = sourcesOf(image);
    // The picture covers its frame, so it may be wider than that.
    const fill = () => frame.clientWidth && offer(picture, sources, Math.max(frame.clientWidth, (frame.clientHeight * width) / height));
    let renewed = false;
    picture.addEventListener('load', () => frame.classList.add('there'));
    picture.addEventListener('error', async () => {
      // A page that was open for hours holds links that have run out.
      const fresh = renewed ? null : await this.service.get(`images/${image.imageId}`).catch(() => null);
      renewed = true;
      if (!fresh || !hasPicture(fresh)) return fail(frame, picture);
      sources = sourcesOf(fresh);
      fill();
    });
    new ResizeObserver(fill).observe(frame);
    return picture;
  }
}

/** @param {HTMLElement} frame @param {HTMLElement} picture */
function fail(frame, picture) {
  picture.remove();
  frame.append(h('span.picture-failed', {}, icon('alert'), 'The picture could not be loaded'));
}
