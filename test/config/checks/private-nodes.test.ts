import { privately, type ProblemCase, expectOneProblem } from '../support/problem-cases';

test.each<ProblemCase>([
  [
    'zones kept apart with a node outside of the VPC',
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
    'a node outside of the VPC that does not say so',
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
])('%s is a problem', expectOneProblem);
