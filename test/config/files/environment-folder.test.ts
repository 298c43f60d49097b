import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listEnvironments } from '../../../lib/config/files/environment-folder';
import { loadEnvironment } from '../../../lib/config/load-environment';
import { PLATFORM, problemsWhen } from '../support/files';

const root = mkdtempSync(join(tmpdir(), 'config-'));
beforeAll(() => {
  mkdirSync(join(root, 'unit'));
  writeFileSync(join(root, 'unit/platform.yaml'), PLATFORM);
});
afterAll(() => rmSync(root, { recursive: true }));

const problems = (environment: string) => problemsWhen(() => loadEnvironment(root, environment));

test('an environment is a folder with a platform.yaml and a valid name', () => {
  mkdirSync(join(root, 'empty'));
  mkdirSync(join(root, 'not-a-name'));
  writeFileSync(join(root, 'not-a-name/platform.yaml'), PLATFORM);
  expect(listEnvironments(root)).toEqual(['unit']);
});

test('the error for an environment without a folder lists those that exist', () => {
  expect(problems('staging')).toEqual([
    {
      file: join(root, 'staging'),
      path: '',
      value: '"staging"',
      message: 'there is no such environment',
      allowed: 'one of: unit',
    },
  ]);
});

test.each(['', '..', 'My-Env'])('%j is not a valid name of an environment', (name) => {
  expect(problems(name)).toEqual([
    expect.objectContaining({ value: JSON.stringify(name), message: 'invalid name of an environment' }),
  ]);
});

test('a configuration folder that does not exist is a problem', () => {
  expect(problemsWhen(() => loadEnvironment(join(root, 'none'), 'unit'))).toEqual([
    expect.objectContaining({ file: join(root, 'none'), message: 'this folder does not exist' }),
  ]);
});

test.each([
  ['unit2', 'unit'],
  ['unit', 'unit2'],
  ['unit', 'unit2026eu'],
])('the environment %s is a problem next to %s, whose gateways a search would also find', (environment, other) => {
  const numbered = mkdtempSync(join(tmpdir(), 'config-'));
  for (const name of [environment, other]) {
    mkdirSync(join(numbered, name));
    writeFileSync(join(numbered, name, 'platform.yaml'), PLATFORM);
  }
  expect(problemsWhen(() => loadEnvironment(numbered, environment))).toEqual([
    expect.objectContaining({
      value: JSON.stringify(environment),
      message: `differs from ${other} only by digits at the end, so one's dashboard would show the other's gateways`,
      allowed: 'a name that differs in letters',
    }),
  ]);
  rmSync(numbered, { recursive: true });
});
