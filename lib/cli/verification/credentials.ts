import { subjectKey } from '../../../lambda/authorizer/contract';
import type { Credentials } from '../../conformance/sign';
import type { Target } from '../../conformance/target';
import { type GatewayDescriptor, schemesOf } from '../../descriptor';
import { readPart } from '../../diagnose/read-token-part';
import { OnboardingError } from '../../onboarding/errors';
import { readConsumerKey, readResellerId } from '../../onboarding/fields/identity';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import { consumerName } from '../../onboarding/names';
import { offboardedConsumer, requireReseller, unknownConsumer } from '../../onboarding/plan/require-consumer';
import type { Context } from '../context';
import { readTokenFile } from '../options/token-file';
import { asksForSecret, consumerSecret, type SecretOptions } from '../options/secret-input';

/** A consumer that signs, and its gateway; without one, the secret must be given. */
export interface Signer {
  readonly reseller: string;
  readonly consumerKey: string;
  readonly gateway?: GatewayDescriptor;
}

/** The consumer whose requests are sent, by its secret or by its token. */
type Sent = Pick<Target['consumers'], 'consumer'> & Pick<Target, 'tokens'>;

/**
 * Returns the credentials of the requests: the token that `--token-file` names, otherwise those that sign.
 *
 * @throws OnboardingError when an option of signatures comes with a token, or the gateway accepts no tokens
 */
export async function sentCredentials(
  context: Context,
  options: SecretOptions & { readonly tokenFile?: string },
  sender: Signer,
): Promise<Sent> {
  const { tokenFile } = options;
  if (tokenFile === undefined) return { consumer: await signingCredentials(context, options, sender) };
  if (options.secretFile !== undefined || options.secretStdin)
    throw new OnboardingError('usage', 'Give either --token-file or a secret: a token is sent instead of a signature.');
  const { consumerKey, gateway, reseller } = sender;
  if (gateway && !schemesOf(gateway).includes('bearer'))
    throw new OnboardingError('conflict', `The gateway of ${reseller} accepts no bearer tokens, only signatures.`);
  const token = await readTokenFile(context.io, tokenFile);
  if (!isTokenOf(consumerKey, token))
    context.out.notice(`warning: no claim of the token is the subject of consumer ${consumerKey}`);
  return { tokens: { consumerKey, correct: async () => token } };
}

/** Tests whether a claim of a token is the subject that a consumer key is made of. */
function isTokenOf(consumerKey: string, token: string): boolean {
  const claims = readPart(token.split('.')[1] ?? '');
  return Object.values(claims ?? {}).some((claim) => typeof claim === 'string' && subjectKey(claim) === consumerKey);
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
  if (stored.consumer.subject !== undefined)
    throw new OnboardingError('usage', `Consumer ${consumerKey} sends bearer tokens: give one with --token-file.`);
  const valid = stored.consumer.secrets.find(
    ({ validUntil }) => validUntil === undefined || Date.parse(validUntil) > ports.now().getTime(),
  );
  if (valid) return { consumerKey, consumerSecret: valid.value };
  throw new OnboardingError('conflict', `Every secret of consumer ${consumerKey} has ended. Rotate it first.`);
}
