import type { GatewayConfig } from '../config/environment';
import type { GatewayDescriptor } from '../descriptor';
import type { Metering } from '../onboarding/ports';
import { compareThrottle, compareTier } from './declared';
import { deployedTier } from './deployed-tier';
import { expiringAcmCertificate, expiringClientCertificate, type Horizon } from './expiry';
import { compareExposure, compareTags } from './exposure';
import { attention, note, type StatusFinding } from './finding';
import type { FleetReader } from './ports';

const REDEPLOY = 'deploy the stack again; if CloudFormation does not notice, detect its drift first';

/** Checks a CloudFormation stack: that it exists, how its last deployment ended, the last detected drift, and declared tags. */
export async function stackFindings(
  fleet: FleetReader,
  name: string,
  tags: Readonly<Record<string, string>> = {},
): Promise<readonly StatusFinding[]> {
  const stack = await fleet.stack(name);
  if (!stack) return [attention('missing', name, 'the stack does not exist', 'deploy it')];
  const { status, drift, driftCheckedAt, tags: deployedTags } = stack;
  const day = driftCheckedAt ? ` on ${driftCheckedAt.toISOString().slice(0, 10)}` : '';
  return [
    ...(/ROLLBACK|FAILED/.test(status)
      ? [
          attention(
            'deploymentFailed',
            name,
            `the last deployment failed (${status})`,
            "look at the stack's events, then deploy it again",
          ),
        ]
      : status.endsWith('IN_PROGRESS')
        ? [note('deploymentRunning', name, `a deployment is running (${status})`)]
        : []),
    ...(drift === 'DRIFTED'
      ? [
          attention(
            'drifted',
            name,
            `CloudFormation found changes by hand${day}`,
            '"aws cloudformation describe-stack-resource-drifts" lists them; deploy the stack again, or undo them',
          ),
        ]
      : []),
    ...compareTags(deployedTags, tags),
  ];
}

/** Checks who reaches an API, and over which TLS. An API that does not exist is a finding of its stage. */
export async function exposureFindings(
  fleet: FleetReader,
  { audience, internalApiId }: GatewayDescriptor,
  apiId: string,
  declared: GatewayConfig,
): Promise<readonly StatusFinding[]> {
  const api = await fleet.restApi(apiId);
  const endpoint = audience === 'internal' || apiId === internalApiId ? 'internal' : 'external';
  if (!api) return [];
  const found = compareExposure(api, declared, endpoint);
  if (audience !== 'both') return found;
  const ofApi = endpoint === 'internal' ? 'of the private API' : 'of the API on the internet';
  return found.map((finding) => ({ ...finding, subject: `${finding.subject} ${ofApi}` }));
}

/** Checks the stage: that it exists, its throttle, its access log and its client certificate. */
export async function stageFindings(
  fleet: FleetReader,
  { apiId, stage: name }: { readonly apiId: string } & Pick<GatewayDescriptor, 'stage'>,
  declared: GatewayConfig | undefined,
  horizon: Horizon,
): Promise<readonly StatusFinding[]> {
  const stage = await fleet.stage(apiId, name);
  const subject = `stage ${apiId}/${name}`;
  if (!stage) return [attention('missing', subject, 'it does not exist, so every request fails', REDEPLOY)];
  const { clientCertificate: id } = stage;
  const generated = id !== undefined && !id.startsWith('arn:') ? await fleet.clientCertificate(id) : undefined;
  return [
    ...(stage.hasAccessLog
      ? []
      : [attention('accessLogOff', subject, 'it writes no access log, which usage and dashboards need', REDEPLOY)]),
    ...(declared ? compareThrottle(stage.throttle, declared.throttle) : []),
    ...(generated ? expiringClientCertificate(generated, horizon) : []),
    ...(id?.startsWith('arn:') ? await acmFindings(fleet, 'client certificate', id, horizon) : []),
  ];
}

