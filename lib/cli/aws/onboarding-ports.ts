import { setTimeout as sleep } from 'node:timers/promises';
import { awsPorts } from '../../onboarding/adapters/aws-ports';
import type { OnboardingPorts } from '../../onboarding/ports';
import type { CommonOptions } from '../context';
import type { CliIo } from '../io';
import type { Output } from '../output/output';
import { isLoopback } from './client-config';
import { connectionSettings } from './connection';

/**
 * Ports over SDK clients.
 *
 * @throws OnboardingError as `connectionSettings` does
 */
export async function onboardingPorts(
  options: CommonOptions,
  environment: string,
  { io, out }: { readonly io: CliIo; readonly out: Output },
): Promise<OnboardingPorts> {
  const config = await connectionSettings(options, environment, io);
  const onUnknownCaller = (reason: string) =>
    out.notice(`warning: the change is recorded without who made it; AWS STS did not answer: ${reason}`);
  const clock = { now: () => performance.now(), sleep };
  // The stand-ins of npm start have no limit for look-ups, and a person waits for the answer.
  const trailClock = isLoopback(config.endpoints.cloudTrail) ? { ...clock, sleep: async () => {} } : clock;
  return {
    ...awsPorts(config, clock, { onUnknownCaller, trailClock }),
    now: () => io.now(),
    newApiKeyValue: () => io.randomHex(20),
  };
}
