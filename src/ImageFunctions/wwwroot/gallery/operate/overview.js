import { h } from '../page/elements.js';
import { ago, count, several, when } from '../page/format.js';

/** @import { Statistics } from '../service/types' */

/** @type {Record<string, string>} */
const queueNames = { 'image-uploads': 'Processing', 'image-analysis': 'Analysis', webhooks: 'Webhooks', 'image-batches': 'Bulk work' };

/** @type {Record<string, string>} */
const statusNames = {
  pending: 'Not uploaded yet', uploaded: 'Waiting', processing: 'In work', completed: 'Completed', failed: 'Failed',
  deleted: 'Deleted', expired: 'Expired',
};

const poison = '-poison';

/** What to call a queue. @param {string} queue */
export const queueName = (queue) => queueNames[queue] ?? queue;

/** How many images and messages there are. @param {Statistics} stats */
export function overview(stats) {
  const counted = `${several(stats.counted, 'image')} counted ${ago(stats.countedAt)}`;
  return [
    h('ul.tiles', { 'aria-label': 'Images by status' }, ...Object.entries(stats.images).map(([status, value]) =>
      h('li', {}, h('strong', {}, count(value)), h('span', {}, statusNames[status] ?? status)))),
    h('p.muted', {},
      h('span', { title: when(stats.countedAt) }, `${counted}${stats.isComplete ? '' : ', there are more'}. `),
      stats.oldestPending
        ? h('span', { title: when(stats.oldestPending) }, `The oldest one that is not finished came ${ago(stats.oldestPending)}.`)
        : 'None is waiting.'),
    h('table.queues', {},
      h('caption', {}, 'Messages by queue'),
      h('thead', {}, h('tr', {}, ...['Queue', 'Waiting', 'Failed'].map((name) => h('th', { scope: 'col' }, name)))),
      h('tbody', {}, ...Object.keys(stats.queues).filter((name) => !name.endsWith(poison)).map((name) => queueRow(name, stats.queues)))),
  ];
}

/** @param {string} name @param {Record<string, number>} queues */
function queueRow(name, queues) {
  const failed = queues[name + poison] ?? 0;
  return h('tr', { title: name },
    h('th', { scope: 'row' }, queueName(name)),
    h('td', {}, count(queues[name])),
    h(failed > 0 ? 'td.bad' : 'td', { title: name + poison }, count(failed)));
}
