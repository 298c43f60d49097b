import { authorize } from '../../../lambda/authorizer/authorize';
import type { CredentialsDocument } from '../../../lambda/authorizer/contract';
import { SourceLockout } from '../../../lambda/authorizer/lockout/lockout';
import { lockoutStages } from '../../../lambda/authorizer/lockout/lockout-stages';
import { authorizerResult } from '../../../lambda/authorizer/policy';
import type { Trace } from '../../../lambda/authorizer/trace';
import { portsOf, unshed } from '../support/decide';
import { credentialsDocument } from '../support/documents';
import { authorizerEvent, type AuthorizerEvent, signedEvent } from '../support/events';
import { MemoryFailures } from '../support/memory-failures';

const NOON = Date.parse('2026-11-24T12:00:00Z');
const SECRET = 'kd94hf93k423kf44';
const LIMITS = { failures: 3, withinMinutes: 10, forMinutes: 30 };
const OFFICE = '198.51.100.7';

/** A gateway with a lockout. Each `instance` is a function instance over the same table. */
function gateway(document: Partial<CredentialsDocument> = {}, store = new MemoryFailures()) {
  const state = { now: NOON, lookUps: 0, claims: 0 };
  const clock = () => state.now;
  const instance = () => {
    const made = portsOf({ documents: [credentialsDocument(document)], clock });
    const ports = {
      ...made,
      credentials: {
        find: (...given: Parameters<typeof made.credentials.find>) => {
          state.lookUps += 1;
          return made.credentials.find(...given);
        },
      },
      nonces: (...given: Parameters<typeof made.nonces>) => {
        state.claims += 1;
        return made.nonces(...given);
      },
      lockout: lockoutStages(new SourceLockout({ limits: LIMITS, store, clock }), clock),
    };
    return async (event: AuthorizerEvent, trace: Trace = {}) => {
      const decision = await authorize(event, ports, trace);
      return decision.effect === 'allow' ? 'allowed' : decision.reason;
    };
  };
  return { state, store, instance, send: instance() };
}

function request(consumerKey: string, consumerSecret: string, sourceIp = OFFICE, more = {}): AuthorizerEvent {
  return signedEvent({ sourceIp }, { consumerKey, consumerSecret, timestamp: NOON / 1000, ...more });
}

const right = (sourceIp = OFFICE) => request('crm-of-acme', SECRET, sourceIp);
const wrong = (sourceIp = OFFICE) => request('crm-of-acme', 'guessed', sourceIp);

/** A request of a client that leaves the query out of the signature. */
function queryUnsigned(): AuthorizerEvent {
  const header = right().headers.Authorization as string;
  const url = 'https://gw1.example.com/aps/2/resources?limit(0,3)';
  return authorizerEvent({ url, sourceIp: OFFICE, headers: [['Authorization', header]] });
}

async function reasons(send: (event: AuthorizerEvent) => Promise<string>, events: readonly AuthorizerEvent[]) {
  const all: string[] = [];
  for (const event of events) all.push(await send(event));
  return all;
}

test('after too many wrong signatures, a correct request from the same address is refused too', async () => {
  const { send } = gateway();
  expect(await reasons(send, [wrong(), wrong(), wrong(), wrong(), right()])).toEqual([
    'signature_invalid',
    'signature_invalid',
    'signature_invalid',
    'locked_out',
    'locked_out',
  ]);
});

test('the same address behind another VPC endpoint is not locked out', async () => {
  const { send } = gateway();
  const from = (vpceId: string, secret: string) =>
    signedEvent(
      { sourceIp: '10.0.0.7', vpceId },
      { consumerKey: 'crm-of-acme', consumerSecret: secret, timestamp: NOON / 1000 },
    );
  for (let sent = 0; sent < LIMITS.failures; sent += 1) await send(from('vpce-0a1b', 'guessed'));
  expect(await reasons(send, [from('vpce-0a1b', SECRET), from('vpce-0c2d', SECRET)])).toEqual([
    'locked_out',
    'allowed',
  ]);
});

test('a lock ends, and the same client is served again', async () => {
  const { send, state } = gateway();
  await reasons(send, [wrong(), wrong(), wrong()]);
  state.now += 1_800_000;
  const later = { timestamp: state.now / 1000 };
  expect(await send(request('crm-of-acme', SECRET, OFFICE, later))).toBe('allowed');
});

test('the same key is served from another address', async () => {
  const { send } = gateway();
  await reasons(send, [wrong(), wrong(), wrong()]);
  expect(await send(right('203.0.113.9'))).toBe('allowed');
});

test('addresses of one IPv6 /64 are one source', async () => {
  const { send } = gateway();
  await reasons(send, [wrong('2001:db8:1:2::1'), wrong('2001:db8:1:2::2'), wrong('2001:db8:1:2::3')]);
  expect(await reasons(send, [right('2001:db8:1:2:ffff::4'), right('2001:db8:1:3::1')])).toEqual([
    'locked_out',
    'allowed',
  ]);
});

test('an address in X-Forwarded-For is not the source', async () => {
  const { send } = gateway();
  const forwarded = (address: string) =>
    signedEvent(
      { sourceIp: OFFICE, headers: [['X-Forwarded-For', address]] },
      { consumerKey: 'crm-of-acme', consumerSecret: 'guessed', timestamp: NOON / 1000 },
    );
  await reasons(send, [forwarded('192.0.2.1'), forwarded('192.0.2.2'), forwarded('192.0.2.3')]);
  expect(await send(right())).toBe('locked_out');
});

