import { Command, CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOptions, type StartOptions } from '../../lib/local/start-options';
import { NODE_FAULTS_EXAMPLE } from '../../lib/local/ui-node/faults/example';

/** Parses a command line; returns what it prints, and the options unless it is wrong usage or asks for help. */
function parse(...args: string[]): { readonly output: string; readonly options?: StartOptions } {
  let output = '';
  const print = (text: string) => (output += text);
  const command = startOptions(new Command('npm start --'))
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: print })
    .action(() => {});
  try {
    return { output, options: command.parse(args, { from: 'user' }).opts() };
  } catch (error) {
    if (error instanceof CommanderError) return { output };
    throw error;
  }
}

test.each(['x', '1', '70000'])('the error for --port %s says what is expected', (port) => {
  expect(parse('--port', port)).toEqual({ output: expect.stringContaining('between 4 and 65000') as string });
});

test.each([['--frob'], ['word']])('%s is wrong usage', (argument) => {
  expect(parse(argument)).toEqual({
    output: expect.stringMatching(/^error: (unknown option|too many arguments)/) as string,
  });
});

test.each([
  ['--ui-node http://lab.example', /--ui-node.*Expected https:\/\/host\[:port\], without path/],
  ['--ui-node https://lab.example/aps', /--ui-node.*without path/],
  ['--ui-node-insecure', /--ui-node-ca and --ui-node-insecure need --ui-node/],
  ['--ui-node https://lab.example --ui-node-ca ca.pem --ui-node-insecure', /cannot be used with option/],
  ['--ui-node https://lab.example --rehearse-cutover', /cannot be used with option/],
])('%s is wrong usage', (line, message) => {
  expect(parse(...line.split(' '))).toEqual({ output: expect.stringMatching(message) as string });
});

test('the port is 10443 unless another is given', () => {
  expect([parse().options?.port, parse('--port', '20443').options?.port]).toEqual([10443, 20443]);
});

describe('--help', () => {
  const { output: help } = parse('--help');

  test('names every option', () => {
    const options = [...help.matchAll(/--[a-z-]+/g)].map(([option]) => option);
    const serving = ['--environment', '--port', '--keep-credentials', '--quiet', '--verbose', '--ready-file'];
    const expected = [...serving, '--ui-node', '--ui-node-ca', '--ui-node-insecure', '--node-faults'];
    expect(options).toEqual(expect.arrayContaining(expected));
  });

  test('states a default only for options with a value', () => {
    expect(help).not.toMatch(/default:\s+false/);
  });

  test('and the documentation show the same example of node faults', () => {
    expect(help).toContain(NODE_FAULTS_EXAMPLE);
    expect(readFileSync(join(__dirname, '../../docs/how-to/rehearse-on-localhost.md'), 'utf8')).toContain(
      `# faults.yaml\n${NODE_FAULTS_EXAMPLE}\`\`\``,
    );
  });
});
