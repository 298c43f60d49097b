import { deflateSync, gzipSync } from 'node:zlib';
import type { Lab } from '../lab';
import { type Question, seen } from '../question';
import { describeAnswer, gatewayOf, LIST, sendSigned } from './requests';

const BODY = '{"aps":{"type":"http://example.com/types/payload/1.0"}}';
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Two spellings, because HTTP/2 writes names in lower case and mappings may distinguish them. */
async function cookies(lab: Lab) {
  const gateway = gatewayOf(lab);
  const lines: string[] = [];
  for (const name of ['Cookie', 'cookie']) {
    const { answer } = await sendSigned(gateway, {
      method: 'GET',
      target: LIST,
      headers: { [name]: 'JSESSIONID=question' },
    });
    const received = gateway.nodeRequest(answer);
    lines.push(`${name} → ${received ? (received.headers.cookie ?? 'none') : describeAnswer(answer)}`);
  }
  return seen(
    lines.every((line) => line.endsWith('→ cookies=dropped')),
    lines.join('\n'),
  );
}

/** Accepts only what API Gateway does not write, so that the echo stays readable. */
async function acceptEncoding(lab: Lab) {
  const gateway = gatewayOf(lab);
  const headers = { 'Accept-Encoding': 'br' };
  const { answer } = await sendSigned(gateway, { method: 'GET', target: LIST, headers });
  const received = gateway.nodeRequest(answer)?.headers['accept-encoding'];
  return seen(received === 'identity', received ?? describeAnswer(answer));
}

async function compressedAnswer(lab: Lab) {
  const headers = { 'Accept-Encoding': 'gzip' };
  const { answer } = await sendSigned(gatewayOf(lab), { method: 'GET', target: LIST, headers });
  const coding = answer.headers['content-encoding'] ?? 'not compressed';
  return seen(coding === 'gzip', `${answer.status}, ${coding}`);
}

async function compressedRequest(lab: Lab) {
  const gateway = gatewayOf(lab);
  const lines: string[] = [];
  for (const [coding, body] of [
    ['gzip', gzipSync(BODY)],
    ['deflate', deflateSync(BODY)],
  ] as const) {
    const headers = { ...JSON_TYPE, 'Content-Encoding': coding };
    const { answer } = await sendSigned(gateway, { method: 'POST', target: LIST, headers, body });
    const length = gateway.nodeRequest(answer)?.headers['content-length'];
    lines.push(`${coding} → ${length === undefined ? describeAnswer(answer) : `${length} bytes`}`);
  }
  return seen(
    lines.every((line) => line.endsWith(`→ ${BODY.length} bytes`)),
    lines.join('\n'),
  );
}

async function unknownEncoding(lab: Lab) {
  const headers = { ...JSON_TYPE, 'Content-Encoding': 'zstd' };
  const { answer } = await sendSigned(gatewayOf(lab), { method: 'POST', target: LIST, headers, body: BODY });
  return seen(answer.status === 415, describeAnswer(answer));
}

/** Cookies and compressed bodies, on which the developer guide is silent or no recording exists. */
export const PAYLOAD_QUESTIONS: readonly Question[] = [
  {
    id: 'cookie',
    question: 'Does a fixed mapping replace a Cookie header, however it is spelled?',
    expectation: 'The node receives cookies=dropped only. Otherwise set uiNodes.forwarding: lambda.',
    needsGateway: true,
    ask: cookies,
  },
  {
    id: 'accept-encoding',
    question: 'Is the node asked not to compress?',
    expectation: 'It receives Accept-Encoding: identity.',
    needsGateway: true,
    ask: acceptEncoding,
  },
  {
    id: 'compressed-answer',
    question: 'Does API Gateway compress what the node does not?',
    expectation: '200, gzip.',
    needsGateway: true,
    ask: compressedAnswer,
  },
  {
    id: 'compressed-request',
    question: 'Does API Gateway decompress a small request?',
    expectation: `The node receives ${BODY.length} bytes.`,
    needsGateway: true,
    ask: compressedRequest,
  },
  {
    id: 'unknown-encoding',
    question: 'How is an unknown Content-Encoding answered, and whose body is it?',
    expectation: '415, and our code if a gateway response applies.',
    needsGateway: true,
    ask: unknownEncoding,
  },
];
