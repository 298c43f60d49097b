import { privately, ARN, type ProblemCase, expectOneProblem } from '../support/problem-cases';

test.each<ProblemCase>([
  [
    'an endpoint in a private network without private nodes',
    { platform: 'uiNodes: { brandEndpoint: "https://10.0.0.5:8443" }' },
    'uiNodes.brandEndpoint',
    'nodes in uiNodes.private',
  ],
  [
    "a reseller's endpoint on a link",
    { alpha: 'uiNodes: { brandEndpoint: "https://169.254.169.254" }' },
    'uiNodes.brandEndpoint',
    'a public host name or address',
  ],
  [
    'an endpoint on the function’s own host',
    { alpha: 'uiNodes: { brandEndpoint: "https://localhost:8443", forwarding: lambda }' },
    'uiNodes.brandEndpoint',
    'a public host name or address',
  ],
  [
    'a port of the endpoint with private nodes',
    { platform: privately((text) => text).replace('brand.test', 'brand.test:8443') },
    'uiNodes.brandEndpoint',
    'a host name without a port',
  ],
  [
    "a reseller's brand endpoint without a certificate before private nodes",
    {
      platform: privately((text) => `${text}\n    furtherCertificates: [{ host: b.test, certificateArn: ${ARN} }]`),
      alpha: 'uiNodes: { brandEndpoint: https://c.test }',
      bravo: 'uiNodes: { brandEndpoint: https://b.test }',
    },
    'uiNodes.brandEndpoint',
    'one of: brand.test, b.test; add others to',
  ],
  [
    "a route's endpoint in a private network",
    { alpha: 'routes: [{ path: /aps/2/resources }, { path: /aps/2/orders, brandEndpoint: "https://10.0.0.5" }]' },
    'routes.1.brandEndpoint',
    'a public host name or address',
  ],
  [
    "a route's endpoint without a certificate before private nodes",
    { platform: privately((text) => text), alpha: 'routes: [{ path: /aps/2/orders, brandEndpoint: https://c.test }]' },
    'routes.0.brandEndpoint',
    'one of: brand.test; add others to',
  ],
])('%s is a problem', expectOneProblem);
