/** @jsxRuntime automatic @jsxImportSource preact */
import type { ConsumerRules } from '../../../lambda/authorizer/contract';
import { operationsField } from '../../onboarding/fields/operations';
import { serviceHoursField } from '../../onboarding/fields/service-hours';
import { groupsOf, hostOf, isNarrowedByGroups, type KitModel, type KitTier, schemesOf } from '../kit-model';
import { quotaText, secondsText, sizeTexts, throttleText } from '../limits-text';
import { type Fact, Facts, Section } from './parts';

/** The gateway's address, and what it allows. */
export function Connection({ model }: { model: KitModel }) {
  const { url, consumer, routes, mutualTls } = model;
  return (
    <Section id="connection" title="Your connection">
      <Facts
        facts={[
          ['Address', <code>{url}</code>],
          [
            schemesOf(model).signs ? 'Host to call and to sign' : 'Host to call',
            <>
              <code>{hostOf(model)}</code>, exactly so: in lower case, without another port, and never by an IP address
            </>,
          ],
          ['Network', networkText(model)],
          ['Reseller', `${model.reseller.displayName} (${model.reseller.id})`],
          ['Consumer', consumer?.displayName],
          ...tokenFacts(model),
          ...signatureFacts(model),
          ['Client certificate', mutualTls ? 'required: the gateway accepts no connection without one' : undefined],
          ['Failed attempts', lockoutText(model)],
          ...ruleFacts(model),
          ...groupFacts(model),
          ['Paths', <Routes routes={routes} />],
          ...sizeFacts(model),
        ]}
      />
      {model.tiers.map((tier) => (
        <Tier key={tier.name} tier={tier} />
      ))}
    </Section>
  );
}

/** Facts for consumers that send tokens. */
function tokenFacts(model: KitModel): readonly Fact[] {
  const { signs, sendsTokens } = schemesOf(model);
  const { consumer, oauth } = model;
  if (!sendsTokens || !oauth.bearer) return [];
  const { issuer, audience } = oauth.bearer;
  const subject = consumer?.subject;
  return [
    ['Subject', subject !== undefined && <code>{subject}</code>],
    ['Consumer key', subject !== undefined && `${consumer?.key}, by which the provider finds you in its records`],
    ['Protocol', signs ? undefined : 'HTTPS, and a bearer token (RFC 6750) in the Authorization header'],
    ['Bearer tokens', `issued by ${issuer} for the audience ${audience}`],
  ];
}

/** Facts for consumers that sign. */
function signatureFacts(model: KitModel): readonly Fact[] {
  const { signs, sendsTokens } = schemesOf(model);
  if (!signs) return [];
  const { consumer, signatureMethods, oauth } = model;
  const end = consumer?.secretUntil === undefined ? '' : `; the current one ends at ${consumer.secretUntil}`;
  const instead = sendsTokens ? ', unless the system sends bearer tokens' : '';
  return [
    ['Consumer key', consumer ? <code>{consumer.key}</code> : 'the one that the platform generated for your system'],
    ['Consumer secret', `known to you only; this kit does not contain it${end}`],
    ['Protocol', `HTTPS, and OAuth 1.0a (RFC 5849) without tokens, in the Authorization header${instead}`],
    ['Signature method', signatureMethods.join(' or ')],
    [
      'Clock',
      `oauth_timestamp is in seconds and UTC, at most ${secondsText(oauth.timestampWindowSeconds)} old and ${secondsText(oauth.clockSkewSeconds)} ahead; synchronize your clock with NTP`,
    ],
    ['Nonce', 'another one for each request, retries included'],
  ];
}

function networkText({ audience, vpcEndpoints }: KitModel): string | undefined {
  if (audience === 'external') return undefined;
  const inside = `through the VPC endpoints ${vpcEndpoints.join(', ')}`;
  return audience === 'both' ? `on the internet, and ${inside}` : `only ${inside}: call it from their networks`;
}

