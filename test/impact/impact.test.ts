import { declaredGateways, deployedGateway, type GatewayView } from '../../lib/impact/gateway-view';
import { type ConsumerImpact, impactOf } from '../../lib/impact/impact';
import { describeLoss, type ImpactedConsumer } from '../../lib/impact/losses';
import { type Declared, environmentOf } from '../gateway/support/environment';
import { GATEWAY } from '../onboarding/support/current-state';

const CRM: ImpactedConsumer = { consumerKey: 'crm', reseller: 'alpha', tier: 'standard' };
const CERTIFICATE_ARN = 'arn:aws:acm:eu-central-1:111122223333:certificate/0a1b2c3d-7777-4444-8888-0123456789ab';
const LIMITS = { quota: 'unlimited', throttle: { rateLimit: 9, burstLimit: 19 } } as const;
const TIERS = { standard: 'inherit', gold: LIMITS } as const;

const viewsOf = (declared: Declared) => declaredGateways(environmentOf(declared));

/** Losses of one consumer, in words, when one declaration replaces another. */
function lost(before: Declared | readonly GatewayView[], after: Declared, consumer = CRM): readonly string[] {
  const views = Array.isArray(before) ? (before as readonly GatewayView[]) : viewsOf(before as Declared);
  return impactOf([consumer], views, viewsOf(after)).consumers.flatMap(textsOf);
}

function textsOf({ losses, notes }: ConsumerImpact): readonly string[] {
  return [...losses.map(describeLoss), ...notes];
}

const alpha = (reseller: NonNullable<Declared['resellers']>[string]): Declared => ({ resellers: { alpha: reseller } });

test('nothing changes for anyone without a change', () => {
  expect(impactOf([CRM], viewsOf({}), viewsOf({}))).toEqual({ consumers: [], goneHosts: {}, goneTiers: {} });
});

test('a tier that goes takes every request of the consumers on it', () => {
  expect(lost(alpha({ tiers: TIERS }), alpha({ tiers: { gold: LIMITS } }))).toEqual([
    'tier standard, so every request is refused with 403',
  ]);
});

test('a tier that is retired takes nothing', () => {
  const own = { quota: 'unlimited', throttle: { rateLimit: 9, burstLimit: 19 } } as const;

  expect(
    lost(alpha({ tiers: TIERS }), alpha({ tiers: { ...TIERS, gold: { ...own, retired: true } } }), {
      ...CRM,
      tier: 'gold',
    }),
  ).toEqual([]);
});

test('limits that fall are named, those that rise are not', () => {
  const tier = (limit: number, rateLimit: number) => ({
    platform: {
      tiers: { standard: { quota: { limit, period: 'day' as const }, throttle: { rateLimit, burstLimit: 30 } } },
      throttle: { rateLimit: 99, burstLimit: 99 },
    },
  });

  expect(lost(tier(700, 8), tier(600, 9))).toEqual(['quota.limit falls to at most 600 per day']);
  expect(lost(tier(600, 9), tier(700, 8))).toEqual(['throttle.rateLimit falls to at most 8']);
});

