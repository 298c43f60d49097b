/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // Jest's default leaves one core idle; on two cores that is half of them.
  maxWorkers: '100%',
  // A guard against a test that hangs, not a measure of speed: a shared machine may be ten times as slow as another.
  testTimeout: 180_000,
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.tsx?$': '<rootDir>/test/esbuild-transform.cjs' },
  runtime: '<rootDir>/test/jest-runtime.cjs',
  setupFiles: ['<rootDir>/test/setup.js'],
  setupFilesAfterEnv: ['<rootDir>/test/remove-assemblies.js'],
  coverageProvider: 'v8',
  collectCoverageFrom: ['{bin,lib,lambda}/**/*.ts'],
};
