import type { DenyReason, GatewayRefusal } from '../../lambda/authorizer/contract';
import type { Signing } from '../conformance/case';

/** Who answered a probe, and how; what a consumer can see from outside. */
export type Sight =
  /** The platform carried the request out: it verified the signature over what it got. */
  | 'platform answered'
  /** The platform refused the signature that the gateway accepted: something was changed on the way. */
  | 'platform refused the signature'
  /** The platform verified the signature and made nothing of the request. */
  | 'platform rejected'
  /** The gateway refused it, with this code. */
  | `gateway: ${DenyReason | GatewayRefusal}`
  /** An answer that is neither the platform's nor ours. */
  | 'other';

/** A request that settles an open question about API Gateway, whatever its answer. Reads only. */
export interface Probe {
  readonly id: string;
  readonly question: string;
  readonly method?: 'GET' | 'HEAD';
  /** Path and query exactly as they go on the wire. */
  readonly target: string;
  /** A list repeats the header. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly sign?: Signing;
  /** What each foreseen sight means. */
  readonly means: Partial<Readonly<Record<Sight, string>>>;
}
