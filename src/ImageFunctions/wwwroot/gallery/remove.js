import { call, post } from './api.js';
import { nameOf } from './format.js';
import * as grid from './grid.js';
import { failure, info, undoable } from './toast.js';

/** Deletes an image and offers to take that back. Says whether it is gone. */
export async function remove(image) {
  try {
    await call('DELETE', `images/${image.imageId}`);
  } catch (error) {
    failure(`“${nameOf(image)}” could not be deleted.`, error);
    return false;
  }
  grid.remove(image.imageId);
  undoable(`Deleted “${nameOf(image)}”`, 'Undo', () => restore(image));
  return true;
}

async function restore(image) {
  try {
    grid.put(await post(`images/${image.imageId}/restore`));
    info(`“${nameOf(image)}” is back`);
  } catch (error) {
    failure(`“${nameOf(image)}” could not be restored.`, error);
  }
}
