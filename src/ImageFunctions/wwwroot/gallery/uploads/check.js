/** @import { Limits } from '../service/types' */

/** @type {Record<string, string>} */
const typeOfExtension = {
  jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', gif: 'image/gif', webp: 'image/webp', avif: 'image/avif',
};

/** @param {number} value */
const plain = (value) => value.toLocaleString(undefined, { maximumFractionDigits: 1 });

/** @param {number} bytes */
const size = (bytes) => (bytes < 1024 * 1024 ? `${plain(bytes / 1024)} KiB` : `${plain(bytes / 1024 / 1024)} MiB`);

/** @param {number} pixels */
const megapixels = (pixels) => plain(pixels / 1e6);

/** @param {Limits} limits */
function typesText({ types }) {
  const names = types.map((type) => type.replace('image/', '').toUpperCase().replace('WEBP', 'WebP'));
  return names.join(', ').replace(/, (?=[^,]*$)/, ' or ');
}

/** What the service takes, in one sentence. @param {Limits} limits */
export const limitsText = (limits) =>
  `${typesText(limits)}, up to ${size(limits.maxBytes)} and ${megapixels(limits.maxPixels)} megapixels each.`;

/**
 * Why the service would not take a file, or null. What cannot be told here is left to the service.
 * @param {File} file @param {Limits} limits @returns {Promise<string | null>}
 */
export async function check(file, limits) {
  const type = file.type || typeOfExtension[file.name.split('.').at(-1)?.toLowerCase() ?? ''];
  if (type && !limits.types.includes(type)) return `This is ${type}. Only ${typesText(limits)} is accepted.`;
  if (file.size < limits.minBytes) return `The file has ${size(file.size)}; at least ${size(limits.minBytes)} are needed.`;
  if (file.size > limits.maxBytes) return `The file has ${size(file.size)}; at most ${size(limits.maxBytes)} are allowed.`;
  const sides = await sidesOf(file);
  if (!sides) return null;
  const { width, height } = sides;
  if (width * height > limits.maxPixels)
    return `The image has ${megapixels(width * height)} megapixels; at most ${megapixels(limits.maxPixels)} are allowed.`;
  if (Math.min(width, height) < limits.minSide || Math.max(width, height) > limits.maxSide)
    return `The image is ${width} × ${height} pixels; each side must have ${limits.minSide} to ${plain(limits.maxSide)}.`;
  return null;
}

/** @param {File} file @returns {Promise<{ width: number, height: number } | null>} */
function sidesOf(file) {
  const url = URL.createObjectURL(file);
  const image = new Image();
  return new Promise((resolve) => {
    image.onload = () => resolve({ width: image.naturalWidth, height: image.naturalHeight });
    image.onerror = () => resolve(null);
    image.src = url;
  }).finally(() => URL.revokeObjectURL(url));
}
