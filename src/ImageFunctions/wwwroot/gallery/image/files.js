import { copy } from '../page/clipboard.js';
import { button, h } from '../page/elements.js';
import { bytes, duration, sides } from '../page/format.js';
import { failure, info } from '../page/messages.js';
import { isWhole } from '../pictures/sources.js';

/** @import { Service } from '../service/service.js' */
/** @import { Download, Image, ImageFile } from '../service/types' */

/** The files of an image, the largest first, each with a link to show it. @param {Image} image @returns {ImageFile[]} */
export function filesOf(image) {
  const { metadata, downloadUrl: url, size, contentType } = image;
  const variants = Object.entries(image.variants ?? {}).map(([name, variant]) =>
    ({ ...variant, name, isWhole: !metadata || isWhole(variant, metadata) }));
  variants.sort((a, b) => b.width * b.height - a.width * a.height || a.name.localeCompare(b.name));
  if (!url || !metadata) return variants;
  const { width, height } = metadata;
  return [{ name: 'original', url, width, height, bytes: size, contentType, isWhole: true }, ...variants];
}

/**
 * The smallest variant of the whole picture that fills so many pixels, else the largest; the original only where there is nothing else.
 * @param {ImageFile[]} files @param {number} pixels @returns {ImageFile | undefined}
 */
export function bestFor(files, pixels) {
  const variants = files.filter((file) => file.name !== 'original' && file.isWhole).reverse();
  return variants.find((file) => Math.max(file.width, file.height) >= pixels) ?? variants.at(-1) ?? files[0];
}

/** @param {Service} service @param {Image} image @param {string} variant @returns {Promise<Download>} */
const link = (service, image, variant) => service.get(`images/${image.imageId}/download`, { variant });

/** Saves a file under the image's own name. @param {Service} service @param {Image} image @param {string} variant */
export async function download(service, image, variant) {
  try {
    const { downloadUrl } = await link(service, image, variant);
    h('a', { href: downloadUrl, download: '', rel: 'noopener' }).click();
  } catch (error) {
    failure('The download link could not be made.', error);
  }
}

/** Puts a signed link on the clipboard. @param {Service} service @param {Image} image @param {string} variant */
export async function copyLink(service, image, variant) {
  try {
    const made = link(service, image, variant);
    await copy(made.then(({ downloadUrl }) => downloadUrl));
    info(`Link copied. Whoever has it can open the file for ${duration((await made).expiresIn)}.`);
  } catch (error) {
    failure('The link could not be copied.', error);
  }
}

/**
 * The table of files; onShow is told which one to show.
 * @param {Service} service @param {Image} image @param {ImageFile[]} files @param {string} current
 * @param {(file: ImageFile) => void} onShow
 */
export function filesTable(service, image, files, current, onShow) {
  const rows = files.map((file) => {
    const pick = h('button.file-name', { type: 'button', 'aria-pressed': String(file.name === current), onclick: () => {
      for (const other of table.querySelectorAll('.file-name')) other.setAttribute('aria-pressed', String(other === pick));
      onShow(file);
    } }, file.name);
    return h('tr', {},
      h('th', { scope: 'row' }, pick),
      h('td', {}, sides(file)),
      h('td', {}, file.contentType?.replace('image/', '')),
      h('td.end', {}, bytes(file.bytes ?? 0)),
      h('td.end', {},
        button('icon-only', 'link', null, () => copyLink(service, image, file.name), { 'aria-label': `Copy a link to ${file.name}` }),
        button('icon-only', 'download', null, () => download(service, image, file.name), { 'aria-label': `Download ${file.name}` })));
  });
  const heads = ['File', 'Pixels', 'Type', 'Size'].map((text, i) => h(i === 3 ? 'th.end' : 'th', { scope: 'col' }, text));
  const table = h('table.files', {},
    h('thead', {}, h('tr', {}, ...heads, h('td'))),
    h('tbody', {}, ...rows));
  return table;
}
