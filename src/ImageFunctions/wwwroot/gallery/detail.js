import { call, get, post } from './api.js';
import { button, byId, h, icon } from './dom.js';
import { editForm } from './edit.js';
import { camera, colours, details, section } from './facts.js';
import { bestFor, copyLink, download, filesOf, filesTable } from './files.js';
import * as filters from './filters.js';
import { findings } from './findings.js';
import { isOpen, nameOf } from './format.js';
import * as grid from './grid.js';
import { picture } from './picture.js';
import { remove } from './remove.js';
import { stage } from './stage.js';
import { failure } from './toast.js';
import { watch } from './watch.js';

const dialog = () => byId('detail');
const wanted = () => new URLSearchParams(location.hash.slice(1)).get('image');
let open = null;
let stopWatching = () => {};

/** Shows the image that the address names, and follows the address from then on. */
export function start() {
  addEventListener('hashchange', follow);
  // What is being written is not thrown away together with the view.
  const form = () => dialog().querySelector('.edit');
  dialog().addEventListener('cancel', (event) => { event.preventDefault(); if (form()) form().dispatchEvent(new Event('cancel')); else leave(); });
  dialog().addEventListener('click', (event) => event.target === dialog() && !form() && leave());
  dialog().addEventListener('keydown', (event) => {
    if (event.target.closest('input, textarea, select')) return;
    if (event.key === 'ArrowRight') step(1);
    if (event.key === 'ArrowLeft') step(-1);
  });
  follow();
}

function follow() {
  const id = wanted();
  if (id) show(id);
  else if (dialog().open) close();
}

function leave() {
  history.replaceState(history.state, '', location.pathname + location.search);
  close();
}

function close() {
  stopWatching();
  const id = open;
  open = null;
  dialog().close();
  document.querySelector(`.card[data-id="${CSS.escape(id ?? '')}"] .card-link`)?.focus();
}

function step(by) {
  const ids = grid.order();
  const id = ids[ids.indexOf(open) + by];
  if (id && ids.includes(open)) location.replace(`#image=${id}`);
}

async function show(id) {
  stopWatching();
  const isSame = open === id;
  open = id;
  if (!dialog().open) {
    dialog().replaceChildren(h('p.detail-wait', {}, 'Loading…'));
    dialog().showModal();
  }
  try {
    const { data, etag } = await call('GET', `images/${id}`);
    if (open === id) draw(data, etag, isSame);
  } catch (error) {
    if (open !== id) return;
    leave();
    failure(error.status === 404 ? 'This image is not there.' : 'The image could not be read.', error);
  }
}

function draw(image, etag, isSame) {
  const files = filesOf(image);
  const view = stage(image);
  const first = bestFor(files, Math.min(innerWidth, innerHeight) * 0.9 * devicePixelRatio);
  const ids = grid.order();
  const at = ids.indexOf(image.imageId);
  const edge = (isThere, name, label, by) => button('icon-only.step', name, null, () => step(by), { 'aria-label': label, disabled: !isThere });

  const head = h('div.detail-head');
  const showHead = (current, version, isBack) => {
    const edit = button('quiet', 'edit', 'Edit', () => {
      const { form, focus } = editForm(current, version, {
        onSaved: (saved, fresh) => { grid.put(saved); showHead(saved, fresh, true); },
        onCancel: () => showHead(current, version, true),
        onReload: () => show(current.imageId),
      });
      head.replaceChildren(h('h2', { id: 'detail-title' }, `Edit ${nameOf(current)}`), form);
      focus();
    });
    head.replaceChildren(...heading(current), h('div.actions', {}, ...actions(current, files), edit,
      button('quiet.danger', 'trash', 'Delete', async () => { if (await remove(current)) leave(); })));
    if (isBack) edit.focus();
  };
  showHead(image, etag);

  const similar = h('div');
  const boxes = view.hasBoxes && h('label.boxes-toggle', {}, h('input', { type: 'checkbox', checked: true, onchange: (event) => view.showBoxes(event.target.checked) }), 'Show objects');
  const side = h('div.detail-side', { tabindex: '0', role: 'group', 'aria-label': 'About the image' },
    head,
    files.length > 0 && section('Files', filesTable(image, files, first.name, view.show)),
    findings(image.analysis, { onLabel: (label) => { leave(); filters.only('label', label); }, onPoint: view.point }),
    colours(image), details(image), camera(image), similar);
  const left = h('div.detail-left', {}, view.element, edge(at > 0, 'left', 'Newer image', -1), edge(at >= 0 && at < ids.length - 1, 'right', 'Older image', 1), boxes);
  const scroll = isSame ? dialog().querySelector('.detail-side')?.scrollTop : 0;
  const toasts = dialog().querySelector('.toasts');
  dialog().replaceChildren(left, side, button('icon-only.detail-close', 'close', null, leave, { 'aria-label': 'Close' }), ...(toasts ? [toasts] : []));
  side.scrollTop = scroll ?? 0;
  if (!isSame) dialog().querySelector('.detail-close').focus();
  if (first) view.show(first);
  view.showBoxes(true);
  if (image.perceptualHash) showSimilar(image, similar);
  if (isOpen(image)) keepFresh(image);
}

