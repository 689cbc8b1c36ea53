import { h, present } from '../page/elements.js';
import { nameOf } from '../page/format.js';
import { icon } from '../page/icons.js';
import { isOpen, stateOf } from '../pictures/state.js';

/** @import { Image, Status } from '../service/types' */

/**
 * What an image is called, how it is, and what can be done when it is not well.
 * @param {Image} image @param {(tag: string) => void} onTag
 */
export function heading(image, onTag) {
  const state = stateOf(image);
  /** @param {string} name */
  const tag = (name) => h('li', {}, h('button.chip', { type: 'button', title: `Show all with ${name}`, onclick: () => onTag(name) }, name));
  return present([
    h('h2', { id: 'image-title' }, nameOf(image)),
    h('p.muted', {}, image.title && `${image.fileName} · `, h(`span.state.${state.name}`, {}, state.label)),
    image.description && h('p.description', {}, image.description),
    !image.description && image.analysis?.caption && h('p.description.muted', {}, image.analysis.caption),
    image.tags.length > 0 && h('ul.chips', { 'aria-label': 'Tags' }, ...image.tags.map(tag)),
    state.advice && trouble(image),
    isOpen(image) && h('div.working', { role: 'status' },
      h('p.working-text', {}, 'Processing'), h('progress', { max: 100, value: 0, 'aria-label': 'Processing' })),
  ]);
}

/** @param {Image} image */
function trouble(image) {
  const { name, icon: sign, why, advice } = stateOf(image);
  const isBad = name === 'failed' || name === 'blocked';
  return h(isBad ? 'div.form-error' : 'div.notice', { role: isBad ? 'alert' : 'note' }, icon(sign),
    h('div', {},
      h('p', {}, h('strong', {}, why)),
      h('p', {}, advice),
      image.error && h('p.trace', {}, 'Code ', h('code', {}, image.error.code))));
}

/** Shows how far the work is. @param {HTMLElement} head @param {Status} status */
export function showWork(head, status) {
  const bar = head.querySelector('progress');
  const text = head.querySelector('.working-text');
  if (bar) bar.value = status.progress;
  if (text) text.textContent = status.message;
}
