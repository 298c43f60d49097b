import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { declaredConsumers } from '../support/declared-consumers';

const { alpha, file, declare, APPLY } = declaredConsumers();
const { files, json, onboard, run } = alpha;

test('consumers that are not declared stay without --prune, and are named', async () => {
  declare('{ consumerKey: erp, tier: premium }');

  expect(await run(APPLY)).toMatchObject({
    code: 0,
    stderr: 'notice: not declared, and left as they are without --prune: crm\n',
  });
  expect(alpha.world.document('crm')).toMatchObject({ status: 'active' });
});

test('with --prune and --yes they are offboarded, those of other resellers not', async () => {
  declare('{ consumerKey: erp, tier: premium }');

  expect(await json(`${APPLY} --prune --yes`)).toMatchObject({ counts: { unchanged: 1, offboarded: 1 } });
  expect(alpha.world.aws.secrets.secrets.get('aps-gateway/lab/alpha/crm')?.deletedDate).toBeDefined();
  expect(alpha.world.document('south')).toMatchObject({ status: 'active' });
  expect(await json(`${APPLY} --prune --yes`)).toMatchObject({ counts: { unchanged: 1 } });
});

test('--prune reports the final usage of the consumers that it offboards, before their API keys are gone', async () => {
  const today = new Date().toISOString().slice(0, 10);
  alpha.world.call('crm', today, 21);
  alpha.world.call('erp', today, 34);
  declare('{ consumerKey: erp, tier: premium }');

  expect(await json(`${APPLY} --prune --dry-run`)).toMatchObject({ usage: [{ consumerKey: 'crm', calls: 21 }] });
  const { stdout } = await run(`${APPLY} --prune --yes`);
  expect(stdout).toMatch(new RegExp(`^crm,standard,${today},21,1000,month,979$`, 'm'));
  expect(stdout).not.toMatch(/^erp,/m);
});

test('--prune writes the final usage to a file, and changes nothing if it cannot', async () => {
  alpha.world.call('crm', new Date().toISOString().slice(0, 10), 21);
  declare('{ consumerKey: erp, tier: premium }');
  const before = alpha.world.snapshot();

  expect(await run(`${APPLY} --prune --yes --report ${join(files, 'absent', 'usage.csv')}`)).toMatchObject({ code: 2 });
  expect(alpha.world.snapshot()).toEqual(before);
  expect(await run(`${APPLY} --prune --yes --report ${join(files, 'usage.csv')}`)).toMatchObject({ code: 0 });
  expect(readFileSync(join(files, 'usage.csv'), 'utf8')).toContain('crm,standard');
});

test('a report that is there already keeps the consumers that an interrupted run offboarded', async () => {
  const today = new Date().toISOString().slice(0, 10);
  alpha.world.call('crm', today, 21);
  alpha.world.call('erp', today, 34);
  await onboard('shop', 'premium');
  const report = join(files, 'kept.csv');
  const command = `${APPLY} --prune --yes --report ${report}`;
  declare('{ consumerKey: erp, tier: premium }', '{ consumerKey: shop, tier: premium }');
  await run(command);
  declare('{ consumerKey: shop, tier: premium }');
  await run(command);

  expect(readFileSync(report, 'utf8').split('\n')).toEqual([
    'consumerKey,tier,day,calls,quota,period,remaining',
    `crm,standard,${today},21,1000,month,979`,
    `erp,premium,${today},34,unlimited,,`,
    '',
  ]);
});

test('a report does not replace a file of another kind', async () => {
  alpha.world.call('crm', new Date().toISOString().slice(0, 10), 21);
  declare('{ consumerKey: erp, tier: premium }');
  const before = alpha.world.snapshot();

  expect(await run(`${APPLY} --prune --yes --report ${file}`)).toMatchObject({ code: 2 });
  expect(readFileSync(file, 'utf8')).toContain('consumerKey: erp');
  expect(alpha.world.snapshot()).toEqual(before);
});

test('--report without --prune is refused', async () => {
  declare('{ consumerKey: erp, tier: premium }');

  expect(await run(`${APPLY} --report usage.csv`)).toMatchObject({
    code: 2,
    stderr: 'error: --report needs --prune.\n',
  });
});

test('an apply without --prune reads no usage', async () => {
  declare('{ consumerKey: erp, tier: premium }');
  alpha.world.aws.calls.length = 0;

  expect(await json(APPLY)).toMatchObject({ usage: [] });
  expect(alpha.world.aws.calls.filter(({ operation }) => operation === 'GetUsage')).toEqual([]);
});

test('--prune without a confirmation changes nothing', async () => {
  declare('{ consumerKey: erp, tier: standard }');
  const before = alpha.world.snapshot();

  expect(await run(`${APPLY} --prune`)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--prune would offboard: crm.') as string,
  });
  expect(alpha.world.snapshot()).toEqual(before);
});

test('a refused record keeps --prune from offboarding', async () => {
  declare('{ consumerKey: erp, tier: premium }', '{ consumerKey: shop, tier: standard }');
  const before = alpha.world.snapshot();

  const { code, stderr } = await run(`${APPLY} --prune --yes`);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'notice: not declared, and left as they are because records were refused: crm\n',
  });
  expect(alpha.world.snapshot()).toEqual(before);
});
