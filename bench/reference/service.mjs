// The reference that ours is measured beside: the same pipeline on Node.js with sharp and Microsoft's storage clients.
// A message names a blob; it becomes three JPEG thumbnails, a full-size WebP and a row that tells how far it is.
// STORAGE is the connection string; says "ready" when it listens.
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { TableClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueClient } from '@azure/storage-queue';
import sharp from 'sharp';

const connection = process.env.STORAGE;
const blobs = BlobServiceClient.fromConnectionString(connection);
const uploads = blobs.getContainerClient('reference-uploads');
const variants = blobs.getContainerClient('reference-variants');
const queue = new QueueClient(connection, 'reference-uploads');
const images = TableClient.fromConnectionString(connection, 'reference', { allowInsecureConnection: true });

const sides = { small: 150, medium: 400, large: 800 };
const effort = 4;
const hidden = 600; // seconds that a message stays hidden while it is worked on, as with ours
const pauses = { shortest: 100, longest: 2000 }; // between looks at an empty queue, in ms, as the Functions host does
const atOnce = 2 * availableParallelism();
sharp.cache(false); // no picture comes twice

const now = () => new Date().toISOString();

async function store(id, name, contentType, content) {
  await variants.getBlockBlobClient(`${id}/${name}`).uploadData(content, { blobHTTPHeaders: { blobContentType: contentType } });
  return content.length;
}

async function thumbnail(id, original, [name, side]) {
  const image = sharp(original).rotate().resize(side, side, { fit: 'inside', withoutEnlargement: true });
  return store(id, name, 'image/jpeg', await image.jpeg({ quality: 80, mozjpeg: false }).toBuffer());
}

async function handle(message) {
  const id = message.messageText;
  const startedAt = now();
  const original = await uploads.getBlockBlobClient(id).downloadToBuffer();
  const { format, width, height } = await sharp(original).metadata();
  await Promise.all(Object.entries(sides).map((size) => thumbnail(id, original, size)));
  const row = { partitionKey: 'image', rowKey: id, startedAt, format, width, height, size: original.length };
  await images.upsertEntity({ ...row, status: 'processing', thumbnailsAt: now() }, 'Replace');
  const webp = await sharp(original).rotate().webp({ quality: 80, effort }).toBuffer();
  const webpSize = await store(id, 'webp', 'image/webp', webp);
  await images.updateEntity({ partitionKey: 'image', rowKey: id, status: 'completed', webpSize, completedAt: now() }, 'Merge');
  await queue.deleteMessage(message.messageId, message.popReceipt);
}

await Promise.all([uploads.createIfNotExists(), variants.createIfNotExists(), queue.createIfNotExists(), images.createTable()]);
console.log('ready');
const running = new Set();
let pause = pauses.shortest;
for (;;) {
  const free = atOnce - running.size;
  const { receivedMessageItems: messages } = await queue.receiveMessages({ numberOfMessages: free, visibilityTimeout: hidden });
  for (const message of messages) {
    const job = handle(message).finally(() => running.delete(job));
    running.add(job);
  }
  pause = messages.length > 0 ? pauses.shortest : Math.min(2 * pause, pauses.longest);
  if (running.size === atOnce) await Promise.race(running);
  else if (messages.length === 0) await sleep(pause);
}
