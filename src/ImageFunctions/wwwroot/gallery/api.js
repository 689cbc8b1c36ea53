// All calls to the service. Whoever uses this gets data or a Problem, never a bare response.

const root = new URL('../../', import.meta.url);
const memory = { function: 'function-key', admin: 'admin-key', user: 'user-id' };
const patience = 3;

/** What went wrong, as the service said it. */
export class Problem extends Error {
  constructor(status, { detail, code, traceId, errors } = {}) {
    super(detail ?? `The service answered ${status} without saying why.`);
    Object.assign(this, { status, code, traceId, errors });
  }
}

/** Kept until the tab is closed. */
export const session = {
  get: (name) => sessionStorage.getItem(memory[name]) ?? '',
  set(name, value) {
    if (value) sessionStorage.setItem(memory[name], value);
    else sessionStorage.removeItem(memory[name]);
  },
};

let askForKey = async () => false;

/** Sets what asks for a key; it gets the level and whether a key was wrong, and answers whether there is a new one. */
export function onKeyNeeded(ask) {
  askForKey = ask;
}

const keyFor = (level) => (level === 'admin' ? session.get('admin') || session.get('function') : session.get('function'));

export function address(path, query = {}) {
  const url = new URL(path, root);
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) if (one !== undefined && one !== null && one !== '') url.searchParams.append(name, one);
  }
  return url;
}

async function send(url, method, key, { body, headers = {}, signal }) {
  const all = { ...headers };
  if (key) all['x-functions-key'] = key;
  if (session.get('user')) all['X-User-Id'] = session.get('user');
  if (body !== undefined) all['Content-Type'] = 'application/json';
  try {
    return await fetch(url, { method, headers: all, body: body === undefined ? undefined : JSON.stringify(body), signal });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Problem(0, { detail: 'The service cannot be reached. Check the connection and try again.' });
  }
}

async function problemOf(response) {
  const isProblem = response.headers.get('Content-Type')?.includes('json');
  return new Problem(response.status, isProblem ? await response.json().catch(() => ({})) : {});
}

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/**
 * One call. Options: query, body, headers, signal, level ('admin' for operators), key (to try one without keeping it).
 * Asks for a key when one is needed, and waits where the service asks for patience.
 */
export async function call(method, path, options = {}) {
  const url = address(path, options.query);
  for (let attempt = 1; ; attempt++) {
    const key = options.key ?? keyFor(options.level);
    const response = await send(url, method, key, options);
    if (response.status === 401 && options.key === undefined) {
      // Another call may have been told in the meantime.
      if (key !== keyFor(options.level) || (await askForKey(options.level ?? 'function', key !== ''))) continue;
      throw new Problem(401, { detail: 'This needs a key.' });
    }
    if ((response.status === 429 || response.status === 503) && attempt < patience && method === 'GET') {
      await pause(Math.min(10, Number(response.headers.get('Retry-After')) || 1));
      continue;
    }
    if (!response.ok) throw await problemOf(response);
    const data = response.status === 204 ? null : await response.json();
    return { data, etag: response.headers.get('ETag') };
  }
}

export const get = async (path, query, options) => (await call('GET', path, { query, ...options })).data;
export const post = async (path, body, options) => (await call('POST', path, { body, ...options })).data;
