import { Problem, isAbort } from './problem.js';

/** @import { CallOptions, KeyLevel, Query } from './types' */
/** @import { Keys } from './keys.js' */

const patience = 3;
const longestPause = 10;

/** All calls to the service. Whoever uses it gets data or a Problem, never a bare response. */
export class Service {
  /**
   * Asks the reader for a key; tells whether there is a new one now.
   * @type {(level: KeyLevel, wasWrong: boolean) => Promise<boolean>}
   */
  askForKey = async () => false;

  /** @param {URL} root @param {Keys} keys */
  constructor(root, keys) {
    this.root = root;
    this.keys = keys;
  }

  /** @param {string} path @param {Query} [query] @param {CallOptions} [options] @returns {Promise<any>} */
  async get(path, query, options) {
    return (await this.call('GET', path, { query, ...options })).data;
  }

  /** @param {string} path @param {unknown} [body] @param {CallOptions} [options] @returns {Promise<any>} */
  async post(path, body, options) {
    return (await this.call('POST', path, { body, ...options })).data;
  }

  /**
   * One call: asks for a key when one is needed, and waits where the service asks for patience. With a key in the options,
   * that one is tried and nobody is asked.
   * @param {string} method @param {string} path @param {CallOptions} [options]
   * @returns {Promise<{ data: any, etag: string | null }>}
   */
  async call(method, path, options = {}) {
    const level = options.level ?? 'function';
    for (let attempt = 1; ; attempt++) {
      const key = options.key ?? this.keys.for(level);
      const response = await this.#send(method, path, key, options);
      if (response.status === 401 && options.key === undefined) {
        // Another call may have been told in the meantime. A key of the other level was never said to fit this one.
        if (key !== this.keys.for(level) || (await this.askForKey(level, this.keys.get(level) !== ''))) continue;
        throw new Problem(401, { detail: 'This needs a key.' });
      }
      if ((response.status === 429 || response.status === 503) && attempt < patience && method === 'GET') {
        await pause(Math.min(longestPause, Number(response.headers.get('Retry-After')) || 1));
        continue;
      }
      if (!response.ok) throw await problemOf(response);
      return { data: response.status === 204 ? null : await response.json(), etag: response.headers.get('ETag') };
    }
  }

  /** @param {string} method @param {string} path @param {string} key @param {CallOptions} options */
  async #send(method, path, key, { query, body, headers = {}, signal }) {
    const all = { ...headers };
    if (key) all['x-functions-key'] = key;
    if (this.keys.user) all['X-User-Id'] = this.keys.user;
    if (body !== undefined) all['Content-Type'] = 'application/json';
    try {
      return await fetch(this.#address(path, query), { method, headers: all, body: JSON.stringify(body), signal });
    } catch (error) {
      if (isAbort(error)) throw error;
      throw new Problem(0, { detail: 'The service cannot be reached. Check the connection and try again.' });
    }
  }

  /** @param {string} path @param {Query} [query] */
  #address(path, query = {}) {
    const url = new URL(path, this.root);
    for (const [name, value] of Object.entries(query))
      for (const one of [value].flat()) if (one !== undefined && one !== null && one !== '') url.searchParams.append(name, String(one));
    return url;
  }
}

/** @param {Response} response */
async function problemOf(response) {
  const isProblem = response.headers.get('Content-Type')?.includes('json');
  return new Problem(response.status, isProblem ? await response.json().catch(() => ({})) : {});
}

/** @param {number} seconds */
const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
