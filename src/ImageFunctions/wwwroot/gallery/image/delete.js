import { nameOf, several } from '../page/format.js';
import { failure, info, undoable } from '../page/messages.js';
import { Problem } from '../service/problem.js';

/** @import { Service } from '../service/service.js' */
/** @import { Library } from '../library/library.js' */
/** @import { Image } from '../service/types' */

const mostAtOnce = 100;

/** @param {Image[]} images */
const what = (images) => (images.length === 1 ? `“${nameOf(images[0])}”` : several(images.length, 'image'));

/**
 * Deletes images and offers to take that back. Says whether all are gone.
 * @param {Image[]} images @param {Service} service @param {Library} library
 */
export async function removeImages(images, service, library) {
  /** @type {Image[]} */
  const gone = [];
  try {
    for (let from = 0; from < images.length; from += mostAtOnce) {
      const batch = images.slice(from, from + mostAtOnce);
      const { results } = await service.post('images/delete', { imageIds: batch.map((image) => image.imageId) });
      for (const [index, result] of results.entries()) {
        if (result.deleted) gone.push(batch[index]);
        else failure(`${what([batch[index]])} could not be deleted.`, new Problem(result.problem.status, result.problem));
      }
    }
  } catch (error) {
    failure(`${what(images)} could not be deleted.`, error);
  }
  for (const image of gone) library.remove(image.imageId);
  if (gone.length) undoable(`Deleted ${what(gone)}`, 'Undo', () => restore(gone, service, library));
  return gone.length === images.length;
}

/** @param {Image[]} images @param {Service} service @param {Library} library */
async function restore(images, service, library) {
  const back = [];
  for (const image of images) {
    try {
      library.put(await service.post(`images/${image.imageId}/restore`));
      back.push(image);
    } catch (error) {
      failure(`${what([image])} could not be restored.`, error);
    }
  }
  if (back.length) info(`${what(back)} ${back.length === 1 ? 'is' : 'are'} back`);
}
