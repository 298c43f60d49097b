import { readFileSync } from 'node:fs';

import { gatewayTarget } from '../../verify/gateway-target';
import type { Line } from '../../verify/line';
import { verifyGateway } from '../../verify/verify';
import type { LocalGateway, ServedGateway } from '../start-local-gateway';

/** Verifies a gateway on localhost as its sample consumer, as `aps-gateway verify` does with --brand-endpoint. */
export function verifyServed(local: LocalGateway, served: ServedGateway, now: number): Promise<readonly Line[]> {
  const { resellerId, url, consumerKey, consumerSecret } = served;
  const descriptor = local.descriptors.find((one) => one.resellerId === resellerId);
  const gateway = { ...descriptor, url };
  const target = gatewayTarget(
    gateway,
    { consumer: { consumerKey, consumerSecret } },
    { ca: readFileSync(local.caFile, 'utf8') },
  );
  const { uiNodeUrl: brandEndpoint } = local;
  return Promise.all(verifyGateway({ gateway, target, now: new Date(now), brandEndpoint, throttle: false }));
}
