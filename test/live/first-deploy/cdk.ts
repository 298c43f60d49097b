import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_ROOT, ENVIRONMENT, WORK } from './scratch';

const PACKAGE = join(__dirname, '../../..');
const CDK = join(PACKAGE, 'node_modules/aws-cdk/bin/cdk');
const OUTPUTS = join(WORK, 'outputs.json');
const GATEWAY_APP = ['-c', `config=${CONFIG_ROOT}`, '-c', `environment=${ENVIRONMENT}`];
// Without quotes, which the CDK takes off; relative, because a path may have blanks.
const NODE_APP = ['--app', 'node --import tsx test/live/first-deploy/node-app.ts'];

/** Outcome of a run of the CDK. */
export interface CdkResult {
  readonly succeeded: boolean;
  readonly seconds: number;
  /** Lines that report a failure. */
  readonly failures: readonly string[];
}

/** Deploys stacks with the real CDK CLI, the caller's environment variables and no approval. */
export async function cdkDeploy(
  app: 'gateway' | 'node',
  stacks: readonly string[],
  signal: AbortSignal,
): Promise<CdkResult> {
  mkdirSync(WORK, { recursive: true });
  const common = ['--require-approval', 'never', '--no-notices', '--ci', '--progress', 'events'];
  const files = ['--outputs-file', OUTPUTS, '--output', join(WORK, `cdk.out-${app}`)];
  const context = app === 'gateway' ? GATEWAY_APP : NODE_APP;
  const startedAt = performance.now();
  const { code, output } = await run(['deploy', ...stacks, '--exclusively', ...common, ...files, ...context], signal);
  writeFileSync(join(WORK, `cdk-${stacks.at(-1) ?? app}.log`), output);
  const failures = output.split('\n').filter((line) => /❌|Error:|TerminationProtection/.test(line));
  return {
    succeeded: code === 0,
    seconds: (performance.now() - startedAt) / 1000,
    failures: [...new Set(failures.map((line) => line.trim()))].slice(0, 8),
  };
}

/** An output of a stack that was deployed last. */
export function outputOf(stack: string, name: string): string {
  const outputs = JSON.parse(readFileSync(OUTPUTS, 'utf8')) as Record<string, Record<string, string>>;
  const value = outputs[stack]?.[name];
  if (value === undefined) throw new Error(`${stack} has no output ${name}`);
  return value;
}

/** Ends the CDK with the signal; CloudFormation goes on with what it began, and clean-up waits for that. */
async function run(args: readonly string[], signal: AbortSignal): Promise<{ code: number | null; output: string }> {
  signal.throwIfAborted();
  const child = spawn(process.execPath, [CDK, ...args], { cwd: PACKAGE, stdio: 'pipe' });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stdin.end();
  const end = () => void child.kill('SIGKILL');
  signal.addEventListener('abort', end, { once: true });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => signal.removeEventListener('abort', end));
  signal.throwIfAborted();
  return { code, output };
}
