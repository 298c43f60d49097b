import { load, places, problemsOf } from '../support/files';
import { type ProblemCase, expectOneProblem } from '../support/problem-cases';

test.each<ProblemCase>([
  ['thresholds where there are no alarms', { alpha: 'alarms: { throttles: 5 }' }, 'alarms', 'alarms in platform.yaml'],
  [
    'an alarm on answers that a gateway does not wait for',
    { platform: 'alarms: {}', alpha: 'alarms: { latencyMilliseconds: 7001 }\nuiNodes: { timeoutSeconds: 7 }' },
    'alarms.latencyMilliseconds',
    'at most 7000',
  ],
  [
    'a platform’s alarm on answers that a gateway does not wait for',
    { platform: 'alarms: { latencyMilliseconds: 29001 }', alpha: '', bravo: '' },
    'alarms.latencyMilliseconds',
    'at most 29000',
  ],
  [
    'a threshold of all gateways together where each has its own',
    { platform: 'alarms: { serverErrors: 9 }' },
    'alarms.serverErrors',
    'scope: environment',
  ],
  [
    'a share where one alarm watches all gateways together, because one gateway would not be noticed',
    { platform: 'alarms: { scope: environment, serverErrorPercent: 9 }' },
    'alarms.serverErrorPercent',
    'serverErrorPercent in the files of single resellers',
  ],
  [
    'a threshold of a web ACL that is not declared',
    { platform: 'alarms: { webAclBlocks: 9 }' },
    'alarms.webAclBlocks',
    'nothing, or protection.webAcl',
  ],
  [
    'a threshold of managed rules that are not declared',
    { platform: 'alarms: { webAclCounts: 9 }\nprotection: { webAcl: { requestsPerIp: 77 } }' },
    'alarms.webAclCounts',
    'nothing, or protection.webAcl.managedRules: true',
  ],
])('%s is a problem', expectOneProblem);

test('thresholds of a web ACL with managed rules are accepted', () => {
  const platform = 'alarms: { webAclBlocks: 9, webAclCounts: 8 }\nprotection: { webAcl: { managedRules: true } }';
  expect(load({ platform }).platform.alarms).toMatchObject({ webAclBlocks: 9, webAclCounts: 8 });
});

test('a web ACL that cannot be read does not make its thresholds a problem', () => {
  const platform = 'alarms: { webAclBlocks: 9 }\nprotection: { webAcl: { managedRules: 1 } }';
  expect(places(problemsOf({ platform }))).not.toContain('platform.yaml:1 alarms.webAclBlocks');
});
