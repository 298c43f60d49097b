import { counted, privately, type ProblemCase, expectOneProblem } from '../support/problem-cases';

const grouped = (more: string) =>
  `operationGroups: { orders: { level: B, operations: [{ path: /aps/2/orders }]${more && `, ${more}`} } }`;

test.each<ProblemCase>([
  ['dashboards as true', { platform: 'dashboards: true' }, 'dashboards', 'one of: environment, gateways, none'],
  [
    'a VPC link without subnets',
    { platform: privately((text) => text.replace(/ +subnetIds.*\n/, '')) },
    'uiNodes.private.subnetIds',
    'a list of subnet ids',
  ],
  [
    'a VPC link with one subnet',
    { platform: privately((text) => text.replace(/, subnet-\w+1/, '')) },
    'uiNodes.private.subnetIds',
    'at least two subnet ids',
  ],
  [
    'a VPC link without nodes',
    { platform: privately((text) => text.replace(/\[{ address.*/, '[]')) },
    'uiNodes.private.nodes',
    'a list of nodes',
  ],
  [
    'a node that is not an address',
    { platform: privately((text) => text.replace('10.0.0.7', 'node.test')) },
    'uiNodes.private.nodes.0.address',
    'an IPv4 address',
  ],
  [
    'a health check longer than its interval',
    { platform: privately((text) => `${text}\n    healthCheck: { intervalSeconds: 5, timeoutSeconds: 5 }`) },
    'uiNodes.private.healthCheck.timeoutSeconds',
    'fewer seconds than intervalSeconds',
  ],
  [
    'a type with the version that the platform does not expect',
    { platform: grouped('platformOperations: [{ type: "http://example.com/orders/manager/1.2", verb: GET }]') },
    'operationGroups.orders.platformOperations.0.type',
    'the id of an APS type without its version',
  ],
  [
    'a verb that the platform does not have',
    { platform: grouped('platformOperations: [{ type: "http://example.com/orders", verb: HEAD }]') },
    'operationGroups.orders.platformOperations.0.verb',
    'one of: GET, POST, PUT, DELETE',
  ],
  [
    'a group of an unknown level',
    { platform: grouped('').replace('level: B', 'level: D') },
    'operationGroups.orders.level',
    'one of: A, B, C',
  ],
  [
    'an operation below another path',
    { platform: grouped('').replace('/aps/2/orders', '/aps/1/orders') },
    'operationGroups.orders.operations.0.path',
    'a path below /aps/2',
  ],
  [
    'groups that do not fit into the variables of a function',
    {
      platform: `operationGroups: { orders: { level: A, operations: [${counted(70, (n) => `{ path: /aps/2/services/orders-${n} }`)}] } }`,
    },
    'operationGroups',
    'at most 2560 bytes as JSON in JSON, because Lambda allows 4 KB',
  ],
  ['an account id that lost its quotes', { platform: 'account: 111122223333' }, 'account', '12 digits, in quotes'],
  [
    'IPv6 addresses of a VPC',
    { platform: privately((text) => text.replace('[10.0.0.0/16]', '[10.0.0.0/16, "2001:db8::/56"]')) },
    'uiNodes.private.vpcCidrs.1',
    'a block of IPv4 addresses',
  ],
  [
    'more nodes than a security group has rules',
    {
      platform: privately((text) =>
        text.replace(/\[{ address.*/, `[${counted(61, (n) => `{ address: 10.0.1.${n} }`)}]`),
      ),
    },
    'uiNodes.private.nodes',
    'at most 60 nodes',
  ],
  [
    'status codes that a health check cannot expect',
    { platform: privately((text) => `${text}\n    healthCheck: { statusCodes: 200-500 }`) },
    'uiNodes.private.healthCheck.statusCodes',
    'from 200 to 499',
  ],
  [
    'a range of status codes that descends',
    { platform: privately((text) => `${text}\n    healthCheck: { statusCodes: "204,399-200" }`) },
    'uiNodes.private.healthCheck.statusCodes',
    'the lower code of a range comes first',
  ],
  [
    'an IPv6 address in the web ACL',
    { platform: 'protection: { webAcl: { allowedSourceIps: [10.0.0.0/8, "2001:db8:9::/48"] } }' },
    'protection.webAcl.allowedSourceIps.1',
    'consumers reach a gateway over IPv4 only',
  ],
  [
    'a web ACL that does nothing',
    { platform: 'protection: { webAcl: { managedRules: false } }' },
    'protection.webAcl',
    'at least one of: requestsPerIp',
  ],
])('%s is a problem', expectOneProblem);
