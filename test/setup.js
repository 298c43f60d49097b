const { devNull } = require('node:os');

// aws-cdk-lib's template validator costs seconds in each test file; the test that is about it switches it on.
process.env.CDK_VALIDATION ??= 'false';
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

// SDK clients in a test see what the test hands them, and nothing of this machine's AWS settings.
for (const name of Object.keys(process.env)) {
  if (name.startsWith('AWS_') && name !== 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED') delete process.env[name];
}
process.env.AWS_CONFIG_FILE = devNull;
process.env.AWS_SHARED_CREDENTIALS_FILE = devNull;
process.env.AWS_EC2_METADATA_DISABLED = 'true';

// Errors that Node.js's own modules throw come from outside Jest's sandbox; "instanceof Error" holds for them all the same.
const NodeError = Object.getPrototypeOf(require('node:assert').AssertionError);
Object.defineProperty(Error, Symbol.hasInstance, {
  value(thing) {
    return Function.prototype[Symbol.hasInstance].call(this, thing) || (this === Error && thing instanceof NodeError);
  },
});
