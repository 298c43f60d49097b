import { awsCall, AwsCallError, type AwsOperation, type CallHost } from '../authorizer/adapters/aws-client';
import { type AwsEnvironment, readCredentials, readEndpoint } from '../authorizer/adapters/aws-environment';
import { credentialsPrefix, credentialsSecretName } from '../authorizer/contract';
import { isJsonObject, type JsonObject } from '../authorizer/json-object';
import { PROBE_CHECKS, PROBE_METRICS, PROBE_SETTINGS, type ProbeEvent } from './contract';
import { probe, type ProbePorts, type ProbeResult } from './probe';

/** Probes that run at once. */
const AT_ONCE = 10;

type Service = 'secretsmanager' | 'ssm';

const GET_SECRET_VALUE: AwsOperation<Service> = {
  service: 'secretsmanager',
  target: 'secretsmanager.GetSecretValue',
  version: '1.1',
};
const GET_PARAMETER: AwsOperation<Service> = { service: 'ssm', target: 'AmazonSSM.GetParameter', version: '1.1' };

/** Everything that the function takes from its process. */
export interface ProbeHost extends CallHost, Pick<ProbePorts, 'send' | 'nonce'> {
  readonly environmentVariables: NodeJS.ProcessEnv;
  /** Writes to the log; the text ends its own lines. */
  readonly write: (text: string) => void;
}

/** Makes the probe: it probes every gateway of the event, and writes a line with metrics for each request. */
export function probeFunction(host: ProbeHost): (event: ProbeEvent) => Promise<void> {
  const environment = host.environmentVariables[PROBE_SETTINGS.environment] ?? '';
  const ports = probePorts(host, environment);
  return async ({ probes }) => {
    const waiting = [...probes];
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { reseller } = next;
        for (const result of await probe(next, ports)) {
          host.write(`${logLine({ environment, reseller, now: host.clock() }, result)}\n`);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  };
}

function probePorts(host: ProbeHost, environment: string): ProbePorts {
  const aws = awsEnvironment(host.environmentVariables);
  const getSecret = awsCall(aws, GET_SECRET_VALUE, host);
  const getParameter = awsCall(aws, GET_PARAMETER, host);
  const output = async (call: typeof getSecret, input: JsonObject): Promise<JsonObject> => {
    const answer = await call(input);
    if (answer.kind === 'output') return answer.output;
    throw new AwsCallError(answer.name);
  };
  return {
    descriptor: async (reseller) => {
      const Name = `/aps-gateway/${environment}/gateways/${reseller}`;
      const { Parameter } = await output(getParameter, { Name });
      return isJsonObject(Parameter) ? String(Parameter.Value) : '';
    },
    credentials: async ({ reseller, consumerKey }) => {
      const SecretId = credentialsSecretName(credentialsPrefix(environment, reseller), consumerKey);
      return String((await output(getSecret, { SecretId })).SecretString);
    },
    send: host.send,
    nonce: host.nonce,
    now: host.clock,
  };
}

function awsEnvironment(variables: NodeJS.ProcessEnv): AwsEnvironment<Service> {
  return {
    region: variables.AWS_REGION ?? '',
    endpoints: {
      secretsmanager: readEndpoint(variables, 'AWS_ENDPOINT_URL_SECRETS_MANAGER', PROBE_SETTINGS.secretsManagerHost),
      ssm: readEndpoint(variables, 'AWS_ENDPOINT_URL_SSM', PROBE_SETTINGS.ssmHost),
    },
    credentials: () => readCredentials(variables),
  };
}

interface LineFacts {
  readonly environment: string;
  readonly reseller: string;
  readonly now: number;
}

/** The line of one request, with metrics in embedded metric format (CloudWatch user guide). */
function logLine(
  { environment, reseller, now }: LineFacts,
  { route, further = false, failure, timeMs }: ProbeResult,
): string {
  const { namespace, failures, runs, time } = PROBE_METRICS;
  const timeDimensions = further ? ['gateway', 'route'] : ['gateway'];
  const metrics = [
    // A gateway counts once, however many backends it has.
    ...(further ? [] : [{ Namespace: namespace, Dimensions: [['environment']], Metrics: [{ Name: runs }] }]),
    ...(failure
      ? [{ Namespace: namespace, Dimensions: [['environment', 'check']], Metrics: [{ Name: failures }] }]
      : []),
    ...(timeMs === undefined
      ? []
      : [{ Namespace: namespace, Dimensions: [timeDimensions], Metrics: [{ Name: time, Unit: 'Milliseconds' }] }]),
  ];
  return JSON.stringify({
    _aws: { Timestamp: now, CloudWatchMetrics: metrics },
    level: failure ? 'error' : 'info',
    environment,
    gateway: `${environment}/${reseller}`,
    route,
    ...(failure && {
      check: failure.check,
      found: failure.found,
      message: `Gateway of ${reseller}${route === undefined ? '' : `, route ${route}`}: ${PROBE_CHECKS[failure.check]} (${failure.found}).`,
    }),
    ...(!further && { [runs]: 1 }),
    ...(failure && { [failures]: 1 }),
    [time]: timeMs,
  });
}
