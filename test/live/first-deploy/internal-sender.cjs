// The scratch network's function: it sends a request through a VPC endpoint, as a client inside a network does.

const { request } = require('node:https');

const TIMEOUT_MS = 10_000;

/**
 * Connects to a name of a VPC endpoint, and asks for a host there. The name in the TLS handshake is that of the host, unless
 * another one is given. Returns the answer.
 */
function sendInside({ connect, host, serverName = host, method, target, headers }, connection = {}) {
  return new Promise((resolve, reject) => {
    const options = { hostname: connect, servername: serverName, method, path: target, timeout: TIMEOUT_MS };
    const outgoing = request({ ...options, headers: { Host: host, ...headers }, ...connection }, (incoming) => {
      const chunks = [];
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        resolve({ status: incoming.statusCode, headers: incoming.headers, body });
      });
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`${connect} did not answer within ${TIMEOUT_MS} ms`)));
    outgoing.on('error', reject);
    outgoing.end();
  });
}

const handler = (event) => sendInside(event);

module.exports = { sendInside, handler };
