import type { AuditTrail, TrailEvent, TrailLookup } from '../../../lib/onboarding/history/audit-trail';
import { type HistoryRequest, lookupsOf, readHistory } from '../../../lib/onboarding/history/read-history';
import { GATEWAY } from '../support/current-state';

const NAME = 'aps-gateway/lab/alpha/crm';
const ARN = `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${NAME}-AbC1d2`;
const REQUEST: HistoryRequest = {
  gateway: GATEWAY,
  consumerKey: 'crm',
  secretArn: ARN,
  apiKeyId: 'k1',
  from: new Date('2026-03-01T00:00:00Z'),
  to: new Date('2026-03-31T00:00:00Z'),
  reads: false,
};

let serial = 0;
function event(name: string, request: unknown, more: Partial<TrailEvent> = {}): TrailEvent {
  serial += 1;
  return { id: `e${serial}`, at: new Date(Date.UTC(2026, 2, 2, 0, serial)), name, request, response: null, ...more };
}

/** A trail of these events, which finds them by name or by the name of a secret, and notes the look-ups. */
class FakeTrail implements AuditTrail {
  readonly lookups: TrailLookup[] = [];
  pages = 0;

  constructor(private readonly recorded: readonly TrailEvent[]) {}

  async *events(lookup: TrailLookup): AsyncIterable<readonly TrailEvent[]> {
    this.lookups.push(lookup);
    const { attribute, value } = lookup;
    const found = this.recorded.filter(({ name, request }) =>
      attribute === 'EventName' ? name === value : JSON.stringify(request).includes(JSON.stringify(value)),
    );
    for (const one of found.toReversed()) {
      this.pages += 1;
      yield [one];
    }
  }
}

async function whatOf(events: readonly TrailEvent[], more: Partial<HistoryRequest> = {}): Promise<readonly string[]> {
  const { entries } = await readHistory(new FakeTrail(events), { ...REQUEST, ...more });
  return entries.map(({ what }) => what);
}

test.each([NAME, ARN, ARN.slice(0, -7)])(
  'an event that names the secret as %s is of the consumer',
  async (secretId) => {
    expect(await whatOf([event('DeleteSecret', { secretId })])).toEqual(['deletion of the credentials scheduled']);
  },
);

test.each([`${NAME}-2`, `${ARN}x`, ARN.replace('/crm-', '/crm-two-'), 'aps-gateway/lab/alpha-south/crm'])(
  'an event that names the secret %s is not of the consumer',
  async (secretId) => {
    expect(await whatOf([event('DeleteSecret', { secretId })])).toEqual([]);
  },
);

test.each([
  [
    'UpdateApiKey',
    { apiKey: 'k1', patchOperations: [{ op: 'replace', path: '/enabled', value: 'false' }] },
    'API key disabled',
  ],
  [
    'UpdateApiKey',
    { apiKey: 'k1', updateApiKeyInput: { patchOperations: [{ op: 'replace', path: '/enabled', value: 'true' }] } },
    'API key enabled',
  ],
  [
    'UpdateApiKey',
    { apiKey: 'k1', patchOperations: [{ op: 'replace', path: '/description', value: 'Zq9secret' }] },
    'description of the API key changed',
  ],
  ['UpdateApiKey', { apiKey: 'k1' }, 'API key changed'],
  ['DeleteApiKey', { apiKey: 'k1' }, 'API key deleted'],
  ['CreateUsagePlanKey', { usagePlanId: 'plan-p', createUsagePlanKeyInput: { keyId: 'k1' } }, 'put on tier premium'],
  ['DeleteUsagePlanKey', { usagePlanId: 'plan-s', keyId: 'k1' }, 'taken off tier standard'],
  [
    'DeleteUsagePlanKey',
    { usagePlanId: 'plan-x', keyId: 'k1' },
    'taken off a usage plan that this gateway no longer has',
  ],
  [
    'UpdateUsage',
    { usagePlanId: 'plan-s', keyId: 'k1', patchOperations: [{ op: 'replace', path: '/remaining', value: '1250' }] },
    'quota of this period on tier standard set to 1250 calls left',
  ],
])('%s with %j is "%s"', async (name, request, what) => {
  expect(await whatOf([event(name, request)])).toEqual([what]);
});

test('an API key of another consumer is left out', async () => {
  expect(await whatOf([event('DeleteApiKey', { apiKey: 'k2' })])).toEqual([]);
});

test('an API key that is gone is known by its creation', async () => {
  const created = event('CreateApiKey', { createApiKeyInput: { name: NAME } }, { response: { id: 'old' } });

  expect(await whatOf([created, event('DeleteApiKey', { apiKey: 'old' })], { apiKeyId: undefined })).toEqual([
    'API key deleted',
    'API key created',
  ]);
});

test('a write of the credentials by something else than this package is named as such', async () => {
  expect(await whatOf([event('PutSecretValue', { secretId: NAME })])).toEqual([
    'credentials changed, not by this package',
  ]);
});

test('a write whose description is not recorded is named without what it changed', async () => {
  expect(await whatOf([event('CreateSecret', { name: NAME }), event('UpdateSecret', { secretId: NAME })])).toEqual([
    'credentials or record changed',
    'credentials created',
  ]);
});

test('reads are looked up by both names of the secret, and those of the gateway itself are left out', async () => {
  const own = 'arn:aws:sts::123456789012:assumed-role/some-role/f';
  const trail = new FakeTrail([
    event('GetSecretValue', { secretId: NAME }, { by: own }),
    event('GetSecretValue', { secretId: ARN }, { by: 'arn:aws:iam::123456789012:user/eve' }),
  ]);
  const { entries } = await readHistory(trail, { ...REQUEST, reads: true });

  expect(entries.map(({ event: { by }, what }) => [by, what])).toEqual([
    ['arn:aws:iam::123456789012:user/eve', 'credentials read'],
  ]);
  expect(trail.lookups).toHaveLength(lookupsOf({ reads: true, secretArn: ARN }));
});

test('without reads the secret is not looked up by its name, where its own gateway reads it all day', async () => {
  const trail = new FakeTrail([]);
  await readHistory(trail, REQUEST);

  expect(new Set(trail.lookups.map(({ attribute }) => attribute))).toEqual(new Set(['EventName']));
  expect(trail.lookups).toHaveLength(lookupsOf(REQUEST));
});

test('a look-up ends after 40 pages, and the history says which events it did not look at', async () => {
  const others = Array.from({ length: 60 }, () => event('UpdateSecret', { secretId: 'other' }));
  const trail = new FakeTrail([event('UpdateSecret', { secretId: NAME }), ...others]);
  const history = await readHistory(trail, REQUEST);

  expect(trail.pages).toBe(40);
  expect(history).toEqual({ entries: [], endedEarly: [{ event: 'UpdateSecret', before: others[20]!.at }] });
});
