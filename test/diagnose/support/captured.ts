import { type SigningOptions, signRequest } from '../../../lambda/authorizer/oauth1/sign-request';
import type { CapturedRequest } from '../../../lib/diagnose/inputs/captured-request';

export const NOW = Date.parse('2026-11-25T12:00:00Z');
export const SECRET = 'Kd94hf93k423kf44';
export const URL = 'https://gateway.example/aps/2/resources?like(name,*a%20b*),limit(0,10)&sort(-name)';

/** A request as a client captured it at {@link NOW}, without a header. */
export function captured(change: Partial<CapturedRequest> = {}): CapturedRequest {
  return { method: 'GET', url: URL, headers: [], at: new Date(NOW), remarks: [], ...change };
}

/** A request that is signed correctly, with {@link SECRET}, at {@link NOW}. */
export function signed(change: Partial<CapturedRequest> = {}, signing: Partial<SigningOptions> = {}): CapturedRequest {
  const { method, url, headers, ...rest } = captured(change);
  const { authorization } = signRequest({
    method,
    url,
    consumerKey: 'crm-of-acme',
    consumerSecret: SECRET,
    timestamp: NOW / 1000,
    nonce: 'GzSOscru',
    ...signing,
  });
  return captured({ ...rest, method, url, headers: [...headers, ['Authorization', authorization]] });
}

/** Changes the Authorization header of a request. */
export function withHeader(request: CapturedRequest, change: (value: string) => string): CapturedRequest {
  const headers = request.headers.map(
    ([name, value]) => [name, name === 'Authorization' ? change(value) : value] as const,
  );
  return { ...request, headers };
}
