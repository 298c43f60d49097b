import { setTimeout as sleep } from 'node:timers/promises';
import { awsPorts } from '../../onboarding/adapters/aws-ports';
import type { OnboardingPorts } from '../../onboarding/ports';
import type { CommonOptions } from '../context';
import type { CliIo } from '../io';
import type { Output } from '../output/output';
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
  return {
    ...awsPorts(config, { now: () => performance.now(), sleep }, onUnknownCaller),
    now: () => io.now(),
    newApiKeyValue: () => io.randomHex(20),
  };
}
