import { SecretsManagerStandIn } from '../../../lib/local/aws/secrets-manager/secrets-manager';
import recorded from './secrets-manager.json';

const FIRST = 'first-version-of-the-secret-token';
const SECOND = 'second-version-of-the-secret-token';

let secrets: SecretsManagerStandIn;
beforeEach(() => {
  secrets = new SecretsManagerStandIn(() => new Date('2026-03-04T05:06:07Z'));
  secrets.call('CreateSecret', { Name: 'lab/kept', SecretString: 'one', ClientRequestToken: FIRST });
  secrets.call('UpdateSecret', { SecretId: 'lab/kept', SecretString: 'two', ClientRequestToken: SECOND });
});

const impossible = recorded.impossibleNames.flatMap((name) =>
  recorded.operationsOnAName.map((operation) => [operation, name] as const),
);

test.each(impossible)('%s of the impossible name "%s" is a ValidationException', (operation, SecretId) => {
  expect(() => secrets.call(operation, { SecretId })).toThrow(
    expect.objectContaining({ code: recorded.impossibleNameError.name, message: recorded.impossibleNameError.message }),
  );
});

test.each(recorded.valueErrors)('$fact is $name', ({ input, name, message }) => {
  expect(() => secrets.call('GetSecretValue', { SecretId: 'lab/kept', ...input })).toThrow(
    expect.objectContaining({ code: name, message }),
  );
});

test('the previous version is read by its staging label', () => {
  expect(secrets.call('GetSecretValue', { SecretId: 'lab/kept', VersionStage: 'AWSPREVIOUS' })).toMatchObject({
    SecretString: 'one',
    VersionStages: ['AWSPREVIOUS'],
  });
});

test('a secret that is scheduled for deletion can be deleted at once', () => {
  secrets.call('DeleteSecret', { SecretId: 'lab/kept' });
  secrets.call('DeleteSecret', { SecretId: 'lab/kept', ForceDeleteWithoutRecovery: true });

  expect(secrets.secrets.size).toBe(0);
});

test('deleting an unknown secret at once succeeds', () => {
  expect(secrets.call('DeleteSecret', { SecretId: 'lab/none', ForceDeleteWithoutRecovery: true })).toMatchObject({
    Name: 'lab/none',
  });
});
