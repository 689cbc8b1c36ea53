/** @import { Image, Sides } from '../service/types' */
/** @typedef {{ url: string, width: number }} Source */

// On dense screens nobody sees that a fifth of the pixels is missing, and the next larger file may be many times as large.
const denseShare = 0.8;

/** Whether there is anything to show. @param {Image} image */
export const hasPicture = (image) => Object.keys(image.variants ?? {}).length > 0;

/** Whether a file shows the whole picture, and no crop or border. @param {Sides} file @param {Sides} picture */
export const isWhole = ({ width, height }, picture) =>
  Math.abs(height - (width * picture.height) / picture.width) <= 1 || Math.abs(width - (height * picture.width) / picture.height) <= 1;

/** The candidates of a srcset. @param {string} srcset @returns {Source[]} */
export const candidates = (srcset) => srcset.split(', ').map((candidate) => {
  const [url, width] = candidate.split(' ');
  return { url, width: parseInt(width, 10) };
});

/**
 * The files that show the whole picture, the narrowest first; else the largest of the crops.
 * @param {Image} image @returns {Source[]}
 */
export function sourcesOf(image) {
  // Of one width, the format that takes fewest bytes; the still one where the others move.
  const formats = (image.metadata?.frames ?? 1) > 1 ? ['jpeg', 'webp', 'avif'] : ['avif', 'webp', 'jpeg'];
  const all = formats.flatMap((format) => (image.srcset?.[format] ? candidates(image.srcset[format]) : []));
  const sources = all.filter((one, at) => all.findIndex((other) => other.width === one.width) === at);
  return (sources.length ? sources : Object.values(image.variants ?? {})).sort((a, b) => a.width - b.width);
}

/**
 * Lets the browser choose what fills so many CSS pixels.
 * @param {HTMLImageElement} picture @param {Source[]} sources @param {number} width
 */
export function offer(picture, sources, width) {
  const srcset = sources.map((source) => `${source.url} ${source.width}w`).join(', ');
  const sizes = `${Math.ceil(width * (devicePixelRatio < 2 ? 1 : denseShare))}px`;
  // Browsers begin anew even when nothing changes.
  if (picture.sizes !== sizes) picture.sizes = sizes;
  if (picture.srcset !== srcset) picture.srcset = srcset;
}
