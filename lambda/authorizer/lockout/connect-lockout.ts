import type { CallHost } from '../adapters/aws-client';
import type { AwsEnvironment } from '../adapters/aws-environment';
import { dynamodbFailures, FAILURES_TIMEOUTS } from '../adapters/dynamodb-failures';
import { SETTINGS } from '../contract';
import { parseJsonObject } from '../json-object';
import type { LockoutStages } from '../ports';
import { SettingsError } from '../settings';
import { SourceLockout } from './lockout';
import { lockoutStages } from './lockout-stages';
import type { LockoutLimits } from './table';

/**
 * Makes the stages of the lockout that the environment variables declare, over its table.
 *
 * @throws SettingsError when a variable is missing or invalid
 */
export function connectLockout(aws: AwsEnvironment, host: CallHost, variables: NodeJS.ProcessEnv): LockoutStages {
  const table = variables[SETTINGS.lockoutTable];
  if (!table) throw new SettingsError(`${SETTINGS.lockoutTable} is missing, expected the name of a table`);
  const limits = readLimits(variables[SETTINGS.lockout] ?? '');
  const { clock } = host;
  const store = dynamodbFailures(aws, { ...host, timeouts: FAILURES_TIMEOUTS }, table);
  return lockoutStages(new SourceLockout({ limits, store, clock }), clock);
}

function readLimits(text: string): LockoutLimits {
  const { failures, withinMinutes, forMinutes } = parseJsonObject(text) ?? {};
  if (isCount(failures) && isCount(withinMinutes) && isCount(forMinutes))
    return { failures, withinMinutes, forMinutes };
  throw new SettingsError(
    `${SETTINGS.lockout} is "${text}", expected JSON with failures, withinMinutes and forMinutes, each at least 1`,
  );
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}
