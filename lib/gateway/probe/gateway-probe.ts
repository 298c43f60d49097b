import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { credentialsPrefix } from '../../../lambda/authorizer/contract';
import { PROBE_SETTINGS, type ProbedGateway, type ProbeEvent } from '../../../lambda/probe/contract';
import type { LogsConfig } from '../../config/environment';
import { descriptorPath } from '../../descriptor';
import { decryptSecrets } from '../authorizer/decrypt-secrets';
import { serviceHost } from '../authorizer/service-host';
import { logGroup } from '../observability/log-group';
import { schedule } from '../schedule';
import { probeAlarms } from './probe-alarms';

const MEMORY_MEGABYTES = 256;
/** Enough for 200 gateways of which none answers, ten at a time. */
const TIMEOUT_MINUTES = 5;

export interface GatewayProbeProps {
  readonly environment: string;
  readonly everyMinutes: number;
  readonly gateways: readonly ProbedGateway[];
  /** Directory of the bundled function, from `buildProbe()`. */
  readonly code: string;
  readonly logs: LogsConfig;
  readonly key: IKey | undefined;
  /** Gets the alarms; without it there are none. */
  readonly topic: ITopic | undefined;
}

/** One function for all gateways of an environment that calls each of them on a clock, and alarms on its findings. */
export class GatewayProbe extends Construct {
  constructor(scope: Construct, id: string, props: GatewayProbeProps) {
    super(scope, id);
    const { environment, everyMinutes, gateways, code, key, topic } = props;
    const name = `/aps-gateway/${environment}/probe`;
    const { retentionDays } = props.logs;
    const logs = logGroup(this, 'Logs', { name, retentionDays, encryptionKey: key, kept: false });
    const handler = new LambdaFunction(this, 'Function', {
      description: `Probes the gateways of ${environment} every ${everyMinutes} minutes`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(code),
      timeout: Duration.minutes(TIMEOUT_MINUTES),
      memorySize: MEMORY_MEGABYTES,
      logGroup: logs,
      role: this.functionRole(props, logs).withoutPolicyUpdates(),
      environment: {
        [PROBE_SETTINGS.environment]: environment,
        [PROBE_SETTINGS.secretsManagerHost]: serviceHost(this, 'secretsmanager'),
        [PROBE_SETTINGS.ssmHost]: serviceHost(this, 'ssm'),
      },
    });
    const event: ProbeEvent = { probes: gateways };
    const description = `Probes the gateways of ${environment}`;
    schedule(this, handler, { description, everyMinutes, input: event });
    if (topic) probeAlarms(this, { environment, everyMinutes, logGroupName: name, topic });
  }

  /** Reads the descriptors of the gateways, and the credentials secrets of the consumers that probe; no others. */
  private functionRole({ environment, gateways, key }: GatewayProbeProps, logs: LogGroup): Role {
    const stack = Stack.of(this);
    const parameters = stack.formatArn({
      service: 'ssm',
      resource: 'parameter',
      resourceName: `${descriptorPath(environment).slice(1)}/*`,
    });
    const secrets = gateways.map(({ reseller, consumerKey }) =>
      stack.formatArn({
        service: 'secretsmanager',
        resource: 'secret',
        // Secrets Manager adds a hyphen and six characters.
        resourceName: `${credentialsPrefix(environment, reseller)}${consumerKey}-??????`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    );
    return new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        probe: new PolicyDocument({
          statements: [
            allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logs.logGroupArn]),
            allow(['ssm:GetParameter'], [parameters]),
            allow(['secretsmanager:GetSecretValue'], secrets),
            decryptSecrets(this, secrets, key?.keyArn),
          ],
        }),
      },
    });
  }
}

function allow(actions: string[], resources: string[]): PolicyStatement {
  return new PolicyStatement({ actions, resources });
}
