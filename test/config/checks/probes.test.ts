import { load, problemsOf } from '../support/files';

const CLOCK = 'probe: { everyMinutes: 5 }';
const CONSUMER = 'probe: { consumer: key-of-alpha }';
const MUTUAL_TLS = `domains:
  - { name: api.alpha.test, certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/0a1b2c3d-7777-4444-8888-0123456789ab', tlsPolicy: TLS_1_2 }
mutualTls: { truststore: 's3://bucket/authorities.pem', version: 'v1' }
`;

test("a gateway is probed by its own consumer, or else by the platform's", () => {
  const platform = 'probe: { everyMinutes: 5, consumer: key-of-all }';

  expect(load({ platform, alpha: CONSUMER, bravo: '' }).gateways).toMatchObject([
    { resellerId: 'alpha', probeConsumer: 'key-of-alpha' },
    { resellerId: 'bravo', probeConsumer: 'key-of-all' },
  ]);
});

test('without a consumer of the platform only gateways with one are probed', () => {
  const { gateways } = load({ platform: CLOCK, alpha: CONSUMER, bravo: '' });

  expect(gateways.map(({ probeConsumer }) => probeConsumer)).toEqual(['key-of-alpha', undefined]);
});

test('a consumer that probes needs a clock', () => {
  expect(problemsOf({ alpha: CONSUMER })).toMatchObject([
    { path: 'probe', message: 'needs a clock', allowed: 'probe.everyMinutes in platform.yaml' },
  ]);
});

test('a reseller without a gateway of its own has nothing to probe', () => {
  expect(
    problemsOf({ platform: CLOCK, alpha: '', bravo: `parent: alpha\ngateway: inherited\n${CONSUMER}` }),
  ).toMatchObject([{ path: 'probe', message: 'is not possible without a gateway of its own' }]);
});

test.each([
  [CLOCK, `${MUTUAL_TLS}${CONSUMER}`, 'probe'],
  ['probe: { everyMinutes: 5, consumer: key-of-all }', MUTUAL_TLS, 'probe.consumer'],
])('a gateway with mutual TLS cannot be probed (%s)', (platform, alpha, path) => {
  expect(problemsOf({ platform, alpha })).toMatchObject([
    { path, message: expect.stringContaining('is not possible at a gateway with mutualTls') as string },
  ]);
});

test.each(['0', '1441', 'often'])('everyMinutes: %s is refused', (minutes) => {
  expect(problemsOf({ platform: `probe: { everyMinutes: ${minutes} }`, alpha: '' })).toMatchObject([
    { path: 'probe.everyMinutes', allowed: 'a whole number from 1 to 1440 minutes' },
  ]);
});
