import { DEFAULT_ENVIRONMENT } from '../identifiers';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { GatewayDescriptor } from '../descriptor';
import { ApiGatewayState } from './aws/api-gateway/state';
import type { CallInterceptor } from './aws/call';
import { type AwsStandIns, startAwsStandIns } from './aws/stand-ins';
import { ensureCertificates } from './certificates/certificate-authority';
import { type GatewayDeployment, readDeployment } from './deployment/deployment';
import { platformSecrets } from './ui-node/platform-secrets';
import { provision } from './provision/provision';
import { PortTakenError } from './http/https-server';
import { Meter } from './rest-api/metering';
import { chooseSampleConsumers, onboardSampleConsumer, type SampleConsumer } from './provision/sample-consumer';
import { type GatewayObservers, serveGateway } from './serve-gateway';
import { DEFAULT_CONFIG_ROOT, synthesizeEnvironment } from './deployment/synthesize';
import { startUiNode, type UiNode } from './ui-node/ui-node';

export interface LocalGatewayOptions extends GatewayObservers {
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
  /** For a debugger: the authorizer is bundled with source maps, and functions never time out. @default false */
  readonly debug?: boolean;
  /** Sees every call to the AWS stand-ins. @default none */
  readonly awsInterceptor?: CallInterceptor;
  /** Epoch milliseconds. @default the system's clock */
  readonly now?: () => number;
}

/** A gateway that is served, with its sample consumer. */
export interface ServedGateway extends SampleConsumer {
  readonly resellerId: string;
  /** Such as `https://localhost:10443`. */
  readonly url: string;
  readonly notEnforced: readonly string[];
}

/** Everything that runs. */
export interface LocalGateway {
  /** PEM file of the certificate authority that clients are to trust. */
  readonly caFile: string;
  readonly awsEndpointUrl: string;
  readonly uiNodeUrl: string;
  readonly gateways: readonly ServedGateway[];
  readonly uiNode: UiNode;
  readonly aws: AwsStandIns;
  /** API Gateway's control plane as the stand-ins hold it. */
  readonly state: ApiGatewayState;
  close(): Promise<void>;
}

/** What was opened, to be closed in reverse so that nothing loses what it still needs. */
class Opened {
  private readonly closers: (() => Promise<void> | void)[] = [];

  add<T extends { close(): Promise<void> }>(opened: T): T {
    this.closers.push(() => opened.close());
    return opened;
  }

  folder(): string {
    const directory = mkdtempSync(join(tmpdir(), 'aps-gateway-'));
    this.closers.push(() => rmSync(directory, { recursive: true, force: true }));
    return directory;
  }

  async close(): Promise<void> {
    for (const close of this.closers.splice(0).toReversed()) await close();
  }
}

/**
 * Synthesizes an environment and serves its templates and its function on localhost.
 * Throws ConfigError for bad files, TemplateError for templates that cannot be served, PortTakenError for a taken port.
 */
export async function startLocalGateway(options: LocalGatewayOptions = {}): Promise<LocalGateway> {
  const opened = new Opened();
  try {
    return await start(options, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function start(options: LocalGatewayOptions, opened: Opened): Promise<LocalGateway> {
  const {
    environment = DEFAULT_ENVIRONMENT,
    configRoot = DEFAULT_CONFIG_ROOT,
    port: firstPort = 0,
    now = Date.now,
  } = options;
  const { debug = false } = options;
  const dataDirectory = options.dataDirectory ?? join(process.cwd(), '.local');
  const portAt = (offset: number) => (firstPort === 0 ? 0 : firstPort + offset);

  const state = new ApiGatewayState();
  // Before any port is taken: what is wrong in the files is worth more than that a port is taken.
  const deployment = readDeployment(synthesizeEnvironment(configRoot, environment, opened.folder(), debug));
  const aws = opened.add(await startAws(state, portAt(-1), options));
  const certificates = await ensureCertificates({
    directory: dataDirectory,
    hosts: ['localhost', '127.0.0.1', '::1', ...deployment.uiNodeHosts],
    now: new Date(now()),
  });
  const descriptors = new Map<number, GatewayDescriptor>();
  const uiNode = opened.add(
    await startUiNode({ tls: certificates.server, port: portAt(-2), secretsOf: platformSecrets(descriptors, aws) }),
  );

  const surroundings = {
    place: deployment.assembly.place,
    certificates,
    meter: new Meter(state, now),
    awsEndpointUrl: aws.url,
    uiNodePort: uiNode.port,
    uiNodeHosts: deployment.uiNodeHosts,
    debug,
    now,
    observers: options,
  };
  const urls = new Map<string, string>();
  const serving = deployment.gateways.map(async (gateway, index) => {
    const { port } = opened.add(await serveGateway(gateway, portAt(index), surroundings));
    descriptors.set(port, gateway.descriptor);
    urls.set(gateway.descriptor.resellerId, `https://localhost:${port}`);
  });
  // All have to end, so that none opens a port after the others were closed.
  for (const outcome of await Promise.allSettled(serving)) if (outcome.status === 'rejected') throw outcome.reason;
  await provision(deployment, state, aws, urls);

  const kept = options.keepCredentials ? credentialsFile(dataDirectory, environment) : undefined;
  return {
    caFile: certificates.caFile,
    awsEndpointUrl: aws.url,
    uiNodeUrl: `https://localhost:${uiNode.port}`,
    gateways: onboard(deployment.gateways, urls, kept, state, aws, new Date(now())),
    uiNode,
    aws,
    state,
    close: () => opened.close(),
  };
}

async function startAws(
  state: ApiGatewayState,
  port: number,
  { now = Date.now, awsInterceptor: interceptor }: LocalGatewayOptions,
): Promise<AwsStandIns> {
  try {
    return await startAwsStandIns({ state, port, now: () => new Date(now()), ...(interceptor && { interceptor }) });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? new PortTakenError(port, { cause: error }) : error;
  }
}

function credentialsFile(dataDirectory: string, environment: string): string {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  return join(dataDirectory, `credentials-${environment}.json`);
}

function onboard(
  gateways: readonly GatewayDeployment[],
  urls: ReadonlyMap<string, string>,
  kept: string | undefined,
  state: ApiGatewayState,
  aws: AwsStandIns,
  now: Date,
): readonly ServedGateway[] {
  const consumers = chooseSampleConsumers(gateways, kept);
  return gateways.flatMap((gateway) => {
    const { resellerId } = gateway.descriptor;
    const consumer = consumers.get(resellerId);
    const url = urls.get(resellerId);
    if (consumer === undefined || url === undefined) return [];
    onboardSampleConsumer(gateway, consumer, state, aws, now);
    return [{ resellerId, url, notEnforced: gateway.notEnforced, ...consumer }];
  });
}
