import { ARN, type ProblemCase, expectOneProblem } from '../support/problem-cases';

test.each<ProblemCase>([
  [
    'mutual TLS without a domain',
    { alpha: 'mutualTls: { truststore: s3://bucket/key, version: v.1 }' },
    'mutualTls',
    'mutualTls with domains',
  ],
  [
    'mutual TLS with a policy that lacks it',
    {
      alpha: `mutualTls: { truststore: s3://bucket/key, version: v.1 }\ndomains: [{ name: a.example, certificateArn: "${ARN}", tlsPolicy: SecurityPolicy_TLS13_1_3_2025_09 }]`,
    },
    'domains.0.tlsPolicy',
    'TLS_1_2 with mutualTls',
  ],
  [
    'a security policy that differs between domains of a gateway',
    {
      alpha: [
        'domains:',
        '  - { name: a.alpha.test, hostedZone: { id: Z1, name: alpha.test } }',
        '  - { name: b.alpha.test, hostedZone: { id: Z1, name: alpha.test }, tlsPolicy: SecurityPolicy_TLS13_1_3_2025_09 }',
      ].join('\n'),
    },
    'domains.1.tlsPolicy',
    'SecurityPolicy_TLS13_1_2_2021_06: all domains',
  ],
  [
    'TLS_1_2 without mutual TLS',
    { alpha: `domains: [{ name: a.example, certificateArn: "${ARN}", tlsPolicy: TLS_1_2 }]` },
    'domains.0.tlsPolicy',
    'SecurityPolicy_TLS13_1_2_2021_06, which accepts the same protocols and ciphers, or mutualTls',
  ],
  [
    'to reset the access mode without mutual TLS',
    { alpha: 'endpointAccess: reset' },
    'endpointAccess',
    'strict or basic',
  ],
  [
    'an access mode with mutual TLS',
    {
      alpha: `endpointAccess: basic\nmutualTls: { truststore: s3://bucket/key, version: v.1 }\ndomains: [{ name: a.example, certificateArn: "${ARN}" }]`,
    },
    'endpointAccess',
    'nothing, or reset for the deployment that adds mutualTls',
  ],
  [
    'mutual TLS without the version of its truststore',
    {
      alpha: `mutualTls: { truststore: s3://bucket/key }\ndomains: [{ name: a.example, certificateArn: "${ARN}" }]`,
    },
    'mutualTls.version',
    "an S3 object's version id",
  ],
])('%s is a problem', expectOneProblem);
