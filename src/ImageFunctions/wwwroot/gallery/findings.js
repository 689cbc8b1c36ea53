import { h } from './dom.js';
import { section } from './facts.js';

const reasons = {
  pending: 'The analysis is still to come.',
  processing: 'The analysis is running.',
  skipped: 'The analysis was skipped',
  failed: 'The analysis failed; the image itself is complete',
};

/** What the analysers found. Pointing at an object shows its box on the picture. */
export function findings(analysis, { onLabel, onPoint }) {
  if (!analysis) return null;
  const { labelDetails: labels = [], objects = [], text = [], moderationLabels = [] } = analysis;
  const why = reasons[analysis.status];
  return section('Analysis',
    why && h('p.muted', {}, why, analysis.reason && `: ${analysis.reason.replaceAll('_', ' ')}.`),
    labels.length > 0 && h('ul.labels', {}, ...labels.map((label) => labelRow(label, onLabel))),
    objects.length > 0 && h('h4', {}, 'Objects'),
    objects.length > 0 && h('ul.objects', {}, ...objects.map((found, index) => objectRow(found, index, onPoint))),
    text.length > 0 && h('h4', {}, 'Text'),
    text.length > 0 && h('p.text-found', {}, text.join('\n')),
    analysis.people > 0 && h('p', {}, `${analysis.people} ${analysis.people === 1 ? 'person' : 'people'} in the picture`),
    moderationLabels.length > 0 && h('h4', {}, 'Moderation'),
    moderationLabels.length > 0 && h('ul.objects', {}, ...moderationLabels.map((found) => h('li', {}, h('span', {}, found.name), h('span.muted', {}, `severity ${found.severity}`)))),
    analysis.model && h('p.muted', {}, `Model ${analysis.model}`));
}

function labelRow(label, onLabel) {
  const percent = Math.round(label.confidence);
  return h('li', {},
    h('button.link', { type: 'button', onclick: () => onLabel(label.name), title: `Show all with ${label.name}` }, label.name),
    h('meter', { min: 0, max: 100, value: label.confidence, 'aria-label': `Confidence in ${label.name}` }),
    h('span.end', {}, `${percent} %`));
}

function objectRow(found, index, onPoint) {
  const point = () => onPoint(index);
  const leave = () => onPoint(-1);
  return h('li', {},
    h('button.link', { type: 'button', onpointerenter: point, onpointerleave: leave, onfocus: point, onblur: leave, onclick: point }, found.name ?? found),
    found.confidence !== undefined && h('span.end', {}, `${Math.round(found.confidence)} %`));
}
