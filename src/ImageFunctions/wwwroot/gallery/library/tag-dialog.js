import { byId, h } from '../page/elements.js';
import { several } from '../page/format.js';

/** Asks for tags to add; none when that was canceled. @param {number} images how many will get them @returns {Promise<string[]>} */
export function askForTags(images) {
  const dialog = byId('tags');
  const field = h('input', { name: 'tags', autocomplete: 'off', list: 'known-tags', required: true, placeholder: 'holiday, sea' });
  return new Promise((resolve) => {
    /** @param {string[]} tags */
    const end = (tags) => { dialog.close(); dialog.replaceChildren(); resolve(tags); };
    const form = h('form.stack', { onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      end(field.value.split(',').map((/** @type {string} */ tag) => tag.trim()).filter(Boolean));
    } },
    h('h2', { id: 'tags-title' }, `Add tags to ${several(images, 'image')}`),
    h('label.field', {}, 'Tags', field),
    h('p.muted', {}, 'Separated by commas. The tags that the images have already stay; an image has at most 10.'),
    h('div.row-end', {},
      h('button.quiet', { type: 'button', onclick: () => end([]) }, 'Cancel'),
      h('button.primary', { type: 'submit' }, 'Add')));
    dialog.replaceChildren(form);
    dialog.addEventListener('cancel', () => resolve([]), { once: true });
    dialog.showModal();
    field.focus();
  });
}
