import { h } from '../page/elements.js';
import { hasPicture } from '../pictures/sources.js';

/** @import { Image } from '../service/types' */

/**
 * Frames around what was found in a picture. Boxes are pixels of the upright original; shares of it fit every file.
 * @param {Image} image @returns {HTMLElement[]} in the order of the analysis' objects
 */
export function objectBoxes(image) {
  const { metadata } = image;
  if (!metadata || !hasPicture(image)) return [];
  return (image.analysis?.objects ?? []).flatMap((found) => {
    if (typeof found === 'string') return [];
    // At the upper edge the name has no room above.
    const isHigh = found.box.y < metadata.height * 0.12;
    const box = h(isHigh ? 'span.box.high' : 'span.box', {}, h('span.box-name', {}, found.name));
    /** @param {number} value @param {number} whole */
    const share = (value, whole) => `${(100 * value) / whole}%`;
    box.style.left = share(found.box.x, metadata.width);
    box.style.top = share(found.box.y, metadata.height);
    box.style.width = share(found.box.width, metadata.width);
    box.style.height = share(found.box.height, metadata.height);
    return [box];
  });
}
