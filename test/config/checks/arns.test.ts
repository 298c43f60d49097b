import { ARN, type ProblemCase, expectOneProblem } from '../support/problem-cases';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/k-1';

test.each<ProblemCase>([
  [
    'a certificate of another region',
    { platform: 'region: eu-central-1', alpha: `domains: [{ name: a.example, certificateArn: "${ARN}" }]` },
    'domains.0.certificateArn',
    'an ARN in eu-central-1',
  ],
  [
    'a key of another region',
    { platform: `region: eu-central-1\nprotection: { encryptionKey: "${KEY}" }` },
    'protection.encryptionKey',
    'an ARN in eu-central-1',
  ],
  [
    'a key of another account',
    { platform: `account: '444455556666'\nprotection: { encryptionKey: "${KEY}" }` },
    'protection.encryptionKey',
    'an ARN of account 444455556666',
  ],
  [
    'a certificate of another account',
    { platform: "account: '444455556666'", alpha: `domains: [{ name: a.example, certificateArn: "${ARN}" }]` },
    'domains.0.certificateArn',
    'an ARN of account 444455556666',
  ],
  [
    'a proof of ownership of another account',
    {
      platform: "account: '444455556666'",
      alpha: `domains: [{ name: a.example, hostedZone: { id: Z1, name: a.example } }]\nmutualTls: { truststore: s3://bucket/key, version: v.1, ownershipCertificateArn: "${ARN}" }`,
    },
    'mutualTls.ownershipCertificateArn',
    'an ARN of account 444455556666',
  ],
])('%s is a problem', expectOneProblem);
