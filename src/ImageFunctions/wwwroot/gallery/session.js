import { call, onKeyNeeded, session } from './api.js';
import { byId, h } from './dom.js';
import { reasons } from './toast.js';

const levels = {
  function: { title: 'This gallery needs a key', probe: ['images', { limit: 1 }], name: 'function key' },
  admin: { title: 'Operators need the admin key', probe: ['manage/stats', {}], name: 'admin key' },
};

let asked = null;

/** Lets calls ask for keys: once, however many calls need one at a time. */
export function start(onChange) {
  onKeyNeeded((level, wasWrong) => (asked ??= ask(level, wasWrong).finally(() => { asked = null; })));
  byId('session-open').addEventListener('click', async () => {
    asked ??= ask('function', false, true).finally(() => { asked = null; });
    if (await asked) onChange();
  });
}

function ask(level, wasWrong, isChange = false) {
  const { title, probe, name } = levels[level];
  const dialog = byId('session');
  if (wasWrong) session.set(level, '');
  return new Promise((resolve) => {
    const key = h('input', { id: 'key-field', name: 'key', type: 'password', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'key-error', value: isChange ? session.get(level) : '' });
    const user = h('input', { name: 'user', autocomplete: 'off', maxlength: 128, value: session.get('user'), placeholder: 'nobody in particular' });
    const message = h('div.form-error', { id: 'key-error', role: 'alert', hidden: true });
    const save = h('button.primary', { type: 'submit' }, isChange ? 'Save' : 'Continue');
    const forget = () => { session.set('function', ''); session.set('admin', ''); session.set('user', ''); done(true); };
    const form = h('form.stack', {},
      h('h2', { id: 'session-title' }, isChange ? 'Key and user' : title),
      h('label.field', {}, name[0].toUpperCase() + name.slice(1), key),
      message,
      h('details', { open: !isChange }, h('summary', {}, 'Where do I find it?'), help(level)),
      isChange && h('label.field', {}, 'Act as user', user),
      h('p.muted', {}, 'Kept in this tab only, until it is closed.'),
      h('div.row-end', {},
        isChange && h('button.quiet', { type: 'button', onclick: forget }, 'Forget'),
        h('button.quiet', { type: 'button', onclick: () => done(false) }, 'Cancel'),
        save));
    const say = (...content) => { message.replaceChildren(...content.filter(Boolean)); message.hidden = false; };
    const done = (hasKey) => { dialog.removeEventListener('cancel', cancel); dialog.close(); dialog.replaceChildren(); resolve(hasKey); };
    const cancel = (event) => { event.preventDefault(); done(false); };

    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      save.disabled = true;
      try {
        await call('GET', probe[0], { query: probe[1], key: key.value.trim() });
        session.set(level, key.value.trim());
        if (isChange) session.set('user', user.value.trim());
        done(true);
      } catch (error) {
        if (error.status === 401) say(h('p', {}, h('strong', {}, 'That key is wrong.')), h('p', {}, `The service does not know it as its ${name}. Check that it is complete and belongs to this app.`));
        else say(...reasons(error));
        key.focus();
        key.select();
      } finally {
        save.disabled = false;
      }
    });
    dialog.addEventListener('cancel', cancel);
    dialog.replaceChildren(form);
    if (wasWrong) say(h('p', {}, h('strong', {}, 'The key is not accepted any more.')), h('p', {}, 'It may have been renewed. Give the present one.'));
    dialog.showModal();
    key.focus();
  });
}

function help(level) {
  const isAdmin = level === 'admin';
  const command = `az functionapp keys list -g GROUP -n APP --query ${isAdmin ? 'masterKey' : 'functionKeys.default'} -o tsv`;
  return h('ul.help', {},
    h('li', {}, 'Azure portal: the function app, then ', h('strong', {}, 'Functions › App keys'), `, the host key named ${isAdmin ? '_master' : 'default'}.`),
    h('li', {}, 'Azure CLI: ', h('code', {}, command)),
    h('li', {}, 'On your machine: ', h('code', {}, 'dotnet run dev.cs -- up --keys'), ' prints both; without ', h('code', {}, '--keys'), ' none is needed.'));
}
