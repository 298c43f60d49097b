import type { CredentialsDocument } from '../../../lambda/authorizer/contract';
import { credentialsDocument } from '../support/documents';
import { signedEvent } from '../support/events';
import { AuthorizerFunction } from '../support/function';

const authorizer = new AuthorizerFunction();
beforeAll(() => authorizer.start());
afterAll(() => authorizer.stop());

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

/** Sends one request of a consumer with this document, and returns the answer and the log line. */
async function send(document: Partial<CredentialsDocument>, consumerSecret = 'kd94hf93k423kf44') {
  authorizer.onboard(credentialsDocument(document));
  authorizer.log.length = 0;
  const result = await authorizer.instance()(signedEvent({}, { consumerKey: 'crm-of-acme', consumerSecret }));
  return { result, line: JSON.parse(authorizer.log[0]!) as Record<string, unknown> };
}

test('the line of a debugged consumer has names and checks', async () => {
  const { line } = await send({ debugUntil: inMinutes(5) });

  expect(line).toMatchObject({
    reason: 'allowed',
    debug: { headers: ['host', 'authorization'], query: [], checks: { signature: 'passed', rules: 'passed' } },
  });
});

test('a wrong signature that claims a debugged key has them too, and its answer is that of every wrong signature', async () => {
  const debugged = await send({ debugUntil: inMinutes(5) }, 'another');
  const plain = await send({}, 'another');

  expect(debugged.line).toMatchObject({
    claimedConsumerKey: 'crm-of-acme',
    debug: { checks: { signature: 'failed' } },
  });
  expect(plain.line).not.toHaveProperty('debug');
  expect(debugged.result).toEqual(plain.result);
});

test.each([
  ['that has passed', inMinutes(-1)],
  ['more than 24 hours ahead', inMinutes(24 * 60 + 1)],
  ['that is not a time', 'tomorrow'],
])('an end %s debugs nothing, and the request is accepted', async (_what, debugUntil) => {
  const { line } = await send({ debugUntil });

  expect(line).toMatchObject({ reason: 'allowed' });
  expect(line).not.toHaveProperty('debug');
});

test('debugging ends by itself while the credentials are cached', async () => {
  authorizer.onboard(credentialsDocument({ debugUntil: inMinutes(0.5) }));
  const instance = authorizer.instance();
  const lineOf = async () => {
    authorizer.log.length = 0;
    const timestamp = Math.floor((Date.now() + authorizer.aheadMs) / 1000);
    await instance(signedEvent({}, { consumerKey: 'crm-of-acme', consumerSecret: 'kd94hf93k423kf44', timestamp }));
    return JSON.parse(authorizer.log[0]!) as Record<string, unknown>;
  };

  expect(await lineOf()).toHaveProperty('debug');
  authorizer.aheadMs = 40_000;
  const later = await lineOf();
  authorizer.aheadMs = 0;
  expect(later).toMatchObject({ credentials: 'cached', reason: 'allowed' });
  expect(later).not.toHaveProperty('debug');
});
