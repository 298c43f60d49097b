import { readFileSync } from 'node:fs';
import { text as readText } from 'node:stream/consumers';
import { connect } from 'node:tls';

import { Served, RESOURCES, ORDERS } from '../support/served';

const MEGABYTE = 1024 * 1024;

const served = new Served();
beforeAll(() => served.start());
afterAll(() => served.stop());

describe('a request that is not to be accepted', () => {
  test('gets the message that Authorization is missing', async () => {
    const answer = await served.alpha.send(RESOURCES, { authorization: null });
    expect([answer.status, answer.json?.['code']]).toEqual([401, 'authorization_missing']);
    expect(answer.headers['www-authenticate']).toContain('OAuth realm=');
  });

  test('is refused when it is sent again', async () => {
    const authorization = served.alpha.sign(RESOURCES);
    const [first, second] = [
      await served.alpha.send(RESOURCES, { authorization }),
      await served.alpha.send(RESOURCES, { authorization }),
    ];
    expect([first.status, second.status, second.json?.['code']]).toEqual([200, 401, 'nonce_used']);
  });

  test('is accepted once when it is sent twenty times at once', async () => {
    const authorization = served.beta.sign(RESOURCES);
    const answers = await Promise.all(Array.from({ length: 20 }, () => served.beta.send(RESOURCES, { authorization })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test.each([
    ['another path', RESOURCES, `${RESOURCES}/992d543f-e5e7-4439-a139-38b364ce49af`],
    ['another query', `${RESOURCES}?limit(0,1)`, `${RESOURCES}?limit(0,2)`],
  ])('is refused over %s', async (_what, signed, sent) => {
    const answer = await served.alpha.send(sent, { authorization: served.alpha.sign(signed) });
    expect([answer.status, answer.json?.['code']]).toEqual([401, 'signature_invalid']);
  });

  test('is refused with a wrong secret, and reported without a consumer', async () => {
    await served.alpha.send(RESOURCES, { as: { ...served.alpha.gateway, consumerSecret: 'wrong' } });
    expect(served.answered.at(-1)).toEqual({
      at: expect.any(Number),
      resellerId: 'alpha',
      method: 'GET',
      path: RESOURCES,
      decision: 'denied',
      reason: 'signature_invalid',
      status: 401,
      answeredBy: 'gateway',
      latencyMs: expect.any(Number),
    });
  });

  test("is refused with another reseller's key", async () => {
    const answer = await served.alpha.send(RESOURCES, { as: served.beta.gateway });
    expect([answer.status, answer.json?.['code']]).toEqual([401, 'signature_invalid']);
  });

  test('does not reach the UI node', async () => {
    const before = served.received;
    await served.alpha.send(RESOURCES, { as: served.beta.gateway });
    expect(served.received).toBe(before);
  });

  test.each(['APS-Resource-ID', 'aps-token', 'X_Forwarded_Host', 'X-HTTP-Method-Override'])(
    'is refused with the header %s',
    async (name) => {
      expect((await served.alpha.send(RESOURCES, { headers: { [name]: 'GET' } })).status).toBe(401);
    },
  );

  test('is refused with two Authorization headers', async () => {
    const [one, two] = [served.alpha.sign(RESOURCES), served.alpha.sign(RESOURCES)];
    const answer = await served.alpha.send(RESOURCES, { authorization: null, headers: { Authorization: [one, two] } });
    expect(answer.status).toBe(401);
  });
});

describe('routes', () => {
  test.each([
    ['GET', '/aps/2/nothing'],
    ['GET', '/aps/2/application'],
    ['GET', '/aps/2'],
    ['GET', '/aps'],
    ['PATCH', RESOURCES],
    ['POST', ORDERS],
  ])('alpha answers %s %s with 404 by itself', async (method, target) => {
    const answer = await served.alpha.send(target, { method, headers: { 'Content-Type': 'text/plain' }, body: 'x' });
    expect([answer.status, answer.json?.['code'], answer.headers['x-apsbooster-response']]).toEqual([
      404,
      'route_unknown',
      undefined,
    ]);
  });

  test('nothing exists outside the stage', async () => {
    expect((await served.alpha.send('/elsewhere')).status).toBe(403);
  });
});

describe('malformed requests', () => {
  test.each(['|', '{', '}', '%', '%zz'])('%s in the query is 400', async (text) => {
    const answer = await served.alpha.send(`${RESOURCES}?eq(name,${text})`, {
      authorization: served.alpha.sign(RESOURCES),
    });
    expect([answer.status, answer.json?.['code']]).toEqual([400, 'request_malformed']);
  });

  test.each([
    ['a character beyond ASCII in the query', `${RESOURCES}?eq(name,Müller)`],
    ['a character beyond ASCII in the path', `${RESOURCES}/Müller`],
    ['a space', `${RESOURCES}?eq(name,Max M)`],
  ])('%s is 400, and the remedy names it', async (_what, target) => {
    const answer = await raw(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    const [head, body = ''] = answer.split('\r\n\r\n');
    expect([head, JSON.parse(body)]).toEqual([
      expect.stringContaining('HTTP/1.1 400'),
      {
        code: 'request_malformed',
        message: expect.stringMatching(/Percent-encode spaces, characters that are not ASCII/),
        requestId: expect.stringMatching(/\w/),
      },
    ]);
  });

  test('every refusal has a request id', async () => {
    const answer = await served.alpha.send(`${RESOURCES}?|`, { authorization: null });
    expect([answer.json?.['requestId'], answer.headers['x-amz-apigw-id']]).toEqual([
      expect.stringMatching(/^\S{16}$/),
      answer.json?.['requestId'],
    ]);
  });

  test('a URL over 10,240 characters is 414', async () => {
    expect((await served.alpha.send(`${RESOURCES}?${'a'.repeat(10_300)}`, { authorization: null })).status).toBe(414);
  });

  test('headers over 10,240 bytes are 431', async () => {
    expect((await served.alpha.send(RESOURCES, { headers: { 'X-Long': 'a'.repeat(10_300) } })).status).toBe(431);
  });

  test.each([
    ['of declared length', { 'Content-Length': 11 * MEGABYTE }],
    ['in chunks', { 'Transfer-Encoding': 'chunked' }],
  ])('a body of 11 MB %s is 413, also for a client that sends all before it reads', async (_how, headers) => {
    const [head = '', ...body] = (await sendThenRead(headers, 11)).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 413 /);
    expect(body.join()).toContain('"message":"Request Too Long"');
  });

  test('invalid HTTP is answered 400 with a JSON body', async () => {
    expect(await raw('NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [^]*"requestId":/);
  });

  test('a request without Host is 400', async () => {
    expect(await raw('GET /aps/2/resources HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('callers that vanish do no harm', async () => {
    await raw('POST /aps/2/resources HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf', 'vanish');
    expect((await served.alpha.send(RESOURCES)).status).toBe(200);
  });
});

describe('metering', () => {
  test('a consumer over its quota gets a message, and its request is not forwarded', async () => {
    const restore = limitPlan({ quota: { limit: 1, period: 'DAY' } });
    const answer = await served.alpha.send(RESOURCES);
    restore();
    expect([answer.status, answer.json?.['code'], served.answered.at(-1)?.reason]).toEqual([
      429,
      'quota_exceeded',
      'quota_exceeded',
    ]);
  });

  test('the answer to a consumer over its rate says when to try again', async () => {
    const restore = limitPlan({ throttle: { rateLimit: 0.001, burstLimit: 1 } });
    const answers = [await served.alpha.send(RESOURCES), await served.alpha.send(RESOURCES)];
    restore();
    expect(answers.map(({ status }) => status)).toEqual([200, 429]);
    expect([answers[1]!.json?.['code'], answers[1]!.headers['retry-after']]).toEqual(['throttled', '1']);
  });

  test('the answer to a consumer whose API key is disabled says that it is not metered', async () => {
    const key = [...served.local.state.apiKeys.values()].find(({ name }) => name.includes('alpha'))!;
    served.local.state.apiKeys.set(key.id, { ...key, enabled: false });
    const answer = await served.alpha.send(RESOURCES);
    served.local.state.apiKeys.set(key.id, key);
    expect([answer.status, answer.json?.['code']]).toEqual([403, 'consumer_not_metered']);
  });
});

describe('faults', () => {
  test('a UI node that breaks the connection off is 504', async () => {
    served.local.uiNode.faults.replace([{ breakOff: 'beforeAnswer', times: 1 }]);
    const answer = await served.alpha.send(RESOURCES);
    expect([answer.status, answer.json?.['code']]).toEqual([504, 'ui_node_unreachable']);
  });

  test("a UI node's own refusal passes, its challenge remapped", async () => {
    const headers = { 'WWW-Authenticate': 'OAuth realm="node"' };
    served.local.uiNode.faults.replace([{ status: 401, headers, times: 1 }]);
    const answer = await served.alpha.send(RESOURCES);
    expect([answer.status, answer.headers['x-amzn-remapped-www-authenticate']]).toEqual([401, 'OAuth realm="node"']);
  });

  test('a nonce table that does not answer is 503 with Retry-After, and nothing is forwarded', async () => {
    const before = served.received;
    const restore = served.aws.faults.inject({ kind: 'error', service: 'dynamodb' });
    const answer = await served.alpha.send(RESOURCES);
    restore();
    expect([answer.status, answer.json?.['code'], answer.headers['retry-after']]).toEqual([
      503,
      'authorizer_unavailable',
      '5',
    ]);
    expect(served.received).toBe(before);
  });
});

test('nothing failed inside the local gateway', () => {
  expect(served.internalErrors).toEqual([]);
});

/** Writes a POST of so many megabytes, as Python's http.client does: it reads once everything is written. */
async function sendThenRead(headers: Readonly<Record<string, string | number>>, megabytes: number): Promise<string> {
  const { hostname, port } = new URL(served.alpha.gateway.url);
  const socket = connect({ host: hostname, port: Number(port), ca: readFileSync(served.local.caFile) });
  const chunk = Buffer.alloc(MEGABYTE, 'x');
  const chunked = 'Transfer-Encoding' in headers;
  const send = (part: string | Buffer) =>
    new Promise<void>((resolve, reject) => socket.write(part, (error) => (error ? reject(error) : resolve())));
  const failed = new Promise<never>((_resolve, reject) => socket.once('error', reject));
  const lines = Object.entries({ Host: 'x', Connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const whole = async () => {
    await send(`POST ${RESOURCES} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    for (let sent = 0; sent < megabytes; sent++) {
      if (chunked) await send(`${MEGABYTE.toString(16)}\r\n`);
      await send(chunk);
      if (chunked) await send('\r\n');
    }
    if (chunked) await send('0\r\n\r\n');
    return readText(socket);
  };
  return Promise.race([whole(), failed]);
}

/** Sends bytes over TLS and gives what comes back; or ends the connection at once. */
function raw(text: string, then: 'read' | 'vanish' = 'read'): Promise<string> {
  const { hostname, port } = new URL(served.alpha.gateway.url);
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect({ host: hostname, port: Number(port), ca: readFileSync(served.local.caFile) }, () => {
      socket.write(text);
      if (then === 'vanish') socket.destroy();
    });
    socket.on('data', (chunk: Buffer) => (received += chunk.toString())).on('close', () => resolve(received));
    socket.on('error', reject);
  });
}

/** Sets limits on the usage plan of alpha's sample consumer; the returned function takes them back. */
function limitPlan(limits: object): () => void {
  const plan = [...served.local.state.usagePlans.values()].find(({ name }) => name.includes('alpha'))!;
  served.local.state.usagePlans.set(plan.id, { ...plan, ...limits });
  return () => void served.local.state.usagePlans.set(plan.id, plan);
}
