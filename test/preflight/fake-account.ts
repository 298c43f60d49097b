import { join } from 'node:path';
import { loadEnvironment } from '../../lib/config/load-environment';
import type { AccountReader } from '../../lib/preflight/account-reader';
import type { Check, Reading } from '../../lib/preflight/check';
import { preflight } from '../../lib/preflight/preflight';
import { type Requirements, requirementsOf } from '../../lib/preflight/requirements';

const CONFIG = join(__dirname, '../../config');
/** Requirements of the sample environments. */
export const lab = requirementsOf(loadEnvironment(CONFIG, 'lab'));
export const production = requirementsOf(loadEnvironment(CONFIG, 'production'));

/** A reading that succeeded. */
export function known<T>(value: T): Promise<Reading<T>> {
  return Promise.resolve({ known: true, value });
}

/** An account in which every read is forbidden, except for those that are given. */
export function fakeAccount(reads: Partial<AccountReader>): AccountReader {
  const forbidden = (permission: string) => () =>
    Promise.resolve({ known: false as const, why: 'AccessDenied', permission });
  return {
    region: () => Promise.resolve('eu-west-1'),
    caller: () => known({ accountId: '222233334444', arn: 'arn:aws:iam::222233334444:user/eva' }),
    concurrency: forbidden('lambda:GetAccountSettings'),
    cloudWatchRole: forbidden('apigateway:GET on /account'),
    serviceQuotas: forbidden('servicequotas:ListServiceQuotas'),
    inUse: forbidden('apigateway:GET'),
    bootstrapVersion: forbidden('ssm:GetParameter'),
    subscriptions: forbidden('sns:ListSubscriptionsByTopic'),
    mailIdentity: forbidden('ses:GetEmailIdentity'),
    mailSending: forbidden('ses:GetAccount'),
    refusedActions: forbidden('iam:SimulatePrincipalPolicy'),
    ...reads,
  };
}

/** Runs a preflight and returns one of its checks. */
export async function check(id: string, needs: Requirements, reads: Partial<AccountReader> = {}): Promise<Check> {
  const found = (await preflight(needs, fakeAccount(reads))).find((one) => one.id === id);
  if (!found) throw new Error(`no check ${id}`);
  return found;
}
