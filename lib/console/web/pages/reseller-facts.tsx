import type { ResellerDetails, ResellerView } from '../../contract';
import type { Fact } from '../parts/facts';
import { Link, pathTo } from '../router';

/** Facts about a reseller and the gateway that serves it. */
export function resellerFacts({ reseller, limits, access }: ResellerDetails): readonly Fact[] {
  const { externalReference, parent, children, gateway, url, routes } = reseller;
  return [
    ['External reference', externalReference],
    ['APS OAuth API Gateway URL', url && <code>{url}</code>],
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
    ['Routes', <Routes key="routes" routes={routes} />],
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

/** Each route with its methods, and the UI nodes that serve it if they are its own. */
function Routes({ routes }: Pick<ResellerView, 'routes'>) {
  return (
    <ul class="plain">
      {routes.map(({ path, methods, brandEndpoint }) => (
        <li key={path}>
          <code>{path}</code>
          {methods && ` (${methods.join(', ')})`}
          {brandEndpoint !== undefined && (
            <>
              {' '}
              served by <code>{brandEndpoint}</code>
            </>
          )}
        </li>
      ))}
    </ul>
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
