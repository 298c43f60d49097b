import { signatureMethodsRule } from '../../../../lambda/authorizer/consumers/rules/signature-methods';
import { outcome } from '../../support/rules';

test('a signature method on the list is accepted', () => {
  const rule = signatureMethodsRule(['HMAC-SHA256', 'HMAC-SHA1']);
  expect(outcome(rule, { signatureMethod: 'HMAC-SHA1' })).toBe('passes');
});

test.each([[[]], ['HMAC-SHA1'], [['HMAC-SHA1', 'PLAINTEXT']], [null]])(
  '%j is not a list of signature methods',
  (declared) => {
    expect(() => signatureMethodsRule(declared)).toThrow(
      'rules.signatureMethods should be some of HMAC-SHA1, HMAC-SHA256',
    );
  },
);

test('another method is denied with the list in the message', () => {
  const rule = signatureMethodsRule(['HMAC-SHA256', 'HMAC-SHA1']);
  expect(rule({ signatureMethod: 'HMAC-SHA512' } as never)).toMatchObject({
    reason: 'signature_method_not_permitted',
    detail: { sentence: 'It may use HMAC-SHA256, HMAC-SHA1.' },
  });
});
