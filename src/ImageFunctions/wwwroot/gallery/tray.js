import { button, byId, h, icon } from './dom.js';
import { bytes } from './format.js';
import { reasons } from './toast.js';

const rows = new Set();
let parts;

function build() {
  const title = h('h2', { id: 'tray-title' });
  const list = h('ul.tray-rows');
  const fold = button('icon-only', 'down', null, () => {
    const isFolded = byId('tray').classList.toggle('folded');
    fold.setAttribute('aria-expanded', String(!isFolded));
  }, { 'aria-label': 'Show the uploads', 'aria-expanded': 'true' });
  const clear = h('button.quiet', { type: 'button', onclick: () => { for (const row of rows) if (row.isOver) row.remove(); } }, 'Clear');
  byId('tray').append(h('div.tray-head', {}, title, clear, fold), list);
  return { title, list, clear };
}

function summarize() {
  parts ??= build();
  const over = [...rows].filter((row) => row.isOver).length;
  const failed = [...rows].filter((row) => row.hasFailed).length;
  parts.title.textContent = over < rows.size ? `${over} of ${rows.size} done` : `${over - failed} done${failed ? `, ${failed} failed` : ''}`;
  parts.clear.hidden = over === 0;
  byId('tray').hidden = rows.size === 0;
}

/** A line that shows how far one file is. */
export function addRow(file, { onRetry }) {
  summarize();
  const preview = URL.createObjectURL(file);
  const state = h('span.row-state', {}, 'Waiting');
  const bar = h('progress', { max: 1, value: 0, 'aria-label': `${file.name}: progress` });
  const detail = h('div.row-detail', { hidden: true });
  const action = h('div.row-action');
  const image = h('img.row-preview', { src: preview, alt: '', onerror: () => image.replaceWith(h('span.row-preview', {}, icon('image'))) });
  const element = h('li.row', {},
    image,
    h('div.row-text', {}, h('span.row-name', {}, file.name || 'Pasted image'), h('span.row-size', {}, bytes(file.size)), state, bar, detail),
    action);
  // What is still under way stays above what is done.
  parts.list.insertBefore(element, parts.list.querySelector('.done'));

  const row = {
    isOver: false,
    hasFailed: false,
    say(text, share) { set(text, share); },
    /** The file itself, to be seen until its thumbnails are there. */
    preview: () => ({ url: preview, width: image.naturalWidth, height: image.naturalHeight }),
    onStop(stop) { action.replaceChildren(...(stop ? [button('icon-only', 'close', null, stop, { 'aria-label': `Stop ${file.name}` })] : [])); },
    process(status) {
      action.replaceChildren();
      // The first half was the upload.
      set(status.message, 0.5 + status.progress / 200);
    },
    finish(id) {
      end('done', 'Done');
      bar.remove();
      parts.list.append(element);
      action.replaceChildren(h('a.quiet', { href: `#image=${id}`, 'aria-label': `Open ${file.name}` }, 'Open'));
    },
    fail(error, canRetry = true) {
      end('failed', 'Failed');
      row.hasFailed = true;
      bar.remove();
      detail.replaceChildren(...reasons(error).filter(Boolean));
      detail.hidden = false;
      detail.setAttribute('role', 'alert');
      action.replaceChildren();
      if (canRetry) action.append(button('icon-only', 'again', null, retry, { 'aria-label': `Try ${file.name} again` }));
      summarize();
    },
    remove() {
      URL.revokeObjectURL(preview);
      rows.delete(row);
      element.remove();
      summarize();
    },
  };

  function set(text, share) {
    state.textContent = text;
    bar.value = share;
  }

  function end(style, text) {
    row.isOver = true;
    element.classList.add(style);
    state.textContent = text;
    summarize();
  }

  function retry() {
    Object.assign(row, { isOver: false, hasFailed: false });
    element.classList.remove('failed');
    detail.hidden = true;
    bar.value = 0;
    state.after(bar);
    action.replaceChildren();
    summarize();
    onRetry();
  }

  rows.add(row);
  summarize();
  return row;
}
