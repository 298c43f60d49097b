import assert from 'node:assert/strict';
import { CASES } from '../../../lib/conformance/cases';
import { runCase } from '../../../lib/conformance/run';
import type { Credentials } from '../../../lib/conformance/sign';
import type { Target } from '../../../lib/conformance/target';
import type { Consumers } from '../consumers';
import { emulatorTarget, forwarderTarget } from '../emulator-target';
import { callWithPython } from '../signed-calls';
import { readTrialDescriptor, type Trial } from '../trial';

const LIST = '/aps/2/resources';

/** Sends signed requests to the deployed gateway. */
export async function call(trial: Trial, consumers: Consumers): Promise<void> {
  const { steps, emulator, uiNode } = trial;
  const descriptor = await readTrialDescriptor(trial, 'alpha');
  const { url } = descriptor;

  await steps.step('requests_oauthlib is answered through the deployed authorizer', async () => {
    const body = '{"aps":{"type":"http://example.com/types/trial/1.0"},"name":"trial"}';
    const answers = await callWithPython(trial, consumers.alpha, [
      { method: 'GET', url: url + LIST },
      { method: 'POST', url: url + LIST, body, headers: { 'Content-Type': 'application/json' } },
      { method: 'GET', url: `${url}/aps/2/applications` },
    ]);
    assert.deepEqual(
      answers.map(({ status, code }) => [status, code]),
      [
        [200, null],
        [201, null],
        [404, 'route_unknown'],
      ],
    );
    const received = uiNode.received.at(-1);
    assert.equal(received?.requestLine, `POST ${LIST} HTTP/1.1`);
    assert.equal(received.body.toString('utf8'), body);
    assert.deepEqual(received.verification, { verdict: 'verified', consumerKey: consumers.alpha.consumerKey });
    const authorization = received.headers.filter(([name]) => name.toLowerCase() === 'authorization');
    assert.deepEqual(authorization, [['Authorization', answers[1]?.sent]]);
  });
  await steps.step('the conformance suite holds over the HTTP integration', async () =>
    holds(
      emulatorTarget({ emulator, descriptor, uiNode, consumers: playing(consumers, consumers.alpha, consumers.beta) }),
    ),
  );
  await steps.step('the conformance suite holds over the forwarder function', async () => {
    const beta = await readTrialDescriptor(trial, 'beta');
    const { otherGateway, consumer } = playing(consumers, consumers.beta, consumers.alpha);
    return holds(forwarderTarget({ emulator, descriptor: beta, uiNode, consumers: { otherGateway, consumer } }));
  });
}

const playing = (all: Consumers, consumer: Credentials, otherGateway: Credentials) => ({
  consumer,
  otherGateway,
  suspended: all.suspended,
  metered: all.metered,
  throttled: all.throttled,
});

async function holds(target: Target): Promise<string> {
  const counts = { held: 0, differed: 0, 'not carried': 0 };
  const differences: string[] = [];
  for (const conformance of CASES) {
    const observation = await runCase(target, conformance);
    counts[observation.outcome]++;
    if (observation.outcome === 'differed')
      differences.push(`${conformance.id}: ${observation.differences.join('; ')}`);
  }
  assert.deepEqual(differences, []);
  return `${counts.held} cases held, ${counts['not carried']} not carried`;
}
