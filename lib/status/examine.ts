import type { EnvironmentConfig } from '../config/environment';
import { apiIdsOf, type GatewayDescriptor } from '../descriptor';
import { platformStackName, resellerStackName } from '../gateway/names';
import { examineConsumers } from '../onboarding/doctor';
import { OnboardingError } from '../onboarding/errors';
import type { Finding } from '../onboarding/plan/diagnose';
import { membersToDeploy } from '../onboarding/plan/known-members';
import type { SharedKeyFinding } from '../onboarding/plan/diagnose-shared-keys';
import type { OnboardingPorts } from '../onboarding/ports';
import { lastVerification, type Verification } from '../verify/last-verification';
import { gatewayAlarms, sharedAlarms } from './alarms';
import { compareDescriptor } from './declared';
import { expiringCredentials, type Horizon } from './expiry';
import { attention, note, type StatusFinding } from './finding';
import type { FleetMember } from './fleet';
import type { FleetReader, OpenAlarm } from './ports';
import {
  acmFindings,
  authorizerFindings,
  domainFindings,
  expectedDomains,
  exposureFindings,
  stackFindings,
  stageFindings,
  usagePlanFindings,
} from './resources';
import { sheddingFindings } from './shedding';

/** Everything that a status needs from its caller. */
export interface StatusPorts extends Pick<OnboardingPorts, 'credentials' | 'metering' | 'verifications' | 'shedding'> {
  readonly fleet: FleetReader;
}

/** Findings about a gateway; `consumers` is absent if they could not be counted. */
export interface ExaminedMember {
  readonly consumers?: number;
  /** The last whole verification; null if there was none, absent if it could not be read. */
  readonly verification?: Verification | null;
  readonly findings: readonly StatusFinding[];
}

/** Facts and limits that hold for all gateways of a round. */
export interface Round {
  readonly environment: string;
  readonly horizon: Horizon;
  /** Returns the command that deploys the gateway of a reseller. */
  readonly deployCommand: (reseller: string) => string;
  /** Open alarms of the environment; absent if they could not be read. */
  readonly alarms?: readonly OpenAlarm[];
}

/** Reads the open alarms of an environment, of which each gateway then takes its own. */
export async function readAlarms(
  fleet: FleetReader,
  environment: string,
): Promise<Pick<Round, 'alarms'> & { readonly findings: readonly StatusFinding[] }> {
  let alarms: readonly OpenAlarm[] | undefined;
  const findings = await tolerant('open alarms', async () => {
    alarms = await fleet.openAlarms(`aps-gateway-${environment}-`);
    return sharedAlarms(environment, alarms);
  });
  return { ...(alarms && { alarms }), findings };
}

/** Examines the parts that all gateways of an environment share. */
export async function examineShared(
  { fleet, shedding }: StatusPorts,
  { environment, horizon }: Round,
  config: EnvironmentConfig | undefined,
  members: readonly FleetMember[],
): Promise<readonly StatusFinding[]> {
  const nodes = config?.platform.privateNodes;
  const arns = nodes ? [nodes.certificateArn, ...nodes.furtherCertificateArns] : [];
  const name = platformStackName(environment);
  const found = await Promise.all([
    tolerant('stack', () => stackFindings(fleet, name, config?.platform.tags)),
    tolerant('shedding', () => sheddingFindings(shedding, environment, members, horizon.now)),
    ...arns.map((arn) =>
      tolerant('load balancer of the UI nodes', () =>
        acmFindings(fleet, 'load balancer of the UI nodes', arn, horizon),
      ),
    ),
  ]);
  return found.flat();
}

/** Examines a gateway. A part that cannot be read is a finding, and does not keep the others from being read. */
export async function examineMember(ports: StatusPorts, member: FleetMember, round: Round): Promise<ExaminedMember> {
  const { resellerId, descriptor, declared, problem } = member;
  const { environment, horizon, alarms = [] } = round;
  const routes = descriptor?.routes ?? declared?.routes ?? [];
  const brandEndpoints = routes.flatMap(({ brandEndpoint }) => brandEndpoint ?? []);
  const open = gatewayAlarms({ environment, resellerId }, brandEndpoints, alarms);
  if (!descriptor) return { findings: [absence(member, round), ...open] };
  const { fleet, metering } = ports;
  const stack = resellerStackName(environment, resellerId);
  const hosts = declared?.domains.map(({ name }) => name) ?? [];
  const apis = apiIdsOf(descriptor);
  let consumers: number | undefined;
  let verification: Verification | null | undefined;
  const parts: readonly (readonly [string, () => Promise<readonly StatusFinding[]>])[] = [
    ['stack', () => stackFindings(fleet, stack, declared?.tags)],
    ...apis.map((apiId) => {
      const subject = apis.length === 1 ? 'stage' : `stage ${apiId}`;
      return [subject, () => stageFindings(fleet, { ...descriptor, apiId }, declared, horizon)] as const;
    }),
    ...(declared
      ? apis.map((apiId) => [`API ${apiId}`, () => exposureFindings(fleet, descriptor, apiId, declared)] as const)
      : []),
    ['usage plans', () => usagePlanFindings(metering, descriptor, declared)],
    ['authorizer', () => authorizerFindings(fleet, descriptor)],
    [
      'last verification',
      async () => {
        verification = (await lastVerification(ports, descriptor)) ?? null;
        return verificationFindings(verification, resellerId);
      },
    ],
    ...expectedDomains(descriptor, hosts).map(
      (domain) => [`domain ${domain.name}`, () => domainFindings(fleet, domain, descriptor, horizon)] as const,
    ),
    [
      'consumers',
      async () => {
        const examined = await consumerFindings(ports, descriptor, horizon);
        consumers = examined.count;
        return examined.findings;
      },
    ],
  ];
  const found = await Promise.all(parts.map(([part, read]) => tolerant(part, read)));
  const findings = [
    ...(problem === undefined && member.state === 'not declared' ? [absence(member, round)] : []),
    ...lagFindings(descriptor),
    ...(declared ? compareDescriptor(descriptor, declared) : []),
    ...found.flat(),
    ...open,
  ];
  return {
    ...(consumers !== undefined && { consumers }),
    ...(verification !== undefined && { verification }),
    findings,
  };
}

