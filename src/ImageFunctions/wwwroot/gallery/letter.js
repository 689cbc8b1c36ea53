import { button, h } from './dom.js';
import { ago, when } from './format.js';

const words = {
  poison: 'Failed on every try',
  unreadable: 'Nobody understands this message',
  analysis_gave_up: 'The analysis never answered',
  webhook_gave_up: 'The receiver never took it',
};

/** One dead letter with what can be done about it. */
export function letterRow(letter, { replay, discard }) {
  const canReplay = !letter.truncated && letter.reason !== 'unreadable';
  const name = `${words[letter.reason] ?? letter.reason}, ${when(letter.at)}`;
  // Discarding cannot be taken back, so it is asked for twice.
  const throwAway = button('quiet.danger', 'trash', 'Discard', () => {
    if (throwAway.dataset.sure) { discard(letter, row); return; }
    throwAway.dataset.sure = 'yes';
    throwAway.lastChild.textContent = 'Really discard';
  }, { 'aria-label': `Discard: ${name}` });
  throwAway.addEventListener('click', () => throwAway.dataset.sure && throwAway.setAttribute('aria-label', `Really discard: ${name}`));
  const row = h('li.letter', {},
    h('div.letter-head', {},
      h('strong', {}, words[letter.reason] ?? letter.reason),
      h('span.muted', {}, h('time', { datetime: letter.at, title: when(letter.at) }, ago(letter.at)), ` · ${letter.queue} · ${letter.attempts} tries`)),
    letter.detail && h('p', {}, letter.detail),
    h('details', {}, h('summary', {}, `Message${letter.truncated ? ', cut' : ''}`), h('pre', { tabindex: '0' }, letter.text)),
    h('div.actions', {},
      letter.imageId && h('a.quiet', { href: `#image=${letter.imageId}`, onclick: () => row.closest('dialog').close() }, 'Open the image'),
      canReplay && button('quiet', 'again', 'Replay', () => replay(letter, row), { 'aria-label': `Replay: ${name}` }),
      throwAway));
  return row;
}
