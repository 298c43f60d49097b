import { Argument, type Command } from 'commander';
import { SIGNATURE_METHODS, type SignatureMethod } from '../../../lambda/authorizer/contract';
import type { CandidateSecret } from '../../diagnose/explain-signature';
import type { DiagnosisReport } from '../../diagnose/report';
import { OnboardingError } from '../../onboarding/errors';
import { flagOf } from '../../onboarding/fields/fields';
import { readConsumerKey, readResellerId } from '../../onboarding/fields/identity';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import { consumerName } from '../../onboarding/names';
import { requireReseller, unknownConsumer } from '../../onboarding/plan/require-consumer';
import type { Context } from '../context';
import { diagnoseToken } from '../diagnose-token';
import { EXIT_CODES } from '../exit-codes';
import type { Handler } from '../handle';
import {
  type CapturedRequestOptions,
  capturedRequestOptions,
  readCapturedRequest,
  readsStandardInput,
} from '../options/captured-request';
import { commonOptions, examples } from '../options/common-options';
import { asksForSecret, optionalConsumerSecret, type SecretOptions, secretOptions } from '../options/secret-input';

interface DiagnoseOptions extends SecretOptions, CapturedRequestOptions {
  readonly consumerKey?: string;
  readonly signedHost?: readonly string[];
  readonly withoutSecret?: boolean;
  readonly tokenFile?: string;
  readonly keys?: string;
  readonly config?: string;
}

/** Everything that the request is compared with. */
interface Known {
  readonly secrets: readonly CandidateSecret[];
  readonly hosts: readonly string[];
  readonly signatureMethods: readonly SignatureMethod[];
}

/** `diagnose [RESELLER]`. */
export function diagnose(parent: Command, handler: Handler): void {
  const command = parent
    .command('diagnose')
    .description('find out why the signature of a request does not verify, or why a token is refused; sends nothing')
    .addArgument(
      new Argument(
        '[reseller]',
        'compare with the secrets of its consumer in Secrets Manager, or a token with its declared identity provider',
      ).argParser(readResellerId),
    );
  secretOptions(capturedRequestOptions(command))
    .option('--without-secret', 'do not ask for the secret: say what can be seen without it')
    .option('--consumer-key <key>', 'consumer of the reseller (default: the one in the request)')
    .option('--signed-host <host>', 'host that may have been signed instead; may be repeated', collect)
    .option('--token-file <file>', 'in place of a request: a bearer token; - is standard input')
    .option('--keys <file>', "with --token-file: the identity provider's keys, to check the signature as well");
  commonOptions(command);
  examples(
    command,
    'diagnose --curl request.txt',
    'diagnose --har gateway.har --entry 3 --secret-file secret --json',
    'diagnose alpha --token-file token',
    "diagnose alpha --authorization 'OAuth oauth_consumer_key=…' --url 'https://…/aps/2/resources?limit(0,10)'",
  );
  command.action(
    handler.run(async (context, options: DiagnoseOptions, reseller?: string) => {
      if (options.tokenFile !== undefined) {
        return diagnoseToken(
          context,
          { ...options, tokenFile: options.tokenFile },
          requireOnlyToken(options, reseller),
        );
      }
      requireOneSource(options, reseller);
      const captured = await readCapturedRequest(context.io, options);
      const { diagnoseReport } = await import('../../diagnose/diagnose-report.ts');
      const nowMs = context.io.now().getTime();
      const claimed = diagnoseReport(captured, { ...NOTHING_KNOWN, nowMs });
      const known = await knownAbout(claimed, context, options, reseller);
      const hosts = [...(options.signedHost ?? []), ...known.hosts];
      const report = diagnoseReport(captured, { ...known, hosts, nowMs });
      const { diagnosisText } = await import('../output/diagnosis-text.ts');
      context.out.result(report, () => diagnosisText(report, context.out.colors));
      return exitCodeOf(report);
    }),
  );
}

const NOTHING_KNOWN: Known = { secrets: [], hosts: [], signatureMethods: SIGNATURE_METHODS };

function collect(host: string, before: readonly string[] = []): readonly string[] {
  return [...before, host];
}

