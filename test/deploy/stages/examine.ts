import assert from 'node:assert/strict';
import { CASES } from '../../../lib/conformance/cases';
import { apsGateway, apsGatewayJson } from '../aps-gateway';
import type { Consumers, TrialConsumer } from '../consumers';
import { EMULATOR_LACKS } from '../emulator-target';
import { readTrialDescriptor, type Trial } from '../trial';
import { CONFIG_ROOT } from '../trial-environment';

interface Verified {
  readonly held: number;
  readonly failed: readonly string[];
  readonly kept: boolean;
}
interface StatusReport {
  readonly shared: readonly unknown[];
  readonly gateways: readonly {
    readonly resellerId: string;
    readonly consumers: number;
    readonly findings: readonly { readonly code: string }[];
  }[];
}
interface Traced {
  readonly record: Readonly<Record<string, unknown>>;
  readonly checks: readonly { readonly check: string; readonly outcome: string }[];
}
interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

const needing = (...lacking: readonly string[]) =>
  CASES.filter(({ needs }) => needs?.some((need) => lacking.includes(need))).map(({ id }) => id);
/** Lines that may fail because of the emulator. It changes queries, so that the line about forwarding fails as well. */
const OVER_HTTP = [...needing(...Object.keys(EMULATOR_LACKS)), 'forwarding'];
/** The forwarder function writes the rest of the request line itself. */
const OVER_FUNCTION = needing('strictRequestLine');

/** Runs the commands that look at deployed gateways. */
export async function examine(trial: Trial, consumers: Consumers): Promise<void> {
  await verifyBoth(trial, consumers);
  await trial.steps.step('aps-gateway status finds only what the last verifications found', async () => {
    const { shared, gateways } = await apsGatewayJson<StatusReport>(trial, ['status', '--config', CONFIG_ROOT], {
      exitCode: 5,
    });
    assert.deepEqual(shared, []);
    assert.deepEqual(
      gateways.map(({ resellerId, consumers: count, findings }) => [
        resellerId,
        count,
        findings.map(({ code }) => code),
      ]),
      [
        ['alpha', 4, ['verificationFailed']],
        ['beta', 1, ['verificationFailed']],
      ],
    );
  });
  await trial.steps.step('aps-gateway doctor --all finds nothing to mend', async () => {
    const { gateways } = await apsGatewayJson<{ gateways: readonly unknown[] }>(trial, ['doctor', '--all']);
    assert.deepEqual(gateways, [
      { gateway: 'alpha', findings: [] },
      { gateway: 'beta', findings: [] },
    ]);
  });
  await readLogs(trial, consumers.alpha);
}

async function verifyBoth(trial: Trial, { alpha, beta }: Consumers): Promise<void> {
  const { steps, front, certificates } = trial;
  const there = ['--connect', `https://127.0.0.1:${front.port}`, '--cacert', certificates.caFile];
  const verify = async (one: TrialConsumer, other: TrialConsumer, foreseen: readonly string[]) => {
    const lines = ['verify', one.reseller, '--consumer-key', one.consumerKey];
    const otherConsumer = ['--other-consumer', `${other.reseller}/${other.consumerKey}`];
    const verified = await apsGatewayJson<Verified>(trial, [...lines, ...otherConsumer, ...there], { exitCode: 1 });
    assert.deepEqual(
      verified.failed.filter((id) => !foreseen.includes(id)),
      [],
    );
    assert.ok(verified.kept);
    return `${verified.held} lines held, foreseen: ${verified.failed.join(', ')}`;
  };
  await steps.step('aps-gateway verify of alpha fails only where the emulator lacks something', () =>
    verify(alpha, beta, OVER_HTTP),
  );
  await steps.step('aps-gateway verify of beta, which has the forwarder function, fails in less', () =>
    verify(beta, alpha, OVER_FUNCTION),
  );
}

/** The emulator writes no access log, so a request is known from the authorizer's log only. */
async function readLogs(trial: Trial, { reseller, consumerKey }: TrialConsumer): Promise<void> {
  const { steps, certificates } = trial;
  const { url } = await readTrialDescriptor(trial, reseller);
  const call = ['call', '--consumer-key', consumerKey, '--secret-stdin', '--cacert', certificates.caFile];
  const answered = async (secret: string, exitCode: number) =>
    apsGatewayJson<Answered>(trial, [...call, `${url}/aps/2/resources`], { input: secret, exitCode });
  let refusedId = '';

  await steps.step("aps-gateway trace finds the authorizer's checks of a refused request", async () => {
    const { status, headers } = await answered('another-secret', 1);
    refusedId = headers['x-amz-apigw-id'] ?? '';
    assert.equal(status, 401);
    const { record, checks } = await apsGatewayJson<Traced>(trial, ['trace', refusedId, '--reseller', reseller]);
    assert.equal(record['reason'], 'signature_invalid');
    assert.equal(record['claimedConsumerKey'], consumerKey);
    assert.deepEqual(
      checks.filter(({ outcome }) => outcome === 'failed').map(({ check }) => check),
      ['signature'],
    );
  });
  await steps.step('aps-gateway logs shows that request as a line', async () => {
    const { stdout } = await apsGateway(trial, ['logs', reseller, '--reason', 'signature_invalid', '--json']);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Traced['record']);
    assert.ok(
      lines.some(({ requestId }) => requestId === refusedId),
      stdout,
    );
    return `${lines.length} lines`;
  });
  await steps.step('aps-gateway trace knows no request that was not logged', async () => {
    const { output } = await apsGateway(trial, ['trace', 'NeverRequested0='], { exitCode: 3 });
    assert.match(output, /No gateway of the environment has logged a request NeverRequested0=/);
  });
}
