import { copy } from './clipboard.js';
import { button, h } from './dom.js';
import { bytes, sides, when } from './format.js';
import { failure, info } from './toast.js';

/** A part of the detail view; nothing when it would be empty. */
export function section(title, ...content) {
  const present = content.flat().filter(Boolean);
  return present.length ? h('section.part', {}, h('h3', {}, title), ...present) : null;
}

const list = (facts) => {
  const known = facts.filter(([, value]) => value !== undefined && value !== null && value !== '');
  return known.length ? h('dl.facts', {}, ...known.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])) : null;
};

async function copyText(text) {
  try {
    await copy(text);
    info(`Copied ${text}`);
  } catch (error) {
    failure('It could not be copied.', error);
  }
}

const copyable = (text) => h('button.copyable', { type: 'button', onclick: () => copyText(text), 'aria-label': `Copy ${text}`, title: text }, text);

/** What is known of the file itself. */
export function details(image) {
  const { metadata } = image;
  return section('Details', list([
    ['Pixels', metadata && sides(metadata)],
    ['Format', metadata && metadata.format.toUpperCase() + (metadata.frames > 1 ? `, ${metadata.frames} frames` : '') + (metadata.hasAlpha ? ', with transparency' : '')],
    ['Size', image.size !== undefined ? bytes(image.size) : null],
    ['File name', image.fileName],
    ['User', image.userId],
    ['Uploaded', when(image.uploadedAt)],
    ['Processed', image.processedAt && when(image.processedAt)],
    ['Deleted on', image.expiresAt && when(image.expiresAt)],
    ['Sharpness', image.sharpness !== undefined && `${Math.round(image.sharpness)} of 100`],
    ['Brightness', image.brightness !== undefined && `${Math.round(image.brightness)} of 100`],
    ['Turned', metadata?.orientation > 1 && `upright from EXIF orientation ${metadata.orientation}`],
    ['Same file as', image.duplicateOf && h('a', { href: `#image=${image.duplicateOf}` }, 'an older image')],
    ['Image id', copyable(image.imageId)],
    ['SHA-256', image.sha256 && copyable(image.sha256)],
  ].filter(([, value]) => value)));
}

/** What the camera wrote into the file. */
export function camera(image) {
  const exif = image.metadata?.exif ?? {};
  const names = { Make: 'Make', Model: 'Camera', LensModel: 'Lens', ExposureTime: 'Exposure', FNumber: 'Aperture', ISO: 'ISO', FocalLength: 'Focal length', FocalLengthIn35mmFilm: 'As 35 mm', DateTimeOriginal: 'Taken', Software: 'Software' };
  const shown = { ExposureTime: (value) => `${value} s`, FNumber: (value) => `f/${value}`, FocalLength: (value) => `${value} mm`, FocalLengthIn35mmFilm: (value) => `${value} mm` };
  return section('Camera', list(Object.entries(names).map(([tag, name]) => [name, exif[tag] && (shown[tag]?.(exif[tag]) ?? exif[tag])])));
}

/** The picture's colours; each can be copied. */
export function colours(image) {
  if (!image.colors) return null;
  const swatch = (color) => {
    const patch = button('swatch', 'check', null, () => copyText(color), { 'aria-label': `Copy ${color}`, title: color });
    patch.style.backgroundColor = color;
    return h('li', {}, patch, h('span', {}, color));
  };
  return section('Colours', h('ul.swatches', {}, ...image.colors.palette.map(swatch)));
}
