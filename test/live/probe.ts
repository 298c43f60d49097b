import type { DenyReason, GatewayRefusal } from '../../lambda/authorizer/contract';
import type { Signing } from '../../lib/conformance/case';

/** The sender and kind of a response, as far as a consumer can tell. */
export type Sight =
  /** The platform executed the request, so the signature matches what it received. */
  | 'platform answered'
  /** The platform refused the signature that the gateway accepted, so something changed on the way. */
  | 'platform refused the signature'
  /** The platform verified the signature and rejected the request. */
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
  /** Meaning of each expected response. */
  readonly means: Partial<Readonly<Record<Sight, string>>>;
}
