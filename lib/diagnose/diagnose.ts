import type { SignatureMethod } from '../../lambda/authorizer/contract';
import { parseAuthority } from '../../lambda/authorizer/oauth1/authority';
import { parseTypedQuery } from '../../lambda/authorizer/oauth1/query-parameters';
import { signatureBaseString } from '../../lambda/authorizer/oauth1/signature-base-string';
import type { SentRequest } from '../../lambda/authorizer/oauth1/signing';
import type { TypedParameter } from '../../lambda/authorizer/oauth1/typed-parameter';
import { type CandidateSecret, type Explanation, explainSignature } from './explain-signature';
import { type GatewayView, gatewayView } from './gateway-view';
import { type Hint, hintsAbout, hintsOnPlatform } from './hints';
import { type CapturedRequest, headerOf } from './inputs/captured-request';
import { urlParts } from './url-parts';

/** Everything that can be said about the signature of a request. */
export interface Diagnosis {
  readonly captured: CapturedRequest;
  readonly view: GatewayView;
  /** Suspicions, none of which proves anything; none once the signature is explained. */
  readonly hints: readonly Hint[];
  readonly verdict: Verdict;
  /** The base string that a gateway verifies; absent if it refuses the request before. */
  readonly baseString?: string;
}

/** Outcome of a diagnosis. */
export type Verdict =
  /** The signature cannot be checked: the request is refused before, or no secret is known. */
  | { readonly kind: 'unreadable' | 'unchecked' }
  /** Neither the secrets nor any two known faults explain it. */
  | { readonly kind: 'unexplained' }
  | ({ readonly kind: 'verifies' | 'explained' } & Explanation);

/** Everything that a diagnosis depends on, except the request. */
export interface DiagnoseOptions {
  readonly secrets: readonly CandidateSecret[];
  /** Hosts that the client may have signed in place of the one that it called. */
  readonly hosts: readonly string[];
  readonly signatureMethods: readonly SignatureMethod[];
  readonly nowMs: number;
}

/** Finds out why a gateway refuses a request, or what its signature was made of. */
export function diagnose(captured: CapturedRequest, options: DiagnoseOptions): Diagnosis {
  const view = gatewayView(captured, {
    signatureMethods: options.signatureMethods,
    nowMs: captured.at?.getTime() ?? options.nowMs,
    mayBeLate: captured.at === undefined,
  });
  const { request, parameters } = view;
  if (!request || !parameters) {
    return { captured, view, hints: hintsAbout(captured, view), verdict: { kind: 'unreadable' } };
  }
  const verdict = verdictOn(captured, view, options);
  const explained = verdict.kind === 'verifies' || verdict.kind === 'explained';
  return {
    captured,
    view,
    hints: explained ? hintsOnPlatform(captured) : hintsAbout(captured, view),
    verdict,
    baseString: signatureBaseString(request.method, request.uri, [...request.query, ...parameters.signed]),
  };
}

function verdictOn(captured: CapturedRequest, view: GatewayView, options: DiagnoseOptions): Verdict {
  const sent = sentRequest(captured, view);
  if (!sent || !view.parameters) return { kind: 'unreadable' };
  const { secrets } = options;
  const { query: typedQuery = '' } = urlParts(captured.url);
  const hosts = [...options.hosts, ...hostOfUrl(captured)];
  const explanation = explainSignature(sent, view.parameters.signature, { secrets, hosts, typedQuery });
  if (!explanation) return { kind: secrets.length > 0 ? 'unexplained' : 'unchecked' };
  return { kind: explanation.faults.length === 0 ? 'verifies' : 'explained', ...explanation };
}

/** The request as the known faults read it. */
function sentRequest(captured: CapturedRequest, { request, parameters }: GatewayView): SentRequest | undefined {
  const { authority, path, query } = urlParts(captured.url);
  const sentTo = parseAuthority(headerOf(captured, 'host') ?? authority);
  const typed = splitQuery(query ?? '');
  if (!request || !parameters || !sentTo || !typed) return undefined;
  return {
    method: request.method.toUpperCase(),
    host: sentTo.host,
    port: sentTo.port === 443 ? undefined : sentTo.port,
    path: path || '/',
    query: typed,
    protocol: parameters.signed,
    signatureMethod: parameters.signatureMethod,
    ...(captured.body !== undefined && { body: captured.body }),
  };
}

/** The host of the URL, if Host names another one. Clients sign it then, such as those that call a VPC endpoint by its name. */
function hostOfUrl(captured: CapturedRequest): readonly string[] {
  const { authority } = urlParts(captured.url);
  const named = headerOf(captured, 'host') ?? authority;
  return plainHost(named) === plainHost(authority) ? [] : [authority];
}

/** A host in lower case, without the port that is not signed. */
function plainHost(host: string): string {
  return host.toLowerCase().replace(/:443$/, '');
}

/** A query as a gateway splits it, at `;` too. Returns `undefined` if an escape in it is malformed. */
function splitQuery(query: string): readonly TypedParameter[] | undefined {
  try {
    return parseTypedQuery(query.replaceAll(';', '&'));
  } catch {
    return undefined;
  }
}
