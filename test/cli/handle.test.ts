import { Writable } from 'node:stream';
import { Command } from 'commander';
import { Handler } from '../../lib/cli/handle';
import type { CliIo } from '../../lib/cli/io';

/** The error that the prompts' package throws at Ctrl-C. */
class ExitPromptError extends Error {
  override readonly name = 'ExitPromptError';
}

function collector() {
  const texts: string[] = [];
  const write = (chunk: Buffer, _encoding: string, done: () => void) => {
    texts.push(chunk.toString());
    done();
  };
  return { stream: new Writable({ write }), text: () => texts.join('') };
}

test('Ctrl-C at a prompt says that nothing was done, and ends as shells expect', async () => {
  const [stdout, stderr] = [collector(), collector()];
  const io = { stdout: stdout.stream, stderr: stderr.stream, environmentVariables: {} } as unknown as CliIo;
  const handler = new Handler(io, { version: '0.0.0' });
  const command = new Command().action(
    handler.run(async () => {
      throw new ExitPromptError('User force closed the prompt with SIGINT');
    }),
  );
  await command.parseAsync([], { from: 'user' });

  expect(handler.exitCode).toBe(130);
  expect(stdout.text() + stderr.text()).toBe('Cancelled; nothing was written or sent.\n');
});
