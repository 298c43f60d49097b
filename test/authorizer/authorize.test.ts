import { authorize } from '../../lambda/authorizer/authorize';
import { type ConsumerIdentity, Shed } from '../../lambda/authorizer/decision';
import type { AuthorizerPorts, NonceClaim } from '../../lambda/authorizer/ports';
import type { Trace } from '../../lambda/authorizer/trace';
import { portsOf } from './support/decide';
import { credentialsDocument } from './support/documents';
import { signedEvent } from './support/events';

const NOW = 1_795_320_000_000;
const signed = (consumerSecret = 'kd94hf93k423kf44') =>
  signedEvent({}, { consumerKey: 'crm-of-acme', consumerSecret, nonce: 'n1', timestamp: NOW / 1000 });

/** Ports that record look-ups and claims; a look-up advances the clock by 7 ms, a claim by 3 ms. */
function recordingPorts(status: 'active' | 'suspended' = 'active') {
  const calls: (string | NonceClaim)[] = [];
  let now = NOW;
  const made = portsOf({ documents: [credentialsDocument({ status })], clock: () => now });
  const ports: AuthorizerPorts = {
    ...made,
    credentials: {
      find: (key, verify) => {
        calls.push(`find ${key}`);
        now += 7;
        return made.credentials.find(key, verify);
      },
    },
    nonces: async (claim) => {
      calls.push(claim);
      now += 3;
      return 'claimed';
    },
  };
  return { ports, calls };
}

test('a valid request looks its consumer up and then claims its nonce', async () => {
  const { ports, calls } = recordingPorts();
  expect((await authorize(signed(), ports)).effect).toBe('allow');
  expect(calls).toEqual([
    'find crm-of-acme',
    {
      consumerKey: 'crm-of-acme',
      token: '',
      nonce: 'n1',
      timestamp: '1795320000',
      rememberUntil: 1_795_320_660,
    },
  ]);
});

test('a request with a wrong signature claims no nonce', async () => {
  const { ports, calls } = recordingPorts();
  expect(await authorize(signed('wrong'), ports)).toMatchObject({ reason: 'signature_invalid' });
  expect(calls).toEqual(['find crm-of-acme']);
});

test('a request of a tier that has to wait claims no nonce', async () => {
  const { ports, calls } = recordingPorts();
  const shedLoad = async (consumer: ConsumerIdentity) => new Shed(consumer);
  expect(await authorize(signed(), { ...ports, shedding: { refresh: () => {}, shedLoad } })).toMatchObject({
    effect: 'shed',
    consumer: { consumerKey: 'crm-of-acme' },
  });
  expect(calls).toEqual(['find crm-of-acme']);
});

test('a request denied by a rule has claimed its nonce', async () => {
  const { ports, calls } = recordingPorts('suspended');
  expect(await authorize(signed(), ports)).toMatchObject({ reason: 'consumer_suspended' });
  expect(calls).toHaveLength(2);
});

test('an event that cannot be read reaches neither credentials nor nonces', async () => {
  const { ports, calls } = recordingPorts();
  expect(await authorize({}, ports)).toMatchObject({ reason: 'request_unreadable' });
  expect(calls).toEqual([]);
});

test('the stages fill in one trace', async () => {
  const { ports } = recordingPorts();
  const trace: Trace = {};
  await authorize(signed(), ports, trace);
  expect(trace).toEqual({
    claimedConsumerKey: 'crm-of-acme',
    sourceIp: '198.51.100.7',
    credentials: 'looked_up',
    secretId: '1',
    lookupMs: 7,
    claimMs: 3,
  });
});