/** Returns what the deployed authorizer does not know; consumers cannot have it before the next deployment. */
function lagFindings(gateway: GatewayDescriptor): readonly StatusFinding[] {
  const unknown = membersToDeploy(gateway);
  if (unknown.length === 0) return [];
  return [
    note(
      'lags',
      'authorizer',
      `the deployed version does not know ${unknown.join(', ')} yet; deploy before you set it for a consumer`,
    ),
  ];
}

/** The finding of a gateway that is only declared, only deployed, or has an unreadable descriptor. */
function absence({ resellerId, state, problem = '' }: FleetMember, { deployCommand }: Round): StatusFinding {
  if (state === 'made by a newer version') return attention('newerVersion', resellerId, problem);
  if (state === 'unreadable descriptor') return attention('descriptorDamaged', resellerId, problem);
  if (state === 'not declared') {
    const remedy = 'restore its file, or offboard its consumers and destroy its stack (docs: "Remove things")';
    return attention('notDeclared', resellerId, 'it is deployed, but no file declares it', remedy);
  }
  const message = 'its file declares a gateway that is not deployed';
  return attention('notDeployed', resellerId, message, deployCommand(resellerId));
}

async function consumerFindings(
  ports: StatusPorts,
  gateway: GatewayDescriptor,
  horizon: Horizon,
): Promise<{ readonly count: number; readonly findings: readonly StatusFinding[] }> {
  const { overviews, findings } = await examineConsumers(ports, gateway, horizon.now);
  const consumers = overviews.flatMap(({ credentials }) => (typeof credentials === 'object' ? [credentials] : []));
  return {
    count: overviews.filter(({ credentials }) => typeof credentials === 'object' || credentials === 'unreadable')
      .length,
    findings: [
      ...findings.map((finding) => ofConsumer(finding, gateway.resellerId)),
      ...consumers.flatMap((consumer) => expiringCredentials(consumer, horizon)),
    ],
  };
}

/** Returns the lines that failed at the last verification; nothing for a gateway that was never verified. */
function verificationFindings(last: Verification | null, resellerId: string): readonly StatusFinding[] {
  if (!last || last.failed.length === 0) return [];
  const message = `on ${last.at.slice(0, 10)}, these lines failed: ${last.failed.join(', ')}`;
  const remedy = `run "aps-gateway verify ${resellerId}" again, which explains each line`;
  return [attention('verificationFailed', 'last verification', message, remedy)];
}

/** Repairs that "doctor --repair" carries out without a further option. */
const CARRIED_OUT: ReadonlySet<string> = new Set(['converge', 'removeKeys', 'remeter', 'removeSharedKey'] satisfies (
  Finding | SharedKeyFinding
)['repair'][]);

function ofConsumer(finding: Finding | SharedKeyFinding, owner: string): StatusFinding {
  const { code, message, repair } = finding;
  const subject = 'consumerKey' in finding ? finding.consumerKey : `tier ${finding.tier} of ${finding.reseller}`;
  const remedy = CARRIED_OUT.has(repair) ? `aps-gateway doctor ${owner} --repair` : undefined;
  const severity = repair === 'wait' ? 'note' : 'attention';
  return { code, severity, subject, message, ...(remedy !== undefined && { remedy }) };
}

/** Runs a part of the examination; a part that cannot be read becomes a finding. */
async function tolerant(
  part: string,
  read: () => Promise<readonly StatusFinding[]>,
): Promise<readonly StatusFinding[]> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof OnboardingError)) throw error;
    return [{ code: 'unread', severity: 'unknown', subject: part, message: error.message }];
  }
}
