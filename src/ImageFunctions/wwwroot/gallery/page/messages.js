import { isAbort } from '../service/problem.js';
import { button, byId, h, present } from './elements.js';
import { icon } from './icons.js';

const stay = { info: 6000, undo: 12000 };

/** Lets messages be seen beside open dialogs, and tells of faults in the page itself. */
export function startMessages() {
  addEventListener('error', (event) => failure('Something in this page failed.', event.error ?? new Error(event.message)));
  addEventListener('unhandledrejection', (event) => failure('Something in this page failed.', event.reason));
  document.addEventListener('close', place, true);
}

// Whatever is outside of an open dialog cannot be reached, so messages go where the reader is.
function place() {
  const host = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
  const list = byId('messages');
  if (list.parentElement !== host) host.append(list);
  return list;
}

/** @param {HTMLElement} element @param {number} [milliseconds] */
function show(element, milliseconds) {
  element.append(button('icon-only', 'close', null, () => element.remove(), { 'aria-label': 'Dismiss' }));
  place().append(element);
  if (!milliseconds) return;
  // Time stands still while somebody reads or is about to act.
  let left = milliseconds;
  let timer = 0;
  let since = 0;
  const run = () => { since = Date.now(); timer = setTimeout(() => element.remove(), left); };
  const hold = () => { clearTimeout(timer); left -= Date.now() - since; };
  element.addEventListener('pointerenter', hold);
  element.addEventListener('pointerleave', run);
  element.addEventListener('focusin', hold);
  element.addEventListener('focusout', run);
  run();
}

/** @param {string} text */
export function info(text) {
  show(h('div.message', { role: 'status' }, icon('check'), h('p', {}, text)), stay.info);
}

/** A message with a button that takes something back. @param {string} text @param {string} label @param {() => void} undo */
export function undoable(text, label, undo) {
  const element = h('div.message', { role: 'status' }, icon('trash'), h('p', {}, text),
    h('button.quiet', { type: 'button', onclick: () => { element.remove(); undo(); } }, label));
  show(element, stay.undo);
}

/** What failed and why; stays until it is dismissed. @param {string} what @param {any} error */
export function failure(what, error) {
  if (isAbort(error)) return;
  show(h('div.message.bad', { role: 'alert' }, icon('alert'), h('div', {}, h('p', {}, h('strong', {}, what)), ...reasons(error))));
}

/**
 * Lines that say why: the detail, what is wrong with which field, and the trace id to ask operators about.
 * @param {any} error @returns {(Node | string)[]}
 */
export function reasons(error) {
  /** @type {[string, string[]][]} */
  const errors = Object.entries(error.errors ?? {});
  const fields = errors.flatMap(([field, messages]) =>
    messages.filter((text) => text !== error.message).map((text) => `${field}: ${text}`));
  return present([
    h('p', {}, error.message),
    ...fields.map((text) => h('p', {}, text)),
    error.traceId && h('p.trace', {}, 'Trace ', h('code', {}, error.traceId)),
  ]);
}
