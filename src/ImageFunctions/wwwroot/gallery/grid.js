import { get } from './api.js';
import { card, showProgress } from './card.js';
import { move } from './arrows.js';
import { button, byId, h, icon } from './dom.js';
import { count, isOpen } from './format.js';
import * as filters from './filters.js';
import { failure } from './toast.js';
import { watch } from './watch.js';

const pageSize = 30;
const shown = new Map();
const watched = new Map();
let filter = {};
let cursor = null;
let loading = null;
let sentinel;

/** Ids in the order of the grid, newest first. */
export const order = () => [...shown.keys()];

/** Starts the grid; more comes when its end comes into sight. */
export function start() {
  sentinel = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && more(), { rootMargin: '600px' });
  sentinel.observe(byId('more'));
  byId('more-button').addEventListener('click', more);
  byId('images').addEventListener('keydown', move);
}

/** Shows the images that a filter lets through, from the newest. */
export async function load(query) {
  loading?.abort();
  filter = query;
  cursor = null;
  for (const stop of watched.values()) stop();
  watched.clear();
  shown.clear();
  byId('empty').hidden = true;
  byId('images').replaceChildren(...Array.from({ length: 8 }, (_, i) => skeleton(i)));
  await page();
}

function skeleton(i) {
  const element = h('li.card.skeleton', { 'aria-hidden': 'true' }, h('span.picture'));
  element.style.setProperty('--shape', [1.5, 1, 1.78, 0.75][i % 4]);
  return element;
}

function more() {
  if (cursor && !loading) page();
}

async function page() {
  const grid = byId('images');
  const own = new AbortController();
  loading = own;
  grid.setAttribute('aria-busy', 'true');
  try {
    const found = await get('images', { ...filter, limit: pageSize, cursor }, { signal: own.signal });
    if (!cursor) grid.replaceChildren();
    cursor = found.nextCursor ?? null;
    found.images.forEach((image) => put(image));
    announce();
  } catch (error) {
    if (error.name === 'AbortError') return;
    if (!shown.size) grid.replaceChildren();
    cursor = null;
    failure('The images could not be listed.', error);
    byId('empty').replaceChildren(h('p', {}, 'The images could not be listed.'), button('primary', 'again', 'Try again', () => load(filter)));
    byId('empty').hidden = shown.size > 0;
    return;
  } finally {
    if (loading === own) {
      loading = null;
      grid.removeAttribute('aria-busy');
    }
  }
  byId('more').hidden = !cursor;
  // A short page may leave the end in sight, of which the observer tells only once.
  if (cursor) { sentinel.unobserve(byId('more')); sentinel.observe(byId('more')); }
}

function announce() {
  const isFiltered = Object.keys(filter).length > 0;
  byId('announce').textContent = shown.size ? `${count(shown.size)} images${cursor ? ', more below' : ''}` : 'No images';
  byId('empty').replaceChildren(isFiltered
    ? h('div', {}, icon('filter'), h('p.empty-title', {}, 'No image fits this filter'))
    : h('div', {}, icon('image'), h('p.empty-title', {}, 'No images yet'), h('p', {}, 'Drop some anywhere on this page, paste them, or choose them with Upload.')));
  byId('empty').hidden = shown.size > 0 || cursor !== null;
}

/** Whether a new image belongs into what is shown; other filters than none are left to the service. */
export const accepts = () => Object.keys(filter).length === 0;

/** Adds an image, or shows it anew, at its place: ids sort by time. The preview is shown while there are no thumbnails. */
export function put(image, preview) {
  const id = image.imageId;
  const before = shown.get(id);
  const entry = { preview: preview ?? before?.preview };
  entry.element = card(image, entry.preview);
  if (before) replace(before.element, entry.element);
  else insert(id, entry);
  shown.set(id, entry);
  filters.suggest(image.tags);
  byId('empty').hidden = true;
  if (isOpen(image)) follow(image);
}

function replace(old, element) {
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(element);
  if (hadFocus) element.querySelector('.card-link').focus();
}

function insert(id, entry) {
  const next = order().find((other) => other < id);
  byId('images').insertBefore(entry.element, next ? shown.get(next).element : null);
  const all = [...shown, [id, entry]].sort(([a], [b]) => (a < b ? 1 : -1));
  shown.clear();
  for (const [key, value] of all) shown.set(key, value);
}

export function remove(id) {
  watched.get(id)?.();
  watched.delete(id);
  shown.get(id)?.element.remove();
  shown.delete(id);
  announce();
}

/** Asks for an image again and shows it as it is now. */
export async function refresh(id) {
  const image = await get(`images/${id}`);
  if (shown.has(id) || accepts()) put(image);
  return image;
}

function follow({ imageId }) {
  if (watched.has(imageId)) return;
  const again = () => refresh(imageId).catch((error) => error.status !== 404 && failure('An image could not be read.', error));
  let hasPicture = false;
  watched.set(imageId, watch(imageId, {
    async onChange(status) {
      // The thumbnails come first: they are worth showing at once.
      if (!hasPicture && status.status === 'processing' && status.steps.thumbnails === 'completed') { hasPicture = true; await again(); }
      const entry = shown.get(imageId);
      if (entry && isOpen(status)) showProgress(entry.element, status);
    },
    onEnd() { watched.delete(imageId); again(); },
    onFailure(error) { watched.delete(imageId); if (error.status === 404) remove(imageId); else failure('The state of an image is not known.', error); },
  }));
}
