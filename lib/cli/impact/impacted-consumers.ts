import type { ConsumerRules } from '../../../lambda/authorizer/contract';
import type { GatewayDescriptor } from '../../descriptor';
import { isObject } from '../../is-object';
import type { ImpactedConsumer } from '../../impact/losses';
import { OnboardingError } from '../../onboarding/errors';
import { listConsumers } from '../../onboarding/inventory/list-consumers';
import type { CredentialsStore } from '../../onboarding/ports';
import { readRecords } from '../../onboarding/records/records';
import { readFileText } from '../files/read-input';
import { readRecordFile } from '../files/record-files';
import type { Context } from '../context';

/** Reads the consumers that are onboarded at deployed gateways. */
export async function onboardedConsumers(
  store: CredentialsStore,
  gateways: readonly GatewayDescriptor[],
): Promise<readonly ImpactedConsumer[]> {
  const [first, ...rest] = gateways;
  if (!first) return [];
  const owners = new Set(gateways.map(({ resellerId }) => resellerId));
  // One list of the environment instead of one for each of its gateways.
  const listed = await listConsumers(store, first.environment, rest.length === 0 ? first : undefined);
  return listed.flatMap(({ consumer, deletedAt, gateway }): ImpactedConsumer[] => {
    if (!owners.has(gateway) || !consumer || deletedAt || consumer.about.offboarding) return [];
    const { consumerKey, reseller, tier, rules = {} } = consumer;
    return [{ consumerKey, reseller, tier, ...grantsOf(rules) }];
  });
}

/**
 * Reads consumers from a file that "consumer export" wrote.
 *
 * @param reseller the reseller of records that name none
 * @throws OnboardingError `usage` with all problems of the file
 */
export async function exportedConsumers(
  { io }: Context,
  file: string,
  reseller: string | undefined,
): Promise<readonly ImpactedConsumer[]> {
  const placed = await readRecordFile(await readFileText(io, file));
  const named = (column: string) =>
    placed
      .map(({ record }) => (isObject(record) ? record[column] : undefined))
      .filter((value) => typeof value === 'string');
  if (reseller === undefined && named('reseller').length < placed.length) {
    throw new OnboardingError('usage', `${file}: with --all, every record needs its reseller, as "export" writes it`);
  }
  const resellers = new Set([...named('reseller').filter(Boolean), ...(reseller === undefined ? [] : [reseller])]);
  return [...resellers].flatMap((id) =>
    readRecords(placed, id, [...new Set(named('tier'))]).records.map(
      ({ consumerKey, tier, rules }): ImpactedConsumer => ({ consumerKey, reseller: id, tier, ...grantsOf(rules) }),
    ),
  );
}

type Granting = Pick<ConsumerRules, 'operations' | 'groups' | 'securityLevel'>;
type Nullable<T> = { readonly [K in keyof T]: T[K] | null };

/** The rules that decide which operations a consumer may call. */
function grantsOf({ operations, groups, securityLevel }: Partial<Nullable<Granting>>): Granting {
  return { ...(operations && { operations }), ...(groups && { groups }), ...(securityLevel && { securityLevel }) };
}
