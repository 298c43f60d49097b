import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { AnsweredRequest } from '../../../lib/local/terminal/answered-request';
import { type LocalGateway, startLocalGateway } from '../../../lib/local/start-local-gateway';
import { Consumer } from '../support/consumer';
import { RESOURCES } from '../support/served';

let directory: string;
let local: LocalGateway;
const answered: AnsweredRequest[] = [];

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'aps-gateway-head-'));
  local = await startLocalGateway({
    environment: 'trial',
    configRoot: join(__dirname, '../../conformance/config'),
    dataDirectory: directory,
    onAnswered: (request) => answered.push(request),
  });
});
afterAll(async () => {
  await local?.close();
  rmSync(directory, { recursive: true, force: true });
});

describe.each([
  ['API Gateway', 'alpha'],
  ['the forwarder', 'beta'],
])('through %s', (_, reseller) => {
  const consumer = () =>
    new Consumer(
      local,
      local.gateways.find(({ resellerId }) => resellerId === reseller)!,
    );

  test('a HEAD that is signed as HEAD reaches the UI node as HEAD', async () => {
    const answer = await consumer().send(`${RESOURCES}?limit(0,3)`, { method: 'HEAD' });
    expect([answer.status, local.uiNode.received.at(-1)?.requestLine]).toEqual([
      200,
      `HEAD ${RESOURCES}?limit(0,3) HTTP/1.1`,
    ]);
  });

  test('its answer has the headers of GET, and no body', async () => {
    const answer = await consumer().send(RESOURCES, { method: 'HEAD' });
    expect([answer.headers['x-apsbooster-response'], answer.headers['content-type'], answer.text]).toEqual([
      'true',
      'application/json',
      '',
    ]);
  });

  test('a HEAD that is signed as GET is refused', async () => {
    const authorization = consumer().sign(RESOURCES, { method: 'GET' });
    const answer = await consumer().send(RESOURCES, { method: 'HEAD', authorization });
    expect([answer.status, answer.headers['www-authenticate'], answered.at(-1)?.reason]).toEqual([
      401,
      expect.stringContaining('oauth_problem="signature_invalid"'),
      'signature_invalid',
    ]);
  });
});
