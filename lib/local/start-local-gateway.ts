import { DEFAULT_ENVIRONMENT } from '../identifiers';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { type GatewayDescriptor, schemesOf } from '../descriptor';
import { ApiGatewayState } from './aws/api-gateway/state';
import type { CallInterceptor } from './aws/call';
import type { SentMail } from './aws/mail/sent-mail';
import { type AwsStandIns, startAwsStandIns } from './aws/stand-ins';
import { ensureCertificates } from './certificates/certificate-authority';
import { type GatewayDeployment, readDeployment } from './deployment/deployment';
import { platformUsers } from './ui-node/platform-users';
import { GatewayProperty } from './ui-node/property/gateway-property';
import type { LocalAccount } from './provision/account';
import { provision } from './provision/provision';
import type { FunctionHostOptions } from './function/function-host';
import { PortTakenError } from './http/https-server';
import { Opened } from './opened';
import { Meter } from './rest-api/metering';
import { chooseSampleConsumers, onboardSampleConsumer, type SampleConsumer } from './provision/sample-consumer';
import { type GatewayContext, type GatewayObservers, hostOptions, serveGateway } from './serve-gateway';
import { type ServedNotices, serveNotices } from './serve-notices';
import { DEFAULT_CONFIG_ROOT, synthesizeEnvironment } from './deployment/synthesize';
import { LocalIdentityProvider, tokenGateways } from './ui-node/identity-provider';
import { type RealNode, requireReachable } from './ui-node/real-node';
import { relayTo } from './ui-node/relay';
import { type SimulatedUiNode, type SimulatorOptions, startSimulator } from './ui-node/simulator';
import { serveUiNode } from './ui-node/ui-node';

export interface LocalGatewayOptions extends GatewayObservers {
  /** Environment to synthesize. @default `lab` */
  readonly environment?: string;
  /** Folder of the environments. @default the package's own `config` */
  readonly configRoot?: string;
  /** Port of the first gateway; the others follow, and the stand-ins take the two before. @default 0: any free ports */
  readonly port?: number;
  /** Folder that keeps the certificate authority. @default `.local` in the working directory */
  readonly dataDirectory?: string;
  /** Keeps the sample consumers' credentials from start to start. @default false: random each time */
  readonly keepCredentials?: boolean;
  /** For a debugger: the authorizer is bundled with source maps, and functions never time out. @default false */
  readonly debug?: boolean;
  /** UI node that gets the requests. @default the simulator */
  readonly realNode?: RealNode;
  /** Called with a sentence for each request that a real UI node did not answer. @default none */
  readonly onNodeFailure?: (sentence: string) => void;
  /** Sees every call to the AWS stand-ins. @default none */
  readonly awsInterceptor?: CallInterceptor;
  /** Called for each mail that the stand-in for SES keeps. @default none */
  readonly onMail?: (mail: SentMail) => void;
  /** Epoch milliseconds. @default the system's clock */
  readonly now?: () => number;
}

/** A served gateway with its sample consumer. */
export interface ServedGateway extends SampleConsumer {
  readonly resellerId: string;
  /** Such as `https://localhost:10443`. */
  readonly url: string;
  readonly notEnforced: readonly string[];
  /** Schemes of authentication that it accepts. If they lack `oauth1`, the consumer key is the subject of tokens. */
  readonly authentication: readonly string[];
  /** VPC endpoint through which callers of an internal gateway come: the value of `X-Simulated-Vpc-Endpoint`. */
  readonly vpcEndpoint?: string;
}

/** A running local gateway with its stand-ins. */
export interface LocalGateway {
  /** PEM file of the certificate authority that clients must trust. */
  readonly caFile: string;
  readonly awsEndpointUrl: string;
  /** Origin of the UI node that answers: the simulator, or the real one. */
  readonly uiNodeUrl: string;
  /** The UI node that gets the requests instead of the simulator. */
  readonly realNode?: RealNode;
  /** Controls the faults that the UI node plays. */
  readonly nodeFaultsUrl: string;
  /** Controls the simulator's property *APS OAuth API Gateway URL*, `/<reseller>` appended; a real node has its own. */
  readonly gatewayPropertyUrl?: string;
  readonly gateways: readonly ServedGateway[];
  /** The descriptor that each stack publishes; its URLs are those of AWS. */
  readonly descriptors: readonly GatewayDescriptor[];
  readonly uiNode: SimulatedUiNode;
  readonly aws: AwsStandIns;
  /** State of API Gateway's control plane. */
  readonly state: ApiGatewayState;
  /** Present if the environment declares notices. */
  readonly notices?: ServedNotices;
  close(): Promise<void>;
}

