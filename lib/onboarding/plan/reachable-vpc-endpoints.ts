import type { GatewayDescriptor } from '../../descriptor';
import type { ConsumerDraft } from '../consumer';
import { OnboardingError } from '../errors';

/**
 * Requires that the gateway answers through the VPC endpoints that a consumer is limited to. Those that it has already are
 * not checked: removing one from a gateway must not hinder a suspension.
 *
 * @param before the stored consumer, if there is one
 * @throws OnboardingError `usage`, naming the VPC endpoint
 */
export function requireReachableVpcEndpoints(
  { vpcEndpoints = [], resellerId }: GatewayDescriptor,
  { consumerKey, rules }: ConsumerDraft,
  before: ConsumerDraft | undefined,
): void {
  const had = before?.rules?.sourceVpcEndpoints ?? [];
  const unreachable = (rules?.sourceVpcEndpoints ?? []).find((id) => !had.includes(id) && !vpcEndpoints.includes(id));
  if (unreachable === undefined) return;
  const answers = vpcEndpoints.length > 0 ? `through ${vpcEndpoints.join(', ')}` : 'on the internet only';
  throw new OnboardingError(
    'usage',
    `Consumer ${consumerKey}: the gateway of ${resellerId} does not answer through "${unreachable}", so every request through it would be refused; it answers ${answers}. A new VPC endpoint must be deployed first.`,
  );
}
