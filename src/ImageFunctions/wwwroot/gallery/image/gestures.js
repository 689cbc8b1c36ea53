/** @typedef {{ x: number, y: number }} Point */

const farEnough = 48;
const largest = 8;
const doubleTap = 300;

/** @param {Point} a @param {Point} b */
const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

/** Fingers on a picture: swiping goes to the next one, pinching and tapping twice enlarges it, dragging moves what is enlarged. */
export class Gestures {
  /** @type {Map<number, Point>} */
  #fingers = new Map();
  /** @type {Point} */
  #start = { x: 0, y: 0 };
  #lastTap = 0;
  #scale = 1;
  #x = 0;
  #y = 0;

  /**
   * @param {HTMLElement} area @param {HTMLElement} picture
   * @param {{ onSwipe: (by: number) => void, onZoom: (scale: number) => void }} listeners
   */
  constructor(area, picture, { onSwipe, onZoom }) {
    this.area = area;
    this.picture = picture;
    this.onSwipe = onSwipe;
    this.onZoom = onZoom;
    area.addEventListener('pointerdown', (event) => this.#down(event));
    area.addEventListener('pointermove', (event) => this.#move(event));
    area.addEventListener('pointerup', (event) => this.#up(event));
    area.addEventListener('pointercancel', (event) => this.#fingers.delete(event.pointerId));
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.pointerType === 'mouse') return;
    this.area.setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.#start = { x: event.clientX, y: event.clientY };
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const before = this.#fingers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    this.#fingers.set(event.pointerId, now);
    const [other] = [...this.#fingers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    if (other) this.#zoom(this.#scale * (distance(now, other) / Math.max(1, distance(before, other))));
    else if (this.#scale > 1) this.#place(this.#x + now.x - before.x, this.#y + now.y - before.y);
  }

  /** @param {PointerEvent} event */
  #up(event) {
    const wasAlone = this.#fingers.size === 1;
    if (!this.#fingers.delete(event.pointerId)) return;
    const moved = { x: event.clientX - this.#start.x, y: event.clientY - this.#start.y };
    const isSwipe = this.#scale === 1 && Math.abs(moved.x) > farEnough && Math.abs(moved.x) > Math.abs(moved.y) * 1.5;
    if (!wasAlone) {
      // The finger that stays must not be taken for one that swipes.
      this.#start = { x: NaN, y: NaN };
      this.onZoom(this.#scale);
    } else if (isSwipe) this.onSwipe(moved.x < 0 ? 1 : -1);
    else if (Math.hypot(moved.x, moved.y) < 10) this.#tap(event.timeStamp);
  }

  /** @param {number} at */
  #tap(at) {
    const isDouble = at - this.#lastTap < doubleTap;
    this.#lastTap = isDouble ? 0 : at;
    if (!isDouble) return;
    this.#zoom(this.#scale > 1 ? 1 : 2.5);
    this.onZoom(this.#scale);
  }

  /** @param {number} scale */
  #zoom(scale) {
    this.#scale = Math.min(largest, Math.max(1, scale));
    this.area.classList.toggle('zoomed', this.#scale > 1);
    this.#place(this.#x, this.#y);
  }

  // No edge comes further in than the middle of the area.
  /** @param {number} x @param {number} y */
  #place(x, y) {
    const room = { x: (this.picture.offsetWidth * (this.#scale - 1)) / 2, y: (this.picture.offsetHeight * (this.#scale - 1)) / 2 };
    this.#x = Math.min(room.x, Math.max(-room.x, x));
    this.#y = Math.min(room.y, Math.max(-room.y, y));
    this.picture.style.transform = this.#scale === 1 ? '' : `translate(${this.#x}px, ${this.#y}px) scale(${this.#scale})`;
  }
}
