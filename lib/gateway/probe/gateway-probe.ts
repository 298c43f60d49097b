import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
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
import { addScheduledFunction } from '../scheduled-function';
import { probeAlarms } from './probe-alarms';

/** Enough for all gateways of a function if none answers, ten at a time. */
const TIMEOUT_MINUTES = 5;
/** The inline policies of a role have at most 10,240 characters (IAM quotas), and name the secret of each gateway. */
const GATEWAYS_EACH = 30;

export interface GatewayProbeProps {
  readonly environment: string;
  readonly everyMinutes: number;
  readonly gateways: readonly ProbedGateway[];
  /** True if one of them has routes with UI nodes of their own. */
  readonly backends: boolean;
  /** Directory of the bundled function, from `buildProbe()`. */
  readonly code: string;
  readonly logs: LogsConfig;
  readonly key: IKey | undefined;
  /** Gets the alarms; without it there are none. */
  readonly topic: ITopic | undefined;
}

/**
 * A function that calls each gateway of an environment on a clock, with alarms on its findings. Many gateways are divided
 * among several such functions, because of the size of a role's policies.
 */
export class GatewayProbe extends Construct {
  constructor(scope: Construct, id: string, props: GatewayProbeProps) {
    super(scope, id);
    const { environment, everyMinutes, gateways, backends, key, topic } = props;
    const name = `/aps-gateway/${environment}/probe`;
    const { retentionDays } = props.logs;
    const logs = logGroup(this, 'Logs', { name, retentionDays, encryptionKey: key, kept: false });
    for (let first = 0; first < gateways.length; first += GATEWAYS_EACH) {
      const some = { ...props, gateways: gateways.slice(first, first + GATEWAYS_EACH) };
      // The first has the ids that it would have as the only one.
      addFunction(first === 0 ? this : new Construct(this, String(first / GATEWAYS_EACH + 1)), some, logs);
    }
    if (!topic) return;
    probeAlarms(this, { environment, everyMinutes, backends, gateways: gateways.length, logGroupName: name, topic });
  }
}

/** Adds a function for some gateways, and its clock. */
function addFunction(scope: Construct, props: GatewayProbeProps, logs: LogGroup): void {
  const { environment, everyMinutes, gateways, code } = props;
  const input: ProbeEvent = { probes: gateways };
  addScheduledFunction(scope, {
    description: `Probes the gateways of ${environment}`,
    everyMinutes,
    code,
    timeoutMinutes: TIMEOUT_MINUTES,
    logGroup: logs,
    role: functionRole(scope, props, logs).withoutPolicyUpdates(),
    environment: {
      [PROBE_SETTINGS.environment]: environment,
      [PROBE_SETTINGS.secretsManagerHost]: serviceHost(scope, 'secretsmanager'),
      [PROBE_SETTINGS.ssmHost]: serviceHost(scope, 'ssm'),
    },
    input,
  });
}

/** Reads the descriptors of the gateways, and the credentials secrets of the consumers that probe; no others. */
function functionRole(scope: Construct, { environment, gateways, key }: GatewayProbeProps, logs: LogGroup): Role {
  const stack = Stack.of(scope);
  const parameters = stack.formatArn({
    service: 'ssm',
    resource: 'parameter',
    resourceName: `${descriptorPath(environment).slice(1)}/*`,
  });
  const secretArn = (resourceName: string) =>
    stack.formatArn({
      service: 'secretsmanager',
      resource: 'secret',
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  const secrets = gateways.map(({ reseller, consumerKey }) =>
    // Secrets Manager adds a hyphen and six characters.
    secretArn(`${credentialsPrefix(environment, reseller)}${consumerKey}-??????`),
  );
  return new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: {
      probe: new PolicyDocument({
        statements: [
          allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logs.logGroupArn]),
          allow(['ssm:GetParameter'], [parameters]),
          allow(['secretsmanager:GetSecretValue'], secrets),
          // Only through Secrets Manager, so the secrets above are the limit. Their names once more would not fit.
          decryptSecrets(scope, secretArn(`${credentialsPrefix(environment, '*')}*`), key?.keyArn),
        ],
      }),
    },
  });
}

function allow(actions: string[], resources: string[]): PolicyStatement {
  return new PolicyStatement({ actions, resources });
}
