const { createRequire, isBuiltin } = require('node:module');
const { default: Runtime } = require('jest-runtime');

/** Packages that have to see the clock that a test sets. */
const SANDBOXED = new Set(['jsonata']);

/**
 * Loads npm packages with Node.js's own require, once in each worker. Jest itself loads a package again for each test
 * file, and the CDK library and the SDK's clients cost more than most tests. The project's modules stay in the sandbox.
 */
module.exports = class extends Runtime {
  constructor(config, environment, ...rest) {
    super(config, environment, ...rest);
    this.environmentVariables = { ...process.env };
    // Packages and Node.js read the variables that a test sets; packages know dates by instanceof.
    environment.global.process.env = process.env;
    environment.global.Date = Date;
  }

  requireModuleOrMock(from, name) {
    const isPackage = /^[^./]/.test(name) && !isBuiltin(name);
    return isPackage && !SANDBOXED.has(name) ? createRequire(from)(name) : super.requireModuleOrMock(from, name);
  }

  teardown() {
    for (const name of Object.keys(process.env)) if (!(name in this.environmentVariables)) delete process.env[name];
    Object.assign(process.env, this.environmentVariables);
    super.teardown();
  }
};
