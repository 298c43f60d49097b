import { type ProblemCase, expectOneProblem } from '../support/problem-cases';

test.each<ProblemCase>([
  [
    'an endpoint without TLS',
    { alpha: 'uiNodes: { brandEndpoint: "http://b.test" }' },
    'uiNodes.brandEndpoint',
    'https://',
  ],
  [
    'an endpoint with a path',
    { alpha: 'uiNodes: { brandEndpoint: "https://b.test/aps" }' },
    'uiNodes.brandEndpoint',
    'no path',
  ],
  [
    'an endpoint with a port that API Gateway lacks',
    { alpha: 'uiNodes: { brandEndpoint: "https://b.test:81" }' },
    'uiNodes.brandEndpoint',
    '1024 to 65535',
  ],
  [
    'an endpoint that is half an address',
    { alpha: 'uiNodes: { brandEndpoint: "https://10" }' },
    'uiNodes.brandEndpoint',
    'a lower-case host name',
  ],
  [
    'an endpoint that is more than an address',
    { alpha: 'uiNodes: { brandEndpoint: "https://198.51.100.256" }' },
    'uiNodes.brandEndpoint',
    'a lower-case host name',
  ],
  [
    'a rate limit of 0',
    { alpha: 'throttle: { rateLimit: 0, burstLimit: 5 }' },
    'throttle.rateLimit',
    'a whole number from 1 to 2147483647, or unlimited',
  ],
  [
    'a CIDR block with host bits',
    { alpha: 'allowedSourceIps: [10.0.0.1/8]' },
    'allowedSourceIps.0',
    'without host bits',
  ],
  [
    'a prefix longer than an address',
    { alpha: 'allowedSourceIps: [10.0.0.0/33]' },
    'allowedSourceIps.0',
    'a block of IPv4 addresses without host bits',
  ],
  ['a tag of AWS', { alpha: 'tags: { "aws:x": y }' }, 'tags.aws:x', 'not starting with aws:'],
  [
    'a burst beyond what API Gateway counts',
    { alpha: 'throttle: { rateLimit: 5, burstLimit: 2147483648 }' },
    'throttle.burstLimit',
    'a whole number from 1 to 2147483647',
  ],
  ['every IPv4 address', { alpha: 'allowedSourceIps: [0.0.0.0/0]' }, 'allowedSourceIps.0', 'a prefix of /1 or longer'],
])('%s is a problem', expectOneProblem);
