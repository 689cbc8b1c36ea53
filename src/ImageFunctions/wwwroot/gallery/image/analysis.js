import { h } from '../page/elements.js';
import { section } from './properties.js';

/** @import { Analysis, FoundObject, Label } from '../service/types' */
/** @typedef {{ onLabel: (name: string) => void, onPoint: (index: number) => void }} Listeners */

/** @type {Record<string, string>} */
const reasons = {
  pending: 'The analysis is still to come.',
  processing: 'The analysis is running.',
  skipped: 'The analysis was skipped',
  failed: 'The analysis failed; the image itself is complete',
};

/**
 * What the analysis found. Pointing at an object shows its box on the picture.
 * @param {Analysis | undefined} analysis @param {Listeners} listeners
 */
export function analysisResults(analysis, { onLabel, onPoint }) {
  if (!analysis) return null;
  const { labelDetails: labels = [], objects = [], text = [], moderationLabels = [], people = 0 } = analysis;
  const why = reasons[analysis.status];
  return section('Analysis',
    why && h('p.muted', {}, why, analysis.reason && `: ${analysis.reason.replaceAll('_', ' ')}.`),
    labels.length > 0 && h('ul.labels', {}, ...labels.map((label) => labelRow(label, onLabel))),
    ...part('Objects', objects.length > 0 && h('ul.objects', {}, ...objects.map((found, index) => objectRow(found, index, onPoint)))),
    ...part('Text', text.length > 0 && h('p.text-found', {}, text.join('\n'))),
    people > 0 && h('p', {}, `${people} ${people === 1 ? 'person' : 'people'} in the picture`),
    ...part('Moderation', moderationLabels.length > 0 && h('ul.objects', {}, ...moderationLabels.map((found) =>
      h('li', {}, h('span', {}, found.name), h('span.muted', {}, `severity ${found.severity}`))))),
    analysis.model && h('p.muted', {}, `Model ${analysis.model}`));
}

/** @param {string} title @param {HTMLElement | false} content */
const part = (title, content) => (content ? [h('h4', {}, title), content] : []);

/** @param {Label} label @param {Listeners['onLabel']} onLabel */
function labelRow(label, onLabel) {
  return h('li', {},
    h('button.link', { type: 'button', onclick: () => onLabel(label.name), title: `Show all with ${label.name}` }, label.name),
    h('meter', { min: 0, max: 100, value: label.confidence, 'aria-label': `Confidence in ${label.name}` }),
    h('span.end', {}, `${Math.round(label.confidence)} %`));
}

/** @param {FoundObject | string} found @param {number} index @param {Listeners['onPoint']} onPoint */
function objectRow(found, index, onPoint) {
  const point = () => onPoint(index);
  const leave = () => onPoint(-1);
  const { name, confidence } = typeof found === 'string' ? { name: found, confidence: undefined } : found;
  return h('li', {},
    h('button.link', { type: 'button', onpointerenter: point, onpointerleave: leave, onfocus: point, onblur: leave, onclick: point }, name),
    confidence !== undefined && h('span.end', {}, `${Math.round(confidence)} %`));
}
