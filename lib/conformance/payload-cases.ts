import { gzipSync } from 'node:zlib';
import { type ConformanceCase, LIST, proving, type Shared } from './case';

const NEW_RESOURCE = '{"aps":{"type":"http://example.com/types/conformance/1.0"},"name":"compressed"}';

const SHARED: Shared = {
  group: 'payloads',
  proves: 'bodies and cookies are treated alike on the way there and back',
  failure: { by: 'provider', means: "the deployed gateway differs from this version: deploy the reseller's stack" },
};

/** Compressed bodies, and cookies. */
export const PAYLOADS: readonly ConformanceCase[] = proving(SHARED, [
  {
    id: 'compressed-answer',
    title: 'an answer is compressed for a consumer that accepts it',
    target: LIST,
    headers: { 'Accept-Encoding': 'gzip' },
    needs: ['compression'],
    expect: { status: 200, headers: { 'content-encoding': 'gzip' } },
  },
  {
    id: 'plain-answer',
    title: 'an answer is not compressed for a consumer that does not accept it',
    target: LIST,
    expect: { status: 200, headers: { 'content-encoding': null } },
  },
  {
    id: 'identity',
    title: 'a UI node is asked not to compress',
    target: LIST,
    headers: { 'Accept-Encoding': 'gzip' },
    needs: ['nodeCapture', 'headerMapping'],
    expect: { status: 200, node: { headers: { 'accept-encoding': 'identity' } } },
  },
  {
    id: 'compressed-request',
    title: 'a compressed body is decompressed for the UI node',
    method: 'POST',
    target: LIST,
    headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
    body: gzipSync(NEW_RESOURCE),
    needs: ['writable', 'compression'],
    expect: { status: 201 },
  },
  {
    id: 'unknown-encoding',
    title: 'a body with an unknown Content-Encoding is refused',
    method: 'POST',
    target: LIST,
    headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'zstd' },
    body: NEW_RESOURCE,
    needs: ['compression'],
    expect: { status: 415 },
  },
  {
    id: 'cookie',
    title: "a consumer's cookie never reaches the UI node",
    target: LIST,
    headers: { Cookie: 'JSESSIONID=conformance' },
    needs: ['nodeCapture', 'headerMapping'],
    expect: { status: 200, node: { never: 'JSESSIONID' } },
  },
]);
