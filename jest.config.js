/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // Jest's default leaves one core idle; on two cores that is half of them.
  maxWorkers: '100%',
  // A guard against a test that hangs, not a measure of speed: shared machines are slow at times.
  testTimeout: 30_000,
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.tsx?$': '<rootDir>/test/esbuild-transform.cjs' },
  // Jest loads no ES modules, and these packages have no others.
  moduleNameMapper: { '^(?:jose|preact(?:/jsx-runtime|-render-to-string)?)$': '<rootDir>/test/support/es-modules.cjs' },
  setupFiles: ['<rootDir>/test/setup.js'],
  // Removes the /tmp/cdk.out* folder that each CDK App leaves behind.
  setupFilesAfterEnv: ['aws-cdk-lib/testhelpers/jest-autoclean'],
  coverageProvider: 'v8',
  collectCoverageFrom: ['{bin,lib,lambda}/**/*.ts'],
};
