import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { trackConnections } from '../../track-connections';
import { AccountStandIn } from './account/account';
import type { PretendAccount } from './account/pretend-account';
import type { ApiGatewayState } from './api-gateway/state';
import { CloudTrailStandIn } from './cloudtrail/cloudtrail';
import { ControlPlaneStandIn } from './api-gateway/control-plane';
import { Dispatcher } from './dispatcher';
import { DynamoDbStandIn } from './dynamodb';
import { FleetStandIn } from './fleet/fleet';
import type { FailedAttempt } from './fleet/insight-report';
import type { ApiAnswer } from './fleet/metric-data';
import type { PretendFleet } from './fleet/pretend-fleet';
import type { CallInterceptor } from './call';
import { LogsStandIn } from './logs/logs';
import { MailStandIn } from './mail/mail';
import { ParametersStandIn } from './parameters';
import { SecretsManagerStandIn } from './secrets-manager/secrets-manager';

/** Options of the stand-ins. */
export interface AwsStandInsOptions {
  /** Control plane state, shared with the gateways that meter by it. */
  readonly state: ApiGatewayState;
  /** @default a free port */
  readonly port?: number;
  /** @default the machine's clock */
  readonly now?: () => Date;
  /** Sees every call, and may fail it. @default none */
  readonly interceptor?: CallInterceptor;
}

/**
 * One HTTP endpoint on 127.0.0.1 that stands in for Secrets Manager, SSM, API Gateway's control plane, DynamoDB,
 * CloudWatch Logs, CloudTrail, SES, publishing to SNS, and the reads of preflight and status.
 */
export interface AwsStandIns {
  /** For `AWS_ENDPOINT_URL` or `--endpoint-url`. */
  readonly url: string;
  readonly secrets: SecretsManagerStandIn;
  readonly parameters: ParametersStandIn;
  readonly logs: LogsStandIn;
  readonly account: PretendAccount;
  readonly fleet: PretendFleet;
  readonly mail: MailStandIn;
  close(): Promise<void>;
}

/**
 * Starts the stand-ins, with all state in memory.
 * @throws Error with the code EADDRINUSE for a taken port
 */
export async function startAwsStandIns(options: AwsStandInsOptions): Promise<AwsStandIns> {
  const now = options.now ?? (() => new Date());
  const secrets = new SecretsManagerStandIn(now);
  const parameters = new ParametersStandIn();
  const logs = new LogsStandIn(now);
  const account = new AccountStandIn();
  const fleet = new FleetStandIn(
    (apiName) => answersIn(logs, apiName),
    (rule) => failuresIn(logs, rule),
  );
  const mail = new MailStandIn(now);
  const services = {
    secretsmanager: secrets,
    ssm: parameters,
    logs,
    apigateway: new ControlPlaneStandIn(options.state, now),
    dynamodb: new DynamoDbStandIn(),
    cloudtrail: new CloudTrailStandIn(account.account, now),
    account,
    fleet,
    mail,
  };
  const dispatcher = new Dispatcher(services, options.interceptor ?? {});
  const server = createServer((request, response) => void dispatcher.handle(request, response));
  const close = trackConnections(server);
  await listen(server, options.port ?? 0);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, secrets, parameters, logs, account: account.account, fleet: fleet.fleet, mail, close };
}

/** Answers of a REST API, from its access log `/aps-gateway/<environment>/<reseller>/<api>/access`. */
function answersIn(logs: LogsStandIn, apiName: string): readonly ApiAnswer[] {
  const events = logs.eventsOf((logGroup) => {
    const [, , environment, reseller, ...rest] = logGroup.split('/');
    return rest.at(-1) === 'access' && apiName === `aps-gateway-${environment}-${reseller}`;
  });
  return events.map(({ timeMs, fields }) => ({ timeMs, status: Number(fields['status']) }));
}

/** Failed attempts, from the authorizer's log; `undefined` without a gateway whose rule has this name. */
function failuresIn(logs: LogsStandIn, rule: string): readonly FailedAttempt[] | undefined {
  const isCounted = (logGroup: string) => {
    const [, , environment, reseller, ...rest] = logGroup.split('/');
    return rest.at(-1) === 'authorizer' && rule === `aps-gateway-${environment}-${reseller}-failed-attempts`;
  };
  if (!logs.has(isCounted)) return undefined;
  return logs
    .eventsOf(isCounted)
    .flatMap(({ timeMs, fields: { failedKey, failedFrom } }) =>
      typeof failedKey === 'string' ? [{ timeMs, key: failedKey, source: String(failedFrom) }] : [],
    );
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
