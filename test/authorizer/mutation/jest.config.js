/**
 * The quick tests. Left out are those of a bundle, which is a copy of the sources that no mutant reaches, and floods and
 * stand-ins of AWS: they cost seconds for each mutant, and find none that the others do not. What only they reach
 * (`adapters/`, `handler.ts`) is not mutated.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  ...require('../../../jest.config.js'),
  rootDir: '../../..',
  testPathIgnorePatterns: [
    '/test/authorizer/(handler|fuzz/fuzz|adapters/.*)\\.test\\.ts$',
    '/test/authorizer/suites/(faults|flood-in-outage|shedding|reset-at-every-byte|lockout-flood|bearer-bundle)\\.test\\.ts$',
  ],
  // Jest finds the tests of a mutated file through the imports of the files below these.
  roots: ['<rootDir>/test/authorizer', '<rootDir>/lambda', '<rootDir>/lib'],
  setupFiles: ['<rootDir>/test/setup.js', '<rootDir>/test/authorizer/mutation/no-shrinking.js'],
};
