import type { InUse } from '../account-reader';
import { type Check, judge, type Reading } from '../check';

interface CountedQuota {
  readonly kind: keyof InUse;
  readonly name: string;
  /** Code in Service Quotas, service apigateway. */
  readonly code: string;
  /** AWS's default, for accounts whose quotas cannot be read (API Gateway developer guide, "Quotas"). */
  readonly byDefault: number;
  readonly adjustable: boolean;
}

/** Service quotas of an account and Region that a fleet of gateways fills. */
export const COUNTED_QUOTAS: readonly CountedQuota[] = [
  { kind: 'restApis', name: 'Regional APIs', code: 'L-AA0FF27B', byDefault: 600, adjustable: false },
  { kind: 'usagePlans', name: 'Usage plans', code: 'L-E8693075', byDefault: 300, adjustable: true },
  { kind: 'domains', name: 'Custom Domain Names', code: 'L-A93447B8', byDefault: 120, adjustable: true },
  { kind: 'vpcLinks', name: 'VPC links(V2)', code: 'L-608BDCD4', byDefault: 10, adjustable: true },
];

interface Readings {
  readonly makes: readonly string[];
  readonly inUse: Reading<readonly string[]>;
  readonly quotas: Reading<ReadonlyMap<string, number>>;
  readonly region: string;
}

/** Checks that the account has room for what the environment still has to create. */
export function checkServiceQuota(quota: CountedQuota, { makes, inUse, quotas, region }: Readings): Check {
  const { kind, name, code, byDefault, adjustable } = quota;
  const line = { id: `quota-${kind}`, checked: `service quota "${name}"`, needed: `room for ${makes.length}` };
  return judge(line, inUse, (existing) => {
    const applied = quotas.known ? quotas.value.get(code) : undefined;
    const limit = applied ?? byDefault;
    const source = applied === undefined ? " (AWS's default; the account's own could not be read)" : '';
    const lacking = makes.filter((one) => !existing.includes(one)).length;
    const found = `${existing.length} of ${limit} in use${source}, ${lacking} of ${makes.length} to be created`;
    const total = existing.length + lacking;
    if (total <= limit) return { verdict: 'fine', found };
    const ask = adjustable
      ? `Service Quotas > Amazon API Gateway > ${name} > Request increase, or: aws service-quotas request-service-quota-increase --service-code apigateway --quota-code ${code} --desired-value ${total} --region ${region}`
      : 'AWS does not raise this quota. Move resellers to an environment in another account or Region.';
    return { verdict: applied === undefined ? 'unknown' : 'missing', found, ask };
  });
}
