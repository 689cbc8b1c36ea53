/** Arrow keys go from picture to picture; up and down take the nearest one in the next row. @param {KeyboardEvent} event */
export function move(event) {
  const here = /** @type {HTMLElement} */ (event.target).closest?.('.card-link');
  if (!here || !event.key.startsWith('Arrow') || event.altKey || event.ctrlKey || event.metaKey) return;
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.card-link')]);
  const at = all.indexOf(/** @type {HTMLElement} */ (here));
  const goal = event.key === 'ArrowRight' ? all[at + 1]
    : event.key === 'ArrowLeft' ? all[at - 1]
    : beside(here, all, event.key === 'ArrowDown');
  if (!goal) return;
  event.preventDefault();
  goal.focus();
}

/** @param {Element} here @param {HTMLElement[]} all @param {boolean} isBelow */
function beside(here, all, isBelow) {
  const own = here.getBoundingClientRect();
  const middle = own.left + own.width / 2;
  /** @param {DOMRect} box */
  const away = (box) => Math.abs(box.top - own.top) * 10 + Math.abs(box.left + box.width / 2 - middle);
  return all.map((link) => ({ link, box: link.getBoundingClientRect() }))
    .filter(({ box }) => (isBelow ? box.top > own.top + 1 : box.top < own.top - 1))
    .sort((a, b) => away(a.box) - away(b.box))[0]?.link;
}
