import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { platformStackName, resellerStackName } from '../names';

interface StatusStatementsProps {
  readonly environment: string;
  /** The reseller whose gateway is read; all gateways when absent. */
  readonly resellerId: string | undefined;
  /** Its APIs; all when absent. */
  readonly restApiIds: readonly string[] | undefined;
  readonly privateDomains: boolean | undefined;
}

/**
 * Returns what `aps-gateway status` reads in addition to consumers and usage plans. CloudFormation shortens the names of
 * functions and tables, so only the beginning of theirs is sure.
 */
export function statusStatements(
  scope: Construct,
  { environment, resellerId, restApiIds = ['*'], privateDomains = false }: StatusStatementsProps,
) {
  const stack = Stack.of(scope);
  const arn = (service: string, resource: string, resourceName: string, arnFormat: ArnFormat) =>
    stack.formatArn({ service, resource, resourceName, arnFormat });
  const stacks =
    resellerId === undefined
      ? [resellerStackName(environment, '*')]
      : [resellerStackName(environment, resellerId), platformStackName(environment)];
  return [
    new PolicyStatement({
      actions: ['cloudformation:DescribeStacks'],
      resources: stacks.map((name) => arn('cloudformation', 'stack', `${name}/*`, ArnFormat.SLASH_RESOURCE_NAME)),
    }),
    new PolicyStatement({
      actions: ['lambda:GetFunctionConfiguration', 'dynamodb:DescribeTable', 'acm:DescribeCertificate'],
      resources: [
        arn('lambda', 'function', 'aps-gateway-*', ArnFormat.COLON_RESOURCE_NAME),
        arn('dynamodb', 'table', 'aps-gateway-*', ArnFormat.SLASH_RESOURCE_NAME),
        arn('acm', 'certificate', '*', ArnFormat.SLASH_RESOURCE_NAME),
      ],
    }),
    // CloudWatch checks a search by the beginning of names for all alarms.
    new PolicyStatement({
      actions: ['cloudwatch:DescribeAlarms'],
      resources: [arn('cloudwatch', 'alarm', '*', ArnFormat.COLON_RESOURCE_NAME)],
    }),
    // CloudWatch does not check the reading of metrics by resource.
    new PolicyStatement({ actions: ['cloudwatch:GetMetricData'], resources: ['*'] }),
    // Resource policy and TLS policy.
    new PolicyStatement({
      actions: ['apigateway:GET'],
      resources: restApiIds.map((id) =>
        stack.formatArn({
          service: 'apigateway',
          account: '',
          resource: `/restapis/${id}`,
          arnFormat: ArnFormat.NO_RESOURCE_NAME,
        }),
      ),
    }),
    new PolicyStatement({
      actions: ['apigateway:GET'],
      // The ARN of a private domain names its account, that of one on the internet does not.
      resources: (privateDomains ? ['', stack.account] : ['']).flatMap((account) =>
        ['/domainnames/*', '/domainnames/*/basepathmappings'].map((resource) =>
          stack.formatArn({ service: 'apigateway', account, resource, arnFormat: ArnFormat.NO_RESOURCE_NAME }),
        ),
      ),
    }),
  ];
}
