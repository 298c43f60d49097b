import { counted, ARN, type ProblemCase, expectOneProblem } from '../support/problem-cases';

test.each<ProblemCase>([
  [
    'IPv6 addresses, over which no consumer reaches a gateway',
    { alpha: 'allowedSourceIps: ["2001:db8:40::/48"]' },
    'allowedSourceIps.0',
    'such as 203.0.113.0/24: consumers reach a gateway over IPv4 only',
  ],

  ['a key that is not known', { alpha: 'colour: red' }, 'colour', 'one of: displayName'],
  [
    'a domain without certificate and zone',
    { alpha: 'domains: [{ name: a.test.example }]' },
    'domains.0.certificateArn',
    'or a hostedZone',
  ],
  [
    'a domain outside its zone',
    { alpha: 'domains: [{ name: a.example, hostedZone: { id: Z1, name: b.example } }]' },
    'domains.0.hostedZone.name',
    'the zone that contains the domain',
  ],
  [
    'a TLS policy before 1.2',
    { alpha: `domains: [{ name: a.example, certificateArn: "${ARN}", tlsPolicy: TLS_1_0 }]` },
    'domains.0.tlsPolicy',
    'one of: TLS_1_2',
  ],
  ['a reseller without tiers', { alpha: 'tiers: {}' }, 'tiers', 'at least one tier'],
  [
    'more addresses than a resource policy holds',
    { alpha: `allowedSourceIps: [${counted(444, (n) => `10.20.${n % 250}.${100 + Math.floor(n / 250)}/32`)}]` },
    'allowedSourceIps',
    'at most 7492 characters',
  ],
  [
    'a name of API Gateway’s own as domain',
    { alpha: `domains: [{ name: x1.execute-api.eu-west-1.amazonaws.com, certificateArn: "${ARN}" }]` },
    'domains.0.name',
    'a domain of your own',
  ],
  [
    'a domain longer than the name of a certificate',
    { alpha: `domains: [{ name: ${'a'.repeat(52)}.zone.example, hostedZone: { id: Z1, name: zone.example } }]` },
    'domains.0.name',
    'at most 64 characters',
  ],
])('%s is a problem', expectOneProblem);
