import { MalformedDocumentError } from '../../../lambda/authorizer/consumers/malformed-document';
import { malformed } from '../../../lambda/authorizer/consumers/malformed-fault';

test('the fault of a malformed document names the secret, the member and a valid value', () => {
  expect(malformed('aps-gateway/lab/acme/', 'crm', new MalformedDocumentError('tier', 'text'))).toMatchObject({
    fault: 'credentials_malformed',
    detail: { secretName: 'aps-gateway/lab/acme/crm', member: 'tier', expected: 'text' },
  });
});
