import { button, byId, h, icon } from './dom.js';

const stay = { info: 6000, undo: 12000 };

// Whatever is outside of an open dialog cannot be reached, so messages go where the reader is.
function place() {
  const dialogs = [...document.querySelectorAll('dialog[open]')];
  const host = dialogs.at(-1) ?? document.body;
  const toasts = byId('toasts');
  if (toasts.parentElement !== host) host.append(toasts);
  return toasts;
}

function show(element, milliseconds) {
  place().append(element);
  if (!milliseconds) return;
  // Time stands still while somebody reads or is about to act.
  let left = milliseconds;
  let timer;
  let since;
  const run = () => { since = Date.now(); timer = setTimeout(() => element.remove(), left); };
  const hold = () => { clearTimeout(timer); left -= Date.now() - since; };
  element.addEventListener('pointerenter', hold);
  element.addEventListener('pointerleave', run);
  element.addEventListener('focusin', hold);
  element.addEventListener('focusout', run);
  run();
}

const closer = (element) => button('icon-only', 'close', null, () => element.remove(), { 'aria-label': 'Dismiss' });

export function info(text) {
  const element = h('div.toast', { role: 'status' }, icon('check'), h('p', {}, text));
  element.append(closer(element));
  show(element, stay.info);
}

/** A message with a button that takes something back. */
export function undoable(text, label, undo) {
  const element = h('div.toast', { role: 'status' }, icon('trash'), h('p', {}, text));
  element.append(
    h('button.quiet', { type: 'button', onclick: () => { element.remove(); undo(); } }, label),
    closer(element));
  show(element, stay.undo);
}

/** What failed and why; stays until it is dismissed. */
export function failure(what, error) {
  if (error.name === 'AbortError') return;
  const element = h('div.toast.bad', { role: 'alert' }, icon('alert'), h('div', {}, h('p', {}, h('strong', {}, what)), ...reasons(error)));
  element.append(closer(element));
  show(element);
}

/** Lines that say why: the detail, what is wrong with which field, and the trace id to ask operators about. */
export function reasons(error) {
  const fields = Object.entries(error.errors ?? {}).flatMap(([field, messages]) => messages.filter((text) => text !== error.message).map((text) => `${field}: ${text}`));
  return [
    h('p', {}, error.message),
    ...fields.map((text) => h('p', {}, text)),
    error.traceId && h('p.trace', {}, 'Trace ', h('code', {}, error.traceId)),
  ];
}

// A fault in the page itself must not pass in silence either.
addEventListener('error', (event) => failure('Something in this page failed.', event.error ?? new Error(event.message)));
addEventListener('unhandledrejection', (event) => failure('Something in this page failed.', event.reason));
document.addEventListener('close', place, true);
