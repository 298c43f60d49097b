import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { localClient } from '../../conformance/read-descriptor';
import { STACKS } from '../../live/first-deploy/scratch';
import { findStack } from '../../live/first-deploy/stack-control';
import { attempt, type CommandOptions, type CommandResult } from '../command';
import { startEchoServer } from '../echo-server';
import { takeInventory } from '../inventory';
import { PACKAGE } from '../paths';
import type { Trial } from '../trial';
import { UI_NODE_HOST } from '../trial-environment';

const POLL_MS = 200;
const LONGEST_WAIT_MS = 60_000;

/** Differences of MiniStack 1.5.33 from what is expected of AWS, by question. */
const KNOWN_DIFFERENCES: Readonly<Record<string, string>> = {
  'tls-back': 'MiniStack takes every TLS policy and access mode',
  query: 'MiniStack encodes the query as a form on the way to the node',
  'compressed-answer': 'MiniStack compresses no answer',
  'compressed-request': 'MiniStack decompresses no request',
  'unknown-encoding': 'MiniStack looks at no Content-Encoding',
  'slow-node': "MiniStack does not end a request at the integration's timeout",
};

/** Runs the first deploy that is meant for a new account; then interrupts one, and kills one. */
export async function firstDeploy(trial: Trial): Promise<void> {
  const { steps, certificates } = trial;
  const node = await startEchoServer(certificates.server);
  const run = (more: readonly string[], options: CommandOptions = {}) => runProgram(trial, node.port, more, options);
  try {
    await steps.step('npm run test:live -- --first-deploy differs only where the emulator does', async () => {
      const { code, log } = await run(['--yes']);
      const report = readReport();
      const verdicts = [...report.matchAll(/^`([\w-]+)`: (.+)$/gm)].map(([, id = '', verdict = '']) => ({
        id,
        verdict,
      }));
      const differing = verdicts.filter(({ verdict }) => verdict === 'different').map(({ id }) => id);
      assert.deepEqual(differing, Object.keys(KNOWN_DIFFERENCES), log);
      assert.equal(code, differing.length > 0 ? 1 : 0, log);
      const reasons = differing.map((id) => `${id}: ${KNOWN_DIFFERENCES[id] ?? ''}`);
      return `${verdicts.length} questions; known differences: ${reasons.join('; ')}`;
    });
    await steps.step('it leaves nothing', () => assertNothingLeft(trial));
    await steps.step(
      'interrupted while CloudFormation creates a stack, it cleans up and still writes its report',
      async () => {
        const { code, log } = await run(['--yes'], { watch: whenCreating(trial, 'SIGINT') });
        assert.equal(code, 130, log);
        assert.match(readReport(), /\*\*Not finished:\*\* interrupted/);
        await assertNothingLeft(trial);
      },
    );
    await steps.step('killed while CloudFormation creates a stack, it is cleaned up by the next run', async () => {
      const { code } = await run(['--yes'], { watch: whenCreating(trial, 'SIGKILL') });
      assert.equal(code, undefined);
      const { stdout, code: cleaned, log } = await run(['--clean-up']);
      assert.equal(cleaned, 0, log);
      assert.match(stdout, /Cleaning up the run of/);
      await assertNothingLeft(trial);
    });
    await steps.step('without --yes and without a terminal it creates nothing', async () => {
      const { code, output } = await run([]);
      assert.equal(code, 2);
      assert.match(output, /Confirm with --yes/);
      assert.match(output, /costs cents/);
      await assertNothingLeft(trial);
    });
  } finally {
    await node.close();
  }
}

async function assertNothingLeft({ emulator }: Trial): Promise<void> {
  const { remains, stacks, secrets } = await takeInventory(emulator);
  const names = [...Object.values(remains).flat(), ...Object.keys(stacks), ...secrets.map(({ name }) => name)];
  assert.deepEqual(
    names.filter((name) => name.includes('firsthour')),
    [],
  );
}

function runProgram(
  { emulator, front, certificates }: Trial,
  nodePort: number,
  more: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const node = ['--node', `https://${UI_NODE_HOST}:${nodePort}`];
  const connection = ['--connect', `https://127.0.0.1:${front.port}`, '--ca', certificates.caFile];
  const waits = ['--log-wait', '0', '--settle', '0'];
  return attempt(
    process.execPath,
    [
      '--import',
      'tsx',
      join(PACKAGE, 'test/live/main.ts'),
      '--first-deploy',
      ...node,
      ...connection,
      ...waits,
      ...more,
    ],
    { name: 'test-live-first-deploy', env: { ...emulator.env }, timeoutSeconds: 400, ...options },
  );
}

/** Sends a signal as soon as CloudFormation is creating the first scratch stack, which the emulator then holds back. */
function whenCreating({ emulator }: Trial, signal: NodeJS.Signals): NonNullable<CommandOptions['watch']> {
  const client = new CloudFormationClient(localClient(emulator.endpoint));
  let watching = false;
  return (_output, kill) => {
    if (watching) return;
    watching = true;
    const release = emulator.holdStacks();
    void (async () => {
      for (let waitedMs = 0; waitedMs < LONGEST_WAIT_MS; waitedMs += POLL_MS) {
        const stack = await findStack(client, STACKS.platform);
        if (stack?.StackStatus === 'CREATE_IN_PROGRESS') break;
        await sleep(POLL_MS);
      }
      kill(signal);
      release();
    })();
  };
}

function readReport(): string {
  return readFileSync(join(PACKAGE, 'reports/first-deploy/report.md'), 'utf8');
}
