import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadyFile } from '../../lib/local/terminal/ready-file';
import { codeBlocks, page } from '../docs/markdown';

const ROOT = join(__dirname, '../..');
const LIMIT_MS = 60_000;

/** A command line of the tutorial with its exit code and output. */
export interface Step {
  readonly line: string;
  readonly exitCode: number | null;
  readonly output: string;
}

/** Lines that this run leaves out: starting localhost, which is running, and waiting for the cache of a consumer. */
const LEFT_OUT = /^(npm |export |sleep )/;

/** Runs the tutorial's command lines against a local environment, in their order. */
export function runTutorial(ready: ReadyFile): readonly Step[] {
  const folder = mkdtempSync(join(tmpdir(), 'aps-gateway-tutorial-'));
  const alpha = ready.gateways.find(({ resellerId }) => resellerId === 'alpha');
  const lines = codeBlocks({ path: '', text: page('docs/tutorial.md') }, 'sh')
    .flatMap((block) => block.split('\n').map((line) => line.trim()))
    .filter((line) => line !== '' && !LEFT_OUT.test(line));
  try {
    return lines.map((line) => {
      const here = line
        .replaceAll('https://localhost:10443', alpha!.url)
        .replaceAll('.local/ca.pem', ready.caFile)
        .replaceAll(/\.local\/(?=\w+\.txt)/g, `${folder}/`)
        .replace(/^npx aps-gateway/, `${process.execPath} dist/aps-gateway.js`);
      const { status, stdout, stderr } = spawnSync('bash', ['-c', here], {
        cwd: ROOT,
        encoding: 'utf8',
        env: { ...process.env, AWS_ENDPOINT_URL: ready.awsEndpointUrl },
        timeout: LIMIT_MS,
      });
      return { line, exitCode: status, output: `${stdout}${stderr}` };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
