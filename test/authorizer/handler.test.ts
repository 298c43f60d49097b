import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAuthorizer, buildBrakesAuthorizer } from '../../lib/gateway/authorizer/authorizer-code';
import { credentialsDocument } from './support/documents';
import { signedEvent } from './support/events';
import { AuthorizerFunction } from './support/function';

const SECRET = 'kd94hf93k423kf44';
const authorizer = new AuthorizerFunction();
const CREDENTIALS = { consumerKey: 'crm-of-acme', consumerSecret: SECRET };
const signed = () => signedEvent({}, CREDENTIALS);
let written: string[];
let output: jest.SpyInstance;

const ENDED_SECRET = 'pf84ba02m731qz65';

beforeAll(async () => {
  await authorizer.start();
  const secrets = [{ value: SECRET }, { value: ENDED_SECRET, validUntil: '2026-01-31T00:00:00Z' }] as const;
  authorizer.onboard(credentialsDocument({ secrets }));
});
afterAll(() => authorizer.stop());
beforeEach(() => {
  written = [];
  output = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
});
afterEach(() => output.mockRestore());

test('the bundled function allows a signed request, and writes its line to standard output', async () => {
  const { context } = await authorizer.bundled()(signed());
  expect(context.reason).toBe('allowed');
  expect(written).toHaveLength(1);
  expect(JSON.parse(written[0]!)).toMatchObject({ effect: 'allow', consumerKey: 'crm-of-acme' });
});

test('the bundled function does not start with an invalid variable', () => {
  expect(() => authorizer.bundled(undefined, { APS_GATEWAY_NONCE_TABLE: ' ' })).toThrow(
    'APS_GATEWAY_NONCE_TABLE is ""',
  );
});

test('the bundle has no code of brakes, of which only the bundle of their own has any', () => {
  const bundles = [buildAuthorizer, buildBrakesAuthorizer].map((build) => {
    const folder = mkdtempSync(join(tmpdir(), 'authorizer-'));
    try {
      return readFileSync(join(build(folder), 'index.js'), 'utf8');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
  const code =
    /^\/\/ lambda\/authorizer\/(?:lockout\/|shedding\/|connect-brakes|adapters\/dynamodb-(?:failures|shedding))/m;
  expect(bundles.map((bundle) => code.test(bundle))).toEqual([false, true]);
});

const ROOT = join(__dirname, '../..');
const STAGES = ['lambda/authorizer/policy.ts']
  .concat(readdirSync(join(ROOT, 'lambda/authorizer/stages')).map((file) => `lambda/authorizer/stages/${file}`))
  .flatMap((file) => [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^export (?:async )?function (\w+)/gm)])
  .map(([, name]) => name!);

/** Stages that only a request signed with another secret reaches. */
const SECRET_FOR: Readonly<Record<string, string>> = {
  denySignature: 'wrong',
  findSignatureFault: 'wrong',
  denyEndedSecret: ENDED_SECRET,
};

/** Makes a function of the bundle throw at its first line. */
function throwIn(name: string, code: string): string {
  const start = code.indexOf(`function ${name}(`);
  const body = /\) \{\n/.exec(code.slice(start))!;
  const at = start + body.index + body[0].length;
  return `${code.slice(0, at)}throw new RangeError(\`Secret: ${SECRET}\n    at leak (${SECRET}.js:1:1)\`);\n${code.slice(at)}`;
}

test.each(STAGES)('an error thrown in %s is logged with that name and its line in the bundle', async (stage) => {
  let changed = '';
  const handler = authorizer.bundled((code) => (changed = throwIn(stage, code)));
  const event = signedEvent({}, { ...CREDENTIALS, consumerSecret: SECRET_FOR[stage] ?? SECRET });
  const thrown = await handler(event).catch((error: unknown) => error);

  expect(thrown).toMatchObject({ name: 'AuthorizerUnavailableError', fault: 'internal' });
  expect(thrown).not.toHaveProperty('cause');
  expect(written).toHaveLength(1);
  const { fault, error, frames } = JSON.parse(written[0]!) as { fault: string; error: string; frames: string[] };
  expect([fault, error]).toEqual(['internal', 'RangeError']);
  const line = Number(new RegExp(`^${stage} index\\.js:(\\d+)$`).exec(frames[0]!)?.[1]);
  expect(changed.split('\n')[line - 1]).toContain('throw new RangeError');
  expect(written[0]).not.toContain(SECRET);
});
