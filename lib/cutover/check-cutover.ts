import { examine, examineCertificate } from '../onboarding/doctor';
import type { OnboardingPorts } from '../onboarding/ports';
import type { CutoverCheck } from './check';
import { checkDomain, checkNames } from './checks/domain';
import { checkFindings } from './checks/findings';
import { checkUsers, compareUsers } from './checks/users';
import { checkCertificate, checkVerified } from './checks/verified';
import type { CutoverFacts } from './read-facts';
import type { readNames } from './read-names';

/** Facts that only the operator knows. */
export interface CutoverAnswers {
  /** Consumer keys of the reseller's users on the platform; `undefined` if they are not known. */
  readonly userKeys: readonly string[] | undefined;
  /** Accepts the host name that API Gateway made up. */
  readonly acceptExecuteApi: boolean;
}

/** Checks every condition of a cut-over; reads no secret and changes nothing. */
export async function checkCutover(
  ports: OnboardingPorts,
  { gateway, declared, listed, verification, plan }: CutoverFacts,
  { userKeys, acceptExecuteApi }: CutoverAnswers,
  read: typeof readNames,
): Promise<readonly CutoverCheck[]> {
  const now = ports.now();
  const { hostname } = new URL(gateway.url);
  const { dnsTargets = {} } = gateway;
  const target = Object.hasOwn(dnsTargets, hostname) ? dnsTargets[hostname] : undefined;
  const domains = declared.domains.map(({ name }) => name);
  const ownKeys = listed
    .filter(({ consumer }) => consumer?.reseller === plan.reseller)
    .map(({ consumerKey }) => consumerKey);
  const [findings, certificate, names] = await Promise.all([
    examine(ports, gateway),
    examineCertificate(ports, gateway),
    read(hostname, target),
  ]);
  return [
    checkVerified(verification, { url: gateway.url, reseller: plan.reseller, consumerKeys: ownKeys }, now),
    checkUsers(userKeys && compareUsers(userKeys, listed, plan.reseller, now)),
    checkFindings(certificate ? [certificate, ...findings] : findings),
    checkDomain(hostname, domains, acceptExecuteApi),
    checkNames(hostname, target, names),
    checkCertificate(verification),
  ];
}
