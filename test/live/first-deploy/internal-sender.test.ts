import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { issueAuthority, issueLeaf } from '../../../lib/local/certificates/issue';
import type { Answer } from '../../../lib/conformance/send';
import type { InsideRequest } from './internal-gateway';

const { sendInside } = require('./internal-sender.cjs') as {
  sendInside: (request: InsideRequest, connection: object) => Promise<Answer>;
};

const API = 'a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com';
const VPC_ENDPOINT = 'vpce-0f.execute-api.eu-west-1.vpce.amazonaws.com';
const REQUEST: InsideRequest = {
  connect: '127.0.0.1',
  host: API,
  method: 'GET',
  target: '/aps/2/resources?eq(name,a%20b)',
  headers: { Authorization: 'OAuth oauth_nonce="n"' },
};

/** Sends a request to a server with a certificate for both names, which answers with what it received. */
async function sent(request: InsideRequest): Promise<{ readonly answer: Answer; readonly received: unknown }> {
  const now = new Date();
  const authority = await issueAuthority(now);
  const leaf = await issueLeaf(authority, [API, VPC_ENDPOINT], now);
  const server = createServer(leaf, ({ method, url, headers, socket }, response) => {
    const serverName = (socket as TLSSocket & { readonly servername?: string }).servername;
    const received = { method, url, host: headers.host, authorization: headers.authorization, serverName };
    response.writeHead(401, { 'x-answer': 'yes' }).end(JSON.stringify(received));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const answer = await sendInside(request, { port, ca: authority.cert });
    return { answer, received: JSON.parse(answer.body) };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("a request asks for the API's name where it connects, and leaves as it was written", async () => {
  const { received } = await sent(REQUEST);
  expect(received).toEqual({
    method: 'GET',
    url: REQUEST.target,
    host: API,
    authorization: REQUEST.headers.Authorization,
    serverName: API,
  });
});

test('a name of its own goes into the TLS handshake, while Host stays', async () => {
  const { received } = await sent({ ...REQUEST, serverName: VPC_ENDPOINT });
  expect(received).toMatchObject({ host: API, serverName: VPC_ENDPOINT });
});

test('the answer has status and headers', async () => {
  const { answer } = await sent(REQUEST);
  expect(answer).toMatchObject({ status: 401, headers: { 'x-answer': 'yes' } });
});

test('a server that has no certificate for the name is not called', async () => {
  await expect(sent({ ...REQUEST, serverName: 'other.example' })).rejects.toThrow(/other\.example/);
});
