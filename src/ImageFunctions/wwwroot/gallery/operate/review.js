import { button, h } from '../page/elements.js';
import { ago, nameOf, when } from '../page/format.js';
import { stateOf } from '../pictures/state.js';
import { confirmed } from './confirmed.js';

/** @import { Image } from '../service/types' */

/**
 * An image that moderation found something in, with the decision about it.
 * @param {Image} image @param {{ onApprove: () => void, onReject: () => void, onOpen: () => void }} listeners
 */
export function reviewRow(image, { onApprove, onReject, onOpen }) {
  const name = nameOf(image);
  const labels = image.moderation?.labels ?? [];
  return h('li.task', {},
    h('div.task-head', {},
      h('strong', {}, name),
      h('span.muted', {},
        h('time', { datetime: image.uploadedAt, title: when(image.uploadedAt) }, ago(image.uploadedAt)),
        image.userId && ` · ${image.userId}`)),
    h('p', {}, stateOf(image).why ?? 'Shown, but marked by moderation.'),
    labels.length > 0 && h('p.muted', {}, labels.map((label) => `${label.name}: severity ${label.severity}`).join(', ')),
    h('div.actions', {},
      h('a.quiet', { href: `#image=${image.imageId}`, onclick: onOpen }, 'Open the image'),
      button('quiet', 'check', 'Approve', onApprove, { 'aria-label': `Approve: ${name}` }),
      image.moderation?.state !== 'blocked' && confirmed('Reject', name, onReject)));
}
