import type { ConsumerRules, Scheme } from '../../../lambda/authorizer/contract';
import { type GatewayDescriptor, schemesOf } from '../../descriptor';
import type { ConsumerDraft } from '../consumer';
import { OnboardingError } from '../errors';

/**
 * Requires that a gateway accepts the way in which a consumer authenticates: tokens of its subject, or signatures.
 *
 * @throws OnboardingError `conflict`
 */
export function requireScheme(
  gateway: GatewayDescriptor,
  { consumerKey, subject }: Pick<ConsumerDraft, 'consumerKey' | 'subject'>,
): void {
  const accepted = schemesOf(gateway);
  const [scheme, found]: readonly [Scheme, string] =
    subject === undefined ? ['oauth1', 'signs with a consumer secret'] : ['bearer', 'has a subject'];
  if (accepted.includes(scheme)) return;
  const { resellerId } = gateway;
  throw new OnboardingError(
    'conflict',
    `Consumer ${consumerKey} ${found}, but the gateway of ${resellerId} accepts only ${accepted.join(', ')}. Add ${scheme} to oauth.authentication in the file of reseller ${resellerId} and deploy first.`,
  );
}

/**
 * Requires that only a consumer that signs has signature methods: they would refuse every token.
 *
 * @throws OnboardingError `usage`
 */
export function requireSignatureMethods(
  { consumerKey, subject }: Pick<ConsumerDraft, 'consumerKey' | 'subject'>,
  { signatureMethods }: { readonly signatureMethods?: ConsumerRules['signatureMethods'] | null } = {},
): void {
  if (subject === undefined || !signatureMethods) return;
  throw new OnboardingError(
    'usage',
    `Consumer ${consumerKey} sends tokens and signs nothing, so signature methods would refuse all its requests. Leave them out.`,
  );
}
