import { refusalsAt, type Scheme } from '../../lambda/authorizer/contract';
import { CASES } from '../../lib/conformance/cases';
import { explainFailure } from '../../lib/verify/explain-failure';

const LIST = CASES.find(({ id }) => id === 'list')!;

/** Returns the meaning of a failed `list` at a gateway that refuses the scheme of the request. */
function meaning(accepted: Scheme, sent: Scheme): string {
  const { message, remedy } = refusalsAt([accepted]).authorization_scheme_unsupported;
  const body = JSON.stringify({ code: 'authorization_scheme_unsupported', message: `${message} ${remedy}` });
  const facts = {
    url: 'https://g.example',
    direct: 'unknown',
    listHeld: false,
    sendsToken: sent === 'bearer',
  } as const;
  return explainFailure(LIST, { status: 401, headers: {}, body }, facts).means;
}

test('a gateway for tokens only that refuses signed requests is not said to ask for signatures', () => {
  expect(meaning('bearer', 'oauth1')).toMatch(/Send Authorization: Bearer.*--token-file/);
  expect(meaning('bearer', 'oauth1')).not.toContain('Sign the request');
});

test('a gateway for signatures that refuses tokens is not said to ask for tokens', () => {
  expect(meaning('oauth1', 'bearer')).toMatch(/Sign the request with OAuth 1\.0a/);
});
