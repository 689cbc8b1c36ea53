import { h } from '../page/elements.js';
import { nameOf } from '../page/format.js';
import { failure } from '../page/messages.js';
import { section } from './properties.js';

/** @import { Service } from '../service/service.js' */
/** @import { Thumbnails } from '../pictures/thumbnail.js' */
/** @import { Image } from '../service/types' */

const most = 12;

/** Images that look alike; nothing when there are none. @param {Service} service @param {Thumbnails} thumbnails @param {Image} image */
export async function similarImages(service, thumbnails, image) {
  try {
    /** @type {{ images: Image[] }} */
    const { images } = await service.get(`images/${image.imageId}/similar`);
    if (images.length === 0) return null;
    return section('Similar images', h('ul.similar', {}, ...images.slice(0, most).map((other) =>
      h('li', {},
        h('a', { href: `#image=${other.imageId}`, title: `${nameOf(other)}, ${other.distance} bits apart` }, thumbnails.frame(other))))));
  } catch (error) {
    failure('Similar images could not be looked for.', error);
    return null;
  }
}
