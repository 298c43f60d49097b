import type { Credentials } from '../../conformance/sign';
import type { GatewayDescriptor } from '../../descriptor';
import { OnboardingError } from '../../onboarding/errors';
import { readConsumerKey, readResellerId } from '../../onboarding/fields/identity';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import { consumerName } from '../../onboarding/names';
import { offboardedConsumer, requireReseller, unknownConsumer } from '../../onboarding/plan/require-consumer';
import type { Context } from '../context';
import { asksForSecret, consumerSecret, type SecretOptions } from '../options/secret-input';

/** A consumer that signs, and its gateway; without one, the secret must be given. */
export interface Signer {
  readonly reseller: string;
  readonly consumerKey: string;
  readonly gateway?: GatewayDescriptor;
}

/**
 * Returns the credentials that sign: with the secret that the options or the variable give, else the one in Secrets
 * Manager, else a prompted one.
 *
 * @throws OnboardingError when there is no such consumer, or no secret that may be read
 */
export async function signingCredentials(
  context: Context,
  options: SecretOptions,
  signer: Signer,
): Promise<Credentials> {
  const { reseller, consumerKey, gateway } = signer;
  if (gateway === undefined || !asksForSecret(context, options))
    return { consumerKey, consumerSecret: await consumerSecret(context, options) };
  try {
    return await storedCredentials(context, { reseller, consumerKey, gateway });
  } catch (error) {
    const unreadable = error instanceof OnboardingError && error.code === 'failed';
    if (!unreadable || context.io.stdin.isTTY !== true) throw error;
    context.out.notice(`notice: ${error.message}`);
    return { consumerKey, consumerSecret: await consumerSecret(context, options) };
  }
}

/**
 * Reads the credentials of another gateway's consumer.
 *
 * @param text such as `beta/crm`
 * @throws OnboardingError when it does not exist, or is served by the same gateway
 */
export async function otherCredentials(
  context: Context,
  text: string,
  gateway: GatewayDescriptor,
): Promise<Credentials> {
  const [, first, second] = /^([^/]*)\/([^/]*)$/.exec(text) ?? [];
  if (first === undefined || second === undefined) {
    const got = JSON.stringify(text);
    throw new OnboardingError(
      'usage',
      `--other-consumer: got ${got}, expected a reseller and a consumer key, such as beta/crm`,
    );
  }
  const [reseller, consumerKey] = [readResellerId(first), readConsumerKey(second)];
  const { gateways } = await context.ports();
  const other = await requireGateway(gateways, context.environment, reseller);
  if (other.resellerId === gateway.resellerId) {
    const problem = `--other-consumer: ${reseller} is served by the gateway to verify; expected a consumer of another gateway`;
    throw new OnboardingError('usage', problem);
  }
  return storedCredentials(context, { reseller, consumerKey, gateway: other });
}

async function storedCredentials(
  context: Context,
  { reseller, consumerKey, gateway }: Required<Signer>,
): Promise<Credentials> {
  const ports = await context.ports();
  const stored = await ports.credentials.read(consumerName(gateway, consumerKey));
  if (stored.state === 'absent') throw unknownConsumer(consumerKey, reseller);
  if (stored.state === 'scheduled') throw offboardedConsumer(consumerKey, reseller);
  requireReseller(stored.consumer, reseller);
  const valid = stored.consumer.secrets.find(
    ({ validUntil }) => validUntil === undefined || Date.parse(validUntil) > ports.now().getTime(),
  );
  if (valid) return { consumerKey, consumerSecret: valid.value };
  throw new OnboardingError('conflict', `Every secret of consumer ${consumerKey} has ended. Rotate it first.`);
}
