import { RESOURCES, Served } from '../support/served';

const served = new Served();
beforeAll(() => served.start());
afterAll(() => served.stop());

const TARGET = `${RESOURCES}?implementing(http://parallels.com/aps/types/pa/account/1.2)&limit(0,10)`;

test.each([
  ['the query left out', RESOURCES],
  ['a slash more, or one less, at the end of the path', TARGET.replace('?', '/?')],
  ['the path without its first part', TARGET.replace('/aps', '')],
])('a request that verifies with %s is refused, and its sender is told', async (sentence, signed) => {
  const answer = await served.alpha.send(TARGET, { authorization: served.alpha.sign(signed) });
  expect([answer.status, answer.json?.['code']]).toEqual([401, 'signature_invalid']);
  expect(answer.json?.['message']).toContain(` It verifies with ${sentence}, and all else is right. `);
});

test('a request for an unknown consumer, or with another secret, is answered alike and without a fault', async () => {
  const { gateway } = served.alpha;
  const authorization = (as: object) => served.alpha.sign(RESOURCES, { as: { ...gateway, ...as } });
  const answers = [
    await served.alpha.send(TARGET, { authorization: authorization({ consumerKey: 'nobody' }) }),
    await served.alpha.send(TARGET, { authorization: authorization({ consumerSecret: 'wrong' }) }),
  ];
  const messages = answers.map(({ json }) => json?.['message']);
  expect(messages[0]).toContain('Check the consumer key and secret');
  expect(messages[1]).toBe(messages[0]);
});
