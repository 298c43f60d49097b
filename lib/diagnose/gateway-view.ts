import { DENY_REFUSALS, GATEWAY_REFUSALS, SETTINGS, type SignatureMethod } from '../../lambda/authorizer/contract';
import { Denied } from '../../lambda/authorizer/decision';
import { readSettings } from '../../lambda/authorizer/settings';
import { guardHeaders } from '../../lambda/authorizer/stages/guard-headers';
import { guardBody, guardDroppedSlash, guardPath, guardQuery } from '../../lambda/authorizer/stages/guard-request';
import { readFreshTimestamp } from '../../lambda/authorizer/stages/read-fresh-timestamp';
import { type AcceptableParameters, readParameters } from '../../lambda/authorizer/stages/read-parameters';
import { readRequest, type SignedRequest } from '../../lambda/authorizer/stages/read-request';
import { decodeQuery } from '../rest-api/query';
import { readRequestTarget } from '../rest-api/request-target';
import type { CapturedRequest } from './inputs/captured-request';
import { urlParts } from './url-parts';

/** A reason for which a gateway refuses a request before it verifies the signature. */
export interface EarlyRefusal {
  /** Code of the answer; `Forbidden` if API Gateway answers before it knows the API. */
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** A request as a gateway sees it. */
export interface GatewayView {
  /** In the order in which a gateway finds them: its answer has the first. */
  readonly refusals: readonly EarlyRefusal[];
  /** Absent if the request cannot be read. */
  readonly request?: SignedRequest;
  /** Absent if they cannot be read. */
  readonly parameters?: AcceptableParameters;
}

/** Facts about the gateway, and the time of the request. */
export interface ViewOptions {
  readonly signatureMethods: readonly SignatureMethod[];
  /** The gateway's clock at the request, in epoch milliseconds. */
  readonly nowMs: number;
  /** True if `nowMs` may be long after the request: then the request is not refused for an old timestamp. */
  readonly mayBeLate: boolean;
}

/**
 * Runs the stages of the authorizer up to the signature, with the settings of a gateway that declares none. Unlike the
 * authorizer, goes on after a refusal, so that its reader learns of all of them.
 */
export function gatewayView(captured: CapturedRequest, options: ViewOptions): GatewayView {
  const edge = edgeRefusals(captured);
  const request = readRequest(eventOf(captured));
  if (request instanceof Denied) return { refusals: [...edge, refusalOf(request)] };

  const settings = { ...DEFAULTS, signatureMethods: options.signatureMethods };
  const guarded = [
    guardPath(request),
    guardDroppedSlash(request, settings.forwarding),
    guardHeaders(request.headers, settings.allowedApsHeaders),
    guardBody(request),
    guardQuery(request),
  ].filter((denied) => denied !== undefined);
  const parameters = readParameters(request, settings);
  if (parameters instanceof Denied) {
    return { refusals: [...edge, ...[...guarded, parameters].map(refusalOf)], request };
  }
  const timestamp = readFreshTimestamp(parameters.timestamp, options.nowMs, settings);
  const stale = timestamp instanceof Denied && !(options.mayBeLate && isPast(parameters.timestamp, options.nowMs));
  return {
    refusals: [...edge, ...[...guarded, ...(stale ? [timestamp] : [])].map(refusalOf)],
    request,
    parameters,
  };
}

/** The settings that a gateway has by default; names of secrets and tables play no part here. */
const DEFAULTS = readSettings({ [SETTINGS.credentialsPrefix]: '-/', [SETTINGS.nonceTable]: '-' });

/** Refusals by API Gateway itself, before it calls the authorizer. */
function edgeRefusals({ url }: CapturedRequest): readonly EarlyRefusal[] {
  const { path, query } = urlParts(url);
  const refusals: EarlyRefusal[] = [];
  const target = readRequestTarget(`${path || '/'}${query === undefined ? '' : `?${query}`}`);
  if ('problem' in target) {
    const { message, remedy } = GATEWAY_REFUSALS.request_malformed;
    refusals.push({ code: 'request_malformed', message: `${message} ${sentenceOf(target.problem)}`, remedy });
  }
  if (!/^\/aps(?:\/|$)/.test(path)) {
    refusals.push({
      code: 'Forbidden',
      message: 'The path does not begin with /aps/, so API Gateway answers 403 without a code.',
      remedy: 'Call and sign https://<host>/aps/2/….',
    });
  }
  return refusals;
}

function sentenceOf(problem: string): string {
  return `${problem.slice(0, 1).toUpperCase()}${problem.slice(1)}.`;
}

/** The REQUEST event that API Gateway makes of a request (developer guide, "Input to a Lambda authorizer"). */
function eventOf({ method, url, headers }: CapturedRequest): unknown {
  const { authority, path, query } = urlParts(url);
  const byName = new Map<string, string[]>();
  for (const [name, value] of headers) byName.set(name, [...(byName.get(name) ?? []), value]);
  const hosts = headers.filter(([name]) => name.toLowerCase() === 'host');
  if (hosts.length === 0) byName.set('Host', [authority]);
  const host = hosts[0]?.[1] ?? authority;
  return {
    methodArn: `arn:aws:execute-api:::-/aps/${method}/`,
    httpMethod: method,
    multiValueHeaders: Object.fromEntries(byName),
    multiValueQueryStringParameters: Object.fromEntries(decodeQuery(query ?? '')),
    requestContext: { domainName: host.replace(/:\d*$/, ''), path: path || '/', identity: {} },
  };
}

function refusalOf({ reason, detail }: Denied): EarlyRefusal {
  const { message, remedy } = DENY_REFUSALS[reason];
  return { code: reason, message: [message, detail.sentence].filter(Boolean).join(' '), remedy };
}

function isPast(timestamp: string, nowMs: number): boolean {
  return Number(timestamp) * 1000 < nowMs;
}