describe('a tier that is metered by reseller', () => {
  const limits = { quota: { limit: 40, period: 'day' as const }, throttle: { rateLimit: 9, burstLimit: 19 } };
  const metered = (meteredBy: 'consumer' | 'reseller') =>
    viewsOf(alpha({ tiers: { whole: { ...limits, meteredBy } } }));
  const on = (consumerKey: string, reseller = 'alpha') => ({ consumerKey, reseller, tier: 'whole' });
  const NOTE = 'once "consumer remeter alpha" ran after the deployment';

  test('takes limits of their own from its consumers, if there are several', () => {
    const { consumers } = impactOf([on('crm'), on('erp'), on('shop')], metered('consumer'), metered('reseller'));

    expect(consumers.map(textsOf)).toEqual(
      consumers.map(() => [
        'limits of its own: it shares those of tier whole with 2 other consumers of alpha',
        `its tier is metered by reseller ${NOTE}`,
      ]),
    );
    expect(consumers).toHaveLength(3);
  });

  test('takes nothing from the only consumer', () => {
    const { consumers } = impactOf([on('crm')], metered('consumer'), metered('reseller'));

    expect(consumers).toMatchObject([{ losses: [], notes: [`its tier is metered by reseller ${NOTE}`] }]);
  });

  test('takes nothing when each consumer gets the limits again', () => {
    const { consumers } = impactOf([on('crm'), on('erp')], metered('reseller'), metered('consumer'));

    expect(consumers[0]).toMatchObject({ losses: [], notes: [`its tier is metered by consumer ${NOTE}`] });
  });

  test('is known as such where it is deployed', () => {
    const deployed = (more: object) =>
      deployedGateway({ ...GATEWAY, ...more }, new Map([['whole', { throttle: {}, methods: [] }]]));

    expect(deployed({ resellerMeteredTiers: ['whole'] }).tiers.get('whole')).toHaveProperty('meteredBy', 'reseller');
    expect(deployed({}).tiers.get('whole')).not.toHaveProperty('meteredBy');
  });
});

test('a method that goes is named by its route', () => {
  const routes = (methods: readonly ('GET' | 'POST')[]) =>
    alpha({ routes: [{ path: '/aps/2/orders', methods }] as never });

  expect(lost(routes(['GET', 'POST']), routes(['GET']))).toEqual(['POST /aps/2/orders and below']);
});

test('a consumer does not lose what its own operations never allowed', () => {
  const routes = (...paths: string[]) => alpha({ routes: paths.map((path) => ({ path })) });
  const [before, after] = [routes('/aps/2/orders', '/aps/2/users'), routes('/aps/2/users')];

  expect(lost(before, after, { ...CRM, operations: [{ path: '/aps/2/users/**' }] })).toEqual([]);
  expect(lost(before, after, { ...CRM, operations: 'readOnly' })).toEqual(['GET /aps/2/orders and below']);
});

test('a host name that goes is named for the consumer and for its gateway', () => {
  const domains = (...names: string[]) =>
    alpha({ domains: names.map((name) => ({ name, certificateArn: CERTIFICATE_ARN })) });
  const [before, after] = [domains('old.alpha.test', 'new.alpha.test'), domains('new.alpha.test')];

  expect(lost(before, after)).toEqual(['the host old.alpha.test']);
  expect(impactOf([], viewsOf(before), viewsOf(after)).goneHosts).toEqual({ alpha: ['old.alpha.test'] });
  expect(lost({}, after)).toEqual(["the host API Gateway's own"]);
});

test('signature methods and addresses that are accepted no longer are named', () => {
  expect(lost({}, alpha({ oauth: { signatureMethods: ['HMAC-SHA256'] } }))).toEqual(['signatures with HMAC-SHA1']);
  expect(lost({}, alpha({ allowedSourceIps: ['10.0.0.0/8'] }))).toEqual(['addresses outside 10.0.0.0/8']);
  expect(lost(alpha({ allowedSourceIps: ['10.0.0.0/9'] }), alpha({ allowedSourceIps: ['10.0.0.0/8'] }))).toEqual([]);
});

test('a consumer whose reseller no gateway serves yet is named, not passed over', () => {
  expect(lost({}, {}, { ...CRM, reseller: 'omega' })).toEqual([
    'no gateway serves reseller omega before the change, so nothing is compared',
  ]);
});

test('a gateway that goes takes everything', () => {
  expect(lost({}, { resellers: { beta: {} } })).toEqual(['the gateway of alpha, so every request is refused']);
});

