import { InvokeCommand } from '@aws-sdk/client-lambda';
import { type Answer, send } from '../../../lib/conformance/send';
import type { Credentials } from '../../../lib/conformance/sign';
import { outputOf } from './cdk';
import type { Clients } from './clients';
import { SENDER_OUTPUT, VPC_ENDPOINTS, vpcEndpointOutputs } from './network-stack';
import { onboardConsumer, readScratchDescriptor } from './onboard';
import { INTERNAL_RESELLER, STACKS } from './scratch';

/** A VPC endpoint for execute-api. */
export interface VpcEndpoint {
  readonly id: string;
  readonly dnsName: string;
}

/** The scratch network's VPC endpoints; only the first two are declared. */
export type VpcEndpoints = Readonly<Record<(typeof VPC_ENDPOINTS)[number], VpcEndpoint>>;

/** A request that the network's function sends. */
export interface InsideRequest {
  /** DNS name to connect to. */
  readonly connect: string;
  readonly host: string;
  /** Name in the TLS handshake. @default the host */
  readonly serverName?: string;
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The scratch gateway for an internal audience. */
export interface InternalGateway {
  readonly apiId: string;
  /** Host name of its private API. */
  readonly host: string;
  readonly vpcEndpoints: VpcEndpoints;
  /** `elsewhere` may call only from an address that no request has. */
  readonly consumers: Readonly<Record<'unlimited' | 'firstEndpoint' | 'elsewhere', Credentials>>;
  /** Sends a request inside the network. */
  sendInside(request: InsideRequest): Promise<Answer>;
  /** Sends a request from this machine to the API's own name. */
  sendOutside(request: Pick<InsideRequest, 'method' | 'target' | 'headers'>): Promise<Answer>;
}

/** The scratch network as deployed. */
export interface Network {
  readonly sender: string;
  readonly vpcEndpoints: VpcEndpoints;
}

/** An address for documentation (RFC 5737). */
const NO_SOURCE = '192.0.2.1';

/** Reads the outputs of the network's stack, which must be the one deployed last. */
export function readNetwork(): Network {
  const vpcEndpoints = VPC_ENDPOINTS.map((name) => {
    const { id, dns } = vpcEndpointOutputs(name);
    return [name, { id: outputOf(STACKS.network, id), dnsName: outputOf(STACKS.network, dns) }] as const;
  });
  const sender = outputOf(STACKS.network, SENDER_OUTPUT);
  return { sender, vpcEndpoints: Object.fromEntries(vpcEndpoints) as VpcEndpoints };
}

/** Onboards the consumers of the internal gateway, which must be deployed. */
export async function openInternalGateway(
  { lambda, ssm, region }: Clients,
  { sender, vpcEndpoints }: Network,
): Promise<InternalGateway> {
  const { url, restApiId } = await readScratchDescriptor(ssm, INTERNAL_RESELLER);
  const onboard = (key: string, rules: readonly string[]) => onboardConsumer(INTERNAL_RESELLER, key, region, rules);
  return {
    apiId: restApiId,
    host: new URL(url).host,
    vpcEndpoints,
    consumers: {
      unlimited: await onboard('inside', []),
      firstEndpoint: await onboard('inside-first', ['--source-vpc-endpoints', vpcEndpoints.first.id]),
      elsewhere: await onboard('inside-elsewhere', ['--source-ips', NO_SOURCE]),
    },
    sendInside: (request) => invokeSender(lambda, sender, request),
    sendOutside: (request) => send({ name: url, origin: url, consumers: {}, lacks: {} }, request),
  };
}

/**
 * Sends a request inside the network.
 *
 * @param FunctionName the function of the network's stack
 * @throws Error of the function, such as one of DNS or TLS
 */
export async function invokeSender(
  lambda: Pick<Clients['lambda'], 'send'>,
  FunctionName: string,
  request: InsideRequest,
): Promise<Answer> {
  const invoked = await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(request) }));
  const result = JSON.parse(invoked.Payload?.transformToString() ?? '') as Answer & { errorMessage?: string };
  if (invoked.FunctionError !== undefined) throw new Error(result.errorMessage ?? invoked.FunctionError);
  return result;
}
