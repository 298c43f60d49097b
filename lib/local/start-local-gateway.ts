import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type CredentialsDocument, credentialsPrefix, credentialsSecretName } from '../../lambda/authorizer/contract';
import { type AnsweredRequest, toAnsweredRequest } from './answered-request';
import { ApiGatewayState } from './aws/api-gateway-state';
import { ServiceError } from './aws/service-error';
import { ensureCertificates, type LocalCertificates } from './certificates/certificate-authority';
import { type Deployment, type GatewayDeployment, readDeployment } from './deployment';
import { FunctionHost } from './function/function-host';
import { provision } from './provision';
import type { IdSource } from './rest-api/exchange';
import { type Listening, PortTakenError, serveHttps } from './rest-api/https-server';
import { Meter } from './rest-api/metering';
import { RestApi } from './rest-api/rest-api';
import { chooseSampleConsumers, onboardSampleConsumer, type SampleConsumer } from './sample-consumer';
import { type AwsStandIns, startAwsStandIns } from './aws/stand-ins';
import { DEFAULT_CONFIG_ROOT, synthesizeEnvironment } from './synthesize';
import { startUiNode, type UiNode } from './ui-node/ui-node';
import type { SecretsOf } from './ui-node/verify-signature';

export interface LocalGatewayOptions {
  /** Environment to synthesize. @default `lab` */
  readonly environment?: string;
  /** Folder of the environments. @default the package's own `config` */
  readonly configRoot?: string;
  /** Port of the first gateway, the others follow; the stand-ins take the two ports before it. @default 0: any free ports */
  readonly port?: number;
  /** Folder that keeps the certificate authority. @default `.local` in the working directory */
  readonly dataDirectory?: string;
  /** Whether the sample consumers keep their credentials from start to start. @default false: random each time */
  readonly keepCredentials?: boolean;
  /** Epoch milliseconds. @default the system's clock */
  readonly now?: () => number;
  readonly onAnswered?: (request: AnsweredRequest) => void;
  readonly onAccessLog?: (resellerId: string, line: string) => void;
  readonly onFunctionOutput?: (functionName: string, text: string) => void;
  /** Told of failures of the local gateway itself, which callers see as 500. */
  readonly onInternalError?: (error: unknown) => void;
}

/** A gateway that is served, with its sample consumer. */
export interface ServedGateway extends SampleConsumer {
  readonly resellerId: string;
  /** Such as `https://localhost:10443`. */
  readonly url: string;
}

/** Everything that runs. */
export interface LocalGateway {
  /** PEM file of the certificate authority that clients are to trust. */
  readonly caFile: string;
  readonly awsEndpointUrl: string;
  readonly uiNodeUrl: string;
  readonly gateways: readonly ServedGateway[];
  readonly uiNode: UiNode;
  /** API Gateway's control plane as the stand-ins hold it. */
  readonly state: ApiGatewayState;
  /** The stand-ins, with their faults to inject. */
  readonly aws: AwsStandIns;
  close(): Promise<void>;
}

/**
 * Synthesizes an environment and serves its templates and its function on localhost.
 * Throws ConfigError for bad files, TemplateError for templates that cannot be served, PortTakenError for a taken port.
 */
export async function startLocalGateway(options: LocalGatewayOptions = {}): Promise<LocalGateway> {
  const opened: (() => Promise<void>)[] = [];
  const close = async () => {
    // In reverse, so that nothing loses what it still needs.
    for (const closeOne of opened.splice(0).toReversed()) await closeOne();
  };
  try {
    return await new Start(options, opened, close).run();
  } catch (error) {
    await close();
    throw error;
  }
}

/** One start, step by step; what it opens is closed in reverse. */
class Start {
  private readonly environment: string;
  private readonly port: number;
  private readonly dataDirectory: string;
  private readonly now: () => number;

  constructor(
    private readonly options: LocalGatewayOptions,
    private readonly opened: (() => Promise<void>)[],
    private readonly close: () => Promise<void>,
  ) {
    this.environment = options.environment ?? 'lab';
    this.port = options.port ?? 0;
    this.dataDirectory = options.dataDirectory ?? join(process.cwd(), '.local');
    this.now = options.now ?? Date.now;
  }

  async run(): Promise<LocalGateway> {
    const state = new ApiGatewayState();
    const standIns = await this.startStandIns(state);
    this.opened.push(() => standIns.close());
    const deployment = this.synthesize();
    const certificates = await ensureCertificates({
      directory: this.dataDirectory,
      hosts: ['localhost', '127.0.0.1', '::1', ...deployment.uiNodeHosts],
      now: new Date(this.now()),
    });

    const ports = new Map<number, GatewayDeployment>();
    const uiNode = await startUiNode({
      tls: certificates.server,
      port: this.portBefore(2),
      secretsOf: secretsByGateway(ports, standIns),
    });
    this.opened.push(() => uiNode.close());

    const meter = new Meter(state, this.now);
    const surroundings = { deployment, certificates, uiNode, meter, awsEndpointUrl: standIns.url };
    const listening = await Promise.all(
      deployment.gateways.map((gateway, index) => this.serve(gateway, index, surroundings)),
    );
    for (const [index, { port }] of listening.entries())
      ports.set(port, deployment.gateways[index] as GatewayDeployment);
    const urls = new Map(
      [...ports].map(([port, { descriptor }]) => [descriptor.resellerId, `https://localhost:${port}`]),
    );
    const urlOf = (resellerId: string) => urls.get(resellerId) ?? '';
    await provision(deployment, state, standIns, urlOf);

    const consumers = chooseSampleConsumers(deployment.gateways, this.keptCredentials());
    const gateways = deployment.gateways.map((gateway) => {
      const { resellerId } = gateway.descriptor;
      const consumer = consumers.get(resellerId) as SampleConsumer;
      onboardSampleConsumer(gateway, consumer, state, standIns);
      return { resellerId, url: urlOf(resellerId), ...consumer };
    });
    return {
      caFile: certificates.caFile,
      awsEndpointUrl: standIns.url,
      uiNodeUrl: `https://localhost:${uiNode.port}`,
      gateways,
      uiNode,
      state,
      aws: standIns,
      close: this.close,
    };
  }

