import { button, h } from '../page/elements.js';
import { ago, several, when } from '../page/format.js';
import { queueName } from './overview.js';
import { confirmed } from './confirmed.js';

/** @import { DeadLetter } from '../service/types' */

/** @type {Record<string, { what: string, why: string }>} */
const reasons = {
  poison: {
    what: 'Failed on every try',
    why: 'The work ended with an error each time. The log of the service has the error under the image’s id.',
  },
  unreadable: {
    what: 'The message could not be read',
    why: 'It is not one of this service’s messages, or was cut. It can only be discarded.',
  },
  analysis_gave_up: {
    what: 'The analysis never answered',
    why: 'Azure AI Vision or Content Safety did not answer in time, again and again. Replay it once they do.',
  },
  webhook_gave_up: {
    what: 'The webhook was never accepted',
    why: 'The receiver did not answer with success, again and again. Replay it once it does.',
  },
};

/**
 * Work that failed for good, with what can be done about it.
 * @param {DeadLetter} letter @param {{ onReplay: () => void, onDiscard: () => void, onOpen: () => void }} listeners
 */
export function deadLetterRow(letter, { onReplay, onDiscard, onOpen }) {
  const { what, why } = reasons[letter.reason] ?? { what: letter.reason, why: '' };
  const name = `${what}, ${when(letter.at)}`;
  const canReplay = !letter.truncated && letter.reason !== 'unreadable';
  return h('li.task', {},
    h('div.task-head', {},
      h('strong', {}, what),
      h('span.muted', {},
        h('time', { datetime: letter.at, title: when(letter.at) }, ago(letter.at)),
        ` · ${queueName(letter.queue)} · ${several(letter.attempts, 'try', 'tries')}`)),
    h('p', {}, letter.detail ?? why),
    h('details', {}, h('summary', {}, `Message${letter.truncated ? ', cut' : ''}`), h('pre', { tabindex: '0' }, letter.text)),
    h('div.actions', {},
      letter.imageId && h('a.quiet', { href: `#image=${letter.imageId}`, onclick: onOpen }, 'Open the image'),
      canReplay && button('quiet', 'again', 'Replay', onReplay, { 'aria-label': `Replay: ${name}` }),
      confirmed('Discard', name, onDiscard)));
}
