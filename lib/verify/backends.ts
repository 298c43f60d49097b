import { AFTER_AUTHORIZER } from '../../lambda/authorizer/contract';
import type { ConformanceCase } from '../conformance/case';
import type { Target } from '../conformance/target';
import type { GatewayRoute } from '../descriptor';
import { codeOf } from './connection';
import { refusalCode } from './explain-failure';
import type { KnownGateway } from './gateway-target';
import { type Backends, failed, held, type Line, type Subject, unknown } from './line';
import { runUnthrottled } from './run-line';

/** Subject of the line about routes with UI nodes of their own. */
export const BACKENDS: Subject = {
  id: 'backends',
  group: 'accepted',
  title: 'each route with UI nodes of its own is answered by them',
  proves: 'every backend is reached, and accepts the credentials that the gateway accepts',
};

/** Returns the routes of a gateway that have UI nodes of their own. */
export function routesWithBackends({ routes = [] }: KnownGateway): readonly GatewayRoute[] {
  return routes.filter(({ brandEndpoint }) => brandEndpoint !== undefined);
}

/**
 * Sends one GET to each route that has UI nodes of its own. Another status than 401 and 5XX shows that they accept
 * its credentials; whether there is something at the route's own path depends on the service.
 *
 * @param list the case that sends the simplest request
 * @param propertyNotSet the platform's property does not name the gateway yet, so a 401 of a backend shows nothing
 */
export async function checkBackends(
  gateway: KnownGateway,
  target: Target,
  { list, propertyNotSet }: { readonly list: ConformanceCase; readonly propertyNotSet: boolean },
): Promise<Line> {
  const routes = routesWithBackends(gateway);
  if (routes.length === 0) return unknown(BACKENDS, 'no route is known to have UI nodes of its own');
  const answers = await Promise.all(routes.map((route) => ask(target, list, route)));
  const asked = answers.map((one) => (propertyNotSet && one.status === 401 ? withoutProperty(one) : one));
  return { ...conclude(asked, gateway, target), backends: resultsOf(asked) };
}

function conclude(asked: readonly Asked[], gateway: KnownGateway, target: Target): Line {
  const found = asked.map(({ seen }) => seen).join('; ');
  if (asked.some(({ state }) => state === 'failed')) {
    const credentials = target.consumers.consumer
      ? `must know the consumer key with the same secret, and their property "APS OAuth API Gateway URL" must be ${gateway.url}`
      : 'and must accept tokens of the same identity provider';
    const means = `the UI nodes of a failed route must be reachable, ${credentials}`;
    return failed(BACKENDS, found, { by: 'platform team', means });
  }
  return asked.some(({ state }) => state === 'held') ? held(BACKENDS, found) : unknown(BACKENDS, found);
}

/** The worst result of each brand endpoint: its routes may differ. */
function resultsOf(asked: readonly Asked[]): Backends {
  const worst = (['unknown', 'held', 'failed'] as const).flatMap((state) => asked.filter((one) => one.state === state));
  return Object.fromEntries(worst.map(({ brandEndpoint, state }) => [brandEndpoint, state]));
}

interface Asked {
  readonly brandEndpoint: string;
  readonly state: 'held' | 'failed' | 'unknown';
  readonly seen: string;
  /** Of an answer of the UI nodes. */
  readonly status?: number;
}

function withoutProperty({ seen, ...asked }: Asked): Asked {
  return { ...asked, state: 'unknown', seen: `${seen}, because the platform's property is not set` };
}

async function ask(target: Target, list: ConformanceCase, route: GatewayRoute): Promise<Asked> {
  return { brandEndpoint: route.brandEndpoint ?? '', ...(await observe(target, list, route)) };
}

async function observe(
  target: Target,
  list: ConformanceCase,
  { path, methods, brandEndpoint }: GatewayRoute,
): Promise<Omit<Asked, 'brandEndpoint'>> {
  const [about, way] = [`GET ${path}`, `from ${brandEndpoint}`];
  if (!(methods?.includes('GET') ?? true)) return { state: 'unknown', seen: `${path} forwards no GET` };
  const observed = await runUnthrottled(target, { ...list, target: path }).catch((error: unknown) => codeOf(error));
  if (typeof observed === 'string') return { state: 'failed', seen: `${about}: no answer (${observed})` };
  const { answer } = observed;
  if (answer === undefined) return { state: 'unknown', seen: `${about} was not sent` };
  const code = refusalCode(answer);
  if (code !== undefined)
    return { state: AFTER_AUTHORIZER.includes(code) ? 'failed' : 'unknown', seen: `${about}: ${code}` };
  const { status } = answer;
  const refused = status === 401 || status >= 500;
  return { state: refused ? 'failed' : 'held', seen: `${about}: ${status} ${way}`, status };
}
