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
])('%s is a problem', expectOneProblem);
