import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import type { Audience } from '../../config/environment';
import { addRestApi, type Endpoint, type GatewayApiOptions } from './rest-api';

/** An API of a gateway, and the parent of the resources that belong to it. */
export interface PlacedApi {
  readonly endpoint: Endpoint;
  readonly scope: Construct;
  readonly api: RestApi;
}

/** The first is the one whose id names the gateway's log groups. */
const ENDPOINTS_OF: Readonly<Record<Audience, readonly [Endpoint, ...Endpoint[]]>> = {
  external: ['external'],
  internal: ['internal'],
  both: ['external', 'internal'],
};

/** Adds an API for each audience of a gateway, the one on the internet first. */
export function placeApis(gateway: Construct, options: GatewayApiOptions): readonly [PlacedApi, ...PlacedApi[]] {
  const place = (endpoint: Endpoint): PlacedApi => {
    // In a scope of its own, so that a change of audience never changes the endpoint of an API.
    const scope = endpoint === 'external' ? gateway : new Construct(gateway, 'Internal');
    return { endpoint, scope, api: addRestApi(scope, endpoint, options) };
  };
  const [first, ...others] = ENDPOINTS_OF[options.gateway.audience];
  return [place(first), ...others.map(place)];
}
