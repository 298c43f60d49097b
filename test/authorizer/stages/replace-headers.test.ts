import type { AcceptableParameters } from '../../../lambda/authorizer/stages/read-parameters';
import { readRequest, type SignedRequest } from '../../../lambda/authorizer/stages/read-request';
import { replaceHeaders } from '../../../lambda/authorizer/stages/replace-headers';
import { authorizerEvent } from '../support/events';

const request = (...headers: (readonly [string, string])[]) =>
  readRequest(authorizerEvent({ url: 'https://GW1.example.com:8443/aps/2/resources', headers })) as SignedRequest;
const AS_SENT = {} as AcceptableParameters;

test('the canonical Authorization header replaces the one that was sent', () => {
  const parameters = { authorization: 'OAuth oauth_nonce="n"' } as AcceptableParameters;
  expect(replaceHeaders(request(), parameters, 'httpProxy')).toEqual({ authorization: 'OAuth oauth_nonce="n"' });
  expect(replaceHeaders(request(), parameters, 'lambda')).toEqual({ authorization: 'OAuth oauth_nonce="n"' });
});

test('without one, nothing is replaced', () => {
  expect(replaceHeaders(request(['X-Forwarded-Host', 'other.example']), AS_SENT, 'httpProxy')).toEqual({});
});

test('a Forwarded header is replaced by one that names the called host', () => {
  const sent = request(['forwarded', 'host=other.example;proto=http']);
  expect(replaceHeaders(sent, AS_SENT, 'httpProxy')).toEqual({ forwarded: 'host="gw1.example.com:8443";proto=https' });
});

test('the forwarder drops a Forwarded header by itself', () => {
  expect(replaceHeaders(request(['Forwarded', 'for=192.0.2.1']), AS_SENT, 'lambda')).toEqual({});
});
