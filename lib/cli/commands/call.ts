import type { Command } from 'commander';
import { signRequest } from '../../../lambda/authorizer/oauth1/sign-request';
import { readBaseString } from '../../diagnose/base-string';
import { OnboardingError } from '../../onboarding/errors';
import { flagOf } from '../../onboarding/fields/fields';
import { examples } from '../options/common-options';
import type { Context } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { explainAnswer } from '../refusals/explain-answer';
import type { Handler } from '../handle';
import { proxyAgent } from '../proxy';
import type { CallResponse } from '../send-signed';
import { readTarget, warningsAbout } from '../target';
import { readAuthorities } from '../files/authorities';
import { readFileBytes, readStandardInputBytes } from '../files/read-input';
import { consumerSecret } from '../options/secret-input';
import { readTokenFile } from '../options/token-file';
import {
  readRequestArguments,
  readSigner,
  requestArguments,
  signingOptions,
  type SigningOptions,
} from '../options/signing-options';
import { baseStringText } from '../output/base-string-text';

interface CallOptions extends SigningOptions {
  readonly tokenFile?: string;
  readonly data?: string;
  readonly header?: readonly string[];
  readonly include?: boolean;
  readonly cacert?: string;
  readonly insecure?: boolean;
  readonly timeout: string;
}

/** `call [METHOD] URL`. */
export function call(parent: Command, handler: Handler): void {
  const command = parent
    .command('call')
    .description(
      'send a request signed with OAuth 1.0a, or with a bearer token; the URL is sent as typed, RQL included',
    );
  requestArguments(command, 'GET, or POST with --data');
  signingOptions(command)
    .option('--token-file <file>', 'send the bearer token in this file instead of a signature; - is standard input')
    .option('-d, --data <text>', 'body; @file reads a file, - standard input; JSON unless a Content-Type is given')
    .option('-H, --header <line>', 'further header, "Name: value"; may be repeated', collect)
    .option('-i, --include', 'print status and headers before the body')
    .option('--cacert <file>', 'trust these certificate authorities (PEM) only')
    .option('--insecure', 'accept any certificate; for trials only, never with a token')
    .option('--timeout <seconds>', 'how long the whole answer may take', '30')
    .option('--json', 'print status, headers and body as JSON');
  examples(
    command,
    "call --consumer-key crm-prod 'https://abc.execute-api.eu-central-1.amazonaws.com/aps/2/resources?limit(0,10)'",
    'call POST --data @order.json --secret-file secret --consumer-key crm-prod https://…/aps/2/services/order-manager/orders',
    'call --token-file token https://…/aps/2/resources',
  );
  command.action(
    handler.run(async (context, options: CallOptions, first?: string, second?: string) => {
      const request = readRequestArguments(first, second, options.data === undefined ? 'GET' : 'POST');
      const answer = await send(context, options, request);
      return tell(context, options, answer);
    }),
  );
}

function collect(line: string, before: readonly string[] = []): readonly string[] {
  return [...before, line];
}

async function send(
  context: Context,
  options: CallOptions,
  { method, url }: { readonly method: string; readonly url: string },
): Promise<CallResponse> {
  const { io, out } = context;
  const target = readTarget(url);
  guardStandardInput(options);
  const authorize = readCredential(context, options);
  const request = {
    target,
    method,
    headers: (options.header ?? []).map(readHeader),
    timeoutMs: readTimeout(options.timeout),
    ...(options.data !== undefined && { body: await body(context, options.data) }),
    ...(options.cacert !== undefined && { certificateAuthorities: await readAuthorities(context, options.cacert) }),
    insecure: options.insecure === true,
  };
  if (request.insecure) out.notice('notice: the certificate is not verified (--insecure)');
  for (const warning of warningsAbout(target)) out.notice(`warning: ${warning}`);
  const authorization = await authorize({ method, url: target.url });
  const agent = await proxyAgent(io.environmentVariables);
  const { sendSigned } = await import('../send-signed.ts');
  return sendSigned({ ...request, authorization, ...(agent && { agent }) });
}

