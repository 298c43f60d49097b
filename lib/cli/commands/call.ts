import type { Command } from 'commander';
import { SIGNATURE_METHODS, type SignatureMethod } from '../../../lambda/authorizer/contract';
import { OnboardingError } from '../../onboarding/errors';
import { readConsumerKey } from '../../onboarding/fields/identity';
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
import { consumerSecret, secretOptions, type SecretOptions } from '../options/secret-input';

const KEY_VARIABLE = 'APS_GATEWAY_CONSUMER_KEY';

/** Methods that API Gateway supports. A gateway serves some of them and answers the others itself. */
const HTTP_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

interface CallOptions extends SecretOptions {
  readonly consumerKey?: string;
  readonly data?: string;
  readonly header?: readonly string[];
  readonly include?: boolean;
  readonly cacert?: string;
  readonly insecure?: boolean;
  readonly timeout: string;
  readonly signatureMethod: string;
}

/** `call [METHOD] URL`. */
export function call(parent: Command, handler: Handler): void {
  const command = parent
    .command('call')
    .description('send a request signed with OAuth 1.0a; the URL is sent as typed, RQL included')
    .usage('[options] [method] <url>')
    // Both are optional, because commander takes a single argument as the first; readTarget requires the URL.
    .argument('[method]', 'default: GET, or POST with --data')
    .argument('[url]', 'absolute URL, in quotes')
    .option('--consumer-key <key>', `consumer key (${KEY_VARIABLE})`)
    .option('-d, --data <text>', 'body; @file reads a file, - standard input; JSON unless a Content-Type is given')
    .option('-H, --header <line>', 'further header, "Name: value"; may be repeated', collect)
    .option('-i, --include', 'print status and headers before the body')
    .option('--signature-method <method>', SIGNATURE_METHODS.join(' or '), 'HMAC-SHA1')
    .option('--cacert <file>', 'trust these certificate authorities (PEM) only')
    .option('--insecure', 'accept any certificate; for trials only')
    .option('--timeout <seconds>', 'how long the whole answer may take', '30')
    .option('--json', 'print status, headers and body as JSON');
  secretOptions(command);
  examples(
    command,
    "call --consumer-key crm-prod 'https://abc.execute-api.eu-central-1.amazonaws.com/aps/2/resources?limit(0,10)'",
    'call POST --data @order.json --secret-file secret --consumer-key crm-prod https://…/aps/2/services/order-manager/orders',
  );
  command.action(
    handler.run(async (context, options: CallOptions, first?: string, second?: string) => {
      const [method, url = ''] = second === undefined ? [undefined, first] : [first, second];
      const answer = await send(context, options, method, url);
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
  given: string | undefined,
  url: string,
): Promise<CallResponse> {
  const method = (given ?? (options.data === undefined ? 'GET' : 'POST')).toUpperCase();
  if (!HTTP_METHODS.includes(method)) {
    const got = JSON.stringify(given);
    throw new OnboardingError('usage', `method: got ${got}, expected one of: ${HTTP_METHODS.join(', ')}`);
  }
  const { sendSigned } = await import('../send-signed.ts');
  const target = readTarget(url);
  const key = options.consumerKey ?? context.io.environmentVariables[KEY_VARIABLE];
  if (key === undefined) throw new OnboardingError('usage', `Give --consumer-key, or set ${KEY_VARIABLE}.`);
  if (options.data === '-' && options.secretStdin) {
    throw new OnboardingError('usage', 'Standard input cannot hold both the body and the consumer secret.');
  }
  const seconds = Number(options.timeout);
  if (!(seconds > 0 && seconds <= 3600)) {
    const got = JSON.stringify(options.timeout);
    throw new OnboardingError('usage', `--timeout: got ${got}, expected seconds, more than 0 and up to 3600`);
  }
  const request = {
    target,
    method,
    consumerKey: readConsumerKey(key),
    headers: (options.header ?? []).map(readHeader),
    signatureMethod: readMethod(options.signatureMethod),
    timeoutMs: seconds * 1000,
    ...(options.data !== undefined && { body: await body(context, options.data) }),
    ...(options.cacert !== undefined && {
      certificateAuthorities: await readAuthorities(context, options.cacert),
    }),
    insecure: options.insecure === true,
  };
  if (request.insecure) context.out.notice('notice: the certificate is not verified (--insecure)');
  for (const warning of warningsAbout(target)) context.out.notice(`warning: ${warning}`);
  const secret = await consumerSecret(context, options);
  const { io } = context;
  const agent = await proxyAgent(io.environmentVariables);
  const stamp = { timestamp: Math.floor(io.now().getTime() / 1000), nonce: io.randomHex(16) };
  return sendSigned({ ...request, ...stamp, consumerSecret: secret, ...(agent && { agent }) });
}

function tell({ io, out }: Context, { include }: CallOptions, answer: CallResponse): number {
  const { status, statusText, headers, body: bytes } = answer;
  const statusLine = `HTTP ${status} ${statusText}`.trimEnd();
  if (out.json) out.result({ status, headers: Object.fromEntries(headers), body: bytes.toString() }, () => '');
  else if (include) out.line([statusLine, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join('\n'));
  else out.notice(statusLine);
  const reason = explainAnswer(answer, io.stdout.isTTY === true);
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

function readMethod(text: string): SignatureMethod {
  const method = SIGNATURE_METHODS.find((name) => name === text);
  if (method) return method;
  throw new OnboardingError(
    'usage',
    `--signature-method: got ${JSON.stringify(text)}, expected one of: ${SIGNATURE_METHODS.join(', ')}`,
  );
}
