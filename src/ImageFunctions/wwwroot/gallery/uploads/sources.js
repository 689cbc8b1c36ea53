import { byId, h } from '../page/elements.js';
import { limitsText } from './check.js';

/** @import { Limits } from '../service/types' */

/**
 * Takes files that are dropped anywhere on the page, pasted or chosen.
 * @param {Limits} limits @param {(files: File[]) => void} take
 */
export function startSources(limits, take) {
  const picker = byId('files');
  const drop = byId('drop');
  picker.accept = limits.types.join(',');
  picker.addEventListener('change', () => { take([...picker.files]); picker.value = ''; });
  document.addEventListener('click', (/** @type {any} */ event) => event.target.closest('[data-choose]') && picker.click());
  byId('choose').title = limitsText(limits);
  drop.firstElementChild.append(h('small', {}, limitsText(limits)));
  addEventListener('paste', (event) => take([...(event.clipboardData?.files ?? [])]));

  let depth = 0;
  /** @param {DragEvent} event */
  const carriesFiles = (event) => event.dataTransfer?.types.includes('Files');
  /** @param {number} change */
  const show = (change) => { depth = Math.max(0, depth + change); drop.hidden = depth === 0; };
  addEventListener('dragenter', (event) => carriesFiles(event) && show(1));
  addEventListener('dragleave', (event) => carriesFiles(event) && show(-1));
  addEventListener('dragover', (event) => carriesFiles(event) && event.preventDefault());
  addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    show(-Infinity);
    take([...(event.dataTransfer?.files ?? [])]);
  });
}
