import { onlyResource } from '../../gateway/support/synthesis';
import { templateWith } from '../support/gateways';

test('a lockout and bearer tokens each have the bundle that can do them', () => {
  const bearer = { issuer: 'https://id.acme.test/', audience: 'gateways', jwksUri: 'https://id.acme.test/keys' };
  const bundles = [
    {},
    { lockout: { failures: 9, withinMinutes: 4, forMinutes: 6 } },
    { oauth: { authentication: ['bearer'] as const, bearer } },
  ].map((props) => {
    const { Code } = onlyResource(templateWith(props), 'AWS::Lambda::Function').Properties;
    return (Code as { readonly S3Key: string }).S3Key;
  });
  expect(new Set(bundles).size).toBe(3);
});
