// The packages that are ES modules only, in one CommonJS module, for Jest.
const { createRequire } = require('node:module');
const { compileFunction } = require('node:vm');
const { buildSync } = require('esbuild');

const [{ text }] = buildSync({
  stdin: {
    contents: `export * from 'jose'; export * from 'preact'; export * from 'preact/jsx-runtime'; export * from 'preact-render-to-string';`,
    resolveDir: __dirname,
  },
  bundle: true,
  write: false,
  platform: 'node',
  format: 'cjs',
}).outputFiles;
compileFunction(text, ['module', 'require'])(module, createRequire(__filename));
