import { Problem } from '../service/problem.js';

/** @import { IssuedUpload } from '../service/types' */

/**
 * Sends a file to its signed address. fetch cannot tell how much it has sent, so this is an older way.
 * @param {File} file @param {IssuedUpload} issued
 * @param {{ onSent: (share: number) => void, signal: AbortSignal }} options @returns {Promise<void>}
 */
export function sendFile(file, { uploadUrl, method, headers }, { onSent, signal }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, uploadUrl);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', (event) => event.lengthComputable && onSent(event.loaded / event.total));
    request.addEventListener('load', () => (request.status === 201 ? resolve() : reject(refusal(request))));
    request.addEventListener('error', () => reject(new Problem(0, {
      detail: 'The storage account cannot be reached, or does not allow uploads from this page (CORS).',
    })));
    request.addEventListener('abort', () => reject(signal.reason));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

/** @param {XMLHttpRequest} request */
const refusal = (request) => new Problem(request.status, {
  detail: `The storage account refused the file (${request.status} ${request.getResponseHeader('x-ms-error-code') ?? ''}).`,
  traceId: request.getResponseHeader('x-ms-request-id'),
});
