import { descriptorParameterName } from '../../../lib/descriptor';
import { Served, RESOURCES, ORDERS } from '../support/served';

const served = new Served();
beforeAll(() => served.start());
afterAll(() => served.stop());

describe('what is served', () => {
  test('every reseller with a gateway of its own, and none without', () => {
    expect(served.local.gateways.map(({ resellerId }) => resellerId)).toEqual(['alpha', 'beta']);
  });

  test('the descriptor that the stand-ins publish names the local URL', () => {
    const { Parameter } = served.local.aws.parameters.call('GetParameter', {
      Name: descriptorParameterName('lab', 'beta'),
    }) as {
      Parameter: { Value: string };
    };
    expect((JSON.parse(Parameter.Value) as { url: string }).url).toBe(served.beta.gateway.url);
  });
});

describe('a request that is signed well', () => {
  test('is answered by the UI node, which verified it again', async () => {
    const answer = await served.alpha.send(RESOURCES);
    expect([answer.status, answer.headers['x-apsbooster-response'], served.received.verification.verdict]).toEqual([
      200,
      'true',
      'verified',
    ]);
  });

  test('waits for AWS longer than on AWS, as the machine may be busy', async () => {
    const delayed = { kind: 'delay', operation: 'PutItem', delayMs: 1000, times: 1 } as const;
    served.aws.faults.inject(delayed);
    served.aws.calls.length = 0;
    expect((await served.alpha.send(RESOURCES)).status).toBe(200);
    expect(served.aws.calls.filter(({ operation }) => operation === 'PutItem')).toHaveLength(1);
  });

  test('is reported with consumer and decision', async () => {
    await served.alpha.send(RESOURCES);
    expect(served.answered.at(-1)).toMatchObject({
      resellerId: 'alpha',
      method: 'GET',
      path: RESOURCES,
      consumerKey: served.alpha.gateway.consumerKey,
      decision: 'allowed',
      status: 200,
    });
  });

  test('is logged without query and without Authorization', async () => {
    await served.alpha.send(`${RESOURCES}?limit(0,7)`);
    const line = served.accessLog.at(-1)!;
    expect(JSON.parse(line)).toMatchObject({ path: RESOURCES, status: '200', reason: 'allowed' });
    expect(line).not.toMatch(/limit|oauth_/);
  });

  test('may carry a JSON body, which reaches the UI node as it is', async () => {
    const body = '{"type":"SALES","note":"Größe ☕"}';
    const answer = await served.beta.send(ORDERS, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json' },
    });
    expect(answer.json).toMatchObject({ type: 'SALES', note: 'Größe ☕' });
    expect(served.received.body.toString()).toBe(body);
  });

  test('reaches the UI node with its Authorization untouched', async () => {
    const authorization = served.alpha.sign(RESOURCES);
    await served.alpha.send(RESOURCES, { authorization });
    expect(served.receivedHeader('authorization')).toEqual([authorization]);
  });

  test('reaches the UI node with the host that the consumer called', async () => {
    await served.alpha.send(RESOURCES, { headers: { 'x-forwarded-host': 'forged.example' } });
    expect(served.receivedHeader('x-forwarded-host')).toEqual([new URL(served.alpha.gateway.url).host]);
  });

  test('reaches the UI node under its own host name', async () => {
    await served.alpha.send(RESOURCES);
    expect(served.receivedHeader('host')).toEqual(['brand.lab.example.com']);
  });

  test('may read, change and delete one resource', async () => {
    const created = await served.alpha.send(RESOURCES, {
      method: 'POST',
      body: '{"aps":{"type":"http://a.example/t/1.0"},"name":"n1"}',
    });
    const { id } = created.json!['aps'] as { id: string };
    const changed = await served.alpha.send(`${RESOURCES}/${id}`, { method: 'PUT', body: '{"name":"n2"}' });
    const deleted = await served.alpha.send(`${RESOURCES}/${id}`, { method: 'DELETE' });
    const gone = await served.alpha.send(`${RESOURCES}/${id}`);
    expect([created.status, changed.json?.['name'], deleted.status, gone.status]).toEqual([201, 'n2', 204, 404]);
  });
});

describe('RQL', () => {
  test.each([
    ['implementing(http://parallels.com/aps/types/pa/account/1.2)', ['Northwind Cloud', 'Alpine Bakery']],
    ['implementing(http://aps-standard.org/types/core/account)', ['Northwind Cloud', 'Alpine Bakery']],
    ['like(name,*bakery*)', ['Alpine Bakery']],
    ['like(name,*a*),sort(-name),limit(0,1)', ['northwind.example']],
    ['sort(name)&limit(0,1)', ['Alpine Bakery']],
    ['sort(%2Bname)&limit(0,1)', ['Alpine Bakery']],
    ['and(eq(type,RESELLER),ne(name,x))', ['Northwind Cloud']],
    ['or(eq(type,RESELLER),eq(type,CUSTOMER))', ['Northwind Cloud', 'Alpine Bakery']],
    ['in(type,(RESELLER,OTHER))', ['Northwind Cloud']],
    ['name=like=Max*', ['Max (trial)']],
    ['type=CUSTOMER', ['Alpine Bakery']],
    ['eq(fullName,Max%20M%C3%BCller)', ['Max (trial)']],
  ])('%s is answered and verifies on both sides', async (query, names) => {
    const answer = await served.alpha.send(`${RESOURCES}?${query}`);
    expect(served.received.verification.verdict).toBe('verified');
    expect((answer.json as unknown as { name: string }[]).map(({ name }) => name)).toEqual(names);
  });

  test('an escaped comma arrives as a literal one, which RQL takes for a separator', async () => {
    const answer = await served.alpha.send(`${RESOURCES}?eq(name,Mail%2C%20yearly)`);
    expect([answer.status, answer.json?.['message']]).toEqual([400, 'eq() needs two arguments, got 3']);
  });

  test('escaped parentheses arrive as literal ones', async () => {
    await served.alpha.send(`${RESOURCES}?like%28name,*x*%29`);
    expect(served.received.requestLine).toBe(`GET ${RESOURCES}?like(name,*x*) HTTP/1.1`);
  });

  test('a literal + is a space to the UI node, so sort(+name) is refused there', async () => {
    const answer = await served.alpha.send(`${RESOURCES}?sort(+name)`);
    expect([answer.status, served.received.verification.verdict]).toEqual([400, 'verified']);
  });

  test('parentheses, commas and stars stand literally in the request line to the UI node', async () => {
    await served.alpha.send(`${RESOURCES}?and(like(name,*x*),limit(0,10))`);
    expect(served.received.requestLine).toBe(`GET ${RESOURCES}?and(like(name,*x*),limit(0,10)) HTTP/1.1`);
  });
});

test('nothing failed inside of the local gateway', () => {
  expect(served.internalErrors).toEqual([]);
});
