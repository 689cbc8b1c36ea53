import { copy } from '../page/clipboard.js';
import { button, h, present } from '../page/elements.js';
import { bytes, sides, when } from '../page/format.js';
import { failure, info } from '../page/messages.js';

/** @import { Child } from '../page/elements.js' */
/** @import { Image } from '../service/types' */
/** @typedef {[string, Child | undefined]} Property */

/** A part of the image's side; nothing when it would be empty. @param {string} title @param {...(Child | Child[])} content */
export function section(title, ...content) {
  const parts = present(content.flat());
  return parts.length ? h('section.part', {}, h('h3', {}, title), ...parts) : null;
}

/** @param {Property[]} properties */
const list = (properties) => {
  const known = properties.filter(([, value]) => value);
  return known.length ? h('dl.properties', {}, ...known.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])) : null;
};

/** @param {string} text */
async function copyText(text) {
  try {
    await copy(text);
    info(`Copied ${text}`);
  } catch (error) {
    failure('It could not be copied.', error);
  }
}

/** @param {string | undefined} text */
const copyable = (text) =>
  text && h('button.copyable', { type: 'button', onclick: () => copyText(text), 'aria-label': `Copy ${text}`, title: text }, text);

/** @param {number | undefined} value */
const ofHundred = (value) => value !== undefined && `${Math.round(value)} of 100`;

/** What is known of the file itself. @param {Image} image */
export function fileProperties(image) {
  const { metadata } = image;
  return section('Details', list([
    ['Pixels', metadata && sides(metadata)],
    ['Format', metadata && formatOf(metadata)],
    ['Size', image.size !== undefined && bytes(image.size)],
    ['File name', image.fileName],
    ['User', image.userId],
    ['Uploaded', when(image.uploadedAt)],
    ['Processed', image.processedAt && when(image.processedAt)],
    ['Deleted on', image.expiresAt && when(image.expiresAt)],
    ['Sharpness', ofHundred(image.sharpness)],
    ['Brightness', ofHundred(image.brightness)],
    ['Turned', metadata && metadata.orientation > 1 && `upright from EXIF orientation ${metadata.orientation}`],
    ['Same file as', image.duplicateOf && h('a', { href: `#image=${image.duplicateOf}` }, 'an older image')],
    ['Image id', copyable(image.imageId)],
    ['SHA-256', copyable(image.sha256)],
  ]));
}

/** @param {NonNullable<Image['metadata']>} metadata */
const formatOf = ({ format, frames, hasAlpha }) =>
  format.toUpperCase() + (frames > 1 ? `, ${frames} frames` : '') + (hasAlpha ? ', with transparency' : '');

/** @type {Record<string, string>} */
const cameraNames = {
  Make: 'Make', Model: 'Camera', LensModel: 'Lens', ExposureTime: 'Exposure', FNumber: 'Aperture', ISO: 'ISO',
  FocalLength: 'Focal length', FocalLengthIn35mmFilm: 'As 35 mm', DateTimeOriginal: 'Taken', Software: 'Software',
};

/** @type {Record<string, (value: string) => string>} */
const cameraUnits = {
  ExposureTime: (value) => `${value} s`, FNumber: (value) => `f/${value}`,
  FocalLength: (value) => `${value} mm`, FocalLengthIn35mmFilm: (value) => `${value} mm`,
};

/** What the camera wrote into the file. @param {Image} image */
export function camera(image) {
  const exif = image.metadata?.exif ?? {};
  /** @param {string} tag */
  const withUnit = (tag) => exif[tag] && (cameraUnits[tag]?.(exif[tag]) ?? exif[tag]);
  return section('Camera', list(Object.entries(cameraNames).map(([tag, name]) => [name, withUnit(tag)])));
}

/** The picture's colors; each can be copied. @param {Image} image */
export function colors(image) {
  if (!image.colors) return null;
  /** @param {string} color */
  const swatch = (color) => {
    const patch = button('swatch', 'check', null, () => copyText(color), { 'aria-label': `Copy ${color}`, title: color });
    patch.style.backgroundColor = color;
    return h('li', {}, patch, h('span', {}, color));
  };
  return section('Colors', h('ul.swatches', {}, ...image.colors.palette.map(swatch)));
}
