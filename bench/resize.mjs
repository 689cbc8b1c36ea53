// What image proxies do, beside which our links are measured: fetch the original, decode, resize and encode it, for every request.
// GET /?source=<url>&width=640&format=webp&options={"quality":80}; says its port when it listens.
import { createServer } from 'node:http';
import sharp from 'sharp';

sharp.cache(false);
sharp.concurrency(1); // as with ours: many pictures at once, each on one core

const server = createServer(async (request, response) => {
  const { source, width, format, options } = Object.fromEntries(new URL(request.url, 'http://localhost').searchParams);
  const original = Buffer.from(await (await fetch(source)).arrayBuffer());
  const picture = sharp(original).rotate().resize({ width: Number(width), withoutEnlargement: true });
  response.setHeader('Content-Type', `image/${format}`);
  response.end(await picture.toFormat(format, JSON.parse(options)).toBuffer());
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
