// The benchmark's peer: renders one file with sharp and prints what it cost as JSON.
// node sharp.mjs <file> <outputs folder> <passes> [naive|once] [effort] [images at once]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const [file, folder, passes, mode = 'naive', effort = '4', parallel = '1'] = process.argv.slice(2);
const sizes = { small: 150, medium: 400, large: 800 };
sharp.cache(false);

const fit = (image, side) => image.resize(side, side, { fit: 'inside', withoutEnlargement: true });
const jpeg = (image, side) => fit(image, side).jpeg({ quality: 80 }).toBuffer();
const webp = (image) => image.webp({ quality: 80, effort: Number(effort) }).toBuffer();

// What the services before this one did: every output starts from the bytes.
async function naive(bytes) {
  const outputs = {};
  for (const [name, side] of Object.entries(sizes)) outputs[name] = await jpeg(sharp(bytes).rotate(), side);
  const thumbnails = performance.now();
  outputs.webp = await webp(sharp(bytes).rotate());
  return { outputs, thumbnails };
}

// sharp at its best: one pipeline, cloned per output.
async function once(bytes) {
  const source = sharp(bytes).rotate();
  const jobs = Object.entries(sizes).map(async ([name, side]) => [name, await jpeg(source.clone(), side)]);
  const thumbs = Promise.all(jobs).then((done) => [Object.fromEntries(done), performance.now()]);
  const full = webp(source.clone());
  const [outputs, thumbnails] = await thumbs;
  outputs.webp = await full;
  return { outputs, thumbnails };
}

// ru_maxrss would count what the parent had before it became this program.
function peakBytes() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  return 1024 * Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
}

const bytes = readFileSync(file);
const runs = [];
let outputs;
let startCpuMs;
for (let pass = 0; pass < Number(passes); pass++) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const render = mode === 'once' ? once : naive;
  const [result] = await Promise.all(Array.from({ length: Number(parallel) }, () => render(bytes)));
  const used = process.cpuUsage(cpu);
  runs.push({
    wallMs: performance.now() - start,
    cpuMs: (used.user + used.system) / 1000,
    thumbnailsMs: result.thumbnails - start,
  });
  outputs = result.outputs;
  if (pass === 0) {
    const all = process.cpuUsage();
    startCpuMs = (all.user + all.system) / 1000;
  }
}

mkdirSync(folder, { recursive: true });
for (const [name, content] of Object.entries(outputs)) writeFileSync(join(folder, name), content);
console.log(JSON.stringify({
  engine: `sharp ${sharp.versions.sharp} (libvips ${sharp.versions.vips})`,
  startCpuMs,
  runs,
  peakBytes: peakBytes(),
  webpBytes: outputs.webp.length,
}));
