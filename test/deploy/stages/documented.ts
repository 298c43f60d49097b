import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../command';
import { takeInventory } from '../inventory';
import { PACKAGE, WORK } from '../paths';
import { PYTHON } from '../python';
import type { Trial } from '../trial';
import { CONFIG_ROOT, ENVIRONMENT, removeReseller, writeReseller } from '../trial-environment';

/** The reseller of the documented first deployment, and two that a fleet gets at once. */
const FIRST = 'acme';
const FLEET = ['theta', 'iota'];
const CDK = join(PACKAGE, 'node_modules/.bin/cdk');

/** Runs the documented commands of cdk diff and cdk deploy as they are written, in a terminal. */
export async function runDocumentedCommands(trial: Trial): Promise<void> {
  const { steps, cdk } = trial;
  const commands = documentedCommands();
  const ofFirst = commands.filter((command) => command.includes(`resellers=${FIRST}`));
  const ofFleet = commands.filter((command) => command.includes('--concurrency'));

  await steps.step('the documented first deployment, which asks before it changes IAM policies', async () => {
    declare(FIRST);
    assert.equal(ofFirst.length, 2);
    for (const command of ofFirst) assert.equal(await codeOf(trial, command), 0, command);
    await assertCreated(trial, [FIRST]);
  });
  await steps.step('the documented deployment of a fleet, two stacks at a time', async () => {
    FLEET.forEach(declare);
    assert.equal(ofFleet.length, 1);
    const [deploy = ''] = ofFleet;
    const asking = deploy.replace(' --require-approval never', '');
    assert.notEqual(asking, deploy);
    assert.equal(
      await codeOf(trial, asking),
      1,
      'without an approval the CDK would have to ask for two stacks at once',
    );
    for (const command of commands.slice(commands.indexOf(deploy) - 1, commands.indexOf(deploy) + 1))
      assert.equal(await codeOf(trial, command), 0, command);
    await assertCreated(trial, FLEET);
  });
  await steps.step('cdk destroy takes their gateways away', async () => {
    await cdk.destroy([FIRST, ...FLEET].map(stackOf));
    [FIRST, ...FLEET].forEach(removeReseller);
  });
}

/** Lines of the documentation's code blocks that start with `npx cdk diff` or `npx cdk deploy`. */
function documentedCommands(): readonly string[] {
  const pages = ['deploy', 'run-a-fleet'].map((page) => readFileSync(join(PACKAGE, `docs/how-to/${page}.md`), 'utf8'));
  return [...pages.join('\n').matchAll(/^ *npx cdk ((?:diff|deploy) .+)$/gm)].map(([, command = '']) => command);
}

/** Exit code of a documented command, for the trial environment. */
async function codeOf({ emulator }: Trial, command: string): Promise<number | undefined> {
  const args = command.replace(/environment=\w+/, `environment=${ENVIRONMENT}`).split(' ');
  const place = ['-c', `config=${CONFIG_ROOT}`, '--output', join(WORK, 'cdk.out')];
  const { code } = await attempt(PYTHON, [join(__dirname, '../terminal.py'), CDK, ...args, ...place], {
    name: `terminal-cdk-${args[0] ?? ''}`,
    // CI would make the CDK ask nothing.
    env: { ...emulator.env, CDK_VALIDATION: 'false', CI: '' },
  });
  return code;
}

async function assertCreated({ emulator }: Trial, resellers: readonly string[]): Promise<void> {
  const { stacks } = await takeInventory(emulator);
  for (const reseller of resellers) assert.equal(stacks[stackOf(reseller)]?.status, 'CREATE_COMPLETE', reseller);
}

function declare(reseller: string): void {
  writeReseller(reseller, `displayName: Reseller ${reseller}\ntiers:\n  standard: inherit\n`);
}

function stackOf(reseller: string): string {
  return `aps-gateway-${ENVIRONMENT}-${reseller}`;
}
