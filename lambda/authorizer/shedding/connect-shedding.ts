import type { CallHost } from '../adapters/aws-client';
import type { AwsEnvironment } from '../adapters/aws-environment';
import { dynamodbShedding } from '../adapters/dynamodb-shedding';
import { SETTINGS } from '../contract';
import { isJsonObject, parseJsonObject } from '../json-object';
import type { SheddingStages } from '../ports';
import { SettingsError } from '../settings';
import { shedLoad } from './shed-load';
import type { SheddingSettings } from './shedding-item';
import { sheddingMonitor } from './shedding-monitor';

/**
 * Makes the stages of the shedding that the environment variable declares, over the environment's table.
 *
 * @throws SettingsError when the variable is invalid
 */
export function connectShedding(aws: AwsEnvironment, host: CallHost, variables: NodeJS.ProcessEnv): SheddingStages {
  const { clock, pause } = host;
  const { table, priorities } = readShedding(variables[SETTINGS.shedding] ?? '');
  const monitor = sheddingMonitor({ read: dynamodbShedding(aws, host, table), clock, pause });
  return {
    refresh: () => monitor.refresh(),
    shedLoad: (consumer, trace) => shedLoad(consumer, { priorities, monitor }, trace),
  };
}

/** Reads the table, and priorities that are whole numbers from 0 to 9. */
function readShedding(text: string): SheddingSettings {
  const { table, priorities } = parseJsonObject(text) ?? {};
  if (typeof table === 'string' && table !== '' && arePriorities(priorities)) return { table, priorities };
  throw new SettingsError(
    `${SETTINGS.shedding} is "${text}", expected JSON with table, and priorities from 0 to 9 by tier`,
  );
}

function arePriorities(priorities: unknown): priorities is Readonly<Record<string, number>> {
  return isJsonObject(priorities) && Object.values(priorities).every((one) => /^\d$/.test(JSON.stringify(one)));
}
