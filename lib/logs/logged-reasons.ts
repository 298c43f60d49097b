import type { Fault, Refusal } from '../../lambda/authorizer/contract';

/** Meaning of a reason, and what to do about it. */
export type Explanation = Pick<Refusal, 'message' | 'remedy'>;

/** Reasons that only the logs have: no caller gets them as a code. */
export const LOGGED_REASONS: Readonly<Record<string, Explanation>> = {
  address_refused: {
    message: "The gateway's resource policy does not allow the address or the VPC endpoint of the caller.",
    remedy:
      'Add the address to allowedSourceIps, or the VPC endpoint to vpcEndpoints, or let the caller send from one that is on the list.',
  },
  answer_broken_off: {
    message: 'The answer of the platform broke off after its beginning had been passed on.',
    remedy: 'The caller got a part of it, and an aborted connection. Look at the UI node and the network to it.',
  },
};

/** Faults, for which the gateway answers 503 `authorizer_unavailable`: callers get no more, the log names the fault. */
export const LOGGED_FAULTS: Readonly<Record<Fault, Explanation>> = {
  credentials_unavailable: {
    message: 'Secrets Manager did not answer, or asked to slow down.',
    remedy:
      'Wait: consumers that are cached are served for oauth.outageGraceSeconds. If it lasts, look at the service quotas of Secrets Manager.',
  },
  credentials_refused: {
    message: "IAM or KMS did not let the gateway's function read the credentials of the consumer.",
    remedy: 'Allow it again. This is a decision and no outage, so cached credentials are not used any longer.',
  },
  credentials_lookups_exhausted: {
    message: 'The function instance looked up too many consumer keys in a short time.',
    remedy: 'Wait some seconds. If it lasts, look for a flood of unknown keys with "aps-gateway stats".',
  },
  credentials_malformed: {
    message: 'The document with the credentials of the consumer cannot be read; the log line names it and its member.',
    remedy: "Deploy the reseller's stack if a newer command wrote the document. Otherwise write the consumer again.",
  },
  nonces_unavailable: {
    message: 'The table of nonces did not answer.',
    remedy: 'Wait: without it a replay could not be noticed, so nothing is forwarded.',
  },
  identity_provider_unavailable: {
    message: 'The keys of the identity provider cannot be fetched, and none are kept that are still good.',
    remedy:
      'Check that its jwksUri answers within two seconds, with a JSON Web Key Set and without a redirect. The error in the log says what failed.',
  },
  internal: {
    message: 'The function failed unexpectedly.',
    remedy: 'Report the error and its place in the log line as a bug.',
  },
};
