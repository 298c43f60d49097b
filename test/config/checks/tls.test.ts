import { ARN, type ProblemCase, expectOneProblem } from '../support/problem-cases';

test.each<ProblemCase>([
  [
    'mutual TLS without a domain',
    { alpha: 'mutualTls: { truststore: s3://bucket/key }' },
    'mutualTls',
    'mutualTls with domains',
  ],
  [
    'mutual TLS with a policy that lacks it',
    {
      alpha: `mutualTls: { truststore: s3://bucket/key }\ndomains: [{ name: a.example, certificateArn: "${ARN}", tlsPolicy: SecurityPolicy_TLS13_1_3_2025_09 }]`,
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
    'TLS_1_2: all domains',
  ],
])('%s is a problem', expectOneProblem);
