import { DENY_REFUSALS, GATEWAY_REFUSALS, type GatewayRefusal } from '../authorizer/contract';
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

/** Returns the first check that an answer fails; `undefined` if all hold. */
export function judge({ status, headers, body }: ProbeAnswer): ProbeFailure | undefined {
  const code = refusalCode(body);
  // The gateway verified the request and shed it, so it works.
  if (status === 503 && code === ('platform_busy' satisfies GatewayRefusal)) return undefined;
  if (status !== 200) {
    return code === undefined
      ? { check: 'list', found: `status ${status} from behind the gateway` }
      : { check: 'gateway', found: `status ${status}, code ${code}` };
  }
  if (headers['x-apsbooster-response'] === 'true') return undefined;
  return { check: 'booster-header', found: 'status 200 without the header' };
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
