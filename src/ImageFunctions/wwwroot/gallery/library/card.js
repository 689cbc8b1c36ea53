import { h } from '../page/elements.js';
import { ago, nameOf, sides, when } from '../page/format.js';
import { icon } from '../page/icons.js';
import { isOpen, stateOf } from '../pictures/state.js';

/** @import { Image, Status } from '../service/types' */
/** @import { Thumbnails } from '../pictures/thumbnail.js' */
/** @typedef {{ url: string, width: number, height: number }} Preview the file itself, as it lies on the reader's machine */

const widest = 2.4;
const narrowest = 0.62;

/**
 * One image in the grid: a link to its details, and a box to select it. Its shape is the picture's own.
 * @param {Image} image @param {Thumbnails} thumbnails @param {Preview} [preview] stands in for missing thumbnails
 */
export function card(image, thumbnails, preview) {
  const known = preview && preview.width > 0 && !image.error ? preview : null;
  const form = image.metadata ?? preview;
  const shape = form?.width ? form.width / form.height : 4 / 3;
  const element = h('li.card', { 'data-id': image.imageId },
    h('a.card-link', { href: `#image=${image.imageId}` },
      thumbnails.frame(image, known?.url),
      badge(image),
      h('span.card-text', {},
        h('span.card-title', {}, nameOf(image)),
        h('span.card-note', {}, note(image)))),
    h('label.card-select', {}, h('input', { type: 'checkbox', 'aria-label': `Select ${nameOf(image)}` })));
  element.style.setProperty('--shape', Math.min(widest, Math.max(narrowest, shape)).toFixed(4));
  return element;
}

/** Shows how far an image in the grid is, without making its card anew. @param {HTMLElement} element @param {Status} status */
export function showProgress(element, status) {
  const bar = element.querySelector('progress');
  if (bar) bar.value = status.progress;
  const text = element.querySelector('.card-note');
  if (text) text.textContent = status.message;
}

/** @param {Image} image */
function badge(image) {
  const state = stateOf(image);
  if (state.name === 'completed') return null;
  return h(`span.badge.${state.name}`, {},
    h('span', {}, icon(state.icon), state.label),
    isOpen(image) && h('progress', { max: 100, value: 25, 'aria-label': 'Processing' }));
}

/** @param {Image} image */
function note(image) {
  const state = stateOf(image);
  if (state.why && !isOpen(image)) return state.why;
  const age = h('time', { datetime: image.uploadedAt, title: when(image.uploadedAt) }, ago(image.uploadedAt));
  return image.metadata ? h('span', {}, `${sides(image.metadata)} · `, age) : age;
}
