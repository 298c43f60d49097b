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
])('%s is a problem', expectOneProblem);
