import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { builtProgram } from '../../cli/support/built-program';

/** A running command. */
export interface Run {
  readonly process: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

const ROOT = join(__dirname, '../../..');

/** The command in a folder of its own, which all tests of a file share. */
export class StartCommand {
  directory = '';
  private readonly program = builtProgram();

  constructor() {
    beforeAll(() => {
      this.directory = mkdtempSync(join(tmpdir(), 'aps-gateway-command-'));
    });
    afterAll(() => rmSync(this.directory, { recursive: true, force: true }));
  }

  /** Runs `npm start -- …`, whose sources are compiled at each start. */
  readonly npmStart = (...args: string[]): Run =>
    this.spawn('--import', require.resolve('tsx'), join(ROOT, 'bin/local.ts'), ...args);

  /** Runs the same command of the built CLI, `aps-gateway start …`, in a fraction of the CPU time. */
  readonly run = (...args: string[]): Run => this.spawn(this.program, 'start', ...args);

  private spawn(...args: string[]): Run {
    const child = spawn(process.execPath, args, { cwd: this.directory });
    const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
      ([[code], stdout, stderr]) => ({ code: code as number | null, stdout, stderr }),
    );
    return { process: child, ended };
  }
}
