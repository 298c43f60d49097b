import { readRequest, type SignedRequest } from '../../../lambda/authorizer/stages/read-request';
import { replaceHeaders } from '../../../lambda/authorizer/stages/replace-headers';
import { authorizerEvent } from '../support/events';

const request = (...headers: (readonly [string, string])[]) =>
  readRequest(authorizerEvent({ url: 'https://GW1.example.com:8443/aps/2/resources', headers })) as SignedRequest;
const authorization = 'OAuth oauth_nonce="n"';

test.each(['httpProxy', 'lambda'] as const)('by %s, only the Authorization header is replaced', (forwarding) => {
  const sent = request(['X-Forwarded-Host', 'other.example']);
  expect(replaceHeaders(sent, authorization, forwarding)).toEqual({ authorization });
});

test('a Forwarded header is replaced by one that names the called host', () => {
  const sent = request(['forwarded', 'host=other.example;proto=http']);
  const forwarded = 'host="gw1.example.com:8443";proto=https';
  expect(replaceHeaders(sent, authorization, 'httpProxy')).toEqual({ authorization, forwarded });
});

test('the forwarder drops a Forwarded header by itself', () => {
  expect(replaceHeaders(request(['Forwarded', 'for=192.0.2.1']), authorization, 'lambda')).toEqual({ authorization });
});
