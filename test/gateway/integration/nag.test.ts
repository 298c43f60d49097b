import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { loadEnvironment } from '../../../lib/config/load-environment';
import { appOf } from '../support/synthesis';

interface Acknowledgement {
  readonly rule: RegExp;
  readonly at: RegExp;
  readonly reason: string;
}

/** Findings that we live with, each with its reason; one that matches nothing fails the test. */
const ACKNOWLEDGED: readonly Acknowledgement[] = [
  {
    rule: /^AwsSolutions-APIG2$/,
    at: /\/Gateway\/Api\/Resource$/,
    reason: 'What is well formed is for the APS bus to say; the gateway forwards requests as they were signed.',
  },
  {
    rule: /^AwsSolutions-APIG4$/,
    at: /\/RouteUnknown\//,
    reason: 'Undeclared paths and methods are answered 404 by a MOCK integration: there is nothing to authorize.',
  },
  {
    rule: /^AwsSolutions-COG4$/,
    at: /\/Gateway\/Api\/(?:Default|RouteUnknown)\//,
    reason: 'Consumers sign with OAuth 1.0a, which the Lambda authorizer verifies and the platform verifies again.',
  },
  {
    rule: /^AwsSolutions-ELB2$/,
    at: /\/UiNodes\/[0-9a-f]{8}\/LoadBalancer$/,
    reason: 'Every request is in the access log of its gateway already, with the consumer that sent it.',
  },
  {
    rule: /^AwsSolutions-IAM4\[.*AmazonAPIGatewayPushToCloudWatchLogs\]$/,
    at: /\/CloudWatchRole\/Resource$/,
    reason: 'API Gateway documents this policy for its role of the account.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    at: /\/Gateway\/OAuth\/Role\/Resource$/,
    reason: 'X-Ray knows no resource for its two actions, which are there with tracing alone.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:secret:aps-gateway\/production\/[a-z-]+\/\*\]$/,
    at: /\/Gateway\/OAuth\/Role\/Resource$/,
    reason: "Consumers come and go without a deployment; the prefix is the gateway's own.",
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:key\/\*\]$/,
    at: /\/(?:Gateway\/OAuth\/Role|Operators\/(?:onboarder|rotator))\/Resource$/,
    reason: 'Secrets stay under the key that they were made with; their ARN, as encryption context, limits the use.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    at: /\/Gateway\/Forwarder\/Role\/Resource$/,
    reason: 'EC2 knows no resource for the network interfaces of a function in a VPC, X-Ray none for traces.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::(?:\*|arn:.*(?:secret:aps-gateway\/production\/\*|log-group:\/aps-gateway\/production\/\*|\/gateways\*|\/(?:apikeys|usageplans)\/\*(?:\/\*|\/keys(?:\/\*(?:\/usage)?)?)?|\/tags\/arn%3A[\w%-]+%2Fapikeys%2F\*))\]$/,
    at: /\/Operators\/(?:viewer|onboarder|rotator)\/Resource$/,
    reason:
      'Operators work on consumers of every gateway of the environment; the ids of API keys are not known in advance.',
  },
];

const app = appOf(loadEnvironment(join(__dirname, '../../../config'), 'production'));
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
const findings = findingsOf();

test('every finding of the AWS Solutions rules is acknowledged', () => {
  const open = findings.filter(
    ({ rule, at }) => !ACKNOWLEDGED.some((known) => known.rule.test(rule) && known.at.test(at)),
  );
  expect(open).toEqual([]);
});

test.each(ACKNOWLEDGED)('$rule at $at is still found', (known) => {
  expect(findings.filter(({ rule, at }) => known.rule.test(rule) && known.at.test(at))).not.toEqual([]);
});

/** Synthesizes, which fails because findings are errors; they are in the report next to the templates. */
function findingsOf(): { rule: string; at: string }[] {
  expect(() => app.synth()).toThrow('validation-report.json');
  const report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')) as {
    pluginReports: { violations: { ruleName: string; violatingConstructs: { constructPath: string }[] }[] }[];
  };
  return report.pluginReports
    .flatMap(({ violations }) => violations)
    .flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => ({ rule: ruleName, at: constructPath })),
    );
}
