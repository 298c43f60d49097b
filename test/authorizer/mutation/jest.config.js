/**
 * The tests that run in memory. Those of the bundle run a copy of the sources in which no mutant can be switched on;
 * what only they reach (adapters, handler) is not mutated.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  ...require('../../../jest.config.js'),
  rootDir: '../../..',
  testPathIgnorePatterns: ['/test/authorizer/(handler|suites/faults|fuzz/fuzz)\\.test\\.ts$'],
  roots: ['<rootDir>/test/authorizer'],
};
