import type { Command } from 'commander';
import { type CapturedRequest, readUrl, UnreadableInputError } from '../../diagnose/inputs/captured-request';
import { readCurlCommand } from '../../diagnose/inputs/curl-command';
import { readHar } from '../../diagnose/inputs/har';
import { readRawRequest } from '../../diagnose/inputs/raw-request';
import { OnboardingError } from '../../onboarding/errors';
import { type InputText, readFileText, readStandardInputText } from '../files/read-input';
import type { CliIo } from '../io';

/** Options that say where a captured request comes from. */
export interface CapturedRequestOptions {
  readonly curl?: string;
  readonly har?: string;
  readonly entry?: string;
  readonly request?: string;
  readonly authorization?: string;
  readonly method: string;
  readonly url?: string;
}

/** Adds the options that say where a captured request comes from. */
export function capturedRequestOptions(command: Command): Command {
  return command
    .option('--curl <file>', 'a curl command, such as "Copy as cURL" writes; - is standard input')
    .option('--har <file>', 'a HAR file, saved with sensitive data; - is standard input')
    .option('--entry <number>', 'entry of the HAR file, from 1 on (default: the only one answered 401)')
    .option('--request <file>', 'request line and headers, or what curl --verbose prints; - is standard input')
    .option('--authorization <value>', 'the Authorization header; needs --url')
    .option('--method <method>', 'method, with --authorization', 'GET')
    .option('--url <url>', 'URL as it was sent, in quotes, with --authorization');
}

/** Tests whether the request comes from standard input. */
export function readsStandardInput({ curl, har, request }: CapturedRequestOptions): boolean {
  return [curl, har, request].includes('-');
}

/**
 * Reads the request that the options name.
 *
 * @throws OnboardingError `usage`; its message repeats nothing of the request
 */
export async function readCapturedRequest(io: CliIo, options: CapturedRequestOptions): Promise<CapturedRequest> {
  const { curl, har, request, authorization } = options;
  const given = [curl, har, request, authorization].filter((source) => source !== undefined);
  if (given.length !== 1) {
    throw new OnboardingError('usage', 'Give one of --curl, --har, --request, and --authorization with --url.');
  }
  if (options.entry !== undefined && har === undefined) throw new OnboardingError('usage', '--entry needs --har.');
  if (curl !== undefined) return read(await inputOf(io, curl), readCurlCommand);
  if (har !== undefined) {
    const entry = readEntry(options.entry);
    return read(await inputOf(io, har), (text) => readHar(text, entry));
  }
  if (request !== undefined) return read(await inputOf(io, request), readRawRequest);
  return read({ name: '--url', text: options.url ?? '' }, (url) => ({
    method: options.method.toUpperCase(),
    url: readUrl(url),
    headers: [['Authorization', (authorization ?? '').replace(/^\s*Authorization:\s*/i, '')]],
    remarks: [],
  }));
}

function inputOf(io: CliIo, file: string): Promise<InputText> {
  return file === '-' ? readStandardInputText(io) : readFileText(io, file);
}

function read({ name, text }: InputText, reader: (text: string) => CapturedRequest): CapturedRequest {
  try {
    return reader(text);
  } catch (error) {
    if (!(error instanceof UnreadableInputError)) throw error;
    throw new OnboardingError('usage', `${name}: ${error.message}`, { cause: error });
  }
}

function readEntry(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new OnboardingError('usage', `--entry: got ${JSON.stringify(text)}, expected a number from 1 on`);
}
