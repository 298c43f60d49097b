import { setTimeout as sleep } from 'node:timers/promises';
import { awsPorts } from '../../onboarding/adapters/aws-ports';
import type { OnboardingPorts } from '../../onboarding/ports';
import type { CommonOptions } from '../context';
import type { CliIo } from '../io';
import { connectionSettings } from './connection';

/**
 * Ports over SDK clients.
 *
 * @throws OnboardingError as `connectionSettings` does
 */
export async function onboardingPorts(
  options: CommonOptions,
  environment: string,
  io: CliIo,
): Promise<OnboardingPorts> {
  return {
    ...awsPorts(await connectionSettings(options, environment, io), { now: () => performance.now(), sleep }),
    now: () => io.now(),
    newApiKeyValue: () => io.randomHex(20),
  };
}
