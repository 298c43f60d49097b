import { isIP } from 'node:net';
import { BEARER_ALGORITHMS } from '../../../lambda/authorizer/contract';
import { list, object, oneOf, text, whole } from './vocabulary';

const JWKS_URI =
  'an https URL with a host name, without user, port or fragment, such as https://login.example.com/keys';

function isJwksUri(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, port, hash, hostname } = new URL(value);
  const isName = hostname.includes('.') && isIP(hostname) === 0 && !hostname.startsWith('[');
  return protocol === 'https:' && isName && username + password + port + hash === '';
}

/** Keys by which a gateway verifies bearer tokens. */
export const BEARER = object({
  issuer: text(
    /^[\x21\x23-\x5b\x5d-\x7e]{1,500}$/,
    'the issuer of the tokens, such as https://login.example.com/',
  ).describe('Value of the claim iss, exactly as in the tokens.'),
  audience: text(/^[\x21\x23-\x5b\x5d-\x7e]{1,500}$/, 'the audience of the tokens, without spaces').describe(
    'Value of the claim aud, or one of its values. Use one for the gateways only.',
  ),
  jwksUri: text(/^[\x21-\x7e]{1,500}$/, JWKS_URI)
    .refine(isJwksUri, { error: JWKS_URI })
    .describe("URL of the identity provider's keys (JSON Web Key Set); its metadata lists it as jwks_uri."),
  subjectClaim: text(/^[A-Za-z0-9_:./-]{1,100}$/, 'the name of a claim')
    .exactOptional()
    .describe('Claim that names the consumer, such as sub, azp or client_id. Default: sub.'),
  algorithms: list(oneOf(BEARER_ALGORITHMS), `a list of: ${BEARER_ALGORITHMS.join(', ')}`)
    .exactOptional()
    .describe('Signature algorithms of tokens that are accepted. Default: RS256.'),
  leewaySeconds: whole(0, 300, 'seconds')
    .exactOptional()
    .describe("How far the identity provider's clock may differ. Default: 30."),
});
