// read-insomnia.cjs FOLDER FILE: reads an export with Insomnia's own importer, which is installed in the folder.
const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');

const [, , folder, file] = process.argv;
const { convert } = createRequire(path.resolve(folder, 'package.json'))('insomnia-importers');

async function read() {
  const { type, error, data } = await convert(readFileSync(file, 'utf8'));
  const resources = data?.resources ?? [];
  const requests = resources.filter(({ _type }) => _type === 'request');
  const parents = requests.map(({ parentId }) => resources.find(({ _id }) => _id === parentId)?._type);
  const settings = requests.map(({ settingEncodeUrl, authentication }) => [settingEncodeUrl, authentication.type]);
  assert.deepEqual([type.id, error], ['insomnia-4', undefined]);
  assert.ok(requests.length >= 4, `${requests.length} requests`);
  assert.deepEqual([...new Set(parents)], ['workspace']);
  assert.deepEqual([...new Set(settings.map(String))], ['false,oauth1']);
}

void read();
