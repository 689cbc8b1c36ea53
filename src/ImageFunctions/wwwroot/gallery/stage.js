import { h, icon } from './dom.js';
import { altOf } from './format.js';
import { blurred } from './blurhash.js';

/** The picture of the detail view at the size of one of its files, with boxes around what was found in it. */
export function stage(image) {
  const frame = h('div.stage-frame');
  const element = h('div.stage', {}, frame);
  let shown = { width: 4, height: 3 };

  // Never larger than the file itself, never larger than the room there is.
  const fit = () => {
    const room = element.getBoundingClientRect();
    const scale = Math.min(1, room.width / shown.width, room.height / shown.height);
    frame.style.width = `${Math.floor(shown.width * scale)}px`;
    frame.style.height = `${Math.floor(shown.height * scale)}px`;
  };
  new ResizeObserver(fit).observe(element);

  function show(file) {
    shown = file;
    fit();
    const picture = h('img', { alt: altOf(image), draggable: 'false' });
    picture.addEventListener('load', () => frame.classList.add('there'));
    picture.addEventListener('error', () => {
      picture.remove();
      frame.prepend(h('p.stage-failed', { role: 'alert' }, icon('alert'), 'The picture could not be loaded. Its link may have run out: open the image again.'));
    });
    picture.src = file.url;
    frame.querySelectorAll('img, .stage-failed').forEach((old) => old.remove());
    frame.classList.remove('there');
    frame.prepend(picture);
  }

  const boxes = boxesOf(image);
  const placeholder = image.placeholder && blurred(image.placeholder.blurHash);
  if (placeholder) frame.append(placeholder);
  if (image.metadata?.hasAlpha) frame.classList.add('see-through');
  frame.append(...boxes.map((box) => box.element));
  if (!image.metadata) element.replaceChildren(h('p.stage-none', {}, icon(image.status === 'failed' ? 'alert' : 'clock'), image.error?.message ?? 'There is no picture yet.'));

  return {
    element,
    show,
    hasBoxes: boxes.length > 0,
    showBoxes: (isShown) => frame.classList.toggle('with-boxes', isShown),
    /** Marks one box, or none. */
    point: (index) => boxes.forEach((box, i) => box.element.classList.toggle('pointed', i === index)),
  };
}

// Boxes are pixels of the upright original; shares of it fit every file.
function boxesOf(image) {
  const objects = (image.analysis?.objects ?? []).filter((found) => typeof found === 'object');
  if (!image.metadata) return [];
  return objects.map((found) => {
    // At the upper edge the name has no room above.
    const isHigh = found.box.y < image.metadata.height * 0.12;
    const element = h(isHigh ? 'span.box.high' : 'span.box', {}, h('span.box-name', {}, found.name));
    const share = (value, whole) => `${(100 * value) / whole}%`;
    element.style.left = share(found.box.x, image.metadata.width);
    element.style.top = share(found.box.y, image.metadata.height);
    element.style.width = share(found.box.width, image.metadata.width);
    element.style.height = share(found.box.height, image.metadata.height);
    return { element };
  });
}
