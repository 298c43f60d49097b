import { HMAC_SHA1_ONLY, newestSecret, readTarget } from './read-documents';
import { signRequest } from '../authorizer/oauth1/sign-request';
import { judge, type ProbeAnswer, type ProbeFailure } from './judge';
import { NoAnswerError } from './send';
import type { ProbedGateway } from './contract';

/** Everything that a probe needs from its host. */
export interface ProbePorts {
  /** The text of a gateway's descriptor. */
  descriptor(reseller: string): Promise<string>;
  /** The text of a credentials secret. */
  credentials(gateway: ProbedGateway): Promise<string>;
  /** @throws NoAnswerError */
  send(url: string, authorization: string): Promise<ProbeAnswer>;
  nonce(): string;
  /** Epoch milliseconds. */
  now(): number;
}

/** The result of one probe; without a failure, everything held. */
export interface ProbeResult {
  readonly failure?: ProbeFailure;
  /** From the request to the answer; absent if no request was sent. */
  readonly timeMs?: number;
}

/** Signs one read-only request for a gateway, sends it and judges the answer. Never rejects. */
export async function probe(gateway: ProbedGateway, ports: ProbePorts): Promise<ProbeResult> {
  let url: string;
  let authorization: string;
  try {
    [url, authorization] = await sign(gateway, ports);
  } catch (error) {
    return { failure: { check: 'credentials', found: nameOf(error) } };
  }
  const startedAt = ports.now();
  try {
    const failure = judge(await ports.send(url, authorization));
    return { timeMs: ports.now() - startedAt, ...(failure && { failure }) };
  } catch (error) {
    const found = error instanceof NoAnswerError ? error.message : nameOf(error);
    return { failure: { check: 'connection', found } };
  }
}

async function sign(gateway: ProbedGateway, ports: ProbePorts): Promise<[url: string, authorization: string]> {
  const { url, path, signatureMethods = HMAC_SHA1_ONLY } = readTarget(await ports.descriptor(gateway.reseller));
  const target = `${url}${path}?limit(0,1)`;
  const { authorization } = signRequest({
    method: 'GET',
    url: target,
    consumerKey: gateway.consumerKey,
    consumerSecret: newestSecret(await ports.credentials(gateway)),
    timestamp: Math.floor(ports.now() / 1000),
    nonce: ports.nonce(),
    signatureMethod: signatureMethods.includes('HMAC-SHA1') ? 'HMAC-SHA1' : 'HMAC-SHA256',
  });
  return [target, authorization];
}

/** The name of an error. Its message could hold a part of a document. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
