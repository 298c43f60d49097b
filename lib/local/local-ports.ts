import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { awsClientConfig } from '../cli/aws/client-config';
import { awsPorts } from '../onboarding/adapters/aws-ports';
import type { OnboardingPorts } from '../onboarding/ports';

/** Makes the ports of commands in this process, over the stand-ins of a local gateway. */
export function localPorts(environment: string, endpointUrl: string): OnboardingPorts {
  const config = { region: 'us-east-1', ...awsClientConfig({ environment, endpointUrl }, {}) };
  return {
    ...awsPorts(config, { now: () => performance.now(), sleep }),
    now: () => new Date(),
    newApiKeyValue: () => randomBytes(20).toString('hex'),
  };
}
