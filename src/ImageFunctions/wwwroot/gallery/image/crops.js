import { h } from '../page/elements.js';
import { section } from './properties.js';

/** @import { FocalPoint, Image, Sides } from '../service/types' */

/** @type {[string, number][]} */
const shapes = [['1:1', 1], ['16:9', 16 / 9]];
const middle = { x: 0.5, y: 0.5 };
const pause = 400;

/** @type {Record<string, [number, number]>} */
const steps = { ArrowLeft: [-0.01, 0], ArrowRight: [0.01, 0], ArrowUp: [0, -0.01], ArrowDown: [0, 0.01] };

/** @param {number} share */
const percent = (share) => `${Math.round(share * 100)} %`;

/** @param {number} share */
const within = (share) => Math.round(1000 * Math.min(1, Math.max(0, share))) / 1000;

/**
 * Where a picture stands behind a window that shows a share of it, so that a place comes as near to the middle as it can.
 * @param {number} place @param {number} seen
 */
const shifted = (place, seen) => (seen >= 1 ? '50%' : `${100 * within((place - seen / 2) / (1 - seen))}%`);

/** The object-position that crops as the service does. @param {Sides} picture @param {FocalPoint} point @param {number} shape */
const position = ({ width, height }, point, shape) =>
  `${shifted(point.x, (shape * height) / width)} ${shifted(point.y, width / (shape * height))}`;

/** The place that crops keep in sight, set by a click or with the arrow keys, and what they show then. */
export class Crops {
  /** @type {FocalPoint | undefined} */
  #point;
  #timer = 0;
  #lastSave = Promise.resolve();

  /**
   * @param {Image} image @param {Sides} sides of the picture @param {string} url
   * @param {{ hasMade: boolean, save: (point: FocalPoint | null) => Promise<FocalPoint | undefined> }} options
   * whether crops of it are stored, and what keeps a point: it tells the one that counts then
   */
  constructor(image, sides, url, { hasMade, save }) {
    this.sides = sides;
    this.save = save;
    this.#point = image.focalPoint;
    const picture = h('img', { src: url, alt: '', loading: 'lazy', draggable: 'false' });
    this.mark = h('span.focus-mark');
    this.area = h('button.focus-area',
      { type: 'button', 'aria-label': 'Focal point', 'aria-describedby': 'focus-hint focus-place' }, picture, this.mark);
    this.frames = shapes.map(([name, shape]) => {
      const frame = h('img', { src: url, alt: `Cropped to ${name}`, loading: 'lazy', draggable: 'false' });
      const figure = h('figure', {}, frame, h('figcaption.muted', {}, name));
      figure.style.setProperty('--shape', String(shape));
      return { frame, figure, shape };
    });
    this.place = h('span', { id: 'focus-place', role: 'status' });
    this.clear = h('button.link', { type: 'button', onclick: () => { this.#move(undefined); this.area.focus(); } }, 'Use the middle');
    this.area.style.setProperty('--shape', String(sides.width / sides.height));
    this.area.addEventListener('click', (/** @type {MouseEvent} */ event) => this.#click(event));
    this.area.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => this.#key(event));
    this.element = section('Crops',
      h('p.muted', { id: 'focus-hint' },
        'Click on what crops must keep, or move it with the arrow keys.', hasMade && ' Crops that are stored follow with Reprocess.'),
      this.area, h('div.focus-place', {}, this.place, this.clear),
      h('div.crops', {}, ...this.frames.map(({ figure }) => figure)));
    this.#show();
  }

  /** @param {MouseEvent} event */
  #click(event) {
    // The keyboard clicks nowhere.
    if (event.detail === 0) return;
    const box = this.area.getBoundingClientRect();
    this.#move({ x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const step = steps[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    // Elsewhere they go to the next image.
    event.stopPropagation();
    event.preventDefault();
    const from = this.#point ?? middle;
    const by = event.shiftKey ? 10 : 1;
    this.#move({ x: from.x + step[0] * by, y: from.y + step[1] * by });
  }

  /** @param {FocalPoint | undefined} point */
  #move(point) {
    const goal = point && { x: within(point.x), y: within(point.y) };
    this.#point = goal;
    this.#show();
    clearTimeout(this.#timer);
    // Whoever moves it step by step wants the last place only, and one change after the other.
    this.#timer = setTimeout(() => { this.#lastSave = this.#lastSave.then(() => this.#keep(goal)); }, pause);
  }

  /** @param {FocalPoint | undefined} goal */
  async #keep(goal) {
    const kept = await this.save(goal ?? null);
    if (this.#point !== goal) return;
    this.#point = kept;
    this.#show();
  }

  #show() {
    const point = this.#point ?? middle;
    this.mark.style.left = `${100 * point.x}%`;
    this.mark.style.top = `${100 * point.y}%`;
    this.mark.classList.toggle('unset', !this.#point);
    for (const { frame, shape } of this.frames) frame.style.objectPosition = position(this.sides, point, shape);
    const said = `${percent(point.x)} from the left, ${percent(point.y)} from the top`;
    this.place.textContent = this.#point ? said : 'The middle, as nothing else is set';
    this.clear.hidden = !this.#point;
  }
}
