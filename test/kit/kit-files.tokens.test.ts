import { kitFiles } from '../../lib/kit/kit-files';
import type { KitModel } from '../../lib/kit/kit-model';
import { fileOf, MODEL } from './support';

const BEARER = {
  issuer: 'https://login.nordlicht.example/',
  audience: 'aps-gateways',
  jwksUri: 'https://login.nordlicht.example/keys',
  subjectClaim: 'client_id',
  algorithms: ['RS256'],
  schemes: ['oauth1', 'bearer'],
  leewaySeconds: 30,
} as const;

/** Changes that make a kit of a whole reseller, without a consumer. */
function wholeReseller(schemes: readonly ('oauth1' | 'bearer')[]): KitModel {
  const { consumer: _, ...model } = MODEL;
  return { ...model, oauth: { ...MODEL.oauth, bearer: { ...BEARER, schemes } } };
}

test('the kit of a reseller whose gateway accepts both says how to send tokens, and how to sign', () => {
  const html = fileOf(wholeReseller(['oauth1', 'bearer']), 'index.html');

  expect(html).toContain('issued by https://login.nordlicht.example/ for the audience aps-gateways');
  expect(html).toContain('Authorization: Bearer $TOKEN');
  expect(html).toContain('<dt>Signature method');
});

test('the kit of a consumer that signs says nothing about sending tokens', () => {
  expect(fileOf({ ...MODEL, oauth: { ...MODEL.oauth, bearer: BEARER } }, 'index.html')).not.toMatch(
    /Bearer tokens|\$TOKEN/,
  );
});

test.each([
  ['a consumer of tokens', { ...wholeReseller(['oauth1', 'bearer']), consumer: tokenConsumer() }],
  ['a gateway for tokens only', wholeReseller(['bearer'])],
])('the kit of %s says nothing about signing, and has no samples that sign', (_, model) => {
  const html = fileOf(model, 'index.html');

  const ofTokensAndCertificates =
    /signature algorithm of the token|signature of the token|signed JSON|provider sign|self-signed/g;
  expect(html.replaceAll(ofTokensAndCertificates, '')).not.toMatch(
    /\bsign|nonce|OAuth 1|HMAC|oauth_|consumer secret|CONSUMER_SECRET|<dt>Clock/i,
  );
  expect(html).toContain('Authorization: Bearer $TOKEN');
  expect([...html.matchAll(/href="#([^"]*)"/g)].filter(([, id]) => !html.includes(`id="${id}"`))).toEqual([]);
  expect([...kitFiles(model).keys()]).toEqual(['index.html', 'style.css']);
});

test('the kit of a consumer of tokens names its subject and the claim that holds it', () => {
  const html = fileOf({ ...wholeReseller(['bearer']), consumer: tokenConsumer() }, 'index.html');

  expect(html).toContain('Its claim <code>client_id</code> must be <code>crm|prod</code>');
  expect(html).toContain('crm=7Cprod, by which the provider finds you');
});

test('it says nothing about lockouts, which only signatures can bring about', () => {
  const lockout = { failures: 7, withinMinutes: 15, forMinutes: 30 };
  const html = fileOf({ ...wholeReseller(['bearer']), consumer: tokenConsumer(), lockout }, 'index.html');

  expect(html).not.toMatch(/<dt>Failed attempts|locked_out/);
});

test('its requests with a token are in three languages, with RQL as it is', () => {
  const html = fileOf({ ...wholeReseller(['bearer']), consumer: tokenConsumer() }, 'index.html');
  expect(html.split(`${MODEL.url}/aps/2/resources?sort(name)&amp;limit(0,3)`)).toHaveLength(4);
  expect(html).toMatch(/Bearer \$TOKEN[^]*os\.environ[^]*process\.env\.TOKEN/);
});

function tokenConsumer() {
  return { key: 'crm=7Cprod', subject: 'crm|prod', tier: 'standard', rules: {} };
}