test('a locked source costs no look-up and no claim', async () => {
  const { send, state } = gateway();
  await reasons(send, [wrong(), wrong(), wrong()]);
  const before = { ...state };
  await reasons(send, [wrong(), right()]);
  expect(state).toEqual(before);
});

test('another instance refuses a correct request of a locked source before it claims the nonce', async () => {
  const { send, instance, state } = gateway();
  await reasons(send, [wrong(), wrong(), wrong()]);
  expect(await instance()(right())).toBe('locked_out');
  expect(state.claims).toBe(0);
});

describe('counts', () => {
  test('a replay', async () => {
    const { send } = gateway();
    const sent = right();
    expect(await reasons(send, [sent, sent, sent, sent, right()])).toEqual([
      'allowed',
      'nonce_used',
      'nonce_used',
      'nonce_used',
      'locked_out',
    ]);
  });

  test('an unknown key', async () => {
    const { send } = gateway();
    const unknown = () => request('no-such-key', SECRET);
    expect(await reasons(send, [unknown(), unknown(), unknown(), unknown()])).toEqual([
      'signature_invalid',
      'signature_invalid',
      'signature_invalid',
      'locked_out',
    ]);
  });
});

describe('does not count', () => {
  const NEW = { secrets: [{ value: 'newer' }, { value: SECRET, validUntil: '2026-11-24T11:00:00Z' }] } as const;

  test.each([
    ['a clock that is wrong', {}, () => request('crm-of-acme', SECRET, OFFICE, { timestamp: NOON / 1000 - 999 })],
    ['a secret that has ended', NEW, () => right()],
    ['a suspended consumer', { status: 'suspended' }, () => right()],
    ['a rule', { rules: { operations: [{ path: '/aps/2/other' }] } }, () => right()],
    ['a fault of a client that has the secret', {}, queryUnsigned],
  ] as const)('%s', async (_what, document, event) => {
    const { send, store } = gateway(document);
    for (let sent = 0; sent < 5; sent += 1) expect(await send(event())).not.toMatch(/allowed|locked_out/);
    expect(store.writes).toBe(0);
  });

  test('a key that no consumer can have', async () => {
    const { send, store } = gateway();
    for (let sent = 0; sent < 5; sent += 1) expect(await send(request('a/b', SECRET))).toBe('signature_invalid');
    expect(store.reads).toBe(0);
  });

  test('a request without an address', async () => {
    const { send, store } = gateway();
    for (let sent = 0; sent < 5; sent += 1) expect(await send(wrong('unknown'))).toBe('signature_invalid');
    expect(store.reads).toBe(0);
  });
});

describe('known and unknown keys', () => {
  test.each([
    ['from the first request on', 8, 'no'],
    ['while the table cannot be read', 8, 'reads'],
    ['while the table cannot be written', 8, 'writes'],
  ] as const)('cost the same calls and get the same answers, %s', async (_when, count, down) => {
    const [known, unknown] = [gateway(), gateway()];
    known.store.down = down;
    unknown.store.down = down;
    for (let sent = 0; sent < count; sent += 1) {
      const [traceOfKnown, traceOfUnknown]: Trace[] = [{}, {}];
      expect(await known.send(wrong(), traceOfKnown)).toBe(
        await unknown.send(request('nobody', 'guessed'), traceOfUnknown),
      );
      expect({ ...traceOfUnknown, claimedConsumerKey: 'crm-of-acme' }).toEqual(traceOfKnown);
    }
    const costOf = ({ state, store }: ReturnType<typeof gateway>) => [state, store.reads, store.writes];
    expect(costOf(known)).toEqual(costOf(unknown));
  });
});

test('without the table, an instance locks for what it counted itself, and serves other sources', async () => {
  const store = new MemoryFailures();
  store.down = 'reads';
  const { send } = gateway({}, store);
  const trace: Trace = {};
  await send(wrong(), trace);
  const events = [right(), wrong(), wrong(), wrong(), right(), right('203.0.113.9')];
  expect(await reasons(send, events)).toEqual([
    'allowed',
    'signature_invalid',
    'signature_invalid',
    'locked_out',
    'locked_out',
    'allowed',
  ]);
  expect(trace.lockoutError).toBe('RangeError');
});

test('the answer says when the lock ends, how long that is, and that correct requests are refused until then', async () => {
  const state = { now: NOON };
  const clock = () => state.now;
  const limits = { ...LIMITS, failures: 1 };
  const ports = {
    ...portsOf({ clock }),
    lockout: lockoutStages(new SourceLockout({ limits, store: new MemoryFailures(), clock }), clock),
  };
  await authorize(wrong(), ports);
  state.now += 90_400;
  const { context, usageIdentifierKey } = authorizerResult(unshed(await authorize(right(), ports)), '*', 'acme');
  expect(usageIdentifierKey).toBeUndefined();
  expect(context).toEqual({
    reason: 'locked_out',
    message:
      'Too many requests with this consumer key from this address failed. The lock ends at 2026-11-24T12:30:00.000Z. Correct the key, the secret and the way you sign, and wait as long as Retry-After says: until then, correct requests from this address are refused too. The provider can end it with aps-gateway consumer unlock.',
    challenge: 'OAuth realm="acme", oauth_problem="consumer_key_refused"',
    retryAfter: 1710,
  });
});
