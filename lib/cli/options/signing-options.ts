import type { Command } from 'commander';
import { SIGNATURE_METHODS, type SignatureMethod } from '../../../lambda/authorizer/contract';
import { OnboardingError } from '../../onboarding/errors';
import { readConsumerKey } from '../../onboarding/fields/identity';
import type { CliIo } from '../io';
import { type SecretOptions, secretOptions } from './secret-input';

const KEY_VARIABLE = 'APS_GATEWAY_CONSUMER_KEY';

/** Methods that API Gateway supports. A gateway serves some of them and answers the others itself. */
const HTTP_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Options of the commands that sign a request. */
export interface SigningOptions extends SecretOptions {
  readonly consumerKey?: string;
  readonly signatureMethod: string;
  readonly showBaseString?: boolean;
}

/** Adds the arguments of the commands that sign a request. */
export function requestArguments(command: Command, defaultMethod: string): Command {
  return (
    command
      .usage('[options] [method] <url>')
      // Both are optional, because commander takes a single argument as the first; readTarget requires the URL.
      .argument('[method]', `default: ${defaultMethod}`)
      .argument('[url]', 'absolute URL, in quotes')
  );
}

/** Adds the options of the commands that sign a request. */
export function signingOptions(command: Command): Command {
  return secretOptions(command)
    .option('--consumer-key <key>', `consumer key (${KEY_VARIABLE})`)
    .option('--signature-method <method>', SIGNATURE_METHODS.join(' or '), 'HMAC-SHA1')
    .option('--show-base-string', 'explain on standard error what is signed; never shows the key');
}

/**
 * Reads method and URL of {@link requestArguments}.
 *
 * @throws OnboardingError `usage`
 */
export function readRequestArguments(
  first: string | undefined,
  second: string | undefined,
  defaultMethod: string,
): { readonly method: string; readonly url: string } {
  const [given, url = ''] = second === undefined ? [undefined, first] : [first, second];
  const method = (given ?? defaultMethod).toUpperCase();
  if (HTTP_METHODS.includes(method)) return { method, url };
  throw new OnboardingError(
    'usage',
    `method: got ${JSON.stringify(given)}, expected one of: ${HTTP_METHODS.join(', ')}`,
  );
}

/**
 * Reads who signs, and how.
 *
 * @throws OnboardingError `usage`
 */
export function readSigner(
  { environmentVariables }: CliIo,
  options: SigningOptions,
): { readonly consumerKey: string; readonly signatureMethod: SignatureMethod } {
  const key = options.consumerKey ?? environmentVariables[KEY_VARIABLE];
  if (key === undefined) throw new OnboardingError('usage', `Give --consumer-key, or set ${KEY_VARIABLE}.`);
  return { consumerKey: readConsumerKey(key), signatureMethod: readMethod(options.signatureMethod) };
}

function readMethod(text: string): SignatureMethod {
  const method = SIGNATURE_METHODS.find((name) => name === text);
  if (method) return method;
  throw new OnboardingError(
    'usage',
    `--signature-method: got ${JSON.stringify(text)}, expected one of: ${SIGNATURE_METHODS.join(', ')}`,
  );
}
