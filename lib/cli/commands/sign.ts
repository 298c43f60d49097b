import type { Command } from 'commander';
import { type SigningOptions as SignedRequest, signRequest } from '../../../lambda/authorizer/oauth1/sign-request';
import { readBaseString } from '../../diagnose/base-string';
import { OnboardingError } from '../../onboarding/errors';
import type { Handler } from '../handle';
import { examples } from '../options/common-options';
import { consumerSecret } from '../options/secret-input';
import {
  readRequestArguments,
  readSigner,
  requestArguments,
  signingOptions,
  type SigningOptions,
} from '../options/signing-options';
import { baseStringText } from '../output/base-string-text';
import { readTarget, warningsAbout } from '../target';

interface SignOptions extends SigningOptions {
  readonly curl?: boolean;
  readonly timestamp?: string;
  readonly nonce?: string;
}

/** `sign [METHOD] URL`. */
export function sign(parent: Command, handler: Handler): void {
  const command = parent.command('sign').description('print the Authorization header of a request, and send nothing');
  requestArguments(command, 'GET');
  signingOptions(command)
    .option('--curl', 'print a curl command that sends the request')
    .option('--timestamp <seconds>', 'oauth_timestamp, to compare with another client (default: now)')
    .option('--nonce <text>', 'oauth_nonce, to compare with another client (default: random)')
    .option('--json', 'print header and base string as JSON');
  examples(
    command,
    "sign --consumer-key crm-prod --curl 'https://abc.execute-api.eu-central-1.amazonaws.com/aps/2/resources?limit(0,10)'",
    'sign PUT --consumer-key crm-prod --timestamp 1795633149 --nonce GzSOscru --show-base-string https://…/aps/2/resources/1',
  );
  command.action(
    handler.run(async (context, options: SignOptions, first?: string, second?: string) => {
      const { io, out } = context;
      const { method, url: typed } = readRequestArguments(first, second, 'GET');
      const target = readTarget(typed);
      const request = {
        ...readSigner(io, options),
        method,
        url: target.url,
        timestamp: readTimestamp(options.timestamp) ?? Math.floor(io.now().getTime() / 1000),
        nonce: readNonce(options.nonce) ?? io.randomHex(16),
      };
      for (const warning of warningsAbout(target)) out.notice(`warning: ${warning}`);
      const signed = signRequest({ ...request, consumerSecret: await consumerSecret(context, options) });
      const baseString = readBaseString(signed.baseString);
      if (options.showBaseString && !out.json) out.notice(`${baseStringText(baseString)}\n`);
      const curl = curlCommand(request, signed.authorization);
      out.result({ ...request, authorization: signed.authorization, curl, baseString }, () =>
        options.curl ? curl : `Authorization: ${signed.authorization}`,
      );
      if (options.timestamp === undefined) {
        out.notice(
          'notice: a gateway accepts it once, and for 5 minutes unless it declares another timestampWindowSeconds',
        );
      }
    }),
  );
}

/** Writes a curl command for a POSIX shell, which sends the URL as typed. */
function curlCommand({ method, url }: Pick<SignedRequest, 'method' | 'url'>, authorization: string): string {
  return [
    'curl',
    // Otherwise curl takes brackets for a pattern.
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    ...(method === 'HEAD' ? ['--head'] : method === 'GET' ? [] : ['--request', method]),
    '--header',
    quoted(`Authorization: ${authorization}`),
    quoted(url),
  ].join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function readTimestamp(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,10}$/.test(text)) return Number(text);
  const got = JSON.stringify(text);
  throw new OnboardingError('usage', `--timestamp: got ${got}, expected whole seconds since 1970, such as 1795633149`);
}

function readNonce(text: string | undefined): string | undefined {
  if (text === undefined || /^[!-~]{1,256}$/.test(text)) return text;
  throw new OnboardingError('usage', `--nonce: got ${JSON.stringify(text)}, expected 1 to 256 characters of ASCII`);
}
