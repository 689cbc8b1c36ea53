import { h } from './dom.js';
import { ago, nameOf, sides, when } from './format.js';
import { picture } from './picture.js';

const widest = 2.4;
const narrowest = 0.62;

/** One image in the grid: a link to its details. Its shape is the picture's own. The preview stands in for missing thumbnails. */
export function card(image, preview) {
  const isUsable = preview?.width > 0 && !image.error;
  const form = image.metadata ?? preview;
  const shape = form?.width ? form.width / form.height : 4 / 3;
  const element = h('li.card', { 'data-id': image.imageId },
    h('a.card-link', { href: `#image=${image.imageId}` },
      picture(image, (one) => one.thumbnails?.medium, isUsable ? preview.url : null),
      badge(image),
      h('span.card-text', {},
        h('span.card-title', {}, nameOf(image)),
        h('span.card-note', {}, note(image)))));
  element.style.setProperty('--shape', Math.min(widest, Math.max(narrowest, shape)).toFixed(4));
  return element;
}

/** Shows how far an image in the grid is, without making its card anew. */
export function showProgress(element, status) {
  const bar = element.querySelector('.card-progress');
  if (bar) bar.value = status.progress;
  const words = element.querySelector('.badge span');
  if (words) words.textContent = status.status;
  element.querySelector('.card-note').textContent = status.message;
}

function badge(image) {
  if (image.status === 'completed') return null;
  const working = ['uploaded', 'processing'].includes(image.status);
  return h(`span.badge.${image.status}`, {},
    h('span', {}, image.status),
    working && h('progress.card-progress', { max: 100, value: 25, 'aria-label': 'Processing' }));
}

function note(image) {
  if (image.error) return image.error.message;
  const age = h('time', { datetime: image.uploadedAt, title: when(image.uploadedAt) }, ago(image.uploadedAt));
  return image.metadata ? h('span', {}, `${sides(image.metadata)} · `, age) : age;
}
