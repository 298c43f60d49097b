import { load } from '../support/files';
import { ARN, privately, type ProblemCase, expectOneProblem } from '../support/problem-cases';

const BACKEND = (more: string) => (text: string) =>
  `${text}\n    furtherCertificates: [{ host: b.test, certificateArn: ${ARN}, ${more} }]`;

test.each<ProblemCase>([
  [
    "a host's node on the internet",
    { platform: privately(BACKEND('nodes: [{ address: 203.0.113.7, outsideVpc: true }]')) },
    'uiNodes.private.furtherCertificates.0.nodes.0.address',
    'an address in vpcCidrs',
  ],
  [
    "a host's port without nodes",
    { platform: privately(BACKEND('port: 8443')) },
    'uiNodes.private.furtherCertificates.0.nodes',
    'nodes, with port and healthCheck',
  ],
  [
    'more nodes of all hosts than the load balancer may reach',
    {
      platform: privately(
        BACKEND(`nodes: [${Array.from({ length: 60 }, (_, index) => `{ address: 10.0.1.${index} }`).join(', ')}]`),
      ),
    },
    'uiNodes.private.furtherCertificates',
    'at most 60 in all',
  ],
  [
    'zones kept apart with a node outside the VPC',
    {
      platform: privately(
        (text) => `${text.replace('7 }]', '7 }, { address: 192.168.3.4, outsideVpc: true }]')}\n    crossZone: false`,
      ),
    },
    'uiNodes.private.crossZone',
    'no node with outsideVpc',
  ],
  [
    'a node on the internet',
    { platform: privately((text) => text.replace('10.0.0.7', '203.0.113.7, outsideVpc: true')) },
    'uiNodes.private.nodes.0.address',
    'an address in vpcCidrs or in 10.0.0.0/8',
  ],
  [
    'two nodes with one address',
    { platform: privately((text) => text.replace('7 }]', '7 }, { address: 10.0.0.7, outsideVpc: false }]')) },
    'uiNodes.private.nodes.1.address',
    'each address once',
  ],
  [
    'a node outside the VPC that does not say so',
    { platform: privately((text) => text.replace('10.0.0.7', '10.1.0.7')) },
    'uiNodes.private.nodes.0.address',
    'or this one with outsideVpc: true',
  ],
  [
    'a node in the VPC that says otherwise',
    { platform: privately((text) => text.replace('10.0.0.7', '10.0.0.7, outsideVpc: true')) },
    'uiNodes.private.nodes.0.outsideVpc',
    'false, or an address outside vpcCidrs',
  ],
  [
    'a Region without VPC links V2',
    { platform: `region: eu-south-1\n${privately((text) => text.replace('eu-west-1', 'eu-south-1'))}` },
    'region',
    'if AWS has added them since, set uiNodes.private.acknowledgedRegion: eu-south-1',
  ],
])('%s is a problem', expectOneProblem);

test.each([
  ['that AWS lists', 'region: eu-west-1\n', ''],
  ['that AWS lacks in its list, if it is acknowledged', 'region: eu-south-1\n', 'acknowledgedRegion: eu-south-1'],
  ['that is not declared', '', ''],
])('private nodes may be in a Region %s', (_what, region, acknowledged) => {
  const platform =
    region +
    privately((text) => `${acknowledged ? text.replace('eu-west-1', 'eu-south-1') : text}\n    ${acknowledged}`);
  expect(load({ platform }).platform.privateNodes).toBeDefined();
});
