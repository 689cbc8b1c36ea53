import { call, get, post } from './api.js';
import { button, byId, h } from './dom.js';
import { ago, count, when } from './format.js';
import { letterRow } from './letter.js';
import { failure, info, reasons } from './toast.js';

const admin = { level: 'admin' };
const dialog = () => byId('operate');

/** Opens what operators see: counts, queues, and work that was given up. */
export function start() {
  byId('operate-open').addEventListener('click', open);
  dialog().addEventListener('click', (event) => event.target === dialog() && dialog().close());
}

async function open() {
  try {
    // The key is asked for before anything is shown.
    const stats = await get('manage/stats', {}, admin);
    const letters = h('ul.letters');
    const more = h('div.more');
    const numbers = h('div', {}, ...overview(stats));
    const close = button('icon-only', 'close', null, () => dialog().close(), { 'aria-label': 'Close' });
    const refresh = async () => { numbers.replaceChildren(...overview(await get('manage/stats', {}, admin))); };
    dialog().replaceChildren(
      h('div.panel-head', {}, h('h2', { id: 'operate-title' }, 'Operate'), button('quiet', 'again', 'Reprocess failed images', reprocess), close),
      numbers,
      h('h3', {}, 'Work that was given up'),
      letters, more);
    dialog().showModal();
    await page(letters, more, null, refresh);
  } catch (error) {
    if (error.status !== 401) failure('The service could not be looked into.', error);
  }
}

function overview(stats) {
  const tile = ([name, value]) => h('li', {}, h('strong', {}, count(value)), h('span', {}, name));
  return [
    h('ul.tiles', { 'aria-label': 'Images by status' }, ...Object.entries(stats.images).map(tile)),
    h('p.muted', {},
      `${count(stats.counted)} images counted${stats.isComplete ? '' : ', there are more'}. `,
      stats.oldestPending ? h('span', { title: when(stats.oldestPending) }, `The oldest one that waits came ${ago(stats.oldestPending)}.`) : 'None waits.'),
    h('ul.queues', { 'aria-label': 'Messages by queue' }, ...Object.entries(stats.queues).map(([name, depth]) =>
      h(name.endsWith('-poison') && depth > 0 ? 'li.bad' : 'li', {}, h('span', {}, name), h('strong', {}, count(depth))))),
  ];
}

async function page(letters, more, cursor, refresh) {
  try {
    const found = await get('manage/dead-letters', { limit: 20, cursor }, admin);
    letters.append(...found.deadLetters.map((letter) => letterRow(letter, { replay, discard })));
    more.replaceChildren(
      ...(letters.children.length ? [] : [h('p.muted', {}, 'Nothing. Everything that was started has been finished.')]),
      ...(found.nextCursor ? [h('button.quiet', { type: 'button', onclick: () => page(letters, more, found.nextCursor, refresh) }, 'Show more')] : []));
  } catch (error) {
    more.replaceChildren(h('div.form-error', { role: 'alert' }, ...reasons(error).filter(Boolean)));
  }

  async function done(row, work, text) {
    try {
      await work();
      row.remove();
      info(text);
      await refresh();
      if (!letters.children.length) await page(letters, more, null, refresh);
    } catch (error) {
      failure('That did not work.', error);
    }
  }
  function replay(letter, row) { return done(row, () => post(`manage/dead-letters/${letter.id}/replay`, undefined, admin), 'It is back in its queue'); }
  function discard(letter, row) { return done(row, () => call('DELETE', `manage/dead-letters/${letter.id}`, admin), 'Discarded'); }
}

async function reprocess() {
  try {
    info((await post('manage/reprocess', undefined, { ...admin, query: { status: 'failed' } })).message);
  } catch (error) {
    failure('The images could not be processed again.', error);
  }
}
