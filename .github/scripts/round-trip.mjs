// Drives a running service through one image's life, over HTTP only: for `func start`, staging and production.
// usage: [API_KEY=…] [API_KEY_HEADER=x-functions-key] node round-trip.mjs <base URL, ending in /api>
import { randomBytes } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'

const base = process.argv[2]?.replace(/\/$/, '')
const key = process.env.API_KEY
const keyHeader = process.env.API_KEY_HEADER || 'x-functions-key'
if (!base) {
  console.error('usage: [API_KEY=…] node round-trip.mjs <base URL, ending in /api>')
  process.exit(2)
}

const call = (path, { withKey = true, ...init } = {}) =>
  fetch(path.startsWith('https:') || path.startsWith('http:') ? path : base + path, {
    signal: AbortSignal.timeout(60_000),
    ...init,
    headers: { ...(withKey && key ? { [keyHeader]: key } : {}), ...init.headers },
  })
const send = (path, body) =>
  call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

async function step(name, work) {
  const started = Date.now()
  const result = await work()
  console.log(`ok  ${name} (${Date.now() - started} ms)`)
  return result
}
function expect(response, ...statuses) {
  if (statuses.includes(response.status)) return response
  throw new Error(`${new URL(response.url).pathname} answered ${response.status}, not ${statuses.join(' or ')}`)
}
async function until(deadlineSeconds, what, attempt) {
  const end = Date.now() + deadlineSeconds * 1000
  for (;;) {
    const result = await attempt().catch(error => ({ error }))
    if (result && !result.error) return result
    if (Date.now() > end) throw new Error(`${what} took longer than ${deadlineSeconds} s`, { cause: result?.error })
    await new Promise(resolve => setTimeout(resolve, 2000))
  }
}

// 64×64 pixels of noise: over the service's least size, and no two runs alike.
function png() {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const length = Buffer.alloc(4), check = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    check.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, check])
  }
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  const header = Buffer.from([0, 0, 0, 64, 0, 0, 0, 64, 8, 2, 0, 0, 0])
  const rows = Buffer.concat(Array.from({ length: 64 }, () => Buffer.concat([Buffer.of(0), randomBytes(64 * 3)])))
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

await step('health', () => until(180, 'becoming healthy', async () => expect(await call('/health', { withKey: false }), 200)))
await step('docs without a key', async () => {
  expect(await call('/docs', { withKey: false }), 200)
  await expect(await call('/openapi.json', { withKey: false }), 200).json()
})
if (key) await step('no key is refused', async () => expect(await call('/images', { withKey: false }), 401))
await step('bad input is a problem', async () => {
  const problem = await expect(await send('/images/upload', {}), 400).json()
  if (!problem.code) throw new Error('the problem has no code')
})

const upload = await step('upload URL', async () =>
  expect(await send('/images/upload', { fileName: 'round-trip.png', fileType: 'image/png' }), 200).json())
const image = `/images/${upload.imageId}`
try {
  await step('upload', async () =>
    expect(await call(upload.uploadUrl, { withKey: false, method: upload.method, headers: upload.headers, body: png() }), 201))
  await step('a second upload is refused', async () =>
    expect(await call(upload.uploadUrl, { withKey: false, method: upload.method, headers: upload.headers, body: png() }), 403, 409))
  await step('complete', async () => expect(await send(`${image}/complete`, {}), 202))
  await step('processing', () =>
    until(120, 'processing', async () => {
      const status = await expect(await call(`${image}/status?wait=10`), 200).json()
      if (status.status === 'failed') throw new Error(`processing failed: ${JSON.stringify(status.error)}`)
      return status.status === 'completed' ? status : null
    }))
  const details = await step('details', async () => expect(await call(image), 200).json())
  for (const url of [...Object.values(details.thumbnails), details.webpUrl]) {
    await step('variant', async () => {
      const { length } = Buffer.from(await expect(await call(url, { withKey: false }), 200).arrayBuffer())
      if (length === 0) throw new Error('the variant is empty')
    })
  }
} finally {
  await step('purge', async () => expect(await call(`${image}?purge=true`, { method: 'DELETE' }), 200))
}
await step('gone', async () => expect(await call(image), 404))
