import { copy } from '../page/clipboard.js';
import { nameOf, when } from '../page/format.js';
import { failure, info } from '../page/messages.js';
import { candidates } from '../pictures/sources.js';

/** @import { Service } from '../service/service.js' */
/** @import { Image, Settings, SignedLink } from '../service/types' */
/** @typedef {{ format: string, srcset: string }} SourceSet */
/** @typedef {{ sets: SourceSet[], ends: string, isLasting: boolean }} Made */

// The first that a browser can show is taken, so the smallest files come first.
const formats = ['avif', 'webp', 'jpeg'];
const widths = [320, 640, 960, 1280, 1920, 2560];

/**
 * Puts HTML on the clipboard that shows the image on any page: by links that last where the service signs them.
 * @param {Service} service @param {Settings} settings @param {Image} image
 */
export async function copyHtml(service, settings, image) {
  try {
    const made = settings.links ? signed(service, image) : Promise.resolve(stored(image));
    await copy(made.then(({ sets }) => markup(image, sets)));
    const { ends, isLasting } = await made;
    info(`HTML copied. Its links end ${when(ends)}${isLasting ? '' : '; signed ones would last longer'}.`);
  } catch (error) {
    failure('The HTML could not be copied.', error);
  }
}

/**
 * A ladder of widths.
 * @param {Service} service @param {Image} image @returns {Promise<Made>}
 */
async function signed(service, image) {
  const wanted = wantedOf(image);
  const options = wanted.map(({ width, format }) => `w_${width},f_${format}`);
  try {
    /** @type {{ links: SignedLink[] }} */
    const { links } = await service.post(`images/${image.imageId}/links`, { options });
    const sets = formats.map((format) => ({
      format, srcset: links.flatMap(({ url }, at) => (wanted[at].format === format ? [`${url} ${wanted[at].width}w`] : [])).join(', '),
    }));
    return { sets: sets.filter(({ srcset }) => srcset), ends: links[0].expiresAt, isLasting: true };
  } catch (/** @type {any} */ error) {
    // The service may offer other sizes only.
    if (error.code !== 'invalid_request') throw error;
    return stored(image);
  }
}

/** Links of the answer, which live as long as it does. @param {Image} image @returns {Made} */
function stored({ srcset = {} }) {
  const sets = formats.flatMap((format) => (srcset[format] ? [{ format, srcset: srcset[format] }] : []));
  return { sets, ends: new URL(candidates(sets[0].srcset)[0].url).searchParams.get('se') ?? '', isLasting: false };
}

/** @param {Image} image */
function wantedOf({ metadata, srcset }) {
  const { width: most, hasAlpha } = /** @type {NonNullable<Image['metadata']>} */ (metadata);
  const fitting = widths.filter((width) => width < most);
  const all = most > widths[widths.length - 1] ? fitting : [...fitting, most];
  // Not every service writes AVIF, and JPEG has no transparency.
  const made = formats.filter((format) => (format === 'avif' ? srcset?.avif : format !== 'jpeg' || !hasAlpha));
  return made.flatMap((format) => all.map((width) => ({ format, width })));
}

/** @param {Image} image @param {SourceSet[]} sets */
function markup(image, sets) {
  const { width, height } = /** @type {NonNullable<Image['metadata']>} */ (image.metadata);
  const sizes = `(max-width: ${width}px) 100vw, ${width}px`;
  const last = sets[sets.length - 1];
  const src = candidates(last.srcset).slice(-1)[0].url;
  return [
    '<picture>',
    ...sets.slice(0, -1).map(({ format, srcset }) => `  ${tag('source', { type: `image/${format}`, srcset, sizes })}`),
    `  ${tag('img', { src, srcset: last.srcset, sizes, width, height, alt: nameOf(image) })}`,
    '</picture>',
  ].join('\n');
}

/** @type {Record<string, string>} */
const entities = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };

/** @param {string} name @param {Record<string, string | number>} attributes */
const tag = (name, attributes) => `<${name} ${Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`).join(' ')}>`;

/** @param {string | number} value */
const escaped = (value) => String(value).replace(/[&"<>]/g, (sign) => entities[sign]);
