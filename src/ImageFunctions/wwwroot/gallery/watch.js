import { get } from './api.js';

// Browsers keep few connections per origin: more held answers than this would keep everything else waiting.
const most = 3;
const longest = 20;
const tries = 5;

const jobs = new Map();
const waiting = [];
let running = 0;

const isFinal = (status) => !['pending', 'uploaded', 'processing'].includes(status);

/**
 * Follows an image until it is finished: onChange at every step, then onEnd, or onFailure when its state cannot be read.
 * Whoever follows the same image shares the same calls. Returns a function that stops it.
 */
export function watch(id, listener) {
  let job = jobs.get(id);
  if (!job) {
    job = { id, listeners: new Set(), failures: 0, last: null, abort: new AbortController() };
    jobs.set(id, job);
    waiting.push(job);
  }
  job.listeners.add(listener);
  if (job.last) listener.onChange?.(job.last);
  next();
  return () => {
    job.listeners.delete(listener);
    if (job.listeners.size > 0) return;
    job.abort.abort();
    jobs.delete(id);
  };
}

function next() {
  while (running < most && waiting.length) {
    running++;
    step(waiting.shift()).finally(() => { running--; next(); });
  }
}

function tell(job, what, value) {
  for (const listener of [...job.listeners]) listener[what]?.(value);
}

function end(job, what, value) {
  jobs.delete(job.id);
  tell(job, what, value);
}

async function step(job) {
  if (job.abort.signal.aborted) return;
  try {
    // Each has its turn when there are many.
    const wait = !job.last ? 0 : waiting.length > 0 ? 2 : longest;
    const status = await get(`images/${job.id}/status`, { wait }, { signal: job.abort.signal });
    const isNew = !job.last || job.last.status !== status.status || job.last.progress !== status.progress;
    Object.assign(job, { failures: 0, last: status });
    if (isNew) tell(job, 'onChange', status);
    if (isFinal(status.status)) return end(job, 'onEnd', status);
  } catch (error) {
    if (error.name === 'AbortError') return;
    const mayPass = error.status === 0 || error.status >= 429;
    if (!mayPass || ++job.failures === tries) return end(job, 'onFailure', error);
    await new Promise((resolve) => setTimeout(resolve, 1000 * job.failures));
  }
  waiting.push(job);
}
