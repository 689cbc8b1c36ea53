import { byId, h } from '../page/elements.js';
import { reasons } from '../page/messages.js';

/** @import { Service } from '../service/service.js' */
/** @import { KeyLevel, Query } from '../service/types' */

/** @type {Record<KeyLevel, { title: string, name: string, probe: [string, Query] }>} */
const levels = {
  function: { title: 'This gallery needs a key', probe: ['images', { limit: 1 }], name: 'function key' },
  admin: { title: 'Operators need the admin key', probe: ['manage/stats', {}], name: 'admin key' },
};

/** Asks for keys: once, however many calls need one at a time. */
export class KeyDialog {
  /** @type {Promise<boolean> | null} */
  #asked = null;

  /** @param {Service} service @param {() => void} onChange the reader has given another key or user */
  constructor(service, onChange) {
    this.service = service;
    this.dialog = byId('session');
    service.askForKey = (level, wasWrong) => this.#once(() => this.#ask(level, { wasWrong }));
    byId('session-open').addEventListener('click', async () => {
      if (await this.#once(() => this.#ask('function', { isChange: true }))) onChange();
    });
  }

  /** @param {() => Promise<boolean>} ask */
  #once(ask) {
    this.#asked ??= ask().finally(() => { this.#asked = null; });
    return this.#asked;
  }

  /** @param {KeyLevel} level @param {{ wasWrong?: boolean, isChange?: boolean }} why @returns {Promise<boolean>} */
  #ask(level, { wasWrong = false, isChange = false }) {
    const { keys } = this.service;
    if (wasWrong) keys.set(level, '');
    const { title, name } = levels[level];
    return new Promise((resolve) => {
      const key = h('input', {
        id: 'key-field', name: 'key', type: 'password', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'key-error',
        value: isChange ? keys.get(level) : '',
      });
      const user = h('input', { name: 'user', autocomplete: 'off', maxlength: 128, value: keys.user, placeholder: 'nobody in particular' });
      const message = h('div.form-error', { id: 'key-error', role: 'alert', hidden: true });
      const save = h('button.primary', { type: 'submit' }, isChange ? 'Save' : 'Continue');
      /** @param {(Node | string)[]} content */
      const say = (content) => { message.replaceChildren(...content); message.hidden = false; };
      /** @param {boolean} hasKey */
      const done = (hasKey) => {
        this.dialog.removeEventListener('cancel', cancel);
        this.dialog.close();
        this.dialog.replaceChildren();
        resolve(hasKey);
      };
      const cancel = (/** @type {Event} */ event) => { event.preventDefault(); done(false); };
      const form = h('form.stack', { onsubmit: async (/** @type {Event} */ event) => {
        event.preventDefault();
        save.disabled = true;
        const problem = await this.#try(level, key.value.trim());
        save.disabled = false;
        if (problem) { say(problem); key.focus(); key.select(); return; }
        if (isChange) keys.user = user.value.trim();
        done(true);
      } },
      h('h2', { id: 'session-title' }, isChange ? 'Key and user' : title),
      h('label.field', {}, name[0].toUpperCase() + name.slice(1), key),
      message,
      h('details', { open: !isChange }, h('summary', {}, 'Where do I find it?'), help(level)),
      isChange && h('label.field', {}, 'Act as user', user),
      h('p.muted', {}, 'Kept in this tab only, until it is closed.'),
      h('div.row-end', {},
        isChange && h('button.quiet', { type: 'button', onclick: () => { keys.forget(); done(true); } }, 'Forget'),
        h('button.quiet', { type: 'button', onclick: () => done(false) }, 'Cancel'),
        save));

      this.dialog.addEventListener('cancel', cancel);
      this.dialog.replaceChildren(form);
      if (wasWrong) say(refusal('The key is not accepted any more.', 'It may have been renewed. Give the present one.'));
      this.dialog.showModal();
      key.focus();
    });
  }

  /** Keeps a key that works; says what is wrong with any other. @param {KeyLevel} level @param {string} key */
  async #try(level, key) {
    const { name, probe: [path, query] } = levels[level];
    try {
      await this.service.call('GET', path, { query, key });
      this.service.keys.set(level, key);
      return null;
    } catch (/** @type {any} */ error) {
      if (error.status !== 401) return reasons(error);
      return refusal('That key is wrong.',
        `The service does not know it as its ${name}. Check that it is complete and belongs to this app.`);
    }
  }
}

/** @param {string} what @param {string} advice */
const refusal = (what, advice) => [h('p', {}, h('strong', {}, what)), h('p', {}, advice)];

/** @param {KeyLevel} level */
function help(level) {
  const isAdmin = level === 'admin';
  const command = `az functionapp keys list -g GROUP -n APP --query ${isAdmin ? 'masterKey' : 'functionKeys.default'} -o tsv`;
  return h('ul.help', {},
    h('li', {}, 'Azure portal: the function app, then ', h('strong', {}, 'Functions › App keys'),
      `, the host key named ${isAdmin ? '_master' : 'default'}.`),
    h('li', {}, 'Azure CLI: ', h('code', {}, command)),
    h('li', {}, 'On your machine: ', h('code', {}, 'dotnet run dev.cs -- up --keys'),
      ' prints both; without ', h('code', {}, '--keys'), ' none is needed.'));
}