/**
 * Synthesizes an environment and serves its templates and its function on localhost.
 * @throws ConfigError for invalid files
 * @throws TemplateError for templates that cannot be served
 * @throws UiNodeUnreachableError for a real UI node that cannot be reached
 * @throws PortTakenError for a taken port
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
  const { environment = DEFAULT_ENVIRONMENT, configRoot = DEFAULT_CONFIG_ROOT } = options;
  const { port: firstPort = 0, debug = false, now = Date.now } = options;
  const dataDirectory = options.dataDirectory ?? join(process.cwd(), '.local');
  const portAt = (offset: number) => (firstPort === 0 ? 0 : firstPort + offset);

  const state = new ApiGatewayState();
  // Before opening a port: a mistake in the files should be reported before a taken port.
  const deployment = readDeployment(synthesizeEnvironment(configRoot, environment, opened.folder(), debug));
  if (options.realNode !== undefined) await requireReachable(options.realNode);
  const aws = opened.add(await startAws(state, portAt(-1), options));
  aws.mail.onSent = options.onMail ?? aws.mail.onSent;
  const account: LocalAccount = { aws, state, now };
  const identityProvider = new LocalIdentityProvider(tokenGateways(deployment.gateways), now);
  const uiNodeHosts = [...deployment.uiNodeHosts, ...identityProvider.hosts];
  const hosts = ['localhost', '127.0.0.1', '::1', ...uiNodeHosts];
  const certificates = await ensureCertificates({ directory: dataDirectory, hosts, now: new Date(now()) });
  const descriptors = deployment.gateways.map(({ descriptor }) => descriptor);
  const property = new GatewayProperty(descriptors.flatMap(({ serves }) => serves));
  const platform = { usersOf: platformUsers(descriptors, aws, property), property, identityProvider };
  const uiNode = opened.add(await startUiNode({ tls: certificates.server, port: portAt(-2), ...platform }, options));

  const context = {
    place: deployment.assembly.place,
    certificates,
    meter: new Meter(state, now),
    awsEndpointUrl: aws.url,
    uiNodePort: uiNode.port,
    uiNodeHosts,
    debug,
    now,
    observers: options,
    logs: aws.logs,
  };
  const urls = await serveGateways(deployment.gateways, (gateway, index) =>
    serveGateway(gateway, portAt(index), context).then((served) => opened.add(served)),
  );
  for (const { serves, resellerId } of descriptors)
    for (const reseller of serves) property.set(reseller, urls.get(resellerId) ?? '');
  await provision(deployment, account, urls);

  const notices = deployment.notices && opened.add(serveNotices(deployment.notices.function, noticesOptions(context)));
  const kept = options.keepCredentials ? credentialsFile(dataDirectory, environment) : undefined;
  return {
    caFile: certificates.caFile,
    awsEndpointUrl: aws.url,
    uiNodeUrl: options.realNode?.origin ?? `https://localhost:${uiNode.port}`,
    nodeFaultsUrl: uiNode.faultsUrl,
    ...(uiNode.propertyUrl !== undefined && { gatewayPropertyUrl: uiNode.propertyUrl }),
    ...(options.realNode && { realNode: options.realNode }),
    gateways: onboard(deployment.gateways, urls, kept, account),
    descriptors,
    uiNode,
    aws,
    state,
    ...(notices && { notices }),
    close: () => opened.close(),
  };
}

/** The function's log group is one of CloudWatch Logs as well, but no command reads it. */
function noticesOptions(context: GatewayContext): FunctionHostOptions {
  const { onFunctionOutput } = context.observers;
  return { ...hostOptions(context), ...(onFunctionOutput && { onOutput: onFunctionOutput }) };
}

/** Serves all gateways and returns their URLs by reseller. */
async function serveGateways(
  gateways: readonly GatewayDeployment[],
  serve: (gateway: GatewayDeployment, index: number) => Promise<{ readonly port: number }>,
): Promise<Map<string, string>> {
  const urls = new Map<string, string>();
  const serving = gateways.map(async (gateway, index) => {
    const { port } = await serve(gateway, index);
    urls.set(gateway.descriptor.resellerId, `https://localhost:${port}`);
  });
  // Waits for all, so that none opens a port after the others are closed.
  for (const outcome of await Promise.allSettled(serving)) if (outcome.status === 'rejected') throw outcome.reason;
  return urls;
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

async function startUiNode(
  simulator: SimulatorOptions,
  { realNode, onNodeFailure = () => undefined }: LocalGatewayOptions,
): Promise<SimulatedUiNode> {
  if (realNode === undefined) return startSimulator(simulator);
  return { ...(await serveUiNode(relayTo(realNode, onNodeFailure), simulator)), received: [] };
}

function credentialsFile(dataDirectory: string, environment: string): string {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  return join(dataDirectory, `credentials-${environment}.json`);
}

function onboard(
  gateways: readonly GatewayDeployment[],
  urls: ReadonlyMap<string, string>,
  kept: string | undefined,
  account: LocalAccount,
): readonly ServedGateway[] {
  const consumers = chooseSampleConsumers(gateways, kept);
  return gateways.flatMap((gateway) => {
    const { resellerId } = gateway.descriptor;
    const consumer = consumers.get(resellerId);
    const url = urls.get(resellerId);
    if (consumer === undefined || url === undefined) return [];
    onboardSampleConsumer(gateway, consumer, account);
    const { notEnforced, descriptor } = gateway;
    return [
      { resellerId, url, notEnforced, authentication: schemesOf(descriptor), ...networkOf(descriptor), ...consumer },
    ];
  });
}

function networkOf({ audience, vpcEndpoints: [first] = [] }: GatewayDescriptor): Pick<ServedGateway, 'vpcEndpoint'> {
  return audience === 'internal' && first !== undefined ? { vpcEndpoint: first } : {};
}