  private async startStandIns(state: ApiGatewayState): Promise<AwsStandIns> {
    const port = this.portBefore(1);
    return startAwsStandIns({ state, port, now: () => new Date(this.now()) }).catch((error: unknown) => {
      throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? new PortTakenError(port, { cause: error }) : error;
    });
  }

  /** Fixed ports below the first gateway's, or any free port. */
  private portBefore(distance: number): number {
    return this.port === 0 ? 0 : this.port - distance;
  }

  private synthesize(): Deployment {
    const directory = mkdtempSync(join(tmpdir(), 'aps-gateway-'));
    this.opened.push(async () => rmSync(directory, { recursive: true, force: true }));
    return readDeployment(
      synthesizeEnvironment(this.options.configRoot ?? DEFAULT_CONFIG_ROOT, this.environment, directory),
    );
  }

  private keptCredentials(): string | undefined {
    if (!this.options.keepCredentials) return undefined;
    mkdirSync(this.dataDirectory, { recursive: true, mode: 0o700 });
    return join(this.dataDirectory, `credentials-${this.environment}.json`);
  }

  private async serve(gateway: GatewayDeployment, index: number, surroundings: Surroundings): Promise<Listening> {
    const { deployment, certificates, uiNode, meter } = surroundings;
    const { options } = this;
    const { resellerId } = gateway.descriptor;
    const functions = await this.startFunctions(gateway, surroundings);
    const agent = new Agent({ keepAlive: true, ca: certificates.ca });
    this.opened.push(async () => agent.destroy());
    const restApi = new RestApi(gateway.restApi, {
      place: deployment.assembly.place,
      meter,
      invoke: async (arn, event) => functions.get(arn)?.invoke(event),
      dial: () => ({ address: '127.0.0.1', port: uiNode.port, agent }),
      ids: RANDOM_IDS,
      now: this.now,
      onAccessLog: (line) => options.onAccessLog?.(resellerId, line),
      onAnswered: (context) => options.onAnswered?.(toAnsweredRequest(resellerId, context)),
      onInternalError: (error) => options.onInternalError?.(error),
    });
    const listening = await serveHttps((request) => restApi.answer(request), {
      tls: certificates.server,
      port: this.port === 0 ? 0 : this.port + index,
      unparsable: () =>
        `{"code":"request_malformed","message":"The request is no HTTP.","requestId":"${randomUUID()}"}`,
    });
    this.opened.push(() => listening.close());
    return listening;
  }

  private async startFunctions(
    gateway: GatewayDeployment,
    surroundings: Surroundings,
  ): Promise<ReadonlyMap<string, FunctionHost>> {
    const { deployment, certificates, uiNode, awsEndpointUrl } = surroundings;
    const hosts = new Map(
      gateway.functions.map((model) => {
        const host = new FunctionHost(model, {
          awsEndpointUrl,
          region: deployment.assembly.place.region,
          dialledHosts: deployment.uiNodeHosts,
          dialAddress: '127.0.0.1',
          dialPort: uiNode.port,
          certificateAuthority: certificates.ca,
          ...(this.options.onFunctionOutput && { onOutput: this.options.onFunctionOutput }),
        });
        this.opened.push(() => host.close());
        return [model.arn, host] as const;
      }),
    );
    await Promise.all([...hosts.values()].map((host) => host.start()));
    return hosts;
  }
}

interface Surroundings {
  readonly deployment: Deployment;
  readonly certificates: LocalCertificates;
  readonly uiNode: UiNode;
  readonly meter: Meter;
  readonly awsEndpointUrl: string;
}

const RANDOM_IDS: IdSource = {
  requestId: () => randomUUID(),
  extendedRequestId: () => randomBytes(11).toString('base64').slice(0, 15).concat('='),
  traceId: (now) => `Root=1-${Math.floor(now / 1000).toString(16)}-${randomBytes(12).toString('hex')}`,
};

/**
 * The platform knows each reseller's consumers and gateway URL. Here the simulator finds the gateway by the port in
 * X-Forwarded-Host and reads the secrets below that gateway's prefix, those of consumers onboarded later included.
 */
function secretsByGateway(ports: ReadonlyMap<number, GatewayDeployment>, aws: AwsStandIns): SecretsOf {
  return (consumerKey, forwardedHost) => {
    const gateway = ports.get(Number(forwardedHost.split(':').at(-1)));
    if (gateway === undefined) return [];
    const { environment, resellerId } = gateway.descriptor;
    const SecretId = credentialsSecretName(credentialsPrefix(environment, resellerId), consumerKey);
    try {
      const { SecretString } = aws.secrets.call('GetSecretValue', { SecretId }) as { readonly SecretString: string };
      return (JSON.parse(SecretString) as CredentialsDocument).secrets.map(({ value }) => value);
    } catch (error) {
      if (error instanceof ServiceError) return [];
      throw error;
    }
  };
}