function guardStandardInput({ data, secretStdin, tokenFile }: CallOptions): void {
  if (data !== '-') return;
  if (secretStdin)
    throw new OnboardingError('usage', 'Standard input cannot hold both the body and the consumer secret.');
  if (tokenFile === '-') throw new OnboardingError('usage', 'Standard input cannot hold both the body and the token.');
}

/** Returns the Authorization header of a request. */
type Authorize = (request: { readonly method: string; readonly url: string }) => Promise<string>;

/** Checks the options of a signature or a token at once. The secret or the token is read later, by the returned function. */
function readCredential(context: Context, options: CallOptions): Authorize {
  const { io, out } = context;
  const { tokenFile } = options;
  if (tokenFile !== undefined) {
    guardToken(options);
    return async () => `Bearer ${await readTokenFile(io, tokenFile)}`;
  }
  const signer = readSigner(io, options);
  return async (request) => {
    const secret = await consumerSecret(context, options);
    const stamp = { timestamp: Math.floor(io.now().getTime() / 1000), nonce: io.randomHex(16) };
    const signed = signRequest({ ...signer, ...stamp, ...request, consumerSecret: secret });
    if (options.showBaseString) out.notice(`${baseStringText(readBaseString(signed.baseString))}\n`);
    return signed.authorization;
  };
}

/**
 * A token is sent instead of a signature, so options of a signature are a mistake. Clients must verify the certificate
 * of the server that gets a token (RFC 6750 §5.3).
 */
function guardToken(options: CallOptions): void {
  if (options.insecure)
    throw new OnboardingError(
      'usage',
      '--insecure does not go with --token-file: a server that intercepts the request could use the token until it expires. Trust the certificate with --cacert.',
    );
  const ofSignatures = ['consumerKey', 'secretFile', 'secretStdin', 'showBaseString'] as const;
  const given = ofSignatures.find((name) => options[name] !== undefined);
  if (given === undefined) return;
  throw new OnboardingError(
    'usage',
    `${flagOf(given)} does not go with --token-file: a token is sent instead of a signature.`,
  );
}

function readTimeout(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= 3600) return seconds * 1000;
  const got = JSON.stringify(text);
  throw new OnboardingError('usage', `--timeout: got ${got}, expected seconds, more than 0 and up to 3600`);
}

function tell({ io, out }: Context, { include, tokenFile }: CallOptions, answer: CallResponse): number {
  const { status, statusText, headers, body: bytes } = answer;
  const statusLine = `HTTP ${status} ${statusText}`.trimEnd();
  if (out.json) out.result({ status, headers: Object.fromEntries(headers), body: bytes.toString() }, () => '');
  else if (include) out.line([statusLine, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join('\n'));
  else out.notice(statusLine);
  const reason = explainAnswer(answer, { seen: io.stdout.isTTY === true, sendsToken: tokenFile !== undefined });
  if (!out.json) {
    io.stdout.write(bytes);
    // A piped body stays unchanged, unless a line for a person follows.
    const lineFollows = io.stdout.isTTY === true || reason !== undefined;
    if (lineFollows && bytes.length > 0 && bytes.at(-1) !== 10) io.stdout.write('\n');
  }
  if (reason !== undefined) out.notice(reason);
  return status < 400 ? EXIT_CODES.done : EXIT_CODES.failed;
}

/** Reads the body. The bytes of a file or of standard input are sent as they are. */
async function body({ io }: Context, data: string): Promise<Buffer> {
  if (data === '-') return readStandardInputBytes(io);
  if (data.startsWith('@')) return readFileBytes(io, data.slice(1));
  return Buffer.from(data);
}

function readHeader(line: string): readonly [string, string] {
  const [, name = '', value = ''] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e]*)$/.exec(line) ?? [];
  if (name === '') throw new OnboardingError('usage', '--header: expected "Name: value" in printable ASCII');
  if (/^(?:authorization|host|content-length)$/i.test(name)) {
    throw new OnboardingError('usage', `--header: ${name} is written by this command`);
  }
  return [name, value];
}