/** @throws OnboardingError `usage` */
function requireOneSource(options: DiagnoseOptions, reseller: string | undefined): void {
  if (options.keys !== undefined) throw new OnboardingError('usage', '--keys needs --token-file.');
  if (reseller === undefined && options.consumerKey !== undefined) {
    throw new OnboardingError('usage', '--consumer-key needs the reseller, whose consumer it is.');
  }
  if (reseller !== undefined && (options.secretFile !== undefined || options.secretStdin)) {
    throw new OnboardingError('usage', 'Give either the reseller or a secret: the secrets of a reseller are read.');
  }
  if (options.secretStdin && readsStandardInput(options)) {
    throw new OnboardingError('usage', 'Standard input cannot hold both the request and the consumer secret.');
  }
}

/**
 * Requires the reseller of a token, and no options for a request.
 *
 * @throws OnboardingError `usage`
 */
function requireOnlyToken(options: DiagnoseOptions, reseller: string | undefined): string {
  const ofRequests = ['curl', 'har', 'request', 'authorization', 'consumerKey', 'secretFile', 'secretStdin'] as const;
  const given = ofRequests.find((name) => options[name] !== undefined);
  if (given !== undefined) {
    throw new OnboardingError('usage', `${flagOf(given)} does not go with --token-file: a token is not a request.`);
  }
  if (reseller !== undefined) return reseller;
  throw new OnboardingError('usage', '--token-file needs the reseller, whose identity provider the token is from.');
}

async function knownAbout(
  { verdict, request }: DiagnosisReport,
  context: Context,
  options: DiagnoseOptions,
  reseller: string | undefined,
): Promise<Known> {
  // No secret is asked for or read for a request whose signature cannot be checked.
  const needsSecret = verdict !== 'unreadable';
  if (reseller !== undefined) {
    return needsSecret ? knownAtGateway(context, options, reseller, request.consumerKey) : NOTHING_KNOWN;
  }
  return knownHere(context, { ...options, withoutSecret: options.withoutSecret === true || !needsSecret });
}

async function knownHere(context: Context, options: DiagnoseOptions): Promise<Known> {
  // A prompt cannot follow a request on standard input.
  if (readsStandardInput(options) && asksForSecret(context, options)) return NOTHING_KNOWN;
  const value = await optionalConsumerSecret(context, options);
  return { ...NOTHING_KNOWN, secrets: value === undefined ? [] : [{ value, role: 'given' }] };
}

async function knownAtGateway(
  context: Context,
  options: DiagnoseOptions,
  reseller: string,
  claimedKey: string | undefined,
): Promise<Known> {
  const consumerKey = readConsumerKey(options.consumerKey ?? claimedKey ?? '');
  const { credentials, gateways } = await context.ports();
  const gateway = await requireGateway(gateways, context.environment, reseller);
  const stored = await credentials.read(consumerName(gateway, consumerKey));
  if (stored.state !== 'stored') throw unknownConsumer(consumerKey, reseller);
  requireReseller(stored.consumer, reseller);
  if (claimedKey !== undefined && claimedKey !== consumerKey) {
    context.out.notice(`warning: the request names another consumer key than ${consumerKey}`);
  }
  const now = context.io.now().getTime();
  return {
    secrets: stored.consumer.secrets.map(({ value, validUntil }, index) => ({
      value,
      role: validUntil !== undefined && Date.parse(validUntil) <= now ? 'ended' : index === 0 ? 'current' : 'previous',
      ...(validUntil !== undefined && { validUntil }),
    })),
    hosts: [new URL(gateway.url).host],
    signatureMethods: SIGNATURE_METHODS.filter((method) => gateway.signatureMethods?.includes(method) ?? true),
  };
}

function exitCodeOf({ verdict, secret, refusals, hints }: DiagnosisReport): number {
  const noticed = refusals.length > 0 || hints.length > 0;
  switch (verdict) {
    case 'unexplained':
      return EXIT_CODES.failed;
    case 'verifies':
      return secret?.role === 'ended' || refusals.length > 0 ? EXIT_CODES.finding : EXIT_CODES.done;
    case 'unchecked':
      return noticed ? EXIT_CODES.finding : EXIT_CODES.done;
    case 'explained':
    case 'unreadable':
      return EXIT_CODES.finding;
  }
}