/** Only signatures are locked out. */
function lockoutText(model: KitModel): string | undefined {
  if (!model.lockout || !schemesOf(model).signs) return undefined;
  const { failures, withinMinutes, forMinutes } = model.lockout;
  return `${failures} requests with one key from one address that fail within ${withinMinutes} minutes lock the key for this address for ${forMinutes} minutes; correct requests are refused too`;
}

function ruleFacts({ consumer, allowedSourceIps }: KitModel): readonly Fact[] {
  const { validFrom, validUntil, serviceHours, sourceIps, sourceVpcEndpoints, clientCertificates, operations, groups } =
    consumer?.rules ?? {};
  const blocks = [...(sourceIps ?? []), ...allowedSourceIps];
  const validity = [validFrom && `from ${validFrom}`, validUntil && `until ${validUntil}`].filter(Boolean).join(' ');
  return [
    ['Valid', consumer && (validity || 'without end')],
    ['Service hours', consumer && (serviceHours ? serviceHoursField.format(serviceHours) : 'always')],
    ['Source addresses', consumer || blocks.length > 0 ? addressText(sourceIps, allowedSourceIps) : undefined],
    ['VPC endpoints', sourceVpcEndpoints?.join(', ')],
    ['Client certificates', clientCertificates?.join('; ')],
    ['Operations', consumer && operationsText(operations, (groups ?? []).length > 0)],
  ];
}

function operationsText(operations: ConsumerRules['operations'], grouped: boolean): string {
  const within = grouped ? 'what any of the operation groups below allows' : 'every method on every path below';
  if (!operations) return within;
  const own = operationsField.format(operations);
  return grouped ? `${own}, and only ${within}` : own;
}

/** Facts about each group of a consumer; a group that it may not use allows nothing. */
function groupFacts(model: KitModel): readonly Fact[] {
  const { groups = [], securityLevel = 'C' } = model.consumer?.rules ?? {};
  if (!isNarrowedByGroups(model)) return [];
  const usable = groupsOf(model);
  return [
    ['Security level', securityLevel],
    ...groups.map((name): Fact => {
      const group = Object.hasOwn(usable, name) ? usable[name] : undefined;
      const allowed = group ? operationsField.format(group.operations) : 'nothing at this gateway; ask the provider';
      return [`Operation group ${name}`, allowed];
    }),
  ];
}

function addressText(own: readonly string[] | undefined, gateway: readonly string[]): string {
  if (own && gateway.length > 0) return `${own.join(', ')}, if they are within ${gateway.join(', ')}`;
  return own?.join(', ') ?? (gateway.join(', ') || 'every address');
}

function Routes({ routes }: Pick<KitModel, 'routes'>) {
  return (
    <>
      {routes.map(({ path, methods }, index) => (
        <span key={path}>
          {index > 0 && '; '}
          <code>{path}</code> and everything below it{methods && ` (${methods.join(', ')})`}
        </span>
      ))}
    </>
  );
}

function sizeFacts(model: KitModel): readonly Fact[] {
  const { request, answer } = sizeTexts(model);
  const { allowedApsHeaders } = model.oauth;
  return [
    ['Largest request', request],
    ['Largest answer', answer],
    ['Longest answer', `${secondsText(model.uiNodes.timeoutSeconds)}; set a longer time limit in your client`],
    ['APS headers', allowedApsHeaders.length > 0 ? `you may send ${allowedApsHeaders.join(', ')} only` : 'none'],
  ];
}

function Tier({ tier }: { tier: KitTier }) {
  const { name, shared, throttle, methods, priority } = tier;
  return (
    <>
      <h3>Limits of tier {name}</h3>
      <Facts
        facts={[
          ['Quota', quotaText(tier)],
          ['Rate', throttleText(throttle)],
          ...methods.map((own): Fact => [`${own.method} ${own.path}`, throttleText(own)]),
          [
            'While the platform is busy',
            priority === undefined
              ? undefined
              : `priority ${priority} of 0 to 9; 0 is served longest, others may be refused with platform_busy`,
          ],
          ['Counted', shared ? 'for all systems of the reseller on this tier together' : 'for each consumer key'],
        ]}
      />
    </>
  );
}
