// Sends one signed request and prints the answer:  aps.mjs [METHOD] [PATH?QUERY] [JSON]
import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const GATEWAY = process.env.GATEWAY_URL ?? 'https://gateway.example';
const KEY = process.env.CONSUMER_KEY ?? 'your-consumer-key';
const SECRET = process.env.CONSUMER_SECRET;
const SIGNATURE_METHOD = 'HMAC-SHA1';
if (!SECRET) throw new Error('CONSUMER_SECRET is not set');

function encode(text) {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decode(text) {
  return decodeURIComponent(text.replaceAll('+', ' '));
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A term without = is a parameter with an empty value: limit(0,3) is signed as limit(0,3)=. */
function readTerm(term) {
  const at = term.indexOf('=');
  return at < 0 ? [decode(term), ''] : [decode(term.slice(0, at)), decode(term.slice(at + 1))];
}

function authorization(method, target) {
  const [path, query = ''] = target.split(/\?(.*)/s);
  const oauth = [
    ['oauth_consumer_key', KEY],
    ['oauth_nonce', randomBytes(16).toString('hex')],
    ['oauth_signature_method', SIGNATURE_METHOD],
    ['oauth_timestamp', String(Math.floor(Date.now() / 1000))],
    ['oauth_version', '1.0'],
  ];
  const terms = query.split('&').filter(Boolean).map(readTerm);
  const parameters = [...oauth, ...terms]
    .map(([name, value]) => [encode(name), encode(value)])
    .toSorted(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map((pair) => pair.join('='))
    .join('&');
  const base = [method, encode(GATEWAY + path), encode(parameters)].join('&');
  const hash = SIGNATURE_METHOD === 'HMAC-SHA256' ? 'sha256' : 'sha1';
  const signature = createHmac(hash, `${encode(SECRET)}&`)
    .update(base)
    .digest('base64');
  const header = [...oauth, ['oauth_signature', signature]];
  return `OAuth ${header.map(([name, value]) => `${name}="${encode(value)}"`).join(', ')}`;
}

async function call(method, target, body) {
  for (let attempt = 1; ; attempt += 1) {
    // Each attempt gets a signature of its own.
    const request = { method, redirect: 'manual', headers: { Authorization: authorization(method, target) } };
    if (body) {
      request.headers['Content-Type'] = 'application/json';
      request.body = body;
    }
    const answer = await fetch(GATEWAY + target, request);
    // 429 and 503 were not carried out, so any method may be repeated.
    if (![429, 503].includes(answer.status) || attempt === 3) return answer;
    await sleep(1000 * Number(answer.headers.get('retry-after') ?? 1));
  }
}

const [method = 'GET', target = '/aps/2/resources?sort(name)&limit(0,3)', body] = process.argv.slice(2);
const answer = await call(method, target, body);
console.error(answer.status);
console.log(await answer.text());
process.exitCode = answer.ok ? 0 : 1;
