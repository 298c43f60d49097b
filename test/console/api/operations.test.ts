import { actionCommand, requireActionBody } from '../../../lib/console/api/actions';
import { READS, VERIFY } from '../../../lib/console/api/operations';

const call = (params: Record<string, string>, query = '') => ({
  params,
  query: new URLSearchParams(query),
  body: undefined,
  gone: new AbortController().signal,
});

const consumers = READS.find(({ path }) => path === '/api/resellers/:reseller/consumers');

test('a read becomes a command, its query the options, the parts of its path the arguments', () => {
  expect(consumers?.command(call({ reseller: 'alpha' }, 'status=offboarded&activity='))).toEqual({
    words: ['consumer', 'list', '--status=offboarded', '--activity', '--', 'alpha'],
  });
});

test('a read takes no other option', () => {
  expect(() => consumers?.command(call({ reseller: 'alpha' }, 'endpoint-url=http://evil.example'))).toThrow(
    'The call has no option endpoint-url.',
  );
});

const BODY = { reseller: 'alpha', consumerKey: 'crm', options: {}, dryRun: false };

test('an action becomes a command', () => {
  expect(actionCommand('update', { ...BODY, options: { tier: 'premium', 'carry-usage': true } })).toEqual({
    words: ['consumer', 'update', '--tier=premium', '--carry-usage', '--', 'alpha', 'crm'],
  });
});

test('a dry run shows the plan only', () => {
  expect(actionCommand('suspend', { ...BODY, dryRun: true }).words).toContain('--dry-run');
});

test('a secret goes to standard input, not to the command line', () => {
  const { words, stdin } = actionCommand('rotate', { ...BODY, secret: 's3cret' });

  expect([words.join(' ').includes('s3cret'), words.includes('--secret-stdin'), stdin]).toEqual([
    false,
    true,
    's3cret',
  ]);
});

test.each([
  ['--endpoint-url', 'crm'],
  ['alpha', '--endpoint-url=http://evil.example'],
])('an argument is never taken for an option: %s %s', (reseller, consumerKey) => {
  const { words } = actionCommand('suspend', { ...BODY, reseller, consumerKey });

  expect(words.slice(words.indexOf('--'))).toEqual(['--', reseller, consumerKey]);
});

test.each(['endpoint-url', 'profile', 'config', 'secret-file', 'report', '__proto__x'])(
  'no action takes --%s',
  (option) => {
    expect(() => actionCommand('onboard', { ...BODY, options: { [option]: 'x' } })).toThrow(
      `onboard has no option ${option}`,
    );
  },
);

test.each(['call', 'doctor', 'constructor', ''])('there is no action %s', (name) => {
  expect(() => actionCommand(name, BODY)).toThrow('The console has no action');
});

test.each([
  ['nothing', undefined],
  ['a number as reseller', { ...BODY, reseller: 7 }],
  ['a number as an option', { ...BODY, options: { tier: 1 } }],
  ['no dryRun', { ...BODY, dryRun: undefined }],
  ['a secret that is not text', { ...BODY, secret: { a: 1 } }],
  ['a shown plan that is not a list', { ...BODY, shown: 'all' }],
])('a body with %s is refused', (_what, body) => {
  expect(() => requireActionBody(body)).toThrow('The body of an action has');
});

describe('a verification', () => {
  const verify = (body: unknown) => VERIFY.command({ ...call({ reseller: 'alpha' }), body });

  test('is by the signatures of a consumer', () => {
    expect(verify({ consumerKey: 'crm' })).toEqual({ words: ['verify', '--consumer-key=crm', '--', 'alpha'] });
  });

  test('is by a token on standard input, which is not on the command line', () => {
    expect(verify({ consumerKey: 'crm=7Cprod', token: 'eyJ.e30.c2ln' })).toEqual({
      words: ['verify', '--consumer-key=crm=7Cprod', '--token-file=-', '--', 'alpha'],
      stdin: 'eyJ.e30.c2ln',
    });
  });

  test.each([undefined, {}, { consumerKey: 7 }, { consumerKey: 'crm', token: 7 }])('refuses the body %j', (body) => {
    expect(() => verify(body)).toThrow('The body of a verification has a consumerKey');
  });
});
