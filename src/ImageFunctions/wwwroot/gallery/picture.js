import { get } from './api.js';
import { blurred } from './blurhash.js';
import { h, icon } from './dom.js';
import { altOf } from './format.js';

/** A frame with the image's blurred placeholder and, when it has come, the picture itself. */
export function picture(image, source) {
  const frame = h('span.picture');
  const placeholder = image.placeholder && blurred(image.placeholder.blurHash);
  if (placeholder) frame.append(placeholder);
  if (image.colors) frame.style.backgroundColor = image.colors.dominant;
  const url = source(image);
  if (url) frame.append(loading(frame, image, source, url));
  else frame.append(icon(image.status === 'failed' ? 'alert' : image.status === 'expired' ? 'clock' : 'image'));
  return frame;
}

function loading(frame, image, source, url) {
  const picture = h('img', { alt: altOf(image), loading: 'lazy', decoding: 'async', draggable: 'false' });
  let renewed = false;
  picture.addEventListener('load', () => frame.classList.add('there'));
  picture.addEventListener('error', async () => {
    // A page that was open for hours holds links that have run out.
    const fresh = renewed ? null : await get(`images/${image.imageId}`).catch(() => null);
    renewed = true;
    if (fresh && source(fresh) && source(fresh) !== url) picture.src = source(fresh);
    else fail(frame, picture);
  });
  picture.src = url;
  return picture;
}

function fail(frame, picture) {
  picture.remove();
  frame.append(h('span.picture-failed', {}, icon('alert'), 'The picture could not be loaded'));
}
