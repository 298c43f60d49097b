import type { DenyReason } from '../../../lambda/authorizer/contract';

/** What mostly lies behind a refusal that has many causes, the most frequent first. */
export const LIKELY_REASONS: Partial<Record<DenyReason, readonly string[]>> = {
  signature_invalid: [
    'The URL that was signed is not the one that is called: scheme, host, port, path and query, byte by byte. The answer says over which URL the signature was compared.',
    'The query was encoded anew after it was signed: write RQL as it is sent, parentheses and commas literal.',
    'The client does not follow RFC 5849 for names without "=", which is what RQL consists of. Insomnia needs "URL encoding" off.',
    'A literal + in the query is a space to API Gateway: sort(name), or sort(-name), instead of sort(+name).',
    'The consumer key or secret is another one, or was cut when it was copied; the platform shows a secret once.',
  ],
  nonce_used: ['A client, or a proxy before it, repeats a request after a time-out as it was: with its nonce.'],
  timestamp_refused: ['The clock is off, the time is not in UTC, or it is in milliseconds.'],
};
