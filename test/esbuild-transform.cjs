// Types are checked by `npm run check`; tests only need them stripped, which esbuild does fastest.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { transformSync, version } = require('esbuild');

// Its own text is part of each key, so that a change here reaches files that are transformed already.
const ownSource = readFileSync(__filename, 'utf8');

module.exports = {
  process(source, file) {
    const { code, map } = transformSync(source, {
      loader: file.endsWith('.tsx') ? 'tsx' : 'ts',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      format: 'cjs',
      target: 'node20',
      // Jest refuses import() of CommonJS modules; require() in a promise is the same to them.
      supported: { 'dynamic-import': false },
      sourcemap: 'both',
      sourcefile: file,
    });
    return { code, map };
  },
  getCacheKey: (source, file, options) =>
    createHash('sha1')
      .update([version, ownSource, file, options.configString, options.instrument, source].join('\0'))
      .digest('hex'),
};
