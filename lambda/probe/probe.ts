import { HMAC_SHA1_ONLY, newestSecret, type ProbedRoutes, readTarget } from './read-documents';
import { signRequest } from '../authorizer/oauth1/sign-request';
import { judge, judgeBackend, type ProbeAnswer, type ProbeFailure } from './judge';
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

/** The result of one request; without a failure, everything held. */
export interface ProbeResult {
  /** Path of the request; absent if it could not be signed. */
  readonly route?: string;
  /** True for a backend other than the gateway's first. */
  readonly further?: boolean;
  readonly failure?: ProbeFailure;
  /** From the request to the answer; absent if no request was sent. */
  readonly timeMs?: number;
}

/**
 * Signs one read-only request for each backend of a gateway, sends them at once and judges the answers. Never rejects.
 *
 * @returns the results, that of the first backend first
 */
export async function probe(gateway: ProbedGateway, ports: ProbePorts): Promise<readonly ProbeResult[]> {
  let routes: ProbedRoutes;
  let request: SignRequest;
  try {
    [routes, request] = await prepare(gateway, ports);
  } catch (error) {
    return [{ failure: { check: 'credentials', found: nameOf(error) } }];
  }
  return Promise.all([
    ask(routes.first, { request, ports, judged: judge }),
    ...routes.further.map(async (route) => ({
      ...(await ask(route, { request, ports, judged: judgeBackend })),
      further: true,
    })),
  ]);
}

/** Returns the URL and the `Authorization` header of a signed GET to a route. */
type SignRequest = (route: string) => readonly [url: string, authorization: string];

async function prepare(gateway: ProbedGateway, ports: ProbePorts): Promise<[ProbedRoutes, SignRequest]> {
  const { url, routes, signatureMethods = HMAC_SHA1_ONLY } = readTarget(await ports.descriptor(gateway.reseller));
  const consumerSecret = newestSecret(await ports.credentials(gateway));
  const signatureMethod = signatureMethods.includes('HMAC-SHA1') ? 'HMAC-SHA1' : 'HMAC-SHA256';
  const request: SignRequest = (route) => {
    const target = `${url}${route}?limit(0,1)`;
    const { authorization } = signRequest({
      method: 'GET',
      url: target,
      consumerKey: gateway.consumerKey,
      consumerSecret,
      timestamp: Math.floor(ports.now() / 1000),
      nonce: ports.nonce(),
      signatureMethod,
    });
    return [target, authorization];
  };
  return [routes, request];
}

interface Asking {
  readonly request: SignRequest;
  readonly ports: ProbePorts;
  readonly judged: typeof judge;
}

async function ask(route: string, { request, ports, judged }: Asking): Promise<ProbeResult> {
  const startedAt = ports.now();
  try {
    const failure = judged(await ports.send(...request(route)));
    return { route, timeMs: ports.now() - startedAt, ...(failure && { failure }) };
  } catch (error) {
    const found = error instanceof NoAnswerError ? error.message : nameOf(error);
    return { route, failure: { check: 'connection', found } };
  }
}

/** The name of an error. Its message could hold a part of a document. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
