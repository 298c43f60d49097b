import { KNOWN_FAULTS } from '../../lambda/authorizer/oauth1/known-faults/known-faults';
import { avoidableClients, UNAVOIDABLE, unusableClients } from '../../lib/kit/clients';
import { kitFiles } from '../../lib/kit/kit-files';
import { refusalsFor } from '../../lib/kit/refusals-for';
import { MODEL, page, withRules } from './support';

const HOSTILE = `<script>alert(1)</script><img src=x onerror="alert('2')">&amp;`;

test.each([
  ['brand', { brand: { name: HOSTILE, support: {} } }],
  ['reseller', { reseller: { id: 'alpha', displayName: HOSTILE } }],
  ['environment', { environment: HOSTILE }],
  ['consumer', { consumer: { key: 'crm-prod', displayName: HOSTILE, tier: 'standard', rules: {} } }],
])('the name of the %s is escaped', (_, changes) => {
  const html = page(changes);

  expect(html).not.toMatch(/<script|<img/);
  expect(html).toContain('&lt;script>alert(1)');
});

test('the page has no script, and takes nothing from elsewhere', () => {
  const html = page();
  const sources = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, source]) => source);

  expect(html).not.toMatch(/<script| on\w+=|javascript:/i);
  expect(sources.filter((source) => /^(?:https?:)?\/\//.test(source ?? ''))).toEqual([]);
});

test('every link of the page leads to a file of the kit or a place of the page', () => {
  const html = page();
  const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, link = '']) => link);
  const dead = links.filter((link) =>
    link.startsWith('#')
      ? !html.includes(`id="${link.slice(1)}"`)
      : !link.startsWith('mailto:') && !kitFiles(MODEL).has(link),
  );

  expect(links.length).toBeGreaterThan(15);
  expect(dead).toEqual([]);
});

test('the page says in its first sentence what it leaves out', () => {
  expect(page()).toContain('APS bus, except the secret.');
});

test('each cell of a table names its column, for the cards of a phone', () => {
  expect(page()).toContain('<td data-name="What to do">');
});

test('every refusal that its readers can get is listed with its remedy', () => {
  const html = page();
  const codes = Object.keys(refusalsFor({ signs: true, sendsTokens: false }));

  expect(codes.filter((code) => !html.includes(`<code>${code}</code>`))).toEqual([]);
  expect(html).not.toContain('<code>token_expired</code>');
});

test('every client of a known fault is listed once, as avoidable or unusable', () => {
  const all = [...new Set(KNOWN_FAULTS.flatMap(({ clients }) => clients))];
  const listed = [...avoidableClients(), ...unusableClients()].map(({ name }) => name);

  expect(listed.toSorted()).toEqual(all.toSorted());
});

test('the unavoidable faults are known faults', () => {
  expect(UNAVOIDABLE.filter((id) => !KNOWN_FAULTS.some((fault) => fault.id === id))).toEqual([]);
});

test.each([
  [{ limit: 5000, period: 'day', offset: 0 }, '5,000 requests a day, counted from 00:00 UTC'],
  [{ limit: 70, period: 'week', offset: 3 }, '70 requests a week, counted from Wednesday, 00:00 UTC'],
  [{ limit: 9, period: 'month', offset: 14 }, '9 requests a month, counted from day 15 of the month, 00:00 UTC'],
] as const)('a quota is told with the start of its period: %j', (quota, text) => {
  const [tier] = MODEL.tiers;

  expect(page({ tiers: [{ ...tier!, quota }] })).toContain(text);
});

test('a tier without quota is unlimited, and limits may be shared', () => {
  const [tier] = MODEL.tiers;
  const html = page({ tiers: [{ ...tier!, shared: true }] });

  expect(html).toContain('<dt>Quota</dt><dd>unlimited</dd>');
  expect(html).toContain('7 requests a second, bursts of up to 14');
  expect(html).toContain('for all systems of the reseller on this tier together');
});

test('the clock window is told in both directions', () => {
  expect(page()).toContain('at most 4 minutes old and 90 seconds ahead');
});

test('the rules of a consumer are told', () => {
  const html = page(
    withRules({
      serviceHours: { days: ['mon', 'tue'], from: '08:00', until: '18:30', timeZone: 'Europe/Berlin' },
      operations: [{ methods: ['GET'], path: '/aps/2/resources/**' }],
      validFrom: '2026-03-04T00:00:00Z',
    }),
  );

  expect(html).toContain('mon,tue 08:00-18:30 Europe/Berlin');
  expect(html).toContain('GET /aps/2/resources/**');
  expect(html).toContain('from 2026-03-04T00:00:00Z');
});

test('an internal gateway names its network, and one for both audiences both ways', () => {
  const vpcEndpoints = ['vpce-0a1b', 'vpce-2c3d'];

  expect(page({ audience: 'internal', vpcEndpoints })).toContain(
    'only through the VPC endpoints vpce-0a1b, vpce-2c3d: call it from their networks',
  );
  expect(page({ audience: 'both', vpcEndpoints })).toContain(
    'on the internet, and through the VPC endpoints vpce-0a1b',
  );
});

test('a kit for mutual TLS says where to give the certificate, and others do not', () => {
  expect(page({ mutualTls: true })).toMatch(/href="#certificate"[^]*id="certificate"[^]*CURLOPT_SSLCERT/);
  expect(page()).not.toContain('certificate"');
});

test('a lockout is told with its limits, and what to do after it', () => {
  const html = page({ lockout: { failures: 7, withinMinutes: 15, forMinutes: 30 } });

  expect(html).toContain('7 requests with one key from one address that fail within 15 minutes');
  expect(html).toContain('for 30 minutes; correct requests are refused too');
  expect(html).toContain('After locked_out, stop.');
});

test('a tier that may be refused while the platform is busy is told so, with its priority', () => {
  const [tier] = MODEL.tiers;
  const html = page({ tiers: [{ ...tier!, priority: 3 }] });

  expect(html).toContain('priority 3 of 0 to 9');
  expect(html).toContain('After platform_busy (503)');
});

test('a gateway without audience, lockout and shedding says nothing of them', () => {
  expect(page()).not.toMatch(/<dt>(?:Network|Failed attempts|While the platform)|After (?:locked_out|platform_busy)/);
});

test("a consumer's addresses are told with those of the gateway", () => {
  const html = page({ ...withRules({ sourceIps: ['203.0.113.7'] }), allowedSourceIps: ['203.0.113.0/24'] });

  expect(html).toContain('203.0.113.7, if they are within 203.0.113.0/24');
});

test('sizes and times follow the way in which answers are forwarded', () => {
  const html = page({ uiNodes: { forwarding: 'lambda', answers: 'streamed', timeoutSeconds: 900 } });

  expect(html).toContain('6 MB of UTF-8 text; the Authorization header');
  expect(html).toContain('any size and type');
  expect(html).toContain('15 minutes; set a longer time limit');
});
