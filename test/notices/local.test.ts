import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalGateway, startLocalGateway } from '../../lib/local/start-local-gateway';
import { Cli } from '../cli/support/cli';

const DAY_MS = 86_400_000;
const NOTICES = `
notices:
  from: gateway@provider.test
  brand: { name: Provider Ünlimited, support: 'https://help.provider.test/', color: '#224466' }
`;
const folder = mkdtempSync(join(tmpdir(), 'aps-gateway-notices-'));
let gateway: LocalGateway;
let lines: Record<string, unknown>[] = [];

beforeAll(async () => {
  const configRoot = join(folder, 'config');
  cpSync(join(__dirname, '../../config/lab'), join(configRoot, 'lab'), { recursive: true });
  appendFileSync(join(configRoot, 'lab/platform.yaml'), NOTICES);
  gateway = await startLocalGateway({
    dataDirectory: folder,
    configRoot,
    onFunctionOutput: (name, text) => {
      if (name.includes('Notices'))
        lines.push(
          ...text
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as (typeof lines)[0]),
        );
    },
  });
});
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

/** Runs the function once. Returns the mails that the sample consumer of alpha got, and the lines of the log. */
async function run() {
  const before = gateway.aws.mail.sent.length;
  lines = [];
  await gateway.notices!.run();
  while (!lines.some((line) => line['NoticeRuns'] === 1)) await new Promise((resolve) => setTimeout(resolve, 20));
  const mails = gateway.aws.mail.sent.slice(before).filter(({ to }) => to.includes('dev@customer.test'));
  return { mails, lines };
}

/** Changes the record of the sample consumer of alpha; returns the consumer's key. */
function changeRecord(change: (record: Record<string, unknown>) => object): string {
  const [secret] = [...gateway.aws.secrets.secrets.values()].filter(({ name }) => name.includes('/alpha/'));
  const record = JSON.parse(secret!.description ?? '{}') as Record<string, unknown>;
  const Description = JSON.stringify({ ...record, ...change(record) });
  gateway.aws.secrets.call('UpdateSecret', { SecretId: secret!.name, Description });
  return secret!.name.split('/').at(-1)!;
}

test('a new consumer gets one mail, and another when its secret expires in five days, however often the function runs', async () => {
  changeRecord(({ about }) => ({
    about: { ...(about as object), emails: ['dev@customer.test', 'evil@customer.test\r\nBcc: all@customer.test'] },
  }));
  const first = await run();
  const key = changeRecord(() => ({ secrets: [{ validUntil: new Date(Date.now() + 4.5 * DAY_MS).toISOString() }] }));
  const [second, third] = [await run(), await run()];

  expect(first.mails).toMatchObject([{ subject: 'Alpha Telecom: access to the API gateway for Sample consumer' }]);
  expect(second.mails).toMatchObject([
    {
      from: 'Provider Ünlimited <gateway@provider.test>',
      to: ['dev@customer.test'],
      subject: expect.stringContaining('the secret of Sample consumer expires on') as string,
      text: expect.stringContaining(`Consumer key: ${key}`) as string,
      html: expect.stringContaining('<a href="https://help.provider.test/">') as string,
    },
  ]);
  expect(third.mails).toEqual([]);
});

test('preflight reads the sender, the sandbox and the sending quota, and says what to do', async () => {
  const cli = new Cli();
  const { mail } = gateway.aws;
  const line = ['preflight', '--config', join(folder, 'config')];
  try {
    const fine = await cli.run(gateway.awsEndpointUrl, line);
    mail.verified = new Set(['other.test']);
    mail.sandbox = true;
    const { code, stdout } = await cli.run(gateway.awsEndpointUrl, line);

    expect(fine).toMatchObject({ code: 0, stdout: expect.stringContaining('provider.test is verified') as string });
    expect(code).toBe(1);
    expect(stdout).toContain('sender of notices (SES): SES has neither');
    expect(stdout).toMatch(/sending mails \(SES\): in the sandbox, \d+ of 200 mails in 24 hours, 1 a second/);
    expect(stdout).toContain('Request production access');
  } finally {
    mail.verified = undefined;
    mail.sandbox = false;
    cli.remove();
  }
});
