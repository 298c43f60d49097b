import { AFTER_AUTHORIZER, DENY_REFUSALS, GATEWAY_REFUSALS, type GatewayRefusal } from '../authorizer/contract';
import { isJsonObject } from '../authorizer/json-object';
import type { ProbeCheck } from './contract';

/** The answer to a probe's request. */
export interface ProbeAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** A check that failed, and the fact by which it did. */
export interface ProbeFailure {
  readonly check: ProbeCheck;
  readonly found: string;
}

/** Returns the first check that the answer of a gateway's first backend fails; `undefined` if all hold. */
export function judge(answer: ProbeAnswer): ProbeFailure | undefined {
  const { status, headers } = answer;
  if (status !== 200) return judgeRefusal(answer, 'list');
  if (headers['x-apsbooster-response'] === 'true') return undefined;
  return { check: 'booster-header', found: 'status 200 without the header' };
}

/**
 * Returns the check that the answer of a further backend fails; `undefined` if it verified the signature. Whether there is
 * something at the path of its route, and whether its nodes have a booster, depends on the service.
 */
export function judgeBackend(answer: ProbeAnswer): ProbeFailure | undefined {
  const { status, body } = answer;
  const holds = status !== 401 && status < 500 && refusalCode(body) === undefined;
  return holds ? undefined : judgeRefusal(answer, 'backends');
}

/** @param behind check that fails if the gateway accepted the request */
function judgeRefusal({ status, body }: ProbeAnswer, behind: ProbeCheck): ProbeFailure | undefined {
  const code = refusalCode(body);
  if (code === undefined) return { check: behind, found: `status ${status} from behind the gateway` };
  // The gateway verified the request and shed it, so it works.
  if (status === 503 && code === ('platform_busy' satisfies GatewayRefusal)) return undefined;
  return { check: AFTER_AUTHORIZER.includes(code) ? behind : 'gateway', found: `status ${status}, code ${code}` };
}

/** The code of the gateway's own refusal; `undefined` for every other answer, such as the platform's. */
function refusalCode(body: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  const code = isJsonObject(value) ? value.code : undefined;
  if (typeof code !== 'string') return undefined;
  return Object.hasOwn(DENY_REFUSALS, code) || Object.hasOwn(GATEWAY_REFUSALS, code) ? code : undefined;
}
