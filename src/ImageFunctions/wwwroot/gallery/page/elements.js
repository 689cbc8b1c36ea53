import { icon } from './icons.js';

// Builds elements. Text only ever becomes text nodes: nothing here turns a string into markup.

/** @typedef {Node | string | null | undefined | false | 0} Child */

/**
 * h('button.primary', { type: 'button', onclick }, 'Save'): an element with classes, attributes, listeners and children.
 * @param {string} name @param {Record<string, any>} [properties] @param {...(Child | Child[])} children
 * @returns {any} the element, of whatever kind the name says
 */
export function h(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag);
  if (classes.length) element.classList.add(...classes);
  for (const [key, value] of Object.entries(properties)) set(element, key, value);
  element.append(...present(children.flat()));
  return element;
}

/** @param {any} element @param {string} key @param {any} value */
function set(element, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
  else if (key === 'value' || key === 'disabled' || key === 'hidden') element[key] = value;
  else element.setAttribute(key, value === true ? '' : value);
}

/** Without what is left out on a condition. @param {Child[]} children @returns {(Node | string)[]} */
export const present = (children) => /** @type {any} */ (children.filter((child) => child || child === ''));

/** The element with an id; it is in the page. @param {string} id @returns {any} */
export const byId = (id) => document.getElementById(id);

/**
 * A button with an icon; without text, the label is for those who do not see it.
 * @param {string} style @param {string} iconName @param {string | null} text @param {(event: Event) => void} onclick
 * @param {Record<string, any>} [properties]
 */
export function button(style, iconName, text, onclick, properties = {}) {
  return h(`button${style ? '.' + style : ''}`, { type: 'button', onclick, ...properties }, icon(iconName), text && h('span', {}, text));
}