function heading(image) {
  const tag = (name) => h('li', {}, h('button.chip', { type: 'button', title: `Show all with ${name}`, onclick: () => { leave(); filters.only('tag', name); } }, name));
  return [
    h('h2', { id: 'detail-title' }, nameOf(image)),
    h('p.muted', {}, image.title && `${image.fileName} · `, h(`span.state.${image.status}`, {}, image.status)),
    image.description && h('p.description', {}, image.description),
    !image.description && image.analysis?.caption && h('p.description.muted', {}, image.analysis.caption),
    image.tags.length > 0 && h('ul.chips', { 'aria-label': 'Tags' }, ...image.tags.map(tag)),
    image.error && h('div.form-error', { role: 'alert' }, icon('alert'), h('div', {}, h('p', {}, image.error.message), h('p.trace', {}, 'Code ', h('code', {}, image.error.code)))),
    isOpen(image) && h('div.working', { role: 'status' }, h('p', { id: 'working-text' }, 'Processing'), h('progress', { id: 'working-bar', max: 100, value: 0, 'aria-label': 'Processing' })),
  ].filter(Boolean);
}

function actions(image, files) {
  const again = async () => {
    try {
      await post(`images/${image.imageId}/reprocess`);
      await grid.refresh(image.imageId);
      show(image.imageId);
    } catch (error) {
      failure('The image could not be processed again.', error);
    }
  };
  return [
    files.length > 0 && button('primary', 'download', 'Download', () => download(image, 'original')),
    files.length > 0 && button('quiet', 'link', 'Copy link', () => copyLink(image, 'original')),
    ['completed', 'failed'].includes(image.status) && button('quiet', 'again', 'Reprocess', again),
  ].filter(Boolean);
}

async function showSimilar(image, place) {
  try {
    const { images } = await get(`images/${image.imageId}/similar`);
    if (open !== image.imageId || images.length === 0) return;
    place.append(section('Similar images', h('ul.similar', {}, ...images.slice(0, 12).map((other) =>
      h('li', {}, h('a', { href: `#image=${other.imageId}`, title: `${nameOf(other)}, ${other.distance} bits apart` }, picture(other, (one) => one.thumbnails?.small)))))));
  } catch (error) {
    failure('Similar images could not be looked for.', error);
  }
}

function keepFresh(image) {
  let hasPicture = Boolean(image.thumbnails);
  stopWatching = watch(image.imageId, {
    onChange(status) {
      if (!hasPicture && status.steps.thumbnails === 'completed' && isOpen(status)) { hasPicture = true; show(image.imageId); return; }
      const bar = byId('working-bar');
      if (bar) { bar.value = status.progress; byId('working-text').textContent = status.message; }
    },
    onEnd: () => open === image.imageId && show(image.imageId),
    onFailure: (error) => failure('The state of the image is not known.', error),
  });
}
