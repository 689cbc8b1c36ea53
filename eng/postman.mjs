#!/usr/bin/env node
// Writes docs/postman_collection.json (Postman Collection 2.1) from the OpenAPI document.
//   node eng/postman.mjs           writes it
//   node eng/postman.mjs --check   fails when it is not up to date
import { readFileSync, writeFileSync } from 'node:fs';

const source = new URL('../src/ImageFunctions/wwwroot/openapi.json', import.meta.url);
const target = new URL('../docs/postman_collection.json', import.meta.url);
const api = JSON.parse(readFileSync(source, 'utf8'));

const follow = (item) => (item?.$ref ? item.$ref.slice(2).split('/').reduce((at, name) => at[name], api) : item);

const example = (parameter) => {
  const schema = follow(parameter.schema);
  const value = schema.examples?.[0] ?? schema.default ?? schema.enum?.[0] ?? '';
  return String(value);
};

/** Path parameters become variables of the request, so that each can be given where it is used. */
function url(path, parameters) {
  const query = parameters.filter((one) => one.in === 'query')
    .map((one) => ({ key: one.name, value: example(one), description: one.description, disabled: !one.required }));
  const variable = parameters.filter((one) => one.in === 'path')
    .map((one) => ({ key: one.name, value: one.description.startsWith('Image id') ? '{{imageId}}' : example(one), description: one.description }));
  const segments = path.slice(1).replaceAll(/\{(\w+)\}/g, ':$1').split('/');
  return { raw: `{{baseUrl}}/${segments.join('/')}`, host: ['{{baseUrl}}'], path: segments, query, variable };
}

function body(operation) {
  const content = follow(operation.requestBody)?.content ?? {};
  if (content['application/json']) {
    return { mode: 'raw', raw: JSON.stringify(content['application/json'].example, null, 2), options: { raw: { language: 'json' } } };
  }
  if (content['multipart/form-data']) {
    const { properties, required } = follow(content['multipart/form-data'].schema);
    const parts = Object.entries(properties).filter(([, schema]) => !schema.deprecated);
    const formdata = parts.map(([key, schema]) => (schema.format === 'binary'
      ? { key, type: 'file', src: [], description: schema.description }
      : { key, type: 'text', value: '', description: schema.description, disabled: !required.includes(key) }));
    return { mode: 'formdata', formdata };
  }
  return undefined;
}

function auth(security) {
  const scheme = security[0] && Object.keys(security[0])[0];
  if (!scheme) return { type: 'noauth' };
  const value = scheme === 'adminKey' ? '{{adminKey}}' : '{{functionKey}}';
  return { type: 'apikey', apikey: [{ key: 'key', value: api.components.securitySchemes[scheme].name, type: 'string' }, { key: 'value', value, type: 'string' }, { key: 'in', value: 'header', type: 'string' }] };
}

// The next calls need the id of the image that was made last.
const remember = {
  listen: 'test',
  script: { type: 'text/javascript', exec: ["if (pm.response.code < 300) pm.collectionVariables.set('imageId', pm.response.json().imageId);"] },
};

function request(path, method, operation) {
  const parameters = (operation.parameters ?? []).map(follow);
  const header = parameters.filter((one) => one.in === 'header')
    .map((one) => ({ key: one.name, value: example(one), description: one.description, disabled: !one.required }));
  const payload = body(operation);
  if (payload?.mode === 'raw') header.push({ key: 'Content-Type', value: 'application/json' });
  const makes = ['requestUpload', 'uploadImage'].includes(operation.operationId);
  return {
    name: operation.summary,
    ...(makes && { event: [structuredClone(remember)] }),
    request: {
      method: method.toUpperCase(),
      description: [operation.description, operation.deprecated && 'For callers of an older API.'].filter(Boolean).join('\n\n'),
      auth: auth(operation.security),
      header,
      ...(payload && { body: payload }),
      url: url(path, parameters),
    },
    response: [],
  };
}

const upload = {
  name: 'Upload to the signed URL',
  request: {
    method: 'PUT',
    description: 'Blob Storage takes the file; no key is needed.',
    auth: { type: 'noauth' },
    header: [{ key: 'x-ms-blob-type', value: 'BlockBlob' }, { key: 'Content-Type', value: 'image/jpeg' }],
    body: { mode: 'file', file: {} },
    url: { raw: '{{uploadUrl}}', host: ['{{uploadUrl}}'] },
  },
  response: [],
};

const operations = Object.entries(api.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));
const folders = api.tags.map(({ name, description }) => ({
  name,
  description,
  item: operations.filter(({ method, operation }) => operation.tags[0] === name && method !== 'head')
    .map(({ path, method, operation }) => request(path, method, operation)),
})).filter((folder) => folder.item.length > 0);
const uploads = folders.find((folder) => folder.name === 'Upload').item;
uploads.splice(1, 0, upload);
uploads[0].event[0].script.exec.push("if (pm.response.code === 200) pm.collectionVariables.set('uploadUrl', pm.response.json().uploadUrl);");

const collection = {
  info: {
    name: api.info.title,
    description: `${api.info.description}\n\nGenerated from the OpenAPI document by eng/postman.mjs; changes made here are lost.`,
    version: api.info.version,
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  },
  variable: [
    { key: 'baseUrl', value: 'http://localhost:7071/api' },
    { key: 'functionKey', value: '' },
    { key: 'adminKey', value: '' },
    { key: 'imageId', value: '' },
    { key: 'uploadUrl', value: '' },
  ],
  item: folders,
};

const text = `${JSON.stringify(collection, null, 2)}\n`;
const name = 'docs/postman_collection.json';
if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
  console.log(`${name}: ${operations.filter(({ method }) => method !== 'head').length + 1} requests`);
} else if (readFileSync(target, 'utf8') !== text) {
  console.error(`${name} is not up to date: run 'node eng/postman.mjs'.`);
  process.exitCode = 1;
}
