/** @typedef {import('./types').KeyLevel} KeyLevel */

/** Keys and the name of the user, kept until the tab is closed. */
export class Keys {
  /** @param {Storage} store */
  constructor(store) {
    this.store = store;
  }

  /** @param {KeyLevel} level */
  get(level) {
    return this.store.getItem(`${level}-key`) ?? '';
  }

  /** @param {KeyLevel} level @param {string} key */
  set(level, key) {
    this.#put(`${level}-key`, key);
  }

  /** What to send for a level: somebody may have given the admin key as the only one. @param {KeyLevel} level */
  for(level) {
    return (level === 'admin' && this.get('admin')) || this.get('function');
  }

  get user() {
    return this.store.getItem('user-id') ?? '';
  }

  set user(name) {
    this.#put('user-id', name);
  }

  forget() {
    this.set('function', '');
    this.set('admin', '');
    this.user = '';
  }

  /** @param {string} name @param {string} value */
  #put(name, value) {
    if (value) this.store.setItem(name, value);
    else this.store.removeItem(name);
  }
}