test('a note on a sub-reseller that gets its own gateway says how to move its consumers', () => {
  const south = (gateway: 'own' | 'inherited') => ({
    resellers: { alpha: {}, 'alpha-south': { parent: 'alpha', gateway } },
  });

  expect(lost(south('inherited'), south('own'), { ...CRM, reseller: 'alpha-south' })).toEqual([
    'reseller alpha-south is served by the gateway of alpha-south; move it there with "consumer move crm --from alpha --to alpha-south"',
  ]);
});

describe('a deployed gateway', () => {
  const deployed = (url: string, tiers = new Map([['standard', { throttle: {}, methods: [] }]])) => [
    deployedGateway({ ...GATEWAY, url }, tiers),
  ];
  const AWS_HOST = 'https://abc123.execute-api.eu-central-1.amazonaws.com';

  test.each([
    ['no domain', {}],
    ['a domain', { domains: [{ name: 'api.alpha.test', certificateArn: CERTIFICATE_ARN }] }],
  ])('on localhost loses no host name where %s is declared', (_, reseller) => {
    const impact = impactOf([CRM], deployed('https://localhost:10443', new Map()), viewsOf(alpha(reseller)));
    expect(impact).toEqual({ consumers: [], goneHosts: {}, goneTiers: {} });
  });

  test.each([
    [false, true, ['access without a client certificate']],
    [true, true, []],
    [undefined, true, []],
    [false, false, []],
  ])('with mutual TLS %s, of which the files declare %s, takes %j', (before, after, losses) => {
    const [gateway] = viewsOf(alpha({}));
    const descriptor = {
      ...GATEWAY,
      url: 'https://localhost:10443',
      ...(before !== undefined && { mutualTls: before }),
    };
    const { consumers } = impactOf(
      [CRM],
      [deployedGateway(descriptor, new Map())],
      [{ ...gateway!, mutualTls: after }],
    );
    expect(consumers.flatMap((one) => one.losses.map(describeLoss))).toEqual(losses);
  });

  test("keeps API Gateway's own host while no domain is declared", () => {
    expect(
      lost(deployed(AWS_HOST), {
        platform: {
          tiers: { standard: { quota: 'unlimited', throttle: { rateLimit: 'unlimited', burstLimit: 'unlimited' } } },
        },
      }),
    ).toEqual([]);
  });

  test('loses its domain when that is declared no longer', () => {
    expect(lost(deployed('https://api.alpha.test'), {})).toContain('the host api.alpha.test');
  });

  test('whose tier has no usage plan takes nothing more from its consumers', () => {
    expect(lost(deployed(AWS_HOST, new Map()), {})).toEqual([]);
  });
});

describe('another audience', () => {
  const [one, other] = ['vpce-0123456789abcdef0', 'vpce-0123456789abcdef1'];
  const domains = [{ name: 'api.alpha.test', certificateArn: CERTIFICATE_ARN }];
  const audience = (kind: 'external' | 'internal' | 'both', ...ids: string[]) =>
    alpha({ domains, audience: kind, ...(ids.length > 0 && { vpcEndpoints: ids.map((id) => ({ id })) }) });

  test.each<[Declared, Declared, readonly string[]]>([
    [audience('external'), audience('both', one), []],
    [audience('external'), audience('internal', one), ['access from the internet']],
    [audience('both', one), audience('internal', one), ['access from the internet']],
    [audience('both', one, other), audience('both', other), [`access through ${one}`]],
    [audience('both', one), audience('external'), [`access through ${one}`]],
    [audience('internal', one), audience('both', one), []],
  ])('%j, then %j', (before, after, losses) => {
    expect(lost(before, after)).toEqual(losses);
  });

  test('a deployed gateway without an audience answers on the internet', () => {
    const local = { ...GATEWAY, url: 'https://localhost:10443' };
    expect(lost([deployedGateway(local, new Map())], audience('internal', one))).toContain('access from the internet');
    const internal = { ...local, audience: 'internal' as const, vpcEndpoints: [one] };
    expect(lost([deployedGateway(internal, new Map())], audience('external'))).toContain(`access through ${one}`);
  });
});
