import { button } from '../page/elements.js';

/**
 * A button for what cannot be taken back: it has to be pressed twice.
 * @param {string} text @param {string} name of what it is about @param {() => void} act
 */
export function confirmed(text, name, act) {
  const element = button('quiet.danger', 'trash', text, () => {
    if (element.dataset.sure) { act(); return; }
    element.dataset.sure = 'yes';
    element.lastChild.textContent = `Really ${text.toLowerCase()}`;
    element.setAttribute('aria-label', `Really ${text.toLowerCase()}: ${name}`);
  }, { 'aria-label': `${text}: ${name}` });
  return element;
}
