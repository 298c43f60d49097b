import type { Target } from '../../conformance/target';
import type { GatewayDescriptor } from '../../descriptor';
import { VPC_ENDPOINT_PATTERN } from '../../identifiers';
import { OnboardingError } from '../../onboarding/errors';
import { readConsumerKey } from '../../onboarding/fields/identity';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import { gatewayTarget, isLocal, type KnownGateway, throughVpcEndpoint } from '../../verify/gateway-target';
import { ALWAYS, SUBJECTS, type VerifyRequest } from '../../verify/verify';
import type { Context } from '../context';
import { readAuthorities } from '../files/authorities';
import type { SecretOptions } from '../options/secret-input';
import { proxyAgent } from '../proxy';
import { readTarget } from '../target';
import { readClientCertificate } from './client-certificate';
import { otherCredentials, sentCredentials } from './credentials';

/** Variable with the consumer key. */
export const KEY_VARIABLE = 'APS_GATEWAY_CONSUMER_KEY';

/** Options of `verify`. */
export interface VerifyOptions extends SecretOptions {
  readonly consumerKey?: string;
  readonly tokenFile?: string;
  readonly otherConsumer?: string;
  readonly brandEndpoint?: string;
  readonly only?: string;
  readonly throttle?: boolean;
  readonly writable?: boolean;
  readonly url?: string;
  readonly connect?: string;
  readonly vpcEndpoint?: string;
  readonly cacert?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** A verification to run; `deployed` is the gateway's descriptor, unless only its URL was given. */
export interface Wanted {
  readonly request: VerifyRequest;
  readonly consumerKey: string;
  readonly deployed?: GatewayDescriptor;
  /** Ids of the lines by each word of `--only`, and of the line that is always sent. */
  readonly asked: Asked;
}

/** Ids of lines by the word that asks for them. */
export type Asked = Readonly<Record<string, readonly string[]>>;

/** Compression depends on a configuration key that the descriptor does not have. */
const COMPRESSION = 'depends on uiNodes.answers';

/**
 * Reads what to verify. Everything is checked before the secret is asked for.
 *
 * @throws OnboardingError for a wrong option, an unknown gateway or an unknown consumer
 */
export async function readRequest(context: Context, options: VerifyOptions, reseller: string): Promise<Wanted> {
  const { io } = context;
  const key = options.consumerKey ?? io.environmentVariables[KEY_VARIABLE];
  if (key === undefined) throw new OnboardingError('usage', `Give --consumer-key, or set ${KEY_VARIABLE}.`);
  const consumerKey = readConsumerKey(key);
  const asked = readOnly(options.only);
  const only = asked && new Set(Object.values(asked).flat());
  const [brandEndpoint, connect] = [
    readOrigin('--brand-endpoint', options.brandEndpoint),
    readOrigin('--connect', options.connect),
  ];
  const ca = options.cacert === undefined ? undefined : await readAuthorities(context, options.cacert);
  const clientCertificate = await readClientCertificate(context, options);
  const url = readOrigin('--url', options.url);
  const deployed = url === undefined ? await deployedGateway(context, reseller) : undefined;
  if (options.otherConsumer !== undefined && !deployed)
    throw new OnboardingError('usage', '--other-consumer: expected no --url, because its secret is read from AWS');
  if (deployed?.mutualTls && !clientCertificate)
    context.out.notice('notice: the gateway requires a client certificate; give it with --cert and --key');
  const gateway: KnownGateway = deployed ?? { url: url ?? '' };
  const headers = readVpcEndpoint(gateway.url, options.vpcEndpoint);
  const agent = await proxyAgent(io.environmentVariables);
  const otherGateway =
    options.otherConsumer !== undefined && deployed
      ? await otherCredentials(context, options.otherConsumer, deployed)
      : undefined;
  const sender = { reseller, consumerKey, ...(deployed && { gateway: deployed }) };
  const { tokens, ...signs } = await sentCredentials(context, options, sender);
  const consumers = { ...signs, ...(otherGateway && { otherGateway }) };
  const target = gatewayTarget(gateway, consumers, {
    ...(tokens && { tokens }),
    ...(connect !== undefined && { connect: { origin: connect, pathPrefix: '' } }),
    ...(ca !== undefined && { ca }),
    ...(agent && { agent }),
    ...(clientCertificate && { clientCertificate }),
    ...(headers && { headers }),
  });
  const request = {
    gateway,
    target: { ...target, lacks: lacksOf(target, options) },
    now: io.now(),
    ...(only && { only }),
    ...(brandEndpoint !== undefined && { brandEndpoint }),
    throttle: options.throttle === true,
  };
  return { request, consumerKey, ...(deployed && { deployed }), asked: { ...asked, [ALWAYS]: [ALWAYS] } };
}

async function deployedGateway(context: Context, reseller: string): Promise<GatewayDescriptor> {
  const { gateways } = await context.ports();
  return requireGateway(gateways, context.environment, reseller);
}

function lacksOf({ lacks, consumers }: Target, { writable }: VerifyOptions): Target['lacks'] {
  const { writable: nothingWritten, ...others } = lacks;
  return {
    ...others,
    ...(!writable && { writable: `${nothingWritten} without --writable` }),
    ...(!consumers.otherGateway && { secondGateway: 'no --other-consumer was given' }),
    compression: COMPRESSION,
    suspendedConsumer: 'it needs a suspended consumer',
  };
}

/** Reads ids of lines and names of groups. */
function readOnly(text: string | undefined): Asked | undefined {
  if (text === undefined) return undefined;
  const words = text.split(',').map((word) => word.trim());
  const wrong = words.filter((word) => idsOf(word).length === 0);
  if (wrong.length > 0) {
    const groups = [...new Set(SUBJECTS.map(({ group }) => group))].join(', ');
    const ids = SUBJECTS.map(({ id }) => id).join(', ');
    const got = wrong.map((word) => JSON.stringify(word)).join(', ');
    throw new OnboardingError('usage', `--only: got ${got}, expected groups (${groups}) or lines (${ids})`);
  }
  return Object.fromEntries(words.map((word) => [word, idsOf(word)]));
}

/** Returns the lines that a word of `--only` names: one, those of a group, or none. */
function idsOf(word: string): readonly string[] {
  return SUBJECTS.filter(({ id, group }) => id === word || group === word).map(({ id }) => id);
}

/** Reads the VPC endpoint that localhost simulates, as the headers that name it. */
function readVpcEndpoint(url: string, id: string | undefined): Readonly<Record<string, string>> | undefined {
  if (id === undefined) return undefined;
  if (!VPC_ENDPOINT_PATTERN.test(id)) {
    const got = JSON.stringify(id);
    throw new OnboardingError('usage', `--vpc-endpoint: got ${got}, expected an id such as vpce-0123456789abcdef0`);
  }
  if (isLocal(url)) return throughVpcEndpoint(id);
  throw new OnboardingError(
    'usage',
    `--vpc-endpoint: expected a gateway on localhost, got ${url}. Run the command in the network of ${id} instead.`,
  );
}

/** Reads an origin such as https://host. */
function readOrigin(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const { url, path } = readTarget(text, option);
  if (path === '/') return url.replace(/\/$/, '');
  throw new OnboardingError(
    'usage',
    `${option}: got the path ${path}, expected only scheme and host, such as https://host`,
  );
}
