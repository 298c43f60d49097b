import { documentMembers } from '../../../lambda/authorizer/contract';
import { planOnboard } from '../../../lib/onboarding/plan/onboard';
import { apiKey, CONTEXT, consumer, currentState, GATEWAY, INTENT, kinds, storedBy } from '../support/current-state';

const RETIRED = { ...CONTEXT, gateway: { ...GATEWAY, retiredTiers: ['standard'] } };

describe('onboarding', () => {
  test('credentials come last, once the API key is metered', () => {
    expect(kinds(planOnboard(currentState('absent', []), INTENT, CONTEXT))).toEqual([
      'createApiKey crm',
      'attachApiKey the new API key',
      'createCredentials crm',
    ]);
  });

  test('a retired tier accepts no new consumer', () => {
    expect(() => planOnboard(currentState('absent', []), INTENT, RETIRED)).toThrow(/"standard".* is retired/);
  });

  test('a consumer that is on a retired tier already needs nothing', () => {
    expect(planOnboard(currentState(consumer(), [apiKey()]), INTENT, RETIRED)).toEqual([]);
  });

  test('an API key that a killed run left is used', () => {
    expect(kinds(planOnboard(currentState('absent', [apiKey({ usagePlanIds: [] })]), INTENT, CONTEXT))).toEqual([
      'attachApiKey k1',
      'createCredentials crm',
    ]);
  });

  test('a second API key is left alone while there are no credentials', () => {
    const steps = planOnboard(currentState('absent', [apiKey(), apiKey({ id: 'k2' })]), INTENT, CONTEXT);

    expect(kinds(steps)).toEqual(['createCredentials crm']);
  });

  test.each([
    ['tier (got "premium", stored "standard")', { tier: 'premium' }],
    ['secret.', { secret: 'other' }],
    ['operations (got "readOnly", stored none)', { rules: { operations: 'readOnly' as const } }],
    ['note (got "n", stored none)', { facts: { note: 'n' } }],
    ['secretExpires (got "2027-01-01T00:00:00Z", stored none)', { secretExpires: '2027-01-01T00:00:00Z' }],
  ])('an existing consumer with another %s is a conflict', (name, more) => {
    const plan = () => planOnboard(currentState(consumer(), [apiKey()]), { ...INTENT, ...more }, CONTEXT);

    expect(plan).toThrow(`with another ${name}`);
  });

  test('all that differs is named at once, long texts by their beginning', () => {
    const before = consumer({ about: { note: 'x'.repeat(200) }, rules: { sourceIps: ['192.0.2.1'] } });
    const plan = () => planOnboard(currentState(before, [apiKey()]), { ...INTENT, secret: 'other' }, CONTEXT);

    expect(plan).toThrow(
      `with another secret, note (got none, stored "${'x'.repeat(59)}…"), sourceIps (got none, stored "192.0.2.1").`,
    );
  });

  test('a key whose deletion is scheduled is not free', () => {
    expect(() => planOnboard(currentState('scheduled', []), INTENT, CONTEXT)).toThrow('was offboarded');
  });

  test('more facts than fit into the Description are refused', () => {
    const sourceIps = Array.from({ length: 150 }, (_, index) => `203.0.113.${index}`);
    const plan = () => planOnboard(currentState('absent', []), { ...INTENT, rules: { sourceIps } }, CONTEXT);

    expect(plan).toThrow(/take 2\d{3} characters; at most 2048/);
  });
});

describe('onboarding a consumer that sends tokens', () => {
  const { secret: _none, ...rest } = INTENT;
  const intent = { ...rest, consumerKey: 'crm=7Cprod', subject: 'crm|prod' };
  const context = {
    ...CONTEXT,
    gateway: { ...GATEWAY, authentication: ['bearer'], documentMembers: documentMembers(true) },
  };
  const absent = { ...currentState('absent', []), consumerKey: 'crm=7Cprod' };

  test('stores its subject and no secret', () => {
    expect(storedBy(planOnboard(absent, intent, context))).toMatchObject({
      consumerKey: 'crm=7Cprod',
      subject: 'crm|prod',
      secrets: [],
    });
  });

  test('needs a gateway that accepts tokens', () => {
    expect(() => planOnboard(absent, intent, CONTEXT)).toThrow('has a subject, but the gateway of alpha accepts only');
  });

  test('needs a gateway whose function knows subjects', () => {
    const older = { ...context, gateway: { ...context.gateway, documentMembers: documentMembers() } };

    expect(() => planOnboard(absent, intent, older)).toThrow('does not know subject of consumer crm=7Cprod');
  });

  test('refuses signature methods', () => {
    const rules = { signatureMethods: ['HMAC-SHA1'] } as const;

    expect(() => planOnboard(absent, { ...intent, rules }, context)).toThrow('signs nothing');
  });

  test('does not take over a consumer that signs and has the same key', () => {
    const signs = consumer({ consumerKey: 'crm=7Cprod' });

    expect(() => planOnboard({ ...currentState(signs, []), consumerKey: 'crm=7Cprod' }, intent, context)).toThrow(
      'subject (got "crm|prod", stored none)',
    );
  });
});
