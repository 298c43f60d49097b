import type { BearerSettings } from '../contract';
import { Denied } from '../decision';
import type { Authenticate } from '../ports';
import { findConsumer } from './find-consumer';
import { readToken } from './read-token';
import type { SigningKeys } from './signing-keys';
import { verifyToken } from './verify-token';

/**
 * Makes the authentication by bearer token (RFC 6750). No consumer is looked up before the signature is verified. A token
 * proves its consumer again and again until it expires, so there is no nonce to claim.
 */
export function authenticateBearer(settings: BearerSettings, keys: SigningKeys): Authenticate {
  return async (request, ports, trace) => {
    const [header = ''] = request.headers.get('authorization') ?? [];
    const token = readToken(header, settings);
    if (token instanceof Denied) return token;

    const subject = await verifyToken(token, keys, settings, ports.clock);
    if (subject instanceof Denied) return subject;

    const consumer = await findConsumer(subject, ports, trace);
    if (consumer instanceof Denied) return consumer;

    return { consumer, authorization: `Bearer ${token.text}` };
  };
}
