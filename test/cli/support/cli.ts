import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { runCli } from '../../../lib/cli/run';

/** Exit code and output of a command. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Surroundings of a command, which has nothing but these. */
export interface CliOptions {
  readonly stdin?: string | Uint8Array;
  readonly environmentVariables?: Readonly<Record<string, string>>;
  readonly workingDirectory?: string;
  /** Ends commands that run until Ctrl-C. @default at once */
  readonly interruption?: AbortSignal;
  /** @default the machine's clock */
  readonly now?: () => Date;
  /** Gets everything on standard output so far, each time that more is printed. */
  readonly onStdout?: (text: string) => void;
}

/** The CLI in this process, with variables, streams and a working directory of its own. */
export class Cli {
  private readonly folder = mkdtempSync(join(tmpdir(), 'aps-gateway-test-'));
  private readonly workingDirectory = join(this.folder, 'work');
  private readonly consolePage = join(this.folder, 'console');

  constructor() {
    for (const folder of [this.workingDirectory, this.consolePage]) mkdirSync(folder);
    writeFileSync(join(this.consolePage, 'index.html'), '<!doctype html><title>Console</title>');
  }

  /** Runs a command line; the endpoint is that of the stand-ins. */
  async run(endpoint: string, commandLine: readonly string[], options: CliOptions = {}): Promise<CliResult> {
    const [stdout, stderr] = [new Collector(options.onStdout), new Collector()];
    const code = await runCli(
      commandLine,
      {
        stdin: Readable.from([Buffer.from(options.stdin ?? '')]),
        stdout,
        stderr,
        environmentVariables: { AWS_ENDPOINT_URL: endpoint, ...options.environmentVariables },
        workingDirectory: options.workingDirectory ?? this.workingDirectory,
        interruption: () => options.interruption ?? AbortSignal.abort(),
        now: options.now ?? (() => new Date()),
        randomHex: (bytes) => randomBytes(bytes).toString('hex'),
      },
      { version: '0.0.0', consolePage: this.consolePage },
    );
    return { code, stdout: stdout.text(), stderr: stderr.text() };
  }

  /** Runs a command line with `--json` and reads what it prints. */
  async json<T>(endpoint: string, commandLine: readonly string[], options: CliOptions = {}): Promise<T> {
    const { stdout, stderr, code } = await this.run(endpoint, [...commandLine, '--json'], options);
    if (stdout === '') throw new Error(`nothing was printed; exit code ${code}: ${stderr}`);
    return JSON.parse(stdout) as T;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

class Collector extends Writable {
  private readonly chunks: Buffer[] = [];

  constructor(private readonly onText: (text: string) => void = () => {}) {
    super();
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.chunks.push(chunk);
    this.onText(this.text());
    done();
  }

  text(): string {
    return Buffer.concat(this.chunks).toString();
  }
}
