import type { Denied } from '../../decision';
import type { SignatureMethod } from '../../contract';

/** The parts of an authenticated request that a rule may use. */
export interface AuthenticatedRequest {
  readonly method: string;
  readonly path: string;
  readonly sourceIp: string | undefined;
  readonly signatureMethod: SignatureMethod;
  readonly nowMs: number;
}

/** One of a consumer's own rules, made once per document. Returns a denial, or `undefined` if the rule holds. */
export type Rule = (request: AuthenticatedRequest) => Denied | undefined;
