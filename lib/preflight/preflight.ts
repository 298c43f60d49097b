import type { AccountReader } from './account-reader';
import type { Check } from './check';
import { checkBootstrap } from './checks/bootstrap';
import { checkCloudWatchRole } from './checks/cloudwatch-role';
import { checkConcurrency } from './checks/concurrency';
import { checkAccount, checkRegion } from './checks/identity';
import { checkMailIdentity, checkMailSending, domainOf } from './checks/mail';
import { checkPermissions } from './checks/permissions';
import { checkServiceQuota, COUNTED_QUOTAS } from './checks/service-quotas';
import { checkSubscriptions } from './checks/subscriptions';
import { checkVpcLink } from './checks/vpc-link';
import type { Requirements } from './requirements';

/** SSM parameter in which the platform stack publishes the topic of its alarms. */
export const alarmTopicParameter = (environment: string) => `/aps-gateway/${environment}/platform/alarm-topic-arn`;

/**
 * Checks an account against what an environment needs before its first deploy. Reads only what the environment
 * declares a need for.
 */
export async function preflight(needs: Requirements, account: AccountReader): Promise<readonly Check[]> {
  const [region, caller] = await Promise.all([account.region(), account.caller()]);
  const first = [checkAccount(needs, caller), checkRegion(needs, region)];
  // Everything else is of one Region.
  if (region === undefined) return first;
  const place = `aws://${caller.known ? caller.value.accountId : '<account>'}/${region}`;
  const { environment, alarmMails, noticesFrom, subnetIds } = needs;
  const [bootstrap, permissions, concurrency, role, quotas, mails, notices] = await Promise.all([
    account.bootstrapVersion(),
    caller.known ? checkPermissions(needs, account, caller.value, region) : [],
    account.concurrency(),
    account.cloudWatchRole(),
    checkQuotas(needs, account, region),
    alarmMails.length > 0 ? account.subscriptions(alarmTopicParameter(environment)) : undefined,
    noticesFrom === undefined ? [] : checkMails(noticesFrom, account, region),
  ]);
  return [
    ...first,
    checkBootstrap(place, bootstrap),
    ...permissions,
    checkConcurrency(needs, concurrency, region),
    checkCloudWatchRole(needs, role),
    ...quotas,
    ...(subnetIds.length > 0 ? [checkVpcLink(needs, region)] : []),
    ...(mails ? [checkSubscriptions(needs, mails)] : []),
    ...notices,
  ];
}

async function checkMails(from: string, account: AccountReader, region: string): Promise<readonly Check[]> {
  const [sending, ...identities] = await Promise.all([
    account.mailSending(),
    ...[domainOf(from), from].map((name) => account.mailIdentity(name)),
  ]);
  return [checkMailIdentity(from, region, identities), checkMailSending(region, sending)];
}

async function checkQuotas(needs: Requirements, account: AccountReader, region: string): Promise<readonly Check[]> {
  const declared = COUNTED_QUOTAS.filter(({ kind }) => needs.makes[kind].length > 0);
  const [quotas, ...inUse] = await Promise.all([
    account.serviceQuotas(),
    ...declared.map(({ kind }) => account.inUse(kind)),
  ]);
  return declared.flatMap((quota, index) => {
    const existing = inUse[index];
    return existing
      ? [checkServiceQuota(quota, { makes: needs.makes[quota.kind], inUse: existing, quotas, region })]
      : [];
  });
}
