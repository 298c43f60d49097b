import type { Denied } from '../../decision';
import type { SignatureMethod } from '../../contract';

/** What a rule may look at: a request whose signature is proved. */
export interface ProvedRequest {
  readonly method: string;
  readonly path: string;
  readonly sourceIp: string | undefined;
  readonly signatureMethod: SignatureMethod;
  readonly nowMs: number;
}

/** One of a consumer's own rules, made once for each document that is read: denies, or says nothing. */
export type Rule = (request: ProvedRequest) => Denied | undefined;
