import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { CALL_TIMEOUTS } from '../../../lambda/authorizer/adapters/aws-client';
import type { ProbedGateway } from '../../../lambda/probe/contract';
import { probeFunction } from '../../../lambda/probe/probe-function';
import { send } from '../../../lambda/probe/send';
import type { LocalGateway } from '../../../lib/local';

/** Probes a gateway on localhost once, and returns the lines of the function. */
export async function probeLocal(
  local: LocalGateway,
  probed: ProbedGateway,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const ca = readFileSync(local.caFile, 'utf8');
  let text = '';
  const handler = probeFunction({
    environmentVariables: {
      APS_GATEWAY_ENVIRONMENT: 'lab',
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: local.awsEndpointUrl,
      AWS_ACCESS_KEY_ID: 'function-probe',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
    clock: Date.now,
    pause,
    random: Math.random,
    timeouts: CALL_TIMEOUTS,
    write: (line) => (text += line),
    send: (url, authorization) => send(url, authorization, ca),
    nonce: () => `nonce${process.hrtime.bigint()}`,
  });
  await handler({ probes: [probed] });
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
