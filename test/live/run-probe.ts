import {
  DENY_REFUSALS,
  type DenyReason,
  GATEWAY_REFUSALS,
  type GatewayRefusal,
} from '../../lambda/authorizer/contract';
import { type Answer, send } from '../../lib/conformance/send';
import { credentialsFor } from '../../lib/conformance/authorize';
import { codeOf } from '../../lib/conformance/run';
import { authorizationFor, authorizationHeader } from '../../lib/conformance/sign';
import type { Target } from '../../lib/conformance/target';
import type { Probe, Sight } from './probe';

/** The response to a probe, and its meaning. */
export interface ProbeReport {
  readonly probe: Probe;
  readonly sight: Sight;
  /** Status and code, for what was not foreseen. */
  readonly observation: string;
  readonly meaning: string;
}

/** Sends a probe. Throws only when the target cannot be reached. */
export async function runProbe(target: Target, probe: Probe): Promise<ProbeReport> {
  const { method = 'GET', sign = {}, headers = {} } = probe;
  const credentials = credentialsFor(target, sign.by ?? 'consumer');
  const authorization =
    credentials && authorizationFor(method, new URL(target.origin), probe.target, credentials, sign);
  const answer = await send(target, {
    method,
    target: probe.target,
    headers: { ...headers, ...authorizationHeader(authorization === undefined ? [] : [authorization], sign) },
  });
  const sight = see(answer);
  const code = codeOf(answer);
  return {
    probe,
    sight,
    observation: `${answer.status} ${sight}${sight === 'other' && typeof code === 'string' ? `: ${code}` : ''}`,
    meaning: probe.means[sight] ?? 'not foreseen: note it with the collected facts',
  };
}

function see(answer: Answer): Sight {
  if (answer.headers['x-apsbooster-response'] !== undefined) {
    if (answer.status < 400) return 'platform answered';
    return answer.status === 401 ? 'platform refused the signature' : 'platform rejected';
  }
  const code = codeOf(answer);
  if (typeof code === 'string' && isRefusal(code)) return `gateway: ${code}`;
  // API Gateway's own refusal of a request line may come without our body.
  return answer.status === 400 ? 'gateway: request_malformed' : 'other';
}

function isRefusal(code: string): code is DenyReason | GatewayRefusal {
  return Object.hasOwn(DENY_REFUSALS, code) || Object.hasOwn(GATEWAY_REFUSALS, code);
}
