import type { DenyReason } from '../../../lambda/authorizer/contract';

/** Likely causes of refusals that have many, the most frequent first. */
export const LIKELY_REASONS: Partial<Record<DenyReason, readonly string[]>> = {
  signature_invalid: [
    'The signed URL differs from the called one in scheme, host, port, path or query; every byte counts. The response names the URL and the query parameters over which the signature was verified.',
    'The query was encoded again after it was signed: sign RQL as it is sent, with literal parentheses and commas.',
    'The client does not follow RFC 5849 for names without "=", which is what RQL consists of. Insomnia needs "URL encoding" off.',
    'A literal + in the query is a space to API Gateway: sort(name), or sort(-name), instead of sort(+name).',
    'The consumer key or secret is wrong, or was cut off when it was copied; the platform shows a secret only once.',
  ],
  nonce_used: ['A client, or a proxy in front of it, repeats a request after a time-out with the same nonce.'],
  timestamp_refused: ['The clock is off, the time is not in UTC, or it is in milliseconds.'],
};
