import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { json } from 'node:stream/consumers';

import { Consumer } from '../support/consumer';
import { RESOURCES, Served } from '../support/served';

const served = new Served();
beforeAll(() => served.start());
afterAll(() => served.stop());

/** Sends a request to the control URL of the property, and gives its JSON. */
function control(method: string, reseller: string, body = ''): Promise<unknown> {
  const options = { method, ca: readFileSync(served.local.caFile), agent: false };
  return new Promise((resolve, reject) => {
    request(`${served.local.gatewayPropertyUrl}/${reseller}`, options, (answer) => json(answer).then(resolve, reject))
      .on('error', reject)
      .end(body);
  });
}

/** Sends to the UI node itself, signed for its own host, as alpha's sample consumer. */
const direct = (reseller = 'alpha') => {
  const url = served.local.uiNodeUrl;
  return new Consumer(served.local, { ...served.consumerOf(reseller).gateway, url }).send(RESOURCES);
};
const throughGateway = (reseller = 'alpha') => served.consumerOf(reseller).send(RESOURCES);
const statuses = async () => [(await throughGateway()).status, (await direct()).status];

afterEach(() => control('PUT', 'alpha', served.alpha.gateway.url));

test('after the start, the property of each served reseller names its gateway', async () => {
  const [alpha, beta] = [served.alpha.gateway.url, served.beta.gateway.url];
  expect(await control('GET', '')).toEqual({
    gatewayProperty: [
      { reseller: 'alpha', url: alpha },
      { reseller: 'beta', url: beta },
      { reseller: 'beta-north', url: beta },
    ],
  });
});

test('set, the platform answers through the gateway and refuses direct requests', async () => {
  expect(await statuses()).toEqual([200, 401]);
});

test('not set, the platform answers direct requests and refuses the gateway', async () => {
  await control('DELETE', 'alpha');
  expect(await statuses()).toEqual([401, 200]);
});

test('set again, it is as before', async () => {
  await control('DELETE', 'alpha');
  await control('PUT', 'alpha', served.alpha.gateway.url);
  expect(await statuses()).toEqual([200, 401]);
});

test('set to another URL, the platform refuses both ways', async () => {
  await control('PUT', 'alpha', served.beta.gateway.url);
  expect(await statuses()).toEqual([401, 401]);
});

test('both refusals are those of the platform: its header, and no code', async () => {
  const past = await direct();
  await control('DELETE', 'alpha');
  for (const { headers, json: body } of [past, await throughGateway()]) {
    expect(headers).toMatchObject({ 'x-apsbooster-response': 'true' });
    expect(body).toEqual({ error: 'Unauthorized', message: expect.any(String) as string });
  }
});

test('the property of one reseller says nothing about another', async () => {
  await control('DELETE', 'alpha');
  expect([(await throughGateway('beta')).status, (await direct('beta')).status]).toEqual([200, 401]);
});
