/** Challenges and remedies of refusals that a signature and a token can both get. */
import type { CredentialsDocument } from '../../../lambda/authorizer/contract';
import { BearerWorld, bearerDocument, sent } from '../support/bearer';
import { authorizerEvent, type SentRequest } from '../support/events';
import { ProviderKey } from '../support/identity-provider';

const KEY = new ProviderKey('k1');
const EITHER = { schemes: ['oauth1', 'bearer'] } as const;

const worldOf = (document: Partial<CredentialsDocument> = {}, settings = {}) =>
  new BearerWorld(KEY, [bearerDocument(document)], settings);

describe('a refusal that either scheme can get', () => {
  const READ_ONLY = { rules: { operations: 'readOnly' } } as const;

  test.each([
    ['a rule', READ_ONLY, { method: 'POST' }, 'permission_denied', 'insufficient_scope'],
    ['the status', { status: 'suspended' }, {}, 'consumer_key_refused', 'insufficient_scope'],
    ['a header', {}, { headers: [['X-SSL-Client-Verify', 'SUCCESS']] }, 'permission_denied', 'invalid_request'],
    ['two credentials', {}, { headers: [['authorization', 'OAuth a="b"']] }, 'parameter_rejected', 'invalid_request'],
  ] satisfies [string, Partial<CredentialsDocument>, SentRequest, string, string][])(
    'because of %s is named in the challenge of each scheme',
    async (_, document, request, problem, error) => {
      const { context } = await worldOf(document, EITHER).answer(sent(await KEY.token(), request));
      const names = `^OAuth realm="acme", oauth_problem="${problem}", Bearer realm="acme", error="${error}", error_desc`;
      expect(context.challenge).toMatch(new RegExp(names));
    },
  );

  test('without any credential, its challenges name no error of a token', async () => {
    const { context } = await worldOf({}, EITHER).answer(authorizerEvent({}));
    expect(context.challenge).toBe('OAuth realm="acme", oauth_problem="parameter_absent", Bearer realm="acme"');
  });

  test.each([
    ['only', {}],
    ['either', EITHER],
  ])('because of a form body speaks of no signature, where tokens are accepted: %s', async (_, settings) => {
    const form: SentRequest = {
      method: 'POST',
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    };
    const { context } = await worldOf({}, settings).answer(sent(await KEY.token(), form));
    expect(context.message).toMatch(/^Form-encoded requests are not accepted\. The Content-Type is .* Send JSON\./);
    expect(context.challenge).toContain('error_description="Form-encoded requests are not accepted."');
  });

  test.each([
    ['only', {}, 'Send a shorter token: let the identity provider'],
    ['either', EITHER, 'Send only the OAuth parameters, with a shorter nonce. For a token, let the identity provider'],
  ])('has a remedy for a token that is too long, where tokens are accepted: %s', async (_, settings, remedy) => {
    const { context } = await worldOf({}, settings).answer(sent('e'.repeat(8186)));
    expect(context.message).toContain(remedy);
  });
});
