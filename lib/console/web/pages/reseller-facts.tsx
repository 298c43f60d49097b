import type { GatewayStatus, ResellerDetails, ResellerView } from '../../contract';
import { Badge } from '../parts/badge';
import type { Fact } from '../parts/facts';
import { Link, pathTo } from '../router';
import { backendHealth } from './backend-health';

/**
 * Facts about a reseller and the gateway that serves it.
 *
 * @param status of the gateway, once it is read
 */
export function resellerFacts(
  { reseller, limits, access }: ResellerDetails,
  status: GatewayStatus | undefined,
): readonly Fact[] {
  const { externalReference, parent, children, gateway, url, routes } = reseller;
  return [
    ['External reference', externalReference],
    // The platform's property decides about signatures only.
    [
      reseller.authentication.includes('oauth1') ? 'APS OAuth API Gateway URL' : 'URL of the gateway',
      url && <code>{url}</code>,
    ],
    ['Gateway', gateway === reseller.resellerId ? 'its own' : <ResellerLink id={gateway} />],
    ['Parent', parent !== undefined && <ResellerLink id={parent} />],
    ['Resellers below', children.length > 0 && children.map((id) => [<ResellerLink key={id} id={id} />, ' '])],
    ['Contacts', reseller.contacts.join(', ')],
    ['Domains', reseller.domains.join(', ')],
    ...Object.entries(reseller.dnsTargets ?? {}).map(([name, target]): Fact => [
      'DNS record',
      <code key={name}>{`${name}. CNAME ${target}.`}</code>,
    ]),
    ['Tiers', <Tiers key="tiers" reseller={reseller} limits={limits} />],
    ...access,
    ['Routes', <Routes key="routes" routes={routes} status={status} />],
    ['Version of the package', reseller.packageVersion],
    [
      'In the AWS console',
      Object.keys(reseller.links).length > 0 && (
        <span class="links">
          {Object.entries(reseller.links).map(([name, href]) => (
            <a key={name} href={href} target="_blank" rel="noreferrer">
              {name}
            </a>
          ))}
        </span>
      ),
    ],
  ];
}

interface RoutesProps extends Pick<ResellerView, 'routes'> {
  readonly status: GatewayStatus | undefined;
}

/** Each route with its methods, and the UI nodes that serve it if they are its own, with their health. */
function Routes({ routes, status }: RoutesProps) {
  return (
    <ul class="plain">
      {routes.map(({ path, methods, brandEndpoint }) => (
        <li key={path}>
          <code>{path}</code>
          {methods && ` (${methods.join(', ')})`}
          {brandEndpoint !== undefined && (
            <>
              {' '}
              served by <code>{brandEndpoint}</code>{' '}
              {status && <Health brandEndpoint={brandEndpoint} status={status} />}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function Health({ brandEndpoint, status }: { brandEndpoint: string; status: GatewayStatus }) {
  const { state, day } = backendHealth(brandEndpoint, status);
  if (state === 'not measured') return <span class="muted nowrap">health not measured</span>;
  return (
    <span class="nowrap">
      <Badge state={state === 'alarm' ? 'alarm open' : state} /> {day}
    </span>
  );
}

/** Each tier with its declared limits. */
function Tiers({ reseller: { tiers, retiredTiers, undeclaredTiers }, limits }: Omit<ResellerDetails, 'access'>) {
  const note = (tier: string) =>
    undeclaredTiers.includes(tier) ? ' (not declared)' : retiredTiers.includes(tier) ? ' (retired)' : '';
  return (
    <ul class="plain">
      {tiers.map((tier) => (
        <li key={tier}>
          <strong>{tier}</strong>
          {note(tier)}
          {limits[tier] !== undefined && `: ${limits[tier]}`}
        </li>
      ))}
    </ul>
  );
}

function ResellerLink({ id }: { id: string }) {
  return <Link to={pathTo('resellers', id)}>{id}</Link>;
}
