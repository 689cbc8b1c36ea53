import { get } from './api.js';
import { copy } from './clipboard.js';
import { button, h } from './dom.js';
import { bytes, duration, sides } from './format.js';
import { failure, info } from './toast.js';

/** The files of an image, the largest first, each with a link to show it. */
export function filesOf(image) {
  const urls = { ...image.thumbnails, webp: image.webpUrl };
  const original = image.downloadUrl && image.metadata && {
    name: 'original', url: image.downloadUrl, width: image.metadata.width, height: image.metadata.height, bytes: image.size, contentType: image.contentType,
  };
  const variants = (image.variants ?? []).filter((variant) => urls[variant.name]).map((variant) => ({ ...variant, url: urls[variant.name] }));
  const sorted = variants.sort((a, b) => b.width * b.height - a.width * a.height || a.name.localeCompare(b.name));
  return [original, ...sorted].filter(Boolean);
}

/** The smallest rendition that fills so many pixels, else the largest; the original only where there is nothing else. */
export function bestFor(files, pixels) {
  const renditions = files.filter((file) => file.name !== 'original').reverse();
  return renditions.find((file) => Math.max(file.width, file.height) >= pixels) ?? renditions.at(-1) ?? files[0];
}

const link = (image, variant) => get(`images/${image.imageId}/download`, { variant });

/** Saves a file under the image's own name. */
export async function download(image, variant) {
  try {
    const { downloadUrl } = await link(image, variant);
    h('a', { href: downloadUrl, download: '', rel: 'noopener' }).click();
  } catch (error) {
    failure('The download link could not be made.', error);
  }
}

/** Puts a signed link on the clipboard. */
export async function copyLink(image, variant) {
  try {
    const made = link(image, variant);
    await copy(made.then(({ downloadUrl }) => downloadUrl));
    info(`Link copied. Whoever has it can open the file for ${duration((await made).expiresIn)}.`);
  } catch (error) {
    failure('The link could not be copied.', error);
  }
}

/** The table of files; onShow is told which one to show. */
export function filesTable(image, files, current, onShow) {
  const rows = files.map((file) => {
    const pick = h('button.file-name', { type: 'button', 'aria-pressed': String(file.name === current), onclick: () => {
      for (const other of table.querySelectorAll('.file-name')) other.setAttribute('aria-pressed', String(other === pick));
      onShow(file);
    } }, file.name);
    return h('tr', {},
      h('th', { scope: 'row' }, pick),
      h('td', {}, sides(file)),
      h('td', {}, file.contentType?.replace('image/', '')),
      h('td.end', {}, bytes(file.bytes)),
      h('td.end', {},
        button('icon-only', 'link', null, () => copyLink(image, file.name), { 'aria-label': `Copy a link to ${file.name}` }),
        button('icon-only', 'download', null, () => download(image, file.name), { 'aria-label': `Download ${file.name}` })));
  });
  const heads = ['File', 'Pixels', 'Type', 'Size'].map((text, i) => h(i === 3 ? 'th.end' : 'th', { scope: 'col' }, text));
  const table = h('table.files', {},
    h('thead', {}, h('tr', {}, ...heads, h('td'))),
    h('tbody', {}, ...rows));
  return table;
}
