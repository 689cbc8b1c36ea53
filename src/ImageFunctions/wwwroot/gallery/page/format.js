/** @import { Image, Sides } from '../service/types' */

const number = new Intl.NumberFormat();
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

/** @param {number} count */
export function bytes(count) {
  if (count < 1000) return `${count} B`;
  if (count < 1000000) return `${(count / 1000).toFixed(count < 10000 ? 1 : 0)} kB`;
  return `${(count / 1000000).toFixed(1)} MB`;
}

/** @param {number} value */
export const count = (value) => number.format(value);

/** @param {number} value @param {string} one @param {string} [many] */
export const several = (value, one, many = `${one}s`) => `${count(value)} ${value === 1 ? one : many}`;

/** @param {string} iso */
export const when = (iso) => moment.format(new Date(iso));

/** "5 minutes ago", "yesterday"; "in 3 days" for the future. @param {string} iso */
export function ago(iso) {
  const seconds = (new Date(iso).getTime() - Date.now()) / 1000;
  /** @type {[Intl.RelativeTimeFormatUnit, number][]} */
  const steps = [['year', 31536000], ['month', 2592000], ['day', 86400], ['hour', 3600], ['minute', 60]];
  const step = steps.find(([, size]) => Math.abs(seconds) >= size);
  return step ? relative.format(Math.round(seconds / step[1]), step[0]) : 'just now';
}

/** @param {number} seconds */
export function duration(seconds) {
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}

/** @param {Sides} of */
export const sides = (of) => `${of.width} × ${of.height}`;

/** What to call an image. @param {Image} image */
export const nameOf = (image) => image.title || image.fileName;

/** What stands for the picture where it cannot be seen. @param {Image} image */
export const altOf = (image) => image.analysis?.caption || image.description || nameOf(image);
