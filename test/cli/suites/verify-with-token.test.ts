/** `verify` with the bearer token of a consumer. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentMembers } from '../../../lambda/authorizer/contract';
import { AlphaAccount } from '../support/alpha-account';
import { ANSWERED, ScriptedGateway } from '../support/scripted-gateway';
import { ALPHA } from '../support/world';

const account = new AlphaAccount();
const { run } = account;
const gateway = new ScriptedGateway(account.files);
const file = join(account.files, 'token');
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = `${part({ alg: 'RS256' })}.${part({ sub: 'crm|prod' })}.c2ln`;
const verifyToken = (more: string, key = 'crm=7Cprod') =>
  run(`verify alpha --consumer-key ${key} ${gateway.options} --token-file ${file} --only list ${more}`.trim());
beforeEach(() => {
  writeFileSync(file, `${token}\n`);
  account.world.deploy({
    ...ALPHA,
    authentication: ['oauth1', 'bearer'],
    documentMembers: documentMembers(true),
  });
});

test('each request has it, and the output names no part of it', async () => {
  const sent: unknown[] = [];
  gateway.script = ({ headers }) => {
    sent.push(headers.authorization);
    return ANSWERED;
  };
  const { code, stdout, stderr } = await verifyToken('');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('https://alpha.gateway.example, consumer crm=7Cprod with its bearer token');
  expect(sent).toContain(`Bearer ${token}`);
  expect(stdout).not.toContain('c2ln');
});

test('of another consumer, it warns', async () => {
  const { stderr } = await verifyToken('', 'crm');
  expect(stderr).toBe('warning: no claim of the token is the subject of consumer crm\n');
});

test('a secret in addition to a token is wrong usage', async () => {
  const { code, stderr } = await verifyToken('--secret-stdin');
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'error: Give either --token-file or a secret: a token is sent instead of a signature.\n',
  });
});

test('a gateway that accepts only signatures is a conflict', async () => {
  account.world.deploy(ALPHA);
  const { code, stderr } = await verifyToken('');
  expect({ code, stderr }).toEqual({
    code: 4,
    stderr: 'error: The gateway of alpha accepts no bearer tokens, only signatures.\n',
  });
});

test('a consumer with a subject cannot sign, and the error says how to give its token', async () => {
  await run('consumer onboard alpha --subject crm|prod --tier standard');
  const { code, stderr } = await run(`verify alpha --consumer-key crm=7Cprod ${gateway.options}`);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'error: Consumer crm=7Cprod sends bearer tokens: give one with --token-file.\n',
  });
});
