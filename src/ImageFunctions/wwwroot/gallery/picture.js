import { get } from './api.js';
import { blurred } from './blurhash.js';
import { h, icon } from './dom.js';
import { altOf, nameOf } from './format.js';

/**
 * A frame with the image's blurred placeholder and, when it has come, the picture itself.
 * @param source tells the picture's address, if there is one yet
 * @param behind address of a picture to show until then, better than a blurred one
 */
export function picture(image, source, behind) {
  const frame = h('span.picture');
  const placeholder = behind ? h('img.behind', { src: behind, alt: '' }) : image.placeholder && blurred(image.placeholder.blurHash);
  if (placeholder) frame.append(placeholder);
  if (image.colors) frame.style.backgroundColor = image.colors.dominant;
  const url = source(image);
  if (url) frame.append(loading(frame, image, source, url));
  else if (!behind) frame.append(icon(image.status === 'failed' ? 'alert' : image.status === 'expired' ? 'clock' : 'image'));
  return frame;
}

function loading(frame, image, source, url) {
  // Its name stands beside it; only what that does not say is worth reading out.
  const alt = altOf(image);
  const picture = h('img', { alt: alt === nameOf(image) ? '' : alt, loading: 'lazy', decoding: 'async', draggable: 'false' });
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
