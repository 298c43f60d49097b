import type { GatewayDescriptor } from '../../lib/descriptor';
import type { Target } from '../../lib/conformance/target';
import type { LiveOptions } from './options';

const notNamed = (name: string) => `no consumer "${name}" was given`;

/** A gateway on AWS, with what a consumer cannot check. */
export function liveTarget(
  { url, routes = [] }: GatewayDescriptor,
  consumers: Target['consumers'],
  { connect, ca }: Pick<LiveOptions, 'connect' | 'ca'> = {},
): Target {
  return {
    name: url,
    origin: url,
    ...(connect && { connect: { origin: connect, pathPrefix: '' } }),
    ...(ca && { ca }),
    consumers,
    lacks: {
      nodeCapture: 'the request that reaches the UI node cannot be seen from outside',
      ...(routes.some(({ methods }) => methods?.includes('HEAD')) ? {} : { headRoute: 'no route declares HEAD' }),
      slashLost: 'the forwarding is not known from outside; see the probes of a final slash',
      writable: 'a live run writes nothing to the platform',
      ...(consumers.otherGateway ? {} : { secondGateway: notNamed('otherGateway') }),
      ...(consumers.suspended ? {} : { suspendedConsumer: notNamed('suspended') }),
      ...(consumers.metered ? {} : { metering: notNamed('metered') }),
      ...(consumers.throttled ? {} : { throttling: notNamed('throttled') }),
    },
  };
}
