import { isAbort } from './problem.js';

/** @import { Service } from './service.js' */
/** @import { Status } from './types' */

/**
 * @typedef {object} Listener
 * @property {(status: Status) => void} [onChange] at every step
 * @property {(status: Status) => void} onEnd
 * @property {(error: any) => void} onFailure the state cannot be read
 * @typedef {{ id: string, listeners: Set<Listener>, failures: number, last: Status | null, abort: AbortController }} Job
 */

// Browsers keep few connections per origin: more held answers than this would keep everything else waiting.
const atOnce = 3;
const longestWait = 20;
const tries = 5;

/** Follows images until they are finished. Whoever follows the same image shares the same calls. */
export class Progress {
  /** @type {Map<string, Job>} */
  #jobs = new Map();
  /** @type {Job[]} */
  #waiting = [];
  #running = 0;

  /** @param {Service} service */
  constructor(service) {
    this.service = service;
  }

  /**
   * Returns a function that ends it.
   * @param {string} id @param {Listener} listener
   */
  follow(id, listener) {
    const job = this.#jobs.get(id) ?? this.#add(id);
    job.listeners.add(listener);
    if (job.last) listener.onChange?.(job.last);
    this.#next();
    return () => {
      job.listeners.delete(listener);
      if (job.listeners.size > 0) return;
      job.abort.abort();
      this.#jobs.delete(id);
    };
  }

  /** @param {string} id @returns {Job} */
  #add(id) {
    const job = { id, listeners: new Set(), failures: 0, last: null, abort: new AbortController() };
    this.#jobs.set(id, job);
    this.#waiting.push(job);
    return job;
  }

  #next() {
    while (this.#running < atOnce) {
      const job = this.#waiting.shift();
      if (!job) return;
      this.#running++;
      this.#step(job).finally(() => { this.#running--; this.#next(); });
    }
  }

  /** @param {Job} job */
  async #step(job) {
    const { signal } = job.abort;
    if (signal.aborted) return;
    try {
      // Each has its turn when there are many.
      const wait = !job.last ? 0 : this.#waiting.length > 0 ? 2 : longestWait;
      /** @type {Status} */
      const status = await this.service.get(`images/${job.id}/status`, { wait }, { signal });
      const isNew = job.last?.status !== status.status || job.last.progress !== status.progress;
      job.failures = 0;
      job.last = status;
      if (isNew) for (const listener of [...job.listeners]) listener.onChange?.(status);
      if (!['pending', 'uploaded', 'processing'].includes(status.status)) return this.#end(job, (listener) => listener.onEnd(status));
    } catch (/** @type {any} */ error) {
      if (isAbort(error)) return;
      const mayPass = error.status === 0 || error.status >= 429;
      if (!mayPass || ++job.failures === tries) return this.#end(job, (listener) => listener.onFailure(error));
      await new Promise((resolve) => setTimeout(resolve, 1000 * job.failures));
    }
    this.#waiting.push(job);
  }

  /** @param {Job} job @param {(listener: Listener) => void} tell */
  #end(job, tell) {
    this.#jobs.delete(job.id);
    [...job.listeners].forEach(tell);
  }
}
