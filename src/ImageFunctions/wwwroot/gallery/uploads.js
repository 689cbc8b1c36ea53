import { Problem, get, post } from './api.js';
import { byId } from './dom.js';
import * as grid from './grid.js';
import { failure } from './toast.js';
import { addRow } from './tray.js';
import { watch } from './watch.js';

const atOnce = 3;
const queue = [];
let running = 0;

/** Takes files that are dropped anywhere on the page, pasted or chosen. */
export function start() {
  byId('choose').addEventListener('click', () => byId('files').click());
  byId('files').addEventListener('change', (event) => { take([...event.target.files]); event.target.value = ''; });
  addEventListener('paste', (event) => take([...(event.clipboardData?.files ?? [])]));
  let depth = 0;
  const carriesFiles = (event) => event.dataTransfer?.types.includes('Files');
  const show = (change) => { depth = Math.max(0, depth + change); byId('drop').hidden = depth === 0; };
  addEventListener('dragenter', (event) => carriesFiles(event) && show(1));
  addEventListener('dragleave', (event) => carriesFiles(event) && show(-1));
  addEventListener('dragover', (event) => carriesFiles(event) && event.preventDefault());
  addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    show(-Infinity);
    take([...event.dataTransfer.files]);
  });
}

function take(files) {
  for (const file of files) {
    const row = addRow(file, { onRetry: () => { queue.push({ file, row }); next(); } });
    queue.push({ file, row });
  }
  next();
}

function next() {
  while (running < atOnce && queue.length) {
    running++;
    upload(queue.shift()).finally(() => { running--; next(); });
  }
}

async function upload({ file, row }) {
  try {
    row.say('Asking for a place', 0);
    const issued = await post('images/upload', { fileName: file.name || 'pasted.png', fileType: file.type || undefined });
    await put(file, issued, row);
    await post(`images/${issued.imageId}/complete`);
    follow(issued.imageId, row);
  } catch (error) {
    row.fail(error);
  }
}

// fetch cannot tell how much it has sent.
function put(file, { uploadUrl, method, headers }, row) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, uploadUrl);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', (event) => event.lengthComputable && row.say('Uploading', event.loaded / event.total / 2));
    request.addEventListener('load', () => (request.status === 201 ? resolve() : reject(refusal(request))));
    request.addEventListener('error', () => reject(new Problem(0, { detail: 'The storage account cannot be reached, or does not allow uploads from this page (CORS).' })));
    request.addEventListener('abort', () => reject(new Problem(0, { detail: 'You stopped this upload.' })));
    row.onStop(() => request.abort());
    request.send(file);
  });
}

const refusal = (request) => new Problem(request.status, {
  detail: `The storage account refused the file (${request.status} ${request.getResponseHeader('x-ms-error-code') ?? ''}).`,
  traceId: request.getResponseHeader('x-ms-request-id'),
});

function follow(id, row) {
  row.say('Processing', 0.5);
  row.onStop(null);
  if (grid.accepts()) get(`images/${id}`).then((image) => grid.put(image, row.preview())).catch((error) => failure('The new image could not be read.', error));
  watch(id, {
    onChange: (status) => row.process(status),
    onEnd: (status) => {
      if (status.status === 'completed') row.finish(id);
      else row.fail(new Problem(422, { detail: status.error?.message ?? status.message, code: status.error?.code }), false);
    },
    onFailure: (error) => row.fail(error, false),
  });
}
