import { spawnSync } from 'node:child_process';
import { Handler } from '../../../lib/cli/handle';
import type { CliIo } from '../../../lib/cli/io';
import { completionScript } from '../../../lib/cli/output/completion-script';
import { buildProgram } from '../../../lib/cli/program';

const program = buildProgram(new Handler({} as CliIo, { version: '0.0.0' }));

/** Words that bash offers after a command line. */
function completeInBash(...words: readonly string[]): string[] {
  const line = ['aps-gateway', ...words].map((word) => `'${word}'`).join(' ');
  const script = `${completionScript(program, 'bash')}
COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _aps_gateway; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
}

test('bash completes commands, subcommands and options', () => {
  expect(completeInBash('cons')).toEqual(['consumer', 'console']);
  expect(completeInBash('consumer', 'o')).toEqual(['onboard', 'offboard']);
  expect(completeInBash('consumer', 'rotate', 'alpha', 'crm', '--f')).toEqual(['--finish', '--force']);
});

test('hidden options are not completed', () => {
  expect(completionScript(program, 'fish')).not.toMatch(/-l (?:secret|password) /);
});
