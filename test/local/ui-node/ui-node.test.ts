import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { text } from 'node:stream/consumers';

import { RESOURCES, Served } from '../support/served';

const served = new Served();
beforeAll(() => served.start());
afterAll(() => served.stop());

test("a node's own 401 cannot be taken for the gateway's: it has neither code nor requestId", async () => {
  const ca = readFileSync(served.local.caFile);
  const [status, body] = await new Promise<readonly [number | undefined, string]>((resolve, reject) => {
    get(served.local.uiNodeUrl + RESOURCES, { ca, agent: false }, (response) => {
      text(response).then((received) => resolve([response.statusCode, received]), reject);
    }).on('error', reject);
  });
  expect([status, JSON.parse(body)]).toEqual([401, { error: 'Unauthorized', message: expect.stringMatching(/\w/) }]);
});
