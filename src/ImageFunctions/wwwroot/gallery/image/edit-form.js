import { h } from '../page/elements.js';
import { reasons } from '../page/messages.js';

/** @import { Service } from '../service/service.js' */
/** @import { Image } from '../service/types' */

/**
 * A form for title, description and tags. Others' changes are not overwritten: the version that was read must still be the
 * present one.
 * @param {Service} service @param {Image} image @param {() => string | null} version tells the one that was read last
 * @param {{ onSaved: (image: Image, etag: string | null) => void, onCancel: () => void, onReload: () => void }} listeners
 */
export function editForm(service, image, version, { onSaved, onCancel, onReload }) {
  const title = h('input', { name: 'title', maxlength: 200, value: image.title ?? '', autocomplete: 'off' });
  const description = h('textarea', { name: 'description', maxlength: 1000, rows: 3, value: image.description ?? '' });
  const tags = h('input', {
    name: 'tags', value: image.tags.join(', '), autocomplete: 'off', list: 'known-tags', 'aria-describedby': 'tags-hint',
  });
  const message = h('div.form-error', { role: 'alert', hidden: true });
  const save = h('button.primary', { type: 'submit' }, 'Save');
  const form = h('form.edit', {},
    h('label.field', {}, 'Title', title),
    h('label.field', {}, 'Description', description),
    h('label.field', {}, 'Tags', tags),
    h('p.muted', { id: 'tags-hint' }, 'Separated by commas, at most 10.'),
    message,
    h('div.row-end', {}, h('button.quiet', { type: 'button', onclick: onCancel }, 'Cancel'), save));

  form.addEventListener('cancel', onCancel);
  form.addEventListener('submit', async (/** @type {Event} */ event) => {
    event.preventDefault();
    save.disabled = true;
    message.hidden = true;
    try {
      const body = {
        title: title.value.trim() || null,
        description: description.value.trim() || null,
        tags: tags.value.split(',').map((/** @type {string} */ tag) => tag.trim()).filter(Boolean),
      };
      const saved = await service.call('PATCH', `images/${image.imageId}`, { body, headers: { 'If-Match': version() ?? '*' } });
      onSaved(saved.data, saved.etag);
    } catch (/** @type {any} */ error) {
      message.replaceChildren(...reasons(error));
      if (error.status === 412) message.append(h('button.quiet', { type: 'button', onclick: onReload }, 'Show the changed image'));
      message.hidden = false;
    } finally {
      save.disabled = false;
    }
  });

  return { form, focus: () => title.focus() };
}
