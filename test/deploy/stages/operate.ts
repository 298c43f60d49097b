import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { apsGateway, apsGatewayJson } from '../aps-gateway';
import type { Consumers } from '../consumers';
import { WORK } from '../paths';
import { callWithPython } from '../signed-calls';
import { readTrialDescriptor, type Trial } from '../trial';

const LIST = '/aps/2/resources';
const ROTATED = 'rotated-secret-of-crm';
/** A little more than the trial environment's oauth.cacheSeconds. */
const CACHE_MILLISECONDS = 1200;
/** A little more than the function's cooldown after a refusal, in which it looks the same key up no further. */
const COOLDOWN_MILLISECONDS = 5200;

/** Suspends, resumes and rotates consumers between calls. */
export async function operate(trial: Trial, consumers: Consumers): Promise<void> {
  const { steps, platformSecrets, certificates } = trial;
  const { reseller, consumerKey, consumerSecret } = consumers.alpha;
  const { url } = await readTrialDescriptor(trial, reseller);
  const answerTo = async (secret: string) => {
    const [answer] = await callWithPython(trial, { consumerKey, consumerSecret: secret }, [
      { method: 'GET', url: url + LIST },
    ]);
    return answer?.code ?? answer?.status;
  };

  await steps.step('aps-gateway call signs a request that is answered', async () => {
    const call = ['call', '--consumer-key', consumerKey, '--secret-stdin', '--cacert', certificates.caFile, url + LIST];
    const { status } = await apsGatewayJson<{ status: number }>(trial, call, { input: consumerSecret });
    assert.equal(status, 200);
  });
  await steps.step(
    'a suspended consumer is refused within the life of the cache, and served when it is resumed',
    async () => {
      await apsGateway(trial, ['consumer', 'suspend', reseller, consumerKey]);
      await sleep(CACHE_MILLISECONDS);
      assert.equal(await answerTo(consumerSecret), 'consumer_suspended');
      await apsGateway(trial, ['consumer', 'resume', reseller, consumerKey]);
      await sleep(CACHE_MILLISECONDS);
      assert.equal(await answerTo(consumerSecret), 200);
    },
  );
  await steps.step('while a rotation overlaps, both secrets are accepted; then only the new one', async () => {
    platformSecrets.set(consumerKey, [ROTATED, consumerSecret]);
    const rotate = ['consumer', 'rotate', reseller, consumerKey];
    await apsGateway(trial, [...rotate, '--overlap', '1d', '--secret-stdin'], { input: ROTATED });
    await sleep(COOLDOWN_MILLISECONDS);
    assert.deepEqual([await answerTo(ROTATED), await answerTo(consumerSecret)], [200, 200]);
    // The emulator's Logs Insights has no `stats`, so the last use of the old secret is unknown there.
    const unknown = await apsGateway(trial, [...rotate, '--finish'], { exitCode: 1 });
    assert.match(unknown.output, /unknown whether the previous secret/);
    await apsGateway(trial, [...rotate, '--finish', '--force']);
    await sleep(CACHE_MILLISECONDS);
    assert.deepEqual([await answerTo(ROTATED), await answerTo(consumerSecret)], [200, 'signature_invalid']);
    await apsGateway(trial, [...rotate, '--overlap', '0d', '--secret-stdin'], { input: consumerSecret });
    await sleep(COOLDOWN_MILLISECONDS);
    assert.equal(await answerTo(consumerSecret), 200);
  });
  await steps.step('exported records are imported under other keys, and imported again change nothing', async () => {
    const [exported, renamed, secrets] = ['export', 'import', 'secrets'].map((name) => join(WORK, `${name}.csv`));
    await apsGateway(trial, ['consumer', 'export', reseller, '--format', 'csv', '-o', exported!, '--overwrite']);
    const [head = '', ...records] = readFileSync(exported!, 'utf8').trimEnd().split('\n');
    assert.equal(records.length, 4);
    writeFileSync(
      renamed!,
      [head, ...records.map((record) => record.replace(/\b(crm|old-shop|small-shop|slow-shop)\b/, '$1-2'))].join('\n'),
    );
    writeFileSync(secrets!, 'consumerKey,secret\ncrm-2,one\nold-shop-2,two\nsmall-shop-2,three\nslow-shop-2,four\n');
    const imported = () =>
      apsGatewayJson<{ counts: Record<string, number> }>(trial, [
        'consumer',
        'import',
        reseller,
        renamed!,
        '--secrets',
        secrets!,
      ]);
    assert.equal((await imported()).counts.onboarded, 4);
    assert.equal((await imported()).counts.unchanged, 4);
  });
  await steps.step('aps-gateway doctor finds nothing to mend', async () => {
    const { findings } = await apsGatewayJson<{ findings: readonly unknown[] }>(trial, ['doctor', reseller]);
    assert.deepEqual(findings, []);
  });
}
