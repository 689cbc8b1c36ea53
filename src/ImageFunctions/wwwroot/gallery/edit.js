import { call } from './api.js';
import { h } from './dom.js';
import { reasons } from './toast.js';

/** A form for title, description and tags. Others' changes are not overwritten: the version that was read must still be the present one. */
export function editForm(image, etag, { onSaved, onCancel, onReload }) {
  const field = (name, label, element) => h('label.field', {}, label, element);
  const title = h('input', { name: 'title', maxlength: 200, value: image.title ?? '', autocomplete: 'off' });
  const description = h('textarea', { name: 'description', maxlength: 1000, rows: 3 });
  description.value = image.description ?? '';
  const tags = h('input', { name: 'tags', value: image.tags.join(', '), autocomplete: 'off', 'aria-describedby': 'tags-hint' });
  const message = h('div.form-error', { role: 'alert', hidden: true });
  const save = h('button.primary', { type: 'submit' }, 'Save');
  const form = h('form.edit', {},
    field('title', 'Title', title),
    field('description', 'Description', description),
    field('tags', 'Tags', tags),
    h('p.muted', { id: 'tags-hint' }, 'Separated by commas, at most 10.'),
    message,
    h('div.row-end', {}, h('button.quiet', { type: 'button', onclick: onCancel }, 'Cancel'), save));

  form.addEventListener('cancel', onCancel);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    save.disabled = true;
    message.hidden = true;
    try {
      const body = {
        title: title.value.trim() || null,
        description: description.value.trim() || null,
        tags: tags.value.split(',').map((tag) => tag.trim()).filter(Boolean),
      };
      const saved = await call('PATCH', `images/${image.imageId}`, { body, headers: { 'If-Match': etag } });
      onSaved(saved.data, saved.etag);
    } catch (error) {
      message.replaceChildren(...reasons(error).filter(Boolean));
      if (error.status === 412) message.append(h('button.quiet', { type: 'button', onclick: onReload }, 'Show the changed image'));
      message.hidden = false;
    } finally {
      save.disabled = false;
    }
  });

  return { form, focus: () => title.focus() };
}
