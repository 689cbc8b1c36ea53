const number = new Intl.NumberFormat();
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

export function bytes(count) {
  if (count < 1000) return `${count} B`;
  if (count < 1000000) return `${(count / 1000).toFixed(count < 10000 ? 1 : 0)} kB`;
  return `${(count / 1000000).toFixed(1)} MB`;
}

export const count = (value) => number.format(value);

export const when = (iso) => moment.format(new Date(iso));

/** "5 minutes ago", "yesterday"; "in 3 days" for the future. */
export function ago(iso) {
  const seconds = (new Date(iso) - Date.now()) / 1000;
  const steps = [['year', 31536000], ['month', 2592000], ['day', 86400], ['hour', 3600], ['minute', 60]];
  const [unit, length] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  return unit === 'second' ? 'just now' : relative.format(Math.round(seconds / length), unit);
}

export function duration(seconds) {
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}

export const sides = (of) => `${of.width} × ${of.height}`;

/** What to call an image. */
export const nameOf = (image) => image.title || image.fileName;

/** What stands for the picture where it cannot be seen. */
export const altOf = (image) => image.analysis?.caption || image.description || nameOf(image);

export const isOpen = (image) => image.status === 'uploaded' || image.status === 'processing';
