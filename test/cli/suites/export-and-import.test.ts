import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AlphaAccount } from '../support/alpha-account';
import { seed } from '../support/seed';
import { World } from '../support/world';

const alpha = new AlphaAccount();
const { cli, files, onboard, run, words } = alpha;

test.each(['csv', 'yaml'])('what is exported as %s is imported elsewhere', async (format) => {
  await onboard('crm', 'standard', '--source-ips 192.0.2.0/24,2001:db8::1 --valid-until 2999-03-04');
  await words([
    ...'consumer update alpha crm'.split(' '),
    '--note',
    '=1+1, "quoted"',
    '--service-hours',
    'sat-mon 20:00-04:00 Asia/Tokyo',
    '--operations',
    'GET /aps/2/a/**; POST /aps/2/b',
  ]);
  const file = join(files, `records.${format}`);
  await run(`consumer export alpha --format ${format} -o ${file}`);
  expect(readFileSync(file, 'utf8')).not.toContain('SecretOfcrm');

  const elsewhere = await new World().start();
  writeFileSync(join(files, 'secrets.yaml'), 'crm: "SecretOfcrm"\n');
  const result = await cli.run(elsewhere.url, [
    'consumer',
    'import',
    'alpha',
    file,
    '--secrets',
    join(files, 'secrets.yaml'),
  ]);
  const [one, other] = [alpha.world.document('crm'), elsewhere.document('crm')];
  await elsewhere.stop();

  expect(result).toMatchObject({ code: 0, stderr: '' });
  expect({ ...other, apiKey: 0, secrets: 0, about: { ...(other.about as object), onboardedAt: 0 } }).toEqual({
    ...one,
    apiKey: 0,
    secrets: 0,
    about: { ...(one.about as object), onboardedAt: 0 },
  });
});

test('suspended and expired consumers come back from an export as they were', async () => {
  await onboard('crm', 'standard');
  await run('consumer suspend alpha crm');
  seed(alpha.world, 'old', { rules: { validUntil: '2001-02-03T00:00:00Z' } });
  const file = join(files, 'states.yaml');
  await run(`consumer export alpha -o ${file}`);
  writeFileSync(join(files, 'states-s.yaml'), 'crm: "SecretOfcrm"\nold: "SecretOfold"\n');

  const elsewhere = await new World().start();
  const secrets = join(files, 'states-s.yaml');
  const result = await cli.run(elsewhere.url, ['consumer', 'import', 'alpha', file, '--secrets', secrets]);
  const enabled = new Map([...elsewhere.state.apiKeys.values()].map((key) => [key.name, key.enabled]));
  const [crm, old] = [elsewhere.document('crm'), elsewhere.document('old')];
  await elsewhere.stop();

  expect(result).toMatchObject({ code: 0, stderr: expect.stringMatching(/^notice: validUntil has passed.*: old\n$/) });
  expect(crm).toMatchObject({ status: 'suspended' });
  expect(old).toMatchObject({ status: 'active', rules: { validUntil: '2001-02-03T00:00:00Z' } });
  expect(enabled.get('aps-gateway/lab/alpha/crm')).toBe(false);
  expect(enabled.get('aps-gateway/lab/alpha/old')).toBe(true);
});
