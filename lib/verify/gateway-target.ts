import { APS_METHODS } from '../aps-methods';
import type { Capability, ConformanceCase, SignatureMethod } from '../conformance/case';
import type { Target } from '../conformance/target';
import type { GatewayDescriptor } from '../descriptor';

/** The descriptor of a gateway, or only its URL. */
export type KnownGateway = Pick<GatewayDescriptor, 'url'> & Partial<GatewayDescriptor>;

function notGiven(name: string): string {
  return `no consumer "${name}" was given`;
}

/** Tells where a gateway answers that is not reached from everywhere; `undefined` for one that answers on the internet. */
export function networkOf({ audience, vpcEndpoints = [] }: KnownGateway): string | undefined {
  if (audience !== 'internal') return undefined;
  return `the gateway is internal and answers only through ${vpcEndpoints.join(', ')}: run the command in their network`;
}

/** A gateway as it can be seen from outside, by its consumers. */
export function gatewayTarget(
  { url, routes, signatureMethods = [] }: KnownGateway,
  consumers: Target['consumers'],
  connection: Pick<Target, 'connect' | 'ca' | 'agent' | 'clientCertificate'> = {},
): Target {
  const [signatureMethod] = ['HMAC-SHA1', 'HMAC-SHA256'].filter((one) => signatureMethods.includes(one));
  const lacks: Partial<Record<Capability, string>> = {
    nodeCapture: 'the request that reaches the UI node cannot be seen from outside',
    slashLost: 'the forwarding is not known from outside',
    writable: 'nothing is written to the platform',
    vpcEndpoints: 'the VPC endpoints of consumers are not known from outside',
    operationGroups: 'the operation groups of consumers are not known from outside',
    lockout: 'the source of the requests would be locked out',
    ...(!routes?.some(({ methods }) => methods?.includes('HEAD')) && {
      headRoute: routes ? 'no route declares HEAD' : 'the declared routes are not known',
    }),
    ...(!consumers.otherGateway && { secondGateway: notGiven('otherGateway') }),
    ...(!consumers.suspended && { suspendedConsumer: notGiven('suspended') }),
    ...(!consumers.metered && { metering: notGiven('metered') }),
    ...(!consumers.throttled && { throttling: notGiven('throttled') }),
  };
  return {
    name: url,
    origin: url,
    ...connection,
    ...(signatureMethod !== undefined && { signatureMethod: signatureMethod as SignatureMethod }),
    consumers,
    lacks,
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
