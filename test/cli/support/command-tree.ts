import type { Command } from 'commander';
import { Readable, Writable } from 'node:stream';
import { Handler } from '../../../lib/cli/handle';
import { buildProgram } from '../../../lib/cli/program';

/** A command without subcommands, and its words, such as `consumer show`. */
export interface LeafCommand {
  readonly path: string;
  readonly command: Command;
}

/** Every command of the CLI that does something itself, from the command tree. */
export function leafCommands(): readonly LeafCommand[] {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const handler = new Handler(
    {
      stdin: Readable.from([]),
      stdout: nowhere,
      stderr: nowhere,
      environmentVariables: {},
      workingDirectory: '/',
      now: () => new Date(0),
      interruption: () => AbortSignal.abort(),
      randomHex: () => '',
    },
    { version: '0.0.0' },
  );
  return leavesBelow(buildProgram(handler), []);
}

function leavesBelow({ commands }: Command, words: readonly string[]): readonly LeafCommand[] {
  return commands.flatMap((command) => {
    const path = [...words, command.name()];
    return command.commands.length > 0 ? leavesBelow(command, path) : [{ path: path.join(' '), command }];
  });
}
