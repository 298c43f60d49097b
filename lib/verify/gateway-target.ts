import { APS_METHODS } from '../aps-methods';
import type { Capability, ConformanceCase, SignatureMethod } from '../conformance/case';
import type { Target } from '../conformance/target';
import { type GatewayDescriptor, schemesOf } from '../descriptor';
import { VPC_ENDPOINT_HEADER } from '../simulated-vpc-endpoint';

/** The descriptor of a gateway, or only its URL. */
export type KnownGateway = Pick<GatewayDescriptor, 'url'> & Partial<GatewayDescriptor>;

function notGiven(name: string): string {
  return `no consumer "${name}" was given`;
}

/** Tells where a gateway answers that is not reached from everywhere; `undefined` for one that answers on the internet. */
export function networkOf({ url, audience, vpcEndpoints = [] }: KnownGateway): string | undefined {
  if (audience !== 'internal') return undefined;
  const remedy = isLocal(url) ? 'name one of them with --vpc-endpoint' : 'run the command in their network';
  return `the gateway is internal and answers only through ${vpcEndpoints.join(', ')}: ${remedy}`;
}

/** Tests whether `npm start` serves a gateway. */
export function isLocal(url: string): boolean {
  return new URL(url).hostname === 'localhost';
}

/** Returns the headers by which localhost takes requests for ones through a VPC endpoint. */
export function throughVpcEndpoint(id: string): Readonly<Record<string, string>> {
  return { [VPC_ENDPOINT_HEADER]: id };
}

/** Localhost has no network in which an internal gateway answers, so requests to one simulate its first VPC endpoint. */
function simulatedNetwork({ url, audience, vpcEndpoints: [first] = [] }: KnownGateway): Pick<Target, 'headers'> {
  if (audience !== 'internal' || first === undefined || !isLocal(url)) return {};
  return { headers: throughVpcEndpoint(first) };
}

/**
 * A gateway as it can be seen from outside, by its consumers.
 *
 * @param connection its headers replace those that simulate a network on localhost
 */
export function gatewayTarget(
  gateway: KnownGateway,
  consumers: Target['consumers'],
  connection: Pick<Target, 'connect' | 'ca' | 'agent' | 'clientCertificate' | 'headers' | 'tokens'> = {},
): Target {
  const { url, routes, signatureMethods = [] } = gateway;
  const [signatureMethod] = ['HMAC-SHA1', 'HMAC-SHA256'].filter((one) => signatureMethods.includes(one));
  const lacks: Partial<Record<Capability, string>> = {
    nodeCapture: 'the request that reaches the UI node cannot be seen from outside',
    slashLost: 'the forwarding is not known from outside',
    writable: 'nothing is written to the platform',
    vpcEndpoints: 'the VPC endpoints of consumers are not known from outside',
    operationGroups: 'the operation groups of consumers are not known from outside',
    ...lackedSchemes(gateway),
    lockout: 'the source of the requests would be locked out',
    ...(!routes?.some(({ methods }) => methods?.includes('HEAD')) && {
      headRoute: routes ? 'no route declares HEAD' : 'the declared routes are not known',
    }),
    sheddingEnds: 'the shedding level is not changed from outside',
    ...(!consumers.spare && { shedding: notGiven('spare') }),
    ...(!consumers.otherGateway && { secondGateway: notGiven('otherGateway') }),
    ...(!consumers.suspended && { suspendedConsumer: notGiven('suspended') }),
    ...(!consumers.metered && { metering: notGiven('metered') }),
    ...(!consumers.throttled && { throttling: notGiven('throttled') }),
  };
  return {
    name: url,
    origin: url,
    ...simulatedNetwork(gateway),
    ...connection,
    ...(signatureMethod !== undefined && { signatureMethod: signatureMethod as SignatureMethod }),
    consumers,
    lacks,
  };
}

/** A gateway of which only the URL is known may accept either scheme. */
function lackedSchemes(gateway: KnownGateway): Target['lacks'] {
  if (gateway.restApiId === undefined) return {};
  const schemes = schemesOf(gateway);
  return {
    ...(!schemes.includes('oauth1') && { signatures: 'the gateway accepts only bearer tokens' }),
    ...(!schemes.includes('bearer') && { tokens: 'the gateway accepts only signatures' }),
  };
}

/** Tests whether a gateway declares the path and method of a case that expects them not to exist. */
export function isDeclared({ routes = [] }: KnownGateway, { target, method = 'GET' }: ConformanceCase): boolean {
  const [path = ''] = target.split('?');
  return routes.some(
    (route) =>
      (path === route.path || path.startsWith(`${route.path}/`)) &&
      (route.methods ?? APS_METHODS).some((one) => one === method),
  );
}
