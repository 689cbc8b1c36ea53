import { failure } from '../page/messages.js';
import { Problem } from '../service/problem.js';
import { check } from './check.js';
import { sendFile } from './send-file.js';
import { UploadList } from './upload-list.js';

/** @import { Service } from '../service/service.js' */
/** @import { Progress } from '../service/progress.js' */
/** @import { Library } from '../library/library.js' */
/** @import { Limits, Settings } from '../service/types' */
/** @import { UploadRow } from './upload-row.js' */
/** @typedef {{ file: File, row: UploadRow }} Job */

const atOnce = 3;

/** Brings files in: checks them, asks for an address, sends them there and follows what becomes of them. */
export class Uploads {
  /** @type {Job[]} */
  #queue = [];
  #running = 0;
  #list = new UploadList();

  /** @param {{ service: Service, progress: Progress, library: Library, settings: Settings }} parts */
  constructor({ service, progress, library, settings }) {
    this.service = service;
    this.progress = progress;
    this.library = library;
    /** @type {Limits} */
    this.limits = settings.limits;
  }

  /** @param {File[]} files */
  take(files) {
    for (const file of files) this.#enqueue({ file, row: this.#list.add(file) });
    this.#next();
  }

  /** @param {Job} job */
  #enqueue(job) {
    this.#queue.push(job);
    job.row.wait(() => {
      this.#queue.splice(this.#queue.indexOf(job), 1);
      this.#list.remove(job.row);
    });
  }

  #next() {
    while (this.#running < atOnce) {
      const job = this.#queue.shift();
      if (!job) return;
      this.#running++;
      this.#upload(job).finally(() => { this.#running--; this.#next(); });
    }
  }

  /** @param {Job} job */
  async #upload({ file, row }) {
    const retry = () => { this.#enqueue({ file, row }); this.#next(); };
    const stop = new AbortController();
    try {
      row.work('Checking', 0, () => stop.abort(new Problem(0, { detail: 'You stopped this upload.' })));
      const objection = await check(file, this.limits);
      if (objection) throw new Problem(422, { detail: objection });
      const asked = { fileName: file.name || 'pasted.png', fileType: file.type || undefined };
      const issued = await this.service.post('images/upload', asked, { signal: stop.signal });
      await sendFile(file, issued, { signal: stop.signal, onSent: (share) => row.work('Uploading', share / 2) });
      await this.service.post(`images/${issued.imageId}/complete`);
      this.#follow(issued.imageId, row);
    } catch (/** @type {any} */ thrown) {
      const error = stop.signal.aborted ? stop.signal.reason : thrown;
      row.fail(error, { retry: error.mayPass && retry });
    }
  }

  /** @param {string} id @param {UploadRow} row */
  #follow(id, row) {
    row.work('Processing', 0.5);
    if (this.library.takesNew)
      this.service.get(`images/${id}`)
        .then((image) => this.library.put(image, row.preview))
        .catch((error) => failure('The new image could not be read.', error));
    this.progress.follow(id, {
      onChange: (status) => row.process(status),
      onEnd: (status) => {
        if (status.status === 'completed') row.finish(id);
        else row.fail(new Problem(422, { detail: status.error?.message ?? status.message, code: status.error?.code }), { id });
      },
      onFailure: (error) => row.fail(error, { id }),
    });
  }
}
