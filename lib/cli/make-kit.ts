import { resolve } from 'node:path';
import type { GatewayDescriptor } from '../descriptor';
import type { KitFiles } from '../kit/kit-files';
import type { KitConsumer } from '../kit/kit-model';
import type { PublicConsumer } from '../onboarding/consumer';
import { OnboardingError } from '../onboarding/errors';
import { listed } from '../onboarding/inventory/list-consumers';
import { requireGateway } from '../onboarding/inventory/require-gateway';
import { consumerName } from '../onboarding/names';
import { requireReseller, unknownConsumer } from '../onboarding/plan/require-consumer';
import type { Context } from './context';
import { DEFAULT_CONFIG } from './options/common-options';

/** Options of commands that make a kit. */
export interface KitOptions {
  readonly brand?: string;
  readonly config?: string;
}

/**
 * Makes the kit of a reseller, or of one of its consumers: from the deployed gateway, the configuration and the
 * consumer's record, which has no secret.
 *
 * @throws OnboardingError
 */
export async function makeKit(
  context: Context,
  { reseller, consumerKey }: { readonly reseller: string; readonly consumerKey?: string | undefined },
  { brand, config = DEFAULT_CONFIG }: KitOptions,
): Promise<KitFiles> {
  const [{ readConfiguration }, { readBrandFile }, { kitModel }, { kitFiles }] = await Promise.all([
    import('./resellers.ts'),
    import('./files/brand-file.ts'),
    import('../kit/kit-model.ts'),
    import('../kit/kit-files.ts'),
  ]);
  const declared = readConfiguration(context, config);
  const branded = await readBrandFile(context, config, brand);
  const { gateways } = await context.ports();
  const gateway = await requireGateway(gateways, context.environment, reseller);
  const consumer = consumerKey === undefined ? undefined : await readConsumer(context, gateway, reseller, consumerKey);
  const model = kitModel({
    config: declared,
    gateway,
    reseller,
    ...(consumer && { consumer: kitConsumer(consumer) }),
    ...(branded && { brand: branded }),
    now: context.io.now(),
  });
  if (typeof model === 'string') throw new OnboardingError('conflict', model);
  return kitFiles(model);
}

async function readConsumer(
  context: Context,
  gateway: GatewayDescriptor,
  reseller: string,
  consumerKey: string,
): Promise<PublicConsumer> {
  const { credentials } = await context.ports();
  const entry = await credentials.describe(consumerName(gateway, consumerKey));
  if (!entry || entry.deletedAt) throw unknownConsumer(consumerKey, reseller);
  const { consumer } = listed(gateway.resellerId, consumerKey, entry);
  if (!consumer) {
    const repair = `aps-gateway doctor ${reseller} --repair`;
    throw new OnboardingError('conflict', `The record of ${consumerKey} cannot be read. Run ${repair}.`);
  }
  requireReseller(consumer, reseller);
  return consumer;
}

/** Of the notes about a consumer, only its name is for integrators. */
function kitConsumer({ consumerKey, tier, subject, rules = {}, secrets, about }: PublicConsumer): KitConsumer {
  const secretUntil = secrets[0]?.validUntil;
  return {
    key: consumerKey,
    tier,
    rules,
    ...(subject !== undefined && { subject }),
    ...(about.displayName !== undefined && { displayName: about.displayName }),
    ...(secretUntil !== undefined && { secretUntil }),
  };
}

/**
 * Checks that a kit may be written into a folder, before anything else is done.
 *
 * @throws OnboardingError `usage` for a folder that holds something other than a kit
 */
export async function requireFolder({ io }: Context, option: string, folder: string): Promise<void> {
  const { requireKitFolder } = await import('../kit/write-kit.ts');
  await inFolder(option, folder, () => requireKitFolder(resolve(io.workingDirectory, folder)));
}

/**
 * Writes a kit into a folder, whole or not at all.
 *
 * @throws OnboardingError `usage`
 */
export async function saveKit({ io }: Context, option: string, folder: string, files: KitFiles): Promise<void> {
  const { writeKit } = await import('../kit/write-kit.ts');
  await inFolder(option, folder, () => writeKit(resolve(io.workingDirectory, folder), files));
}

async function inFolder(option: string, folder: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === 'NotAKitError') {
      const allowed = 'expected a new or empty folder, or one with an earlier kit, which is replaced';
      throw new OnboardingError('usage', `${option}: ${folder} holds something else; ${allowed}`, { cause: error });
    }
    const problem = 'code' in error ? String(error.code) : error.name;
    throw new OnboardingError('usage', `${option}: cannot write ${folder}: ${problem}`, { cause: error });
  }
}
