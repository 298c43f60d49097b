import type { Caller } from '../account-reader';
import type { Check, Reading } from '../check';
import type { Requirements } from '../requirements';

/** Compares the credentials' account with the one that platform.yaml declares. */
export function checkAccount({ environment, account }: Requirements, caller: Reading<Caller>): Check {
  const needed =
    account === undefined
      ? 'any account: platform.yaml declares none'
      : `account ${account}, as platform.yaml declares`;
  const line = { id: 'account', checked: 'caller identity', needed };
  if (!caller.known) {
    // It needs no permission: without an answer nothing can be deployed.
    const ask = 'Sign in, or name a profile (--profile, AWS_PROFILE).';
    return { ...line, verdict: 'missing', found: `AWS does not accept the credentials: ${caller.why}`, ask };
  }
  const { accountId, arn } = caller.value;
  const found = `${arn} in account ${accountId}`;
  if (account === undefined || account === accountId) return { ...line, verdict: 'fine', found };
  const ask = `Use credentials of account ${account} (--profile, AWS_PROFILE), or change account in config/${environment}/platform.yaml.`;
  return { ...line, verdict: 'missing', found, ask };
}

/** Compares the Region that is read with the one that platform.yaml declares. */
export function checkRegion({ environment, region: declared }: Requirements, region: string | undefined): Check {
  const line = { id: 'region', checked: 'Region', needed: declared ?? 'any Region: platform.yaml declares none' };
  if (region === undefined) {
    const ask = `Set region in config/${environment}/platform.yaml, AWS_REGION or --region.`;
    return { ...line, verdict: 'missing', found: 'none is set', ask };
  }
  if (declared === undefined || declared === region) return { ...line, verdict: 'fine', found: region };
  const ask = 'Leave --region out: cdk deploy uses the declared Region, so these checks are of another one.';
  return { ...line, verdict: 'missing', found: region, ask };
}
