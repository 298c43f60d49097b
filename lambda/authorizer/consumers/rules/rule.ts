import type { Denied } from '../../decision';
import type { SignatureMethod } from '../../contract';

/** A client certificate of mutual TLS (API Gateway developer guide, "mutual TLS", `identity.clientCert`). */
export interface ClientCertificate {
  readonly pem: string;
  /** Distinguished name, as API Gateway writes it. */
  readonly subject: string;
}

/** The parts of an authenticated request that a rule may use. */
export interface AuthenticatedRequest {
  readonly method: string;
  readonly path: string;
  readonly sourceIp: string | undefined;
  readonly vpcEndpoint: string | undefined;
  readonly clientCertificate: ClientCertificate | undefined;
  /** Undefined if the request is not signed. */
  readonly signatureMethod: SignatureMethod | undefined;
  readonly nowMs: number;
}

/** One of a consumer's own rules, made once per document. Returns a denial, or `undefined` if the rule holds. */
export type Rule = (request: AuthenticatedRequest) => Denied | undefined;
