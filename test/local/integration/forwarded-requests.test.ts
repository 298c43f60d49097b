import { RESOURCES, Served } from '../support/served';

// contoso of the production sample forwards by a function that writes the request line itself.
const served = new Served('production');
beforeAll(() => served.start());
afterAll(() => served.stop());

const send = (query: string) => served.consumerOf('contoso').send(`${RESOURCES}${query}`);

test.each(['', '?and(like(name,*a*),limit(0,10))', '?sort(-name)&limit(0,1)', '?name=like=*a*'])(
  'a request with the query %j is streamed from the UI node, which verified it again',
  async (query) => {
    const answer = await send(query);
    expect([answer.status, answer.headers['x-apsbooster-response'], served.received.verification.verdict]).toEqual([
      200,
      'true',
      'verified',
    ]);
  },
);

test('parentheses, commas and stars stand literally in the request line', async () => {
  await send('?and(like(name,*x*),limit(0,10))');
  expect(served.received.requestLine).toBe(`GET ${RESOURCES}?and(like(name,*x*),limit(0,10)) HTTP/1.1`);
});

test('the UI node is called by its own name and told the host that the consumer called', async () => {
  await send('');
  const { host } = new URL(served.consumerOf('contoso').gateway.url);
  expect([served.receivedHeader('host'), served.receivedHeader('x-forwarded-host')]).toEqual([
    [expect.stringMatching(/^[a-z.-]+$/)],
    [host],
  ]);
});

test('a gateway of the same environment that API Gateway forwards for is answered as well', async () => {
  const answer = await served.consumerOf('northwind').send(RESOURCES);
  expect([answer.status, served.received.verification.verdict]).toEqual([200, 'verified']);
});

describe.each(['contoso', 'northwind'])('the UI node of %s', (reseller) => {
  const signed = () => served.consumerOf(reseller).sign(RESOURCES);
  const received = async (authorization: string, headers = {}) => {
    const { status } = await served.consumerOf(reseller).send(RESOURCES, { authorization, headers });
    expect([status, served.received.verification.verdict]).toEqual([200, 'verified']);
    return served;
  };

  test('gets the verified parameters in one spelling, whatever else the Authorization header has', async () => {
    const canonical = signed();
    const sent = `oauth ,realm="x,oauth_consumer_key=\\"K2\\"",${canonical.slice(6).replaceAll(', ', '\t,,')},`;
    expect((await received(sent)).receivedHeader('authorization')).toEqual([canonical]);
  });

  test('does not get the host of a Forwarded header', async () => {
    const { host } = new URL(served.consumerOf(reseller).gateway.url);
    const forwarded = (await received(signed(), { Forwarded: 'host=other.example' })).receivedHeader('forwarded');
    expect(forwarded).toEqual(reseller === 'contoso' ? [] : [`host="${host}";proto=https`]);
  });

  test('gets no Forwarded header when none was sent', async () => {
    expect((await received(signed())).receivedHeader('forwarded')).toEqual([]);
  });
});
