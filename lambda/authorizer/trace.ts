import type { Provenance } from './consumers/credentials-cache';

/** Facts about one request for its log line, which the stages fill in as the request passes them. */
export interface Trace {
  /** Set only when the key sent can be a consumer key. It proves nothing. */
  claimedConsumerKey?: string;
  /** The caller's address, as API Gateway reports it. */
  sourceIp?: string | undefined;
  /** Id of the VPC endpoint, as API Gateway reports it. */
  vpcEndpoint?: string | undefined;
  credentials?: Provenance;
  /** True if the claimed consumer is debugged. */
  debug?: boolean;
  /** Id of the consumer's secret that verified the signature. */
  secretId?: string;
  /** Id of the known fault under which a signature that does not verify would match. */
  signatureFault?: string;
  /** True if that fault proves that the sender has the secret. */
  secretProved?: true;
  /** Name of the error for which the table of failed attempts could not be used. */
  lockoutError?: string;
  /** Name of the error for which the current shedding level is not known. The last known one holds. */
  sheddingFault?: string;
  lookupMs?: number;
  claimMs?: number;
}
