// aws-cdk-lib's template validator costs seconds in each test file; the test that is about it switches it on.
process.env.CDK_VALIDATION ??= 'false';
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
