import { App, CfnParameter, Duration, Fn, Lazy, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { ResellerGateway, type ResellerGatewayProps } from '../../lib';
import { environmentOf } from '../gateway/support/environment';
import { problemsOf, TIERS, UI_NODES } from './support/gateways';

const VALID = { resellerId: 'acme', uiNodes: UI_NODES, tiers: TIERS };
const stack = new Stack(new App(), 'Shop');
const paths = (props: object, own?: Stack) => problemsOf({ ...VALID, ...props }, own).map(({ path }) => path);

test('props that only signatures are subject to have no effect at a gateway for tokens only', () => {
  const bearer = { issuer: 'https://id.acme.test/', audience: 'gateways', jwksUri: 'https://id.acme.test/keys' };
  const lockout = { failures: 9, withinMinutes: 4, forMinutes: 6 };
  const alarms = { failedAttempts: 17, throttles: 19 };

  expect(paths({ oauth: { authentication: ['bearer'], bearer }, lockout, alarms })).toEqual([
    'lockout',
    'alarms.failedAttempts',
  ]);
  expect(paths({ oauth: { bearer }, lockout, alarms })).toEqual(['oauth.bearer']);
});

test('valid props have no problems', () => expect(problemsOf(VALID)).toEqual([]));

test('the error names the construct, and each prop with value and remedy, in one message', () => {
  const props = { ...VALID, tracing: 'yes', oauth: { cacheSeconds: 0 } } as unknown as ResellerGatewayProps;
  expect(() => new ResellerGateway(stack, 'Acme', props)).toThrow(
    [
      'The props of ResellerGateway Shop/Acme have 2 problems:',
      '  oauth.cacheSeconds: is not allowed, got 0; allowed: a whole number from 1 to 60 seconds',
      '  tracing: is not allowed, got "yes"; allowed: true or false',
    ].join('\n'),
  );
});

test.each([
  ['a tag', { tags: { team: 'shop' } }, 'tags', 'in place of it: Tags.of(gateway).add(…)'],
  ['mail for alarms', { alarms: { emails: ['ops@shop.test'] } }, 'alarms.emails', 'in place of it: alarmTopic'],
  ['private nodes', { uiNodes: { ...UI_NODES, private: {} } }, 'uiNodes.private', 'only with the files: the VPC link'],
  ['levels of shedding', { shedding: true }, 'shedding', 'only with the files: the table of levels'],
  [
    'a priority',
    { tiers: { gold: { ...TIERS.bronze, priority: 3 } } },
    'tiers.gold.priority',
    'only with the files, as shedding',
  ],
])('%s is named as a key of the files, with what an app has in place of it', (_, props, path, allowed) => {
  expect(problemsOf({ ...VALID, ...props })).toEqual([
    expect.objectContaining({
      path,
      message: 'is a key of the configuration files, not a prop',
      allowed: expect.stringContaining(allowed) as string,
    }),
  ]);
});

test('without props, each that is required is named', () => {
  const none = undefined as unknown as ResellerGatewayProps;
  expect(() => new ResellerGateway(stack, 'None', none)).toThrow(/have 3 problems:\n {2}resellerId: is missing/);
});

test.each([
  ['an id of a reseller', { resellerId: 'Acme!' }, ['resellerId']],
  ['a missing prop', { uiNodes: {} }, ['uiNodes.brandEndpoint']],
  ['an unknown prop', { colour: 'red' }, ['colour']],
  ['an unknown prop inside another', { logs: { days: 7 } }, ['logs.days']],
  ['no tier', { tiers: {} }, ['tiers']],
  ['a name of a tier', { tiers: { 'Gold!': TIERS.bronze } }, ['tiers.Gold!']],
  [
    'a limit of 0',
    { tiers: { gold: { ...TIERS.bronze, quota: { limit: 0, period: 'day' } } } },
    ['tiers.gold.quota.limit'],
  ],
  ['an environment', { environment: 'lab-2' }, ['environment']],
  ['two problems at once', { tracing: 1, dashboard: 2 }, ['tracing', 'dashboard']],
  ['a route that may never be declared', { routes: [{ path: '/aps/2/applications' }] }, ['routes.0.path']],
  [
    'a method throttle without its route',
    {
      tiers: { gold: { ...TIERS.bronze, methods: [{ path: '/aps/2/x', method: 'GET', rateLimit: 1, burstLimit: 1 }] } },
    },
    ['tiers.gold.methods.0.path'],
  ],
  ['a timeout beyond the quota', { uiNodes: { ...UI_NODES, timeoutSeconds: 30 } }, ['uiNodes.timeoutSeconds']],
  [
    'a brand endpoint that is not on the internet',
    { uiNodes: { brandEndpoint: 'https://10.0.0.7' } },
    ['uiNodes.brandEndpoint'],
  ],
  [
    'client certificates without a domain',
    { mutualTls: { truststore: 's3://trust/ca.pem', version: 'v' } },
    ['mutualTls'],
  ],
  ['a reservation without the quota', { isolation: { reservedConcurrency: 7 } }, ['isolation.accountConcurrency']],
  [
    'a tier of a reseller below',
    { subResellers: { beta: { tiers: ['bronze', 'gold'] } } },
    ['subResellers.beta.tiers.1'],
  ],
  ['the reseller itself below', { subResellers: { acme: {} } }, ['subResellers.acme']],
  ['a topic that is a text', { alarmTopic: 'arn:aws:sns:eu-west-3:111122223333:alarms' }, ['alarmTopic']],
  ['a key that is a text', { encryptionKey: 'own' }, ['encryptionKey']],
  ['a global web ACL', { webAclArn: 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/a/1' }, ['webAclArn']],
  ['a removal policy that logs do not have', { removalPolicy: RemovalPolicy.SNAPSHOT }, ['removalPolicy']],
  [
    'an object of a class',
    { uiNodes: { ...UI_NODES, timeoutSeconds: Duration.seconds(7) } },
    ['uiNodes.timeoutSeconds'],
  ],
  ['a function', { displayName: () => 'Acme' }, ['displayName']],
] as const)('%s is a problem of its prop', (_what, props, expected) => expect(paths(props)).toEqual(expected));

test('a certificate of another Region than the stack is a problem', () => {
  const own = new Stack(new App(), 'Own', { env: { account: '111122223333', region: 'eu-north-1' } });
  const domains = [{ name: 'api.acme.test', certificateArn: 'arn:aws:acm:eu-west-3:111122223333:certificate/c-1' }];
  expect(problemsOf({ ...VALID, domains }, own)).toMatchObject([
    {
      path: 'domains.0.certificateArn',
      message: 'is in another region than the gateway',
      allowed: 'an ARN in eu-north-1',
    },
  ]);
});

describe('a token', () => {
  const parameter = new CfnParameter(stack, 'Parameter');
  const deferred = parameter.valueAsString;

  test.each([
    ['the reseller id', { resellerId: deferred }, 'resellerId'],
    ['a display name with more text', { displayName: `Acme ${deferred}` }, 'displayName'],
    ['the brand endpoint', { uiNodes: { brandEndpoint: `https://${deferred}` } }, 'uiNodes.brandEndpoint'],
    [
      'a number',
      { oauth: { cacheSeconds: new CfnParameter(stack, 'Seconds', { type: 'Number' }).valueAsNumber } },
      'oauth.cacheSeconds',
    ],
    ['a list', { allowedSourceIps: Fn.split(',', deferred) }, 'allowedSourceIps'],
    ['a whole map', { tiers: Lazy.any({ produce: () => TIERS }) }, 'tiers'],
    [
      'a name of a domain',
      { domains: [{ name: deferred, hostedZone: { id: 'Z1', name: 'acme.test' } }] },
      'domains.0.name',
    ],
  ] as const)('for %s is refused, since names and checks need the value', (_what, props, path) =>
    expect(problemsOf({ ...VALID, ...props })).toEqual([
      {
        path,
        message: 'is a token, whose value is known only at deployment',
        allowed: 'a value that is known at synthesis',
      },
    ]),
  );

  test.each([
    ['a certificate', { domains: [{ name: 'api.acme.test', certificateArn: deferred }] }],
    ['a hosted zone', { domains: [{ name: 'api.acme.test', hostedZone: { id: deferred, name: 'acme.test' } }] }],
    ['a client certificate', { uiNodes: { ...UI_NODES, clientCertificate: deferred } }],
    ['a web ACL', { webAclArn: deferred }],
    ['an object that resolves to a text', { domains: [{ name: 'a.acme.test', certificateArn: Token.asAny('arn') }] }],
  ] as const)('for %s is accepted', (_what, props) => expect(paths(props)).toEqual([]));

  test('may not stand for a whole address of a truststore', () => {
    const domains = [{ name: 'api.acme.test', certificateArn: deferred }];
    expect(paths({ domains, mutualTls: { truststore: deferred, version: deferred } })).toEqual([
      'mutualTls.truststore',
    ]);
  });
});

test('props that are undefined count as left out', () =>
  expect(paths({ routes: undefined, oauth: { cacheSeconds: undefined } })).toEqual([]));

test('refused props take no name', () => {
  const own = new Stack(new App(), 'Own');
  expect(paths({ tracing: 'yes' }, own)).toEqual(['tracing']);
  expect(paths({}, own)).toEqual([]);
});

test('what a file refuses, props refuse with the same words', () => {
  const throttle = { rateLimit: 5, burstLimit: 9 };
  const tiers = {
    gold: {
      quota: 'unlimited',
      throttle,
      methods: [{ path: '/aps/2/no', method: 'GET', rateLimit: 3, burstLimit: 4 }],
    },
  };
  let words: readonly { message: string; allowed: string }[] = [];
  try {
    environmentOf({ platform: { tiers: tiers as never }, resellers: { acme: {} } });
  } catch (error) {
    words = JSON.parse((error as Error).message) as typeof words;
  }
  expect(problemsOf({ ...VALID, tiers })).toMatchObject(words.map(({ message, allowed }) => ({ message, allowed })));
  expect(words).toHaveLength(1);
});
