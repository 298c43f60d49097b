import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tokenBucket, type TokenRate } from '../../token-bucket';
import { trackConnections } from '../http/track-connections';
import type { ApiGatewayState } from './api-gateway/state';
import { ControlPlaneStandIn } from './api-gateway/control-plane';
import { Dispatcher } from './dispatcher';
import { DynamoDbStandIn } from './dynamodb';
import type { AwsCall, Faults } from './faults';
import { ParametersStandIn } from './parameters';
import { SecretsManagerStandIn } from './secrets-manager/secrets-manager';

/** What the stand-ins start with. */
export interface AwsStandInsOptions {
  /** Control plane state, shared with the gateways that meter by it. */
  readonly state: ApiGatewayState;
  /** @default a free port */
  readonly port?: number;
  /** @default the machine's clock */
  readonly now?: () => Date;
  /** Rate at which the control plane throttles, as AWS does with 10 per second and a burst of 40. @default never */
  readonly controlPlaneRate?: TokenRate;
}

/** One HTTP endpoint on 127.0.0.1 that stands in for Secrets Manager, SSM, API Gateway's control plane and DynamoDB. */
export interface AwsStandIns {
  /** For `AWS_ENDPOINT_URL` or `--endpoint-url`. */
  readonly url: string;
  readonly secrets: SecretsManagerStandIn;
  readonly parameters: ParametersStandIn;
  readonly faults: Faults;
  /** The last 10,000 calls, in order of arrival. */
  readonly calls: AwsCall[];
  /** Called, and waited for, once an operation was carried out and before its answer is written. */
  onCarriedOut: ((call: AwsCall) => void | Promise<void>) | undefined;
  close(): Promise<void>;
}

/** Starts the stand-ins, all state in memory. Rejects when the port is taken (EADDRINUSE). */
export async function startAwsStandIns(options: AwsStandInsOptions): Promise<AwsStandIns> {
  const now = options.now ?? (() => new Date());
  const dispatcher = new Dispatcher(
    {
      secretsmanager: new SecretsManagerStandIn(now),
      ssm: new ParametersStandIn(),
      apigateway: new ControlPlaneStandIn(options.state, now),
      dynamodb: new DynamoDbStandIn(),
    },
    options.controlPlaneRate ? tokenBucket(options.controlPlaneRate, () => now().getTime()) : () => 'taken',
  );
  const server = createServer((request, response) => void dispatcher.handle(request, response));
  const close = trackConnections(server);
  await listen(server, options.port ?? 0);
  return Object.assign(dispatcher, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secrets: dispatcher.services.secretsmanager,
    parameters: dispatcher.services.ssm,
    close,
  });
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
