import type { DenyReason } from '../../../lambda/authorizer/contract';

/** Likely causes of refusals that have many, the most frequent first. */
export const LIKELY_REASONS: Partial<Record<DenyReason, readonly string[]>> = {
  signature_invalid: [
    'The client leaves the query, or its names without "=", out of the signature, as most libraries for Java and PHP do; RQL consists of such names. Give each RQL term to the library as a parameter with an empty value, or end each term in the URL with =, as in limit(0,10)=.',
    'The client escapes the names of the query twice, or not at all. In Insomnia, turn "URL encoding" off.',
    'The client reads the query in another way: it cuts a value at its second =, or takes a + for a plus. Send = inside a value as %3D, and sort(name) instead of sort(+name).',
    'The query was encoded again after it was signed: sign RQL as it is sent, with literal parentheses and commas.',
    'The signed URL differs from the called one in scheme, host, port or path; about one fault in seven. The response names the URL and the query parameters over which the signature was verified.',
    'The consumer key or secret is wrong, was cut off when it was copied, or has a space or line end; the platform shows a secret only once.',
    'A rotation was ended with --finish or --overlap 0d, and a client still signs with the previous secret. That secret is deleted, so the response cannot name it.',
  ],
  consumer_secret_expired: [
    'The overlap of a rotation has ended, and a client still signs with the previous secret. Change the client: an overlap that has ended cannot be extended.',
  ],
  nonce_used: ['A client, or a proxy in front of it, repeats a request after a time-out with the same nonce.'],
  timestamp_refused: ['The clock is off, the time is not in UTC, or it is in milliseconds.'],
};
