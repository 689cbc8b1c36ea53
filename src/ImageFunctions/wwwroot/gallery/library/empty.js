import { h } from '../page/elements.js';
import { icon } from '../page/icons.js';
import { limitsText } from '../uploads/check.js';

/** @import { Limits } from '../service/types' */

/** What stands where no image is: a field that takes some. @param {Limits} limits */
export const emptyLibrary = (limits) => h('button.empty-box.takes-files', { type: 'button', 'data-choose': true },
  icon('image'),
  h('span.empty-title', {}, 'No images yet'),
  h('span', {}, 'Drop some anywhere on this page, paste them, or click here to choose them.'),
  h('span', {}, limitsText(limits)));

export const nothingFits = () => h('div.empty-box', {}, icon('filter'), h('p.empty-title', {}, 'No image fits this filter'));

/** Shapes that stand in for images until these have come. @returns {HTMLElement[]} */
export const skeletons = () => Array.from({ length: 8 }, (_, i) => {
  const element = h('li.card.skeleton', { 'aria-hidden': 'true' }, h('span.picture'));
  element.style.setProperty('--shape', String([1.5, 1, 1.78, 0.75][i % 4]));
  return element;
});
