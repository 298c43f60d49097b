import { createHmac } from 'node:crypto';
import OAuth from 'oauth-1.0a';
import { parseAuthorizationHeader } from '../../lambda/authorizer/oauth1/authorization-header';
import { hmacKey, verifyHmacSignature } from '../../lambda/authorizer/oauth1/hmac-signature';
import type { Parameter } from '../../lambda/authorizer/oauth1/parameter';
import { readProtocolParameters, type ProtocolParameters } from '../../lambda/authorizer/oauth1/protocol-parameters';
import { signRequest } from '../../lambda/authorizer/oauth1/sign-request';
import { signatureBaseString } from '../../lambda/authorizer/oauth1/signature-base-string';
import { microsecondsEach, printTable } from './measure';

const URI = 'https://gw1.example.com/aps/2/resources';
const SECRET = 'kd94hf93k423kf44';
// oauth-1.0a cuts valueless RQL differently, so the common check has names and values.
const QUERY: readonly Parameter[] = [
  ['type', 'http://parallels.com/aps/types/pa/brand/1.0'],
  ['limit', '0,10'],
];
const url = `${URI}?${QUERY.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
const { authorization, baseString } = signRequest({
  method: 'GET',
  url,
  consumerKey: 'crm-of-acme',
  consumerSecret: SECRET,
  timestamp: 1_795_320_000,
  nonce: '7d8f3e4a1b2c3d4e',
});

const key = hmacKey(SECRET);

const parse = () => parseAuthorizationHeader(authorization) as readonly Parameter[];
const parsed = parse();
const read = (parameters: readonly Parameter[]) => readProtocolParameters(parameters) as ProtocolParameters;
const protocol = read(parsed);
const concatenate = ({ signed }: ProtocolParameters) => signatureBaseString('GET', URI, [...QUERY, ...signed]);

function verify(): string {
  const header = read(parse());
  return verifyHmacSignature('HMAC-SHA1', key, concatenate(header), header.signature);
}

const oauth = new OAuth({
  consumer: { key: 'crm-of-acme', secret: SECRET },
  signature_method: 'HMAC-SHA1',
  hash_function: (text, secret) => createHmac('sha1', secret).update(text).digest('base64'),
});

/** The same check with the npm package, which signs only: parse the header, sign again, compare. */
function verifyWithPackage(): string {
  const data: Record<string, string> = {};
  for (const part of authorization.slice(6).split(',')) {
    const [, name, value] = /^\s*([^=]+)="([^"]*)"/.exec(part)!;
    data[decodeURIComponent(name!)] = decodeURIComponent(value!);
  }
  const { oauth_signature: given, ...parameters } = data;
  const expected = oauth.getSignature({ method: 'GET', url }, undefined, parameters as never);
  return expected === given ? 'verified' : 'mismatch';
}

/** Times one verification and its steps, a bare HMAC of the same base string, and oauth-1.0a. */
export function benchVerification(rounds: number): void {
  for (const outcome of [verify(), verifyWithPackage()]) {
    if (outcome !== 'verified') throw new Error(`the check to be timed gives ${outcome}`);
  }
  const steps: readonly (readonly [string, () => unknown])[] = [
    ['bare createHmac', () => createHmac('sha1', `${SECRET}&`).update(baseString).digest('base64')],
    ['header to outcome', verify],
    ['… parse the header', parse],
    ['… read the protocol parameters', () => read(parsed)],
    ['… build the base string', () => concatenate(protocol)],
    ['… HMAC and comparison', () => verifyHmacSignature('HMAC-SHA1', key, baseString, protocol.signature)],
    ['the same with oauth-1.0a', verifyWithPackage],
  ];
  const times = microsecondsEach(
    steps.map(([, call]) => call),
    rounds,
  );
  const [bare, ours] = [times[0]!, times[1]!];
  printTable(`Verification, CPU time, base string of ${baseString.length} bytes, ${process.version}`, [
    ...steps.map(([name], index) => [
      name,
      `${times[index]!.toFixed(2)} us`,
      `${(times[index]! / bare).toFixed(2)} x bare HMAC${index === 1 ? ', aim: at most 2.8' : ''}`,
    ]),
    ['oauth-1.0a / ours', `${(times.at(-1)! / ours).toFixed(2)} x`, ''],
  ]);
}
