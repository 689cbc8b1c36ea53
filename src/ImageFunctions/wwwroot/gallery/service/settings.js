/** @import { Settings } from './types' */

/**
 * What the service has written into the page: its limits, and whether it signs links.
 * @returns {Settings}
 */
export function readSettings() {
  const meta = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="image-settings"]'));
  return JSON.parse(meta.content);
}
