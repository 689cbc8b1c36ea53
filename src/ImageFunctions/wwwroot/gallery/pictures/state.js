import { hasPicture } from './sources.js';

/** @import { Image } from '../service/types' */

/**
 * @typedef {object} State what an image is to somebody who looks at it
 * @property {string} name of the style
 * @property {string} label
 * @property {string} icon stands for the picture where there is none
 * @property {string} [why] there is no picture
 * @property {string} [advice] what can be done about it
 */

/** @type {Record<string, string>} */
const advice = {
  unsupported_type: 'Save it as JPEG, PNG, GIF or WebP and upload it again.',
  too_small: 'Upload a larger version of it.',
  too_large: 'Compress it or scale it down, and upload it again.',
  too_many_pixels: 'Scale it down and upload it again.',
  too_many_frames: 'Shorten the animation and upload it again.',
  bad_dimensions: 'Crop or scale it to the allowed sides and upload it again.',
  too_much_work: 'Scale it down or shorten the animation, and upload it again.',
  took_too_long: 'Scale it down or shorten the animation, and upload it again.',
  corrupt_image: 'The file is damaged: export it anew from where it came from and upload it again.',
  original_missing: 'The file is no longer in storage: upload it again.',
  processing_failed: 'Choose Reprocess. If that fails too, Operate lists the failed work with its cause.',
};

const blockedAdvice = 'An operator can look at it and approve it on the Operate page. Otherwise delete it.';

/** @type {Record<string, State>} */
const byStatus = {
  pending: {
    name: 'pending', label: 'Not uploaded', icon: 'clock',
    why: 'The upload was announced, but no file has arrived yet.',
    advice: 'It expires by itself if none comes.',
  },
  uploaded: { name: 'uploaded', label: 'Uploaded', icon: 'image', why: 'There is no picture yet.' },
  processing: { name: 'processing', label: 'Processing', icon: 'image', why: 'There is no picture yet.' },
  expired: {
    name: 'expired', label: 'Expired', icon: 'clock',
    why: 'No file arrived in time.',
    advice: 'Upload it again; this entry goes away by itself.',
  },
};

/** @param {Image} image @returns {State} */
export function stateOf(image) {
  const moderation = image.moderation?.state;
  const found = image.moderation?.labels.map((label) => label.name).join(', ');
  if (moderation === 'blocked' || image.error?.code === 'content_blocked') {
    const why = `Blocked by moderation${found ? ` for ${found}` : ''}.`;
    return { name: 'blocked', label: 'Blocked', icon: 'shield', why, advice: blockedAdvice };
  }
  if (image.status === 'failed') {
    const why = image.error?.message ?? 'The image could not be processed.';
    const whatHelps = advice[image.error?.code ?? ''] ?? 'Choose Reprocess, or upload it again.';
    return { name: 'failed', label: 'Failed', icon: 'alert', why, advice: whatHelps };
  }
  if (image.status !== 'completed') return byStatus[image.status] ?? { name: image.status, label: image.status, icon: 'image' };
  if (moderation === 'held') {
    const why = found ? `Held back because moderation found ${found}.` : 'Held back because moderation could not judge it.';
    return {
      name: 'held', label: 'Held for review', icon: 'shield', why,
      advice: 'It is shown once an operator approves it on the Operate page.',
    };
  }
  if (moderation === 'pending' && !hasPicture(image))
    return {
      name: 'held', label: 'Being checked', icon: 'shield',
      why: 'Moderation has not judged it yet.',
      advice: 'It is shown once that is done; there is nothing to do.',
    };
  return { name: 'completed', label: 'Completed', icon: 'image' };
}

/** Whether work on it is under way. @param {{ status: string }} image */
export const isOpen = (image) => image.status === 'uploaded' || image.status === 'processing';
