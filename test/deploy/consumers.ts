import type { Credentials } from '../conformance/sign';
import { onboardForTest } from '../conformance/onboard';
import { readTrialDescriptor, type Trial } from './trial';

/** The consumers that the stages call with. */
export interface Consumers {
  readonly alpha: Credentials;
  readonly beta: Credentials;
  readonly suspended: Credentials;
  readonly metered: Credentials;
}

export async function onboardAll(trial: Trial): Promise<Consumers> {
  const one = async (
    reseller: string,
    consumerKey: string,
    tier: string,
    status: 'active' | 'suspended' = 'active',
  ) => {
    const consumerSecret = `secret-of-${consumerKey}`;
    trial.platformSecrets.set(consumerKey, [consumerSecret]);
    const descriptor = await readTrialDescriptor(trial, reseller);
    return onboardForTest(trial.emulator.endpoint, descriptor, { consumerKey, consumerSecret, tier, status });
  };
  return {
    alpha: await one('alpha', 'crm', 'standard'),
    beta: await one('beta', 'billing', 'standard'),
    suspended: await one('alpha', 'old', 'standard', 'suspended'),
    metered: await one('alpha', 'small', 'tiny'),
  };
}
