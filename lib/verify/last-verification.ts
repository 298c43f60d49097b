import type { GatewayDescriptor } from '../descriptor';
import { isObject } from '../is-object';
import type { AwsPorts } from '../onboarding/ports';
import type { Backends } from './line';

/** The result of the last complete `verify` of a gateway. It holds no secret. */
export interface Verification {
  readonly version: 1;
  /** ISO 8601 instant at which it ended. */
  readonly at: string;
  /** Version of this package that verified. */
  readonly packageVersion: string;
  /** URL that was called. */
  readonly url: string;
  readonly consumerKey: string;
  /** Number of lines that held. */
  readonly held: number;
  /** Ids of the lines that failed; empty for a gateway that holds. */
  readonly failed: readonly string[];
  /** Ids of the lines that could not be checked. */
  readonly unknown: readonly string[];
  /** True if the platform refused the consumer through the gateway only, because the property does not name it yet. */
  readonly propertyNotSet?: boolean;
  /** Result by brand endpoint; absent if no route has UI nodes of its own. */
  readonly backends?: Backends;
}

type Ports = Pick<AwsPorts, 'verifications'>;

/**
 * Returns the last verification of a gateway; `undefined` if there is none that this version can read.
 *
 * @throws OnboardingError `failed` when the parameter cannot be read
 */
export async function lastVerification(
  { verifications }: Ports,
  { environment, resellerId }: Pick<GatewayDescriptor, 'environment' | 'resellerId'>,
): Promise<Verification | undefined> {
  const document = await verifications.read(environment, resellerId);
  return document === undefined ? undefined : decode(document);
}

/**
 * Replaces the last verification of a gateway.
 *
 * @throws OnboardingError `failed` when the parameter cannot be written, such as for lack of permission
 */
export async function keepVerification(
  { verifications }: Ports,
  { environment, resellerId }: Pick<GatewayDescriptor, 'environment' | 'resellerId'>,
  verification: Verification,
): Promise<void> {
  await verifications.write(environment, resellerId, JSON.stringify(verification));
}

function decode(document: string): Verification | undefined {
  let value: unknown;
  try {
    value = JSON.parse(document);
  } catch {
    return undefined;
  }
  return isVerification(value) ? value : undefined;
}

function isVerification(value: unknown): value is Verification {
  if (!isObject(value)) return false;
  const texts = ['at', 'packageVersion', 'url', 'consumerKey'];
  return (
    value['version'] === 1 &&
    texts.every((name) => typeof value[name] === 'string') &&
    !Number.isNaN(Date.parse(String(value['at']))) &&
    typeof value['held'] === 'number' &&
    isTexts(value['failed']) &&
    isTexts(value['unknown']) &&
    ['undefined', 'boolean'].includes(typeof value['propertyNotSet']) &&
    (value['backends'] === undefined || isObject(value['backends']))
  );
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