/** Checks the usage plans: that they exist, and that their limits are the declared ones. */
export async function usagePlanFindings(
  metering: Metering,
  { usagePlans, stage }: GatewayDescriptor,
  declared: GatewayConfig | undefined,
): Promise<readonly StatusFinding[]> {
  const found = await Promise.all(
    Object.entries(usagePlans).map(async ([tier, id]) => {
      const limits = await metering.limits(id);
      const message = `its usage plan ${id} does not exist, so its consumers are refused`;
      if (!limits) return [attention('missing', `tier ${tier}`, message, REDEPLOY)];
      const wanted = declared?.tiers[tier];
      return wanted ? compareTier(tier, deployedTier(limits, stage), wanted) : [];
    }),
  );
  return found.flat();
}

/** A custom domain of a gateway, and the API to which it should lead. */
export interface ExpectedDomain {
  readonly name: string;
  readonly apiId: string;
  /** Id of a private domain. */
  readonly privateId?: string | undefined;
}

/** Returns the domains that a gateway should have: on the internet, in its private network, or both. */
export function expectedDomains(gateway: GatewayDescriptor, names: readonly string[]): readonly ExpectedDomain[] {
  const { audience, restApiId, internalApiId, privateDomains = {} } = gateway;
  return names.flatMap((name) => [
    ...(audience === 'internal' ? [] : [{ name, apiId: restApiId }]),
    ...(audience === undefined
      ? []
      : [{ name, apiId: internalApiId ?? restApiId, privateId: privateDomains[name] ?? '' }]),
  ]);
}

/** Checks a custom domain: that it exists and is ready, that it leads to the gateway, and its certificate. */
export async function domainFindings(
  fleet: FleetReader,
  { name: host, apiId, privateId }: ExpectedDomain,
  { stage }: GatewayDescriptor,
  horizon: Horizon,
): Promise<readonly StatusFinding[]> {
  const name = privateId === undefined ? host : `${host} (private)`;
  // Without an id, the domain was declared after the last deployment.
  const domain = privateId === '' ? undefined : await fleet.domain(host, privateId);
  if (!domain) return [attention('missing', name, 'API Gateway has no such domain', REDEPLOY)];
  const { status, mappings, certificateArn } = domain;
  const isMapped = mappings.some((one) => one.basePath === stage && one.restApiId === apiId && one.stage === stage);
  const unmapped = `its base path ${stage} does not lead to this gateway`;
  return [
    ...(status === 'AVAILABLE' ? [] : [attention('notReady', name, `the domain has the state ${status}`)]),
    ...(isMapped ? [] : [attention('missing', name, unmapped, REDEPLOY)]),
    ...(certificateArn === undefined ? [] : await acmFindings(fleet, name, certificateArn, horizon)),
  ];
}

/** Checks a certificate of ACM. */
export async function acmFindings(
  fleet: FleetReader,
  subject: string,
  arn: string,
  horizon: Horizon,
): Promise<readonly StatusFinding[]> {
  const certificate = await fleet.acmCertificate(arn);
  if (certificate) return expiringAcmCertificate(subject, certificate, horizon);
  return [attention('missing', subject, `its certificate ${arn} does not exist`, 'declare another one and deploy')];
}

/** Checks what the authorizer needs: its function and the table of nonces. */
export async function authorizerFindings(
  fleet: FleetReader,
  { authorizerFunction, nonceTable }: GatewayDescriptor,
): Promise<readonly StatusFinding[]> {
  const [state, table] = await Promise.all([fleet.functionState(authorizerFunction), fleet.table(nonceTable)]);
  const missing = (subject: string) =>
    attention('missing', subject, 'it does not exist, so every request gets 503', REDEPLOY);
  return [
    ...(state === undefined ? [missing(`function ${authorizerFunction}`)] : []),
    // Lambda calls a function that was idle for weeks "Inactive", and activates it at the next request.
    ...(state === undefined || ['Active', 'Inactive'].includes(state)
      ? []
      : [attention('notReady', `function ${authorizerFunction}`, `it has the state ${state}`, REDEPLOY)]),
    ...(table === undefined ? [missing(`table ${nonceTable}`)] : []),
    ...(table === undefined || ['ACTIVE', 'UPDATING'].includes(table)
      ? []
      : [attention('notReady', `table ${nonceTable}`, `it has the state ${table}`, REDEPLOY)]),
  ];
}
