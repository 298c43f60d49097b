import { createInterface } from 'node:readline';
import { PassThrough, Readable, Writable } from 'node:stream';
import type { RunCommand } from '../console/api/run-command';
import type { OnboardingPorts } from '../onboarding/ports';
import type { CliIo } from './io';
import { runCli } from './run';

/** State that commands of this process share. */
export interface SharedProcess extends Pick<CliIo, 'environmentVariables' | 'workingDirectory' | 'now' | 'randomHex'> {
  /** Version of this package. */
  readonly version: string;
  /** Options for every command, such as `--environment=lab`. */
  readonly options: readonly string[];
  /** The same ports for every command: a connection to AWS, and its caches, are worth keeping. */
  readonly ports: () => Promise<OnboardingPorts>;
}

/** Makes the function that runs commands in this process, several at a time. */
export function commandRunner({ version, options, ports, ...shared }: SharedProcess): RunCommand {
  return ({ words, stdin = '' }, gone) => {
    const stdout = new PassThrough();
    const notices: string[] = [];
    const stderr = new Writable({
      write(chunk: Buffer, _encoding, done) {
        notices.push(...chunk.toString('utf8').split('\n').filter(Boolean));
        done();
      },
    });
    const at = words.indexOf('--');
    const commandLine = [...words.slice(0, at), ...options, '--json', ...words.slice(at)];
    const io: CliIo = {
      ...shared,
      stdin: Readable.from([Buffer.from(stdin)]),
      stdout,
      stderr,
      interruption: () => gone,
    };
    const ended = runCli(commandLine, io, { version, ports }).then((exitCode) => {
      stdout.end();
      return { exitCode, notices };
    });
    return { lines: createInterface({ input: stdout, crlfDelay: Number.POSITIVE_INFINITY }), ended };
  };
}
