import { configFiles } from '../../lib/config/files/config-files';
import { readTemplates } from '../../lib/config/files/read-templates';
import type { GatewayDescriptor } from '../../lib/descriptor';
import type { Mail } from '../../lib/notices/mail';
import { MailRefusedError, type NoticePorts } from '../../lib/notices/ports';
import { runNotices } from '../../lib/notices/run';
import type { NoticeSettings } from '../../lib/notices/settings';
import { secretId } from '../../lambda/authorizer/contract';
import type { DayUsage } from '../../lib/onboarding/ports';

const NOW = new Date('2027-03-10T12:00:00Z');
const GATEWAY: GatewayDescriptor = {
  version: 1,
  environment: 'lab',
  resellerId: 'alpha',
  serves: ['alpha', 'alpha-south'],
  url: 'https://alpha.gateway.test',
  restApiId: 'api1',
  stage: 'aps',
  usagePlans: { standard: 'plan-1', shared: 'plan-2' },
  resellerMeteredTiers: ['shared'],
  authorizerFunction: 'authorizer',
  nonceTable: 'nonces',
  documentMembers: [],
  accessLogGroup: '/aps-gateway/lab/alpha/api1/access',
};
const SETTINGS: NoticeSettings = {
  environment: 'lab',
  from: 'gateway@provider.test',
  resellers: [
    {
      id: 'alpha',
      displayName: 'Alpha Cloud',
      contacts: ['ops@alpha.test'],
      language: 'en',
      brand: { name: 'Provider' },
    },
  ],
  templates: readTemplates(undefined, configFiles({})).templates,
};

/** A description of a credentials secret. */
function record(more: object = {}): object {
  const base = { version: 1, reseller: 'alpha', tier: 'standard', status: 'active', apiKeyId: 'key-1' };
  return { ...base, secrets: [{}], about: { emails: ['dev@customer.test'] }, ...more };
}

/** An environment with consumers, and the mails that it sent. */
class Environment {
  readonly sent: Mail[] = [];
  readonly problems: string[] = [];
  readonly queries: string[] = [];
  usage: Record<string, readonly DayUsage[]> = {};
  uses: readonly Record<string, string>[] = [];
  refusal: string | undefined;
  private readonly claimed = new Set<string>();

  constructor(private readonly records: Readonly<Record<string, object>>) {}

  run() {
    return runNotices(this.ports(), SETTINGS);
  }

  private ports(): NoticePorts {
    const entries = Object.entries(this.records).map(([key, value]) => ({
      name: `aps-gateway/lab/alpha/${key}`,
      description: JSON.stringify(value),
    }));
    return {
      credentials: {
        async *list() {
          yield entries;
        },
      },
      gateways: { list: async () => [GATEWAY] },
      metering: {
        quota: async () => ({ limit: 200, period: 'MONTH' }),
        usage: async () => new Map(Object.entries(this.usage)),
      },
      logs: async () => ({
        keptSince: async () => new Date(0),
        query: async ({ query }) => {
          this.queries.push(query);
          return this.uses;
        },
      }),
      memory: {
        has: async (id) => this.claimed.has(id),
        claim: async (id) => !this.claimed.has(id) && Boolean(this.claimed.add(id)),
        confirm: async () => undefined,
        release: async (id) => void this.claimed.delete(id),
      },
      mailer: {
        send: async (mail) => {
          if (this.refusal !== undefined) throw new MailRefusedError(this.refusal);
          this.sent.push(mail);
        },
      },
      now: () => NOW,
      onProblem: (problem) => this.problems.push(problem),
    };
  }
}

test.each([
  [79, []],
  [80, ['Alpha Cloud: crm has used 80 % of its quota']],
  [99.5, ['Alpha Cloud: crm has used 99 % of its quota']],
  [100, ['Alpha Cloud: crm has used its whole quota']],
])('at %d %% of a quota the mails are %j, however often it runs', async (percent, subjects) => {
  const environment = new Environment({ crm: record() });
  environment.usage = { 'key-1': [{ calls: 1, remaining: 200 - 2 * percent }] };
  const report = await environment.run();
  await environment.run();

  expect(environment.sent.map(({ subject }) => subject)).toEqual(subjects);
  expect(report.quotasNearlyUsed).toBe(subjects.length);
});

test('a quota that consumers share makes one notice, to the contacts of the reseller', async () => {
  const shared = record({ tier: 'shared', apiKeyId: 'key-2' });
  const environment = new Environment({ crm: shared, erp: shared });
  environment.usage = { 'key-2': [{ calls: 1, remaining: 20 }] };
  await environment.run();

  expect(environment.sent).toMatchObject([
    { to: ['ops@alpha.test'], subject: 'Alpha Cloud: Alpha Cloud has used 90 % of its quota' },
  ]);
  expect(environment.sent[0]!.text).toContain('Next period: 2027-04-01 00:00 UTC');
  expect(environment.sent[0]!.text).not.toContain('Consumer key');
});

test('a previous secret in use before its end makes one notice, and the log is not searched again', async () => {
  const addedAt = '2027-03-01T00:00:00.000Z';
  const end = '2027-03-11T00:00:00.000Z';
  const environment = new Environment({ crm: record({ secrets: [{}, { addedAt, validUntil: end }] }) });
  environment.uses = [
    { consumerKey: 'crm', secretId: secretId(addedAt, 1), lastUsed: '2027-03-10 11:00:00.000' },
    { consumerKey: 'crm', secretId: secretId(undefined, 0), lastUsed: '2027-03-10 11:30:00.000' },
  ];
  await environment.run();
  await environment.run();

  expect(environment.sent).toMatchObject([
    { subject: 'Alpha Cloud: crm still uses a secret that ends on 2027-03-11 00:00 UTC' },
  ]);
  expect(environment.sent[0]!.text).toContain('last at 2027-03-10 11:00 UTC');
  expect(environment.queries).toHaveLength(1);
});

test('a previous secret that is no longer used makes no notice', async () => {
  const environment = new Environment({ crm: record({ secrets: [{}, { validUntil: '2027-03-11T00:00:00Z' }] }) });
  environment.uses = [{ consumerKey: 'crm', secretId: 'another', lastUsed: '2027-03-10 11:30:00.000' }];
  await environment.run();

  expect(environment.sent).toEqual([]);
});

test('no log is searched while no overlap is about to end', async () => {
  const environment = new Environment({ crm: record() });
  await environment.run();

  expect(environment.queries).toEqual([]);
});

test('consumers of a reseller without notices get none', async () => {
  const about = { onboardedAt: '2027-03-10T11:00:00Z' };
  const environment = new Environment({ crm: record({ about }), south: record({ about, reseller: 'alpha-south' }) });
  await environment.run();

  expect(environment.sent.map(({ to, subject }) => [to, subject])).toEqual([
    [['ops@alpha.test'], 'Alpha Cloud: access to the API gateway for crm'],
  ]);
});

test('a mail that is refused is counted with its reason, and sent by the next run', async () => {
  const environment = new Environment({ crm: record({ rules: { validUntil: '2027-03-15T00:00:00Z' } }) });
  environment.refusal = 'the sender is not verified';
  const first = await environment.run();
  environment.refusal = undefined;
  const second = await environment.run();

  expect([first, second]).toMatchObject([
    { sent: 0, failed: 1 },
    { sent: 1, failed: 0 },
  ]);
  expect(environment.problems).toEqual(['validity-expires to consumer crm of alpha: the sender is not verified']);
});
