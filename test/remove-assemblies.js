const { CloudAssembly } = require('aws-cdk-lib/cx-api');

// Removes the /tmp/cdk.out* folder that each CDK App leaves behind.
afterAll(() => CloudAssembly.cleanupTemporaryDirectories());
