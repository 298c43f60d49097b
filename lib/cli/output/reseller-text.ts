import type { GatewayRoute } from '../../descriptor';
import { accessFacts } from '../../kit/access-text';
import { tierLimitsText } from '../../kit/limits-text';
import { type ComparedReseller, tierList } from '../resellers';

/** Text about one reseller with everything that the platform's staff need. Lines without a value are left out. */
export function describeReseller(reseller: ComparedReseller): string {
  const { resellerId, displayName, state, gateway, url, parent, children, dnsTargets = {} } = reseller;
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['reseller', displayName === undefined ? resellerId : `${resellerId} (${displayName})`],
    ['external reference', reseller.externalReference],
    ['contacts', reseller.contacts.join(', ')],
    ['parent', parent],
    ['children', children.join(', ')],
    ['state', state],
    ['gateway', gateway === resellerId ? 'its own' : `of ${gateway}`],
    ['made by version', reseller.packageVersion],
    ['tiers', tierList(reseller)],
    ...Object.entries(reseller.limits).map(([tier, limits]) => [`tier ${tier}`, tierLimitsText(limits)] as const),
    ['routes', reseller.routes.map(routeText).join(', ')],
    ...accessFacts(reseller).map(([name, text]) => [name.toLowerCase(), text] as const),
    ['domains', reseller.domains.join(', ')],
    // The platform's property decides about signatures only.
    [
      reseller.authentication.includes('oauth1') ? 'APS OAuth API Gateway URL' : 'URL of the gateway',
      url ?? (state === 'not deployed' ? 'known once it is deployed' : undefined),
    ],
    ...Object.entries(dnsTargets).map(([name, target]) => ['DNS record', `${name}. CNAME ${target}.`] as const),
    ...Object.entries(reseller.links),
  ];
  return lines
    .filter(([, value]) => value)
    .map(([name, value = '']) => `${name.padEnd(25)}  ${value}`)
    .join('\n');
}

function routeText({ path, methods, brandEndpoint }: GatewayRoute): string {
  const served = methods ? `${path} (${methods.join(', ')})` : path;
  return brandEndpoint === undefined ? served : `${served} by ${brandEndpoint}`;
}
